//! A value that is called something else than its measure: other children, other staff, another word.

use std::collections::BTreeSet;

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::figures::subject;
use crate::rule::Rule;
use crate::words::{content, first_words, stem, words};

pub(crate) const RULE: Rule = Rule {
    code: "measure-renamed",
    severity: Severity::Warning,
    title: "The value is called something else than its measure",
    explanation: "The plan promised a figure for one group and reports one for another: all plans and safeguarding \
        plans, permanent staff and all staff. The two cannot be compared, and the change of definition is not said.",
    bad: "Measure: turnover of all permanent staff; reported: 35% for all staff",
    good: "Measure and report both speak of permanent staff",
    check,
};

/// Words that say how or when, not what: a value may have them and its measure not.
const AROUND: &[&str] = &[
    "target", "baseline", "overall", "total", "number", "percentag", "percent", "rate", "averag", "month", "last", "year",
    "report", "dashboard", "cpr", "complianc", "current", "now", "reduction", "increas", "decreas", "reduc", "time",
    "overdu", "least", "most", "quarter", "quarterly", "monthly", "weekly", "data", "figure", "stood", "went", "fell",
    "rose", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "measur", "core",
    "activity", "comparison", "audit", "grade", "good", "outstanding", "inadequate", "requir", "improvement", "length",
    "spring", "summer", "autumn", "winter", "came", "come", "went", "were", "was", "compar", "measured", "group", "meeting", "yp", "aged", "age", "grad", "rat", "between", "young", "person", "people",
];

const HINT: &str = "Report the figure that was promised, or change the definition and say since when.";

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut said: BTreeSet<(&str, &str)> = BTreeSet::new();
    for observation in &facts.plan.observations {
        let Some(measure) = facts.measure(&observation.measure, observation.breakdown.as_deref()) else { continue };
        let (named, defined) = (about(&observation.text), about(&measure.text));
        if observation.text.is_empty() || defined.is_empty() || !said.insert((&observation.measure, &observation.text)) {
            continue;
        }
        let context: BTreeSet<String> = content(observation.breakdown.as_deref().unwrap_or(""))
            .into_iter()
            .chain(content(observation.source.as_deref().unwrap_or("")))
            .collect();
        let added: Vec<&String> =
            named.iter().filter(|w| !defined.iter().any(|d| kin(d, w)) && !context.contains(*w)).collect();
        let written_out = acronyms(&measure.text, &observation.text);
        let added: Vec<&String> = added.into_iter().filter(|w| !written_out.contains(*w)).collect();
        if let Some((here, there)) = other_group(&observation.text, &measure.text) {
            let message = format!("A value for “{here}” is reported for a measure of “{there}”.");
            out.push(RULE.at(&observation.origin.at, message).hint(HINT).about(subject(observation)));
            continue;
        }
        if added.is_empty() {
            continue;
        }
        let added: Vec<&str> = added.into_iter().map(String::as_str).collect();
        let message = format!(
            "“{}” is reported for the measure “{}”; the measure does not speak of {}.",
            first_words(&observation.text, 14),
            first_words(&measure.text, 14),
            quoted(&added, &observation.text)
        );
        out.push(RULE.at(&observation.origin.at, message).hint(HINT).about(subject(observation)));
    }
}

/// What a text is about, without what says how or when, and without figures.
fn about(text: &str) -> BTreeSet<String> {
    // What stands in brackets behind a name is its source.
    let name = text.split_once('(').filter(|(_, rest)| rest.trim_end().ends_with("report)")).map_or(text, |(name, _)| name);
    content(name)
        .into_iter()
        .filter(|w| !AROUND.contains(&w.as_str()) && !w.chars().any(|c| c.is_ascii_digit()))
        .collect()
}

/// Whether two stems are forms of one word: `permanent` and `perm`.
fn kin(a: &str, b: &str) -> bool {
    a == b || (a.len().min(b.len()) >= 4 && (a.starts_with(b) || b.starts_with(a)))
}

/// Stems of a run of words whose initials the other text has as an acronym: `education, employment or training` for
/// `EET`.
fn acronyms(defined: &str, named: &str) -> BTreeSet<String> {
    let said: Vec<&str> = words(named).filter(|w| !matches!(*w, "and" | "or" | "of" | "in" | "the" | "for")).collect();
    let short: Vec<String> = words(defined).filter(|w| w.len() > 1 && w.to_uppercase() == **w).map(str::to_lowercase).collect();
    let mut out = BTreeSet::new();
    for letters in short {
        let run = said.windows(letters.len()).find(|run| {
            run.iter().filter_map(|w| w.chars().next()).collect::<String>().to_lowercase() == letters
        });
        out.extend(run.into_iter().flatten().map(|w| stem(w)));
    }
    out
}

/// `all staff` where the measure is of `all perm staff`, or the other way round: both groups as they are named.
fn other_group(named: &str, defined: &str) -> Option<(String, String)> {
    let group = |text: &str| -> Option<Vec<String>> {
        let lower: Vec<String> = words(text).map(str::to_lowercase).collect();
        let at = lower.iter().position(|w| w == "all")?;
        Some(lower.into_iter().skip(at).take(3).collect())
    };
    let (here, there) = (group(named)?, group(defined)?);
    let noun = here.get(1).or(None)?;
    let narrower = here.len() == 2 && there.len() == 3 && there.get(2) == Some(noun);
    let wider = there.get(1).is_some_and(|n| there.len() == 2 && here.get(2) == Some(n));
    (narrower || wider).then(|| (here.join(" "), there.join(" ")))
}

/// The words as they stand in the text.
fn quoted(stems: &[&str], text: &str) -> String {
    let found: Vec<String> = words(text)
        .filter(|w| stems.contains(&stem(w).as_str()))
        .map(|w| format!("“{w}”"))
        .collect();
    found.into_iter().fold(Vec::new(), |mut seen: Vec<String>, w| {
        if !seen.contains(&w) {
            seen.push(w);
        }
        seen
    }).join(", ")
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn told(defined: &str, reported: &str) -> model::plan::Plan {
        plan("2021-12-06")
            .line(line("2.1", "Staff").measure(measure("m", defined)))
            .observation(observation("m").called(reported).stated("35%").on("2021-11-30"))
    }

    #[test]
    fn another_name_or_group_is_raised() {
        let found = the_one(&RULE, &told("Staff sickness, all staff", "Overall staff absenteeism"));
        assert!(found.message.contains("“absenteeism”"), "{}", found.message);
        the_one(&RULE, &told("% of all plans open two years", "Safeguarding plans open two years"));
        the_one(&RULE, &told("Staff turnover (all perm staff)", "all staff"));
    }

    #[test]
    fn the_same_name_in_other_forms_is_silent() {
        silent(&RULE, &told("Staff turnover (all perm staff)", "All permanent staff turnover, October report"));
        silent(&RULE, &told("Assessments in time", ""));
        silent(&RULE, &told("Average caseload targets", "Average caseload (weekly performance report)"));
        silent(&RULE, &told("Fewer children who come into care", "child came into care in the autumn"));
        silent(&RULE, &told("The number of EET leavers", "% of leavers in education, employment or training"));
    }
}
