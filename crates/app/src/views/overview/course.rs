//! How many actions were late at the end of each cycle of the last year, as far as the plan itself tells.

use model::day::Day;
use model::plan::{Action, DateKind};

use crate::views::scene::Scene;
use crate::views::sentence::count;

/// Late actions at these places of the plan at the ends of the last twelve months and on the day itself, oldest first.
pub(super) fn late(scene: &Scene, places: &[usize]) -> Vec<usize> {
    let actions: Vec<&Action> = places.iter().filter_map(|i| scene.plan.actions.get(*i)).collect();
    let month_end = |back: i32| scene.day.month_start().plus_months(-back).plus_days(-1);
    let days = (0..12).rev().map(month_end).chain([scene.day]);
    days.map(|day| actions.iter().filter(|a| was_late(a, day)).count()).collect()
}

/// Whether an action was past the date it had on that day. One that is complete without a day counts as never late.
fn was_late(action: &Action, day: Day) -> bool {
    let done = match &action.completion {
        Some(c) => c.done_on.is_none_or(|on| on <= day),
        None => action.status.is_some(),
    };
    // The first date of a chain stood from the start; a later one from the day it was set.
    let known = action.dates.iter().enumerate().filter(|(i, d)| *i == 0 || d.set_on.is_none_or(|s| s <= day));
    let closes =
        |kind| matches!(kind, DateKind::Point | DateKind::Range | DateKind::Either | DateKind::Milestone);
    let due = known.map(|(_, d)| d).next_back().filter(|d| closes(d.kind)).and_then(|d| d.to);
    !done && due.is_some_and(|to| to < day)
}

/// The course in words.
pub(super) fn words(course: &[usize]) -> String {
    let (Some(first), Some(last)) = (course.first(), course.last()) else { return String::new() };
    let most = course.iter().max().copied().unwrap_or(0);
    match (first, last, most) {
        (0, 0, 0) => "No action was late in the last year.".to_owned(),
        (a, b, most) if most > *a.max(b) => {
            format!("{} late now, {a} a year ago, {most} at most.", count(*b, "action"))
        }
        (a, b, _) => format!("{} late now, {a} a year ago.", count(*b, "action")),
    }
}
