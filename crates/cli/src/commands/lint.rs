//! `throughline lint`: what a careful reader would say about a plan, or about a rule.

use app::contract;
use lint::Rule;
use model::finding::{Finding, Severity};
use serde_json::json;

use crate::args::{Args, Format};
use crate::{Outcome, Unusable, site, terminal};

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

/// `lint [PLAN]`: the findings of the plans kept; exit status 1 if there are errors.
pub(crate) fn run(args: &Args, plan: Option<&str>) -> Result<Outcome, Unusable> {
    let mut all: Vec<Finding> = Vec::new();
    site::each_plan(args, plan, |reader, plan, day| {
        all.extend(lint::check(plan, day, &reader.settings_of(plan, day)?.options));
        Ok(Outcome::Done)
    })?;
    if args.format == Some(Format::Json) {
        terminal::print_json(&contract::findings(&all))?;
    } else {
        terminal::print(&terminal::findings(&all.iter().collect::<Vec<_>>(), &[]))?;
    }
    let errors = all.iter().any(|f| f.severity == Severity::Error);
    Ok(if errors { Outcome::Doubtful } else { Outcome::Done })
}
