//! Words said twice: `the the`, `employment, education and employment`, `voice of young people's voice`.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::{number_of, stem, words};

pub(crate) const RULE: Rule = Rule {
    code: "garbled-repeat",
    severity: Severity::Info,
    title: "Words are said twice",
    explanation: "A sentence that stumbles was changed and not read again. In a list it hides what was meant: where \
        employment stands twice, training was probably lost.",
    bad: "employment, education and employment; the voice of young people's voice",
    good: "employment, education and training; the voice of young people",
    check,
};

/// Words that may follow themselves: `had had`, `that that`.
const TWICE: &[&str] = &["had", "that", "is", "very", "so", "no", "bye", "do"];



/// Longer runs than this are not looked for, so that cost stays in step with the text.
const LONGEST: usize = 40;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for text in &facts.texts {
        let found = text.sentences().find_map(|(_, s)| stumbles(s)).or_else(|| said_again(text.text));
        let Some(found) = found else { continue };
        let message = format!("“{found}” says a word or sentence twice.");
        out.push(RULE.at(text.at, message).hint("Read it again and say what was meant.").about(&text.subject));
    }
}

fn stumbles(sentence: &str) -> Option<String> {
    let said: Vec<&str> = words(sentence).collect();
    let is = |at: usize, word: &str| said.get(at).is_some_and(|w| w.eq_ignore_ascii_case(word));
    let shown = |from: usize, to: usize| said.get(from..to).map(|part| part.join(" "));
    for (at, word) in said.iter().enumerate() {
        let letters = || word.chars().all(|c| c.is_alphabetic()) && word.len() > 1;
        let may = || TWICE.iter().any(|known| word.eq_ignore_ascii_case(known));
        if said.get(at + 1) == Some(word) && letters() && !may() && beside(sentence, word, word) {
            return shown(at, at + 2);
        }
        let again = || said.get(at + 3).is_some_and(|w| number_of(w) == number_of(word));
        let list = is(at + 2, "and") && again();
        let comma = || sentence.contains(&format!("{word}, {}", said.get(at + 1).copied().unwrap_or_default()));
        if list && letters() && comma() {
            return shown(at, at + 4);
        }
        if is(at + 1, "of") && word.len() > 3 {
            let owner = (at + 3..(at + 6).min(said.len())).find(|later| {
                let before = said.get(later - 1).is_some_and(|w| {
                    let lower = w.to_lowercase();
                    lower.ends_with("'s") || lower.ends_with("’s")
                });
                before && said.get(*later).is_some_and(|w| stem(w) == stem(word))
            });
            if let Some(later) = owner {
                return shown(at, later + 1);
            }
        }
        if is(at, "e") && is(at + 1, "g") && is(at + 2, "e") && is(at + 3, "g") {
            return Some("e.g. e.g.".into());
        }
    }
    None
}

/// Whether two words stand side by side with only spaces between.
fn beside(sentence: &str, a: &str, b: &str) -> bool {
    sentence.split_whitespace().collect::<Vec<_>>().windows(2).any(|pair| {
        matches!(pair, [first, second] if first.trim_start_matches(['(', '“', '"']) == a && second.trim_end_matches(['.', ',', ')', ';', ':']) == b)
    })
}

/// A run of five words or more that is said again at once.
fn said_again(text: &str) -> Option<String> {
    let said: Vec<&str> = words(text).collect();
    let lower: Vec<u64> = said.iter().map(|w| number_of(w)).collect();
    (5..=(said.len() / 2).min(LONGEST)).find_map(|length| {
        let at = (0..=said.len() - 2 * length).find(|at| lower.get(*at) == lower.get(at + length) && lower.get(*at..at + length) == lower.get(at + length..at + 2 * length))?;
        said.get(at..at + length).map(|part| part.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn stumbling_sentences_are_raised() {
        for (text, said) in [
            ("Advice on employment, education and employment", "employment education and employment"),
            ("It carries the voice of young people's voice.", "voice of young people's voice"),
            ("Review the the form", "the the"),
            ("Parts of it, e.g. – e.g. absent fathers", "e.g. e.g."),
            (
                "The strategy has been reviewed The strategy has been reviewed and is used.",
                "The strategy has been reviewed",
            ),
        ] {
            assert!(the_one(&RULE, &plan("2012-07-10").text(text)).message.contains(said), "{text}");
        }
    }

    #[test]
    fn words_that_may_come_again_are_silent() {
        for text in [
            "All that that plan had had was kept",
            "Education, training and employment",
            "Reviews of the quality of the child's plan and of plans",
            "Each group meets; group leads meet monthly",
        ] {
            silent(&RULE, &plan("2012-07-10").text(text));
        }
    }
}
