//! Small tables inside cells: values by service, by grade, by date.

use std::ops::Range;

use model::day::Day;
use model::decimal::Decimal;
use model::plan::Period;

use super::cues::cues;
use super::figures::{Figure, Kind, figures, triple};
use super::period::{Found, find, first};
use super::words::slug;
use crate::document::{Row, Table};

/// What the values of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `service | 98.7% | 295 out of 299 in time 4 overdue` under a date.
    InTime,
    /// Counts under the grades of a scale.
    Grades,
    /// Row labels against columns of dates.
    Series,
}

/// One value of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Value {
    /// The row's label: a service, a measure; empty for an overall value.
    pub(crate) label: String,
    /// The table's own title or corner, where it has one.
    pub(crate) title: String,
    /// As printed.
    pub(crate) stated: Option<String>,
    /// The stated value as a figure.
    pub(crate) value: Option<Decimal>,
    /// Counted.
    pub(crate) numerator: Option<i64>,
    /// In all.
    pub(crate) denominator: Option<i64>,
    /// Printed as overdue.
    pub(crate) overdue: Option<i64>,
    /// The period.
    pub(crate) period: Option<Period>,
    /// The table calls it a baseline.
    pub(crate) baseline: bool,
    /// The table calls it a target.
    pub(crate) target: bool,
    /// It is printed with a percent sign.
    pub(crate) percent: bool,
}

/// Reads the values of a small table; `None` if it has none of the known shapes. `before` is the period that the
/// words before the table speak of, for a table that has none of its own.
pub(crate) fn read(table: &Table, as_at: Option<Day>, before: Option<Period>) -> Option<(Shape, Vec<Value>)> {
    let rows: Vec<Vec<String>> = table.rows.iter().map(words_of).collect();
    let found = if rows.iter().any(|r| r.iter().any(|c| triple(c).is_some())) {
        (Shape::InTime, in_time(&rows, as_at, before))
    } else if rows.iter().any(|r| is_grades(r)) {
        (Shape::Grades, grades(&rows, as_at, before))
    } else {
        (Shape::Series, series(&rows, as_at)?)
    };
    (!found.1.is_empty()).then_some(found)
}

fn words_of(row: &Row) -> Vec<String> {
    row.cells.iter().map(|c| c.words().trim().to_owned()).collect()
}

/// The only words of a row that has one non-empty cell.
fn title(row: &[String]) -> Option<&str> {
    let mut filled = row.iter().filter(|c| !c.is_empty());
    let first = filled.next()?;
    filled.next().is_none().then_some(first.as_str())
}

fn spans(found: &[Found]) -> Vec<Range<usize>> {
    found.iter().map(|f| f.span.clone()).collect()
}

fn says_baseline(text: &str) -> bool {
    text.to_ascii_lowercase().contains("baseline")
}

fn in_time(rows: &[Vec<String>], as_at: Option<Day>, before: Option<Period>) -> Vec<Value> {
    let mut out = Vec::new();
    let (mut period, mut baseline, mut heading) = (before, false, String::new());
    for row in rows {
        if let Some(text) = title(row).filter(|t| triple(t).is_none()) {
            let dates = find(text, as_at);
            period = dates.first().map(|f| f.period).or(period);
            baseline = says_baseline(text);
            heading = text.to_owned();
            if let Some(overall) = figures(text, &spans(&dates)).into_iter().find(|f| f.kind == Kind::Percent)
            {
                out.push(stated(
                    overall,
                    Value { period, baseline, title: heading.clone(), ..Value::default() },
                ));
            }
            continue;
        }
        let Some((t, _)) = row.iter().find_map(|c| triple(c)) else { continue };
        let label = row.iter().find(|c| triple(c).is_none() && figures(c, &[]).is_empty() && !c.is_empty());
        let figure =
            row.iter().filter(|c| triple(c).is_none()).find_map(|c| figures(c, &[]).into_iter().next());
        let value = Value {
            label: label.cloned().unwrap_or_default(),
            title: heading.clone(),
            numerator: Some(t.numerator),
            denominator: Some(t.denominator),
            overdue: t.overdue,
            period,
            baseline,
            percent: true,
            ..Value::default()
        };
        out.push(match figure {
            Some(figure) => stated(figure, value),
            None => value,
        });
    }
    out
}

fn stated(figure: Figure, mut value: Value) -> Value {
    value.percent = figure.kind == Kind::Percent;
    value.value = figure.value;
    value.stated = Some(figure.stated);
    value
}

pub(crate) fn is_grade(text: &str) -> bool {
    let text = slug(text).replace('-', " ");
    cues().grades.contains(&text)
}

fn is_grades(row: &[String]) -> bool {
    row.iter().filter(|c| is_grade(c)).count() >= 2
}

fn grades(rows: &[Vec<String>], as_at: Option<Day>, before: Option<Period>) -> Vec<Value> {
    let mut out = Vec::new();
    let (mut period, mut baseline, mut heading) = (before, false, String::new());
    let mut header: &[String] = &[];
    for row in rows {
        if is_grades(row) {
            header = row;
        } else if let Some(text) = title(row) {
            period = first(text, as_at).map(|f| f.period).or(period);
            baseline = says_baseline(text);
            heading = text.to_owned();
        } else {
            let own = row.first().and_then(|c| first(c, as_at)).map(|f| f.period);
            let line: Vec<Value> = header
                .iter()
                .zip(row)
                .filter(|(grade, cell)| is_grade(grade) && !cell.is_empty())
                .filter_map(|(grade, cell)| {
                    let period = own.or(period);
                    let value = Value { period, baseline, title: heading.clone(), ..Value::default() };
                    counted(cell, Value { label: grade.clone(), ..value })
                })
                .collect();
            out.extend(with_total(line));
        }
    }
    out
}

/// `52 (51.5%)`, `(66.6%)`, `0`: a count, its percentage or both.
fn counted(cell: &str, mut value: Value) -> Option<Value> {
    let found = figures(cell, &[]);
    let percent = found.iter().find(|f| f.kind == Kind::Percent);
    let count = found.iter().find(|f| f.kind == Kind::Plain);
    value.numerator = count.and_then(Figure::whole);
    let shown = percent.or(count)?.clone();
    Some(stated(shown, value))
}

/// Where every grade of a row has its count, their sum is what each is a part of; beside percentages a bare nought
/// counts too. Without all counts nothing is known about the total.
fn with_total(mut line: Vec<Value>) -> Vec<Value> {
    let counts: Option<Vec<i64>> = line.iter().map(|v| v.numerator).collect();
    let total = counts.map(|c| c.iter().sum::<i64>()).filter(|t| *t > 0);
    for value in &mut line {
        value.denominator = total;
    }
    line
}

/// What a column of a series holds.
enum Column {
    Period(Period),
    Target,
    Baseline(Option<Period>),
    Other,
}

fn series(rows: &[Vec<String>], as_at: Option<Day>) -> Option<Vec<Value>> {
    let (at, header) = rows.iter().enumerate().find(|(_, r)| columns(r, as_at).is_some())?;
    let columns = columns(header, as_at)?;
    let mut out = Vec::new();
    for row in rows.get(at + 1..).unwrap_or(&[]) {
        let Some(label) = row.first().filter(|l| !l.is_empty()) else { continue };
        for (cell, column) in row.iter().zip(&columns).skip(1) {
            let mut value =
                Value { label: label.clone(), title: header.first().cloned()?, ..Value::default() };
            match column {
                Column::Period(period) => value.period = Some(*period),
                Column::Baseline(period) => (value.period, value.baseline) = (*period, true),
                Column::Target => value.target = true,
                Column::Other => continue,
            }
            if let Some(figure) = only_figure(cell) {
                out.push(stated(figure, value));
            }
        }
    }
    Some(out)
}

/// The columns of a header row that has at least one column which is nothing but a date (or two figures' columns).
fn columns(header: &[String], as_at: Option<Day>) -> Option<Vec<Column>> {
    let columns: Vec<Column> = header.iter().map(|c| column(c, as_at)).collect();
    let dated = columns.iter().skip(1).filter(|c| matches!(c, Column::Period(_))).count();
    (dated > 0 && header.len() > 1).then_some(columns)
}

fn column(text: &str, as_at: Option<Day>) -> Column {
    let lower = text.to_ascii_lowercase();
    let found = first(text, as_at);
    if lower.starts_with("baseline") {
        return Column::Baseline(found.map(|f| f.period));
    }
    if lower == "target" || lower.starts_with("target ") {
        return Column::Target;
    }
    match found {
        Some(f) if f.span.len() + 4 >= text.trim().len() => Column::Period(f.period),
        _ => Column::Other,
    }
}

/// The figure of a cell that holds nothing else.
pub(crate) fn only_figure(cell: &str) -> Option<Figure> {
    let mut found = figures(cell, &[]);
    let figure = found.pop().filter(|_| found.is_empty())?;
    (figure.span.len() + 2 >= cell.trim().len()).then_some(figure)
}

#[cfg(test)]
mod tests {
    use super::{Shape, Value, read};
    use crate::document::{Cell, Content, Row, Table};
    use model::day::Day;

    fn table(rows: &[&[&str]]) -> Table {
        let cell = |text: &&str| Cell {
            content: vec![Content::Paragraph { text: (*text).to_owned(), struck: false }],
            ..Cell::default()
        };
        let row = |r: &&[&str]| Row { cells: r.iter().map(cell).collect(), ..Row::default() };
        Table { rows: rows.iter().map(row).collect(), ..Table::default() }
    }

    fn show(v: &Value) -> String {
        let n = |n: Option<i64>| n.map_or("-".to_owned(), |n| n.to_string());
        format!(
            "{} {} {}/{} ({}) {}{}",
            v.label,
            v.stated.as_deref().unwrap_or("-"),
            n(v.numerator),
            n(v.denominator),
            n(v.overdue),
            v.period.map_or("-".to_owned(), |p| p.to.iso()),
            if v.baseline { " baseline" } else { "" }
        )
    }

    #[test]
    fn values_by_service_stand_under_their_date() {
        let (shape, values) = read(
            &table(&[
                &["16 th August 2021 –85.2%"],
                &["Duty & Advice", "90.0%", "352 out of 391 in time 39 overdue"],
                &["Baseline 1st April 2021"],
                &["Duty & Advice", "99.7.0%", "315 out of 316 in time"],
            ]),
            None,
            None,
        )
        .unwrap();
        assert_eq!(shape, Shape::InTime);
        assert_eq!(
            values.iter().map(show).collect::<Vec<_>>(),
            [
                " 85.2% -/- (-) 2021-08-16",
                "Duty & Advice 90.0% 352/391 (39) 2021-08-16",
                "Duty & Advice 99.7.0% 315/316 (-) 2021-04-01 baseline",
            ]
        );
        assert_eq!(values.last().unwrap().value, None);
    }

    #[test]
    fn grades_stand_under_their_scale() {
        let (shape, values) = read(
            &table(&[
                &["Baseline: 2020/2021 core audits"],
                &["Outstanding", "Good", "Inadequate"],
                &["0", "52 (76.5%)", "16 (23.5%)"],
                &["2019/2020 comparison"],
                &["0", "(66.6%)", "(33.4%)"],
            ]),
            None,
            None,
        )
        .unwrap();
        assert_eq!(shape, Shape::Grades);
        assert_eq!(
            values.iter().map(show).collect::<Vec<_>>(),
            [
                "Outstanding 0 0/68 (-) 2021-03-31 baseline",
                "Good 76.5% 52/68 (-) 2021-03-31 baseline",
                "Inadequate 23.5% 16/68 (-) 2021-03-31 baseline",
                "Outstanding 0 0/- (-) 2020-03-31",
                "Good 66.6% -/- (-) 2020-03-31",
                "Inadequate 33.4% -/- (-) 2020-03-31",
            ]
        );
    }

    #[test]
    fn a_series_runs_along_its_dates() {
        let (shape, values) = read(
            &table(&[
                &["Average caseloads", "Baseline", "Target", "12 July 21", "Aug 21"],
                &["Duty", "30", "18", "28.2", "n/a"],
            ]),
            Day::new(2021, 12, 1),
            None,
        )
        .unwrap();
        assert_eq!(shape, Shape::Series);
        let shown: Vec<String> = values.iter().map(show).collect();
        assert_eq!(
            shown,
            ["Duty 30 -/- (-) - baseline", "Duty 18 -/- (-) -", "Duty 28.2 -/- (-) 2021-07-12"]
        );
        assert!(read(&table(&[&["Name", "Role"], &["A", "B"]]), None, None).is_none());
    }
}
