//! What a change of one thing brings with it: numbers that links repeat, dates that come back into force, keys that
//! must not be used twice.

use model::day::Day;
use model::decimal::Decimal;
use model::id::Id;
use model::phrase;
use store::{Change, Filter, Kind, Row, Value, View};

use super::form::{Inputs, fold};
use super::{Note, dates, figures, subject};
use crate::error::{Error, Result};
use crate::shape::node::Fields;
use crate::site::{Desk, Reader, latest};

/// What a new action takes beside its own fields.
#[derive(Default)]
pub(crate) struct Extras {
    owner: String,
    phrase: String,
}

/// Splits off what is not a field of the kind itself.
pub(crate) fn take_extras(kind: Kind, inputs: &Inputs) -> (Inputs, Extras) {
    let mut inputs = inputs.clone();
    let mut extras = Extras::default();
    if kind == Kind::Action {
        extras.owner = fold(&inputs.remove("owner").unwrap_or_default());
        extras.phrase = fold(&inputs.remove("phrase").unwrap_or_default());
    }
    (inputs, extras)
}

pub(crate) fn get<'f>(fields: &'f Fields, name: &str) -> Option<&'f Value> {
    fields.iter().find(|(field, _)| *field == name).map(|(_, value)| value)
}

fn put(fields: &mut Fields, name: &'static str, value: Value) {
    fields.retain(|(field, _)| *field != name);
    fields.push((name, value));
}

/// Other limits make another judgement of every figure of a measure: they need a reason, and days in order.
pub(crate) fn limits_moved(old: &Row, fields: &Fields, note: &Note) -> Result<()> {
    let was = |name: &'static str| old.value(name);
    let is = |name: &'static str| get(fields, name).unwrap_or_else(|| was(name));
    let (from, to) = (is("limits_from"), is("limits_to"));
    if let (Some(from), Some(to)) = (from.as_day(), to.as_day())
        && to <= from
    {
        return Err(Error::field("limits_to", "Enter a day after the first"));
    }
    if (from, to) != (was("limits_from"), was("limits_to")) && note.why.trim().is_empty() {
        return Err(Error::field("why", "Enter why the chart's limits rest on other figures"));
    }
    Ok(())
}

/// Completes the fields of a new thing.
pub(crate) fn before_create(
    reader: &Reader,
    kind: Kind,
    plan: Id,
    parent: Option<Id>,
    fields: &mut Fields,
) -> Result<()> {
    match kind {
        Kind::Action => {
            let line = get(fields, "line").and_then(Value::as_id);
            let siblings = match line {
                Some(line) => subject::hanging(reader, Kind::Action, "line", line)?,
                None => reader.rows.rows(Kind::Action, &Filter::Plan(plan), View::of(latest()))?,
            };
            if get(fields, "ordinal").is_none_or(Value::is_null) {
                let last = siblings.iter().filter_map(|r| r.int("ordinal")).max().unwrap_or(0);
                put(fields, "ordinal", Value::Int(last + 1));
            }
            put(fields, "owners_from", "none".into());
            put(fields, "dates_from", "none".into());
        }
        Kind::Line | Kind::Priority | Kind::Recommendation => unique(reader, kind, plan, None, fields)?,
        Kind::Answer => {
            let number = get(fields, "number").and_then(Value::as_text).unwrap_or_default().to_owned();
            let all = reader.rows.rows(Kind::Recommendation, &Filter::Plan(plan), View::of(latest()))?;
            let Some(found) = all.iter().find(|r| r.text("number") == Some(number.as_str())) else {
                return Err(Error::field(
                    "number",
                    format!("There is no recommendation {number} in this plan"),
                ));
            };
            if let Some(parent) = parent {
                let there = subject::hanging(reader, Kind::Answer, "parent", parent)?;
                if there.iter().any(|r| r.text("number") == Some(number.as_str())) {
                    return Err(Error::field(
                        "number",
                        format!("It is already linked to recommendation {number}"),
                    ));
                }
            }
            put(fields, "recommendation", found.id.into());
        }
        Kind::Statement if get(fields, "role").is_none() => put(fields, "role", "outcome".into()),
        Kind::Measure => {
            let key = figures::key(get(fields, "text").and_then(Value::as_text).unwrap_or_default());
            put(fields, "key", key.into());
        }
        Kind::Observation => figures::complete(fields),
        Kind::TargetDate | Kind::Rating => {
            return Err(Error::Refused("This has a command of its own".to_owned()));
        }
        _ => {}
    }
    Ok(())
}

/// What is created together with a thing.
pub(crate) fn with_create(
    desk: &mut Desk<'_>,
    reader: &Reader,
    kind: Kind,
    plan: Id,
    id: Id,
    extras: &Extras,
    changes: &mut Vec<Change>,
) -> Result<()> {
    if kind != Kind::Action {
        return Ok(());
    }
    let mut given = Fields::new();
    if !extras.owner.is_empty() {
        let holder = desk.id();
        changes.push(Change::create(
            Kind::Holder,
            holder,
            Some(plan),
            dates::owner_fields(id, &extras.owner),
        ));
        given.push(("owners_from", "own".into()));
    }
    if !extras.phrase.is_empty() {
        let fields = dates::date_fields(id, &extras.phrase, desk.ctx.today, "", "")?;
        let date = desk.id();
        changes.push(Change::create(Kind::TargetDate, date, Some(plan), fields));
        given.push(("dates_from", "own".into()));
    }
    if let Some(Change { op: store::Op::Create { fields, .. }, .. }) = changes.first_mut() {
        for (name, value) in given {
            put(fields, name, value);
        }
    }
    let _ = reader;
    Ok(())
}

/// Checks and completes a correction; what else changes with it.
pub(crate) fn before_correct(
    reader: &Reader,
    today: Day,
    old: &Row,
    fields: &mut Fields,
) -> Result<Vec<Change>> {
    let mut more = Vec::new();
    match old.kind {
        Kind::Line | Kind::Priority => unique(reader, old.kind, subject::plan(old)?, Some(old), fields)?,
        Kind::Recommendation => {
            unique(reader, old.kind, subject::plan(old)?, Some(old), fields)?;
            if let Some(Value::Text(number)) = get(fields, "number")
                && old.text("number") != Some(number)
            {
                for answer in subject::hanging(reader, Kind::Answer, "recommendation", old.id)? {
                    let fields = vec![("number", number.as_str().into())];
                    more.push(Change::set(Kind::Answer, answer.id, answer.revision, fields));
                }
            }
        }
        Kind::TargetDate => {
            if let Some(Value::Text(phrase)) = get(fields, "phrase").cloned() {
                let set_on = old.day("set_on").unwrap_or(today);
                for (name, value) in dates::meaning_fields(&phrase, set_on)? {
                    put(fields, name, value);
                }
            }
        }
        Kind::Observation => {
            let names = ["numerator", "denominator", "stated"];
            for name in names {
                if get(fields, name).is_none() {
                    put(fields, name, old.value(name).clone());
                }
            }
            figures::complete(fields);
        }
        _ => {}
    }
    if old.kind == Kind::Priority && get(fields, "parent").and_then(Value::as_id) == Some(old.id) {
        return Err(Error::field("parent", "A priority cannot stand under itself"));
    }
    Ok(more)
}

/// What happens together with a withdrawal: the date before the last one is in force again.
pub(crate) fn with_withdraw(reader: &Reader, old: &Row) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    if old.kind == Kind::TargetDate
        && !old.flag("superseded")
        && let Some(action) = old.reference("action")
    {
        let others = subject::hanging(reader, Kind::TargetDate, "action", action)?;
        if let Some(before) = others.iter().rfind(|d| d.id != old.id && d.position <= old.position) {
            let fields = vec![("superseded", false.into())];
            changes.push(Change::set(Kind::TargetDate, before.id, before.revision, fields));
        }
    }
    Ok(changes)
}

/// References of lines, keys of priorities, numbers of recommendations are used once.
fn unique(reader: &Reader, kind: Kind, plan: Id, old: Option<&Row>, fields: &Fields) -> Result<()> {
    let (field, noun) = match kind {
        Kind::Line => ("reference", "line"),
        Kind::Priority => ("key", "priority"),
        _ => ("number", "recommendation"),
    };
    let Some(Value::Text(wanted)) = get(fields, field) else { return Ok(()) };
    let inspection = get(fields, "inspection")
        .cloned()
        .or_else(|| old.map(|o| crate::history::field(o, "inspection").clone()));
    for row in reader.rows.rows(kind, &Filter::Plan(plan), View::of(latest()))? {
        let other = old.is_none_or(|o| o.id != row.id);
        let same_inspection = kind != Kind::Recommendation
            || Some(row.value("inspection").clone()) == inspection.clone().or(Some(Value::Null));
        if other && same_inspection && row.text(field) == Some(wanted) {
            return Err(Error::field(field, format!("There is already a {noun} {wanted}")));
        }
    }
    Ok(())
}

/// The value of a figure as printed, where it is one.
pub(crate) fn printed(stated: &str) -> Option<Decimal> {
    Decimal::parse(stated.trim().trim_end_matches('%').trim_start_matches('£').trim())
}

/// What a phrase means as a target date.
pub(crate) fn meaning(phrase: &str, context: Day) -> phrase::Meaning {
    phrase::meaning(phrase, context)
}
