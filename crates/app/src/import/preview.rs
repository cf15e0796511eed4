//! A difference as a person reviews it before accepting.

use std::collections::BTreeMap;

use intake::reading::Reading;
use model::at::At;
use model::day::Day;
use model::id::Id;
use store::{Kind, Value};

use crate::import::choose::{key, stands_alone};
use crate::import::diff::{Delta, Kept};
use crate::import::kept::KnownDocument;
use crate::import::{Doing, Task};
use crate::shape::{Node, Target};
use crate::words;

/// What accepting would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// Each plan of the reading.
    pub plans: Vec<PlanPreview>,
    /// Names of the documents whose very bytes were imported before.
    pub known: Vec<String>,
    /// Whether all of them were, so that accepting changes nothing.
    pub nothing_new: bool,
    /// The last event when this was made.
    pub event: u64,
}

/// What accepting would change of one plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanPreview {
    /// Its title.
    pub title: String,
    /// The name of its place.
    pub place: String,
    /// The kept plan it is a version of; `None` for a new one.
    pub plan: Option<Id>,
    /// The day from which it holds.
    pub day: Day,
    /// How many things are new, changed and so on, by kind.
    pub counts: BTreeMap<Kind, Counts>,
    /// What is new, changed, slipped or gone, in the document's order; for a new plan, nothing is listed.
    pub items: Vec<Item>,
}

/// How many things of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New.
    pub new: usize,
    /// Changed, slipped included.
    pub changed: usize,
    /// With a target date moved.
    pub slipped: usize,
    /// No longer in the document.
    pub gone: usize,
    /// The same.
    pub same: usize,
}

/// What becomes of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It is new.
    New,
    /// It changes.
    Changed,
    /// A target date of it is moved (and perhaps more).
    Slipped,
    /// The document no longer has it: it will be withdrawn.
    Gone,
    /// A workbook that came back changes what somebody changed in the meantime: it stays as it is.
    Stays,
}

impl What {
    /// The word shown.
    pub fn word(self) -> &'static str {
        match self {
            What::New => "new",
            What::Changed => "changed",
            What::Slipped => "slipped",
            What::Gone => "gone",
            What::Stays => "stays",
        }
    }
}

/// One thing that accepting would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What becomes of it.
    pub what: What,
    /// By which it can be left out ([`Choices::leave`](crate::import::Choices::leave)).
    pub key: String,
    /// Its kind.
    pub kind: Kind,
    /// What it is called.
    pub name: String,
    /// Its words, for what is new or gone.
    pub text: String,
    /// What changes, one sentence each.
    pub details: Vec<String>,
    /// A person changed the same since the last import.
    pub also_by_hand: bool,
    /// Where the document says so.
    pub at: At,
}

pub(crate) fn preview(reading: &Reading, tasks: &[Task], known: &[KnownDocument], event: u64) -> Preview {
    Preview {
        plans: tasks.iter().map(plan).collect(),
        known: known.iter().map(|k| k.name.clone()).collect(),
        nothing_new: !reading.documents.is_empty() && known.len() == reading.documents.len(),
        event,
    }
}

fn plan(task: &Task) -> PlanPreview {
    let mut counts: BTreeMap<Kind, Counts> = BTreeMap::new();
    let mut items = Vec::new();
    let title = match &task.doing {
        Doing::New(root) => {
            count_new(root, &mut counts);
            root.text("title").to_owned()
        }
        Doing::Version(kept) => {
            top(kept, &mut items, &mut counts);
            kept.new.text("title").to_owned()
        }
    };
    PlanPreview { title, place: task.place_name.clone(), plan: task.plan, day: task.day, counts, items }
}

fn count_new(node: &Node, counts: &mut BTreeMap<Kind, Counts>) {
    counts.entry(node.kind).or_default().new += 1;
    node.children.iter().for_each(|c| count_new(c, counts));
}

/// The plan itself, then each thing that hangs from it.
fn top(root: &Kept, items: &mut Vec<Item>, counts: &mut BTreeMap<Kind, Counts>) {
    let mut own = root.clone();
    own.children.retain(|c| !stands_alone(c));
    entry(&Delta::Kept(own), items, counts);
    for child in root.children.iter().filter(|c| stands_alone(c)) {
        entry(child, items, counts);
    }
}

fn entry(delta: &Delta, items: &mut Vec<Item>, counts: &mut BTreeMap<Kind, Counts>) {
    match delta {
        Delta::New(node) => {
            count_new(node, counts);
            items.push(item(What::New, node, node, Vec::new(), false));
        }
        Delta::Gone(node) => {
            counts.entry(node.kind).or_default().gone += 1;
            items.push(item(What::Gone, node, node, Vec::new(), false));
        }
        Delta::Kept(kept) => {
            count_kept(kept, counts);
            if !kept.is_same() || kept.clashes() {
                let (mut details, mut by_hand) = (Vec::new(), false);
                describe(kept, "", &mut details, &mut by_hand);
                let what = match (kept.is_same(), kept.slips()) {
                    (true, _) => What::Stays,
                    (false, true) => What::Slipped,
                    (false, false) => What::Changed,
                };
                items.push(item(what, &kept.old, &kept.new, details, by_hand));
            }
        }
    }
}

fn count_kept(kept: &Kept, counts: &mut BTreeMap<Kind, Counts>) {
    let of = counts.entry(kept.old.kind).or_default();
    match (kept.is_same(), kept.slips()) {
        (true, _) => of.same += 1,
        (false, slips) => {
            of.changed += 1;
            of.slipped += usize::from(slips);
        }
    }
    for child in &kept.children {
        match child {
            Delta::New(node) => count_new(node, counts),
            Delta::Gone(node) => counts.entry(node.kind).or_default().gone += 1,
            Delta::Kept(kept) => count_kept(kept, counts),
        }
    }
}

fn item(what: What, old: &Node, new: &Node, details: Vec<String>, also_by_hand: bool) -> Item {
    let text = if new.text("text").is_empty() { new.text("title") } else { new.text("text") };
    Item {
        what,
        key: key(old),
        kind: old.kind,
        name: words::thing(old.kind, |f| old.get(f)),
        text: text.to_owned(),
        details,
        also_by_hand,
        at: new.origin.at.clone(),
    }
}

/// What changes of a thing and below it, one sentence each.
fn describe(kept: &Kept, of: &str, out: &mut Vec<String>, by_hand: &mut bool) {
    let kind = kept.old.kind;
    for change in kept.fields.iter().filter(|f| f.field != "superseded") {
        *by_hand |= change.also_by_hand;
        let (from, to) = (show(kind, change.field, &change.before), show(kind, change.field, &change.after));
        out.push(format!("{of}{} from {from} to {to}", words::field(kind, change.field)));
    }
    for clash in &kept.clashes {
        *by_hand = true;
        let (now, said) = (show(kind, clash.field, &clash.before), show(kind, clash.field, &clash.after));
        let name = match clash.field {
            "phrase" => "target date".to_owned(),
            field => words::field(kind, field),
        };
        out.push(format!(
            "{of}{name}: the workbook says {said}; somebody made it {now} in the meantime, and that stays"
        ));
    }
    for (field, target) in &kept.refs {
        let name = match target {
            Target::Line(name) => format!("line {name}"),
            Target::Priority(name) => format!("priority {name}"),
            Target::Recommendation(name) => format!("recommendation {name}"),
        };
        out.push(format!("{of}{} becomes {name}", words::field(kind, field)));
    }
    let old_date = kept.children.iter().find_map(|c| match c {
        Delta::Kept(k) if k.fields.iter().any(|f| f.field == "superseded") => Some(k.old.text("phrase")),
        _ => None,
    });
    for child in &kept.children {
        match child {
            Delta::New(node) if node.kind == Kind::TargetDate => {
                let to = node.text("phrase");
                out.push(match old_date {
                    Some(from) => format!("target date from {from} to {to}"),
                    None => format!("target date {to}"),
                });
            }
            Delta::New(node) => out.push(format!("{} added", words::thing(node.kind, |f| node.get(f)))),
            Delta::Gone(node) => out.push(format!("{} gone", words::thing(node.kind, |f| node.get(f)))),
            Delta::Kept(k) if !k.is_same() || k.clashes() => {
                let name = words::thing(k.old.kind, |f| k.old.get(f));
                describe(k, &format!("{name}: "), out, by_hand);
            }
            Delta::Kept(_) => {}
        }
    }
}

fn show(kind: Kind, field: &str, value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Text(text) if text.contains(' ') => format!("“{}”", words::short(text, 200)),
        other => words::value(kind, field, other),
    }
}
