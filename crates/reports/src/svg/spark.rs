//! A course of values the size of a word.

use super::canvas::Canvas;
use super::palette::{BLUE, GREY, GRID, TEAL_INK};

/// What is drawn. It stands beside the figure it illustrates, which says the same in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spark {
    /// The values, oldest first; `None` leaves a gap.
    pub values: Vec<Option<f64>>,
    /// The limits: a grey band.
    pub limits: Option<(f64, f64)>,
    /// The target: a line.
    pub target: Option<f64>,
    /// Zero is always shown: for counts.
    pub from_zero: bool,
}

/// Draws it, 140 by 36 units. Without a value there is nothing to draw.
pub fn spark(spark: &Spark) -> String {
    let (width, height, pad) = (140.0, 36.0, 5.0);
    let lines = spark.limits.into_iter().flat_map(|(a, b)| [a, b]).chain(spark.target);
    let all = || spark.values.iter().flatten().copied().chain(lines.clone()).filter(|v| v.is_finite());
    let zero = spark.from_zero.then_some(0.0);
    let low = all().chain(zero).fold(f64::MAX, f64::min);
    let high = all().chain(zero).fold(f64::MIN, f64::max);
    let known = spark.values.iter().flatten().count();
    if known == 0 {
        return String::new();
    }
    let range = (high - low).max(1e-9);
    let last_place = spark.values.len().saturating_sub(1).max(1) as f64;
    let x = |i: usize| pad + (width - 2.0 * pad) * i as f64 / last_place;
    let y = |v: f64| height - pad - (height - 2.0 * pad) * ((v - low) / range).clamp(0.0, 1.0);
    let mut canvas = Canvas::hidden("app-spark", width, height);
    if let Some((a, b)) = spark.limits {
        canvas.rect((0.0, y(b)), (width, y(a) - y(b)), GRID, " fill-opacity=\"0.6\"");
    }
    if let Some(target) = spark.target {
        canvas.line((0.0, y(target)), (width, y(target)), TEAL_INK, 1.5, "4 3");
    }
    if spark.from_zero {
        canvas.line((0.0, y(0.0)), (width, y(0.0)), GREY, 1.0, "");
    }
    let places: Vec<Option<(f64, f64)>> =
        spark.values.iter().enumerate().map(|(i, v)| v.map(|v| (x(i), y(v)))).collect();
    for stretch in places.split(Option::is_none) {
        let path: Vec<(f64, f64)> = stretch.iter().flatten().copied().collect();
        match path.as_slice() {
            [alone] => canvas.dot(*alone, 1.5, BLUE),
            _ => canvas.path_through(&path, BLUE, 2.0),
        }
    }
    if let Some(last) = places.iter().rev().flatten().next() {
        canvas.dot(*last, 3.5, BLUE);
    }
    canvas.end()
}
