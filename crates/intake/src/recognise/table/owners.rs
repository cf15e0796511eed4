//! Owners of a row shared out among its actions; owners run together in one string told apart.

use std::collections::HashSet;

use model::plan::{Given, Owner};

use super::layout::WORDS;
use super::words::squeeze;
use crate::document::{Cell, Content};
use crate::read::mark;

/// The owner phrases of a cell: one a paragraph, label (if each has one) and words.
pub(crate) fn phrases(cell: &Cell, actions: usize, known: &HashSet<String>) -> Vec<(Option<String>, String)> {
    let mut out = Vec::new();
    let mut labelled = true;
    for part in &cell.content {
        let (Content::Paragraph { text, .. } | Content::Item { text, .. }) = part else { continue };
        let run = matches!(part, Content::Item { mark, .. } if mark.is_empty());
        match mark::label(text) {
            Some((label, rest)) if !rest.is_empty() => {
                out.push((Some(mark::bare(label).to_owned()), rest.to_owned()));
            }
            _ => {
                labelled = false;
                let single = cell.content.len() == 1 && actions > 1;
                if run || single {
                    out.extend(cut(text, known).into_iter().map(|t| (None, t)));
                } else {
                    out.push((None, text.clone()));
                }
            }
        }
    }
    if !labelled {
        // A label on some phrases only is part of their words.
        for (label, text) in &mut out {
            if let Some(label) = label.take() {
                *text = format!("{label}) {text}");
            }
        }
    }
    out
}

/// Each action's owners and how it came by them.
pub(crate) fn share(
    phrases: &[(Option<String>, String)],
    labels: &[Option<String>],
    origin: &Cell,
) -> Vec<(Vec<Owner>, Given)> {
    let owner = |text: &str| Owner { origin: origin.at.clone().into(), text: text.to_owned() };
    let actions = labels.len();
    let all = || phrases.iter().map(|(_, t)| owner(t)).collect::<Vec<_>>();
    if phrases.is_empty() {
        return vec![(Vec::new(), Given::None); actions];
    }
    if actions == 1 {
        return vec![(all(), Given::Own)];
    }
    let by_label =
        phrases.iter().all(|(l, _)| l.as_ref().is_some_and(|l| labels.iter().flatten().any(|a| a == l)));
    if by_label && phrases.len() != actions {
        return labels
            .iter()
            .map(|label| {
                let mine: Vec<Owner> =
                    phrases.iter().filter(|(l, _)| l == label).map(|(_, t)| owner(t)).collect();
                let given = if mine.is_empty() { Given::None } else { Given::Own };
                (mine, given)
            })
            .collect();
    }
    if phrases.len() == 1 {
        return vec![(all(), Given::Line); actions];
    }
    let given = if phrases.len() == actions { Given::Own } else { Given::Assumed };
    let mut out = vec![(Vec::new(), Given::None); actions];
    for (index, (_, text)) in phrases.iter().enumerate() {
        let place = index.min(actions - 1);
        if let Some((owners, from)) = out.get_mut(place) {
            owners.push(owner(text));
            *from = given;
        }
    }
    out
}

/// Cuts a run of owners: a new one begins at a capital after words that can stand as an owner. What other cells of
/// the plan print as one owner is believed most.
pub(crate) fn cut(text: &str, known: &HashSet<String>) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 3 || words.len() > 120 || known.contains(&squeeze(text)) {
        return vec![text.to_owned()];
    }
    // The best way to cut the first n words, for every n.
    let mut best: Vec<(i32, usize)> = vec![(0, 0)];
    for end in 1..=words.len() {
        let mut choice = (i32::MIN, 0);
        for start in (0..end).rev().take(24) {
            let (Some(piece), Some((before, _))) = (words.get(start..end), best.get(start)) else { continue };
            if *before == i32::MIN || !may_begin(&words, start) {
                continue;
            }
            let total = before.saturating_add(worth(piece, known));
            if total > choice.0 {
                choice = (total, start);
            }
        }
        best.push(choice);
    }
    let mut cuts = Vec::new();
    let mut end = words.len();
    while end > 0 {
        let Some((score, start)) = best.get(end).copied() else { break };
        if score == i32::MIN {
            return vec![text.to_owned()];
        }
        cuts.push(words.get(start..end).unwrap_or(&[]).join(" "));
        end = start;
    }
    cuts.reverse();
    cuts
}

fn may_begin(words: &[&str], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let Some(before) = at.checked_sub(1).and_then(|b| words.get(b)) else { return true };
    let joins = |w: &str| {
        matches!(
            w.to_lowercase().as_str(),
            "&" | "and" | "/" | "with" | "of" | "for" | "the" | "to" | "-" | "–" | "," | "+"
        )
    };
    let open = before.ends_with(['/', ',', '&', '-', '(']) || joins(before);
    let first = clean(word.split('/').next().unwrap_or(word));
    let ends = WORDS.roles.ends.contains(&first) && !WORDS.roles.openers.contains(&first);
    let plural = ["pims", "tms", "iros", "psw", "dcs"].contains(&clean(word).as_str());
    !open
        && !joins(word)
        && !word.starts_with(['/', '&', '('])
        && word.starts_with(char::is_uppercase)
        && (!ends || plural)
}

/// How well these words stand as one owner.
fn worth(piece: &[&str], known: &HashSet<String>) -> i32 {
    let text = piece.join(" ");
    if known.contains(&squeeze(&text)) {
        return 9;
    }
    if let [word] = piece {
        let code = WORDS.roles.codes.contains(&clean(word)) && word.chars().all(|c| !c.is_lowercase());
        return if code { 3 } else { -2 };
    }
    // What stands before the first `&` or `/` and what follows the last must be able to stand alone.
    let joined: Vec<&str> = text.split('/').flat_map(|t| t.split(" & ")).map(str::trim).collect();
    if let [first, .., last] = joined.as_slice()
        && [first, last].iter().any(|t| !stands(&t.split_whitespace().collect::<Vec<_>>()))
    {
        return -7;
    }
    if stands(piece) { 3 } else { -7 }
}

/// Whether the words name an office: one begins it, ends it or stands in it.
fn stands(piece: &[&str]) -> bool {
    const OPENERS: [&str; 8] = ["head", "hos", "director", "ad", "chief", "deputy", "heads", "hos's"];
    let first = piece.first().map(|w| clean(w)).unwrap_or_default();
    (OPENERS.contains(&first.as_str()) && piece.len() > 1)
        || piece.iter().any(|w| WORDS.roles.ends.contains(&clean(w)) || WORDS.roles.codes.contains(&clean(w)))
}

fn clean(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::cut;
    use std::collections::HashSet;

    #[test]
    fn owners_run_together_are_told_apart() {
        let known: HashSet<String> =
            ["practicedevtlead", "odmanager"].into_iter().map(String::from).collect();
        for (run, expected) in [
            (
                "HoS SQA/HoS S&FS Practice Devt Lead Head of HR/OD & Practice Devt Lead",
                "HoS SQA/HoS S&FS|Practice Devt Lead|Head of HR/OD & Practice Devt Lead",
            ),
            (
                "HoS & Practice Devt Lead HoS & Practice Devt Lead Director of Ops HoS CLA and Support services HoS CLA and Support services",
                "HoS & Practice Devt Lead|HoS & Practice Devt Lead|Director of Ops|HoS CLA and Support services|HoS CLA and Support services",
            ),
            (
                "Practice Development Lead & Head of HR and OD",
                "Practice Development Lead & Head of HR and OD",
            ),
            (
                "Practice Devt Lead & Head of HR and OD OD Mgr",
                "Practice Devt Lead & Head of HR and OD|OD Mgr",
            ),
            (
                "Virtual School HT/Practice Devt Lead OD Manager/Virtual School",
                "Virtual School HT/Practice Devt Lead|OD Manager/Virtual School",
            ),
            (
                "HoS Referral and Assessment & Team Manager Exploitation and Youth Justice",
                "HoS Referral and Assessment & Team Manager Exploitation and Youth Justice",
            ),
            ("HoS Front Door & Service Manager Adolescents", "HoS Front Door & Service Manager Adolescents"),
        ] {
            assert_eq!(cut(run, &known).join("|"), expected);
        }
    }
}
