//! SQL text into words, numbers, quoted texts and symbols, each with its place. Never fails: what it does not know is
//! a token too.

use super::Refusal;

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What<'a> {
    /// A keyword or a name, in lower case.
    Word(String),
    /// A whole number.
    Number,
    /// A text in single quotes.
    Text,
    /// A sign, or two that belong together.
    Symbol(&'a str),
    /// A quote that is never closed, or a sign of no known meaning.
    Odd(&'a str),
}

/// One token and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// What it is.
    pub(super) what: What<'a>,
    line: usize,
    column: usize,
}

impl Token<'_> {
    /// Whether it is this word, given in lower case.
    pub(super) fn is(&self, word: &str) -> bool {
        matches!(&self.what, What::Word(w) if w == word)
    }

    /// Whether it is this symbol.
    pub(super) fn symbol(&self, symbol: &str) -> bool {
        matches!(self.what, What::Symbol(s) if s == symbol)
    }

    /// Refuses it where it stands.
    pub(super) fn refuse(&self, say: String) -> Refusal {
        Refusal { line: self.line, column: self.column, say }
    }
}

/// Every token of a text; comments from `--` to the end of the line are left out.
pub(super) fn split(sql: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    for (i, line) in sql.lines().enumerate() {
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            if first.is_whitespace() {
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
                continue;
            }
            if rest.starts_with("--") {
                break;
            }
            let (what, length) = one(rest, first);
            let before = line.len() - rest.len();
            let column = line.get(..before).map_or(0, |b| b.chars().count()) + 1;
            out.push(Token { what, line: i + 1, column });
            rest = rest.get(length..).unwrap_or_default();
        }
    }
    out
}

/// The token a text begins with and how many bytes it takes.
fn one(rest: &str, first: char) -> (What<'_>, usize) {
    let run = |is: fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
    if first.is_ascii_alphabetic() || first == '_' {
        let length = run(|c| c.is_ascii_alphanumeric() || c == '_');
        return (What::Word(rest.get(..length).unwrap_or_default().to_ascii_lowercase()), length);
    }
    if first.is_ascii_digit() {
        return (What::Number, run(|c| c.is_ascii_digit()));
    }
    if first == '\'' {
        return quoted(rest);
    }
    for two in ["<=", ">=", "<>", "!=", "=="] {
        if rest.starts_with(two) {
            return (What::Symbol(rest.get(..2).unwrap_or_default()), 2);
        }
    }
    let length = first.len_utf8();
    let text = rest.get(..length).unwrap_or_default();
    (if first.is_ascii_punctuation() { What::Symbol(text) } else { What::Odd(text) }, length)
}

/// A text in single quotes, a doubled quote within it meaning one; it ends on its own line.
fn quoted(rest: &str) -> (What<'_>, usize) {
    let mut at = 1;
    while let Some(end) = rest.get(at..).and_then(|r| r.find('\'')) {
        at += end + 1;
        if !rest.get(at..).is_some_and(|r| r.starts_with('\'')) {
            return (What::Text, at);
        }
        at += 1;
    }
    (What::Odd(rest), rest.len())
}
