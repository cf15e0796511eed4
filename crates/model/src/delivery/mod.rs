//! The delivery rating: how the doing goes, by the plan's own definitions.
//!
//! Suggested in this order, the first that fits: complete and confirmed (blue); declared done (yellow); not yet to
//! start (grey); late, moved or declared off track, without a recovery plan (red) or with one (amber); red or amber
//! lately and on track now (yellow); on track by a current update (green). Otherwise it is not rated: silence is
//! never green. A *recovery plan* is a revised date, not yet passed, with its reason and who agreed to it.

mod facts;
#[cfg(test)]
mod tests;

pub use facts::{Facts, Heard, Listener};

use crate::day::Day;
use crate::level::Delivery;
use crate::plan::{Stance, TargetDate};
use crate::rated::{Distribution, Rated, Thresholds, counted};

/// The suggested delivery rating of an action on a day.
pub fn rate(facts: &Facts, day: Day, thresholds: &Thresholds) -> Rated<Delivery> {
    complete(facts, day, thresholds)
        .or_else(|| not_started(facts, day))
        .or_else(|| late(facts, day, thresholds))
        .or_else(|| on_track(facts, day, thresholds))
        .unwrap_or_else(|| not_rated(facts, day, thresholds))
}

fn rated(level: Delivery, rule: &'static str, facts: Vec<String>, why: &str) -> Rated<Delivery> {
    let word = level.word();
    let level_word = word.get(..1).unwrap_or("").to_uppercase() + word.get(1..).unwrap_or("");
    Rated { level: Some(level), rule, facts, sentence: format!("{level_word}: {why}.") }
}

/// Blue and the first yellow.
fn complete(facts: &Facts, day: Day, thresholds: &Thresholds) -> Option<Rated<Delivery>> {
    let own_word = facts.latest_word(day).filter(|u| u.whose.is_empty());
    let declared = own_word.is_some_and(|u| u.says == Some(Stance::Done));
    let open = facts.done_on.filter(|done| *done > day);
    if !(facts.said_complete || declared) {
        return None;
    }
    if let Some(done) = open {
        // A completion that lies ahead is a target, unless the plan prints it as a state.
        let fact = format!("The plan says complete, with {done}, which is still to come.");
        let why = format!("the plan says it is complete but gives {done}, which is still to come");
        return facts.by_import.then(|| rated(Delivery::Yellow, "declared-done", vec![fact], &why));
    }
    let mut known = Vec::new();
    known.push(match facts.done_on {
        Some(done) => format!("Done on {done}."),
        None => "The day it was done is not recorded.".to_owned(),
    });
    let unfinished = facts.latest_update(day).filter(|u| u.whose.is_empty()).and_then(|u| u.unfinished);
    if let Some(words) = unfinished.filter(|_| facts.by_import) {
        let why = format!("the plan says it is complete, but its update still says “{words}”");
        known.push(format!("The update says “{words}”."));
        return Some(rated(Delivery::Yellow, "declared-done", known, &why));
    }
    let why = match (&facts.confirmed_by, facts.by_import) {
        (_, true) if facts.said_complete => match facts.done_on {
            Some(done) => format!("it was completed on {done}, as the plan says"),
            None => "it was completed, as the plan says; the day is not recorded".to_owned(),
        },
        (Some(by), _) if facts.done_on.is_none() => {
            known.push(format!("Confirmed by {by}."));
            return Some(rated(
                Delivery::Yellow,
                "declared-done",
                known,
                "it is said to be done, but the day it was done is not recorded",
            ));
        }
        (Some(by), _) => {
            known.push(format!("Confirmed by {by}."));
            let done = facts.done_on.map_or(String::new(), |d| format!(" on {d}"));
            format!("it was completed{done} and {by} confirmed it")
        }
        (None, _) => {
            known.push("Nobody other than its owner has confirmed it.".to_owned());
            let why = "it is said to be done, and nobody other than its owner has confirmed it yet";
            return Some(rated(Delivery::Yellow, "declared-done", known, why));
        }
    };
    if thresholds.evidence_needed && facts.evidence == 0 && !facts.by_import {
        known.push("No evidence is attached.".to_owned());
        let why = "it is said to be done, but the evidence the plan asks for is missing";
        return Some(rated(Delivery::Yellow, "declared-done", known, why));
    }
    Some(rated(Delivery::Blue, "complete", known, &why))
}

/// Grey.
fn not_started(facts: &Facts, day: Day) -> Option<Rated<Delivery>> {
    let starts = facts.starts(day).filter(|s| *s > day.month_end())?;
    if facts.moved(day).is_some() {
        return None;
    }
    let known = vec![format!("It starts on {starts}."), "Its date was never moved.".to_owned()];
    Some(rated(Delivery::Grey, "not-started", known, &format!("it is not due to start until {starts}")))
}

/// What is wrong with its dates, or its owner says so.
fn trouble(facts: &Facts, day: Day, thresholds: &Thresholds) -> Option<String> {
    if let Some(due) = facts.due(day).filter(|due| *due < day) {
        let days = counted(i64::from(day.days_since(due)), "day", "days");
        return Some(format!("it was due on {due}, {days} before this day"));
    }
    if let Some((was, is)) =
        facts.moved(day).filter(|(_, is)| is.set_on.is_some_and(|s| thresholds.recent(s, day)))
    {
        return Some(format!("its date was moved from {} to {}", was.phrase, is.phrase));
    }
    let word = facts.latest_word(day)?;
    let says_so = word.says == Some(Stance::OffTrack) && (word.declared || word.whose.is_empty());
    (says_so && thresholds.recent(word.day, day)).then(|| {
        let who = if word.declared { "its owner says" } else { "its update says" };
        format!("{who} it is not on track")
    })
}

/// A revised date, not yet passed, with its reason and who agreed to it.
fn recovery(facts: &Facts, day: Day) -> Result<&TargetDate, &'static str> {
    let Some((_, is)) = facts.moved(day) else { return Err("no new date has been agreed") };
    let given = |text: &Option<String>| text.as_deref().is_some_and(|t| !t.trim().is_empty());
    match () {
        () if is.to.is_none_or(|to| to < day) => Err("no new date has been agreed"),
        () if !given(&is.reason) && !given(&is.approved_by) => {
            Err("neither the reason nor who agreed to it is recorded")
        }
        () if !given(&is.reason) => Err("the reason is not recorded"),
        () if !given(&is.approved_by) => Err("who agreed to it is not recorded"),
        () => Ok(is),
    }
}

/// Red and amber.
fn late(facts: &Facts, day: Day, thresholds: &Thresholds) -> Option<Rated<Delivery>> {
    let trouble = trouble(facts, day, thresholds)?;
    let mut known: Vec<String> =
        facts.current(day).map(|d| format!("Its date is “{}”.", d.phrase)).into_iter().collect();
    match recovery(facts, day) {
        Ok(date) => {
            let to = date.to.map_or(String::new(), |d| d.long());
            let by = date.approved_by.as_deref().unwrap_or("").trim();
            let reason = date.reason.as_deref().unwrap_or("").trim().trim_end_matches('.');
            known.push(format!("The new date was agreed by {by}: {reason}."));
            Some(rated(
                Delivery::Amber,
                "late-with-recovery-plan",
                known,
                &format!("{trouble}, and {by} agreed to the new date of {to} because: {reason}"),
            ))
        }
        Err(missing) => {
            known.push(format!("There is no recovery plan: {missing}."));
            Some(rated(
                Delivery::Red,
                "late-without-recovery-plan",
                known,
                &format!("{trouble}, and {missing}"),
            ))
        }
    }
}

/// The second yellow, and green.
fn on_track(facts: &Facts, day: Day, thresholds: &Thresholds) -> Option<Rated<Delivery>> {
    let word = facts.latest_word(day).filter(|u| u.says == Some(Stance::OnTrack))?;
    if day.days_since(word.day) > thresholds.current_days {
        return None;
    }
    let whose =
        if word.whose.is_empty() { "its update".to_owned() } else { format!("the update of {}", word.whose) };
    let said = format!("{whose} of {} says it is on track", word.day);
    let known = vec![format!("{}.", capital(&said))];
    match worse_lately(facts, day, thresholds) {
        Some(was) => {
            let why = format!(
                "{said}, but it was {} within the last {} cycles",
                was.word(),
                thresholds.recent_cycles
            );
            Some(rated(Delivery::Yellow, "back-on-track", known, &why))
        }
        None => Some(rated(Delivery::Green, "on-track", known, &said)),
    }
}

/// Red or amber within the last cycles: as somebody rated it, or as the rules would have on any day on which it can
/// have become so.
fn worse_lately(facts: &Facts, day: Day, thresholds: &Thresholds) -> Option<Delivery> {
    let lately = |then: &Day| thresholds.recent(*then, day) && *then < day;
    let worse = |l: &Delivery| matches!(l, Delivery::Red | Delivery::Amber);
    let given = facts.earlier.iter().find(|(d, l)| lately(d) && worse(l));
    given.map(|(_, l)| *l).or_else(|| {
        let back = thresholds.cycle_days.saturating_mul(thresholds.recent_cycles);
        let opening = day.plus_days(-back.clamp(0, 3_000_000));
        let mut days: Vec<Day> =
            facts.turns().filter(lately).chain([opening].into_iter().filter(lately)).collect();
        days.sort_unstable();
        days.dedup();
        days.into_iter().rev().find_map(|then| late(facts, then, thresholds).and_then(|r| r.level))
    })
}

fn not_rated(facts: &Facts, day: Day, thresholds: &Thresholds) -> Rated<Delivery> {
    let (fact, why) = match facts.latest_update(day) {
        None => ("There is no update.".to_owned(), "nobody has said how it is going".to_owned()),
        Some(u) if day.days_since(u.day) > thresholds.current_days => {
            let days = counted(i64::from(day.days_since(u.day)), "day", "days");
            (format!("The last update is {days} old."), format!("the last update is {days} old"))
        }
        Some(u) => (
            format!("The update of {} does not say whether it is on track.", u.day),
            "its latest update does not say whether it is on track".to_owned(),
        ),
    };
    let known = vec![fact];
    Rated { level: None, rule: "not-rated", facts: known, sentence: format!("Not rated: {why}.") }
}

/// A line's rating: the worst of its actions. Grey, blue and not rated yield to any colour.
pub fn worst_of(levels: &Distribution, of: &str) -> Rated<Delivery> {
    let worst = levels.worst();
    let mut facts: Vec<String> = Delivery::ALL
        .into_iter()
        .filter(|l| levels.count(*l) > 0)
        .map(|l| format!("{} {}.", levels.count(l), l.word()))
        .collect();
    if levels.not_rated > 0 {
        facts.push(format!("{} not rated.", levels.not_rated));
    }
    let total = i64::try_from(levels.total()).unwrap_or(i64::MAX);
    let actions = counted(total, "action", "actions");
    match worst {
        Some(level) => {
            let n = i64::try_from(levels.count(level)).unwrap_or(i64::MAX);
            let why = format!("the worst of {actions} of {of}; {} {}", counted(n, "is", "are"), level.word());
            rated(level, "worst-of-actions", facts, &why)
        }
        None => Rated {
            level: None,
            rule: "worst-of-actions",
            facts,
            sentence: format!("Not rated: none of {actions} of {of} has a colour and not all are rated."),
        },
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().collect::<String>() + chars.as_str())
}
