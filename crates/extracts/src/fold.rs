//! Spellings made comparable: lower case, no punctuation, single spaces.

/// The text in lower case, letters and digits only, words parted by single spaces. An apostrophe joins what stands
/// around it (`child's` is `childs`), everything else parts words.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '`') {
            gap = true;
        }
    }
    out
}

/// The words of a folded text.
pub(crate) fn words(folded: &str) -> Vec<&str> {
    folded.split(' ').filter(|w| !w.is_empty()).collect()
}

/// Whether these words stand one after another somewhere in those.
pub(crate) fn holds(words: &[&str], part: &[&str]) -> bool {
    !part.is_empty() && words.windows(part.len()).any(|w| w == part)
}

/// How many letters must be put in, left out or changed to make one text of the other; `None` beyond `most`.
pub(crate) fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut left = i + 1;
        let mut diagonal = i;
        for (j, y) in b.iter().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or(usize::MAX);
            let cost = (diagonal + usize::from(x != y)).min(left + 1).min(above + 1);
            diagonal = above;
            if let Some(cell) = row.get_mut(j) {
                *cell = left;
            }
            left = cost;
        }
        if let Some(cell) = row.last_mut() {
            *cell = left;
        }
    }
    row.last().copied().filter(|d| *d <= most)
}

#[cfg(test)]
mod tests {
    use super::{distance, fold, holds, words};

    #[test]
    fn punctuation_and_case_do_not_matter() {
        assert_eq!(fold("  Child's Legal\u{a0}Status (Y/N)? "), "childs legal status y n");
        assert_eq!(fold("A&E"), "a e");
    }

    #[test]
    fn words_in_a_row_are_found() {
        let all = fold("CP Plan Start Date (current)");
        assert!(holds(&words(&all), &["plan", "start", "date"]));
        assert!(!holds(&words(&all), &["plan", "date"]));
    }

    #[test]
    fn slips_of_the_pen_are_counted() {
        assert_eq!(distance("date of birth", "date of brith", 2), Some(2));
        assert_eq!(distance("gender", "gender", 1), Some(0));
        assert_eq!(distance("gender", "genders", 1), Some(1));
        assert_eq!(distance("age", "gender", 2), None);
    }
}
