//! Inspections, the grades they gave, what was decided since.

use model::day::Day;
use model::phrase::{as_at_day, find_dates};
use model::plan::{Decision, Inspection, Judgement, Period, PeriodKind, Update};

use super::cues::{cues, says};
use super::units::{Kind, Unit, taken, used};
use crate::recognise::Draft;
use crate::recognise::measures::periods_in;

/// Finds inspections, judgements and decisions.
pub(super) fn recognise(units: &[Unit<'_>], draft: &mut Draft) {
    let mut found = Inspection::default();
    for unit in units.iter().filter(|u| u.kind != Kind::Table) {
        for sentence in sentences(&unit.text) {
            inspection(sentence, unit, draft.plan.as_at, &mut found);
            judgements(sentence, unit, draft);
        }
    }
    if !found.title.is_empty() {
        draft.plan.inspections.push(found);
    }
    graded_items(units, draft);
    decisions(units, draft);
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(". ").map(str::trim).filter(|s| !s.is_empty())
}

/// Adds what a sentence says of the inspection: when it was held, when its report was published.
fn inspection(sentence: &str, unit: &Unit<'_>, as_at: Option<Day>, found: &mut Inspection) {
    let lower = sentence.to_lowercase();
    let reported = lower.contains("ofsted") && lower.contains("published");
    let Some(word) = lower.find("inspect").or_else(|| lower.find("ofsted").filter(|_| reported)) else {
        return;
    };
    let proper = ["ofsted", "ilacs", "cqc", "inspection of services", "hmi", "the inspection"]
        .iter()
        .any(|w| lower.contains(w));
    if !proper || says(sentence, &cues().wish) {
        return;
    }
    let dates = periods_in(sentence, as_at);
    if lower.contains("published") {
        let at = lower.find("published").unwrap_or(0);
        let day = dates.iter().find(|d| d.0.start > at && d.1.kind == PeriodKind::Day).map(|d| d.1.from);
        found.published = found.published.or(day);
    } else if let Some(date) = held(&lower, &dates, word) {
        let better = match (found.from, found.to) {
            (Some(from), Some(to)) => {
                date.1.to.days_since(date.1.from) < to.days_since(from) || days_given(sentence, date)
            }
            _ => true,
        };
        if better {
            found.held = sentence.get(date.0.clone()).map(str::to_owned);
            (found.from, found.to) = (Some(date.1.from), Some(date.1.to));
        }
    }
    if found.title.is_empty() {
        found.title = title(sentence, &lower);
        found.origin.at = unit.at();
    } else if let Some(longer) = Some(title(sentence, &lower)).filter(|t| t.len() > found.title.len()) {
        found.title = longer;
    }
}

/// A period and the bytes it stands in.
type Dated = (std::ops::Range<usize>, Period);

/// `24 November – 17 December 2015`: days, not months.
fn days_given(sentence: &str, date: &Dated) -> bool {
    date.1.kind == PeriodKind::Range
        && sentence.get(date.0.clone()).is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()))
}

/// The date of the inspection among those of its sentence: after `took place in`, `inspection of`, a bracket; or
/// before it, `During March, the inspectors …`.
fn held<'a>(lower: &str, dates: &'a [Dated], word: usize) -> Option<&'a Dated> {
    let after_words = |d: &&Dated| {
        let before = lower.get(..d.0.start).unwrap_or("").trim_end();
        let near = [
            "took place in",
            "took place on",
            "took place",
            "inspection of",
            "inspection in",
            "inspection on",
            "inspected in",
            "inspected on",
            "carried out in",
            "held in",
            "care leavers in",
            "(",
        ]
        .iter()
        .any(|w| before.ends_with(w) || before.ends_with(&format!("{w} the")));
        d.0.start > word && near
    };
    let opening = |d: &&Dated| {
        d.0.end < word
            && lower.get(..d.0.start).is_some_and(|b| matches!(b.trim(), "during" | "in" | "between" | "on"))
    };
    dates.iter().find(after_words).or_else(|| dates.iter().find(opening))
}

/// `Ofsted inspection`, and of what, where the sentence says it.
fn title(sentence: &str, lower: &str) -> String {
    let by = if lower.contains("ilacs") {
        "ILACS"
    } else if lower.contains("ofsted") {
        "Ofsted"
    } else {
        ""
    };
    let of = ["inspection of ", "inspected "].iter().find_map(|w| lower.find(w).map(|at| at + w.len()));
    let subject = of.and_then(|at| sentence.get(at..)).map(|rest| {
        let low = rest.to_lowercase();
        let end = [
            " took place",
            " which took",
            " and review",
            " and, ",
            " in the ",
            " in december",
            " (",
            ".",
            " was ",
            ", which",
            " that ",
        ]
        .iter()
        .filter_map(|w| low.find(w))
        .chain(find_dates(rest, None).first().map(|d| d.start))
        .min()
        .unwrap_or(rest.len());
        rest.get(..end).unwrap_or("").trim().trim_end_matches(" in").trim_end_matches(" of").to_owned()
    });
    let subject = subject.filter(|s| s.split_whitespace().count() >= 2);
    let name = if by.is_empty() { "Inspection".to_owned() } else { format!("{by} inspection") };
    subject.map_or(name.clone(), |s| format!("{name} of {s}"))
}

fn grade(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    cues()
        .grades
        .iter()
        .find(|g| crate::recognise::measures::holds(&lower, std::slice::from_ref(*g)))
        .map(String::as_str)
}

/// `Adoption performance – requires improvement`: an area and its grade in an item.
fn graded_items(units: &[Unit<'_>], draft: &mut Draft) {
    for unit in units.iter().filter(|u| matches!(u.kind, Kind::Item | Kind::Paragraph)) {
        let Some((area, tail)) = [" – ", " - ", ": ", " — "].iter().find_map(|s| unit.text.rsplit_once(s))
        else {
            continue;
        };
        let tail = tail.trim().trim_matches(['\'', '‘', '’', '"', '“', '”', '.', '*']).to_lowercase();
        if !cues().grades.contains(&tail) || area.split_whitespace().count() > 16 {
            continue;
        }
        draft.plan.judgements.push(Judgement {
            origin: unit.at().into(),
            area: area.trim().to_owned(),
            grade: tail,
        });
        used(draft, unit, "judgement");
    }
}

/// Judgements a sentence tells: quoted areas, `in relation to …`, or the services as a whole.
fn judgements(sentence: &str, unit: &Unit<'_>, draft: &mut Draft) {
    let lower = sentence.to_lowercase();
    if !says(sentence, &cues().judged) || says(sentence, &cues().wish) {
        return;
    }
    let quoted = quotes(sentence);
    let Some(given) = quoted
        .iter()
        .rev()
        .find(|q| cues().grades.contains(&q.to_lowercase()))
        .copied()
        .or_else(|| to_be(&lower))
    else {
        return;
    };
    let given = given.to_lowercase();
    let relations = relations(&lower);
    let areas: Vec<String> = quoted.iter().filter(|q| grade(q).is_none()).map(|q| (*q).to_owned()).collect();
    let areas = match (areas.is_empty(), relations.is_empty()) {
        (false, false) => {
            let about = relations.first().cloned().unwrap_or_default();
            areas.into_iter().map(|a| format!("{a} ({about})")).collect()
        }
        (false, true) => areas,
        (true, false) if !lower.contains("subsidiary") => relations,
        (true, true) if lower.contains("found") || lower.contains("overall") => vec!["overall".to_owned()],
        _ => return,
    };
    for area in areas {
        draft.plan.judgements.push(Judgement { origin: unit.at().into(), area, grade: given.clone() });
    }
}

/// The grade after `to be`, `as`, `were` at the end of a sentence without quotation marks.
fn to_be(lower: &str) -> Option<&'static str> {
    let end = lower.trim_end_matches(['.', ' ']);
    cues().grades.iter().map(String::as_str).find(|g| {
        end.strip_suffix(g).is_some_and(|rest| {
            ["to be ", "as ", "judged ", "graded ", "rated "].iter().any(|w| rest.ends_with(w))
        })
    })
}

/// What stands in quotation marks.
fn quotes(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    for (i, c) in text.char_indices() {
        match open {
            None if matches!(c, '"' | '“' | '‘') || (c == '\'' && !before.is_alphanumeric()) => {
                open = Some((i + c.len_utf8(), c));
            }
            Some((start, mark)) => {
                let closes = match mark {
                    '"' => c == '"',
                    '“' => c == '”',
                    '‘' => c == '’',
                    _ => c == '\'',
                };
                if closes {
                    out.extend(text.get(start..i));
                    open = None;
                }
            }
            None => {}
        }
        before = c;
    }
    out
}

/// `in relation to safeguarding and in relation to looked after children`.
fn relations(lower: &str) -> Vec<String> {
    let mut out = Vec::new();
    for mark in ["in relation to ", "with regard to "] {
        let mut rest = lower;
        while let Some(at) = rest.find(mark) {
            rest = rest.get(at + mark.len()..).unwrap_or("");
            let end = [" and in relation", " were ", " was ", " is ", ",", ".", ";"]
                .iter()
                .filter_map(|w| rest.find(w))
                .min();
            out.push(rest.get(..end.unwrap_or(rest.len())).unwrap_or("").trim().to_owned());
        }
    }
    out
}

/// Lists of what has been started, and in any item what a body approved or agreed.
fn decisions(units: &[Unit<'_>], draft: &mut Draft) {
    let mut lead = false;
    let mut depth = 0;
    for unit in units {
        let announces = unit.text.ends_with(':') && says(&unit.text, &cues().progress);
        if announces {
            (lead, depth) = (true, unit.depth);
            continue;
        }
        let listed = lead && unit.kind == Kind::Item && unit.depth >= depth;
        lead = listed || announces;
        if listed && !taken(draft, unit) {
            draft.plan.updates.push(Update {
                origin: unit.at().into(),
                text: unit.text.clone(),
                ..Update::default()
            });
            used(draft, unit, "plan update");
        }
        if unit.kind != Kind::Item {
            continue;
        }
        if let Some((body, day)) = decided(&unit.text, draft.plan.as_at) {
            draft.plan.decisions.push(Decision {
                origin: unit.at().into(),
                text: unit.text.clone(),
                body: Some(body),
                day,
                source: answered(&unit.text),
            });
            used(draft, unit, "decision");
        }
    }
}

/// `… – approved by Cabinet on 27 June 2016`, `Agreement from the Panel (23 June 2016) to …`: the body and the day.
fn decided(text: &str, as_at: Option<Day>) -> Option<(String, Option<Day>)> {
    let lower = text.to_ascii_lowercase();
    let marks = [
        "approved by ",
        "agreed by ",
        "signed off by ",
        "signed off at ",
        "endorsed by ",
        "agreement from ",
        "approval from ",
    ];
    let at = marks.iter().find_map(|m| lower.find(m).map(|at| at + m.len()))?;
    let rest = text.get(at..)?;
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let end = [" in ", " on ", " (", " to ", " at ", ",", ".", ";"]
        .iter()
        .filter_map(|w| rest.find(w))
        .min()
        .unwrap_or(rest.len());
    let body = rest.get(..end)?.trim();
    let named = body.chars().any(char::is_uppercase) && body.split_whitespace().count() <= 8;
    let day = find_dates(rest, as_at).first().map(|d| d.from).or_else(|| as_at_day(rest, as_at));
    named.then(|| (body.to_owned(), day))
}

/// `(Ofsted recommendation)`: what a decision answers.
fn answered(text: &str) -> Option<String> {
    text.split('(')
        .skip(1)
        .filter_map(|part| part.split(')').next())
        .find(|inner| {
            let lower = inner.to_lowercase();
            lower.contains("recommendation") || lower.contains("comment")
        })
        .map(str::to_owned)
}
