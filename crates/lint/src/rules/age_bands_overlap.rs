//! Age bands of one measure that overlap: 18 to 21 beside 19 to 21.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::first_words;

pub(crate) const RULE: Rule = Rule {
    code: "age-bands-overlap",
    severity: Severity::Info,
    title: "Age bands of one measure overlap",
    explanation: "When one band is 18 to 21 and the next 19 to 21, most young people are counted in both. The two figures \
        cannot be added, and a change in one of them is mostly the same change in the other.",
    bad: "Suitable homes: 18 to 21, 90%; 19 to 21, 90%",
    good: "Suitable homes: 18, 85%; 19 to 21, 91%",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for printed in facts.measures.values() {
        let mut bands: Vec<(&str, (u32, u32))> = Vec::new();
        for (_, measure) in printed {
            let Some(name) = measure.breakdown.as_deref() else { continue };
            if let Some(band) = ages(name).filter(|_| bands.iter().all(|(known, _)| *known != name)) {
                bands.push((name, band));
            }
        }
        let both = bands.iter().enumerate().find_map(|(n, (name, (from, to)))| {
            let other = bands.get(..n)?.iter().find(|(_, (f, t))| (f, t) != (from, to) && f <= to && from <= t)?;
            Some((other.0, *name))
        });
        let (Some((one, other)), Some((line, measure))) = (both, printed.first()) else { continue };
        let message = format!("“{}” is given for the ages {one} and {other}, which overlap.", first_words(&measure.text, 14));
        let hint = "Use bands that leave nobody out and count nobody twice.";
        out.push(RULE.at(&measure.origin.at, message).hint(hint).about(&line.reference));
    }
}

/// First and last year of an age band: `18-21`, `19 to 21`, `aged 16+`.
fn ages(name: &str) -> Option<(u32, u32)> {
    let numbers: Vec<u32> =
        name.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).map(|n| n.parse().ok()).collect::<Option<_>>()?;
    match numbers[..] {
        [from, to] if from <= to && to <= 25 => Some((from, to)),
        [from] if from <= 25 && name.trim_end().ends_with('+') => Some((from, 25)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn given(bands: &[&str]) -> model::plan::Plan {
        let homes = |band: &&str| measure("homes", "Care leavers in suitable homes").of(band);
        plan("2021-12-06").line(bands.iter().map(homes).fold(line("1.12", "Homes"), |line, m| line.measure(m)))
    }

    #[test]
    fn bands_that_share_years_are_raised_once() {
        assert!(the_one(&RULE, &given(&["18-21", "19-21"])).message.contains("18-21 and 19-21"));
        the_one(&RULE, &given(&["16+", "18 to 21"]));
    }

    #[test]
    fn bands_that_meet_and_other_groups_are_silent() {
        silent(&RULE, &given(&["16-17", "18-21", "22-25"]));
        silent(&RULE, &given(&["Team 18", "Team 19"]));
    }
}
