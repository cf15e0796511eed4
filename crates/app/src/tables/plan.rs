//! What the plan is made of, and what the checks say of it.

use model::finding::Finding;
use model::plan::{Line, Owner, Priority, Statement};

use super::Holds::{Text, Whole};
use super::{Cell, Made, count, list, maybe, text};
use crate::views::recommendations::{Coverage, Recommendations};
use crate::views::scene::Scene;

fn people(owners: &[Owner]) -> Cell {
    list(owners.iter().map(|o| o.text.as_str()))
}

fn statements(all: &[Statement]) -> Cell {
    list(all.iter().map(|s| s.text.as_str()))
}

pub(super) fn recommendations(scene: &Scene) -> Made {
    Made::of(
        Recommendations::of(scene).rows,
        &[
            ("number", "Number", Text, "Its number as printed", &|r: &Coverage| text(&r.number)),
            ("text", "Recommendation", Text, "Its words", &|r| text(&r.text)),
            ("band", "To be done", Text, "The time the inspector gave", &|r| maybe(r.band.as_ref())),
            ("actions", "Actions", Whole, "How many actions answer it", &|r| count(r.actions)),
            ("complete", "Complete", Whole, "How many of them are complete", &|r| count(r.complete)),
            ("late", "Late", Whole, "How many of them are late", &|r| count(r.late)),
            ("worst", "Worst delivery rating", Text, "The worst rating among them", &|r| {
                maybe(r.worst.as_ref())
            }),
            ("evidenced", "With evidence", Whole, "How many of them have evidence", &|r| count(r.evidenced)),
            ("measures", "Measures", Whole, "How many measures say whether it made a difference", &|r| {
                count(r.measures)
            }),
            ("gap", "Where the thread breaks", Text, "What is missing; nothing where it holds", &|r| {
                r.gap.map_or(Cell::None, text)
            }),
        ],
    )
}

pub(super) fn priorities(scene: &Scene) -> Made {
    Made::of(
        &scene.plan.priorities,
        &[
            ("key", "Key", Text, "The printed number, or the path of a section", &|p: &&Priority| {
                text(&p.key)
            }),
            ("kind", "Kind", Text, "Priority, theme, programme or section", &|p| text(p.kind.word())),
            ("title", "Title", Text, "Its title", &|p| text(&p.title)),
            ("parent", "Under", Text, "The key of the node above", &|p| maybe(p.parent.as_ref())),
            ("sponsors", "Sponsors", Text, "Who sponsors it", &|p| people(&p.sponsors)),
            ("non_executives", "Non-executives", Text, "The non-executives named", &|p| {
                people(&p.non_executives)
            }),
            ("leads", "Leads", Text, "Who leads it", &|p| people(&p.leads)),
            ("outcomes", "Outcomes", Text, "What it is for", &|p| statements(&p.outcomes)),
        ],
    )
}

pub(super) fn lines(scene: &Scene) -> Made {
    Made::of(
        &scene.plan.lines,
        &[
            ("reference", "Ref", Text, "Its reference", &|l: &&Line| text(&l.reference)),
            ("title", "Title", Text, "Its title", &|l| text(&l.title)),
            ("priority", "Priority", Text, "The key of its priority", &|l| maybe(l.priority.as_ref())),
            ("recommendations", "Recommendations", Text, "The recommendations it answers", &|l| {
                list(l.recommendations.iter().map(String::as_str))
            }),
            ("outcomes", "Outcomes", Text, "What it is for", &|l| statements(&l.outcomes)),
            ("measures", "Measures", Whole, "How many measures it has", &|l| count(l.measures.len())),
        ],
    )
}

pub(super) fn findings(scene: &Scene) -> Made {
    Made::of(
        scene.findings(),
        &[
            ("code", "Rule", Text, "The rule's code", &|f: &&Finding| text(&f.code)),
            ("severity", "Severity", Text, "Error, warning or info", &|f| text(f.severity.word())),
            ("subject", "About", Text, "What it is about", &|f| text(&f.subject)),
            ("message", "Finding", Text, "The sentence", &|f| text(&f.message)),
            ("hint", "What to do", Text, "What to do about it", &|f| text(&f.hint)),
            ("at", "Place", Text, "Where it stands in a document", &|f| text(&f.at.to_string())),
        ],
    )
}
