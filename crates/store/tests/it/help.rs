//! A store in a folder of its own, with a place and a plan in it.

use std::path::Path;

use model::day::Day;
use model::id::Id;
use store::{Act, Change, Filter, Kind, OpenOptions, Receipt, Row, Store, Value, View, WriteError};
use tempfile::TempDir;

/// The place of every test.
pub(crate) const PLACE: u64 = 1;
/// The plan of every test.
pub(crate) const PLAN: u64 = 2;

/// A day of 2021.
pub(crate) fn day(month: i8, day: i8) -> Day {
    Day::new(2021, month, day).unwrap()
}

/// An identity.
pub(crate) fn id(number: u64) -> Id {
    Id::from_bits(number)
}

/// An act of the test's place.
pub(crate) fn act(effective: Day, changes: Vec<Change>) -> Act {
    Act {
        what: "tested",
        place: id(PLACE),
        actor: "Tester".to_owned(),
        recorded_at: 1_640_000_000_000,
        effective,
        why: None,
        batch: None,
        changes,
    }
}

/// An action of the plan.
pub(crate) fn action(number: u64, reference: &str, text: &str) -> Change {
    let fields = vec![("reference", Value::from(reference)), ("text", Value::from(text))];
    Change::create(Kind::Action, id(number), Some(id(PLAN)), fields)
}

/// A new text for an action.
pub(crate) fn reword(number: u64, expect: u32, text: &str) -> Change {
    Change::set(Kind::Action, id(number), expect, vec![("text", Value::from(text))])
}

/// An open store with its folder; the folder goes when this goes.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) dir: TempDir,
}

impl World {
    /// With a place and a plan, both known from 1 January 2021: events 1 and 2.
    pub(crate) fn new() -> World {
        let dir = TempDir::new().unwrap();
        let store = open(dir.path());
        let world = World { store, dir };
        world.write(
            day(1, 1),
            vec![
                Change::create(Kind::Place, id(PLACE), None, vec![("name", Value::from("Alderbrook"))]),
                Change::create(
                    Kind::Plan,
                    id(PLAN),
                    None,
                    vec![("title", Value::from("Plan of Alderbrook"))],
                ),
            ],
        );
        world
    }

    pub(crate) fn write(&self, effective: Day, changes: Vec<Change>) -> Receipt {
        self.store.write(act(effective, changes)).unwrap()
    }

    pub(crate) fn refused(&self, effective: Day, changes: Vec<Change>) -> WriteError {
        self.store.write(act(effective, changes)).unwrap_err()
    }

    /// The actions of the plan as of a day: reference and text.
    pub(crate) fn actions(&self, view: View) -> Vec<(String, String)> {
        let rows = self.store.reader().unwrap().rows(Kind::Action, &Filter::Plan(id(PLAN)), view).unwrap();
        rows.iter().map(|r| (r.words("reference"), r.words("text"))).collect()
    }

    pub(crate) fn row(&self, number: u64, view: View) -> Option<Row> {
        self.store.reader().unwrap().row(Kind::Action, id(number), view).unwrap()
    }

    /// The record holds and the rows are what the events say.
    pub(crate) fn sound(&self) {
        let reader = self.store.reader().unwrap();
        assert_eq!(reader.verify().unwrap().problems, Vec::<String>::new());
        assert_eq!(reader.rebuild_and_compare().unwrap().differences, Vec::<String>::new());
    }
}

/// Opens a store there.
pub(crate) fn open(dir: &Path) -> Store {
    Store::open(dir, &OpenOptions::default()).unwrap()
}
