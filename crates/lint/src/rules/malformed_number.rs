//! A figure that is none: `99.7.0%`.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::figures::subject;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "malformed-number",
    severity: Severity::Error,
    title: "A figure cannot be read as a number",
    explanation: "A figure with two decimal points or a stray sign can be read in more than one way. A person guesses \
        what was meant; a program leaves it out, and it is missing from every chart and total.",
    bad: "99.7.0%",
    good: "99.7%",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut places = Vec::new();
    for observation in &facts.plan.observations {
        let Some(stated) = observation.stated.as_deref() else { continue };
        if malformed(stated).is_none() {
            continue;
        }
        places.push(&observation.origin.at);
        let hint = match observation.computed {
            Some(computed) => format!("Its counts give {computed}%."),
            None => "Check it against the report it comes from.".into(),
        };
        let message = format!("“{stated}” is not a number.");
        out.push(RULE.at(&observation.origin.at, message).hint(hint).about(subject(observation)));
    }
    for text in facts.texts.iter().filter(|text| !places.contains(&text.at)) {
        if let Some(figure) = malformed(text.text) {
            let message = format!("“{figure}” is not a number.");
            let hint = "Check it against the report it comes from.";
            out.push(RULE.at(text.at, message).hint(hint).about(&text.subject));
        }
    }
}

/// A percentage with two decimal points or two commas in it.
fn malformed(text: &str) -> Option<&str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ';' | '/')).find(|word| {
        let Some(digits) = word.trim_end_matches(['.', ',']).strip_suffix('%') else { return false };
        let digits = digits.trim_start_matches(['-', '–', '+', '=', '<', '>', '~', '£']);
        let plain = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
        plain && digits.starts_with(|c: char| c.is_ascii_digit()) && model::decimal::Decimal::parse(digits).is_none()
    })
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn two_decimal_points_are_raised_with_what_the_counts_give() {
        let row = observation("timely").counts(315, 316).overdue(1).stated("99.7.0%");
        assert!(the_one(&RULE, &plan("2021-12-06").observation(row)).hint.contains("99.68%"));
        let told = plan("2021-12-06").action(action("1.1a", "Assess").update("In time: 88.1.5%."));
        assert_eq!(the_one(&RULE, &told).subject, "1.1a");
    }

    #[test]
    fn figures_versions_and_references_are_silent() {
        let text = "Version 0.11.2 of section 3.2.1 says 99.7%, 1,422 children and (25.75%).";
        silent(&RULE, &plan("2021-12-06").text(text).observation(observation("t").stated("99.7%")));
    }
}
