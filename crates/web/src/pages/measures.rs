//! Measures: the list, and one with its chart and its figures.

use app::views::measures::{MeasurePage, MeasuresPage};
use axum::extract::{Path, Query};

use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::Fields;
use crate::gate::plan_id;

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
    ask.show("measure.html", move |ask| {
        let page = MeasurePage::of(&*ask.scene(&plan)?, &key).ok_or(Fault::NotFound)?;
        let (reader, id) = (ask.reader()?, plan_id(&plan)?);
        let library = reader.library(reader.place_of(id)?)?;
        let binding = reader.bindings(id, ask.day())?.into_iter().find(|b| b.measure == key);
        Ok(page.bound_to(binding.as_ref(), &library))
    })
    .await
}
