//! Any bytes as an OpenDocument workbook, and any words as its content: a reading or a finding, every cell counted once.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    throughline_fuzz::read("plan.ods", bytes);
    throughline_fuzz::read("plan.ods", &throughline_fuzz::package(&["content.xml"], bytes));
});
