//! The management overview: everything on one page that a manager has to ask about. What falls short of the plan's
//! target, what grew worse than chance would explain, where cases are overdue, which services stand worse than the whole.

use model::level::Impact;
use model::series::is_overall;
use model::variation::Variation;

use super::Performance;
use super::course::{Course, made_of, page_of, value};
use super::home::KEYS;
use super::reports::{empty, part};
use super::sheet::{Cell, Section, Sheet};
use crate::error::Result;
use crate::measured::{self, ComplianceLine, Exception};
use crate::words::{count, grouped};

/// By how many percentage points a service stands out.
const STANDS_OUT: i64 = 5;
/// A service stands out with more children than this.
const FEW: i64 = 5;
/// Services with overdue cases on the page, those with most first; the weekly report has all.
const OVERDUE: usize = 10;

/// The overview.
///
/// # Errors
/// The store's.
pub fn page(performance: &Performance<'_>) -> Result<Sheet> {
    let title = "Management overview";
    let Some(kept) = performance.latest() else { return Ok(empty("overview", title)) };
    let all = performance.figures(kept)?;
    let short = short(performance)?;
    let worse = worse(performance)?;
    let (overdue, cases) = overdue(&measured::compliance(kept.as_at, &all, &[]).lines);
    let apart = measured::exceptions(&all, STANDS_OUT, FEW);
    let lede = format!(
        "On {}: {} short of the plan’s target, {} worse than chance would explain, {} overdue.",
        kept.as_at.long(),
        count(short.len(), "figure"),
        count(worse.len(), "measure"),
        count(usize::try_from(cases).unwrap_or(0), "case"),
    );
    let said = |title: &str, columns: &[(&str, bool)], rows: Vec<Vec<Cell>>, none: &str| Section {
        note: if rows.is_empty() { none.to_owned() } else { String::new() },
        ..Section::table(title, columns, rows)
    };
    let course = [("Measure", false), ("Latest", true), ("Before", true), ("Course", false), ("Why", false)];
    let apart = apart.iter().map(stands_apart).collect();
    Ok(Sheet {
        lede,
        as_at: Some(kept.as_at.iso()),
        sections: vec![
            said(
                "Short of the plan’s target",
                &[("Measure", false), ("Latest", true), ("Target", false), ("Why", false)],
                short,
                if performance.bound.is_empty() {
                    "No measure of the plan is computed from case lists yet."
                } else {
                    "Every measure of the plan that is computed meets its target."
                },
            ),
            said("Worse than chance would explain", &course, worse, "Nothing grew worse beyond chance."),
            said(
                "Where cases are overdue",
                &[("Measure", false), ("Service", false), ("Overdue", true), ("In time", true)],
                overdue,
                "No case is overdue.",
            ),
            said(
                "Services that stand worse than the whole",
                &[
                    ("Measure", false),
                    ("Service", false),
                    ("There", true),
                    ("Whole", true),
                    ("Children", true),
                ],
                apart,
                &format!(
                    "No service is worse than the whole by {STANDS_OUT} points or more with more than {FEW} children."
                ),
            ),
        ],
        empty: false,
        ..empty("overview", title)
    })
}

/// The plan's entries whose computed figure does not meet their target, the worst first.
fn short(performance: &Performance<'_>) -> Result<Vec<Vec<Cell>>> {
    let mut found = Vec::new();
    for (key, entry) in &performance.bound {
        let series = performance.series(key)?;
        let Some((_, last)) = series.last() else { continue };
        let service = entry.breakdown.as_deref().filter(|b| !is_overall(Some(b))).unwrap_or("");
        let course = Course::of(&last.definition, &series, service, Some(entry));
        let Some(rating) = course.rating() else { continue };
        let level = rating.level.clone().unwrap_or_else(|| "none".to_owned());
        let rank = Impact::ALL.iter().position(|l| l.word() == level);
        if level == Impact::Green.word() {
            continue;
        }
        let number = last.number(service);
        let latest = number.map(|n| value(&last.definition, n)).unwrap_or_default();
        let made = number.map(|n| made_of(&last.definition, n)).unwrap_or_default();
        found.push((
            rank.unwrap_or(Impact::ALL.len()),
            vec![
                Cell::measure(last.definition.name.clone(), key).note(service),
                Cell::text(latest).note(made).strong(true),
                Cell { text: course.target().unwrap_or_default(), level: Some(level), ..Cell::default() },
                Cell::text(rating.why),
            ],
        ));
    }
    found.sort_by_key(|(rank, _)| *rank);
    Ok(found.into_iter().map(|(_, row)| row).collect())
}

/// What every manager looks at and the plan is bound to, where the latest change is for the worse and no chance.
fn worse(performance: &Performance<'_>) -> Result<Vec<Vec<Cell>>> {
    let mut keys: Vec<&str> = performance.bound.iter().map(|(d, _)| d.as_str()).chain(KEYS).collect();
    let mut seen = std::collections::BTreeSet::new();
    keys.retain(|key| seen.insert(*key));
    let mut rows = Vec::new();
    for key in keys {
        let series = performance.series(key)?;
        let Some((_, last)) = series.last() else { continue };
        let Some(whole) = &last.whole else { continue };
        let course = Course::of(&last.definition, &series, "", performance.entry(key, ""));
        let Some((word, sentence)) = course.variation() else { continue };
        if word != Variation::Concerning.word() {
            continue;
        }
        rows.push(vec![
            Cell::measure(last.definition.name.clone(), key),
            Cell::text(value(&last.definition, whole)).note(made_of(&last.definition, whole)).strong(true),
            Cell::text(course.previous().unwrap_or_default()),
            Cell::drawn(course.spark()),
            Cell::text(sentence),
        ]);
    }
    Ok(rows)
}

/// The services with most cases overdue, and how many cases are overdue in all.
fn overdue(lines: &[ComplianceLine]) -> (Vec<Vec<Cell>>, i64) {
    let cases = lines.iter().filter(|l| l.service.is_empty()).map(|l| l.overdue).sum();
    let mut late: Vec<&ComplianceLine> =
        lines.iter().filter(|l| l.overdue > 0 && !l.service.is_empty()).collect();
    late.sort_by_key(|l| std::cmp::Reverse(l.overdue));
    let rows = late.into_iter().take(OVERDUE).map(|line| {
        let behind = format!("{}/rows?counted=no{}", page_of(&line.key), part(&line.service));
        let percent = line.percent.map_or_else(|| "none due".to_owned(), |p| format!("{p}%"));
        vec![
            Cell::measure(line.measure.clone(), &line.key),
            Cell::text(line.service.clone()),
            Cell::link(grouped(line.overdue), behind).strong(true),
            Cell::text(percent).note(format!("{} of {}", grouped(line.in_time), grouped(line.of))),
        ]
    });
    (rows.collect(), cases)
}

fn stands_apart(found: &Exception) -> Vec<Cell> {
    let counted = if found.higher { "no" } else { "yes" };
    let behind = format!("{}/rows?counted={counted}{}", page_of(&found.key), part(&found.service));
    vec![
        Cell::measure(found.name.clone(), &found.key),
        Cell::text(found.service.clone()),
        Cell::text(format!("{}%", found.value)).strong(true),
        Cell::text(format!("{}%", found.whole)),
        Cell::link(grouped(found.children), behind),
    ]
}
