//! Numbers in sentences.

/// `1 action`, `3 actions`; `no actions` for none.
pub fn count(n: usize, one: &str) -> String {
    plural(n, one, &format!("{one}s"))
}

/// `1 entry`, `3 entries`, `no entries`.
pub fn plural(n: usize, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}

/// Joins with commas and a last `and`.
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The same with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::{capital, count, list, plural};

    #[test]
    fn numbers_read_as_people_say_them() {
        assert_eq!(count(0, "action"), "no actions");
        assert_eq!(count(1, "action"), "1 action");
        assert_eq!(plural(2, "entry", "entries"), "2 entries");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(capital("no actions"), "No actions");
    }
}
