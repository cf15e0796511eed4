//! Paragraphs and tables of Word into the blocks every recogniser meets.

use super::body::{Paragraph, Piece, WordCell, WordRow};
use super::marks::Marks;
use super::styles::Styles;
use crate::document::{Block, Cell, Content, Row, Table};
use crate::read::{Builder, fold, mark, shade};

/// Writes pieces into a builder. Where a text file has lines, a Word document has paragraphs and rows, counted
/// from its beginning.
pub(super) struct Flow<'a, 'b> {
    styles: &'a Styles,
    marks: Marks,
    builder: &'b mut Builder,
    line: u32,
}

/// A paragraph's words in parts that are struck through or not.
struct Words {
    text: String,
    struck: bool,
}

impl<'a, 'b> Flow<'a, 'b> {
    pub(super) fn new(styles: &'a Styles, marks: Marks, builder: &'b mut Builder) -> Flow<'a, 'b> {
        Flow { styles, marks, builder, line: 0 }
    }

    /// A paragraph or table of the body.
    pub(super) fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Paragraph(paragraph) => self.paragraph(paragraph),
            Piece::Table(rows) => {
                self.builder.end_table();
                for row in rows {
                    self.line += 1;
                    let cells = self.cells(row);
                    self.builder.cells(self.line, cells);
                    for _ in 0..pages(row) {
                        self.builder.turn_page();
                    }
                }
                self.builder.end_table();
            }
        }
    }

    /// Ends the body.
    pub(super) fn finish(self) {
        self.builder.end_table();
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        for _ in 0..paragraph.pages {
            self.builder.turn_page();
        }
        let printed = self.mark(paragraph);
        let heading = self.styles.heading(paragraph);
        let bold = self.styles.bold(paragraph);
        let whole: String = paragraph.runs.iter().map(|r| r.text.as_str()).collect();
        let mut first = true;
        for line in whole.split('\n') {
            let text = fold(line);
            let printed = if first { printed.as_str() } else { "" };
            if text.is_empty() {
                continue;
            }
            first = false;
            self.line += 1;
            let numbered = if printed.is_empty() || printed == "•" {
                text.clone()
            } else {
                format!("{printed} {text}")
            };
            let typed = mark::split(&text)
                .filter(|(_, rest)| !rest.is_empty())
                .map(|(mark, rest)| (mark.to_owned(), rest.to_owned()));
            let depth = self.styles.list(paragraph).map_or(0, |(_, level)| u8::try_from(level).unwrap_or(0));
            self.builder.line(self.line, &numbered, |at| {
                if let Some(level) = heading {
                    return Block::Heading { level, text: numbered.clone(), at };
                }
                match typed {
                    _ if !printed.is_empty() => Block::Item { mark: printed.to_owned(), depth, text, at },
                    Some((mark, text)) => Block::Item { mark, depth, text, at },
                    None => Block::Paragraph { text, bold, at },
                }
            });
        }
    }

    /// The number or bullet that is printed before a paragraph; empty where none is.
    fn mark(&mut self, paragraph: &Paragraph) -> String {
        match self.styles.list(paragraph) {
            Some((list, level)) => self.marks.next(list, level).trim().to_owned(),
            None => String::new(),
        }
    }

    fn cells(&mut self, row: &WordRow) -> Vec<Cell> {
        let mut cells: Vec<Cell> = (0..row.skipped).map(|_| Cell { span: 1, ..Cell::default() }).collect();
        for cell in &row.cells {
            let content = self.content(cell);
            let shade = cell.fill.as_deref().and_then(shade::level);
            let span = u32::try_from(cell.span).unwrap_or(1);
            cells.push(Cell { content, span, continues: cell.continues, shade, ..Cell::default() });
        }
        cells
    }

    fn content(&mut self, cell: &WordCell) -> Vec<Content> {
        let mut content = Vec::new();
        for piece in &cell.pieces {
            match piece {
                Piece::Paragraph(paragraph) => self.parts(paragraph, &mut content),
                Piece::Table(rows) => {
                    let rows: Vec<Row> =
                        rows.iter().map(|row| Row { cells: self.cells(row), ..Row::default() }).collect();
                    content.push(Content::Table(Box::new(Table { rows, ..Table::default() })));
                }
            }
        }
        content
    }

    /// A paragraph in a cell: what is struck through stands on its own.
    fn parts(&mut self, paragraph: &Paragraph, content: &mut Vec<Content>) {
        let printed = self.mark(paragraph);
        let words = words(paragraph);
        if words.is_empty() && !printed.is_empty() && printed != "•" {
            // A column of references is often numbered by Word alone.
            content.push(Content::Paragraph { text: printed, struck: false });
            return;
        }
        let mut first = true;
        for Words { text, struck } in words {
            let printed = if std::mem::take(&mut first) { printed.as_str() } else { "" };
            let bullet = mark::split(&text).filter(|(m, rest)| mark::bare(m).is_empty() && !rest.is_empty());
            let part = match bullet {
                _ if struck => Content::Paragraph { text, struck },
                // A number of several levels is a reference, not the mark of an item.
                _ if mark::bare(printed).contains('.') => {
                    Content::Paragraph { text: format!("{printed} {text}"), struck }
                }
                _ if printed == "•" => Content::Item { mark: printed.to_owned(), text },
                // A number or letter is printed before the words, as if it had been typed.
                _ if !printed.is_empty() => {
                    Content::Item { mark: String::new(), text: format!("{printed} {text}") }
                }
                Some((mark, rest)) => Content::Item { mark: mark.to_owned(), text: rest.to_owned() },
                None => Content::Paragraph { text, struck },
            };
            content.push(part);
        }
    }
}

/// The words of a paragraph, broken at its line breaks and where striking begins and ends.
fn words(paragraph: &Paragraph) -> Vec<Words> {
    let mut out: Vec<Words> = Vec::new();
    let mut open = false;
    for run in &paragraph.runs {
        // Blanks between struck words belong to both sides.
        let blank = run.text.trim().is_empty() && !run.text.contains('\n');
        for (index, line) in run.text.split('\n').enumerate() {
            open &= index == 0;
            match out.last_mut() {
                Some(last) if open && (blank || last.struck == run.struck) => last.text.push_str(line),
                _ => out.push(Words { text: line.to_owned(), struck: run.struck }),
            }
            open = true;
        }
    }
    for words in &mut out {
        words.text = fold(&words.text);
    }
    out.retain(|words| !words.text.is_empty());
    out
}

/// How many pages begin in a row.
fn pages(row: &WordRow) -> u32 {
    let pieces = row.cells.iter().flat_map(|c| &c.pieces);
    pieces.map(|p| if let Piece::Paragraph(p) = p { p.pages } else { 0 }).max().unwrap_or(0)
}
