//! The shape of every report: sections of cards and tables.

use serde::Serialize;

use super::course::{definition_of, page_of};
use crate::views::measures::Drawn;
use crate::words::ungrouped;

/// A report as a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sheet {
    /// What its address ends with.
    pub key: String,
    /// Its title.
    pub title: String,
    /// How it stands, in a sentence or two.
    pub lede: String,
    /// The day of the snapshot it speaks of, ISO.
    pub as_at: Option<String>,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Measures that could not be computed, and what they need.
    pub lacking: Vec<(String, String)>,
    /// What stands where there are no case lists yet.
    pub empty: bool,
    /// It shows rows about children.
    pub children: bool,
}

/// A part of a report.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Section {
    /// Its heading; empty where the report has only one.
    pub title: String,
    /// What to know of it.
    pub note: String,
    /// Its cards.
    pub cards: Vec<Card>,
    /// The headings of its table, and whether numbers stand under them.
    pub columns: Vec<(String, bool)>,
    /// The rows of its table: the first cell names the row.
    pub rows: Vec<Vec<Cell>>,
    /// A chart.
    pub chart: Option<Drawn>,
}

/// A measure as a card.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Card {
    /// Its name.
    pub name: String,
    /// Where it leads, below the plan's address.
    pub href: String,
    /// The address of what it counts, likewise.
    pub definition: String,
    /// Its value.
    pub value: String,
    /// What it is made of: `295 of 299`.
    pub made_of: String,
    /// Its target in words.
    pub target: Option<String>,
    /// The level of its impact; none where nothing rates it.
    pub level: Option<String>,
    /// Whether it is rated at all: it has a target.
    pub rated: bool,
    /// Whether a change can be told from chance.
    pub variation: Option<&'static str>,
    /// Its course, drawn.
    pub spark: String,
    /// Cases not in time, with the address of their list; for those who may see it.
    pub behind: Option<(String, String)>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Its words or figure.
    pub text: String,
    /// Where it leads, below the plan's address.
    pub href: Option<String>,
    /// A level shown with it.
    pub level: Option<String>,
    /// A drawing instead of words.
    pub svg: Option<String>,
    /// Words in small print below.
    pub note: String,
    /// Of a measure's name: the address of what it counts, below the plan's address.
    pub definition: Option<String>,
    /// It stands out: overdue, above the target.
    pub strong: bool,
}

impl Cell {
    /// Words.
    pub fn text(words: impl Into<String>) -> Cell {
        Cell { text: words.into(), ..Cell::default() }
    }

    /// Words that lead somewhere.
    pub fn link(words: impl Into<String>, href: impl Into<String>) -> Cell {
        Cell { text: words.into(), href: Some(href.into()), ..Cell::default() }
    }

    /// A measure's name, which leads to its page, and beside it to what it counts.
    pub fn measure(name: impl Into<String>, key: &str) -> Cell {
        Cell { definition: Some(definition_of(key)), ..Cell::link(name, page_of(key)) }
    }

    /// A drawing, with what it shows in words for files.
    pub fn drawn(svg: impl Into<String>) -> Cell {
        Cell { svg: Some(svg.into()), ..Cell::default() }
    }

    /// The same, marked.
    #[must_use]
    pub fn strong(mut self, strong: bool) -> Cell {
        self.strong = strong;
        self
    }

    /// The same with small print.
    #[must_use]
    pub fn note(mut self, words: impl Into<String>) -> Cell {
        self.note = words.into();
        self
    }
}

impl Section {
    /// A section with a table.
    pub fn table(title: impl Into<String>, columns: &[(&str, bool)], rows: Vec<Vec<Cell>>) -> Section {
        let columns = columns.iter().map(|(name, number)| ((*name).to_owned(), *number)).collect();
        Section { title: title.into(), columns, rows, ..Section::default() }
    }
}

/// The report as CSV: for each section its heading, its columns and its rows; cards as rows of their own.
pub fn csv(sheet: &Sheet) -> String {
    let mut out = String::new();
    line(&mut out, [sheet.title.as_str(), sheet.as_at.as_deref().unwrap_or("")].into_iter());
    for section in &sheet.sections {
        if !section.title.is_empty() {
            line(&mut out, [section.title.as_str()].into_iter());
        }
        if !section.cards.is_empty() {
            line(&mut out, ["Measure", "Value", "Cases", "Target", "Rating", "Variation"].into_iter());
        }
        for card in &section.cards {
            let rating = if card.rated { card.level.as_deref().unwrap_or("not rated") } else { "" };
            let target = card.target.as_deref().unwrap_or("");
            let (value, made_of) = (ungrouped(&card.value), ungrouped(&card.made_of));
            let fields = [card.name.as_str(), &value, &made_of];
            line(&mut out, fields.into_iter().chain([target, rating, card.variation.unwrap_or("")]));
        }
        // Drawings have no place in a file.
        let drawn = |at: usize| section.rows.iter().any(|r| r.get(at).is_some_and(|c| c.svg.is_some()));
        let kept: Vec<usize> = (0..section.columns.len()).filter(|at| !drawn(*at)).collect();
        if !section.columns.is_empty() {
            line(&mut out, kept.iter().filter_map(|at| section.columns.get(*at)).map(|c| c.0.as_str()));
        }
        for row in &section.rows {
            let words = |at: &usize| {
                let cell = row.get(*at)?;
                let text =
                    if cell.text.is_empty() { cell.level.as_deref().unwrap_or("") } else { &cell.text };
                // Programs read these: numbers stand plainly.
                let number = section.columns.get(*at).is_some_and(|c| c.1);
                Some(if number { ungrouped(text) } else { text.to_owned() })
            };
            let words: Vec<String> = kept.iter().filter_map(words).collect();
            line(&mut out, words.iter().map(String::as_str));
        }
    }
    out
}

/// A line of CSV. A field that a spreadsheet would take for a formula is given as text.
fn line<'a>(out: &mut String, fields: impl Iterator<Item = &'a str>) {
    for (place, field) in fields.enumerate() {
        if place > 0 {
            out.push(',');
        }
        let formula = field.starts_with(['=', '+', '@', '\t', '\r'])
            || (field.starts_with('-') && field.parse::<f64>().is_err());
        let field = if formula { format!("'{field}") } else { field.to_owned() };
        if field.contains([',', '"', '\n']) {
            out.push_str(&format!("\"{}\"", field.replace('"', "\"\"")));
        } else {
            out.push_str(&field);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{Card, Cell, Section, Sheet, csv};

    #[test]
    fn a_report_becomes_a_file_without_its_drawings_and_without_formulas() {
        let row = |days: &str| vec![Cell::text("=1+1"), Cell::drawn("<svg/>"), Cell::text(days)];
        let rows = vec![row("-3"), row("1,204")];
        let table =
            Section::table("Visits, all", &[("Team", false), ("Course", false), ("Days", true)], rows);
        let card = Card { name: "In time".into(), value: "66.7%".into(), rated: true, ..Card::default() };
        let sheet = Sheet {
            title: "Weekly".into(),
            as_at: Some("2025-03-31".into()),
            sections: vec![Section { cards: vec![card], ..Section::default() }, table],
            ..Sheet::default()
        };
        assert_eq!(
            csv(&sheet).lines().collect::<Vec<_>>(),
            [
                "Weekly,2025-03-31",
                "Measure,Value,Cases,Target,Rating,Variation",
                "In time,66.7%,,,not rated,",
                "\"Visits, all\"",
                "Team,Days",
                "'=1+1,-3",
                "'=1+1,1204"
            ]
        );
    }
}
