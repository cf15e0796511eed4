//! Any bytes as a workbook of the older Excel: a reading or a finding, every cell counted once.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| throughline_fuzz::read("plan.xls", bytes));
