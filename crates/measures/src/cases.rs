//! The rows behind a number, small enough to keep by the hundred thousand: names are kept once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::rows::RawRow;

/// A name kept in [`Names`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(u32);

/// Names, each kept once; the first is the empty one.
#[derive(Clone, Debug)]
pub struct Names {
    all: Vec<Box<str>>,
    places: HashMap<Box<str>, Name, Quick>,
}

/// Makes a [`QuickHasher`].
type Quick = BuildHasherDefault<QuickHasher>;

/// Hashes short words quickly: every row of every list brings four. Words made so that they collide slow a query down and
/// nothing else, and whoever writes queries can do that more simply.
#[derive(Clone, Copy, Debug, Default)]
struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        for eight in bytes.chunks(8) {
            let word = eight.iter().fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
            self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        // The map takes the upper bits for one thing and the lower for another; multiplying leaves the lower poor.
        self.0 ^ self.0 >> 32
    }
}

impl Default for Names {
    fn default() -> Names {
        let mut places = HashMap::default();
        places.insert("".into(), Name(0));
        Names { all: vec!["".into()], places }
    }
}

impl Names {
    /// Keeps a name.
    pub fn keep(&mut self, name: &str) -> Name {
        if let Some(known) = self.places.get(name) {
            return *known;
        }
        let new = Name(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(name.into());
        self.places.insert(name.into(), new);
        new
    }

    /// The words of a name.
    pub fn get(&self, name: Name) -> &str {
        usize::try_from(name.0).ok().and_then(|i| self.all.get(i)).map_or("", |n| n)
    }
}

/// What a row does to the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// It is one of those counted: the numerator.
    Yes,
    /// It is one of those there are, but not counted: the rest of the denominator.
    No,
    /// It is left out of both.
    Out,
}

impl Counted {
    /// The word of pages and files.
    pub fn word(self) -> &'static str {
        match self {
            Counted::Yes => "counted",
            Counted::No => "not counted",
            Counted::Out => "left out",
        }
    }
}

/// One row behind a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// The row's number in its list.
    pub row: i64,
    /// The list.
    pub list: Name,
    /// The service.
    pub service: Name,
    /// The team.
    pub team: Name,
    /// The worker.
    pub worker: Name,
    /// Counted or not.
    pub counted: Counted,
    /// Why, or the band.
    pub reason: Name,
    /// The whole number that it brings.
    pub value: Option<i64>,
}

impl Case {
    /// Keeps what an engine hands over; `list` is that of the definition.
    pub(crate) fn of(raw: RawRow<'_>, list: Name, names: &mut Names) -> Case {
        let mut keep = |text: Option<&str>| text.map_or(Name::default(), |t| names.keep(t));
        Case {
            row: raw.row,
            list: raw.list.map_or(list, |l| keep(Some(l))),
            service: keep(raw.service),
            team: keep(raw.team),
            worker: keep(raw.worker),
            counted: match raw.counted {
                Some(0) => Counted::No,
                Some(_) => Counted::Yes,
                None => Counted::Out,
            },
            reason: keep(raw.reason),
            value: raw.value,
        }
    }
}
