//! The columns of the plan's table in a pack: the council's own as its document prints them, in their order and under
//! their headings, and what the plan has beyond them; where nothing is printed, the columns of the Plan page.

use model::plan::Action;
use reports::document::{Cell, cell};

use super::Page;
use crate::import::printed::Printed;
use crate::packs::blocks::{due, paragraphs, rating};
use crate::views::plan::Columns;
use crate::views::row::ActionRow;

/// An action with its row.
pub(super) type Pair<'a> = (&'a Action, &'a ActionRow);

/// What a column holds.
struct Kind {
    /// The word of its meaning in a document, and its heading where none is printed.
    means: &'static str,
    title: &'static str,
    /// Its heading where the document prints that one over another column.
    otherwise: &'static str,
    weight: u16,
    /// It stands there even where no document prints it, if the plan fills it.
    always: fn(&Columns) -> bool,
    cell: fn(&Page<'_>, Pair<'_>) -> Cell,
    /// Whether an action fills it.
    fills: fn(Pair<'_>) -> bool,
}

/// What a column can hold, in the order of the Plan page.
const KINDS: [Kind; 13] = [
    Kind {
        means: "ref",
        title: "Action",
        otherwise: "Ref",
        weight: 2,
        always: |_| true,
        cell: |_, (_, r)| cell(r.reference.clone()),
        fills: |_| true,
    },
    Kind {
        means: "action",
        title: "What is to be done",
        otherwise: "Words of the action",
        weight: 10,
        always: |_| true,
        cell: |page, (_, r)| cell(page.said(&r.text)),
        fills: |_| true,
    },
    Kind {
        means: "step",
        title: "Steps",
        otherwise: "Its steps",
        weight: 6,
        always: |_| false,
        cell: |page, (a, _)| paragraphs(a.parts.iter().map(|p| page.said(&p.text))),
        fills: |(a, _)| !a.parts.is_empty(),
    },
    Kind {
        means: "owner",
        title: "Owner",
        otherwise: "Who owns it",
        weight: 4,
        always: |_| true,
        cell: |page, (_, r)| paragraphs(r.owners.iter().map(|o| page.said(o))),
        fills: |_| true,
    },
    Kind {
        means: "body",
        title: "Lead body",
        otherwise: "Body that leads",
        weight: 3,
        always: |has| has.body,
        cell: |page, (_, r)| optional(page, r.body.as_ref()),
        fills: |(_, r)| r.body.is_some(),
    },
    Kind {
        means: "resources",
        title: "Resources",
        otherwise: "Resources given",
        weight: 3,
        always: |has| has.resources,
        cell: |page, (_, r)| optional(page, r.resources.as_ref()),
        fills: |(_, r)| r.resources.is_some(),
    },
    Kind {
        means: "recommendation",
        title: "Recommendations",
        otherwise: "Answers recommendation",
        weight: 2,
        always: |has| has.recommendations,
        cell: |_, (_, r)| cell(r.recommendations.join(", ")),
        fills: |(_, r)| !r.recommendations.is_empty(),
    },
    Kind {
        means: "due",
        title: "Due",
        otherwise: "Target date",
        weight: 4,
        always: |_| true,
        cell: |_, (_, r)| due(&r.due),
        fills: |_| true,
    },
    Kind {
        means: "outcome",
        title: "Outcome",
        otherwise: "Outcome of the action",
        weight: 5,
        always: |_| false,
        cell: |page, (a, _)| paragraphs(a.outcomes.iter().map(|o| page.said(&o.text))),
        fills: |(a, _)| !a.outcomes.is_empty(),
    },
    Kind {
        means: "evidence",
        title: "Evidence",
        otherwise: "Evidence given",
        weight: 5,
        always: |_| false,
        cell: |page, (a, _)| paragraphs(a.evidence.iter().map(|e| page.said(&e.text))),
        fills: |(a, _)| !a.evidence.is_empty(),
    },
    Kind {
        means: "delivery",
        title: "Delivery",
        otherwise: "Delivery rating",
        weight: 3,
        always: |_| true,
        cell: |_, (_, r)| rating(&r.delivery),
        fills: |_| true,
    },
    Kind {
        means: "impact rating",
        title: "Impact",
        otherwise: "Impact rating",
        weight: 3,
        always: |has| has.impact,
        cell: |_, (_, r)| rating(&r.impact),
        fills: |(_, r)| r.impact.level.is_some(),
    },
    Kind {
        means: "progress",
        title: "Last update",
        otherwise: "Update",
        weight: 8,
        always: |has| has.update,
        cell: progress,
        fills: |(_, r)| r.update.is_some(),
    },
];

fn optional(page: &Page<'_>, said: Option<&String>) -> Cell {
    cell(page.said(said.map_or("", String::as_str)))
}

fn progress(page: &Page<'_>, (_, r): Pair<'_>) -> Cell {
    let said = r.update.as_ref();
    let when = said.and_then(|u| u.day.as_deref()).and_then(model::day::Day::parse_iso);
    paragraphs([
        when.map_or_else(String::new, |d| d.short()),
        page.said(said.map_or("", |u| u.text.as_str())),
    ])
}

/// The columns of one plan's tables, left to right.
pub(super) struct Own {
    columns: Vec<(&'static Kind, String)>,
}

impl Own {
    /// The columns that the document prints and some action fills, then those that it does not print and the plan has.
    /// The reference always comes first: it names the row.
    pub(super) fn of(printed: &[Printed], has: &Columns, pairs: &[Pair<'_>]) -> Own {
        let kind = |means: &str| KINDS.iter().find(|k| k.means == means);
        let own = printed.iter().filter_map(|(means, title)| {
            let kind = kind(means)?;
            pairs.iter().any(|p| (kind.fills)(*p)).then(|| (kind, title.clone()))
        });
        let mut columns: Vec<(&Kind, String)> = own.collect();
        let missing = KINDS.iter().filter(|k| (k.always)(has) && !printed.iter().any(|(m, _)| m == k.means));
        // Two columns under one heading could not be told apart.
        let taken = |title: &str| columns.iter().any(|(_, t)| t.eq_ignore_ascii_case(title));
        let named = |k: &Kind| if taken(k.title) { k.otherwise } else { k.title }.to_owned();
        let missing: Vec<_> = missing.map(|k| (k, named(k))).collect();
        columns.extend(missing);
        columns.sort_by_key(|(k, _)| k.means != "ref");
        Own { columns }
    }

    /// Headings with their weights, as tables take them.
    pub(super) fn titles(&self) -> Vec<(&str, u16, bool)> {
        self.columns.iter().map(|(kind, title)| (title.as_str(), kind.weight, false)).collect()
    }

    /// The cells of an action.
    pub(super) fn cells(&self, page: &Page<'_>, pair: Pair<'_>) -> Vec<Cell> {
        self.columns.iter().map(|(kind, _)| (kind.cell)(page, pair)).collect()
    }
}

/// The heading that the document prints over a column with this meaning.
pub(super) fn heading<'p>(printed: &'p [Printed], means: &str) -> Option<&'p str> {
    printed.iter().find(|(m, _)| m == means).map(|(_, title)| title.as_str())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::day::Day;
    use model::plan::{Action, Plan};

    use super::{Columns, Own};
    use crate::views::row::ActionRow;
    use crate::views::scene::Scene;

    #[test]
    fn a_councils_columns_keep_their_order_and_headings_and_what_is_missing_follows() {
        let printed = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(m, h)| ((*m).to_owned(), (*h).to_owned())).collect()
        };
        let scene = Scene::new(Arc::new(Plan::default()), Day::parse_iso("2025-08-10").unwrap());
        let action = Action::default();
        let row = ActionRow::of(&scene, &action, 0);
        let pairs = [(&action, &row)];
        let has = Columns { update: true, ..Columns::default() };
        let own = printed(&[
            ("action", "What we will do"),
            ("ref", "No."),
            ("evidence", "How we will know"),
            ("due", "Deadline"),
            ("owner", "Who leads"),
        ]);
        let titles: Vec<String> =
            Own::of(&own, &has, &pairs).titles().iter().map(|(t, ..)| (*t).to_owned()).collect();
        // Nobody has given evidence, so that column would be empty.
        assert_eq!(titles, ["No.", "What we will do", "Deadline", "Who leads", "Delivery", "Last update"]);
        let titles: Vec<String> =
            Own::of(&[], &has, &pairs).titles().iter().map(|(t, ..)| (*t).to_owned()).collect();
        assert_eq!(titles, ["Action", "What is to be done", "Owner", "Due", "Delivery", "Last update"]);
    }
}
