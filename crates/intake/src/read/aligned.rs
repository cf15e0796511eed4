//! Tables whose columns are parted by spaces, as print and some e-mail leave them.
//!
//! ```text
//! Ref   Action                         Owner             By when
//! 1.1   Review the thresholds with     Head of MASH      June 2024
//!       partners
//! ```
//!
//! A column begins where, in nearly every line, something begins after two spaces or more. A line whose first column
//! is empty goes on with the row above it.

/// The fewest lines and columns of such a table: less is chance.
const LINES: usize = 3;
const COLUMNS: usize = 3;
/// Lines looked at in one table; a longer one is cut.
const MOST: usize = 5_000;

/// A table found: its rows with the place of each among the lines, and how many lines it took.
pub(crate) struct Aligned {
    /// The line (0-based, from the first given) and the fields of each row.
    pub(crate) rows: Vec<(usize, Vec<String>)>,
    /// Lines used.
    pub(crate) lines: usize,
}

/// The table that begins at the first of these lines; `None` where none does.
pub(crate) fn read(lines: &[&str]) -> Option<Aligned> {
    let first = lines.first()?;
    let starts = starts(first);
    if starts.len() < COLUMNS || first.contains(['\t', '|']) {
        return None;
    }
    // A header has words; rows of figures without one are a series in the text.
    let header = cut(first, &starts)?;
    let figures = header.iter().filter(|f| f.contains(|c: char| c.is_ascii_digit())).count();
    if figures > 1 || header.first().is_none_or(|f| f.contains(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let mut rows: Vec<(usize, Vec<String>)> = vec![(0, header)];
    let mut taken = 1;
    let mut whole = 1;
    let mut blank = 0;
    for (index, line) in lines.iter().enumerate().take(MOST).skip(1) {
        if line.trim().is_empty() {
            // One empty line may part rows; what follows must fit as well.
            blank += 1;
            if blank > 1 {
                break;
            }
            continue;
        }
        if line.trim().bytes().all(|b| matches!(b, b'-' | b'=' | b'_' | b' ')) {
            taken = index + 1;
            continue;
        }
        let Some(fields) = cut(line, &starts) else { break };
        let filled = fields.iter().filter(|f| !f.is_empty()).count();
        if filled == 1 && fields.first().is_some_and(|f| !f.is_empty()) && blank > 0 {
            break;
        }
        let goes_on = fields.first().is_some_and(String::is_empty);
        match rows.last_mut().filter(|_| goes_on && blank == 0) {
            Some((_, last)) => {
                for (field, more) in last.iter_mut().zip(fields).filter(|(_, more)| !more.is_empty()) {
                    if !field.is_empty() {
                        field.push(' ');
                    }
                    field.push_str(&more);
                }
            }
            None => {
                whole += usize::from(filled >= COLUMNS);
                rows.push((index, fields));
            }
        }
        taken = index + 1;
        blank = 0;
    }
    (whole >= LINES).then_some(Aligned { rows, lines: taken })
}

/// Where the fields of a line begin (in characters): after its indent and after two spaces or more.
fn starts(line: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut spaces = 2;
    for (place, c) in line.trim_end().chars().enumerate() {
        if c == ' ' {
            spaces += 1;
            continue;
        }
        if spaces >= 2 {
            out.push(place);
        }
        spaces = 0;
    }
    out
}

/// The line cut at these columns; `None` where a word runs over one.
fn cut(line: &str, starts: &[usize]) -> Option<Vec<String>> {
    let chars: Vec<char> = line.trim_end().chars().collect();
    let mut fields = Vec::with_capacity(starts.len());
    for (k, start) in starts.iter().enumerate() {
        let from = if k == 0 { 0 } else { *start };
        let to = starts.get(k + 1).copied().unwrap_or(chars.len()).min(chars.len());
        let over = k > 0 && chars.get(start - 1).is_some_and(|c| *c != ' ');
        if over {
            return None;
        }
        let text: String = chars.get(from.min(to)..to).unwrap_or(&[]).iter().collect();
        fields.push(text.trim().to_owned());
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::read;

    fn shown(text: &str) -> Option<String> {
        let lines: Vec<&str> = text.lines().collect();
        let rows = read(&lines)?.rows;
        Some(rows.iter().map(|(_, fields)| fields.join("|")).collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn columns_of_spaces_are_cut_and_wrapped_cells_joined() {
        let text = "Ref   Action                     Owner          By when\n\
                    ----  -------------------------  -------------  --------\n\
                    1.1   Review the thresholds      Head of MASH   June 2024\n\
                    \x20     with partners\n\
                    1.2   Train managers             PSW            May 2024\n";
        let expected = "Ref|Action|Owner|By when\n1.1|Review the thresholds with partners|Head of MASH|June 2024\n1.2|Train managers|PSW|May 2024";
        assert_eq!(shown(text).as_deref(), Some(expected));
    }

    #[test]
    fn prose_is_no_table() {
        assert!(
            shown("Dear all,  thank you  for this.\nWe met on Monday and agreed three things\nto do\n")
                .is_none()
        );
        assert!(shown("A  B  C\nnothing of the kind\n").is_none());
    }
}
