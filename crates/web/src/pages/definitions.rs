//! Definitions: the list, and one with its query.

use app::views::definitions::{DefinitionPage, DefinitionsPage};
use axum::extract::Path;

use crate::ask::{Answer, Ask};
use crate::fault::Fault;

/// Every definition.
pub(crate) async fn list(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("definitions.html", move |ask| {
        ask.scene(&plan)?;
        Ok(DefinitionsPage::of())
    })
    .await
}

/// One.
pub(crate) async fn show(ask: Ask, Path((plan, key)): Path<(String, String)>) -> Answer {
    ask.show("definition.html", move |ask| {
        ask.scene(&plan)?;
        DefinitionPage::of(&key).ok_or(Fault::NotFound)
    })
    .await
}
