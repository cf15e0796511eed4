//! Comma-separated files, read record by record: what is held is one record, however long the file.

use std::io::{self, BufRead, Read as _};

/// The longest record that is read, in bytes; a longer one is a quote that nobody closed.
const MAX_RECORD: usize = 256 * 1024;
/// The most lines a quoted field may run over before its quote is taken for a mark.
const MAX_LINES: usize = 100;

/// Records of a delimited file.
pub(crate) struct Records<R> {
    input: R,
    separator: u8,
    /// The bytes of the record at hand.
    line: Vec<u8>,
    /// Lines that were read too far, to be read again.
    again: std::collections::VecDeque<Vec<u8>>,
    /// The number of the record's first line, and of the line to come.
    pub(crate) number: u32,
    next: u32,
    wide: bool,
    /// The record's text and where its fields end in it.
    text: String,
    ends: Vec<usize>,
    /// Lines at which a quote was opened and never closed.
    pub(crate) unclosed: Vec<u32>,
    /// Whether bytes were read as Windows-1252 because they were not UTF-8.
    pub(crate) western: bool,
}

impl<R: BufRead> Records<R> {
    /// Begins to read; looks at the beginning for a byte order mark and the separator.
    pub(crate) fn new(mut input: R) -> io::Result<Records<Decoded<R>>> {
        let head = input.fill_buf()?;
        let wide = match head {
            [0xff, 0xfe, ..] => Some(u16::from_le_bytes as fn([u8; 2]) -> u16),
            [0xfe, 0xff, ..] => Some(u16::from_be_bytes as fn([u8; 2]) -> u16),
            _ => None,
        };
        if head.starts_with(&[0xef, 0xbb, 0xbf]) {
            input.consume(3);
        } else if wide.is_some() {
            input.consume(2);
        }
        let mut input = Decoded { input, wide, ready: Vec::new(), at: 0 };
        let separator = separator(input.fill_buf()?);
        Ok(Records {
            input,
            separator,
            line: Vec::new(),
            again: std::collections::VecDeque::new(),
            number: 0,
            next: 1,
            wide: wide.is_some(),
            text: String::new(),
            ends: Vec::new(),
            unclosed: Vec::new(),
            western: false,
        })
    }
}

impl<R: BufRead> Records<R> {
    /// Goes to the next record; `false` at the end.
    pub(crate) fn advance(&mut self) -> io::Result<bool> {
        self.number = self.next;
        if !self.line()? {
            return Ok(false);
        }
        let mut first = std::mem::take(&mut self.line);
        let mut lines = 1;
        if first.contains(&b'"') && open(&first, self.separator) {
            let mut all = first.clone();
            let mut read: Vec<Vec<u8>> = Vec::new();
            while open(&all, self.separator) {
                if read.len() >= MAX_LINES || all.len() > MAX_RECORD || !self.line()? {
                    break;
                }
                let more = std::mem::take(&mut self.line);
                all.push(b'\n');
                all.extend_from_slice(&more);
                read.push(more);
            }
            if open(&all, self.separator) {
                // The quote was a mark: the lines read too far are records of their own.
                self.unclosed.push(self.number);
                for line in read.into_iter().rev() {
                    self.again.push_front(line);
                }
                self.next = self.number + 1;
                first.retain(|b| *b != b'"');
            } else {
                lines += read.len();
                first = all;
            }
        }
        self.next = self.number.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.split(&first);
        self.line = first;
        self.line.clear();
        Ok(true)
    }

    /// The number of fields of the record.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field of the record; empty beyond its end.
    pub(crate) fn field(&self, place: usize) -> &str {
        let Some(end) = self.ends.get(place) else { return "" };
        let start = place.checked_sub(1).and_then(|p| self.ends.get(p)).copied().unwrap_or(0);
        self.text.get(start..*end).unwrap_or("")
    }

    /// The next line without its end, into `self.line`.
    fn line(&mut self) -> io::Result<bool> {
        self.line.clear();
        if let Some(line) = self.again.pop_front() {
            self.line = line;
            return Ok(true);
        }
        let most = u64::try_from(MAX_RECORD * 4).unwrap_or(u64::MAX);
        let read = io::Read::take(&mut self.input, most).read_until(b'\n', &mut self.line)?;
        while self.line.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
            self.line.pop();
        }
        Ok(read > 0)
    }

    /// Parts a whole record into its fields.
    fn split(&mut self, record: &[u8]) {
        self.text.clear();
        self.ends.clear();
        let text = match std::str::from_utf8(record) {
            Ok(text) => std::borrow::Cow::Borrowed(text),
            Err(_) => {
                self.western |= !self.wide;
                record.iter().map(|b| western(*b)).collect::<String>().into()
            }
        };
        if !text.contains('"') {
            for field in text.split(char::from(self.separator)) {
                self.text.push_str(field.trim());
                self.ends.push(self.text.len());
            }
            return;
        }
        let mut rest = text.as_ref();
        loop {
            let (field, after) = take_field(rest, char::from(self.separator));
            self.text.push_str(field.trim());
            self.ends.push(self.text.len());
            match after {
                Some(after) => rest = after,
                None => return,
            }
        }
    }
}

/// The first field and what follows the separator behind it.
fn take_field(text: &str, separator: char) -> (std::borrow::Cow<'_, str>, Option<&str>) {
    let lead = text.trim_start_matches(' ');
    let Some(inner) = lead.strip_prefix('"') else {
        return match text.split_once(separator) {
            Some((field, after)) => (field.into(), Some(after)),
            None => (text.into(), None),
        };
    };
    let mut from = 0;
    while let Some(at) = inner.get(from..).and_then(|t| t.find('"')).map(|p| p + from) {
        let behind = inner.get(at + 1..).unwrap_or("");
        if behind.starts_with('"') {
            from = at + 2;
            continue;
        }
        let field = inner.get(..at).unwrap_or("").replace("\"\"", "\"");
        // Words behind a closing quote belong to the field.
        return match behind.split_once(separator) {
            Some((more, after)) => ((field + more).into(), Some(after)),
            None => ((field + behind).into(), None),
        };
    }
    (inner.into(), None)
}

/// Whether a field is open at the record's end: a quote at a field's beginning without the one that closes it.
fn open(record: &[u8], separator: u8) -> bool {
    let mut quoted = false;
    let mut begins = true;
    let mut bytes = record.iter().peekable();
    while let Some(b) = bytes.next() {
        match (*b, quoted) {
            (b'"', true) if bytes.peek() == Some(&&b'"') => {
                bytes.next();
            }
            (b'"', true) => quoted = false,
            (b'"', false) if begins => quoted = true,
            (b, false) if b == separator => {
                begins = true;
                continue;
            }
            (b' ', false) if begins => continue,
            _ => {}
        }
        begins = false;
    }
    quoted
}

/// The separator of the first line: the one that stands there most often outside quotes.
fn separator(head: &[u8]) -> u8 {
    let line =
        head.split(|b| *b == b'\n').find(|l| l.iter().any(|b| !b.is_ascii_whitespace())).unwrap_or(head);
    let mut quoted = false;
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0), (b'|', 0)];
    for b in line {
        quoted ^= *b == b'"';
        if let Some((_, n)) = counts.iter_mut().find(|(s, _)| s == b && !quoted) {
            *n += 1;
        }
    }
    counts.into_iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(s, _)| s)
}

/// A byte of Windows-1252; the few it leaves open become a question mark in a box.
fn western(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
        '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        other => char::from(other),
    }
}

/// Bytes of a file, those of two bytes a letter turned into UTF-8 piece by piece.
pub(crate) struct Decoded<R> {
    input: R,
    wide: Option<fn([u8; 2]) -> u16>,
    ready: Vec<u8>,
    at: usize,
}

impl<R: BufRead> io::Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let n = ready.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..n), ready.get(..n)) {
            to.copy_from_slice(from);
        }
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let Some(join) = self.wide else { return self.input.fill_buf() };
        if self.at >= self.ready.len() {
            let mut bytes = Vec::with_capacity(8192);
            io::Read::take(&mut self.input, 8192).read_to_end(&mut bytes)?;
            // Half of a letter beyond the basic plane waits for its other half.
            let high = bytes
                .chunks_exact(2)
                .last()
                .is_some_and(|p| matches!(p, [a, b] if (0xd800..0xdc00).contains(&join([*a, *b]))));
            if high {
                io::Read::take(&mut self.input, 2).read_to_end(&mut bytes)?;
            }
            let units = bytes
                .chunks_exact(2)
                .filter_map(|p| if let [a, b] = p { Some(join([*a, *b])) } else { None });
            let text: String =
                char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
            self.ready = text.into_bytes();
            self.at = 0;
        }
        Ok(self.ready.get(self.at..).unwrap_or(&[]))
    }

    fn consume(&mut self, n: usize) {
        if self.wide.is_some() { self.at += n } else { self.input.consume(n) }
    }
}

#[cfg(test)]
mod tests {
    use super::Records;

    fn all(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let mut records = Records::new(bytes).expect("bytes in memory");
        let mut out = Vec::new();
        while records.advance().expect("bytes in memory") {
            let fields = (0..records.len()).map(|f| records.field(f).to_owned()).collect();
            out.push((records.number, fields));
        }
        out
    }

    fn fields(bytes: &[u8]) -> Vec<Vec<String>> {
        all(bytes).into_iter().map(|(_, f)| f).collect()
    }

    #[test]
    fn quotes_hold_separators_line_ends_and_quotes() {
        let got = all(b"id,words\r\n1,\"a, \"\"b\"\"\nc\"\r\n2, x \r\n\r\n3,\"y\"\n");
        let want = [
            (1, vec!["id", "words"]),
            (2, vec!["1", "a, \"b\"\nc"]),
            (4, vec!["2", "x"]),
            (5, vec![""]),
            (6, vec!["3", "y"]),
        ];
        assert_eq!(got, want.map(|(n, f)| (n, f.into_iter().map(String::from).collect::<Vec<_>>())));
    }

    #[test]
    fn a_quote_nobody_closed_swallows_no_more_than_its_line() {
        let text = b"id,words\n1,\"never closed\n2,x\n3,y\n";
        let mut records = Records::new(&text[..]).expect("bytes in memory");
        let mut seen = Vec::new();
        while records.advance().expect("bytes in memory") {
            seen.push((records.number, records.field(0).to_owned(), records.field(1).to_owned()));
        }
        assert_eq!(records.unclosed, [2]);
        let want = [(1, "id", "words"), (2, "1", "never closed"), (3, "2", "x"), (4, "3", "y")];
        assert_eq!(seen, want.map(|(n, a, b)| (n, a.to_owned(), b.to_owned())));
    }

    #[test]
    fn separators_marks_and_alphabets() {
        assert_eq!(fields(b"\xef\xbb\xbfa;b\n1;2,5\n"), [["a", "b"], ["1", "2,5"]]);
        assert_eq!(fields(b"a\tb\n1\t2\n"), [["a", "b"], ["1", "2"]]);
        assert_eq!(fields(b"a,b\nChild\x92s,Jos\xe9\n"), [["a", "b"], ["Child’s", "José"]]);
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("a,b\n1,é\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(fields(&wide), [["a", "b"], ["1", "é"]]);
    }
}
