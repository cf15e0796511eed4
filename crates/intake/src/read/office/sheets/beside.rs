//! What stands beside the values of a workbook: hidden rows and columns, comments, words struck through inside a cell.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::BytesStart;

use super::Grid;
use crate::read::fold;
use crate::read::office::package::{Broken, Package};
use crate::read::office::xml::{self, Node, attribute, number, on};

/// What stands beside the values of one sheet.
#[derive(Default)]
struct Sheet {
    name: String,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: Vec<(u32, u32)>,
    merged: Vec<Range>,
    struck: Struck,
    comments: Vec<(String, String)>,
}

/// What stands beside the values of a workbook.
#[derive(Default)]
pub(super) struct Beside {
    shared: Struck,
    sheets: Vec<Sheet>,
}

/// Texts of which a part is struck through, by the whole text.
type Struck = BTreeMap<String, Vec<(String, bool)>>;
/// First row and column, last row and column, from 0.
type Range = ((u32, u32), (u32, u32));

/// Reads it: it takes nothing of the values, and may be read while they are.
pub(super) fn read(package: &mut Package<'_>) -> Result<Beside, Broken> {
    let book = package.part("xl/workbook.xml")?.unwrap_or_default();
    let relations = relations(package, "xl/_rels/workbook.xml.rels")?;
    let mut named = Vec::new();
    xml::walk(&book, |node| {
        if let Node::Open("sheet", element) = node {
            named.push((
                attribute(element, "name").unwrap_or_default(),
                attribute(element, "id").unwrap_or_default(),
            ));
        }
    });
    let shared = struck(&package.part("xl/sharedStrings.xml")?.unwrap_or_default(), "si");
    let mut sheets = Vec::new();
    for (name, id) in named {
        let Some(target) = relations.get(&id).map(|(_, t)| resolve("xl", t)) else { continue };
        let part = package.part(&target)?.unwrap_or_default();
        let (hidden_rows, hidden_columns) = hidden(&part);
        let mut sheet = Sheet {
            name,
            hidden_rows,
            hidden_columns,
            merged: merged(&part),
            struck: struck(&part, "is"),
            comments: Vec::new(),
        };
        drop(part);
        let (folder, file) = target.rsplit_once('/').unwrap_or(("", &target));
        for (kind, to) in relations_of(package, folder, file)?.values() {
            if kind.ends_with("/comments") {
                comments(&package.part(&resolve(folder, to))?.unwrap_or_default(), &mut sheet.comments);
            }
        }
        sheets.push(sheet);
    }
    Ok(Beside { shared, sheets })
}

/// Adds it to the grids.
pub(super) fn add(beside: Beside, grids: &mut [Grid]) {
    for sheet in beside.sheets {
        let Some(grid) = grids.iter_mut().find(|g| g.name == sheet.name) else { continue };
        let worded = || grid.cells.iter().filter(|c| c.parts.iter().any(|(t, _)| !t.trim().is_empty()));
        let rows: BTreeSet<u32> = if sheet.hidden_rows.is_empty() {
            BTreeSet::new()
        } else {
            worded().map(|c| c.row + 1).filter(|r| sheet.hidden_rows.contains(r)).collect()
        };
        let hides = |c: u32| sheet.hidden_columns.iter().any(|(min, max)| *min <= c && c <= *max);
        let columns: BTreeSet<u32> = if sheet.hidden_columns.is_empty() {
            BTreeSet::new()
        } else {
            worded().map(|c| c.column + 1).filter(|c| hides(*c)).collect()
        };
        (grid.hidden_rows, grid.hidden_columns) = (rows.len(), columns.len());
        let any = !(beside.shared.is_empty() && sheet.struck.is_empty());
        for cell in grid.cells.iter_mut().filter(|_| any) {
            if let [(text, _)] = cell.parts.as_slice()
                && let Some(parts) = beside.shared.get(text).or_else(|| sheet.struck.get(text))
            {
                cell.parts.clone_from(parts);
            }
        }
        grid.merged = sheet.merged;
        grid.comments.extend(sheet.comments);
    }
}

fn relations_of(
    package: &mut Package<'_>,
    folder: &str,
    file: &str,
) -> Result<BTreeMap<String, (String, String)>, Broken> {
    relations(package, &format!("{folder}/_rels/{file}.rels"))
}

/// Relations by their identities: kind and target.
fn relations(package: &mut Package<'_>, name: &str) -> Result<BTreeMap<String, (String, String)>, Broken> {
    let mut out = BTreeMap::new();
    xml::walk(&package.part(name)?.unwrap_or_default(), |node| {
        if let Node::Open("Relationship", element) = node
            && let (Some(id), Some(kind), Some(target)) =
                (attribute(element, "Id"), attribute(element, "Type"), attribute(element, "Target"))
        {
            out.insert(id, (kind, target));
        }
    });
    Ok(out)
}

/// The name of a part from the folder that speaks of it.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The hidden rows, and from which to which column columns are hidden, from 1.
fn hidden(part: &str) -> (BTreeSet<u32>, Vec<(u32, u32)>) {
    fn flagged(element: &BytesStart<'_>) -> bool {
        attribute(element, "hidden").is_some_and(|v| v == "1" || v == "true")
    }
    let (mut rows, mut columns) = (BTreeSet::new(), Vec::new());
    // Most sheets hide nothing: a look for the word costs far less than a walk through the part.
    if !part.contains("hidden=") {
        return (rows, columns);
    }
    xml::walk(part, |node| match node {
        Node::Open("row", element) if flagged(element) => rows.extend(number::<u32>(element, "r")),
        Node::Open("col", element) if flagged(element) => {
            columns.extend(number::<u32>(element, "min").zip(number::<u32>(element, "max")));
        }
        _ => {}
    });
    (rows, columns)
}

/// The ranges shown as one cell; they stand after all cells.
fn merged(part: &str) -> Vec<Range> {
    let Some(from) = part.rfind("mergeCells>").and_then(|_| part.find("mergeCells")) else {
        return Vec::new();
    };
    let from = part.get(..from).and_then(|before| before.rfind('<')).unwrap_or(0);
    let mut out = Vec::new();
    // What follows them closes elements that this walk has not seen open: it ends there.
    xml::walk(part.get(from..).unwrap_or(""), |node| {
        if let Node::Open("mergeCell", element) = node
            && let Some(range) = attribute(element, "ref")
            && let Some((first, last)) = range.split_once(':')
        {
            out.extend(place(first).zip(place(last)));
        }
    });
    out
}

/// The row and column of `B12`, from 0.
fn place(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        let value = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?);
        column = column.checked_mul(26)?.checked_add(value + 1)?;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// Texts of which a part is struck through.
fn struck(part: &str, element_of_text: &str) -> Struck {
    let mut out = BTreeMap::new();
    if !part.contains("strike") {
        return out;
    }
    let (mut runs, mut in_run, mut strike, mut in_words, mut phonetic) =
        (Vec::<(String, bool)>::new(), false, false, false, false);
    xml::walk(part, |node| match node {
        Node::Open(name, _) if name == element_of_text => runs.clear(),
        Node::Open("r", _) => (in_run, strike) = (true, false),
        Node::Open("strike", element) if in_run => strike = on(element),
        Node::Open("rPh", _) => phonetic = true,
        Node::Close("rPh") => phonetic = false,
        Node::Open("t", _) => in_words = !phonetic,
        Node::Close("t") => in_words = false,
        Node::Text(words) if in_words => match runs.last_mut() {
            Some((last, was)) if *was == strike => last.push_str(&words),
            _ => runs.push((words.into_owned(), strike)),
        },
        Node::Close("r") => (in_run, strike) = (false, false),
        Node::Close(name) if name == element_of_text && runs.iter().any(|(_, struck)| *struck) => {
            let whole: String = runs.iter().map(|(t, _)| t.as_str()).collect();
            out.insert(whole, std::mem::take(&mut runs));
        }
        _ => {}
    });
    out
}

fn comments(part: &str, out: &mut Vec<(String, String)>) {
    let (mut place, mut words, mut in_words) = (String::new(), String::new(), false);
    xml::walk(part, |node| match node {
        Node::Open("comment", element) => {
            place = attribute(element, "ref").unwrap_or_default();
            words.clear();
        }
        Node::Open("t", _) => in_words = true,
        Node::Close("t") => in_words = false,
        Node::Text(text) if in_words => words.push_str(&text),
        Node::Close("comment") => {
            let text = fold(&words);
            if !text.is_empty() {
                out.push((std::mem::take(&mut place), text));
            }
        }
        _ => {}
    });
}

#[cfg(test)]
mod tests {
    use super::{merged, place};

    #[test]
    fn merged_ranges_are_found_after_the_cells() {
        assert_eq!(
            (place("A1"), place("AB12"), place("12"), place("$A$1")),
            (Some((0, 0)), Some((11, 27)), None, None)
        );
        let part = r#"<worksheet><sheetData><row r="1"/></sheetData><x:mergeCells count="1"><x:mergeCell ref="A4:A9"/></x:mergeCells><pageMargins/></worksheet>"#;
        assert_eq!(merged(part), [((3, 0), (8, 0))]);
        assert!(merged("<worksheet><c><is><t>mergeCells</t></is></c></worksheet>").is_empty());
    }
}
