//! `throughline read`: documents to JSON, or to a summary for people; nothing is stored.

use std::path::PathBuf;

use app::contract;
use model::day::Day;
use model::finding::Finding;

use crate::args::Format;
use crate::{Outcome, Unusable, files, terminal, worker};

/// Reads the files in the worker, lints every plan as of its own day (or `as_of`), prints.
pub(crate) fn run(
    paths: &[PathBuf],
    trace: bool,
    format: Option<Format>,
    as_of: Option<Day>,
) -> Result<Outcome, Unusable> {
    let files = files::load(paths)?;
    let reading = worker::read(&files, &intake::columns::Corrections::default())?;
    let today = crate::clock::today();
    let lint: Vec<Finding> = reading
        .plans
        .iter()
        .flat_map(|plan| lint::check(plan, as_of.or(plan.as_at).unwrap_or(today), &lint::Options::default()))
        .collect();
    if format == Some(Format::Text) {
        terminal::reading(&reading, &lint, &files)?;
    } else {
        let mut value = contract::reading(&reading, &lint);
        if trace && let Some(object) = value.as_object_mut() {
            object.insert("trace".into(), contract::trace(&reading));
        }
        terminal::print_json(&value)?;
    }
    for finding in reading.unreadable() {
        eprintln!("throughline: {}: {} {}", finding.at, finding.message, finding.hint);
    }
    let whole = reading.reconciliation.lost == 0 && reading.unreadable().next().is_none();
    Ok(if whole { Outcome::Done } else { Outcome::Doubtful })
}
