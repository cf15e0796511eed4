//! Acronyms: what they stand for, as the plan itself writes them out or as the sector does; which a document uses.

use std::collections::{BTreeMap, BTreeSet};

use model::plan::Plan;
use reports::document::{Block, Document, Run, Section, cell};
use serde_json::Value;

use super::blocks::{table, text};
use crate::views::sentence::capital;

/// What the sector's letters stand for, where the plan does not write them out itself.
const SECTOR: &str = include_str!("acronyms.toml");

/// Small words that an acronym may leave out.
const SMALL: [&str; 9] = ["of", "and", "for", "the", "in", "to", "with", "a", "&"];

/// What letters stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary(BTreeMap<String, String>);

impl Glossary {
    /// The glossary of a plan: what it writes out itself counts before what the sector says.
    pub fn of(plan: &Plan) -> Glossary {
        let mut all: BTreeMap<String, String> = toml::from_str(SECTOR).unwrap_or_default();
        if let Ok(value) = serde_json::to_value(plan) {
            let mut own = BTreeMap::new();
            walk(&value, &mut own);
            all.extend(own);
        }
        Glossary(all)
    }

    /// What these letters stand for.
    pub fn meaning(&self, letters: &str) -> Option<&str> {
        self.0.get(letters).map(String::as_str)
    }

    /// The text with every acronym that is known written out.
    pub fn written_out(&self, said: &str) -> String {
        let mut out = String::with_capacity(said.len());
        let mut last = String::new();
        for piece in pieces(said) {
            let (stem, plural) = stem(piece);
            match acronym(piece).then(|| self.meaning(stem)).flatten() {
                // `Transition Steering Group (TSG)` says it already.
                Some(_) if last == "(" => out.push_str(piece),
                Some(meaning) => {
                    // What opens a title or a sentence of its own keeps its capital.
                    out.push_str(&if out.is_empty() { capital(meaning) } else { meaning.to_owned() });
                    out.push_str(plural);
                }
                None => out.push_str(piece),
            }
            piece.clone_into(&mut last);
        }
        let mut tidy = out;
        // What is now said twice, once in brackets, is said once.
        for (letters, meaning) in &self.0 {
            tidy = tidy.replace(&format!("{meaning} ({letters})"), meaning);
        }
        tidy
    }

    /// Fills the section that lists the acronyms the rest of the document uses.
    pub(super) fn fill(&self, document: &mut Document, key: &str) {
        let mut used = BTreeSet::new();
        for section in document.sections.iter().filter(|s| s.key != key) {
            each_run(&mut section.clone(), &mut |run| {
                let found = pieces(&run.text).filter(|p| acronym(p)).map(|p| stem(p).0.to_owned());
                used.extend(found);
            });
        }
        let (known, unknown): (Vec<&String>, Vec<&String>) =
            used.iter().partition(|l| self.meaning(l).is_some());
        let rows = known.iter().map(|l| vec![cell(l.as_str()), cell(self.meaning(l).unwrap_or_default())]);
        let rows: Vec<_> = rows.collect();
        let mut blocks = Vec::new();
        if rows.is_empty() {
            blocks.push(text("No acronym is used."));
        } else {
            blocks.push(table(
                "Acronyms used in this document",
                &[("Letters", 2, false), ("What they stand for", 10, false)],
                0,
                rows,
            ));
        }
        let unknown: Vec<String> =
            unknown.iter().filter(|l| !SHOUTED.contains(&l.as_str())).map(|l| (*l).clone()).collect();
        if !unknown.is_empty() {
            blocks.push(text(format!("Nowhere written out: {}.", unknown.join(", "))));
        }
        if let Some(section) = document.sections.iter_mut().find(|s| s.key == key) {
            section.blocks.extend(blocks);
        }
    }

    /// Writes every acronym out in a whole document.
    pub(super) fn write_out(&self, document: &mut Document) {
        for section in &mut document.sections {
            each_run(section, &mut |run| run.text = self.written_out(&run.text));
        }
    }
}

/// Capital letters that are words.
const SHOUTED: [&str; 12] = ["PART", "II", "III", "IV", "NO", "AND", "OF", "THE", "TBC", "OK", "A", "I"];

/// Everything a section says, run by run.
fn each_run(section: &mut Section, each: &mut dyn FnMut(&mut Run)) {
    fn plain(said: &mut String, each: &mut dyn FnMut(&mut Run)) {
        let mut run = Run { text: std::mem::take(said), ..Run::default() };
        each(&mut run);
        *said = run.text;
    }
    plain(&mut section.title, each);
    for block in &mut section.blocks {
        match block {
            Block::Heading(_, said) => plain(said, each),
            Block::Text(words) => words.iter_mut().for_each(&mut *each),
            Block::Bullets(list) | Block::Numbered(list) => list.iter_mut().flatten().for_each(&mut *each),
            Block::Facts(facts) => facts.iter_mut().flat_map(|f| &mut f.words).for_each(&mut *each),
            Block::Comment { text, .. } => text.iter_mut().flatten().for_each(&mut *each),
            Block::Table(table) => {
                plain(&mut table.caption, each);
                table.columns.iter_mut().for_each(|c| plain(&mut c.title, each));
                let cells = table.rows.iter_mut().flatten();
                cells.flat_map(|c| &mut c.text).flatten().for_each(&mut *each);
            }
            Block::Figure(figure) => {
                plain(&mut figure.caption, each);
                plain(&mut figure.alt, each);
            }
        }
    }
}

/// Words and what stands between them, in order.
fn pieces(said: &str) -> impl Iterator<Item = &str> {
    let mut rest = said;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let word = first.is_alphanumeric();
        let end = if word {
            rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// The letters, and the `s` of several.
fn stem(word: &str) -> (&str, &str) {
    match word.strip_suffix('s') {
        Some(letters) if letters.len() > 1 => (letters, "s"),
        _ => (word, ""),
    }
}

fn acronym(word: &str) -> bool {
    let letters = stem(word).0;
    (2..=7).contains(&letters.len())
        && letters.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        && letters.chars().filter(char::is_ascii_uppercase).count() > 1
}

fn walk(value: &Value, out: &mut BTreeMap<String, String>) {
    match value {
        Value::String(said) => expansions(said, out),
        Value::Array(all) => all.iter().for_each(|v| walk(v, out)),
        Value::Object(all) => all.values().for_each(|v| walk(v, out)),
        _ => {}
    }
}

/// `Transition Steering Group (TSG)`: the words before the brackets whose first letters are those in them.
fn expansions(said: &str, out: &mut BTreeMap<String, String>) {
    for (at, _) in said.match_indices('(') {
        let (Some(before), Some(after)) = (said.get(..at), said.get(at + 1..)) else { continue };
        let Some((inside, _)) = after.split_once(')') else { continue };
        let letters = stem(inside.trim()).0;
        if acronym(letters)
            && let Some(words) = initials(before, letters)
        {
            out.entry(letters.to_owned()).or_insert(words);
        }
    }
}

/// The last words of a text whose first letters are these, small words left out where they do not count.
fn initials(before: &str, letters: &str) -> Option<String> {
    let words: Vec<&str> = before.split_whitespace().collect();
    let first = |w: &str| -> String {
        w.split('-')
            .filter_map(|p| p.chars().find(|c| c.is_alphanumeric()))
            .collect::<String>()
            .to_uppercase()
    };
    for take in 1..=words.len().min(letters.len() + 4) {
        let tail = words.get(words.len() - take..)?;
        let begins = tail.first().is_some_and(|w| !SMALL.contains(&w.to_lowercase().as_str()));
        let all: String = tail.iter().map(|w| first(w)).collect();
        let some: String =
            tail.iter().filter(|w| !SMALL.contains(&w.to_lowercase().as_str())).map(|w| first(w)).collect();
        if begins && (all == letters || some == letters) {
            let said = tail.join(" ");
            return Some(said.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use model::plan::{KeptText, Plan};

    use super::Glossary;

    fn plan(said: &str) -> Plan {
        let text = vec![KeptText { text: said.into(), ..KeptText::default() }];
        Plan { text, ..Plan::default() }
    }

    #[test]
    fn the_plan_s_own_words_count_before_the_sector_s() {
        let own = Glossary::of(&plan(
            "The Marlbeck Assessment Hub (MASH) and the Head of Quality and Practice (HQP).",
        ));
        assert_eq!(own.meaning("HQP"), Some("Head of Quality and Practice"));
        let hub = Glossary::of(&plan("the multi-agency safety hub (MASH)"));
        assert_eq!(hub.meaning("MASH"), Some("multi-agency safety hub"));
        assert_eq!(Glossary::of(&plan("")).meaning("QZX"), None);
    }

    #[test]
    fn letters_are_written_out_once_and_words_in_capitals_stay() {
        let own = Glossary::of(&plan("Practice Review Group (PRG)"));
        assert_eq!(
            own.written_out("The PRG meets; two PRGs met."),
            "The Practice Review Group meets; two Practice Review Groups met."
        );
        assert_eq!(own.written_out("Practice Review Group (PRG)"), "Practice Review Group");
        assert_eq!(own.written_out("STOP and QZX"), "STOP and QZX");
        assert_eq!(own.written_out("CLA and CP plans"), "Children looked after and child protection plans");
    }
}
