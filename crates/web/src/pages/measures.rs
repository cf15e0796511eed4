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
        let (reader, id) = (ask.reader()?, plan_id(&plan)?);
        let place = reader.place_of(id)?;
        let library = reader.library(place)?;
        let binding = reader.bindings(id, ask.day())?.into_iter().find(|b| b.measure == key);
        let definition = binding.as_ref().and_then(|b| library.find(&b.definition));
        let against = match definition {
            Some(definition) => reader.published(place, ask.day())?.against(definition),
            None => None,
        };
        let scene = ask.scene(&plan)?;
        let page = MeasurePage::of(&scene, &key, against).ok_or(Fault::NotFound)?;
        Ok(page.bound_to(&scene, binding.as_ref(), &library))
    })
    .await
}
