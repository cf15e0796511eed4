//! The page of an action.

use app::site::{Right, concerns};
use app::views::action::ActionPage;
use app::views::history::{Deed, deed};
use axum::extract::Path;
use serde::Serialize;

use crate::ask::{Answer, Ask};
use crate::fault::Fault;

/// An action, and whether the person who looks may say how it goes.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    page: ActionPage,
    /// It is theirs to answer for.
    mine: bool,
    /// What happened to it, newest first.
    deeds: Vec<Deed>,
}

/// One action.
pub(crate) async fn show(ask: Ask, Path((plan, key)): Path<(String, String)>) -> Answer {
    ask.show("action.html", move |ask| {
        let scene = ask.scene(&plan)?;
        let who = &ask.member.who;
        let (_, action) = scene.action(&key).ok_or(Fault::NotFound)?;
        let mine =
            who.role.may(Right::AnswerForAll) || who.role.may(Right::AnswerForOwn) && concerns(who, action);
        let page = ActionPage::of(&scene, &key).ok_or(Fault::NotFound)?;
        let told = match action.origin.id {
            Some(id) => ask.time("history", || Ok::<_, Fault>(ask.reader()?.history_of(id)?))?,
            None => Vec::new(),
        };
        // A page of an earlier day tells what held by that day.
        let deeds = told.iter().filter(|t| t.effective <= scene.day).map(deed).collect();
        Ok(Shown { page, mine, deeds })
    })
    .await
}
