//! The content of a cell: paragraphs, list items and tables from plain text or embedded HTML, closed or not.
//!
//! Only the tags below are tags; any other `<` and any `&` that begins no known entity is text. Nothing is
//! recursive: nested tables are kept on a stack of bounded depth, deeper ones become text.

use model::at::At;

use super::{fold, mark};
use crate::document::{Cell, Content, Row, Table};

/// Tables deeper than this are read as text.
const MAX_DEPTH: usize = 3;
/// Paragraphs, items and nested cells kept apart in one cell; what follows joins the last.
const MAX_PARTS: usize = 20_000;

/// What a field holds, in order; empty for a blank field.
pub fn content(raw: &str, at: &At) -> Vec<Content> {
    const SPECIAL: [char; 9] = ['<', '&', '\n', '\r', '~', '•', '*', '\u{b}', '\\'];
    if !raw.contains(SPECIAL) {
        // Most fields are one paragraph.
        let text = fold(raw);
        return if text.is_empty() { Vec::new() } else { vec![part(text, false, false)] };
    }
    let mut reader =
        Reader { at, frames: vec![Frame::default()], struck: 0, list: 0, parts: 0, text: String::new() };
    let mut rest = raw;
    while let Some(next) = rest.find(SPECIAL) {
        let (before, from) = rest.split_at(next);
        reader.text.push_str(before);
        rest = reader.special(before, from);
    }
    reader.text.push_str(rest);
    reader.finish()
}

#[derive(Default)]
struct Frame {
    content: Vec<Content>,
    rows: Vec<Row>,
    cells: Vec<Cell>,
    span: u32,
    in_cell: bool,
}

struct Reader<'a> {
    at: &'a At,
    frames: Vec<Frame>,
    struck: u32,
    list: u32,
    parts: usize,
    text: String,
}

impl Reader<'_> {
    /// Deals with the special character at the beginning of `from` and gives back what follows it.
    fn special<'t>(&mut self, before: &str, from: &'t str) -> &'t str {
        let first = from.chars().next().unwrap_or(' ');
        let after = from.get(first.len_utf8()..).unwrap_or("");
        let word_before = before.chars().next_back().is_some_and(|c| !c.is_whitespace());
        match first {
            '<' => {
                if let Some((tag, rest)) = tag(from) {
                    self.tag(&tag);
                    return rest;
                }
            }
            '&' => {
                if let Some((c, rest)) = entity(from) {
                    self.text.push(c);
                    return rest;
                }
            }
            '\n' | '\r' | '\u{b}' => {
                // A line end inside a tag soup is white space; in a plain field it ends a paragraph.
                self.flush();
                return after;
            }
            '•' if !word_before => {
                self.flush();
                self.text.push('•');
                return after;
            }
            '~' if after.starts_with('~') => {
                self.flush_struck();
                self.struck = 1 - self.struck.min(1);
                return after.get(1..).unwrap_or("");
            }
            '*' if after.starts_with('*') => return after.get(1..).unwrap_or(""),
            '*' => {
                let opens = !word_before && after.starts_with(|c: char| c.is_alphanumeric());
                let closes = word_before && !after.starts_with(|c: char| c.is_alphanumeric());
                if opens || closes {
                    return after;
                }
            }
            '\\' if after
                .starts_with(['*', '_', '#', '|', '-', '.', '(', ')', '[', ']', '<', '>', '~', '&']) =>
            {
                let c = after.chars().next().unwrap_or(' ');
                self.text.push(c);
                return after.get(c.len_utf8()..).unwrap_or("");
            }
            _ => {}
        }
        self.text.push(first);
        after
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        match (tag.name, tag.close) {
            ("p" | "div" | "br" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6", _) => {
                self.flush();
                if tag.name == "p" && !tag.close {
                    self.list = 0;
                }
            }
            ("ul" | "ol", close) => {
                self.flush();
                self.list = u32::from(!close);
            }
            ("li", false) => {
                self.flush();
                self.list = 2;
            }
            ("li", true) => {
                self.flush();
                self.list = 1;
            }
            ("s" | "del" | "strike", close) => {
                self.flush_struck();
                self.struck = u32::from(!close);
            }
            ("table", false) => {
                self.flush();
                if self.frames.len() <= MAX_DEPTH {
                    self.frames.push(Frame::default());
                }
            }
            ("table", true) => {
                self.end_table();
            }
            ("tr", _) => self.end_row(),
            ("td" | "th", false) => {
                self.end_cell();
                if let Some(frame) = self.frames.last_mut() {
                    frame.in_cell = true;
                    frame.span = tag.span;
                }
            }
            ("td" | "th", true) => self.end_cell(),
            _ => {}
        }
    }

    /// A struck part of a short paragraph (a date) stands on its own; in a long one the words stay together.
    fn flush_struck(&mut self) {
        if self.text.len() < 60 {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let text = fold(&self.text);
        self.text.clear();
        if text.is_empty() {
            return;
        }
        let in_list = self.list > 0;
        let struck = self.struck > 0;
        self.parts += 1;
        let full = self.parts > MAX_PARTS;
        let Some(frame) = self.frames.last_mut() else { return };
        if full
            && let Some(Content::Paragraph { text: last, .. } | Content::Item { text: last, .. }) =
                frame.content.last_mut()
        {
            last.push(' ');
            last.push_str(&text);
            return;
        }
        frame.content.push(part(text, in_list, struck));
    }

    fn end_cell(&mut self) {
        self.flush();
        if self.frames.len() < 2 {
            return;
        }
        let at = self.at;
        let Some(frame) = self.frames.last_mut() else { return };
        if frame.in_cell && (self.parts <= MAX_PARTS || frame.cells.is_empty()) {
            let content = std::mem::take(&mut frame.content);
            self.parts += 1;
            frame.cells.push(Cell { content, span: frame.span.max(1), at: at.clone(), ..Cell::default() });
        }
        frame.in_cell = false;
        self.list = 0;
    }

    fn end_row(&mut self) {
        self.end_cell();
        let at = self.at;
        if let Some(frame) = self.frames.last_mut()
            && !frame.cells.is_empty()
        {
            let cells = std::mem::take(&mut frame.cells);
            frame.rows.push(Row { cells, at: at.clone() });
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        if self.frames.len() < 2 {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let Some(outer) = self.frames.last_mut() else { return };
        if !frame.rows.is_empty() {
            outer.content.push(Content::Table(Box::new(Table { rows: frame.rows, at: self.at.clone() })));
        }
        outer.content.extend(frame.content);
        self.list = 0;
    }

    fn finish(mut self) -> Vec<Content> {
        while self.frames.len() > 1 {
            self.end_table();
        }
        self.flush();
        let mut content = self.frames.pop().map(|f| f.content).unwrap_or_default();
        content.shrink_to_fit();
        content
    }
}

/// A paragraph or an item: what begins with a bullet is one wherever it stands.
fn part(text: String, in_list: bool, struck: bool) -> Content {
    let bullet = mark::split(&text).filter(|(m, rest)| mark::bare(m).is_empty() && !rest.is_empty());
    match bullet {
        Some((mark, rest)) => Content::Item { mark: mark.to_owned(), text: rest.to_owned() },
        None if in_list => Content::Item { mark: String::new(), text },
        None => Content::Paragraph { text, struck },
    }
}

struct Tag<'t> {
    name: &'t str,
    close: bool,
    span: u32,
}

const TAGS: [&str; 36] = [
    "p", "div", "br", "ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "u",
    "b", "i", "em", "strong", "sup", "sub", "s", "del", "strike", "ins", "span", "font", "a", "h1", "h2",
    "h3", "h4", "h5", "h6", "mark", "small",
];

/// The tag at the beginning of this text (which begins with `<`) and what follows it.
fn tag(from: &str) -> Option<(Tag<'_>, &str)> {
    let body = from.get(1..)?;
    let (close, body) = body.strip_prefix('/').map_or((false, body), |b| (true, b));
    let end = body.find(|c: char| !c.is_ascii_alphanumeric())?;
    let printed = body.get(..end)?;
    let name = TAGS.iter().find(|t| t.eq_ignore_ascii_case(printed))?;
    // Attributes are short; an unclosed `<` far from any `>` is text.
    let window = body.get(end..)?;
    let stop = window.bytes().take(400).position(|b| matches!(b, b'>' | b'<'))?;
    let attributes = window.get(..stop)?;
    if window.as_bytes().get(stop) == Some(&b'<') {
        return None;
    }
    let span = attributes
        .split_once("colspan")
        .and_then(|(_, v)| {
            v.trim_matches(|c: char| !c.is_ascii_digit())
                .split(|c: char| !c.is_ascii_digit())
                .next()?
                .parse()
                .ok()
        })
        .unwrap_or(1)
        .clamp(1, 64);
    Some((Tag { name, close, span }, window.get(stop + 1..)?))
}

/// The character of the entity at the beginning of this text (which begins with `&`) and what follows it.
fn entity(from: &str) -> Option<(char, &str)> {
    const NAMED: [(&str, char); 20] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("bull", '•'),
        ("hellip", '…'),
        ("pound", '£'),
        ("euro", '€'),
        ("eacute", 'é'),
        ("le", '≤'),
        ("ge", '≥'),
        ("middot", '·'),
    ];
    let end = from.bytes().take(10).position(|b| b == b';')?;
    let name = from.get(1..end)?;
    let rest = from.get(end + 1..)?;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some((char::from_u32(code).filter(|c| *c != '\0')?, rest));
    }
    NAMED.iter().find(|(n, _)| *n == name).map(|(_, c)| (*c, rest))
}

/// A place for content without one, in tests.
#[cfg(test)]
fn nowhere() -> At {
    At::default()
}

#[cfg(test)]
mod tests {
    use super::{content, nowhere};
    use crate::document::Content;

    fn shown(raw: &str) -> String {
        let mut out = Vec::new();
        for part in content(raw, &nowhere()) {
            out.push(match part {
                Content::Paragraph { text, struck } => format!("{}{text}", if struck { "~" } else { "" }),
                Content::Item { mark, text } => format!("[{mark}]{text}"),
                Content::Table(t) => {
                    let rows = t.rows.iter().map(|r| {
                        r.cells
                            .iter()
                            .map(|c| format!("{}*{}", c.words(), c.span))
                            .collect::<Vec<_>>()
                            .join(",")
                    });
                    format!("<{}>", rows.collect::<Vec<_>>().join(";"))
                }
            });
        }
        out.join("|")
    }

    #[test]
    fn html_closed_or_not_becomes_parts() {
        for (raw, expected) in [
            ("plain  text & more", "plain text & more"),
            ("<p>a & b</p> <p>c &amp; d</p>", "a & b|c & d"),
            ("<p>x</p> <ul style=\"none\"> a) one b) two <p>(d) y</p>", "x|[]a) one b) two|(d) y"),
            ("<ul><li>one<li>two</ul>three", "[]one|[]two|three"),
            ("how: • one; • two;", "how:|[•]one;|[•]two;"),
            ("a\n- b\nc", "a|[-]b|c"),
            ("<s>June 2021</s> July 2021", "~June 2021|July 2021"),
            ("~~June 2021~~ July 2021", "~June 2021|July 2021"),
            (
                "<p>k</p><table border=\"1\"><tr><th colspan=\"2\">H</th></tr><tr><td>1<td>2</table>z",
                "k|<H*2;1*1,2*1>|z",
            ),
            ("5 < 6 and <3 and <b>bold</b> **too** 30<sup>th</sup>", "5 < 6 and <3 and bold too 30th"),
            ("<p", "<p"),
            ("2 * 3", "2 * 3"),
            ("<table><tr><td>open", "<open*1>"),
        ] {
            assert_eq!(shown(raw), expected, "{raw}");
        }
    }

    #[test]
    fn hostile_fields_cost_no_more_than_their_size() {
        for raw in [
            "<table>".repeat(50_000),
            "<table><tr><td>".repeat(50_000),
            "<p>a".repeat(100_000),
            "<".repeat(200_000),
            "&".repeat(200_000),
        ] {
            assert!(!content(&format!("{raw}x"), &nowhere()).is_empty());
        }
    }
}
