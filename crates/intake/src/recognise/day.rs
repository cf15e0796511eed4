//! The day a document speaks of: what it says itself, else the stamp in its file names, else its latest date.

use model::day::Day;
use model::phrase;

use crate::document::{Block, Document};

/// Labels that announce the document's own day, best first.
const LABELS: [&str; 14] = [
    "as at",
    "position as at",
    "date of report",
    "report date",
    "date of meeting",
    "meeting date",
    "date to be considered",
    "last updated",
    "date updated",
    "updated",
    "version date",
    "date of plan",
    "date",
    "published",
];

/// The document's own day; `None` where it holds no date at all.
pub fn of(document: &Document) -> Option<Day> {
    labelled(document).or_else(|| titled(document)).or_else(|| stamped(document)).or_else(|| latest(document))
}

/// `Date: December 2021`, or a table row of label and value, in the first part of the document.
fn labelled(document: &Document) -> Option<Day> {
    let mut best: Option<(usize, Day)> = None;
    let mut offer = |label: &str, value: &str| {
        let label = label.trim().trim_end_matches(':').to_lowercase();
        let Some(rank) = LABELS.iter().position(|l| *l == label) else { return };
        if value.len() < 60
            && let Some(day) = phrase::as_at_day(value, None)
            && best.is_none_or(|(r, _)| rank < r)
        {
            best = Some((rank, day));
        }
    };
    for block in document.blocks.iter().take(60) {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } | Block::Item { text, .. } => {
                // Several fields may share a line: `REPORT TO: Panel DATE: 5 May 2020`.
                for (at, _) in text.match_indices(':') {
                    let before = text.get(..at).unwrap_or("");
                    let after = text.get(at + 1..).unwrap_or("");
                    offer(before, after);
                    if let Some(word) = before.rsplit(' ').next() {
                        offer(word, after);
                    }
                }
                let lower = text.to_lowercase();
                for label in ["as at ", "last updated ", "updated "] {
                    if lower.len() == text.len()
                        && text.len() < 100
                        && let Some(at) = lower.find(label)
                    {
                        offer(label, text.get(at + label.len()..).unwrap_or(""));
                    }
                }
            }
            Block::Table(table) => {
                for row in table.rows.iter().take(30) {
                    let texts: Vec<String> = row.cells.iter().map(crate::document::Cell::words).collect();
                    for pair in texts.windows(2) {
                        if let [label, value] = pair {
                            offer(label, value);
                        }
                    }
                }
            }
        }
    }
    best.map(|(_, day)| day)
}

/// A date in the first headings and lines: `Progress report March 2015`.
fn titled(document: &Document) -> Option<Day> {
    document.blocks.iter().take(12).find_map(|block| match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } if text.len() < 120 => {
            phrase::as_at_day(text, None)
        }
        _ => None,
    })
}

/// Six figures in a line that is a file name.
fn stamped(document: &Document) -> Option<Day> {
    document.blocks.iter().find_map(|block| match block {
        Block::Paragraph { text, .. } if text.contains(".doc") || text.contains(".xls") => {
            phrase::file_stamp(text)
        }
        _ => None,
    })
}

/// The latest day met in updates and text is the nearest guess for a document that does not say.
fn latest(document: &Document) -> Option<Day> {
    let mut latest: Option<Day> = None;
    let mut look = |text: &str| {
        for found in phrase::find_dates(text, None) {
            if !lies_ahead(text.get(..found.start).unwrap_or("")) {
                latest = latest.max(Some(found.from));
            }
        }
    };
    let mut budget = 200_000_usize;
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } | Block::Item { text, .. } => {
                budget = budget.saturating_sub(text.len());
                look(text);
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|r| &r.cells) {
                    let words = cell.text();
                    // Short cells hold target dates, which lie ahead.
                    if words.len() > 60 && budget > 0 {
                        budget = budget.saturating_sub(words.len());
                        look(&words);
                    }
                }
            }
        }
        if budget == 0 {
            break;
        }
    }
    latest
}

/// Whether the sentence so far speaks of what is to come.
fn lies_ahead(before: &str) -> bool {
    const WORDS: [&str; 14] = [
        "due",
        "will",
        "planned",
        "scheduled",
        "by",
        "to",
        "until",
        "next",
        "from",
        "expected",
        "target",
        "before",
        "should",
        "deadline",
    ];
    // What is meant stands near: a look at the last words is enough, however long the cell.
    let mut near = before.len().saturating_sub(300);
    while !before.is_char_boundary(near) {
        near += 1;
    }
    let before = before.get(near..).unwrap_or(before);
    let sentence = before.rsplit(". ").next().unwrap_or(before);
    sentence.split_whitespace().any(|w| WORDS.contains(&w.to_lowercase().as_str()))
}
