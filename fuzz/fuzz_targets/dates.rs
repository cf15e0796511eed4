//! Any text as a cell of target dates: no words lost, meanings within the calendar.
#![no_main]

use libfuzzer_sys::fuzz_target;
use model::day::Day;
use model::phrase;

fuzz_target!(|text: &str| {
    let Some(context) = Day::new(2021, 12, 1) else { return };
    for phrase in phrase::split_cell(text) {
        let meaning = phrase::meaning(&phrase, context);
        if let (Some(from), Some(to)) = (meaning.from, meaning.to) {
            assert!(from <= to, "{phrase}");
        }
    }
    let _ = phrase::find_dates(text, Some(context));
    let _ = phrase::as_at_day(text, None);
});
