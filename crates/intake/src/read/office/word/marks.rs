//! Automatic numbers and bullets as they are printed.

use std::collections::BTreeMap;

use crate::read::office::xml::{self, Node, attribute, number};

/// The levels of one numbering.
const LEVELS: usize = 9;

#[derive(Clone, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
}

#[derive(Clone)]
struct Numbering {
    levels: Vec<Level>,
    /// How far each level has been counted.
    counts: Vec<u32>,
}

impl Default for Numbering {
    fn default() -> Numbering {
        let level = Level { start: 1, format: "decimal".into(), text: String::new() };
        Numbering { levels: vec![level; LEVELS], counts: vec![0; LEVELS] }
    }
}

/// The numberings of a document and how far they have been counted.
#[derive(Default)]
pub(super) struct Marks {
    numberings: BTreeMap<u32, Numbering>,
    /// Which numbering a list uses, and the levels it starts anew at first use.
    lists: BTreeMap<u32, (u32, BTreeMap<usize, u32>)>,
}

impl Marks {
    /// Reads the part that holds the numberings; an empty one gives none.
    pub(super) fn read(part: &str) -> Marks {
        let mut marks = Marks::default();
        let (mut numbering, mut list, mut level) = (None, None, 0_usize);
        xml::walk(part, |node| match node {
            Node::Open("abstractNum", element) => {
                numbering = number::<u32>(element, "abstractNumId");
                if let Some(id) = numbering {
                    marks.numberings.insert(id, Numbering::default());
                }
            }
            Node::Open("num", element) => list = number::<u32>(element, "numId"),
            Node::Close("abstractNum") => numbering = None,
            Node::Close("num") => list = None,
            Node::Open("abstractNumId", element) => {
                if let (Some(list), Some(of)) = (list, number::<u32>(element, "val")) {
                    marks.lists.insert(list, (of, BTreeMap::new()));
                }
            }
            Node::Open("lvl" | "lvlOverride", element) => level = number(element, "ilvl").unwrap_or(0),
            Node::Open("startOverride", element) => {
                if let Some((_, anew)) = list.and_then(|l| marks.lists.get_mut(&l)) {
                    anew.insert(level, number(element, "val").unwrap_or(1));
                }
            }
            Node::Open(name @ ("start" | "numFmt" | "lvlText"), element) => {
                let Some(of) = numbering
                    .and_then(|n| marks.numberings.get_mut(&n))
                    .and_then(|n| n.levels.get_mut(level))
                else {
                    return;
                };
                match name {
                    "start" => of.start = number(element, "val").unwrap_or(1),
                    "numFmt" => of.format = attribute(element, "val").unwrap_or_default(),
                    _ => of.text = attribute(element, "val").unwrap_or_default(),
                }
            }
            Node::Open(..) | Node::Close(_) | Node::Text(_) => {}
        });
        marks
    }

    /// The mark of the next paragraph of this list at this level; empty where none is printed.
    pub(super) fn next(&mut self, list: u32, level: usize) -> String {
        let level = level.min(LEVELS - 1);
        let Some((of, anew)) = self.lists.get_mut(&list) else { return String::from("•") };
        let Some(numbering) = self.numberings.get_mut(of) else { return String::from("•") };
        for (level, start) in std::mem::take(anew) {
            if let (Some(count), Some(of)) =
                (numbering.counts.get_mut(level), numbering.levels.get_mut(level))
            {
                *count = 0;
                of.start = start;
            }
        }
        for (at, count) in numbering.counts.iter_mut().enumerate() {
            let start = numbering.levels.get(at).map_or(1, |l| l.start);
            // The next number here; what stands above begins to count; what stands below begins anew.
            match at.cmp(&level) {
                std::cmp::Ordering::Equal if *count == 0 => *count = start.max(1),
                std::cmp::Ordering::Equal => *count = count.saturating_add(1),
                std::cmp::Ordering::Less if *count == 0 => *count = start.max(1),
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Greater => *count = 0,
            }
        }
        let Some(of) = numbering.levels.get(level) else { return String::new() };
        if of.format == "bullet" {
            return String::from("•");
        }
        let mut mark = of.text.clone();
        for (at, (count, of)) in numbering.counts.iter().zip(&numbering.levels).enumerate() {
            let place = format!("%{}", at + 1);
            if mark.contains(&place) {
                mark = mark.replace(&place, &written(*count, &of.format));
            }
        }
        mark
    }
}

/// A number as a format writes it.
fn written(number: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "lowerLetter" => letters(number),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

/// `a` to `z`, then `aa`, `bb`, as Word does.
fn letters(number: u32) -> String {
    let index = number.saturating_sub(1);
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    std::iter::repeat_n(letter, (index / 26 + 1).min(9) as usize).collect()
}

fn roman(mut number: u32) -> String {
    const PARTS: [(u32, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    if number > 399 {
        return number.to_string();
    }
    let mut out = String::new();
    for (worth, sign) in PARTS {
        while number >= worth {
            out.push_str(sign);
            number -= worth;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Marks, letters, roman};

    #[test]
    fn numbers_are_counted_as_they_are_printed() {
        let part = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="3">
            <w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
            <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
            <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>
            <w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>
            <w:num w:numId="8"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
            </w:numbering>"#;
        let mut marks = Marks::read(part);
        let all: Vec<String> = [(7, 0), (7, 1), (7, 1), (7, 0), (7, 1), (7, 2), (8, 0), (8, 0), (9, 0)]
            .map(|(l, v)| marks.next(l, v))
            .into();
        assert_eq!(all, ["2.", "2.a)", "2.b)", "3.", "3.a)", "•", "1.", "2.", "•"]);
        assert_eq!(letters(28), "bb");
        assert_eq!(roman(44), "xliv");
    }
}
