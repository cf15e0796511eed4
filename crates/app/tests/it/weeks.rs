//! The invented borough's year of weekly case lists, as the generator makes them.

use model::day::Day;
use synth::{Setting, Tale, World, plant, write};

/// How many weeks: a year and the week before it.
pub(crate) const WEEKS: i32 = 53;
/// Of how many weeks, the last, the rows are there to be opened.
pub(crate) const WITH_ROWS: i32 = 4;
/// Teams belong to the borough's own services.
const SERVICES: [(&str, &str); 3] = [
    ("Referral and assessment", "Front Door & Assessment"),
    ("Safeguarding and family support", "Family Safeguarding"),
    ("Looked after children", "CLA & Care Leavers"),
];

/// The year as the plan tells it: visits come to be made in time, the move of the case system between 4 and 19 August holds
/// assessments up, children are placed further and further away. The last lists are of 9 March 2026, a Monday.
const TALE: Tale = Tale {
    late_visits: &[(400, 150), (343, 138), (224, 120), (105, 62), (60, 45), (0, 45)],
    slow_assessments: &[(400, 190), (60, 200), (0, 250)],
    standstill: Some((217, 202, 1000)),
    far_placements: Some(&[(1500, 160), (343, 230), (105, 330), (0, 620)]),
    long_plans: &[(1443, 130), (1073, 110), (730, 60)],
    more: true,
    shared_assessments: true,
    agency: 560,
    posts: [22, 66, 55, 55],
};

/// The last Monday before the story's day.
pub(crate) fn last() -> Day {
    testkit::day("2026-03-09")
}

/// The borough.
pub(crate) fn world() -> World {
    World::new(&Setting { seed: 2026, children: 4200, last: last(), weeks: 53, tale: TALE })
}

/// Its table of teams.
pub(crate) fn teams(world: &World) -> String {
    SERVICES.iter().fold(world.teams_csv(), |text, (from, to)| text.replace(from, to))
}

/// Its lists on a day as files. Faults are planted: fewer as the year goes by.
pub(crate) fn files(world: &World, day: Day) -> Vec<(String, String)> {
    let mut sheets = world.lists(day);
    let weeks_left = u32::try_from(last().days_since(day) / 7).unwrap_or(0);
    plant::plant(&mut sheets, 12 + weeks_left / 2, u64::from(day.number().unsigned_abs()));
    sheets.iter().map(|s| (format!("{}.csv", write::name(s.list)), write::csv(s))).collect()
}

#[test]
fn the_last_week_is_what_is_computed_now() {
    use app::lists::{Library, Record, figures};
    use extracts::read::{Loader, Options};
    use extracts::team::Teams;

    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/lists");
    let packed = std::fs::read(folder.join("weeks.z")).unwrap();
    let records = Record::from_text(&figures::unpack(&packed).unwrap()).unwrap();
    assert_eq!(records.len(), usize::try_from(WEEKS).unwrap());
    let world = world();
    let teams = teams(&world);
    let options = Options { as_at: last(), key: None, teams: Teams::read(teams.as_bytes()).unwrap() };
    let mut loader = Loader::new(&options);
    for (name, text) in files(&world, last()) {
        loader.add(&name, text.as_bytes()).unwrap();
    }
    let library = Library::brought();
    let calendar = measures::calendar::Calendar::england();
    let snapshot = loader.finish().snapshot;
    let (record, _) = Record::of(&snapshot, &library, &calendar).unwrap();
    let stale = "run `cargo run -p throughline-app --example demo_lists`: the demonstration’s lists are computed otherwise now";
    assert!(records.last() == Some(&record), "{stale}");
    let rows = std::fs::read(folder.join(format!("rows-{WITH_ROWS}.z"))).unwrap();
    assert!(figures::unpack_bytes(&rows) == Some(snapshot.to_bytes()), "{stale}");
}
