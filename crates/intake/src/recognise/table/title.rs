//! Titles of the parts of a plan: `Priority 2: Workforce`, `1) Improving Quality`, with sponsors and leads in the
//! same cell, in rows of their own or in lines before the table.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use model::plan::PriorityKind;

use super::layout::WORDS;
use super::words::{squeeze, words};

/// A title taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Title {
    /// The printed number or letter.
    pub(crate) number: Option<String>,
    /// What the title calls itself.
    pub(crate) kind: Option<PriorityKind>,
    /// The words after number and kind.
    pub(crate) title: String,
    /// What labels say: sponsors, leads.
    pub(crate) labels: Vec<(Label, String)>,
}

/// What a label in a title says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// Who sponsors.
    Sponsor,
    /// Who sits beside the sponsor without an executive office.
    NonExecutive,
    /// Who leads.
    Lead,
    /// What the part is for.
    Outcome,
}

const LABELS: [(&str, Label); 37] = [
    ("executive sponsors", Label::Sponsor),
    ("executive sponsor", Label::Sponsor),
    ("priority sponsor", Label::Sponsor),
    ("theme sponsor", Label::Sponsor),
    ("senior responsible officer", Label::Sponsor),
    ("sponsors", Label::Sponsor),
    ("sponsor", Label::Sponsor),
    ("sro", Label::Sponsor),
    ("non-executive sponsor", Label::NonExecutive),
    ("non-executive", Label::NonExecutive),
    ("non executive", Label::NonExecutive),
    ("ned", Label::NonExecutive),
    ("priority leads", Label::Lead),
    ("priority lead", Label::Lead),
    ("theme lead", Label::Lead),
    ("strategic lead", Label::Lead),
    ("operational lead", Label::Lead),
    ("workstream lead", Label::Lead),
    ("programme lead", Label::Lead),
    ("lead officers", Label::Lead),
    ("lead officer", Label::Lead),
    ("overall lead", Label::Lead),
    ("leads", Label::Lead),
    ("lead", Label::Lead),
    ("aims", Label::Outcome),
    ("aim", Label::Outcome),
    ("intended outcome", Label::Outcome),
    ("intended outcomes", Label::Outcome),
    ("desired outcome", Label::Outcome),
    ("outcome we want", Label::Outcome),
    ("outcomes we want", Label::Outcome),
    ("overall outcome", Label::Outcome),
    ("what we want to achieve", Label::Outcome),
    ("what we want to see", Label::Outcome),
    ("outcomes", Label::Outcome),
    ("outcome", Label::Outcome),
    ("objective", Label::Outcome),
];

/// Takes a title apart. A text of labels only has an empty title.
pub(crate) fn read(text: &str) -> Title {
    let (head, labels) = cut_labels(text);
    let mut title = Title { labels, ..Title::default() };
    let head = head.trim().trim_matches(['-', '–', '|', ';', ' ']).trim_end_matches(['(', '[', ' ']);
    let (kind, number, rest) = numbered(head);
    title.kind = kind;
    title.number = number;
    title.title = rest.trim().to_owned();
    title
}

/// Whether a line looks like the title of a part of a plan: it says so or is numbered, and is no sentence.
pub(crate) fn looks_like(text: &str) -> bool {
    if text.len() > 600 {
        return false;
    }
    let title = read(text);
    let count = title.title.split_whitespace().count();
    if count > 40 || (count > 14 && text.trim_end().ends_with(['.', ';', ','])) {
        return false;
    }
    match (&title.kind, &title.number) {
        (Some(_), Some(_)) => true,
        (None, Some(_)) => {
            count > 0
                && title.title.starts_with(char::is_uppercase)
                && !text.trim_end().ends_with(['.', ';', ',', '?'])
        }
        _ => false,
    }
}

/// Whether a title says that it is a part of the plan's first rank: `Priority 2: Workforce`, `Theme: Homes`.
pub(crate) fn is_top(text: &str) -> bool {
    let title = read(text);
    let named = || {
        let word = text.split(':').next().unwrap_or("").trim().to_lowercase();
        let short = (1..=10).contains(&title.title.split_whitespace().count());
        short
            && ["theme", "priority", "priority area", "workstream", "strand", "pillar"]
                .contains(&word.as_str())
    };
    matches!(title.kind, Some(PriorityKind::Priority | PriorityKind::Theme | PriorityKind::Programme))
        && (title.number.is_some() || named())
}

/// Whether a title, its number aside, names nothing: `4. Actions`.
pub(crate) fn names_nothing(text: &str) -> bool {
    let title = read(text);
    title.kind.is_none() && title.labels.is_empty() && is_generic(&title.title)
}

/// Whether the text is only labels: `Sponsor: …`, `Lead: …`.
pub(crate) fn is_labels(text: &str) -> bool {
    if text.len() >= 300 {
        return false;
    }
    let title = read(text);
    !title.labels.is_empty() && title.title.is_empty() && title.number.is_none()
}

/// Titles that name nothing, made comparable once.
static GENERIC: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| WORDS.titles.generic.iter().map(|g| words(g).join(" ")).collect());

/// Whether a title names nothing: `Action plan`, `Actions`.
pub(crate) fn is_generic(text: &str) -> bool {
    let plain = words(text).join(" ");
    plain.is_empty() || GENERIC.contains(&plain)
}

/// Whether an unnumbered title names a part of the plan rather than the document.
pub(crate) fn names_a_part(text: &str) -> bool {
    const DOCUMENT: [&str; 16] = [
        "plan",
        "tracker",
        "log",
        "report",
        "council",
        "borough",
        "version",
        "draft",
        "updated",
        "appendix",
        "annex",
        "action",
        "introduction",
        "background",
        "key",
        "glossary",
    ];
    let all = words(text);
    !is_generic(text)
        && all.len() <= 14
        && text.contains(char::is_alphabetic)
        && !all.iter().any(|w| DOCUMENT.contains(&w.as_str()))
}

/// The text before the first label, and what each label says.
fn cut_labels(text: &str) -> (String, Vec<(Label, String)>) {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return (text.to_owned(), Vec::new());
    }
    let mut found: Vec<(usize, usize, Label)> = Vec::new();
    for (at, _) in lower.match_indices(':') {
        let before = lower.get(..at).unwrap_or("").trim_end_matches([' ', ')']).trim_end_matches("(s");
        let hit = LABELS.iter().find(|(name, _)| {
            before
                .strip_suffix(name)
                .is_some_and(|head| head.is_empty() || head.ends_with(|c: char| !c.is_alphanumeric()))
        });
        if let Some((name, label)) = hit {
            found.push((before.len() - name.len(), at + 1, *label));
        }
    }
    let Some((first, ..)) = found.first() else { return (text.to_owned(), Vec::new()) };
    let head = text.get(..*first).unwrap_or("").to_owned();
    let ends = found.iter().skip(1).map(|f| f.0).chain([text.len()]);
    let labels = found
        .iter()
        .zip(ends)
        .map(|((_, from, label), to)| {
            let value = text.get(*from..to).unwrap_or("").trim_matches([' ', ';', ',', '|', '*', '–', '-']);
            // `(Sponsor: A Lee)`: the bracket before the label closes behind its value.
            let closed = value.strip_suffix([')', ']']).filter(|v| !v.contains(['(', '[']));
            (*label, closed.unwrap_or(value).to_owned())
        })
        .filter(|(_, v)| !v.is_empty())
        .collect();
    (head, labels)
}

fn numbered(head: &str) -> (Option<PriorityKind>, Option<String>, String) {
    const KINDS: [(&str, PriorityKind); 17] = [
        ("priority area", PriorityKind::Priority),
        ("priority theme", PriorityKind::Priority),
        ("priority", PriorityKind::Priority),
        ("theme", PriorityKind::Theme),
        ("programme", PriorityKind::Programme),
        ("workstream", PriorityKind::Programme),
        ("objective", PriorityKind::Priority),
        ("strand", PriorityKind::Theme),
        ("pillar", PriorityKind::Theme),
        ("area", PriorityKind::Theme),
        ("section", PriorityKind::Section),
        ("part", PriorityKind::Section),
        ("goal", PriorityKind::Priority),
        ("finding", PriorityKind::Theme),
        ("chapter", PriorityKind::Section),
        ("ambition", PriorityKind::Priority),
        ("aim", PriorityKind::Priority),
    ];
    let lower = head.to_lowercase();
    for (word, kind) in KINDS {
        let Some(rest) = lower.strip_prefix(word).filter(|r| r.starts_with([' ', ':', '-', '–', '#']))
        else {
            continue;
        };
        let from = head.len().saturating_sub(rest.len());
        let rest = head.get(from..).unwrap_or("").trim_start_matches([' ', ':', '#', '-', '–']);
        if let Some((number, title)) = number(rest) {
            return (Some(kind), Some(number), title);
        }
        // `Priority: Workforce` has a kind and no number.
        if head.get(from..).is_some_and(|r| r.trim_start().starts_with(':')) {
            return (Some(kind), None, rest.to_owned());
        }
    }
    let digits = head.find(|c: char| !c.is_ascii_digit()).unwrap_or(head.len());
    if (1..=2).contains(&digits) {
        let (figure, after) = head.split_at(digits);
        let rest = after.trim_start_matches(['.', ')', ':', ' ', '-', '–', '\u{a0}']);
        let parted = after.starts_with(['.', ')', ':', ' ', '-', '–']) && !after.starts_with(".1");
        if parted && rest.starts_with(char::is_alphabetic) {
            return (None, Some(figure.trim_start_matches('0').to_owned()), rest.to_owned());
        }
    }
    (None, None, head.to_owned())
}

/// The number at the beginning of what follows a kind word: `2: Workforce`, `A – Help`, `three`.
fn number(rest: &str) -> Option<(String, String)> {
    const NUMBERS: [&str; 10] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let (word, after) = rest.split_at(end);
    let title = after.trim_start_matches([' ', ':', '.', ')', '-', '–', '—']).to_owned();
    let lower = word.to_lowercase();
    if (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit()) {
        return Some((word.to_owned(), title));
    }
    if let Some(place) = NUMBERS.iter().position(|n| *n == lower) {
        return Some(((place + 1).to_string(), title));
    }
    let letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    let roman = crate::read::mark::is_roman(&lower) && word.bytes().all(|b| b.is_ascii_uppercase());
    ((letter || roman) && (after.is_empty() || after.starts_with([' ', ':', '.', ')', '-', '–', '—'])))
        .then(|| (word.to_owned(), title))
}

/// The names in a printed list of persons: those after `with` sit beside the ones before it.
pub(crate) fn names(value: &str) -> (Vec<String>, Vec<String>) {
    let (first, second) = match value.find(" with ") {
        Some(at) => (value.get(..at).unwrap_or(value), value.get(at + 6..).unwrap_or("")),
        None => (value, ""),
    };
    (list(first), list(second))
}

fn list(text: &str) -> Vec<String> {
    text.replace(" and ", ";")
        .replace(" & ", ";")
        .replace(['/', ','], ";")
        .split(';')
        .map(|n| n.trim().to_owned())
        .filter(|n| !n.is_empty())
        .collect()
}

/// Whether two titles name the same thing: equal words, or one cut or spoilt by a few letters.
pub(crate) fn same(a: &str, b: &str) -> bool {
    same_squeezed(&squeeze(a), &squeeze(b))
}

/// The same for titles already made comparable.
pub(crate) fn same_squeezed(a: &str, b: &str) -> bool {
    a == b || (a.len() > 8 && a.len().abs_diff(b.len()) <= 2 && super::words::distance(a, b, 2) <= 2)
}

/// Joins the pieces of a title that a table tore apart: letters printed on both sides of a tear count once.
pub(crate) fn mend(pieces: &[&str]) -> String {
    let mut out = String::new();
    for piece in pieces.iter().map(|p| p.trim()).filter(|p| p.chars().any(char::is_alphanumeric)) {
        let torn = piece.starts_with(char::is_lowercase) && out.ends_with(char::is_alphabetic);
        if torn {
            let overlap = (1..=piece.len().min(out.len()))
                .rev()
                .find(|n| piece.is_char_boundary(*n) && piece.get(..*n).is_some_and(|p| out.ends_with(p)))
                .unwrap_or(0);
            out.push_str(piece.get(overlap..).unwrap_or(""));
        } else {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(piece);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Label, is_labels, looks_like, mend, names, read};

    #[test]
    fn titles_are_taken_apart() {
        let t = read("1 Help at the right time Sponsor: Ann Lee with Bo Cho (NED) Lead: Cy Day");
        assert_eq!((t.number.as_deref(), t.title.as_str()), (Some("1"), "Help at the right time"));
        assert_eq!(
            t.labels,
            [(Label::Sponsor, "Ann Lee with Bo Cho (NED)".into()), (Label::Lead, "Cy Day".into())]
        );
        assert_eq!(
            names("Ann Lee and Di Fox with Bo Cho (NED)"),
            (vec!["Ann Lee".into(), "Di Fox".into()], vec!["Bo Cho (NED)".into()])
        );
        let t = read("Priority 1: Early help (Sponsor: Ann Lee)");
        assert_eq!(
            (t.title.as_str(), t.labels),
            ("Early help", vec![(Label::Sponsor, "Ann Lee".to_owned())])
        );
        assert_eq!(read("Priority Two – Workforce").number.as_deref(), Some("2"));
        assert_eq!(read("3) Improving X – Making X better").title, "Improving X – Making X better");
        assert!(is_labels("Sponsor: Ann Lee Lead(s): Bo") && !is_labels("Leading: a life"));
        assert!(
            looks_like("Theme 4: Voice")
                && looks_like("2 Stable teams")
                && !looks_like("2 children went home.")
                && !looks_like("2021/22 Plan")
                && !looks_like("1.1 Reviews")
        );
    }

    #[test]
    fn torn_titles_are_mended() {
        assert_eq!(mend(&["Serv", "vices for Children"]), "Services for Children");
        assert_eq!(mend(&["Safe", "guarding Inspectio", "on"]), "Safeguarding Inspection");
        assert_eq!(mend(&["Safegua", "rding Inspection", "-"]), "Safeguarding Inspection");
        assert_eq!(mend(&["Early Help", "Front Door"]), "Early Help Front Door");
    }
}
