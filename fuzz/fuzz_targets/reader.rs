//! Any bytes under any kind of name: a reading or a finding, every cell counted once.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let name = match bytes.first() {
        Some(b) if b % 4 == 0 => "plan.csv",
        Some(b) if b % 4 == 1 => "plan.md",
        Some(b) if b % 4 == 2 => "plan.tsv",
        _ => "plan.txt",
    };
    let read = intake::read::read(name, bytes);
    assert!(read.ledger.entries.iter().all(|e| e.at.line.is_some()));
    assert!(
        read.ledger
            .entries
            .windows(2)
            .all(|w| (w[0].at.line, w[0].at.column) < (w[1].at.line, w[1].at.column))
    );
});
