//! A reference that a spreadsheet turns into another one: `1.10` becomes `1.1`.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "reads-as-number",
    severity: Severity::Info,
    title: "A reference reads as a number",
    explanation: "A spreadsheet reads 1.10 as the number 1.1 and sorts it before 1.2. As soon as somebody opens the \
        plan there, two lines become one and the updates of one of them are lost. Throughline keeps \
        references as text.",
    bad: "1.10 beside 1.1",
    good: "1.10 kept as text, or 1-10",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for line in &facts.plan.lines {
        let Some((whole, fraction)) = line.reference.split_once('.') else { continue };
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let shorter = format!("{whole}.{}", fraction.trim_end_matches('0'));
        if !(digits(whole) && digits(fraction) && fraction.ends_with('0') && facts.lines.contains_key(shorter.as_str())) {
            continue;
        }
        let message = format!("Line {} reads as the number {shorter}, which is another line.", line.reference);
        let hint = "Keep the column as text when the plan is opened in a spreadsheet.";
        out.push(RULE.at(&line.origin.at, message).hint(hint).about(&line.reference));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_tenth_line_beside_the_first_is_raised() {
        let plan = plan("2021-12-06").line(line("3.1", "First")).line(line("3.10", "Tenth"));
        assert_eq!(the_one(&RULE, &plan).subject, "3.10");
    }

    #[test]
    fn references_that_stay_apart_are_silent() {
        silent(&RULE, &plan("2021-12-06").line(line("3.1", "First")).line(line("3.11", "Eleventh")).line(line("10", "Ten")));
    }
}
