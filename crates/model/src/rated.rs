//! A judgement with its reason: the level, the rule that decided, the facts it used and a sentence for a councillor.

use crate::day::Day;
use crate::level::Delivery;

/// What a rule decided, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rated<L> {
    /// The level; `None` for not rated.
    pub level: Option<L>,
    /// The stable name of the rule that decided.
    pub rule: &'static str,
    /// The facts it used, each a short sentence.
    pub facts: Vec<String>,
    /// Why, in one sentence that begins with the level.
    pub sentence: String,
}

/// The settings of a plan that its rules of rating use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Days of one cycle of updating.
    pub cycle_days: i32,
    /// For how many cycles a move of a date, or a worse rating, still counts.
    pub recent_cycles: i32,
    /// For how many days an update is current.
    pub current_days: i32,
    /// Whether an action needs evidence to be complete.
    pub evidence_needed: bool,
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        Thresholds { cycle_days: 31, recent_cycles: 2, current_days: 62, evidence_needed: false }
    }
}

impl Thresholds {
    /// Whether `day` is not later than `now` and at most the recent cycles before it.
    pub fn recent(&self, day: Day, now: Day) -> bool {
        day <= now && now.days_since(day) <= self.cycle_days.saturating_mul(self.recent_cycles)
    }
}

/// The levels of several actions together: a count of each, and the worst.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// How many have each level, in the order of [`Delivery::ALL`].
    pub counts: [usize; 6],
    /// How many are not rated.
    pub not_rated: usize,
}

impl Distribution {
    /// Counts levels.
    pub fn of(levels: impl IntoIterator<Item = Option<Delivery>>) -> Distribution {
        let mut found = Distribution::default();
        for level in levels {
            match level.and_then(|l| Delivery::ALL.iter().position(|a| *a == l)) {
                Some(place) => {
                    if let Some(count) = found.counts.get_mut(place) {
                        *count += 1;
                    }
                }
                None => found.not_rated += 1,
            }
        }
        found
    }

    /// How many have this level.
    pub fn count(&self, level: Delivery) -> usize {
        Delivery::ALL.iter().position(|a| *a == level).and_then(|i| self.counts.get(i)).copied().unwrap_or(0)
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.counts.iter().sum::<usize>() + self.not_rated
    }

    /// The worst level: grey, blue and not rated yield to any colour. Without a colour: not rated if any is, then
    /// grey, then blue.
    pub fn worst(&self) -> Option<Delivery> {
        let present = |l: &Delivery| self.count(*l) > 0;
        let coloured = [Delivery::Red, Delivery::Amber, Delivery::Yellow, Delivery::Green];
        if let Some(worst) = coloured.into_iter().find(present) {
            return Some(worst);
        }
        if self.not_rated > 0 {
            return None;
        }
        [Delivery::Grey, Delivery::Blue].into_iter().find(present)
    }
}

/// `1 day`, `12 days`.
pub fn counted(n: i64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

#[cfg(test)]
mod tests {
    use super::Distribution;
    use crate::level::Delivery::{self, Amber, Blue, Green, Grey, Red, Yellow};

    #[test]
    fn the_worst_colour_wins_and_the_colourless_yield() {
        let worst = |levels: &[Option<Delivery>]| Distribution::of(levels.iter().copied()).worst();
        assert_eq!(worst(&[Some(Green), Some(Red), None]), Some(Red));
        assert_eq!(worst(&[Some(Grey), Some(Blue), Some(Green)]), Some(Green));
        assert_eq!(worst(&[Some(Yellow), Some(Amber)]), Some(Amber));
        assert_eq!(worst(&[Some(Blue), Some(Blue)]), Some(Blue));
        assert_eq!(worst(&[Some(Blue), Some(Grey)]), Some(Grey));
        assert_eq!(worst(&[Some(Blue), None]), None);
        assert_eq!(worst(&[]), None);
    }
}
