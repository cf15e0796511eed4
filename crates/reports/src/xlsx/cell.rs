//! A cell's words or worth, written so that no program computes with words.

use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};

use super::look::Look;
use crate::document::{Cell, Value, Words, plain};
use crate::text::lines;

/// The most letters a cell may hold.
const MOST: usize = 32_000;

/// At most so many letters, with a mark where some are missing.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", head.trim_end())
}

/// The height of a line in points, at the size of a table.
const LINE: f64 = 13.0;
/// The highest row there can be.
const HIGHEST: f64 = 409.0;

/// How high a row is for these paragraphs in a column of that width: programs that open the workbook do not all work
/// it out.
pub(super) fn height(paragraphs: &[Words], width: f64) -> f64 {
    let count = |text: &str| (text.chars().count() as f64 * 0.92 / width.max(1.0)).ceil().max(1.0);
    let rows: f64 = paragraphs.iter().map(|p| lines(&plain(p)).map(count).sum::<f64>()).sum();
    (rows.max(1.0) * LINE + 3.0).min(HIGHEST)
}

/// Text as a cell holds it: lines kept, other control characters left out.
fn clean(text: &str) -> String {
    let kept: Vec<String> = lines(text)
        .map(|l| l.chars().map(|c| if crate::text::is_control(c) { ' ' } else { c }).collect())
        .collect();
    cut(&kept.join("\n"), MOST)
}

/// Whether a program might take this for a formula, now or when somebody edits it.
fn formula_like(text: &str) -> bool {
    text.starts_with(['\t', '\r'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Writes a text.
pub(super) fn text(sheet: &mut Worksheet, at: (u32, u16), text: &str, look: Look) -> Result<(), XlsxError> {
    let quoted = formula_like(text);
    let format = Look { quoted, ..look }.format();
    let text = clean(text);
    if text.is_empty() {
        sheet.write_blank(at.0, at.1, &format)?;
    } else {
        sheet.write_string_with_format(at.0, at.1, text, &format)?;
    }
    Ok(())
}

/// Writes paragraphs with their weight and struck words.
pub(super) fn words(
    sheet: &mut Worksheet,
    at: (u32, u16),
    paragraphs: &[Words],
    look: Look,
) -> Result<(), XlsxError> {
    let whole = paragraphs.iter().map(plain).collect::<Vec<_>>().join("\n");
    let varied = paragraphs.iter().flatten().any(|run| run.struck || run.strong);
    if !varied || whole.chars().count() > MOST {
        return text(sheet, at, &whole, look);
    }
    let mut parts: Vec<(Format, String)> = Vec::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        if number > 0 {
            parts.push((piece(look, false, false), "\n".to_owned()));
        }
        for run in paragraph.iter().filter(|run| !run.text.is_empty()) {
            parts.push((piece(look, run.strong, run.struck), clean(&run.text)));
        }
    }
    let format = Look { quoted: formula_like(&whole), ..look }.format();
    if let [(_, only)] = parts.as_slice() {
        let run = paragraphs.iter().flatten().find(|run| !run.text.is_empty());
        let look = Look {
            strong: look.strong || run.is_some_and(|r| r.strong),
            struck: run.is_some_and(|r| r.struck),
            ..look
        };
        return text(sheet, at, only, look);
    }
    let parts: Vec<(&Format, &str)> = parts.iter().map(|(f, t)| (f, t.as_str())).collect();
    sheet.write_rich_string_with_format(at.0, at.1, &parts, &format)?;
    Ok(())
}

/// The font of a piece inside a cell.
fn piece(look: Look, strong: bool, struck: bool) -> Format {
    Look { strong: look.strong || strong, struck, ..look }.format()
}

/// Writes a cell of a table: its worth where it has one and no word would be lost.
pub(super) fn one(sheet: &mut Worksheet, at: (u32, u16), cell: &Cell, look: Look) -> Result<(), XlsxError> {
    let look = Look { tone: cell.tone, ..look };
    let struck = cell.text.iter().flatten().any(|run| run.struck);
    match &cell.value {
        Some(Value::Number(number, format)) if !struck => {
            if let Some(number) = number.trim().parse::<f64>().ok().filter(|n| n.is_finite()) {
                let format = Look { number: Some(format), ..look }.format();
                sheet.write_number_with_format(at.0, at.1, number, &format)?;
                return Ok(());
            }
        }
        Some(Value::Day(iso)) if !struck => {
            if let Ok(day) = day(iso) {
                let format = Look { number: Some("d mmm yyyy"), left: !look.right, ..look }.format();
                sheet.write_datetime_with_format(at.0, at.1, &day, &format)?;
                return Ok(());
            }
        }
        _ => {}
    }
    words(sheet, at, &cell.said(), look)
}

fn day(iso: &str) -> Result<ExcelDateTime, XlsxError> {
    let wrong = || XlsxError::DateTimeParseError(iso.to_owned());
    let mut parts = iso.split('-').map(|p| p.parse::<u16>().map_err(|_| wrong()));
    let mut next = || parts.next().unwrap_or_else(|| Err(wrong()));
    let (year, month, day) = (next()?, next()?, next()?);
    let small = |n: u16| u8::try_from(n).map_err(|_| wrong());
    ExcelDateTime::from_ymd(year, small(month)?, small(day)?)
}

#[cfg(test)]
mod tests {
    use super::{cut, formula_like};

    #[test]
    fn what_a_program_might_compute_is_noticed() {
        for text in ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"] {
            assert!(formula_like(text), "{text:?}");
        }
        for text in ["1.4b", "a=b", "", "– not rated"] {
            assert!(!formula_like(text), "{text:?}");
        }
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("abcd", 4), "abcd");
    }
}
