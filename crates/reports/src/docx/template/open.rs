//! A template's package, opened with limits; what could do something is refused.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::{LARGEST, Refused, damaged};
use crate::docx::parts::KINDS;
use crate::text::escape;

/// The most bytes that a part may unpack to.
const LARGEST_PART: u64 = 16 << 20;
/// The most that all parts taken may unpack to.
const LARGEST_ALL: u64 = 48 << 20;
/// The most parts a template has.
const MOST_PARTS: usize = 2000;

/// Pictures that Word and LibreOffice draw and that are nothing but pictures.
const PICTURES: [&str; 7] = ["png", "jpeg", "jpg", "gif", "emf", "wmf", "tiff"];

/// An open template.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

/// What a part says of another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its type: `image`, `header`.
    pub(super) kind: String,
    pub(super) target: String,
    /// It leads out of the package.
    pub(super) outside: bool,
}

impl Relation {
    /// The part it leads to, from a part in this folder.
    pub(super) fn part(&self, folder: &str) -> String {
        if let Some(whole) = self.target.strip_prefix('/') {
            return whole.to_owned();
        }
        let mut path: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
        for step in self.target.split('/') {
            match step {
                ".." => drop(path.pop()),
                "" | "." => {}
                step => path.push(step),
            }
        }
        path.join("/")
    }

    /// The address of a link, where it is one that only leads somewhere.
    pub(super) fn address(&self) -> Result<String, Refused> {
        let target = self.target.trim();
        let sound =
            ["https://", "http://", "mailto:"].iter().any(|s| target.to_ascii_lowercase().starts_with(s));
        if sound && self.outside {
            return Ok(target.to_owned());
        }
        Err(format!(
            "The template has a link to “{target}”: only web and e-mail addresses are taken. Take it out and save it again"
        ))
    }
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Refused> {
        if bytes.len() > LARGEST {
            return Err(
                "The template must be 5 megabytes or smaller: take large pictures out of it".to_owned()
            );
        }
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err("The template has a password or is of an older Word: save it without a password as a Word document (.docx)".to_owned());
        }
        let zip = ZipArchive::new(Cursor::new(bytes));
        let zip = zip.map_err(|_| "The template must be a Word document (.docx)".to_owned())?;
        if zip.len() > MOST_PARTS {
            return Err(
                "The template has more parts than a Word document has: make a new one from it in Word"
                    .to_owned(),
            );
        }
        let mut package = Package { zip, left: LARGEST_ALL };
        package.no_macros()?;
        Ok(package)
    }

    /// Macros stand in parts of their own, and the list of parts names them.
    fn no_macros(&mut self) -> Result<(), Refused> {
        let types = self.needed("[Content_Types].xml")?.to_ascii_lowercase();
        let named = self.zip.file_names().filter_map(Result::ok).any(|n| {
            let name = n.to_ascii_lowercase();
            name.contains("vbaproject") || name.contains("vbadata") || name.contains("activex")
        });
        if named || types.contains("macroenabled") || types.contains("vba") {
            return Err(
                "The template has macros: save it as a Word document without macros (.docx)".to_owned()
            );
        }
        Ok(())
    }

    /// The part that holds the text.
    pub(super) fn main(&mut self) -> Result<String, Refused> {
        let whole = self.relations_in("_rels/.rels")?;
        let main = whole.iter().find(|r| r.kind == "officeDocument").map(|r| r.part(""));
        let main = main.ok_or_else(|| "The template must be a Word document (.docx)".to_owned())?;
        let types = self.needed("[Content_Types].xml")?;
        if types.contains("wordprocessingml") {
            return Ok(main);
        }
        Err("The template must be a Word document (.docx): this is a document of another kind".to_owned())
    }

    /// A part's bytes.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Refused> {
        let file = self.zip.by_name(name).map_err(|_| damaged(name))?;
        let most = self.left.min(LARGEST_PART);
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| damaged(name))?;
        if bytes.len() as u64 > most {
            return Err(format!(
                "The template unpacks to more than any Word document does ({name}): make a new one from it in Word"
            ));
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }

    /// The text of a part that must be there.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, Refused> {
        let text = String::from_utf8(self.bytes(name)?).map_err(|_| damaged(name))?;
        // Entities could unfold without end or fetch what lies elsewhere; no office program writes them.
        if text.contains("<!DOCTYPE") || text.contains("<!ENTITY") {
            return Err(damaged(name));
        }
        Ok(text.trim_start_matches('\u{feff}').to_owned())
    }

    /// The text of a part, where it is there.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Refused> {
        if self.zip.index_for_name(name).is_some() { self.needed(name).map(Some) } else { Ok(None) }
    }

    /// The relations of a part.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Refused> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        self.relations_in(&format!("{folder}{slash}_rels/{name}.rels"))
    }

    fn relations_in(&mut self, name: &str) -> Result<Vec<Relation>, Refused> {
        let Some(text) = self.text(name)? else { return Ok(Vec::new()) };
        let mut reader = Reader::from_str(&text);
        let mut out = Vec::new();
        loop {
            match reader.read_event() {
                Ok(Event::Empty(e) | Event::Start(e)) if e.local_name().as_ref() == "Relationship" => {
                    let mut relation = Relation::default();
                    for attribute in e.attributes().flatten() {
                        let said = attribute.value.replace("&amp;", "&");
                        match attribute.key.as_ref() {
                            "Id" => relation.id = said,
                            "Type" => relation.kind = said.rsplit('/').next().unwrap_or_default().to_owned(),
                            "Target" => relation.target = said,
                            "TargetMode" => relation.outside = said.eq_ignore_ascii_case("external"),
                            _ => {}
                        }
                    }
                    out.push(relation);
                }
                Ok(Event::Eof) => return Ok(out),
                Ok(_) => {}
                Err(_) => return Err(damaged(name)),
            }
        }
    }
}

/// The ending of a picture's part, where it is a picture.
pub(super) fn picture_ending(part: &str) -> Result<String, Refused> {
    let ending = part.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    if PICTURES.contains(&ending.as_str()) {
        return Ok(ending);
    }
    Err(format!(
        "The head or foot of the template holds a picture that is not taken ({part}): insert it as PNG or JPEG and save it again"
    ))
}

/// A relation as XML.
pub(super) fn relation(id: &str, kind: &str, target: &str, outside: bool) -> String {
    let mode = if outside { " TargetMode=\"External\"" } else { "" };
    format!(
        "<Relationship Id=\"{}\" Type=\"{KINDS}/{kind}\" Target=\"{}\"{mode}/>",
        escape(id),
        escape(target)
    )
}
