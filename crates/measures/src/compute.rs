//! From rows to numbers, and back: every number opens into its rows.

use std::collections::BTreeMap;

use crate::cases::{Case, Name, Names};
use crate::definition::{Definition, Kind};
use crate::figure::Figure;
use crate::needs;
use crate::rows::{Rows, RowsError};

/// The reason that a definition gives for a row whose working days cannot be counted.
pub const OUTSIDE_CALENDAR: &str = "a day outside the known bank holidays";

/// How far a number is broken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// By service.
    Service,
    /// By team of a service.
    Team,
    /// By worker of a team.
    Worker,
}

/// The number of a part of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The service; empty where rows name none.
    pub service: String,
    /// The team; empty by service, and where rows name none.
    pub team: String,
    /// The worker; empty except by worker.
    pub worker: String,
    /// The number.
    pub figure: Figure,
}

/// A measure computed over one snapshot.
#[derive(Clone, Debug)]
pub struct Computed {
    definition: Definition,
    names: Names,
    cases: Vec<Case>,
    against: Option<i64>,
}

/// What became of computing a measure.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It was computed.
    Computed(Box<Computed>),
    /// The snapshot lacks these lists, columns (`list.column`, or several of which one is enough, with `or` between them)
    /// or figures.
    Needs(Vec<String>),
}

/// Computes a measure.
///
/// # Errors
/// The engine's.
pub fn compute(definition: &Definition, rows: &dyn Rows) -> Result<Outcome, RowsError> {
    let mut needs = needs::lacking(definition, rows)?;
    if needs.is_empty() {
        needs = too_short(definition, rows)?;
    }
    if !needs.is_empty() {
        return Ok(Outcome::Needs(needs));
    }
    let mut against = None;
    if let Some(sql) = definition.against.as_ref() {
        rows.run(sql, &mut |raw| {
            against = raw.value.map_or(against, |v| Some(against.unwrap_or(0_i64).saturating_add(v)));
        })?;
        if against.is_none() {
            return Ok(Outcome::Needs(vec![format!("{} up to this day", definition.denominator)]));
        }
    }
    let mut names = Names::default();
    let own = names.keep(&definition.rows_of);
    let mut cases = Vec::new();
    rows.run(&definition.sql, &mut |raw| cases.push(Case::of(raw, own, &mut names)))?;
    let definition = definition.clone();
    Ok(Outcome::Computed(Box::new(Computed { definition, names, cases, against })))
}

/// The columns that should reach back a year and do not. The first month may be empty by chance.
fn too_short(definition: &Definition, rows: &dyn Rows) -> Result<Vec<String>, RowsError> {
    let mut short = Vec::new();
    for column in &definition.reaches {
        let Some((list, day)) = column.split_once('.') else { continue };
        let sql = format!(
            "SELECT 0 AS row, NULL AS service, NULL AS team, NULL AS worker, NULL AS counted, NULL AS reason, \
             MIN(x.{day}) - MAX(s.year_from) AS value FROM {list} x CROSS JOIN snapshot s"
        );
        let mut gap = None;
        rows.run(&sql, &mut |raw| gap = raw.value)?;
        if gap.is_none_or(|days| days > 31) {
            short.push(format!("{column} over twelve months"));
        }
    }
    Ok(short)
}

impl Computed {
    /// The definition that was computed.
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// The rows behind the number, as the engine gave them.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// The words of a name in a case.
    pub fn name(&self, name: Name) -> &str {
        self.names.get(name)
    }

    /// The number of the whole.
    pub fn whole(&self) -> Figure {
        Figure::of(&self.definition, &self.names, self.cases.iter(), self.against)
    }

    /// The number of some of the rows. A rate of a part has no number: the figure it is held against is that of the whole.
    pub fn of(&self, cases: &[&Case]) -> Figure {
        Figure::of(&self.definition, &self.names, cases.iter().copied(), None)
    }

    /// The numbers of the parts, in the order of their names.
    pub fn by(&self, level: Level) -> Vec<Part> {
        let mut groups: BTreeMap<(Name, Name, Name), Vec<&Case>> = BTreeMap::new();
        for case in &self.cases {
            let none = Name::default();
            let key = match level {
                Level::Service => (case.service, none, none),
                Level::Team => (case.service, case.team, none),
                Level::Worker => (case.service, case.team, case.worker),
            };
            groups.entry(key).or_default().push(case);
        }
        let part = |(key, cases): ((Name, Name, Name), Vec<&Case>)| Part {
            service: self.name(key.0).to_owned(),
            team: self.name(key.1).to_owned(),
            worker: self.name(key.2).to_owned(),
            figure: self.of(&cases),
        };
        let mut parts: Vec<Part> = groups.into_iter().map(part).collect();
        parts.sort_by(|a, b| (&a.service, &a.team, &a.worker).cmp(&(&b.service, &b.team, &b.worker)));
        parts
    }

    /// How many rows were left out because a day lies outside the known bank holidays.
    pub fn outside_calendar(&self) -> usize {
        self.cases.iter().filter(|c| self.name(c.reason) == OUTSIDE_CALENDAR).count()
    }

    /// The numerator and the denominator where they are numbers of cases, as an observation keeps them.
    pub fn counts(&self, figure: &Figure) -> (Option<i64>, Option<i64>) {
        match self.definition.kind {
            Kind::Share if self.definition.weighted => (None, None),
            Kind::Share | Kind::Rate => (Some(figure.numerator), figure.denominator),
            Kind::Count => (Some(figure.numerator), None),
            Kind::Mean | Kind::Ratio | Kind::Quartiles | Kind::Bands => (None, None),
        }
    }
}
