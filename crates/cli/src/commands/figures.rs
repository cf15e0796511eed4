//! `throughline figures`: a file of figures that people state, previewed line by line, and kept where that is asked for.

use app::edit::Note;
use app::figures::{Came, FigureFile};
use app::site::{IdSource as _, SystemIds};
use serde_json::json;

use crate::args::{Args, Command, Format};
use crate::{Outcome, Unusable, clock, terminal};

/// Prints what the file would change, and keeps it where it is accepted.
pub(crate) fn run(args: &Args) -> Result<Outcome, Unusable> {
    let Command::Figures { file: path, place, accept } = &args.command else {
        return Err(Unusable("this is another command".into()));
    };
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = std::fs::read(path)
        .map_err(|e| Unusable(format!("cannot read {}: {e}; check the name", path.display())))?;
    let site = crate::site::open(&args.data, *accept)?;
    let mut ids = SystemIds;
    let name_of_place = place.as_deref();
    let place = match accept {
        true => site.analyst(crate::site::ctx(&mut ids))?.place_of_lists(name_of_place)?,
        // A preview makes nothing: a place that is still to be made has nothing kept.
        false => {
            let known = site.reader(&crate::site::operator())?.place_of_lists(name_of_place)?;
            known.unwrap_or_else(|| ids.next())
        }
    };
    let reader = site.reader(&crate::site::operator())?;
    let today = args.as_of.unwrap_or_else(clock::today);
    let file = FigureFile::read(&name, &bytes, &reader.library(place)?, today)
        .map_err(|say| Unusable(format!("{}: {say}", path.display())))?;
    let known = reader.stated(place, today)?;
    let (mut text, mut told) = (String::new(), Vec::new());
    for (line, stated) in &file.rows {
        let came = match known.came(stated) {
            Came::New => "new",
            Came::Restated => "restated",
            Came::Known => "known",
        };
        let service = if stated.service.is_empty() { "all" } else { &stated.service };
        let (key, to) = (&stated.definition.key, stated.period.to.iso());
        text += &format!("{name}:{line}: {came}: {key}, {service}, to {to}: {}\n", stated.value);
        if let Some(remark) = &stated.remark {
            text += &format!("    {remark}\n");
        }
        told.push(json!({
            "line": line, "came": came, "measure": key, "service": stated.service, "from": stated.period.from.iso(),
            "to": to, "value": stated.value.to_string(), "remark": stated.remark,
        }));
    }
    for rejected in &file.rejected {
        text += &format!("{name}:{}: not taken: {}\n", rejected.line, rejected.say);
    }
    let kept = match accept {
        true => Some(site.analyst(crate::site::ctx(&mut ids))?.state_file(
            place,
            &file,
            &bytes,
            &Note::default(),
        )?),
        false => None,
    };
    text += &match kept {
        Some(kept) => format!(
            "{} kept, {} of them restated; {} known already\n",
            terminal::count(kept.new + kept.restated, "figure", "figures"),
            kept.restated,
            kept.known
        ),
        None => "Nothing is kept yet: say --accept to keep these figures\n".to_owned(),
    };
    let rejected: Vec<_> =
        file.rejected.iter().map(|r| json!({ "line": r.line, "message": r.say })).collect();
    match args.format {
        Some(Format::Json) => terminal::print_json(&json!({
            "file": name, "kept": kept.is_some(), "figures": told, "rejected": rejected, "unknown_columns": file.unknown,
        }))?,
        _ => terminal::print(&text)?,
    }
    Ok(if file.rejected.is_empty() { Outcome::Done } else { Outcome::Doubtful })
}
