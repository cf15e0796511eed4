//! What one phrase means.

use crate::day::Day;
use crate::plan::DateKind;

use super::atom::Setting;
use super::lex::{Token, lex};
use super::scan::{Dated, Joint, joint, scan};
use super::words::{COMPLETED, NOT_YET, ONGOING, ONWARDS, OPENERS, RECURRING, TRIGGERS, UNKNOWN};

/// What a phrase means. Total: every text means something, if only [`DateKind::Unknown`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// What kind of date it is.
    pub kind: DateKind,
    /// First day meant, if any.
    pub from: Option<Day>,
    /// Last day meant, if it closes: the due day.
    pub to: Option<Day>,
    /// The single dates of a phrase that names several (milestones, alternatives, a range's ends), in order, each
    /// with its first and last day; one without a last day never closes.
    pub steps: Vec<(Option<Day>, Option<Day>)>,
}

/// What a target-date phrase means for a document of that day, which resolves months without a year, `last month`
/// and `within three months`.
///
/// ```
/// use model::{day::Day, phrase::meaning, plan::DateKind};
/// let december = Day::parse_iso("2021-12-01").unwrap();
/// let due = meaning("By Sept 2021", december);
/// assert_eq!((due.kind, due.to), (DateKind::Point, Day::parse_iso("2021-09-30")));
/// ```
pub fn meaning(phrase: &str, context: Day) -> Meaning {
    let tokens = lex(phrase);
    let dates = scan(&tokens, Setting::phrase(Some(context)));
    let steps: Vec<_> = dates.iter().map(|d| (Some(d.from), Some(d.to))).collect();
    let from = dates.iter().map(|d| d.from).min();
    let to = dates.iter().map(|d| d.to).max();
    let read = Reading { tokens: &tokens, dates: &dates };
    let (kind, from, to) = read.kind(from, to);
    let steps = if kind == DateKind::Milestone && to.is_none() {
        steps.into_iter().chain([(None, None)]).collect()
    } else {
        steps
    };
    Meaning { kind, from, to, steps }
}

/// The day a document gives as its own: of a month its first, of a day that day. `None` without a date.
pub fn as_at_day(phrase: &str, context: Option<Day>) -> Option<Day> {
    let dates = scan(&lex(phrase), Setting::phrase(context));
    dates.first().map(|d| d.from)
}

struct Reading<'a> {
    tokens: &'a [Token<'a>],
    dates: &'a [Dated],
}

type Kinded = (DateKind, Option<Day>, Option<Day>);

impl Reading<'_> {
    fn kind(&self, from: Option<Day>, to: Option<Day>) -> Kinded {
        if self.completed() {
            return (DateKind::Completed, from, to);
        }
        let (Some(first), Some(last)) = (self.dates.first(), self.dates.last()) else {
            return (self.kind_without_date(), None, None);
        };
        let before = |any: &[&str]| self.tokens[..first.first].iter().any(|t| t.is(any));
        let straight_before = |any: &[&str]| {
            let led = self.tokens[..first.first]
                .iter()
                .rev()
                .find(|t| !t.is(&["the", "in", "on", "of", ":", "-", "("]));
            led.is_some_and(|t| t.is(any))
        };
        let after = self.tokens.get(last.next..).unwrap_or(&[]);
        let until = straight_before(&["until", "till", "to"]);
        let opens = straight_before(OPENERS) || after.iter().any(|t| t.is(ONWARDS));
        let triggered = self.tokens.first().is_some_and(|t| t.is(TRIGGERS)) || self.to_follow();
        if triggered && !straight_before(OPENERS) && !until {
            return (DateKind::Trigger, from, to);
        }
        if straight_before(&["after", "following"]) {
            let opening = if first.from == first.to { first.to.plus_days(1) } else { first.to };
            return (DateKind::Start, Some(opening), None);
        }
        if self.says(RECURRING) {
            let closes = until || self.joints().any(|j| j == Joint::Range);
            return if until {
                (DateKind::Recurring, None, to)
            } else {
                (DateKind::Recurring, from, to.filter(|_| closes))
            };
        }
        if self.ongoing() {
            let and_then = after.first().is_some_and(|t| t.is(&["and", "&", "then"]));
            let spans = self.tokens.iter().any(|t| t.text == "throughout");
            return match () {
                () if spans && self.dates.len() == 1 => (DateKind::Range, from, to),
                () if and_then => (DateKind::Milestone, from, None),
                () if until => (DateKind::Range, None, to),
                () if opens => (DateKind::Start, Some(first.from), None),
                () if before(&["review", "reviewed"]) || self.dates.len() > 1 => {
                    (DateKind::Ongoing, None, None)
                }
                () => (DateKind::Ongoing, Some(first.from), None),
            };
        }
        if self.dates.len() > 1 {
            return self.several(from, to);
        }
        if opens {
            return (DateKind::Start, Some(first.from), None);
        }
        if until {
            return (DateKind::Range, None, to);
        }
        if straight_before(&["before"]) || (straight_before(&["to"]) && before(&["prior"])) {
            return (DateKind::Point, None, Some(first.from.plus_days(-1)));
        }
        (DateKind::Point, from, to)
    }

    fn kind_without_date(&self) -> DateKind {
        if self.says(UNKNOWN) || self.tokens.iter().all(|t| !t.text.chars().all(char::is_alphanumeric)) {
            return DateKind::Unknown;
        }
        let starts = |any: &[&str]| self.tokens.first().is_some_and(|t| t.is(any));
        match () {
            () if self.to_follow() || starts(TRIGGERS) => DateKind::Trigger,
            () if self.says(RECURRING) => DateKind::Recurring,
            () if self.ongoing() => DateKind::Ongoing,
            () if starts(&["to"]) => DateKind::Unknown,
            () if self.says(TRIGGERS) || self.waits_within() => DateKind::Trigger,
            () => DateKind::Unknown,
        }
    }

    /// Several dates: a range, alternatives, milestones; joined by nothing they are a chain, of which the last counts.
    fn several(&self, from: Option<Day>, to: Option<Day>) -> Kinded {
        let joints: Vec<Joint> = self.joints().collect();
        let has = |joint: Joint| joints.contains(&joint);
        let between = self.tokens.first().is_some_and(|t| t.text == "between");
        let last = self.dates.last();
        match () {
            () if between || (has(Joint::Range) && joints.len() == 1) => (DateKind::Range, from, to),
            () if has(Joint::And) => (DateKind::Milestone, from, to),
            () if has(Joint::Either) => (DateKind::Either, from, to),
            () if has(Joint::Words) || has(Joint::Range) => (DateKind::Milestone, from, to),
            () => (DateKind::Point, last.map(|d| d.from), last.map(|d| d.to)),
        }
    }

    fn joints(&self) -> impl Iterator<Item = Joint> {
        self.dates.windows(2).filter_map(|pair| match pair {
            [a, b] => self.tokens.get(a.next..b.first).map(joint),
            _ => None,
        })
    }

    fn says(&self, any: &[&str]) -> bool {
        self.tokens.iter().enumerate().any(|(i, t)| t.is(any) && !self.in_a_date(i))
            && !(any == RECURRING && self.adjective())
    }

    /// `annual` beside a date without `each`, `every` or an adverb describes a thing, not a rhythm.
    fn adjective(&self) -> bool {
        let words: Vec<_> = self.tokens.iter().filter(|t| t.is(RECURRING)).collect();
        !self.dates.is_empty() && words.iter().all(|t| t.is(&["annual", "biannual"]))
    }

    fn in_a_date(&self, i: usize) -> bool {
        let before =
            self.dates.partition_point(|d| d.first <= i).checked_sub(1).and_then(|at| self.dates.get(at));
        before.is_some_and(|d| i < d.next)
    }

    fn ongoing(&self) -> bool {
        self.says(ONGOING)
            || self.tokens.windows(2).any(|w| matches!(w, [a, b] if a.text == "on" && b.text == "going"))
            || self.tokens.windows(3).any(|w| {
                matches!(w, [a, b, c] if (a.text == "on" && b.text == "-" && c.text == "going")
                    || (a.text == "business" && b.text == "as" && c.text == "usual")
                    || (a.text == "until" && b.text == "further" && c.text == "notice")
                    || (a.text == "as" && b.text == "and" && c.text == "when"))
            })
    }

    fn to_follow(&self) -> bool {
        matches!(self.tokens, [a, b, ..] if a.text == "to" && b.is(&["follow", "await"]))
    }

    fn waits_within(&self) -> bool {
        self.tokens.iter().any(|t| t.text == "within")
    }

    /// It says that it is done, and neither that it is not yet nor by when it is to be.
    fn completed(&self) -> bool {
        self.tokens.iter().enumerate().any(|(i, t)| {
            let led = |back: usize| i.checked_sub(back).and_then(|p| self.tokens.get(p));
            let held_back = (1..=2).filter_map(led).any(|t| t.is(NOT_YET));
            let follows =
                self.tokens.get(i + 1).is_some_and(|t| t.is(&["by", "when", "once", "before", "within"]));
            t.is(COMPLETED) && !held_back && !follows
        })
    }
}
