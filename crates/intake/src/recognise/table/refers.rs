//! References from one action to others inside text: `See 9B.`, `See 12b (housing); and 19a`, `See above`.

use std::collections::HashMap;

use model::finding::{Finding, Severity};
use model::plan::Plan;

use super::reference;

/// Finds the references in the actions' texts, outcomes and updates and resolves them to this plan's own.
pub(crate) fn resolve(plan: &mut Plan, from: usize, findings: &mut Vec<Finding>) {
    let mut known: HashMap<String, String> = HashMap::new();
    for line in &plan.lines {
        known.insert(line.reference.to_lowercase(), line.reference.clone());
    }
    for action in &plan.actions {
        known.insert(action.reference.to_lowercase(), action.reference.clone());
    }
    let before: Vec<Option<String>> = plan
        .actions
        .iter()
        .enumerate()
        .map(|(i, a)| {
            let earlier = i.checked_sub(1).and_then(|p| plan.actions.get(p))?;
            (earlier.line == a.line).then(|| earlier.reference.clone())
        })
        .collect();
    for (index, action) in plan.actions.iter_mut().enumerate().skip(from) {
        let texts = [&action.text]
            .into_iter()
            .chain(action.updates.iter().map(|u| &u.text))
            .chain(action.outcomes.iter().map(|o| &o.text));
        let mut found = Vec::new();
        for text in texts {
            found.extend(mentions(text));
        }
        for mention in found {
            let target = match &mention {
                Mention::Above => before.get(index).cloned().flatten(),
                Mention::Printed(text, _) => known.get(&reference::read(text).text.to_lowercase()).cloned(),
            };
            match (target, mention) {
                (Some(target), _) if target == action.reference => {}
                (Some(target), _) if !action.refers_to.contains(&target) => {
                    action.refers_to.push(target);
                }
                (None, Mention::Printed(text, true)) if !action.refers_to.contains(&text) => {
                    let message = format!("\"See {text}\" names no action of this plan.");
                    let finding =
                        Finding::new("reference-unresolved", Severity::Warning, &action.origin.at, message);
                    findings
                        .push(finding.hint("Name the action that is meant.").about(action.reference.clone()));
                    action.refers_to.push(text);
                }
                _ => {}
            }
        }
    }
}

enum Mention {
    Above,
    /// As printed, and whether it can be nothing but a reference.
    Printed(String, bool),
}

fn mentions(text: &str) -> Vec<Mention> {
    let mut out = Vec::new();
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return out;
    }
    for (at, _) in lower.match_indices("see ") {
        let starts = at == 0 || !lower.as_bytes().get(at - 1).is_some_and(u8::is_ascii_alphanumeric);
        if !starts {
            continue;
        }
        let rest = text.get(at + 4..).unwrap_or("").trim_start();
        if begins(rest, "above") {
            out.push(Mention::Above);
            continue;
        }
        list(rest, &mut out);
    }
    out
}

/// Whether the text begins with this lower-case word, in any case.
fn begins(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// References one after another: `12b (housing); and 19a`.
fn list(mut rest: &str, out: &mut Vec<Mention>) {
    for word in ["actions ", "action ", "also ", "ref ", "reference "] {
        if begins(rest, word) {
            rest = rest.get(word.len()..).unwrap_or("");
        }
    }
    for _ in 0..12 {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or("").trim_end_matches('.');
        let mut printed = word.to_owned();
        let mut after = rest.get(word.len()..).unwrap_or("");
        if !word.starts_with(|c: char| c.is_ascii_digit()) || reference::split(word).is_none() {
            return;
        }
        // `1 C` with a space before the letter.
        let mut chars = after.trim_start_matches(' ').chars();
        if word.bytes().all(|b| b.is_ascii_digit())
            && let Some(letter) = chars.next().filter(|c| after.starts_with(' ') && c.is_ascii_alphabetic())
            && !chars.next().is_some_and(char::is_alphanumeric)
        {
            printed = format!("{word} {letter}");
            let used = after.len() - after.trim_start_matches(' ').len() + 1;
            after = after.get(used..).unwrap_or("");
        }
        let ends = after.is_empty() || after.starts_with(['.', ',', ';', ')', ' ', ':']);
        let sure = printed.contains(|c: char| c.is_ascii_alphabetic()) || printed.contains('.');
        let figure = !sure
            && after.starts_with(' ')
            && after.trim_start().starts_with(char::is_lowercase)
            && !after.trim_start().starts_with("and ");
        if !ends || figure {
            return;
        }
        out.push(Mention::Printed(printed, sure));
        // An aside in brackets, then a joining mark or word.
        let mut next = after.trim_start();
        if next.starts_with('(') {
            next = next.find(')').and_then(|close| next.get(close + 1..)).unwrap_or("").trim_start();
        }
        let joined = next.trim_start_matches([',', ';', '&', ' ']);
        let joined = joined.strip_prefix("and ").unwrap_or(joined);
        if joined.len() == next.len() {
            return;
        }
        rest = joined;
    }
}

#[cfg(test)]
mod tests {
    use super::{Mention, mentions};

    #[test]
    fn references_in_text_are_found() {
        for (text, expected) in [
            ("See 9B.", "9B"),
            ("See 1 C", "1 C"),
            ("See 12b (housing); and 19a (skills programme).", "12b,19a"),
            ("audits, (see 3c) will take place", "3c"),
            ("See above", "above"),
            ("see 3 children", ""),
            ("oversee 3c", ""),
            ("See action 2.1 and 2.3", "2.1,2.3"),
        ] {
            let found: Vec<String> = mentions(text)
                .into_iter()
                .map(|m| match m {
                    Mention::Above => "above".into(),
                    Mention::Printed(t, _) => t,
                })
                .collect();
            assert_eq!(found.join(","), expected, "{text}");
        }
    }
}
