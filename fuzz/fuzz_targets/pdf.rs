//! Any bytes as a PDF, and any instructions as the page of one: a reading or a finding, every cell counted once.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut file = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>\nendobj\n5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>\nendobj\n4 0 obj\n<<>>stream\n".to_vec();
    file.extend_from_slice(bytes);
    file.extend_from_slice(b"\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n");
    for document in [bytes, &file] {
        let read = intake::read::read("plan.pdf", document);
        assert!(
            read.ledger
                .entries
                .windows(2)
                .all(|w| (w[0].at.line, w[0].at.column) < (w[1].at.line, w[1].at.column))
        );
    }
});
