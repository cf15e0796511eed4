//! `backup`, `restore` and `verify`: what keeps the data safe.

use std::path::Path;

use serde_json::json;
use store::{OpenOptions, Store, Verification};

use crate::args::Format;
use crate::terminal::{self, count};
use crate::{Outcome, Unusable};

/// Writes everything into one new file and says where; a served directory is not disturbed.
pub(crate) fn backup(data: &Path, to: &Path) -> Result<Outcome, Unusable> {
    store::backup(data, to)?;
    let checked = store::check(to)?;
    terminal::print(&format!("Backed up {} to {}.\n", summary(&checked), to.display()))?;
    Ok(Outcome::Done)
}

/// Puts a backup into an empty data directory after checking it.
pub(crate) fn restore(data: &Path, from: &Path) -> Result<Outcome, Unusable> {
    let checked = store::restore(from, data)?;
    terminal::print(&format!("Restored {} into {}.\n", summary(&checked), data.display()))?;
    Ok(Outcome::Done)
}

/// Walks the chain, makes every row again from the events and compares.
pub(crate) fn verify(data: &Path, format: Option<Format>) -> Result<Outcome, Unusable> {
    let reader = open(data)?.reader()?;
    let walked = reader.verify()?;
    let compared = reader.rebuild_and_compare()?;
    let problems: Vec<&String> = walked.problems.iter().chain(&compared.differences).collect();
    if format == Some(Format::Json) {
        terminal::print_json(&json!({
            "events": walked.events,
            "redacted": walked.redacted,
            "documents": walked.documents,
            "heads": walked.heads.iter().map(|h| json!({
                "place": h.place.to_string(), "event": h.event, "hash": h.hash,
            })).collect::<Vec<_>>(),
            "rows_compared": compared.rows,
            "problems": problems,
        }))?;
    } else {
        let mut out = String::new();
        for problem in &problems {
            out += &format!("error: {problem}\n");
        }
        for head in &walked.heads {
            out += &format!(
                "The chain of place {} ends at event {} with {}.\n",
                head.place, head.event, head.hash
            );
        }
        out += &format!(
            "{}; {} made again from the events and compared; {}.\n",
            summary(&walked),
            count(usize::try_from(compared.rows).unwrap_or(usize::MAX), "row", "rows"),
            if problems.is_empty() {
                "all is as it was written".to_owned()
            } else {
                count(problems.len(), "problem", "problems")
            },
        );
        terminal::print(&out)?;
    }
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Doubtful })
}

/// Opens a data directory that must exist.
pub(crate) fn open(data: &Path) -> Result<Store, Unusable> {
    Ok(Store::open(data, &OpenOptions { create: false, ..OpenOptions::default() })?)
}

fn summary(v: &Verification) -> String {
    let erased =
        if v.redacted == 0 { String::new() } else { format!(" ({} with a passage erased)", v.redacted) };
    format!(
        "{}{erased} and {}",
        count(usize::try_from(v.events).unwrap_or(usize::MAX), "event", "events"),
        count(usize::try_from(v.documents).unwrap_or(usize::MAX), "document", "documents")
    )
}
