//! A plan far larger than any council's is checked, and its findings grow with its length.

use testkit::{day, large};

#[test]
fn findings_grow_with_the_plan_and_no_faster() {
    let day = day("2021-12-06");
    let count = |actions| lint::check(&large(actions), day, &lint::Options::default()).len();
    let (some, more) = (count(100), count(400));
    assert!(some > 0 && more <= some * 6, "{some} findings of 100 actions, {more} of 400");
}
