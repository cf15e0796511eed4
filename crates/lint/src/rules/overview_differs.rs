//! An overview whose areas are not the lines of the table.

use std::collections::BTreeMap;

use model::finding::{Finding, Severity};
use model::plan::{KeptText, Line};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::{content, likeness};

pub(crate) const RULE: Rule = Rule {
    code: "overview-differs",
    severity: Severity::Info,
    title: "The overview and the table do not list the same areas",
    explanation: "Most readers see the overview and never the table. What stands only in the table they do not know of, \
        and what stands only in the overview they believe to be in hand, though no action stands behind it.",
    bad: "Overview: nine areas of work; table: fourteen lines",
    good: "The overview lists the lines of the table by their titles",
    check,
};

/// Longer texts are no entries of a list.
const WORDS: usize = 12;
/// From which likeness an entry and a title are taken for the same area.
const ALIKE: f64 = 0.2;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut listed: BTreeMap<&str, Vec<&KeptText>> = BTreeMap::new();
    for kept in facts.plan.text.iter().filter(|kept| is_entry(&kept.text)) {
        listed.entry(&kept.under).or_default().push(kept);
    }
    for priority in &facts.plan.priorities {
        let lines: Vec<&Line> =
            facts.plan.lines.iter().filter(|l| l.priority.as_deref() == Some(&priority.key)).collect();
        let (Some(entries), Some(first)) = (listed.get(priority.key.as_str()), lines.first()) else { continue };
        // An overview stands before the table.
        let before = |kept: &&KeptText| {
            let (here, there) = (&kept.origin.at, &first.origin.at);
            here.document == there.document && here.line < there.line
        };
        let entries: Vec<&str> = entries.iter().copied().filter(before).map(|kept| kept.text.as_str()).collect();
        let (only_lines, only_entries) = unmatched(&entries, &lines);
        let known = entries.len() - only_entries.len();
        if entries.len() < 2 || entries.len() == lines.len() || known * 2 < entries.len() {
            continue;
        }
        let names = |list: &[String]| if list.is_empty() { "nothing".to_owned() } else { list.join(", ") };
        let message = format!(
            "The overview lists {} areas of priority {} and the table has {} lines; only in the table: {}; only in the \
             overview: {}.",
            entries.len(),
            priority.key,
            lines.len(),
            names(&only_lines),
            names(&only_entries)
        );
        let hint = "Let the overview list the lines of the table by their titles.";
        out.push(RULE.at(&first.origin.at, message).hint(hint).about(&priority.key));
    }
    without_table(facts, out);
}

/// A strand that the overview gives a sponsor or a lead and for which there is no priority.
fn without_table(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut said: Vec<&str> = Vec::new();
    for kept in &facts.plan.text {
        let opens = ["sponsor:", "lead:"].iter().any(|word| kept.text.to_lowercase().starts_with(word));
        let strand = kept.under.as_str();
        let known = facts.plan.priorities.iter().any(|p| p.key == strand || p.title == strand) || strand == facts.plan.title;
        if !opens || known || strand.is_empty() || said.contains(&strand) {
            continue;
        }
        said.push(strand);
        let message = format!("“{strand}” has a sponsor or lead in the overview, and no actions.");
        let hint = "Give it actions, or say in the overview that it has none.";
        out.push(RULE.at(&kept.origin.at, message).hint(hint));
    }
}

/// A short phrase, as the entries of a list are: no sentence, no sponsor.
fn is_entry(text: &str) -> bool {
    let short = (1..=WORDS).contains(&text.split_whitespace().count());
    short && text.starts_with(char::is_alphabetic) && !text.contains([':', '|']) && !text.ends_with('.')
}

/// Titles of lines that no entry names, and entries that no line bears: each is matched once, the likest first.
fn unmatched(entries: &[&str], lines: &[&Line]) -> (Vec<String>, Vec<String>) {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (e, entry) in entries.iter().enumerate() {
        for (l, line) in lines.iter().enumerate() {
            let like = likeness(&content(entry), &content(&line.title));
            if like >= ALIKE {
                pairs.push((like, e, l));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut free_entries, mut free_lines) = (vec![true; entries.len()], vec![true; lines.len()]);
    for (_, e, l) in pairs {
        if let (Some(entry), Some(line)) = (free_entries.get_mut(e), free_lines.get_mut(l))
            && *entry
            && *line
        {
            (*entry, *line) = (false, false);
        }
    }
    let lines = lines.iter().zip(free_lines).filter(|(_, free)| *free);
    let entries = entries.iter().zip(free_entries).filter(|(_, free)| *free);
    (
        lines.map(|(line, _)| format!("{} {}", line.reference, line.title)).collect(),
        entries.map(|(entry, _)| format!("“{entry}”")).collect(),
    )
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn listed(entries: &[&str]) -> model::plan::Plan {
        let mut plan = plan("2021-12-06").priority(priority("1", "Quality"));
        for entry in entries {
            plan = plan.text(entry);
        }
        for kept in &mut plan.text {
            kept.under = "1".into();
        }
        for (reference, title) in [("1.1", "Supervision"), ("1.2", "Quality of visits"), ("1.3", "Transitions")] {
            let mut line = line(reference, title);
            line.priority = Some("1".into());
            plan = plan.line(line);
        }
        plan
    }

    #[test]
    fn lines_that_the_overview_leaves_out_are_named() {
        let found = the_one(&RULE, &listed(&["Visits of quality", "Transitions to adult life"]));
        assert!(found.message.contains("only in the table: 1.1 Supervision;"), "{}", found.message);
        assert!(found.message.contains("only in the overview: nothing."), "{}", found.message);
    }

    #[test]
    fn a_strand_with_a_sponsor_and_no_table_is_named() {
        let mut plan = listed(&["Supervision", "Quality of visits", "Transitions"]).text("Sponsor: Robin Marlowe");
        if let Some(last) = plan.text.last_mut() {
            last.under = "Governance".into();
        }
        assert!(the_one(&RULE, &plan).message.starts_with("“Governance” has a sponsor"));
    }

    #[test]
    fn the_same_areas_and_texts_that_are_no_list_are_silent() {
        silent(&RULE, &listed(&["Supervision", "Quality of visits", "Transitions"]));
        silent(&RULE, &listed(&["This priority is about how we work together across the service and with our partners."]));
        silent(&RULE, &listed(&["Money", "Buildings"]));
    }
}
