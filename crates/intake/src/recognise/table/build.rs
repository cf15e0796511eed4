//! Records into priorities, lines and actions.

use std::collections::HashSet;

use model::day::Day;
use model::finding::{Finding, Severity};
use model::plan::{KeptText, Line, Plan, Recommendation};
use rayon::prelude::*;

use super::group::{self, Group, Row};
use super::layout::{Meaning, hinted};
use super::nodes::Nodes;
use super::record::Record;
use super::words::squeeze;
use super::{actions, led, merged, reference, refers, title};
use crate::recognise::{Context, Draft, measures};

/// Adds what the records say to the draft.
pub(crate) fn build(mut records: Vec<Record<'_>>, said: merged::Said, draft: &mut Draft) {
    if records.is_empty() {
        return;
    }
    let from = draft.plan.actions.len();
    nodes(&mut records, draft);
    headings(&mut records, draft);
    led::part(&mut records);
    merged::fill(&mut records, said, draft);
    own_outcomes(&mut records);
    fill_recommendations(&mut records);
    let known = known_owners(&records);
    let groups = group::groups(records, &known);
    let Some(context) = draft.plan.as_at.or_else(|| Day::new(2000, 1, 1)) else { return };
    side_by_side(groups, &known, context, draft);
    letters_repeat(from, draft);
    refers::resolve(&mut draft.plan, from, &mut draft.findings);
}

/// Rows made actions by one worker at a time.
const TOGETHER: usize = 200;

/// How many such parts are made before they are put together: the memory that they give back serves those after them.
const LOT: usize = 8;

/// Makes the actions of all groups. Groups say nothing of each other: those of a long plan are dealt with side by side,
/// each worker with a draft of its own, and put together in the order of the document.
fn side_by_side(mut groups: Vec<Group<'_>>, known: &HashSet<String>, context: Day, draft: &mut Draft) {
    let before = draft.plan.actions.iter().rev().find(|a| a.line.is_none()).map_or(0, |a| a.position);
    for (group, position) in groups.iter_mut().filter(|g| g.line.is_none()).zip(before + 1..) {
        group.position = position;
    }
    let mut parts: Vec<Vec<Group<'_>>> = Vec::new();
    let mut rows = TOGETHER;
    for group in groups {
        rows += group.rows.len();
        match parts.last_mut() {
            Some(part) if rows <= TOGETHER => part.push(group),
            _ => {
                rows = group.rows.len();
                parts.push(vec![group]);
            }
        }
    }
    let mut parts = parts.into_iter();
    loop {
        let lot: Vec<Vec<Group<'_>>> = parts.by_ref().take(LOT).collect();
        if lot.is_empty() {
            break;
        }
        let all: &Draft = draft;
        let made: Vec<Draft> = lot
            .into_par_iter()
            .map(|part| {
                let mut own = all.beside();
                part.iter().for_each(|group| one(group, known, context, &mut own));
                own
            })
            .collect();
        made.into_iter().for_each(|own| join(own, draft));
    }
}

/// Adds the actions of some groups, and what was found with them, after those before.
fn join(own: Draft, draft: &mut Draft) {
    let (from, to) = (own.plan, &mut draft.plan);
    to.lines.extend(from.lines);
    to.actions.extend(from.actions);
    to.observations.extend(from.observations);
    to.text.extend(from.text);
    for new in from.recommendations {
        ask(new, to);
    }
    draft.findings.extend(own.findings);
    draft.ledger.take(own.ledger);
}

/// Adds a recommendation unless it is known. Rows that answer one stand together: a look at the last ones is enough in a
/// plan of thousands.
fn ask(new: Recommendation, plan: &mut Plan) {
    if !plan.recommendations.iter().rev().take(400).any(|r| r.number == new.number) {
        plan.recommendations.push(new);
    }
}

/// In a record of labels `Intended outcome` says what its own action is for.
fn own_outcomes(records: &mut [Record<'_>]) {
    for record in records.iter_mut().filter(|r| r.schema == usize::MAX && !r.has(Meaning::Outcome)) {
        for field in &mut record.fields {
            if field.means == Meaning::Objective && hinted(&field.header) == Some(Meaning::Outcome) {
                field.means = Meaning::Outcome;
            }
        }
    }
}

/// A column of themes or priorities makes nodes of the tree; an empty cell means the one above.
fn nodes(records: &mut [Record<'_>], draft: &mut Draft) {
    let mut nodes = Nodes::default();
    let mut last: Option<String> = None;
    for record in records.iter_mut() {
        let Some(field) = record.field(Meaning::Node) else {
            if record.columns.contains(&Meaning::Node) && last.is_some() {
                record.node.clone_from(&last);
            }
            continue;
        };
        let text = field.text();
        let mut title = title::read(&text);
        if title.number.is_none() {
            // `Priority 3` has a number and no words, `3` alone is one.
            let figure = text.trim();
            if figure.len() <= 3 && figure.bytes().all(|b| b.is_ascii_digit()) {
                title.number = Some(figure.to_owned());
            }
        }
        let new = nodes.top(&title, &record.at, &mut draft.plan, &mut draft.findings);
        for at in &field.places {
            if new {
                draft.ledger.used(at, format!("priority {text}"));
            } else {
                draft.ledger.used(at, "priority of an action");
            }
        }
        record.node = nodes.current();
        last.clone_from(&record.node);
    }
}

/// Rows that only number and name what the rows below them do: `1 Workforce` above `1.1`, `1.1 Retention` above
/// `1.1a`. The first makes a part of the plan, the second the title of a line. A row without anything to do is text.
fn headings(records: &mut Vec<Record<'_>>, draft: &mut Draft) {
    let refs: Vec<String> = records.iter().map(|r| reference::read(&r.words(Meaning::Ref)).text).collect();
    let mut nodes = Nodes::default();
    let mut head: Option<(String, String)> = None;
    let mut under: Option<(String, Option<String>)> = None;
    let mut kept = Vec::with_capacity(records.len());
    for (index, mut record) in std::mem::take(records).into_iter().enumerate() {
        let own = refs.get(index).cloned().unwrap_or_default();
        let title = [Meaning::Action, Meaning::Objective]
            .into_iter()
            .map(|m| record.words(m))
            .find(|t| !t.is_empty())
            .unwrap_or_default();
        let bare = !record.said
            && record
                .fields
                .iter()
                .all(|f| matches!(f.means, Meaning::Ref | Meaning::Action | Meaning::Objective));
        let next = refs.get(index + 1).map_or("", String::as_str);
        let above = !own.is_empty()
            && next.len() > own.len()
            && next
                .strip_prefix(own.as_str())
                .is_some_and(|r| r.starts_with(['.', '(']) || r.starts_with(char::is_alphabetic));
        if bare && above && !title.is_empty() {
            if own.contains('.') || next.strip_prefix(own.as_str()).is_some_and(|r| !r.starts_with('.')) {
                head = Some((own, title));
            } else {
                let named = title::Title { number: Some(own.clone()), title, ..title::Title::default() };
                nodes.top(&named, &record.at, &mut draft.plan, &mut draft.findings);
                under = Some((own, nodes.current()));
                head = None;
            }
            for at in record.fields.iter().flat_map(|f| &f.places) {
                draft.ledger.used(at, "heading of the rows below");
            }
            told(&record, "heading", draft);
            continue;
        }
        let nothing = [Meaning::Action, Meaning::Owner, Meaning::Due].iter().all(|m| !record.has(*m));
        if nothing && !record.said {
            told(&record, "note", draft);
            for field in &record.fields {
                draft.plan.text.push(KeptText {
                    origin: field.cell.at.clone().into(),
                    under: "plan".into(),
                    text: field.words(),
                });
                field.places.iter().for_each(|at| draft.ledger.kept(at, "plan"));
            }
            continue;
        }
        if let Some((stem, key)) = &under
            && own.starts_with(stem.as_str())
        {
            record.node.clone_from(key);
        }
        match &head {
            Some((stem, _)) if own.starts_with(stem.as_str()) => record.head.clone_from(&head),
            _ => head = None,
        }
        kept.push(record);
    }
    *records = kept;
}

/// Tells that a row that was read as an action is something else.
fn told(record: &Record<'_>, is: &str, draft: &mut Draft) {
    if let Some(row) = draft.rows.iter_mut().find(|r| r.at == record.at) {
        is.clone_into(&mut row.is);
    }
}

/// Numbers of recommendations printed once for several rows hold for all of them.
fn fill_recommendations(records: &mut [Record<'_>]) {
    let with = records.iter().filter(|r| r.recommendation_numbers && r.has(Meaning::Recommendation)).count();
    let all = records.iter().filter(|r| r.recommendation_numbers).count();
    if with * 10 >= all * 7 {
        return;
    }
    let mut last = None;
    for record in records.iter_mut().filter(|r| r.recommendation_numbers) {
        match record.field(Meaning::Recommendation) {
            Some(field) => last = Some(field.clone()),
            None => record.fields.extend(last.clone().map(|mut f| {
                f.places.clear();
                f
            })),
        }
    }
}

/// The owners that the plan prints alone in a paragraph: they tell owners run together apart.
fn known_owners(records: &[Record<'_>]) -> HashSet<String> {
    use crate::document::Content;
    let fields = records.iter().flat_map(|r| r.all(Meaning::Owner));
    fields
        .filter(|f| {
            f.cell.content.len() > 1 && f.cell.content.iter().all(|c| matches!(c, Content::Paragraph { .. }))
        })
        .flat_map(|f| &f.cell.content)
        .filter_map(|c| if let Content::Paragraph { text, .. } = c { Some(squeeze(text)) } else { None })
        .collect()
}

fn one(group: &Group<'_>, known: &HashSet<String>, context: Day, draft: &mut Draft) {
    let Some(first) = group.rows.first() else { return };
    if let Some(reference) = &group.line {
        let recommendations = recommendations_of(group, draft);
        let title = match (&group.title, group_text(group, Meaning::Recommendation)) {
            (t, r) if t.is_empty() && !first.record.recommendation_numbers => r,
            (t, _) => t.clone(),
        };
        let title = group::leading_number(&title)
            .filter(|(n, _)| n == reference)
            .map_or(title.clone(), |(_, t)| t.to_owned());
        draft.plan.lines.push(Line {
            origin: first.record.at.clone().into(),
            reference: reference.clone(),
            title,
            priority: first.record.node.clone(),
            recommendations,
            ..Line::default()
        });
    }
    let mut position = 0;
    for row in &group.rows {
        if row.reference.repaired {
            let message = format!(
                "The reference \"{}\" was printed with letters of another alphabet.",
                row.reference.text
            );
            let finding = Finding::new("reference-letters", Severity::Info, &row.record.at, message);
            draft.findings.push(finding.about(row.reference.text.clone()));
        }
        let made = actions::of(row, group, position, known, context, draft);
        position += made;
        shared_cells(row, group, made, draft);
    }
}

/// The text of a column over all rows of a group, pieces joined.
fn group_text(group: &Group<'_>, means: Meaning) -> String {
    let mut out: Vec<String> = Vec::new();
    for row in &group.rows {
        let text = row.record.words(means);
        if !text.is_empty() && out.last() != Some(&text) {
            out.push(text);
        }
    }
    out.join(" ")
}

/// The recommendations of a group: numbers as printed, or its text made one of the plan's recommendations.
fn recommendations_of(group: &Group<'_>, draft: &mut Draft) -> Vec<String> {
    let Some(first) = group.rows.first() else { return Vec::new() };
    if first.record.recommendation_numbers
        || !group.rows.iter().any(|r| r.record.has(Meaning::Recommendation))
    {
        let mut all = Vec::new();
        for row in &group.rows {
            for number in reference::numbers(&row.record.words(Meaning::Recommendation)) {
                if !all.contains(&number) {
                    all.push(number);
                }
            }
        }
        return all;
    }
    let mut pieces = Vec::new();
    let mut damaged = None;
    for row in &group.rows {
        let Some(field) = row.record.field(Meaning::Recommendation) else { continue };
        let words = field.words();
        if words.contains(char::is_alphanumeric) {
            if pieces.last() != Some(&words) {
                pieces.push(words);
            }
        } else if !words.is_empty() {
            damaged = Some((field.cell.at.clone(), words));
        }
    }
    let text = pieces.join(" ");
    let given = group
        .rows
        .iter()
        .find_map(|r| reference::numbers(&r.record.words(Meaning::RecommendationNumber)).into_iter().next());
    let (number, words) = match group::leading_number(&text) {
        _ if given.is_some() => (given.unwrap_or_default(), text),
        Some((number, words)) => (number, words.to_owned()),
        None => (group.line.clone().unwrap_or_default(), text),
    };
    if number.is_empty() {
        return Vec::new();
    }
    if let Some((at, printed)) = damaged {
        let message =
            format!("Part of recommendation {number} is printed as \"{printed}\"; its words are lost here.");
        let finding = Finding::new("recommendation-damaged", Severity::Warning, &at, message);
        draft.findings.push(
            finding
                .hint("Take the words from the inspection report.")
                .about(format!("recommendation {number}")),
        );
    }
    let new = Recommendation {
        origin: first.record.at.clone().into(),
        number: number.clone(),
        text: words,
        ..Recommendation::default()
    };
    ask(new, &mut draft.plan);
    vec![number]
}

/// What the row says for all its actions: outcomes, updates and whatever else is kept as text.
fn shared_cells(row: &Row<'_>, group: &Group<'_>, made: usize, draft: &mut Draft) {
    let Some(reference) = group.line.clone() else { return };
    let Some(mut line) = draft.plan.lines.pop() else { return };
    let name = format!("line {reference}");
    for field in &row.record.fields {
        let context = Context {
            document_day: draft.plan.as_at,
            line: Some(reference.clone()),
            header: field.header.clone(),
            title: line.title.clone(),
        };
        match field.means {
            Meaning::Outcome if group.shared => {
                let read = measures::impact_cell(&field.cell, &context);
                line.outcomes.extend(read.outcomes);
                line.measures.extend(read.measures);
                draft.plan.observations.extend(read.observations);
            }
            Meaning::Outcome => {
                let read = measures::impact_cell(&field.cell, &context);
                for measure in read.measures {
                    if !line.measures.contains(&measure) {
                        line.measures.push(measure);
                    }
                }
                draft.plan.observations.extend(read.observations);
                continue;
            }
            Meaning::Progress if group.shared && !actions::by_action(field, made, row) => {
                let read = measures::progress_cell(&field.cell, &context, &line.measures);
                line.updates.extend(actions::dated(read.updates, &field.header, &context));
                draft.plan.observations.extend(read.observations);
            }
            Meaning::Ref | Meaning::Objective | Meaning::Recommendation => {}
            _ => continue,
        }
        for at in &field.places {
            draft.ledger.used(at, name.clone());
        }
    }
    for intro in &row.tasks.intro {
        if row.several {
            draft.plan.text.push(KeptText {
                origin: row.record.at.clone().into(),
                under: reference.clone(),
                text: intro.clone(),
            });
        }
    }
    draft.plan.lines.push(line);
}

/// The same letter twice in a line is worth a word.
fn letters_repeat(from: usize, draft: &mut Draft) {
    let mut seen = HashSet::new();
    let mut told = HashSet::new();
    for action in draft.plan.actions.iter().skip(from) {
        let (Some(line), Some(letter)) = (&action.line, &action.letter) else { continue };
        if !seen.insert((line.clone(), letter.clone())) && told.insert(line.clone()) {
            let message = format!("Letters repeat in line {line}; its actions are told apart by position.");
            let finding = Finding::new("letters-repeat", Severity::Info, &action.origin.at, message);
            draft.findings.push(finding.about(line.clone()));
        }
    }
}
