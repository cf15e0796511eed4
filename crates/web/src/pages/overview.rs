//! The board's one page.

use axum::extract::Path;
use serde::Serialize;

use crate::ask::{Answer, Ask};

#[derive(Serialize)]
struct Overview {
    title: String,
}

/// How the plan stands.
pub(crate) async fn show(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("overview.html", move |ask| Ok(Overview { title: ask.scene(&plan)?.plan.title.clone() })).await
}
