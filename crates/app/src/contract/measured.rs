//! Computed measures as JSON.

use serde_json::{Value, json};

use super::{day, figure};
use crate::measured::{Compliance, Exception, Measured, Number};

/// Every measure with its numbers.
pub fn measured(all: &[Measured]) -> Value {
    all.iter().map(one).collect()
}

fn one(measured: &Measured) -> Value {
    let definition = &measured.definition;
    json!({
        "key": definition.key,
        "version": definition.version,
        "name": definition.name,
        "unit": definition.unit,
        "direction": definition.direction.map(model::plan::Direction::word),
        "numerator": definition.numerator,
        "denominator": definition.denominator,
        "needs": measured.needs,
        "not_computed": measured.why_not(),
        "outside_calendar": measured.outside_calendar,
        "whole": measured.whole.as_ref().map(number),
        "services": measured.services.iter().map(number).collect::<Vec<_>>(),
        "teams": measured.teams.iter().map(number).collect::<Vec<_>>(),
    })
}

fn number(number: &Number) -> Value {
    let name = |text: &str| if text.is_empty() { Value::Null } else { text.into() };
    let bands = number
        .bands
        .iter()
        .map(|(name, count, share)| json!({ "band": name, "count": count, "share": figure(*share) }));
    let [lower, median, upper] = number.quartiles.map_or([None; 3], |q| q.map(Some));
    json!({
        "service": name(&number.service),
        "team": name(&number.team),
        "numerator": figure(number.numerator),
        "denominator": figure(number.denominator),
        "value": figure(number.value),
        "left_out": number.left_out,
        "bands": bands.collect::<Vec<_>>(),
        "quartiles": number.quartiles.map(|_| {
            json!({ "lower": figure(lower), "median": figure(median), "upper": figure(upper) })
        }),
    })
}

/// The weekly compliance report.
pub fn compliance(report: &Compliance) -> Value {
    json!({
        "as_at": day(Some(report.as_at)),
        "lines": report.lines.iter().map(|l| json!({
            "measure": l.measure, "service": l.service, "in_time": l.in_time, "of": l.of, "overdue": l.overdue,
            "percent": figure(l.percent),
        })).collect::<Vec<_>>(),
        "caseloads": report.caseloads.iter().map(|c| json!({
            "service": c.service, "average": figure(c.average), "target": figure(c.target), "above": c.above,
        })).collect::<Vec<_>>(),
        "lacking": report.lacking.iter().map(|(name, needs)| json!({ "measure": name, "needs": needs }))
            .collect::<Vec<_>>(),
    })
}

/// The exceptions of the management overview.
pub fn exceptions(all: &[Exception]) -> Value {
    all.iter()
        .map(|e| {
            json!({
                "key": e.key, "measure": e.name, "unit": e.unit, "service": e.service, "value": figure(Some(e.value)),
                "whole": figure(Some(e.whole)), "children": e.children,
            })
        })
        .collect()
}
