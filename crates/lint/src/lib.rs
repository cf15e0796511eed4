//! Checks of a plan: what a careful reader would say about it before a board does.
//!
//! ```text
//! Plan + day ─▶ Facts (indexes, made once) ─▶ every rule of `rules/` ─▶ findings in document order
//! ```
//!
//! One rule is one file of `rules/`: its code, its severity, why it matters, an example on both sides, its check and
//! its tests. The rules are general: they know the words of English improvement plans, never one plan's names.
//! Nothing here opens a file or reads a clock; the day is given, and cost grows with the length of the plan.
//!
//! ```
//! use testkit::*;
//! let plan = plan("2021-12-06").action(action("1.4a", "Review the assessment form").due("July 2021", "2021-07-31"));
//! let findings = lint::check(&plan, day("2021-12-06"), &lint::Options::default());
//! assert!(findings.iter().any(|f| f.code == "no-owner"));
//! assert_eq!(lint::explain("no-owner").map(|rule| rule.code), Some("no-owner"));
//! ```

mod beyond;
mod facts;
mod figures;
mod mentions;
mod options;
mod people;
mod rule;
mod rules;
#[cfg(test)]
mod testing;
mod texts;
mod words;

pub use beyond::beyond;
pub use options::Options;
pub use rule::Rule;
pub use rules::RULES;

use rayon::prelude::*;

use model::day::Day;
use model::finding::Finding;
use model::plan::Plan;

use facts::Facts;

/// Everything the rules have to say about a plan as of a day, in document order, most severe first at one place.
pub fn check(plan: &Plan, day: Day, options: &Options) -> Vec<Finding> {
    let facts = Facts::new(plan, day, options);
    let on: Vec<&Rule> =
        RULES.iter().filter(|rule| !options.off.iter().any(|off| off == rule.code)).collect();
    let said = |rule: &&Rule| {
        let mut findings = Vec::new();
        (rule.check)(&facts, &mut findings);
        findings
    };
    // The rules know nothing of one another: they share the cores, and are put together in their own order.
    let mut findings: Vec<Finding> = on.par_iter().with_max_len(1).flat_map_iter(said).collect();
    findings.sort_by(|a, b| {
        (&a.at, b.severity, &a.code, &a.subject, &a.message)
            .cmp(&(&b.at, a.severity, &b.code, &b.subject, &b.message))
    });
    findings.dedup();
    findings
}

/// The rule with this code, with its explanation and examples; `None` if there is no such rule.
pub fn explain(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}
