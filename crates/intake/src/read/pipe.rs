//! Markdown pipe tables.

/// Whether the line begins and ends a row of a pipe table: `| a | b |`.
pub fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2 && line.starts_with('|') && line.ends_with('|')
}

/// Whether the line separates header from rows: `|---|:--:|` (outer pipes may be missing).
pub fn is_border(line: &str) -> bool {
    let line = line.trim();
    line.contains('-')
        && line.contains('|')
        && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'+' | b'='))
}

/// The fields of a row; `\|` is a pipe that separates nothing.
pub fn fields(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = if line.ends_with("\\|") { line } else { line.strip_suffix('|').unwrap_or(line) };
    let mut fields = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        if c == '|' && !escaped {
            fields.push(String::new());
        } else if let Some(field) = fields.last_mut() {
            if escaped && c != '|' {
                field.push('\\');
            }
            if c != '\\' || escaped {
                field.push(c);
            }
        }
        escaped = c == '\\' && !escaped;
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::{fields, is_border};

    #[test]
    fn an_escaped_pipe_stays_in_its_field() {
        assert_eq!(fields(r"| a | b \| c |  |"), [" a ", " b | c ", "  "]);
        assert!(is_border("| --- | :-: |"));
        assert!(!is_border("| a - b | c |"));
    }
}
