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
    let filter = filter(&Fields::new(pairs));
    ask.show("plan.html", move |ask| Ok(PlanPage::of(&*ask.scene(&plan)?, &filter))).await
}

/// What an address asks for.
pub(crate) fn filter(asked: &Fields) -> Filter {
    let field = |name: &str| asked.get(name).to_string();
    Filter {
        priority: field("priority"),
        owner: field("owner"),
        body: field("body"),
        rating: field("rating"),
        due: field("due"),
        text: field("text"),
    }
}
