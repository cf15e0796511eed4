//! The people and bodies of a plan.

use app::views::people::PeoplePage;
use axum::extract::Path;

use crate::ask::{Answer, Ask};

/// Who answers for what.
pub(crate) async fn show(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("people.html", move |ask| Ok(PeoplePage::of(&*ask.scene(&plan)?))).await
}
