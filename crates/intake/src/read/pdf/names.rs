//! The names of characters and the encodings that fonts refer to where a document does not say what its codes mean.

use crate::read::decode;

/// Names of characters that are not letters with an accent.
const NAMES: [(&str, char); 74] = [
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("minus", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("endash", '–'),
    ("emdash", '—'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("sterling", '£'),
    ("Euro", '€'),
    ("euro", '€'),
    ("section", '§'),
    ("degree", '°'),
    ("copyright", '©'),
    ("registered", '®'),
    ("trademark", '™'),
    ("germandbls", 'ß'),
    ("ae", 'æ'),
    ("AE", 'Æ'),
    ("oslash", 'ø'),
    ("Oslash", 'Ø'),
    ("lslash", 'ł'),
    ("Lslash", 'Ł'),
    ("fi", 'ﬁ'),
    ("fl", 'ﬂ'),
    ("ff", 'ﬀ'),
    ("ffi", 'ﬃ'),
    ("ffl", 'ﬄ'),
    ("checkmark", '✓'),
    ("nbspace", ' '),
];

/// Letters with an accent: the name's ending and each letter with it.
const ACCENTS: [(&str, &str, &str); 9] = [
    ("acute", "aeiouyAEIOUYcCnNsSzZ", "áéíóúýÁÉÍÓÚÝćĆńŃśŚźŹ"),
    ("grave", "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    ("circumflex", "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
    ("dieresis", "aeiouyAEIOU", "äëïöüÿÄËÏÖÜ"),
    ("tilde", "anoANO", "ãñõÃÑÕ"),
    ("ring", "aA", "åÅ"),
    ("cedilla", "cC", "çÇ"),
    ("caron", "cszCSZ", "čšžČŠŽ"),
    ("ogonek", "aeAE", "ąęĄĘ"),
];

/// The character of this name.
pub(super) fn named(name: &str) -> Option<char> {
    let name = name.split('.').next().unwrap_or(name);
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(c);
    }
    if let Some((_, c)) = NAMES.iter().find(|(n, _)| *n == name) {
        return Some(*c);
    }
    let code = name.strip_prefix("uni").and_then(|h| h.get(..4)).or_else(|| name.strip_prefix('u'));
    if let Some(c) = code.and_then(|h| u32::from_str_radix(h, 16).ok()).and_then(char::from_u32) {
        return Some(c);
    }
    ACCENTS.iter().find_map(|(ending, plain, accented)| {
        let letter = name.strip_suffix(ending)?;
        let place = plain.chars().position(|c| letter.chars().eq([c]))?;
        accented.chars().nth(place)
    })
}

/// The character of a code in one of the encodings that have a name.
pub(super) fn encoded(encoding: &str, code: u8) -> Option<char> {
    let c = match (encoding, code) {
        (_, 0..=31 | 127) => return None,
        ("StandardEncoding" | "", 0x27) => '’',
        ("StandardEncoding" | "", 0x60) => '‘',
        ("MacRomanEncoding", 0xa5) => '•',
        ("MacRomanEncoding", 0xa3) => '£',
        ("MacRomanEncoding", 0xd0) => '–',
        ("MacRomanEncoding", 0xd1) => '—',
        ("MacRomanEncoding", 0xd2) => '“',
        ("MacRomanEncoding", 0xd3) => '”',
        ("MacRomanEncoding", 0xd4) => '‘',
        ("MacRomanEncoding", 0xd5) => '’',
        ("MacRomanEncoding", 0x8e) => 'é',
        ("MacRomanEncoding", 0xca) => ' ',
        _ => decode::windows_1252(code),
    };
    (c != char::REPLACEMENT_CHARACTER).then_some(c)
}

/// The character of a code in a font of symbols.
pub(super) fn symbol(font: &str, code: u8) -> Option<char> {
    if font.contains("wingdings") {
        return Some(ordinary(char::from_u32(0xf000 + u32::from(code))?));
    }
    Some(match code {
        0xb7 => '•',
        0x20 => ' ',
        _ => return encoded("WinAnsiEncoding", code),
    })
}

/// Adds a character as it is written: ligatures in their letters.
pub(super) fn spell(c: char, out: &mut String) {
    match c {
        'ﬀ' => out.push_str("ff"),
        'ﬁ' => out.push_str("fi"),
        'ﬂ' => out.push_str("fl"),
        'ﬃ' => out.push_str("ffi"),
        'ﬄ' => out.push_str("ffl"),
        _ => out.push(ordinary(c)),
    }
}

/// The ordinary character for one that fonts of symbols keep in their own area and for odd spaces.
pub(super) fn ordinary(c: char) -> char {
    match c {
        '\u{f0b7}' | '\u{f09f}' | '\u{f06c}' | '\u{f06e}' => '•',
        '\u{f0a7}' => '▪',
        '\u{f0d8}' => '➢',
        '\u{f0fc}' | '\u{f0fe}' | '\u{f050}' => '✓',
        '\u{f0fb}' | '\u{f0fd}' => '✗',
        '\u{f0e0}' => '→',
        '\u{f02d}' => '-',
        '\u{a0}' => ' ',
        '\u{f020}'..='\u{f07e}' => char::from_u32(u32::from(c) - 0xf000).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{encoded, named, ordinary};

    #[test]
    fn names_and_codes_give_their_characters() {
        for (name, c) in [
            ("A", 'A'),
            ("eacute", 'é'),
            ("quoteright", '’'),
            ("uni2022", '•'),
            ("u1F600", '😀'),
            ("a.alt", 'a'),
            ("ccedilla", 'ç'),
        ] {
            assert_eq!(named(name), Some(c), "{name}");
        }
        assert_eq!(named("nothing"), None);
        assert_eq!(encoded("WinAnsiEncoding", 0x96), Some('–'));
        assert_eq!(encoded("MacRomanEncoding", 0xd0), Some('–'));
        assert_eq!(ordinary('\u{f0b7}'), '•');
    }
}
