//! Recommendations that stand as headings over the actions that answer them: `Recommendation 2: The quality of plans`.

use model::at::At;
use model::plan::{Plan, Recommendation};

use super::layout::Meaning;
use super::record::{Field, Record};
use crate::document::{Block, Cell, Content, Document};

/// A stretch of the document below such a heading.
struct Stretch {
    number: String,
    /// The heading's line, and the line before which the stretch ends.
    from: u32,
    to: u32,
}

/// Makes the plan's recommendations of such headings and gives each record below one its number, unless the record
/// names its own.
pub(crate) fn give(document: &Document, records: &mut [Record<'_>], plan: &mut Plan) {
    let (stretches, found) = read(document);
    let mut used = false;
    for record in records.iter_mut() {
        let Some(line) = record.at.line else { continue };
        let at = stretches.partition_point(|s| s.from <= line).checked_sub(1).and_then(|i| stretches.get(i));
        let Some(stretch) = at.filter(|s| line < s.to) else { continue };
        used = true;
        if record.has(Meaning::Recommendation) || record.has(Meaning::RecommendationNumber) {
            continue;
        }
        let text = Content::Paragraph { text: stretch.number.clone(), struck: false };
        let cell = Cell { content: vec![text], span: 1, at: record.at.clone(), ..Cell::default() };
        record
            .fields
            .push(Field { places: Vec::new(), ..Field::new(Meaning::RecommendationNumber, "", cell) });
    }
    if !used {
        return;
    }
    for new in found {
        if !plan.recommendations.iter().any(|r| r.number == new.number) {
            plan.recommendations.push(new);
        }
    }
}

/// The headings and what they ask; one without words asks what the paragraph below it says.
fn read(document: &Document) -> (Vec<Stretch>, Vec<Recommendation>) {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut found: Vec<Recommendation> = Vec::new();
    let mut open: Option<u8> = None;
    for (index, block) in document.blocks.iter().enumerate() {
        let (level, text, at) = match block {
            Block::Heading { level, text, at } => (*level, text, at),
            Block::Paragraph { text, at, .. } if text.len() < 300 => (u8::MAX, text, at),
            _ => continue,
        };
        let Some(line) = at.line else { continue };
        let asked = asked(text);
        // A heading of the same rank, or another such line, ends what went before; so does a title between lines.
        if asked.is_some() || open.is_some_and(|o| level <= o && level < u8::MAX) {
            if let Some(last) = stretches.last_mut().filter(|s| s.to == u32::MAX) {
                last.to = line;
            }
            open = None;
        }
        let Some((number, words)) = asked else { continue };
        let below = || match document.blocks.get(index + 1) {
            Some(Block::Paragraph { text, .. }) if text.split_whitespace().count() > 3 => text.clone(),
            _ => String::new(),
        };
        let words = if words.is_empty() { below() } else { words.to_owned() };
        open = Some(level);
        stretches.push(Stretch { number: number.clone(), from: line, to: u32::MAX });
        found.push(recommendation(at, number, words));
    }
    (stretches, found)
}

fn recommendation(at: &At, number: String, text: String) -> Recommendation {
    Recommendation { origin: at.clone().into(), number, text, ..Recommendation::default() }
}

/// The number and the words of `Recommendation 3: …`, `Area for improvement 2 – …`, `Ofsted recommendation 4`.
fn asked(text: &str) -> Option<(String, &str)> {
    const NAMES: [&str; 10] = [
        "ofsted recommendation",
        "inspection recommendation",
        "inspectors' recommendation",
        "recommendation",
        "ofsted area for improvement",
        "area for improvement",
        "area for priority action",
        "priority action",
        "rec",
        "afi",
    ];
    let lower = text.trim().to_lowercase();
    let text = text.trim();
    if lower.len() != text.len() {
        return None;
    }
    let name = NAMES.into_iter().find(|n| lower.starts_with(n))?;
    let rest = text.get(name.len()..)?.strip_prefix([' ', '.'])?.trim_start();
    let rest = rest.strip_prefix("no. ").or_else(|| rest.strip_prefix("number ")).unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let parted = after.is_empty() || after.starts_with([':', '.', ' ', '-', '–', '—', ')']);
    let words = after.trim_start_matches([':', '.', ' ', '-', '–', '—', ')']);
    let titled =
        after.trim_start().starts_with([':', '.', '-', '–', '—']) || words.starts_with(char::is_uppercase);
    let fine = (1..=2).contains(&number.len()) && parted && (words.is_empty() || titled);
    fine.then(|| (number.to_owned(), words))
}

#[cfg(test)]
mod tests {
    use super::asked;

    #[test]
    fn headings_that_ask_are_told_from_sentences() {
        for (text, expected) in [
            ("Recommendation 3: The quality of plans", Some(("3", "The quality of plans"))),
            ("Area for improvement 2 – Timeliness", Some(("2", "Timeliness"))),
            ("RECOMMENDATION 1", Some(("1", ""))),
            ("Recommendation 4 is complete", None),
            ("Recommendations 1 and 2", None),
            ("Recommendation 123: x", None),
        ] {
            assert_eq!(asked(text).as_ref().map(|(n, w)| (n.as_str(), *w)), expected, "{text}");
        }
    }
}
