//! A document as one page that needs nothing else: no script, no file beside it, its style within.
//!
//! It has one `h1`, a list of contents, tables with their captions and header cells, charts as drawings with their
//! words; it is read on a telephone and printed on paper. Everything from the document is escaped.

mod block;

use std::fmt::Write as _;

use crate::document::Document;
use crate::paper::{self, Entry, Outline};
use crate::svg::palette;
use crate::text::{escape, line};
use block::Page;

const STYLE: &str = include_str!("style.css");

/// Writes the document.
pub fn write(document: &Document) -> String {
    let outline = paper::outline(document);
    let title = escape(&line(&document.title));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<meta \
         name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"author\" content=\"{}\">\n",
        escape(&line(&document.owner)),
    );
    if let Some((year, month, day)) = paper::day(document) {
        let _ = writeln!(out, "<meta name=\"date\" content=\"{year:04}-{month:02}-{day:02}\">");
    }
    let _ = writeln!(out, "<style>\n{STYLE}{}</style>\n</head>\n<body>", own_style(document));
    out.push_str("<a class=\"skip\" href=\"#main\">Skip to the document</a>\n");
    strip(&mut out, document);
    out.push_str("<main id=\"main\">\n");
    let mut page = Page::new(&outline);
    cover(&mut out, document, &title, &mut page);
    contents(&mut out, &outline);
    let follows = paper::follows(document);
    for (number, section) in document.sections.iter().enumerate() {
        let Some(entry) = outline.at(number, None) else { continue };
        let class = match (section.wide, follows.get(number)) {
            (_, Some(true)) => " class=\"follows\"",
            (true, _) => " class=\"wide\"",
            _ => "",
        };
        let (id, title) = (escape(&entry.anchor), escape(&entry.title));
        let _ = writeln!(
            out,
            "<section id=\"{id}\"{class} aria-labelledby=\"{id}-h\">\n<h2 id=\"{id}-h\">{title}</h2>"
        );
        for (place, block) in section.blocks.iter().enumerate() {
            page.block(&mut out, outline.at(number, Some(place)), block);
        }
        out.push_str("</section>\n");
    }
    let _ = writeln!(
        out,
        "</main>\n<footer class=\"foot\">{}</footer>\n</body>\n</html>",
        [title, escape(&line(&document.marking))]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    );
    out
}

/// The brand's colour and the tints.
fn own_style(document: &Document) -> String {
    let mut out = format!(":root{{--brand:#{}}}\n", paper::colour(document));
    for tone in crate::document::Tone::ALL {
        let tint = palette::tone(tone);
        let _ = writeln!(
            out,
            "[data-tone={}]{{background:{};color:{}}}",
            tone.word().to_lowercase(),
            tint.fill,
            tint.ink
        );
    }
    out
}

fn strip(out: &mut String, document: &Document) {
    let _ = write!(out, "<header><div class=\"strip\"><span>{}</span>", escape(&line(&document.owner)));
    if !document.marking.trim().is_empty() {
        let _ = write!(out, "<strong>{}</strong>", escape(&line(&document.marking)));
    }
    out.push_str("</div></header>\n");
}

fn cover(out: &mut String, document: &Document, title: &str, page: &mut Page) {
    out.push_str("<div class=\"cover\">\n");
    if let Some(logo) = &document.brand.logo
        && paper::png_size(&logo.png).is_some()
    {
        let _ = writeln!(
            out,
            "<img src=\"data:image/png;base64,{}\" alt=\"{}\">",
            base64(&logo.png),
            escape(&line(&logo.alt))
        );
    }
    let _ = writeln!(out, "<h1>{title}</h1>");
    for under in &document.under {
        let _ = writeln!(out, "<p class=\"under\" dir=\"auto\">{}</p>", escape(&line(under)));
    }
    page.facts(out, &document.facts);
    out.push_str("</div>\n");
}

fn contents(out: &mut String, outline: &Outline) {
    let entries = outline.contents();
    if entries.len() < 2 {
        return;
    }
    out.push_str("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n");
    let mut entries = entries.into_iter().peekable();
    while let Some(entry) = entries.next() {
        let _ = write!(out, "<li>{}", linked(entry));
        if entries.peek().is_some_and(|e| e.level > 1) {
            out.push_str("\n<ol>\n");
            while let Some(below) = entries.next_if(|e| e.level > 1) {
                let _ = writeln!(out, "<li>{}</li>", linked(below));
            }
            out.push_str("</ol>\n");
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n</nav>\n");
}

fn linked(entry: &Entry) -> String {
    format!("<a href=\"#{}\">{}</a>", escape(&entry.anchor), escape(&entry.title))
}

/// Bytes in the letters of RFC 4648.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len() / 3 * 4 + 4);
    for three in bytes.chunks(3) {
        let byte = |i: usize| u32::from(three.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * i)) as usize & 63).copied().unwrap_or(b'=');
            out.push(if i <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn bytes_are_written_as_the_standard_says() {
        // The examples of RFC 4648, section 10.
        for (bytes, letters) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), letters);
        }
    }
}
