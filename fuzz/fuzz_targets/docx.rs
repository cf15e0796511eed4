//! Any bytes as a Word document, and any words as the parts of one: a reading or a finding, every cell counted once.
#![no_main]

use libfuzzer_sys::fuzz_target;

const PARTS: [&str; 5] =
    ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/comments.xml"];

fuzz_target!(|bytes: &[u8]| {
    throughline_fuzz::read("plan.docx", bytes);
    throughline_fuzz::read("plan.docx", &throughline_fuzz::package(&PARTS, bytes));
});
