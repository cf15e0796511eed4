//! Writes the demonstration's year of weekly case lists: `demo/lists/weeks.z` (what was computed of each week),
//! `demo/lists/rows-1.z` and on (the rows of the last weeks) and `demo/lists/teams.csv`. Always the same bytes.

use std::path::Path;

use app::lists::{Library, Record, figures};
use extracts::read::{Loader, Options};
use extracts::team::Teams;
use measures::calendar::Calendar;
use model::day::Day;

#[path = "../tests/it/weeks.rs"]
mod weeks;

/// What is printed of each week, the whole and its services.
const SHOWN: [&str; 13] = [
    "cla_open",
    "cpp_open",
    "cin_open",
    "visits_in_time_pct",
    "assess_open_in_time_pct",
    "caseload_per_worker",
    "cla_20miles_any_pct",
    "cin_plan_1y_plus_pct",
    "sw_agency",
    "staff_turnover_pct",
    "cl_eet_pct",
    "cl_suitable_pct",
    "cpp_2y_open_pct",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/lists");
    std::fs::create_dir_all(&folder)?;
    let (library, calendar) = (Library::brought(), Calendar::england());
    let world = weeks::world();
    let teams = weeks::teams(&world);
    std::fs::write(folder.join("teams.csv"), &teams)?;
    let mut records = Vec::new();
    for back in (0..weeks::WEEKS).rev() {
        let day: Day = weeks::last().plus_days(-7 * back);
        let options = Options { as_at: day, key: None, teams: Teams::read(teams.as_bytes())? };
        let mut loader = Loader::new(&options);
        for (name, text) in weeks::files(&world, day) {
            loader.add(&name, text.as_bytes())?;
        }
        let snapshot = loader.finish().snapshot;
        let (record, all) = Record::of(&snapshot, &library, &calendar)?;
        let value = |key: &str| {
            let found = all.iter().find(|m| m.definition.key == key);
            let parts = found.into_iter().flat_map(|m| m.whole.iter().chain(&m.services));
            parts.map(|n| n.words("")).collect::<Vec<_>>().join(" | ")
        };
        println!("{day} {} rows", record.lists.iter().map(|l| l.1).sum::<u64>());
        for key in SHOWN {
            println!("  {key}: {}", value(key));
        }
        if back < weeks::WITH_ROWS {
            let name = format!("rows-{}.z", weeks::WITH_ROWS - back);
            std::fs::write(folder.join(name), figures::pack_bytes(&snapshot.to_bytes()))?;
        }
        records.push(record);
    }
    let text = Record::to_text(&records);
    std::fs::write(folder.join("weeks.z"), figures::pack(&text))?;
    println!("{} bytes of records", text.len());
    Ok(())
}
