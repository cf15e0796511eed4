//! Fonts: the bytes of a string into characters and their widths.

use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use std::collections::BTreeMap;

use super::names;

/// The most bytes of one map of characters.
const MAX_MAP: usize = 4_000_000;

/// A font.
pub(super) struct Font {
    /// Its codes have two bytes.
    wide: bool,
    /// What the document says its codes mean.
    meanings: Option<CMap>,
    /// What its codes mean by its encoding.
    table: Vec<Option<char>>,
    widths: BTreeMap<u32, f64>,
    default_width: f64,
    /// What one unit of its widths is of the size of the type.
    unit: f64,
    /// Set in bold.
    pub(super) bold: bool,
}

impl Font {
    /// Reads a font.
    pub(super) fn read(dict: &Dict<'_>) -> Font {
        let kind = text(dict, "Subtype");
        let wide = kind == "Type0";
        let meanings = dict
            .get::<Stream<'_>>("ToUnicode")
            .and_then(|s| s.decoded_data().ok())
            .filter(|bytes| bytes.len() <= MAX_MAP)
            .and_then(|bytes| CMap::parse(&bytes, |_| None));
        let inner = if wide {
            dict.get::<Array<'_>>("DescendantFonts").and_then(|a| a.iter::<Dict<'_>>().next())
        } else {
            None
        };
        let body = inner.as_ref().unwrap_or(dict);
        let about = body.get::<Dict<'_>>("FontDescriptor");
        let mut name = text(dict, "BaseFont").to_lowercase();
        if let Some((prefix, rest)) = name.split_once('+')
            && prefix.len() == 6
        {
            name = rest.to_owned();
        }
        let about_number = |key: &str| about.as_ref().and_then(|d| d.get::<f32>(key)).map(f64::from);
        let heavy = ["bold", "black", "heavy"].iter().any(|w| name.contains(w));
        let forced = about.as_ref().and_then(|d| d.get::<i32>("Flags")).is_some_and(|f| f & (1 << 18) != 0);
        let unit = if kind == "Type3" {
            dict.get::<Array<'_>>("FontMatrix")
                .and_then(|m| m.iter::<f32>().next())
                .map_or(0.001, |n| f64::from(n).abs())
        } else {
            0.001
        };
        Font {
            wide,
            meanings,
            table: if wide { Vec::new() } else { table(dict, &name) },
            widths: if wide { wide_widths(body) } else { simple_widths(dict) },
            default_width: if wide {
                body.get::<f32>("DW").map_or(1000.0, f64::from)
            } else {
                about_number("MissingWidth").filter(|w| *w > 0.0).unwrap_or(500.0)
            },
            unit,
            bold: heavy || forced || about_number("FontWeight").is_some_and(|w| w >= 600.0),
        }
    }

    /// The codes of a string with the bytes each takes.
    pub(super) fn codes<'s>(&self, bytes: &'s [u8]) -> impl Iterator<Item = (u32, usize)> + 's {
        let step = if self.wide { 2 } else { 1 };
        bytes.chunks(step).map(|c| (c.iter().fold(0_u32, |n, b| n << 8 | u32::from(*b)), c.len()))
    }

    /// How far the next character stands, in parts of the size of the type.
    pub(super) fn width(&self, code: u32) -> f64 {
        self.widths.get(&code).copied().unwrap_or(self.default_width) * self.unit
    }

    /// What a code means; empty where nobody says.
    pub(super) fn meaning(&self, code: u32) -> String {
        let said = match self.meanings.as_ref().and_then(|m| m.lookup_bf_string(code)) {
            Some(BfString::Char(c)) => Some(c.to_string()),
            Some(BfString::String(s)) => Some(s),
            None => None,
        };
        let said = said.filter(|s| s.chars().any(|c| c != '\0' && c != '\u{fffd}'));
        let by_table = || self.table.get(code as usize).copied().flatten().map(String::from);
        let mut out = String::new();
        for c in said.or_else(by_table).unwrap_or_default().chars() {
            names::spell(c, &mut out);
        }
        out
    }
}

/// The text of a name in a dictionary.
pub(super) fn text(dict: &Dict<'_>, key: &str) -> String {
    dict.get::<Name<'_>>(key).map(|n| n.as_str().to_owned()).unwrap_or_default()
}

/// What the codes of a font of single bytes mean.
fn table(dict: &Dict<'_>, name: &str) -> Vec<Option<char>> {
    let symbolic = name.contains("symbol") || name.contains("wingdings") || name.contains("dingbats");
    let mut base = String::new();
    let mut differences = None;
    match dict.get::<Object<'_>>("Encoding") {
        Some(Object::Name(n)) => n.as_str().clone_into(&mut base),
        Some(Object::Dict(d)) => {
            base = text(&d, "BaseEncoding");
            differences = d.get::<Array<'_>>("Differences");
        }
        _ => {}
    }
    let mut table: Vec<Option<char>> = (0..=255_u8)
        .map(|code| if symbolic { names::symbol(name, code) } else { names::encoded(&base, code) })
        .collect();
    let mut code = 0_usize;
    for part in differences.iter().flat_map(|d| d.iter::<Object<'_>>()).take(1_024) {
        match part {
            Object::Number(n) => code = usize::try_from(n.as_i64()).unwrap_or(256),
            Object::Name(n) => {
                if let Some(slot) = table.get_mut(code) {
                    *slot = names::named(n.as_str()).or(*slot);
                }
                code += 1;
            }
            _ => {}
        }
    }
    table
}

fn simple_widths(dict: &Dict<'_>) -> BTreeMap<u32, f64> {
    let first = dict.get::<i32>("FirstChar").and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    let widths = dict.get::<Array<'_>>("Widths");
    let given = widths.iter().flat_map(|w| w.iter::<f32>()).take(256);
    (first..).zip(given.map(f64::from)).collect()
}

/// Widths of a font of two bytes: `first [w w w]` or `first last w`.
fn wide_widths(dict: &Dict<'_>) -> BTreeMap<u32, f64> {
    let mut out = BTreeMap::new();
    let Some(all) = dict.get::<Array<'_>>("W") else { return out };
    let mut parts = all.iter::<Object<'_>>().take(200_000);
    let code = |n: Number| u32::try_from(n.as_i64()).unwrap_or(0).min(0xffff);
    while let (Some(Object::Number(first)), Some(next)) = (parts.next(), parts.next()) {
        match next {
            Object::Array(widths) => {
                out.extend((code(first)..=0xffff).zip(widths.iter::<f32>().map(f64::from)));
            }
            Object::Number(last) => {
                let Some(Object::Number(width)) = parts.next() else { break };
                out.extend((code(first)..=code(last)).map(|c| (c, width.as_f64())));
            }
            _ => break,
        }
    }
    out
}
