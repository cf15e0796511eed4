//! The main definitions computed a second time, row by row and day by day, over generated lists full of edge cases.

use std::collections::{BTreeMap, BTreeSet};

use measures::{Counted, Outcome, compute, find};
use model::day::Day;

use crate::table::{Table, engine, fill};

/// A small generator with a printed seed.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[usize::try_from(self.next(of.len() as u64)).expect("small")]
    }

    /// A day before or after another, missing now and then, and often just on an edge.
    fn day(&mut self, around: Day, back: i32, ahead: i32) -> Option<Day> {
        if self.next(12) == 0 {
            return None;
        }
        let edges = [0, 1, 28, 42, 63, 64, 65, 90, 91, 92, 181, 182, 183, 365, 366, 729, 730, 731];
        let days = if self.next(2) == 0 {
            -edges[usize::try_from(self.next(edges.len() as u64)).expect("small")]
        } else {
            i32::try_from(self.next(u64::try_from(back + ahead).expect("positive"))).expect("small") - back
        };
        Some(around.plus_days(days))
    }
}

type Row = BTreeMap<&'static str, String>;

fn iso(day: Option<Day>) -> String {
    day.map_or("-".into(), Day::iso)
}

fn day(row: &Row, name: &str) -> Option<Day> {
    Day::parse_iso(&row[name])
}

/// Months later by counting on, one month at a time from the first, and back from the 31st until there is such a day.
fn months_later(from: Day, months: i32) -> Day {
    let count = i32::from(from.year()) * 12 + i32::from(from.month()) - 1 + months;
    let (year, month) = (i16::try_from(count / 12).unwrap(), i8::try_from(count % 12 + 1).unwrap());
    (1..=from.day_of_month()).rev().find_map(|d| Day::new(year, month, d)).unwrap()
}

/// Whole years passed, by birthdays; 29 February has its birthday on 1 March of other years.
fn years(from: Day, to: Day) -> i32 {
    let had = (to.month(), to.day_of_month()) >= (from.month(), from.day_of_month());
    i32::from(to.year()) - i32::from(from.year()) - i32::from(!had)
}

struct World {
    as_at: Day,
    holidays: BTreeSet<String>,
}

impl World {
    /// Working days after the one up to the other, one day at a time; nothing if one of them is not known.
    fn working(&self, from: Day, to: Day) -> Option<i32> {
        let first = Day::new(2019, 1, 1).unwrap();
        if from < first || to < first {
            return None;
        }
        let mut many = 0;
        let mut at = from;
        while at < to {
            at = at.plus_days(1);
            many += i32::from(at.weekday() < 5 && !self.holidays.contains(&at.iso()));
        }
        Some(many)
    }

    fn in_period(&self, day: Day) -> bool {
        day >= months_later(self.as_at, -6) && day <= self.as_at
    }

    fn open(&self, row: &Row, end: &str) -> bool {
        day(row, "started_on").is_none_or(|s| s <= self.as_at) && day(row, end).is_none_or(|e| e > self.as_at)
    }
}

/// Whether a row counts: yes, no, or neither.
type Says = fn(&World, &Row) -> Option<bool>;

fn assess_45wd(world: &World, row: &Row) -> Option<bool> {
    let done = day(row, "authorised_on").filter(|d| world.in_period(*d))?;
    let start = day(row, "started_on").filter(|s| *s <= done)?;
    Some(world.working(start, done)? <= 45)
}

fn assess_open_in_time(world: &World, row: &Row) -> Option<bool> {
    if day(row, "authorised_on").is_some_and(|d| d <= world.as_at) {
        return None;
    }
    let start = day(row, "started_on").filter(|s| *s <= world.as_at)?;
    Some(world.working(start, world.as_at)? <= 45)
}

fn icpc_15wd(world: &World, row: &Row) -> Option<bool> {
    let held = day(row, "icpc_on").filter(|d| *d <= world.as_at)?;
    if row["transferred_in"] == "yes" {
        return None;
    }
    let began = day(row, "strategy_on").filter(|s| *s <= held)?;
    Some(world.working(began, held)? <= 15)
}

fn cpp_2y_open(world: &World, row: &Row) -> Option<bool> {
    let start = day(row, "started_on").filter(|_| world.open(row, "ended_on"))?;
    Some((730..40_000).contains(&world.as_at.days_since(start)))
}

fn cpp_1_2y(world: &World, row: &Row) -> Option<bool> {
    let start = day(row, "started_on").filter(|_| world.open(row, "ended_on"))?;
    Some(world.as_at >= months_later(start, 12) && world.as_at.days_since(start) < 730)
}

fn cpp_reviewed(world: &World, row: &Row) -> Option<bool> {
    let start = day(row, "started_on").filter(|_| world.open(row, "ended_on"))?;
    if world.as_at < months_later(start, 3) {
        return None;
    }
    match day(row, "last_review_on").filter(|r| *r >= start) {
        None => Some(false),
        Some(held) if held > world.as_at => None,
        Some(held) => Some(world.as_at <= months_later(held, 6)),
    }
}

fn seen_alone(world: &World, row: &Row) -> Option<bool> {
    let unborn = row["age"] == "-1" || day(row, "born").is_some_and(|b| b > world.as_at);
    (world.open(row, "ended_on") && !unborn).then(|| row["seen_alone"] == "yes")
}

fn in_care(world: &World, row: &Row) -> bool {
    world.open(row, "ended_on") && !["V3", "V4"].contains(&row["legal_status"].as_str())
}

fn health(world: &World, row: &Row) -> Option<bool> {
    let start = day(row, "started_on").filter(|_| in_care(world, row))?;
    let born = day(row, "born").filter(|_| world.as_at >= months_later(start, 12))?;
    let months = if years(born, world.as_at) < 5 { 6 } else { 12 };
    match day(row, "last_health_on") {
        None => Some(false),
        Some(last) if last > world.as_at => None,
        Some(last) => Some(world.as_at <= months_later(last, months)),
    }
}

fn long_stability(world: &World, row: &Row) -> Option<bool> {
    let start = day(row, "started_on").filter(|_| in_care(world, row))?;
    let born = day(row, "born").filter(|b| years(*b, world.as_at) < 16)?;
    let _ = born;
    if years(months_later(start, 6), world.as_at) < 2 {
        return None;
    }
    let here = day(row, "placement_on")?;
    match years(here, world.as_at) >= 2 {
        true => Some(true),
        false if row["placement_type"].starts_with('A') => None,
        false => Some(false),
    }
}

fn eet(world: &World, row: &Row) -> Option<bool> {
    let age = match day(row, "born") {
        Some(born) => years(born, world.as_at),
        None => row["age"].parse().ok()?,
    };
    let gone = ["died", "returned_home"].contains(&row["in_touch"].as_str());
    let meant = (19..=21).contains(&age) && row["eligibility"] == "former_relevant" && !gone;
    meant.then(|| row["activity"].starts_with(['F', 'P']))
}

fn cin_open(world: &World, row: &Row) -> Option<bool> {
    world.open(row, "closed_on").then_some(true)
}

const CHECKED: [(&str, &str, Says); 11] = [
    ("assess_45wd_pct", "assessments", assess_45wd),
    ("assess_open_in_time_pct", "assessments", assess_open_in_time),
    ("icpc_15wd_pct", "section_47", icpc_15wd),
    ("cpp_2y_open_pct", "child_protection_plans", cpp_2y_open),
    ("cpp_1_2y_pct", "child_protection_plans", cpp_1_2y),
    ("cpp_reviewed_pct", "child_protection_plans", cpp_reviewed),
    ("cpp_seen_alone_pct", "child_protection_plans", seen_alone),
    ("cla_health_pct", "children_in_care", health),
    ("cla_long_stability_pct", "children_in_care", long_stability),
    ("cl_eet_pct", "care_leavers", eet),
    ("cin_open", "children_in_need", cin_open),
];

fn generated(list: &str, as_at: Day, dice: &mut Dice) -> Row {
    let d = |dice: &mut Dice, back| iso(dice.day(as_at, back, 40));
    let child = |dice: &mut Dice| iso(dice.day(as_at, 6700, 120));
    match list {
        "assessments" => Row::from([("started_on", d(dice, 400)), ("authorised_on", d(dice, 300))]),
        "section_47" => Row::from([
            ("strategy_on", d(dice, 200)),
            ("icpc_on", d(dice, 180)),
            ("transferred_in", dice.one(&["yes", "no", "no", "-"]).into()),
        ]),
        "child_protection_plans" => Row::from([
            ("born", child(dice)),
            ("age", dice.one(&["-1", "4", "9", "-"]).into()),
            ("started_on", d(dice, 1000)),
            ("ended_on", if dice.next(3) == 0 { d(dice, 200) } else { "-".into() }),
            ("last_review_on", d(dice, 300)),
            ("seen_alone", dice.one(&["yes", "no", "unknown", "-"]).into()),
        ]),
        "children_in_care" => Row::from([
            ("born", child(dice)),
            ("started_on", d(dice, 2500)),
            ("ended_on", if dice.next(4) == 0 { d(dice, 200) } else { "-".into() }),
            ("legal_status", dice.one(&["C2", "C1", "V2", "V3", "V4", "-"]).into()),
            ("last_health_on", d(dice, 500)),
            ("placement_on", d(dice, 1200)),
            ("placement_type", dice.one(&["U4", "A4", "K2", "-"]).into()),
        ]),
        "care_leavers" => Row::from([
            (
                "born",
                if dice.next(9) == 0 {
                    "-".into()
                } else {
                    iso(dice.day(as_at.plus_months(-240), 1200, 1200))
                },
            ),
            ("age", dice.one(&["18", "19", "21", "22", "-"]).into()),
            ("eligibility", dice.one(&["former_relevant", "former_relevant", "relevant", "-"]).into()),
            ("in_touch", dice.one(&["yes", "no", "died", "returned_home", "-"]).into()),
            ("activity", dice.one(&["F1", "P2", "F5", "G4", "G5", "G6", "-"]).into()),
        ]),
        _ => Row::from([
            ("started_on", d(dice, 900)),
            ("closed_on", if dice.next(2) == 0 { d(dice, 200) } else { "-".into() }),
        ]),
    }
}

fn table(rows: &[Row]) -> Table {
    let names: Vec<&str> = rows[0].keys().copied().collect();
    let columns = ["row"].iter().chain(&names).map(|n| (*n).to_owned()).collect();
    let rows = rows.iter().enumerate().map(|(i, row)| {
        std::iter::once((i + 1).to_string()).chain(names.iter().map(|n| row[n].clone())).collect()
    });
    Table { columns, rows: rows.collect() }
}

#[test]
fn a_second_computation_row_by_row_agrees() {
    let holidays = include_str!("../../data/bank_holidays.txt").lines().filter_map(|l| l.get(..10));
    let holidays: BTreeSet<String> = holidays.map(str::to_owned).collect();
    let lists: BTreeSet<&str> = CHECKED.iter().map(|c| c.1).collect();
    let mut tables = engine();
    for (seed, as_at) in
        ["2025-03-31", "2024-02-29", "2024-08-31", "2023-12-29", "2019-05-31"].iter().enumerate()
    {
        let world = World { as_at: Day::parse_iso(as_at).unwrap(), holidays: holidays.clone() };
        let mut dice = Dice(seed as u64 + 7);
        let rows: BTreeMap<&str, Vec<Row>> = lists
            .iter()
            .map(|list| (*list, (0..600).map(|_| generated(list, world.as_at, &mut dice)).collect()))
            .collect();
        let all = rows.iter().map(|(list, rows)| ((*list).to_owned(), table(rows))).collect();
        fill(&mut tables, world.as_at, &all);
        for (key, list, says) in CHECKED {
            let Outcome::Computed(computed) = compute(find(key).unwrap(), &tables).unwrap() else {
                panic!("{key} needs something");
            };
            let ours: BTreeMap<i64, Option<bool>> = computed
                .cases()
                .iter()
                .map(|c| (c.row, (c.counted != Counted::Out).then_some(c.counted == Counted::Yes)))
                .collect();
            for (row, number) in rows[list].iter().zip(1_i64..) {
                assert_eq!(ours[&number], says(&world, row), "{key}, seed {seed}, {as_at}: {row:?}");
            }
            let yes = rows[list].iter().filter(|r| says(&world, r) == Some(true)).count();
            let no = rows[list].iter().filter(|r| says(&world, r) == Some(false)).count();
            let whole = computed.whole();
            assert_eq!(whole.numerator, i64::try_from(yes).unwrap());
            assert!(whole.denominator.is_none_or(|d| d == i64::try_from(yes + no).unwrap()));
            assert!(yes > 3, "{key} on {as_at}: too few to prove anything");
        }
    }
}
