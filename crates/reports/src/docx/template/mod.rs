//! A Word document of a council's own as a template: its styles, its theme, its page and what stands at head and foot
//! are taken; its text is not.
//!
//! What could do something is refused: macros, embedded objects, pictures that lie elsewhere, entities. Numbers of
//! headings and lists are not taken from its styles, since its numbering is not taken.

mod open;
mod rewrite;

use std::collections::BTreeMap;

use super::section::Page;
use super::styles;
use open::{Package, Relation};

/// The largest template, in bytes.
pub const LARGEST: usize = 5 << 20;

/// What of a template a document is written with.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The styles, with those of ours that it does not have.
    pub(super) styles: String,
    /// The theme that styles take fonts and colours from.
    pub(super) theme: Option<String>,
    /// The page.
    pub(super) page: Page,
    /// What stands at head and foot.
    pub(super) ends: Vec<End>,
    /// The first page has a head and a foot of its own.
    pub(super) first_apart: bool,
    /// Pictures at head and foot: part and bytes.
    pub(super) media: Vec<(String, Vec<u8>)>,
}

/// A head or foot.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct End {
    /// `header` or `footer`.
    pub(super) kind: &'static str,
    /// The pages that have it: `default`, `first` or `even`.
    pub(super) pages: String,
    /// The part's XML.
    pub(super) xml: String,
    /// The relations of the part, as XML; empty for none.
    pub(super) relations: String,
}

/// Why a template is refused, in a sentence that ends with what to do.
pub type Refused = String;

impl Template {
    /// Reads a template; `colour` is that of the styles it lacks.
    ///
    /// # Errors
    /// Where it is no Word document, is damaged or protected, or holds what could do something.
    pub fn read(bytes: &[u8], colour: &str) -> Result<Template, Refused> {
        let mut package = Package::open(bytes)?;
        let main = package.main()?;
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let relations = package.relations(&main)?;
        let text = package.needed(&main)?;
        let last = rewrite::last_section(&text).ok_or_else(|| damaged(&main))?;
        let styles_part = relations.iter().find(|r| r.kind == "styles").map(|r| r.part(&folder));
        let raw = package.needed(&styles_part.ok_or_else(|| damaged("word/styles.xml"))?)?;
        let names = rewrite::style_names(&raw).ok_or_else(|| damaged("word/styles.xml"))?;
        let renamed = renamed(&names);
        let own = rewrite::rewritten(&raw, &renamed).ok_or_else(|| damaged("word/styles.xml"))?;
        let theme = match relations.iter().find(|r| r.kind == "theme").map(|r| r.part(&folder)) {
            // A theme with pictures of its own would need more parts; its fonts and colours are what counts.
            Some(part) if package.relations(&part)?.is_empty() => package.text(&part)?,
            _ => None,
        };
        let mut out = Template {
            styles: styles::added(&own, &ids(&names, &renamed), colour)
                .ok_or_else(|| damaged("word/styles.xml"))?,
            theme,
            page: last.page,
            ends: Vec::new(),
            first_apart: last.first_apart,
            media: Vec::new(),
        };
        for (kind, pages, id) in &last.ends {
            if let Some(relation) = relations.iter().find(|r| r.id == *id) {
                let part = relation.part(&folder);
                let xml = package.needed(&part)?;
                let xml = rewrite::rewritten(&xml, &renamed).ok_or_else(|| damaged(&part))?;
                let relations = out.pictures(&mut package, &part)?;
                out.ends.push(End { kind, pages: pages.clone(), xml, relations });
            }
        }
        Ok(out)
    }

    /// Takes the pictures of a head or foot; gives its relations as XML.
    fn pictures(&mut self, package: &mut Package<'_>, part: &str) -> Result<String, Refused> {
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut out = String::new();
        for relation in package.relations(part)? {
            let Relation { id, kind, .. } = &relation;
            let target = match (kind.as_str(), relation.outside) {
                ("hyperlink", _) => relation.address()?,
                ("image", false) => {
                    let from = relation.part(folder);
                    let ending = open::picture_ending(&from)?;
                    let name = format!("template/picture{}.{ending}", self.media.len() + 1);
                    self.media.push((name.clone(), package.bytes(&from)?));
                    name
                }
                ("image", true) => {
                    return Err(format!(
                        "The template shows a picture that lies elsewhere ({}): insert the picture itself and save it again",
                        relation.target
                    ));
                }
                _ => {
                    return Err(
                        "The head or foot of the template holds an embedded object: take it out, or insert it as a picture, and save it again"
                            .to_owned(),
                    );
                }
            };
            out += &open::relation(id, kind, &target, relation.kind == "hyperlink");
        }
        Ok(out)
    }
}

fn damaged(part: &str) -> Refused {
    format!(
        "The template is damaged ({part} cannot be read): open it in Word, save it as a Word document (.docx) and try again"
    )
}

/// Which identities of the template's styles are to be ours: a style of Word's own keeps its name in every language, not
/// its identity.
fn renamed(names: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for (id, name) in styles::known() {
        let found = names.iter().find(|(_, theirs)| theirs.eq_ignore_ascii_case(name));
        if let Some((theirs, _)) = found.filter(|(theirs, _)| theirs.as_str() != id) {
            // What is called as ours and means another thing makes room.
            if names.contains_key(id) {
                out.insert(id.to_owned(), format!("{id}Own"));
            }
            out.insert(theirs.clone(), id.to_owned());
        } else if found.is_none() && names.contains_key(id) {
            out.insert(id.to_owned(), format!("{id}Own"));
        }
    }
    out
}

/// The identities of the styles once they are renamed.
fn ids(names: &BTreeMap<String, String>, renamed: &BTreeMap<String, String>) -> Vec<String> {
    names.keys().map(|id| renamed.get(id).unwrap_or(id).clone()).collect()
}
