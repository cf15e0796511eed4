//! The comments of an older Excel sheet: a record says which cell a note belongs to, another holds its words, and the
//! number of a drawn object joins the two.

use std::collections::BTreeMap;

use crate::read::fold;
use crate::read::office::compound::half;
use crate::read::office::sheets::cell_name;

const NOTE: u16 = 0x1c;
const CONTINUE: u16 = 0x3c;
const OBJECT: u16 = 0x5d;
const TEXT: u16 = 0x1b6;

/// Comments in the making, record by record.
#[derive(Debug, Default)]
pub(super) struct Comments {
    /// The object that is open.
    object: u16,
    /// Letters of its words that are still to come.
    due: usize,
    words: BTreeMap<u16, String>,
    /// The row and column of each note, and its object.
    notes: Vec<(u32, u32, u16)>,
}

impl Comments {
    /// Takes the next record of the sheet.
    pub(super) fn take(&mut self, kind: u16, data: &[u8]) {
        match kind {
            OBJECT => (self.object, self.due) = (half(data, 6).unwrap_or(0), 0),
            TEXT => self.due = half(data, 10).map_or(0, usize::from),
            CONTINUE if self.due > 0 => self.letters(data),
            NOTE => {
                let place = half(data, 0).zip(half(data, 2)).zip(half(data, 6));
                self.notes.extend(place.map(|((row, column), id)| (u32::from(row), u32::from(column), id)));
            }
            CONTINUE => {}
            _ => self.due = 0,
        }
    }

    /// A piece of the words: its first byte says whether a letter takes one byte or two.
    fn letters(&mut self, data: &[u8]) {
        let Some((flags, letters)) = data.split_first() else { return };
        let words = self.words.entry(self.object).or_default();
        let taken = if flags & 1 == 1 {
            let units: Vec<u16> = letters
                .chunks_exact(2)
                .take(self.due)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                .collect();
            words.push_str(&String::from_utf16_lossy(&units));
            units.len()
        } else {
            words.extend(letters.iter().take(self.due).map(|letter| char::from(*letter)));
            letters.len().min(self.due)
        };
        self.due -= taken;
    }

    /// Each comment with its cell (`B12`), and how many have no words that could be read.
    pub(super) fn finish(self) -> (Vec<(String, String)>, usize) {
        let mut out = Vec::with_capacity(self.notes.len());
        let mut unread = 0;
        for (row, column, object) in self.notes {
            match self.words.get(&object).map(|words| fold(words)).filter(|words| !words.is_empty()) {
                Some(words) => out.push((cell_name(row, column), words)),
                None => unread += 1,
            }
        }
        (out, unread)
    }
}

#[cfg(test)]
mod tests {
    use super::{CONTINUE, Comments, NOTE, OBJECT, TEXT};

    /// A record of half words, little end first.
    fn halves(of: &[u16]) -> Vec<u8> {
        of.iter().flat_map(|n| n.to_le_bytes()).collect()
    }

    #[test]
    fn words_find_their_cell_by_the_number_of_their_object() {
        let mut comments = Comments::default();
        let text = |letters: u16| halves(&[0, 0, 0, 0, 0, letters, 16]);
        comments.take(OBJECT, &halves(&[0x15, 0x12, 0x19, 7]));
        comments.take(TEXT, &text(9));
        // Four letters of one byte each, then five of two; what follows describes their looks.
        comments.take(CONTINUE, b"\x00Who ");
        comments.take(CONTINUE, b"\x01p\0a\0y\0s\0?\0");
        comments.take(CONTINUE, &[0; 16]);
        comments.take(NOTE, &halves(&[11, 1, 0, 7]));
        comments.take(NOTE, &halves(&[0, 27, 0, 8]));
        assert_eq!(comments.finish(), (vec![("B12".to_owned(), "Who pays?".to_owned())], 1));
    }
}
