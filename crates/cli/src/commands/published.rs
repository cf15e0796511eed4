//! `throughline published`: published tables that figures are held against, loaded; which authority the place is.

use app::edit::Note;
use app::site::SystemIds;
use serde_json::json;

use crate::args::{Args, Command, Format};
use crate::{Outcome, Unusable, terminal};

/// Loads the tables and prints what was read.
pub(crate) fn run(args: &Args) -> Result<Outcome, Unusable> {
    let Command::Published { files, source, published, authority, place } = &args.command else {
        return Err(Unusable("this is another command".into()));
    };
    if files.is_empty() && authority.is_none() {
        return Err(Unusable(
            "name the tables to load, or say with --authority which one the place is".into(),
        ));
    }
    let mut tables = Vec::with_capacity(files.len());
    for path in files {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = std::fs::read(path)
            .map_err(|e| Unusable(format!("cannot read {}: {e}; check the name", path.display())))?;
        // All of them are looked at before any is kept.
        app::published::read(&bytes).map_err(|e| Unusable(format!("{}: {e}", path.display())))?;
        tables.push((name, bytes));
    }
    let site = crate::site::open(&args.data, true)?;
    let mut ids = SystemIds;
    let place = site.analyst(crate::site::ctx(&mut ids))?.place_of_lists(place.as_deref())?;
    let (mut doubtful, mut told, mut text) = (false, Vec::new(), String::new());
    for (name, bytes) in &tables {
        let source = source.as_deref().unwrap_or_default();
        let mut analyst = site.analyst(crate::site::ctx(&mut ids))?;
        let loaded = analyst.load_published(place, (name, bytes), source, *published, &Note::default())?;
        doubtful |= !loaded.rejected.is_empty();
        text += &match loaded.new {
            true => format!("{name}: {} of {}\n", terminal::count(loaded.rows, "row", "rows"), loaded.what),
            false => format!("{name} was loaded already: nothing changed\n"),
        };
        for rejected in &loaded.rejected {
            text += &format!("    {name}:{}: {}\n", rejected.line, rejected.say);
        }
        let rejected: Vec<_> =
            loaded.rejected.iter().map(|r| json!({ "line": r.line, "message": r.say })).collect();
        told.push(json!({ "file": name, "table": loaded.what, "new": loaded.new, "rows": loaded.rows, "rejected": rejected }));
    }
    if let Some(authority) = authority {
        site.analyst(crate::site::ctx(&mut ids))?.set_authority(place, authority, &Note::default())?;
        text += &format!("The place is {authority} in the published tables\n");
    }
    match args.format {
        Some(Format::Json) => terminal::print_json(&json!({ "tables": told, "authority": authority }))?,
        _ => terminal::print(&text)?,
    }
    Ok(if doubtful { Outcome::Doubtful } else { Outcome::Done })
}
