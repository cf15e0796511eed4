//! Breakdowns: age bands in one spelling, services as printed.

/// A breakdown without what only introduces it: `Aged 18 – 21` is `18-21`; a service keeps its words.
pub(crate) fn tidy(label: &str) -> String {
    let label = label.trim().trim_end_matches([':', '=', '-', '–']).trim();
    age_band(label).unwrap_or_else(|| label.to_owned())
}

/// `18-21`, `16+` from the ways ages are written; `None` if the words are not an age alone.
pub(crate) fn age_band(label: &str) -> Option<String> {
    let lower = label.to_lowercase();
    let bare = ["aged ", "ages ", "age "].iter().find_map(|p| lower.strip_prefix(p)).unwrap_or(&lower);
    let packed: String =
        bare.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '–' { '-' } else { c }).collect();
    let packed = packed.replace("to", "-");
    let packed = packed.strip_suffix("years").unwrap_or(&packed).to_owned();
    let two = packed.split_once('-').is_some_and(|(a, b)| is_age(a) && is_age(b));
    let open = packed.strip_suffix('+').is_some_and(is_age);
    (two || open).then_some(packed)
}

fn is_age(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn age_bands_have_one_spelling() {
        for text in ["18 – 21", "Aged 18-21:", "aged 18 to 21 years"] {
            assert_eq!(tidy(text), "18-21");
        }
        assert_eq!(tidy("Aged 16+"), "16+");
        assert_eq!(tidy("Duty & Advice:"), "Duty & Advice");
    }
}
