//! The lists of a place on a day, as a case system would deliver them.

mod care;
mod front;
mod others;

use extracts::list::{List, code_set, lists};
use model::day::Day;

use crate::journey::{Child, birthday};
use crate::random::Random;
use crate::world::World;

/// A list's rows, cells in the order of its columns, as they are written into a file.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The list.
    pub list: &'static List,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// The day the lists are of, and what lies before it.
#[derive(Clone, Copy, Debug)]
struct On {
    day: i32,
    half: i32,
    year: i32,
    date: Day,
}

impl On {
    fn new(date: Day) -> On {
        On {
            day: date.number(),
            half: date.plus_months(-6).number(),
            year: date.plus_months(-12).number(),
            date,
        }
    }

    /// Whether an event is in the six months up to the day.
    fn recent(&self, day: i32) -> bool {
        self.half <= day && day <= self.day
    }

    /// Whether a span is open on the day or ended in the six months before.
    fn covers(&self, from: i32, to: i32) -> bool {
        from <= self.day && to >= self.half
    }

    /// A day that has come, as lists write days; otherwise nothing.
    fn past(&self, day: i32) -> String {
        if day <= self.day { written(day) } else { String::new() }
    }
}

impl World {
    /// The lists on a day: those of Annex A, and staff, visits, plans of children in need and population.
    pub fn lists(&self, day: Day) -> Vec<Sheet> {
        let on = On::new(day);
        let mut draw: Vec<(&str, Vec<Vec<String>>)> = vec![
            ("contacts", self.contacts(&on)),
            ("early_help", self.early_help(&on)),
            ("referrals", self.referrals(&on)),
            ("assessments", self.assessments(&on)),
            ("section_47", self.enquiries(&on)),
            ("children_in_need", self.needs(&on)),
            ("child_protection_plans", self.plans(&on)),
            ("children_in_care", self.children_in_care(&on)),
            ("care_leavers", self.care_leavers(&on)),
            ("adoption", self.adoption(&on)),
            ("adopters", self.adopters(&on)),
            ("visits", self.visits(&on)),
            ("cin_plans", self.need_plans(&on)),
            ("staff", self.staff_list(&on)),
            ("population", self.population(&on)),
        ];
        if self.tale.more {
            draw.push(("reviews", self.reviews(&on)));
        }
        draw.into_iter()
            .filter_map(|(name, rows)| {
                lists().iter().find(|l| l.name == name).map(|list| Sheet { list, rows })
            })
            .collect()
    }

    /// The table of teams and their services, as CSV.
    pub fn teams_csv(&self) -> String {
        let mut text = String::from("team,service,from,to\n");
        for team in &self.staff.teams {
            text.push_str(&format!("{},{},,\n", team.name, team.service));
        }
        text
    }

    /// Numbers that belong to one child and one purpose, whatever day the lists are of.
    fn own(&self, child: &Child, purpose: u64) -> Random {
        Random::new(self.seed, u64::from(child.number).wrapping_mul(64) + purpose)
    }

    fn team_and_worker(&self, post: usize, day: i32) -> [String; 2] {
        let (team, worker) = self.staff.team_and_worker(post, day);
        [team.to_owned(), worker]
    }
}

/// The first columns of every list about a child.
fn who(child: &Child, on: &On) -> Vec<String> {
    let mut row = Vec::with_capacity(16);
    row.push(child.number.to_string());
    row.push(text("gender", child.gender));
    row.push(text("ethnicity", child.ethnicity));
    row.push(written(child.born));
    row.push(years(child.born, on).to_string());
    row
}

/// Completed years on the day; -1 before birth.
fn years(born: i32, on: &On) -> i32 {
    if born > on.day {
        return -1;
    }
    let date = Day::from_number(born).unwrap_or(on.date);
    let mut years = i32::from(on.date.year()) - i32::from(date.year());
    if birthday(born, years) > on.day {
        years -= 1;
    }
    years
}

fn disability(child: &Child) -> String {
    yes(child.disability)
}

fn yes(truth: bool) -> String {
    if truth { "a) Yes" } else { "b) No" }.to_owned()
}

/// The official words of a code.
fn text(set: &str, code: &str) -> String {
    let found = code_set(set).and_then(|s| s.codes.iter().find(|c| c.code == code));
    found.map_or_else(|| code.to_owned(), |c| c.text.clone())
}

/// A day as lists write it.
fn written(day: i32) -> String {
    Day::from_number(day)
        .map(|d| format!("{:02}/{:02}/{:04}", d.day_of_month(), d.month(), d.year()))
        .unwrap_or_default()
}

/// The last of a row of days up to `until`, the first after `first` days, each `least` to `most` days after the one
/// before.
fn latest(from: i32, until: i32, first: i32, least: i32, most: i32, random: &mut Random) -> Option<i32> {
    let mut day = from + first;
    let mut last = None;
    while day <= until {
        last = Some(day);
        day += random.between(least, most);
    }
    last
}

fn maybe(day: Option<i32>) -> String {
    day.map(written).unwrap_or_default()
}
