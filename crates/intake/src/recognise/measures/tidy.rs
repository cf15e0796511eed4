//! A label stripped of the words that only join it to its figure.

/// Words that join a label to its figure.
const JOINING: [&str; 13] =
    ["of", "for", "and", "at", "is", "are", "in", "was", "were", "with", "to", "from", "by"];

/// A label without the words that only join it to its figure.
pub(super) fn tidy(label: &str) -> String {
    let end = [" as of ", " as at ", " was completed", " were completed", " have been completed"]
        .iter()
        .filter_map(|w| label.find(w))
        .min()
        .unwrap_or(label.len());
    let mut label = label.get(..end).unwrap_or(label).trim();
    loop {
        let before = label.len();
        label = label.trim_matches([' ', ':', '-', '–', ',', '.', ';', '=']);
        if let Some((first, rest)) = label.split_once(' ')
            && JOINING.contains(&first)
        {
            label = rest;
        }
        if let Some((rest, last)) = label.rsplit_once(' ')
            && JOINING.contains(&last)
        {
            label = rest;
        }
        if label.len() == before {
            return label.to_owned();
        }
    }
}
