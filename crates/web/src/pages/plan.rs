//! The plan's table, filtered by the address.

use app::views::plan::{Filter, PlanPage};
use axum::extract::{Path, Query};

use crate::ask::{Answer, Ask};
use crate::drawn::Frame;
use crate::fault::Fault;
use crate::form::Fields;
use crate::render;

/// The table.
pub(crate) async fn show(
    ask: Ask,
    Path(plan): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let filter = filter(&Fields::new(pairs));
    ask.show("plan.html", move |ask| {
        let page = PlanPage::of(&*ask.scene(&plan)?, &filter);
        // As `tick` of the template.
        let edit = (ask.member.may_edit() || ask.member.may_confirm()) && !ask.visit.day().1;
        let columns = page.columns.clone();
        let frame = Frame { plan: &plan, columns: &columns, edit, rows: page.total };
        page.with_rows(|row| ask.visit.web.drawn.row(row, frame))
            .map_err(|e| Fault::Internal(render::explain(&e)))
    })
    .await
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
