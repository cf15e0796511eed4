//! Measures: the list, and one with its chart and its figures.

use app::views::measures::{MeasurePage, MeasuresPage};
use axum::extract::{Path, Query};

use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::Fields;

/// Every measure.
pub(crate) async fn list(
    ask: Ask,
    Path(plan): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let show = Fields::new(pairs).get("show").to_string();
    ask.show("measures.html", move |ask| Ok(MeasuresPage::of(&*ask.scene(&plan)?, &show))).await
}

/// One.
pub(crate) async fn show(ask: Ask, Path((plan, key)): Path<(String, String)>) -> Answer {
    ask.show("measure.html", move |ask| MeasurePage::of(&*ask.scene(&plan)?, &key).ok_or(Fault::NotFound))
        .await
}
