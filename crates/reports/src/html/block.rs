//! The blocks of a section as elements.

use std::fmt::Write as _;

use crate::document::{Block, Cell, Fact, Figure, Table, Words};
use crate::paper::{self, Entry, Outline, Target};
use crate::text::{escape, line, lines};

/// A table of so many columns and more is wide on a telephone and scrolls there.
const MANY: usize = 4;

/// What the blocks of a page need to know, and how many tables they have made.
pub(super) struct Page<'a> {
    outline: &'a Outline,
    tables: usize,
}

impl<'a> Page<'a> {
    pub(super) fn new(outline: &'a Outline) -> Self {
        Page { outline, tables: 0 }
    }

    /// One block; `entry` is its place among the headings, if it is one.
    pub(super) fn block(&mut self, out: &mut String, entry: Option<&Entry>, block: &Block) {
        match block {
            Block::Heading(..) => {
                if let Some(entry) = entry {
                    let (id, title) = (escape(&entry.anchor), escape(&entry.title));
                    let _ = writeln!(out, "<h{0} id=\"{id}\">{title}</h{0}>", entry.level + 1);
                }
            }
            Block::Text(words) => {
                let _ = writeln!(out, "<p dir=\"auto\">{}</p>", self.words(words));
            }
            Block::Bullets(items) => self.list(out, "ul", items),
            Block::Numbered(items) => self.list(out, "ol", items),
            Block::Facts(facts) => self.facts(out, facts),
            Block::Comment { who, text } => {
                let _ =
                    writeln!(out, "<div class=\"comment\">\n<p><strong>{}</strong></p>", escape(&line(who)));
                for words in text {
                    let _ = writeln!(out, "<p dir=\"auto\">{}</p>", self.words(words));
                }
                out.push_str("</div>\n");
            }
            Block::Table(table) => self.table(out, table),
            Block::Figure(figure) => chart(out, figure),
        }
    }

    fn list(&self, out: &mut String, element: &str, items: &[Words]) {
        let _ = writeln!(out, "<{element}>");
        for item in items {
            let _ = writeln!(out, "<li dir=\"auto\">{}</li>", self.words(item));
        }
        let _ = writeln!(out, "</{element}>");
    }

    /// Named facts.
    pub(super) fn facts(&self, out: &mut String, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        out.push_str("<dl>\n");
        for fact in facts {
            let _ = writeln!(
                out,
                "<dt>{}</dt><dd><bdi>{}</bdi></dd>",
                escape(&line(&fact.name)),
                self.words(&fact.words)
            );
        }
        out.push_str("</dl>\n");
    }

    fn table(&mut self, out: &mut String, table: &Table) {
        self.tables += 1;
        let caption = escape(&line(&table.caption));
        if table.columns.is_empty() || table.rows.is_empty() {
            let _ = writeln!(out, "<p><strong>{caption}</strong></p>\n<p>None.</p>");
            return;
        }
        let few = if table.columns.len() < MANY { " few" } else { "" };
        let id = format!("table-{}", self.tables);
        // What can be scrolled can be reached by keyboard, and says what it is.
        let _ = writeln!(
            out,
            "<div class=\"scroll{few}\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\">\n<table>\n<caption \
             id=\"{id}\">{caption}</caption>"
        );
        out.push_str("<colgroup>");
        for share in paper::shares(table, 130) {
            let _ = write!(out, "<col width=\"{}.{}%\">", share / 10, share % 10);
        }
        out.push_str("</colgroup>\n<thead><tr>");
        for column in &table.columns {
            let class = if column.figures { " class=\"n\"" } else { "" };
            let _ = write!(out, "<th scope=\"col\"{class}>{}</th>", escape(&line(&column.title)));
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        let empty = Cell::default();
        for row in &table.rows {
            out.push_str("<tr>");
            for (i, column) in table.columns.iter().enumerate() {
                let cell = row.get(i).unwrap_or(&empty);
                let names = table.names == Some(i);
                let (element, scope) = if names { ("th", " scope=\"row\"") } else { ("td", "") };
                let class = if column.figures { " class=\"n\"" } else { "" };
                let tone = cell
                    .tone
                    .map_or(String::new(), |t| format!(" data-tone=\"{}\"", t.word().to_lowercase()));
                let _ = write!(out, "<{element}{scope}{class}{tone}>{}</{element}>", self.paragraphs(cell));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n</div>\n");
    }

    fn paragraphs(&self, cell: &Cell) -> String {
        match cell.said().as_ref() {
            [one] => format!("<bdi>{}</bdi>", self.words(one)),
            many => many.iter().map(|p| format!("<p><bdi>{}</bdi></p>", self.words(p))).collect(),
        }
    }

    fn words(&self, words: &Words) -> String {
        let mut out = String::new();
        for run in words {
            let mut text = lines(&run.text).map(escape).collect::<Vec<_>>().join("<br>");
            if run.struck {
                text = format!("<s><span class=\"sr\">no longer: </span>{text}</s>");
            }
            if run.strong {
                text = format!("<strong>{text}</strong>");
            }
            match run.link.as_deref().and_then(|link| self.outline.target(link)) {
                Some(Target::Section(anchor)) => {
                    let _ = write!(out, "<a href=\"#{}\">{text}</a>", escape(anchor));
                }
                Some(Target::Web(address)) => {
                    let _ = write!(out, "<a href=\"{}\" rel=\"noreferrer\">{text}</a>", escape(address));
                }
                None => out.push_str(&text),
            }
        }
        out
    }
}

/// The drawing as it is; one that is not a drawing of ours is replaced by its words.
fn chart(out: &mut String, figure: &Figure) {
    out.push_str("<figure>\n");
    if paper::size(figure).is_some() {
        let caption = escape(&line(&figure.caption));
        let tenths = (figure.width.clamp(1, 100).div_ceil(10)) * 10;
        let _ = writeln!(
            out,
            "<div class=\"chart w{tenths}\" role=\"region\" aria-label=\"Chart: {caption}\" tabindex=\"0\">{}</div>",
            figure.svg
        );
    } else {
        let _ = writeln!(out, "<p>{}</p>", escape(&line(&figure.alt)));
    }
    let _ = writeln!(out, "<figcaption>{}</figcaption>\n</figure>", escape(&line(&figure.caption)));
}
