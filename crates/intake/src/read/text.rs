//! Plain text: tab-separated tables, tables of spaces, pipe tables, headings, list items, paragraphs, line by line.

use super::{Builder, aligned, delimited, mark, pipe, plain};
use crate::document::Block;

/// Reads a text.
pub(crate) fn read(text: &str, builder: &mut Builder) {
    let ends = if text.contains('\n') { '\n' } else { '\r' };
    let lines: Vec<&str> = text.split(ends).map(|l| l.strip_suffix('\r').unwrap_or(l)).collect();
    let mut bordered = false;
    let (mut at, mut tries) = (0, 0);
    while let Some(line) = lines.get(at) {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let line = turn_pages(line, builder);
        if let Some((fields, taken)) = quoted(&lines, at, line, &mut tries) {
            builder.row(number, fields.iter().map(String::as_str));
            at += taken;
            bordered = false;
            continue;
        }
        if line.contains("   ")
            && let Some(table) = aligned::read(lines.get(at..).unwrap_or(&[]))
        {
            builder.end_table();
            for (place, fields) in &table.rows {
                let number = u32::try_from(at + place + 1).unwrap_or(u32::MAX);
                builder.row(number, fields.iter().map(String::as_str));
            }
            builder.end_table();
            at += table.lines;
            bordered = false;
            continue;
        }
        let next = lines.get(at + 1).copied().unwrap_or("");
        one(line, number, next, bordered, builder);
        bordered = pipe::is_border(line) && !builder.in_table();
        at += 1;
    }
}

/// A row of tab-separated fields some of which stand in quotes, as a spreadsheet copies cells of several lines: its
/// fields and the lines it takes. `None` where no field is quoted, or a quote is never closed near by.
fn quoted(lines: &[&str], at: usize, line: &str, tries: &mut u32) -> Option<(Vec<String>, usize)> {
    /// Lines that one row may run over, and rows whose quotes are never closed, before quotes are only marks.
    const MOST: usize = 60;
    const TRIES: u32 = 200;
    if *tries > TRIES || !line.contains('\t') || !line.split('\t').any(|f| f.starts_with('"')) {
        return None;
    }
    let mut fields = delimited::Fields::default();
    fields.add(line);
    let mut taken = 1;
    while fields.is_open() && taken < MOST {
        let Some(more) = lines.get(at + taken) else { break };
        fields.add(more);
        taken += 1;
    }
    let whole = fields.whole();
    *tries += u32::from(whole.is_none());
    whole.map(|fields| (fields, taken))
}

fn turn_pages<'a>(line: &'a str, builder: &mut Builder) -> &'a str {
    let mut rest = line;
    while let Some(after) = rest.strip_prefix('\x0c') {
        builder.turn_page();
        rest = after;
    }
    rest
}

/// `bordered`: the line before is a border of no table, so that this row is not one either.
fn one(line: &str, number: u32, next: &str, bordered: bool, builder: &mut Builder) {
    if line.trim().is_empty() {
        builder.end_table();
    } else if is_tabbed(line) {
        builder.row(number, line.split('\t'));
    } else if pipe::is_border(line) {
        builder.rule(number, line);
    } else if !bordered
        && (pipe::is_row(line)
            || (pipe::is_border(next) && line.contains('|') && mark::split(line).is_none()))
    {
        let fields = pipe::fields(line);
        builder.row(number, fields.iter().map(String::as_str));
    } else if !bordered && pipes(line) >= 2 && (builder.in_table() || pipes(next) == pipes(line)) {
        builder.row(number, pipe::fields(line).iter().map(String::as_str));
    } else if is_rule(line) {
        underline(line, number, builder);
    } else {
        builder.end_table();
        block(line, number, builder);
    }
}

/// Pipes with a space on both sides: they part the fields of a row that has none at its ends.
fn pipes(line: &str) -> usize {
    if mark::split(line).is_some() { 0 } else { line.matches(" | ").count() }
}

/// Tabs separate fields unless they only indent an item of a list.
fn is_tabbed(line: &str) -> bool {
    let inner = line.trim_matches('\t');
    if inner.contains('\t') {
        return true;
    }
    line.contains('\t') && !(line.starts_with('\t') && !line.ends_with('\t') && mark::split(inner).is_some())
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.bytes().all(|b| matches!(b, b'-' | b'=' | b'_' | b'*' | b' '))
}

/// A rule under a paragraph makes it a heading.
fn underline(line: &str, number: u32, builder: &mut Builder) {
    let level = if line.contains('=') { 1 } else { 2 };
    let above = number.checked_sub(1);
    if !line.contains(['_', '*'])
        && let Some(block) = builder.last()
        && let Block::Paragraph { text, at, .. } = block
        && at.line == above
    {
        *block = Block::Heading { level, text: std::mem::take(text), at: at.clone() };
    }
    builder.end_table();
    builder.rule(number, line);
}

fn block(line: &str, number: u32, builder: &mut Builder) {
    let trimmed = line.trim_start_matches([' ', '>', '\t']).trim_end();
    let hashes = trimmed.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&hashes) && trimmed.as_bytes().get(hashes) == Some(&b' ') {
        let text = plain(trimmed.trim_matches(['#', ' ']));
        if !text.is_empty() {
            let level = u8::try_from(hashes).unwrap_or(6);
            builder.line(number, line, |at| Block::Heading { level, text, at });
            return;
        }
    }
    let indent = line
        .chars()
        .take_while(|c| matches!(c, ' ' | '\t'))
        .map(|c| if c == '\t' { 4 } else { 1 })
        .sum::<usize>();
    if let Some((mark, rest)) = mark::split(trimmed)
        && !rest.is_empty()
        && !trimmed.starts_with("**")
    {
        let text = plain(rest);
        let depth = u8::try_from(indent / 2).unwrap_or(u8::MAX);
        builder.line(number, line, |at| Block::Item { mark: mark.to_owned(), depth, text, at });
        return;
    }
    let bold = is_bold(trimmed);
    let text = plain(trimmed);
    builder.line(number, line, |at| Block::Paragraph { text, bold, at });
}

/// Whether the whole line is one run of bold.
fn is_bold(line: &str) -> bool {
    let wrapped = |m: &str| line.len() > 2 * m.len() && line.starts_with(m) && line.ends_with(m);
    (wrapped("**") || wrapped("__")) && line.get(2..line.len() - 2).is_some_and(|inner| !inner.contains("**"))
}
