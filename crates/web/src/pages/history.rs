//! History: what happened, any two days compared, and taking things back.

use app::views::history::{ComparePage, HistoryPage, TrailPage};
use axum::extract::{Path, Query};
use model::day::Day;
use model::id::Id;

use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::{Fields, Posted};
use crate::gate::plan_id;

/// What happened, newest first.
pub(crate) async fn show(
    ask: Ask,
    Path(plan): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let before = Fields::new(pairs).get("before").parse().unwrap_or(0);
    ask.show("history.html", move |ask| {
        Ok(HistoryPage::of(&ask.reader()?, plan_id(&plan)?, ask.day(), before)?)
    })
    .await
}

/// The same as a file, from the beginning.
pub(crate) async fn csv(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.work(move |ask| {
        let deeds = HistoryPage::whole(&ask.reader()?, plan_id(&plan)?)?;
        Ok(super::data::as_csv(ask, "history", &app::tables::pages::history(&deeds)))
    })
    .await
}

/// Everything that was done at this site.
pub(crate) async fn trail(ask: Ask, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let before = Fields::new(pairs).get("before").parse().unwrap_or(0);
    ask.show("trail.html", move |ask| Ok(TrailPage::of(&ask.reader()?, before)?)).await
}

/// Two days side by side: those asked for, else the previous import and the day of the page.
pub(crate) async fn compare(
    ask: Ask,
    Path(plan): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let fields = Fields::new(pairs);
    let (from, to) = (Day::parse_iso(fields.get("from")), Day::parse_iso(fields.get("to")));
    ask.show("compare.html", move |ask| {
        let (reader, plan) = (ask.reader()?, plan_id(&plan)?);
        let to = to.unwrap_or_else(|| ask.day());
        let from = match from {
            Some(from) => from,
            None => reader.day_of_previous_import(plan)?.unwrap_or(to),
        };
        Ok(ComparePage::of(&*reader.compare(plan, from, to)?))
    })
    .await
}

/// Takes an import back whole.
pub(crate) async fn undo_import(Path((plan, batch)): Path<(String, String)>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.work(move |ask| {
        let import: Id = batch.parse().map_err(|_| Fault::NotFound)?;
        ask.act(|site, ctx| site.editor(ctx)?.undo_import(import, false, fields.get("why")))?;
        let gone = ask.visit.web.gate.plans(&ask.member.who)?.1.iter().all(|p| p.id != plan);
        let to = if gone { "/plans".to_string() } else { format!("/plans/{plan}/history") };
        Ok(ask.done(&to, "You took the import back: the plan is as it was before.", None))
    })
    .await
}
