//! The council's area a document is about.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::document::{Block, Cell, Document};

/// Every English council responsible for children's services, as areas, one a line.
static AREAS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("areas.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect()
});

/// The areas in small letters, `&` for `and`, and as they are called.
static BY_NAME: LazyLock<BTreeMap<String, &'static str>> =
    LazyLock::new(|| AREAS.iter().map(|area| (folded(area), *area)).collect());

fn folded(name: &str) -> String {
    name.to_ascii_lowercase().replace(" and ", " & ")
}

/// The areas by the first word of their names.
static BY_WORD: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut out: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for area in AREAS.iter().copied() {
        out.entry(area.split([' ', ',']).next().unwrap_or(area)).or_default().push(area);
    }
    out
});

/// What stands before `Council` without being the name of an area.
const KINDS: [&str; 8] = ["borough", "city", "county", "metropolitan", "district", "london", "royal", "town"];

/// What may stand behind the name of an area in the name of a body that serves it.
const SERVING: [&str; 5] = [
    "Children First",
    "Children's Services Trust",
    "Children’s Services Trust",
    "Children's Trust",
    "Children’s Trust",
];

/// The area named most often: by its council, by a body that serves it, or by its own name; the title counts most.
pub(crate) fn of(document: &Document, title: &str) -> Option<String> {
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |text: &str, weight: usize| {
        for (name, found) in named(text) {
            *votes.entry(name).or_default() += weight * found;
        }
    };
    count(title, 5);
    for text in texts(document) {
        count(&text, 1);
    }
    if votes.is_empty() {
        return in_title(document, title);
    }
    votes
        .into_iter()
        .max_by_key(|(name, votes)| (*votes, std::cmp::Reverse(name.clone())))
        .map(|(name, _)| name)
}

/// A word of the title that the text says things happen in: `in Aldermere`, more than once.
fn in_title(document: &Document, title: &str) -> Option<String> {
    let capitals = title
        .split(|c: char| !c.is_alphabetic() && c != '-')
        .filter(|w| w.len() > 3 && w.starts_with(char::is_uppercase));
    let all: Vec<Cow<'_, str>> = texts(document).collect();
    capitals
        .map(|word| {
            let said = ["in", "across", "of", "for"].map(|p| format!(" {p} {word}"));
            (all.iter().map(|t| said.iter().filter(|s| ends_word(t, s)).count()).sum::<usize>(), word)
        })
        .filter(|(times, _)| *times >= 2)
        .max()
        .map(|(_, word)| word.to_owned())
}

fn ends_word(text: &str, phrase: &str) -> bool {
    text.find(phrase)
        .and_then(|at| text.get(at + phrase.len()..))
        .is_some_and(|r| !r.starts_with(|c: char| c.is_alphabetic()))
}

fn texts(document: &Document) -> impl Iterator<Item = Cow<'_, str>> {
    document.blocks.iter().flat_map(|block| match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } | Block::Item { text, .. } => {
            vec![Cow::Borrowed(text.as_str())]
        }
        Block::Table(table) => table.rows.iter().flat_map(|r| &r.cells).map(Cell::text).collect(),
    })
}

/// The areas a text names and how much that says.
fn named(text: &str) -> Vec<(String, usize)> {
    let mut out = Vec::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    for (i, word) in words.iter().enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic());
        let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        if bare.eq_ignore_ascii_case("council") {
            out.extend(before_council(words.get(..i).unwrap_or(&[])).map(|name| (name, 3)));
        }
        if bare.eq_ignore_ascii_case("borough")
            && words.get(i + 1).is_some_and(|w| w.eq_ignore_ascii_case("of"))
        {
            out.extend(capitals(words.get(i + 2..).unwrap_or(&[])).map(|name| (name, 3)));
        }
        if !bare.starts_with(char::is_uppercase) {
            continue;
        }
        out.extend(ROYAL.iter().filter(|(short, _)| *short == bare).map(|(_, area)| ((*area).to_owned(), 3)));
        let first = bare.split('-').next().unwrap_or(bare);
        let areas = BY_WORD.get(bare).or_else(|| BY_WORD.get(first)).map(Vec::as_slice).unwrap_or_default();
        let rest = words.get(i..).unwrap_or(&[]);
        // The longest name that stands here: `East Sussex`, not a part of it.
        let area = areas.iter().filter(|a| stands(rest, a)).max_by_key(|a| a.len());
        out.extend(area.map(|a| ((*a).to_owned(), 1)));
    }
    let serving = SERVING.iter().filter(|_| text.contains("Children"));
    for serving in serving {
        if let Some(at) = text.find(serving) {
            let before: Vec<&str> = text.get(..at).unwrap_or("").split_whitespace().collect();
            out.extend(before_council(&before).map(|name| (name, 2)));
        }
    }
    out
}

/// The capitalised words before `Council`, without `Borough`, `City` and their like.
fn before_council(words: &[&str]) -> Option<String> {
    let mut name: Vec<&str> = Vec::new();
    for word in words.iter().rev().take(6) {
        let joins = matches!(*word, "and" | "of" | "upon" | "with" | "&") && !name.is_empty();
        let kind = KINDS.contains(&word.to_lowercase().as_str());
        if kind && name.is_empty() {
            continue;
        }
        if !joins
            && (!word.starts_with(char::is_uppercase) || word.ends_with(['.', ',', ':', ';', ')']) || kind)
        {
            break;
        }
        name.insert(0, word);
    }
    while name.first().is_some_and(|w| matches!(*w, "and" | "of" | "upon" | "with" | "&" | "The" | "THE")) {
        name.remove(0);
    }
    tidy(&name)
}

fn capitals(words: &[&str]) -> Option<String> {
    let mut name: Vec<&str> = Vec::new();
    for word in words.iter().take(5) {
        let joins = matches!(*word, "and" | "of" | "upon" | "&");
        if !joins && !word.starts_with(char::is_uppercase) {
            break;
        }
        name.push(word.trim_end_matches(|c: char| !c.is_alphabetic()));
        if word.ends_with(['.', ',', ':', ';', ')']) {
            break;
        }
    }
    while name.last().is_some_and(|w| matches!(*w, "and" | "of" | "&")) {
        name.pop();
    }
    tidy(&name)
}

/// The name in ordinary case; an area of the list under its name there. Words that are no name are none.
fn tidy(words: &[&str]) -> Option<String> {
    if words.is_empty() || words.iter().all(|w| w.len() < 3) {
        return None;
    }
    let name = words.join(" ");
    let plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '&');
    if !name.chars().all(plain)
        || ["Full", "Borough", "County", "City", "Youth", "Care", "In", "Royal"].contains(&name.as_str())
    {
        return None;
    }
    if let Some(area) = BY_NAME.get(&folded(&name)) {
        return Some((*area).to_owned());
    }
    let upper = name.chars().all(|c| !c.is_lowercase());
    Some(if upper { words.iter().map(|w| capitalised(w)).collect::<Vec<_>>().join(" ") } else { name })
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |c| c.to_string() + &chars.as_str().to_lowercase())
}

/// Whether these words begin with the area's name.
fn stands(words: &[&str], area: &str) -> bool {
    let mut words = words.iter();
    area.split(' ').all(|part| {
        words.next().is_some_and(|w| {
            let bare = w.trim_matches(|c: char| !c.is_alphabetic());
            let own = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
            own == part.trim_end_matches(',')
        })
    })
}

/// Royal boroughs that call themselves by their initials.
const ROYAL: [(&str, &str); 2] = [("RBWM", "Windsor and Maidenhead"), ("RBKC", "Kensington and Chelsea")];

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn areas_are_told_by_their_council_their_trust_or_their_name() {
        for (text, expected) in [
            ("ALDERMERE BOROUGH COUNCIL", "Aldermere"),
            ("a contract with the Aldermere City Council's Trust", "Aldermere"),
            ("the London Borough of Aldermere.", "Aldermere"),
            ("Aldermere Children First is a company", "Aldermere"),
            ("the plan for Leeds", "Leeds"),
        ] {
            assert_eq!(named(text).first().map(|n| n.0.as_str()), Some(expected), "{text}");
        }
        assert!(named("approved by full Council in April; the Youth Council met").is_empty());
    }
}
