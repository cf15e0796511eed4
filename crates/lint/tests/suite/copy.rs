//! A copy of a document with every name, year, reference and count changed, and nothing else.

use std::collections::BTreeSet;

use model::names::is_person;
use model::plan::Plan;

/// By how many years a copy is moved: the weekdays of 2021 and 2025 are those of 2027 and 2031.
pub(crate) const YEARS: u32 = 6;
/// What is added to the number of a priority.
const PRIORITIES: u8 = 3;

/// Another name of the same length, so that a slip of one letter stays one.
pub(crate) fn other_name(word: &str) -> String {
    let turn = |c: char| {
        let vowels = "aeiou";
        let consonants = "bcdfghjklmnpqrstvwxz";
        for (letters, by) in [(vowels, 2), (consonants, 7)] {
            let lower = c.to_ascii_lowercase();
            if let Some(at) = letters.find(lower) {
                let turned = letters.chars().cycle().nth(at + by).unwrap();
                return if c.is_uppercase() { turned.to_ascii_uppercase() } else { turned };
            }
        }
        c
    };
    word.chars().map(turn).collect()
}

/// The text with every word that is one of these names, or a letter away from one, turned into another name. A word
/// that also stands in small letters is no name (`Date` beside `Kate`).
pub(crate) fn renamed(text: &str, names: &[String]) -> String {
    let small: BTreeSet<&str> =
        text.split(|c: char| !c.is_alphabetic()).filter(|w| w.starts_with(char::is_lowercase)).collect();
    let named = |word: &str| {
        word.starts_with(char::is_uppercase)
            && !small.contains(word.to_lowercase().as_str())
            && names.iter().any(|name| model::names::distance(name, word) <= 1)
    };
    let mut out = String::new();
    for piece in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphabetic());
        if word.len() > 3 && named(word) {
            out.push_str(&other_name(word));
            out.push_str(&piece[word.len()..]);
        } else {
            out.push_str(piece);
        }
    }
    out
}

/// Ten times as many cases in every `X out of Y in time Z overdue`: the percentages stay, every count is another.
pub(crate) fn tenfold(text: &str) -> String {
    let mut out = String::new();
    let mut words = text.split_inclusive([' ', '>', '<', '\t', '\n']).peekable();
    let mut tenfold_next = false;
    while let Some(word) = words.next() {
        let bare = word.trim_end_matches([' ', '>', '<', '\t', '\n']);
        let number = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit());
        let next = words.peek().map_or("", |w| w.trim_end());
        let counted =
            number && (next.starts_with("out") || next.starts_with("in") || next.starts_with("overdue"));
        // Four digits that no count of cases stands beside are a year.
        let cases = bare.len() < 4 || tenfold_next || next.starts_with("out");
        if number && (counted || tenfold_next) && cases {
            out.push_str(bare);
            out.push('0');
            out.push_str(&word[bare.len()..]);
        } else {
            out.push_str(word);
        }
        tenfold_next = word.trim_end() == "of" && out.ends_with("out of ");
    }
    out
}

/// First and last names of the persons a plan names.
pub(crate) fn persons(plan: &Plan) -> Vec<String> {
    let offices =
        plan.priorities.iter().flat_map(|p| p.sponsors.iter().chain(&p.non_executives).chain(&p.leads));
    let services = plan.service_plans.iter().filter_map(|service| service.owner.as_deref());
    let phrases = offices.map(|owner| owner.text.as_str()).chain(services).chain(plan.owner.as_deref());
    let listed = plan
        .people
        .iter()
        .flat_map(|p| std::iter::once(p.name.as_str()).chain(p.aliases.iter().map(String::as_str)));
    let names: BTreeSet<String> = phrases
        .chain(listed)
        .flat_map(model::names::owners)
        .map(|name| name.split(['(', ',']).next().unwrap_or("").trim().to_owned())
        .filter(|name| is_person(name))
        .flat_map(|name| name.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .filter(|word| word.len() > 3)
        .collect();
    names.into_iter().collect()
}

/// The text with every year some years later: `2021`, `2021/22`, `July 21`, `16/11/21`.
pub(crate) fn years_later(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) || at.checked_sub(1).is_some_and(digit) {
            let next = (at + 1..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap();
            out.push_str(&text[at..next]);
            at = next;
            continue;
        }
        let end = (at..).find(|i| !digit(*i)).unwrap();
        let number = &text[at..end];
        let whole = number.len() == 4 && number.starts_with("20");
        let short = number.len() == 2
            && matches!(number.as_bytes()[0], b'1' | b'2')
            && is_short_year(&text[..at], text.get(end..).unwrap_or(""));
        if whole || short {
            let later: u32 = number.parse::<u32>().unwrap() + YEARS;
            out.push_str(&later.to_string());
        } else {
            out.push_str(number);
        }
        at = end;
    }
    out
}

/// Whether two digits are a year: behind a month, a year and a slash, or a day, a month and two slashes.
fn is_short_year(before: &str, after: &str) -> bool {
    const MONTHS: [&str; 13] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"];
    if after.starts_with(['%', '.', ':']) {
        return false;
    }
    if let Some(front) = before.strip_suffix('/') {
        let digits: String = front.chars().rev().take_while(|c| c.is_ascii_digit() || *c == '/').collect();
        return digits.matches('/').count() == 1 || digits.len() == 4;
    }
    let word = before.trim_end_matches(' ').rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let month = word.to_lowercase();
    before.ends_with(' ')
        && MONTHS.iter().any(|m| month == *m || (month.len() > 3 && m.len() == 3 && month.starts_with(m)))
}

/// The text with other numbers for its priorities and lines: the references at the start of a line (not the numbers
/// of a list of whole sentences), and those that the text sends the reader to (`see 3.2`).
pub(crate) fn renumbered(text: &str) -> String {
    let line = |line: &str| -> String {
        let (marks, rest) = line.split_at(line.len() - line.trim_start_matches('*').len());
        let reference = match rest.as_bytes() {
            [_, b'.', b' ', ..] => {
                rest.split("Sponsor").next().is_some_and(|t| t.split_whitespace().count() < 10)
            }
            [_, b'.', c, ..] => c.is_ascii_digit(),
            [_, b' ', c, ..] => c.is_ascii_uppercase(),
            _ => false,
        };
        match rest.chars().next() {
            Some(digit @ '1'..='5') if reference => format!("{marks}{}{}", moved(digit), &rest[1..]),
            _ => line.to_owned(),
        }
    };
    let text: String = text.split_inclusive('\n').map(line).collect();
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(' ') {
        let sent = (out.ends_with("see ") || out.ends_with("See ")) && piece.as_bytes().get(1) == Some(&b'.');
        match piece.chars().next() {
            Some(digit @ '1'..='5') if sent => out.extend([&moved(digit).to_string(), &piece[1..]]),
            _ => out.push_str(piece),
        }
    }
    out
}

/// A reference or key of the plan as it is in the copy: `1.4b` becomes `4.4b`.
pub(crate) fn moved_reference(subject: &str) -> String {
    match subject.chars().next() {
        Some(d @ '1'..='5') => format!("{}{}", moved(d), &subject[1..]),
        _ => subject.to_owned(),
    }
}

fn moved(digit: char) -> char {
    char::from(u8::try_from(digit).unwrap() + PRIORITIES)
}
