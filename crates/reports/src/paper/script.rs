//! In which script words stand: a word processor chooses fonts and directions by it.

use crate::document::Words;

/// A group of scripts that are set alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Latin, Greek, Cyrillic and whatever needs nothing special.
    Plain,
    /// Letters that join and stack: Punjabi, Bengali, Hindi, Tamil, Thai and their neighbours.
    Joined,
    /// Written from the right: Urdu, Arabic, Persian, Kurdish, Hebrew.
    FromRight,
}

/// The script of a letter; none for what stands in any: spaces, digits, punctuation.
fn of(c: char) -> Option<Script> {
    match c {
        '\u{0590}'..='\u{07bf}'
        | '\u{08a0}'..='\u{08ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' => Some(Script::FromRight),
        '\u{0900}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => Some(Script::Joined),
        c if c.is_alphabetic() => Some(Script::Plain),
        _ => None,
    }
}

/// The text in pieces of one script each. What stands in any script keeps to its neighbours where these agree, and to
/// the plain side where they do not, so that a comma after a name in Urdu belongs to the sentence around it.
pub fn parts(text: &str) -> Vec<(Script, &str)> {
    let mut cuts: Vec<(usize, Script)> = vec![(0, Script::Plain)];
    let mut loose = 0;
    for (at, c) in text.char_indices() {
        let Some(script) = of(c) else { continue };
        let now = cuts.last().map_or(Script::Plain, |(_, s)| *s);
        if script != now {
            if now != Script::Plain && script != Script::Plain && loose < at {
                cuts.push((loose, Script::Plain));
            }
            let from = if script == Script::Plain { loose } else { at };
            cuts.push((from, script));
        }
        loose = at + c.len_utf8();
    }
    if loose < text.len() && cuts.last().is_some_and(|(_, s)| *s != Script::Plain) {
        cuts.push((loose, Script::Plain));
    }
    let ends = cuts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    cuts.iter()
        .zip(ends)
        .filter_map(|((from, script), to)| Some((*script, text.get(*from..to)?)))
        .filter(|(_, piece)| !piece.is_empty())
        .collect()
}

/// Whether a paragraph runs from the right: its first letter does.
pub fn right_to_left(words: &Words) -> bool {
    words.iter().flat_map(|run| run.text.chars()).find_map(of) == Some(Script::FromRight)
}

#[cfg(test)]
mod tests {
    use super::Script::{FromRight, Joined, Plain};
    use super::{parts, right_to_left};
    use crate::document::words;

    #[test]
    fn pieces_keep_to_one_script_and_nothing_is_lost() {
        assert_eq!(parts("Head of Service"), [(Plain, "Head of Service")]);
        assert_eq!(
            parts("Lead: علی احمد, Head"),
            [(Plain, "Lead: "), (FromRight, "علی احمد"), (Plain, ", Head")]
        );
        assert_eq!(parts("ਹਰਪ੍ਰੀਤ ਕੌਰ (2)"), [(Joined, "ਹਰਪ੍ਰੀਤ ਕੌਰ"), (Plain, " (2)")]);
        assert_eq!(parts("নাজমা علی"), [(Joined, "নাজমা"), (Plain, " "), (FromRight, "علی")]);
        assert_eq!(parts("12, 13"), [(Plain, "12, 13")]);
        assert_eq!(parts(""), []);
        for text in ["Łukasz ਕੌਰ, علی — Ștefan", "علی", "1 ਕ 2 ع 3"] {
            assert_eq!(parts(text).iter().map(|(_, t)| *t).collect::<String>(), text);
        }
    }

    #[test]
    fn a_paragraph_runs_the_way_its_first_letter_does() {
        assert!(right_to_left(&words("1. علی, Head of Service")));
        assert!(!right_to_left(&words("Lead: علی")));
        assert!(!right_to_left(&words("2022")));
    }
}
