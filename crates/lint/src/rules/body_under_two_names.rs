//! One board or panel under two names.

use std::collections::{BTreeMap, BTreeSet};

use model::at::At;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::{content, stem, words};

pub(crate) const RULE: Rule = Rule {
    code: "body-under-two-names",
    severity: Severity::Warning,
    title: "A board or panel seems to have two names",
    explanation: "When the parenting panel is also the parenting board and the joint panel, nobody outside knows how \
        many of them there are, and what each was told or decided cannot be found again.",
    bad: "Corporate Parenting Panel; corporate parenting board; Joint Parenting Panel",
    good: "One name, with the earlier ones kept as aliases",
    check,
};

/// Nouns of bodies that meet.
const BODIES: &[&str] = &["panel", "board", "committee", "forum"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut named: BTreeMap<String, (String, &At, usize)> = BTreeMap::new();
    let mut add = |name: &str, at| {
        let key = words(name).map(|w| w.to_lowercase().replace('’', "'")).collect::<Vec<_>>().join(" ");
        named.entry(key).or_insert_with(|| (name.to_owned(), at, 0)).2 += 1;
    };
    for body in &facts.plan.bodies {
        add(&body.name, &body.origin.at);
    }
    for action in &facts.plan.actions {
        if let Some(lead) = &action.lead_body {
            add(lead, &action.origin.at);
        }
    }
    for text in facts.texts.iter().filter(|t| BODIES.iter().any(|noun| t.lower.contains(noun))) {
        for name in bodies(text.text) {
            add(&name, text.at);
        }
    }
    let mut all: Vec<_> = named.values().map(|(name, at, _)| (Named::of(name), *at)).collect();
    all.sort_by(|a, b| a.1.cmp(b.1));
    let mut said: BTreeSet<usize> = BTreeSet::new();
    for (n, (named, at)) in all.iter().enumerate() {
        let twin = all.iter().enumerate().take(n).find(|(m, (other, _))| !said.contains(m) && one_body(other, named));
        let Some((_, (other, elsewhere))) = twin else { continue };
        let (name, other) = (named.name, other.name);
        said.insert(n);
        let message = format!("“{name}” and “{other}” may be one body.");
        let hint = format!("Join them if they are one. The other name stands at {elsewhere}.");
        out.push(RULE.at(at, message).hint(hint));
    }
}

/// Names of bodies in a text: words before `Panel`, `Board` and so on that begin with a capital.
fn bodies(text: &str) -> Vec<String> {
    let said: Vec<&str> = text.split_whitespace().collect();
    let mut out = Vec::new();
    for (n, word) in said.iter().enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let noun = bare.strip_suffix('s').unwrap_or(bare);
        if !BODIES.contains(&noun.to_lowercase().as_str()) || bare != noun {
            continue;
        }
        let proper = |w: &&&str| {
            let ends = w.ends_with([',', '.', ';', ':', ')', '–']);
            let the = ["the", "The", "A", "new", "New", "all", "All", "at", "to", "by"].contains(*w);
            !ends && !the && w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '&' | '\'' | '’'))
        };
        let before: Vec<&str> =
            said.get(..n).unwrap_or(&[]).iter().rev().take_while(proper).take(4).copied().collect::<Vec<_>>();
        let lower = bare.starts_with(char::is_lowercase);
        let alike = |w: &&str| w.starts_with(char::is_lowercase) == lower;
        let mut name: Vec<&str> = before.into_iter().take_while(alike).collect();
        name.reverse();
        while name.first().is_some_and(|w| !w.starts_with(char::is_alphanumeric)) {
            name.remove(0);
        }
        if name.len() >= if lower { 2 } else { 1 } && (!lower || name.len() == 2) {
            name.push(bare);
            out.push(name.join(" "));
        }
    }
    out
}

/// A name with what comparing it asks, found once.
struct Named<'n> {
    name: &'n str,
    /// It consists of initials.
    acronym: bool,
    /// What it is about, where its last word is one of [`BODIES`].
    about: Option<BTreeSet<String>>,
    /// It names two bodies in one breath.
    two: bool,
}

impl<'n> Named<'n> {
    fn of(name: &'n str) -> Named<'n> {
        let noun = words(name).last().is_some_and(|last| BODIES.contains(&last.to_lowercase().as_str()));
        let nouns: Vec<String> = BODIES.iter().map(|noun| stem(noun)).collect();
        let about = || content(name).into_iter().filter(|w| !nouns.contains(w)).map(|w| root(&w)).collect();
        Named { name, acronym: acronym(name), about: noun.then(about), two: names_two(name) }
    }
}

/// Whether two names may be those of one body: mostly the same words before the noun, initials that differ by one, or
/// initials that are written out in part (`ACS Trust` for `ACST`).
fn one_body(a: &Named<'_>, b: &Named<'_>) -> bool {
    let (one, other) = (a.name, b.name);
    if a.acronym && b.acronym {
        return initials_differ_by_one(one, other);
    }
    let written_out = (a.acronym && half_written(one, other)) || (b.acronym && half_written(other, one));
    if written_out || one_trust(one, other) {
        return true;
    }
    let (Some(x), Some(y)) = (&a.about, &b.about) else { return false };
    let shared = x.intersection(y).count();
    let alike = shared >= 1 && shared * 2 >= x.len().max(y.len()) && x.len() > 1 && y.len() > 1;
    alike && !a.two && !b.two && !fragment(one, other) && !fragment(other, one)
}

/// Whether one name is the other's initials with its last words written out.
fn half_written(short: &str, half: &str) -> bool {
    let parts: Vec<&str> = words(half).collect();
    let capitals = |w: &str| w.len() > 1 && w.chars().all(|c| c.is_ascii_uppercase());
    let (whole, some) = (parts.iter().all(|w| capitals(w)), parts.iter().any(|w| capitals(w)));
    let letters: String = parts.iter().map(|w| if capitals(w) { *w } else { w.get(..1).unwrap_or("") }).collect();
    some && !whole && letters.eq_ignore_ascii_case(short)
}

/// Two trusts of one place, one with a word more: `Ashmere Children's Trust`, `Ashmere Children's Services Trust`.
fn one_trust(a: &str, b: &str) -> bool {
    let ends = |name: &str| words(name).last().is_some_and(|last| stem(last) == "trust");
    if !ends(a) || !ends(b) {
        return false;
    }
    let named = |name: &str| -> Vec<String> { words(name).map(stem).collect() };
    let (x, y) = (named(a), named(b));
    let (more, fewer) = if x.len() > y.len() { (&x, &y) } else { (&y, &x) };
    let one_more = more.len() == fewer.len() + 1 && fewer.iter().all(|word| more.contains(word));
    x.len().min(y.len()) > 2 && x.first() == y.first() && one_more
}

/// Whether one name is the end of the other behind an `and`: the same name, read from its middle.
fn fragment(short: &str, long: &str) -> bool {
    let plain = |name: &str| -> Vec<String> {
        let joined = name.replace('&', " and ").replace('’', "'").to_lowercase();
        joined.split_whitespace().map(str::to_owned).collect()
    };
    let (short, long) = (plain(short), plain(long));
    let before = long.strip_suffix(short.as_slice()).and_then(<[String]>::last);
    before.is_some_and(|word| word == "and")
}

/// Two bodies in one breath: `Children's Partnership and Safeguarding Children Board`.
fn names_two(name: &str) -> bool {
    let lower = name.to_lowercase();
    let nouns = BODIES.iter().chain(&["partnership", "cabinet", "council", "trust"]);
    nouns.into_iter().any(|noun| lower.contains(&format!("{noun} and ")) || lower.contains(&format!("{noun} & ")))
}

/// `parenting` and `parent` meet.
fn root(word: &str) -> String {
    word.trim_end_matches("ing").to_owned()
}

fn acronym(name: &str) -> bool {
    name.len() >= 4 && name.chars().all(|c| c.is_ascii_uppercase())
}

/// Equally long, the same last letter (board, trust), and all other letters but one the same.
fn initials_differ_by_one(a: &str, b: &str) -> bool {
    let letters = |name: &str| {
        let mut letters: Vec<char> = name.chars().collect();
        letters.sort_unstable();
        letters
    };
    let (x, mut y) = (letters(a), letters(b));
    let missing = x.iter().filter(|c| y.iter().position(|d| d == *c).map(|at| y.remove(at)).is_none()).count();
    a.len() == b.len() && a.chars().next_back() == b.chars().next_back() && missing == 1
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{raised, silent, the_one};

    #[test]
    fn one_panel_under_two_names_is_raised() {
        let plan = plan("2016-11-01")
            .action(action("A1", "Review terms of reference of Corporate Parenting Panel"))
            .action(action("A2", "Report it").update("Terms of reference for new Joint Parenting Panel agreed."));
        assert!(the_one(&RULE, &plan).message.contains("Joint Parenting Panel"));
    }

    #[test]
    fn initials_of_one_board_are_raised() {
        let mut first = action("A1", "Revise the document");
        first.lead_body = Some("LACB".into());
        let mut second = action("A2", "Monitor the strategy");
        second.lead_body = Some("ACSB".into());
        assert_eq!(raised(&RULE, &plan("2016-11-01").action(first).action(second)).len(), 1);
    }

    #[test]
    fn initials_half_written_out_and_a_trust_with_a_word_more_are_raised() {
        let plan = plan("2016-11-01")
            .body("ACST")
            .body("ACS Trust")
            .body("Ashmere Children's Trust")
            .body("Ashmere Children's Services Trust");
        let found = raised(&RULE, &plan);
        assert_eq!(found.len(), 2, "{found:#?}");
    }

    #[test]
    fn a_name_read_from_its_middle_and_two_bodies_in_one_breath_are_silent() {
        silent(&RULE, &plan("2016-11-01").text("The Children and Young People Scrutiny Committee met."));
        let both = plan("2016-11-01")
            .body("Children's Partnership and Safeguarding Children Board")
            .body("Local Safeguarding Children Board");
        silent(&RULE, &both);
    }

    #[test]
    fn bodies_about_other_things_are_silent() {
        let plan = plan("2016-11-01")
            .text("The Health and Wellbeing Board meets monthly.")
            .text("The Housing Panel and the Scrutiny Panel meet monthly. The Trust Board decides.");
        silent(&RULE, &plan);
    }
}
