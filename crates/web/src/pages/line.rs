//! The page of a line.

use app::views::line::LinePage;
use axum::extract::Path;

use crate::ask::{Answer, Ask};
use crate::fault::Fault;

/// One line.
pub(crate) async fn show(ask: Ask, Path((plan, reference)): Path<(String, String)>) -> Answer {
    ask.show("line.html", move |ask| {
        let scene = ask.scene(&plan)?;
        let line = scene.line(&reference).ok_or(Fault::NotFound)?;
        Ok(LinePage::of(&scene, line))
    })
    .await
}
