//! `throughline import`: the difference of documents against what is kept and, accepted, its keeping.

use std::path::{Path, PathBuf};

use app::import::{Choices, File, PlanPreview, Preview};
use app::site::SystemIds;
use intake::columns::Corrections;
use serde_json::{Value, json};

use crate::args::Format;
use crate::terminal::{self, count};
use crate::{Outcome, Unusable, clock, files, site, worker};

/// Reads the files in the worker, prints the difference, keeps it if `accept`.
pub(crate) fn run(
    data: &Path,
    paths: &[PathBuf],
    place: Option<String>,
    accept: bool,
    format: Option<Format>,
) -> Result<Outcome, Unusable> {
    let files = files::load(paths)?;
    let mut reading = worker::read(&files, &Corrections::default())?;
    // Half a document would look like a new version from which actions are gone.
    if let Some(why) = reading.unreadable().next() {
        return Err(Unusable(format!("{}: {} {}", why.at, why.message, why.hint)));
    }
    let site = site::open(data, true)?;
    let choices = Choices { place, ..Choices::default() };
    // What people said of this council's columns before holds here too.
    let columns = site.reader(&site::operator())?.columns_known(&reading, &choices)?;
    if !columns.is_empty() {
        reading = worker::read(&files, &columns)?;
    }
    let preview = site.reader(&site::operator())?.preview(&reading, &choices, clock::today())?;
    let mut kept = None;
    if accept && !preview.nothing_new {
        let mut ids = SystemIds;
        let files: Vec<File> = files.into_iter().map(|(name, bytes)| File { name, bytes }).collect();
        kept = Some(site.editor(site::ctx(&mut ids))?.accept(&files, &reading, &choices)?);
    }
    if format == Some(Format::Json) {
        terminal::print_json(&json!({
            "plans": preview.plans.iter().map(plan).collect::<Vec<_>>(),
            "nothing_new": preview.nothing_new,
            "accepted": kept.as_ref().map(|k| json!({
                "imports": k.batches.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "plans": k.plans.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "changes": k.changes,
            })),
        }))?;
    } else {
        let mut out = difference(&preview);
        out += &match (&kept, preview.nothing_new) {
            (_, true) => "These very documents were imported before; nothing changes.\n".to_owned(),
            (Some(kept), _) => format!("Accepted: {} recorded.\n", changes(kept.changes)),
            (None, _) => "Nothing is kept yet: repeat the command with --accept to keep this.\n".to_owned(),
        };
        terminal::print(&out)?;
    }
    Ok(if reading.reconciliation.lost == 0 { Outcome::Done } else { Outcome::Doubtful })
}

fn changes(n: u64) -> String {
    count(usize::try_from(n).unwrap_or(usize::MAX), "change", "changes")
}

fn difference(preview: &Preview) -> String {
    let mut out = String::new();
    for plan in &preview.plans {
        let version = if plan.plan.is_some() { "a new version" } else { "a new plan" };
        out += &format!("{}, {}: {version} as of {}\n", plan.title, plan.place, plan.day);
        for (kind, n) in &plan.counts {
            let parts: Vec<String> = [
                (n.new, "new"),
                (n.changed, "changed"),
                (n.slipped, "slipped"),
                (n.gone, "gone"),
                (n.same, "the same"),
            ]
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| format!("{n} {word}"))
            .collect();
            out += &format!("  {}: {}\n", kind.name().replace('_', " "), parts.join(", "));
        }
        for item in &plan.items {
            out += &format!("  {} {}\n", item.what.word(), item.name);
            for detail in &item.details {
                out += &format!("      {detail}\n");
            }
        }
        out.push('\n');
    }
    out
}

fn plan(plan: &PlanPreview) -> Value {
    let counts: serde_json::Map<String, Value> = plan
        .counts
        .iter()
        .map(|(kind, n)| {
            let counts = json!({
                "new": n.new, "changed": n.changed, "slipped": n.slipped, "gone": n.gone, "same": n.same,
            });
            (kind.name().to_owned(), counts)
        })
        .collect();
    json!({
        "title": plan.title,
        "place": plan.place,
        "plan": plan.plan.map(|id| id.to_string()),
        "day": plan.day.iso(),
        "counts": counts,
        "items": plan.items.iter().map(|i| json!({
            "what": i.what.word(), "kind": i.kind.name(), "name": i.name, "text": i.text, "details": i.details,
        })).collect::<Vec<_>>(),
    })
}
