//! An acronym that is never written out.

use std::collections::BTreeMap;

use model::at::At;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::words;

pub(crate) const RULE: Rule = Rule {
    code: "acronym-unexpanded",
    severity: Severity::Info,
    title: "An acronym is never written out",
    explanation: "Councillors, families and new staff read the plan too. Letters that are never written out shut them \
        out, and in another council the same letters mean something else.",
    bad: "The TSG meets monthly",
    good: "The Transition Steering Group (TSG) meets monthly",
    check,
};

/// Letters that everybody knows, or that are no acronyms.
const KNOWN: &[&str] = &[
    "OFSTED", "NHS", "UK", "IT", "GP", "HR", "PDF", "OK", "AND", "THE", "FOR", "NOT", "ALL", "TO", "OF", "IN", "ON",
    "COMPLETED", "COMPLETE", "COVID", "PART", "NO", "YES", "TBC", "TBA", "SMART", "BRAG", "RAG", "KPI", "KPIS", "ID",
    "BBC", "II", "III", "IV", "ACTION", "REPORT", "DATE", "NAME", "ONLY", "DRAFT", "NEW",
];
/// How often it must stand to matter.
const OFTEN: usize = 3;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut used: BTreeMap<&str, (&At, &str, usize)> = BTreeMap::new();
    for text in &facts.texts {
        let shouted = words(text.text).nth(2).is_some() && words(text.text).all(|w| w.to_uppercase() == w);
        for word in words(text.text).filter(|w| !shouted && acronym(w)) {
            used.entry(word.trim_end_matches('s')).or_insert((text.at, &text.subject, 0)).2 += 1;
        }
    }
    used.retain(|letters, (.., count)| *count >= OFTEN && !KNOWN.contains(letters));
    for text in &facts.texts {
        if used.is_empty() {
            return;
        }
        for explained in expansions(text.text) {
            used.remove(explained);
        }
        initials(text.text, |explained| {
            used.remove(explained);
        });
    }
    let mut bare: Vec<(&str, &At, &str, usize)> =
        used.into_iter().map(|(letters, (at, subject, count))| (letters, at, subject, count)).collect();
    bare.sort_by_key(|(_, at, ..)| *at);
    let Some((_, at, subject, _)) = bare.first() else { return };
    let message = match &bare[..] {
        [(letters, .., count)] => format!("{letters} stands {count} times and is never written out."),
        _ => {
            let each: Vec<String> = bare.iter().map(|(l, .., count)| format!("{l} ({count} times)")).collect();
            format!("{} acronyms are never written out: {}.", bare.len(), each.join(", "))
        }
    };
    let hint = "Write each out where it first stands, or print a list of them with the plan.";
    out.push(RULE.at(at, message).hint(hint).about(*subject));
}

fn acronym(word: &str) -> bool {
    let letters = word.strip_suffix('s').unwrap_or(word);
    (2..=6).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase())
}

/// Letters in brackets: `Transition Steering Group (TSG)`, and what stands before brackets: `TSG (the steering group)`.
fn expansions(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices('(') {
        let inside = text.get(at + 1..).and_then(|rest| rest.split_once(')')).map_or("", |(inside, _)| inside);
        let alone = words(inside).next().filter(|_| words(inside).nth(1).is_none());
        out.extend(alone.map(|w| w.trim_end_matches('s')));
        let before = text.get(..at).and_then(last_word);
        out.extend(before.filter(|w| acronym(w) && words(inside).nth(1).is_some()));
    }
    out
}

/// The last word of a text, found from its end.
fn last_word(text: &str) -> Option<&str> {
    let near = text.char_indices().rev().nth(80).map_or(0, |(at, _)| at);
    words(text.get(near..)?).last()
}

/// Tells the initials of runs of capitalised words, which write an acronym out wherever they stand.
fn initials(text: &str, mut tell: impl FnMut(&str)) {
    let all: Vec<&str> = words(text).collect();
    let proper = |w: &str| w.starts_with(char::is_uppercase) && !acronym(w);
    let mut letters = String::new();
    for start in 0..all.len() {
        letters.clear();
        for word in all.iter().skip(start).take(6) {
            if proper(word) {
                letters.extend(word.chars().next());
            } else if !matches!(*word, "of" | "and" | "for" | "in" | "the") {
                break;
            }
            if letters.len() > 1 {
                tell(&letters);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn letters_used_often_and_never_written_out_are_raised_once() {
        let plan = plan("2021-12-06").text("The QSG meets. QSG minutes go to the QSG chair.");
        assert!(the_one(&RULE, &plan).message.starts_with("QSG stands 3 times"));
    }

    #[test]
    fn several_are_said_once_in_order_of_first_place() {
        let plan = plan("2021-12-06").text("QSG, QSG, QSG and then PLX.").text("PLX and PLX.");
        assert_eq!(
            the_one(&RULE, &plan).message,
            "2 acronyms are never written out: PLX (3 times), QSG (3 times)."
        );
    }

    #[test]
    fn letters_written_out_known_or_rare_are_silent() {
        silent(&RULE, &plan("2021-12-06").text("The Quality Steering Group (QSG) meets; QSG, QSG and QSGs."));
        silent(&RULE, &plan("2021-12-06").text("Quality Steering Group. QSG. QSG. QSG."));
        silent(&RULE, &plan("2021-12-06").text("NHS NHS NHS and one QSG"));
    }
}
