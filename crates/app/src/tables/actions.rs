//! Actions and what hangs from them.

use model::day::Day;
use model::plan::{Action, Evidence, TargetDate, Update};

use super::Holds::{Day as ADay, Text, Whole, Yes};
use super::{Cell, Made, count, day, list, maybe, text};
use crate::views::row::ActionRow;
use crate::views::scene::Scene;

pub(super) fn actions(scene: &Scene) -> Made {
    let strings = |words: &[String]| list(words.iter().map(String::as_str));
    Made::of(
        scene.rows(),
        &[
            ("id", "Key", Text, "The action's key, which never changes", &|r| text(&r.key)),
            ("reference", "Ref", Text, "The reference as printed", &|r| text(&r.reference)),
            ("text", "Action", Text, "What is to be done", &|r| text(&r.text)),
            ("priority", "Priority", Text, "The key of its priority", &|r| maybe(r.priority.as_ref())),
            ("line", "Line", Text, "The reference of its line", &|r| maybe(r.line.as_ref())),
            (
                "recommendations",
                "Recommendations",
                Text,
                "The numbers of the recommendations it answers",
                &|r| strings(&r.recommendations),
            ),
            ("owners", "Owners", Text, "Who owns it, as printed", &|r| strings(&r.owners)),
            ("lead_body", "Lead body", Text, "The body that leads", &|r| maybe(r.body.as_ref())),
            ("due_phrase", "Target date", Text, "The target date as printed", &|r| text(&r.due.phrase)),
            ("due", "Due", ADay, "The last day that the target date means", &|r| day(due(r))),
            ("moved", "Times moved", Whole, "How often the target date moved", &|r| count(r.due.moved)),
            ("days_late", "Days late", Whole, "How many days it is late; 0 if it is not", &|r| {
                Cell::Whole(r.due.late.into())
            }),
            ("complete", "Complete", Yes, "It is done, as its owner or the document says", &|r| {
                Cell::Yes(r.complete)
            }),
            ("confirmed", "Confirmed", Yes, "Somebody else confirmed that it is done", &|r| {
                Cell::Yes(r.confirmed)
            }),
            ("delivery", "Delivery rating", Text, "The level; nothing where it is not rated", &|r| {
                maybe(r.delivery.level.as_ref())
            }),
            ("delivery_why", "Why (delivery)", Text, "The sentence that decided", &|r| text(&r.delivery.why)),
            ("impact", "Impact rating", Text, "The level; nothing where it is not rated", &|r| {
                maybe(r.impact.level.as_ref())
            }),
            ("impact_why", "Why (impact)", Text, "The sentence that decided", &|r| text(&r.impact.why)),
            ("silent", "Silent", Yes, "It is open and no update is current", &|r| Cell::Yes(r.silent)),
            ("last_update", "Last update", Text, "The last words said of it", &|r| {
                r.update.as_ref().map_or(Cell::None, |u| text(&u.text))
            }),
            ("last_update_on", "Last update on", ADay, "The day they speak of", &|r| {
                day(r.update.as_ref().and_then(|u| u.day.as_deref()).and_then(Day::parse_iso))
            }),
        ],
    )
}

fn due(row: &ActionRow) -> Option<Day> {
    row.due.day.as_deref().and_then(Day::parse_iso)
}

/// Something that hangs from an action, with the action's row.
type Hung<'s, T> = (&'s ActionRow, T);

fn hung<'s, T: 's>(scene: &'s Scene, of: impl Fn(&'s Action) -> &'s [T]) -> Vec<Hung<'s, &'s T>> {
    let pairs = scene.rows().iter().zip(&scene.plan.actions);
    pairs.flat_map(|(row, action)| of(action).iter().map(move |thing| (row, thing))).collect()
}

pub(super) fn dates(scene: &Scene) -> Made {
    Made::of(
        hung(scene, |a| &a.dates),
        &[
            ("action", "Key", Text, "The action's key", &|(r, _): &Hung<'_, &TargetDate>| text(&r.key)),
            ("reference", "Ref", Text, "The action's reference", &|(r, _)| text(&r.reference)),
            ("phrase", "Target date", Text, "The phrase as printed", &|(_, d)| text(&d.phrase)),
            ("kind", "Kind", Text, "What kind of date it is", &|(_, d)| text(d.kind.word())),
            ("from", "From", ADay, "The first day it means", &|(_, d)| day(d.from)),
            ("to", "To", ADay, "The last day it means", &|(_, d)| day(d.to)),
            ("superseded", "Superseded", Yes, "It gave way to a later one", &|(_, d)| {
                Cell::Yes(d.superseded)
            }),
            ("set_on", "Set on", ADay, "When it was set, where that is known", &|(_, d)| day(d.set_on)),
            ("reason", "Reason", Text, "Why it was moved", &|(_, d)| maybe(d.reason.as_ref())),
            ("approved_by", "Agreed by", Text, "Who agreed", &|(_, d)| maybe(d.approved_by.as_ref())),
        ],
    )
}

pub(super) fn owners(scene: &Scene) -> Made {
    let all = scene.rows().iter().flat_map(|row| row.names.iter().map(move |name| (row, name)));
    Made::of(
        all.collect::<Vec<Hung<'_, &String>>>(),
        &[
            ("action", "Key", Text, "The action's key", &|(r, _): &Hung<'_, &String>| text(&r.key)),
            ("reference", "Ref", Text, "The action's reference", &|(r, _)| text(&r.reference)),
            ("owner", "Owner", Text, "The name that merged spellings go by", &|(_, name)| text(name)),
            ("complete", "Complete", Yes, "The action is done", &|(r, _)| Cell::Yes(r.complete)),
            ("days_late", "Days late", Whole, "How many days the action is late", &|(r, _)| {
                Cell::Whole(r.due.late.into())
            }),
        ],
    )
}

pub(super) fn evidence(scene: &Scene) -> Made {
    Made::of(
        hung(scene, |a| &a.evidence),
        &[
            ("action", "Key", Text, "The action's key", &|(r, _): &Hung<'_, &Evidence>| text(&r.key)),
            ("reference", "Ref", Text, "The action's reference", &|(r, _)| text(&r.reference)),
            ("text", "Evidence", Text, "What it is and shows", &|(_, e)| text(&e.text)),
            ("link", "Link", Text, "Its address or file name", &|(_, e)| maybe(e.link.as_ref())),
            ("as_at", "Speaks of", ADay, "The day it speaks of", &|(_, e)| day(e.as_at)),
        ],
    )
}

/// An update with what it is about: what kind of thing, and how that is called.
type About<'s> = (&'static str, &'s str, &'s Update);

pub(super) fn updates(scene: &Scene) -> Made {
    let plan = &scene.plan;
    let mut rows: Vec<About<'_>> = plan.updates.iter().map(|u| ("plan", plan.title.as_str(), u)).collect();
    for p in &plan.priorities {
        rows.extend(p.updates.iter().map(|u| ("priority", p.key.as_str(), u)));
    }
    for l in &plan.lines {
        rows.extend(l.updates.iter().map(|u| ("line", l.reference.as_str(), u)));
    }
    for a in &plan.actions {
        rows.extend(a.updates.iter().map(|u| ("action", a.reference.as_str(), u)));
    }
    Made::of(
        rows,
        &[
            ("about", "About", Text, "Plan, priority, line or action", &|(kind, ..): &About<'_>| text(kind)),
            ("reference", "Ref", Text, "Its key, reference or title", &|(_, name, _)| text(name)),
            ("text", "Update", Text, "The words", &|(.., u)| text(&u.text)),
            ("as_at", "Speaks of", ADay, "The day it speaks of", &|(.., u)| day(u.as_at)),
            ("author", "Author", Text, "Who wrote it", &|(.., u)| maybe(u.author.as_ref())),
            ("declares", "Declares", Text, "What its author declares", &|(.., u)| {
                u.stance.map_or(Cell::None, |s| text(crate::shape::stance_word(s)))
            }),
        ],
    )
}
