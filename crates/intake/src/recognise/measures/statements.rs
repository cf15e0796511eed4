//! Values in running text: `3 children open on a plan (2 in September 2021)`.

use std::ops::Range;

use model::at::At;
use model::plan::{Measure, Observation, Period};

use super::body::Body;
use super::cues::{cues, opens_with};
use super::figures::figures;
use super::period::{Found, find};
use super::sentences::{is_source, sentences};
use crate::recognise::Context;

/// What the paragraphs before say for those after: `29/11/2021 Compliance Report`, `% of care leavers in housing`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Scope {
    pub(super) head: Option<(Period, Option<String>)>,
    pub(super) subject: Option<String>,
    /// The words before, lower case.
    seen: String,
}

impl Scope {
    /// The period the words before speak of.
    pub(crate) fn period(&self) -> Option<Period> {
        self.head.as_ref().map(|h| h.0)
    }

    /// A label of one word, `voluntary`, with the word that followed it before: `voluntary turnover`.
    pub(super) fn whole(&self, label: String) -> String {
        if label.contains(' ') || label.is_empty() {
            return label;
        }
        let sought = format!(" {} ", label.to_lowercase());
        let next = self.seen.find(&sought).and_then(|at| self.seen.get(at + sought.len()..));
        let word: String = next.unwrap_or("").chars().take_while(|c| c.is_alphabetic()).collect();
        if word.len() < 4 || cues().stop.contains(&word) { label } else { format!("{label} {word}") }
    }
}

/// The values a paragraph clearly states, and what it says for the paragraphs after it.
pub(crate) fn paragraph(
    text: &str,
    scope: &mut Scope,
    context: &Context,
    known: &[Measure],
    at: &At,
) -> Vec<Observation> {
    let mut out = Vec::new();
    for sentence in sentences(text) {
        let dates = find(sentence, context.document_day);
        let spans: Vec<Range<usize>> = dates.iter().map(|d| d.span.clone()).collect();
        let figures = figures(sentence, &spans);
        if figures.is_empty() {
            heading(sentence, &dates, scope);
            continue;
        }
        let (start, head) = leading(sentence, &dates);
        if head.is_some() {
            scope.head = head;
        }
        let body = Body::new(sentence, start, dates, figures, known);
        out.extend(body.read(known, scope, context, at));
    }
    scope.seen.push(' ');
    scope.seen.push_str(&text.to_lowercase());
    out
}

/// A sentence without figures: a date and a source, a subject, or narrative that ends both.
fn heading(sentence: &str, dates: &[Found], scope: &mut Scope) {
    let short = sentence.split_whitespace().count() <= 10;
    match dates.first() {
        Some(date) if short && !sentence.ends_with('.') => {
            let rest = format!(
                "{} {}",
                sentence.get(..date.span.start).unwrap_or(""),
                sentence.get(date.span.end..).unwrap_or("")
            );
            let source = rest.trim_matches([' ', ':', '(', ')', '-', '–']).to_owned();
            scope.head = Some((date.period, Some(source).filter(|s| !s.is_empty())));
            scope.subject = None;
        }
        _ if opens_with(sentence, &cues().openers) && short => {
            scope.subject = Some(sentence.trim().to_owned());
        }
        _ if sentence.trim_end().ends_with(':') => {}
        _ => (scope.head, scope.subject) = (None, None),
    }
}

/// `29/11/2021 Compliance Report …`, `April to September 2021 - …`: where the body starts and what stands before it.
fn leading(sentence: &str, dates: &[Found]) -> (usize, Option<(Period, Option<String>)>) {
    let Some(date) = dates.first().filter(|d| d.span.start == 0) else { return (0, None) };
    let rest = sentence.get(date.span.end..).unwrap_or("");
    let mut end = 0;
    for (i, word) in rest
        .split_inclusive(' ')
        .scan(0, |at, w| {
            *at += w.len();
            Some((*at, w))
        })
        .take(5)
    {
        let often = ["weekly", "monthly", "quarterly", "annual", "performance"].contains(&word.trim());
        let named =
            word.starts_with(char::is_uppercase) || word.trim().is_empty() || is_source(word) || often;
        if !named {
            break;
        }
        if is_source(word) {
            end = i;
        }
    }
    let source = rest.get(..end).map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned);
    let start = date.span.end + end;
    let skipped =
        sentence.get(start..).map_or(0, |r| r.len() - r.trim_start_matches([' ', '-', '–', ':', ',']).len());
    (start + skipped, Some((date.period, source)))
}
