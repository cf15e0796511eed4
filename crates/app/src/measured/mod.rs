//! Measures computed over a snapshot, as plain structs for pages, the command line and files.

mod bind;
mod lacking;
mod reports;
mod table;

use std::sync::{Arc, LazyLock};

use measures::calendar::Calendar;
use measures::{Computed, Definition, Figure, Level, Outcome, Rows, RowsError, compute};
use model::at::At;
use model::day::Day;
use model::decimal::Decimal;
use model::finding::{Finding, Severity};

pub use bind::{number_for, suggest};
pub use lacking::lacking;
pub use reports::{
    CASELOAD, Caseload, Compliance, ComplianceLine, Exception, Matrix, MatrixRow, compliance, exceptions,
    matrix,
};
pub use table::table;

/// One number with what it is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Number {
    /// The service it is of; empty for the whole, and where rows name none.
    pub service: String,
    /// The team; empty for the whole and a service, and where rows name none.
    pub team: String,
    /// Cases counted, or the sum of what they bring.
    pub numerator: Option<Decimal>,
    /// Cases in all, or what the numerator is held against.
    pub denominator: Option<Decimal>,
    /// The number to one decimal; `None` where there is nothing to divide by.
    pub value: Option<Decimal>,
    /// Rows left out of both.
    pub left_out: i64,
    /// For a measure by bands: name, count, share in percent.
    pub bands: Vec<(String, i64, Option<Decimal>)>,
    /// For a measure of spread: lower quartile, median, upper quartile.
    pub quartiles: Option<[Decimal; 3]>,
}

/// A measure over one snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The definition that was computed.
    pub definition: Arc<Definition>,
    /// What the snapshot lacks for it; where there is anything, there are no numbers.
    pub needs: Vec<String>,
    /// The number of the whole; `None` where something is lacking.
    pub whole: Option<Number>,
    /// The numbers of the services, in order of their names.
    pub services: Vec<Number>,
    /// The numbers of the teams, in order of services and names.
    pub teams: Vec<Number>,
    /// Rows left out because a day is outside the known bank holidays.
    pub outside_calendar: usize,
}

impl Measured {
    /// Without any number.
    pub fn empty(definition: &Arc<Definition>) -> Measured {
        Measured {
            definition: Arc::clone(definition),
            needs: Vec::new(),
            whole: None,
            services: Vec::new(),
            teams: Vec::new(),
            outside_calendar: 0,
        }
    }

    /// Why it was not computed, in a sentence without a stop; `None` where it was.
    pub fn why_not(&self) -> Option<String> {
        let all = lacking(&self.needs);
        (!all.is_empty()).then(|| format!("not computed: {}", all.join("; ")))
    }

    /// The number of a service, or of the whole for an empty name.
    pub fn number(&self, service: &str) -> Option<&Number> {
        if service.is_empty() {
            self.whole.as_ref()
        } else {
            self.services.iter().find(|n| n.service == service)
        }
    }
}

static LIBRARY: LazyLock<Vec<Arc<Definition>>> =
    LazyLock::new(|| measures::library().iter().cloned().map(Arc::new).collect());

/// The definitions that the program brings, in the order of their keys.
pub fn library() -> &'static [Arc<Definition>] {
    &LIBRARY
}

/// Computes definitions, in their order.
///
/// # Errors
/// The engine's, with the measure it happened in.
pub fn all(definitions: &[Arc<Definition>], rows: &dyn Rows) -> Result<Vec<Measured>, (String, RowsError)> {
    definitions.iter().map(|d| one(d, rows).map_err(|e| (d.key.clone(), e))).collect()
}

/// Computes one definition.
///
/// # Errors
/// The engine's.
pub fn one(definition: &Arc<Definition>, rows: &dyn Rows) -> Result<Measured, RowsError> {
    let empty = Measured::empty(definition);
    Ok(match compute(definition, rows)? {
        Outcome::Needs(needs) => Measured { needs, ..empty },
        Outcome::Computed(computed) => Measured {
            whole: Some(number(definition, &computed.whole(), "", "")),
            services: parts(&computed, definition, Level::Service),
            teams: parts(&computed, definition, Level::Team),
            outside_calendar: computed.outside_calendar(),
            ..empty
        },
    })
}

/// What there is to say where working days could not be counted: rows were left out, or the snapshot's own day is not
/// covered.
pub fn calendar_finding(calendar: &Calendar, as_at: Day, all: &[Measured]) -> Option<Finding> {
    let known = calendar.coverage().map_or_else(
        || "none".to_owned(),
        |(from, to)| format!("those from {} to {}", from.long(), to.long()),
    );
    let most = all.iter().map(|m| m.outside_calendar).max().unwrap_or(0);
    let today = calendar.working_number(as_at).is_none();
    if most == 0 && !today {
        return None;
    }
    let what = match today {
        true => format!("The bank holidays of {} are not known", as_at.long()),
        false => format!("{most} rows have a day whose bank holidays are not known and are left out"),
    };
    let hint = "Add the missing years as a file of bank holidays, or correct the days.";
    let say = format!("{what}: known are {known}.");
    Some(Finding::new("calendar-coverage", Severity::Warning, &At::default(), say).hint(hint))
}

/// The parts of a measure, where its definition may be broken down so far.
fn parts(computed: &Computed, definition: &Definition, level: Level) -> Vec<Number> {
    let word = if level == Level::Service { "service" } else { "team" };
    if !definition.breakdowns.iter().any(|b| b == word) {
        return Vec::new();
    }
    let parts = computed.by(level);
    parts.iter().map(|p| number(definition, &p.figure, &p.service, &p.team)).collect()
}

pub(crate) fn number(definition: &Definition, figure: &Figure, service: &str, team: &str) -> Number {
    let scaled = |n: i64| Decimal::ratio(n, definition.scale, 2);
    Number {
        service: service.to_owned(),
        team: team.to_owned(),
        numerator: scaled(figure.numerator),
        // A mean's denominator is a number of cases, whatever what they bring is counted in.
        denominator: figure.denominator.and_then(|d| {
            if definition.kind == measures::Kind::Mean { Decimal::whole(d) } else { scaled(d) }
        }),
        value: figure.value,
        left_out: figure.left_out,
        bands: figure.bands.iter().map(|b| (b.name.clone(), b.count, b.share)).collect(),
        quartiles: figure.quartiles.map(|q| [q.lower, q.median, q.upper]),
    }
}

impl Number {
    /// What the number is of, for people: the service, the team of a service, or all.
    pub fn part(&self) -> String {
        match (self.service.as_str(), self.team.as_str()) {
            ("", "") => String::new(),
            (service, "") => service.to_owned(),
            ("", team) => team.to_owned(),
            (service, team) => format!("{service}: {team}"),
        }
    }

    /// The number and what it is made of: `60% (3 of 5)`, `12`, `none`.
    pub fn words(&self, unit: &str) -> String {
        let Some(value) = self.value else { return "none".to_owned() };
        let sign = if unit == "%" { "%" } else { "" };
        match (self.numerator, self.denominator) {
            (Some(n), Some(d)) if n != d || sign == "%" => format!("{value}{sign} ({n} of {d})"),
            _ => format!("{value}{sign}"),
        }
    }
}
