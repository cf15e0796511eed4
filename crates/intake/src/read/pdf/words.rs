//! Characters into words, words into lines.

use super::ink::{Glyph, Ink, Ruling, back};

/// A word: characters of one line without a gap, all of them struck through or none.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    /// Its characters.
    pub(super) text: String,
    pub(super) x0: f64,
    pub(super) x1: f64,
    /// Its base line, in the axes of its direction.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) turn: u8,
    pub(super) bold: bool,
    pub(super) struck: bool,
    /// A space follows it.
    pub(super) spaced: bool,
    /// The width of its first character.
    pub(super) letter: f64,
}

impl Word {
    /// Its middle on the page.
    pub(super) fn middle(&self) -> (f64, f64) {
        back(self.turn, (self.x0 + self.x1) / 2.0, self.y - self.size * 0.3)
    }
}

/// A line of words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    /// Its words in parts that are struck through or not.
    pub(super) parts: Vec<(String, bool)>,
    pub(super) x0: f64,
    pub(super) x1: f64,
    /// Its base line.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) bold: bool,
    /// The width of its first word.
    pub(super) first: f64,
    /// The width of its first character.
    pub(super) letter: f64,
    /// It has several words.
    pub(super) several: bool,
    /// A space ends it.
    pub(super) spaced: bool,
    /// Gaps wider than any between words, as columns have them.
    pub(super) gaps: usize,
}

impl Line {
    /// All its words.
    pub(super) fn text(&self) -> String {
        self.parts.iter().map(|(t, _)| t.as_str()).collect()
    }
}

/// A gap of this much of the size of the type parts words.
const GAP: f64 = 0.2;

/// The words of a page; lines across that run through words strike them and are taken away.
pub(super) fn of(ink: &mut Ink) -> Vec<Word> {
    strike(ink);
    let mut walls: Vec<&Ruling> = ink.down.iter().collect();
    walls.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for glyph in &ink.glyphs {
        if glyph.c.is_whitespace() || glyph.c.is_control() {
            if let Some(last) = words.last_mut() {
                last.spaced = true;
            }
            open = false;
            continue;
        }
        match words.last_mut() {
            Some(last) if open && joins(last, glyph) && !walled(&walls, last, glyph) => {
                // The same character again at the same place only makes it bolder.
                if last.text.ends_with(glyph.c) && (glyph.x1 - last.x1).abs() < glyph.size * 0.1 {
                    continue;
                }
                last.text.push(glyph.c);
                last.x1 = last.x1.max(glyph.x1);
                last.size = last.size.max(glyph.size);
            }
            _ => words.push(Word {
                text: glyph.c.to_string(),
                x0: glyph.x0,
                x1: glyph.x1,
                y: glyph.y,
                size: glyph.size,
                turn: glyph.turn,
                bold: glyph.bold,
                struck: glyph.struck,
                spaced: false,
                letter: glyph.x1 - glyph.x0,
            }),
        }
        open = true;
    }
    words
}

fn joins(word: &Word, glyph: &Glyph) -> bool {
    let size = word.size.max(glyph.size);
    let gap = glyph.x0 - word.x1;
    word.turn == glyph.turn
        && word.struck == glyph.struck
        && (word.y - glyph.y).abs() < size * 0.1
        && gap < size * GAP
        && gap > -size * 0.6
}

/// Whether a line stands between a word and the next character: where columns are narrow, that is all that parts them.
fn walled(walls: &[&Ruling], word: &Word, glyph: &Glyph) -> bool {
    if glyph.turn != 0 {
        return false;
    }
    let (from, to) = ((word.x0 + word.x1) / 2.0, (glyph.x0 + glyph.x1) / 2.0);
    let middle = glyph.y - glyph.size * 0.3;
    let begin = walls.partition_point(|r| r.at < from.max(word.x1 - glyph.size * 0.3));
    let between = walls.get(begin..).unwrap_or(&[]).iter().take_while(|r| r.at <= to);
    between.take(400).any(|r| r.from <= middle && middle <= r.to)
}

/// A line across the middle of characters strikes them; it rules no table.
fn strike(ink: &mut Ink) {
    let mut upright: Vec<usize> =
        ink.glyphs.iter().enumerate().filter(|(_, g)| g.turn == 0).map(|(i, _)| i).collect();
    let glyphs = &mut ink.glyphs;
    upright.sort_by(|a, b| height(glyphs, *a).total_cmp(&height(glyphs, *b)));
    let through = |glyphs: &mut Vec<Glyph>, r: &Ruling| {
        let begin = upright.partition_point(|i| height(glyphs, *i) < r.at);
        let mut any = false;
        for i in upright.get(begin..).unwrap_or(&[]) {
            let Some(g) = glyphs.get_mut(*i) else { continue };
            if g.y > r.at + 60.0 {
                break;
            }
            let rise = (g.y - r.at) / g.size.max(0.1);
            let middle = (g.x0 + g.x1) / 2.0;
            if (0.14..0.5).contains(&rise) && r.from <= middle && middle <= r.to && !g.c.is_whitespace() {
                g.struck = true;
                any = true;
            }
        }
        any
    };
    let across = std::mem::take(&mut ink.across);
    ink.across = across.into_iter().filter(|r| !through(glyphs, r)).collect();
}

fn height(glyphs: &[Glyph], index: usize) -> f64 {
    glyphs.get(index).map_or(0.0, |g| g.y)
}

/// Words into lines, from the top of the page downwards; what stands sideways comes last.
pub(super) fn lines(mut words: Vec<Word>) -> Vec<Line> {
    words.sort_by(|a, b| a.turn.cmp(&b.turn).then(a.y.total_cmp(&b.y)).then(a.x0.total_cmp(&b.x0)));
    let mut out: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match out.last_mut() {
            Some(line) if line.first().is_some_and(|f| together(f, &word)) => line.push(word),
            _ => out.push(vec![word]),
        }
    }
    out.into_iter().filter_map(line).collect()
}

/// Whether two words stand in one line; what is raised or lowered a little does.
fn together(first: &Word, word: &Word) -> bool {
    first.turn == word.turn && (first.y - word.y).abs() < first.size.max(word.size) * 0.45
}

fn line(mut words: Vec<Word>) -> Option<Line> {
    words.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut line = Line { bold: true, ..Line::default() };
    let mut before: Option<&Word> = None;
    for word in &words {
        let gap = before.map_or(0.0, |b| word.x0 - b.x1);
        let spaced = before.is_some_and(|b| b.spaced) || gap > word.size * GAP;
        line.gaps += usize::from(gap > word.size * 1.8);
        match line.parts.last_mut() {
            Some((text, struck)) => {
                if spaced {
                    text.push(' ');
                }
                if *struck == word.struck {
                    text.push_str(&word.text);
                } else {
                    line.parts.push((word.text.clone(), word.struck));
                }
            }
            None => line.parts.push((word.text.clone(), word.struck)),
        }
        // No line breaks before a stroke or a stop, not even after a space.
        let clings = word.text.starts_with(['/', '!', '?', ':', ';', ',', '.', ')', ']']);
        if spaced && !clings {
            line.several = true;
        } else if !line.several {
            line.first = word.x1 - words.first()?.x0;
        }
        line.x1 = line.x1.max(word.x1);
        line.size = line.size.max(word.size);
        line.bold &= word.bold;
        line.spaced = word.spaced;
        before = Some(word);
    }
    let first = words.first()?;
    (line.x0, line.letter) = (first.x0, first.letter);
    // The base line is that of the largest type: a raised mark may come first.
    line.y = words.iter().max_by(|a, b| a.size.total_cmp(&b.size))?.y;
    Some(line)
}
