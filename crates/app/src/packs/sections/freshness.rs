//! The age of every figure and of what is said: nothing in a pack is newer than this.

use model::plan::Observation;
use reports::document::{Block, Cell, cell};

use super::Page;
use super::overview::fresh;
use crate::judge::MeasureJudged;
use crate::packs::blocks::{day, heading, number, paragraphs, table, text};
use crate::views::measures::MeasureRow;

pub(super) fn fill(page: &Page<'_>) -> Vec<Block> {
    let view = page.from.overview();
    vec![
        text(format!("On {}. {}", page.scene().day.long(), fresh(&view.foot))),
        heading(2, "Figures"),
        figures(page),
        heading(2, "What is said of the actions"),
        said(page),
    ]
}

fn age(days: Option<i32>) -> Cell {
    days.map_or_else(|| cell("–"), |n| number(usize::try_from(n).unwrap_or(0)))
}

fn figures(page: &Page<'_>) -> Block {
    let scene = page.scene();
    let row = |judged: &MeasureJudged<'_>| {
        let m = MeasureRow::of(scene, judged);
        let newest = judged.returns.iter().rev().find(|r| Some(r.period.to.iso()) == m.day);
        let source = newest.and_then(|r| source(r.observation)).map(|s| page.said(&s));
        vec![
            paragraphs([m.text.clone(), m.breakdown.clone().unwrap_or_default()]),
            day(m.day.as_deref()),
            age(m.age_days),
            cell(match (&m.latest, m.stale) {
                (None, _) => "Never had a figure",
                (_, true) => "No figure lately",
                _ => "Current",
            }),
            cell(source.unwrap_or_else(|| "–".to_owned())),
        ]
    };
    let rows = crate::judge::measures(&scene.plan, scene.day).iter().map(row).collect();
    crate::packs::blocks::table_or(
        "This plan has no measures.",
        table(
            "Age of the newest figure of every measure",
            &[
                ("Measure", 8, false),
                ("Newest figure of", 3, false),
                ("Days old", 2, true),
                ("State", 3, false),
                ("Where from", 5, false),
            ],
            0,
            rows,
        ),
    )
}

/// Where a figure comes from: what it names, or else the place in a document where it stands.
fn source(observation: &Observation) -> Option<String> {
    let at = &observation.origin.at;
    observation.source.clone().or_else(|| (!at.document.is_empty()).then(|| at.to_string()))
}

fn said(page: &Page<'_>) -> Block {
    let view = page.from.overview();
    let row = |p: &crate::views::overview::PriorityRow| {
        let rows: Vec<_> = super::priorities::of(page, &p.key).collect();
        let newest = rows.iter().filter_map(|r| r.update.as_ref()?.day.clone()).max();
        let days =
            newest.as_deref().and_then(model::day::Day::parse_iso).map(|d| page.scene().day.days_since(d));
        vec![
            cell(p.title.clone()),
            number(rows.iter().filter(|r| !r.complete).count()),
            number(rows.iter().filter(|r| r.silent).count()),
            day(newest.as_deref()),
            age(days),
        ]
    };
    crate::packs::blocks::table_or(
        "This plan has no priorities.",
        table(
            "Age of the newest update on an action of every priority",
            &[
                ("Priority", 8, false),
                ("Open actions", 2, true),
                ("Nothing said lately", 3, true),
                ("Newest update of", 3, false),
                ("Days old", 2, true),
            ],
            0,
            view.priorities.iter().map(row).collect(),
        ),
    )
}
