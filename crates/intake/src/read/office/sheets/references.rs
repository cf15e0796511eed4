//! References that a workbook keeps as numbers: 1.10 is stored as 1.1 and shown so. Their order tells.

use super::Grid;

/// Puts back the nought that references lost: `1.1` straight after `1.9` is `1.10`, `2.2` after `2.19` is `2.20`.
/// Gives each as it was and as it is.
pub(super) fn restore(grid: &mut Grid) -> Vec<(String, String)> {
    let mut restored = Vec::new();
    let Some(column) = grid.cells.iter().filter(|c| c.plain_number).map(|c| c.column).min() else {
        return restored;
    };
    let mut last: Option<(String, u32)> = None;
    for cell in grid.cells.iter_mut().filter(|c| c.column == column) {
        let Some((text, _)) = cell.parts.first_mut() else { continue };
        let Some((whole, part)) = text.split_once('.') else { continue };
        let Ok(number) = part.parse::<u32>() else { continue };
        let whole = whole.to_owned();
        let next = last.as_ref().filter(|(before, _)| *before == whole).map(|(_, n)| n + 1);
        let mut number = number;
        if cell.plain_number && next == Some(number.saturating_mul(10)) && !part.starts_with('0') {
            number *= 10;
            let is = format!("{whole}.{number}");
            restored.push((std::mem::replace(text, is.clone()), is));
        }
        last = Some((whole, number));
    }
    restored
}

#[cfg(test)]
mod tests {
    use super::super::{Given, Grid};
    use super::restore;

    #[test]
    fn a_lost_nought_comes_back_by_the_order_of_the_references() {
        let given = ["1.1", "1.2", "1.9", "1.1", "1.11", "2.1", "2.2", "2.3", "2.1"];
        let mut grid = Grid::default();
        for (row, text) in (0..).zip(given) {
            let parts = vec![(text.to_owned(), false)];
            grid.cells.push(Given { row, parts, plain_number: true, ..Given::default() });
        }
        assert_eq!(restore(&mut grid), [("1.1".to_owned(), "1.10".to_owned())]);
        assert_eq!(grid.cells[3].parts[0].0, "1.10");
        assert_eq!(grid.cells[8].parts[0].0, "2.1");
    }
}
