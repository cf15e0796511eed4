//! Cells of a snapshot's tables, eight bytes each; words are kept once.

use std::collections::HashMap;

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Cell {
    /// Nothing, or nothing that could be read.
    #[default]
    Missing,
    /// A day (days since 1 January 1970) or a number.
    Int(i32),
    /// A word of the pool.
    Word(Word),
}

/// A text kept once; equal texts of one snapshot are equal words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(u32);

impl Word {
    /// Its number in the pool.
    pub(crate) fn number(self) -> u32 {
        self.0
    }

    /// The word with this number.
    pub(crate) fn of(number: u32) -> Word {
        Word(number)
    }
}

/// The words of a snapshot.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    texts: Vec<std::sync::Arc<str>>,
    places: HashMap<std::sync::Arc<str>, Word>,
}

impl Pool {
    /// The pool of these texts in their order, each of them once.
    pub(crate) fn of(texts: Vec<std::sync::Arc<str>>) -> Pool {
        Pool { texts, places: HashMap::new() }
    }

    /// The word for a text, kept if it is new.
    pub(crate) fn word(&mut self, text: &str) -> Word {
        if let Some(word) = self.places.get(text) {
            return *word;
        }
        let word = Word(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        let kept: std::sync::Arc<str> = text.into();
        self.texts.push(kept.clone());
        self.places.insert(kept, word);
        word
    }

    /// Every text, in the order of the words.
    pub(crate) fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.texts.iter().map(|t| t.as_ref())
    }

    /// The text of a word.
    pub fn text(&self, word: Word) -> &str {
        self.texts.get(word.0 as usize).map_or("", |t| t)
    }
}

/// A value as it goes into a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Datum<'a> {
    /// NULL.
    Null,
    /// An integer.
    Int(i64),
    /// A text.
    Text(&'a str),
}

impl Cell {
    /// The number or day, if there is one.
    pub fn int(self) -> Option<i32> {
        if let Cell::Int(number) = self { Some(number) } else { None }
    }

    /// The word, if there is one.
    pub fn word(self) -> Option<Word> {
        if let Cell::Word(word) = self { Some(word) } else { None }
    }

    /// Whether nothing stands here.
    pub fn is_missing(self) -> bool {
        self == Cell::Missing
    }

    /// The value with its text.
    pub fn datum(self, pool: &Pool) -> Datum<'_> {
        match self {
            Cell::Missing => Datum::Null,
            Cell::Int(number) => Datum::Int(i64::from(number)),
            Cell::Word(word) => Datum::Text(pool.text(word)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Datum, Pool};

    #[test]
    fn equal_texts_are_one_word_of_eight_bytes() {
        let mut pool = Pool::default();
        let one = pool.word("C1");
        assert_eq!(one, pool.word("C1"));
        assert_ne!(one, pool.word("C2"));
        assert_eq!(Cell::Word(one).datum(&pool), Datum::Text("C1"));
        assert_eq!(size_of::<Cell>(), 8);
    }
}
