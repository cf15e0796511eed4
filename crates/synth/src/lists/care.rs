//! Children in care, care leavers, adoption, adopters.

use super::{On, disability, latest, maybe, text, who, written, years, yes};
use crate::journey::{Care, Child, birthday};
use crate::random::Random;
use crate::staff::Kind;
use crate::world::World;

type Rows = Vec<Vec<String>>;

impl World {
    pub(super) fn children_in_care(&self, on: &On) -> Rows {
        let mut rows = Rows::new();
        for child in &self.children {
            for care in child.care.iter().filter(|c| on.covers(c.from, c.to)) {
                rows.push(self.in_care(child, care, on));
            }
        }
        rows
    }

    fn in_care(&self, child: &Child, care: &Care, on: &On) -> Vec<String> {
        let until = on.day.min(care.to);
        let ended = care.to <= on.day;
        let again = child.care.iter().any(|c| c.to < care.from && c.to >= care.from - 365);
        let ordered = care.adoption.as_ref().map(|a| a.ordered).filter(|d| *d <= until);
        let (status, since) = match (ordered, care.voluntary) {
            (Some(day), _) => ("E1", day),
            (None, true) => ("V2", care.from),
            (None, false) if care.interim_to <= until => ("C2", care.interim_to),
            (None, false) => ("C1", care.from),
        };
        let own = |purpose| self.own(child, purpose);
        let review = latest(care.from, until, 25, 80, 185, &mut own(10));
        let visit = latest(care.from, until, 6, 24, 46, &mut own(11));
        let health = latest(care.from, until, 20, 300, 400, &mut own(12));
        let dental = latest(care.from, until, 60, 250, 480, &mut own(13));
        let mut placements = care.placements.iter().filter(|p| p.from <= until);
        let ends = care.placements.iter().skip(1).map(|p| p.from).chain([care.to]);
        let in_year =
            care.placements.iter().zip(ends).filter(|(p, end)| p.from <= until && *end > on.year).count();
        let missing = care.missing.iter().filter(|d| **d <= until && **d > on.year).count();
        let offered = missing > 0 && own(14).chance(850);
        let mut row = who(child, on);
        row.extend([yes(child.uasc && care.from > on.year), disability(child), written(care.from)]);
        row.extend([text("need", "N1"), yes(again), written(since), text("legal_status", status)]);
        row.extend([maybe(review), maybe(visit), text("permanence_plan", care.permanence), maybe(review)]);
        row.extend([maybe(health), maybe(dental), in_year.to_string(), on.past(care.to)]);
        row.push(if ended { text("end_reason", care.reason) } else { String::new() });
        match placements.next_back() {
            Some(p) => {
                row.extend([
                    written(p.from),
                    text("placement_type", p.kind),
                    text("placement_provider", p.provider),
                ]);
                let out = p.miles > 120;
                row.push(format!("ZZ{} {}ZZ", p.number % 40 + 1, p.number % 10));
                row.push(if p.kind == "K2" { format!("SC{:06}", p.number) } else { String::new() });
                row.push(text("in_out", if out { "out" } else { "in" }));
                row.push(if out { format!("{}", 991 + p.number % 8) } else { String::from("990") });
            }
            None => row.extend(std::iter::repeat_n(String::new(), 7)),
        }
        row.extend([missing.to_string(), String::from("0")]);
        row.push(if missing > 0 { yes(offered) } else { String::new() });
        row.push(if missing > 0 { yes(offered && own(15).chance(700)) } else { String::new() });
        row.extend(self.team_and_worker(care.post, on.day));
        let miles = care.placements.iter().rfind(|p| p.from <= until).map(|p| p.miles);
        row.push(miles.map(|m| format!("{}.{}", m / 10, m % 10)).unwrap_or_default());
        row.push(if visit.is_some() { yes(own(16).chance(880)) } else { String::new() });
        row.push(if visit.is_some() { yes(own(17).chance(820)) } else { String::new() });
        row.push(yes(own(18).chance(40)));
        row
    }

    pub(super) fn care_leavers(&self, on: &On) -> Rows {
        let mut rows = Rows::new();
        for child in &self.children {
            let age = years(child.born, on);
            let Some(care) = child.care.iter().rfind(|c| c.from <= on.day) else { continue };
            let long = on.day.min(care.to) - care.from >= 91;
            let late = care.to >= birthday(child.born, 16);
            if !long || !late || !(16..=24).contains(&age) {
                continue;
            }
            let inside = care.to > on.day;
            let eligibility = match age {
                _ if inside => "eligible",
                16..=17 => "relevant",
                _ => "former_relevant",
            };
            let mut random = self.own(child, 20);
            let post = self.staff.some_post(Kind::Leaving, &mut random);
            let touch = inside || random.chance(930);
            let contact = latest(on.day - 400, on.day, random.between(1, 40), 20, 55, &mut random);
            let place = if age < 18 {
                "D"
            } else {
                random.weighted(&[("U", 52), ("D", 22), ("Z", 12), ("B", 8), ("R", 2), ("X", 2), ("S", 2)])
            };
            let fit = !matches!(place, "X" | "S") && random.chance(960);
            let doing = random.weighted(&[
                ("F1", 7),
                ("F2", 20),
                ("F5", 24),
                ("F4", 4),
                ("P2", 5),
                ("G5", 26),
                ("G4", 9),
                ("G6", 5),
            ]);
            let pathway = on.day - random.skewed(5, 280);
            let when_in_touch = |text: String| if touch { text } else { String::new() };
            let mut row = who(child, on);
            row.extend([yes(child.uasc), disability(child)]);
            row.extend(self.team_and_worker(post, on.day));
            row.push(format!("Adviser {}", child.number % 40 + 1));
            row.extend([text("eligibility", eligibility), written(pathway), yes(touch)]);
            row.push(when_in_touch(maybe(contact)));
            row.push(when_in_touch(text("accommodation", place)));
            row.push(when_in_touch(text("suitability", if fit { "suitable" } else { "unsuitable" })));
            row.push(when_in_touch(text("activity", doing)));
            let offered = birthday(child.born, 18) + self.own(child, 22).between(30, 1500);
            let has = self.tale.more && self.own(child, 23).chance(300);
            row.push(if has { on.past(offered) } else { String::new() });
            rows.push(row);
        }
        rows
    }

    pub(super) fn adoption(&self, on: &On) -> Rows {
        let mut rows = Rows::new();
        for child in &self.children {
            for care in &child.care {
                let Some(a) = care.adoption.as_ref().filter(|a| a.decided <= on.day) else { continue };
                let left = care.to < a.granted;
                let last = if left { care.to } else { a.granted };
                if last < on.year {
                    continue;
                }
                let past = |day: i32| if day <= care.to { on.past(day) } else { String::new() };
                let mut row = vec![child.number.to_string(), format!("F{}", child.number)];
                row.extend(who(child, on).into_iter().skip(1));
                row.extend([disability(child), written(care.from), written(a.decided), past(a.ordered)]);
                row.extend([past(a.matched), past(a.placed), past(a.granted)]);
                row.extend(std::iter::repeat_n(String::new(), 5));
                rows.push(row);
            }
        }
        rows
    }

    pub(super) fn adopters(&self, on: &On) -> Rows {
        let count = u32::try_from(self.children.len() / 400).unwrap_or(0).max(3);
        let mut rows = Rows::new();
        for number in 0..count {
            let mut random = Random::new(self.seed, 1 << 40 | u64::from(number));
            // Enquiries over the two years before the day, by the month it stands in.
            let start = on.date.month_start().number();
            let enquired = start - random.between(0, 730);
            let first = enquired + random.between(20, 90);
            let first_end = first + random.between(40, 70);
            let second = first_end + random.between(5, 60);
            let second_end = second + random.between(90, 140);
            let approved = second_end + random.between(1, 20);
            let gender = random.pick(&["male", "female"]);
            rows.push(vec![
                format!("A{number:04}"),
                format!("AF{:04}", number / 2),
                text("gender", gender),
                text("ethnicity", "WBRI"),
                yes(false),
                yes(random.chance(150)),
                on.past(enquired),
                on.past(first),
                on.past(first_end),
                on.past(second),
                on.past(second_end),
                on.past(second),
                on.past(approved),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
            ]);
        }
        rows
    }
}
