//! Tables pasted into a cell: a workbook keeps them as lines whose cells are parted by tabs.

use model::at::At;

use crate::document::{Cell, Content, Row, Table};
use crate::read::html;

/// The parts of a cell's text: lines with tabs that follow each other are a table, what stands between them are
/// paragraphs and items. A date or a title over some of its rows, which is one cell, has come along without its tabs.
/// Places are those of the cell, which its builder gives.
pub(super) fn content(text: &str) -> Vec<Content> {
    if !text.contains('\t') || !text.contains('\n') {
        return html::content(text, &At::default());
    }
    let lines: Vec<&str> = text.split(['\n', '\r']).filter(|l| !l.trim().is_empty()).collect();
    let in_table = |place: usize| {
        let row = |place: usize| lines.get(place).is_some_and(|l| is_row(l));
        row(place) || (row(place + 1) && lines.get(place).is_some_and(|l| is_title(l)))
    };
    let places: Vec<usize> = (0..lines.len()).collect();
    let mut out = Vec::new();
    for run in places.chunk_by(|a, b| in_table(*a) == in_table(*b)) {
        let run: Vec<&str> = run.iter().filter_map(|place| lines.get(*place).copied()).collect();
        if run.len() > 1 && run.iter().any(|line| is_row(line)) {
            let rows = run.into_iter().map(row).collect();
            out.push(Content::Table(Box::new(Table { rows, at: At::default() })));
        } else {
            out.extend(html::content(&run.join("\n"), &At::default()));
        }
    }
    out
}

/// A tab between words; one that only leads or ends a line parts nothing.
fn is_row(line: &str) -> bool {
    line.trim_end().contains('\t')
}

/// `16th August 2021 – 85.2%`: short, with a figure in it, and no sentence.
fn is_title(line: &str) -> bool {
    let line = line.trim();
    line.len() <= 60 && line.contains(|c: char| c.is_ascii_digit()) && !line.ends_with(['.', ';', ','])
}

fn row(line: &str) -> Row {
    let cell =
        |words: &str| Cell { content: html::content(words, &At::default()), span: 1, ..Cell::default() };
    Row { cells: line.split('\t').map(cell).collect(), at: At::default() }
}

#[cfg(test)]
mod tests {
    use super::content;
    use crate::document::Content;

    #[test]
    fn lines_with_tabs_are_a_table_and_others_are_not() {
        let parts = content("Visits in time\n\tApr\tMay\nTeam A\t80%\t85%\nAll teams");
        let [
            Content::Paragraph { text: before, .. },
            Content::Table(table),
            Content::Paragraph { text: after, .. },
        ] = parts.as_slice()
        else {
            panic!("{parts:?}");
        };
        assert_eq!((before.as_str(), after.as_str()), ("Visits in time", "All teams"));
        let words: Vec<Vec<String>> =
            table.rows.iter().map(|r| r.cells.iter().map(|c| c.words()).collect()).collect();
        assert_eq!(words, [["", "Apr", "May"], ["Team A", "80%", "85%"]]);
        // Dates stand over their rows.
        let parts = content("Long words before it.\n1 May 2021\nTeam A\t80%\n1 June 2021 - 85%\nTeam A\t85%");
        let [Content::Paragraph { .. }, Content::Table(table)] = parts.as_slice() else {
            panic!("{parts:?}")
        };
        assert_eq!(table.rows.len(), 4);
        // One line with a tab is no table, and its words stay.
        let parts = content("Done\twell\nOn the way");
        assert!(
            matches!(parts.as_slice(), [Content::Paragraph { .. }, Content::Paragraph { .. }]),
            "{parts:?}"
        );
    }
}
