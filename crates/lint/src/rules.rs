//! The rules. A file of `rules/` and a word in this list are all it takes to add one; a test compares the two.

use crate::rule::Rule;

/// Declares the modules and makes the list of their rules, so that neither can be forgotten.
macro_rules! rules {
    ($($module:ident)*) => {
        $(mod $module;)*

        /// Every rule, by its code.
        pub static RULES: &[Rule] = &[$($module::RULE),*];

        #[cfg(test)]
        const MODULES: &[&str] = &[$(stringify!($module)),*];
    };
}

rules! {
    absent_document
    acronym_unexpanded
    action_without_recommendation
    age_bands_overlap
    body_under_two_names
    broken_word
    claim_contradicts_figures
    complete_but_unfinished
    completed_date_lost
    completed_in_future
    completion_unconfirmed
    computed_differs
    counts_disagree
    date_compound
    date_missing
    date_never_closes
    date_passed
    date_slipped
    date_unknown
    days_disagree
    default_date
    direction_missing
    duplicate_action
    duplicate_line_title
    fact_in_two_states
    figure_differs
    fits_another_recommendation
    frequency_differs
    garbled_repeat
    happened_in_future
    inspection_dates_differ
    irregular_snapshots
    later_than_band
    letters_repeat
    line_counts_differ
    malformed_number
    measure_renamed
    no_measure
    no_owner
    no_update
    number_in_percent
    one_owner_for_all
    one_person_owns_much
    only_a_reference
    outcome_missing
    overall_disagrees
    overview_differs
    owner_is_a_group
    owner_not_a_person
    pace_too_slow
    parts_do_not_add_up
    percentage_cut
    percentage_disagrees
    period_contradicts_dates
    person_name_varies
    priority_titles_differ
    ratings_absent
    reads_as_number
    recommendation_reworded
    recommendation_unknown
    recommendation_without_action
    redundant_comparator
    reference_unresolved
    relative_date
    repeated_update
    report_only_notes
    role_differs_in_update
    role_name_varies
    same_value_two_dates
    section_twice
    slip_only_in_prose
    small_numbers
    sponsor_conflict
    staff_initials
    stale_update
    target_direction
    target_equals_baseline
    target_missing
    term_superseded
    text_cut_off
    threshold_hides_fall
    told_count_differs
    tolerance_missing
    total_differs
    update_only_on_line
    value_missing
    weekend_day
    word_missing
    words_contradict_values
    words_do_not_add_up
    worsening_without_target
}

#[cfg(test)]
mod tests {
    use super::{MODULES, RULES};

    #[test]
    fn every_file_is_a_rule_and_bears_its_code() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        files.sort();
        assert_eq!(files, MODULES, "the list in rules.rs is the folder's, in alphabetical order");
        for (module, rule) in MODULES.iter().zip(RULES) {
            assert_eq!(module.replace('_', "-"), rule.code);
        }
    }

    #[test]
    fn every_rule_says_in_plain_english_why_it_matters() {
        for rule in RULES {
            let code = rule.code;
            assert!(rule.title.len() < 90 && !rule.title.ends_with('.'), "{code}: a title is a few words");
            assert!(rule.explanation.len() > 80, "{code}: say why it matters");
            assert!(rule.explanation.ends_with('.'), "{code}: sentences end with a full stop");
            for text in [rule.title, rule.explanation, rule.bad, rule.good] {
                assert!(
                    !text.is_empty() && !text.contains(['*', '`', '#', '!']),
                    "{code}: plain text: {text}"
                );
                assert!(!text.to_lowercase().contains("please"), "{code}: {text}");
            }
        }
    }
}
