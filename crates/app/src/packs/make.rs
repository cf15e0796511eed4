//! A pack's files.

use reports::document::Document;

use super::compose::compose;
use super::gather::{Gathered, Record};
use super::kept::Pack;
use super::{Format, Press};
use crate::error::{Error, Result};
use crate::site::Reader;

/// A pack with its files.
#[derive(Clone, Debug)]
pub struct Made {
    /// The document.
    pub document: Document,
    /// What is lacking in it.
    pub lacks: Vec<super::Lack>,
    /// Each file: format, name, bytes.
    pub files: Vec<(Format, String, Vec<u8>)>,
    /// What it was made from.
    pub record: Record,
}

impl Made {
    /// Makes a pack in these formats, from what is known to it.
    ///
    /// # Errors
    /// Where nothing was known of the plan on its day, or the press cannot set it; the store's.
    pub fn of(reader: &Reader, pack: &Pack, press: &Press, formats: &[Format]) -> Result<Made> {
        let gathered = Gathered::of(reader, pack)?;
        let composed = compose(&gathered);
        let document = composed.printed();
        let record = gathered.record(composed.content());
        let set = press.set(formats, &document).map_err(|(format, why)| {
            Error::Refused(format!("The pack cannot be made as {}: {why}", format.name()))
        })?;
        let named = formats.iter().zip(set).map(|(format, bytes)| (*format, name_of(pack, *format), bytes));
        let files = named.collect();
        Ok(Made { document, lacks: composed.lacks, files, record })
    }
}

/// The name of a pack's file: `improvement-board-2026-03-12-board.pdf`.
pub fn name_of(pack: &Pack, format: Format) -> String {
    let mut slug = String::new();
    for c in pack.board.to_lowercase().chars().filter(|c| *c != '\'' && *c != '’') {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    let slug = if slug.is_empty() { "pack" } else { slug.get(..60).unwrap_or(slug) };
    let day = pack.meeting.unwrap_or(pack.as_of).iso();
    let part = match pack.part {
        super::Part::I => "-part-i",
        super::Part::Ii => "",
    };
    format!("{slug}-{day}-{}{part}.{}", pack.layout.name, format.word())
}
