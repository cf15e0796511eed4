//! The rule worked by hand on small cases, and what must hold for all.

use proptest::prelude::*;

use super::{Facts, Heard, rate};
use crate::day::Day;
use crate::level::Delivery;
use crate::plan::{Action, DateKind, Line, Plan, Stance, TargetDate, Update};
use crate::rated::Thresholds;

fn day(iso: &str) -> Day {
    Day::parse_iso(iso).unwrap()
}

fn due(to: &str) -> TargetDate {
    let to = day(to);
    let from = Some(to.month_start());
    TargetDate { phrase: to.long(), kind: DateKind::Point, from, to: Some(to), ..TargetDate::default() }
}

fn word(on: &str, says: Stance) -> Heard {
    Heard { day: day(on), says: Some(says), declared: true, whose: String::new(), unfinished: None }
}

fn moved(from: &str, to: &str, on: &str, reason: &str, by: &str) -> Vec<TargetDate> {
    let text = |t: &str| (!t.is_empty()).then(|| t.to_owned());
    vec![
        TargetDate { superseded: true, ..due(from) },
        TargetDate { set_on: Some(day(on)), reason: text(reason), approved_by: text(by), ..due(to) },
    ]
}

fn rated(facts: &Facts, on: &str) -> (Option<Delivery>, &'static str, String) {
    let r = rate(facts, day(on), &Thresholds::default());
    (r.level, r.rule, r.sentence)
}

#[test]
fn late_without_a_new_date_is_red_and_says_why() {
    let facts = Facts { dates: vec![due("2021-07-31")], ..Facts::default() };
    let (level, rule, sentence) = rated(&facts, "2021-12-01");
    assert_eq!((level, rule), (Some(Delivery::Red), "late-without-recovery-plan"));
    assert_eq!(
        sentence,
        "Red: it was due on 31 July 2021, 123 days before this day, and no new date has been agreed."
    );
    assert_eq!(rated(&facts, "2021-07-31").0, None, "on the day itself it is not late");
}

#[test]
fn a_move_is_red_until_its_reason_and_approval_are_known() {
    let with = |reason, by| {
        let dates = moved("2021-07-31", "2022-03-31", "2021-11-20", reason, by);
        rated(&Facts { dates, ..Facts::default() }, "2021-12-01")
    };
    assert_eq!(with("", "").0, Some(Delivery::Red));
    assert_eq!(with("Supplier is late", "").0, Some(Delivery::Red));
    let (level, rule, sentence) = with("the supplier is late.", "the board");
    assert_eq!((level, rule), (Some(Delivery::Amber), "late-with-recovery-plan"));
    assert!(sentence.contains("the board agreed to the new date of 31 March 2022"), "{sentence}");
    // After two cycles the move is forgotten; what remains is silence.
    let dates = moved("2021-07-31", "2022-03-31", "2021-07-20", "", "");
    assert_eq!(rated(&Facts { dates, ..Facts::default() }, "2021-12-01").0, None);
}

#[test]
fn done_is_blue_only_when_confirmed_by_another() {
    let mut facts = Facts { said_complete: true, done_on: Some(day("2021-10-05")), ..Facts::default() };
    assert_eq!(rated(&facts, "2021-12-01").1, "declared-done");
    facts.confirmed_by = Some("Head of Quality".to_owned());
    let (level, _, sentence) = rated(&facts, "2021-12-01");
    assert_eq!(level, Some(Delivery::Blue));
    assert_eq!(sentence, "Blue: it was completed on 5 October 2021 and Head of Quality confirmed it.");
    let strict = Thresholds { evidence_needed: true, ..Thresholds::default() };
    assert_eq!(rate(&facts, day("2021-12-01"), &strict).level, Some(Delivery::Yellow));
    assert_eq!(rated(&facts, "2021-10-01").0, None, "not before it was done");
}

#[test]
fn a_completion_printed_in_a_plan_counts_unless_the_plan_contradicts_itself() {
    let mut facts = Facts { said_complete: true, by_import: true, ..Facts::default() };
    assert_eq!(rated(&facts, "2016-12-01").0, Some(Delivery::Blue));
    facts.updates =
        vec![Heard { says: None, unfinished: Some("pending"), ..word("2016-12-01", Stance::Done) }];
    assert_eq!(rated(&facts, "2016-12-01").0, Some(Delivery::Yellow));
    let ahead = Facts { done_on: Some(day("2017-11-30")), updates: vec![], ..facts };
    assert_eq!(rated(&ahead, "2016-12-01").0, Some(Delivery::Yellow));
}

#[test]
fn what_starts_later_is_grey_unless_it_was_moved() {
    let start =
        |from: &str| TargetDate { kind: DateKind::Start, from: Some(day(from)), to: None, ..due(from) };
    let facts = Facts { dates: vec![start("2022-03-01")], ..Facts::default() };
    assert_eq!(rated(&facts, "2021-12-01").0, Some(Delivery::Grey));
    assert_eq!(rated(&facts, "2022-03-01").0, None);
    let dates = vec![
        TargetDate { superseded: true, ..start("2021-07-01") },
        TargetDate { set_on: Some(day("2021-11-30")), ..start("2022-03-01") },
    ];
    assert_eq!(rated(&Facts { dates, ..Facts::default() }, "2021-12-01").0, Some(Delivery::Red));
}

#[test]
fn on_track_is_green_when_current_and_yellow_after_trouble() {
    let mut facts = Facts { dates: vec![due("2022-03-31")], ..Facts::default() };
    facts.updates = vec![word("2021-11-20", Stance::OnTrack)];
    assert_eq!(rated(&facts, "2021-12-01").0, Some(Delivery::Green));
    assert_eq!(rated(&facts, "2022-03-01").0, None, "an update of a hundred days ago is not current");
    facts.earlier = vec![(day("2021-10-25"), Delivery::Red)];
    assert_eq!(rated(&facts, "2021-12-01").1, "back-on-track");
    facts.earlier = vec![(day("2021-08-25"), Delivery::Red)];
    assert_eq!(rated(&facts, "2021-12-01").0, Some(Delivery::Green));
    facts.updates.push(word("2021-11-25", Stance::OffTrack));
    assert_eq!(rated(&facts, "2021-12-01").0, Some(Delivery::Red), "its owner says so");
}

#[test]
fn trouble_between_two_updates_is_remembered() {
    let dates = vec![due("2022-03-31")];
    let facts = |updates| Facts { dates: dates.clone(), updates, ..Facts::default() };
    // Off track for nine days in November, and on track again: it was red within the last two cycles.
    let both = facts(vec![word("2021-11-10", Stance::OffTrack), word("2021-11-19", Stance::OnTrack)]);
    let (level, rule, sentence) = rated(&both, "2021-12-01");
    assert_eq!((level, rule), (Some(Delivery::Yellow), "back-on-track"), "{sentence}");
    assert!(sentence.contains("it was red within the last 2 cycles"), "{sentence}");
    // Long ago it counts no more.
    let long_ago = facts(vec![word("2021-09-10", Stance::OffTrack), word("2021-11-19", Stance::OnTrack)]);
    let told_on = |on: &str| {
        let updates = vec![word("2021-09-10", Stance::OffTrack), word(on, Stance::OnTrack)];
        rated(&facts(updates), "2021-12-01").0
    };
    assert_eq!(rated(&long_ago, "2021-12-01").0, Some(Delivery::Yellow), "off track until 19 November");
    assert_eq!(told_on("2021-09-20"), None, "72 days old: no current update says anything");
    let settled = facts(vec![
        word("2021-08-10", Stance::OffTrack),
        word("2021-08-20", Stance::OnTrack),
        word("2021-11-19", Stance::OnTrack),
    ]);
    assert_eq!(rated(&settled, "2021-12-01").0, Some(Delivery::Green));
}

#[test]
fn two_slips_are_judged_by_the_last_and_told_from_the_one_before_it() {
    let mut dates = moved("2021-07-31", "2021-09-30", "2021-07-20", "", "");
    dates[1].superseded = true;
    let agreed = |t: &str| Some(t.to_owned());
    dates.push(TargetDate {
        set_on: Some(day("2021-11-20")),
        reason: agreed("The supplier withdrew"),
        approved_by: agreed("the board"),
        ..due("2022-03-31")
    });
    let facts = Facts { dates, ..Facts::default() };
    let (level, _, sentence) = rated(&facts, "2021-12-01");
    assert_eq!(level, Some(Delivery::Amber), "the last move has its reason and approval");
    assert!(sentence.contains("moved from 30 September 2021 to 31 March 2022"), "{sentence}");
    // Between the two moves the second date had passed, and nobody had agreed to a third.
    assert_eq!(rated(&facts, "2021-10-01").1, "late-without-recovery-plan");
    // Before the first move the first date holds.
    assert_eq!(rated(&facts, "2021-07-19").0, None);
}

#[test]
fn the_edges_of_the_cycles_are_days_not_months() {
    // A cycle is 31 days: two of them before 1 December 2021 is 30 September.
    let at = |set_on: &str| {
        rated(
            &Facts { dates: moved("2021-07-31", "2022-03-31", set_on, "", ""), ..Facts::default() },
            "2021-12-01",
        )
        .0
    };
    assert_eq!(at("2021-09-30"), Some(Delivery::Red), "62 days ago");
    assert_eq!(at("2021-09-29"), None, "63 days ago");
    assert_eq!(at("2021-12-01"), Some(Delivery::Red), "today");
    assert_eq!(at("2021-12-02"), Some(Delivery::Red), "not moved yet: the old date has passed");
    let told = |on: &str| {
        let updates = vec![word(on, Stance::OnTrack)];
        rated(&Facts { dates: vec![due("2022-03-31")], updates, ..Facts::default() }, "2021-12-01").0
    };
    assert_eq!(told("2021-09-30"), Some(Delivery::Green), "62 days old");
    assert_eq!(told("2021-09-29"), None, "63 days old");
    assert_eq!(told("2021-12-02"), None, "not said yet");
}

#[test]
fn what_starts_later_this_month_has_started_this_period() {
    let start = |from: &str| Facts {
        dates: vec![TargetDate { kind: DateKind::Start, from: Some(day(from)), to: None, ..due(from) }],
        ..Facts::default()
    };
    assert_eq!(rated(&start("2021-12-31"), "2021-12-01").0, None, "in this period");
    assert_eq!(rated(&start("2022-01-01"), "2021-12-31").0, Some(Delivery::Grey), "after it");
}

#[test]
fn a_new_date_that_has_passed_or_never_closes_is_no_recovery_plan() {
    let agreed = |to: &str, on: &str| {
        let dates = moved("2021-07-31", to, on, "Because", "the board");
        rated(&Facts { dates, ..Facts::default() }, "2021-12-01").1
    };
    assert_eq!(agreed("2021-12-01", "2021-11-20"), "late-with-recovery-plan", "due today has not passed");
    assert_eq!(agreed("2021-11-30", "2021-11-20"), "late-without-recovery-plan", "due yesterday has");
    let mut dates = moved("2021-07-31", "2022-03-31", "2021-11-20", "Because", "the board");
    dates[1].kind = DateKind::Ongoing;
    dates[1].to = None;
    assert_eq!(rated(&Facts { dates, ..Facts::default() }, "2021-12-01").1, "late-without-recovery-plan");
}

#[test]
fn updates_above_count_for_the_actions_below() {
    let update = |text: &str| Update { text: text.to_owned(), ..Update::default() };
    let plan = Plan {
        as_at: Some(day("2021-12-01")),
        lines: vec![Line {
            reference: "1.1".to_owned(),
            updates: vec![update("All actions are on track.")],
            ..Line::default()
        }],
        ..Plan::default()
    };
    let action = Action { line: Some("1.1".to_owned()), dates: vec![due("2022-01-31")], ..Action::default() };
    let facts = |action: &Action| Facts::of(&plan, action, day("2021-12-01"), &Thresholds::default());
    let (level, _, sentence) = rated(&facts(&action), "2021-12-01");
    assert_eq!(level, Some(Delivery::Green));
    assert_eq!(sentence, "Green: the update of line 1.1 of 1 December 2021 says it is on track.");
    let other = Action { line: Some("1.2".to_owned()), ..action };
    assert_eq!(rated(&facts(&other), "2021-12-01").0, None);
}

fn any_facts() -> impl Strategy<Value = Facts> {
    let a_day = (18_000_i32..19_500).prop_map(|n| Day::from_number(n).unwrap());
    let kind = prop::sample::select(DateKind::ALL.to_vec());
    let date =
        (kind, a_day.clone(), 0_i32..400, any::<bool>(), prop::option::of(a_day.clone()), any::<bool>())
            .prop_map(|(kind, from, length, superseded, set_on, agreed)| TargetDate {
                kind,
                phrase: from.long(),
                from: Some(from),
                to: Some(from.plus_days(length)),
                superseded,
                set_on,
                reason: agreed.then(|| "reason".to_owned()),
                approved_by: agreed.then(|| "board".to_owned()),
                ..TargetDate::default()
            });
    let says =
        prop::sample::select(vec![None, Some(Stance::OnTrack), Some(Stance::OffTrack), Some(Stance::Done)]);
    let update =
        (a_day.clone(), says, any::<bool>(), any::<bool>()).prop_map(|(day, says, declared, own)| Heard {
            day,
            says,
            declared,
            whose: if own { String::new() } else { "line 1".to_owned() },
            unfinished: None,
        });
    (
        prop::collection::vec(date, 0..4),
        prop::collection::vec(update, 0..4),
        any::<(bool, bool)>(),
        prop::option::of(a_day),
    )
        .prop_map(|(dates, updates, (said_complete, by_import), done_on)| Facts {
            dates,
            updates,
            said_complete,
            by_import: by_import && said_complete,
            done_on: done_on.filter(|_| said_complete),
            ..Facts::default()
        })
}

proptest! {
    #[test]
    fn every_rating_has_a_reason_and_green_a_current_word(facts in any_facts(), now in 18_000_i32..19_800) {
        let now = Day::from_number(now).unwrap();
        let t = Thresholds::default();
        let r = rate(&facts, now, &t);
        prop_assert!(r.sentence.ends_with('.') && !r.sentence.contains(".."), "{}", r.sentence);
        prop_assert!(!r.rule.is_empty());
        let word = r.level.map_or("Not rated", |l| l.word());
        prop_assert!(r.sentence.to_lowercase().starts_with(&word.to_lowercase()));
        if r.level == Some(Delivery::Green) {
            let current = |u: &Heard| u.says == Some(Stance::OnTrack) && u.day <= now && now.days_since(u.day) <= t.current_days;
            prop_assert!(facts.updates.iter().any(current));
        }
        if r.level == Some(Delivery::Blue) {
            prop_assert!(facts.by_import || facts.confirmed_by.is_some());
        }
        // What is not known yet does not count.
        let mut later = facts;
        later.updates.push(Heard { day: now.plus_days(1), says: Some(Stance::OnTrack), declared: true, whose: String::new(), unfinished: None });
        prop_assert_eq!(rate(&later, now, &t), r);
    }
}
