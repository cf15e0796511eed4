//! The plan's table, filtered by the address.

use app::views::plan::{Filter, PlanPage};
use axum::extract::{Path, Query};

use crate::ask::{Answer, Ask};
use crate::form::Fields;

/// The table.
pub(crate) async fn show(
    ask: Ask,
    Path(plan): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let asked = Fields::new(pairs);
    let field = |name: &str| asked.get(name).to_string();
    let filter = Filter {
        priority: field("priority"),
        owner: field("owner"),
        body: field("body"),
        rating: field("rating"),
        due: field("due"),
        text: field("text"),
    };
    ask.show("plan.html", move |ask| Ok(PlanPage::of(&*ask.scene(&plan)?, &filter))).await
}
