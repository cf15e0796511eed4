//! Anything of a plan made, corrected and withdrawn by hand: one form over the fields that the schema gives.

use app::edit::{Inputs, Note};
use app::error::Error;
use app::site::Written;
use app::views::thing::ThingForm;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use model::id::Id;
use serde::Serialize;
use store::Kind;

use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::{Fields, Posted, Problems};
use crate::gate::plan_id;

#[derive(Serialize)]
struct Page {
    form: ThingForm,
    /// What was typed, where the form comes back with problems.
    typed: Option<Fields>,
    problems: Problems,
    /// What somebody else did meanwhile.
    conflict: Vec<String>,
    parent: String,
    back: String,
}

fn kind(name: &str) -> Result<Kind, Fault> {
    Kind::from_name(name).filter(|k| ThingForm::exists(*k)).ok_or(Fault::NotFound)
}

fn id(text: &str) -> Result<Id, Fault> {
    text.parse().map_err(|_| Fault::NotFound)
}

/// The form of a thing that is there.
pub(crate) async fn show(
    ask: Ask,
    Path((plan, name, thing)): Path<(String, String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let back = Fields::new(pairs).back(&format!("/plans/{plan}/plan"));
    ask.show("thing.html", move |ask| {
        let form = ThingForm::correct(&ask.reader()?, kind(&name)?, id(&thing)?)?;
        Ok(page(form, &back))
    })
    .await
}

fn page(form: ThingForm, back: &str) -> Page {
    let (typed, problems, conflict, parent) = Default::default();
    Page { form, typed, problems, conflict, parent, back: back.to_string() }
}

/// The form of a thing to be made.
pub(crate) async fn new(
    ask: Ask,
    Path((plan, name)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let asked = Fields::new(pairs);
    ask.show("thing.html", move |ask| {
        // A date is set by the act that gives its reason.
        let kind = kind(&name).ok().filter(|k| *k != Kind::TargetDate).ok_or(Fault::NotFound)?;
        let mut form = ThingForm::new(&ask.reader()?, kind, plan_id(&plan)?)?;
        // The address may say what stands in a field to begin with: the line of a new action.
        for field in &mut form.fields {
            field.value = asked.get(field.name).to_string();
        }
        let page = page(form, &asked.back(&format!("/plans/{plan}/plan")));
        Ok(Page { parent: asked.get("parent").to_string(), ..page })
    })
    .await
}

/// What was typed into the fields of a form.
fn inputs(form: &ThingForm, fields: &Fields) -> Inputs {
    let mut inputs = Inputs::new();
    for field in &form.fields {
        let typed = match field.input {
            "day" => typed_day(fields, field.name),
            _ => fields.get(field.name).to_string(),
        };
        // A field left empty as it was is no change.
        if !(typed.is_empty() && field.value.is_empty() && form.id.is_empty()) {
            inputs.insert(field.name.to_string(), typed);
        }
    }
    for extra in ["owner", "phrase"] {
        if form.kind == "action" && form.id.is_empty() && !fields.get(extra).is_empty() {
            inputs.insert(extra.to_string(), fields.get(extra).to_string());
        }
    }
    inputs
}

/// The three fields of a day as one text; empty where all are.
pub(crate) fn typed_day(fields: &Fields, name: &str) -> String {
    let parts: Vec<&str> =
        ["day", "month", "year"].iter().map(|p| fields.get(&format!("{name}-{p}"))).collect();
    if parts.iter().all(|p| p.is_empty()) { String::new() } else { parts.join(" ") }
}

/// Corrects a thing, withdraws it or makes a new one.
pub(crate) async fn save(
    Path((plan, name, thing)): Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    let Posted { ask, fields } = posted;
    ask.work(move |ask| {
        let (plan_id, kind) = (plan_id(&plan)?, kind(&name)?);
        let (reader, note) = (ask.reader()?, Note::because(fields.get("why")));
        let back = fields.back(&format!("/plans/{plan}/plan"));
        let making = thing == "new";
        let form = if making {
            ThingForm::new(&reader, kind, plan_id)?
        } else {
            ThingForm::correct(&reader, kind, id(&thing)?)?
        };
        let seen = fields.get("seen").parse().unwrap_or(form.revision);
        let inputs = inputs(&form, &fields);
        let figures = matches!(kind, Kind::Measure | Kind::Observation);
        let result = ask.act(|site, ctx| {
            let this = if making { None } else { thing.parse().ok() };
            let parent = fields.get("parent").parse::<Id>().ok();
            match (this, fields.get("do")) {
                (Some(id), "withdraw") if figures => site.analyst(ctx)?.withdraw(kind, id, seen, &note),
                (Some(id), "withdraw") => site.editor(ctx)?.withdraw(kind, id, seen, &note),
                (Some(id), _) if figures => site.analyst(ctx)?.correct(kind, id, seen, &inputs, &note),
                (Some(id), _) => site.editor(ctx)?.correct(kind, id, seen, &inputs, &note),
                (None, _) if kind == Kind::Measure => {
                    site.analyst(ctx)?.create_measure(plan_id, parent, &inputs, &note)
                }
                (None, _) => site.editor(ctx)?.create(kind, plan_id, parent, &inputs, &note),
            }
        });
        let said = match (making, fields.get("do")) {
            (true, _) => format!("You added the {}.", form.noun),
            (_, "withdraw") => format!("You withdrew {}.", form.name),
            _ => format!("You corrected {}.", form.name),
        };
        let to = match fields.get("do") {
            // What is withdrawn has no page of its own any more.
            "withdraw" if back.contains(&thing) => format!("/plans/{plan}/plan"),
            _ => back.clone(),
        };
        match result {
            Ok(written) => Ok(finished(ask, &plan, &to, &said, written)),
            Err(error) => {
                let (problems, conflict, revision) = problems(error)?;
                let mut again = page(form, &back);
                again.form.revision = revision.unwrap_or(seen);
                again.parent = fields.get("parent").to_string();
                again.typed = Some(fields);
                (again.problems, again.conflict) = (problems, conflict);
                returned(ask.visit.page("thing.html", &again), &again.conflict)
            }
        }
    })
    .await
}

/// Goes on after an act, with the way to take it back.
pub(crate) fn finished(ask: &Ask, plan: &str, to: &str, said: &str, written: Written) -> Response {
    if written.changes == 0 {
        return ask.done(to, "Everything was so already: nothing changed.", None);
    }
    let undo = ask.member.may_answer().then(|| format!("/plans/{plan}/undo/{}", written.act));
    ask.done(to, said, undo)
}

/// The same form with what is wrong: not a success to programs either.
pub(crate) fn refused(page: Answer) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page?).into_response())
}

/// The same form with what is wrong, or with what somebody else did meanwhile.
pub(crate) fn returned(page: Answer, conflict: &[String]) -> Answer {
    if conflict.is_empty() { refused(page) } else { Ok((StatusCode::CONFLICT, page?).into_response()) }
}

/// What is wrong with a form, what somebody else did meanwhile and the revision that overrides it.
///
/// # Errors
/// What is no matter of the form.
pub(crate) fn problems(error: Error) -> Result<(Problems, Vec<String>, Option<u32>), Fault> {
    let mut problems = Problems::default();
    match error {
        Error::Fields(fields) => fields.into_iter().for_each(|f| problems.add(&f.field, f.message)),
        Error::Refused(sentence) => problems.add("form", sentence),
        Error::Conflict(changed) => {
            let told = changed.iter().map(ToString::to_string).collect();
            return Ok((problems, told, changed.first().map(|c| c.revision)));
        }
        other => return Err(other.into()),
    }
    Ok((problems, Vec::new(), None))
}

/// Takes an act back.
pub(crate) async fn undo(Path((plan, act)): Path<(String, u64)>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.work(move |ask| {
        let back = fields.back(&format!("/plans/{plan}/history"));
        ask.act(|site, ctx| match ask.member.may_edit() {
            true => site.editor(ctx)?.undo(act, false, fields.get("why")),
            // Who may not edit may still think better of what they did themselves.
            false => site.contributor(ctx)?.undo_own(act, fields.get("why")),
        })?;
        Ok(ask.done(&back, "You took it back: it is as it was before.", None))
    })
    .await
}
