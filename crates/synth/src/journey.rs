//! What happens to a child, from the first contact on.

use model::day::Day;

use crate::random::Random;
use crate::staff::{Kind, Staff};
use crate::tale::Tale;

/// A child and everything that was recorded. Days are counted from 1 January 1970.
#[derive(Clone, Debug, Default)]
pub(crate) struct Child {
    pub(crate) number: u32,
    pub(crate) gender: &'static str,
    pub(crate) ethnicity: &'static str,
    pub(crate) born: i32,
    pub(crate) disability: bool,
    pub(crate) uasc: bool,
    pub(crate) contacts: Vec<Contact>,
    pub(crate) helps: Vec<Help>,
    pub(crate) referrals: Vec<Referral>,
    pub(crate) assessments: Vec<Assessment>,
    pub(crate) enquiries: Vec<Enquiry>,
    pub(crate) needs: Vec<Need>,
    pub(crate) plans: Vec<Plan>,
    pub(crate) care: Vec<Care>,
}

#[derive(Clone, Debug)]
pub(crate) struct Contact {
    pub(crate) on: i32,
    pub(crate) source: &'static str,
    pub(crate) decided: i32,
}

#[derive(Clone, Debug)]
pub(crate) struct Help {
    pub(crate) from: i32,
    pub(crate) to: i32,
    pub(crate) organisation: &'static str,
}

#[derive(Clone, Debug)]
pub(crate) struct Referral {
    pub(crate) on: i32,
    pub(crate) source: &'static str,
    pub(crate) decided: i32,
    pub(crate) nfa: bool,
    pub(crate) post: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Assessment {
    pub(crate) from: i32,
    pub(crate) to: i32,
    pub(crate) in_need: bool,
    pub(crate) seen: bool,
    pub(crate) post: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Enquiry {
    pub(crate) on: i32,
    pub(crate) conference: Option<i32>,
    pub(crate) plan: bool,
    pub(crate) post: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Need {
    pub(crate) from: i32,
    pub(crate) to: i32,
    /// The day from which it is more than an assessment.
    pub(crate) support: i32,
    pub(crate) code: &'static str,
    pub(crate) reason: &'static str,
    /// The post that holds the case while it is assessed.
    pub(crate) first: usize,
    /// The post that holds it afterwards.
    pub(crate) post: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) from: i32,
    pub(crate) to: i32,
    pub(crate) category: &'static str,
    pub(crate) earlier: u32,
    pub(crate) post: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Care {
    pub(crate) from: i32,
    pub(crate) to: i32,
    pub(crate) reason: &'static str,
    pub(crate) interim_to: i32,
    pub(crate) voluntary: bool,
    pub(crate) placements: Vec<Placement>,
    pub(crate) permanence: &'static str,
    pub(crate) missing: Vec<i32>,
    pub(crate) adoption: Option<Adoption>,
    pub(crate) post: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Placement {
    pub(crate) from: i32,
    pub(crate) kind: &'static str,
    pub(crate) provider: &'static str,
    pub(crate) miles: i32,
    pub(crate) number: u32,
}

#[derive(Clone, Debug)]
pub(crate) struct Adoption {
    pub(crate) decided: i32,
    pub(crate) ordered: i32,
    pub(crate) matched: i32,
    pub(crate) placed: i32,
    pub(crate) granted: i32,
}

const SOURCES: [(&str, u32); 10] = [
    ("6", 28),
    ("2A", 20),
    ("1A", 12),
    ("3A", 6),
    ("3B", 5),
    ("3E", 6),
    ("5A", 8),
    ("7", 5),
    ("8", 7),
    ("9", 3),
];
const NEEDS: [(&str, u32); 6] = [("N1", 58), ("N2", 10), ("N3", 6), ("N4", 9), ("N5", 14), ("N6", 3)];
const ETHNICITIES: [(&str, u32); 10] = [
    ("WBRI", 55),
    ("WOTH", 9),
    ("MWBC", 4),
    ("MOTH", 4),
    ("APKN", 7),
    ("AIND", 4),
    ("ABAN", 3),
    ("BAFR", 8),
    ("BCRB", 3),
    ("OOTH", 3),
];
const ORGANISATIONS: [&str; 5] =
    ["School", "Health visiting", "Family hub", "Youth service", "Voluntary partner"];

impl Child {
    /// The post that holds a case on a day: who assesses it at first, who cares for a child in care.
    pub(crate) fn holder(&self, need: &Need, day: i32) -> usize {
        let care = self.care.iter().find(|c| c.from <= day && day < c.to);
        let assessed = if day < need.support { need.first } else { need.post };
        care.map_or(assessed, |c| c.post)
    }

    /// Whether the child has a child protection plan, or is in care, on a day.
    pub(crate) fn elsewhere(&self, day: i32) -> bool {
        self.plans.iter().any(|p| p.from <= day && day < p.to)
            || self.care.iter().any(|c| c.from <= day && day < c.to)
    }
}

/// What a journey depends on beside chance.
pub(crate) struct Place<'w> {
    pub(crate) staff: &'w Staff,
    /// How slow assessments are: a hundred is as they were, more is slower.
    pub(crate) slowness: i32,
    /// How the place fares.
    pub(crate) tale: &'w Tale,
    /// The last day that lists are drawn up for.
    pub(crate) last: i32,
}

/// Numbers for what a tale decides of a child on a day: whatever it decides, the rest of the place stays as it is.
fn own(child: u32, day: i32) -> Random {
    Random::new(u64::from(child), 1 << 32 | u64::from(day.unsigned_abs()))
}

/// A child that becomes known on a day.
pub(crate) fn child(number: u32, day: i32, random: &mut Random) -> Child {
    let unborn = random.chance(12);
    let age = random.skewed(0, 15) * 365 + random.between(0, 364);
    let born = if unborn { day + random.between(60, 180) } else { day - age };
    let uasc = !unborn && random.chance(6);
    Child {
        number,
        gender: if unborn {
            "unknown"
        } else {
            random.weighted(&[("male", 51), ("female", 48), ("neither", 1)])
        },
        ethnicity: random.weighted(&ETHNICITIES),
        born: if uasc { day - random.between(16 * 365, 17 * 365) } else { born },
        disability: random.chance(110),
        uasc,
        ..Child::default()
    }
}

/// Everything that follows a contact on a day; gives the day from which the child can become known again.
pub(crate) fn contact(child: &mut Child, day: i32, place: &Place<'_>, random: &mut Random) -> i32 {
    let source = random.weighted(&SOURCES);
    child.contacts.push(Contact { on: day, source, decided: day + random.skewed(0, 4) });
    let eighteen = birthday(child.born, 18);
    if !random.chance(if child.uasc { 1000 } else { 280 }) {
        if random.chance(170) && child.born <= day {
            let from = day + random.between(2, 20);
            let to = from + random.between(30, 200);
            child.helps.push(Help { from, to, organisation: random.pick(&ORGANISATIONS) });
            return to + 10;
        }
        return day + 5;
    }
    let on = day + random.skewed(0, 2);
    let nfa = !child.uasc && random.chance(250);
    let held = [("front", 76), ("family", 15), ("care", 9)];
    let kind = match place.tale.shared_assessments.then(|| random.weighted(&held)) {
        Some("family") => Kind::Safeguarding,
        Some("care") => Kind::Care,
        _ => Kind::Assessment,
    };
    let post = place.staff.some_post(kind, random);
    child.referrals.push(Referral { on, source, decided: on + random.skewed(0, 3), nfa, post });
    if nfa {
        return on + 30;
    }
    let from = on + random.between(0, 3);
    let takes = random.between(14, 62) * place.slowness / 100;
    let closed = place.tale.closed(from, takes, place.last, own(child.number, from));
    let to = closed.min(eighteen - 1).max(from);
    let in_need = child.uasc || random.chance(560);
    let seen = random.chance(960);
    child.assessments.push(Assessment { from, to, in_need, seen, post });
    let mut end = to;
    let mut need_post = post;
    if in_need {
        end = to + random.skewed(60, 700);
        need_post = place.staff.some_post(Kind::Safeguarding, random);
        end = end.max(protection(child, from, need_post, place, random).unwrap_or(end));
        let into_care = if child.uasc {
            1000
        } else if child.plans.iter().any(|p| p.from >= from) {
            160
        } else {
            45
        };
        if random.chance(into_care) && child.born <= from {
            end = end.max(care(child, to + random.between(0, 40), place, random));
        }
    }
    let end = end.min(eighteen - 1).max(to);
    let reason =
        if in_need { random.weighted(&[("RC7", 88), ("RC5", 6), ("RC3", 3), ("RC4", 3)]) } else { "RC8" };
    let code = random.weighted(&NEEDS);
    child.needs.push(Need { from: on, to: end, support: to, code, reason, first: post, post: need_post });
    // A plan ends at the latest with the episode of need.
    for plan in &mut child.plans {
        plan.to = plan.to.min(end);
    }
    end + random.between(20, 500)
}

/// An enquiry, a conference, a plan; gives the plan's end.
fn protection(
    child: &mut Child,
    from: i32,
    post: usize,
    place: &Place<'_>,
    random: &mut Random,
) -> Option<i32> {
    if !random.chance(420) {
        return None;
    }
    let on = from + random.between(0, 12);
    let conference = random.chance(480).then(|| on + random.between(6, 24));
    let plan = conference.is_some() && random.chance(860);
    child.enquiries.push(Enquiry { on, conference, plan, post });
    let start = conference.filter(|_| plan)?;
    let drawn = random.skewed(95, 900);
    let to = start + place.tale.long_plan(place.last - start, own(child.number, start)).unwrap_or(drawn);
    let category = random.weighted(&[("neglect", 48), ("emotional", 36), ("physical", 10), ("sexual", 6)]);
    let earlier = u32::try_from(child.plans.len()).unwrap_or(0);
    let earlier = earlier + u32::from(child.plans.is_empty() && random.chance(170));
    child.plans.push(Plan { from: start, to, category, earlier, post });
    Some(to)
}

/// A period of care; gives its end.
fn care(child: &mut Child, from: i32, place: &Place<'_>, random: &mut Random) -> i32 {
    let eighteen = birthday(child.born, 18) - 1;
    if from >= eighteen - 30 {
        return from;
    }
    let post = place.staff.some_post(Kind::Care, random);
    let young = from - child.born < 4 * 365;
    let adoption = (young && random.chance(260)).then(|| {
        let decided = from + random.between(150, 300);
        let ordered = decided + random.between(20, 120);
        let matched = ordered + random.between(60, 400);
        let placed = matched + random.between(10, 60);
        Adoption { decided, ordered, matched, placed, granted: placed + random.between(100, 300) }
    });
    let stays = if child.uasc { 4000 } else { random.skewed(120, 4200) };
    let end = adoption.as_ref().map_or(from + stays, |a| a.granted);
    let to = end.min(eighteen);
    let reason = match &adoption {
        Some(_) if to == end => "E11",
        _ if to == eighteen => "E5",
        _ => random.weighted(&[("E4A", 55), ("E45", 10), ("E46", 6), ("E41", 8), ("E13", 9), ("E8", 12)]),
    };
    let mut placements = Vec::new();
    let mut day = from;
    while day < to {
        let family = random.chance(710);
        let kind = match (family, &adoption) {
            (_, Some(a)) if day >= a.placed => "A6",
            (true, _) => random.weighted(&[("U6", 55), ("U4", 30), ("U3", 15)]),
            _ => random.weighted(&[("K2", 70), ("H5", 20), ("R3", 10)]),
        };
        let provider = random.weighted(&[("PR1", 55), ("PR4", 38), ("PR5", 7)]);
        let drawn = random.skewed(5, 900);
        let miles = match place.tale.far(place.last - day, own(child.number, day)) {
            None => drawn,
            // Over 20 miles, or not, in tenths.
            Some(true) => 201 + drawn * 3 / 4,
            Some(false) => drawn * 199 / 900,
        };
        placements.push(Placement { from: day, kind, provider, miles, number: random.below(10_000) });
        day += random.skewed(40, 2600);
    }
    if let Some(a) = &adoption {
        placements.retain(|p| p.from < a.placed);
        if a.placed < to {
            placements.push(Placement {
                from: a.placed,
                kind: "A6",
                provider: "PR1",
                miles: 120,
                number: random.below(10_000),
            });
        }
    }
    let missing = if random.chance(90) && from - child.born > 11 * 365 {
        (0..random.between(1, 6)).map(|_| random.between(from, to)).collect()
    } else {
        Vec::new()
    };
    child.care.push(Care {
        from,
        to,
        reason,
        interim_to: from + random.between(150, 330),
        voluntary: child.uasc || random.chance(300),
        placements,
        permanence: if adoption.is_some() {
            "adoption"
        } else {
            random.weighted(&[("fostering", 50), ("return_home", 22), ("residential", 10), ("sgo_cao", 18)])
        },
        missing,
        adoption,
        post,
    });
    to
}

/// Care from a day until the eighteenth birthday.
pub(crate) fn long_care(child: &mut Child, from: i32, place: &Place<'_>, random: &mut Random) {
    care(child, from, place, random);
    let last = birthday(child.born, 18) - 1;
    if let Some(care) = child.care.last_mut() {
        care.to = last;
        care.reason = "E5";
    }
    let post = place.staff.some_post(Kind::Leaving, random);
    child.needs.push(Need { from, to: last, support: from, code: "N1", reason: "RC7", first: post, post });
}

/// The day somebody born on a day becomes so many years old.
pub(crate) fn birthday(born: i32, years: i32) -> i32 {
    Day::from_number(born).map_or(born, |d| d.plus_months(12 * years).number())
}
