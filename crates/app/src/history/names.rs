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
    /// The measures of a plan by key, once they were asked for.
    measures: HashMap<Id, HashMap<String, Id>>,
}

impl<'r> Names<'r> {
    pub(crate) fn new(reader: &'r Reader) -> Names<'r> {
        Names { reader, rows: HashMap::new(), measures: HashMap::new() }
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

    /// What a thing belongs to: an action, line, priority, recommendation or measure, or else the plan. A value belongs
    /// to its measure.
    pub(crate) fn about(&mut self, id: Id) -> Result<(Kind, Id)> {
        let Some(row) = self.row(id)? else { return Ok((Kind::Plan, id)) };
        let above = Above::of(row);
        self.found(above)
    }

    /// What a thing at hand belongs to: nothing is read for the thing itself.
    pub(crate) fn about_row(&mut self, row: &Row) -> Result<(Kind, Id)> {
        self.found(Above::of(row))
    }

    fn found(&mut self, above: Above) -> Result<(Kind, Id)> {
        match above {
            Above::Itself(kind, id) => Ok((kind, id)),
            Above::Measure(plan, key) => {
                Ok(self.measure(plan, &key)?.map_or((Kind::Plan, plan), |m| (Kind::Measure, m)))
            }
            Above::Thing(id) => self.about(id),
        }
    }

    /// The measure of a plan with this key; of several entries the first.
    fn measure(&mut self, plan: Id, key: &str) -> Result<Option<Id>> {
        if !self.measures.contains_key(&plan) {
            let rows = self.reader.rows.rows_and_withdrawn(
                Kind::Measure,
                &Filter::Plan(plan),
                View::of(latest()),
            )?;
            let mut all = HashMap::new();
            for row in rows {
                all.entry(row.words("key")).or_insert(row.id);
            }
            self.measures.insert(plan, all);
        }
        Ok(self.measures.get(&plan).and_then(|all| all.get(key)).copied())
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

/// Where to look for what a thing belongs to.
enum Above {
    /// Found: an action or the like, or the plan.
    Itself(Kind, Id),
    /// The measure of this plan with this key.
    Measure(Id, String),
    /// What the thing hangs from.
    Thing(Id),
}

impl Above {
    fn of(row: &Row) -> Above {
        if matches!(
            row.kind,
            Kind::Action | Kind::Line | Kind::Priority | Kind::Recommendation | Kind::Measure
        ) {
            return Above::Itself(row.kind, row.id);
        }
        if let (Kind::Observation, Some(plan)) = (row.kind, row.plan) {
            return match row.reference("measure") {
                Some(measure) => Above::Itself(Kind::Measure, measure),
                None => Above::Measure(plan, row.words("measure_key")),
            };
        }
        match parent(row).filter(|p| *p != row.id) {
            Some(parent) => Above::Thing(parent),
            None => Above::Itself(Kind::Plan, row.plan.unwrap_or(row.id)),
        }
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
