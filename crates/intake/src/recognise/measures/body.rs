//! One sentence with figures: which are values, of what, for when.

use std::ops::Range;

use model::at::At;
use model::day::Day;
use model::decimal::Decimal;
use model::plan::{Measure, Observation, Period};

use super::bands;
use super::cues::{cues, holds, holds_phrase};
use super::figures::{Figure, Kind, figures as figures_of, triple};
use super::matching::best;
use super::period::{Found, find, year_to_date};
use super::sentences::is_source;
use super::statements::Scope;
use super::targets::key;
use super::tidy::tidy;
use crate::recognise::Context;

/// More figures than this in one sentence are a list of numbers, not statements.
const MANY: usize = 60;

/// A bracket of a sentence.
struct Bracket {
    span: Range<usize>,
}

/// A sentence with its figures, dates and brackets told apart.
pub(super) struct Body<'a> {
    text: &'a str,
    start: usize,
    dates: Vec<Found>,
    figures: Vec<Figure>,
    brackets: Vec<Bracket>,
    /// The measure whose words the sentence repeats, and where they stand.
    repeated: Option<(&'a Measure, Range<usize>)>,
}

/// What a figure speaks of, as its own words say.
#[derive(Clone, Default)]
struct Said {
    period: Option<Period>,
    source: Option<String>,
    breakdown: Option<String>,
}

impl<'a> Body<'a> {
    /// A sentence read from `start`, with the dates and figures in it.
    pub(super) fn new(
        text: &'a str,
        start: usize,
        dates: Vec<Found>,
        mut figures: Vec<Figure>,
        known: &'a [Measure],
    ) -> Body<'a> {
        let repeated = known.iter().find_map(|m| {
            let words = m.text.trim_end_matches('.');
            let at = text.get(start..)?.find(words).filter(|_| words.split(' ').count() >= 3)? + start;
            // The words with nothing but themselves are a value with its definition: `3 children open on a plan`.
            let more = figures_of(text.get(at + words.len()..)?, &[]);
            (!more.is_empty()).then_some((m, at..at + words.len()))
        });
        let outside = |f: &Figure| {
            f.span.start >= start
                && repeated.as_ref().is_none_or(|(_, r)| !(r.start <= f.span.start && f.span.end <= r.end))
        };
        figures.retain(outside);
        Body { text, start, dates, figures, brackets: brackets(text), repeated }
    }

    fn bracket(&self, at: usize) -> Option<&Bracket> {
        self.brackets.iter().find(|b| b.span.contains(&at))
    }

    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to.max(from)).unwrap_or("")
    }

    /// The values of the sentence.
    pub(super) fn read(
        &self,
        known: &[Measure],
        scope: &Scope,
        context: &Context,
        at: &At,
    ) -> Vec<Observation> {
        if self.figures.len() > MANY {
            return Vec::new();
        }
        if let Some(out) = self.triple(known, scope, context, at) {
            return out;
        }
        let mains: Vec<usize> = (0..self.figures.len())
            .filter(|i| self.figures.get(*i).is_some_and(|f| self.bracket(f.span.start).is_none()))
            .collect();
        let mut out = Vec::new();
        let lone = mains.is_empty();
        let groups: Vec<usize> = if lone { (0..self.figures.len()).take(1).collect() } else { mains };
        for (n, &main) in groups.iter().enumerate() {
            let next = groups.get(n + 1).copied().unwrap_or(self.figures.len());
            let label = self.label(main, groups.first().copied().unwrap_or(0), groups.get(n + 1).copied());
            out.extend(self.group(main, next, &label, known, scope, context, at));
        }
        out
    }

    /// `Duty 98.7%: 295 out of 299 in time, 4 overdue` in a sentence.
    fn triple(
        &self,
        known: &[Measure],
        scope: &Scope,
        context: &Context,
        at: &At,
    ) -> Option<Vec<Observation>> {
        let (t, span) = triple(self.text)?;
        let around = self.text.to_ascii_lowercase();
        if t.overdue.is_none()
            && !holds(
                &around,
                &[
                    "in time".to_owned(),
                    "on time".to_owned(),
                    "in timescale".to_owned(),
                    "within timescale".to_owned(),
                ],
            )
        {
            return Some(Vec::new());
        }
        let before = self.slice(self.start, span.start);
        let percent = self.figures.iter().find(|f| f.kind == Kind::Percent);
        let end = percent.map_or(span.start, |p| p.span.start.min(span.start));
        let label = self.slice(self.start, end).trim_matches([' ', ':', '-', '–', ',', '(']).to_owned();
        let measure = best(&format!("{before} in time"), Kind::Percent, known).or_else(|| {
            known.iter().find(|m| super::words::meaning(&m.text).iter().any(|w| w == "timescale"))
        })?;
        let period =
            self.dates.iter().find(|d| d.span.start >= self.start).map(|d| d.period).or(scope.period());
        Some(vec![Observation {
            origin: at.clone().into(),
            measure: measure.key.clone(),
            text: self.text.to_owned(),
            line: context.line.clone(),
            breakdown: Some(label).filter(|l| !l.is_empty() && l.split(' ').count() <= 6),
            numerator: Some(t.numerator),
            denominator: Some(t.denominator),
            overdue: t.overdue,
            stated: percent.map(|p| p.stated.clone()),
            value: percent.and_then(|p| p.value),
            computed: Decimal::percent(t.numerator, t.denominator, 2),
            period,
            ..Observation::default()
        }])
    }

    /// The words of a stretch without its brackets and dates.
    fn plain(&self, from: usize, to: usize) -> String {
        let mut out = String::new();
        let mut at = from;
        let mut cut: Vec<&Range<usize>> =
            self.brackets.iter().map(|b| &b.span).chain(self.dates.iter().map(|d| &d.span)).collect();
        cut.sort_by_key(|s| s.start);
        for span in cut.into_iter().filter(|s| s.start >= from && s.start < to) {
            if span.start >= at {
                let words = self.slice(at, span.start).trim_end();
                let bare = [" in", " on", " at", " during", " since", " ("]
                    .iter()
                    .find_map(|w| words.strip_suffix(w));
                out.push_str(bare.unwrap_or(words));
                at = span.end.min(to);
            }
        }
        out.push_str(self.slice(at, to));
        out.trim().trim_end_matches('(').trim().to_owned()
    }

    /// The words a main figure is a value of: those before the first figure, else those after it.
    fn label(&self, main: usize, first: usize, next: Option<usize>) -> String {
        let Some(figure) = self.figures.get(main) else { return String::new() };
        let end = self.figures.get(first).map_or(self.start, |f| f.span.start);
        let opening = self.plain(self.start, end);
        let from = figure.span.end;
        let next_main = next.and_then(|n| self.figures.get(n)).map_or(self.text.len(), |f| f.span.start);
        let bracket =
            self.brackets.iter().map(|b| b.span.start).find(|s| *s >= from).unwrap_or(self.text.len());
        let date = self.dates.iter().map(|d| d.span.start).find(|s| *s >= from).unwrap_or(self.text.len());
        let after = self.slice(from, next_main.min(bracket).min(date)).trim();
        let before = match &self.repeated {
            Some((measure, _)) => measure.text.as_str(),
            None => opening.as_str(),
        };
        if before.is_empty() {
            // `8 audits (legal) were completed in October and 8 (exploitation) …`: the noun is not said again.
            return if after.is_empty() && main > first {
                self.label(first, first, Some(main))
            } else {
                tidy(after)
            };
        }
        let inside = self.bracket(figure.span.start).is_some();
        tidy(&format!("{before} {}", if main == first && !inside { after } else { "" }))
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the facts of one group of figures; a struct would only rename them"
    )]
    fn group(
        &self,
        main: usize,
        next: usize,
        label: &str,
        known: &[Measure],
        scope: &Scope,
        context: &Context,
        at: &At,
    ) -> Vec<Observation> {
        let Some(figure) = self.figures.get(main) else { return Vec::new() };
        if self.not_stated(main) {
            return Vec::new();
        }
        let band = bands::age_band(label.split(':').next().unwrap_or(label));
        let words = match (&scope.subject, &band) {
            (Some(subject), Some(_)) => subject.clone(),
            (Some(subject), None) if known.is_empty() => format!("{subject} {label}"),
            _ => label.to_owned(),
        };
        let measure = match &self.repeated {
            Some((measure, _)) => Some(*measure),
            None => best(&words, figure.kind, known),
        };
        let said = self.said(main, context.document_day);
        let base = said.period.or(scope.period()).map(|p| p.from).or(context.document_day);
        let companions: Vec<(usize, Said)> = (main + 1..next).map(|i| (i, self.said(i, base))).collect();
        let dated = said.period.is_some() || scope.period().is_some();
        let beside = companions.iter().any(|(_, s)| s.period.is_some());
        if !self.is_value(main, &words, measure.is_some(), dated, beside) {
            return Vec::new();
        }
        let words = if measure.is_none() { scope.whole(words) } else { words };
        // A whole sentence is no name of a measure.
        if measure.is_none() && words.split_whitespace().count() > 14 {
            return Vec::new();
        }
        let subject = (measure.map_or_else(|| key(&words), |m| m.key.clone()), words);
        if subject.0.is_empty() {
            return Vec::new();
        }
        let head = scope.head.clone();
        let mut first = said;
        if first.period.is_none() {
            first.period = head.as_ref().map(|h| h.0);
            first.source = first.source.or(head.and_then(|h| h.1));
        }
        first.breakdown = first.breakdown.or_else(|| band.clone());
        let mut out = vec![self.observation(main, &first, &subject, context, at)];
        for (i, mut said) in companions {
            said.breakdown = said.breakdown.or_else(|| band.clone());
            let kind = self.figures.get(i).map(|f| f.kind);
            if kind == Some(figure.kind) && (said.period.is_some() || said.breakdown.is_some()) {
                out.push(self.observation(i, &said, &subject, context, at));
            }
        }
        out
    }

    fn observation(
        &self,
        i: usize,
        said: &Said,
        subject: &(String, String),
        context: &Context,
        at: &At,
    ) -> Observation {
        let figure = self.figures.get(i);
        Observation {
            origin: at.clone().into(),
            measure: subject.0.clone(),
            text: subject.1.clone(),
            line: context.line.clone(),
            breakdown: said.breakdown.clone(),
            stated: figure.map(|f| f.stated.clone()),
            value: figure.and_then(|f| f.value),
            source: said.source.clone(),
            period: said.period,
            ..Observation::default()
        }
    }

    /// A target, a change, a forecast: a figure, but no value.
    fn not_stated(&self, i: usize) -> bool {
        let Some(figure) = self.figures.get(i) else { return true };
        let before = self.slice(self.start, figure.span.start).to_lowercase();
        let near: Vec<&str> = before.split_whitespace().rev().take(3).collect();
        let change = near.first().is_some_and(|w| *w == "by");
        let target =
            near.iter().any(|w| matches!(w.trim_end_matches(':'), "target" | "least" | "targets" | "aim"));
        let forecast = [" will ", " would ", " should ", " could ", " expected to ", " aim to "]
            .iter()
            .any(|w| format!(" {before}").contains(w));
        // `… are 5% of the total 7.6% October 2021`: the first belongs to the words of the second.
        let glued = self.figures.get(i + 1).is_some_and(|n| {
            let between = self.slice(figure.span.end, n.span.start);
            self.bracket(n.span.start).is_none()
                && between.starts_with(" of ")
                && !between.contains([',', ';', '.'])
                && self.said(i, None).period.is_none()
                && self.said_after(n).period.is_some()
        });
        change || target || forecast || glued || figure.kind == Kind::Money
    }

    /// Whether the figure is clearly a value: of a known measure, or a dated percentage, average or count.
    fn is_value(&self, i: usize, words: &str, known: bool, dated: bool, beside: bool) -> bool {
        let Some(figure) = self.figures.get(i) else { return false };
        match figure.kind {
            Kind::Percent => known || dated || beside,
            Kind::Plain => {
                let own = self.slice(figure.span.end, self.text.len()).to_lowercase();
                let as_of = [" as of ", " as at "].iter().any(|w| own.contains(w)) && self.leads(i);
                let again = self.slice(self.start, figure.span.start).trim_end().ends_with(" and");
                let done =
                    (self.leads(i) || again) && cues().counted.iter().any(|v| counted(&own, v)) && dated;
                let mean = holds(words, &cues().units.mean) && figure.stated.contains('.');
                (known && (self.leads(i) || dated || beside)) || as_of || done || mean
            }
            Kind::Money => false,
        }
    }

    /// Whether the sentence opens with the figure.
    fn leads(&self, i: usize) -> bool {
        self.figures.get(i).is_some_and(|f| self.slice(self.start, f.span.start).trim().is_empty())
    }

    /// The period, source and breakdown that the words at a figure give it.
    fn said(&self, i: usize, base: Option<Day>) -> Said {
        let Some(figure) = self.figures.get(i) else { return Said::default() };
        let mut said = match self.bracket(figure.span.start) {
            Some(bracket) => self.said_inside(i, figure, bracket, base),
            None => self.said_after(figure),
        };
        if self.is_year_to_date(figure) {
            let before = self.figures.get(..i).unwrap_or(&[]);
            let previous = before.iter().rposition(|f| !self.is_year_to_date(f));
            let previous = previous.and_then(|p| self.said(p, base).period);
            said.period = previous.or(said.period).map(year_to_date);
        } else if said.period.is_none() && self.bracket(figure.span.start).is_none() {
            said.period = self.clause_period();
        }
        said
    }

    /// `(12.7% August and 17.4% September 2021)`, `(46% August)`, `(92% last month)`.
    fn said_inside(&self, i: usize, figure: &Figure, bracket: &Bracket, base: Option<Day>) -> Said {
        let end = self.figures.get(i + 1).map_or(bracket.span.end, |n| n.span.start.min(bracket.span.end));
        let own = self.slice(figure.span.end, end);
        let period = find(own, base).first().map(|f| f.period);
        let breakdown = period.is_none().then(|| service_after(own)).flatten();
        Said { period, source: None, breakdown }
    }

    /// What follows a figure in the main text: `(Oct 2021 return)`, `in February 2015`, `October 2021 report`, `(contacts)`.
    fn said_after(&self, figure: &Figure) -> Said {
        let mut said = Said::default();
        let mut at = figure.span.end;
        let next = self.figures.iter().find(|f| f.span.start >= at && self.bracket(f.span.start).is_none());
        let limit = next.map_or(self.text.len(), |n| n.span.start);
        for bracket in self.brackets.iter().filter(|b| b.span.start >= figure.span.end && b.span.end <= limit)
        {
            if !self.slice(at, bracket.span.start).trim().is_empty() && at != figure.span.end {
                break;
            }
            at = bracket.span.end;
            let inner = self.slice(bracket.span.start + 1, bracket.span.end - 1);
            if self.figures.iter().any(|f| bracket.span.contains(&f.span.start)) {
                continue;
            }
            match self.dates.iter().find(|d| bracket.span.contains(&d.span.start)) {
                Some(date) => {
                    said.period = said.period.or(Some(date.period));
                    said.source =
                        said.source.or_else(|| Some(inner.trim().to_owned()).filter(|s| is_source(s)));
                }
                None if is_source(inner) => {
                    said.source = said.source.or_else(|| Some(inner.trim().to_owned()));
                }
                None if inner.split_whitespace().count() <= 2 => {
                    said.breakdown = Some(inner.trim().to_owned());
                }
                None => {}
            }
        }
        if said.period.is_none() {
            let date = self.dates.iter().find(|d| {
                d.span.start >= figure.span.end
                    && d.span.start < limit
                    && self.bracket(d.span.start).is_none()
            });
            if let Some(date) = date {
                said.period = Some(date.period);
                let rest = self.slice(date.span.end, limit).trim_start();
                let words: Vec<&str> = rest.split_whitespace().take_while(|w| is_source(w)).collect();
                said.source = said.source.or_else(|| Some(words.join(" ")).filter(|s| !s.is_empty()));
            }
        }
        if said.breakdown.is_none() {
            said.breakdown = self.shared_breakdown(figure);
        }
        said
    }

    /// `63.2% in January to 75.3% (referrals)`: the bracket after the second figure is the first one's too.
    fn shared_breakdown(&self, figure: &Figure) -> Option<String> {
        let next = self.figures.iter().find(|f| f.span.start >= figure.span.end)?;
        let between = self.slice(figure.span.end, next.span.start);
        if !between.trim_end().ends_with(" to") || between.contains(['(', ',', ';']) {
            return None;
        }
        let bracket = self.brackets.iter().find(|b| b.span.start >= next.span.end)?;
        let inner = self.slice(bracket.span.start + 1, bracket.span.end - 1).trim();
        let close = self.slice(next.span.end, bracket.span.start).trim().is_empty();
        let plain = inner.split_whitespace().count() <= 2 && !inner.contains(|c: char| c.is_ascii_digit());
        (close && plain && !is_source(inner)).then(|| inner.to_owned())
    }

    /// `1.7% YTD`.
    fn is_year_to_date(&self, figure: &Figure) -> bool {
        let after = self.slice(figure.span.end, self.text.len()).trim_start();
        ["ytd", "year to date"]
            .iter()
            .any(|w| after.get(..w.len()).is_some_and(|a| a.eq_ignore_ascii_case(w)))
    }

    /// A date before the first figure speaks for every figure that has none.
    fn clause_period(&self) -> Option<Period> {
        let first = self.figures.first()?.span.start;
        self.dates.iter().find(|d| d.span.start >= self.start && d.span.end <= first).map(|d| d.period)
    }
}

/// `children on average in the Duty service; …`: the service a figure is given for.
fn service_after(own: &str) -> Option<String> {
    let at = own.find(" in ")?;
    if own.get(..at)?.split_whitespace().count() > 4 {
        return None;
    }
    let rest = own.get(at + 4..)?.trim_start();
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let end = rest.find([';', ',', ')', '(', '.']).unwrap_or(rest.len());
    let name = rest.get(..end)?.trim();
    let name = [" service", " services", " team", " teams"]
        .iter()
        .find_map(|s| name.strip_suffix(s))
        .unwrap_or(name);
    (name.starts_with(char::is_uppercase) && name.split(' ').count() <= 8).then(|| name.to_owned())
}

/// `… were completed`: a count of what was done, not a list of what is to be.
fn counted(after: &str, verb: &str) -> bool {
    ["was", "were", "have been", "has been"].iter().any(|aux| holds_phrase(after, &format!("{aux} {verb}")))
}

fn brackets(text: &str) -> Vec<Bracket> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    for (i, c) in text.char_indices() {
        match c {
            '(' if open.is_none() => open = Some(i),
            ')' => {
                if let Some(start) = open.take() {
                    out.push(Bracket { span: start..i + 1 });
                }
            }
            _ => {}
        }
    }
    out
}
