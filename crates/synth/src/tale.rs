//! How a place fares over time, where its lists are to tell a certain story instead of drifting by themselves.

use crate::random::Random;

/// A value over time: days before the last lists, the earliest first, with the value on each. Between two of them it
/// moves evenly; before the first and after the last it stands.
pub type Course = &'static [(i32, i32)];

/// What is so at a place.
#[derive(Clone, Copy, Debug)]
pub struct Tale {
    /// Of a thousand visits so many are late, by the day they are due.
    pub late_visits: Course,
    /// Of a thousand assessments so many take weeks longer than the 45 working days, by the day they start.
    pub slow_assessments: Course,
    /// From one day to another, before the last lists, no assessment can be closed; of a thousand that would have been so
    /// many wait for some weeks more.
    pub standstill: Option<(i32, i32, u32)>,
    /// Of a thousand new placements so many are over 20 miles from home; `None` for chance.
    pub far_placements: Option<Course>,
    /// Of a thousand child protection plans so many last over two years, by the day they start.
    pub long_plans: Course,
    /// There is more in its lists: visits to children in need, reviews, tenancies, reviewing officers, and whether staff came
    /// back or came over from an agency.
    pub more: bool,
    /// Assessments are done by every service, as a child's case is held; otherwise by the front door alone.
    pub shared_assessments: bool,
    /// Posts, in hundredths of what such a place usually has: of the front door, of safeguarding, in care and leaving it.
    pub posts: [u32; 4],
    /// Of a thousand people who come into a post so many are from an agency.
    pub agency: u32,
}

impl Tale {
    /// No tale: what the generator does by itself.
    pub const NONE: Tale = Tale {
        late_visits: &[(0, 180)],
        slow_assessments: &[],
        standstill: None,
        far_placements: None,
        long_plans: &[],
        more: false,
        shared_assessments: false,
        posts: [100; 4],
        agency: 230,
    };
}

/// The value of a course so many days before the last lists; nothing where the course is empty.
pub(crate) fn value(course: Course, before: i32) -> Option<u32> {
    let after = course.iter().position(|(day, _)| *day <= before);
    let value = match after {
        None => course.last()?.1,
        Some(0) => course.first()?.1,
        Some(at) => {
            let ((first, from), (last, to)) = (course.get(at - 1)?, course.get(at)?);
            from + (to - from) * (first - before) / (first - last).max(1)
        }
    };
    u32::try_from(value).ok()
}

impl Tale {
    /// Whether a new placement is over 20 miles from home, so many days before the last lists.
    pub(crate) fn far(&self, before: i32, mut random: Random) -> Option<bool> {
        let share = value(self.far_placements?, before)?;
        Some(random.chance(share))
    }

    /// How long a child protection plan lasts that is to last over two years.
    pub(crate) fn long_plan(&self, before: i32, mut random: Random) -> Option<i32> {
        let share = value(self.long_plans, before)?;
        random.chance(share).then(|| random.between(740, 1150))
    }

    /// The day on which an assessment is closed that started so many days before the last lists and would take a while.
    pub(crate) fn closed(&self, start: i32, takes: i32, last: i32, mut random: Random) -> i32 {
        let mut to = start + takes;
        if let Some(slow) = value(self.slow_assessments, last - start)
            && random.chance(slow)
        {
            to = start + random.between(66, 110);
        }
        if let Some((from, until, wait)) = self.standstill {
            let still = last - from..=last - until;
            if still.contains(&to) {
                to = last - until + random.between(1, 9);
                if random.chance(wait) {
                    to += random.between(25, 60);
                }
            }
        }
        to
    }
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn a_course_moves_evenly_between_its_days() {
        let course = &[(100, 200), (50, 100), (0, 120)];
        for (before, expected) in
            [(400, 200), (100, 200), (75, 150), (50, 100), (25, 110), (0, 120), (-7, 120)]
        {
            assert_eq!(value(course, before), Some(expected), "{before} days before");
        }
        assert_eq!(value(&[], 10), None);
    }
}
