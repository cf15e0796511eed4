//! Rows about children, for those who may see them; each look was recorded before they are given: the rows behind a number,
//! the team tracker, the seen-alone list.

use measures::due::{AllDue, Due};
use measures::{Counted, Definition};
use model::day::Day;

use super::course::page_of;
use super::reports::encoded;
use super::sheet::{Cell, Section, Sheet};
use crate::lists::Kept;
use crate::lists::held::{Child, Opened, Which};
use crate::measured::lacking;
use crate::words::count;

/// The rows behind a number as a page; `None` where they were destroyed.
pub fn behind(definition: &Definition, kept: &Kept, which: &Which, opened: Option<&Opened>) -> Sheet {
    let part: Vec<&str> =
        [&which.service, &which.team, &which.worker].into_iter().filter_map(Option::as_deref).collect();
    let of = if part.is_empty() { String::new() } else { format!(", {}", part.join(", ")) };
    let what = which.counted.map_or("counted and not counted", Counted::word);
    let mut sheet = Sheet {
        key: page_of(&definition.key),
        title: definition.name.clone(),
        as_at: Some(kept.as_at.iso()),
        children: true,
        ..Sheet::default()
    };
    let Some(opened) = opened else {
        sheet.lede = format!("Case lists of {}: {}. The figures stay.", kept.as_at.long(), kept.rows_gone());
        return sheet;
    };
    let rows = &opened.rows;
    if let Some(why) = &opened.why_not {
        sheet.lacking.push((definition.name.clone(), why.clone()));
    }
    sheet.lede = format!(
        "{} {what}{of}, on {}. That you looked is recorded.",
        count(rows.len(), "row"),
        kept.as_at.long()
    );
    let columns = [
        ("Child", false),
        ("Counts", false),
        ("Why", false),
        ("Team", false),
        ("Worker", false),
        ("Brings", true),
    ];
    let row = |c: &Child| {
        vec![
            Cell::text(if c.about.is_empty() { format!("row {}", c.row) } else { c.about.clone() }),
            Cell::text(c.counted.word()).strong(c.counted == Counted::No),
            Cell::text(c.reason.clone()),
            Cell::text(c.team.clone()).note(c.service.clone()),
            Cell::text(c.worker.clone()),
            Cell::text(c.value.map(|v| v.to_string()).unwrap_or_default()),
        ]
    };
    if !rows.is_empty() {
        sheet.sections.push(Section::table("", &columns, rows.iter().map(row).collect()));
    }
    sheet
}

/// How many rows a page shows; its file has all.
const SHOWN: usize = 500;

/// The same for a page: tables of more than a page can carry are cut, and say so.
#[must_use]
pub fn for_a_page(mut sheet: Sheet) -> Sheet {
    for section in sheet.sections.iter_mut().filter(|s| s.rows.len() > SHOWN) {
        section.note = format!("The first {SHOWN} of {} rows: the file has all of them.", section.rows.len());
        section.rows.truncate(SHOWN);
    }
    sheet
}

/// The team tracker: for each team what is due for each child, the longest overdue first.
pub fn tracker(kept: &Kept, due: Option<&AllDue>, team: Option<&str>) -> Sheet {
    let mut sheet = Sheet {
        key: "tracker".to_owned(),
        title: "Team tracker".to_owned(),
        as_at: Some(kept.as_at.iso()),
        children: true,
        ..Sheet::default()
    };
    let Some(AllDue { due, lacking: gone }) = due else {
        sheet.lede = format!("The rows of {} were destroyed after their last day.", kept.as_at.long());
        return sheet;
    };
    for why in lacking(gone) {
        sheet.lacking.push(("What is due by it is not told".to_owned(), why));
    }
    let mut teams: Vec<&str> = due.iter().map(|d| d.team.as_str()).collect();
    teams.sort_unstable();
    teams.dedup();
    let late = due.iter().filter(|d| d.days_over > 0).count();
    sheet.lede = format!(
        "On {}: {} due in the next four weeks or overdue, {late} of them overdue. That you looked is recorded.",
        kept.as_at.long(),
        count(due.len(), "thing")
    );
    if team.is_none() {
        let rows = teams.iter().map(|team| {
            let of: Vec<&Due> = due.iter().filter(|d| d.team == *team).collect();
            let over = of.iter().filter(|d| d.days_over > 0).count();
            let name = if team.is_empty() { "No team given" } else { team };
            vec![
                Cell::link(name, format!("performance/tracker?team={}", encoded(team))),
                Cell::text(of.len().to_string()),
                Cell::text(over.to_string()).strong(over > 0),
                Cell::text(
                    of.iter()
                        .map(|d| d.days_over)
                        .max()
                        .filter(|d| *d > 0)
                        .map(|d| format!("{d} days"))
                        .unwrap_or_default(),
                ),
            ]
        });
        let columns = [("Team", false), ("Due", true), ("Overdue", true), ("Longest overdue", true)];
        sheet.sections.push(Section::table("Teams", &columns, rows.collect()));
        return sheet;
    }
    let wanted = team.unwrap_or_default();
    let mut of: Vec<&Due> = due.iter().filter(|d| d.team == wanted).collect();
    of.sort_by(|a, b| (b.days_over, &a.child, &a.what).cmp(&(a.days_over, &b.child, &b.what)));
    let rows = of.iter().map(|d| {
        let when = match d.days_over {
            n if n > 0 => format!("{n} days overdue"),
            0 => "today".to_owned(),
            n => format!("in {} days", -n),
        };
        vec![
            Cell::text(d.child.clone()),
            Cell::text(d.what.clone()),
            Cell::text(d.due.map(Day::short).unwrap_or_default()),
            Cell::text(when).strong(d.days_over > 0),
            Cell::text(d.worker.clone()),
        ]
    });
    let columns =
        [("Child", false), ("What is due", false), ("Due", false), ("When", false), ("Worker", false)];
    let title = if wanted.is_empty() { "No team given" } else { wanted };
    sheet.sections.push(Section::table(title, &columns, rows.collect()));
    sheet
}

/// The measure whose rows are the seen-alone list.
pub const SEEN_ALONE: &str = "visits_seen_alone_pct";

/// The seen-alone list: by worker how many children were seen alone, then the visits at which one was not.
pub fn seen_alone(kept: &Kept, opened: Option<&Opened>) -> Sheet {
    let mut sheet = Sheet {
        key: "seen-alone".to_owned(),
        title: "Seen-alone list".to_owned(),
        as_at: Some(kept.as_at.iso()),
        children: true,
        ..Sheet::default()
    };
    let Some(opened) = opened else {
        sheet.lede = format!(
            "The visits of {} are not here, or were destroyed after their last day.",
            kept.as_at.long()
        );
        return sheet;
    };
    if let Some(why) = &opened.why_not {
        sheet.lede = format!("On {}: {why}.", kept.as_at.long());
        return sheet;
    }
    let rows = &opened.rows;
    let of = |is: Counted| rows.iter().filter(|c| c.counted == is).count();
    let exceptions = rows.iter().filter(|c| c.reason == "age or ability").count();
    let (alone, not) = (of(Counted::Yes), of(Counted::No));
    sheet.lede = format!(
        "In the six months up to {}, children were seen alone at {alone} of {} visits at which they were seen; {} were excepted for age or ability. That you looked is recorded.",
        kept.as_at.long(),
        alone + not,
        count(exceptions, "visit")
    );
    let mut workers: Vec<(&str, &str)> = rows.iter().map(|c| (c.team.as_str(), c.worker.as_str())).collect();
    workers.sort_unstable();
    workers.dedup();
    let by_worker = workers.iter().filter_map(|(team, worker)| {
        let mine = |is: Counted| {
            rows.iter().filter(|c| c.team == *team && c.worker == *worker && c.counted == is).count()
        };
        let (alone, not) = (mine(Counted::Yes), mine(Counted::No));
        (alone + not > 0).then(|| {
            let name = if worker.is_empty() { "No worker given" } else { worker };
            vec![
                Cell::text(name).note(*team),
                Cell::text(alone.to_string()),
                Cell::text(not.to_string()).strong(not > 0),
            ]
        })
    });
    let columns = [("Worker", false), ("Seen alone", true), ("Not, or not recorded", true)];
    sheet.sections.push(Section::table("By worker", &columns, by_worker.collect()));
    let visits = rows.iter().filter(|c| c.counted == Counted::No).map(|c| {
        vec![
            Cell::text(c.about.clone()),
            Cell::text(c.reason.clone()),
            Cell::text(c.team.clone()),
            Cell::text(c.worker.clone()),
        ]
    });
    let columns = [("Child", false), ("Why", false), ("Team", false), ("Worker", false)];
    sheet.sections.push(Section::table("Visits to be looked at in supervision", &columns, visits.collect()));
    sheet
}
