//! The board's one page.

use app::views::overview::Since;
use axum::extract::{Path, Query};
use model::day::Day;

use super::health::acknowledged;
use crate::ask::{Answer, Ask};
use crate::form::Fields;
use crate::gate::plan_id;

/// How the plan stands, and what changed since an asked day, else since the version before this one.
pub(crate) async fn show(
    ask: Ask,
    Path(plan): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let asked = Day::parse_iso(Fields::new(pairs).get("since"));
    ask.show("overview.html", move |ask| {
        let scene = ask.scene(&plan)?;
        let (id, reader) = (plan_id(&plan)?, ask.reader()?);
        let previous = reader.day_of_previous_import(id)?;
        // A day before anything was known is its first day.
        let first = reader.first_day(id)?;
        let earlier = asked.map(|day| first.map_or(day, |f| day.max(f))).or(previous);
        let before = earlier.filter(|d| *d < scene.day).map(|d| ask.scene_on(&reader, id, d)).transpose()?;
        let since = before.as_ref().map(|before| {
            let what = (previous == Some(before.day)).then(|| "the version before this one".to_string());
            (Since { day: before.day.iso(), what }, before)
        });
        let aside = acknowledged(ask, &plan)?;
        Ok(scene.overview(since.as_ref().map(|(since, before)| (since, &***before)), &aside))
    })
    .await
}
