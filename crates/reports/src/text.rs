//! Text on its way into mark-up: escaped, and without the characters that XML may not hold.

/// A character that no XML document may hold, or that moves the cursor where a word stands.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Text safe inside an element or an attribute. Control characters, line ends among them, become spaces.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if is_control(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// The lines of a text: a person's line end, Word's own and Unicode's all begin a new one.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\u{b}', '\u{2028}', '\u{2029}']).map(|l| l.strip_suffix('\r').unwrap_or(l))
}

/// The text in one line without control characters: titles, names of sheets, properties of a file.
pub fn line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if is_control(c) { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{escape, line, lines};

    #[test]
    fn nothing_of_a_text_is_taken_for_mark_up() {
        assert_eq!(escape("<a href='x'>\u{0}&\u{ffff}"), "&lt;a href=&#39;x&#39;&gt; &amp; ");
    }

    #[test]
    fn every_kind_of_line_end_begins_a_line() {
        assert_eq!(lines("a\r\nb\u{b}c\u{2028}d").collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        assert_eq!(line(" a\r\n b\tc\u{1b} "), "a b c");
    }
}
