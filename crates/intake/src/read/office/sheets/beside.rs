//! What stands beside the values of a workbook: hidden rows and columns, comments, words struck through inside a cell.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::BytesStart;

use super::Grid;
use crate::read::fold;
use crate::read::office::package::{Broken, Package};
use crate::read::office::xml::{self, Node, attribute, number, on};

/// Adds it to the grids, which are in the order of the workbook.
pub(super) fn add(package: &mut Package<'_>, grids: &mut [Grid]) -> Result<(), Broken> {
    let book = package.part("xl/workbook.xml")?.unwrap_or_default();
    let relations = relations(package, "xl/_rels/workbook.xml.rels")?;
    let mut sheets = Vec::new();
    xml::walk(&book, |node| {
        if let Node::Open("sheet", element) = node {
            sheets.push((
                attribute(element, "name").unwrap_or_default(),
                attribute(element, "id").unwrap_or_default(),
            ));
        }
    });
    let shared = struck(&package.part("xl/sharedStrings.xml")?.unwrap_or_default(), "si");
    for (name, id) in sheets {
        let Some(target) = relations.get(&id).map(|(_, t)| resolve("xl", t)) else { continue };
        let Some(grid) = grids.iter_mut().find(|g| g.name == name) else { continue };
        let part = package.part(&target)?.unwrap_or_default();
        hidden(&part, grid);
        let inline = struck(&part, "is");
        let any = !(shared.is_empty() && inline.is_empty());
        for cell in grid.cells.iter_mut().filter(|_| any) {
            if let [(text, _)] = cell.parts.as_slice()
                && let Some(parts) = shared.get(text).or_else(|| inline.get(text))
            {
                cell.parts.clone_from(parts);
            }
        }
        let (folder, file) = target.rsplit_once('/').unwrap_or(("", &target));
        for (kind, to) in relations_of(package, folder, file)?.values() {
            if kind.ends_with("/comments") {
                comments(&package.part(&resolve(folder, to))?.unwrap_or_default(), grid);
            }
        }
    }
    Ok(())
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

fn hidden(part: &str, grid: &mut Grid) {
    fn flagged(element: &BytesStart<'_>) -> bool {
        attribute(element, "hidden").is_some_and(|v| v == "1" || v == "true")
    }
    // Most sheets hide nothing: a look for the word costs far less than a walk through the part.
    if !part.contains("hidden=") {
        return;
    }
    let (mut rows, mut columns) = (BTreeSet::new(), Vec::new());
    xml::walk(part, |node| match node {
        Node::Open("row", element) if flagged(element) => rows.extend(number::<u32>(element, "r")),
        Node::Open("col", element) if flagged(element) => {
            columns.extend(number::<u32>(element, "min").zip(number::<u32>(element, "max")));
        }
        _ => {}
    });
    let worded = || grid.cells.iter().filter(|c| c.parts.iter().any(|(t, _)| !t.trim().is_empty()));
    let hidden_rows: BTreeSet<u32> = worded().map(|c| c.row + 1).filter(|r| rows.contains(r)).collect();
    let hidden_columns: BTreeSet<u32> = worded()
        .map(|c| c.column + 1)
        .filter(|c| columns.iter().any(|(min, max)| min <= c && c <= max))
        .collect();
    (grid.hidden_rows, grid.hidden_columns) = (hidden_rows.len(), hidden_columns.len());
}

/// Texts of which a part is struck through, by the whole text.
fn struck(part: &str, element_of_text: &str) -> BTreeMap<String, Vec<(String, bool)>> {
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

fn comments(part: &str, grid: &mut Grid) {
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
                grid.comments.push((std::mem::take(&mut place), text));
            }
        }
        _ => {}
    });
}
