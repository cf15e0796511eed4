//! Every irregularity of the catalogue's section 4 that a linter must flag, with the rule that flags it and the place
//! that the catalogue gives.

use std::collections::BTreeSet;

use model::finding::{Finding, Severity};

use crate::shared::{catalogue, documents, findings, findings_once, plans};

/// Where a finding must stand.
#[derive(Clone, Copy, PartialEq)]
enum Where {
    /// At a line or reference that the catalogue's row names.
    Named,
    /// Anywhere in the document: the row describes the whole.
    Document,
}
use Where::{Document, Named};

/// Item, document, rule, where.
const FLAGGED: &[(&str, &str, &str, Where)] = &[
    ("I-01", "S4", "counts-disagree", Named),
    ("I-02", "S4", "counts-disagree", Named),
    ("I-03", "S4", "counts-disagree", Named),
    ("I-04", "S4", "malformed-number", Named),
    ("I-05", "S4", "overall-disagrees", Named),
    ("I-06", "S4", "percentage-cut", Named),
    ("I-06", "S4", "percentage-disagrees", Named),
    ("I-07", "S4", "parts-do-not-add-up", Named),
    ("I-08", "S4", "threshold-hides-fall", Named),
    ("I-09", "S4", "target-direction", Named),
    ("I-10", "S4", "words-contradict-values", Named),
    ("I-11", "S4", "measure-renamed", Named),
    ("I-12", "S4", "target-equals-baseline", Named),
    ("I-12", "S4", "number-in-percent", Named),
    ("I-12", "S4", "age-bands-overlap", Named),
    ("I-13", "S4", "relative-date", Named),
    ("I-13", "S4", "words-contradict-values", Named),
    ("I-14", "S4", "measure-renamed", Named),
    ("I-15", "S4", "same-value-two-dates", Named),
    ("I-16", "S4", "measure-renamed", Named),
    ("I-17", "S4", "words-contradict-values", Document),
    ("I-18", "S4", "words-contradict-values", Document),
    ("I-19", "S4", "period-contradicts-dates", Document),
    ("I-20", "S4", "irregular-snapshots", Document),
    ("I-21", "S4", "worsening-without-target", Named),
    ("I-22", "S4", "slip-only-in-prose", Named),
    ("I-23", "S4", "slip-only-in-prose", Named),
    ("I-24", "S4", "redundant-comparator", Named),
    ("I-25", "S2", "total-differs", Named),
    ("I-26", "S2", "percentage-cut", Named),
    ("I-27", "S2", "words-do-not-add-up", Named),
    ("I-28", "S2", "claim-contradicts-figures", Named),
    ("I-29", "S2", "happened-in-future", Named),
    ("I-30", "S1", "told-count-differs", Named),
    ("I-31", "S1", "pace-too-slow", Document),
    ("I-32", "S4", "frequency-differs", Named),
    ("I-37", "S1", "owner-not-a-person", Named),
    ("I-61", "S4", "text-cut-off", Named),
    ("I-61", "S0", "text-cut-off", Document),
    ("I-63", "S4", "reads-as-number", Named),
    ("I-65", "S1", "word-missing", Named),
    ("I-71", "S1", "broken-word", Document),
    ("I-71", "S4", "broken-word", Document),
    ("I-72", "S1", "section-twice", Document),
    ("I-73", "S4", "person-name-varies", Document),
    ("I-74", "S4", "person-name-varies", Named),
    ("I-75", "S4", "person-name-varies", Named),
    ("I-76", "S4", "sponsor-conflict", Named),
    ("I-77", "S4", "priority-titles-differ", Named),
    ("I-79", "S4", "overview-differs", Document),
    ("I-80", "S4", "duplicate-line-title", Named),
    ("I-80", "S4", "duplicate-action", Named),
    ("I-81", "S4", "role-name-varies", Document),
    ("I-82", "S1", "role-name-varies", Document),
    ("I-83", "S0", "body-under-two-names", Document),
    ("I-85", "S0", "recommendation-without-action", Document),
    ("I-85", "S0", "fits-another-recommendation", Named),
    ("I-86", "S0", "fits-another-recommendation", Named),
    ("I-87", "S4", "letters-repeat", Named),
    ("I-89", "S1", "recommendation-reworded", Document),
    ("I-90", "S1", "role-differs-in-update", Named),
    ("I-91", "S4", "term-superseded", Named),
    ("I-93", "S0", "completed-in-future", Named),
    ("I-93", "S0", "complete-but-unfinished", Named),
    ("I-94", "S0", "completed-date-lost", Document),
    ("I-95", "S0", "complete-but-unfinished", Named),
    ("I-96", "S0", "date-unknown", Document),
    ("I-96", "S0", "default-date", Document),
    ("I-97", "S4", "date-slipped", Document),
    ("I-97", "S4", "date-compound", Document),
    ("I-98", "S4", "line-counts-differ", Named),
    ("I-99", "S4", "ratings-absent", Document),
    ("I-99", "S4", "date-passed", Document),
    ("I-100", "S4", "update-only-on-line", Document),
    ("I-101", "S4", "tolerance-missing", Document),
    ("I-101", "S4", "no-measure", Named),
    ("I-102", "S4", "one-person-owns-much", Document),
    ("I-103", "S1", "default-date", Document),
    ("I-103", "S1", "stale-update", Document),
    ("I-104", "S1", "later-than-band", Named),
    ("I-105", "S1", "fact-in-two-states", Document),
    ("I-106", "S1", "outcome-missing", Named),
    ("I-106", "S1", "no-update", Named),
    ("I-106", "S1", "garbled-repeat", Named),
    ("I-106", "S1", "repeated-update", Document),
    ("I-107", "S0", "weekend-day", Document),
    ("I-109", "S1", "report-only-notes", Document),
    ("I-109", "S3", "report-only-notes", Document),
    ("I-110", "S4", "small-numbers", Document),
    ("I-110", "S2", "small-numbers", Named),
    ("I-110", "S4", "staff-initials", Document),
    ("I-112", "S0", "garbled-repeat", Document),
    ("I-112", "S4", "garbled-repeat", Document),
    ("I-114", "S0", "outcome-missing", Document),
    ("I-115", "S2", "absent-document", Document),
    ("I-115", "S3", "absent-document", Document),
    ("I-115", "S4", "absent-document", Document),
];

/// The catalogue's row of an item, without its number.
fn row<'c>(catalogue: &'c str, item: &str) -> &'c str {
    let open = format!("| {item} |");
    let found = catalogue.lines().find_map(|line| line.strip_prefix(&open));
    found.unwrap_or_else(|| panic!("the catalogue has no row {item}"))
}

/// Line numbers and references that a row names: `l.291`, `1.6`, `11d`, `5.2`, `9e`.
fn named(row: &str) -> (BTreeSet<u32>, BTreeSet<String>) {
    let (mut lines, mut references) = (BTreeSet::new(), BTreeSet::new());
    let mut listing = false;
    for word in row.split(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '/' | '"' | '+' | ':' | '*')
    }) {
        let word = word.trim_end_matches('.');
        if let Some(number) = word.strip_prefix("l.").and_then(|n| n.parse().ok()) {
            lines.insert(number);
            listing = true;
        } else if let Some(number) = word.parse::<u32>().ok().filter(|_| listing) {
            lines.insert(number);
        } else if !word.is_empty() {
            listing = false;
            references.insert(word.to_owned());
        }
    }
    (lines, references)
}

fn stands(finding: &Finding, lines: &BTreeSet<u32>, references: &BTreeSet<String>) -> bool {
    let line = finding.subject.trim_end_matches(|c: char| c.is_ascii_lowercase());
    finding.at.line.is_some_and(|l| lines.contains(&l))
        || references.contains(&finding.subject)
        || references.contains(line)
}

#[test]
fn every_irregularity_a_linter_must_flag_is_flagged_where_it_stands() {
    let Some(catalogue) = catalogue() else { return };
    let mut missed = Vec::new();
    for document in ["S0", "S1", "S2", "S3", "S4"] {
        let Some(findings) = findings_once(document) else { return };
        for (item, _, code, place) in FLAGGED.iter().filter(|(_, of, ..)| *of == document) {
            let (lines, references) = named(row(&catalogue, item));
            let of_rule: Vec<&Finding> = findings.iter().filter(|f| f.code == *code).collect();
            let found = match place {
                Named => of_rule.iter().any(|f| stands(f, &lines, &references)),
                Document => !of_rule.is_empty(),
            };
            if !found {
                let places: Vec<String> =
                    of_rule.iter().map(|f| format!("{} [{}]", f.at, f.subject)).collect();
                missed.push(format!("{item} {document} {code}: {places:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "not flagged where the catalogue says:\n{}", missed.join("\n"));
}

#[test]
fn of_twenty_four_triples_the_three_wrong_ones_are_raised_with_what_was_meant() {
    let Some(findings) = findings_once("S4") else { return };
    let hints: Vec<&str> =
        findings.iter().filter(|f| f.code == "counts-disagree").map(|f| f.hint.as_str()).collect();
    assert_eq!(hints.len(), 3, "{hints:#?}");
    for meant in ["298 out of 394", "355 out of 447", "616 out of 696"] {
        assert!(hints.iter().any(|hint| hint.contains(meant)), "{meant} in {hints:#?}");
    }
    assert_eq!(findings.iter().filter(|f| f.code == "overall-disagrees").count(), 1);
}

/// What a row says between two phrases, as a number.
fn told(row: &str, before: &str, after: &str) -> usize {
    let from = row.split(before).nth(1).unwrap_or_else(|| panic!("{before} in {row}"));
    from.split(after).next().unwrap().trim().parse().unwrap()
}

#[test]
fn what_the_document_alone_calls_complete_is_counted() {
    let (Some(findings), Some(catalogue)) = (findings_once("S0"), catalogue()) else { return };
    let told: Vec<&Finding> = findings.iter().filter(|f| f.code == "completion-unconfirmed").collect();
    let [only] = told[..] else { panic!("{told:#?}") };
    // Catalogue 2.3: 21 actions marked complete, and the one with a month to come.
    let marked = self::told(&catalogue, "**S0 timescale-as-status**: COMPLETED (", ")");
    assert!(only.message.starts_with(&format!("{} actions", marked + 1)), "{}", only.message);
}

#[test]
fn the_actions_past_their_date_are_as_many_as_the_catalogue_counts() {
    let (Some(findings), Some(catalogue)) = (findings_once("S4"), catalogue()) else { return };
    let late = findings.iter().filter(|f| f.code == "date-passed").count();
    assert_eq!(late, told(row(&catalogue, "I-99"), "in 29 rows**; ", " of 131 actions"));
}

#[test]
fn the_areas_that_only_the_table_has_are_named() {
    let Some(findings) = findings_once("S4") else { return };
    let one = findings.iter().find(|f| f.code == "overview-differs" && f.subject == "1").unwrap();
    // Catalogue I-79: nine areas and fourteen rows; what stands only in the table.
    for told in ["9 areas", "14 lines", "Quality of supervisions", "pre-birth", "Family Meeting"] {
        assert!(one.message.contains(told), "{told}: {}", one.message);
    }
    let codes = |subject: &str| findings.iter().any(|f| f.code == "overview-differs" && f.subject == subject);
    assert!(codes("2") && codes("") && !codes("3"), "3 + 4 areas and a sixth box without a table");
}

#[test]
fn four_actions_are_marked_complete_and_are_not() {
    let Some(findings) = findings_once("S0") else { return };
    let lines: BTreeSet<u32> =
        findings.iter().filter(|f| f.code == "complete-but-unfinished").filter_map(|f| f.at.line).collect();
    // Catalogue I-93 (l.116) and I-95.
    assert_eq!(lines, BTreeSet::from([73, 84, 103, 116]));
}

#[test]
fn actions_that_fit_another_recommendation_are_those_of_the_catalogue() {
    let (Some(findings), Some(catalogue)) = (findings_once("S0"), catalogue()) else { return };
    let (mut named_lines, _) = named(row(&catalogue, "I-86"));
    named_lines.extend(named(row(&catalogue, "I-85")).0);
    let found: Vec<&Finding> = findings.iter().filter(|f| f.code == "fits-another-recommendation").collect();
    let strangers: Vec<&&Finding> =
        found.iter().filter(|f| f.at.line.is_none_or(|line| !named_lines.contains(&line))).collect();
    assert!(strangers.is_empty() && found.len() >= 4, "{found:#?}");
}

#[test]
fn the_lines_whose_counts_differ_are_the_seven_of_the_catalogue() {
    let (Some(findings), Some(catalogue)) = (findings_once("S4"), catalogue()) else { return };
    let (_, references) = named(row(&catalogue, "I-98"));
    let found: BTreeSet<&str> =
        findings.iter().filter(|f| f.code == "line-counts-differ").map(|f| f.subject.as_str()).collect();
    let expected: BTreeSet<&str> =
        references.iter().map(String::as_str).filter(|r| r.contains('.')).collect();
    assert_eq!(found, expected);
    assert_eq!(found.len(), 7);
}

/// References of a row, runs written out: `18a-b` is `18a` and `18b`.
fn run_out(row: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for word in row.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | ':')) {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        let rest = &word[digits.len()..];
        if digits.is_empty() || digits.len() > 2 {
            continue;
        }
        match rest.as_bytes() {
            [] => drop(out.insert(digits)),
            [a @ b'a'..=b'z'] => drop(out.insert(format!("{digits}{}", char::from(*a)))),
            [a @ b'a'..=b'z', b'-', b @ b'a'..=b'z'] => {
                out.extend((*a..=*b).map(|letter| format!("{digits}{}", char::from(letter))));
            }
            _ => {}
        }
    }
    out
}

#[test]
fn the_actions_later_than_their_band_are_those_of_the_catalogue() {
    let (Some(findings), Some(catalogue)) = (findings_once("S1"), catalogue()) else { return };
    let late: BTreeSet<&str> =
        findings.iter().filter(|f| f.code == "later-than-band").map(|f| f.subject.as_str()).collect();
    let named = run_out(row(&catalogue, "I-104"));
    let strangers: Vec<&&str> = late.iter().filter(|action| !named.contains(**action)).collect();
    assert!(strangers.is_empty(), "{strangers:?} not in {named:?}");
    assert_eq!(late.len(), 13 + 1, "{late:?}");
}

#[test]
fn the_recommendation_nobody_answers_is_found_with_the_action_that_fits_it() {
    let Some(findings) = findings_once("S0") else { return };
    let unanswered: Vec<&Finding> =
        findings.iter().filter(|f| f.code == "recommendation-without-action").collect();
    let [only] = unanswered[..] else { panic!("{unanswered:#?}") };
    assert_eq!(only.subject, "recommendation 12");
    assert!(only.hint.contains("OR 10"), "{}", only.hint);
}

#[test]
fn thirteen_recommendations_are_worded_differently_and_eight_of_them_materially() {
    let Some(findings) = findings_once("S1") else { return };
    let reworded: Vec<&Finding> = findings.iter().filter(|f| f.code == "recommendation-reworded").collect();
    let material: BTreeSet<&str> = (reworded.iter().filter(|f| f.severity == Severity::Warning))
        .filter_map(|f| f.subject.strip_prefix("recommendation "))
        .collect();
    assert_eq!(reworded.len(), 13);
    assert_eq!(material, BTreeSet::from(["2", "4", "6", "8", "11", "13", "17", "19"]));
}

#[test]
fn two_documents_of_one_plan_that_date_an_event_differently_are_found_together() {
    let Some(documents) = documents() else { return };
    let both: Vec<_> =
        documents.into_iter().filter(|(n, _)| n.starts_with("S0") || n.starts_with("S3")).collect();
    let codes: BTreeSet<String> =
        plans(&both).iter().flat_map(findings).map(|f| f.code.into_owned()).collect();
    assert!(codes.contains("days-disagree"), "{codes:?}");
    assert!(codes.contains("inspection-dates-differ"), "{codes:?}");
}

#[test]
fn slips_and_lost_dates_are_as_many_as_the_catalogue_counts() {
    let (Some(s0), Some(s4)) = (findings_once("S0"), findings_once("S4")) else { return };
    let count = |findings: &[Finding], code: &str| findings.iter().filter(|f| f.code == code).count();
    assert_eq!(count(s4, "date-slipped"), 16);
    assert_eq!(count(s0, "completed-date-lost"), 21);
    assert_eq!(count(s0, "date-unknown"), 2);
}
