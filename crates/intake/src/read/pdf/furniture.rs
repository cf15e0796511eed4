//! What every page repeats at its head and foot.

use std::collections::BTreeMap;

use super::page::{Item, PageRead};
use super::words::Line;

/// Furniture stands in this part of the height at the top or bottom.
const MARGIN: f64 = 0.13;

/// For each page, which of its items are furniture.
pub(super) fn find(pages: &[PageRead]) -> Vec<Vec<bool>> {
    let mut seen: BTreeMap<(String, bool), usize> = BTreeMap::new();
    for page in pages {
        let mut own: Vec<_> = page.items.iter().filter_map(|i| key(page, i)).collect();
        own.sort();
        own.dedup();
        for key in own {
            *seen.entry(key).or_default() += 1;
        }
    }
    let often = |count: usize| count >= 2 && count * 2 >= pages.len().min(6);
    let is = |page: &PageRead, item: &Item| {
        let Some((text, foot)) = key(page, item) else { return false };
        is_number(&text) || seen.get(&(text, foot)).is_some_and(|count| often(*count))
    };
    pages.iter().map(|page| page.items.iter().map(|item| is(page, item)).collect()).collect()
}

/// The words of a line at the head or foot with its figures alike; whether it stands at the foot.
fn key(page: &PageRead, item: &Item) -> Option<(String, bool)> {
    let Item::Line(line) = item else { return None };
    let height = page.size.1;
    let foot = line.y > height * (1.0 - MARGIN);
    (foot || line.y < height * MARGIN).then(|| (alike(line), foot))
}

fn alike(line: &Line) -> String {
    let mut out = String::new();
    for c in line.text().trim().to_lowercase().chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if c != '#' || !out.ends_with('#') {
            out.push(c);
        }
    }
    out
}

/// `Page 3 of 12` and its like.
fn is_number(alike: &str) -> bool {
    alike.contains('#')
        && alike
            .split(|c: char| !c.is_alphanumeric() && c != '#')
            .all(|w| matches!(w, "" | "#" | "page" | "of" | "p"))
}
