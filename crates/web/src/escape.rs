//! Text as HTML: the five characters that mean something are escaped, in texts and in attributes between quotes.
//!
//! The engine's own escaping also turns the slash, which would hide our addresses from [`crate::days::keep`] and make
//! pages longer.

use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Error, Output, State, Value};

/// The text with `&`, `<`, `>` and both quotes escaped.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find(['&', '<', '>', '"', '\'']) {
        let (before, after) = rest.split_at(found);
        out += before;
        out += match after.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            Some(b'"') => "&quot;",
            _ => "&#39;",
        };
        rest = after.get(1..).unwrap_or_default();
    }
    out + rest
}

/// Writes a value: texts escaped unless they are markup already, everything else as the engine does.
pub(crate) fn write(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text)
            if value.kind() == ValueKind::String
                && !value.is_safe()
                && *state.auto_escape() == AutoEscape::Html =>
        {
            Ok(out.write_str(&escape(text))?)
        }
        _ => minijinja::escape_formatter(out, state, value),
    }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_means_something_in_html_is_escaped_and_nothing_else() {
        assert_eq!(
            escape("<a href=\"/x\">'é' & b</a>"),
            "&lt;a href=&quot;/x&quot;&gt;&#39;é&#39; &amp; b&lt;/a&gt;"
        );
        assert_eq!(escape("/plans/x?y=z"), "/plans/x?y=z");
    }
}
