//! Layouts of a council's own: kept as settings of its place, offered with those of the program, each under its name.

use model::id::Id;
use store::{Change, Filter, Kind, Row, Value, View};

use super::layout::Layout;
use crate::edit::Note;
use crate::error::{Error, Result};
use crate::site::{Administrator, Place, Reader, Written, latest};

/// How the key of such a setting begins; the layout's name follows.
const KEY: &str = "pack-layout/";
/// The most layouts a place keeps.
const MOST: usize = 50;

/// Whether a setting is such a layout.
pub(crate) fn is_layout(key: &str) -> bool {
    key.starts_with(KEY)
}

/// A layout that a council keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLayout {
    /// The layout.
    pub layout: Layout,
    /// As it was given: TOML.
    pub text: String,
    /// The revision seen.
    pub revision: u32,
}

fn kept(reader: &Reader, place: Id) -> Result<Vec<Row>> {
    let mut rows = reader.rows.rows(Kind::Setting, &Filter::Place(place), View::of(latest()))?;
    rows.retain(|r| r.plan.is_none() && r.text("key").is_some_and(is_layout));
    rows.sort_by_key(|r| r.words("key"));
    Ok(rows)
}

impl Reader {
    /// The layouts that a place keeps, by name. One that this version cannot read is left out.
    ///
    /// # Errors
    /// The store's.
    pub fn own_layouts(&self, place: Id) -> Result<Vec<OwnLayout>> {
        let of = |row: &Row| {
            let text = row.maybe("value")?;
            let layout = Layout::parse(&text).ok()?;
            Some(OwnLayout { layout, text, revision: row.revision })
        };
        Ok(kept(self, place)?.iter().filter_map(of).collect())
    }
}

impl Administrator<'_> {
    /// Keeps a layout for a place, in the place of one with the same name.
    ///
    /// # Errors
    /// Where it is none, with the place in it and what to do; where its name is one of the program's.
    pub fn keep_layout(&mut self, place: &Place, text: &str, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Err(Error::field("layout", "Select a file with a layout"));
        }
        let layout = Layout::parse(text).map_err(|why| Error::field("layout", why))?;
        if Layout::named(&layout.name).is_some() {
            let say = format!("The program has a layout called “{}”: give yours another name", layout.name);
            return Err(Error::field("layout", say));
        }
        let reader = desk.reader()?;
        let rows = kept(&reader, place.id)?;
        let key = format!("{KEY}{}", layout.name);
        let change = match rows.iter().find(|r| r.text("key") == Some(key.as_str())) {
            Some(row) if row.text("value") == Some(text) => {
                return Ok(Written { act: reader.last_event(), changes: 0, created: None });
            }
            Some(row) => Change::set(Kind::Setting, row.id, row.revision, vec![("value", text.into())]),
            None if rows.len() >= MOST => {
                let say = format!("A place keeps at most {MOST} layouts: take one away first");
                return Err(Error::field("layout", say));
            }
            None => {
                let fields = vec![("key", Value::from(key)), ("value", text.into())];
                Change::create(Kind::Setting, desk.id(), None, fields)
            }
        };
        let intent = desk.intent("layout of packs kept", note)?;
        desk.write(place.id, intent, vec![change])
    }

    /// Takes a layout away, seen at revision `seen`; packs drafted with it keep it.
    ///
    /// # Errors
    /// Where there is none; [`Error::Conflict`] where somebody changed it since.
    pub fn drop_layout(&mut self, place: &Place, name: &str, seen: u32, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        let key = format!("{KEY}{name}");
        let rows = kept(&desk.reader()?, place.id)?;
        let row = rows.into_iter().find(|r| r.text("key") == Some(key.as_str()));
        let row = row.ok_or_else(|| Error::NotFound("This layout was taken away already".to_owned()))?;
        let intent = desk.intent("layout of packs taken away", note)?;
        desk.write(place.id, intent, vec![Change::withdraw(Kind::Setting, row.id, seen)])
    }
}
