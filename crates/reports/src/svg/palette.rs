//! Colours, and their contrast as computed by the Web Content Accessibility Guidelines.

use model::level::{Delivery, Impact};

use crate::document::Tone;

/// Text and the marks of signals.
pub const INK: &str = "#0b0c0c";
/// Secondary text and lines: 7:1 on white.
pub const GREY: &str = "#595959";
/// Grid lines.
pub const GRID: &str = "#d9d9d9";
/// The data.
pub const BLUE: &str = "#12436D";
/// The target.
pub const TEAL: &str = "#28A197";
/// The target's words, dark enough to read.
pub const TEAL_INK: &str = "#166B64";
/// What others have: benchmark lines and their words.
pub const PLUM: &str = "#801650";
/// Signals.
pub const ORANGE: &str = "#F46A25";

/// A light ground with dark ink of the same hue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tint {
    /// The ground.
    pub fill: &'static str,
    /// Text and border.
    pub ink: &'static str,
    /// The border is broken: not rated.
    pub broken: bool,
}

const fn tint(fill: &'static str, ink: &'static str) -> Tint {
    Tint { fill, ink, broken: false }
}

const RED: Tint = tint("#f4cdc6", "#7a1a0e");
const AMBER: Tint = tint("#fcd6b8", "#6e3619");
const YELLOW: Tint = tint("#fff3b0", "#594d00");
const GREEN: Tint = tint("#cce2d8", "#005a30");
const BLUE_TINT: Tint = tint("#d2e2f1", "#144e81");
const GREY_TINT: Tint = tint("#e5e6e7", "#383f43");
const NOT_RATED: Tint = Tint { fill: "#ffffff", ink: "#505a5f", broken: true };

/// The tint of a delivery level; `None` is not rated.
pub fn delivery(level: Option<Delivery>) -> Tint {
    match level {
        Some(Delivery::Red) => RED,
        Some(Delivery::Amber) => AMBER,
        Some(Delivery::Yellow) => YELLOW,
        Some(Delivery::Green) => GREEN,
        Some(Delivery::Blue) => BLUE_TINT,
        Some(Delivery::Grey) => GREY_TINT,
        None => NOT_RATED,
    }
}

/// The tint of an impact level; `None` is not rated.
pub fn impact(level: Option<Impact>) -> Tint {
    match level {
        Some(Impact::Red) => RED,
        Some(Impact::Amber) => AMBER,
        Some(Impact::Yellow) => YELLOW,
        Some(Impact::Green) => GREEN,
        Some(Impact::Grey) => GREY_TINT,
        None => NOT_RATED,
    }
}

/// The tint of a cell's colour.
pub const fn tone(tone: Tone) -> Tint {
    match tone {
        Tone::Red => RED,
        Tone::Amber => AMBER,
        Tone::Yellow => YELLOW,
        Tone::Green => GREEN,
        Tone::Blue => BLUE_TINT,
        Tone::Grey => GREY_TINT,
    }
}

/// The letter of a delivery level where there is no room for the word: N for not started, a dash for not rated.
pub fn delivery_letter(level: Option<Delivery>) -> &'static str {
    match level {
        Some(Delivery::Red) => "R",
        Some(Delivery::Amber) => "A",
        Some(Delivery::Yellow) => "Y",
        Some(Delivery::Green) => "G",
        Some(Delivery::Blue) => "B",
        Some(Delivery::Grey) => "N",
        None => "–",
    }
}

/// The letter of an impact level where there is no room for the word.
pub fn impact_letter(level: Option<Impact>) -> &'static str {
    match level {
        Some(Impact::Red) => "R",
        Some(Impact::Amber) => "A",
        Some(Impact::Yellow) => "Y",
        Some(Impact::Green) => "G",
        Some(Impact::Grey) => "N",
        None => "–",
    }
}

#[cfg(test)]
mod tests {
    use super::{BLUE, GREY, INK, ORANGE, PLUM, TEAL_INK, delivery, impact};
    use model::level::{Delivery, Impact};

    fn luminance(colour: &str) -> f64 {
        let channel = |i: usize| {
            let v = f64::from(u8::from_str_radix(&colour[i..i + 2], 16).unwrap()) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (x, y) = (luminance(a), luminance(b));
        (x.max(y) + 0.05) / (x.min(y) + 0.05)
    }

    #[test]
    fn text_is_readable_and_marks_are_visible() {
        for ink in [INK, GREY, TEAL_INK, BLUE, PLUM] {
            assert!(contrast(ink, "#ffffff") >= 4.5, "{ink}");
        }
        assert!(contrast(ORANGE, "#ffffff") >= 3.0);
        let levels = Delivery::ALL.into_iter().map(|l| delivery(Some(l)));
        let levels = levels.chain(Impact::ALL.into_iter().map(|l| impact(Some(l)))).chain([delivery(None)]);
        for tint in levels {
            assert!(contrast(tint.ink, tint.fill) >= 4.5 && contrast(tint.ink, "#ffffff") >= 4.5, "{tint:?}");
        }
    }
}
