//! A claim to be within a target that the figures beside it exceed.

use model::decimal::Decimal;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::{any, first_words};

pub(crate) const RULE: Rule = Rule {
    code: "claim-contradicts-figures",
    severity: Severity::Warning,
    title: "A claim to be within the target that the figures contradict",
    explanation: "The text says that something remains within its target while the figures in the same paragraph lie \
        well beyond it. Whoever reads only the sentence is told that all is well.",
    bad: "Averages are 20.5 and 21.75; we will ensure that they remain within the zone of our target of 16",
    good: "Averages are 20.5 and 21.75 against a target of 16; two of three services are above it",
    check,
};

const REMAIN: &[&str] = &["remain", "remains", "remaining", "stay", "stays", "continue to be", "are", "is", "still"];
const WITHIN: &[&str] = &["within", "in line with", "close to", "around", "on target", "meeting"];
/// How far beyond the target a figure must lie, in percent of it.
const BEYOND: i64 = 10;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for text in &facts.texts {
        let Some((at, target)) = target_of(&text.lower) else { continue };
        let before = &text.lower[..at];
        let sentence = before.rsplit(". ").next().unwrap_or(before);
        if any(sentence, REMAIN).is_none() || any(sentence, WITHIN).is_none() {
            continue;
        }
        let limit = target.millionths() / 100 * (100 + BEYOND);
        let beyond: Vec<String> = figures(before)
            .filter(|f| f.millionths() > limit && f.millionths() < target.millionths().saturating_mul(3))
            .map(|f| {
                let percent = (f.millionths() - target.millionths()) / (target.millionths() / 100).max(1);
                format!("{f} ({percent}% above)")
            })
            .collect();
        if beyond.is_empty() {
            continue;
        }
        let message =
            format!("“{}” claims to be within a target of {target}: {}.", first_words(text.text, 10), beyond.join(", "));
        out.push(RULE.at(text.at, message).hint("Say how far from the target it is.").about(&text.subject));
    }
}

/// Where a lower-case text says `target of 16`, and the figure.
fn target_of(lower: &str) -> Option<(usize, Decimal)> {
    let at = lower.find("target of ")?;
    let rest = lower.get(at + "target of ".len()..)?;
    let number: String = rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let target = Decimal::parse(number.trim_end_matches(['.', ',']))?;
    (target > Decimal::ZERO).then_some((at, target))
}

/// Decimal figures of a text: averages and rates; whole numbers may count anything.
fn figures(text: &str) -> impl Iterator<Item = Decimal> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|part| part.trim_matches('.'))
        .filter(|part| part.contains('.'))
        .filter_map(Decimal::parse)
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn figures_beyond_a_target_that_is_claimed_are_raised() {
        let text = "Caseloads have risen (20.5 on average; 14.2 in care). We act so that they remain within the \
                    zone of our target of 16.";
        let found = the_one(&RULE, &plan("2015-03-01").text(text));
        assert!(found.message.contains("20.5 (28% above)"), "{}", found.message);
        assert!(!found.message.contains("14.2 ("), "{}", found.message);
    }

    #[test]
    fn figures_within_and_targets_without_claim_are_silent() {
        silent(&RULE, &plan("2015-03-01").text("Caseloads (16.5 on average) remain within the target of 16."));
        silent(&RULE, &plan("2015-03-01").text("Caseloads are 20.5 on average. We missed our target of 16."));
    }
}
