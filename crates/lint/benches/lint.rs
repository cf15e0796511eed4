//! What linting costs: a plan of 1,000 actions and one of 10,000, the indexes alone, and each rule beside them. Run
//! with `cargo bench -p throughline-lint --bench lint`.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]

use lint::{Options, RULES};
use model::plan::Plan;
use testkit::cost::{Cost, cost};

fn checked(plan: &Plan, options: &Options) -> Cost {
    let day = testkit::day("2021-12-06");
    cost(|| lint::check(plan, day, options))
}

fn main() {
    let [some, many] = [1_000, 10_000].map(|actions| {
        let taken = checked(&testkit::large(actions), &Options::default());
        println!("{taken}  {actions} actions");
        taken
    });
    println!("{:9.1} times", many.times(some));
    let some = testkit::large(1_000);
    let all: Vec<String> = RULES.iter().map(|rule| rule.code.to_owned()).collect();
    let indexes = checked(&some, &Options { off: all.clone(), ..Options::default() });
    println!("{indexes}  indexes of 1,000");
    let mut taken: Vec<(f64, &str)> = RULES
        .iter()
        .map(|rule| {
            let off = all.iter().filter(|code| *code != rule.code).cloned().collect();
            let own = checked(&some, &Options { off, ..Options::default() });
            (1000.0 * own.least.saturating_sub(indexes.least).as_secs_f64(), rule.code)
        })
        .collect();
    taken.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (milliseconds, code) in taken {
        println!("{milliseconds:9.2} ms  {code}");
    }
}
