//! The board's one page.

use app::views::overview::{OverviewPage, Since};
use axum::extract::Path;

use crate::ask::{Answer, Ask};
use crate::gate::plan_id;

/// How the plan stands, and what changed since the version before this one.
pub(crate) async fn show(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("overview.html", move |ask| {
        let scene = ask.scene(&plan)?;
        let (id, reader) = (plan_id(&plan)?, ask.reader()?);
        let earlier = reader.day_of_previous_import(id)?.filter(|day| *day < scene.day);
        let before = earlier.map(|day| ask.scene_on(&reader, id, day)).transpose()?;
        let since = before.as_ref().map(|before| {
            let what = "the version before this one".to_string();
            (Since { day: before.day.iso(), what }, before)
        });
        Ok(OverviewPage::of(&scene, since.as_ref().map(|(since, before)| (since, &***before))))
    })
    .await
}
