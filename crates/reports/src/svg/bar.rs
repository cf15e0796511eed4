//! A whole divided into its parts: one bar of 100%, counts written in its segments.

use super::canvas::{Canvas, Style, text_width};
use super::palette::Tint;

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its name in words: `red`.
    pub name: String,
    /// Its letter, where there is no room for the word.
    pub letter: String,
    /// How many.
    pub count: usize,
    /// Its colours.
    pub tint: Tint,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Unique on its page.
    pub id: String,
    /// What is divided: `Delivery of priority 1`.
    pub title: String,
    /// The parts, in the order in which they stand.
    pub segments: Vec<Segment>,
    /// How wide the drawing is, in units.
    pub width: u16,
}

/// Draws the bar, 28 units high. Parts of none are left out; every part is at least wide enough for its count.
pub fn bar(bar: &Bar) -> String {
    let shown: Vec<&Segment> = bar.segments.iter().filter(|s| s.count > 0).collect();
    let total: usize = shown.iter().map(|s| s.count).sum();
    let listed: Vec<String> = shown.iter().map(|s| format!("{} {}", s.count, s.name)).collect();
    let description = match total {
        0 => "There is nothing to show.".to_owned(),
        n => format!("Of {n}: {}.", listed.join(", ")),
    };
    let (width, height, size) = (f64::from(bar.width), 28.0, 14.0);
    let mut canvas = Canvas::named(&bar.id, width, height, &bar.title, &description);
    let least = |s: &Segment| text_width(&s.count.to_string(), size, true) + 10.0;
    let widths = shares(&shown.iter().map(|s| (s.count as f64, least(s))).collect::<Vec<_>>(), width - 2.0);
    let mut x = 1.0;
    for (segment, wide) in shown.into_iter().zip(widths) {
        let dash = if segment.tint.broken { " stroke-dasharray=\"4 3\"" } else { "" };
        let border = format!(" stroke=\"{}\" stroke-width=\"2\"{dash}", segment.tint.ink);
        canvas.rect((x + 1.0, 2.0), (wide - 2.0, height - 4.0), segment.tint.fill, &border);
        let with_letter = format!("{} {}", segment.count, segment.letter);
        let roomy = text_width(&with_letter, size, true) + 12.0 < wide;
        let text = if roomy { with_letter } else { segment.count.to_string() };
        let style = Style::new("middle", segment.tint.ink, size).bold();
        canvas.text((x + wide / 2.0, height / 2.0 + size * 0.36), &text, style);
        x += wide;
    }
    canvas.end()
}

/// Widths in proportion to the counts, none below its least as far as the room allows.
fn shares(parts: &[(f64, f64)], room: f64) -> Vec<f64> {
    let total: f64 = parts.iter().map(|p| p.0).sum();
    if total <= 0.0 {
        return Vec::new();
    }
    let wish: Vec<f64> = parts.iter().map(|(n, least)| (room * n / total).max(*least)).collect();
    let over: f64 = wish.iter().sum::<f64>() - room;
    let spare: f64 = wish.iter().zip(parts).map(|(w, (_, least))| w - least).sum();
    if over <= 0.0 {
        return wish;
    }
    if spare <= over {
        return parts.iter().map(|(n, _)| room * n / total).collect();
    }
    wish.iter().zip(parts).map(|(w, (_, least))| w - over * (w - least) / spare).collect()
}
