//! What the words of running text announce: data in `cues.toml`, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::recognise::measures::{holds, opens_with};

/// Labels of a document's front page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Labels {
    pub(super) title: Vec<String>,
    pub(super) owner: Vec<String>,
    pub(super) version: Vec<String>,
    pub(super) date: Vec<String>,
    pub(super) review: Vec<String>,
}

/// Words of titles.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Title {
    pub(super) words: Vec<String>,
}

/// Questions that head the sections of a progress report.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sections {
    pub(super) done: Vec<String>,
    pub(super) impact: Vec<String>,
    pub(super) next: Vec<String>,
}

/// The cue table; `cues.toml` says what each list means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cues {
    pub(super) labels: Labels,
    pub(super) title: Title,
    pub(super) sections: Sections,
    pub(super) progress: Vec<String>,
    pub(super) diagnostic: Vec<String>,
    pub(super) diagnostic_lead: Vec<String>,
    pub(super) service_plans: Vec<String>,
    pub(super) grades: Vec<String>,
    pub(super) judged: Vec<String>,
    pub(super) wish: Vec<String>,
    pub(super) bodies: Vec<String>,
    pub(super) body_kinds: BTreeMap<String, String>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the table is part of the program and a test reads it")]
    toml::from_str(include_str!("cues.toml")).expect("prose/cues.toml is well formed")
});

/// The cue table.
pub(super) fn cues() -> &'static Cues {
    &CUES
}

/// Whether the text (any case) has one of these phrases as whole words.
pub(super) fn says(text: &str, phrases: &[String]) -> bool {
    holds(text, phrases)
}

/// Whether the text (any case) opens with one of these phrases.
pub(super) fn opens(text: &str, phrases: &[String]) -> bool {
    opens_with(text, phrases)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_is_read() {
        assert!(super::cues().grades.contains(&"good".to_owned()));
    }
}
