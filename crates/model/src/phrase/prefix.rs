//! The words before a date that narrow it: `early`, `end of`, `week commencing`, `second half of`.

use super::atom::is;
use super::calendar::{Part, Week};
use super::lex::Token;

/// How many tokens stand before a date at most: `w/e`, `the end of the first half of the`.
const LONGEST_PREFIX: usize = 12;

/// Which part of the date that follows is meant, whether a week around it is, and the token where it begins.
pub(super) fn prefix(tokens: &[Token], i: usize) -> (Part, Week, usize) {
    let (mut part, mut week, mut j) = (Part::Whole, Week::No, i);
    // `end of the first half of`: nobody writes more of it, and each word is asked again.
    while j < i + LONGEST_PREFIX {
        let step =
            if is(tokens, j, &["w"]) && is(tokens, j + 1, &["/"]) && is(tokens, j + 2, &["c", "b", "e"]) {
                week = if is(tokens, j + 2, &["e"]) { Week::Ending } else { Week::Beginning };
                3
            } else if is(tokens, j, &["week"])
                && is(tokens, j + 1, &["commencing", "beginning", "starting", "of", "ending"])
            {
                week = if is(tokens, j + 1, &["ending"]) { Week::Ending } else { Week::Beginning };
                2
            } else if is(tokens, j, &["first", "last"]) && is(tokens, j + 1, &["week", "half", "fortnight"]) {
                part = match (is(tokens, j, &["first"]), is(tokens, j + 1, &["half"])) {
                    (true, true) => Part::FirstHalf,
                    (false, true) => Part::SecondHalf,
                    (true, false) => Part::FirstWeek,
                    (false, false) => Part::LastWeek,
                };
                2
            } else if is(tokens, j, &["second"]) && is(tokens, j + 1, &["half"]) {
                part = Part::SecondHalf;
                2
            } else if let Some(found) = tokens.get(j).and_then(part_word) {
                part = found;
                1
            } else {
                break;
            };
        j += step;
        while j < i + LONGEST_PREFIX && is(tokens, j, &["of", "the", "in", "-"]) {
            j += 1;
        }
    }
    (part, week, j)
}

fn part_word(token: &Token) -> Option<Part> {
    match token.text.as_ref() {
        "early" | "start" | "beginning" => Some(Part::Early),
        "mid" | "middle" => Some(Part::Mid),
        "late" => Some(Part::Late),
        "end" => Some(Part::End),
        _ => None,
    }
}
