//! Pieces of a neutral document, in the words of this crate's views.

use model::day::Day;
use reports::document::{
    Block, Cell, Column, Fact, Run, Table, Tone, Value, Words, cell, plain as plain_words, words,
};

use crate::views::rating::Rating;
use crate::views::row::Due;

/// A paragraph of plain words.
pub(crate) fn text(words_of: impl Into<String>) -> Block {
    Block::Text(words(words_of))
}

/// A heading below the section's.
pub(crate) fn heading(level: u8, title: impl Into<String>) -> Block {
    Block::Heading(level, title.into())
}

/// A fact of plain words.
pub(crate) fn fact(name: &str, said: impl Into<String>) -> Fact {
    Fact { name: name.to_owned(), words: words(said) }
}

/// Weighty words.
pub(crate) fn strong(said: impl Into<String>) -> Run {
    Run { text: said.into(), strong: true, ..Run::default() }
}

/// Plain words as a run.
pub(crate) fn plain(said: impl Into<String>) -> Run {
    Run { text: said.into(), ..Run::default() }
}

/// A table: its columns as heading, weight and whether they hold figures; rows named by column `names`.
pub(crate) fn table(
    caption: impl Into<String>,
    columns: &[(&str, u16, bool)],
    names: usize,
    rows: Vec<Vec<Cell>>,
) -> Block {
    let column = |(title, weight, figures): &(&str, u16, bool)| Column {
        title: (*title).to_owned(),
        weight: *weight,
        figures: *figures,
    };
    Block::Table(Table {
        caption: caption.into(),
        columns: columns.iter().map(column).collect(),
        names: Some(names),
        rows,
    })
}

/// A table, or a sentence where it has no rows.
pub(crate) fn table_or(empty: &str, made: Block) -> Block {
    match made {
        Block::Table(t) if t.rows.is_empty() => text(empty),
        made => made,
    }
}

/// The table without the columns in which no row says anything.
pub(crate) fn full_columns(made: Block) -> Block {
    let Block::Table(mut table) = made else { return made };
    let silent = |cell: &Cell| cell.text.iter().all(|w| matches!(plain_words(w).trim(), "" | "–"));
    let says: Vec<bool> = (0..table.columns.len())
        .map(|i| table.names == Some(i) || !table.rows.iter().all(|r| r.get(i).is_none_or(&silent)))
        .collect();
    keep_columns(&mut table, |i| says.get(i).copied().unwrap_or(true));
    Block::Table(table)
}

/// Keeps these columns of a table; the one that names the rows goes on doing so if it stays.
pub(crate) fn keep_columns(table: &mut Table, stays: impl Fn(usize) -> bool) {
    fn keep<T>(list: &mut Vec<T>, stays: impl Fn(usize) -> bool) {
        let mut at = 0_usize;
        list.retain(|_| {
            at += 1;
            stays(at - 1)
        });
    }
    table.names = table.names.filter(|n| stays(*n)).map(|n| (0..n).filter(|i| stays(*i)).count());
    keep(&mut table.columns, &stays);
    table.rows.iter_mut().for_each(|row| keep(row, &stays));
}

/// A cell of several paragraphs; empty ones are left out.
pub(crate) fn paragraphs(said: impl IntoIterator<Item = String>) -> Cell {
    Cell { text: said.into_iter().filter(|t| !t.is_empty()).map(words).collect(), ..Cell::default() }
}

/// A whole number.
pub(crate) fn number(n: usize) -> Cell {
    Cell { value: Some(Value::Number(n.to_string(), "0")), ..cell(n.to_string()) }
}

/// A day as it stands in tables; a dash for none.
pub(crate) fn day(iso: Option<&str>) -> Cell {
    match iso.and_then(Day::parse_iso) {
        Some(day) => Cell { value: Some(Value::Day(day.iso())), ..cell(day.short()) },
        None => cell("–"),
    }
}

/// A rating: its word and its colour.
pub(crate) fn rating(rating: &Rating) -> Cell {
    level(rating.level.as_deref())
}

/// A level's word with its colour; `None` is not rated.
pub(crate) fn level(word: Option<&str>) -> Cell {
    let tone = word.and_then(tone);
    Cell { tone, ..cell(crate::views::sentence::capital(word.unwrap_or("not rated"))) }
}

/// The colour of a level's word.
pub(crate) fn tone(word: &str) -> Option<Tone> {
    Some(match word {
        "red" => Tone::Red,
        "amber" => Tone::Amber,
        "yellow" => Tone::Yellow,
        "green" => Tone::Green,
        "blue" => Tone::Blue,
        "grey" => Tone::Grey,
        _ => return None,
    })
}

/// When something is due: what no longer holds struck through, what holds now, and how late it is.
pub(crate) fn due(due: &Due) -> Cell {
    let struck = |p: &String| vec![Run { text: p.clone(), struck: true, ..Run::default() }];
    let mut lines: Vec<Words> = due.before.iter().map(struck).collect();
    lines.push(words(if due.phrase.is_empty() { "No date" } else { &due.phrase }));
    match due.moved {
        0 => {}
        1 => lines.push(words("moved once")),
        n => lines.push(words(format!("moved {n} times"))),
    }
    if due.late > 0 {
        let late = crate::words::count(usize::try_from(due.late).unwrap_or(0), "day");
        lines.push(vec![strong(format!("{late} late"))]);
    }
    Cell { text: lines, ..Cell::default() }
}

/// `2 red, 5 green` with counts; what there are none of is left out.
pub(crate) fn counts(all: &[(String, usize)]) -> String {
    all.iter().map(|(name, n)| format!("{n} {name}")).collect::<Vec<_>>().join(", ")
}

/// The day in a sentence.
pub(crate) fn long(iso: &str) -> String {
    Day::parse_iso(iso).map_or_else(|| iso.to_owned(), Day::long)
}
