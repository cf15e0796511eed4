//! The board's one page.

use axum::extract::Path;
use serde::Serialize;

use crate::ask::{Answer, Ask};
use crate::fault::Fault;

#[derive(Serialize)]
struct Overview {
    title: String,
}

/// How the plan stands.
pub(crate) async fn show(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("overview.html", move |ask| {
        let plan = ask.visit.web.gate.plan(&plan).ok_or(Fault::NotFound)?;
        Ok(Overview { title: plan.title.clone() })
    })
    .await
}
