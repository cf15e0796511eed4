//! Words broken in two or run together: `recommendatio ns`, `re- shape`, `skills_addressing`.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "broken-word",
    severity: Severity::Info,
    title: "A word or mark was broken when the text was copied",
    explanation: "A word broken at the edge of a column is not found by a search and is read out as two words by a \
        screen reader. It also shows that nobody has read the text since it was pasted.",
    bad: "analysis and recommendatio ns; work to re- shape services",
    good: "analysis and recommendations; work to reshape services",
    check,
};

/// Ends of English words that do not stand alone.
const TAILS: &[&str] = &["ns", "nt", "ng", "ts", "ing", "tion", "tions", "ment", "ments", "ity", "ly", "ed", "es", "er"];
/// Words after which a hyphen and a space are meant: `two- and three-year`.
const SUSPENDED: &[&str] = &["and", "or", "to", "but", "nor"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for text in &facts.texts {
        if let Some(broken) = broken(text.text) {
            let message = format!("“{broken}” looks broken.");
            out.push(RULE.at(text.at, message).hint("Put the word or mark right.").about(&text.subject));
        }
    }
}

fn broken(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = words.first().filter(|w| run_together(w));
    first.map(|w| (*w).to_owned()).or_else(|| {
        words.windows(2).find_map(|pair| {
            let [a, b] = pair else { return None };
            (split(a, b) || hyphen(a, b) || mark(a, b) || run_together(b)).then(|| format!("{a} {b}"))
        })
    })
}

/// `recommendatio ns`: a tail of a word after what is no word by itself.
fn split(a: &str, b: &str) -> bool {
    let tail = b.trim_end_matches(['.', ',', ';', ')']);
    let letters = a.len() > 3 && a.chars().all(|c| c.is_ascii_lowercase());
    letters && TAILS.contains(&tail) && !a.ends_with(['s', 'd', 'y', 'e'])
}

/// `re- shape`, `Co- ordinator`, but not `two- and three-year` nor a dash.
fn hyphen(a: &str, b: &str) -> bool {
    let stem = a.trim_start_matches(['(', '\'', '“', '"']).strip_suffix('-').unwrap_or("");
    let joins = stem.chars().next_back().is_some_and(char::is_alphanumeric) && !stem.contains('-');
    let word = b.starts_with(|c: char| c.is_ascii_lowercase() || (stem.len() == 1 && c.is_ascii_digit()));
    let slot = stem.chars().all(|c| c.is_ascii_digit()) && !b.starts_with(|c: char| c.is_ascii_digit());
    joins && (word || slot) && !SUSPENDED.contains(&b)
}

/// ` ,` and `. .`: a mark that stands alone, or doubled full stops.
fn mark(a: &str, b: &str) -> bool {
    let alone = matches!(b, "," | "." | ";") && a.ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == ')');
    let doubled = a.ends_with("..") && !a.ends_with("...");
    alone || doubled
}

/// `skills_addressing`: an underscore between two words.
fn run_together(word: &str) -> bool {
    if !word.contains('_') {
        return false;
    }
    let address = word.contains(['@', '/', '\\']) || word.ends_with(".doc") || word.contains("www");
    let parts: Vec<&str> = word.split('_').collect();
    !address && parts.len() == 2 && parts.iter().all(|p| p.len() > 2 && p.chars().all(|c| c.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn broken_words_and_marks_are_raised() {
        for text in [
            "With analysis and recommendatio ns for reports",
            "Work is underway to re- shape services",
            "Complaints Co- ordinator appointed",
            "Improved life skills_addressing needs",
            "Staff time , community groups",
            "Referrals are accepted. .",
            "Grading of case audits.. More follow",
        ] {
            assert!(the_one(&RULE, &plan("2012-07-10").text(text)).message.contains("looks broken"), "{text}");
        }
    }

    #[test]
    fn hyphens_dashes_and_ellipses_are_silent() {
        for text in [
            "two- and three-year agreements",
            "Safe - and sound",
            "And so on ... More follow",
            "A multi-agency team, led by the co-ordinator.",
            "file_name.doc at www.example",
        ] {
            silent(&RULE, &plan("2012-07-10").text(text));
        }
    }
}
