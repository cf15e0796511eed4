//! How a plan groups its actions: several in a row, several rows under one number, several rows under one objective,
//! or not at all.

use std::collections::HashSet;

use model::phrase;

use super::layout::Meaning;
use super::letters::{self, Tasks, Told};
use super::record::{Field, Record};
use super::words::squeeze;
use super::{owners, reference};

/// A record with its tasks told apart.
#[derive(Clone, Debug)]
pub(crate) struct Row<'d> {
    /// The record.
    pub(crate) record: Record<'d>,
    /// Its reference.
    pub(crate) reference: reference::Reference,
    /// Its tasks; one unless the row holds several actions.
    pub(crate) tasks: Tasks,
    /// The row holds several actions.
    pub(crate) several: bool,
}

/// Rows that belong together.
#[derive(Clone, Debug)]
pub(crate) struct Group<'d> {
    /// The reference of the line; `None` where the rows stand alone.
    pub(crate) line: Option<String>,
    /// The title comes from the objective, else from the recommendation.
    pub(crate) title: String,
    /// Outcomes and updates belong to the line, not to its actions.
    pub(crate) shared: bool,
    /// Its rows.
    pub(crate) rows: Vec<Row<'d>>,
    /// Its place among the actions that stand alone; 0 for a line's.
    pub(crate) position: u32,
}

/// Tells the tasks of each record apart and groups the records of one document.
pub(crate) fn groups<'d>(records: Vec<Record<'d>>, known: &HashSet<String>) -> Vec<Group<'d>> {
    let rows = several(records, known);
    let split = rows.iter().filter(|r| r.several).count();
    let grouped = split * 5 >= rows.len() && split > 0;
    let refs = rows.iter().filter(|r| !r.reference.text.is_empty()).count();
    let stems = !grouped && by_stem(&rows);
    let objectives = !grouped && !stems && merged(&rows, Meaning::Objective);
    let recommendations = !grouped
        && !stems
        && !objectives
        && !rows.iter().any(|r| r.record.recommendation_numbers)
        && merged(&rows, Meaning::Recommendation);
    let ref_once = refs > 0 && refs * 10 < rows.len() * 8;

    let mut out: Vec<Group<'d>> = Vec::new();
    let mut used: HashSet<String> = HashSet::new();
    let mut number = 0;
    for (index, row) in rows.into_iter().enumerate() {
        let objective = row.record.words(Meaning::Objective);
        let printed = row.reference.text.clone();
        let last = out.last_mut();
        // A row of one cell group that only names what the rows after it do.
        if let Some((line, title)) = row.record.head.clone().filter(|_| !row.several) {
            match last {
                Some(group) if group.line.as_ref() == Some(&line) => group.rows.push(row),
                _ => out.push(Group { line: Some(line), title, shared: false, rows: vec![row], position: 0 }),
            }
        } else if grouped || row.several {
            let empty = printed.is_empty();
            match last {
                Some(group)
                    if grouped && empty && ref_once && group.line.is_some() && objective.is_empty() =>
                {
                    group.rows.push(row);
                    continue;
                }
                _ => {}
            }
            number += 1;
            // `1.1 A stable workforce` over the actions of a row numbers it.
            let led = leading_number(&objective).map(|(number, _)| number).filter(|n| !used.contains(n));
            let line = if empty { led.unwrap_or_else(|| number.to_string()) } else { printed };
            let line = if used.insert(line.clone()) { line } else { format!("{line} ({})", index + 1) };
            out.push(Group {
                line: Some(line),
                title: objective,
                shared: true,
                rows: vec![row],
                position: 0,
            });
        } else if stems {
            let stem = reference::split(&printed).map(|(s, _)| s.to_owned());
            match (last, stem) {
                (Some(group), Some(stem)) if group.line.as_ref() == Some(&stem) => group.rows.push(row),
                (Some(group), None) if printed.is_empty() => group.rows.push(row),
                (_, stem) => {
                    let title = if objective.is_empty() { String::new() } else { objective };
                    out.push(Group {
                        line: stem.or(Some(printed)),
                        title,
                        shared: false,
                        rows: vec![row],
                        position: 0,
                    });
                }
            }
        } else if objectives || recommendations {
            let means = if objectives { Meaning::Objective } else { Meaning::Recommendation };
            let title = row.record.words(means);
            match last {
                Some(group) if title.is_empty() || squeeze(&group.title) == squeeze(&title) => {
                    group.rows.push(row);
                }
                _ => {
                    number += 1;
                    out.push(Group {
                        line: Some(String::new()),
                        title,
                        shared: false,
                        rows: vec![row],
                        position: 0,
                    });
                }
            }
        } else {
            out.push(Group { line: None, title: String::new(), shared: false, rows: vec![row], position: 0 });
        }
    }
    if objectives || recommendations {
        name(&mut out);
    }
    out
}

/// Which records hold several actions.
fn several<'d>(records: Vec<Record<'d>>, known: &HashSet<String>) -> Vec<Row<'d>> {
    let all = records.len();
    let mut rows: Vec<(Row<'d>, bool, bool)> = Vec::with_capacity(all);
    for record in records {
        let tasks = record.field(Meaning::Action).map(|f| letters::read(&f.cell)).unwrap_or_default();
        let count = tasks.tasks.len();
        let labelled = tasks.told == Told::Labels && count > 1;
        let matched = count > 1 && counts_match(&record, count, tasks.told, known);
        let reference = reference::read(&record.words(Meaning::Ref));
        rows.push((Row { record, reference, tasks, several: false }, labelled, matched));
    }
    let labelled = rows.iter().filter(|(_, l, _)| *l).count();
    let sure = rows.iter().filter(|(_, l, m)| *l && *m).count();
    let lettered = labelled > 0 && (labelled * 4 >= all || (sure > 0 && labelled > 1));
    rows.into_iter()
        .map(|(row, labelled, matched)| Row { several: matched || (labelled && lettered), ..row })
        .collect()
}

/// Whether the row has as many owners or dates as tasks. Bullets and paragraphs ask that all that are given several
/// times agree.
fn counts_match(record: &Record<'_>, count: usize, told: Told, known: &HashSet<String>) -> bool {
    let owners = record.field(Meaning::Owner).map_or(0, |f| owners::phrases(&f.cell, count, known).len());
    let dates = record.field(Meaning::Due).map_or(0, date_count);
    match told {
        Told::Labels => owners == count || dates == count,
        Told::Bullets | Told::Paragraphs => {
            let fits = |n: usize| n <= 1 || n == count;
            (owners == count || dates == count) && fits(owners) && fits(dates)
        }
        Told::One => false,
    }
}

fn date_count(field: &Field<'_>) -> usize {
    use crate::document::Content;
    let standing =
        field.cell.content.iter().filter(|c| !matches!(c, Content::Paragraph { struck: true, .. })).count();
    if standing > 1 { standing } else { phrase::split_cell(&field.words()).len() }
}

/// References such as `1a`, `1b`, `2` with a recommendation or an objective above them.
fn by_stem(rows: &[Row<'_>]) -> bool {
    let lettered =
        rows.iter().filter(|r| reference::split(&r.reference.text).is_some_and(|(_, l)| l.is_some())).count();
    let titled = rows.iter().any(|r| {
        r.record.has(Meaning::Objective)
            || (r.record.has(Meaning::Recommendation) && !r.record.recommendation_numbers)
    });
    titled && lettered * 3 >= rows.len() && lettered > 1
}

/// Whether a column is printed once for several rows: left empty, or said again.
fn merged(rows: &[Row<'_>], means: Meaning) -> bool {
    let texts: Vec<String> = rows.iter().map(|r| squeeze(&r.record.words(means))).collect();
    let filled = texts.iter().filter(|t| !t.is_empty()).count();
    if filled == 0 || rows.len() < 2 {
        return false;
    }
    let mut heads = 0;
    let mut before = "";
    for text in &texts {
        if !text.is_empty() && text != before {
            heads += 1;
            before = text;
        }
    }
    heads * 4 <= rows.len() * 3
}

/// Names groups by the number in their title, or what their references share, or their place.
fn name(groups: &mut [Group<'_>]) {
    let mut used: HashSet<String> = HashSet::new();
    for (index, group) in groups.iter_mut().enumerate() {
        let printed = leading_number(&group.title).map(|(n, _)| n);
        let refs: Vec<&str> = group.rows.iter().map(|r| r.reference.text.as_str()).collect();
        let shared = match refs.split_first() {
            Some((first, rest)) if !first.is_empty() && rest.iter().all(|r| r.is_empty()) => {
                Some((*first).to_owned())
            }
            Some((first, rest)) => {
                let stem = first
                    .rsplit_once('.')
                    .map(|(s, _)| s)
                    .or_else(|| reference::split(first).filter(|(_, l)| l.is_some()).map(|(s, _)| s));
                stem.filter(|s| !s.is_empty() && rest.iter().all(|r| r.starts_with(s))).map(str::to_owned)
            }
            None => None,
        };
        let mut line = printed.or(shared).unwrap_or_else(|| (index + 1).to_string());
        while !used.insert(line.clone()) {
            line.push('\'');
        }
        group.line = Some(line);
    }
}

/// The number at the beginning of a title and the words after it: `1.2 Improve`, `Recommendation 3: Ensure`.
pub(crate) fn leading_number(text: &str) -> Option<(String, &str)> {
    let mut rest = text.trim_start();
    for word in [
        "Recommendation",
        "recommendation",
        "Rec",
        "Objective",
        "Priority",
        "Area for improvement",
        "AFI",
        "R",
        "OR",
        "Outcome",
        "Aim",
    ] {
        if let Some(after) = rest.strip_prefix(word)
            && after.starts_with([' ', '.', ':', '-']) | after.starts_with(|c: char| c.is_ascii_digit())
        {
            rest = after.trim_start_matches([' ', '.', ':', '-']);
            break;
        }
    }
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let number = number.trim_end_matches('.');
    let title = after.trim_start_matches([' ', '.', ')', ':', '-', '–']);
    let parted = after.is_empty() || after.starts_with([' ', ')', ':', '.', '-', '–']);
    let fine = !number.is_empty()
        && number.len() <= 5
        && parted
        && (title.is_empty() || title.starts_with(char::is_uppercase));
    fine.then(|| (number.to_owned(), title))
}

#[cfg(test)]
mod tests {
    use super::leading_number;

    #[test]
    fn numbers_lead_titles_and_not_sentences() {
        assert_eq!(leading_number("Recommendation 3: Ensure x"), Some(("3".into(), "Ensure x")));
        assert_eq!(leading_number("1.2 Improve x"), Some(("1.2".into(), "Improve x")));
        assert_eq!(leading_number("R4. Ensure x"), Some(("4".into(), "Ensure x")));
        assert_eq!(leading_number("Ensure x"), None);
        assert_eq!(leading_number("75 children were seen"), None);
    }
}
