//! Taking acts and imports back.

use store::{Change, Kind, Meanwhile, Receipt, Target, Undo, Value, View, WriteError};

use crate::help::{PLAN, World, act, action, day, id, reword};

fn undo(target: Target, meanwhile: Meanwhile) -> Undo {
    Undo {
        target,
        actor: "Manager".to_owned(),
        recorded_at: 1_650_000_000_000,
        why: Some("a mistake".to_owned()),
        meanwhile,
    }
}

fn take_back(world: &World, receipt: Receipt) -> Result<Receipt, WriteError> {
    world.store.undo(undo(Target::Act(receipt.first_event), Meanwhile::Refuse))
}

fn texts(world: &World, month: i8, of: i8) -> Vec<String> {
    world.actions(View::of(day(month, of))).into_iter().map(|(_, text)| text).collect()
}

#[test]
fn every_day_reads_as_if_the_act_had_not_been() {
    let world = World::new();
    world.write(day(2, 1), vec![action(10, "1", "a"), action(11, "2", "b")]);
    let slip = world.write(
        day(3, 1),
        vec![reword(10, 1, "changed"), Change::withdraw(Kind::Action, id(11), 1), action(12, "3", "new")],
    );
    world.write(
        day(4, 1),
        vec![Change::set(Kind::Action, id(10), 2, vec![("resources", Value::from("one post"))])],
    );
    let back = take_back(&world, slip).unwrap();

    assert_eq!(back.events(), 3);
    for month in [2, 3, 4, 5] {
        assert_eq!(texts(&world, month, 1), ["a", "b"]);
    }
    let row = world.row(10, View::of(day(5, 1))).unwrap();
    assert_eq!(row.text("resources"), Some("one post"), "a later change in another respect stays");
    let told = world.store.reader().unwrap().entity_history(id(10)).unwrap();
    let last = told.last().unwrap();
    assert_eq!(
        (last.undoes, last.why.as_deref(), last.effective),
        (Some(slip.first_event), Some("a mistake"), day(3, 1))
    );
    world.sound();

    assert!(take_back(&world, slip).unwrap_err().to_string().contains("already"));
    take_back(&world, back).unwrap();
    assert_eq!(texts(&world, 2, 1), ["a", "b"]);
    assert_eq!(texts(&world, 3, 1), ["changed", "new"]);
    take_back(&world, slip).unwrap();
    assert_eq!(texts(&world, 3, 1), ["a", "b"]);
    world.sound();
}

#[test]
fn what_was_changed_since_is_shown_not_overwritten() {
    let world = World::new();
    world.write(day(2, 1), vec![action(10, "1", "a"), action(11, "2", "b")]);
    let first = world.write(day(3, 1), vec![reword(10, 1, "first"), reword(11, 1, "first too")]);
    let second = world.write(day(3, 2), vec![reword(10, 2, "second")]);

    let refused = take_back(&world, first).unwrap_err();
    let WriteError::Conflict(conflicts) = refused else { panic!("{refused}") };
    assert_eq!(conflicts.iter().map(|c| (c.id, c.seen, c.now)).collect::<Vec<_>>(), [(id(10), 2, 3)]);
    assert_eq!(conflicts[0].since[0].seq, second.first_event);
    assert_eq!(texts(&world, 4, 1), ["second", "first too"]);

    world.store.undo(undo(Target::Act(first.first_event), Meanwhile::Keep)).unwrap();
    assert_eq!(texts(&world, 4, 1), ["second", "b"]);
    world.sound();
}

#[test]
fn a_change_that_was_taken_back_itself_is_no_conflict() {
    let world = World::new();
    world.write(day(2, 1), vec![action(10, "1", "a")]);
    let first = world.write(day(3, 1), vec![reword(10, 1, "first")]);
    let second = world.write(day(3, 2), vec![reword(10, 2, "second")]);
    take_back(&world, second).unwrap();
    take_back(&world, first).unwrap();
    assert_eq!(texts(&world, 4, 1), ["a"]);
    world.sound();
}

#[test]
fn an_import_is_taken_back_whole_and_what_was_attached_since_is_shown() {
    let world = World::new();
    let batch = id(500);
    let import = Change::create(
        Kind::Import,
        batch,
        Some(id(PLAN)),
        vec![("name", Value::from("plan.txt")), ("sha256", Value::from("00"))],
    );
    let line = Change::create(
        Kind::Line,
        id(40),
        Some(id(PLAN)),
        vec![("reference", Value::from("1")), ("title", Value::from("Line"))],
    );
    let mut first = act(day(2, 1), vec![import, line, action(10, "1.1", "a"), action(11, "1.2", "b")]);
    first.changes.push(Change::set(Kind::Action, id(10), 1, vec![("line", Value::from(id(40)))]));
    first.batch = Some(batch);
    world.store.write(first).unwrap();
    let mut second = act(day(2, 1), vec![action(12, "1.3", "c")]);
    second.batch = Some(batch);
    world.store.write(second).unwrap();
    let update = Change::create(
        Kind::Update,
        id(60),
        Some(id(PLAN)),
        vec![("parent", Value::from(id(10))), ("text", Value::from("going well"))],
    );
    let attached = world.write(day(3, 1), vec![update]);

    let refused = world.store.undo(undo(Target::Batch(batch), Meanwhile::Refuse)).unwrap_err();
    let WriteError::Conflict(conflicts) = refused else { panic!("{refused}") };
    assert_eq!(conflicts.iter().map(|c| (c.kind, c.id)).collect::<Vec<_>>(), [(Kind::Update, id(60))]);

    let part = world.store.undo(undo(Target::Batch(batch), Meanwhile::Keep)).unwrap();
    assert_eq!(texts(&world, 2, 1), ["a"], "the action with the update stays");
    let line = world.store.reader().unwrap().row(Kind::Line, id(40), View::of(day(2, 1))).unwrap();
    assert!(line.is_some(), "and so does its line");
    take_back(&world, attached).unwrap();
    take_back(&world, part).unwrap();
    assert_eq!(texts(&world, 2, 1), ["a", "b", "c"], "the act that took it back was itself taken back");

    let undone = world.store.undo(undo(Target::Batch(batch), Meanwhile::Refuse)).unwrap();
    assert_eq!(undone.events(), 5, "import, line, three actions");
    assert_eq!(texts(&world, 6, 1), Vec::<String>::new());
    assert_eq!(world.store.reader().unwrap().row(Kind::Import, batch, View::of(day(6, 1))).unwrap(), None);
    world.sound();
    assert!(
        world
            .store
            .undo(undo(Target::Batch(id(9)), Meanwhile::Keep))
            .unwrap_err()
            .to_string()
            .contains("nothing")
    );
}
