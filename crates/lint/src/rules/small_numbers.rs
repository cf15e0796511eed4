//! Small numbers of people in free text.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::texts::Kind;
use crate::words::first_words;

pub(crate) const RULE: Rule = Rule {
    code: "small-numbers",
    severity: Severity::Warning,
    title: "A small number of people can be recognised",
    explanation: "One child who became looked after, or one of three young people in a project, is somebody whom a \
        neighbour, a parent or a colleague can recognise. Such a sentence may be true and needed inside, and must not \
        be published.",
    bad: "1 child did become looked after; 1 out of the 3 young people in the home is leaving",
    good: "Fewer than six children became looked after",
    check,
};

/// Nouns for people whose small numbers tell on them.
const PEOPLE: &[&str] = &[
    "child", "children", "young person", "young people", "baby", "babies", "sibling", "siblings", "family", "families",
    "parent", "parents", "care leaver", "care leavers", "girl", "boy", "foster carer", "foster carers", "carer", "carers",
    "yp", "left", "retired", "resigned", "leavers", "staff who", "sabbatical",
];
const NUMBERS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
/// Words after which a number counts no people: `at least 3`, a target; `aged 3`.
const NOT_COUNTED: &[&str] = &["least", "most", "than", "aged", "age", "under", "over", "every", "year", "years", "no", "each", "any", "priority", "section", "day", "to"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let spoken = |kind| matches!(kind, Kind::Update | Kind::Report | Kind::Outcome | Kind::Observation);
    for text in facts.texts.iter().filter(|t| spoken(t.kind)) {
        let found = text.sentences().find_map(|(_, s)| Some((s, small(s, facts.options.small_number)?)));
        let Some((sentence, said)) = found else { continue };
        let message = format!("“{said}” may be recognised: “{}”.", first_words(sentence, 20));
        let hint = "Keep it out of anything published; Throughline withholds free text until a person releases it.";
        out.push(RULE.at(text.at, message).hint(hint).about(&text.subject));
    }
}

/// Marks before a word.
const OPENERS: [char; 4] = ['(', '“', '"', '-'];

/// The number a word is, in figures or letters.
fn number(word: &str) -> Option<i64> {
    word.parse::<i64>().ok().or_else(|| {
        NUMBERS.iter().position(|n| n.eq_ignore_ascii_case(word)).and_then(|n| i64::try_from(n + 1).ok())
    })
}

/// `1 child`, `1 out of the 3 young people`, `a permanent post holder is on sabbatical`: a number up to the limit with
/// a noun for people among the next words.
fn small(sentence: &str, limit: i64) -> Option<String> {
    // Most sentences count nobody.
    let opens = |w: &str| w.starts_with(|c: char| c.is_ascii_digit() || "+(“\"-otfsenOTFSEN".contains(c));
    if !sentence.split_whitespace().any(|w| opens(w) && number(w.trim_start_matches(OPENERS)).is_some()) {
        return None;
    }
    let said: Vec<&str> = sentence.split_whitespace().map(|w| w.trim_start_matches(OPENERS)).collect();
    let plain = |w: &&str| w.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    (0..said.len()).find_map(|at| {
        let word = said.get(at)?;
        let number = number(word)?;
        let before = at.checked_sub(1).and_then(|b| said.get(b)).map(plain).unwrap_or_default();
        if !(1..=limit).contains(&number) || NOT_COUNTED.contains(&before.as_str()) {
            return None;
        }
        let next: Vec<String> = said.iter().skip(at + 1).take(5).map(plain).collect();
        let out_of = next.first().is_some_and(|w| w == "out" || w == "of");
        let reach = if out_of { 5 } else { 2 };
        (1..=reach.min(next.len())).find_map(|end| {
            let run = next.get(..end)?.join(" ");
            // `1 have children`: a verb stands between, so the number counts something else.
            let verb = next.first().is_some_and(|w| matches!(w.as_str(), "have" | "has" | "had" | "are" | "is" | "were" | "was"));
            PEOPLE.iter().find(|p| !verb && (run == **p || run.ends_with(&format!(" {p}"))))?;
            said.get(at..=at + end).map(|told| told.join(" ").trim_end_matches(['.', ',', ';', ')']).to_owned())
        })
    })
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn told(update: &str) -> model::plan::Plan {
        plan("2021-12-06").action(action("1.8a", "Set up the team").update(update))
    }

    #[test]
    fn small_numbers_of_people_are_raised_in_figures_and_words() {
        for text in [
            "1 child did become looked after, which was best for the child.",
            "1 out of the 3 young people in the home is leaving.",
            "Only one young person remained in bed and breakfast.",
            "Seven left, 3 retired and 1 left for family reasons.",
        ] {
            assert_eq!(the_one(&RULE, &told(text)).subject, "1.8a", "{text}");
        }
    }

    #[test]
    fn larger_numbers_targets_and_other_nouns_are_silent() {
        for text in ["37 children are supported.", "1,422 children", "Outcome 5: children thrive", "20.5 children on average", "At least 3 children return home.", "4 schools and 2 workshops.", "All three services", "1 have children"] {
            silent(&RULE, &told(text));
        }
    }
}
