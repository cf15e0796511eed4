//! Words that nobody released: how a pack that may be published says so, once a section instead of in every cell.

use reports::document::{Block, Cell, Document, Section, Table, Words, plain, words};

use super::blocks::keep_columns;
use super::compose::Lack;
use super::gather::Gathered;
use super::public::WITHHELD;

/// What stands at the head of a section whose words are left out.
const LEFT_OUT: &str = "What people wrote here is left out: nobody has released these words for publication.";

/// Sections of a pack that may be published whose words wait for somebody to release them.
pub(super) fn lacking(from: &Gathered, document: &Document) -> Vec<Lack> {
    let slots = document.sections.iter().filter(|s| s.blocks.iter().any(holds));
    let lack = |s: &Section| Lack {
        section: s.key.clone(),
        message: format!("“{}” has words that nobody has released for publication.", s.title),
        hint: "Read them, then release them on the pack’s page; until then they are left out.".to_owned(),
    };
    if from.public.is_some() { slots.map(lack).collect() } else { Vec::new() }
}

/// Says once at a section's head that its words are left out, and takes away columns and lines that say nothing else.
pub(super) fn tidy(section: &mut Section) {
    if !section.blocks.iter().any(holds) {
        return;
    }
    for block in &mut section.blocks {
        match block {
            Block::Table(table) => drop_columns(table),
            Block::Bullets(all) | Block::Numbered(all) => all.retain(|w| !only(w)),
            _ => {}
        }
    }
    section.blocks.retain(|block| match block {
        Block::Text(w) => !only(w),
        Block::Bullets(all) | Block::Numbered(all) => !all.is_empty(),
        Block::Comment { text, .. } => !text.iter().all(only),
        _ => true,
    });
    for block in &mut section.blocks {
        if let Block::Table(table) = block
            && let Some(list) = listed(table)
        {
            *block = list;
        }
    }
    section.blocks.insert(0, Block::Text(words(LEFT_OUT)));
}

/// A table of which only the names of its rows are left, as a sentence.
fn listed(table: &Table) -> Option<Block> {
    if table.columns.len() != 1 || table.rows.is_empty() {
        return None;
    }
    let names = table.rows.iter().filter_map(|row| row.first()).map(|cell| {
        let said: Vec<String> = cell.text.iter().map(plain).collect();
        said.join(" ")
    });
    let names: Vec<String> = names.collect();
    Some(Block::Text(words(format!("{}: {}.", table.caption, names.join(", ")))))
}

/// These words are withheld and nothing else stands beside them.
fn only(words: &Words) -> bool {
    plain(words).trim() == WITHHELD
}

/// Columns in which nothing but withheld words stands, or nothing at all.
fn drop_columns(table: &mut Table) {
    let silent = |cell: &Cell| cell.text.iter().all(|w| only(w) || plain(w).trim().is_empty());
    let hides = |i: usize| table.rows.iter().filter_map(|r| r.get(i)).any(|c| c.text.iter().any(only));
    let gone: Vec<bool> = (0..table.columns.len())
        .map(|i| hides(i) && table.rows.iter().all(|r| r.get(i).is_none_or(&silent)))
        .collect();
    if !gone.contains(&false) {
        return;
    }
    keep_columns(table, |i| !gone.get(i).copied().unwrap_or(false));
}

fn holds(block: &Block) -> bool {
    let is = |w: &Words| w.iter().any(|r| r.text.contains(WITHHELD));
    match block {
        Block::Text(w) => is(w),
        Block::Bullets(all) | Block::Numbered(all) => all.iter().any(is),
        Block::Comment { text, .. } => text.iter().any(is),
        Block::Facts(all) => all.iter().any(|f| is(&f.words)),
        Block::Table(t) => t.rows.iter().flatten().flat_map(|c| &c.text).any(is),
        Block::Heading(..) | Block::Figure(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use reports::document::{Block, Column, Section, Table, cell, plain, words};

    use super::{LEFT_OUT, WITHHELD, tidy};

    fn table(rows: &[[&str; 3]]) -> Block {
        let column = |title: &str| Column { title: title.to_owned(), weight: 1, figures: false };
        Block::Table(Table {
            columns: ["Action", "What is to be done", "Due"].map(column).to_vec(),
            names: Some(2),
            rows: rows.iter().map(|r| r.map(cell).to_vec()).collect(),
            ..Table::default()
        })
    }

    #[test]
    fn what_is_left_out_is_said_once_and_its_column_goes() {
        let blocks = vec![
            table(&[["1.1a", WITHHELD, "May"], ["1.1b", "", "June"]]),
            Block::Bullets(vec![words(WITHHELD), words("5 of 9 are late")]),
            Block::Text(words(WITHHELD)),
        ];
        let mut section = Section { blocks, ..Section::default() };
        tidy(&mut section);
        let [Block::Text(first), Block::Table(table), Block::Bullets(list)] = section.blocks.as_slice()
        else {
            panic!("{:?}", section.blocks)
        };
        assert_eq!(plain(first), LEFT_OUT);
        assert_eq!(table.columns.iter().map(|c| c.title.as_str()).collect::<Vec<_>>(), ["Action", "Due"]);
        assert_eq!(table.names, Some(1), "the column that names the row is still the same");
        assert_eq!(table.rows[1].len(), 2);
        assert_eq!(list.len(), 1);
    }

    #[test]
    fn a_table_of_which_only_names_are_left_becomes_a_sentence() {
        let column = |title: &str| Column { title: title.to_owned(), weight: 1, figures: false };
        let table = Table {
            caption: "Completed".to_owned(),
            columns: ["Action", "What is to be done"].map(column).to_vec(),
            names: Some(0),
            rows: vec![vec![cell("1.1a"), cell(WITHHELD)], vec![cell("1.1b"), cell(WITHHELD)]],
        };
        let mut section = Section { blocks: vec![Block::Table(table)], ..Section::default() };
        tidy(&mut section);
        let [_, Block::Text(said)] = section.blocks.as_slice() else { panic!("{:?}", section.blocks) };
        assert_eq!(plain(said), "Completed: 1.1a, 1.1b.");
    }

    #[test]
    fn a_column_with_other_words_stays_and_a_section_without_any_is_not_touched() {
        let mut section = Section {
            blocks: vec![table(&[["1.1a", WITHHELD, "May"], ["1.1b", "Nobody", "June"]])],
            ..Section::default()
        };
        tidy(&mut section);
        assert!(matches!(&section.blocks[1], Block::Table(t) if t.columns.len() == 3));
        let mut plain = Section { blocks: vec![table(&[["1.1a", "x", "May"]])], ..Section::default() };
        let before = plain.clone();
        tidy(&mut plain);
        assert_eq!(plain, before);
    }
}
