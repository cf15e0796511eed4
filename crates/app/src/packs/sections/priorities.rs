//! Delivery and impact of each priority: the rating with its reason, its course, and what holds it back.

use reports::document::{Block, Fact, Figure};

use super::Page;
use super::exceptions::actions;
use crate::packs::blocks::{counts, heading, plain, strong, text};
use crate::views::overview::PriorityRow;
use crate::views::rating::Rating;
use crate::views::row::ActionRow;
use crate::views::sentence::{capital, count};

pub(super) fn fill(page: &Page<'_>) -> Vec<Block> {
    let view = page.from.overview();
    let about = page.from.pack.programme.as_deref();
    let mut out = Vec::new();
    for row in view.priorities.iter().filter(|r| about.is_none_or(|key| key == r.key)) {
        one(page, row, &mut out);
    }
    if out.is_empty() {
        out.push(text("This plan has no priorities."));
    }
    let defined = super::register::outcomes(page);
    if !defined.is_empty() && about.is_none() {
        out.push(heading(2, "What counts as met"));
        out.extend(defined);
    }
    out
}

/// What a priority is to achieve, in the plan's words.
fn aims(page: &Page, key: &str) -> Option<Fact> {
    let priority = page.scene().plan.priorities.iter().find(|p| p.key == key)?;
    let said: Vec<String> = priority.outcomes.iter().map(|o| page.said(&o.text)).collect();
    (!said.is_empty()).then(|| crate::packs::blocks::fact("To achieve", said.join(" ")))
}

fn one(page: &Page<'_>, row: &PriorityRow, out: &mut Vec<Block>) {
    let title =
        if row.label.is_empty() { row.title.clone() } else { format!("{}: {}", row.label, row.title) };
    out.push(heading(2, title));
    let late = if row.late == 0 { "none late".to_owned() } else { format!("{} late", row.late) };
    let mut facts = vec![
        crate::packs::blocks::fact("Actions", format!("{}, {late}", capital(&count(row.actions, "action")))),
        judged("Delivery", &row.delivery),
        judged("Impact", &row.impact),
        crate::packs::blocks::fact("Over a year", row.late_words.clone()),
    ];
    if !row.sponsors.is_empty() {
        facts.insert(0, crate::packs::blocks::fact("Sponsor", page.said(&row.sponsors.join("; "))));
    }
    facts.extend(aims(page, &row.key));
    out.push(Block::Facts(facts));
    let drawn = |name: &str, svg: &str, of: &[(String, usize)]| {
        let said = format!("{name}: {}", counts(of));
        Block::Figure(Figure { svg: svg.to_owned(), alt: format!("{said}."), caption: said, width: 60 })
    };
    if !row.delivery_counts.is_empty() {
        out.push(drawn("Delivery of actions", &row.delivery_bar, &row.delivery_counts));
    }
    if !row.impact_counts.is_empty() {
        out.push(drawn("Impact of measures", &row.impact_bar, &row.impact_counts));
    }
    let held: Vec<&ActionRow> = of(page, &row.key)
        .filter(|r| r.due.late > 0 || matches!(r.delivery.level.as_deref(), Some("red" | "amber")))
        .collect();
    if held.is_empty() {
        out.push(text("Nothing in it is late, red or amber."));
    } else {
        out.push(actions(page, &format!("Late, red or amber in {}", row.title), &held));
    }
}

/// The actions under a priority.
pub(super) fn of<'p>(page: &'p Page<'_>, key: &str) -> impl Iterator<Item = &'p ActionRow> {
    let filter = crate::views::plan::Filter { priority: key.to_owned(), ..Default::default() };
    filter.rows(page.scene()).into_iter()
}

fn judged(name: &str, rating: &Rating) -> Fact {
    let word = capital(rating.level.as_deref().unwrap_or("not rated"));
    // The sentence begins with the level's word where the rules wrote it.
    let words = match rating.why.strip_prefix(&format!("{word}: ")) {
        Some(why) => vec![strong(word), plain(format!(": {why}"))],
        None if rating.why.is_empty() => vec![strong(word)],
        None => vec![strong(word), plain(format!(". {}", rating.why))],
    };
    Fact { name: name.to_owned(), words }
}
