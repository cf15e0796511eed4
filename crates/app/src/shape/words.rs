//! Small values as the words the store keeps, and back.

use model::level::{Delivery, Impact};
use model::plan::{Axis, Band, Stance};

/// A band as kept: `immediately`, `3 months`.
pub(crate) fn band(band: Band) -> String {
    match band {
        Band::Immediately => "immediately".to_owned(),
        Band::Months(months) => format!("{months} months"),
    }
}

/// The band kept with these words.
pub(crate) fn band_from(words: &str) -> Option<Band> {
    if words == "immediately" {
        return Some(Band::Immediately);
    }
    words.split(' ').next()?.parse().ok().map(Band::Months)
}

/// A stance as kept: `on-track`, `off-track`, `done`.
pub(crate) fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::OnTrack => "on-track",
        Stance::OffTrack => "off-track",
        Stance::Done => "done",
    }
}

/// The stance kept with this word.
pub(crate) fn stance_from(word: &str) -> Option<Stance> {
    [Stance::OnTrack, Stance::OffTrack, Stance::Done].into_iter().find(|s| stance(*s) == word)
}

/// An axis as kept: `delivery`, `impact`.
pub(crate) fn axis(axis: Axis) -> &'static str {
    match axis {
        Axis::Delivery => "delivery",
        Axis::Impact => "impact",
    }
}

/// The axis kept with this word.
pub(crate) fn axis_from(word: &str) -> Option<Axis> {
    [Axis::Delivery, Axis::Impact].into_iter().find(|a| axis(*a) == word)
}

/// Whether the word names a level of the axis.
pub(crate) fn is_level(axis: Axis, word: &str) -> bool {
    match axis {
        Axis::Delivery => Delivery::from_word(word).is_some(),
        Axis::Impact => Impact::from_word(word).is_some(),
    }
}
