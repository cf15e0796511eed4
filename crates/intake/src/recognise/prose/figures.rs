//! Figures in running text and in tables that are no plan: series under a title, staffing tables, sentences.

use model::day::Day;
use model::decimal::Decimal;
use model::plan::{Observation, Period, PeriodKind};

use super::units::{Kind, Unit, used};
use crate::document::{Cell, Table};
use crate::recognise::Context;
use crate::recognise::Draft;
use crate::recognise::measures::{
    Scope, figure_of, figures_in, key_of, paragraph, period_may_open, periods_in,
};

/// Reads the values outside the plan's tables as the plan's own observations.
pub(super) fn recognise(units: &[Unit<'_>], draft: &mut Draft) {
    let context = Context { document_day: draft.plan.as_at, ..Context::default() };
    let mut scope = Scope::default();
    let mut title: Option<&Unit<'_>> = None;
    for (i, unit) in units.iter().enumerate() {
        if let Some(table) = unit.table {
            if let Some(title) = title {
                series_table(title, table, draft);
            }
            staffing(units.get(..i).unwrap_or(&[]), table, unit, draft);
            continue;
        }
        if let Some(title) = title
            && let Some(observation) = dated_count(&unit.text, draft.plan.as_at)
        {
            push(draft, title, unit.at(), observation);
            used(draft, unit, "observation");
            continue;
        }
        if unit.is_title() || unit.text.ends_with(':') {
            title = Some(unit);
            scope = Scope::default();
            continue;
        }
        title = None;
        let found = paragraph(&unit.text, &mut scope, &context, &[], &unit.at());
        draft.plan.observations.extend(found);
    }
}

fn push(draft: &mut Draft, title: &Unit<'_>, at: model::at::At, mut observation: Observation) {
    let text = title.text.trim_end_matches(':').trim();
    observation.origin.at = at;
    observation.measure = key_of(text);
    text.clone_into(&mut observation.text);
    draft.plan.observations.push(observation);
}

/// `31 March 2019 402 children`: a day, a count and what is counted, and nothing else.
fn dated_count(text: &str, as_at: Option<Day>) -> Option<Observation> {
    if !period_may_open(text) {
        return None;
    }
    let dates = periods_in(text, as_at);
    let (span, period) = dates.first().filter(|d| d.0.start == 0)?;
    let rest = text.get(span.end..)?.trim_start_matches([' ', ':', '-', '–', '=']);
    let figures = figures_in(rest);
    let (at, stated, value, _) = figures.first().filter(|f| f.0 == 0 && figures.len() == 1)?;
    let words = rest.get(at + stated.len()..).unwrap_or("").split_whitespace().count();
    (words <= 6 && dates.len() == 1).then(|| Observation {
        stated: Some(stated.clone()),
        value: *value,
        period: Some(*period),
        ..Observation::default()
    })
}

/// Rows of a day and a count under a title.
fn series_table(title: &Unit<'_>, table: &Table, draft: &mut Draft) {
    let rows: Vec<(String, Vec<&Cell>)> = table
        .rows
        .iter()
        .map(|r| {
            let cells: Vec<&Cell> = r.cells.iter().filter(|c| !c.is_empty()).collect();
            (cells.iter().map(|c| c.words()).collect::<Vec<_>>().join(" "), cells)
        })
        .collect();
    let found: Option<Vec<Observation>> =
        rows.iter().map(|(text, _)| dated_count(text, draft.plan.as_at)).collect();
    let Some(found) = found.filter(|f| f.len() >= 2) else { return };
    for (observation, (_, cells)) in found.into_iter().zip(&rows) {
        push(draft, title, cells.first().map(|c| c.at.clone()).unwrap_or_default(), observation);
        for cell in cells {
            draft.ledger.used(&cell.at, "observation");
        }
    }
}

/// A table of counts by group, `Total | Permanent | % Permanent`, with the figures of an earlier date in brackets.
fn staffing(before: &[Unit<'_>], table: &Table, unit: &Unit<'_>, draft: &mut Draft) {
    let Some((header, rows)) = table.rows.split_first() else { return };
    let columns: Vec<String> = header.cells.iter().map(Cell::words).collect();
    let total = columns.iter().position(|c| c.trim().eq_ignore_ascii_case("total"));
    let share = columns.iter().position(|c| c.trim().starts_with('%'));
    let (Some(total), Some(share)) = (total, share) else { return };
    let part_name =
        columns.get(share).map(|c| c.trim_start_matches(['%', ' ']).trim().to_owned()).unwrap_or_default();
    let part = columns.iter().position(|c| c.trim().eq_ignore_ascii_case(&part_name));
    let captions: Vec<&Unit<'_>> =
        before.iter().rev().take(2).take_while(|u| u.kind == Kind::Paragraph).collect();
    let (now, earlier) = dates_of(&captions, draft.plan.as_at);
    for row in rows {
        let cell = |i: Option<usize>| i.and_then(|i| row.cells.get(i)).map(Cell::words).unwrap_or_default();
        let group = cell(Some(0));
        for (i, column) in columns.iter().enumerate().skip(1) {
            let Some(printed) = row.cells.get(i) else { continue };
            let [current, prior] = now_and_before(&printed.words());
            for (side, (stated, period)) in [(current, now), (prior, earlier)].into_iter().enumerate() {
                let Some(stated) = stated else { continue };
                let of = |i: Option<usize>| {
                    now_and_before(&cell(i))
                        .into_iter()
                        .nth(side)
                        .flatten()
                        .and_then(|s| s.parse::<i64>().ok())
                };
                let counts = if i == share { (of(part), of(Some(total))) } else { (None, None) };
                draft.plan.observations.push(Observation {
                    origin: printed.at.clone().into(),
                    measure: key_of(&format!("{} staff", column.replace('%', "percent "))),
                    text: column.trim().to_owned(),
                    breakdown: Some(group.clone()),
                    numerator: counts.0,
                    denominator: counts.1,
                    computed: counts.0.zip(counts.1).and_then(|(n, d)| Decimal::percent(n, d, 2)),
                    value: figure_of(&stated),
                    stated: Some(stated),
                    period,
                    ..Observation::default()
                });
            }
        }
        for cell in &row.cells {
            draft.ledger.used(&cell.at, "observation");
        }
    }
    for cell in &header.cells {
        draft.ledger.used(&cell.at, "observations' header");
    }
    for caption in captions {
        used(draft, caption, "observations' caption");
    }
    used(draft, unit, "observation");
}

/// The dates of a table's captions: the one that speaks of brackets is the earlier.
fn dates_of(captions: &[&Unit<'_>], as_at: Option<Day>) -> (Option<Period>, Option<Period>) {
    let mut dates = (None, None);
    for caption in captions {
        let spelt = || periods_in(&caption.text, as_at).first().map(|p| p.1);
        let period = short_month(&caption.text).or_else(spelt);
        if caption.text.to_lowercase().contains("bracket") {
            dates.1 = period;
        } else {
            dates.0 = dates.0.or(period);
        }
    }
    dates
}

/// `March 14`: a month and the last two digits of its year, where a sentence would read a day.
fn short_month(text: &str) -> Option<Period> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.windows(2).find_map(|pair| {
        let [month, year] = pair else { return None };
        let at = model::day::MONTHS.iter().position(|m| m.eq_ignore_ascii_case(month))?;
        let year: i16 = year.parse().ok().filter(|y| (10..=99).contains(y))?;
        let from = Day::new(2000 + year, i8::try_from(at + 1).ok()?, 1)?;
        Some(Period { kind: PeriodKind::Month, from, to: from.month_end() })
    })
}

/// `16 (14)`, `1(2)`, `15 (9 plus 4 vacant posts)`, `69% (43%)`: the figure and the one in brackets.
fn now_and_before(cell: &str) -> [Option<String>; 2] {
    let (now, before) = cell.split_once('(').unwrap_or((cell, ""));
    let first = |text: &str| {
        let digits: String =
            text.trim().chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%')).collect();
        Some(digits).filter(|d| !d.is_empty())
    };
    [first(now), first(before)]
}

#[cfg(test)]
mod tests {
    use super::{dated_count, now_and_before};

    #[test]
    fn a_cell_may_hold_an_earlier_figure_in_brackets() {
        let text = |s: &str| Some(s.to_owned());
        assert_eq!(now_and_before("15 (9 plus 4 vacant posts)"), [text("15"), text("9")]);
        assert_eq!(now_and_before("1(2)"), [text("1"), text("2")]);
        assert_eq!(now_and_before("69% (43%)"), [text("69%"), text("43%")]);
        assert_eq!(now_and_before("-"), [None, None]);
    }

    #[test]
    fn a_day_and_a_count_and_nothing_else() {
        assert_eq!(
            dated_count("31 March 2019 1,402 children and young people", None)
                .and_then(|o| o.stated)
                .as_deref(),
            Some("1,402")
        );
        assert!(dated_count("31 March 2019 was a Sunday on which 402 children came", None).is_none());
    }
}
