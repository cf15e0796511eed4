//! Recorded changes as sentences, without the actor: `moved the target date of action 1.4b from … to …`.

use store::{EventRow, Kind, Value, Verb};

use super::ToldChange;
use super::names::Names;
use crate::error::Result;
use crate::words;

/// The changes of one act as sentences, in the order they were recorded. A change that another sentence already tells
/// (the date that a new one superseded) has none of its own.
pub(crate) fn sentences(names: &mut Names<'_>, act: &[EventRow]) -> Result<Vec<ToldChange>> {
    let mut out = Vec::new();
    for event in act {
        if let Some(sentence) = sentence(names, act, event)? {
            out.push(ToldChange { sentence, about: names.about(event.id)? });
        }
    }
    Ok(out)
}

fn sentence(names: &mut Names<'_>, act: &[EventRow], event: &EventRow) -> Result<Option<String>> {
    if event.kind == Kind::PackFile {
        // Told by the pack that was issued.
        return Ok(None);
    }
    let told = match event.verb {
        Verb::Create => created(names, act, event)?,
        Verb::Set => return changed(names, act, event),
        Verb::Withdraw => format!("withdrew {}{}", names.name(event.id)?, names.of(event.id, "of")?),
        Verb::Restore => format!("brought back {}{}", names.name(event.id)?, names.of(event.id, "of")?),
        Verb::Undo => {
            format!("took back what was done to {}{}", names.name(event.id)?, names.of(event.id, "of")?)
        }
        Verb::Redact => "erased a passage".to_owned(),
    };
    Ok(Some(told))
}

fn after<'e>(event: &'e EventRow, field: &str) -> &'e Value {
    find(&event.after, field)
}

fn find<'e>(pairs: &'e [(String, Value)], field: &str) -> &'e Value {
    const NOTHING: &Value = &Value::Null;
    pairs.iter().find(|(name, _)| name == field).map_or(NOTHING, |(_, value)| value)
}

fn text(value: &Value) -> String {
    value.as_text().unwrap_or_default().to_owned()
}

fn created(names: &mut Names<'_>, act: &[EventRow], event: &EventRow) -> Result<String> {
    let quoted = |field: &str| format!("“{}”", words::short(&text(after(event, field)), 120));
    Ok(match event.kind {
        Kind::TargetDate => {
            let of = names.of(event.id, "of")?;
            let to = date(&event.after);
            match superseded_with(names, act, event)? {
                Some(from) => format!("moved the target date{of} from {from} to {to}"),
                None => format!("set the target date{of} to {to}"),
            }
        }
        Kind::Update => format!("wrote an update{}: {}", names.of(event.id, "on")?, quoted("text")),
        Kind::Evidence => format!("added evidence{}: {}", names.of(event.id, "for")?, quoted("text")),
        Kind::Holder => {
            let (role, name) = (text(after(event, "role")), text(after(event, "text")));
            format!("named {name} as {role}{}", names.of(event.id, "of")?)
        }
        Kind::Answer => format!(
            "linked{} to recommendation {}",
            names.of(event.id, "")?.replacen("  ", " ", 1),
            text(after(event, "number"))
        ),
        Kind::Rating => {
            let level = after(event, "level").as_text().unwrap_or("not rated").to_owned();
            let axis = text(after(event, "axis"));
            format!("rated the {axis}{} {level}", names.of(event.id, "of")?)
        }
        Kind::Acknowledgement => {
            format!(
                "set aside the finding {} about {}",
                text(after(event, "code")),
                text(after(event, "subject"))
            )
        }
        Kind::Observation => {
            let value = match after(event, "stated") {
                Value::Text(stated) => format!(": {stated}"),
                _ => match (after(event, "numerator").as_int(), after(event, "denominator").as_int()) {
                    (Some(n), Some(d)) => format!(": {n} of {d}"),
                    (Some(n), None) => format!(": {n}"),
                    _ => String::new(),
                },
            };
            format!("recorded the {}{value}", words::thing(event.kind, |f| after(event, f)))
        }
        Kind::Action | Kind::Recommendation => format!("added {}: {}", names.name(event.id)?, quoted("text")),
        Kind::Line | Kind::Priority => format!("added {}: {}", names.name(event.id)?, quoted("title")),
        Kind::Setting => format!("set {} to {}", names.name(event.id)?, text(after(event, "value"))),
        Kind::Import => format!("imported {}", text(after(event, "name"))),
        Kind::Pack => format!("drafted {}", names.name(event.id)?),
        Kind::Definition => format!("saved {}", names.name(event.id)?),
        Kind::PackWords => {
            format!("wrote on “{}” of{}: {}", section(event), of_pack(names, event)?, quoted("text"))
        }
        Kind::PackRelease => {
            format!("released the text of “{}” of{}", section(event), of_pack(names, event)?)
        }
        _ => format!("added {}{}", words::thing(event.kind, |f| after(event, f)), names.of(event.id, "to")?),
    })
}

/// The section of a pack that an event is about.
fn section(event: &EventRow) -> String {
    text(after(event, "section")).replace('-', " ")
}

/// ` the pack “…”` that an event is about.
fn of_pack(names: &mut Names<'_>, event: &EventRow) -> Result<String> {
    let pack = after(event, "pack").as_id();
    Ok(pack.map(|id| names.name(id)).transpose()?.map_or_else(String::new, |name| format!(" {name}")))
}

fn changed(names: &mut Names<'_>, act: &[EventRow], event: &EventRow) -> Result<Option<String>> {
    let touched = |field: &str| event.after.iter().any(|(name, _)| name == field);
    let (name, of) = (names.name(event.id)?, names.of(event.id, "of")?);
    if event.kind == Kind::TargetDate && touched("superseded") && event.after.len() == 1 {
        let told_by = |other: &EventRow| other.kind == Kind::TargetDate && other.verb == Verb::Create;
        if act.iter().any(told_by) {
            return Ok(None);
        }
        let what = if after(event, "superseded").as_bool() == Some(true) {
            "superseded"
        } else {
            "put back in force"
        };
        return Ok(Some(format!("{what} the {name}{of}")));
    }
    if event.kind == Kind::Action && touched("by_import") | touched("declared_by") | touched("confirmed_by") {
        return Ok(Some(completion(&name, event)));
    }
    if event.kind == Kind::Named && touched("merged_into") {
        let into = after(event, "merged_into").as_id();
        return Ok(Some(match into {
            Some(id) => format!("merged {name} into {}", names.name(id)?),
            None => format!("separated {name} again"),
        }));
    }
    if event.kind == Kind::Pack {
        // Its own fields would say the same in more words.
        return Ok(match () {
            () if touched("issued_by") => Some(format!("issued {name}")),
            () if !after(event, "approved_by").is_null() => Some(format!("approved {name}")),
            () if act.iter().any(|e| e.kind != Kind::Pack) => None,
            () if touched("approved_by") => Some(format!("lifted the approval of {name}")),
            () => Some(format!("changed the terms of {name}")),
        });
    }
    if event.kind == Kind::Snapshot && touched("gone") {
        return Ok(Some(format!("destroyed the rows about children of {name}")));
    }
    if event.kind == Kind::Setting && touched("value") {
        let (from, to) = (text(find(&event.before, "value")), text(after(event, "value")));
        return Ok(Some(format!("changed {name} from {from} to {to}")));
    }
    let mut parts = Vec::new();
    // How an action came by its owners and dates follows from what else is told.
    let told = |field: &str| !matches!(field, "owners_from" | "dates_from");
    for (field, value) in event.after.iter().filter(|(field, _)| told(field)) {
        parts.push(part(names, event, field, find(&event.before, field), value)?);
    }
    Ok(Some(match parts.as_slice() {
        [] => return Ok(None),
        [(called, change)] => format!("changed the {called} of {name}{of}{change}"),
        many => {
            let all: Vec<String> =
                many.iter().map(|(called, change)| format!("the {called}{change}")).collect();
            format!("changed {name}{of}: {}", words::list(&all))
        }
    }))
}

/// What a field is called, and ` from “…” to “…”`.
fn part(
    names: &mut Names<'_>,
    event: &EventRow,
    field: &str,
    before: &Value,
    after: &Value,
) -> Result<(String, String)> {
    let called = words::field(event.kind, field);
    let mut show = |value: &Value| -> Result<String> {
        let reference =
            matches!(event.kind.def().field(field).map(|f| f.ty), Some(store::schema::Type::Ref(_)));
        Ok(match value {
            Value::Null => "nothing".to_owned(),
            other if reference => match other.as_id() {
                Some(id) => names.name(id)?,
                None => String::new(),
            },
            Value::Text(text) if text.contains(' ') => format!("“{}”", words::short(text, 120)),
            other => words::value(event.kind, field, other),
        })
    };
    let (from, to) = (show(before)?, show(after)?);
    if event.redacted.is_some() && from == to {
        return Ok((called, String::new()));
    }
    Ok((called, format!(" from {from} to {to}")))
}

/// What was said about an action's completion.
fn completion(name: &str, event: &EventRow) -> String {
    let on = |field: &str| after(event, field).as_day().map(|d| format!(" on {d}")).unwrap_or_default();
    let cleared = |field: &str| event.after.iter().any(|(n, v)| n == field && v.is_null());
    if cleared("by_import") {
        return format!("reopened {name}");
    }
    if !after(event, "confirmed_by").is_null() {
        return format!("confirmed that {name} is complete");
    }
    if !after(event, "declared_by").is_null() {
        return format!("marked {name} as done{}", on("done_on"));
    }
    format!("changed the completion of {name}")
}

/// The day meant, or the phrase as written.
fn date(pairs: &[(String, Value)]) -> String {
    let closed = find(pairs, "to_day").as_day().filter(|_| find(pairs, "kind").as_text() == Some("point"));
    closed.map_or_else(|| format!("“{}”", text(find(pairs, "phrase"))), |d| d.long())
}

/// The date that this new one superseded in the same act.
fn superseded_with(names: &mut Names<'_>, act: &[EventRow], new: &EventRow) -> Result<Option<String>> {
    let action = after(new, "action");
    for event in act {
        let superseded = event.kind == Kind::TargetDate
            && event.verb == Verb::Set
            && after(event, "superseded").as_bool() == Some(true);
        if !superseded {
            continue;
        }
        if let Some(row) = names.row(event.id)?
            && row.value("action") == action
        {
            let pairs: Vec<(String, Value)> =
                ["phrase", "kind", "to_day"].map(|f| (f.to_owned(), row.value(f).clone())).into();
            return Ok(Some(date(&pairs)));
        }
    }
    Ok(None)
}
