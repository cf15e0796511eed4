//! Many actions in one act: assigned, confirmed, merged, withdrawn.

use app::edit::{Note, Seen};
use app::views::action::ActionPage;
use axum::extract::Path;
use serde::Serialize;

use super::thing::{finished, problems, refused};
use crate::ask::Answer;
use crate::fault::Fault;
use crate::form::{Fields, Posted, Problems};

#[derive(Serialize)]
struct ManyPage {
    /// `assign`, `confirm`, `merge` or `withdraw`.
    act: String,
    /// The chosen actions: key, reference, words.
    chosen: Vec<(String, String, String)>,
    typed: Fields,
    problems: Problems,
    conflict: Vec<String>,
    back: String,
}

/// Asks what still has to be known, then does it to all or none.
pub(crate) async fn save(Path(plan): Path<String>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.work(move |ask| {
        let scene = ask.scene(&plan)?;
        let (mut seen, mut chosen) = (Vec::<Seen>::new(), Vec::new());
        for key in fields.all("row") {
            let action = ActionPage::of(&scene, key).ok_or(Fault::NotFound)?;
            let id = key.parse().map_err(|_| Fault::NotFound)?;
            // The revision that the page showed, where the form carries it.
            let revision = fields.get(&format!("seen-{key}")).parse().unwrap_or(action.revision);
            seen.push((id, revision));
            chosen.push((key.to_string(), action.row.reference, action.row.text));
        }
        let act = fields.get("do").to_string();
        let back = fields.back(&format!("/plans/{plan}/plan"));
        let mut page = ManyPage {
            act: act.clone(),
            chosen,
            typed: Fields::default(),
            problems: Problems::default(),
            conflict: Vec::new(),
            back: back.clone(),
        };
        let note = Note::because(fields.get("why"));
        let asked_already = fields.get("sure") == "yes";
        if seen.is_empty() {
            page.problems.add("rows", "Choose at least one action, by the box at the beginning of its row");
        } else if act == "merge" && seen.len() < 2 {
            page.problems.add("rows", "Choose at least two actions to merge into one");
        } else if !asked_already && (act != "assign" || fields.get("owner").is_empty()) {
            return ask.visit.page("many.html", &page);
        }
        if !page.problems.none() {
            page.typed = fields;
            return refused(ask.visit.page("many.html", &page));
        }
        let n = seen.len();
        let result = ask.act(|site, ctx| match act.as_str() {
            "assign" => site.editor(ctx)?.assign(&seen, fields.get("owner"), true, &note),
            "confirm" => site.confirmer(ctx)?.confirm_many(&seen, &note),
            "merge" => {
                let stays = fields.get("stays").parse().ok();
                let stays = seen.iter().position(|(id, _)| Some(*id) == stays).unwrap_or(0);
                let mut others = seen.clone();
                let stays = others.remove(stays.min(others.len().saturating_sub(1)));
                site.editor(ctx)?.merge_actions(stays, &others, &note)
            }
            "withdraw" => site.editor(ctx)?.withdraw_many(&seen, &note),
            _ => Err(app::error::Error::NotFound("There is no such act".into())),
        });
        let said = match act.as_str() {
            "assign" => format!("You assigned {n} actions to {}.", fields.get("owner")),
            "confirm" => format!("You confirmed {n} actions as complete."),
            "merge" => format!("You merged {n} actions into one."),
            _ => format!("You withdrew {n} actions."),
        };
        match result {
            Ok(written) => Ok(finished(ask, &plan, &back, &said, written)),
            Err(error) => {
                (page.problems, page.conflict, _) = problems(error)?;
                page.typed = fields;
                refused(ask.visit.page("many.html", &page))
            }
        }
    })
    .await
}
