//! What linting costs: a plan of 1,000 actions and one of 10,000, the indexes alone, and each rule beside them. Run
//! with `cargo bench -p throughline-lint`.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use lint::{Options, RULES};
use model::plan::Plan;

/// How often each is tried; the best counts.
const TRIES: usize = 15;

fn best(plan: &Plan, options: &Options) -> Duration {
    let day = testkit::day("2021-12-06");
    let once = || {
        let start = Instant::now();
        black_box(lint::check(plan, day, options));
        start.elapsed()
    };
    (0..TRIES).map(|_| once()).min().unwrap_or_default()
}

fn main() {
    let (some, many) = (testkit::large(1_000), testkit::large(10_000));
    println!("{:>10.2?}  1,000 actions", best(&some, &Options::default()));
    println!("{:>10.2?}  10,000 actions", best(&many, &Options::default()));
    let all: Vec<String> = RULES.iter().map(|rule| rule.code.to_owned()).collect();
    let indexes = best(&some, &Options { off: all.clone(), ..Options::default() });
    println!("{indexes:>10.2?}  indexes of 1,000");
    let mut taken: Vec<(Duration, &str)> = RULES
        .iter()
        .map(|rule| {
            let off = all.iter().filter(|code| *code != rule.code).cloned().collect();
            (best(&some, &Options { off, ..Options::default() }).saturating_sub(indexes), rule.code)
        })
        .collect();
    taken.sort_by(|a, b| b.cmp(a));
    for (time, code) in taken {
        println!("{time:>10.2?}  {code}");
    }
}
