//! The key of a plan's ratings (`Blue | Complete`, `G = Green: on target`) and the counts by rating below a plan:
//! rows that are no actions, and what the plan's own words mean in colours.

use std::collections::BTreeSet;

use model::level::Delivery;

use super::status;
use super::words::words;
use crate::document::{Block, Cell, Document, Row};

/// What a document's key says, and where it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Key {
    /// A status in the key's words, made comparable, and its colour.
    named: Vec<(String, Delivery)>,
    /// For each colour of the key: whether its meaning is that the action is complete.
    colours: Vec<(Delivery, bool)>,
    /// Table and row of each row of a key or of counts by rating.
    rows: BTreeSet<(u32, u32)>,
}

/// One entry of a key.
struct Entry {
    /// The colour, where one is named.
    level: Option<Delivery>,
    /// What it means, or the word it stands beside; empty beside a count.
    meaning: String,
}

impl Key {
    /// The keys of this document.
    pub(crate) fn of(document: &Document) -> Key {
        let mut key = Key::default();
        let mut run: Vec<Entry> = Vec::new();
        for block in &document.blocks {
            let text = match block {
                Block::Table(table) => {
                    key.close(&mut run);
                    key.table(&table.rows);
                    continue;
                }
                Block::Heading { text, .. } | Block::Paragraph { text, .. } | Block::Item { text, .. } => {
                    text
                }
            };
            let pieces: Vec<Entry> = text.split([';', '|', '•', '●']).filter_map(entry_of_text).collect();
            match entry_of_text(text) {
                Some(entry) if pieces.len() < 3 => run.push(entry),
                _ => {
                    key.close(&mut run);
                    run = if pieces.len() >= 3 {
                        pieces
                    } else {
                        text.split(',').filter_map(entry_of_text).collect()
                    };
                    key.close(&mut run);
                }
            }
        }
        key.close(&mut run);
        key
    }

    /// Whether this row belongs to a key or counts ratings.
    pub(crate) fn holds(&self, row: &Row) -> bool {
        place(row).is_some_and(|p| self.rows.contains(&p))
    }

    /// The colour that the key gives a status.
    pub(crate) fn level(&self, status: &str) -> Option<Delivery> {
        let plain = comparable(status);
        self.named.iter().find(|(name, _)| *name == plain).map(|(_, level)| *level)
    }

    /// Whether this colour means that an action is complete: as the key says; without a key blue does.
    pub(crate) fn completes(&self, level: Delivery) -> bool {
        let said = self.colours.iter().find(|(l, _)| *l == level).map(|(_, complete)| *complete);
        said.unwrap_or(level == Delivery::Blue)
    }

    fn table(&mut self, rows: &[Row]) {
        let mut run: Vec<(Entry, (u32, u32))> = Vec::new();
        let mut above: Option<&Row> = None;
        for row in rows {
            let texts: Vec<String> = row.cells.iter().map(Cell::words).filter(|t| !t.is_empty()).collect();
            let inside: Vec<Entry> = texts.iter().filter_map(|t| entry_of_text(t)).collect();
            if inside.len() >= 3 && inside.len() + 1 >= texts.len() {
                self.rows.extend(place(row));
                let mut entries = inside;
                self.close(&mut entries);
                continue;
            }
            match entry_of_row(&texts).zip(place(row)) {
                Some(entry) => run.push(entry),
                None => {
                    self.close_rows(&mut run, above);
                    above = Some(row);
                }
            }
        }
        self.close_rows(&mut run, above);
    }

    /// Takes a run of rows as a key: three entries that differ, or two below words that announce a key.
    fn close_rows(&mut self, run: &mut Vec<(Entry, (u32, u32))>, above: Option<&Row>) {
        let run = std::mem::take(run);
        if run.len() < 2 {
            return;
        }
        let head: Vec<String> = above
            .map(|r| r.cells.iter().map(Cell::words).filter(|t| !t.is_empty()).collect())
            .unwrap_or_default();
        let announced = head.len() <= 4 && head.iter().any(|t| announces(t));
        let mut distinct: Vec<String> = run
            .iter()
            .map(|(e, _)| e.level.map_or(comparable(&e.meaning), |l| l.word().to_owned()))
            .collect();
        distinct.sort_unstable();
        distinct.dedup();
        let enough = distinct.len() == run.len() && (run.len() >= 3 || (run.len() == 2 && announced));
        // A plan of two columns says what is to be done and how it stands; a key says what a colour means.
        let plan = super::schema::names_actions(&head);
        if !enough || plan {
            return;
        }
        if announced {
            self.rows.extend(above.and_then(place));
        }
        let (mut entries, places): (Vec<Entry>, Vec<_>) = run.into_iter().unzip();
        self.rows.extend(places);
        self.learn(&mut entries);
    }

    /// Takes a run of lines as a key where at least three colours are explained.
    fn close(&mut self, run: &mut Vec<Entry>) {
        let mut levels: Vec<&str> = run.iter().filter_map(|e| e.level).map(Delivery::word).collect();
        levels.sort_unstable();
        levels.dedup();
        if levels.len() >= 3 {
            self.learn(run);
        }
        run.clear();
    }

    fn learn(&mut self, entries: &mut Vec<Entry>) {
        for entry in entries.drain(..) {
            let Some(level) = entry.level.filter(|_| entry.meaning.contains(char::is_alphabetic)) else {
                continue;
            };
            if !self.colours.iter().any(|(l, _)| *l == level) {
                self.colours.push((level, says_complete(&entry.meaning)));
            }
            let head = entry.meaning.split([':', ',', ';', '(', '–']).next().unwrap_or("");
            for name in [comparable(&entry.meaning), comparable(head)] {
                let known = self.named.iter().any(|(n, _)| *n == name);
                if !known && !name.is_empty() && name.split(' ').count() <= 6 {
                    self.named.push((name, level));
                }
            }
        }
    }
}

fn place(row: &Row) -> Option<(u32, u32)> {
    row.at.table.zip(row.at.row)
}

/// The words of a status without case, marks and fillers.
fn comparable(text: &str) -> String {
    words(text).join(" ")
}

/// `Blue | Complete`, `Complete | Blue`, `Blue | 3 | 4`, `Complete | The action is finished`.
fn entry_of_row(texts: &[String]) -> Option<Entry> {
    let (first, rest) = texts.split_first()?;
    let counts = !rest.is_empty() && rest.iter().all(|t| is_count(t));
    if let Some(level) = colour(first) {
        if counts {
            return Some(Entry { level: Some(level), meaning: String::new() });
        }
        let worded = rest.iter().any(|t| t.contains(char::is_alphabetic)) && rest.len() <= 2;
        return worded.then(|| Entry { level: Some(level), meaning: rest.join(" ") });
    }
    match rest {
        [second] => match colour(second) {
            Some(level) if !is_count(first) => Some(Entry { level: Some(level), meaning: first.clone() }),
            _ => status::whole(first).then(|| Entry { level: None, meaning: first.clone() }),
        },
        _ if counts && status::whole(first) => Some(Entry { level: None, meaning: first.clone() }),
        _ => None,
    }
}

/// `B = Blue: complete`, `On track (Green)`.
fn entry_of_text(text: &str) -> Option<Entry> {
    if text.len() > 160 {
        return None;
    }
    let text = text.trim().trim_start_matches(|c: char| "-*•".contains(c) || c.is_whitespace());
    let text =
        text.split_once(':').filter(|(l, _)| announces(l) && colour(l).is_none()).map_or(text, |(_, r)| r);
    let (left, right) = text.split_once(['=', ':', '–', '(']).or_else(|| text.split_once(" - "))?;
    let right = right.trim().trim_end_matches(')');
    let (level, meaning) = match (colour(left), colour(right)) {
        (Some(level), _) => (level, right.trim_start_matches(['=', ':', '–', '-', ' '])),
        (None, Some(level)) => (level, left),
        _ => return None,
    };
    // `B = Blue: complete` names its colour twice.
    let again = meaning.split_once([':', '=', '–', '-']).filter(|(l, _)| colour(l) == Some(level));
    let meaning = again.map_or(meaning, |(_, words)| words);
    let entry = Entry { level: Some(level), meaning: meaning.trim().to_owned() };
    entry.meaning.contains(char::is_alphabetic).then_some(entry)
}

/// The colour that is all this text says: `Blue`, `B`, `B (Blue)`, `🔵`.
fn colour(text: &str) -> Option<Delivery> {
    if text.len() > 24 {
        return None;
    }
    let standing = status::read(text);
    (standing.stance.is_none() && !standing.complete && !standing.more).then_some(standing.level).flatten()
}

fn is_count(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '%' | '.' | ',' | ' ' | '(' | ')'))
}

/// Words that announce a key or a summary.
fn announces(text: &str) -> bool {
    const WORDS: [&str; 16] = [
        "key",
        "legend",
        "summary",
        "total",
        "rag",
        "brag",
        "bragg",
        "rating",
        "meaning",
        "mean",
        "definition",
        "count",
        "colour",
        "status",
        "overview",
        "progress",
    ];
    text.len() < 60 && words(text).iter().any(|w| WORDS.contains(&w.as_str()))
}

/// Whether a colour's meaning is that the action is complete.
fn says_complete(meaning: &str) -> bool {
    const DONE: [&str; 9] = [
        "complete",
        "completed",
        "delivered",
        "finished",
        "done",
        "achieved",
        "closed",
        "implemented",
        "embedded",
    ];
    const HOLDS_BACK: [&str; 16] = [
        "not",
        "to",
        "will",
        "be",
        "partially",
        "partly",
        "nearly",
        "almost",
        "yet",
        "due",
        "until",
        "track",
        "expected",
        "on",
        "or",
        "likely",
    ];
    let lower = meaning.to_lowercase();
    let all: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let Some(place) = all.iter().take(8).position(|w| DONE.contains(w)) else { return false };
    !all.iter().take(place).any(|w| HOLDS_BACK.contains(w)) && all.get(place + 1) != Some(&"or")
}

#[cfg(test)]
mod tests {
    use model::level::Delivery;

    use super::{Key, says_complete};

    fn key(text: &str) -> Key {
        Key::of(&crate::read::read("plan.txt", text.as_bytes()).document)
    }

    #[test]
    fn keys_are_read_from_tables_rows_items_and_lines() {
        for text in [
            "Rating\tWhat it means\nBlue\tAction complete and evidence seen\nGreen\tOn track\nRed\tOff track\n",
            "Status key\t\t\nComplete\tBlue\t\nOn track\tGreen\t\nOff track\tRed\t\n",
            "Status key:\tComplete = Blue\tOn track = Green\tOff track = Red\n",
            "- B = Blue: complete\n- G = Green: on track\n- R = Red: off track\n",
            "RAG key: Blue = complete; Green = on track; Red = off track\n",
            "🔵\tComplete\n🟢\tOn track\n🔴\tOff track\n",
        ] {
            let key = key(text);
            assert_eq!(key.level("On Track"), Some(Delivery::Green), "{text}");
            assert!(key.completes(Delivery::Blue) && !key.completes(Delivery::Green), "{text}");
        }
    }

    #[test]
    fn a_key_decides_what_its_colours_mean() {
        let key = key("Blue\tNot due yet\nGreen\tComplete\nAmber\tLate\n");
        assert!(key.completes(Delivery::Green) && !key.completes(Delivery::Blue));
        assert!(
            !says_complete("On track to be delivered by the date shown") && !says_complete("Not complete")
        );
        assert!(says_complete("Tasks have been completed fully") && says_complete("Blue: delivered"));
    }

    #[test]
    fn a_plan_is_no_key() {
        let key = key("Action\tRAG\nRecruit two managers\tGreen\nTrain them\tAmber\nPublish the rota\tRed\n");
        assert!(key.rows.is_empty() && key.level("Train them").is_none());
    }
}
