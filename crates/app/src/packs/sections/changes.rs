//! What changed since this board last met: ratings moved, dates slipped and how often, promises kept and broken.

use reports::document::{Block, Cell, cell};

use super::Page;
use crate::packs::blocks::{heading, level, long, number, table, text};
use crate::views::overview::Changed;
use crate::views::sentence::{capital, count};

pub(super) fn fill(page: &Page<'_>) -> Vec<Block> {
    let view = page.from.overview();
    let Some(c) = &view.changes else {
        return vec![text(
            "There is no earlier day to compare with: this is the first that is known of the plan.",
        )];
    };
    let what = c.since.what.as_ref().map_or(String::new(), |w| format!(", {w}"));
    let mut out = vec![text(format!("Compared with {}{what}.", long(&c.since.day)))];
    let moved = |c: &Changed| page.scene().rows().iter().find(|r| r.key == c.key).map_or(0, |r| r.due.moved);
    let now = page.scene().day.long();
    let mut add = |title: &str, empty: &str, caption: &str, list: &[Changed], kind: How| {
        out.push(heading(2, title));
        if list.is_empty() {
            out.push(text(empty));
        } else {
            out.push(kind.table(page, caption, list, &moved));
        }
    };
    let broken = format!("Due before {now} and not complete");
    add("Promises broken", "No promise was broken.", &broken, &c.promises.broken, How::Dates);
    let kept = format!("Due before {now} and complete");
    add("Promises kept", "No promise was due and kept.", &kept, &c.promises.kept, How::Promised);
    let slipped = "Dates then and now, and how often each has moved in all";
    add("Dates that slipped", "No date slipped.", slipped, &c.slipped, How::Dates);
    let rated = "Delivery rating then and now";
    add("Ratings for the worse", "No rating moved for the worse.", rated, &c.worse, How::Levels);
    let rated = "Delivery rating then and now, where it is better";
    add("Ratings for the better", "No rating moved for the better.", rated, &c.better, How::Levels);
    add("Newly late", "Nothing became late.", "Late now and not then", &c.newly_late, How::Named);
    add("Completed", "Nothing was completed.", "Complete now and not then", &c.completed, How::Named);
    add("New in the plan", "Nothing came into the plan.", "Came into the plan since", &c.new, How::Came);
    if !c.gone.is_empty() {
        out.push(heading(2, "Gone from the plan"));
        out.push(text(format!("{}: {}.", capital(&count(c.gone.len(), "action")), c.gone.join(", "))));
    }
    out
}

/// What stands beside an action that changed.
#[derive(Clone, Copy)]
enum How {
    /// The date before and now, and how often it moved.
    Dates,
    /// The date it was promised for.
    Promised,
    /// The rating before and now.
    Levels,
    /// Nothing: the list says it.
    Named,
    /// How it stands.
    Came,
}

impl How {
    fn table(
        self,
        page: &Page<'_>,
        caption: &str,
        list: &[Changed],
        moved: &dyn Fn(&Changed) -> usize,
    ) -> Block {
        let row = |c: &Changed| -> Vec<Cell> {
            let start = vec![cell(c.reference.clone()), cell(page.said(&c.text))];
            let end = match self {
                How::Dates => vec![cell(c.from.clone()), cell(c.to.clone()), number(moved(c))],
                How::Promised => vec![cell(c.from.clone())],
                How::Levels => vec![word(&c.from), word(&c.to)],
                How::Named => Vec::new(),
                How::Came => vec![cell(capital(&c.to))],
            };
            [start, end].concat()
        };
        let end: &[(&str, u16, bool)] = match self {
            How::Dates => &[("Date then", 3, false), ("Date now", 3, false), ("Times moved", 2, true)],
            How::Promised => &[("Was due", 3, false)],
            How::Levels => &[("Then", 3, false), ("Now", 3, false)],
            How::Named => &[],
            How::Came => &[("Now", 3, false)],
        };
        let columns = [&[("Action", 2, false), ("What is to be done", 8, false)], end].concat();
        table(caption, &columns, 0, list.iter().map(row).collect())
    }
}

fn word(said: &str) -> Cell {
    level(Some(said).filter(|w| *w != "not rated"))
}
