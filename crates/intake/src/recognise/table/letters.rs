//! The tasks inside an action cell: `(a)`, `b)`, `1.`, bullets, paragraphs, or letters run together in one string.

use super::layout::WORDS;
use crate::document::{Cell, Content};
use crate::read::mark;

/// A task as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Task {
    /// Its letter or number without brackets.
    pub(crate) label: Option<String>,
    /// Its words.
    pub(crate) text: String,
    /// Items below it: letter and words.
    pub(crate) parts: Vec<(Option<String>, String)>,
}

/// How the tasks of a cell are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Told {
    /// There is one.
    #[default]
    One,
    /// By letters or numbers.
    Labels,
    /// By bullets.
    Bullets,
    /// By paragraphs.
    Paragraphs,
}

/// The tasks of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tasks {
    /// Sentences before the first task.
    pub(crate) intro: Vec<String>,
    /// In order.
    pub(crate) tasks: Vec<Task>,
    /// How they are told apart.
    pub(crate) told: Told,
}

impl Tasks {
    /// The whole cell as one task; labelled tasks and bullets become its parts.
    pub(crate) fn as_one(&self) -> Task {
        let mut words: Vec<&str> = self.intro.iter().map(String::as_str).collect();
        match (self.told, self.tasks.as_slice()) {
            (_, [one]) => {
                words.push(&one.text);
                Task { text: words.join(" "), ..one.clone() }
            }
            (Told::Labels | Told::Bullets, tasks) => {
                let parts = tasks
                    .iter()
                    .flat_map(|t| [(t.label.clone(), t.text.clone())].into_iter().chain(t.parts.clone()))
                    .collect();
                if words.is_empty() {
                    words = tasks.iter().map(|t| t.text.as_str()).collect();
                }
                Task { label: None, text: words.join(" "), parts }
            }
            (_, tasks) => {
                words.extend(tasks.iter().map(|t| t.text.as_str()));
                let parts = tasks.iter().flat_map(|t| t.parts.clone()).collect();
                Task { label: None, text: words.join(" "), parts }
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Letter,
    Digit,
    Roman,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Label {
    family: Family,
    ordinal: usize,
    bare: String,
}

enum Fragment {
    Labelled(Label, String),
    Bullet(String),
    Run(String),
    Plain(String),
}

/// The tasks of an action cell.
pub(crate) fn read(cell: &Cell) -> Tasks {
    let mut fragments = Vec::new();
    let mut last: Option<Label> = None;
    let unmarked =
        cell.content.iter().filter(|c| matches!(c, Content::Item { mark, .. } if mark.is_empty())).count();
    // What was struck through was replaced by what stands beside it.
    let standing = cell.content.iter().any(|c| !matches!(c, Content::Paragraph { struck: true, .. }));
    for part in &cell.content {
        match part {
            Content::Paragraph { struck: true, .. } if standing => {}
            Content::Paragraph { text, .. } => cut(text, false, &mut last, &mut fragments),
            Content::Item { mark, text } if mark.is_empty() => {
                cut(text, unmarked == 1, &mut last, &mut fragments);
            }
            Content::Item { text, .. } => match label_at(text, last.as_ref(), true) {
                Some((label, rest)) => {
                    last = Some(label.clone());
                    fragments.push(Fragment::Labelled(label, rest.to_owned()));
                }
                None => fragments.push(Fragment::Bullet(text.clone())),
            },
            Content::Table(_) => {}
        }
        if unmarked > 1
            && matches!(part, Content::Item { mark, .. } if mark.is_empty())
            && let Some(Fragment::Plain(text)) = fragments.pop_if(|f| matches!(f, Fragment::Plain(_)))
        {
            fragments.push(Fragment::Bullet(text));
        }
    }
    assemble(fragments)
}

fn assemble(fragments: Vec<Fragment>) -> Tasks {
    let family =
        fragments.iter().find_map(|f| if let Fragment::Labelled(l, _) = f { Some(l.family) } else { None });
    let mut out = Tasks::default();
    let mut bullets: Vec<String> = Vec::new();
    for fragment in fragments {
        match fragment {
            Fragment::Labelled(label, text) if Some(label.family) == family => {
                out.told = Told::Labels;
                out.intro.append(&mut bullets);
                out.tasks.push(Task { label: Some(label.bare), text, parts: vec![] });
            }
            Fragment::Labelled(label, text) => match out.tasks.last_mut() {
                Some(task) => task.parts.push((Some(label.bare), text)),
                None => out.intro.push(text),
            },
            Fragment::Bullet(text) => match out.tasks.last_mut() {
                Some(task) => task.parts.push((None, text)),
                None => bullets.push(text),
            },
            Fragment::Run(text) => match out.tasks.last_mut() {
                Some(task) => task.parts.extend(by_verbs(&text).into_iter().map(|t| (None, t))),
                None => out.intro.push(text),
            },
            Fragment::Plain(text) => match out.tasks.last_mut() {
                Some(task) if task.parts.is_empty() => {
                    task.text.push(' ');
                    task.text.push_str(&text);
                }
                Some(task) => task.parts.push((None, text)),
                None if !bullets.is_empty() => bullets.push(text),
                None => out.intro.push(text),
            },
        }
    }
    if out.told == Told::Labels {
        return out;
    }
    if bullets.is_empty() {
        let paragraphs = std::mem::take(&mut out.intro);
        out.told = if paragraphs.len() > 1 { Told::Paragraphs } else { Told::One };
        out.tasks = paragraphs.into_iter().map(|text| Task { text, ..Task::default() }).collect();
    } else {
        out.told = if bullets.len() > 1 { Told::Bullets } else { Told::One };
        out.tasks = bullets.into_iter().map(|text| Task { text, ..Task::default() }).collect();
    }
    out
}

/// Cuts a paragraph at its labels. Inside it a label counts only where it follows the one before it (or begins a
/// new series) and a capital follows.
fn cut(text: &str, run: bool, last: &mut Option<Label>, out: &mut Vec<Fragment>) {
    let mut from = 0;
    let mut open: Option<Label> = None;
    let mut at = 0;
    let mut small = false;
    let mut push = |open: Option<Label>, piece: &str| {
        let piece = piece.trim();
        match open {
            Some(label) => out.push(Fragment::Labelled(label, piece.to_owned())),
            None if piece.is_empty() => {}
            None if run => out.push(Fragment::Run(piece.to_owned())),
            None => out.push(Fragment::Plain(piece.to_owned())),
        }
    };
    loop {
        let rest = text.get(at..).unwrap_or("");
        if let Some((label, after)) = label_at(rest, last.as_ref(), at == 0)
            && (at == 0
                || ((begins(after) || small) && follows(&label, last.as_ref()))
                || starts_series(&label, after))
        {
            push(open.take(), text.get(from..at).unwrap_or(""));
            // A series that begins in lower case goes on so.
            small |= label.ordinal == 1 && !begins(after);
            *last = Some(label.clone());
            open = Some(label);
            from = text.len() - after.len();
            at = from;
            continue;
        }
        match rest.find(' ') {
            Some(space) => at += space + 1,
            None => break,
        }
    }
    push(open, text.get(from..).unwrap_or(""));
}

fn begins(after: &str) -> bool {
    after.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '\'' | '‘' | '“' | '"'))
}

fn follows(label: &Label, last: Option<&Label>) -> bool {
    last.is_some_and(|l| {
        l.family == label.family && (label.ordinal == l.ordinal + 1 || (label.ordinal == 1 && l.ordinal > 1))
    })
}

/// A first label inside a paragraph begins a series when its second comes later: `… as follows: a) X b) Y`.
fn starts_series(label: &Label, after: &str) -> bool {
    if label.ordinal != 1 || label.family == Family::Roman {
        return false;
    }
    let second = if label.family == Family::Letter { ["b) ", "(b) "] } else { ["2) ", "(2) "] };
    // What is meant stands near: a look at the next few thousand characters is enough.
    let mut near = after.len().min(4000);
    while !after.is_char_boundary(near) {
        near -= 1;
    }
    let after = after.get(..near).unwrap_or(after);
    second
        .iter()
        .any(|s| after.match_indices(s).any(|(i, _)| i > 0 && after.as_bytes().get(i - 1) == Some(&b' ')))
}

/// The label at the beginning of a text and what follows it.
fn label_at<'t>(text: &'t str, last: Option<&Label>, first: bool) -> Option<(Label, &'t str)> {
    if text.starts_with(|c: char| c == '(' || c.is_ascii_alphanumeric()) {
        let (printed, rest) = mark::label(text)?;
        if rest.is_empty() {
            return None;
        }
        let bare = mark::bare(printed).to_owned();
        let digits: Option<usize> = bare.parse().ok();
        if let Some(ordinal) = digits {
            // Inside a paragraph `1.` may end a sentence.
            let stop = printed.ends_with('.');
            return (first || !stop).then_some((Label { family: Family::Digit, ordinal, bare }, rest));
        }
        let letter = (bare.len() == 1).then(|| {
            bare.bytes().next().map_or(0, |b| usize::from(b.to_ascii_lowercase().wrapping_sub(b'a')) + 1)
        });
        let roman = roman(&bare);
        let in_letters = last.is_some_and(|l| l.family == Family::Letter);
        let next_letter =
            letter.is_some_and(|n| last.is_some_and(|l| l.family == Family::Letter && n == l.ordinal + 1));
        let (family, ordinal) = match (letter, roman) {
            (Some(n), _) if next_letter => (Family::Letter, n),
            (_, Some(n))
                if last.is_some_and(|l| l.family == Family::Roman && n == l.ordinal + 1) || n == 1 =>
            {
                (Family::Roman, n)
            }
            (Some(n), None) => (Family::Letter, n),
            (Some(n), Some(_)) if in_letters => (Family::Letter, n),
            (_, Some(n)) => (Family::Roman, n),
            (None, None) => return None,
        };
        return Some((Label { family, ordinal, bare }, rest));
    }
    None
}

fn roman(word: &str) -> Option<usize> {
    const NUMERALS: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    NUMERALS.iter().position(|n| *n == word).map(|p| p + 1)
}

/// Items run together without marks, cut before a capital that begins a task.
fn by_verbs(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let verb = word.starts_with(char::is_uppercase)
            && WORDS.verbs.task.iter().any(|v| v.eq_ignore_ascii_case(word));
        match out.last_mut() {
            Some(item) if !verb => {
                item.push(' ');
                item.push_str(word);
            }
            _ => out.push(word.to_owned()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Told, read};
    use crate::document::Cell;
    use crate::read::html::content;
    use model::at::At;

    fn shown(raw: &str) -> String {
        let cell = Cell { content: content(raw, &At::default()), span: 1, ..Cell::default() };
        let tasks = read(&cell);
        let mut out = vec![tasks.intro.join("+")];
        for task in &tasks.tasks {
            let parts: Vec<String> = task
                .parts
                .iter()
                .map(|(l, t)| format!("{}{t}", l.as_deref().map(|l| format!("{l}:")).unwrap_or_default()))
                .collect();
            out.push(format!(
                "{}={}{}",
                task.label.as_deref().unwrap_or(""),
                task.text,
                if parts.is_empty() { String::new() } else { format!("[{}]", parts.join(";")) }
            ));
        }
        out.join("|")
    }

    #[test]
    fn tasks_are_told_apart() {
        for (raw, expected) in [
            ("<p>(a) Do x</p><p>(b) Do y</p>", "|a=Do x|b=Do y"),
            ("<p>Through these:</p><p>a. Do x</p><p>b. Do y</p>", "Through these:|a=Do x|b=Do y"),
            ("<ul> a) Do x (see b) b) Do y a) Do z b) Do w", "|a=Do x (see b)|b=Do y|a=Do z|b=Do w"),
            ("<p>a) Do x</p><p>more of x</p><p>b) Do y</p>", "|a=Do x more of x|b=Do y"),
            (
                "<p>(c) Do x:</p> <ul> Reinstate daily meetings with TVP Review the offer Ensure Management Oversight <p>(d) Do y</p>",
                "|c=Do x:[Reinstate daily meetings with TVP;Review the offer;Ensure Management Oversight]|d=Do y",
            ),
            ("<p>h) Do x</p><p>i) Do y</p><p>j) Do z</p>", "|h=Do x|i=Do y|j=Do z"),
            ("<p>a) Do x</p><p>i) one</p><p>ii) two</p><p>b) Do y</p>", "|a=Do x[i:one;ii:two]|b=Do y"),
            ("1. Do x\n2. Do y", "|1=Do x|2=Do y"),
            ("Do these: • one • two", "Do these:|=one|=two"),
            (
                "<p>Where no option: </p> <ul style=\"x\"> a) Transition b) Permanent",
                "Where no option:|a=Transition|b=Permanent",
            ),
            ("Do x as (a) agreed and so on", "|=Do x as (a) agreed and so on"),
            ("Have a home ready: a) to try b) to stay", "Have a home ready:|a=to try|b=to stay"),
            ("Do all: a) Plan b) Do", "Do all:|a=Plan|b=Do"),
        ] {
            assert_eq!(shown(raw), expected, "{raw}");
        }
    }

    #[test]
    fn a_cell_as_one_task_keeps_its_items_as_parts() {
        let cell = Cell {
            content: content("<p>Where: </p><ul> a) Transition b) Permanent", &At::default()),
            span: 1,
            ..Cell::default()
        };
        let tasks = read(&cell);
        assert_eq!(tasks.told, Told::Labels);
        let one = tasks.as_one();
        assert_eq!((one.text.as_str(), one.parts.len()), ("Where:", 2));
    }
}
