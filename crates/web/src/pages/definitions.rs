//! Definitions: the list, and one with its query.

use app::views::definitions::{DefinitionPage, DefinitionsPage};
use axum::extract::Path;

use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::gate::plan_id;

/// Every definition.
pub(crate) async fn list(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("definitions.html", move |ask| {
        let reader = ask.reader()?;
        let library = reader.library(reader.place_of(plan_id(&plan)?)?)?;
        Ok(DefinitionsPage::of(&library.current))
    })
    .await
}

/// One.
pub(crate) async fn show(ask: Ask, Path((plan, key)): Path<(String, String)>) -> Answer {
    ask.show("definition.html", move |ask| {
        let reader = ask.reader()?;
        let place = reader.place_of(plan_id(&plan)?)?;
        let library = reader.library(place)?;
        let definition = library.find(&key).ok_or(Fault::NotFound)?;
        let latest = reader.snapshots(place, ask.day())?.pop();
        let computed = match latest {
            Some(kept) => reader.figure(&kept, &key, &library)?.is_some(),
            None => false,
        };
        Ok(DefinitionPage::of(definition, computed))
    })
    .await
}
