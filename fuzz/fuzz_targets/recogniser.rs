//! Lines of fields under a plan's header, in any disorder: no cell is lost.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let plan = format!("Ref\tAction\tOwner\tTarget date\tProgress\tImpact\tRAG\n{text}");
    let options = intake::reading::Options::default();
    for document in [text, plan.as_str()] {
        let reading = intake::read(&[("plan.txt", document.as_bytes())], &options);
        assert_eq!(reading.reconciliation.lost, 0);
    }
});
