//! Plan health: what the checks found, and why each check matters.

use app::edit::Note;
use app::views::health::{Acknowledged, HealthPage, RulePage};
use axum::extract::{Path, Query};
use serde::Serialize;

use super::thing::{finished, problems, refused};
use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::{Fields, Posted, Problems};
use crate::gate::plan_id;

/// What the checks found.
pub(crate) async fn show(
    ask: Ask,
    Path(plan): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let severity = Fields::new(pairs).get("severity").to_string();
    ask.show("health.html", move |ask| {
        Ok(HealthPage::of(&*ask.scene(&plan)?, &acknowledged(ask, &plan)?, &severity))
    })
    .await
}

/// One rule.
pub(crate) async fn rule(ask: Ask, Path((plan, code)): Path<(String, String)>) -> Answer {
    ask.show("rule.html", move |ask| {
        RulePage::of(&*ask.scene(&plan)?, &acknowledged(ask, &plan)?, &code).ok_or(Fault::NotFound)
    })
    .await
}

#[derive(Serialize)]
struct Rules {
    rules: Vec<(&'static str, &'static str, &'static str)>,
}

/// Every rule.
pub(crate) async fn rules(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("rules.html", move |ask| {
        ask.scene(&plan)?;
        let rules =
            RulePage::codes().into_iter().map(|(severity, code, title)| (severity.0.word(), code, title));
        Ok(Rules { rules: rules.collect() })
    })
    .await
}

/// What people set aside on the page's day.
pub(crate) fn acknowledged(ask: &Ask, plan: &str) -> Result<Acknowledged, Fault> {
    Ok(ask.reader()?.acknowledged(plan_id(plan)?, ask.day())?)
}

#[derive(Serialize)]
struct Aside {
    title: String,
    subject: String,
    messages: Vec<String>,
    problems: Problems,
}

fn aside_page(ask: &Ask, plan: &str, code: &str, subject: &str) -> Result<Aside, Fault> {
    let scene = ask.scene(plan)?;
    let mine = |f: &&model::finding::Finding| f.code == code && f.subject == subject;
    let messages: Vec<String> = scene.findings().iter().filter(mine).map(|f| f.message.clone()).collect();
    let rule = lint::explain(code).ok_or(Fault::NotFound)?;
    if messages.is_empty() {
        return Err(Fault::NotFound);
    }
    let (title, subject) = (rule.title.to_string(), subject.to_string());
    Ok(Aside { title, subject, messages, problems: Problems::default() })
}

/// The form by which a finding is set aside.
pub(crate) async fn aside(
    ask: Ask,
    Path((plan, code)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let asked = Fields::new(pairs);
    ask.show("aside.html", move |ask| aside_page(ask, &plan, &code, asked.get("subject"))).await
}

/// Sets a finding aside.
pub(crate) async fn set_aside(Path((plan, code)): Path<(String, String)>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.work(move |ask| {
        let (id, subject) = (plan_id(&plan)?, fields.get("subject"));
        let mut page = aside_page(ask, &plan, &code, subject)?;
        let note = Note::because(fields.get("why"));
        match ask.act(|site, ctx| site.confirmer(ctx)?.acknowledge(id, &code, subject, &note)) {
            Ok(written) => {
                let to = format!("/plans/{plan}/health");
                Ok(finished(ask, &plan, &to, "You set the finding aside.", written))
            }
            Err(error) => {
                (page.problems, _, _) = problems(error)?;
                refused(ask.visit.page("aside.html", &page))
            }
        }
    })
    .await
}
