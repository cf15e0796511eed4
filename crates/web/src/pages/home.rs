//! The way in: the overview of the plan worked on now, the list of plans, the accessibility statement.

use axum::response::{IntoResponse, Redirect};
use serde::Serialize;

use crate::ask::{Answer, Ask, Visit};
use crate::layout::PlanLink;

/// Goes to the plan worked on now; without any, to where one is brought in.
pub(crate) async fn show(ask: Ask) -> Answer {
    let (_, plans) = ask.visit.web.gate.plans(&ask.member.who)?;
    let to = plans.first().map_or_else(|| "/plans".to_string(), |plan| format!("/plans/{}", plan.id));
    Ok(Redirect::to(&to).into_response())
}

#[derive(Serialize)]
struct Plans {
    plans: Vec<PlanLink>,
    /// A demonstration can be looked at beside them.
    demonstration: bool,
}

/// Every plan of the place.
pub(crate) async fn plans(ask: Ask) -> Answer {
    ask.show("plans.html", |ask| {
        let demonstration = ask.visit.web.config.demonstration.is_some();
        Ok(Plans { plans: ask.visit.web.gate.plans(&ask.member.who)?.1, demonstration })
    })
    .await
}

/// What the site promises about access.
pub(crate) async fn accessibility(visit: Visit) -> Answer {
    visit.page("accessibility.html", &())
}
