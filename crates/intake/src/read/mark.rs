//! The marks of list items: bullets, numbers, letters.

/// Characters that begin a list item when white space follows (`•` and its like need none).
const BULLETS: [char; 14] = ['-', '*', '+', '•', '·', '▪', '◦', '●', '○', '■', '–', '—', '➢', '§'];

/// A list mark at the beginning of this text and the text after it: a bullet, `1.`, `12)`, `(3)`, `a)`, `(b)`,
/// `c.`, `iv.`; a task box (`[ ]`, `[x]`) belongs to its bullet's mark. `None` where the text begins otherwise.
pub fn split(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let first = text.chars().next()?;
    if BULLETS.contains(&first) {
        let rest = text.get(first.len_utf8()..)?;
        let tight = !first.is_ascii() && !matches!(first, '–' | '—' | '§');
        if !(rest.is_empty() || tight || rest.starts_with(char::is_whitespace)) {
            return None;
        }
        let after = rest.trim_start();
        if ["[ ]", "[x]", "[X]"].iter().any(|b| after.starts_with(b)) {
            let end = text.len() - after.len() + 3;
            return Some((text.get(..end)?, text.get(end..)?.trim_start()));
        }
        return Some((text.get(..first.len_utf8())?, after));
    }
    label(text)
}

/// A number or letter label at the beginning of this text, with its brackets or stop, and the text after it.
pub fn label(text: &str) -> Option<(&str, &str)> {
    let open = text.starts_with('(');
    let body = if open { text.get(1..)? } else { text };
    let word: &str = body.get(..body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len()))?;
    if word.is_empty() || word.len() > 5 {
        return None;
    }
    let digits = word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= 3;
    let letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    let roman = is_roman(word);
    if !(digits || letter || roman) {
        return None;
    }
    let close = body.get(word.len()..)?.chars().next()?;
    let closed = if open { close == ')' } else { close == ')' || close == '.' };
    if !closed {
        return None;
    }
    let end = usize::from(open) + word.len() + 1;
    let rest = text.get(end..)?;
    // `1.10` and `3.5%` are figures, `e.g.` is a word.
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let tight = open && rest.starts_with(char::is_alphabetic);
    (spaced || tight).then(|| (text.get(..end).unwrap_or(""), rest.trim_start()))
}

/// Whether the word is a small roman numeral in lower case.
pub fn is_roman(word: &str) -> bool {
    const NUMERALS: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
        "xvii", "xviii", "xix", "xx",
    ];
    NUMERALS.contains(&word)
}

/// The label without brackets, stops and bullets: `(a)` gives `a`, `-` gives nothing.
pub fn bare(mark: &str) -> &str {
    mark.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn marks_are_told_from_words_and_figures() {
        for (text, mark, rest) in [
            ("- done", "-", "done"),
            ("•done", "•", "done"),
            ("  a) do", "a)", "do"),
            ("(b) do", "(b)", "do"),
            ("(c)Do", "(c)", "Do"),
            ("12. do", "12.", "do"),
            ("iv. do", "iv.", "do"),
            ("- [x] do", "- [x]", "do"),
        ] {
            assert_eq!(split(text), Some((mark, rest)), "{text}");
        }
        for text in [
            "",
            "e.g. this",
            "1.10 x",
            "-5% fewer",
            "(see 3c) x",
            "a b",
            "2012. ",
            "Mr. X",
            "(2021) x",
            "3.5%",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
