//! Plans as Markdown: the front matter, the recommendations, then every priority with its lines and its table of
//! actions.

use std::fmt::Write as _;

use model::plan::{Action, Band, Line, Plan, Priority};

use super::words;

/// Writes these plans one after the other.
pub(super) fn write(plans: &[&Plan]) -> String {
    plans.iter().map(|plan| one(plan)).collect::<Vec<_>>().join("\n\n")
}

fn one(plan: &Plan) -> String {
    let mut out = format!("# {}\n\n", plan.title);
    front(plan, &mut out);
    recommendations(plan, &mut out);
    for line in plan.lines.iter().filter(|l| l.priority.is_none()) {
        heading(line, 2, plan, &mut out);
    }
    let loose: Vec<&Action> =
        plan.actions.iter().filter(|a| a.line.is_none() && a.priority.is_none()).collect();
    table(plan, &loose, &mut out);
    for node in &plan.priorities {
        priority(plan, node, &mut out);
    }
    out
}

fn front(plan: &Plan, out: &mut String) {
    let as_at = plan.as_at.map(|d| d.long());
    for (label, value) in [
        ("Council", plan.place.clone()),
        ("Position at", as_at),
        ("Version", plan.version.clone()),
        ("Owner", plan.owner.clone()),
        ("Review", plan.review.clone()),
    ] {
        if let Some(value) = value {
            let _ = writeln!(out, "{label}: {value}\n");
        }
    }
    for update in &plan.updates {
        let _ = writeln!(out, "{}\n", update.text);
    }
}

fn recommendations(plan: &Plan, out: &mut String) {
    if plan.recommendations.is_empty() {
        return;
    }
    out.push_str("## Recommendations\n\n");
    for recommendation in &plan.recommendations {
        let band = match recommendation.band {
            Some(Band::Immediately) => " (immediately)".to_owned(),
            Some(Band::Months(n)) => format!(" (within {n} months)"),
            None => String::new(),
        };
        let _ = writeln!(out, "{}. {}{band}", recommendation.number, folded(&recommendation.text));
    }
    out.push('\n');
}

fn priority(plan: &Plan, node: &Priority, out: &mut String) {
    let word = words::capital(node.kind.word());
    let (marks, title) = match &node.parent {
        Some(_) => ("###", node.title.clone()),
        None if node.key == node.title => ("##", node.title.clone()),
        None => ("##", format!("{word} {}: {}", node.key, node.title)),
    };
    let _ = writeln!(out, "{marks} {title}\n");
    for (label, people) in
        [("Sponsor", &node.sponsors), ("Non-executive", &node.non_executives), ("Lead", &node.leads)]
    {
        if !people.is_empty() {
            let _ = writeln!(out, "{label}: {}\n", words::owners(people).replace('\n', "; "));
        }
    }
    paragraphs(&words::statements(&node.outcomes), out);
    paragraphs(&words::updates(&node.updates), out);
    for line in plan.lines.iter().filter(|l| l.priority.as_ref() == Some(&node.key)) {
        heading(line, 3, plan, out);
    }
    let own: Vec<&Action> =
        plan.actions.iter().filter(|a| a.line.is_none() && a.priority.as_ref() == Some(&node.key)).collect();
    table(plan, &own, out);
}

fn heading(line: &Line, level: usize, plan: &Plan, out: &mut String) {
    let _ = writeln!(out, "{} {} {}\n", "#".repeat(level), line.reference, folded(&line.title));
    paragraphs(&words::statements(&line.outcomes), out);
    let actions: Vec<&Action> =
        plan.actions.iter().filter(|a| a.line.as_ref() == Some(&line.reference)).collect();
    table(plan, &actions, out);
    paragraphs(&words::updates(&line.updates), out);
}

fn paragraphs(text: &str, out: &mut String) {
    for paragraph in text.lines().filter(|l| !l.trim().is_empty()) {
        let _ = writeln!(out, "{}\n", folded(paragraph));
    }
}

fn table(plan: &Plan, actions: &[&Action], out: &mut String) {
    if actions.is_empty() {
        return;
    }
    let rated = words::rated(plan);
    let started = actions.iter().any(|a| !words::starts(&a.dates).is_empty());
    let mut header = vec!["Ref", "Action", "Recommendation", "Lead body", "Owner"];
    header.extend(started.then_some("Start date"));
    header.push("Target date");
    header.extend(rated.then_some("BRAG"));
    header.extend(["Progress", "Outcome"]);
    let _ = writeln!(out, "| {} |\n|{}", header.join(" | "), " --- |".repeat(header.len()));
    for action in actions {
        let mut cells = vec![
            action.reference.clone(),
            words::action(action),
            action.recommendations.join(", "),
            action.lead_body.clone().unwrap_or_default(),
            words::owners(&action.owners),
        ];
        cells.extend(started.then(|| words::starts(&action.dates)));
        cells.push(words::dates(&action.dates));
        cells.extend(rated.then(|| words::status(action)));
        cells.extend([words::updates(&action.updates), words::statements(&action.outcomes)]);
        let cells: Vec<String> = cells.iter().map(|c| cell(c)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
}

/// A cell: one line, no bar of its own.
fn cell(text: &str) -> String {
    text.lines().map(folded).collect::<Vec<_>>().join("<br>").replace('|', "\\|")
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
