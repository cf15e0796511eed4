//! Text into tokens: words, numbers and marks, each with its place in the text.

use std::borrow::Cow;

/// One token. Letters and digits are never in one token (`29th` is two, glued).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// Lower-case text; every dash is `-`, every apostrophe `'`. Most words stand so in the text itself.
    pub(super) text: Cow<'t, str>,
    /// What it consists of.
    pub(super) kind: Kind,
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// No white space stands before it.
    pub(super) glued: bool,
    /// A line break stands before it.
    pub(super) new_line: bool,
    /// It begins with a capital letter.
    pub(super) capital: bool,
}

/// What a token consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// One mark.
    Mark,
}

impl Token<'_> {
    /// Whether it is one of these words or marks.
    pub(super) fn is(&self, any: &[&str]) -> bool {
        any.contains(&self.text.as_ref())
    }

    /// Whether it is one of many words or marks that stand in order.
    pub(super) fn among(&self, ordered: &[&str]) -> bool {
        ordered.binary_search(&self.text.as_ref()).is_ok()
    }

    /// Its value, if it is a number of that many digits.
    pub(super) fn number(&self, digits: std::ops::RangeInclusive<usize>) -> Option<i16> {
        (self.kind == Kind::Number && digits.contains(&self.text.len()))
            .then(|| self.text.parse().ok())
            .flatten()
    }
}

/// Cuts a text into tokens.
pub(super) fn lex(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(text.len() / 5);
    let (mut spaced, mut broken) = (false, false);
    for (start, c) in text.char_indices() {
        if c.is_whitespace() {
            spaced = true;
            broken |= c == '\n' || c == '\r';
            continue;
        }
        let kind = match c {
            _ if c.is_ascii_digit() => Kind::Number,
            _ if c.is_alphabetic() => Kind::Word,
            _ => Kind::Mark,
        };
        let end = start + c.len_utf8();
        let glued = !spaced && !tokens.is_empty();
        match tokens.last_mut() {
            Some(last) if glued && kind != Kind::Mark && last.kind == kind => {
                last.end = end;
            }
            _ => tokens.push(Token {
                text: Cow::Borrowed(""),
                kind,
                start,
                end,
                glued,
                new_line: broken,
                capital: c.is_uppercase(),
            }),
        }
        (spaced, broken) = (false, false);
    }
    for token in &mut tokens {
        token.text = plain(text.get(token.start..token.end).unwrap_or_default());
    }
    tokens
}

fn plain(text: &str) -> Cow<'_, str> {
    match text {
        "‐" | "‑" | "‒" | "–" | "—" | "−" => Cow::Borrowed("-"),
        "’" | "‘" | "`" => Cow::Borrowed("'"),
        _ if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) => Cow::Borrowed(text),
        _ => Cow::Owned(text.chars().flat_map(char::to_lowercase).collect()),
    }
}

/// The text with every run of white space as one space, none at the ends.
pub fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
