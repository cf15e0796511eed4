//! A thing of a plan as it is corrected by hand: its fields as they stand, and what hangs from it.

use model::id::Id;
use serde::Serialize;
use store::{Filter, Kind, Row, View};

use crate::edit::{FormField, Input, form};
use crate::error::{Error, Result};
use crate::shape::node::parent_field;
use crate::site::{Reader, latest};
use crate::words;

/// A form over the fields of one thing, there already or to be.
#[derive(Clone, Debug, Serialize)]
pub struct ThingForm {
    /// The kind's name in addresses.
    pub kind: &'static str,
    /// What the kind is called.
    pub noun: &'static str,
    /// What the thing is called; empty for a new one.
    pub name: String,
    /// Its identity; empty for a new one.
    pub id: String,
    /// The revision seen.
    pub revision: u32,
    /// Its fields.
    pub fields: Vec<Field>,
    /// What hangs from it, kind by kind.
    pub parts: Vec<Parts>,
}

/// One field with what it holds.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// A hint; empty for none.
    pub hint: &'static str,
    /// `line`, `short`, `text`, `day`, `yes-no` or `choice`.
    pub input: &'static str,
    /// What can be chosen: value and words.
    pub choices: Vec<(String, String)>,
    /// What it holds, as a person would type it.
    pub value: String,
    /// It must hold something.
    pub required: bool,
}

/// Fields of one line that hold a few characters.
const SHORT: [&str; 7] = ["reference", "letter", "key", "number", "version", "unit", "stated"];

/// What hangs from a thing, of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct Parts {
    /// The kind's name in addresses.
    pub kind: &'static str,
    /// What one is called.
    pub noun: &'static str,
    /// What several are called.
    pub nouns: String,
    /// Each: identity and words.
    pub list: Vec<(String, String)>,
}

/// What people add to a thing of this kind by its own form.
fn parts_of(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::Action => &[
            Kind::Holder,
            Kind::Part,
            Kind::TargetDate,
            Kind::Answer,
            Kind::Evidence,
            Kind::Statement,
            Kind::Update,
        ],
        Kind::Line => &[Kind::Answer, Kind::Statement, Kind::Measure, Kind::Update],
        Kind::Priority => &[Kind::Holder, Kind::Statement, Kind::Update],
        Kind::Plan => &[Kind::Statement, Kind::Update],
        Kind::Recommendation => &[Kind::Statement],
        _ => &[],
    }
}

impl ThingForm {
    /// The form of a thing that is there.
    ///
    /// # Errors
    /// When there is none, or it is withdrawn; the store's.
    pub fn correct(reader: &Reader, kind: Kind, id: Id) -> Result<ThingForm> {
        let lacking =
            || Error::NotFound(format!("There is no such {}, or it has been withdrawn", words::noun(kind)));
        let row = reader.rows.row(kind, id, View::of(latest()))?.ok_or_else(lacking)?;
        let plan = row.plan.unwrap_or(id);
        let mut parts = Vec::new();
        for part in parts_of(kind) {
            let Some(field) = parent_field(*part) else { continue };
            let rows = reader.rows.rows(*part, &Filter::By(field, id), View::of(latest()))?;
            parts.push(Parts {
                kind: part.name(),
                noun: words::noun(*part),
                nouns: super::history::nouns(*part),
                list: rows.iter().map(|r| (r.id.to_string(), said(r))).collect(),
            });
        }
        Ok(ThingForm {
            kind: kind.name(),
            noun: words::noun(kind),
            name: words::thing(kind, |f| row.value(f)),
            id: id.to_string(),
            revision: row.revision,
            fields: fields(reader, kind, plan, Some(&row))?,
            parts,
        })
    }

    /// The form of a thing to be made in a plan.
    ///
    /// # Errors
    /// The store's.
    pub fn new(reader: &Reader, kind: Kind, plan: Id) -> Result<ThingForm> {
        Ok(ThingForm {
            kind: kind.name(),
            noun: words::noun(kind),
            name: String::new(),
            id: String::new(),
            revision: 0,
            fields: fields(reader, kind, plan, None)?,
            parts: Vec::new(),
        })
    }

    /// Whether people fill this kind in at all.
    pub fn exists(kind: Kind) -> bool {
        !form(kind).is_empty()
    }
}

fn fields(reader: &Reader, kind: Kind, plan: Id, row: Option<&Row>) -> Result<Vec<Field>> {
    let mut out = Vec::new();
    for field in form(kind) {
        out.push(one(reader, plan, row, &field)?);
    }
    Ok(out)
}

fn one(reader: &Reader, plan: Id, row: Option<&Row>, field: &FormField) -> Result<Field> {
    let (input, choices) = match field.input {
        Input::Figure | Input::Whole => ("short", Vec::new()),
        Input::Line if SHORT.contains(&field.name) => ("short", Vec::new()),
        Input::Line => ("line", Vec::new()),
        Input::Text => ("text", Vec::new()),
        Input::Day => ("day", Vec::new()),
        Input::YesNo => ("yes-no", vec![("yes".into(), "Yes".into()), ("no".into(), "No".into())]),
        Input::Choice(list) => {
            let word = |w: &&str| ((*w).to_string(), super::sentence::capital(&w.replace('-', " ")));
            ("choice", list.iter().map(word).collect())
        }
        Input::Reference(kinds) => ("choice", named(reader, plan, kinds)?),
    };
    let value = row.map_or_else(String::new, |r| match field.input {
        Input::Day => r.day(field.name).map(|d| d.iso()).unwrap_or_default(),
        _ => words::value(r.kind, field.name, r.value(field.name)),
    });
    let (name, label, hint, required) = (field.name, field.label, field.hint, field.required);
    Ok(Field { name, label, hint, input, choices, value, required })
}

/// Every thing of these kinds in a plan, to choose one.
fn named(reader: &Reader, plan: Id, kinds: &[Kind]) -> Result<Vec<(String, String)>> {
    let mut out = Vec::new();
    for kind in kinds {
        for row in reader.rows.rows(*kind, &Filter::Plan(plan), View::of(latest()))? {
            let name = super::sentence::capital(&words::thing(*kind, |f| row.value(f)));
            let title = kind
                .def()
                .field("title")
                .and_then(|_| row.maybe("title"))
                .filter(|t| !name.contains(t.as_str()))
                .unwrap_or_default();
            out.push((row.id.to_string(), words::short(format!("{name} {title}").trim(), 80)));
        }
    }
    Ok(out)
}

/// What a thing says, in a list.
fn said(row: &Row) -> String {
    let held = |name: &str| row.kind.def().field(name).and_then(|_| row.maybe(name));
    let own = held("text").or_else(|| held("phrase")).map(|t| words::short(&t, 160));
    match (row.kind, own) {
        (Kind::Holder, Some(text)) => match row.words("role").as_str() {
            "owner" => text,
            role => format!("{}: {text}", super::sentence::capital(&role.replace('-', " "))),
        },
        (_, Some(text)) => text,
        _ => super::sentence::capital(&words::thing(row.kind, |f| row.value(f))),
    }
}
