//! What may be published of figures about people: nothing that lets a small number be worked out.
//!
//! A figure is withheld where a count in it, or the difference of two, is small; where everybody or nobody of a small
//! group is meant; where what is published beside it gives it away (the parts of a whole, one of them withheld); and
//! where it differs by a small number from what was published before. What was withheld once stays withheld.
//!
//! ```
//! use model::disclosure::{Figure, THRESHOLD, Why, withheld};
//! let of = |part: &str, n, d| Figure {
//!     series: "visits".into(), part: part.into(), period: "2025-10".into(), grows_from: None,
//!     numerator: Some(n), denominator: Some(d), other: None, percent: Some(n * 100 / d),
//! };
//! let all = [of("", 90, 120), of("North", 60, 80), of("South", 28, 30), of("West", 2, 10)];
//! let why = withheld(&all, &[], THRESHOLD);
//! assert_eq!(why[3], Some(Why::Small));
//! // 90 less 60 and 28 would tell of the two, so one more is withheld: the smallest.
//! assert_eq!(why[2], Some(Why::Small), "30 less 28 is 2");
//! assert_eq!(why[1], None);
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Counts up to this are small unless a place sets more; it is never less (DESIGN 4.6).
pub const THRESHOLD: i64 = 5;

/// One figure as it would be published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What is measured.
    pub series: String,
    /// The part of the whole; empty for the whole.
    pub part: String,
    /// The period in one fixed form that begins with its last day and a space.
    pub period: String,
    /// The first day of a period that grows, as a year to date does: figures that grow from the same day are compared.
    pub grows_from: Option<String>,
    /// Cases counted.
    pub numerator: Option<i64>,
    /// Cases in all.
    pub denominator: Option<i64>,
    /// Another count beside them: those overdue.
    pub other: Option<i64>,
    /// The percentage as printed, rounded down to a whole; `None` where it is no percentage.
    pub percent: Option<i64>,
}

/// A figure of an earlier publication, and whether it was withheld then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The figure; its counts are empty where it was withheld.
    pub figure: Figure,
    /// It was withheld.
    pub withheld: bool,
}

/// Why a figure is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// A count in it, or the difference of two, is small.
    Small,
    /// Everybody or nobody of a small group, or of a group whose size is not known.
    All,
    /// It would tell another that is withheld.
    Tells,
    /// It would tell a small number beside what was published before.
    Before,
}

impl Figure {
    fn key(&self) -> (&str, &str, &str) {
        (&self.series, &self.part, &self.period)
    }

    /// The last day of its period: what ends together is read together, whatever the periods are called.
    fn ends(&self) -> &str {
        self.period.split(' ').next().unwrap_or_default()
    }

    /// The counts that a reader sees or can subtract.
    fn counts(&self) -> Vec<i64> {
        let mut all: Vec<i64> =
            [self.numerator, self.denominator, self.other].into_iter().flatten().collect();
        if let (Some(n), Some(d)) = (self.numerator, self.denominator) {
            all.push(d.saturating_sub(n));
            all.extend(self.other.map(|o| d.saturating_sub(n).saturating_sub(o)));
        }
        all
    }
}

fn small(count: i64, threshold: i64) -> bool {
    (1..=threshold).contains(&count.saturating_abs())
}

/// For every figure of a publication, in its order: why it is withheld, or `None` where it may stand. `before` is what
/// earlier publications showed; a threshold below [`THRESHOLD`] counts as that.
pub fn withheld(figures: &[Figure], before: &[Published], threshold: i64) -> Vec<Option<Why>> {
    weighed(figures, before, threshold, true)
}

/// The same; without `secondary`, what would only tell another that is withheld stands ([`Why::Tells`]). That gives
/// nothing away where every count is published rounded ([`rounded`]), and only there.
pub fn weighed(
    figures: &[Figure],
    before: &[Published],
    threshold: i64,
    secondary: bool,
) -> Vec<Option<Why>> {
    let threshold = threshold.max(THRESHOLD);
    let mut out: Vec<Option<Why>> = figures.iter().map(|f| by_itself(f, threshold)).collect();
    for (figure, why) in figures.iter().zip(&mut out) {
        if why.is_none() && against_before(figure, before, threshold) {
            *why = Some(Why::Before);
        }
    }
    growing(figures, before, threshold, &mut out);
    if secondary {
        families(figures, before, threshold, &mut out);
    }
    out
}

/// A count as it is published, to the nearest multiple of `to`, halves upwards; as it is, where `to` is 1 or less.
pub fn rounded(count: i64, to: i64) -> i64 {
    if to <= 1 {
        return count;
    }
    count.saturating_add(to / 2).div_euclid(to).saturating_mul(to)
}

fn by_itself(figure: &Figure, threshold: i64) -> Option<Why> {
    if figure.counts().iter().any(|c| small(*c, threshold)) {
        return Some(Why::Small);
    }
    let group = figure.denominator;
    let few = group.is_none_or(|d| d <= threshold.saturating_mul(2));
    let everybody = figure.percent.is_some_and(|p| p <= 0 || p >= 100)
        || matches!((figure.numerator, group), (Some(n), Some(d)) if n == 0 || n == d);
    (everybody && few && (figure.percent.is_some() || group.is_some_and(|d| d > 0))).then_some(Why::All)
}

/// Whether two versions of a figure, both seen, differ by a small number.
fn tells(a: &Figure, b: &Figure, threshold: i64) -> bool {
    let differ =
        |a: Option<i64>, b: Option<i64>| a.zip(b).is_some_and(|(a, b)| small(a.saturating_sub(b), threshold));
    let rest = |f: &Figure| f.denominator.zip(f.numerator).map(|(d, n)| d.saturating_sub(n));
    differ(a.numerator, b.numerator)
        || differ(a.denominator, b.denominator)
        || differ(a.other, b.other)
        || differ(rest(a), rest(b))
}

fn against_before(figure: &Figure, before: &[Published], threshold: i64) -> bool {
    before
        .iter()
        .filter(|p| p.figure.key() == figure.key())
        .any(|p| p.withheld || tells(figure, &p.figure, threshold))
}

/// A year to date less that of the month before is the month: where that is small, the later one is withheld.
fn growing(figures: &[Figure], before: &[Published], threshold: i64, out: &mut [Option<Why>]) {
    let mut shown: Vec<&Figure> = before.iter().filter(|p| !p.withheld).map(|p| &p.figure).collect();
    let mut order: Vec<usize> = (0..figures.len()).collect();
    order.sort_by_key(|i| figures.get(*i).map(Figure::key));
    for i in order {
        let (Some(figure), Some(why)) = (figures.get(i), out.get_mut(i)) else { continue };
        if figure.grows_from.is_none() || why.is_some() {
            continue;
        }
        let alike = |f: &&&Figure| {
            f.series == figure.series && f.part == figure.part && f.grows_from == figure.grows_from
        };
        if shown.iter().filter(alike).any(|f| tells(figure, f, threshold)) {
            *why = Some(Why::Before);
        } else {
            shown.push(figure);
        }
    }
}

/// Withholds more until no whole less its published parts leaves one part alone or a small number.
fn families(figures: &[Figure], before: &[Published], threshold: i64, out: &mut [Option<Why>]) {
    let mut all: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (i, figure) in figures.iter().enumerate() {
        all.entry((&figure.series, figure.ends())).or_default().push(i);
    }
    for members in all.values() {
        let is_whole = |i: &usize| figures.get(*i).is_some_and(|f| f.part.is_empty());
        let parts: Vec<usize> = members.iter().copied().filter(|i| !is_whole(i)).collect();
        let mut wholes: Vec<Option<usize>> = members.iter().copied().filter(is_whole).map(Some).collect();
        // A whole that was published before is known, whether or not it is published again.
        let first = members.first().and_then(|i| figures.get(*i));
        let same = |p: &&Published| {
            first.is_some_and(|f| f.series == p.figure.series && f.ends() == p.figure.ends())
        };
        let was = before.iter().filter(same).find(|p| !p.withheld && p.figure.part.is_empty());
        if was.is_some() {
            wholes.push(None);
        }
        for whole in wholes {
            family(figures, (whole, was.map(|p| &p.figure)), &parts, threshold, out);
        }
    }
}

/// Withholds more parts of one whole, or the whole itself; without a place it is the one published before.
fn family(
    figures: &[Figure],
    (whole, was): (Option<usize>, Option<&Figure>),
    parts: &[usize],
    threshold: i64,
    out: &mut [Option<Why>],
) {
    let stands = |out: &[Option<Why>], i: usize| out.get(i).is_some_and(Option::is_none);
    while parts.iter().any(|i| !stands(out, *i)) {
        let known = match whole {
            Some(place) => figures.get(place).filter(|_| stands(out, place)),
            None => was,
        };
        let Some(known) = known else { break };
        let hidden = parts.iter().filter(|i| !stands(out, **i)).count();
        let shown: Vec<&Figure> =
            parts.iter().filter(|i| stands(out, **i)).filter_map(|i| figures.get(*i)).collect();
        if hidden > 1 && !leaves_few(known, &shown, threshold) {
            break;
        }
        // The smallest part that still stands goes; the whole, where none is left to withhold.
        let size = |i: &usize| figures.get(*i).and_then(|f| f.denominator.or(f.numerator)).unwrap_or(0);
        let next = parts.iter().copied().filter(|i| stands(out, *i)).min_by_key(size);
        let next = next.or(whole.filter(|w| stands(out, *w)));
        match next.and_then(|i| out.get_mut(i)) {
            Some(why) => *why = Some(Why::Tells),
            None => break,
        }
    }
}

/// Whether a whole less its published parts leaves a small number, or nothing, in any count.
fn leaves_few(whole: &Figure, shown: &[&Figure], threshold: i64) -> bool {
    let rest = |of: &dyn Fn(&Figure) -> Option<i64>| {
        let parts: Option<i64> =
            shown.iter().map(|f| of(f)).try_fold(0_i64, |sum, n| Some(sum.saturating_add(n?)));
        of(whole).zip(parts).map(|(w, p)| w.saturating_sub(p))
    };
    let few = |n: Option<i64>| n.is_some_and(|n| small(n, threshold));
    few(rest(&|f| f.numerator))
        || few(rest(&|f| f.denominator))
        || few(rest(&|f| f.other))
        || few(rest(&|f| f.denominator.zip(f.numerator).map(|(d, n)| d.saturating_sub(n))))
}

#[cfg(test)]
mod tests;
