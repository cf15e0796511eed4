//! Pictures and links of the package, and the relations by which the text names them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::parts;
use super::template::Template;
use crate::text::escape;

/// Pictures and links as they are met.
#[derive(Default)]
pub(super) struct Media {
    files: Vec<(String, Vec<u8>)>,
    links: BTreeMap<String, usize>,
}

impl Media {
    /// Keeps a picture; gives its relation.
    pub(super) fn picture(&mut self, bytes: Vec<u8>, ending: &str) -> String {
        let number = self.files.len() + 1;
        self.files.push((format!("media/picture{number}.{ending}"), bytes));
        format!("rIdP{number}")
    }

    /// Keeps an address; gives its relation.
    pub(super) fn link(&mut self, address: &str) -> String {
        let next = self.links.len() + 1;
        let number = *self.links.entry(address.to_owned()).or_insert(next);
        format!("rIdL{number}")
    }

    /// The relations of the text.
    pub(super) fn relations(&self, template: Option<&Template>) -> String {
        let mut out = String::from(parts::TEXT_RELATIONS);
        out += &template.map(parts::relations_of).unwrap_or_default();
        for (number, (name, _)) in self.files.iter().enumerate() {
            let _ = write!(
                out,
                "<Relationship Id=\"rIdP{}\" Type=\"{}/image\" Target=\"{name}\"/>",
                number + 1,
                parts::KINDS
            );
        }
        for (address, number) in &self.links {
            let _ = write!(
                out,
                "<Relationship Id=\"rIdL{number}\" Type=\"{}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
                parts::KINDS,
                escape(address)
            );
        }
        out.push_str("</Relationships>");
        out
    }

    /// The pictures as parts of the package.
    pub(super) fn into_files(self) -> impl Iterator<Item = (String, Vec<u8>)> {
        self.files.into_iter().map(|(name, bytes)| (format!("word/{name}"), bytes))
    }
}
