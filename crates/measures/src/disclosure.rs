//! What of a computed measure may be published ([`model::disclosure`]).

use model::decimal::Decimal;
use model::disclosure::{self, Published, Why};

use crate::compute::{Computed, Part};
use crate::figure::Figure;

/// For the whole and then each part, in order: why it is withheld, or `None` where it may stand. `period` begins with
/// the last day spoken of; `before` is what was published earlier.
pub fn publishable(
    computed: &Computed,
    parts: &[Part],
    period: &str,
    before: &[Published],
    threshold: i64,
) -> Vec<Option<Why>> {
    let series = &computed.definition().key;
    let one = |part: String, figure: &Figure| {
        let (numerator, denominator) = computed.counts(figure);
        let percent = (computed.definition().unit == "%").then_some(figure.value).flatten().map(whole);
        disclosure::Figure {
            series: series.clone(),
            part,
            period: period.to_owned(),
            numerator,
            denominator,
            percent,
            ..disclosure::Figure::default()
        }
    };
    let name = |p: &Part| [&p.service, &p.team, &p.worker].map(String::as_str).join(" / ");
    let mut all = vec![one(String::new(), &computed.whole())];
    all.extend(parts.iter().map(|p| one(name(p), &p.figure)));
    disclosure::withheld(&all, before, threshold)
}

/// Rounded down.
fn whole(value: Decimal) -> i64 {
    value.millionths().div_euclid(1_000_000)
}
