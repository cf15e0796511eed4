//! Which thing of a new version is which thing that is kept: exact keys first, likeness of words after.

use std::collections::HashMap;

use store::Kind;

use crate::shape::{Node, Target};

/// Pairs things of one kind: `(index among the kept, index among the new)`, each at most once.
pub(crate) fn pairs(kind: Kind, kept: &[&Node], new: &[&Node]) -> Vec<(usize, usize)> {
    let mut pairing = Pairing {
        kept,
        new,
        free_kept: (0..kept.len()).collect(),
        free_new: (0..new.len()).collect(),
        found: Vec::new(),
    };
    for pass in passes(kind) {
        if pairing.free_kept.is_empty() || pairing.free_new.is_empty() {
            break;
        }
        match pass {
            Pass::Key(fields) => pairing.by_key(fields),
            Pass::Alike { within, text, least } => pairing.by_likeness(within, text, *least),
        }
    }
    pairing.found.sort_unstable();
    pairing.found
}

/// One attempt at pairing what is left.
enum Pass {
    /// The same words in all these fields and references (letters and digits compared, case ignored).
    Key(&'static [&'static str]),
    /// The most alike in `text`, where `within` is the same, down to this share of common words (of 100).
    Alike { within: &'static [&'static str], text: &'static str, least: u32 },
}

/// What makes two things the same, by kind, most certain first.
fn passes(kind: Kind) -> &'static [Pass] {
    use Pass::{Alike, Key};
    match kind {
        Kind::Action => &[
            Key(&["line", "reference", "text"]),
            Key(&["line", "text"]),
            Key(&["text"]),
            Alike { within: &["line", "reference"], text: "text", least: 40 },
            Alike { within: &["line"], text: "text", least: 55 },
            Alike { within: &["line", "reference", "ordinal"], text: "text", least: 20 },
            Alike { within: &[], text: "text", least: 75 },
        ],
        Kind::Line => {
            &[Key(&["reference"]), Key(&["title"]), Alike { within: &[], text: "title", least: 70 }]
        }
        Kind::Priority => &[Key(&["kind", "key"]), Key(&["title"])],
        Kind::Recommendation => &[Key(&["number", "text"]), Key(&["number"]), Key(&["text"])],
        Kind::Measure => &[
            Key(&["key", "breakdown"]),
            Key(&["text", "breakdown"]),
            Alike { within: &["breakdown"], text: "text", least: 60 },
        ],
        Kind::Observation => &[
            Key(&[
                "measure_key",
                "breakdown",
                "line",
                "period_kind",
                "period_from",
                "period_to",
                "baseline",
                "source",
            ]),
            Key(&["measure_key", "breakdown", "line", "period_kind", "period_from", "period_to", "baseline"]),
        ],
        Kind::Statement => &[Key(&["role", "text"]), Alike { within: &["role"], text: "text", least: 50 }],
        Kind::Holder => &[Key(&["role", "text"]), Alike { within: &["role"], text: "text", least: 0 }],
        Kind::Part => &[Key(&["text"]), Alike { within: &[], text: "text", least: 50 }, Key(&["letter"])],
        Kind::Answer => &[Key(&["number"])],
        Kind::TargetDate => &[],
        Kind::Inspection | Kind::ServicePlan => &[Key(&["title"])],
        Kind::Judgement => &[Key(&["area", "grade"]), Key(&["area"])],
        Kind::Named => &[Key(&["section", "name"])],
        Kind::KeptText => &[Key(&["under", "text"]), Key(&["text"])],
        Kind::Rating => &[Key(&["axis", "given_on", "by"])],
        _ => &[Key(&["text"])],
    }
}

struct Pairing<'a> {
    kept: &'a [&'a Node],
    new: &'a [&'a Node],
    free_kept: Vec<usize>,
    free_new: Vec<usize>,
    found: Vec<(usize, usize)>,
}

impl Pairing<'_> {
    fn take(&mut self, pairs: &[(usize, usize)]) {
        self.found.extend_from_slice(pairs);
        self.free_kept.retain(|i| !pairs.iter().any(|(k, _)| k == i));
        self.free_new.retain(|i| !pairs.iter().any(|(_, n)| n == i));
    }

    /// Things with the same key are paired in order.
    fn by_key(&mut self, fields: &[&str]) {
        let mut waiting: HashMap<String, std::collections::VecDeque<usize>> = HashMap::new();
        for index in &self.free_kept {
            if let Some(key) = self.kept.get(*index).and_then(|n| key(n, fields)) {
                waiting.entry(key).or_default().push_back(*index);
            }
        }
        let mut pairs = Vec::new();
        for index in &self.free_new {
            if let Some(kept) = self
                .new
                .get(*index)
                .and_then(|n| key(n, fields))
                .and_then(|k| waiting.get_mut(&k))
                .and_then(std::collections::VecDeque::pop_front)
            {
                pairs.push((kept, *index));
            }
        }
        let (kept, new): (std::collections::HashSet<usize>, std::collections::HashSet<usize>) =
            pairs.iter().copied().unzip();
        self.free_kept.retain(|i| !kept.contains(i));
        self.free_new.retain(|i| !new.contains(i));
        self.found.extend(pairs);
    }

    /// The most alike first; of equals the earlier.
    fn by_likeness(&mut self, within: &[&str], text: &str, least: u32) {
        let prepare = |nodes: &[&Node], free: &[usize]| -> Vec<(usize, String, Vec<String>)> {
            free.iter()
                .filter_map(|i| {
                    nodes.get(*i).map(|n| (*i, key(n, within).unwrap_or_default(), tokens(n.text(text))))
                })
                .collect()
        };
        let (kept, new) = (prepare(self.kept, &self.free_kept), prepare(self.new, &self.free_new));
        let mut scored = Vec::new();
        for (k, group, words) in &kept {
            for (n, other, others) in &new {
                if group == other {
                    let score = likeness(words, others);
                    if score >= least {
                        scored.push((std::cmp::Reverse(score), *n, *k));
                    }
                }
            }
        }
        scored.sort_unstable();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (_, n, k) in scored {
            if !pairs.iter().any(|(a, b)| *a == k || *b == n) {
                pairs.push((k, n));
            }
        }
        self.take(&pairs);
    }
}

/// The folded words of these fields and references; `None` if all are empty and some were asked for.
fn key(node: &Node, fields: &[&str]) -> Option<String> {
    let mut out = String::new();
    let mut any = fields.is_empty();
    for field in fields {
        let words = match node.target(field) {
            Some(Target::Line(name) | Target::Priority(name) | Target::Recommendation(name)) => fold(name),
            None => match node.get(field) {
                store::Value::Text(text) => fold(text),
                store::Value::Int(number) => number.to_string(),
                store::Value::Null => String::new(),
            },
        };
        any |= !words.is_empty();
        out.push_str(&words);
        out.push('\u{1f}');
    }
    any.then_some(out)
}

/// Letters and digits in lower case, dots between digits kept: `1.1` is not `11`.
pub(crate) fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || *c == '.').flat_map(char::to_lowercase).collect::<String>()
}

/// The words in lower case, sorted.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let mut words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    words.sort_unstable();
    words
}

/// The share of common words, of 100 (Dice's coefficient over sorted words).
pub(crate) fn likeness(a: &[String], b: &[String]) -> u32 {
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    let (mut i, mut j, mut common) = (a.iter().peekable(), b.iter().peekable(), 0_usize);
    while let (Some(x), Some(y)) = (i.peek(), j.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Equal => {
                common += 1;
                i.next();
                j.next();
            }
            std::cmp::Ordering::Less => {
                i.next();
            }
            std::cmp::Ordering::Greater => {
                j.next();
            }
        }
    }
    u32::try_from(200 * common / (a.len() + b.len())).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use model::plan::{Action, Plan};
    use store::Kind;

    use super::{likeness, pairs, tokens};
    use crate::shape::{Node, node};

    fn actions(items: &[(&str, &str, &str)]) -> Vec<Node> {
        let actions = items.iter().map(|(line, letter, text)| Action {
            reference: format!("{line}{letter}"),
            line: Some((*line).to_owned()),
            letter: Some((*letter).to_owned()),
            text: (*text).to_owned(),
            ..Action::default()
        });
        node::plan(&Plan { actions: actions.collect(), ..Plan::default() }).children
    }

    #[test]
    fn an_action_is_known_again_by_its_words_before_its_letter() {
        let kept = actions(&[
            ("1.1", "a", "Write the threshold document"),
            ("1.1", "b", "Train all managers in supervision"),
            ("1.2", "a", "Recruit two practice leads"),
        ]);
        let new = actions(&[
            ("1.1", "a", "Appoint a lead"),
            ("1.1", "b", "Write the threshold document."),
            ("1.1", "c", "Train all managers in reflective supervision"),
            ("1.3", "a", "Recruit two practice leads"),
        ]);
        let (kept, new): (Vec<&Node>, Vec<&Node>) = (kept.iter().collect(), new.iter().collect());
        assert_eq!(pairs(Kind::Action, &kept, &new), [(0, 1), (1, 2), (2, 3)]);
    }

    #[test]
    fn likeness_is_a_share_of_common_words() {
        let score = |a: &str, b: &str| likeness(&tokens(a), &tokens(b));
        assert_eq!(score("one two three", "Three, two one."), 100);
        assert_eq!(score("one two three four", "one two five six"), 50);
        assert_eq!(score("", "one"), 0);
    }
}
