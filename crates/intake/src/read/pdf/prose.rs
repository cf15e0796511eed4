//! Lines into paragraphs: a line goes on in the next where the next one's first word would not have fitted into it.

use std::collections::BTreeSet;

use super::words::Line;
use crate::read::{fold, mark};

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Paragraph {
    /// Its words in parts that are struck through or not.
    pub(super) parts: Vec<(String, bool)>,
    /// Where it begins, from the left.
    pub(super) x0: f64,
    /// The base line of its first line.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) bold: bool,
    /// Gaps in its lines as columns have them.
    pub(super) gaps: usize,
}

impl Paragraph {
    /// All its words, white space folded.
    pub(super) fn text(&self) -> String {
        fold(&self.parts.iter().map(|(t, _)| t.as_str()).collect::<String>())
    }
}

/// The words of a document that no line's end has broken.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(BTreeSet<String>);

impl Vocabulary {
    /// Adds the words of lines that stand together.
    pub(super) fn add(&mut self, lines: &[Line]) {
        for line in lines {
            let text = line.text();
            let words: Vec<&str> = text.split_whitespace().collect();
            let whole = lines.len() == 1;
            let (from, to) = if whole { (0, words.len()) } else { (1, words.len().saturating_sub(1)) };
            self.0.extend(words.get(from..to).unwrap_or(&[]).iter().map(|w| bare(w)));
        }
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(&bare(word))
    }
}

/// A word in small letters without what stands around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether the next line's first word would not have fitted into a line.
pub(super) fn is_full(before: &Line, line: &Line, right: f64) -> bool {
    before.x1 + line.size * 0.25 + line.first + 1.0 >= right
}

/// As far as the words of a cell may reach.
pub(super) fn right(lines: &[Line], (x0, x1): (f64, f64)) -> f64 {
    let left = lines.iter().map(|l| l.x0).fold(f64::MAX, f64::min);
    x1 - (left - x0).clamp(1.0, 6.5)
}

/// Lines of one cell or one page, in order, into paragraphs. `right`: as far as words may reach.
pub(super) fn paragraphs(lines: &[Line], right: f64, known: &Vocabulary) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    let leading = leading(lines);
    let mut before: Option<&Line> = None;
    for line in lines {
        let goes_on = before.is_some_and(|b| goes_on(b, line, right, leading));
        match out.last_mut() {
            Some(last) if goes_on => {
                let glued = before.is_some_and(|b| glued(b, line, right, known));
                append(last, line, glued);
            }
            _ => out.push(Paragraph {
                parts: line.parts.clone(),
                x0: line.x0,
                y: line.y,
                size: line.size,
                bold: line.bold,
                gaps: line.gaps,
            }),
        }
        before = Some(line);
    }
    out.retain(|p| !p.text().is_empty());
    out
}

/// The usual distance of two lines.
fn leading(lines: &[Line]) -> f64 {
    let mut steps: Vec<f64> = lines
        .iter()
        .zip(lines.iter().skip(1))
        .map(|(a, b)| (b.y - a.y) / b.size.max(1.0))
        .filter(|s| *s > 0.5 && *s < 2.2)
        .collect();
    steps.sort_by(f64::total_cmp);
    // The smaller steps are those inside paragraphs.
    steps.get(steps.len() / 4).copied().unwrap_or(1.2)
}

fn goes_on(before: &Line, line: &Line, right: f64, leading: f64) -> bool {
    let text = line.text();
    // A mark begins an item; a stop or dash inside a sentence does not stand at its beginning with a space after it.
    if let Some((mark, rest)) = mark::split(&text)
        && !rest.is_empty()
        && !(mark == "-" || mark == "–")
    {
        return false;
    }
    if text.starts_with("- ") && before.text().trim_start().starts_with('-') {
        return false;
    }
    // The next page begins above; distances say nothing there.
    let step = (line.y - before.y) / line.size.max(1.0);
    if step > 0.0 && step > leading.max(1.0) * 1.3 {
        return false;
    }
    if (before.size - line.size).abs() > line.size * 0.12
        || before.bold != line.bold && before.x1 < right * 0.6
    {
        return false;
    }
    is_full(before, line, right)
}

/// Whether no space stands between a line and the next: a hyphen ends it, or one word was broken.
fn glued(before: &Line, line: &Line, right: f64, known: &Vocabulary) -> bool {
    if before.spaced {
        return false;
    }
    let (text, next) = (before.text(), line.text());
    let mut last = text.chars().rev();
    if let (Some('-' | '/' | '–' | '—'), Some(c)) = (last.next(), last.next()) {
        return !c.is_whitespace();
    }
    // A word wider than its cell begins a line and is broken where the next character would not have fitted.
    if before.several || before.x1 + line.letter < right - 0.6 {
        return false;
    }
    let Some(first) = next.split_whitespace().next() else { return false };
    if known.has(&format!("{text}{first}")) {
        return true;
    }
    if text.ends_with(|c: char| c.is_ascii_digit() || c == '.')
        && first.starts_with(|c: char| c.is_ascii_digit())
    {
        return true;
    }
    // The small words of every sentence are words of their own.
    const SMALL: [&str; 20] = [
        "about", "after", "all", "and", "are", "been", "for", "from", "has", "have", "not", "that", "the",
        "their", "was", "were", "which", "who", "will", "with",
    ];
    if SMALL.contains(&first) {
        return false;
    }
    let small = first.starts_with(|c: char| !c.is_uppercase()) || !text.contains(char::is_lowercase);
    small && !(known.has(&text) && known.has(first))
}

fn append(paragraph: &mut Paragraph, line: &Line, glued: bool) {
    paragraph.bold &= line.bold;
    paragraph.gaps += line.gaps;
    for (number, (text, struck)) in line.parts.iter().enumerate() {
        if number == 0
            && !glued
            && let Some((last, _)) = paragraph.parts.last_mut()
        {
            last.push(' ');
        }
        match paragraph.parts.last_mut() {
            Some((last, was)) if was == struck => last.push_str(text),
            _ => paragraph.parts.push((text.clone(), *struck)),
        }
    }
}
