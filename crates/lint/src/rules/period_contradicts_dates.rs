//! `over the last 15 months` above dates that span 24.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::figures::subject;
use crate::rule::Rule;
use crate::words::{first_words, words};

pub(crate) const RULE: Rule = Rule {
    code: "period-contradicts-dates",
    severity: Severity::Warning,
    title: "The period in words is not the one of the dates",
    explanation: "The heading speaks of fifteen months and the table below it covers two years. A rise over two years \
        told as a rise over fifteen months looks much steeper than it was.",
    bad: "Increase over the last 15 months: 31 March 2019, 29 March 2020, 28 March 2021",
    good: "Increase over the last two years: 31 March 2019, 29 March 2020, 28 March 2021",
    check,
};

/// By how many months words and dates may differ.
const SLACK: i32 = 2;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for values in facts.series.values() {
        let Some((text, months)) = values.iter().find_map(|o| Some((&o.text, months_said(&o.text)?))) else { continue };
        let dated: Vec<_> = values.iter().filter_map(|o| Some((o.period?, *o))).collect();
        let (Some((first, start)), Some((last, _))) = (dated.first(), dated.last()) else { continue };
        let spanned = (last.to.days_since(first.from) + 15) / 30;
        if dated.len() < 2 || (spanned - months).abs() <= SLACK {
            continue;
        }
        let message = format!(
            "“{}” speaks of {months} months; the values run from {} to {}, which is {spanned} months.",
            first_words(text, 14),
            first.from,
            last.to
        );
        out.push(RULE.at(&start.origin.at, message).hint("Put the words or the dates right.").about(subject(start)));
    }
    for text in facts.texts.iter().filter(|t| t.mentions().len() > 1 || t.mentions().iter().any(|m| !m.exact)) {
        for (sentence, dates) in text.dated_sentences() {
            let Some(months) = months_said(sentence) else { continue };
            let (Some(first), Some(last)) = (dates.first(), dates.last()) else { continue };
            let spanned = (last.to.days_since(first.from) + 15) / 30;
            if first.year_given && last.year_given && spanned > 1 && (spanned - months).abs() > SLACK {
                let message = format!(
                    "“{}” speaks of {months} months; its dates run from {} to {}, which is {spanned}.",
                    first_words(sentence, 14),
                    first.from,
                    last.to
                );
                out.push(RULE.at(text.at, message).hint("Put the words or the dates right.").about(&text.subject));
            }
        }
    }
}

/// The months of `over the last 15 months`, `over the past two years`.
fn months_said(text: &str) -> Option<i32> {
    const NUMBERS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    let lower = text.to_lowercase();
    let said: Vec<&str> = words(&lower).collect();
    said.windows(4).find_map(|w| {
        let [over, past, number, unit] = w else { return None };
        let number = number.parse().ok().or_else(|| {
            NUMBERS.iter().position(|n| n == number).and_then(|n| i32::try_from(n).ok())
        });
        let starts = (*over == "the" || *over == "over" || *over == "in") && (*past == "last" || *past == "past");
        match (starts, unit.trim_end_matches('s')) {
            (true, "month") => number,
            (true, "year") => number.map(|n| n * 12),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn series(heading: &str) -> model::plan::Plan {
        plan("2021-12-06")
            .observation(observation("open").called(heading).stated("402").on("2019-03-31"))
            .observation(observation("open").called(heading).stated("507").on("2021-03-28"))
    }

    #[test]
    fn words_and_dates_that_differ_are_raised() {
        assert!(the_one(&RULE, &series("Increase over the last 15 months:")).message.contains("24 months"));
        let prose = "Up over the past two years, from 31 March 2020 to 31 March 2021.";
        the_one(&RULE, &plan("2021-12-06").text(prose));
    }

    #[test]
    fn words_that_fit_are_silent() {
        silent(&RULE, &series("Increase over the last two years:"));
        silent(&RULE, &series("Increase in children open:"));
    }
}
