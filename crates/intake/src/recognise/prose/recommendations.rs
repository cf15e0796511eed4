//! Recommendations: annexed lists, lists under an inspector's time bands, and what a report asks of its committee.

use model::at::At;
use model::finding::{Finding, Severity};
use model::plan::{Band, Plan, Recommendation, Statement};

use super::units::{Kind, Unit, used};
use crate::recognise::Draft;

/// Finds the recommendations of a document's running text.
pub(super) fn recognise(units: &[Unit<'_>], draft: &mut Draft) {
    asked(units, draft);
    let mut found = banded(units, draft);
    if found.is_empty() {
        found = annexed(units, draft);
    }
    adopt(&mut draft.plan, found, &mut draft.findings);
}

/// Takes recommendations into a plan that may know them already: their band, source and commentary; another wording
/// stands beside the plan's own; a damaged text is put right from the other with a finding.
pub(crate) fn adopt(plan: &mut Plan, found: Vec<Recommendation>, findings: &mut Vec<Finding>) {
    for mut new in found {
        let Some(known) = plan.recommendations.iter_mut().find(|r| r.number == new.number) else {
            plan.recommendations.push(new);
            continue;
        };
        known.band = known.band.or(new.band);
        known.source = known.source.take().or(new.source.take());
        known.commentary.append(&mut new.commentary);
        let wording = Statement { origin: new.origin, text: new.text };
        if damaged(&known.text, &wording.text) {
            let message = format!(
                "The text of recommendation {} is damaged; it is read from another place.",
                known.number
            );
            findings.push(
                Finding::new("text-restored", Severity::Warning, &known.origin.at, message)
                    .hint(format!("The document prints: {}", known.text))
                    .about(format!("recommendation {}", known.number)),
            );
            let damaged = std::mem::replace(&mut known.text, wording.text);
            known.wordings.push(Statement { origin: known.origin.clone(), text: damaged });
        } else if bare(&known.text) != bare(&wording.text) && !wording.text.is_empty() {
            known.wordings.push(wording);
        }
        known.wordings.append(&mut new.wordings);
    }
    plan.recommendations.sort_by_key(|r| (r.number.parse::<u32>().unwrap_or(u32::MAX), r.number.clone()));
}

/// A wording without its closing stop and with one kind of apostrophe.
fn bare(text: &str) -> String {
    text.trim().trim_end_matches('.').replace('’', "'")
}

/// Dots in place of words, or a text that stops short of the other.
fn damaged(text: &str, other: &str) -> bool {
    let dots = text
        .split_whitespace()
        .filter(|w| w.chars().all(|c| matches!(c, '·' | '•' | '…' | '.' | '\u{fffd}')))
        .count();
    dots >= 3 || stump(text, other)
}

/// Whether a text is the beginning of a much longer one, small differences of spelling aside.
fn stump(text: &str, other: &str) -> bool {
    let words = |text: &str| {
        text.split_whitespace()
            .map(|w| w.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase())
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
    };
    let (short, long) = (words(text), words(other));
    let start = long.get(..(short.len() + 2).min(long.len())).unwrap_or(&[]);
    let alike = |w: &&String| start.iter().any(|l| l.starts_with(w.as_str()) || w.starts_with(l.as_str()));
    let found = short.iter().filter(alike).count();
    short.len() >= 2
        && short.len() * 4 < long.len() * 3
        && found * 10 >= short.len() * 9
        && short.last() != long.last()
}

fn is_heading(unit: &Unit<'_>) -> bool {
    let lower = unit.text.to_lowercase();
    unit.is_title() && lower.contains("recommendation") && lower.split_whitespace().count() <= 10
}

/// What a covering report asks: `That the Panel note the plan`.
fn asked(units: &[Unit<'_>], draft: &mut Draft) {
    let mut open = false;
    for unit in units {
        if is_heading(unit) {
            open = true;
            continue;
        }
        if unit.kind == Kind::Heading
            || (unit.is_title() && !unit.text.starts_with("That ") && !unit.text.contains(':'))
        {
            open = false;
        }
        let asks = unit.text.starts_with("That ") && unit.text.split_whitespace().count() >= 4;
        if open && asks {
            draft
                .plan
                .report_recommendations
                .push(Statement { origin: unit.at().into(), text: unit.text.clone() });
            used(draft, unit, "report recommendation");
        }
    }
}

/// `Annex 1 Recommendations` and a list numbered from 1.
fn annexed(units: &[Unit<'_>], draft: &mut Draft) -> Vec<Recommendation> {
    for (at, heading) in units.iter().enumerate().filter(|(_, u)| is_heading(u)) {
        let mut found: Vec<Recommendation> = Vec::new();
        // A list is believed by its first item; later ones may be as short as "Learn from complaints."
        let enough = |first: bool| if first { 4 } else { 2 };
        let mut places: Vec<&Unit<'_>> = vec![heading];
        for unit in units.get(at + 1..).unwrap_or(&[]) {
            match unit.number() {
                Some(n)
                    if usize::try_from(n) == Ok(found.len() + 1)
                        && unit.text.split_whitespace().count() >= enough(found.is_empty()) =>
                {
                    found.push(Recommendation {
                        origin: unit.at().into(),
                        number: n.to_string(),
                        text: unit.text.clone(),
                        ..Recommendation::default()
                    });
                    places.push(unit);
                }
                _ if found.is_empty() && unit.kind == Kind::Paragraph && places.len() < 3 => {}
                _ => break,
            }
        }
        let asks = found.iter().all(|r| r.text.starts_with("That "));
        if found.len() >= 2 && !asks {
            for (i, unit) in places.iter().enumerate() {
                used(
                    draft,
                    unit,
                    &if i == 0 { "recommendations".to_owned() } else { format!("recommendation {i}") },
                );
            }
            return found;
        }
    }
    Vec::new()
}

/// The band a heading gives: `To be undertaken within 3 months:`.
fn band(unit: &Unit<'_>) -> Option<Band> {
    if !unit.is_title() || unit.text.split_whitespace().count() > 8 {
        return None;
    }
    let lower = unit.text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if words.iter().any(|w| matches!(*w, "immediately" | "immediate")) {
        return Some(Band::Immediately);
    }
    let months = words.iter().position(|w| matches!(*w, "month" | "months"))?;
    let within = words.contains(&"within");
    number(words.get(months.checked_sub(1)?)?).filter(|_| within).map(Band::Months)
}

fn number(word: &str) -> Option<u8> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let spelt = WORDS.iter().position(|w| *w == word).and_then(|i| u8::try_from(i + 1).ok());
    spelt.or_else(|| word.parse().ok())
}

/// `Looked After Children (Ofsted Report para 55)`: where the inspector said what follows.
fn source(unit: &Unit<'_>) -> Option<String> {
    let lower = unit.text.to_lowercase();
    let titled = unit.is_title() && unit.text.ends_with(')');
    (titled && (lower.contains("para") || lower.contains("page") || lower.contains("section")))
        .then(|| unit.text.clone())
}

/// The number a recommendation carries in the plan, `(Action Plan 12)`: the words before it, the number, those after.
fn numbered(text: &str) -> Option<(&str, String, &str)> {
    let lower = text.to_ascii_lowercase();
    ["(action plan ", "(recommendation ", "(rec ", "(rec. ", "(action "].iter().find_map(|mark| {
        let at = lower.find(mark)?;
        let rest = text.get(at + mark.len()..)?;
        let end = rest.find(')')?;
        let number = rest.get(..end)?.trim();
        let plain = !number.is_empty() && number.len() <= 3 && number.chars().all(|c| c.is_ascii_digit());
        plain.then(|| {
            (text.get(..at).unwrap_or("").trim(), number.to_owned(), rest.get(end + 1..).unwrap_or("").trim())
        })
    })
}

fn banded(units: &[Unit<'_>], draft: &mut Draft) -> Vec<Recommendation> {
    let mut found: Vec<Recommendation> = Vec::new();
    let mut current: Option<Band> = None;
    let mut from: Option<String> = None;
    let marked = units.iter().any(|u| numbered(&u.text).is_some());
    for unit in units {
        if let Some(band) = band(unit) {
            current = Some(band);
            from = None;
            used(draft, unit, "recommendations' band");
        } else if current.is_none() {
        } else if let Some(words) = source(unit) {
            from = Some(words);
            used(draft, unit, "recommendations' source");
        } else if unit.kind == Kind::Heading {
            current = None;
        } else if let Some((text, number, after)) = numbered(&unit.text) {
            let (before, text) = unglued(text, &number, unit.kind, &draft.plan);
            comment(&mut found, unit.at(), before);
            found.push(recommendation(unit.at(), number.clone(), text, current, from.as_ref()));
            comment(&mut found, unit.at(), after);
            used(draft, unit, &format!("recommendation {number}"));
        } else if !marked && unit.kind == Kind::Item {
            let number = (found.len() + 1).to_string();
            used(draft, unit, &format!("recommendation {number}"));
            found.push(recommendation(unit.at(), number, &unit.text, current, from.as_ref()));
        } else if matches!(unit.kind, Kind::Paragraph | Kind::Item) && !found.is_empty() {
            comment(&mut found, unit.at(), &unit.text);
            used(draft, unit, "recommendation's commentary");
        }
    }
    found
}

/// `… completed in October. Ensure a framework …`: a paragraph in which a comment runs into the next recommendation,
/// told by how the plan's own text of that recommendation begins.
fn unglued<'t>(text: &'t str, number: &str, kind: Kind, plan: &Plan) -> (&'t str, &'t str) {
    let known = plan.recommendations.iter().find(|r| r.number == number).filter(|_| kind == Kind::Paragraph);
    let start = known
        .map(|r| r.text.split_whitespace().take(3).collect::<Vec<_>>().join(" "))
        .filter(|s| s.len() > 8);
    let at = start.and_then(|s| text.find(&s)).filter(|at| *at > 0);
    at.map_or(("", text), |at| (text.get(..at).unwrap_or("").trim(), text.get(at..).unwrap_or(text)))
}

fn recommendation(
    at: At,
    number: String,
    text: &str,
    band: Option<Band>,
    source: Option<&String>,
) -> Recommendation {
    Recommendation {
        origin: at.into(),
        number,
        text: text.to_owned(),
        band,
        source: source.cloned(),
        ..Recommendation::default()
    }
}

fn comment(found: &mut [Recommendation], at: At, text: &str) {
    if let Some(last) = found.last_mut().filter(|_| !text.is_empty()) {
        last.commentary.push(Statement { origin: at.into(), text: text.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::damaged;

    #[test]
    fn dots_and_stumps_are_damage_and_another_wording_is_not() {
        assert!(damaged("Develop effective strategies · · · · ·", "Develop effective strategies for all"));
        assert!(damaged("Develop effective", "Develop effective strategies for all agencies in the area"));
        assert!(!damaged(
            "Develop effective plans for all agencies",
            "Develop effective arrangements for all"
        ));
    }
}
