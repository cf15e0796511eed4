//! Rulings into the cells of tables: lines that touch make a grid; neighbours without a line between them are one cell.

use super::ink::{Area, MAX_RULINGS, Ruling};

/// A table as it is ruled.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Grid {
    /// Its columns' edges from the left.
    pub(super) xs: Vec<f64>,
    /// Its rows' edges from above.
    pub(super) ys: Vec<f64>,
    /// Its cells by rows and columns.
    pub(super) cells: Vec<GridCell>,
    /// For each place between neighbouring edges, row by row, the cell it belongs to.
    owners: Vec<usize>,
}

/// A cell of a grid.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GridCell {
    /// The first row and column it takes.
    pub(super) row: usize,
    pub(super) column: usize,
    /// How many rows and columns it takes.
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Its edges.
    pub(super) area: Area,
}

impl Grid {
    /// Its edges.
    pub(super) fn area(&self) -> Area {
        let edge =
            |edges: &[f64]| (edges.first().copied().unwrap_or(0.0), edges.last().copied().unwrap_or(0.0));
        let ((x0, x1), (y0, y1)) = (edge(&self.xs), edge(&self.ys));
        Area { x0, y0, x1, y1 }
    }

    /// The cell at a point.
    pub(super) fn at(&self, x: f64, y: f64) -> Option<usize> {
        let step = |edges: &[f64], place: f64| edges.partition_point(|e| *e <= place).checked_sub(1);
        let (column, row) = (step(&self.xs, x)?, step(&self.ys, y)?);
        let columns = self.xs.len().checked_sub(1)?;
        (column < columns).then(|| self.owners.get(row * columns + column).copied()).flatten()
    }
}

/// Lines that end so near to each other touch.
const NEAR: f64 = 2.6;
/// Edges so near to each other are one.
const SAME: f64 = 2.0;
/// A grid finer than this is a drawing.
const MAX_CELLS: usize = 60_000;

/// The tables of these lines. `None`: there are more lines than any table has.
pub(super) fn of(across: &[Ruling], down: &[Ruling]) -> Option<Vec<Grid>> {
    if across.len() > MAX_RULINGS || down.len() > MAX_RULINGS {
        return None;
    }
    let (across, down) = (joined(across), joined(down));
    if across.len().saturating_mul(down.len()) > 16_000_000 {
        return None;
    }
    let mut groups = Groups::new(across.len() + down.len());
    for (h, a) in across.iter().enumerate() {
        for (v, d) in down.iter().enumerate() {
            let near = |r: &Ruling, at: f64| r.from - NEAR <= at && at <= r.to + NEAR;
            if near(a, d.at) && near(d, a.at) {
                groups.unite(h, across.len() + v);
            }
        }
    }
    let mut parts: std::collections::BTreeMap<usize, (Vec<Ruling>, Vec<Ruling>)> = Default::default();
    for (h, a) in across.iter().enumerate() {
        parts.entry(groups.root(h)).or_default().0.push(*a);
    }
    for (v, d) in down.iter().enumerate() {
        parts.entry(groups.root(across.len() + v)).or_default().1.push(*d);
    }
    let mut grids: Vec<Grid> =
        parts.into_values().flat_map(|(a, d)| apart(&a, &d)).filter_map(|(a, d)| grid(&a, &d)).collect();
    grids.sort_by(|a, b| a.area().y0.total_cmp(&b.area().y0).then(a.area().x0.total_cmp(&b.area().x0)));
    Some(grids)
}

/// Lines in one place that touch or overlap, as one.
fn joined(lines: &[Ruling]) -> Vec<Ruling> {
    let mut lines = lines.to_vec();
    lines.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut out: Vec<Ruling> = Vec::new();
    for group in lines.chunk_by(|a, b| (b.at - a.at).abs() < 0.9) {
        let mut group = group.to_vec();
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let begin = out.len();
        for line in group {
            match out.get_mut(begin..).and_then(<[Ruling]>::last_mut) {
                Some(last) if line.from <= last.to + 1.5 => last.to = last.to.max(line.to),
                _ => out.push(line),
            }
        }
    }
    out
}

fn edges(mut places: Vec<f64>) -> Vec<f64> {
    places.sort_by(f64::total_cmp);
    let mut out: Vec<f64> = Vec::new();
    for place in places {
        if out.last().is_none_or(|last| place - last > SAME) {
            out.push(place);
        }
    }
    out
}

/// For each edge and each step between the other edges: whether a line stands there.
fn walls(edges: &[f64], steps: &[f64], lines: &[Ruling]) -> Vec<Vec<bool>> {
    let mut out = vec![vec![false; steps.len().saturating_sub(1)]; edges.len()];
    for line in lines {
        for (edge, row) in edges.iter().zip(&mut out) {
            if (edge - line.at).abs() > SAME + 0.4 {
                continue;
            }
            for (pair, wall) in steps.windows(2).zip(row.iter_mut()) {
                let [a, b] = pair else { continue };
                let middle = (a + b) / 2.0;
                *wall |= line.from <= middle && middle <= line.to;
            }
        }
    }
    out
}

/// Tables that stand on each other without a gap, apart: they part where a line goes across the whole and most columns
/// have other edges below than above.
fn apart(across: &[Ruling], down: &[Ruling]) -> Vec<(Vec<Ruling>, Vec<Ruling>)> {
    let ends = across.iter().flat_map(|r| [r.from, r.to]);
    let (low, high) = ends.fold((f64::MAX, f64::MIN), |(l, h), e| (l.min(e), h.max(e)));
    let whole: Vec<f64> =
        edges(across.iter().filter(|r| r.from <= low + NEAR && r.to >= high - NEAR).map(|r| r.at).collect());
    let inner = |from: f64, to: f64| -> Vec<f64> {
        let middle = (from + to) / 2.0;
        let crossing = down.iter().filter(|r| r.from <= middle && middle <= r.to).map(|r| r.at);
        edges(crossing.filter(|x| *x > low + NEAR && *x < high - NEAR).collect())
    };
    let mut cuts = Vec::new();
    let mut above: Vec<f64> = Vec::new();
    for pair in whole.windows(2) {
        let [from, to] = pair else { continue };
        let own = inner(*from, *to);
        if own.len() < 2 {
            continue;
        }
        let shared = own.iter().filter(|x| above.iter().any(|y| (*x - y).abs() <= NEAR)).count();
        if above.len() >= 2 && shared * 2 < own.len().min(above.len()) {
            cuts.push(*from);
        }
        above = own;
    }
    if cuts.is_empty() {
        return vec![(across.to_vec(), down.to_vec())];
    }
    let mut begins = vec![f64::MIN];
    begins.extend(&cuts);
    cuts.push(f64::MAX);
    let within = |from: f64, to: f64| {
        let lines = across.iter().filter(|r| r.at >= from - SAME && r.at <= to + SAME).copied().collect();
        let cut = |r: &Ruling| Ruling { at: r.at, from: r.from.max(from), to: r.to.min(to) };
        (lines, down.iter().map(cut).filter(|r| r.to - r.from > SAME).collect())
    };
    begins.into_iter().zip(cuts).map(|(from, to)| within(from, to)).collect()
}

fn grid(across: &[Ruling], down: &[Ruling]) -> Option<Grid> {
    let lines = across.len() + down.len();
    if across.is_empty() || down.is_empty() || lines < 3 {
        return None;
    }
    // Tables without a frame end where their lines end.
    let reach = |own: &[Ruling], other: &[Ruling]| {
        let ends = other.iter().flat_map(|r| [r.from, r.to]);
        let (low, high) = ends.fold((f64::MAX, f64::MIN), |(l, h), e| (l.min(e), h.max(e)));
        let mut places: Vec<f64> = own.iter().map(|r| r.at).collect();
        let near = |at: f64| own.iter().any(|r| (r.at - at).abs() < NEAR + SAME);
        places.extend([low, high].into_iter().filter(|at| !near(*at)));
        edges(places)
    };
    let (xs, ys) = (reach(down, across), reach(across, down));
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns == 0 || rows == 0 || columns * rows > MAX_CELLS {
        return None;
    }
    let (left, above) = (walls(&xs, &ys, down), walls(&ys, &xs, across));
    let wall = |walls: &[Vec<bool>], edge: usize, step: usize| {
        walls.get(edge).and_then(|w| w.get(step)).copied().unwrap_or(false)
    };
    let mut groups = Groups::new(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let own = row * columns + column;
            if column + 1 < columns && !wall(&left, column + 1, row) {
                groups.unite(own, own + 1);
            }
            if row + 1 < rows && !wall(&above, row + 1, column) {
                groups.unite(own, own + columns);
            }
        }
    }
    let mut cells: std::collections::BTreeMap<usize, GridCell> = Default::default();
    for row in 0..rows {
        for column in 0..columns {
            let root = groups.root(row * columns + column);
            let (Some(x0), Some(x1)) = (xs.get(column), xs.get(column + 1)) else { continue };
            let (Some(y0), Some(y1)) = (ys.get(row), ys.get(row + 1)) else { continue };
            let cell = cells.entry(root).or_insert(GridCell {
                row,
                column,
                rows: 1,
                columns: 1,
                area: Area { x0: *x0, y0: *y0, x1: *x1, y1: *y1 },
            });
            cell.rows = cell.rows.max(row + 1 - cell.row);
            let last = (cell.column + cell.columns).max(column + 1);
            cell.column = cell.column.min(column);
            cell.columns = last - cell.column;
            cell.area.x0 = cell.area.x0.min(*x0);
            cell.area.x1 = cell.area.x1.max(*x1);
            cell.area.y1 = cell.area.y1.max(*y1);
        }
    }
    let roots: Vec<usize> = cells.keys().copied().collect();
    let place = |step: usize, groups: &mut Groups| roots.binary_search(&groups.root(step)).unwrap_or(0);
    let owners = (0..columns * rows).map(|step| place(step, &mut groups)).collect();
    Some(Grid { xs, ys, cells: cells.into_values().collect(), owners })
}

/// Things that belong together.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Groups {
        Groups((0..count).collect())
    }

    fn root(&mut self, mut of: usize) -> usize {
        while let Some(parent) = self.0.get(of).copied()
            && parent != of
        {
            let above = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.0.get_mut(of) {
                *slot = above;
            }
            of = above;
        }
        of
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The first stands for the group, so that cells come in order.
        if let Some(slot) = self.0.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ruling, of};

    fn line(at: f64, from: f64, to: f64) -> Ruling {
        Ruling { at, from, to }
    }

    /// Three columns and two rows; the first column is merged down, the last two across in the first row.
    #[test]
    fn neighbours_without_a_line_between_them_are_one_cell() {
        let across = [line(0.0, 0.0, 90.0), line(20.0, 30.0, 90.0), line(40.0, 0.0, 90.0)];
        let down =
            [line(0.0, 0.0, 40.0), line(30.0, 0.0, 40.0), line(60.0, 20.0, 40.0), line(90.0, 0.0, 40.0)];
        let grids = of(&across, &down).unwrap_or_default();
        let cells: Vec<_> =
            grids.iter().flat_map(|g| &g.cells).map(|c| (c.row, c.column, c.rows, c.columns)).collect();
        assert_eq!(cells, [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]);
    }

    #[test]
    fn a_table_inside_a_cell_is_a_table_of_its_own_and_a_rule_is_none() {
        let across = [
            line(0.0, 0.0, 90.0),
            line(80.0, 0.0, 90.0),
            line(20.0, 20.0, 70.0),
            line(30.0, 20.0, 70.0),
            line(40.0, 20.0, 70.0),
            line(120.0, 0.0, 90.0),
        ];
        let down =
            [line(0.0, 0.0, 80.0), line(90.0, 0.0, 80.0), line(20.0, 20.0, 40.0), line(70.0, 20.0, 40.0)];
        let grids = of(&across, &down).unwrap_or_default();
        let counts: Vec<usize> = grids.iter().map(|g| g.cells.len()).collect();
        assert_eq!(counts, [1, 2]);
    }
}
