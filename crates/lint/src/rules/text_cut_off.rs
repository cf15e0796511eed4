//! A text that stops in the middle.

use std::collections::BTreeSet;

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::texts::{Kind, Text};
use crate::words::{sentences, words};

pub(crate) const RULE: Rule = Rule {
    code: "text-cut-off",
    severity: Severity::Warning,
    title: "The text stops in the middle",
    explanation: "The end of the sentence was lost when the text was copied or the cell was too small. What it \
        promised is no longer in the plan, and nobody will be asked for it.",
    bad: "Child's voice across their",
    good: "Child's voice across their whole journey",
    check,
};

/// Words that no sentence ends with.
const OPEN: &[&str] = &[
    "a", "an", "the", "their", "our", "its", "his", "her", "your", "my", "and", "or", "of", "into", "between", "across",
    "including", "which", "whose", "than", "is", "are", "be", "will", "has", "have", "ensure", "via",
];
/// Words with which plain English ends often enough (`the people they live with`, `where we come from`), so that only
/// an outcome or action with nothing to refer back to is taken to be cut off.
const REFERS: &[&str] = &["to", "for", "from", "with", "by", "at", "through", "that", "who", "as"];
/// Phrases that may end with such a word.
const CLOSED: &[&str] = &["; and", "; or", "listened to", "agreed to", "attended to", "belong to", "referred to", "adhered to", "what is"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let lines: BTreeSet<(&str, u32)> =
        facts.texts.iter().filter_map(|t| Some((t.at.document.as_ref(), t.at.line?))).collect();
    let wrapped = |t: &Text<'_>| {
        t.kind == Kind::Report && t.at.line.is_some_and(|line| lines.contains(&(t.at.document.as_ref(), line + 1)))
    };
    for text in facts.texts.iter().filter(|t| t.kind != Kind::Observation && !wrapped(t)) {
        let trimmed = text.text.trim_end();
        let Some(last) = trimmed.split_whitespace().last() else { continue };
        let bare = trimmed.ends_with(|c: char| c.is_alphanumeric() || c == ',' || c == '&');
        let lower = text.lower.trim_end();
        let stops = OPEN.contains(&last) || (REFERS.contains(&last) && !refers_back(lower));
        let open = stops && !asks(lower, last) && !CLOSED.iter().any(|end| lower.ends_with(end));
        let reported = text.kind == Kind::Report && trimmed.split_whitespace().count() < 3;
        if !bare || reported || !(open || trimmed.ends_with([',', '&']) || unlike_the_rest(text.kind, trimmed)) {
            continue;
        }
        let end: Vec<&str> = words(trimmed).collect();
        let end = end.get(end.len().saturating_sub(6)..).unwrap_or(&end).join(" ");
        let message = format!("The text stops in the middle: “… {end}”.");
        out.push(RULE.at(text.at, message).hint("Find its end in the source.").about(&text.subject));
    }
}

/// Whether the last word may refer to something named before: a question word or a second clause (`they would like to
/// speak to`) stands before it, or a participle (`every child spoken to`, `close by`).
fn refers_back(lower: &str) -> bool {
    let said: Vec<&str> = words(lower).collect();
    let asked = ["what", "where", "who", "whom", "which", "that", "they", "we", "you", "it", "how"];
    let before = said.len().checked_sub(2).and_then(|at| said.get(at)).copied().unwrap_or("");
    let participle = before.ends_with("ed") || before.ends_with("en") || matches!(before, "close" | "stand" | "near" | "thought");
    // `someone to talk to`
    let infinitive = said.len().checked_sub(3).and_then(|at| said.get(at)) == Some(&"to");
    participle || infinitive || said.iter().any(|w| asked.contains(w))
}

/// Whether the verb at the end closes a question: `know what the model is`.
fn asks(lower: &str, last: &str) -> bool {
    let verb = matches!(last, "is" | "are" | "be" | "has" | "have" | "will");
    verb && crate::words::any(lower, &["what", "how", "where", "who", "which", "whatever"]).is_some()
}

/// An outcome of several sentences, each of which ends as sentences do, except the last.
fn unlike_the_rest(kind: Kind, text: &str) -> bool {
    let said = sentences(text);
    let last = said.last().map_or("", |(_, s)| s);
    let stops = said.iter().filter(|(_, s)| s.ends_with('.')).count();
    kind == Kind::Outcome && stops >= 1 && stops + 1 == said.len() && words(last).count() > 5 && verbless_end(last)
}

/// Whether a sentence ends in the middle of a noun phrase that its verb asks for: `have planned return home`.
fn verbless_end(sentence: &str) -> bool {
    let said: Vec<String> = words(sentence).map(str::to_lowercase).collect();
    let tail = said.get(said.len().saturating_sub(4)..).unwrap_or(&said);
    matches!(tail.first().map(String::as_str), Some("have" | "has" | "receive" | "need"))
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn texts_that_stop_in_the_middle_are_raised() {
        for text in ["Child's voice across their", "Posters, displays and", "Review of the offer,", "Support in place for"] {
            the_one(&RULE, &plan("2021-12-06").line(line("3.1", text)));
        }
        let told = "Children are kept at home. Children coming back from care have planned return home";
        the_one(&RULE, &plan("2021-12-06").action(action("A1", "Edge of care").outcome(told)));
    }

    #[test]
    fn titles_sentences_and_closed_phrases_are_silent() {
        for text in [
            "Quality of visits",
            "Children are listened to",
            "All plans are shared with families.",
            "Every child spoken to",
            "Enough good homes close by",
            "Where we come from",
            "Children have someone to talk to",
            "Someone they would like to speak to",
            "Young people know what they are entitled to",
        ] {
            silent(&RULE, &plan("2021-12-06").line(line("3.1", text)));
        }
        let told = "Children are kept at home. Fewer children come back into care";
        silent(&RULE, &plan("2021-12-06").action(action("A1", "Edge of care").outcome(told)));
    }
}
