//! The zip package around the XML parts of an Office file, opened with a limit on what it may unpack to.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

/// The most bytes that all parts of one file may unpack to: a file of [`crate::MAX_BYTES`] can hide far more.
const MAX_UNPACKED: u64 = 96_000_000;

/// Why a package cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    /// It is no zip file, is cut short, or a part fails its checksum.
    Damaged,
    /// It unpacks to more than any document.
    TooLarge,
    /// A password keeps it shut.
    Protected,
    /// It is a document of the older Word.
    OldWord,
    /// It is a document of a kind that is not read.
    OtherKind,
}

/// An open package.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a package.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Broken> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Broken::Damaged)?;
        Ok(Package { zip, left: MAX_UNPACKED })
    }

    /// Whether it holds this part.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The names of its parts that begin and end so, in order.
    pub(crate) fn names(&self, begins: &str, ends: &str) -> Vec<String> {
        let mut names: Vec<String> = self
            .zip
            .file_names()
            .filter_map(Result::ok)
            .filter(|n| n.starts_with(begins) && n.ends_with(ends))
            .map(std::borrow::Cow::into_owned)
            .collect();
        names.sort();
        names
    }

    /// The text of a part; `None` where there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Broken> {
        if !self.has(name) {
            return Ok(None);
        }
        let file = self.zip.by_name(name).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Broken::Protected,
            _ => Broken::Damaged,
        })?;
        let mut bytes = Vec::new();
        file.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| Broken::Damaged)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Broken::TooLarge)?;
        let text = match bytes.as_slice() {
            [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
            [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
            _ => String::from_utf8(bytes)
                .unwrap_or_else(|wrong| String::from_utf8_lossy(wrong.as_bytes()).into_owned()),
        };
        Ok(Some(text))
    }
}

fn wide(bytes: &[u8], join: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| join([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
