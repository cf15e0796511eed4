//! Text as it can be printed: what no font has is replaced where everybody sees it, and listed.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;

use crate::fonts;

/// What stands in the place of a letter that cannot be printed, the first that the fonts have.
const BOXES: [char; 3] = ['\u{25a1}', '\u{25af}', '?'];
/// A word longer than this may be broken anywhere.
const LONGEST: usize = 36;
/// Where a long word may be broken.
const BREAK: char = '\u{200b}';

/// Which letters were replaced so far, and what was asked of the fonts already.
#[derive(Default)]
pub(crate) struct Replaced {
    list: BTreeSet<char>,
    known: BTreeMap<char, bool>,
}

impl Replaced {
    /// The letters, each once.
    pub(crate) fn into_list(self) -> Vec<char> {
        self.list.into_iter().collect()
    }

    fn has(&mut self, c: char) -> bool {
        c.is_ascii_graphic() || c == ' ' || *self.known.entry(c).or_insert_with(|| fonts::has(c))
    }

    /// A drawing whose every letter can be printed; its mark-up is plain letters already.
    pub(crate) fn drawing(&mut self, svg: &str) -> String {
        svg.nfc().map(|c| self.letter(c).unwrap_or(' ')).collect()
    }

    /// The letter, or what stands in its place; none where that is nothing.
    fn letter(&mut self, c: char) -> Option<char> {
        if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') {
            return Some(' ');
        }
        if self.has(c) {
            return Some(c);
        }
        if c.is_whitespace() {
            return Some(' ');
        }
        // What is never seen is not missed.
        if invisible(c) {
            return None;
        }
        self.list.insert(c);
        Some(BOXES.into_iter().find(|b| self.has(*b)).unwrap_or('?'))
    }

    /// One line of text as it can be printed.
    pub(crate) fn line(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut word = 0;
        for c in text.nfc() {
            let Some(c) = self.letter(c) else { continue };
            word = if c == ' ' { 0 } else { word + 1 };
            if word > LONGEST {
                out.push(BREAK);
                word = 1;
            }
            out.push(c);
        }
        out
    }
}

/// Marks that steer letters beside them and have no shape.
fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::Replaced;

    #[test]
    fn names_stay_and_what_no_font_has_is_listed() {
        let mut replaced = Replaced::default();
        for name in testkit::paper::NAMES {
            assert_eq!(replaced.line(name), name);
        }
        assert_eq!(replaced.line("a\u{0}b\u{e0041}c"), "a bc");
        assert_eq!(replaced.line("e\u{301}"), "é");
        let long = replaced.line(&"x".repeat(100));
        assert_eq!(long.chars().filter(|c| *c == '\u{200b}').count(), 2);
        let lost = replaced.line("漢");
        assert!(lost != "漢" && lost.chars().count() == 1);
        assert_eq!(replaced.into_list(), ['漢']);
    }
}
