//! Boards, panels, groups and other bodies named in a document.

use std::borrow::Cow;

use model::at::At;
use model::plan::{Named, Plan};

use super::cues::cues;
use super::names::add;
use crate::document::{Block, Cell, Document};
use crate::recognise::measures::slug;

/// Gathers the bodies a document names and those that lead actions.
pub(super) fn gather(document: &Document, plan: &mut Plan) {
    let mut bodies = std::mem::take(&mut plan.bodies);
    for (text, at) in texts(document) {
        for (name, short) in bodies_in(&text) {
            let kind = name.rsplit(' ').next().map(str::to_lowercase).unwrap_or_default();
            let kind = cues().body_kinds.get(&kind).map_or("body", String::as_str);
            add(&mut bodies, &name, kind, at, |a, b| slug(a) == slug(b));
            if let Some(short) = short
                && let Some(known) = bodies.iter_mut().find(|b| slug(&b.name) == slug(&name))
                && !known.aliases.contains(&short)
            {
                known.aliases.push(short);
            }
        }
    }
    for action in &plan.actions {
        if let Some(lead) = &action.lead_body {
            for name in lead.split('/').map(str::trim).filter(|n| !n.is_empty()) {
                let known = bodies.iter().any(|b| b.name == name || b.aliases.iter().any(|a| a == name));
                if !known {
                    bodies.push(Named {
                        origin: action.origin.clone(),
                        name: name.to_owned(),
                        kind: "organisation".into(),
                        aliases: Vec::new(),
                    });
                }
            }
        }
    }
    plan.bodies = bodies;
}

fn texts(document: &Document) -> impl Iterator<Item = (Cow<'_, str>, &At)> + '_ {
    document.blocks.iter().flat_map(|block| match block {
        Block::Heading { text, at, .. }
        | Block::Paragraph { text, at, .. }
        | Block::Item { text, at, .. } => {
            vec![(Cow::Borrowed(text.as_str()), at)]
        }
        Block::Table(table) => table
            .rows
            .iter()
            .flat_map(|r| &r.cells)
            .filter(|c| !c.is_empty())
            .map(|c: &Cell| (c.text(), &c.at))
            .collect(),
    })
}

/// Capitalised words that end in a body's word, and the initials in brackets behind them.
fn bodies_in(text: &str) -> Vec<(String, Option<String>)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut out = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let bare = word.trim_end_matches(|c: char| !c.is_alphabetic());
        if !bare.starts_with(char::is_uppercase) {
            continue;
        }
        let lower = bare.to_lowercase();
        let ends = cues().bodies.contains(&lower)
            && !matches!(lower.as_str(), "team" | "service")
            && bare.chars().any(char::is_lowercase);
        // The name goes on: `Board Manager`, `Partnership Plan` is none.
        let goes_on =
            bare.len() == word.len() && words.get(i + 1).is_some_and(|n| n.starts_with(char::is_uppercase));
        if !ends || goes_on {
            continue;
        }
        let mut start = i;
        while let Some(before) = start.checked_sub(1).and_then(|j| words.get(j)) {
            let joins = matches!(*before, "and" | "of" | "&" | "for")
                || (*before == "in"
                    && i - start <= 2
                    && start.checked_sub(2).and_then(|j| words.get(j)).is_some_and(|w| *w == "Children"));
            let stops = before.ends_with(['.', ',', ':', ';', ')', '?']);
            if stops || (!joins && !before.starts_with(|c: char| c.is_uppercase())) || i - start > 7 {
                break;
            }
            start -= 1;
        }
        let name: Vec<&str> = words.get(start..i).unwrap_or(&[]).iter().copied().chain([bare]).collect();
        let skip = name
            .iter()
            .take_while(|w| {
                matches!(
                    **w,
                    "The"
                        | "A"
                        | "An"
                        | "This"
                        | "That"
                        | "and"
                        | "of"
                        | "&"
                        | "for"
                        | "In"
                        | "To"
                        | "All"
                        | "Both"
                        | "At"
                        | "Full"
                        | "Each"
                        | "Our"
                )
            })
            .count();
        let name = name.get(skip..).unwrap_or(&[]);
        // `SMT and Trust Board`, `Council and Trust`: two bodies; the second is meant.
        let name = match name.iter().rposition(|w| *w == "and") {
            Some(at) if two_bodies(name.get(..at).unwrap_or(&[])) => name.get(at + 1..).unwrap_or(&[]),
            _ => name,
        };
        if name.len() < 2 && !matches!(lower.as_str(), "cabinet") {
            continue;
        }
        let short =
            words.get(i + 1).and_then(|n| n.strip_prefix('(')).map(|n| n.trim_end_matches([')', '.', ',']));
        let short =
            short.filter(|s| s.len() >= 2 && s.chars().all(|c| c.is_ascii_uppercase())).map(str::to_owned);
        out.push((name.join(" "), short));
    }
    out
}

/// Whether the words before `and` are a body of their own: initials, a body's word at the end, a list.
fn two_bodies(before: &[&str]) -> bool {
    let acronym =
        before.len() == 1 && before.iter().all(|w| w.len() > 1 && w.chars().all(|c| c.is_ascii_uppercase()));
    let ends = before
        .last()
        .is_some_and(|w| cues().bodies.contains(&w.to_lowercase()) && !w.eq_ignore_ascii_case("partnership"));
    acronym || ends || before.contains(&"and")
}

#[cfg(test)]
mod tests {
    use super::bodies_in;

    #[test]
    fn bodies_end_in_their_word() {
        let names = |t| bodies_in(t).into_iter().map(|b| b.0).collect::<Vec<_>>();
        assert_eq!(
            names("overseen by the Transition Steering Group (TSG) and the full Council."),
            ["Transition Steering Group"]
        );
        assert_eq!(
            names("The Health and Wellbeing Board met. The Board Manager left a group."),
            ["Health and Wellbeing Board"]
        );
    }
}
