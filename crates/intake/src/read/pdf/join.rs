//! Pages into one run: tables that go on, rows that a page cut, headers that every page repeats.

use super::furniture;
use super::page::{Item, PageCell, PageRead, PageRow, PageTable};
use super::prose;
use super::words::Line;

/// Edges of columns so near to each other are the same, from page to page.
const SAME: f64 = 4.0;
/// The most rows of a header.
const MAX_HEADER: usize = 4;

/// A piece of the run.
#[derive(Debug)]
pub(super) enum Piece {
    /// Lines that stand together outside tables, and the page they stand on.
    Lines(Vec<Line>, u32),
    /// A table: the edges of its columns and its rows, each with its page, and what its pages repeated.
    Table(Vec<f64>, Vec<Row>),
    /// Words at the head or foot of a page that others have too; `true` where they stand first.
    Furniture(String, u32, bool),
}

/// A row of a table that may run over pages.
#[derive(Debug)]
pub(super) struct Row {
    /// Its cells.
    pub(super) row: PageRow,
    /// The page it begins on.
    pub(super) page: u32,
    /// It repeats the header.
    pub(super) repeated: bool,
    /// The last of the pages that it runs over, its parts joined.
    pub(super) to: u32,
    /// It begins a page as the rest of a table whose columns stand elsewhere: it may be the rest of a row.
    pub(super) torn: bool,
}

/// Joins pages.
pub(super) fn pages(pages: Vec<PageRead>) -> Vec<Piece> {
    let furniture = furniture::find(&pages);
    let mut out: Vec<Piece> = Vec::new();
    let mut known: Vec<String> = Vec::new();
    // The table that the last page ended with.
    let mut open: Option<usize> = None;
    for ((number, page), marks) in (1_u32..).zip(pages).zip(furniture) {
        let mut first = true;
        let mut aside = Vec::new();
        let mut last = open;
        for (item, mark) in page.items.into_iter().zip(marks) {
            match item {
                Item::Line(line) if mark => aside.push(line.text()),
                Item::Line(line) => {
                    match out.last_mut() {
                        Some(Piece::Lines(lines, at)) if *at == number && last.is_none() => lines.push(line),
                        _ => out.push(Piece::Lines(vec![line], number)),
                    }
                    (first, last) = (false, None);
                }
                Item::Table(table) => {
                    let before = open.filter(|_| first).and_then(|at| Some((at, out.get_mut(at)?)));
                    match before {
                        Some((at, Piece::Table(xs, rows))) if matches(xs, &table.xs) => {
                            go_on(xs, rows, table, number);
                            last = Some(at);
                        }
                        before => {
                            let torn =
                                matches!(before, Some((_, Piece::Table(xs, _))) if frames(xs, &table.xs));
                            last = Some(out.len());
                            let mut rows = rows(table.rows, number);
                            if let Some(row) = rows.first_mut() {
                                row.torn = torn;
                            }
                            out.push(Piece::Table(table.xs, rows));
                        }
                    }
                    first = false;
                }
            }
        }
        open = last;
        for text in aside {
            let new = !known.contains(&text);
            if new {
                known.push(text.clone());
            }
            out.push(Piece::Furniture(text, number, new));
        }
    }
    out
}

fn rows(rows: Vec<PageRow>, page: u32) -> Vec<Row> {
    rows.into_iter().map(|row| Row { row, page, repeated: false, to: page, torn: false }).collect()
}

/// Whether two tables are equally wide and stand in the same place across the page.
fn frames(a: &[f64], b: &[f64]) -> bool {
    let near = |a: Option<&f64>, b: Option<&f64>| a.zip(b).is_some_and(|(a, b)| (a - b).abs() <= SAME);
    near(a.first(), b.first()) && near(a.last(), b.last())
}

/// Whether these are the columns of one table: the same frame, most edges in the same place.
fn matches(a: &[f64], b: &[f64]) -> bool {
    if !frames(a, b) {
        return false;
    }
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter().all(|x| many.iter().any(|y| (x - y).abs() <= SAME))
}

/// Adds the part of a table on the next page.
fn go_on(xs: &mut Vec<f64>, rows: &mut Vec<Row>, table: PageTable, page: u32) {
    for x in table.xs {
        if !xs.iter().any(|own| (own - x).abs() <= SAME) {
            xs.push(x);
        }
    }
    xs.sort_by(f64::total_cmp);
    let header: Vec<Vec<String>> = rows.iter().take(MAX_HEADER).map(|r| r.row.words()).collect();
    let same = |row: &PageRow, header: &Vec<String>| !row.is_empty() && row.words() == *header;
    let repeated = table.rows.iter().zip(&header).take_while(|(row, header)| same(row, header)).count();
    for (number, mut row) in table.rows.into_iter().enumerate() {
        if number < repeated {
            rows.push(Row { row, page, repeated: true, to: page, torn: false });
            continue;
        }
        if number == repeated
            && let Some(last) = rows.iter().rposition(|r| !r.repeated)
        {
            let cut = rows
                .get(last)
                .is_some_and(|l| goes_on(&l.row, &row) && (runs_over(&l.row, &row) || is_cut(rows, &row)));
            let Some(last) = rows.get_mut(last) else { continue };
            if cut {
                join(&mut last.row, row);
                last.to = page;
                continue;
            }
            carry(&last.row, &mut row);
        }
        rows.push(Row { row, page, repeated: false, to: page, torn: false });
    }
}

/// The cell of a row above this one.
fn above<'r>(row: &'r PageRow, cell: &PageCell) -> Option<&'r PageCell> {
    row.cells.iter().find(|c| (c.x.0 - cell.x.0).abs() <= SAME && (c.x.1 - cell.x.1).abs() <= SAME)
}

/// Whether the first row of a page could be the rest of the last row of the page before: what has words here had words
/// there.
fn goes_on(last: &PageRow, row: &PageRow) -> bool {
    let mut worded = row.cells.iter().filter(|c| !c.lines.is_empty() || !c.tables.is_empty()).peekable();
    worded.peek().is_some()
        && worded.all(|c| {
            above(last, c).is_some_and(|a| !a.lines.is_empty() || !a.tables.is_empty() || a.continues)
        })
}

/// Whether all words of a row would not have fitted into the lines that end the row before.
fn runs_over(last: &PageRow, row: &PageRow) -> bool {
    let mut pairs = 0;
    for cell in &row.cells {
        let own = above(last, cell).and_then(|a| Some((a.lines.last()?, cell.lines.first()?, a)));
        let Some((before, line, a)) = own else { continue };
        pairs += 1;
        if !prose::is_full(before, line, prose::right(&a.lines, a.x)) {
            return false;
        }
    }
    pairs >= 2
}

/// Whether a row lacks what every other row of its table has: then a page cut it from the row before.
fn is_cut(rows: &[Row], row: &PageRow) -> bool {
    let body: Vec<&PageRow> =
        rows.iter().filter(|r| !r.repeated && !r.row.is_empty()).map(|r| &r.row).skip(1).collect();
    let mut always = 0;
    let mut missing = 0;
    for cell in &row.cells {
        let alike: Vec<&PageCell> = body.iter().filter_map(|r| above(r, cell)).collect();
        let filled = alike.iter().filter(|c| !c.lines.is_empty() || c.continues).count();
        if alike.is_empty() || filled * 10 < alike.len() * 8 {
            continue;
        }
        always += 1;
        missing += usize::from(
            cell.lines.is_empty()
                && !(cell.tall
                    && cell.fill.is_none()
                    && cell.tables.is_empty()
                    && alike.iter().any(|c| c.tall)),
        );
    }
    let first = row.cells.iter().find(|c| !c.lines.is_empty()).and_then(|c| c.lines.first());
    let small =
        first.and_then(|l| l.text().chars().find(|c| c.is_alphabetic())).is_some_and(char::is_lowercase);
    missing > 0 && (missing * 2 >= always || small)
}

/// Adds the rest of a row.
fn join(last: &mut PageRow, rest: PageRow) {
    for cell in rest.cells {
        let own = last
            .cells
            .iter_mut()
            .find(|c| (c.x.0 - cell.x.0).abs() <= SAME && (c.x.1 - cell.x.1).abs() <= SAME);
        if let Some(own) = own {
            own.lines.extend(cell.lines);
            own.tables.extend(cell.tables);
        } else if !cell.lines.is_empty() {
            last.cells.push(cell);
        }
    }
}

/// A cell that takes several rows goes on when a page cuts it.
fn carry(last: &PageRow, row: &mut PageRow) {
    for cell in &mut row.cells {
        let tall = above(last, cell).is_some_and(|a| a.tall || a.continues);
        if cell.lines.is_empty() && cell.tables.is_empty() && (tall || cell.tall) {
            cell.continues = true;
        }
    }
}
