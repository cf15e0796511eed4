//! Any bytes as a workbook, and any words as the parts of one: a reading or a finding, every cell counted once.
#![no_main]

use libfuzzer_sys::fuzz_target;

const PARTS: [&str; 7] = [
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/_rels/sheet1.xml.rels",
    "xl/comments1.xml",
];

fuzz_target!(|bytes: &[u8]| {
    throughline_fuzz::read("plan.xlsx", bytes);
    throughline_fuzz::read("plan.xlsx", &throughline_fuzz::package(&PARTS, bytes));
});
