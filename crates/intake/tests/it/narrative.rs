//! What the prose of reports and plans says.

use intake::reading::{Options, Reading};
use model::day::Day;
use model::plan::{Band, Plan, PriorityKind};

use crate::corpus;

fn read(files: &[(&str, &str)]) -> Reading {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    intake::read(&files, &Options::default())
}

fn only(text: &str) -> Plan {
    read(&[("report.txt", text)]).plans.remove(0)
}

const PLAN: &str = "
Quillhaven Ofsted Delivery Plan

1) Improving Quality – Improving the quality of social work in Quillhaven
Ofsted Rec.\tActions\tLead\tTimescale\tProgress\tImpact / Outcome
OR 1\tReview thresholds with partners\tQCT\tMay 2019\tThe review has begun\tThresholds are understood
OR 2\tAudit every plan\tQBC\tCOMPLETED\tAll plans were audited\tPlans are better

Annex 1 Ofsted Recommendations

1. Review the thresholds for early help with all partners in the borough.
2. Ensure that every child's plan is audited by a manager each year.
";

const REPORT: &str = "
QUILLHAVEN BOROUGH COUNCIL

REPORT TO: Children's Scrutiny **DATE:** 12 June 2019
Panel

QUILLHAVEN OFSTED DELIVERY PLAN

1 Purpose of Report

1.1 To note the plan after the inspection of children's services.

2 Recommendations

2.1 That the Children's Scrutiny Panel note the plan.

5 Background

5.1 The inspection of services for children in need of help took place in February 2019.

5.2 The Ofsted report was published on the 3 April 2019. It found children's services in Quillhaven to be 'inadequate'.

- Help and protection – **inadequate**
- Adoption performance – **requires improvement**

- 6.1 The Council has already started work on making improvements in these areas:
 - A revised Pledge (Ofsted recommendation) – approved by Cabinet on 7 May 2019
 - A review of the board's arrangements

9 Background Papers

- 1 - Ofsted Report: Inspection of services for children in need of help (4 February – 22 February 2019)
";

#[test]
fn a_scrutiny_report_enriches_the_plan_it_is_about() {
    let reading = read(&[("plan.txt", PLAN), ("report.txt", REPORT)]);
    assert_eq!(reading.plans.len(), 1);
    let plan = &reading.plans[0];
    assert_eq!(plan.title, "Quillhaven Ofsted Delivery Plan");
    assert_eq!(plan.place.as_deref(), Some("Quillhaven"));
    assert_eq!((plan.actions.len(), plan.recommendations.len()), (2, 2));
    let asked: Vec<&str> = plan.report_recommendations.iter().map(|s| s.text.as_str()).collect();
    assert_eq!(asked, ["That the Children's Scrutiny Panel note the plan."]);
    let judged: Vec<(&str, &str)> =
        plan.judgements.iter().map(|j| (j.area.as_str(), j.grade.as_str())).collect();
    assert_eq!(
        judged,
        [
            ("overall", "inadequate"),
            ("Help and protection", "inadequate"),
            ("Adoption performance", "requires improvement"),
        ]
    );
    let inspection = &plan.inspections[0];
    assert_eq!((inspection.from, inspection.to), (Day::new(2019, 2, 4), Day::new(2019, 2, 22)));
    assert_eq!(inspection.published, Day::new(2019, 4, 3));
    assert_eq!(plan.updates.len(), 2);
    assert_eq!(plan.updates[0].as_at, Day::new(2019, 6, 12));
    assert_eq!(plan.decisions.len(), 1);
    let decision = &plan.decisions[0];
    assert_eq!((decision.body.as_deref(), decision.day), (Some("Cabinet"), Day::new(2019, 5, 7)));
    assert_eq!(decision.source.as_deref(), Some("Ofsted recommendation"));
    assert_eq!(reading.reconciliation.lost, 0);
}

const BANDED: &str = "
Title\tInspection of Safeguarding
Date to be Considered\t5 March 2020

## To be undertaken immediately:

Looked After Children (Ofsted Report para 7)

• Ensure that all young people live in safe homes. (Action Plan 2)

One young person has moved.

## To be undertaken within three months:

Safeguarding (Ofsted Report para 9)

 Ensure that plans are time bounded. (Action Plan 1) A new format was introduced.

## 3 Key Implications

Defined Outcomes\tUnmet\tMet\tExceeded\tSignificantly Exceeded\tDate they should be delivered by
Plan is completed\tNot completed\tCompleted\tCompleted early\tLong before\tEnd of May
";

#[test]
fn recommendations_under_bands_have_their_band_source_and_commentary() {
    let plan = only(BANDED);
    let found: Vec<(&str, Option<Band>, &str, usize)> = plan
        .recommendations
        .iter()
        .map(|r| (r.number.as_str(), r.band, r.text.as_str(), r.commentary.len()))
        .collect();
    assert_eq!(
        found,
        [
            ("1", Some(Band::Months(3)), "Ensure that plans are time bounded.", 1),
            ("2", Some(Band::Immediately), "Ensure that all young people live in safe homes.", 1),
        ]
    );
    assert_eq!(
        plan.recommendations[1].source.as_deref(),
        Some("Looked After Children (Ofsted Report para 7)")
    );
    assert_eq!(plan.as_at, Day::new(2020, 3, 5));
    let outcome = &plan.defined_outcomes[0];
    assert_eq!(
        (outcome.met.as_str(), outcome.exceeded.as_str(), outcome.due.as_str()),
        ("Completed", "Completed early", "End of May")
    );
}

const PROGRESS: &str = "
Improvement Plan: Progress Report March 2018.

1. Workforce

A. What have we done?

- i. Recruited managers and trained them all in early March

so that practice leads.
- ii. Agreed the strategy

B. What is the impact?

- i. Decisions in time improved in February 2018 from 80.5% in January to 91.2% (contacts)

Permanent staff in March 2018.

(March 17 figures in brackets)

\tTotal\tPermanent\tAgency\t% Permanent
Managers\t10 (8)\t7 (4)\t3(4)\t70% (50%)

(C) Going Forward

- i. We will recruit again

2. Looked After Children

A. What have we done?

In May the Peer Review Association (PRA) carried out a diagnostic.

The findings of this diagnostic are as follows:

- The voice of the child is well recorded
- One plan is missing
";

#[test]
fn a_progress_report_is_programmes_with_sections_and_no_actions() {
    let plan = only(PROGRESS);
    assert_eq!(plan.actions.len(), 0);
    let tree: Vec<(&str, PriorityKind, usize, usize)> =
        plan.priorities.iter().map(|p| (p.key.as_str(), p.kind, p.updates.len(), p.outcomes.len())).collect();
    assert_eq!(
        tree,
        [
            ("1", PriorityKind::Programme, 0, 0),
            ("1/What have we done?", PriorityKind::Section, 2, 0),
            ("1/What is the impact?", PriorityKind::Section, 0, 1),
            ("1/Going Forward", PriorityKind::Section, 1, 0),
            ("2", PriorityKind::Programme, 0, 0),
            ("2/What have we done?", PriorityKind::Section, 0, 0),
        ]
    );
    assert_eq!(
        plan.priorities[1].updates[0].text,
        "Recruited managers and trained them all in early March so that practice leads."
    );
    let diagnostics: Vec<&str> = plan.diagnostics.iter().map(|d| d.text.as_str()).collect();
    assert_eq!(diagnostics, ["The voice of the child is well recorded", "One plan is missing"]);
    assert_eq!(plan.diagnostics[0].source.as_deref(), Some("Peer Review Association (PRA)"));
    let values: Vec<(Option<&str>, Option<&str>, Option<Day>)> = plan
        .observations
        .iter()
        .map(|o| (o.stated.as_deref(), o.breakdown.as_deref(), o.period.map(|p| p.from)))
        .collect();
    assert!(values.contains(&(Some("80.5%"), Some("contacts"), Day::new(2018, 1, 1))), "{values:?}");
    assert!(values.contains(&(Some("91.2%"), Some("contacts"), Day::new(2018, 2, 1))), "{values:?}");
    let share: Vec<_> = plan
        .observations
        .iter()
        .filter(|o| o.denominator.is_some())
        .map(|o| (o.numerator, o.denominator, o.stated.as_deref(), o.period.map(|p| p.from)))
        .collect();
    assert_eq!(
        share,
        [
            (Some(7), Some(10), Some("70%"), Day::new(2018, 3, 1)),
            (Some(4), Some(8), Some("50%"), Day::new(2017, 3, 1)),
        ]
    );
}

/// The places and messages of the findings with this code.
fn said(text: &str, code: &str) -> Vec<(Option<u32>, String)> {
    let findings = read(&[("a.txt", text)]).findings;
    findings.into_iter().filter(|f| f.code == code).map(|f| (f.at.line, f.message)).collect()
}

#[test]
fn a_verdict_printed_under_its_option_is_said() {
    let torn = "# Options\n\nOptions\tComments\nGo on with the plan\tThis meets the duties\nRecommended\n\
                Stop\tThe committee asked for a\nNot recommended\treport each quarter\n";
    let found = said(torn, "option-verdict-apart");
    assert_eq!(found.iter().map(|f| f.0).collect::<Vec<_>>(), [Some(5), Some(7)]);
    assert!(found[0].1.contains("“Go on with the plan”") && !found[0].1.contains("torn"), "{found:?}");
    assert!(found[1].1.contains("“Stop”, and its comment is torn"), "{found:?}");
    let sound =
        "# Options\n\nOptions\tComments\tVerdict\nGo on with the plan\tThis meets the duties\tRecommended\n";
    assert!(said(sound, "option-verdict-apart").is_empty());
}

#[test]
fn a_table_with_a_title_and_no_header_of_its_own_is_read_with_the_last_and_said() {
    let header = "Ref\tAction\tOwner\tTarget date\n";
    let first = "1.1\tWrite the standards\tHead of Practice\tMay 2025\n";
    let second = "2.1\tPublish the offer\tHead of Care\tJune 2025\n";
    let text = format!("# Plan\n\n1. Practice\t\t\t\n{header}{first}\n2. Care\t\t\t\n{second}");
    let reading = read(&[("a.txt", &text)]);
    assert_eq!(reading.plans[0].actions.len(), 2);
    let found = said(&text, "header-missing");
    assert_eq!(found.iter().map(|f| f.0).collect::<Vec<_>>(), [Some(7)], "{found:?}");
    // The header repeated, or a table that a page end cut in two, is nothing to say.
    let repeated = format!("# Plan\n\n1. Practice\t\t\t\n{header}{first}\n2. Care\t\t\t\n{header}{second}");
    assert!(said(&repeated, "header-missing").is_empty());
    let cut = format!(
        "# Plan\n\n1. Practice\t\t\t\n{header}{first}\n12\n\n1.2\tTeach them\tHead of Care\tJune 2025\n"
    );
    assert!(said(&cut, "header-missing").is_empty());
}

/// The plan read from these documents of the corpus, or `None` where they are absent.
fn corpus_plans(numbers: &[&str]) -> Option<Reading> {
    let files: Vec<(String, Vec<u8>)> = numbers.iter().map(|n| corpus::document(n)).collect::<Option<_>>()?;
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    Some(intake::read(&files, &Options::default()))
}

#[test]
fn the_2012_report_bands_the_recommendations_of_its_plan() {
    let Some(reading) = corpus_plans(&["001"]) else { return };
    assert_eq!(reading.plans.len(), 1);
    let plan = &reading.plans[0];
    assert_eq!(plan.as_at, Day::new(2012, 9, 28));
    assert_eq!(plan.recommendations.len(), 23);
    let of = |band: Band| plan.recommendations.iter().filter(|r| r.band == Some(band)).count();
    // Catalogue 6.1: 2 + 1 at once, 7 + 5 within three months, 3 + 5 within six.
    assert_eq!((of(Band::Immediately), of(Band::Months(3)), of(Band::Months(6))), (3, 12, 8));
    assert_eq!(plan.report_recommendations.len(), 2);
    assert_eq!(plan.judgements.len(), 5);
    assert_eq!(plan.defined_outcomes.len(), 1);
    assert!(plan.recommendations.iter().all(|r| !r.commentary.is_empty()));
    // Test 12: the rest of recommendation 11 is lost in the table and read from the report.
    let eleven = plan.recommendations.iter().find(|r| r.number == "11").unwrap();
    assert!(!eleven.text.contains('·') && eleven.text.split_whitespace().count() > 25, "{}", eleven.text);
    // I-89: the wording differs in 14 of 23.
    let differ: Vec<&str> =
        plan.recommendations.iter().filter(|r| !r.wordings.is_empty()).map(|r| r.number.as_str()).collect();
    assert_eq!(differ, ["1", "2", "3", "4", "6", "8", "9", "11", "12", "13", "17", "19", "20", "22"]);
    // 3.4 M1.
    let count: Vec<Option<&str>> = plan.observations.iter().map(|o| o.stated.as_deref()).collect();
    assert!(count.contains(&Some("18")), "{count:?}");
}

#[test]
fn the_four_documents_of_one_council_are_three_plans() {
    let Some(reading) = corpus_plans(&["000", "002", "003", "004"]) else { return };
    let sizes: Vec<(usize, usize)> =
        reading.plans.iter().map(|p| (p.actions.len(), p.recommendations.len())).collect();
    assert_eq!(sizes, [(131, 0), (46, 22), (0, 0)]);
    let places: Vec<_> = reading.plans.iter().map(|p| p.place.clone()).collect();
    assert!(places.windows(2).all(|p| p[0] == p[1] && p[0].is_some()));
    let joint = &reading.plans[1];
    assert_eq!(joint.judgements.len(), 6);
    assert_eq!(joint.judgements.iter().filter(|j| j.grade == "inadequate").count(), 5);
    assert_eq!(joint.report_recommendations.len(), 1);
    assert_eq!((joint.updates.len(), joint.decisions.len()), (6, 5));
    assert_eq!(joint.inspections.len(), 1);
    assert_eq!(joint.inspections[0].from, Day::new(2015, 11, 24));
    assert_eq!(joint.inspections[0].to, Day::new(2015, 12, 17));
    assert_eq!(joint.inspections[0].published, Day::new(2016, 2, 17));
    assert_eq!(reading.reconciliation.lost, 0);
}

#[test]
fn the_2015_report_has_its_programmes_its_diagnostic_and_its_series() {
    let Some(reading) = corpus_plans(&["002"]) else { return };
    let plan = &reading.plans[0];
    assert_eq!(plan.as_at, Day::new(2015, 3, 1));
    let kinds = |kind: PriorityKind| plan.priorities.iter().filter(|p| p.kind == kind).count();
    assert_eq!((kinds(PriorityKind::Programme), kinds(PriorityKind::Section)), (4, 12));
    let done: Vec<usize> =
        plan.priorities.iter().filter(|p| p.key.contains("done")).map(|p| p.updates.len()).collect();
    assert_eq!(done, [4, 12, 8, 0]);
    let impact: Vec<usize> = plan
        .priorities
        .iter()
        .filter(|p| p.key.to_lowercase().contains("impact"))
        .map(|p| p.outcomes.len())
        .collect();
    assert_eq!(impact, [0, 4, 2, 2]);
    let next: Vec<usize> =
        plan.priorities.iter().filter(|p| p.key.contains("Going")).map(|p| p.updates.len()).collect();
    assert_eq!(next, [3, 1, 2, 2]);
    assert_eq!(plan.diagnostics.len(), 12);
    let stated: Vec<&str> = plan.observations.iter().filter_map(|o| o.stated.as_deref()).collect();
    // Catalogue 3.3: the share of permanent staff now and a year before, timeliness, caseloads.
    for value in [
        "69%", "43%", "40%", "55%", "86%", "71%", "52%", "48%", "85.4%", "97.2%", "63.2%", "75.3%", "77%",
        "79.5%", "20.5", "21.75", "14.26", "19",
    ] {
        assert!(stated.contains(&value), "{value}: {stated:?}");
    }
    // Test 19: an item cut by a page is one.
    assert!(plan.priorities[1].updates[3].text.contains("early March so that"));
}

#[test]
fn the_2021_plan_has_its_front_its_service_plans_its_series_and_its_doubts() {
    let Some(reading) = corpus_plans(&["004"]) else { return };
    let plan = &reading.plans[0];
    assert_eq!(plan.as_at, Day::new(2021, 12, 1));
    assert_eq!(plan.version.as_deref(), Some("0.11"));
    assert!(plan.owner.is_some() && plan.review.is_some() && plan.title.ends_with("2021/22"));
    assert_eq!(plan.service_plans.len(), 12);
    assert!(plan.service_plans.iter().all(|s| s.owner.is_some()));
    assert_eq!(plan.priorities.len(), 5);
    // Catalogue 3.2: four series of three days each.
    let series: Vec<&str> =
        plan.observations.iter().filter(|o| o.line.is_none()).filter_map(|o| o.stated.as_deref()).collect();
    assert_eq!(
        series,
        ["1,422", "1,683", "1,644", "210", "194", "230", "208", "293", "306", "402", "331", "507"]
    );
    // Test 35: the overview names another sponsor of priority 5 than the table; nobody is lost.
    let five = plan.priorities.iter().find(|p| p.key == "5").unwrap();
    assert_eq!(five.sponsors.len(), 2);
    assert_ne!(five.sponsors[0].origin.at, five.sponsors[1].origin.at);
    // Test 34: three persons spelt two ways, one office that may be another.
    let twice = |code: &str| reading.findings.iter().filter(|f| f.code == code).count();
    assert_eq!((twice("name-spelt-twice"), twice("office-named-twice")), (3, 1));
    // I-38: the table of 5.2 to 5.4 has no header of its own.
    let headless = |f: &&model::finding::Finding| f.code == "header-missing" && f.at.column.is_none();
    let lines: Vec<_> = reading.findings.iter().filter(headless).map(|f| f.at.line).collect();
    assert_eq!(lines, [Some(386)]);
    // Catalogue 2.6: three services, one entry each, with their other names.
    assert_eq!(plan.services.iter().filter(|s| !s.aliases.is_empty()).count(), 3);
    // Turnover is printed in two rows and stored once: three months of it, and one value from the group's return.
    let turnover = plan.observations.iter().filter(|o| o.measure == "staff-turnover-all-perm-staff").count();
    assert_eq!(turnover, 4);
}
