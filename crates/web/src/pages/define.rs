//! A definition written or adapted: the form, what it makes of every kept snapshot, saved or discarded.

use app::edit::Note;
use app::error::Error;
use app::lists::draft::{self, KINDS};
use app::views::definitions::trial::TrialPage;
use axum::extract::{Multipart, Path, Query};
use axum::response::{IntoResponse, Redirect};
use measures::Definition;
use serde::Serialize;

use super::thing::{finished, problems, refused};
use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::{Fields, Posted, Problems};
use crate::gate::plan_id;
use crate::session::token;
use crate::upload::Sent;
use crate::waiting::Tried;

/// What a query may look like, for somebody who begins.
const EXAMPLE: &str = "SELECT x.row, x.service, x.team, x.worker,
  CASE
    WHEN x.closed_on <= s.as_at THEN NULL
    ELSE 1
  END AS counted,
  CASE
    WHEN x.closed_on <= s.as_at THEN 'closed'
    ELSE 'open'
  END AS reason,
  s.as_at - x.started_on AS value
FROM children_in_need x
CROSS JOIN snapshot s
";

/// The parts that a number may be broken down by.
const PARTS: [(&str, &str); 3] = [("service", "Service"), ("team", "Team"), ("worker", "Worker")];

#[derive(Serialize)]
struct FormPage {
    typed: Fields,
    problems: Problems,
    /// The definition that is adapted: its key, name and version.
    adapts: Option<(String, String, u32)>,
    /// The ways in which rows become a number, as choices.
    kinds: Vec<(&'static str, &'static str)>,
    /// The lists as choices: name and title.
    lists: Vec<(String, String)>,
    /// The lists with their columns.
    tables: Vec<(String, String, Vec<String>)>,
    /// The parts as choices, and whether each is ticked.
    parts: Vec<(&'static str, &'static str, bool)>,
}

fn defining(ask: &Ask) -> Result<(), Fault> {
    let refuse =
        || Fault::Forbidden("Only an analyst or an administrator can change what a measure counts".into());
    if ask.member.may_define() { Ok(()) } else { Err(refuse()) }
}

/// The form with what was typed, every field of it there.
fn page(ask: &Ask, plan: &str, typed: &Fields, problems: Problems) -> Answer {
    let reader = ask.reader()?;
    let library = reader.library(reader.place_of(plan_id(plan)?)?)?;
    let adapts = library.find(typed.get("of")).map(|d| (d.key.clone(), d.name.clone(), d.version));
    let ticked = typed.all("breakdowns").join("\n");
    let parts = PARTS.iter().map(|(word, name)| (*word, *name, ticked.lines().any(|t| t.trim() == *word)));
    let tables = draft::tables();
    let keys = draft::LABELS.iter().map(|(key, _)| *key).chain(["of", "against"]);
    let typed = keys.fold(Fields::default(), |all, key| all.with(key, typed.raw(key)));
    let view = FormPage {
        adapts,
        kinds: KINDS.iter().map(|(_, word, means)| (*word, *means)).collect(),
        lists: tables.iter().map(|(name, title, _)| (name.clone(), title.clone())).collect(),
        tables,
        parts: parts.collect(),
        typed,
        problems,
    };
    ask.visit.page("define.html", &view)
}

/// A definition as what stands in its form.
fn typed(definition: &Definition, of: &str) -> Fields {
    let fields = draft::fields(definition).into_iter();
    fields.fold(Fields::default().with("of", of), |all, (name, value)| all.with(name, &value))
}

/// The form: of a definition that is adapted, of one that was tried, or empty.
pub(crate) async fn write(
    ask: Ask,
    Path(plan): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    defining(&ask)?;
    let asked = Fields::new(pairs);
    ask.work(move |ask| {
        let reader = ask.reader()?;
        let library = reader.library(reader.place_of(plan_id(&plan)?)?)?;
        let fields = if let Some(tried) = ask.visit.web.trials.find(asked.get("trial"), ask.member.user) {
            let of = tried.trial.replaces.as_ref().map_or("", |d| d.key.as_str());
            typed(&tried.trial.definition, of)
        } else if asked.get("of").is_empty() {
            let start =
                [("sql", EXAMPLE), ("kind", "count"), ("rows_of", "children_in_need"), ("unit", "children")];
            let start = start.iter().fold(Fields::default(), |all, (name, value)| all.with(name, value));
            start.with("breakdowns", "service\nteam\nworker")
        } else {
            let definition = library.find(asked.get("of")).ok_or(Fault::NotFound)?;
            typed(definition, &definition.key)
        };
        page(ask, &plan, &fields, Problems::default())
    })
    .await
}

/// Tries what was typed, or the file that was chosen, and goes to what it makes of the case lists.
pub(crate) async fn attempt(ask: Ask, Path(plan): Path<String>, parts: Multipart) -> Answer {
    defining(&ask)?;
    let mut sent = Sent::read(&ask, parts).await?;
    let file = sent.bytes("file");
    let fields = sent.fields;
    ask.work(move |ask| {
        let made = match file.is_empty() {
            true => draft::of_fields(&|name| fields.all_raw(name)),
            false => draft::of_file(&file),
        };
        let wrong = match made {
            Ok(definition) => {
                // What stood in a file stands in the form from here on.
                let of = fields.get("of").to_owned();
                let shown = if file.is_empty() { fields } else { typed(&definition, &of) };
                let place = ask.reader()?.place_of(plan_id(&plan)?)?;
                let tried = ask.time("try", || {
                    ask.act(|site, ctx| site.analyst(ctx)?.try_definition(place, &definition))
                });
                match tried {
                    Ok(trial) => {
                        let token = token().map_err(Fault::internal)?;
                        let to = format!("/plans/{plan}/write-definition/{token}");
                        ask.visit.web.trials.keep(token, ask.member.user, Tried { trial });
                        return Ok(Redirect::to(&to).into_response());
                    }
                    Err(error) => (shown, error),
                }
            }
            Err(wrong) => (fields, Error::Fields(wrong)),
        };
        let (problems, _, _) = problems(wrong.1)?;
        refused(page(ask, &plan, &wrong.0, problems))
    })
    .await
}

#[derive(Serialize)]
struct TriedPage {
    trial: TrialPage,
    token: String,
    why: String,
    problems: Problems,
}

fn find(ask: &Ask, token: &str) -> Result<std::sync::Arc<Tried>, Fault> {
    ask.held(&ask.visit.web.trials, token, "This definition is no longer held: write it again")
}

fn tried_page(ask: &Ask, token: String, why: &str, problems: Problems) -> Answer {
    let trial = TrialPage::of(&find(ask, &token)?.trial);
    ask.visit.page("definition-trial.html", &TriedPage { trial, token, why: why.to_owned(), problems })
}

/// What it makes of the case lists.
pub(crate) async fn show(ask: Ask, Path((plan, token)): Path<(String, String)>) -> Answer {
    defining(&ask)?;
    ask.work(move |ask| {
        ask.scene(&plan)?;
        tried_page(ask, token, "", Problems::default())
    })
    .await
}

/// Saves it, or discards it.
pub(crate) async fn decide(Path((plan, token)): Path<(String, String)>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    defining(&ask)?;
    ask.work(move |ask| {
        if fields.get("do") == "discard" {
            ask.visit.web.trials.forget(&token);
            let to = format!("/plans/{plan}/definitions");
            return Ok(ask.done(&to, "You discarded the definition: nothing changed.", None));
        }
        let held = find(ask, &token)?;
        let (trial, note) = (&held.trial, Note::because(fields.get("why")));
        let place = ask.reader()?.place_of(plan_id(&plan)?)?;
        let saved = ask.time("save", || {
            ask.act(|site, ctx| {
                site.analyst(ctx)?.save_definition(place, &trial.definition, trial.seen(), &note)
            })
        });
        match saved {
            Ok(written) => {
                ask.visit.web.trials.forget(&token);
                let definition = &trial.definition;
                let said = format!(
                    "You saved version {} of “{}”. Case lists are computed by it from now on.",
                    definition.version, definition.name
                );
                Ok(finished(
                    ask,
                    &plan,
                    &format!("/plans/{plan}/definitions/{}", definition.key),
                    &said,
                    written,
                ))
            }
            Err(error) => {
                let (problems, _, _) = problems(error)?;
                refused(tried_page(ask, token, fields.get("why"), problems))
            }
        }
    })
    .await
}
