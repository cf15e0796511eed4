//! `throughline synth`: invented extracts, into a folder that does not exist yet.

use std::fs;
use std::path::Path;

use ::synth::lists::Sheet;
use ::synth::plant;
use ::synth::{Setting, Tale, World, write};
use model::day::Day;

use crate::args::{SynthForm, SynthOptions};
use crate::{Outcome, Unusable, clock, terminal};

/// Writes the lists of every place and week. They are made in a folder beside the one that was named, which takes its
/// name when everything is there: an interrupted run leaves no half of it under that name.
pub(crate) fn run(options: &SynthOptions, as_of: Option<Day>) -> Result<Outcome, Unusable> {
    let shown = options.out.display();
    if options.out.exists() {
        return Err(Unusable(format!("{shown} is there already; name a folder that does not exist yet")));
    }
    let last = as_of.unwrap_or_else(clock::today);
    let parent = options.out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let making = tempfile::tempdir_in(parent)
        .map_err(|e| Unusable(format!("cannot write beside {shown}: {e}; name a folder you may write to")))?;
    let mut rows = 0;
    for place in 1..=options.places {
        let setting = Setting {
            seed: options.seed.wrapping_mul(1000).wrapping_add(u64::from(place)),
            children: options.children,
            last,
            weeks: options.weeks.saturating_sub(1),
            tale: Tale::NONE,
        };
        let world = World::new(&setting);
        let folder = match options.places {
            1 => making.path().to_path_buf(),
            _ => making.path().join(format!("place-{place:03}")),
        };
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("teams.csv"), world.teams_csv())?;
        for week in 0..options.weeks {
            let back = i32::try_from(week).unwrap_or(0) * 7;
            let day = last.plus_days(-back);
            let mut sheets = world.lists(day);
            if options.faults > 0 {
                let planted = plant::plant(&mut sheets, options.faults, setting.seed ^ u64::from(week));
                fs::write(folder.join(format!("{}-key.csv", day.iso())), plant::key_csv(&planted))?;
            }
            rows += sheets.iter().map(|s| s.rows.len()).sum::<usize>();
            lists(&folder, day, &sheets, options.form)?;
        }
    }
    fs::rename(making.keep(), &options.out)?;
    let what = terminal::count(rows, "row", "rows");
    terminal::print(&format!("Wrote {what} of invented lists to {shown}.\n"))?;
    Ok(Outcome::Done)
}

fn lists(folder: &Path, day: Day, sheets: &[Sheet], form: SynthForm) -> Result<(), Unusable> {
    match form {
        SynthForm::Csv => {
            let folder = folder.join(day.iso());
            fs::create_dir(&folder)?;
            for sheet in sheets {
                fs::write(folder.join(format!("{}.csv", write::name(sheet.list))), write::csv(sheet))?;
            }
        }
        SynthForm::Xlsx => fs::write(folder.join(format!("{}.xlsx", day.iso())), write::workbook(sheets)?)?,
    }
    Ok(())
}
