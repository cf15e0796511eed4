//! Owners: splitting a phrase into owners, comparing spellings, and candidates for aliases.
//!
//! Nothing here merges anything: two names that are [`alike`] are offered to a person.

mod words;

use words::{ABBREVIATIONS, GROUPS, HEAD_NOUNS, OFFICES, QUALIFIERS, ROLES, SMALL, SUBJECTS};

/// The owners a phrase names, each as written.
///
/// `/`, `with` and `;` join owners; `and`, `&` and commas do only where an office stands on both sides, for they also
/// join subjects (`Head of HR and OD` is one). Brackets stay whole; `Acting / Chief Executive` is one.
///
/// ```
/// use model::names::owners;
/// assert_eq!(owners("Practice Devt Lead & Head of HR and OD"), ["Practice Devt Lead", "Head of HR and OD"]);
/// assert_eq!(owners("Acting / Chief Executive"), ["Acting / Chief Executive"]);
/// ```
pub fn owners(phrase: &str) -> Vec<String> {
    let words = pieces(phrase);
    let mut found = Vec::new();
    let mut from = 0;
    for (i, piece) in words.iter().enumerate() {
        let Some(join) = piece.join else { continue };
        let left = text_of(words.get(from..i).unwrap_or(&[]));
        // What follows up to the next joint of the same or a stronger kind.
        let next = words.iter().enumerate().skip(i + 1).find(|(_, p)| p.join.is_some_and(|j| j <= join));
        let right = text_of(words.get(i + 1..next.map_or(words.len(), |(k, _)| k)).unwrap_or(&[]));
        if parts(&left, join, &right) {
            found.push(left);
            from = i + 1;
        }
    }
    found.push(text_of(words.get(from..).unwrap_or(&[])));
    found.retain(|owner| owner.chars().any(char::is_alphanumeric));
    found
}

/// How two neighbours are joined, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Join {
    /// `;`, a line break.
    Stop,
    /// `/`.
    Slash,
    /// `with`.
    With,
    /// `and`, `&`.
    And,
    /// A comma.
    Comma,
}

struct Piece {
    text: String,
    join: Option<Join>,
    /// White space stands before it.
    spaced: bool,
}

/// Cuts a phrase into words and joints; a slash or comma is a piece of its own, an ampersand only between spaces.
fn pieces(phrase: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let (mut depth, mut spaced) = (0_usize, false);
    let mut fresh = true;
    for c in phrase.chars() {
        if c.is_whitespace() && depth == 0 {
            (spaced, fresh) = (true, true);
            if c == '\n' {
                out.push(Piece { text: String::new(), join: Some(Join::Stop), spaced: false });
            }
            continue;
        }
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let join = match c {
            _ if depth > 0 => None,
            '/' | '\\' => Some(Join::Slash),
            ',' => Some(Join::Comma),
            ';' | '|' => Some(Join::Stop),
            _ => None,
        };
        if join.is_some() || fresh || out.last().is_some_and(|p| p.join.is_some()) {
            out.push(Piece { text: c.to_string(), join, spaced });
            (spaced, fresh) = (false, join.is_some());
        } else if let Some(last) = out.last_mut() {
            last.text.push(c);
        }
    }
    for piece in &mut out {
        piece.join = piece.join.or(match piece.text.to_lowercase().as_str() {
            "&" | "and" | "+" => Some(Join::And),
            "with" => Some(Join::With),
            _ => None,
        });
    }
    out
}

fn text_of(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        if piece.spaced && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    text.trim().to_owned()
}

/// Whether a joint parts two owners.
fn parts(left: &str, join: Join, right: &str) -> bool {
    let qualifier = |s: &str| QUALIFIERS.contains(&s.to_lowercase().as_str());
    if left.is_empty() || right.is_empty() {
        return left.is_empty() || join == Join::Stop;
    }
    match join {
        Join::Stop | Join::With => true,
        Join::Slash if qualifier(left) => false,
        // "Head of HR/OD": two subjects of one office.
        Join::Slash => !(is_acronym(first_part(right)) && has_role(left) && !has_role(first_part(right))),
        Join::And | Join::Comma => {
            (has_role(left) && has_role(right)) || (is_person(left) && is_person(right))
        }
    }
}

fn first_part(text: &str) -> &str {
    text.split(['/', '&', ',']).next().unwrap_or("").trim()
}

fn is_acronym(text: &str) -> bool {
    (2..=5).contains(&text.len()) && text.chars().all(|c| c.is_ascii_uppercase() || c == '&')
}

/// Whether a name holds a word for an office or group (`PIMs`, `TMs` count).
pub fn has_role(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | '(' | ')')).any(|word| {
        let plain = word.trim_end_matches("'s").trim_end_matches("’s");
        let caps = plain.strip_suffix(['s', 'S']).unwrap_or(plain);
        let plural = plain.len() > 2
            && plain != caps
            && caps.chars().all(|c| c.is_ascii_uppercase())
            && caps.len() >= 2;
        plural || ROLES.contains(&plain.to_lowercase().as_str())
    })
}

/// Whether a name is that of a group of people, not of one office: `All staff`, `Team Managers`, `PIMs`.
///
/// One office among the words makes it that office's, whatever the last word is: `Director of Services`.
///
/// ```
/// use model::names::is_group;
/// assert!(is_group("Team Managers") && is_group("All staff") && is_group("PIMs"));
/// assert!(!is_group("HoS Looked After Children and Support Services") && !is_group("Housing Board"));
/// ```
pub fn is_group(name: &str) -> bool {
    let bare = name.split('(').next().unwrap_or(name);
    let words: Vec<&str> = bare
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')))
        .filter(|word| !word.is_empty())
        .collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let lower = last.to_lowercase();
    let plural = lower.strip_suffix('s').is_some_and(|one| ROLES.contains(&one));
    // "PIMs"; where all is in capitals ("PIMS") three letters are left, for "DCS" is one office.
    let capitals = last.strip_suffix(['s', 'S']).unwrap_or("");
    let initials = capitals.chars().all(|c| c.is_ascii_uppercase())
        && capitals.len() >= if last.ends_with('s') { 2 } else { 3 };
    let many = plural || initials || GROUPS.contains(&lower.as_str());
    let one = |word: &&str| OFFICES.contains(&word.to_lowercase().as_str());
    (first.eq_ignore_ascii_case("all") || many) && !words.iter().any(one)
}

/// Whether a name looks like that of a person: two or three capitalised words, none of an office or a subject.
pub fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let titled = ["dr", "mr", "mrs", "ms", "miss", "cllr", "prof", "sir", "dame"];
    let words = match words.first() {
        Some(first) if titled.contains(&first.trim_end_matches('.').to_lowercase().as_str()) => {
            words.get(1..).unwrap_or(&[])
        }
        _ => words.as_slice(),
    };
    let proper = |w: &&str| {
        let mut chars = w.chars();
        let first = chars.next().is_some_and(char::is_uppercase);
        let rest = w.chars().skip(1);
        first
            && (w.len() == 1 || rest.clone().any(char::is_lowercase))
            && w.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.'))
    };
    (2..=4).contains(&words.len())
        && words.iter().all(proper)
        && !words.iter().any(|w| {
            let w = w.to_lowercase();
            ROLES.contains(&w.as_str()) || SUBJECTS.contains(&w.as_str()) || SMALL.contains(&w.as_str())
        })
}

/// The form of a name by which spellings of the same name are equal: lower case, abbreviations written out, marks
/// dropped, offices in the singular, `Head of Service X` as `head of X`.
pub fn normal(name: &str) -> String {
    let lower = name.to_lowercase().replace("co-ordinat", "coordinat").replace("co- ordinat", "coordinat");
    let lower = lower.replace("'s", "").replace('’', "'").replace("'s", "").replace(['/', '&'], " and ");
    let mut out: Vec<String> = Vec::new();
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let full = ABBREVIATIONS.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long);
        out.extend(full.split(' ').map(singular));
    }
    let text = out.join(" ");
    match text.strip_prefix("head of service ") {
        Some(rest) => format!("head of {}", rest.trim_start_matches("for ").trim_start_matches("of ")),
        None => text,
    }
}

fn singular(word: &str) -> String {
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    let stem = if plural { word.get(..word.len() - 1).unwrap_or(word) } else { word };
    if ROLES.contains(&stem) || stem == "service" || stem == "placement" {
        stem.to_owned()
    } else {
        word.to_owned()
    }
}

/// Why two names may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// The same but for abbreviations, marks, case and number.
    Same,
    /// One is the initials of the other.
    Initials,
    /// The same words in another order or number.
    Order,
    /// A letter or two differ.
    Spelling,
    /// The same office with another noun: mentors, managers.
    Noun,
}

/// Whether two names may be those of one person, office or body, and why. Never a reason to merge them unasked.
pub fn alike(a: &str, b: &str) -> Option<Alike> {
    Spelt::new(a).alike(&Spelt::new(b))
}

/// A name ready to be compared with many others.
#[derive(Clone, Debug)]
pub struct Spelt<'n> {
    name: &'n str,
    normal: String,
}

impl<'n> Spelt<'n> {
    /// A name as printed.
    pub fn new(name: &'n str) -> Spelt<'n> {
        Spelt { name, normal: normal(name) }
    }

    /// Its form by which spellings are equal (see [`normal`]).
    pub fn normal(&self) -> &str {
        &self.normal
    }

    /// As [`alike`].
    pub fn alike(&self, other: &Spelt<'_>) -> Option<Alike> {
        compare((self.name, &self.normal), (other.name, &other.normal))
    }
}

/// Compares two names, each as printed and in its [`normal`] form.
fn compare((a, x): (&str, &str), (b, y): (&str, &str)) -> Option<Alike> {
    if x.is_empty() || y.is_empty() || a.trim() == b.trim() {
        return None;
    }
    if x == y {
        return Some(Alike::Same);
    }
    if initials_of(a, y) || initials_of(b, x) {
        return Some(Alike::Initials);
    }
    let (mut p, mut q) = (content(x), content(y));
    let same_but_the_last = p.len() > 2 && p.len() == q.len() && p.get(..p.len() - 1) == q.get(..q.len() - 1);
    let noun = |word: Option<&&str>| word.is_some_and(|w| HEAD_NOUNS.contains(w));
    if same_but_the_last && noun(p.last()) && noun(q.last()) {
        return Some(Alike::Noun);
    }
    p.sort_unstable();
    q.sort_unstable();
    if p == q {
        return Some(Alike::Order);
    }
    let (long, longer) = (x.chars().count(), y.chars().count());
    let allowed = match long.min(longer) {
        0..=6 => 0,
        7..=12 => 1,
        _ => 2,
    };
    let words = (x.split(' ').count(), y.split(' ').count());
    // What costs least is asked first: most names are nothing like each other.
    (long.abs_diff(longer) <= allowed
        && words.0 == words.1
        && words.0 > 1
        && !differs_by_a_short_word(x, y)
        && distance(x, y) <= allowed)
        .then_some(Alike::Spelling)
}

fn content(name: &str) -> Vec<&str> {
    name.split(' ').filter(|w| !SMALL.contains(w)).collect()
}

/// Two short words that differ are two words, not a slip: `HR lead`, `IT lead`; nor are numbers a spelling.
fn differs_by_a_short_word(x: &str, y: &str) -> bool {
    x.split(' ').zip(y.split(' ')).any(|(a, b)| {
        a != b && (a.len().min(b.len()) <= 3 || a.chars().chain(b.chars()).any(|c| c.is_ascii_digit()))
    })
}

/// Whether `short` (`PIMs`) is made of the first letters of `full` (`practice improvement mentor`).
fn initials_of(short: &str, full: &str) -> bool {
    let bare = short.trim();
    let caps = bare.strip_suffix(['s', 'S']).filter(|c| c.len() > 1).unwrap_or(bare);
    let says = |text: &str| {
        text.len() >= 2
            && text.bytes().all(|b| b.is_ascii_uppercase())
            && content(full)
                .iter()
                .filter_map(|w| w.chars().next())
                .eq(text.bytes().map(|b| char::from(b.to_ascii_lowercase())))
    };
    says(caps) || says(bare)
}

/// How many letters to insert, drop, change or exchange with their neighbour to make one name the other.
pub fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut two_up: Vec<usize> = Vec::new();
    let mut up: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |line: &[usize], k: usize| line.get(k).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&up, j + 1) + 1).min(at(&row, j) + 1).min(at(&up, j) + usize::from(x != y));
            let crossed = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if crossed {
                best = best.min(at(&two_up, j - 1) + 1);
            }
            row.push(best);
        }
        two_up = std::mem::replace(&mut up, row);
    }
    up.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests;
