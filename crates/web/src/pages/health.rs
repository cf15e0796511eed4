//! Plan health: what the checks found, and why each check matters.

use app::views::health::{Acknowledged, HealthPage, RulePage};
use axum::extract::{Path, Query};
use serde::Serialize;

use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::Fields;

/// What the checks found.
pub(crate) async fn show(
    ask: Ask,
    Path(plan): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let severity = Fields::new(pairs).get("severity").to_string();
    ask.show("health.html", move |ask| {
        Ok(HealthPage::of(&*ask.scene(&plan)?, &Acknowledged::new(), &severity))
    })
    .await
}

/// One rule.
pub(crate) async fn rule(ask: Ask, Path((plan, code)): Path<(String, String)>) -> Answer {
    ask.show("rule.html", move |ask| {
        RulePage::of(&*ask.scene(&plan)?, &Acknowledged::new(), &code).ok_or(Fault::NotFound)
    })
    .await
}

#[derive(Serialize)]
struct Rules {
    rules: Vec<(&'static str, &'static str, &'static str)>,
}

/// Every rule.
pub(crate) async fn rules(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("rules.html", move |ask| {
        ask.scene(&plan)?;
        let rules =
            RulePage::codes().into_iter().map(|(severity, code, title)| (severity.0.word(), code, title));
        Ok(Rules { rules: rules.collect() })
    })
    .await
}
