//! Random acts against a model that does nothing but remember: whatever is done, in whatever order of days, the rows
//! are what the events say, the chain holds, and taking back restores every day.

use std::collections::BTreeMap;

use model::day::Day;
use proptest::prelude::*;
use store::{Change, Filter, Kind, Meanwhile, Target, Undo, View};

use crate::help::{PLAN, World, action, day, id, reword};

#[derive(Clone, Debug)]
enum Step {
    Create(u8),
    Reword(u8, u8),
    Withdraw(u8),
    Restore(u8),
    UndoLast,
}

fn steps() -> impl Strategy<Value = Vec<(u8, Step)>> {
    let step = prop_oneof![
        3 => (0..5_u8).prop_map(Step::Create),
        6 => (0..5_u8, any::<u8>()).prop_map(|(n, t)| Step::Reword(n, t)),
        2 => (0..5_u8).prop_map(Step::Withdraw),
        2 => (0..5_u8).prop_map(Step::Restore),
        1 => Just(Step::UndoLast),
    ];
    prop::collection::vec((0..20_u8, step), 1..40)
}

fn on(offset: u8) -> Day {
    day(2, 1).plus_days(i32::from(offset))
}

/// Every action as it stands on every day that matters: text, and whether it counts.
type Seen = BTreeMap<(Day, u64), (String, bool)>;

fn seen(world: &World, known: Option<u64>) -> Seen {
    let reader = world.store.reader().unwrap();
    let mut out = Seen::new();
    for offset in 0..21 {
        let view = View { day: on(offset), known };
        for row in reader.rows_and_withdrawn(Kind::Action, &Filter::Plan(id(PLAN)), view).unwrap() {
            let number = u64::try_from(row.id.number()).unwrap();
            out.insert((on(offset), number), (row.words("text"), row.withdrawn));
        }
    }
    out
}

/// What a plain memory of (day, number, what) says: per thing, in order of day and number.
#[derive(Default)]
struct Memory(Vec<Told>);

/// The day, the event's number, the thing's, its new text, whether it is withdrawn from then on.
type Told = (Day, u64, u64, Option<String>, Option<bool>);

impl Memory {
    fn says(&self) -> Seen {
        let mut out = Seen::new();
        for offset in 0..21 {
            let mut told: Vec<_> = self.0.iter().filter(|(d, ..)| *d <= on(offset)).collect();
            told.sort_by_key(|(d, seq, ..)| (*d, *seq));
            for (_, _, number, text, gone) in told {
                let state = out.entry((on(offset), *number)).or_insert((String::new(), false));
                if let Some(text) = text {
                    state.0.clone_from(text);
                }
                if let Some(gone) = gone {
                    state.1 = *gone;
                }
            }
        }
        out
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_are_what_the_events_say(steps in steps()) {
        let world = World::new();
        let mut memory = Memory::default();
        let mut known: Vec<(u64, Seen)> = Vec::new();
        for (offset, step) in steps {
            let effective = on(offset);
            let (number, text, gone) = match &step {
                Step::Create(n) => (u64::from(*n) + 10, Some("start".to_owned()), None),
                Step::Reword(n, t) => (u64::from(*n) + 10, Some(format!("text {t}")), None),
                Step::Withdraw(n) => (u64::from(*n) + 10, None, Some(true)),
                Step::Restore(n) => (u64::from(*n) + 10, None, Some(false)),
                Step::UndoLast => {
                    take_back_and_forth(&world);
                    continue;
                }
            };
            let revision = world.row(number, View::of(on(20))).map_or_else(
                || revision_of(&world, number),
                |r| r.revision,
            );
            let change = match &step {
                Step::Create(_) => action(number, "r", "start"),
                Step::Reword(..) => reword(number, revision, text.as_deref().unwrap_or_default()),
                Step::Withdraw(_) => Change::withdraw(Kind::Action, id(number), revision),
                _ => Change::restore(Kind::Action, id(number), revision),
            };
            let written = world.store.write(crate::help::act(effective, vec![change]));
            if let Some(receipt) = written.ok().filter(|r| r.events() == 1) {
                memory.0.push((effective, receipt.first_event, number, text, gone));
                known.push((receipt.last_event, memory.says()));
            }
        }
        prop_assert_eq!(seen(&world, None), memory.says());
        if let Some((event, then)) = known.get(known.len() / 2) {
            prop_assert_eq!(&seen(&world, Some(*event)), then, "as known at event {}", event);
        }
        world.sound();
    }
}

fn revision_of(world: &World, number: u64) -> u32 {
    u32::try_from(world.store.reader().unwrap().entity_history(id(number)).unwrap().len()).unwrap()
}

/// Takes the last act back, which leaves every day as it was before that act, and takes that back again.
fn take_back_and_forth(world: &World) {
    let reader = world.store.reader().unwrap();
    let last = reader.last_event();
    drop(reader);
    if last <= 2 {
        return;
    }
    let undo = |act| Undo {
        target: Target::Act(act),
        actor: "Tester".to_owned(),
        recorded_at: 0,
        why: None,
        meanwhile: Meanwhile::Refuse,
    };
    let after = seen(world, None);
    let counting = |all: &Seen| {
        all.iter().filter(|(_, (_, gone))| !gone).map(|(k, v)| (*k, v.clone())).collect::<Seen>()
    };
    let before = counting(&seen(world, Some(last - 1)));
    let Ok(taken) = world.store.undo(undo(last)) else { return };
    assert_eq!(counting(&seen(world, None)), before);
    if taken.events() > 0 {
        world.store.undo(undo(taken.first_event)).unwrap();
        assert_eq!(counting(&seen(world, None)), counting(&after));
    }
}
