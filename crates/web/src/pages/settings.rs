//! Settings: what the rules of this site count with, and erasing a passage.

use app::edit::Note;
use model::rated::Thresholds;
use serde::Serialize;

use super::thing::{problems, refused};
use crate::ask::{Answer, Ask};
use crate::form::{Fields, Posted, Problems};

#[derive(Serialize)]
struct SettingsPage {
    cycle_days: i32,
    recent_cycles: i32,
    current_days: i32,
    evidence_needed: bool,
    small_number: i64,
    places: Vec<(String, String)>,
    typed: Fields,
    problems: Problems,
}

fn page(ask: &Ask, typed: Fields, problems: Problems) -> Answer {
    let (t, o) = (Thresholds::default(), lint::Options::default());
    let places = ask.reader()?.places()?.into_iter().map(|p| (p.id.to_string(), p.name)).collect();
    let view = SettingsPage {
        cycle_days: t.cycle_days,
        recent_cycles: t.recent_cycles,
        current_days: t.current_days,
        evidence_needed: t.evidence_needed,
        small_number: o.small_number,
        places,
        typed,
        problems,
    };
    ask.visit.page("settings.html", &view)
}

/// What is set.
pub(crate) async fn show(ask: Ask) -> Answer {
    ask.editing()?;
    ask.work(|ask| page(ask, Fields::default(), Problems::default())).await
}

/// Erases a passage everywhere it stands.
pub(crate) async fn erase(posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.administering()?;
    ask.work(move |ask| {
        let place = fields.get("place").parse().ok();
        let place = place.or_else(|| ask.reader().ok()?.places().ok()?.first().map(|p| p.id));
        let result = ask.act(|site, ctx| {
            let place = place.ok_or_else(|| app::error::Error::field("place", "Select a place"))?;
            let note = Note::because(fields.get("why"));
            site.administrator(ctx)?.redact(place, fields.get("passage"), fields.get("empty") == "yes", &note)
        });
        match result {
            Ok(_) => Ok(ask.done("/settings", "You erased the passage everywhere it stood. That it was erased, by whom and why, stays in the record.", None)),
            Err(error) => {
                let (problems, _, _) = problems(error)?;
                refused(page(ask, fields, problems))
            }
        }
    })
    .await
}
