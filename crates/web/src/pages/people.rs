//! The people and bodies of a plan.

use app::edit::Note;
use app::views::people::PeoplePage;
use axum::extract::Path;
use serde::Serialize;

use super::thing::{finished, problems, refused};
use crate::ask::{Answer, Ask};
use crate::form::{Posted, Problems};
use crate::gate::plan_id;

#[derive(Serialize)]
struct People {
    page: PeoplePage,
    problems: Problems,
}

/// Who answers for what.
pub(crate) async fn show(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("people.html", move |ask| {
        Ok(People { page: PeoplePage::of(&*ask.scene(&plan)?), problems: Problems::default() })
    })
    .await
}

/// Makes several spellings one name.
pub(crate) async fn merge(Path(plan): Path<String>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.work(move |ask| {
        let names: Vec<String> = fields.all("name").into_iter().map(str::to_string).collect();
        let (id, note) = (plan_id(&plan)?, Note::because(fields.get("why")));
        let into = fields.get("into").to_string();
        let back = format!("/plans/{plan}/people");
        match ask.act(|site, ctx| site.editor(ctx)?.merge_names(id, &names, &into, &note)) {
            Ok(written) => {
                Ok(finished(ask, &plan, &back, &format!("You merged the spellings into {into}."), written))
            }
            Err(error) => {
                let (problems, _, _) = problems(error)?;
                let page = PeoplePage::of(&*ask.scene(&plan)?);
                refused(ask.visit.page("people.html", &People { page, problems }))
            }
        }
    })
    .await
}
