//! What stands beside the body: page headers and footers, footnotes, comments. It is kept as text at the end.

use std::collections::BTreeSet;

use model::at::At;
use model::finding::{Finding, Severity};

use super::body::{self, Paragraph, Piece};
use crate::document::Block;
use crate::read::office::package::{Broken, Package};
use crate::read::{Builder, fold};

/// The parts beside the body, with the word that names them.
const BESIDE: [(&str, &str); 5] = [
    ("word/header", "Page header"),
    ("word/footer", "Page footer"),
    ("word/footnotes", "Footnote"),
    ("word/endnotes", "Endnote"),
    ("word/comments", "Comment"),
];

/// Adds the words beside the body.
pub(super) fn read(package: &mut Package<'_>, builder: &mut Builder) -> Result<(), Broken> {
    let mut seen = BTreeSet::new();
    let mut comments = 0;
    for (begins, kind) in BESIDE {
        for name in package.names(begins, ".xml") {
            // Comments have further parts that hold no words.
            if begins == "word/comments" && name != "word/comments.xml" {
                continue;
            }
            let part = package.part(&name)?.unwrap_or_default();
            for text in paragraphs(body::read(&part).pieces) {
                if !seen.insert((kind, text.clone())) {
                    continue;
                }
                comments += usize::from(kind == "Comment");
                let line = builder.next_line();
                let text = format!("{kind}: {text}");
                builder.line(line, &text, |at| Block::Paragraph { text: text.clone(), bold: false, at });
            }
        }
    }
    if comments > 0 {
        let at = At { document: builder.name(), ..At::default() };
        let message =
            format!("The document has {comments} paragraphs of comments; they are kept as text at its end.");
        let hint = "Answer or remove comments before a plan is published.";
        builder.find(Finding::new("comments-kept", Severity::Info, &at, message).hint(hint));
    }
    Ok(())
}

/// The words of all paragraphs, those of tables included, page numbers left out.
fn paragraphs(pieces: Vec<Piece>) -> Vec<String> {
    let mut out = Vec::new();
    let mut open: Vec<Piece> = pieces.into_iter().rev().collect();
    while let Some(piece) = open.pop() {
        match piece {
            Piece::Paragraph(Paragraph { runs, .. }) => {
                let text = fold(&runs.iter().map(|r| r.text.as_str()).collect::<String>());
                if text.chars().any(char::is_alphabetic) && !is_page_number(&text) {
                    out.push(text);
                }
            }
            Piece::Table(rows) => {
                let cells = rows.into_iter().flat_map(|r| r.cells).flat_map(|c| c.pieces);
                let inside: Vec<Piece> = cells.collect();
                open.extend(inside.into_iter().rev());
            }
        }
    }
    out
}

/// `Page 3 of 12` and its like.
fn is_page_number(text: &str) -> bool {
    text.to_lowercase()
        .split_whitespace()
        .all(|w| w == "page" || w == "of" || w.chars().all(|c| !c.is_alphabetic()))
}
