//! Numbers in sentences, and sentences whose numbers lead to what they count.

use serde::Serialize;

/// A piece of a sentence: words, and where they lead within the plan's pages (`plan?due=late`), if anywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words, with the white space around them.
    pub text: String,
    /// Where they lead, below the plan's own address.
    pub href: Option<String>,
}

/// A sentence in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Lede(pub Vec<Piece>);

impl Lede {
    /// A sentence that leads nowhere.
    pub fn plain(text: impl Into<String>) -> Lede {
        Lede(vec![Piece { text: text.into(), href: None }])
    }

    /// `head: a, b and c.`, each part with where it leads; a part whose number is zero leads nowhere.
    pub fn of(head: impl Into<String>, parts: Vec<(usize, String, &str)>) -> Lede {
        let mut pieces = vec![Piece { text: head.into(), href: None }];
        let last = parts.len();
        for (i, (n, text, href)) in parts.into_iter().enumerate() {
            let joint = if i == 0 {
                ": "
            } else if i + 1 == last {
                " and "
            } else {
                ", "
            };
            pieces.push(Piece { text: joint.to_string(), href: None });
            pieces.push(Piece { text, href: (n > 0).then(|| href.to_string()) });
        }
        pieces.push(Piece { text: ".".to_string(), href: None });
        Lede(pieces)
    }

    /// The words alone.
    pub fn text(&self) -> String {
        self.0.iter().map(|p| p.text.as_str()).collect()
    }
}

/// `1 action`, `3 actions`; `no actions` for none.
pub fn count(n: usize, one: &str) -> String {
    plural(n, one, &format!("{one}s"))
}

/// `1 entry`, `3 entries`, `no entries`.
pub fn plural(n: usize, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}

/// Joins with commas and a last `and`.
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The same with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::{Lede, capital, count, list, plural};

    #[test]
    fn numbers_read_as_people_say_them() {
        assert_eq!(count(0, "action"), "no actions");
        assert_eq!(count(1, "action"), "1 action");
        assert_eq!(plural(2, "entry", "entries"), "2 entries");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(capital("no actions"), "No actions");
    }

    #[test]
    fn a_part_of_a_sentence_leads_to_what_it_counts_unless_there_is_nothing() {
        let lede = Lede::of(
            "3 actions",
            vec![(2, "2 late".into(), "plan?due=late"), (0, "0 done".into(), "plan?due=done")],
        );
        assert_eq!(lede.text(), "3 actions: 2 late and 0 done.");
        let leads: Vec<Option<&str>> = lede.0.iter().map(|p| p.href.as_deref()).collect();
        assert_eq!(leads, [None, None, Some("plan?due=late"), None, None, None]);
    }
}
