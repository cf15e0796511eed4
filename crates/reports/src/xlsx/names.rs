//! Names of sheets and columns, as the format wants them: short, without marks that mean something, each once.

use std::collections::BTreeSet;

use super::cell::cut;

/// The longest name of a sheet.
const LONGEST: usize = 31;

/// The names given so far.
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    pub(super) fn new(first: &str) -> Self {
        // "History" is a name that Excel keeps for itself.
        Names { taken: [first.to_lowercase(), "history".to_owned()].into() }
    }

    /// A name like this one that no sheet has.
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        let sound: String =
            wanted.chars().map(|c| if "[]:*?/\\'".contains(c) || c.is_control() { ' ' } else { c }).collect();
        let sound = sound.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut name = cut(&sound, LONGEST);
        let mut number = 2;
        while name.is_empty() || !self.taken.insert(name.to_lowercase()) {
            let end = format!(" {number}");
            name = format!("{}{end}", cut(&sound, LONGEST - end.len()));
            number += 1;
        }
        name
    }
}

/// The headings of a table's columns: none empty, no two alike.
pub(super) fn headings<'a>(titles: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut number = 0;
    titles
        .map(|title| {
            number += 1;
            let base = if title.is_empty() { format!("Column {number}") } else { cut(title, 200) };
            let mut name = base.clone();
            let mut again = 2;
            while !taken.insert(name.to_lowercase()) {
                name = format!("{base} ({again})");
                again += 1;
            }
            name
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Names, headings};

    #[test]
    fn names_are_short_and_unique() {
        let mut names = Names::new("Contents");
        assert_eq!(names.unique("contents"), "contents 2");
        assert_eq!(names.unique("1 What [now]: a/b?"), "1 What now a b");
        let long = "3 A heading that goes on for longer than a tab can be";
        assert_eq!(names.unique(long), "3 A heading that goes on for l…");
        assert_eq!(names.unique(long), "3 A heading that goes on for… 2");
        assert_eq!(headings(["A", "", "a", "A"].into_iter()), ["A", "Column 2", "a (2)", "A (3)"]);
    }
}
