//! `throughline lint`: what a careful reader would say about a plan, or about a rule.

use lint::Rule;
use serde_json::json;

use crate::args::Format;
use crate::{Outcome, Unusable, terminal};

/// `lint --explain CODE`: one rule, or with `all` every rule.
pub(crate) fn explain(code: &str, format: Option<Format>) -> Result<Outcome, Unusable> {
    let rules: Vec<&Rule> = if code == "all" {
        lint::RULES.iter().collect()
    } else {
        let rule = lint::explain(code).ok_or_else(|| {
            Unusable(format!("there is no rule `{code}`; `throughline lint --explain all` lists every rule"))
        })?;
        vec![rule]
    };
    if format == Some(Format::Json) {
        let value = rules
            .iter()
            .map(|r| {
                json!({
                    "code": r.code,
                    "severity": r.severity.word(),
                    "title": r.title,
                    "explanation": r.explanation,
                    "bad": r.bad,
                    "good": r.good,
                })
            })
            .collect::<Vec<_>>();
        terminal::print_json(&value.into())?;
    } else {
        let text: Vec<String> = rules
            .iter()
            .map(|r| {
                format!(
                    "{} ({})\n{}\n\n{}\n\n  Raised by:     {}\n  Not raised by: {}\n",
                    r.code, r.severity, r.title, r.explanation, r.bad, r.good
                )
            })
            .collect();
        terminal::print(&text.join("\n"))?;
    }
    Ok(Outcome::Done)
}
