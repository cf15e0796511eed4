//! The age of every figure and of what is said: nothing in a pack is newer than this.

use std::collections::BTreeMap;

use reports::document::{Block, Cell, cell};

use super::Page;
use super::overview::fresh;
use crate::packs::blocks::{day, heading, number, paragraphs, table, text};
use crate::views::measures::{MeasurePage, MeasureRow, MeasuresPage};

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
    let rows = MeasuresPage::of(page.scene(), "").rows;
    let mut sources: BTreeMap<String, Option<MeasurePage>> = BTreeMap::new();
    let mut row = |m: &MeasureRow| {
        let of = sources.entry(m.key.clone()).or_insert_with(|| MeasurePage::of(page.scene(), &m.key, None));
        let name = m.breakdown.as_deref().unwrap_or_default();
        let part = of.as_ref().and_then(|p| p.breakdowns.iter().find(|b| b.name == name));
        let newest = part.and_then(|b| b.figures.iter().find(|f| Some(&f.day) == m.day.as_ref()));
        let source = newest.and_then(|f| f.source.clone().or_else(|| f.place.clone()));
        let source = source.map(|s| page.said(&s));
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
    let rows = rows.iter().map(&mut row).collect();
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
