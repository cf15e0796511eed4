//! Figures that look back over months: those of one week and the next share most of their cases, so that chance is told from
//! change at the ends of months only.

use model::day::Day;
use model::plan::PeriodKind;
use model::series::Return;

/// The last of each month that is over; `None` where they are too few to draw.
pub(crate) fn month_ends<T: Clone>(all: &[T], day: impl Fn(&T) -> Option<Day>) -> Option<Vec<T>> {
    let over = all.last().and_then(&day)?.plus_days(1).month_start();
    let mut ends: Vec<T> = Vec::new();
    for one in all.iter().filter(|one| day(one).is_some_and(|d| d < over)) {
        let same = ends.last().and_then(&day).map(Day::month_start) == day(one).map(Day::month_start);
        match ends.last_mut().filter(|_| same) {
            Some(last) => *last = one.clone(),
            None => ends.push(one.clone()),
        }
    }
    (ends.len() > 1).then_some(ends)
}

/// For how many months the figures of a plan's measure look back, and those it is judged at; `None` where it is judged at all
/// of them.
pub(crate) fn of<'a>(returns: &[Return<'a>]) -> Option<(u32, Vec<Return<'a>>)> {
    let computed = returns.iter().rev().find_map(|r| r.observation.provenance.as_ref())?;
    let key = computed.definition.split('@').next()?;
    let months = measures::find(key)?.window_months?;
    if returns.iter().any(|r| r.period.kind != PeriodKind::Day) {
        return None;
    }
    Some((months, month_ends(returns, |r| Some(r.period.to))?))
}

/// Why not all of them, in a sentence.
pub(crate) fn why(months: u32) -> String {
    format!(
        "Each figure looks back {months} months, so that those of one week and the next share most of their cases: the chart has the last of each month that is over, and change is told from chance at those only."
    )
}
