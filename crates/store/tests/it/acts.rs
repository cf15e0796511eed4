//! Acts, days, revisions and refusals.

use store::{Change, Filter, Kind, Value, View, WriteError};

use crate::help::{PLAN, World, action, day, id, reword};

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

#[test]
fn a_plan_reads_as_it_stood_on_any_day() {
    let world = World::new();
    world.write(day(2, 1), vec![action(10, "1.1a", "Train staff"), action(11, "1.1b", "Audit files")]);
    world.write(day(3, 1), vec![reword(10, 1, "Train all staff")]);
    world.write(day(4, 1), vec![Change::withdraw(Kind::Action, id(11), 1)]);

    assert_eq!(world.actions(View::of(day(1, 31))), []);
    let both = [("1.1a", "Train staff"), ("1.1b", "Audit files")];
    assert_eq!(world.actions(View::of(day(2, 1))), pairs(&both));
    let reworded = [("1.1a", "Train all staff"), ("1.1b", "Audit files")];
    assert_eq!(world.actions(View::of(day(3, 31))), pairs(&reworded));
    assert_eq!(world.actions(View::of(day(4, 1))), pairs(&reworded[..1]));
    world.sound();
}

#[test]
fn what_is_recorded_late_takes_its_day_and_earlier_knowledge_can_be_asked_for() {
    let world = World::new();
    world.write(day(2, 1), vec![action(10, "1", "first")]);
    let third = world.write(day(4, 1), vec![reword(10, 1, "third")]);
    world.write(day(3, 1), vec![reword(10, 2, "second")]);

    let text = |view| world.row(10, view).unwrap().words("text");
    assert_eq!(text(View::of(day(2, 28))), "first");
    assert_eq!(text(View::of(day(3, 1))), "second");
    assert_eq!(text(View::of(day(4, 1))), "third");
    assert_eq!(text(View::known_at(day(3, 1), third.last_event)), "first");
    assert_eq!(world.actions(View::known_at(day(3, 1), third.last_event)), pairs(&[("1", "first")]));
    assert_eq!(world.row(10, View::known_at(day(3, 1), 2)), None);
    assert_eq!(world.row(10, View::of(day(2, 28))).unwrap().revision, 3, "a write names the revision of now");
    world.sound();
}

#[test]
fn a_change_names_the_revision_it_saw() {
    let world = World::new();
    world.write(day(2, 1), vec![action(10, "1", "a"), action(11, "2", "b")]);
    world.write(day(2, 2), vec![reword(10, 1, "mine")]);
    let refused = world.refused(day(2, 3), vec![reword(11, 1, "kept out too"), reword(10, 1, "yours")]);
    let WriteError::Conflict(conflicts) = refused else { panic!("{refused}") };
    assert_eq!(conflicts.len(), 1);
    assert_eq!((conflicts[0].id, conflicts[0].seen, conflicts[0].now), (id(10), 1, 2));
    assert_eq!(conflicts[0].since.len(), 1);
    assert_eq!(conflicts[0].since[0].after, [("text".to_owned(), Value::from("mine"))]);
    assert_eq!(conflicts[0].since[0].before, [("text".to_owned(), Value::from("a"))]);
    assert_eq!(world.actions(View::of(day(3, 1))), pairs(&[("1", "mine"), ("2", "b")]));
    world.sound();
}

#[test]
fn a_change_that_changes_nothing_is_not_recorded() {
    let world = World::new();
    world.write(day(2, 1), vec![action(10, "1", "a")]);
    let receipt = world.write(day(2, 2), vec![reword(10, 1, "a")]);
    assert_eq!((receipt.events(), receipt.last_event), (0, 3));
    assert_eq!(world.store.reader().unwrap().last_event(), 3);
}

#[test]
fn what_makes_no_sense_is_refused_whole() {
    let world = World::new();
    world.write(day(2, 1), vec![action(10, "1", "a"), action(12, "3", "c")]);
    world.write(day(2, 5), vec![Change::withdraw(Kind::Action, id(12), 1)]);
    let set = |field, value| Change::set(Kind::Action, id(10), 1, vec![(field, value)]);
    let part = |of| {
        Change::create(
            Kind::Part,
            id(20),
            Some(id(PLAN)),
            vec![("action", Value::from(id(of))), ("text", Value::from("x"))],
        )
    };
    for (change, words) in [
        (action(10, "2", "again"), "already is something"),
        (set("colour", Value::from("red")), "has no colour"),
        (set("text", Value::Int(3)), "cannot be"),
        (set("text", Value::Null), "cannot be"),
        (set("owners_from", Value::from("nobody")), "one of: own"),
        (set("line", Value::from(id(10))), "names nothing"),
        (part(99), "names nothing"),
        (part(2), "names nothing"),
        (reword(99, 1, "x"), "no action"),
        (reword(12, 2, "x"), "withdrawn"),
        (Change::restore(Kind::Action, id(10), 1), "not been withdrawn"),
        (
            Change::create(Kind::Action, id(21), Some(id(PLAN)), vec![("text", Value::from("x"))]),
            "needs its reference",
        ),
        (Change::create(Kind::Action, id(21), Some(id(10)), vec![]), "no plan"),
    ] {
        let refused = world.refused(day(3, 1), vec![action(11, "2", "not kept either"), change]).to_string();
        assert!(refused.contains(words), "{refused} / {words}");
    }
    let early = world.refused(day(1, 31), vec![reword(10, 1, "x")]).to_string();
    assert!(early.contains("begins on 1 February 2021") && early.contains("31 January 2021"), "{early}");
    assert_eq!(world.actions(View::of(day(3, 1))), pairs(&[("1", "a")]));
    world.sound();
}

#[test]
fn things_of_one_act_may_refer_to_each_other_in_any_order_and_are_found_by_it() {
    let world = World::new();
    let date = |number, phrase: &str| {
        let fields = vec![
            ("action", Value::from(id(10))),
            ("phrase", Value::from(phrase)),
            ("kind", Value::from("point")),
        ];
        Change::create(Kind::TargetDate, id(number), Some(id(PLAN)), fields)
    };
    world.write(
        day(2, 1),
        vec![date(30, "June 2021").position(2), action(10, "1", "a"), date(31, "May 2021").position(1)],
    );
    let reader = world.store.reader().unwrap();
    let rows = reader.rows(Kind::TargetDate, &Filter::By("action", id(10)), View::of(day(2, 1))).unwrap();
    let phrases: Vec<_> = rows.iter().map(|r| r.words("phrase")).collect();
    assert_eq!(phrases, ["May 2021", "June 2021"]);
    assert_eq!(
        reader.rows(Kind::TargetDate, &Filter::By("action", id(10)), View::of(day(1, 31))).unwrap(),
        []
    );
}
