//! What things are called, looked up as they are met: `update on action 1.4b`.

use std::collections::HashMap;

use model::id::Id;
use store::{Filter, Kind, Row, Value, View};

use crate::error::Result;
use crate::shape::node::parent_field;
use crate::site::{Reader, latest};
use crate::words;

/// Looks names up and remembers them.
pub(crate) struct Names<'r> {
    reader: &'r Reader,
    rows: HashMap<Id, Option<Row>>,
}

impl<'r> Names<'r> {
    pub(crate) fn new(reader: &'r Reader) -> Names<'r> {
        Names { reader, rows: HashMap::new() }
    }

    /// The thing as it stands last, withdrawn or not.
    pub(crate) fn row(&mut self, id: Id) -> Result<Option<&Row>> {
        if !self.rows.contains_key(&id) {
            let row = match self.reader.rows.find(id)? {
                Some((kind, _)) => {
                    self.reader.rows.rows_and_withdrawn(kind, &Filter::Id(id), View::of(latest()))?.pop()
                }
                None => None,
            };
            self.rows.insert(id, row);
        }
        Ok(self.rows.get(&id).and_then(Option::as_ref))
    }

    /// What a thing is called by itself: `action 1.4b`.
    pub(crate) fn name(&mut self, id: Id) -> Result<String> {
        Ok(self.row(id)?.map_or_else(String::new, |row| words::thing(row.kind, |f| field(row, f))))
    }

    /// What a thing belongs to: an action, line, priority, recommendation or measure, or else the plan.
    pub(crate) fn about(&mut self, id: Id) -> Result<(Kind, Id)> {
        let Some(row) = self.row(id)? else { return Ok((Kind::Plan, id)) };
        let (kind, plan) = (row.kind, row.plan);
        if matches!(kind, Kind::Action | Kind::Line | Kind::Priority | Kind::Recommendation | Kind::Measure) {
            return Ok((kind, id));
        }
        match parent(row).filter(|p| *p != id) {
            Some(parent) => self.about(parent),
            None => Ok((Kind::Plan, plan.unwrap_or(id))),
        }
    }

    /// ` of action 1.4b` for what hangs from something, nothing for what hangs from the plan.
    pub(crate) fn of(&mut self, id: Id, preposition: &str) -> Result<String> {
        let Some(parent) = self.row(id)?.and_then(parent) else { return Ok(String::new()) };
        if self.row(parent)?.is_some_and(|r| r.kind == Kind::Plan) {
            return Ok(format!(" {preposition} the plan"));
        }
        Ok(format!(" {preposition} {}", self.name(parent)?))
    }
}

/// A row's field; nothing where the kind has none of that name.
pub(crate) fn field<'r>(row: &'r Row, name: &str) -> &'r Value {
    const NOTHING: &Value = &Value::Null;
    row.kind.def().index(name).and_then(|i| row.values.get(i)).unwrap_or(NOTHING)
}

/// What a thing hangs from.
pub(crate) fn parent(row: &Row) -> Option<Id> {
    field(row, parent_field(row.kind)?).as_id()
}

/// Kinds that hang from something.
const HANGING: [Kind; 10] = [
    Kind::Statement,
    Kind::Holder,
    Kind::Update,
    Kind::Rating,
    Kind::Answer,
    Kind::Part,
    Kind::TargetDate,
    Kind::Evidence,
    Kind::Alias,
    Kind::Measure,
];

/// What hangs, or hung, from a thing.
pub(crate) fn children(reader: &Reader, id: Id) -> Result<Vec<Id>> {
    let mut out = Vec::new();
    for kind in HANGING {
        if let Some(name) = parent_field(kind) {
            let rows = reader.rows.rows_and_withdrawn(kind, &Filter::By(name, id), View::of(latest()))?;
            out.extend(rows.iter().map(|r| r.id));
        }
    }
    Ok(out)
}
