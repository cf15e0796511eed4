//! Erasing a passage, and tampering with the record.

use std::fs;

use rusqlite::Connection;
use store::{Change, EventFilter, FILE, Kind, MARK, Redact, View, sha256};

use crate::help::{PLACE, World, act, action, day, id, open, reword};

const NAME: &str = "Zuzanna Öztürk";

fn redact() -> Redact {
    Redact {
        place: id(PLACE),
        passage: NAME.to_owned(),
        actor: "Administrator".to_owned(),
        why: "Zuzanna Öztürk asked".to_owned(),
        recorded_at: 1_650_000_000_000,
        effective: day(6, 1),
        empty_unsearchable: false,
    }
}

/// Every byte of every file in the folder.
fn everything(world: &World) -> Vec<u8> {
    let files = fs::read_dir(world.dir.path()).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file());
    files.flat_map(|p| fs::read(p).unwrap()).collect()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|w| w == text.as_bytes())
}

fn told() -> World {
    let world = World::new();
    world.write(day(2, 1), vec![action(10, "1", "Visit Zuzanna Öztürk weekly")]);
    world.write(day(3, 1), vec![reword(10, 1, "Visit ZUZANNA\n öztürk monthly"), action(11, "2", "b")]);
    let mut withdrawn = act(day(4, 1), vec![Change::withdraw(Kind::Action, id(10), 2)]);
    withdrawn.why = Some("Zuzanna Öztürk moved".to_owned());
    world.store.write(withdrawn).unwrap();
    let plan = format!("The plan\n{NAME}\tweekly\n").into_bytes();
    world.store.put_document(&sha256(&plan), "plan.txt", plan).unwrap();
    world.store.put_document(&sha256(&[0xff, 0xfe]), "scan.bin", vec![0xff, 0xfe]).unwrap();
    world
}

#[test]
fn a_passage_goes_everywhere_and_the_chain_still_holds() {
    let world = told();
    assert!(contains(&everything(&world), NAME));
    let head = world.store.reader().unwrap().verify().unwrap().heads[0].clone();
    let erased = world.store.redact(redact()).unwrap();
    assert_eq!((erased.events, erased.things, erased.log_emptied), (3, 1, true));
    assert_eq!(
        (erased.documents, erased.unsearchable),
        (vec!["plan.txt".to_owned()], vec!["scan.bin".to_owned()])
    );

    let text = |d| world.row(10, View::of(d)).unwrap().words("text");
    assert_eq!(text(day(2, 1)), format!("Visit {MARK} weekly"));
    assert_eq!(text(day(3, 1)), format!("Visit {MARK} monthly"));
    let reader = world.store.reader().unwrap();
    let events = reader.events(&EventFilter::default()).unwrap();
    let last = events.last().unwrap();
    assert_eq!((last.actor.as_str(), last.why.clone()), ("Administrator", Some(format!("{MARK} asked"))));
    assert_eq!(events.iter().filter(|e| e.redacted == Some(last.seq)).count(), 3);
    let plan = reader.document(&sha256(format!("The plan\n{NAME}\tweekly\n").as_bytes())).unwrap().unwrap();
    assert_eq!(plan.bytes, format!("The plan\n{MARK}\tweekly\n").into_bytes());
    let found = reader.verify().unwrap();
    assert_eq!((found.problems.len(), found.redacted, found.events), (0, 3, last.seq));
    assert_ne!(found.heads[0], head);
    drop(reader);
    world.sound();

    let bytes = everything(&world);
    assert!(!contains(&bytes, NAME) && !contains(&bytes, "ZUZANNA"), "no file holds the passage any more");
}

#[test]
fn what_was_erased_can_be_erased_again_and_nothing_found_writes_nothing() {
    let world = told();
    world.store.redact(redact()).unwrap();
    let before = world.store.reader().unwrap().last_event();
    let none = world.store.redact(redact()).unwrap();
    assert_eq!((none.event, none.events), (None, 0));
    assert_eq!(world.store.reader().unwrap().last_event(), before);
    let second = Redact { passage: "asked".to_owned(), why: "too telling".to_owned(), ..redact() };
    assert_eq!(world.store.redact(second).unwrap().events, 1, "the reason of the first");
    let third =
        Redact { passage: "weekly".to_owned(), why: "x".to_owned(), empty_unsearchable: true, ..redact() };
    let erased = world.store.redact(third).unwrap();
    assert_eq!((erased.events, erased.documents.len()), (2, 2));
    world.sound();
    assert!(world.store.redact(Redact { passage: "a.".to_owned(), ..redact() }).is_err());
}

#[test]
fn an_import_named_after_a_child_keeps_no_name() {
    let world = World::new();
    let at = model::at::At::line(&std::sync::Arc::from("Zuzanna Öztürk.txt"), 4);
    world.write(day(2, 1), vec![action(10, "1", "a").at(at.clone())]);
    assert_eq!(world.row(10, View::of(day(2, 1))).unwrap().at(), at);
    world.store.redact(redact()).unwrap();
    assert_eq!(world.row(10, View::of(day(2, 1))).unwrap().at().document.as_ref(), "[redacted].txt");
    world.sound();
}

#[test]
fn tampering_shows() {
    for (tamper, words) in [
        (
            "UPDATE event SET payload = replace(payload, 'Visit', 'Leave') WHERE seq = 3",
            "what event 3 says was altered",
        ),
        ("UPDATE event SET actor = 'Nobody' WHERE seq = 4", "event 4 was altered"),
        ("UPDATE event SET effective = effective - 9 WHERE seq = 4", "event 4 was altered"),
        ("DELETE FROM event WHERE seq = 5", "event 5 is missing"),
        ("UPDATE event SET redacted = NULL WHERE seq = 3", "what event 3 says was altered"),
        (
            "UPDATE event SET payload = replace(payload, '[redacted]', 'She') WHERE seq = 6",
            "what event 6 says was altered",
        ),
        (
            "UPDATE event SET payload = replace(payload, '[3,', '[2,') WHERE seq = 7",
            "what redaction 7 says was altered",
        ),
        ("UPDATE document SET bytes = x'00' WHERE name = 'scan.bin'", "scan.bin was altered"),
    ] {
        let world = told();
        world.store.redact(redact()).unwrap();
        let dir = world.dir;
        drop(world.store);
        Connection::open(dir.path().join(FILE)).unwrap().execute(tamper, []).unwrap();
        let problems = open(dir.path()).reader().unwrap().verify().unwrap().problems;
        assert!(problems.iter().any(|p| p.contains(words)), "{tamper}: {problems:?}");
    }
}

#[test]
fn rows_that_differ_from_their_events_show() {
    for tamper in [
        "UPDATE action SET text = 'other' WHERE valid_from = (SELECT min(valid_from) FROM action)",
        "DELETE FROM action WHERE id = 11",
        "UPDATE entity SET revision = 9 WHERE id = 10",
        "DELETE FROM entity WHERE id = 10",
        "INSERT INTO entity VALUES ('action', 2, 77, 1, 1, 1, 1)",
        "INSERT INTO setting (plan, id, valid_from, valid_to, event, withdrawn, position, key) VALUES (0, 5, 1, 2, 1, 0, 1, 'x')",
    ] {
        let world = told();
        let dir = world.dir;
        drop(world.store);
        Connection::open(dir.path().join(FILE)).unwrap().execute(tamper, []).unwrap();
        let compared = open(dir.path()).reader().unwrap().rebuild_and_compare().unwrap();
        assert!(!compared.differences.is_empty(), "{tamper}");
    }
}
