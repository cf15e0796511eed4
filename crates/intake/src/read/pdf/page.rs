//! What lies on a page into its tables and the lines around them.

use super::grid::{self, Grid};
use super::ink::{Area, Ink};
use super::words::{self, Line, Word};
use crate::read::shade;

/// Tables deeper than this are read as words of the cell around them.
const MAX_DEPTH: usize = 4;
/// A colour covers a cell when it covers this much of it.
const COVERED: f64 = 0.6;

/// A page as read.
#[derive(Clone, Debug, Default)]
pub(super) struct PageRead {
    /// What stands on it, from above.
    pub(super) items: Vec<Item>,
    /// Its width and height.
    pub(super) size: (f64, f64),
    /// It has lines of a table that could not be read as one.
    pub(super) unread: bool,
    /// It shows pictures.
    pub(super) pictures: usize,
    /// Its characters, and those nobody can name.
    pub(super) characters: (usize, usize),
}

/// A line or a table.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// A line outside tables.
    Line(Line),
    /// A table.
    Table(PageTable),
}

/// A table on one page.
#[derive(Clone, Debug, Default)]
pub(super) struct PageTable {
    /// The edges of its columns.
    pub(super) xs: Vec<f64>,
    /// Where it begins and ends, from above.
    pub(super) y: (f64, f64),
    /// Its rows.
    pub(super) rows: Vec<PageRow>,
}

/// A row of a table on one page.
#[derive(Clone, Debug, Default)]
pub(super) struct PageRow {
    /// Its cells from the left, with those that reach into it from above.
    pub(super) cells: Vec<PageCell>,
}

/// A cell of a table on one page.
#[derive(Clone, Debug, Default)]
pub(super) struct PageCell {
    /// Its left and right edge.
    pub(super) x: (f64, f64),
    /// The lines in it.
    pub(super) lines: Vec<Line>,
    /// The tables in it.
    pub(super) tables: Vec<PageTable>,
    /// It reaches into this row from above.
    pub(super) continues: bool,
    /// It takes several rows.
    pub(super) tall: bool,
    /// The colour behind it, `RRGGBB`.
    pub(super) fill: Option<String>,
}

impl PageRow {
    /// Whether nothing stands in it.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(|c| c.lines.is_empty() && c.tables.is_empty())
    }

    /// The words of its cells.
    pub(super) fn words(&self) -> Vec<String> {
        self.cells.iter().map(|c| c.lines.iter().map(Line::text).collect::<Vec<_>>().join(" ")).collect()
    }
}

/// Reads what lies on a page.
pub(super) fn read(mut ink: Ink) -> PageRead {
    let characters = (ink.glyphs.len(), ink.unknown);
    let words = words::of(&mut ink);
    let grids = grid::of(&ink.across, &ink.down);
    let drawn = grids.is_none();
    // A box around words is no table.
    let grids: Vec<Grid> = grids.unwrap_or_default().into_iter().filter(|g| g.cells.len() > 1).collect();
    let mut sheet = Sheet::new(grids, &ink);
    let outside = sheet.place(words);
    let mut items: Vec<Item> = words::lines(outside).into_iter().map(Item::Line).collect();
    items.extend(sheet.tables().into_iter().map(Item::Table));
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let columns = items.iter().filter(|i| matches!(i, Item::Line(l) if l.gaps >= 2)).count();
    PageRead { items, size: ink.size, unread: drawn || columns >= 4, pictures: ink.pictures, characters }
}

impl Item {
    fn top(&self) -> f64 {
        match self {
            Item::Line(line) => line.y - line.size * 0.5,
            Item::Table(table) => table.y.0,
        }
    }
}

/// The grids of a page with what stands in their cells.
struct Sheet<'i> {
    grids: Vec<Grid>,
    /// For each grid the words of each of its cells.
    words: Vec<Vec<Vec<Word>>>,
    /// For each grid the grid and cell around it.
    around: Vec<Option<(usize, usize)>>,
    ink: &'i Ink,
}

impl Sheet<'_> {
    fn new(mut grids: Vec<Grid>, ink: &Ink) -> Sheet<'_> {
        let size = |g: &Grid| g.area().width() * g.area().height();
        grids.sort_by(|a, b| size(a).total_cmp(&size(b)));
        let words = grids.iter().map(|g| vec![Vec::new(); g.cells.len()]).collect();
        let around = (0..grids.len())
            .map(|inner| {
                let area = grids.get(inner)?.area();
                let middle = ((area.x0 + area.x1) / 2.0, (area.y0 + area.y1) / 2.0);
                grids.iter().enumerate().skip(inner + 1).find_map(|(outer, grid)| {
                    let cell = grid.at(middle.0, middle.1)?;
                    let holds = grid.cells.get(cell)?.area.covers(&area) > 0.95;
                    holds.then_some((outer, cell))
                })
            })
            .collect();
        Sheet { grids, words, around, ink }
    }

    /// Puts words into the smallest cells around them; gives back those outside every table.
    fn place(&mut self, words: Vec<Word>) -> Vec<Word> {
        let mut outside = Vec::new();
        for word in words {
            let (x, y) = word.middle();
            let cell = self.grids.iter().enumerate().find_map(|(g, grid)| Some((g, grid.at(x, y)?)));
            match cell.and_then(|(g, c)| self.words.get_mut(g)?.get_mut(c)) {
                Some(held) => held.push(word),
                None => outside.push(word),
            }
        }
        outside
    }

    /// The tables that stand in no other.
    fn tables(&mut self) -> Vec<PageTable> {
        let outer: Vec<usize> =
            (0..self.grids.len()).filter(|g| self.around.get(*g).is_some_and(Option::is_none)).collect();
        let tables = outer.into_iter().filter_map(|g| self.table(g, 0));
        tables.filter(|t| t.rows.iter().any(|r| !r.is_empty())).collect()
    }

    fn table(&self, number: usize, depth: usize) -> Option<PageTable> {
        let (grid, words) = (self.grids.get(number)?, self.words.get(number)?);
        let mut rows = vec![PageRow::default(); grid.ys.len().saturating_sub(1)];
        for (index, (cell, words)) in grid.cells.iter().zip(words).enumerate() {
            let inside = (0..number).filter(|inner| self.around.get(*inner) == Some(&Some((number, index))));
            let tables: Vec<PageTable> = if depth < MAX_DEPTH {
                inside.filter_map(|inner| self.table(inner, depth + 1)).collect()
            } else {
                Vec::new()
            };
            let lines = words::lines(words.clone());
            let fill = self.fill(&cell.area, lines.is_empty());
            let x = (cell.area.x0, cell.area.x1);
            let first = PageCell { x, lines, tables, fill, tall: cell.rows > 1, ..PageCell::default() };
            let lower = PageCell { x, continues: true, tall: true, ..PageCell::default() };
            for (step, row) in rows.iter_mut().skip(cell.row).take(cell.rows).enumerate() {
                row.cells.push(if step == 0 { first.clone() } else { lower.clone() });
            }
        }
        for row in &mut rows {
            row.cells.sort_by(|a, b| a.x.0.total_cmp(&b.x.0));
        }
        let area = grid.area();
        Some(PageTable { xs: grid.xs.clone(), y: (area.y0, area.y1), rows })
    }

    /// The colour behind a cell; in an empty one, also that of a mark in it.
    fn fill(&self, cell: &Area, empty: bool) -> Option<String> {
        let fills = || self.ink.fills.iter().rev();
        let behind = fills().find(|(area, _)| area.covers(cell) >= COVERED).map(|(_, c)| c.clone());
        if !empty || behind.as_deref().and_then(shade::level).is_some() {
            return behind;
        }
        let inside = |a: &Area| cell.holds((a.x0 + a.x1) / 2.0, (a.y0 + a.y1) / 2.0) && cell.covers(a) > 0.9;
        fills().find(|(area, c)| inside(area) && shade::level(c).is_some()).map(|(_, c)| c.clone()).or(behind)
    }
}
