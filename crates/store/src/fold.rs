//! From the events of one thing to its states through time. Pure: the rows kept are this function of the events.

use std::collections::HashSet;

use crate::act::{StoreError, Verb};
use crate::payload::Payload;
use crate::record::Record;
use crate::schema::Kind;
use crate::value::Value;

/// The day number after every day: a state that still holds is valid up to here.
pub(crate) const FOREVER: i64 = 9_999_999;

/// An event of a thing, as far as its states need it.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) seq: u64,
    pub(crate) act: u64,
    pub(crate) effective: i64,
    pub(crate) verb: Verb,
    /// Of an undo: the act that no longer counts for this thing.
    pub(crate) undoes: Option<u64>,
    pub(crate) payload: Payload,
}

impl Step {
    /// The step an event makes.
    pub(crate) fn of(record: &Record) -> Result<Step, StoreError> {
        Ok(Step {
            seq: record.seq,
            act: record.act,
            effective: record.effective,
            verb: record.verb,
            undoes: record.undoes,
            payload: Payload::from_json(&record.payload, record.seq)?,
        })
    }
}

/// What is known of a thing on a day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    /// The event that made it so.
    pub(crate) event: u64,
    /// It does not count.
    pub(crate) withdrawn: bool,
    /// Its position among its kind.
    pub(crate) position: i64,
    /// Where it was read (see `place_code`).
    pub(crate) at: Option<String>,
    /// Its fields in the schema's order.
    pub(crate) values: Vec<Value>,
}

/// A state and the days it holds: from the first up to, not including, the last.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Segment {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) state: State,
}

/// Puts steps in the order in which they take effect: by day, then by number.
pub(crate) fn order(steps: &mut [Step]) {
    steps.sort_by_key(|s| (s.effective, s.seq));
}

/// The acts that no longer count among these steps (in any order): those taken back by a step that counts itself.
pub(crate) fn undone(steps: &[Step]) -> HashSet<u64> {
    let mut undos: Vec<&Step> = steps.iter().filter(|s| s.verb == Verb::Undo).collect();
    // Newest first: what was itself taken back takes nothing back.
    undos.sort_by_key(|s| std::cmp::Reverse(s.seq));
    let mut undone = HashSet::new();
    for step in undos {
        if !undone.contains(&step.act) {
            undone.extend(step.undoes);
        }
    }
    undone
}

/// The states of a thing through time, from ordered steps: of several on one day, the last. Empty where its beginning
/// was taken back.
pub(crate) fn timeline(kind: Kind, steps: &[Step]) -> Vec<Segment> {
    let undone = undone(steps);
    let mut segments: Vec<Segment> = Vec::new();
    let mut state = None;
    for step in steps.iter().filter(|s| !undone.contains(&s.act)) {
        apply(kind, &mut state, step);
        let Some(state) = &state else { continue };
        match segments.last_mut() {
            Some(last) if last.from == step.effective => last.state.clone_from(state),
            Some(last) if last.state == *state => {}
            last => {
                if let Some(last) = last {
                    last.to = step.effective;
                }
                segments.push(Segment { from: step.effective, to: FOREVER, state: state.clone() });
            }
        }
    }
    segments
}

/// The state on a day, knowing only events up to and with number `known`, from ordered steps; `None` before the thing
/// began and where its beginning was taken back.
pub(crate) fn state_at(kind: Kind, steps: &[Step], day: i64, known: u64) -> Option<State> {
    let undone = if known == u64::MAX {
        undone(steps)
    } else {
        undone(&steps.iter().filter(|s| s.seq <= known).cloned().collect::<Vec<_>>())
    };
    let mut state = None;
    let told = steps.iter().filter(|s| s.effective <= day && s.seq <= known && !undone.contains(&s.act));
    told.for_each(|step| apply(kind, &mut state, step));
    state
}

/// Fields this version does not know are passed over: an upgrade that knows them rebuilds the rows.
fn apply(kind: Kind, state: &mut Option<State>, step: &Step) {
    if step.verb == Verb::Create {
        let values = vec![Value::Null; kind.def().fields.len()];
        *state = Some(State { event: 0, withdrawn: false, position: 0, at: None, values });
    }
    let Some(state) = state.as_mut().filter(|_| !matches!(step.verb, Verb::Undo | Verb::Redact)) else {
        return;
    };
    state.event = step.seq;
    match step.verb {
        Verb::Withdraw => state.withdrawn = true,
        Verb::Restore => state.withdrawn = false,
        _ => {}
    }
    if step.payload.at.is_some() {
        state.at.clone_from(&step.payload.at);
    }
    for (name, value) in &step.payload.after.0 {
        if name == POSITION {
            state.position = value.as_int().unwrap_or(0);
        } else if let Some(slot) = kind.def().index(name).and_then(|i| state.values.get_mut(i)) {
            *slot = value.clone();
        }
    }
}

/// The name under which a position stands among the fields of a payload.
pub(crate) const POSITION: &str = "position";

/// The value of a named field (or the position) in a state.
pub(crate) fn value_of(kind: Kind, state: &State, name: &str) -> Value {
    if name == POSITION {
        return Value::Int(state.position);
    }
    kind.def().index(name).and_then(|i| state.values.get(i)).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{FOREVER, Step, order, state_at, timeline};
    use crate::act::Verb;
    use crate::payload::{Pairs, Payload};
    use crate::schema::Kind;
    use crate::value::Value;

    fn step(seq: u64, effective: i64, verb: Verb, name: &str) -> Step {
        let after = if name.is_empty() { vec![] } else { vec![("name".to_owned(), Value::from(name))] };
        Step {
            seq,
            act: seq,
            effective,
            verb,
            undoes: None,
            payload: Payload { after: Pairs(after), ..Payload::default() },
        }
    }

    #[test]
    fn what_was_recorded_late_takes_its_day() {
        let mut steps = vec![
            step(1, 10, Verb::Create, "a"),
            step(2, 30, Verb::Set, "c"),
            step(3, 20, Verb::Set, "b"),
            step(4, 20, Verb::Withdraw, ""),
            step(5, 30, Verb::Restore, ""),
        ];
        order(&mut steps);
        let told: Vec<_> = timeline(Kind::Place, &steps)
            .into_iter()
            .map(|s| {
                (
                    s.from,
                    s.to,
                    s.state.withdrawn,
                    s.state.values[0].as_text().unwrap().to_owned(),
                    s.state.event,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (10, 20, false, "a".to_owned(), 1),
                (20, 30, true, "b".to_owned(), 4),
                (30, FOREVER, false, "c".to_owned(), 5)
            ]
        );
        assert_eq!(state_at(Kind::Place, &steps, 9, u64::MAX), None);
        assert_eq!(state_at(Kind::Place, &steps, 25, 2).unwrap().values[0], Value::from("a"));
        assert_eq!(state_at(Kind::Place, &steps, 25, 3).unwrap().values[0], Value::from("b"));
    }

    #[test]
    fn what_was_taken_back_never_was_until_that_is_taken_back() {
        let undo = |seq, undoes| Step { undoes: Some(undoes), ..step(seq, 10, Verb::Undo, "") };
        let mut steps =
            vec![step(1, 10, Verb::Create, "a"), step(2, 20, Verb::Set, "b"), step(3, 30, Verb::Set, "c")];
        let told = |steps: &[Step]| {
            let name = |day| {
                state_at(Kind::Place, steps, day, u64::MAX).map(|s| s.values[0].as_text().unwrap().to_owned())
            };
            [name(15), name(25), name(35)].map(Option::unwrap_or_default)
        };
        assert_eq!(told(&steps), ["a", "b", "c"]);
        steps.push(undo(4, 2));
        assert_eq!(told(&steps), ["a", "a", "c"]);
        steps.push(undo(5, 3));
        assert_eq!(told(&steps), ["a", "a", "a"]);
        steps.push(undo(6, 4));
        assert_eq!(told(&steps), ["a", "b", "b"]);
        assert_eq!(state_at(Kind::Place, &steps, 35, 3).unwrap().values[0], Value::from("c"));
        steps.push(undo(7, 1));
        assert_eq!(
            (timeline(Kind::Place, &steps), state_at(Kind::Place, &steps, 35, u64::MAX)),
            (vec![], None)
        );
    }
}
