//! Labels in running text: `Owner: Jane Doe; Due: May 2024`.

use super::layout::{Meaning, exact};

/// A label with what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Labelled {
    /// What the label means.
    pub(crate) means: Meaning,
    /// The label as printed.
    pub(crate) label: String,
    /// Its value; empty where it stands in the lines below.
    pub(crate) value: String,
}

/// The words before the first label and every label of the line. No labels: the whole line is what is before.
pub(crate) fn read(line: &str) -> (String, Vec<Labelled>) {
    let mut found: Vec<(usize, usize, Meaning)> = Vec::new();
    for (at, _) in line.match_indices(':').take(40) {
        let from = found.last().map_or(0, |f| f.1);
        if let Some((start, means)) = label_before(line.get(from..at).unwrap_or("")) {
            found.push((from + start, at + 1, means));
        }
    }
    if found.is_empty()
        && let Some((start, end, means)) = dashed(line).or_else(|| questioned(line))
    {
        found.push((start, end, means));
    }
    let Some((first, ..)) = found.first() else { return (line.trim().to_owned(), Vec::new()) };
    let before = tidy(line.get(..*first).unwrap_or(""));
    let ends = found.iter().skip(1).map(|f| f.0).chain([line.len()]);
    let labels = found
        .iter()
        .zip(ends)
        .map(|((start, from, means), to)| Labelled {
            means: *means,
            label: line.get(*start..*from).unwrap_or("").trim_matches([' ', ':', '-', '–', '—']).to_owned(),
            value: value(*means, line.get(*from..to).unwrap_or("")),
        })
        .collect();
    (before, labels)
}

/// The longest run of words at the end of this text that is the name of a field, and where it begins.
fn label_before(text: &str) -> Option<(usize, Meaning)> {
    let mut best = None;
    let mut words = 0;
    let starts = text.char_indices().rev().filter(|(i, c)| {
        let before = text.get(..*i).and_then(|b| b.chars().next_back());
        c.is_alphabetic() && before.is_none_or(|b| !b.is_alphanumeric() && b != '\'')
    });
    for (start, _) in starts {
        words += 1;
        if words > 6 {
            break;
        }
        let candidate = text.get(start..).unwrap_or("");
        // A label does not run over the end of a sentence or a value.
        if candidate.contains(['.', ';', '|', ',', '\n']) {
            break;
        }
        if let Some(means) = exact(candidate) {
            best = Some((start, means));
        }
    }
    // In the middle of a line a label begins with a capital or follows a mark.
    best.filter(|(start, _)| {
        let head = text.get(..*start).unwrap_or("").trim_end();
        head.is_empty()
            || head.ends_with([';', '|', ',', '.', '(', '-', '–', '—', '/', ')'])
            || text.get(*start..).is_some_and(|t| t.starts_with(char::is_uppercase))
    })
}

/// `Owner – Jane Doe`: a label at the beginning, then a dash.
fn dashed(line: &str) -> Option<(usize, usize, Meaning)> {
    for dash in [" – ", " - ", " — "] {
        if let Some(at) = line.find(dash)
            && at < 40
            && let Some(means) = exact(line.get(..at)?)
        {
            return Some((0, at + dash.len(), means));
        }
    }
    None
}

/// `So what? Leaders know`: a label that asks, then its answer.
fn questioned(line: &str) -> Option<(usize, usize, Meaning)> {
    let at = line
        .find('?')
        .filter(|at| *at < 90 && line.get(at + 1..).is_some_and(|rest| !rest.trim().is_empty()))?;
    exact(line.get(..at)?).map(|means| (0, at + 1, means))
}

/// The value of a label; a full stop after a name, a date or a colour only ends the field.
fn value(means: Meaning, text: &str) -> String {
    let text = tidy(text);
    match means {
        Meaning::Action | Meaning::Step | Meaning::Progress | Meaning::Outcome | Meaning::Other => text,
        _ => text.strip_suffix('.').map_or(text.clone(), str::to_owned),
    }
}

fn tidy(text: &str) -> String {
    let text = text
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ';' | '|' | '–' | '—' | ',' | '*' | '_'));
    let text = text.strip_suffix(" -").or_else(|| text.strip_suffix(" (")).unwrap_or(text).trim();
    let text = text.trim_end_matches(['–', '—', '(', ' ']);
    // A bracket opened before the first label closes after the last.
    match text.strip_suffix(')') {
        Some(inner) if !inner.contains('(') => inner.trim().to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn shown(line: &str) -> String {
        let (before, labels) = read(line);
        let labels: Vec<String> = labels.iter().map(|l| format!("{}={}", l.label, l.value)).collect();
        format!("{before}|{}", labels.join("|"))
    }

    #[test]
    fn labels_are_found_in_lines() {
        for (line, expected) in [
            ("Owner: Jane Doe; Due: May 2024", "|Owner=Jane Doe|Due=May 2024"),
            (
                "Review the offer (Owner: Jane Doe, by when: 3 May)",
                "Review the offer|Owner=Jane Doe|by when=3 May",
            ),
            (
                "Action: Do this. Lead officer: A Boe Status: Green",
                "|Action=Do this.|Lead officer=A Boe|Status=Green",
            ),
            ("Progress:", "|Progress="),
            ("Lead – Jane Doe", "|Lead=Jane Doe"),
            ("We agreed three things: speed, care and time", "We agreed three things: speed, care and time|"),
            ("How will we know? : Fewer moves", "|How will we know?=Fewer moves"),
            ("So what? Leaders know", "|So what?=Leaders know"),
            ("Why did it fail? Nobody asked", "Why did it fail? Nobody asked|"),
        ] {
            assert_eq!(shown(line), expected, "{line}");
        }
    }
}
