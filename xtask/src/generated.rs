//! Files, or marked parts of files, that are written from the code and the lock files, never by hand.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::licences;
use crate::metadata::Graph;
use crate::problem::Problem;

const BEGIN: &str = "<!-- begin generated: cargo xtask write -->";
const END: &str = "<!-- end generated -->";

/// The binary whose parts are listed.
const PRODUCT: &str = "throughline";

/// A generated part of a file: what stands between its two marks.
pub(crate) struct Generated {
    /// The file, relative to the root.
    pub(crate) path: &'static str,
    /// What belongs between the marks.
    body: String,
}

/// Everything that is generated.
pub(crate) fn all(root: &Path, graph: &Graph) -> Result<Vec<Generated>> {
    Ok(vec![
        Generated { path: "NOTICE", body: parts(root, graph)? },
        Generated { path: "docs/users/rules.md", body: rules() },
    ])
}

impl Generated {
    /// A problem when the file does not hold the list as it is now.
    pub(crate) fn check(&self, root: &Path) -> Vec<Problem> {
        let text = std::fs::read_to_string(root.join(self.path)).unwrap_or_default();
        match replaced(&text, &self.body) {
            Some(new) if new == text => Vec::new(),
            Some(_) => {
                vec![Problem::of_file(self.path, "its generated list is old: run `cargo xtask write`")]
            }
            None => vec![Problem::of_file(self.path, format!("holds no part between `{BEGIN}` and `{END}`"))],
        }
    }

    /// Writes the list between the marks.
    pub(crate) fn write(&self, root: &Path) -> Result<()> {
        let path = root.join(self.path);
        let text = std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", self.path))?;
        let Some(new) = replaced(&text, &self.body) else {
            bail!("{} holds no part between `{BEGIN}` and `{END}`", self.path);
        };
        std::fs::write(&path, new).with_context(|| format!("{} cannot be written", self.path))
    }
}

/// The text with `body` between the marks; `None` where a mark is missing.
fn replaced(text: &str, body: &str) -> Option<String> {
    let (head, rest) = text.split_once(BEGIN)?;
    let (_, tail) = rest.split_once(END)?;
    Some(format!("{head}{BEGIN}\n{}\n{END}{tail}", body.trim_end()))
}

/// The parts of the product by licence: cargo's, then npm's. Versions stand in the lock files.
fn parts(root: &Path, graph: &Graph) -> Result<String> {
    let mut by_licence: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in graph.parts_of(PRODUCT) {
        by_licence.entry(part.licence.replace('/', " OR ")).or_default().push(part.name.clone());
    }
    let mut text = format!("From crates.io:\n{}", listed(by_licence));
    let mut by_licence: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in licences::npm_parts(root)? {
        by_licence.entry(part.licence).or_default().push(part.name);
    }
    text.push_str(&format!("\nFrom npm:\n{}", listed(by_licence)));
    Ok(text)
}

/// Every rule of the linter with its explanation, by its code.
fn rules() -> String {
    let mut rules: Vec<_> = lint::RULES.iter().collect();
    rules.sort_by_key(|rule| rule.code);
    let told = |rule: &&lint::Rule| {
        format!(
            "## {}\n\n**{}**, {}. {}\n\n- Found: {}\n- Sound: {}\n",
            rule.code, rule.title, rule.severity, rule.explanation, rule.bad, rule.good
        )
    };
    rules.iter().map(told).collect::<Vec<_>>().join("\n")
}

fn listed(by_licence: BTreeMap<String, Vec<String>>) -> String {
    let mut text = String::new();
    for (licence, mut names) in by_licence {
        names.sort();
        names.dedup();
        text.push_str(&format!("\n- {licence}: {}\n", names.join(", ")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, END, replaced};

    #[test]
    fn only_what_stands_between_the_marks_changes() {
        let old = format!("Head\n{BEGIN}\nold\n{END}\nFoot\n");
        assert_eq!(replaced(&old, "new\n").unwrap(), format!("Head\n{BEGIN}\nnew\n{END}\nFoot\n"));
        assert_eq!(replaced("no marks", "new"), None);
        let once = replaced(&old, "new").unwrap();
        assert_eq!(replaced(&once, "new").unwrap(), once);
    }
}
