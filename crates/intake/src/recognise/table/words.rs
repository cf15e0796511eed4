//! The words of a header or label, made comparable.

/// Words that carry no meaning in a header.
const FILLERS: [&str; 22] = [
    "the", "a", "an", "of", "to", "be", "for", "and", "or", "we", "our", "is", "are", "this", "in", "it",
    "has", "s", "with", "will", "do", "been",
];

/// The comparable words of a text: lower case, letters and digits only, plural endings dropped. Fillers are kept
/// where nothing else is left.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let parts = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '#' | '\'' | '’'));
    for part in parts {
        let mut lower = part.to_lowercase();
        if part.contains(['\'', '’']) {
            lower.retain(|c| !matches!(c, '\'' | '’'));
        }
        if !lower.is_empty() {
            all.push(stem(lower));
        }
    }
    if all.iter().any(|w| !FILLERS.contains(&w.as_str())) {
        all.retain(|w| !FILLERS.contains(&w.as_str()));
    }
    all
}

fn stem(mut lower: String) -> String {
    match lower.strip_suffix("ies").map(str::len) {
        Some(root) if root > 2 => {
            lower.truncate(root);
            lower.push('y');
        }
        _ => match lower.strip_suffix('s') {
            Some(root) if root.len() > 2 && !root.ends_with(['s', 'u', 'i']) => {
                lower.pop();
            }
            _ => {}
        },
    }
    lower
}

/// The letters and digits of a text in lower case, nothing between them: for comparing copies.
pub(crate) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many single letters must change to make one text of the other, up to `limit` (more than `limit`: `limit + 1`).
pub(crate) fn distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (y, slot) in b.iter().zip(row.iter_mut().skip(1)) {
            let cost = diagonal + usize::from(x != y);
            diagonal = *slot;
            left = cost.min(left + 1).min(*slot + 1);
            *slot = left;
        }
    }
    row.last().copied().unwrap_or(0).min(limit + 1)
}

/// Whether a text ends a sentence.
pub(crate) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ' ']).ends_with(['.', '!', '?', ':', ';'])
}

#[cfg(test)]
mod tests {
    use super::{distance, words};

    #[test]
    fn headers_with_the_same_words_compare_equal() {
        assert_eq!(words("Action Owner(s)"), words("action owners"));
        assert_eq!(words("What will we do?"), words("What we will do"));
        assert_eq!(words("Progress – Status"), ["progress", "status"]);
        assert_eq!(words("By whom"), ["by", "whom"]);
        assert_eq!(distance("inspection", "inspectionon", 3), 2);
        assert_eq!(distance("abc", "xyzuvw", 2), 3);
    }
}
