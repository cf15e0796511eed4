//! Measures: the list, and one with its chart and its figures.

use app::views::measures::{MeasurePage, MeasuresPage};
use axum::extract::Path;

use crate::ask::{Answer, Ask};
use crate::fault::Fault;

/// Every measure.
pub(crate) async fn list(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("measures.html", move |ask| Ok(MeasuresPage::of(&*ask.scene(&plan)?))).await
}

/// One.
pub(crate) async fn show(ask: Ask, Path((plan, key)): Path<(String, String)>) -> Answer {
    ask.show("measure.html", move |ask| MeasurePage::of(&*ask.scene(&plan)?, &key).ok_or(Fault::NotFound))
        .await
}
