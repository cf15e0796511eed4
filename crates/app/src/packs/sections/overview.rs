//! The plan on one page: how it stands, what changed, delivery and impact by priority, what is asked, how fresh it is.

use reports::document::{Block, cell};

use super::Page;
use crate::packs::blocks::{counts, long, number, plain, rating, strong, table, text};
use crate::views::overview::{Changes, Foot, OverviewPage, PriorityRow};
use crate::views::sentence::{capital, count};
use crate::words::short;

/// Questions on the page: it is to be one page of paper.
const ASKED: usize = 5;

pub(super) fn fill(page: &Page<'_>) -> Vec<Block> {
    let view = page.from.overview();
    let mut out = vec![Block::Text(vec![strong(view.lede.text())])];
    out.extend(aims(page));
    out.extend(view.changes.iter().map(since));
    out.push(matrix(&view));
    if !view.questions.is_empty() {
        let all = view.questions.len() + view.more_questions.len();
        let asks = page.from.pack.layout.asks;
        let head = if asks { format!("Asked of the {}", board(page)) } else { "Not settled".to_owned() };
        let first = if all > ASKED { format!(", the first {ASKED} of {all}") } else { String::new() };
        out.push(text(format!("{head}{first}:")));
        let one = |q: &crate::views::overview::Question| {
            let what = sentence(&short(&page.about(q), 60));
            if asks {
                vec![strong(q.question.clone()), plain(format!(" {}: {what} {}", q.what, q.why))]
            } else {
                vec![strong(format!("{}: {what}", q.what)), plain(format!(" {}", q.why))]
            }
        };
        out.push(Block::Numbered(view.questions.iter().take(ASKED).map(one).collect()));
    }
    out.push(text(format!("{} {}", view.measures_lede, fresh(&view.foot))));
    out
}

/// Outcomes on the page, and the letters of each.
const AIMS: (usize, usize) = (3, 140);

/// What the plan is for, in its own words: its outcomes, or those of its priorities.
fn aims(page: &Page<'_>) -> Option<Block> {
    let plan = &page.scene().plan;
    let own = plan.outcomes.iter();
    let below = plan.priorities.iter().filter(|p| p.parent.is_none()).flat_map(|p| &p.outcomes);
    let all: Vec<&str> = own.chain(below).map(|o| o.text.as_str()).collect();
    let said: Vec<String> =
        all.iter().take(AIMS.0).map(|o| sentence(&short(&page.said(o), AIMS.1))).collect();
    let more = match all.len().saturating_sub(AIMS.0) {
        0 => String::new(),
        n => format!(" And {}.", count(n, "more outcome")),
    };
    (!said.is_empty())
        .then(|| Block::Text(vec![strong("To achieve: "), plain(format!("{}{more}", said.join(" ")))]))
}

/// Who is asked, as it stands in a sentence.
pub(super) fn board(page: &Page<'_>) -> String {
    let board = &page.from.pack.board;
    board.strip_prefix("The ").unwrap_or(board).to_owned()
}

/// What changed, in one paragraph.
fn since(c: &Changes) -> Block {
    let what = c.since.what.as_ref().map_or(String::new(), |w| format!(" ({w})"));
    let n = |list: &[crate::views::overview::Changed]| list.len();
    let mut said = format!(
        " {} completed (from {} to {}), {} slipped, {} newly late (from {} late to {}); {} {} for the better and {} for the worse.",
        n(&c.completed),
        c.complete.0,
        c.complete.1,
        n(&c.slipped),
        n(&c.newly_late),
        c.late.0,
        c.late.1,
        n(&c.better),
        if n(&c.better) == 1 { "rating moved" } else { "ratings moved" },
        n(&c.worse),
    );
    let (kept, broken) = (n(&c.promises.kept), n(&c.promises.broken));
    if kept + broken > 0 {
        said += &format!(" Of what was then due by now, {kept} kept and {broken} broken.");
    }
    Block::Text(vec![strong(format!("Since {}{what}:", long(&c.since.day))), plain(said)])
}

fn matrix(view: &OverviewPage) -> Block {
    let line = |r: &PriorityRow, name: String| {
        vec![
            cell(name),
            number(r.actions),
            number(r.late),
            cell(counts(&r.delivery_counts)),
            rating(&r.delivery),
            cell(if r.impact_counts.is_empty() {
                "No measures".to_owned()
            } else {
                counts(&r.impact_counts)
            }),
            rating(&r.impact),
        ]
    };
    let named = |r: &PriorityRow| match r.label.as_str() {
        "" => r.title.clone(),
        label => format!("{label}: {}", r.title),
    };
    let mut rows: Vec<_> = view.priorities.iter().map(|r| line(r, named(r))).collect();
    if view.priorities.len() != 1 {
        rows.push(line(&view.whole, "The whole plan".to_owned()));
    }
    table(
        "Delivery of actions and impact of measures by priority",
        &[
            ("Priority", 6, false),
            ("Actions", 2, true),
            ("Late", 1, true),
            ("Delivery of actions", 8, false),
            ("Worst", 2, false),
            ("Impact of measures", 6, false),
            ("Worst", 2, false),
        ],
        0,
        rows,
    )
}

/// With a full stop, where it has none.
fn sentence(said: &str) -> String {
    if said.ends_with(['.', '?', '!', '…', ':']) { said.to_owned() } else { format!("{said}.") }
}

/// How fresh everything is, in a paragraph.
pub(super) fn fresh(foot: &Foot) -> String {
    let aged = |what: &str, newest: &Option<(String, i32)>| match newest {
        Some((day, age)) => {
            let days = count(usize::try_from(*age).unwrap_or(0), "day");
            format!("The newest {what} is of {} ({days} old).", long(day))
        }
        None => format!("There is no {what}."),
    };
    format!(
        "{} {} had no figure lately. {} {} {} due within a month. The checks find {} and {}.",
        aged("figure", &foot.newest_figure),
        capital(&count(foot.stale_measures, "measure")),
        aged("update", &foot.newest_update),
        match foot.silent_actions {
            0 => "Something was said lately of every open action.".to_owned(),
            n => format!("Of {} nothing was said lately.", count(n, "open action")),
        },
        capital(&count(foot.due_soon, "action")),
        count(foot.findings.0, "error"),
        count(foot.findings.1, "warning"),
    )
}
