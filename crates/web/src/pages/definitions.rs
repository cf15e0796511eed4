//! Definitions: the list, and one with its query and its versions, as a page and as a file.

use app::views::definitions::{DefinitionPage, DefinitionsPage};
use axum::extract::{Path, Query};

use super::data::attached;
use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::Fields;
use crate::gate::plan_id;

/// Every definition in force on the page's day.
pub(crate) async fn list(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("definitions.html", move |ask| {
        let reader = ask.reader()?;
        let library = reader.library_on(reader.place_of(plan_id(&plan)?)?, ask.day())?;
        Ok(DefinitionsPage::of(&library))
    })
    .await
}

/// One, in the version that `version` names or the one in force; called `….toml`, as a file.
pub(crate) async fn show(
    ask: Ask,
    Path((plan, name)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let version: Option<u32> = Fields::new(pairs).get("version").parse().ok();
    ask.work(move |ask| {
        let reader = ask.reader()?;
        let place = reader.place_of(plan_id(&plan)?)?;
        let library = reader.library_on(place, ask.day())?;
        if let Some(key) = name.strip_suffix(".toml") {
            let asked = library.versions(key).find(|v| version.is_none_or(|n| v.definition.version == n));
            let definition = &asked.ok_or(Fault::NotFound)?.definition;
            let file = format!("{key}-{}.toml", definition.version);
            return Ok(attached("application/toml", &file, definition.to_toml()));
        }
        let latest = reader.snapshots(place, ask.day())?.pop();
        let computed = match latest {
            Some(kept) => reader.figure_of_services(&kept, &name, &library)?.is_some(),
            None => false,
        };
        let page = DefinitionPage::of(&library, &name, version, computed).ok_or(Fault::NotFound)?;
        ask.visit.page("definition.html", &page)
    })
    .await
}
