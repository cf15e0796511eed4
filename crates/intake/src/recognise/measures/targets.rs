//! One sentence of an impact or indicator cell: a measure with its target, or an outcome.

use model::decimal::Decimal;
use model::plan::Direction;

use super::cues::{cues, holds, holds_phrase, opens_with};
use super::figures::{Figure, Kind, figures};
use super::sentences::{is_source, last_bracket};
use super::words::slug;

/// What a sentence says of a measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Target {
    /// The words as printed, without the bracket that names the source.
    pub(crate) text: String,
    /// The key of the measure.
    pub(crate) key: String,
    /// The target.
    pub(crate) target: Option<Decimal>,
    /// The baseline printed with it, `from 18.3%`, and how it is printed.
    pub(crate) baseline: Option<(Decimal, String)>,
    /// The tolerance printed with it.
    pub(crate) tolerance: Option<Decimal>,
    /// The unit.
    pub(crate) unit: Option<String>,
    /// Which way is better.
    pub(crate) direction: Option<Direction>,
    /// The report it comes from.
    pub(crate) source: Option<String>,
}

/// Reads a sentence; `None` if it is an outcome and no measure.
pub(crate) fn read(sentence: &str) -> Option<Target> {
    let (words, source) = without_source(sentence);
    let found = figures(words, &[]);
    let (tolerance, found) = tolerance(words, found);
    if found.is_empty() {
        let surveyed = source
            .as_deref()
            .is_some_and(|s| cues().indicator_endings.iter().any(|e| s.ends_with(e.as_str())));
        return (indicator(words) || surveyed).then(|| {
            let text = words.trim().to_owned();
            Target {
                key: key(&text),
                unit: unit(words, None),
                direction: direction(words),
                text,
                source,
                ..Target::default()
            }
        });
    }
    let (baseline, target) = chosen(words, &found)?;
    if !key(words).contains(char::is_alphabetic) {
        return None;
    }
    let from = baseline.and_then(|b| b.value.map(|v| (v, b.stated.clone())));
    Some(Target {
        text: words.trim().to_owned(),
        key: key(words),
        target: target.value,
        baseline: from,
        tolerance,
        unit: unit(words, Some(target)),
        direction: direction(words).or_else(|| nought(target)),
        source,
    })
}

/// The target among the figures, and the baseline where the sentence goes from one to the other.
fn chosen<'a>(words: &str, found: &'a [Figure]) -> Option<(Option<&'a Figure>, &'a Figure)> {
    if let [first, second, ..] = found {
        let before = words.get(..first.span.start)?.trim_end().to_lowercase();
        let between = words.get(first.span.end..second.span.start)?.trim().to_lowercase();
        if before.ends_with("from") && (between == "to" || between.starts_with("to ")) {
            return Some((Some(first), second));
        }
    }
    found.iter().find(|f| is_target(words, f)).map(|f| (None, f))
}

/// A percentage is a target; a count is one where the sentence opens with it, compares with it or calls it so.
fn is_target(words: &str, figure: &Figure) -> bool {
    if figure.kind == Kind::Percent {
        return true;
    }
    let before = words.get(..figure.span.start).unwrap_or("").trim_end();
    let after = words.get(figure.span.end..).unwrap_or("").trim_start();
    let (cues, lower) = (cues(), words.to_ascii_lowercase());
    let compares = compares_with(&lower, figure, &cues.compares.higher)
        || compares_with(&lower, figure, &cues.compares.lower);
    let counts = figure.kind == Kind::Plain && before.is_empty() && after.starts_with(char::is_alphabetic);
    compares || counts || holds_phrase(&lower, "target")
}

/// Whether a sentence without a figure speaks of an indicator all the same.
fn indicator(words: &str) -> bool {
    let cues = cues();
    let last = words.trim_end_matches(['.', ':']).rsplit(' ').next().unwrap_or("").to_lowercase();
    opens_with(words, &cues.openers)
        || holds(words, &cues.indicator_words)
        || (cues.indicator_endings.contains(&last) && words.split_whitespace().count() <= 12)
}

/// `(tolerance 5%)`: the tolerance, and the other figures.
fn tolerance(words: &str, found: Vec<Figure>) -> (Option<Decimal>, Vec<Figure>) {
    let lower = words.to_ascii_lowercase();
    let at = lower.find("tolerance");
    let is = |f: &Figure| {
        let before = words.get(..f.span.start).unwrap_or("").trim_end();
        before.ends_with(['±'])
            || before.ends_with("+/-")
            || at.is_some_and(|a| f.span.start > a && f.span.start - a < 24)
            || words.get(f.span.end..).is_some_and(|r| r.to_ascii_lowercase().starts_with(" tolerance"))
    };
    let (tolerances, rest): (Vec<Figure>, Vec<Figure>) = found.into_iter().partition(is);
    (tolerances.first().and_then(|f| f.value), rest)
}

/// Which way is better, by what the sentence says: how it opens, what it compares its figure with, what it is about.
pub(crate) fn direction(words: &str) -> Option<Direction> {
    let cues = cues();
    // What stands in brackets says of whom, not what: "staff turnover (permanent staff)".
    let outside: String = words.split('(').map(|part| part.rsplit(')').next().unwrap_or(part)).collect();
    let said = [
        (opens_with(words, &cues.opens.higher), opens_with(words, &cues.opens.lower)),
        (compares(words, &cues.compares.higher), compares(words, &cues.compares.lower)),
        (holds(&outside, &cues.speaks_of.higher), holds(&outside, &cues.speaks_of.lower)),
        (holds(words, &cues.speaks_of.higher), holds(words, &cues.speaks_of.lower)),
    ];
    said.into_iter().find_map(|said| match said {
        (true, false) => Some(Direction::Higher),
        (false, true) => Some(Direction::Lower),
        _ => None,
    })
}

/// Whether one of these comparators stands right before a figure, or (`or above`) after one. Beside a percentage the
/// other figures are days or ages, not targets: "90% are completed within 45 days".
fn compares(words: &str, phrases: &[String]) -> bool {
    let lower = words.to_ascii_lowercase();
    let found = figures(&lower, &[]);
    let percent = found.iter().any(|f| f.kind == Kind::Percent);
    found.iter().filter(|f| !percent || f.kind == Kind::Percent).any(|f| compares_with(&lower, f, phrases))
}

fn compares_with(lower: &str, figure: &Figure, phrases: &[String]) -> bool {
    let before =
        format!(" {}", lower.get(..figure.span.start).unwrap_or("").trim_end_matches([' ', '(', '£']));
    let after = lower.get(figure.span.end..).unwrap_or("");
    phrases.iter().any(|p| {
        if p.starts_with("or ") {
            holds_phrase(after, p)
        } else {
            before.strip_suffix(p.as_str()).is_some_and(|rest| rest.ends_with([' ', '(']))
        }
    })
}

/// Nothing can be counted below nought: a target of none is reached from above.
fn nought(target: &Figure) -> Option<Direction> {
    (target.value == Some(Decimal::ZERO)).then_some(Direction::Lower)
}

/// The unit: by the sign printed, else by the words.
pub(crate) fn unit(words: &str, figure: Option<&Figure>) -> Option<String> {
    let units = &cues().units;
    let unit = match figure.map(|f| f.kind) {
        Some(Kind::Percent) => "%",
        Some(Kind::Money) => "£",
        _ if holds(words, &units.mean) => "mean",
        Some(Kind::Plain) => "count",
        None if holds(words, &units.percent) => "%",
        None if holds(words, &["number of".to_owned(), "fewer".to_owned()]) => "count",
        None => return None,
    };
    Some(unit.to_owned())
}

/// The sentence without the bracket that closes it and names its source, and that source.
pub(crate) fn without_source(sentence: &str) -> (&str, Option<String>) {
    let trimmed = sentence.trim().trim_end_matches('.');
    match last_bracket(trimmed)
        .filter(|b| is_source(b) && figures(b, &[]).iter().all(|f| f.kind == Kind::Plain))
    {
        Some(source) => {
            let end = trimmed.len().saturating_sub(source.len() + 2);
            (trimmed.get(..end).unwrap_or(trimmed).trim_end(), Some(source.trim().to_owned()))
        }
        None => (sentence.trim(), None),
    }
}

/// Words that say nothing of a measure at either end of it.
const JOINING: [&str; 9] = ["of", "for", "the", "from", "to", "at-least", "at-most", "target", "targets"];

/// Words that compare with a figure before them, which leaves them at the front of a key.
const OPENING: [&str; 6] = ["or-above", "or-more", "or-below", "or-fewer", "or-less", "or-better"];

/// What makes two printings one measure: the words without figures and without the words that only join figures.
pub(crate) fn key(words: &str) -> String {
    let mut bare = words.to_owned();
    for figure in figures(words, &[]).iter().rev() {
        bare.replace_range(figure.span.clone(), " ");
    }
    let mut slug = slug(&bare);
    loop {
        let before = slug.len();
        for word in OPENING.iter().chain(&JOINING) {
            if let Some(rest) = slug.strip_prefix(word).and_then(|r| r.strip_prefix('-')) {
                slug = rest.to_owned();
            }
        }
        for word in JOINING {
            if let Some(rest) = slug.strip_suffix(word).and_then(|r| r.strip_suffix('-')) {
                slug = rest.to_owned();
            }
        }
        if slug.len() == before {
            return slug;
        }
    }
}

#[cfg(test)]
mod tests {
    use model::plan::Direction;

    use super::{Target, read};

    fn show(t: &Target) -> String {
        format!(
            "{} {} {} {}",
            t.target.map_or("-".to_owned(), |d| d.to_string()),
            t.unit.as_deref().unwrap_or("-"),
            t.direction.map_or("-", Direction::word),
            t.key
        )
    }

    #[test]
    fn targets_with_their_unit_and_direction() {
        for (text, expected) in [
            (
                "85% of case files are rated as RI or above (quarterly audit report)",
                "85 % higher case-files-are-rated-as-ri-or-above",
            ),
            (
                "Staff turnover (all perm staff) 20% (Monthly dashboard)",
                "20 % lower staff-turnover-all-perm-staff",
            ),
            ("Staff turnover (permanent staff) 15%", "15 % lower staff-turnover-permanent-staff"),
            (
                "90% of reviews are completed within 45 working days",
                "90 % higher reviews-are-completed-within-working-days",
            ),
            ("20 % of frontline agency staff (HR dashboard)", "20 % lower frontline-agency-staff"),
            ("0 children open 2 yrs + on a CP plan", "0 count lower children-open-2-yrs-on-a-cp-plan"),
            (
                "Building resilience (at least 100 children or more)",
                "100 count higher building-resilience-at-least-children-or-more",
            ),
            (
                "Reduction in all CIN plans open 1 to 2 years from 18.3% to at least 15%",
                "15 % lower reduction-in-all-cin-plans-open-1-to-2-years",
            ),
            (
                "3.8% for staff sickness (all – both short and long term)",
                "3.8 % lower staff-sickness-all-both-short-and-long-term",
            ),
            (
                "Number of returners after leaving within last 2 years",
                "- count - number-of-returners-after-leaving-within-last-2-years",
            ),
        ] {
            assert_eq!(read(text).as_ref().map(show).as_deref(), Some(expected));
        }
    }

    #[test]
    fn sources_baselines_and_tolerances_are_kept_apart() {
        let t = read("Reduction in plans from 18.3% to 15% (tolerance 2%) (Compliance report)").unwrap();
        assert_eq!(t.source.as_deref(), Some("Compliance report"));
        assert_eq!(t.baseline.map(|b| b.1).as_deref(), Some("18.3%"));
        assert_eq!(t.tolerance.map(|d| d.to_string()).as_deref(), Some("2"));
    }

    #[test]
    fn outcomes_are_not_measures() {
        for text in [
            "Ensure consistently good practice across all services",
            "Improved planning for the 28 actions contained within the workforce plan",
            "Better and sustainable use of the process which results in swifter permanence for children",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
