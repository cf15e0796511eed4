//! The page of an action.

use app::views::action::ActionPage;
use axum::extract::Path;

use crate::ask::{Answer, Ask};
use crate::fault::Fault;

/// One action.
pub(crate) async fn show(ask: Ask, Path((plan, key)): Path<(String, String)>) -> Answer {
    ask.show("action.html", move |ask| ActionPage::of(&*ask.scene(&plan)?, &key).ok_or(Fault::NotFound)).await
}
