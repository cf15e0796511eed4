//! Comma-separated values (RFC 4180) and their kin: `,`, `;`, `|` or a tab between fields, quotes around what
//! holds separators or line ends.

use super::Builder;

/// The separator of a delimited file; `None` for a text. A `.csv` file is believed to be one, another name must
/// show at least three fields in each of its first records.
pub fn sniff(name: &str, text: &str) -> Option<char> {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with(".md") || lower.ends_with(".markdown") {
        return None;
    }
    let mut head = 64_000.min(text.len());
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    let head = text.get(..head).unwrap_or(text);
    if lower.ends_with(".tsv") || (lower.ends_with(".csv") && best(head).is_none() && head.contains('\t')) {
        return Some('\t');
    }
    if lower.ends_with(".csv") {
        return Some(best(head).unwrap_or(','));
    }
    if head.contains('\t') || head.trim_start().starts_with(['#', '|']) { None } else { steady(head) }
}

/// The separator that gives most fields in most of the first records.
fn best(head: &str) -> Option<char> {
    let score = |separator| {
        let counts: Vec<usize> = records(head, separator).take(20).map(|r| r.fields.len()).collect();
        counts.iter().filter(|c| **c > 1).map(|c| (*c).min(12)).sum::<usize>()
    };
    [',', ';', '|', '\t']
        .into_iter()
        .map(|s| (score(s), s))
        .filter(|(n, _)| *n > 0)
        .max_by_key(|(n, _)| *n)
        .map(|(_, s)| s)
}

/// The separator of a text whose first records all have the same number of fields, three or more.
fn steady(head: &str) -> Option<char> {
    [',', ';', '|'].into_iter().find(|separator| {
        let counts: Vec<usize> = records(head, *separator)
            .filter(|r| r.fields.iter().any(|f| !f.trim().is_empty()))
            .take(12)
            .map(|r| r.fields.len())
            .collect();
        let first = counts.first().copied().unwrap_or(0);
        // The last record may have been cut by the head.
        counts.len() >= 3 && first >= 3 && counts.iter().take(counts.len() - 1).all(|c| *c == first)
    })
}

/// Reads a delimited file as tables, broken where a record is empty.
pub(crate) fn read(text: &str, separator: char, builder: &mut Builder) {
    let mut fields = 0;
    for record in whole(records(text, separator).collect(), separator) {
        fields += record.fields.len();
        if fields > super::MAX_CELLS {
            builder.line(record.line, "…", |at| crate::document::Block::Paragraph {
                text: String::from("…"),
                bold: false,
                at,
            });
            break;
        }
        if record.fields.iter().all(|f| f.trim().is_empty()) {
            builder.end_table();
        } else {
            builder.row(record.line, record.fields.iter().map(String::as_str));
        }
    }
}

/// The fields of one row between tabs, read line by line: a field in quotes may run over several.
#[derive(Default)]
pub(super) struct Fields {
    done: Vec<String>,
    /// The field that is open, if any: its words so far.
    open: Option<String>,
    /// Words follow a closing quote: the quotes are marks and no field is quoted.
    broken: bool,
}

impl Fields {
    /// The next line of the row.
    pub(super) fn add(&mut self, line: &str) {
        let mut rest = line;
        if let Some(open) = &mut self.open {
            open.push('\n');
        }
        loop {
            if let Some(mut text) = self.open.take() {
                let Some(end) = closing(rest) else {
                    text.push_str(rest);
                    self.open = Some(text);
                    return;
                };
                text.push_str(rest.get(..end).unwrap_or(""));
                self.done.push(text.replace("\"\"", "\""));
                rest = rest.get(end + 1..).unwrap_or("");
                match rest.strip_prefix('\t') {
                    Some(after) => rest = after,
                    None => {
                        self.broken |= !rest.trim().is_empty();
                        return;
                    }
                }
            }
            if let Some(after) = rest.strip_prefix('"') {
                self.open = Some(String::new());
                rest = after;
                continue;
            }
            match rest.split_once('\t') {
                Some((field, after)) => {
                    self.done.push(field.to_owned());
                    rest = after;
                }
                None => {
                    self.done.push(rest.to_owned());
                    return;
                }
            }
        }
    }

    /// Whether a quote is still to be closed.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some() && !self.broken
    }

    /// The fields, if every quote was closed at the end of its field.
    pub(super) fn whole(self) -> Option<Vec<String>> {
        (self.open.is_none() && !self.broken).then_some(self.done)
    }
}

/// Where the quote stands that closes a field; a doubled quote closes nothing.
fn closing(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find('"')?;
        if text.get(at + 1..).is_some_and(|r| r.starts_with('"')) {
            from = at + 2;
        } else {
            return Some(at);
        }
    }
}

/// Records with the parts joined of those that line ends cut because nobody quoted them: some records below the header
/// with fewer fields than it that have as many together.
fn whole(records: Vec<Record>, separator: char) -> Vec<Record> {
    let width = common_width(&records);
    if !matches!(separator, ',' | '\t') || width < 4 {
        return records;
    }
    let mut out: Vec<Record> = Vec::with_capacity(records.len());
    let mut rest = records.into_iter().peekable();
    let mut headed = false;
    while let Some(record) = rest.next() {
        headed |= record.fields.len() == width;
        let short = |r: &Record| r.fields.len() < width && r.fields.iter().any(|f| !f.trim().is_empty());
        if !headed || record.fields.len() < 2 || !short(&record) {
            out.push(record);
            continue;
        }
        let mut parts = vec![record];
        let mut sum = parts.first().map_or(0, |r| r.fields.len());
        while sum < width
            && parts.len() < MAX_PARTS
            && let Some(next) = rest.next_if(|n| short(n) && sum + n.fields.len() <= width + 1)
        {
            sum += next.fields.len() - 1;
            parts.push(next);
        }
        // Pairs under a table are a key or a list of totals, whatever they add up to.
        if sum == width && parts.iter().any(|p| p.fields.len() > 2) {
            out.extend(parts.into_iter().reduce(Record::join));
        } else {
            out.extend(parts);
        }
    }
    out
}

/// A record is cut into at most so many parts.
const MAX_PARTS: usize = 8;

/// The number of fields most of the wide records have.
fn common_width(records: &[Record]) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for record in records.iter().filter(|r| r.fields.len() > 3) {
        *counts.entry(record.fields.len()).or_insert(0_usize) += 1;
    }
    counts.into_iter().max_by_key(|(width, n)| (*n, *width)).map_or(0, |(width, _)| width)
}

struct Record {
    line: u32,
    fields: Vec<String>,
}

impl Record {
    /// This record with the next, a line end between them.
    fn join(mut self, next: Record) -> Record {
        let mut more = next.fields.into_iter();
        if let (Some(last), Some(first)) = (self.fields.last_mut(), more.next()) {
            last.push('\n');
            last.push_str(&first);
        }
        self.fields.extend(more);
        self
    }
}

fn records(text: &str, separator: char) -> impl Iterator<Item = Record> {
    let mut chars = text.chars().peekable();
    let mut line = 1;
    std::iter::from_fn(move || {
        chars.peek()?;
        let mut record = Record { line, fields: vec![String::new()] };
        let mut quoted = false;
        while let Some(c) = chars.next() {
            let Some(field) = record.fields.last_mut() else { break };
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    field.push('"');
                }
                '"' if quoted => quoted = false,
                '"' if field.trim().is_empty() => {
                    field.clear();
                    quoted = true;
                }
                '\r' if chars.peek() == Some(&'\n') => {}
                '\n' | '\r' => {
                    line += 1;
                    if !quoted {
                        break;
                    }
                    field.push('\n');
                }
                c if c == separator && !quoted => record.fields.push(String::new()),
                c => field.push(c),
            }
        }
        Some(record)
    })
}

#[cfg(test)]
mod tests {
    use super::{Fields, records, sniff};

    #[test]
    fn quotes_hold_separators_line_ends_and_quotes() {
        let text = "Ref,Action\r\n1,\"Do this,\nthen \"\"that\"\"\"\r\n2,x\n";
        let all: Vec<(u32, Vec<String>)> = records(text, ',').map(|r| (r.line, r.fields)).collect();
        assert_eq!(all[1], (2, vec!["1".into(), "Do this,\nthen \"that\"".into()]));
        assert_eq!(all[2], (4, vec!["2".into(), "x".into()]));
    }

    #[test]
    fn a_row_between_tabs_may_quote_fields_of_several_lines() {
        let read = |lines: &[&str]| {
            let mut fields = Fields::default();
            lines.iter().for_each(|l| fields.add(l));
            fields.whole().map(|f| f.join("|"))
        };
        let row = read(&["1\t\"Do this", "and \"\"that\"\"\"\tHead of QA\t"]);
        assert_eq!(row.as_deref(), Some("1|Do this\nand \"that\"|Head of QA|"));
        assert_eq!(read(&["1\t\"Safeguarding\" plans are open\t2"]), None);
        assert_eq!(read(&["1\t\"never closed\t2"]), None);
    }

    #[test]
    fn a_record_cut_by_a_line_end_nobody_quoted_is_joined() {
        let text = "Version,7\nRef,Action,Owner,Update,RAG\n1,Do,Head,Begun.\nGoing on.,Green\n2,Stop,Head,Done.,Blue\n,,,,\nKey,\nBlue,Done\nGreen,On track\n";
        let fields: Vec<Vec<String>> =
            super::whole(records(text, ',').collect(), ',').into_iter().map(|r| r.fields).collect();
        assert_eq!(fields[2], ["1", "Do", "Head", "Begun.\nGoing on.", "Green"]);
        assert_eq!(fields.iter().map(Vec::len).collect::<Vec<_>>(), [2, 5, 5, 5, 5, 2, 2, 2]);
    }

    #[test]
    fn a_text_with_commas_is_not_a_table() {
        assert_eq!(sniff("plan.csv", "Ref;Action;Owner, lead\n1;a;b\n"), Some(';'));
        assert_eq!(sniff("plan.txt", "Ref|Action|Lead\n1|a|b\n2|c|d\n"), Some('|'));
        assert_eq!(sniff("plan.txt", "Dear all, this, too,\nis text, no more.\nBye.\nYes.\n"), None);
        assert_eq!(sniff("plan.md", "a,b,c\na,b,c\na,b,c\n"), None);
    }
}
