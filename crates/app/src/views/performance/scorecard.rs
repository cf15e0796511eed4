//! Scorecards and dashboards: lists of measures in groups, with latest value, target, course and services.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Performance;
use super::course::{Course, made_of, page_of, value};
use super::sheet::{Cell, Section, Sheet};
use crate::error::Result;

/// A scorecard.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scorecard {
    /// What its address ends with.
    pub key: String,
    /// Its title.
    pub title: String,
    /// What it tells.
    pub purpose: String,
    /// Whether each measure stands with its chart.
    #[serde(default)]
    pub charts: bool,
    /// Its groups.
    pub group: Vec<Group>,
}

/// A group of measures.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its heading.
    pub title: String,
    /// The keys of its definitions.
    pub measures: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    scorecard: Vec<Scorecard>,
}

/// Every scorecard. That the file can be read is a test's business.
pub static SCORECARDS: LazyLock<Vec<Scorecard>> = LazyLock::new(|| {
    toml::from_str::<File>(include_str!("scorecards.toml")).map(|f| f.scorecard).unwrap_or_default()
});

/// The scorecard with this key.
pub fn find(key: &str) -> Option<&'static Scorecard> {
    SCORECARDS.iter().find(|s| s.key == key)
}

/// A scorecard as a page.
///
/// # Errors
/// The store's.
pub fn page(performance: &Performance<'_>, card: &Scorecard) -> Result<Sheet> {
    let mut sheet = Sheet {
        key: card.key.clone(),
        title: card.title.clone(),
        lede: format!("{}.", card.purpose),
        as_at: performance.latest().map(|k| k.as_at.iso()),
        empty: performance.latest().is_none(),
        ..Sheet::default()
    };
    for group in &card.group {
        let mut rows = Vec::new();
        for key in &group.measures {
            let series = performance.series(key)?;
            let Some((_, last)) = series.last() else { continue };
            let definition = &last.definition;
            let Some(whole) = &last.whole else {
                sheet.lacking.push((definition.name.clone(), last.why_not().unwrap_or_default()));
                continue;
            };
            let course = Course::of(definition, &series, "", performance.entry(key, ""));
            let rating = course.rating();
            if card.charts {
                let section = Section {
                    title: format!("{}: {}", group.title, definition.name),
                    note: rating.as_ref().map(|r| r.why.clone()).unwrap_or_default(),
                    chart: course
                        .chart(&format!("chart-{key}"), performance.published.against(definition).as_ref()),
                    cards: performance.card(key, false)?.into_iter().collect(),
                    ..Section::default()
                };
                sheet.sections.push(section);
                continue;
            }
            let services: Vec<String> = last
                .services
                .iter()
                // A service of which there is no number is not named: a rate's population is that of the whole area.
                .filter(|n| !n.service.is_empty() && (n.value.is_some() || !n.bands.is_empty()))
                .map(|n| format!("{} {}", n.service, value(definition, n)))
                .collect();
            let level = rating.map(|r| r.level.unwrap_or_else(|| "none".to_owned()));
            rows.push(vec![
                Cell::link(definition.name.clone(), page_of(key)).note(services.join("; ")),
                Cell::text(value(definition, whole)).note(made_of(definition, whole)).strong(true),
                Cell::text(course.previous().unwrap_or_default()),
                Cell { text: course.target().unwrap_or_default(), level, ..Cell::default() },
                Cell::drawn(course.spark()),
                Cell::text(course.variation().map(|v| v.0).unwrap_or_default()),
            ]);
        }
        if !rows.is_empty() {
            let columns = [
                ("Measure", false),
                ("Latest", true),
                ("Before", true),
                ("Target", false),
                ("Course", false),
                ("Variation", false),
            ];
            sheet.sections.push(Section::table(group.title.clone(), &columns, rows));
        }
    }
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::SCORECARDS;

    #[test]
    fn every_scorecard_names_definitions_that_there_are() {
        assert_eq!(SCORECARDS.len(), 5);
        for card in SCORECARDS.iter() {
            for key in card.group.iter().flat_map(|g| &g.measures) {
                assert!(measures::find(key).is_some(), "{}: {key}", card.key);
            }
        }
    }
}
