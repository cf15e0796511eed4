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
    let mut add = |title: &str, empty: &str, list: &[Changed], kind: How| {
        out.push(heading(2, title));
        if list.is_empty() {
            out.push(text(empty));
        } else {
            out.push(kind.table(page, title, list, &moved));
        }
    };
    add("Promises broken", "No promise was broken.", &c.promises.broken, How::Dates);
    add("Promises kept", "Nothing was due.", &c.promises.kept, How::Due);
    add("Dates that slipped", "No date slipped.", &c.slipped, How::Dates);
    add("Ratings for the worse", "No rating moved for the worse.", &c.worse, How::Levels);
    add("Ratings for the better", "No rating moved for the better.", &c.better, How::Levels);
    add("Newly late", "Nothing became late.", &c.newly_late, How::Due);
    add("Completed", "Nothing was completed.", &c.completed, How::Due);
    add("New in the plan", "Nothing came into the plan.", &c.new, How::Due);
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
    /// The rating before and now.
    Levels,
    /// How it stood and stands.
    Due,
}

impl How {
    fn table(
        self,
        page: &Page<'_>,
        title: &str,
        list: &[Changed],
        moved: &dyn Fn(&Changed) -> usize,
    ) -> Block {
        let start = |c: &Changed| vec![cell(c.reference.clone()), cell(page.said(&c.text))];
        let row = |c: &Changed| -> Vec<Cell> {
            let end = match self {
                How::Dates => vec![cell(c.from.clone()), cell(c.to.clone()), number(moved(c))],
                How::Levels => vec![word(&c.from), word(&c.to)],
                How::Due => vec![cell(capital(&c.from)), cell(capital(&c.to))],
            };
            [start(c), end].concat()
        };
        let columns: &[(&str, u16, bool)] = match self {
            How::Dates => &[
                ("Action", 2, false),
                ("What is to be done", 8, false),
                ("Date then", 3, false),
                ("Date now", 3, false),
                ("Times moved", 2, true),
            ],
            How::Levels | How::Due => &[
                ("Action", 2, false),
                ("What is to be done", 8, false),
                ("Then", 3, false),
                ("Now", 3, false),
            ],
        };
        table(title, columns, 0, list.iter().map(row).collect())
    }
}

fn word(said: &str) -> Cell {
    level(Some(said).filter(|w| *w != "not rated"))
}
