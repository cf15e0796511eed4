//! A published table kept whole as an event; which authority the place is, as a setting.

use model::day::Day;
use model::id::Id;
use store::{Change, Filter, Kind, Value, View};

use super::read::{ReadTable, Rejected, read};
use crate::edit::{Note, fold};
use crate::error::{Error, FieldError, Result};
use crate::lists::figures::pack_bytes;
use crate::site::{Analyst, Intent, Written, latest};

/// The setting that holds the code of the authority.
pub(super) const AUTHORITY: &str = "published-authority";
/// The largest table taken, in bytes.
const LARGEST: usize = 48 << 20;

/// What settings of this module are called; `None` for keys of others.
pub fn setting(key: &str) -> Option<&'static str> {
    (key == AUTHORITY).then_some("the authority of the published tables")
}

/// What came of loading a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// Whether it was not there before.
    pub new: bool,
    /// What it is called.
    pub what: &'static str,
    /// How many rows are used.
    pub rows: usize,
    /// Those that are not.
    pub rejected: Vec<Rejected>,
    /// The act by which it was loaded; nothing where it was there.
    pub act: Option<u64>,
}

impl Analyst<'_> {
    /// Keeps a published table, whole, with where it comes from. The same file again changes nothing.
    ///
    /// # Errors
    /// Where it is none, where its source is not said, for a day to come; the store's.
    pub fn load_published(
        &mut self,
        place: Id,
        (name, bytes): (&str, &[u8]),
        source: &str,
        published: Option<Day>,
        note: &Note,
    ) -> Result<Loaded> {
        let desk = &mut self.0;
        let mut errors = Vec::new();
        let source = fold(source);
        if source.is_empty() {
            errors.push(FieldError::new(
                "source",
                "Enter who published the tables, such as the department and the title",
            ));
        }
        if published.is_some_and(|d| d > desk.ctx.today) {
            errors.push(FieldError::new("published", "The day of publication must be today or in the past"));
        }
        if bytes.len() > LARGEST {
            errors.push(FieldError::new("files", format!("{name} is larger than {} MB", LARGEST >> 20)));
        }
        let table = match read(bytes) {
            Ok(table) => Some(table),
            Err(say) => {
                errors.push(FieldError::new("files", format!("{name}: {say}")));
                None
            }
        };
        let (Some(table), true) = (table, errors.is_empty()) else { return Err(Error::Fields(errors)) };
        let ReadTable { what, rows, rejected, .. } = table;
        let loaded = Loaded { new: true, what: what.name(), rows, rejected, act: None };
        let sha256 = store::sha256(bytes);
        let reader = desk.reader()?;
        let there = reader.rows.rows(Kind::PublishedTable, &Filter::Place(place), View::of(latest()))?;
        if there.iter().any(|r| r.text("sha256") == Some(&sha256)) {
            return Ok(Loaded { new: false, ..loaded });
        }
        let packed = pack_bytes(bytes);
        let document = store::sha256(&packed);
        desk.site.store().put_document(&document, name, packed).map_err(|e| desk.refusal(e))?;
        let count = |n: usize| Value::from(i64::try_from(n).unwrap_or(i64::MAX));
        let fields = vec![
            ("name", fold(name).into()),
            ("what", what.word().into()),
            ("sha256", sha256.into()),
            ("document", document.into()),
            ("source", source.into()),
            ("published", published.into()),
            ("rows", count(loaded.rows)),
            ("rejected", count(loaded.rejected.len())),
            ("by", desk.ctx.who.name.as_str().into()),
        ];
        let id = desk.id();
        let intent = Intent { batch: Some(id), ..desk.intent("published table loaded", note)? };
        let written =
            desk.write(place, intent, vec![Change::create(Kind::PublishedTable, id, None, fields)])?;
        Ok(Loaded { act: Some(written.act), ..loaded })
    }

    /// Takes the loading of a table back: it counts no longer.
    ///
    /// # Errors
    /// Where there is no such table; the store's.
    pub fn unload_published(&mut self, place: Id, table: Id, why: &str) -> Result<Written> {
        let desk = &mut self.0;
        let there =
            desk.reader()?.rows.rows(Kind::PublishedTable, &Filter::Place(place), View::of(latest()))?;
        if !there.iter().any(|r| r.id == table) {
            return Err(Error::NotFound("There is no such table".to_owned()));
        }
        desk.undo(store::Target::Batch(table), false, why)
    }

    /// Says which authority of the published tables the place is, by name or code.
    ///
    /// # Errors
    /// Where the tables know no such authority.
    pub fn set_authority(&mut self, place: Id, named: &str, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        let reader = desk.reader()?;
        let known = reader.published(place, latest())?;
        let named = fold(named);
        if named.is_empty() {
            return Err(Error::field("authority", "Enter the name or the code of the authority"));
        }
        let Some(area) = known.tables.authority(&named) else {
            let say = match known.tables.authorities().is_empty() {
                true => "Load a table of published values first: it names the authorities".to_owned(),
                false => format!(
                    "The published tables have no authority “{named}”: write its name or code as it stands there"
                ),
            };
            return Err(Error::field("authority", say));
        };
        let value = Value::from(area.code.as_str());
        let rows = reader.rows.rows(Kind::Setting, &Filter::Place(place), View::of(latest()))?;
        let change = match rows.iter().find(|r| r.text("key") == Some(AUTHORITY)) {
            Some(row) if *row.value("value") == value => {
                return Ok(Written { act: reader.last_event(), changes: 0, created: None });
            }
            Some(row) => Change::set(Kind::Setting, row.id, row.revision, vec![("value", value)]),
            None => {
                let fields = vec![("key", AUTHORITY.into()), ("value", value)];
                Change::create(Kind::Setting, desk.id(), None, fields)
            }
        };
        let intent = desk.intent("authority of the published tables set", note)?;
        desk.write(place, intent, vec![change])
    }
}
