//! A plan far larger than any council's is checked, and its cost grows with its length.

use model::plan::Plan;
use testkit::*;

/// A plan of so many actions, ten to a line, each with owner, dates, an update and values, in invented words.
fn large(actions: usize) -> Plan {
    const VERBS: [&str; 7] = ["Review", "Develop", "Embed", "Audit", "Publish", "Train for", "Commission"];
    const THINGS: [&str; 11] = [
        "assessment form",
        "supervision policy",
        "visiting standard",
        "pathway plan",
        "transition protocol",
        "foster carer offer",
        "early help panel",
        "induction pack",
        "return interview",
        "escalation process",
        "life story",
    ];
    let mut plan = plan("2021-12-06");
    for n in 0..actions {
        let (reference, letter) =
            (format!("{}.{}", n / 100 + 1, n / 10 % 10), char::from(b'a' + u8::try_from(n % 10).unwrap()));
        let thing = THINGS[n % THINGS.len()];
        if n % 10 == 0 {
            let timely = measure(&format!("m{}", n / 10), "Visits in time").target("90").unit("%").higher();
            plan.lines.push(
                line(&reference, &format!("Quality of {thing} {n}"))
                    .measure(timely)
                    .outcome("Better for children."),
            );
            for month in 1..=12 {
                let value = observation(&format!("m{}", n / 10))
                    .counts(80 + month, 100)
                    .stated(&format!("{}%", 80 + month));
                plan.observations.push(
                    value.on(&format!("2021-{month:02}-28")).under(&reference).at(u32::try_from(n).unwrap()),
                );
            }
        }
        let text = format!(
            "{} the {thing} so that team {} and team {} use it every week",
            VERBS[n % 7],
            n % 97,
            n % 89
        );
        let mut made = action(&format!("{reference}{letter}"), &text)
            .owner(&format!("Head of Service {}", n % 31))
            .due("July 2021", "2021-07-31")
            .due("March 2022", "2022-03-31")
            .update(&format!(
                "Draft {n} was agreed in October 2021. It will be launched in January 2022 with 37 families."
            ))
            .at(u32::try_from(n).unwrap());
        made.line = Some(reference);
        plan.actions.push(made);
    }
    plan
}

#[test]
fn findings_grow_with_the_plan_and_no_faster() {
    let day = day("2021-12-06");
    let count = |actions| lint::check(&large(actions), day, &lint::Options::default()).len();
    let (some, more) = (count(100), count(400));
    assert!(some > 0 && more <= some * 6, "{some} findings of 100 actions, {more} of 400");
}

#[test]
#[ignore = "prints times; run it by hand with --release"]
#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn times() {
    let day = day("2021-12-06");
    let time = |plan: &Plan, options: &lint::Options| {
        let once = || {
            let start = std::time::Instant::now();
            std::hint::black_box(lint::check(plan, day, options));
            start.elapsed()
        };
        (0..7).map(|_| once()).min().unwrap_or_default()
    };
    let (some, many) = (large(1_000), large(10_000));
    println!("1,000 actions: {:.2?}", time(&some, &lint::Options::default()));
    println!("10,000 actions: {:.2?}", time(&many, &lint::Options::default()));
    let all: Vec<String> = lint::RULES.iter().map(|rule| rule.code.to_owned()).collect();
    let ground = time(&some, &lint::Options { off: all.clone(), ..lint::Options::default() });
    println!("  {ground:>9.2?} indexes");
    for rule in lint::RULES {
        let off = all.iter().filter(|code| *code != rule.code).cloned().collect();
        let taken = time(&some, &lint::Options { off, ..lint::Options::default() });
        println!("  {:>9.2?} {}", taken.saturating_sub(ground), rule.code);
    }
}
