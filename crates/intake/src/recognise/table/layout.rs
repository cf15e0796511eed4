//! What the words over a column mean: the data of `layouts/*.toml` and the score by which a header finds its meaning.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IntoDeserializer as _;
use serde::de::value::StrDeserializer;

use super::words::words;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Meaning {
    /// The reference of the row.
    Ref,
    /// A recommendation: its number or its words.
    #[serde(rename = "recommendation")]
    Recommendation,
    /// The number of a recommendation whose words stand in another column.
    #[serde(skip)]
    RecommendationNumber,
    /// What the actions of the row are for: the title of a line.
    Objective,
    /// What is to be done.
    Action,
    /// Steps below an action; the action itself where no column says action.
    Step,
    /// Who does it.
    Owner,
    /// The body that leads.
    Body,
    /// By when.
    Due,
    /// From when.
    Start,
    /// The date that replaced the first.
    Revised,
    /// When it was done.
    Completed,
    /// How the doing goes: a colour or a word.
    Delivery,
    /// What difference it makes: a colour.
    #[serde(rename = "impact rating")]
    ImpactRating,
    /// What has been done.
    Progress,
    /// What is to come of it.
    Outcome,
    /// What it costs.
    Resources,
    /// What proves it.
    Evidence,
    /// The part of the plan it belongs to.
    Node,
    /// Known, and kept as text.
    Other,
    /// A column no plan has.
    #[serde(rename = "not a plan")]
    NotAPlan,
}

impl Meaning {
    /// The word by which a meaning is kept, as the layouts write it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Meaning::Ref => "ref",
            Meaning::Recommendation | Meaning::RecommendationNumber => "recommendation",
            Meaning::Objective => "objective",
            Meaning::Action => "action",
            Meaning::Step => "step",
            Meaning::Owner => "owner",
            Meaning::Body => "body",
            Meaning::Due => "due",
            Meaning::Start => "start",
            Meaning::Revised => "revised",
            Meaning::Completed => "completed",
            Meaning::Delivery => "delivery",
            Meaning::ImpactRating => "impact rating",
            Meaning::Progress => "progress",
            Meaning::Outcome => "outcome",
            Meaning::Resources => "resources",
            Meaning::Evidence => "evidence",
            Meaning::Node => "node",
            Meaning::Other | Meaning::NotAPlan => "other",
        }
    }

    /// The meaning kept by a word.
    pub(crate) fn of_word(word: &str) -> Option<Meaning> {
        let word: StrDeserializer<'_, serde::de::value::Error> = word.into_deserializer();
        Meaning::deserialize(word).ok().filter(|m| *m != Meaning::NotAPlan)
    }
}

#[derive(Deserialize)]
struct ColumnsFile {
    column: Vec<ColumnFile>,
}

#[derive(Deserialize)]
struct ColumnFile {
    means: Meaning,
    names: Vec<String>,
    #[serde(default)]
    hints: Vec<String>,
}

/// A name a column may have.
struct Name {
    means: Meaning,
    words: Vec<String>,
}

static NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| {
    let file: ColumnsFile =
        toml::from_str(include_str!("../../layouts/columns.toml")).unwrap_or(ColumnsFile { column: vec![] });
    file.column
        .into_iter()
        .flat_map(|c| c.names.into_iter().map(move |n| Name { means: c.means, words: words(&n) }))
        .collect()
});

/// Words that hint at a meaning where no name fits: `What will families notice?` asks for an outcome.
static HINTS: LazyLock<Vec<(Meaning, Vec<String>)>> = LazyLock::new(|| {
    let file: ColumnsFile =
        toml::from_str(include_str!("../../layouts/columns.toml")).unwrap_or(ColumnsFile { column: vec![] });
    file.column.into_iter().filter(|c| !c.hints.is_empty()).map(|c| (c.means, c.hints)).collect()
});

/// What the words of a header that fits no name hint at; the meaning with most of them, the first of equals.
pub(crate) fn hinted(header: &str) -> Option<Meaning> {
    if header.len() > 120 {
        return None;
    }
    let words = words(header);
    let count = |hints: &[String]| words.iter().filter(|w| hints.contains(w)).count();
    let mut best: Option<(Meaning, usize)> = None;
    for (means, hints) in HINTS.iter() {
        let n = count(hints);
        if n > best.map_or(0, |(_, n)| n) {
            best = Some((*means, n));
        }
    }
    best.map(|(means, _)| means)
}

/// The names by their first word: a header fits only names whose words it has.
static BY_WORD: LazyLock<HashMap<&'static str, Vec<&'static Name>>> = LazyLock::new(|| {
    let mut map: HashMap<&'static str, Vec<&'static Name>> = HashMap::new();
    for name in NAMES.iter() {
        if let Some(first) = name.words.first() {
            map.entry(first.as_str()).or_default().push(name);
        }
    }
    map
});

/// The words that tell what a cell holds (`layouts/words.toml`).
#[derive(Deserialize, Default)]
pub(crate) struct Words {
    /// How an action stands.
    pub(crate) status: StatusWords,
    /// Names of offices and bodies.
    pub(crate) roles: RoleWords,
    /// Beginnings of tasks.
    pub(crate) verbs: VerbWords,
    /// Titles.
    pub(crate) titles: TitleWords,
}

/// How an action stands, in words.
#[derive(Deserialize, Default)]
pub(crate) struct StatusWords {
    pub(crate) complete: Vec<String>,
    pub(crate) on_track: Vec<String>,
    pub(crate) off_track: Vec<String>,
    pub(crate) waits: Vec<String>,
    pub(crate) neither: Vec<String>,
}

/// Names of offices and bodies.
#[derive(Deserialize, Default)]
pub(crate) struct RoleWords {
    pub(crate) openers: Vec<String>,
    pub(crate) ends: Vec<String>,
    pub(crate) codes: Vec<String>,
    pub(crate) bodies: Vec<String>,
}

/// Beginnings of tasks.
#[derive(Deserialize, Default)]
pub(crate) struct VerbWords {
    pub(crate) task: Vec<String>,
}

/// Titles.
#[derive(Deserialize, Default)]
pub(crate) struct TitleWords {
    pub(crate) generic: Vec<String>,
}

/// The words that tell what a cell holds.
pub(crate) static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("../../layouts/words.toml")).unwrap_or_default());

/// What a header means and how well it fits: 100 and more for the very words of a name, 60 and more where it holds
/// them among others. `None` where nothing fits.
pub(crate) fn meaning(header: &str) -> Option<(Meaning, u32)> {
    if header.len() > 120 {
        return None;
    }
    let whole = words(header);
    let mut best = score(&whole);
    for piece in header.split(['/', '(', ')', ',', ':', '-', '–', '&', '\n']) {
        let piece = words(piece);
        if piece.is_empty() || piece == whole {
            continue;
        }
        // A piece that fits exactly says a little less than a whole header that does.
        let scored = score(&piece).map(|(m, s)| (m, s.saturating_sub(20)));
        if scored.map(|(_, s)| s) > best.map(|(_, s)| s) {
            best = scored;
        }
    }
    best
}

/// What the very words of a name mean. A name of accounts or ratings may carry its date: `Update Nov 22`.
pub(crate) fn exact(label: &str) -> Option<Meaning> {
    let whole = |label: &str| meaning(label).filter(|(_, s)| *s >= 100).map(|(m, _)| m);
    whole(label).or_else(|| {
        let end = label.trim_end_matches(')').trim_end();
        let digits = end.ends_with(|c: char| c.is_ascii_digit()) && label.len() < 60;
        let mut cuts = end.match_indices([' ', '(']).filter(|_| digits).map(|(at, _)| at);
        cuts.find_map(|at| {
            let means =
                whole(label.get(..at)?).filter(|m| matches!(m, Meaning::Progress | Meaning::Delivery))?;
            super::schema::is_date(end.get(at..)?.trim_start_matches([' ', '(', '-', '–', ':']))
                .then_some(means)
        })
    })
}

fn score(header: &[String]) -> Option<(Meaning, u32)> {
    if header.is_empty() || header.len() > 12 {
        return None;
    }
    let last = header.last();
    let fit = |name: &Name| {
        if name.words.is_empty() || !name.words.iter().all(|w| header.contains(w)) {
            return None;
        }
        let (part, all) = (name.words.len() as u32, header.len() as u32);
        if part == all {
            return Some(100 + part);
        }
        // `What` alone asks for actions; `What has been achieved` does not.
        if part == 1 && name.words.iter().all(|w| matches!(w.as_str(), "what" | "how")) {
            return None;
        }
        // A header of many words that holds one of ours is a sentence.
        if part * 4 < all {
            return None;
        }
        let tail = u32::from(last.is_some_and(|l| name.words.contains(l))) * 20;
        Some(52 + 36 * part / all + tail + part)
    };
    let mut best: Option<(Meaning, u32)> = None;
    // In the order of the file where scores are equal, so that the same header always means the same.
    for name in header.iter().filter_map(|w| BY_WORD.get(w.as_str())).flatten() {
        if let Some(score) = fit(name)
            && best.is_none_or(|(_, s)| score > s)
        {
            best = Some((name.means, score));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{Meaning, NAMES, WORDS, hinted, meaning};

    #[test]
    fn the_layouts_are_read() {
        assert!(NAMES.len() > 300);
        for (word, _) in crate::columns::MEANINGS {
            assert_eq!(Meaning::of_word(word).map(Meaning::word), Some(word));
        }
        assert!(!WORDS.verbs.task.is_empty() && !WORDS.roles.ends.is_empty());
    }

    #[test]
    fn headers_that_fit_no_name_are_hinted_at() {
        use Meaning::{Outcome, Progress};
        for (header, expected) in [
            ("What will parents and carers notice?", Some(Outcome)),
            ("Difference we hope to see", Some(Outcome)),
            ("News since the last meeting", Some(Progress)),
            ("Colour of the door", None),
        ] {
            assert_eq!(hinted(header), expected, "{header}");
        }
    }

    #[test]
    fn headers_find_their_meaning() {
        use Meaning::*;
        for (header, expected) in [
            ("Ref", Ref),
            ("Action Owner(s)", Owner),
            ("Lead Officer(s)", Owner),
            ("Impact to be achieved/KPIs", Outcome),
            ("Outcome (Inspectorate's recommendation)", Recommendation),
            ("Outcome target/ evidence measure", Outcome),
            ("Ofsted Rec.", Recommendation),
            ("Improvement priority", Objective),
            ("Impact / Outcomes", Outcome),
            ("Action required", Action),
            ("By when", Due),
            ("What will we do?", Action),
            ("How will we know?", Outcome),
            ("Update Nov 22", Progress),
            ("Progress rating", Delivery),
            ("Impact RAG", ImpactRating),
            ("BRAG (delivery)", Delivery),
            ("Revised target date", Revised),
            ("Start date", Start),
            ("Who", Owner),
            ("Lead agency", Body),
            ("Theme", Node),
            ("Evidence of impact", Outcome),
            ("Notes", Other),
            ("Action no", Ref),
            ("Action status", Delivery),
            ("Progress to date (December 2023)", Progress),
            ("Completion date", Due),
            ("Date completed", Completed),
        ] {
            assert_eq!(meaning(header).map(|(m, _)| m), Some(expected), "{header}");
        }
        assert_eq!(
            meaning(
                "A long sentence that happens to mention one action among the many other things it says about"
            ),
            None
        );
    }
}
