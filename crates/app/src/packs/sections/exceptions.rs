//! What needs a decision, each with what is asked of the board; and what is late.

use reports::document::{Block, cell};

use super::Page;
use super::overview::board;
use crate::packs::blocks::{due, paragraphs, rating, table, text};
use crate::views::overview::Question;
use crate::views::row::ActionRow;
use crate::views::sentence::{capital, count, list};

pub(super) fn fill(page: &Page<'_>) -> Vec<Block> {
    let view = page.from.overview();
    let all: Vec<&Question> = view.questions.iter().chain(&view.more_questions).collect();
    if all.is_empty() {
        return vec![text(
            "Nothing asks for a decision: nothing is very late, moved again and again, or owned by nobody.",
        )];
    }
    let row = |(i, q): (usize, &&Question)| {
        let who = if q.who.is_empty() { "Nobody".to_owned() } else { page.said(&q.who) };
        vec![
            cell((i + 1).to_string()),
            paragraphs([q.what.clone(), page.about(q)]),
            cell(who),
            cell(q.why.clone()),
            cell(q.question.clone()),
        ]
    };
    let asked = format!("Asked of the {}", board(page));
    vec![
        text(format!("{}, the most pressing first.", capital(&count(all.len(), "matter")))),
        table(
            "Exceptions and what is asked",
            &[
                ("No.", 1, true),
                ("What it is about", 6, false),
                ("Who answers for it", 3, false),
                ("Why now", 4, false),
                (asked.as_str(), 4, false),
            ],
            1,
            all.iter().enumerate().map(row).collect(),
        ),
    ]
}

/// Every action that is late, the latest first.
pub(super) fn late(page: &Page<'_>) -> Vec<Block> {
    let mut rows: Vec<&ActionRow> = page.scene().rows().iter().filter(|r| r.due.late > 0).collect();
    rows.sort_by_key(|r| std::cmp::Reverse(r.due.late));
    if rows.is_empty() {
        return vec![text("No action is late.")];
    }
    vec![
        text(format!(
            "{} of {} {} late.",
            rows.len(),
            count(page.scene().rows().len(), "action"),
            if rows.len() == 1 { "is" } else { "are" }
        )),
        actions(page, "Late actions", &rows),
    ]
}

/// Actions with their owner, date and rating.
pub(super) fn actions(page: &Page<'_>, caption: &str, rows: &[&ActionRow]) -> Block {
    let row = |r: &&ActionRow| {
        let owner = if r.owners.is_empty() { "Nobody".to_owned() } else { page.said(&list(&r.owners)) };
        vec![
            cell(r.reference.clone()),
            cell(page.said(&r.text)),
            cell(owner),
            due(&r.due),
            rating(&r.delivery),
        ]
    };
    table(
        caption,
        &[
            ("Action", 2, false),
            ("What is to be done", 8, false),
            ("Owner", 3, false),
            ("Due", 3, false),
            ("Delivery", 2, false),
        ],
        0,
        rows.iter().map(row).collect(),
    )
}
