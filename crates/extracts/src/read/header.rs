//! Headers in the spellings of case systems: which column of which list a header means. Two that could mean the same
//! column, or one that could mean two, are not used.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold::{distance, fold, holds, words};
use crate::list::{List, lists};

/// How sure a header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sure {
    /// A slip of the pen away from a known spelling.
    Misspelt,
    /// A known spelling stands in it among other words.
    Within,
    /// A known spelling.
    Known,
    /// The official words.
    Official,
}

/// What one header means in one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Means {
    /// This column.
    Column(usize, Sure),
    /// Several columns.
    Ambiguous(Vec<usize>),
    /// Nothing in this list.
    Nothing,
}

/// The headers of a sheet, matched with a list.
#[derive(Clone, Debug)]
pub(crate) struct Match {
    /// The list.
    pub(crate) list: usize,
    /// For every field of the header row, the column it fills.
    pub(crate) columns: Vec<Option<usize>>,
    /// Headers that were understood though not written as known: field and column.
    pub(crate) understood: Vec<(usize, usize)>,
    /// Headers that could mean several columns, or that compete for one: field and columns. None of them is used.
    pub(crate) ambiguous: Vec<(usize, Vec<usize>)>,
    /// Headers that mean nothing in this list.
    pub(crate) unknown: Vec<usize>,
}

impl Match {
    /// How many columns were found.
    pub(crate) fn found(&self) -> usize {
        self.columns.iter().flatten().count()
    }
}

struct Spellings {
    /// Folded spelling: column and whether it is the official one.
    known: HashMap<String, Vec<(usize, bool)>>,
    /// The same in order, with the words of each.
    ordered: Vec<(String, Vec<String>, Vec<usize>)>,
}

static SPELLINGS: LazyLock<Vec<Spellings>> = LazyLock::new(|| lists().iter().map(spellings).collect());

fn spellings(list: &List) -> Spellings {
    let mut known: HashMap<String, Vec<(usize, bool)>> = HashMap::new();
    for (place, column) in list.columns.iter().enumerate() {
        let official = fold(&column.title);
        let own = column.name.replace('_', " ");
        for spelling in column.also.iter().chain([&official, &own]) {
            let at = known.entry(spelling.clone()).or_default();
            if !at.iter().any(|(p, _)| *p == place) {
                at.push((place, *spelling == official));
            }
        }
    }
    let mut ordered: Vec<(String, Vec<String>, Vec<usize>)> = known
        .iter()
        .map(|(spelling, at)| {
            let parts = words(spelling).into_iter().map(str::to_owned).collect();
            (spelling.clone(), parts, at.iter().map(|(p, _)| *p).collect())
        })
        .collect();
    ordered.sort();
    Spellings { known, ordered }
}

/// What a header means in a list.
pub(crate) fn means(list: usize, header: &str) -> Means {
    let Some(spellings) = SPELLINGS.get(list) else { return Means::Nothing };
    let whole = fold(header);
    for text in [whole.clone(), fold(without_notes(header)), without_number(&whole).to_owned()] {
        if let Some(at) = spellings.known.get(&text) {
            return match at.as_slice() {
                [(place, official)] => {
                    Means::Column(*place, if *official { Sure::Official } else { Sure::Known })
                }
                several => Means::Ambiguous(several.iter().map(|(p, _)| *p).collect()),
            };
        }
    }
    within(spellings, &whole).or_else(|| misspelt(spellings, &whole)).unwrap_or(Means::Nothing)
}

/// The column whose longest spelling, of two words at least, stands in the header.
fn within(spellings: &Spellings, header: &str) -> Option<Means> {
    let all = words(header);
    let mut best = 1;
    let mut found: Vec<usize> = Vec::new();
    for (_, part, at) in &spellings.ordered {
        let enough = part.len() >= best.max(2);
        if !enough || !all.windows(part.len()).any(|w| w.iter().eq(part.iter())) {
            continue;
        }
        if part.len() > best {
            best = part.len();
            found.clear();
        }
        found.extend(at);
    }
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [] => None,
        [place] => Some(Means::Column(*place, Sure::Within)),
        _ => Some(Means::Ambiguous(found)),
    }
}

/// The column with a spelling a slip of the pen away: one letter in six.
fn misspelt(spellings: &Spellings, header: &str) -> Option<Means> {
    let most = header.chars().count() / 6;
    if most == 0 {
        return None;
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (spelling, _, at) in &spellings.ordered {
        if let Some(d) = distance(spelling, header, most) {
            found.extend(at.iter().map(|p| (d, *p)));
        }
    }
    let nearest = found.iter().map(|(d, _)| *d).min()?;
    let mut places: Vec<usize> = found.into_iter().filter(|(d, _)| *d == nearest).map(|(_, p)| p).collect();
    places.sort_unstable();
    places.dedup();
    match places.as_slice() {
        [place] => Some(Means::Column(*place, Sure::Misspelt)),
        _ => Some(Means::Ambiguous(places)),
    }
}

/// A header without what it says in brackets at its end: `Date of Contact (dd/mm/yyyy)`.
fn without_notes(header: &str) -> &str {
    match header.trim().strip_suffix(')').and_then(|h| h.rsplit_once('(')) {
        Some((before, _)) if !before.trim().is_empty() => before,
        _ => header,
    }
}

/// A folded header without a number in front: `3 ethnicity`.
fn without_number(header: &str) -> &str {
    match header.split_once(' ') {
        Some((number, rest)) if number.bytes().all(|b| b.is_ascii_digit()) => rest,
        _ => header,
    }
}

/// Matches a row of headers with a list.
pub(crate) fn matched(list: usize, headers: &[String]) -> Match {
    let mut out = Match {
        list,
        columns: vec![None; headers.len()],
        understood: vec![],
        ambiguous: vec![],
        unknown: vec![],
    };
    let mut claims: HashMap<usize, Vec<(Sure, usize)>> = HashMap::new();
    for (field, header) in headers.iter().enumerate().filter(|(_, h)| !h.trim().is_empty()) {
        match means(list, header) {
            Means::Column(column, sure) => claims.entry(column).or_default().push((sure, field)),
            Means::Ambiguous(columns) => out.ambiguous.push((field, columns)),
            Means::Nothing => out.unknown.push(field),
        }
    }
    let width = lists().get(list).map_or(0, |l| l.columns.len());
    for column in 0..width {
        let Some(mut claim) = claims.remove(&column) else { continue };
        claim.sort_unstable_by(|a, b| b.cmp(a));
        let Some((sure, field)) = claim.first().copied() else { continue };
        let rivals: Vec<usize> = claim.iter().skip(1).filter(|(s, _)| *s == sure).map(|(_, f)| *f).collect();
        if rivals.is_empty() {
            if let Some(at) = out.columns.get_mut(field) {
                *at = Some(column);
            }
            if sure < Sure::Known {
                out.understood.push((field, column));
            }
            // A weaker claim on a column that a better header fills means something else.
            out.unknown.extend(claim.iter().skip(1).map(|(_, f)| *f));
        } else {
            out.ambiguous.extend(rivals.into_iter().chain([field]).map(|f| (f, vec![column])));
            out.unknown.extend(claim.iter().filter(|(s, _)| *s < sure).map(|(_, f)| *f));
        }
    }
    // A header that could mean several columns means the one that nobody else fills.
    let filled: Vec<usize> = out.columns.iter().flatten().copied().collect();
    out.ambiguous.sort_unstable();
    out.unknown.sort_unstable();
    out.ambiguous.retain(|(_, columns)| !columns.iter().all(|c| filled.contains(c)));
    out
}

/// The list whose name a sheet or a file bears, by its whole name or as words in it; `None` where several do.
pub(crate) fn named(name: &str) -> Option<usize> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let folded = fold(stem);
    let all = words(&folded);
    if let Some(number) = numbered(&all) {
        return lists().iter().position(|l| l.number == Some(number));
    }
    let mut best = 0;
    let mut found: Vec<usize> = Vec::new();
    for (place, list) in lists().iter().enumerate() {
        let title = fold(&list.title);
        let own = list.name.replace('_', " ");
        for spelling in list.also.iter().chain([&title, &own]) {
            let part = words(spelling);
            if part.len() < best || !holds(&all, &part) {
                continue;
            }
            if part.len() > best {
                best = part.len();
                found.clear();
            }
            if !found.contains(&place) {
                found.push(place);
            }
        }
    }
    match found.as_slice() {
        [place] => Some(*place),
        _ => None,
    }
}

/// The number in `List 3`, `list_03`, `L3`.
fn numbered(words: &[&str]) -> Option<u8> {
    let at = words.iter().position(|w| *w == "list");
    let number = match at {
        Some(at) => words.get(at + 1)?.parse().ok()?,
        None => {
            words.iter().find_map(|w| w.strip_prefix("list").or_else(|| w.strip_prefix('l'))?.parse().ok())?
        }
    };
    (1..=11).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{Means, Sure, matched, means, named};
    use crate::list::lists;

    fn place(list: &str) -> usize {
        lists().iter().position(|l| l.name == list).expect("a list")
    }

    fn column(list: &str, header: &str) -> String {
        let list = place(list);
        let name = |c: &usize| lists()[list].columns[*c].name.clone();
        match means(list, header) {
            Means::Column(c, _) => name(&c),
            Means::Ambiguous(all) => format!("?{}", all.iter().map(name).collect::<Vec<_>>().join("/")),
            Means::Nothing => String::from("-"),
        }
    }

    #[test]
    fn headers_are_known_in_many_spellings() {
        for (list, header, is) in [
            ("contacts", "Child Unique ID", "child"),
            ("contacts", "Date of Contact (dd/mm/yyyy)", "received_on"),
            ("contacts", "CONTACT DATE", "received_on"),
            ("contacts", "3. Ethnicity", "ethnicity"),
            ("contacts", "Date of Brith", "born"),
            ("referrals", "Referral NFA", "nfa"),
            ("assessments", "Current Assessment Start Date", "started_on"),
            ("child_protection_plans", "Was the child seen alone? (Y/N)", "seen_alone"),
            ("children_in_care", "Child\u{2019}s Legal Status", "legal_status"),
            ("children_in_care", "received_on", "-"),
            ("adopters", "No. of children placed", "children_placed"),
        ] {
            assert_eq!(column(list, header), is, "{list}: {header}");
        }
    }

    #[test]
    fn every_official_header_means_its_column() {
        for (at, list) in lists().iter().enumerate() {
            for (place, column) in list.columns.iter().enumerate() {
                let got = means(at, &column.title);
                assert_eq!(got, Means::Column(place, Sure::Official), "{}: {}", list.name, column.title);
            }
        }
    }

    #[test]
    fn two_headers_for_one_column_are_not_used() {
        let headers: Vec<String> =
            ["Child ID", "Sex", "Gender", "Start date", "CP Plan Start Date", "Colour"]
                .map(String::from)
                .into();
        let m = matched(place("child_protection_plans"), &headers);
        // The official word wins over a known one; two known ones are rivals.
        assert_eq!(m.columns[2], Some(1));
        assert_eq!(m.columns[3], None);
        assert_eq!(m.columns[4], None);
        assert_eq!(m.ambiguous.iter().map(|(f, _)| *f).collect::<Vec<_>>(), [3, 4]);
        assert_eq!(m.unknown, [1, 5]);
    }

    #[test]
    fn sheets_and_files_say_which_list_they_hold() {
        for (name, is) in [
            ("List 1", Some("contacts")),
            ("list_06.csv", Some("children_in_need")),
            ("Annex A List 8 - CLA.xlsx", Some("children_in_care")),
            ("CP plans Sept 2025.csv", Some("child_protection_plans")),
            ("section 47.csv", Some("section_47")),
            ("Staff list.xlsx", Some("staff")),
            ("Book1.csv", None),
        ] {
            assert_eq!(named(name).map(|l| lists()[l].name.as_str()), is, "{name}");
        }
    }
}
