//! A plan far larger than any council's, for tests of growth and for benchmarks.

use model::plan::Plan;

use crate::{
    ActionWords, LineWords, MeasureWords, ObservationWords, Placed, action, line, measure, observation, plan,
};

/// What invented actions do.
pub const VERBS: [&str; 7] = ["Review", "Develop", "Embed", "Audit", "Publish", "Train for", "Commission"];

/// What they do it to.
pub const THINGS: [&str; 11] = [
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

/// A plan of so many actions, ten to a line, each with owner, dates, an update and values, in invented words.
pub fn large(actions: usize) -> Plan {
    let mut plan = plan("2021-12-06");
    for n in 0..actions {
        let (reference, letter) = (
            format!("{}.{}", n / 100 + 1, n / 10 % 10),
            char::from(b'a' + u8::try_from(n % 10).unwrap_or(0)),
        );
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
                    value
                        .on(&format!("2021-{month:02}-28"))
                        .under(&reference)
                        .at(u32::try_from(n).unwrap_or(u32::MAX)),
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
            .at(u32::try_from(n).unwrap_or(u32::MAX));
        made.line = Some(reference);
        plan.actions.push(made);
    }
    plan
}
