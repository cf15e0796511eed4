//! What a person sees: findings like a compiler's, summaries in a sentence; colour only on a terminal.

use std::io::{IsTerminal, Write};

use intake::reading::Reading;
use model::finding::{Finding, Severity};
use serde_json::Value;

use crate::Unusable;
use crate::files::File;

/// Prints JSON, indented, with a line end. A closed pipe (`| head`) is not an error.
pub(crate) fn print_json(value: &Value) -> Result<(), Unusable> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    print(&text)
}

/// Prints text. A closed pipe (`| head`) is not an error.
pub(crate) fn print(text: &str) -> Result<(), Unusable> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(()),
    }
}

/// Prints what a reading holds: a line per plan, the findings, the account of cells.
pub(crate) fn reading(reading: &Reading, lint: &[Finding], files: &[File]) -> Result<(), Unusable> {
    let mut out = String::new();
    for plan in &reading.plans {
        let title = if plan.title.is_empty() { "A plan without a title" } else { &plan.title };
        let as_at = plan.as_at.map_or_else(|| "no date found".to_owned(), |day| format!("as at {day}"));
        out += &format!(
            "{title} ({as_at}): {}, {}, {}, {}, {}\n",
            count(plan.priorities.len(), "priority", "priorities"),
            count(plan.lines.len(), "line", "lines"),
            count(plan.actions.len(), "action", "actions"),
            count(plan.recommendations.len(), "recommendation", "recommendations"),
            count(plan.observations.len(), "observation", "observations"),
        );
    }
    if reading.plans.is_empty() {
        out +=
            "No plan was found: the documents have no table or list of actions that could be recognised.\n";
    }
    out.push('\n');
    let all: Vec<&Finding> = lint::beyond(&reading.findings, lint).into_iter().chain(lint).collect();
    out += &findings(&all, files);
    let account = &reading.reconciliation;
    out += &format!(
        "{} of {} cells used, {} kept as text, {} repeated, {} lost.\n",
        account.used, account.cells, account.kept_as_text, account.repeated, account.lost
    );
    print(&out)
}

/// The findings, each with its place, the text there and the hint, and a last line that sums up.
pub(crate) fn findings(findings: &[&Finding], files: &[File]) -> String {
    let colour = std::io::stdout().is_terminal();
    let mut out = String::new();
    for finding in findings {
        out += &one(finding, files, colour);
    }
    let counted = |severity| findings.iter().filter(|f| f.severity == severity).count();
    out += &format!(
        "{}, {}, {}.\n",
        count(counted(Severity::Error), "error", "errors"),
        count(counted(Severity::Warning), "warning", "warnings"),
        count(counted(Severity::Info), "note", "notes"),
    );
    out
}

fn one(finding: &Finding, files: &[File], colour: bool) -> String {
    let (on, off) = match (colour, finding.severity) {
        (false, _) => ("", ""),
        (true, Severity::Error) => ("\u{1b}[1;31m", "\u{1b}[0m"),
        (true, Severity::Warning) => ("\u{1b}[1;33m", "\u{1b}[0m"),
        (true, Severity::Info) => ("\u{1b}[1;34m", "\u{1b}[0m"),
    };
    let mut out = format!("{on}{}[{}]{off}: {}\n", finding.severity, finding.code, finding.message);
    if !finding.at.document.is_empty() {
        out += &format!("  --> {}\n", finding.at);
    }
    if let Some(excerpt) = excerpt(finding, files) {
        out += &format!("   |  {excerpt}\n");
    }
    if !finding.hint.is_empty() {
        out += &format!("   =  {}\n", finding.hint);
    }
    out.push('\n');
    out
}

/// The start of the line a finding points at, where the document is a text at hand.
fn excerpt(finding: &Finding, files: &[File]) -> Option<String> {
    const WIDTH: usize = 100;
    let line = usize::try_from(finding.at.line?.checked_sub(1)?).ok()?;
    let (_, bytes) = files.iter().find(|(name, _)| name.as_str() == finding.at.document.as_ref())?;
    let text = bytes.split(|b| *b == b'\n').nth(line)?;
    let text = String::from_utf8_lossy(text);
    let folded: Vec<&str> = text.split_whitespace().collect();
    let folded = folded.join(" ");
    let short: String = folded.chars().take(WIDTH).collect();
    let more = if short.len() < folded.len() { " …" } else { "" };
    (!short.is_empty()).then(|| format!("{short}{more}"))
}

/// `1 action`, `131 actions`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
