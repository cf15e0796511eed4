//! A place over the years: who becomes known when, by season and drift.

use model::day::Day;

use crate::journey::{self, Child, Place};
use crate::random::Random;
use crate::staff::Staff;
use crate::tale::Tale;

/// What a place is like.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The same seed gives the same place.
    pub seed: u64,
    /// How many contacts there are in six months, about. A council of 20,000 rows has some 5,800.
    pub children: u32,
    /// The last day that lists are drawn up for.
    pub last: Day,
    /// How many weeks before it lists may be drawn up for.
    pub weeks: u32,
    /// How it fares.
    pub tale: Tale,
}

/// An invented place.
#[derive(Clone, Debug)]
pub struct World {
    pub(crate) children: Vec<Child>,
    pub(crate) staff: Staff,
    pub(crate) seed: u64,
    pub(crate) tale: Tale,
    pub(crate) last: i32,
    people: u32,
}

/// So many days before the first lists a place begins, so that long plans and care are there.
const BEFORE: i32 = 4 * 365;

impl World {
    /// Makes the place.
    pub fn new(setting: &Setting) -> World {
        let last = setting.last.number();
        let first = last - i32::try_from(setting.weeks).unwrap_or(0) * 7;
        let begin = first - BEFORE;
        let mut random = Random::new(setting.seed, 1);
        let staff = Staff::new(setting.children / 2, &setting.tale, begin, last + 1, &mut random);
        let tale = setting.tale;
        let mut children: Vec<Child> = grown(setting.children / 60, begin, &staff, &mut random);
        // Children who can become known again: from which day, and which.
        let mut again: Vec<(i32, usize)> = Vec::new();
        for day in begin..=last {
            let slowness = drift(day, first, last);
            let place = Place { staff: &staff, slowness, tale: &tale, last };
            for _ in 0..arrivals(day, setting.children, &mut random) {
                let back =
                    random.chance(330).then(|| again.iter().position(|(from, _)| *from <= day)).flatten();
                let at = match back {
                    Some(place) => again.swap_remove(place).1,
                    None => {
                        let number = 100_000 + u32::try_from(children.len()).unwrap_or(0);
                        children.push(journey::child(number, day, &mut random));
                        children.len() - 1
                    }
                };
                let Some(child) = children.get_mut(at) else { continue };
                if journey::birthday(child.born, 17) - 120 <= day && !child.uasc {
                    continue;
                }
                let free = journey::contact(child, day, &place, &mut random);
                if free <= last && again.len() < 2000 {
                    again.push((free, at));
                }
            }
        }
        World { children, staff, seed: setting.seed, tale, last, people: setting.children.saturating_mul(9) }
    }
}

/// Young people who left care before the place begins.
fn grown(count: u32, begin: i32, staff: &Staff, random: &mut Random) -> Vec<Child> {
    let place = Place { staff, slowness: 100, tale: &Tale::NONE, last: begin };
    (0..count)
        .map(|number| {
            let born = begin - random.between(17 * 365, 25 * 365);
            let mut child = journey::child(100_000 + number, born + 3000, random);
            child.born = born;
            journey::long_care(&mut child, born + random.between(11 * 365, 16 * 365), &place, random);
            child
        })
        .collect()
}

/// Contacts of a day: few at weekends, fewer in the summer holidays and at Christmas, more before them.
fn arrivals(day: i32, children: u32, random: &mut Random) -> u32 {
    let Some(date) = Day::from_number(day) else { return 0 };
    let season = match (date.month(), date.day_of_month()) {
        (8, _) => 70,
        (12, 21..) => 55,
        (9..=11, _) => 116,
        (5..=7, _) => 110,
        _ => 100,
    };
    let weekday = if date.is_weekend() { 25 } else { 130 };
    // Thousandths of a contact a day.
    let mean = u64::from(children) * 1000 * season * weekday / (183 * 10_000);
    let mean = u32::try_from(mean).unwrap_or(u32::MAX);
    let spread = mean / 3;
    let drawn = mean - spread + random.below(2 * spread + 1);
    drawn / 1000 + u32::from(random.chance(drawn % 1000))
}

/// Assessments become slower for the first half of the time and recover in the second.
fn drift(day: i32, first: i32, last: i32) -> i32 {
    let whole = (last - first).max(1);
    let done = (day - first).clamp(0, whole);
    let half = whole / 2;
    if done <= half { 90 + 25 * done / half.max(1) } else { 115 - 30 * (done - half) / half.max(1) }
}

impl World {
    /// How many people under 18 live there.
    pub(crate) fn population_size(&self) -> u32 {
        self.people
    }
}
