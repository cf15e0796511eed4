//! Whether words name a body, an office or a person.

use super::layout::WORDS;

/// Whether a cell names a body: a short code in capitals that is no office, or a name with a word such as Council.
pub(crate) fn is_body(text: &str) -> bool {
    let all = |list: &[String], w: &str| list.iter().any(|x| x.eq_ignore_ascii_case(w));
    let pieces: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '&').filter(|w| !w.is_empty()).collect();
    if pieces.is_empty() || pieces.len() > 7 {
        return false;
    }
    if pieces.iter().any(|w| all(&WORDS.roles.ends, w)) && !pieces.iter().any(|w| all(&WORDS.roles.bodies, w))
    {
        return false;
    }
    let code = |w: &&&str| {
        w.len() >= 2
            && w.len() <= 6
            && w.chars().all(|c| c.is_ascii_uppercase() || c == '&')
            && !all(&WORDS.roles.codes, w)
    };
    pieces.iter().all(|w| code(&w)) || pieces.iter().any(|w| all(&WORDS.roles.bodies, w)) && !is_person(text)
}

/// Whether a cell names an office or a person.
pub(crate) fn is_person(text: &str) -> bool {
    let pieces: Vec<&str> = text.split_whitespace().collect();
    if pieces.is_empty() || text.len() > 200 {
        return false;
    }
    let clean = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let office = pieces.iter().any(|w| {
        let w = clean(w);
        WORDS.roles.ends.contains(&w) || WORDS.roles.codes.contains(&w)
    });
    let opens = pieces.first().is_some_and(|w| WORDS.roles.openers.contains(&clean(w)));
    let name = (2..=4).contains(&pieces.len())
        && pieces.iter().all(|w| {
            w.starts_with(char::is_uppercase)
                && w.chars().skip(1).any(char::is_lowercase)
                && !w.contains(|c: char| c.is_ascii_digit())
        })
        && !pieces.iter().any(|w| WORDS.roles.bodies.contains(&clean(w)));
    office || opens || name
}
