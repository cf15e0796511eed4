//! What a status cell says: a colour, a word, or both.

use std::sync::LazyLock;

use model::level::Delivery;
use model::plan::Stance;

use super::key::Key;
use super::layout::WORDS;
use super::words::words;

/// What a status cell says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The colour.
    pub(crate) level: Option<Delivery>,
    /// It is complete.
    pub(crate) complete: bool,
    /// What the words declare.
    pub(crate) stance: Option<Stance>,
    /// It has not begun, or is not due.
    pub(crate) waits: bool,
    /// Some words were understood.
    pub(crate) known: bool,
    /// There are more words than the colour and the status.
    pub(crate) more: bool,
}

/// Reads a status cell.
pub(crate) fn read(text: &str) -> Standing {
    let mut standing = Standing { level: symbol(text), ..Standing::default() };
    standing.known = standing.level.is_some();
    let mut all = words_of(text);
    if let [only] = all.as_slice()
        && let Some(level) = letter(only)
    {
        return Standing { level: Some(level), known: true, ..standing };
    }
    // The colour leads or stands alone: `Green`, `Amber - delayed`, `RAG: Red`, `Dark green`.
    let place = all.iter().take(4).position(|w| Delivery::from_word(w).is_some() || w == "gray");
    if let Some(place) = place {
        let word = all.remove(place);
        standing.level = standing.level.or_else(|| Delivery::from_word(&word)).or(Some(Delivery::Grey));
        standing.known = true;
        all.retain(|w| {
            !["rag", "brag", "rating", "rated", "status", "light", "dark", "pale", "delivery", "impact"]
                .contains(&w.as_str())
        });
    } else if let [first, rest @ ..] = all.as_slice()
        && let Some(level) = letter(first)
        && text.trim_start().chars().skip(1).find(|c| *c != ' ').is_some_and(|c| "-–—:/(,.".contains(c))
        && is_status(&rest.join(" ")).is_some()
    {
        standing.level = Some(level);
        standing.known = true;
        all.remove(0);
    }
    if all.is_empty() {
        return standing;
    }
    match is_status(&all.join(" ")) {
        Some((kind, whole)) => {
            standing.known = true;
            standing.complete = kind == Kind::Complete;
            standing.stance = match kind {
                Kind::Complete => Some(Stance::Done),
                Kind::OnTrack => Some(Stance::OnTrack),
                Kind::OffTrack => Some(Stance::OffTrack),
                Kind::Waits | Kind::Neither => None,
            };
            standing.waits = kind == Kind::Waits;
            standing.more = !whole;
        }
        None => standing.more = true,
    }
    standing
}

/// Reads a status cell by the plan's own key: its words in colours, and the colours that mean complete. What has not
/// begun is grey.
pub(crate) fn read_by(text: &str, key: &Key) -> Standing {
    let mut standing = read(text);
    if standing.level.is_none() {
        standing.level = key.level(text).or(standing.waits.then_some(Delivery::Grey));
        standing.known |= standing.level.is_some();
    }
    let open = matches!(standing.stance, None | Some(Stance::Done)) && !standing.waits;
    if open && standing.level.is_some_and(|l| key.completes(l)) && (!standing.more || standing.complete) {
        standing.complete = true;
        standing.stance = Some(Stance::Done);
    }
    standing
}

/// Whether an account begins by saying that the action is complete: `Completed. All staff are trained`.
pub(crate) fn opens_complete(account: &str) -> bool {
    let first = account.split(['.', '!', '\n', ':', '–']).next().unwrap_or("").trim().to_lowercase();
    matches!(first.as_str(), "complete" | "completed" | "action complete" | "action completed")
}

/// Whether the whole text is the name of a status: `On track`, `Not yet due`.
pub(crate) fn whole(text: &str) -> bool {
    is_status(&words_of(text).join(" ")).is_some_and(|(_, whole)| whole)
}

/// Whether a cell says how much of something is done and no more: `60%`.
pub(crate) fn share_done(text: &str) -> bool {
    let figure = text.trim().trim_end_matches('%').trim_end();
    text.trim().ends_with('%') && !figure.is_empty() && figure.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// Whether a cell holds nothing but a colour and a status.
pub(crate) fn only(text: &str) -> bool {
    let standing = read(text);
    standing.known && (!standing.more || text.len() < 40)
}

/// Whether a cell holds nothing but a colour.
pub(crate) fn colour(text: &str) -> bool {
    text.len() < 24 && read(text).level.is_some()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Complete,
    OnTrack,
    OffTrack,
    Waits,
    Neither,
}

/// The phrases of the layout, made comparable once.
static PHRASES: LazyLock<Vec<(Kind, String)>> = LazyLock::new(|| {
    let status = &WORDS.status;
    let lists = [
        (Kind::Neither, &status.neither),
        (Kind::Waits, &status.waits),
        (Kind::OffTrack, &status.off_track),
        (Kind::Complete, &status.complete),
        (Kind::OnTrack, &status.on_track),
    ];
    let all =
        lists.into_iter().flat_map(|(kind, list)| list.iter().map(move |p| (kind, words_of(p).join(" "))));
    all.filter(|(_, phrase)| !phrase.is_empty()).collect()
});

/// What these words declare, and whether all of them are needed to say so.
fn is_status(text: &str) -> Option<(Kind, bool)> {
    let text = text.trim();
    let fits =
        |phrase: &str| text.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let mut best: Option<(Kind, usize)> = None;
    for (kind, phrase) in PHRASES.iter() {
        if best.is_none_or(|(_, n)| phrase.len() > n) && fits(phrase) {
            best = Some((*kind, phrase.len()));
        }
    }
    best.map(|(kind, n)| (kind, n == text.len()))
}

fn words_of(text: &str) -> Vec<String> {
    // A status stands at the beginning of its cell.
    let end = text.char_indices().nth(200).map_or(text.len(), |(i, _)| i);
    let text = text.get(..end).unwrap_or(text);
    text.split(|c: char| !c.is_alphanumeric() && c != '%' && c != '/')
        .map(|w| w.trim_matches('/'))
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn letter(word: &str) -> Option<Delivery> {
    match word {
        "r" => Some(Delivery::Red),
        "a" => Some(Delivery::Amber),
        "y" => Some(Delivery::Yellow),
        "g" => Some(Delivery::Green),
        "b" => Some(Delivery::Blue),
        _ => None,
    }
}

fn symbol(text: &str) -> Option<Delivery> {
    text.chars().find_map(|c| match c {
        '🔴' | '🟥' => Some(Delivery::Red),
        '🟠' | '🟧' => Some(Delivery::Amber),
        '🟡' | '🟨' => Some(Delivery::Yellow),
        '🟢' | '🟩' => Some(Delivery::Green),
        '🔵' | '🟦' => Some(Delivery::Blue),
        '⚪' | '⬜' | '⚫' => Some(Delivery::Grey),
        _ => None,
    })
}

/// Whether words say how important something is (a column `Priority` of them is no part of the plan's tree).
pub(crate) fn importance(text: &str) -> bool {
    let all = words(text);
    let known = [
        "high",
        "medium",
        "low",
        "h",
        "m",
        "l",
        "urgent",
        "critical",
        "med",
        "essential",
        "desirable",
        "immediate",
        "must",
        "should",
        "could",
        "p1",
        "p2",
        "p3",
    ];
    !all.is_empty() && all.len() <= 2 && all.iter().all(|w| known.contains(&w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{importance, read};
    use model::level::Delivery;
    use model::plan::Stance;

    #[test]
    fn colours_letters_and_words_are_read() {
        for (text, level, complete, stance) in [
            ("Green", Some(Delivery::Green), false, None),
            ("A", Some(Delivery::Amber), false, None),
            ("RAG: red", Some(Delivery::Red), false, None),
            ("Amber – slightly delayed", Some(Delivery::Amber), false, None),
            ("Blue - Complete", Some(Delivery::Blue), true, Some(Stance::Done)),
            ("🟢 On track", Some(Delivery::Green), false, Some(Stance::OnTrack)),
            ("Completed", None, true, Some(Stance::Done)),
            ("Not complete", None, false, None),
            ("Not started", None, false, None),
            ("Overdue", None, false, Some(Stance::OffTrack)),
            ("On track", None, false, Some(Stance::OnTrack)),
            ("Partially complete", None, false, None),
            ("G - on track", Some(Delivery::Green), false, Some(Stance::OnTrack)),
            ("A new protocol", None, false, None),
        ] {
            let standing = read(text);
            assert_eq!(
                (standing.level, standing.complete, standing.stance),
                (level, complete, stance),
                "{text}"
            );
        }
        assert!(importance("High") && !importance("Safeguarding"));
    }
}
