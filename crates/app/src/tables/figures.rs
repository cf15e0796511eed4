//! Measures and their values.

use model::plan::{Line, Measure, Observation};

use super::Holds::{Day, Number, Text, Whole, Yes};
use super::{Cell, Made, day, maybe, number, text};
use crate::views::scene::Scene;

/// A measure with the line it hangs from.
type Placed<'s> = (&'s Line, &'s Measure);

pub(super) fn measures(scene: &Scene) -> Made {
    let rows: Vec<Placed<'_>> =
        scene.plan.lines.iter().flat_map(|l| l.measures.iter().map(move |m| (l, m))).collect();
    Made::of(
        rows,
        &[
            ("key", "Key", Text, "The measure's key: several lines may share one", &|(_, m): &Placed<'_>| {
                text(&m.key)
            }),
            ("text", "Measure", Text, "Its words", &|(_, m)| text(&m.text)),
            ("line", "Line", Text, "The reference of its line", &|(l, _)| text(&l.reference)),
            ("breakdown", "Breakdown", Text, "The service, age band or grade", &|(_, m)| {
                maybe(m.breakdown.as_ref())
            }),
            ("target", "Target", Number, "The target", &|(_, m)| number(m.target)),
            ("unit", "Unit", Text, "The unit of target and values", &|(_, m)| maybe(m.unit.as_ref())),
            ("direction", "Better is", Text, "Higher, lower or level", &|(_, m)| {
                m.direction.map_or(Cell::None, |d| text(d.word()))
            }),
            ("tolerance", "Tolerance", Number, "How far short of the target is near enough", &|(_, m)| {
                number(m.tolerance)
            }),
            ("baseline", "Baseline", Number, "Where it began", &|(_, m)| number(m.baseline)),
            (
                "limits_from",
                "Limits from",
                Day,
                "The first day of the returns its limits rest on",
                &|(_, m)| day(m.limits_from),
            ),
            ("limits_to", "Limits to", Day, "The last day of the returns its limits rest on", &|(_, m)| {
                day(m.limits_to)
            }),
            ("source", "Source", Text, "Where its values come from", &|(_, m)| maybe(m.source.as_ref())),
        ],
    )
}

pub(super) fn observations(scene: &Scene) -> Made {
    let whole = |n: Option<i64>| n.map_or(Cell::None, Cell::Whole);
    Made::of(
        &scene.plan.observations,
        &[
            ("measure", "Measure", Text, "The key of its measure", &|o: &&Observation| text(&o.measure)),
            ("text", "Called", Text, "What the document calls it", &|o| text(&o.text)),
            ("line", "Line", Text, "The reference of the line it was printed under", &|o| {
                maybe(o.line.as_ref())
            }),
            ("breakdown", "Breakdown", Text, "The service, age band or grade", &|o| {
                maybe(o.breakdown.as_ref())
            }),
            ("period_kind", "Kind of period", Text, "Day, month, range or year to date", &|o| {
                o.period.map_or(Cell::None, |p| text(p.kind.word()))
            }),
            ("from", "From", Day, "The first day it speaks of", &|o| day(o.period.map(|p| p.from))),
            ("to", "To", Day, "The last day it speaks of", &|o| day(o.period.map(|p| p.to))),
            ("numerator", "Numerator", Whole, "Cases counted", &|o| whole(o.numerator)),
            ("denominator", "Denominator", Whole, "Cases in all", &|o| whole(o.denominator)),
            ("overdue", "Overdue", Whole, "Cases printed as overdue", &|o| whole(o.overdue)),
            ("stated", "Stated", Text, "The value exactly as printed", &|o| maybe(o.stated.as_ref())),
            ("value", "Value", Number, "The stated value as a figure", &|o| number(o.value)),
            ("computed", "Computed", Number, "Computed from numerator and denominator", &|o| {
                number(o.computed)
            }),
            ("baseline", "Is the baseline", Yes, "It is the baseline", &|o| Cell::Yes(o.baseline)),
            ("source", "Source", Text, "The report it comes from", &|o| maybe(o.source.as_ref())),
        ],
    )
}
