//! The levels of the two axes of rating.

use serde::{Deserialize, Serialize};
/// How the doing goes: the delivery rating (some plans print it as "Outcome").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Delivery {
    /// Slipped or changed, with no immediate plan to bring it back.
    Red,
    /// Not fully on track, with a plan to be so by an identifiable date.
    Amber,
    /// Back on track, or done but not yet embedded or confirmed.
    Yellow,
    /// Progressing as expected.
    Green,
    /// Completed fully.
    Blue,
    /// Not scheduled to start in this period.
    Grey,
}

/// What difference it makes: the impact rating. It has no blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Impact {
    /// Not on target, outside tolerance, no improvement.
    Red,
    /// Not on target but within tolerance.
    Amber,
    /// Outside tolerance but better than the previous return.
    Yellow,
    /// Meeting or exceeding the target.
    Green,
    /// Not yet expected to be realised.
    Grey,
}

impl Delivery {
    /// Every level, worst first.
    pub const ALL: [Delivery; 6] =
        [Delivery::Red, Delivery::Amber, Delivery::Yellow, Delivery::Green, Delivery::Blue, Delivery::Grey];

    /// The word: `red` to `grey`.
    pub fn word(self) -> &'static str {
        match self {
            Delivery::Red => "red",
            Delivery::Amber => "amber",
            Delivery::Yellow => "yellow",
            Delivery::Green => "green",
            Delivery::Blue => "blue",
            Delivery::Grey => "grey",
        }
    }

    /// The level with this word, in any case.
    pub fn from_word(word: &str) -> Option<Delivery> {
        Delivery::ALL.into_iter().find(|l| l.word().eq_ignore_ascii_case(word.trim()))
    }
}

impl Impact {
    /// Every level, worst first.
    pub const ALL: [Impact; 5] = [Impact::Red, Impact::Yellow, Impact::Amber, Impact::Green, Impact::Grey];

    /// The word: `red` to `grey`.
    pub fn word(self) -> &'static str {
        match self {
            Impact::Red => "red",
            Impact::Amber => "amber",
            Impact::Yellow => "yellow",
            Impact::Green => "green",
            Impact::Grey => "grey",
        }
    }

    /// The level with this word, in any case.
    pub fn from_word(word: &str) -> Option<Impact> {
        Impact::ALL.into_iter().find(|l| l.word().eq_ignore_ascii_case(word.trim()))
    }
}
