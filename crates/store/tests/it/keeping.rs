//! Differences between days, history, secrets.

use store::{Change, EventFilter, Filter, Kind, Session, Value, Verb, View};

use crate::help::{PLACE, PLAN, World, action, day, id, reword};

#[test]
fn two_days_of_a_plan_are_compared() {
    let world = World::new();
    world.write(
        day(2, 1),
        vec![action(10, "1", "a"), action(11, "2", "b"), action(12, "3", "c"), action(14, "5", "e")],
    );
    world.write(
        day(3, 1),
        vec![reword(10, 1, "changed"), reword(12, 1, "for a while"), action(13, "4", "new")],
    );
    world.write(day(4, 1), vec![Change::withdraw(Kind::Action, id(11), 1), reword(12, 2, "c")]);
    world.write(day(5, 1), vec![reword(14, 1, "later")]);
    let reader = world.store.reader().unwrap();
    let told = |from, to| {
        let changed = reader.changed_between(id(PLAN), from, to).unwrap();
        let words = |r: &Option<store::Row>| r.as_ref().map(|r| r.words("text"));
        changed.iter().map(|c| (c.id, words(&c.before), words(&c.after), c.fields())).collect::<Vec<_>>()
    };
    let text = |t: &str| Some(t.to_owned());
    assert_eq!(
        told(View::of(day(2, 15)), View::of(day(4, 15))),
        [
            (id(10), text("a"), text("changed"), vec!["text"]),
            (id(11), text("b"), None, vec![]),
            (id(13), None, text("new"), vec![]),
        ]
    );
    assert_eq!(told(View::of(day(4, 15)), View::of(day(2, 15)))[1], (id(11), None, text("b"), vec![]));
    assert_eq!(told(View::of(day(2, 15)), View::of(day(2, 28))), []);
    let then = View::known_at(day(6, 1), 6);
    assert_eq!(told(then, View::of(day(6, 1))).len(), 4, "what became known since event 6, by 1 June");
}

/// A plan with few changes and one with many are read in different ways; both have to tell the same.
#[test]
fn however_it_is_read_a_plan_says_the_same() {
    let world = World::new();
    world.write(day(2, 1), (10..50).map(|n| action(n, &n.to_string(), "begun")).collect());
    let check = |many: bool| {
        let reader = world.store.reader().unwrap();
        let mut found = Vec::new();
        for (from, to) in [(day(2, 1), day(2, 20)), (day(2, 10), day(2, 11)), (day(1, 1), day(2, 1))] {
            let changed = reader.changed_between(id(PLAN), View::of(from), View::of(to)).unwrap();
            for change in &changed {
                assert_eq!(change.before, reader.row(change.kind, change.id, View::of(from)).unwrap());
                assert_eq!(change.after, reader.row(change.kind, change.id, View::of(to)).unwrap());
            }
            for row in reader.rows(Kind::Action, &Filter::Plan(id(PLAN)), View::of(to)).unwrap() {
                assert_eq!(Some(&row), reader.row(Kind::Action, row.id, View::of(to)).unwrap().as_ref());
            }
            found.push(changed.iter().filter(|c| c.kind == Kind::Action).count());
        }
        assert_eq!(found, if many { [40, 40, 40] } else { [1, 1, 40] });
    };
    world.write(day(2, 11), vec![reword(12, 1, "other")]);
    check(false);
    for revision in 1..8_u32 {
        let of = |n| if n == 12 { revision + 1 } else { revision };
        let text = format!("words {revision}");
        world.write(
            day(2, 4).plus_days(i32::try_from(revision).unwrap()),
            (10..50).map(|n| reword(n, of(n), &text)).collect(),
        );
    }
    check(true);
    world.sound();
}

#[test]
fn history_says_who_when_and_what() {
    let world = World::new();
    world.write(day(2, 1), vec![action(10, "1", "a")]);
    world.write(day(3, 1), vec![reword(10, 1, "b"), action(11, "2", "x")]);
    let reader = world.store.reader().unwrap();
    let told = reader.entity_history(id(10)).unwrap();
    assert_eq!(
        told.iter().map(|e| (e.seq, e.verb, e.effective)).collect::<Vec<_>>(),
        [(3, Verb::Create, day(2, 1)), (4, Verb::Set, day(3, 1))]
    );
    assert_eq!(
        (told[1].actor.as_str(), told[1].what.as_str(), told[1].plan),
        ("Tester", "tested", Some(id(PLAN)))
    );
    assert_eq!(told[1].before, [("text".to_owned(), Value::from("a"))]);
    let numbers =
        |filter: &EventFilter| reader.events(filter).unwrap().iter().map(|e| e.seq).collect::<Vec<_>>();
    assert_eq!(numbers(&EventFilter { newest_first: true, limit: 2, ..EventFilter::default() }), [5, 4]);
    assert_eq!(numbers(&EventFilter { act: Some(4), ..EventFilter::default() }), [4, 5]);
    assert_eq!(
        numbers(&EventFilter {
            place: Some(id(PLACE)),
            from: Some(2),
            to: Some(3),
            ..EventFilter::default()
        }),
        [2, 3]
    );
    assert_eq!(numbers(&EventFilter { plan: Some(id(PLAN)), ..EventFilter::default() }), [2, 3, 4, 5]);
    assert_eq!(reader.days(id(PLAN)).unwrap(), Some((day(1, 1), day(3, 1))));
    assert_eq!(reader.days(id(77)).unwrap(), None);
    assert_eq!(reader.places().unwrap(), [id(PLACE)]);
}

#[test]
fn sessions_and_tickets_end() {
    let world = World::new();
    let secrets = world.store.secrets();
    let session = Session { user: id(5), made_at: 100, seen_at: 100, expires_at: 200 };
    secrets.begin_session([1; 32], session).unwrap();
    assert_eq!(secrets.session(&[1; 32], 199).unwrap(), Some(session));
    assert_eq!(secrets.session(&[1; 32], 200).unwrap(), None);
    assert_eq!(secrets.session(&[2; 32], 150).unwrap(), None);
    secrets.touch_session([1; 32], 150).unwrap();
    assert_eq!(secrets.session(&[1; 32], 160).unwrap().unwrap().seen_at, 150);
    secrets.set_password(id(5), "new", 160).unwrap();
    assert_eq!(secrets.session(&[1; 32], 160).unwrap(), None, "a new password ends the sessions");

    secrets.issue_ticket([7; 32], "reset", Some(id(5)), 300).unwrap();
    secrets.issue_ticket([8; 32], "reset", Some(id(5)), 300).unwrap();
    assert_eq!(secrets.take_ticket([7; 32], "reset", 200).unwrap(), None, "a newer one replaced it");
    assert_eq!(secrets.take_ticket([8; 32], "set-up", 200).unwrap(), None);
    assert_eq!(secrets.ticket(&[8; 32], "reset", 200).unwrap(), Some(Some(id(5))));
    assert_eq!(secrets.take_ticket([8; 32], "reset", 300).unwrap(), None, "it has expired");
    assert_eq!(secrets.take_ticket([8; 32], "reset", 200).unwrap(), Some(Some(id(5))));
    assert_eq!(secrets.take_ticket([8; 32], "reset", 200).unwrap(), None, "it works once");
    assert_eq!(world.store.reader().unwrap().last_event(), 2, "none of it is an event");
}
