//! Recommendations: the list with what answers each, and the page of one.

use app::views::recommendations::{RecommendationPage, Recommendations};
use axum::extract::Path;

use crate::ask::{Answer, Ask};
use crate::fault::Fault;

/// Every recommendation.
pub(crate) async fn list(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("recommendations.html", move |ask| Ok(Recommendations::of(&*ask.scene(&plan)?))).await
}

/// One.
pub(crate) async fn show(ask: Ask, Path((plan, number)): Path<(String, String)>) -> Answer {
    ask.show("recommendation.html", move |ask| {
        RecommendationPage::of(&*ask.scene(&plan)?, &number).ok_or(Fault::NotFound)
    })
    .await
}
