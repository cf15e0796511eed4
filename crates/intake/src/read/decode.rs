//! Bytes into text: UTF-8, UTF-16 or Windows-1252, told apart by what the bytes allow.

use model::finding::Severity;

/// Why nothing was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The code of the finding.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
    /// The remedy.
    pub hint: &'static str,
}

/// A remark on how the text was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The code of the finding.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// The remedy.
    pub hint: &'static str,
    /// The line of the first doubtful byte.
    pub line: u32,
}

/// Text and, where the bytes left a doubt, a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The remark.
    pub note: Option<Note>,
}

/// Beginnings of files that are not text, with what to do about them.
const KINDS: [(&[u8], &str, &str); 7] = [
    (b"PK\x03\x04", "a zip file that holds no document", "Unpack it and read the documents in it."),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Word document, or protected by a password",
        "Open it in the program that made it and save it as .docx or .xlsx without a password.",
    ),
    (b"{\\rtf", "a rich text file", "Save it as a Word document and read that."),
    (b"\x89PNG", "a picture", "Read the document that the picture was taken from."),
    (b"\xff\xd8\xff", "a picture", "Read the document that the picture was taken from."),
    (b"GIF8", "a picture", "Read the document that the picture was taken from."),
    (b"\x1f\x8b", "a compressed file", "Unpack it first."),
];

/// Decodes a file's bytes. Refuses what is empty, binary or larger than any plan.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Refusal> {
    if bytes.len() as u64 > crate::MAX_BYTES {
        let message = format!(
            "The file has {} MB; plans have at most {} MB.",
            bytes.len() / 1_000_000,
            crate::MAX_BYTES / 1_000_000
        );
        let hint = "Save only the pages that hold the plan.";
        return Err(Refusal { code: "document-too-large", message, hint });
    }
    if let Some((_, kind, hint)) = KINDS.iter().find(|(magic, _, _)| bytes.starts_with(magic)) {
        let message = format!("The file is {kind}.");
        return Err(Refusal { code: "document-not-text", message, hint });
    }
    let decoded = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match zeros(bytes) {
            (even, odd) if odd > bytes.len() / 8 && even < odd / 8 => utf16(bytes, u16::from_le_bytes),
            (even, odd) if even > bytes.len() / 8 && odd < even / 8 => utf16(bytes, u16::from_be_bytes),
            _ => utf8(bytes),
        },
    };
    check(decoded)
}

fn check(decoded: Decoded) -> Result<Decoded, Refusal> {
    let text = &decoded.text;
    if text.trim().is_empty() {
        let message = String::from("The file is empty.");
        return Err(Refusal {
            code: "document-empty",
            message,
            hint: "Check that the right file was chosen.",
        });
    }
    let head: Vec<char> = text.chars().take(16_384).collect();
    let controls = head
        .iter()
        .filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c' | '\x0b' | '\x07'))
        .count();
    let replaced = head.iter().filter(|c| **c == '\u{fffd}').count();
    if (controls + replaced) * 20 > head.len() {
        let message = String::from("The file is not text: it holds binary data.");
        let hint = "Save the plan as plain text or CSV and read that.";
        return Err(Refusal { code: "document-not-text", message, hint });
    }
    let cells = text.bytes().filter(|b| matches!(b, b'\t' | b'\n' | b'\r')).count();
    if cells > super::MAX_CELLS {
        let message =
            format!("The file has {cells} lines and fields; plans have at most {}.", super::MAX_CELLS);
        let hint = "Save only the pages that hold the plan.";
        return Err(Refusal { code: "document-too-large", message, hint });
    }
    Ok(decoded)
}

fn zeros(bytes: &[u8]) -> (usize, usize) {
    let mut counts = (0, 0);
    for (index, _) in bytes.iter().enumerate().filter(|(_, b)| **b == 0) {
        if index % 2 == 0 { counts.0 += 1 } else { counts.1 += 1 }
    }
    counts
}

fn utf16(bytes: &[u8], join: fn([u8; 2]) -> u16) -> Decoded {
    let units = bytes.chunks_exact(2).filter_map(|pair| Some(join([*pair.first()?, *pair.get(1)?])));
    let text = char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect();
    Decoded { text, note: None }
}

fn utf8(bytes: &[u8]) -> Decoded {
    let bad = match std::str::from_utf8(bytes) {
        Ok(text) => return Decoded { text: text.to_owned(), note: None },
        Err(error) => error.valid_up_to(),
    };
    let line = bytes.iter().take(bad).filter(|b| **b == b'\n').count() as u32 + 1;
    // Bytes above 127 that form valid sequences speak for UTF-8 with damage, others for Windows-1252.
    let lossy = String::from_utf8_lossy(bytes);
    let (mut kept, mut lost) = (0_usize, 0_usize);
    for c in lossy.chars().filter(|c| !c.is_ascii()) {
        if c == '\u{fffd}' { lost += 1 } else { kept += 1 }
    }
    if kept >= lost {
        let message = format!("{lost} bytes are not valid text and were replaced.");
        let hint = "Compare the places marked \u{fffd} with the original.";
        let note = Note { code: "text-invalid-bytes", severity: Severity::Warning, message, hint, line };
        return Decoded { text: lossy.into_owned(), note: Some(note) };
    }
    let text = bytes.iter().map(|b| windows_1252(*b)).collect();
    let message = String::from("The file was read as Windows-1252 text.");
    let hint = "Save it as UTF-8 if letters or quotation marks look wrong.";
    Decoded {
        text,
        note: Some(Note { code: "text-windows-1252", severity: Severity::Info, message, hint, line }),
    }
}

pub(super) fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
        '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).map_or_else(|r| r.code.to_owned(), |d| d.text)
    }

    #[test]
    fn each_encoding_gives_the_same_text() {
        let plain = "Lead – Zoë\tÅsa’s plan\n";
        let utf16 = |swap: bool| -> Vec<u8> {
            plain.encode_utf16().flat_map(|u| if swap { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        assert_eq!(text(plain.as_bytes()), plain);
        assert_eq!(text(&[&[0xef, 0xbb, 0xbf], plain.as_bytes()].concat()), plain);
        assert_eq!(text(&[&[0xff, 0xfe][..], &utf16(false)].concat()), plain);
        assert_eq!(text(&[&[0xfe, 0xff][..], &utf16(true)].concat()), plain);
        assert_eq!(text(b"Lead \x96 Zo\xeb\t\xc5sa\x92s plan\n"), plain);
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_reason() {
        assert_eq!(text(b""), "document-empty");
        assert_eq!(text(b" \n\t\n"), "document-empty");
        assert_eq!(text(&[7, 0, 1, 2, 3, 0, 200, 201, 2, 3, 4, 5, 0, 0, 0]), "document-not-text");
        assert_eq!(
            text(&vec![b'\t'; super::super::MAX_CELLS + 1].iter().copied().chain(*b"x").collect::<Vec<_>>()),
            "document-too-large"
        );
        assert!(
            text(
                "good é and some more words "
                    .as_bytes()
                    .iter()
                    .copied()
                    .chain([0xff])
                    .collect::<Vec<_>>()
                    .as_slice()
            )
            .contains('\u{fffd}')
        );
    }
}
