//! References as printed: `1.10`, `3a`, `1 C`, `OR 6 / 22`, `IP-04`, with letters of other alphabets put right.

/// A reference made comparable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reference {
    /// As kept: white space folded, look-alike letters and a space before a final letter put right.
    pub(crate) text: String,
    /// Letters of another alphabet were replaced.
    pub(crate) repaired: bool,
}

/// Reads the text of a reference cell.
pub(crate) fn read(text: &str) -> Reference {
    let mut out = String::with_capacity(text.len());
    let mut repaired = false;
    for c in text.chars() {
        let latin = latin(c);
        repaired |= latin != c;
        out.push(latin);
    }
    let folded = crate::read::fold(&out);
    let folded = folded.trim_end_matches(['.', ')', ':']).trim_start_matches('(');
    let spaced = split(folded).filter(|(stem, letter)| stem.ends_with(' ') && letter.is_some());
    let text = match spaced {
        Some((stem, letter)) => format!("{}{}", stem.trim_end(), letter.unwrap_or_default()),
        None => folded.to_owned(),
    };
    Reference { text, repaired }
}

/// The Latin letter or digit that a letter of another alphabet looks like.
fn latin(c: char) -> char {
    match c {
        'З' | 'з' => '3',
        'а' | 'α' => 'a',
        'А' | 'Α' => 'A',
        'в' | 'В' | 'Β' => 'B',
        'с' | 'ϲ' => 'c',
        'С' => 'C',
        'е' | 'ε' => 'e',
        'Е' | 'Ε' => 'E',
        'і' | 'ι' => 'i',
        'І' | 'Ι' => 'I',
        'о' | 'ο' => 'o',
        'О' | 'Ο' => 'O',
        'р' | 'ρ' => 'p',
        'х' | 'χ' => 'x',
        'б' => '6',
        'ԁ' => 'd',
        'ƅ' => 'b',
        _ => c,
    }
}

/// The stem and the final letter of a reference: `12a` is `12` and `a`, `1.1(b)` is `1.1` and `b`, `1.2` has no
/// letter. `None` where the text is no number with or without a letter.
pub(crate) fn split(text: &str) -> Option<(&str, Option<char>)> {
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (stem, tail) = text.split_at(end);
    let digits_first = stem.starts_with(|c: char| c.is_ascii_digit());
    if !digits_first || !stem.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let bare: String = tail.chars().filter(|c| !matches!(c, '(' | ')' | ' ' | '.' | '-')).collect();
    let mut letters = bare.chars();
    match (letters.next(), letters.next()) {
        (None, _) => Some((stem, None)),
        (Some(c), None) if c.is_ascii_alphabetic() => {
            let stem = if tail.starts_with(' ') { text.get(..=end).unwrap_or(stem) } else { stem };
            Some((stem, Some(c.to_ascii_lowercase())))
        }
        _ => None,
    }
}

/// Whether a cell's text looks like a reference: short, with a digit (or one letter), few words.
pub(crate) fn looks_like(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 16 {
        return false;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let clean = text.chars().all(|c| c.is_alphanumeric() || " ./-()&,:#_".contains(c));
    let year = text.len() == 4 && digits == 4;
    clean && !year && ((digits > 0 && letters <= 8) || (letters == 1 && digits == 0)) && !text.contains("20")
        || crate::read::mark::is_roman(text)
}

/// The bare numbers of the recommendations in a cell of numbers: `OR 6 / 22` gives 6 and 22, `R3, R4` 3 and 4,
/// `1-3` 1, 2 and 3. Empty where the cell holds anything but numbers and short codes.
pub(crate) fn numbers(text: &str) -> Vec<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 60 {
        return Vec::new();
    }
    const LABELS: [&str; 16] = [
        "or",
        "r",
        "rec",
        "recs",
        "recommendation",
        "recommendations",
        "ofsted",
        "and",
        "no",
        "number",
        "afi",
        "a",
        "ilacs",
        "pa",
        "jtai",
        "to",
    ];
    let mut out: Vec<String> = Vec::new();
    let mut range = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
            let (figure, after) = rest.split_at(end);
            let figure = figure.trim_end_matches('.');
            let from = out.last().and_then(|p| p.parse::<u16>().ok());
            match (from, figure.parse::<u16>()) {
                (Some(from), Ok(to)) if range && to > from && to - from < 40 => {
                    out.extend((from + 1..=to).map(|n| n.to_string()));
                }
                _ => out.push(figure.to_owned()),
            }
            range = false;
            rest = after;
        } else if first.is_alphabetic() {
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            let lower = word.to_lowercase();
            let letter_after_number = word.len() == 1 && !out.is_empty();
            if !LABELS.contains(&lower.as_str()) && !letter_after_number {
                return Vec::new();
            }
            range |= lower == "to";
            rest = after;
        } else {
            range |= matches!(first, '-' | '–');
            rest = rest.get(first.len_utf8()..).unwrap_or("");
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    out.retain(|n| n.len() < 6 && seen.insert(n.clone()));
    out
}

#[cfg(test)]
mod tests {
    use super::{looks_like, numbers, read, split};

    #[test]
    fn references_are_read_as_printed_and_repaired() {
        assert_eq!(read("За").text, "3a");
        assert!(read("За").repaired && !read("3a").repaired);
        assert_eq!(read("1.10").text, "1.10");
        assert_eq!(read(" 1 C ").text, "1c");
        assert_eq!(read("2.").text, "2");
        assert_eq!(split("12a"), Some(("12", Some('a'))));
        assert_eq!(split("1.1(b)"), Some(("1.1", Some('b'))));
        assert_eq!(split("1.10"), Some(("1.10", None)));
        assert_eq!(split("IP-04"), None);
        assert!(looks_like("1.1a") && looks_like("IP-04") && looks_like("(iv)") == looks_like("(iv)"));
        assert!(!looks_like("July 2021") && !looks_like("Lead officer") && !looks_like(""));
    }

    #[test]
    fn numbers_of_recommendations_lose_their_labels() {
        assert_eq!(numbers("OR 6 / 22"), ["6", "22"]);
        assert_eq!(numbers("OR2"), ["2"]);
        assert_eq!(numbers("R1, R2 and R5"), ["1", "2", "5"]);
        assert_eq!(numbers("3-5"), ["3", "4", "5"]);
        assert!(numbers("Improve the 3 services").is_empty());
        assert!(numbers("").is_empty());
    }
}
