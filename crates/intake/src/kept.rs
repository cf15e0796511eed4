//! Plans as Throughline itself writes them: complete, in JSON, and read back the same.
//!
//! What another document only shows, such as a date's meaning or an observation's period, is here as it is kept.
//! Identities and revisions stay behind: they belong to the store that gave them.

use std::sync::Arc;

use model::at::At;
use model::finding::{Finding, Severity};
use model::plan::Plan;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ledger::{Claim, Entry, Ledger};
use crate::read::fold;

/// What the file says of itself.
const FORMAT: &str = "throughline-plan";
/// The version this program writes; newer ones are refused.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Written<'a> {
    format: &'static str,
    version: u32,
    plans: &'a Value,
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

#[derive(Deserialize)]
struct Kept {
    plans: Vec<Plan>,
}

/// Writes these plans. The same plans give the same bytes.
pub fn write(plans: &[&Plan]) -> Result<String, serde_json::Error> {
    let mut value = serde_json::to_value(plans)?;
    forget(&mut value);
    let mut text =
        serde_json::to_string_pretty(&Written { format: FORMAT, version: VERSION, plans: &value })?;
    text.push('\n');
    Ok(text)
}

/// Takes identities and revisions out of every origin.
fn forget(value: &mut Value) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => {
                if let Some(Value::Object(origin)) = fields.get_mut("origin") {
                    origin.insert("id".to_owned(), Value::Null);
                    origin.insert("revision".to_owned(), Value::from(0));
                }
                open.extend(fields.iter_mut().filter(|(name, _)| *name != "origin").map(|(_, v)| v));
            }
            _ => {}
        }
    }
}

/// The plans of a text that [`write`] made; none where it is something else.
pub(crate) fn plans(text: &str) -> Vec<Plan> {
    serde_json::from_str::<Kept>(text).map(|kept| kept.plans).unwrap_or_default()
}

/// What was read of a file that Throughline wrote.
pub(crate) struct Read {
    /// Its plans; none where the file cannot be read.
    pub(crate) plans: Vec<Plan>,
    /// Its lines, all of them part of the plans.
    pub(crate) ledger: Ledger,
    /// What there is to say.
    pub(crate) findings: Vec<Finding>,
}

/// Reads a file that Throughline wrote; `None` where it is something else.
pub(crate) fn read(name: &Arc<str>, bytes: &[u8]) -> Option<Read> {
    if bytes.len() as u64 > crate::MAX_BYTES || bytes.trim_ascii_start().first() != Some(&b'{') {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let head: Head = serde_json::from_str(text).ok().filter(|h: &Head| h.format == FORMAT)?;
    let at = At { document: Arc::clone(name), ..At::default() };
    let refuse = |message: String, hint: &str| {
        Finding::new("document-not-text", Severity::Error, &at, message).hint(hint)
    };
    let (plans, findings) = if head.version > VERSION {
        let message =
            format!("The file was written by a newer version of Throughline (format {}).", head.version);
        (
            Vec::new(),
            vec![refuse(message, "Upgrade this installation, or export again from one of the same version.")],
        )
    } else {
        match serde_json::from_str::<Kept>(text) {
            Ok(kept) => (kept.plans, Vec::new()),
            Err(error) => {
                let message = format!(
                    "The exported plan is damaged at line {}, column {}.",
                    error.line(),
                    error.column()
                );
                (Vec::new(), vec![refuse(message, "Export it again.")])
            }
        }
    };
    let claim = if plans.is_empty() { Claim::KeptAsText("plan".into()) } else { Claim::Used("plan".into()) };
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let entries = lines
        .map(|(number, line)| Entry {
            at: At::line(name, number),
            text: fold(line),
            claim: Some(claim.clone()),
        })
        .collect();
    let ledger = Ledger::new(Arc::clone(name), 0, entries);
    Some(Read { plans, ledger, findings })
}
