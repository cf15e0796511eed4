//! What the readers of documents found beyond the rules: a reader and a rule may see the same thing, and it is said
//! once.

use model::finding::Finding;

/// A reader's code and the rule that says the same with all the plan in view.
const SAME: &[(&str, &str)] = &[
    ("name-spelt-twice", "person-name-varies"),
    ("office-named-twice", "role-name-varies"),
    ("letters-repeat", "letters-repeat"),
    ("owners-shared", "line-counts-differ"),
    ("owners-count", "line-counts-differ"),
    ("dates-shared", "line-counts-differ"),
    ("dates-count", "line-counts-differ"),
];

/// The readers' findings that no rule's finding repeats: about the same thing or, where it is a name, anywhere in the
/// plan.
pub fn beyond<'f>(readers: &'f [Finding], rules: &[Finding]) -> Vec<&'f Finding> {
    let repeated = |found: &Finding| {
        let Some((_, rule)) = SAME.iter().find(|(code, _)| found.code == *code) else { return false };
        let named = rule.ends_with("-name-varies");
        rules.iter().any(|f| f.code == *rule && (named || line_of(&f.subject) == line_of(&found.subject)))
    };
    readers.iter().filter(|found| !repeated(found)).collect()
}

/// The line of a reference: `1.7b` stands in 1.7.
fn line_of(subject: &str) -> &str {
    subject.trim_end_matches(|c: char| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use model::finding::{Finding, Severity};

    use super::beyond;

    fn found(code: &'static str, subject: &str) -> Finding {
        Finding::new(code, Severity::Warning, &testkit::place(1), "Something").about(subject)
    }

    #[test]
    fn what_a_rule_says_of_the_same_thing_is_not_said_twice() {
        let readers = [
            found("name-spelt-twice", "Robin Marlowe"),
            found("letters-repeat", "1.7"),
            found("dates-count", "1.11"),
            found("header-missing", ""),
        ];
        let rules = [
            found("person-name-varies", "3"),
            found("letters-repeat", "1.7b"),
            found("line-counts-differ", "1.8"),
        ];
        let left: Vec<&str> = beyond(&readers, &rules).iter().map(|f| f.code.as_ref()).collect();
        assert_eq!(left, ["dates-count", "header-missing"]);
    }

    #[test]
    fn every_rule_named_here_exists() {
        for (_, rule) in super::SAME {
            assert!(crate::explain(rule).is_some(), "{rule}");
        }
    }
}
