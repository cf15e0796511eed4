//! The text: cover, contents, sections block by block.

use std::fmt::Write as _;

use super::media::Media;
use super::parts::{HEAD, NAMES};
use super::run::{Look, bookmark, plain, words};
use super::section::Page;
use super::template::Template;
use super::{section, table};
use crate::document::{Block, Document, Fact, Figure, Picture, Table, Words};
use crate::paper::{self, Entry, Outline, Pictures, png_size, right_to_left, size};
use crate::text::{escape, line};

/// English Metric Units to the twip.
const EMU: f64 = 635.0;
/// The most of a page's height that a chart may take.
const HIGHEST: f64 = 0.62;
/// The logo's height, in twips (16 mm), and the most it may be wide.
const LOGO: (f64, f64) = (907.0, 3969.0);

/// A fact's name of more letters is longer than its usual place.
const LONG_NAME: usize = 26;
/// Room for such names.
const FACT_WIDER: &str = "<w:tabs><w:tab w:val=\"clear\" w:pos=\"2835\"/><w:tab w:val=\"left\" w:pos=\"4536\"/></w:tabs>\
                          <w:ind w:left=\"4536\" w:hanging=\"4536\"/>";
/// What a section's heading says that begins a page.
const NEW_PAGE: &str = "<w:pageBreakBefore/>";
/// What a section's heading says that goes on below what stands before it.
const GO_ON: &str = "<w:pageBreakBefore w:val=\"0\"/><w:spacing w:before=\"480\"/>";

/// The text being written.
pub(super) struct Body<'a> {
    document: &'a Document,
    outline: &'a Outline,
    pictures: &'a Pictures,
    template: Option<&'a Template>,
    page: Page,
    out: String,
    media: Media,
    /// Numbered lists so far: each has a number of its own.
    lists: usize,
    /// Drawings so far.
    drawings: usize,
    /// Bookmarks so far.
    bookmarks: usize,
    /// Whether the pages at hand are wide.
    wide: bool,
}

impl<'a> Body<'a> {
    pub(super) fn new(
        document: &'a Document,
        outline: &'a Outline,
        pictures: &'a Pictures,
        template: Option<&'a Template>,
    ) -> Self {
        let out = format!("{HEAD}<w:document {NAMES}><w:body>");
        Body {
            document,
            outline,
            pictures,
            template,
            page: template.map_or_else(Page::default, |t| t.page),
            out,
            media: Media::default(),
            lists: 0,
            drawings: 0,
            bookmarks: 0,
            wide: false,
        }
    }

    /// The text, its pictures and links, and how many numbered lists it has.
    pub(super) fn done(self) -> (String, Media, usize) {
        (self.out, self.media, self.lists)
    }

    pub(super) fn write(&mut self) {
        let document = self.document;
        self.cover();
        self.contents();
        let follows = paper::follows(document);
        let mut first = true;
        for (number, part) in document.sections.iter().enumerate() {
            if part.wide != self.wide {
                let pages = self.pages(first);
                first = false;
                let _ = write!(
                    self.out,
                    "<w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>{pages}</w:pPr></w:p>"
                );
                self.wide = part.wide;
            }
            let go_on = follows.get(number).copied().unwrap_or(false);
            self.heading(number, None, if go_on { GO_ON } else { NEW_PAGE });
            for (place, block) in part.blocks.iter().enumerate() {
                let leads = matches!(part.blocks.get(place + 1), Some(Block::Table(_) | Block::Figure(_)));
                self.block(number, place, block, leads);
            }
        }
        let pages = self.pages(first);
        self.out.push_str(&pages);
        self.out.push_str("</w:body></w:document>");
    }

    /// The properties of the pages at hand; the document's first run of pages may have a first page of its own.
    fn pages(&self, first: bool) -> String {
        let ends = match self.template.filter(|t| !t.ends.is_empty()) {
            Some(template) => section::template_ends(template, first),
            None => section::own_ends(self.wide),
        };
        self.page.properties(self.wide, &ends)
    }

    fn cover(&mut self) {
        let document = self.document;
        if let Some(logo) = &document.brand.logo {
            self.logo(logo);
        }
        self.paragraph("Title", "", &plain(&line(&document.title), Look::default()));
        for under in &document.under {
            self.paragraph("Subtitle", "", &plain(&line(under), Look::default()));
        }
        if !document.facts.is_empty() {
            self.paragraph("Normal", "<w:spacing w:after=\"60\"/>", "");
            self.facts(&document.facts);
        }
    }

    /// The contents, each entry a link with the page it stands on. The number is a field that a program works out when it
    /// lays out the pages: LibreOffice on opening, Word before it prints. It is no field of contents, which LibreOffice
    /// would take as text, and nothing asks to be brought up to date when the document is opened. Nothing stands there
    /// until it is worked out, because a wrong number is worse than none.
    fn contents(&mut self) {
        let entries = self.outline.contents();
        if entries.len() < 2 {
            return;
        }
        self.paragraph("TOCHeading", "", &plain("Contents", Look::default()));
        let end = self.page.text_width(false);
        let tab = format!("<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"{end}\"/></w:tabs>");
        for entry in entries {
            let mark = bookmark(&entry.anchor);
            let inner = format!(
                "<w:hyperlink w:anchor=\"{mark}\" w:history=\"1\">{}</w:hyperlink><w:r><w:tab/></w:r>{}",
                plain(&entry.title, Look::default()),
                section::field(&format!("PAGEREF {mark} \\h"), ""),
            );
            self.paragraph(&format!("TOC{}", entry.level), &tab, &inner);
        }
    }

    fn heading(&mut self, number: usize, place: Option<usize>, properties: &str) {
        let Some(Entry { level, title, anchor }) = self.outline.at(number, place) else { return };
        self.bookmarks += 1;
        let id = self.bookmarks;
        let inner = format!(
            "<w:bookmarkStart w:id=\"{id}\" w:name=\"{}\"/>{}<w:bookmarkEnd w:id=\"{id}\"/>",
            bookmark(anchor),
            plain(title, Look::default())
        );
        self.paragraph(&format!("Heading{level}"), properties, &inner);
    }

    /// A block; one that `leads` to a table or a chart stays on its page.
    fn block(&mut self, number: usize, place: usize, block: &Block, leads: bool) {
        match block {
            Block::Heading(..) => self.heading(number, Some(place), ""),
            Block::Text(text) => self.words("Normal", if leads { "<w:keepNext/>" } else { "" }, text),
            Block::Bullets(items) => self.list("ListBullet", 1, items),
            Block::Numbered(items) => {
                self.lists += 1;
                self.list("ListNumber", self.lists + 1, items);
            }
            Block::Facts(facts) => self.facts(facts),
            Block::Comment { who, text } => self.comment(who, text),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
        }
    }

    fn list(&mut self, style: &str, list: usize, items: &[Words]) {
        let numbers = format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr>");
        for item in items {
            self.words(style, &numbers, item);
        }
    }

    fn facts(&mut self, facts: &[Fact]) {
        // Where a name is longer than its place, all make room, so that what is said begins on one line.
        let longest = facts.iter().map(|f| line(&f.name).chars().count()).max().unwrap_or(0);
        let properties = if longest > LONG_NAME { FACT_WIDER } else { "" };
        for fact in facts {
            let name = plain(&line(&fact.name), Look { strong: true, ink: None });
            let said = words(&fact.words, Look::default(), self.outline, &mut self.media);
            self.paragraph("Fact", properties, &format!("{name}<w:r><w:tab/></w:r>{said}"));
        }
    }

    fn comment(&mut self, who: &str, text: &[Words]) {
        let first = "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"40\"/>";
        self.paragraph("Comment", first, &plain(&line(who), Look { strong: true, ink: None }));
        for (number, paragraph) in text.iter().enumerate() {
            let after = if number + 1 == text.len() { 200 } else { 80 };
            self.words("Comment", &format!("<w:spacing w:after=\"{after}\"/>"), paragraph);
        }
    }

    fn table(&mut self, table: &Table) {
        self.paragraph("Caption", "", &plain(&line(&table.caption), Look::default()));
        if table.columns.is_empty() || table.rows.is_empty() {
            self.paragraph("Normal", "", &plain("None.", Look::default()));
            return;
        }
        self.out.push_str(&table::write(table, self.page, self.wide, self.outline, &mut self.media));
        // Two tables without a paragraph between them would become one.
        self.paragraph("Normal", "<w:spacing w:after=\"0\" w:line=\"160\" w:lineRule=\"exact\"/>", "");
    }

    fn figure(&mut self, figure: &Figure) {
        let room = f64::from(self.page.text_width(self.wide)) * f64::from(figure.width.clamp(1, 100)) / 100.0;
        let drawn = size(figure).and_then(|(width, height)| {
            let wide = room.min(f64::from(self.page.text_height(self.wide)) * HIGHEST * width / height);
            Some(((wide, wide * height / width), self.pictures.get(figure)?))
        });
        match drawn {
            Some((extent, png)) => {
                let png = self.media.picture(png.to_vec(), "png");
                let svg = self.media.picture(figure.svg.clone().into_bytes(), "svg");
                let drawing = self.drawing(extent, &png, Some(&svg), &figure.alt);
                self.paragraph("Figure", "", &drawing);
            }
            None => self.paragraph("Normal", "<w:keepNext/>", &plain(&figure.alt, Look::default())),
        }
        self.paragraph("FigureCaption", "", &plain(&figure.caption, Look::default()));
    }

    fn logo(&mut self, logo: &Picture) {
        let Some((width, height)) = png_size(&logo.png) else { return };
        let wide = (LOGO.0 * width / height).min(LOGO.1);
        let id = self.media.picture(logo.png.clone(), "png");
        let drawing = self.drawing((wide, wide * height / width), &id, None, &logo.alt);
        self.paragraph("Normal", "<w:spacing w:after=\"480\"/>", &drawing);
    }

    /// A picture in the line, with the words for a person who cannot see it.
    fn drawing(&mut self, extent: (f64, f64), png: &str, svg: Option<&str>, alt: &str) -> String {
        self.drawings += 1;
        let id = self.drawings;
        let (cx, cy) = ((extent.0 * EMU).round(), (extent.1 * EMU).round());
        let alt = escape(&line(alt));
        let svg = svg.map_or(String::new(), |svg| {
            format!(
                "<a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\"><asvg:svgBlip \
                 xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"{svg}\"/></a:ext>\
                 </a:extLst>"
            )
        });
        format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/>\
             <wp:docPr id=\"{id}\" name=\"Picture {id}\" descr=\"{alt}\"/><wp:cNvGraphicFramePr><a:graphicFrameLocks \
             noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData \
             uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"{id}\" \
             name=\"Picture {id}\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{png}\">{svg}\
             </a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext \
             cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
             </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
    }

    fn words(&mut self, style: &str, properties: &str, text: &Words) {
        let inner = words(text, Look::default(), self.outline, &mut self.media);
        // The format wants the direction before spacing and after everything else used here.
        let (before, after) = properties.split_at(properties.find("<w:spacing").unwrap_or(properties.len()));
        let way = if right_to_left(text) { "<w:bidi/>" } else { "" };
        self.paragraph(style, &format!("{before}{way}{after}"), &inner);
    }

    fn paragraph(&mut self, style: &str, properties: &str, inner: &str) {
        let _ =
            write!(self.out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{inner}</w:p>");
    }
}
