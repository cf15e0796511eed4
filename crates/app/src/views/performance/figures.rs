//! Figures that people state: those in force with what they replaced, the form for one, the preview of a file.

use std::sync::Arc;

use measures::{Definition, Kind};
use model::impact::with_unit;
use serde::Serialize;

use super::Performance;
use super::course::{page_of, unit};
use crate::error::Result;
use crate::figures::{Came, Figure, FigureFile, Figures};
use crate::views::measures::period_words;
use crate::words::count;

/// A stated figure as a row.
#[derive(Clone, Debug, Serialize)]
pub struct FigureRow {
    /// The measure's name.
    pub name: String,
    /// The address of its page, below the plan's own.
    pub href: String,
    /// The service; empty for the whole.
    pub service: String,
    /// The period in words.
    pub period: String,
    /// The value.
    pub value: String,
    /// What it is made of: `12 of 40`.
    pub cases: String,
    /// Where it comes from.
    pub source: String,
    /// The day on which it was so, ISO.
    pub as_at: String,
    /// Who stated it, and the line of the file it was read from.
    pub by: String,
    /// What was reported first, where another value was.
    pub first: Option<String>,
}

impl FigureRow {
    /// A figure in force, with what it replaced.
    pub fn of(figure: &Figure, definition: Option<&Arc<Definition>>, all: &Figures) -> FigureRow {
        let sign = definition.map(|d| unit(d));
        let line = figure.at.line.map_or_else(String::new, |n| format!(", {} line {n}", figure.at.document));
        FigureRow {
            name: definition.map_or_else(|| figure.definition.clone(), |d| d.name.clone()),
            href: page_of(&figure.definition),
            service: figure.service.clone(),
            period: period_words(figure.period),
            value: with_unit(figure.value, sign),
            cases: match (figure.numerator, figure.denominator) {
                (Some(n), Some(d)) => format!("{} of {}", n.grouped(), d.grouped()),
                _ => String::new(),
            },
            source: figure.source.clone(),
            as_at: figure.as_at.iso(),
            by: format!("{}{line}", figure.by),
            first: all.first(figure).map(|f| with_unit(f.value, sign)),
        }
    }
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct FiguresPage {
    /// How it stands.
    pub lede: String,
    /// The figures in force, the latest first: at most [`SHOWN`].
    pub rows: Vec<FigureRow>,
    /// How many more there are.
    pub more: usize,
    /// The measures whose figures are typed, as choices: key and name; then all others.
    pub choices: Vec<(String, String)>,
    /// The files that were kept: identity, name, the beginning of the hash.
    pub files: Vec<(String, String, String)>,
}

/// How many figures stand on the page.
const SHOWN: usize = 200;

impl FiguresPage {
    /// The page.
    ///
    /// # Errors
    /// The store's.
    pub fn of(performance: &Performance<'_>) -> Result<FiguresPage> {
        let all = &performance.stated;
        let find = |f: &Figure| performance.library.find(&f.definition);
        let rows = all.current.iter().rev().take(SHOWN).map(|f| FigureRow::of(f, find(f), all));
        let files = performance.reader.figure_files(performance.place, performance.day)?;
        let one = |d: &&Arc<Definition>| !matches!(d.kind, Kind::Bands | Kind::Quartiles);
        let named = |typed: bool| {
            let mine = performance.library.current.iter().filter(one).filter(move |d| d.typed == typed);
            let mut mine: Vec<(String, String)> = mine.map(|d| (d.key.clone(), d.name.clone())).collect();
            mine.sort_by(|a, b| a.1.cmp(&b.1));
            mine
        };
        let mut choices = named(true);
        choices.extend(named(false));
        let lede = match all.current.len() {
            0 => "No figure is stated yet. Type in what has its system of record elsewhere, or bring the values of the past in as a file.".to_owned(),
            n => format!(
                "{} in force, {} restated since.",
                count(n, "figure"),
                match all.replaced.len() { 0 => "none".to_owned(), n => n.to_string() }
            ),
        };
        Ok(FiguresPage {
            lede,
            rows: rows.collect(),
            more: all.current.len().saturating_sub(SHOWN),
            choices,
            files: files
                .into_iter()
                .map(|f| (f.id.to_string(), f.name, f.sha256.get(..12).unwrap_or_default().to_owned()))
                .collect(),
        })
    }
}

/// A line of a file that would be kept.
#[derive(Clone, Debug, Serialize)]
pub struct Preview {
    /// Its line.
    pub line: u32,
    /// The measure's name.
    pub name: String,
    /// The service.
    pub service: String,
    /// The period in words.
    pub period: String,
    /// The value.
    pub value: String,
    /// Where it comes from.
    pub source: String,
    /// `new`, `restated`, `known`.
    pub came: &'static str,
    /// What disagrees within it.
    pub remark: Option<String>,
}

/// What a file would change.
#[derive(Clone, Debug, Serialize)]
pub struct FiguresReview {
    /// The file's name.
    pub name: String,
    /// What it holds, in a sentence.
    pub lede: String,
    /// Whether anything would be kept.
    pub any: bool,
    /// The lines that would be kept, or are known.
    pub rows: Vec<Preview>,
    /// Lines that are not taken: line and what to do.
    pub rejected: Vec<(u32, String)>,
    /// Columns that mean nothing here.
    pub unknown: Vec<String>,
}

impl FiguresReview {
    /// What a file would change, given what is known.
    pub fn of(file: &FigureFile, known: &Figures) -> FiguresReview {
        let rows: Vec<Preview> = file
            .rows
            .iter()
            .map(|(line, s)| Preview {
                line: *line,
                name: s.definition.name.clone(),
                service: s.service.clone(),
                period: period_words(s.period),
                value: with_unit(s.value, Some(unit(&s.definition))),
                source: s.source.clone(),
                came: match known.came(s) {
                    Came::New => "new",
                    Came::Restated => "restated",
                    Came::Known => "known",
                },
                remark: s.remark.clone(),
            })
            .collect();
        let of = |word: &str| rows.iter().filter(|r| r.came == word).count();
        let (new, restated, same) = (of("new"), of("restated"), of("known"));
        let lede = format!(
            "{} new, {restated} restated, {same} known already, {} not taken.",
            count(new, "figure"),
            count(file.rejected.len(), "line"),
        );
        FiguresReview {
            name: file.name.clone(),
            lede,
            any: new + restated > 0,
            rows,
            rejected: file.rejected.iter().map(|r| (r.line, r.say.clone())).collect(),
            unknown: file.unknown.clone(),
        }
    }
}
