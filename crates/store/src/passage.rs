//! Finding a passage in text: whole words, in any case, with any white space between them.

/// What stands where a passage was erased.
pub const MARK: &str = "[redacted]";

/// A passage to look for.
pub(crate) struct Passage {
    /// Its characters with each run of white space as one space.
    chars: Vec<char>,
}

impl Passage {
    /// The passage; `None` where it has fewer than three letters or digits.
    pub(crate) fn new(text: &str) -> Option<Passage> {
        let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let solid = folded.chars().filter(|c| c.is_alphanumeric()).count();
        (solid >= 3).then(|| Passage { chars: folded.chars().collect() })
    }

    /// The text with the mark in place of every occurrence; `None` where there is none.
    pub(crate) fn erase(&self, text: &str) -> Option<String> {
        let mut out = String::new();
        let (mut rest, mut before, mut found) = (text, None::<char>, false);
        while let Some(c) = rest.chars().next() {
            let length = if self.may_start(before) { self.matches(rest) } else { None };
            let taken = match length {
                Some(length) => {
                    out.push_str(MARK);
                    found = true;
                    length
                }
                None => {
                    out.push(c);
                    c.len_utf8()
                }
            };
            let (done, next) = rest.split_at(taken);
            before = done.chars().next_back();
            rest = next;
        }
        found.then_some(out)
    }

    fn may_start(&self, before: Option<char>) -> bool {
        let solid = |c: &char| c.is_alphanumeric();
        !(self.chars.first().is_some_and(solid) && before.as_ref().is_some_and(solid))
    }

    /// How many bytes of the text's beginning are the passage.
    fn matches(&self, text: &str) -> Option<usize> {
        let mut rest = text;
        for wanted in &self.chars {
            if *wanted == ' ' {
                let trimmed = rest.trim_start();
                if trimmed.len() == rest.len() {
                    return None;
                }
                rest = trimmed;
                continue;
            }
            let c = rest.chars().next()?;
            if !c.to_lowercase().eq(wanted.to_lowercase()) {
                return None;
            }
            rest = rest.split_at(c.len_utf8()).1;
        }
        let solid = |c: &char| c.is_alphanumeric();
        let runs_on = self.chars.last().is_some_and(solid) && rest.chars().next().as_ref().is_some_and(solid);
        (!runs_on).then_some(text.len() - rest.len())
    }
}

#[cfg(test)]
mod tests {
    use super::Passage;

    #[test]
    fn whole_words_in_any_case_over_any_white_space() {
        let passage = Passage::new(" Zuzanna  Öztürk ").unwrap();
        for (text, erased) in [
            ("seen: zuzanna öztürk.", Some("seen: [redacted].")),
            ("ZUZANNA\n ÖZTÜRK, Zuzanna Öztürk", Some("[redacted], [redacted]")),
            ("Zuzanna Öztürks", None),
            ("AZuzanna Öztürk", None),
            ("ZuzannaÖztürk", None),
            ("Zuzanna", None),
            ("", None),
        ] {
            assert_eq!(passage.erase(text).as_deref(), erased, "{text}");
        }
        assert!(Passage::new(" a-b ").is_none());
        assert_eq!(
            Passage::new("Ann").unwrap().erase("planning Ann's annual").as_deref(),
            Some("planning [redacted]'s annual")
        );
    }
}
