//! Sheets of words: the contents, and what a section says beside its tables.

use rust_xlsxwriter::{Image, Url, Worksheet, XlsxError};

use super::look::Look;
use super::{Part, cell, sheet};
use crate::document::{Block, Document, Fact, Figure, Run, Words, words};
use crate::paper::{self, Outline, Pictures, Target};
use crate::text::line;

/// The width of a sheet of words: names of facts, then what is said.
const WIDTHS: [f64; 2] = [24.0, 84.0];
/// How wide a chart is drawn and shown.
const CHART: f64 = 720.0;
/// The height of a row without words, in pixels.
const ROW: f64 = 20.0;

/// The first sheet: what the document is and where everything stands.
pub(super) fn contents(to: &mut Worksheet, document: &Document, plan: &[Part]) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(to)?;
    let title = Look { size: 18, strong: true, ..Look::default() };
    sheet.run_over(&line(&document.title), title)?;
    for under in &document.under {
        sheet.run_over(&line(under), Look { size: 12, ..Look::default() })?;
    }
    sheet.row += 1;
    for fact in &document.facts {
        sheet.fact(fact)?;
    }
    sheet.row += u32::from(!document.facts.is_empty());
    sheet.run_over("Contents", Look { size: 13, strong: true, ..Look::default() })?;
    for part in plan {
        match part.tables.first() {
            Some((name, _)) if !part.worded() => sheet.link(0, (name, 0), &part.title, true)?,
            _ => sheet.link(0, (&part.sheet, part.row), &part.title, true)?,
        }
        for (name, table) in part.tables.iter().filter(|_| part.worded()) {
            sheet.link(1, (name, 0), &line(&table.caption), false)?;
        }
    }
    Ok(())
}

/// What the sections of a sheet say, one after the other; tables are linked where they stand.
pub(super) fn sections(
    to: &mut Worksheet,
    document: &Document,
    parts: &mut [Part],
    outline: &Outline,
    pictures: &Pictures,
) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(to)?;
    for part in parts {
        part.row = sheet.row;
        section(&mut sheet, document, part, outline, pictures)?;
        sheet.row += 1;
    }
    Ok(())
}

fn section(
    sheet: &mut Sheet,
    document: &Document,
    part: &Part,
    outline: &Outline,
    pictures: &Pictures,
) -> Result<(), XlsxError> {
    sheet.run_over(&part.title, Look { size: 14, strong: true, ..Look::default() })?;
    if part.row == 0 {
        sheet::back(sheet.to, sheet.row)?;
        sheet.row += 2;
    }
    let number = document.sections.iter().position(|s| std::ptr::eq(s, part.section));
    let mut tables = part.tables.iter();
    for (place, block) in part.section.blocks.iter().enumerate() {
        match block {
            Block::Heading(..) => {
                let entry = number.and_then(|n| outline.at(n, Some(place)));
                let (size, title) =
                    entry.map_or((11, ""), |e| (if e.level == 2 { 12 } else { 11 }, &e.title));
                sheet.row += 1;
                sheet.run_over(title, Look { size, strong: true, ..Look::default() })?;
            }
            Block::Text(text) => sheet.say("", &addressed(text, outline))?,
            Block::Bullets(items) => {
                for item in items {
                    sheet.say("•", &addressed(item, outline))?;
                }
            }
            Block::Numbered(items) => {
                for (number, item) in (1..).zip(items) {
                    sheet.say(&format!("{number}."), &addressed(item, outline))?;
                }
            }
            Block::Facts(facts) => {
                for fact in facts {
                    sheet.fact(fact)?;
                }
            }
            Block::Comment { who, text } => {
                sheet.say("Comment", &words(line(who)))?;
                for paragraph in text {
                    sheet.say("", &addressed(paragraph, outline))?;
                }
            }
            Block::Table(table) => {
                if let Some((name, _)) = tables.next() {
                    sheet.link(1, (name, 0), &format!("Table: {}", line(&table.caption)), false)?;
                }
            }
            Block::Figure(figure) => sheet.chart(figure, pictures)?,
        }
    }
    Ok(())
}

/// Words with the addresses that their links lead to, which a cell cannot hold otherwise.
fn addressed(text: &Words, outline: &Outline) -> Words {
    let mut out = text.clone();
    for link in text.iter().filter_map(|run| run.link.as_deref()) {
        if let Some(Target::Web(address)) = outline.target(link) {
            out.push(Run { text: format!(" ({address})"), ..Run::default() });
        }
    }
    out
}

/// A sheet being written, row by row.
struct Sheet<'a> {
    to: &'a mut Worksheet,
    row: u32,
}

impl<'a> Sheet<'a> {
    fn new(to: &'a mut Worksheet) -> Result<Self, XlsxError> {
        for (column, width) in (0_u16..).zip(WIDTHS) {
            to.set_column_width(column, width)?;
        }
        to.set_screen_gridlines(false);
        Ok(Sheet { to, row: 0 })
    }

    /// A line that runs over the columns beside it.
    fn run_over(&mut self, text: &str, look: Look) -> Result<(), XlsxError> {
        if !text.is_empty() {
            let format = look.format().unset_text_wrap().set_quote_prefix();
            self.to.write_string_with_format(self.row, 0, cell::cut(text, 250), &format)?;
            self.to.set_row_height(self.row, f64::from(look.size.max(10)) * 1.5)?;
        }
        self.row += 1;
        Ok(())
    }

    fn say(&mut self, mark: &str, text: &Words) -> Result<(), XlsxError> {
        let right = !matches!(mark, "Comment" | "Chart");
        let look = Look { strong: true, right, ..Look::default() };
        if !mark.is_empty() {
            cell::text(self.to, (self.row, 0), mark, look)?;
        }
        self.beside(text)
    }

    fn fact(&mut self, fact: &Fact) -> Result<(), XlsxError> {
        cell::text(self.to, (self.row, 0), &line(&fact.name), Look { strong: true, ..Look::default() })?;
        let row = self.row;
        self.beside(&fact.words)?;
        // The name may need more lines than what stands beside it; strong letters are wider.
        let said = std::slice::from_ref(&fact.words);
        let name = cell::height(&[words(line(&fact.name))], WIDTHS[0] * 0.9);
        self.to.set_row_height(row, name.max(cell::height(said, WIDTHS[1])) + 2.0)?;
        Ok(())
    }

    /// Words in the wide column; the row is as high as they need.
    fn beside(&mut self, text: &Words) -> Result<(), XlsxError> {
        let text = std::slice::from_ref(text);
        cell::words(self.to, (self.row, 1), text, Look::default())?;
        self.to.set_row_height(self.row, cell::height(text, WIDTHS[1]) + 2.0)?;
        self.row += 1;
        Ok(())
    }

    fn link(
        &mut self,
        column: u16,
        (sheet, row): (&str, u32),
        text: &str,
        strong: bool,
    ) -> Result<(), XlsxError> {
        let format = Look { link: true, strong, ..Look::default() }.format().unset_text_wrap();
        let text = if text.is_empty() { sheet.to_owned() } else { cell::cut(text, 200) };
        let url = Url::new(format!("internal:'{sheet}'!A{}", row + 1)).set_text(text);
        self.to.write_url_with_format(self.row, column, url, &format)?;
        self.row += 1;
        Ok(())
    }

    /// A chart with its finding; its words alone where it cannot be drawn.
    fn chart(&mut self, figure: &Figure, pictures: &Pictures) -> Result<(), XlsxError> {
        let drawn = paper::size(figure).and_then(|(width, height)| {
            let across = CHART * f64::from(figure.width.clamp(1, 100)) / 100.0;
            Some((pictures.get(figure)?, across, across * height / width))
        });
        match drawn {
            Some((png, across, height)) => {
                let image = Image::new_from_buffer(png)?
                    .set_alt_text(cell::cut(&line(&figure.alt), 250))
                    .set_scale_to_size(across, height, false);
                self.to.insert_image(self.row, 0, &image)?;
                self.row += (height / ROW).ceil() as u32 + 1;
            }
            None => self.say("Chart", &words(line(&figure.alt)))?,
        }
        self.say("", &words(line(&figure.caption)))?;
        self.row += 1;
        Ok(())
    }
}
