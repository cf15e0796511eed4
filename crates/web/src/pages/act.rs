//! What people do to an action, a line, a priority or the plan: each act a page with its own few fields.

use app::edit::{Evidence, NewObservation, Note, Update, form};
use app::error::{Error, FieldError};
use app::site::{Ctx, Site, Written};
use app::views::action::ActionPage;
use app::views::thing::Field;
use axum::extract::{Path, Query};
use model::day::Day;
use model::id::Id;
use model::plan::{Axis, Period, PeriodKind, Stance};
use serde::Serialize;

use super::thing::{finished, problems, returned, typed_day};
use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::{Fields, Posted, Problems};

/// What an act is about: the fields of its form and its words.
#[derive(Serialize)]
struct ActPage {
    /// What is to be done.
    title: &'static str,
    /// To what.
    about: String,
    /// What will happen.
    lede: String,
    fields: Vec<Field>,
    button: &'static str,
    typed: Option<Fields>,
    problems: Problems,
    conflict: Vec<String>,
    /// The revision seen, and the date in force with its own.
    seen: String,
    date_seen: String,
    /// Who owned it when the form was drawn.
    owners_seen: String,
    /// What the rules suggest, for a rating.
    suggested: String,
    back: String,
}

/// An act: its word in the address, what it is called, its button.
const ACTS: [(&str, &str, &str); 10] = [
    ("observe", "Record a figure", "Record it"),
    ("update", "Add an update", "Add the update"),
    ("revise-date", "Revise the target date", "Revise the date"),
    ("done", "Mark as done", "Mark as done"),
    ("confirm", "Confirm it is complete", "Confirm"),
    ("return", "Return it to its owner", "Return it"),
    ("rate-delivery", "Confirm or override the delivery rating", "Give this rating"),
    ("rate-impact", "Confirm or override the impact rating", "Give this rating"),
    ("assign", "Assign an owner", "Assign"),
    ("evidence", "Add evidence", "Add the evidence"),
];

/// The form of an act.
pub(crate) async fn show(
    ask: Ask,
    Path((plan, kind, key, act)): Path<(String, String, String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let asked = Fields::new(pairs);
    ask.show("act.html", move |ask| page(ask, &plan, (&kind, &key), &act, &asked)).await
}

fn page(
    ask: &Ask,
    plan: &str,
    (kind, key): (&str, &str),
    act: &str,
    asked: &Fields,
) -> Result<ActPage, Fault> {
    let (_, title, button) = ACTS.iter().find(|(word, _, _)| *word == act).ok_or(Fault::NotFound)?;
    let root = format!("/plans/{plan}");
    let mut page = ActPage {
        title,
        about: String::new(),
        lede: String::new(),
        fields: fields(act, ask.visit.web.now().day),
        button,
        typed: None,
        problems: Problems::default(),
        conflict: Vec::new(),
        seen: String::new(),
        date_seen: String::new(),
        owners_seen: String::new(),
        suggested: String::new(),
        back: asked.back(&format!("{root}/plan")),
    };
    let scene = ask.scene(plan)?;
    match kind {
        "action" => {
            let action = ActionPage::of(&scene, key).ok_or(Fault::NotFound)?;
            page.about = format!("Action {}: {}", action.row.reference, action.row.text);
            page.lede = lede(act, &action);
            page.seen = action.revision.to_string();
            page.back = asked.back(&format!("{root}/actions/{key}"));
            let rating = if act == "rate-impact" { &action.row.impact } else { &action.row.delivery };
            let level = rating.suggested.as_ref().map_or(&rating.level, |s| &s.0);
            page.suggested = level.clone().unwrap_or_else(|| "none".into());
            page.date_seen = action.date_seen;
            page.owners_seen = action.row.owners.join("; ");
            if act == "assign" {
                for (field, value) in page.fields.iter_mut().zip([action.row.owners.first()]) {
                    field.value = value.cloned().unwrap_or_default();
                }
            }
        }
        "line" if act == "update" => {
            let id: Id = key.parse().map_err(|_| Fault::NotFound)?;
            let line = scene.plan.lines.iter().find(|l| l.origin.id == Some(id)).ok_or(Fault::NotFound)?;
            page.about = format!("Line {} {}", line.reference, line.title);
            page.back = asked.back(&format!("{root}/lines/{}", line.reference));
        }
        "priority" if act == "update" => {
            let id: Id = key.parse().map_err(|_| Fault::NotFound)?;
            let node =
                scene.plan.priorities.iter().find(|p| p.origin.id == Some(id)).ok_or(Fault::NotFound)?;
            page.about = node.title.clone();
        }
        "measure" if act == "observe" => {
            let id: Id = key.parse().map_err(|_| Fault::NotFound)?;
            let measures = scene.plan.lines.iter().flat_map(|l| &l.measures);
            let measure = measures.clone().find(|m| m.origin.id == Some(id)).ok_or(Fault::NotFound)?;
            page.about = measure
                .breakdown
                .as_ref()
                .map_or_else(|| measure.text.clone(), |b| format!("{} ({b})", measure.text));
            page.back = asked.back(&format!("{root}/measures/{}", measure.key));
        }
        "plan" if act == "update" => page.about = scene.plan.title.clone(),
        _ => return Err(Fault::NotFound),
    }
    Ok(page)
}

fn lede(act: &str, action: &ActionPage) -> String {
    match act {
        "revise-date" if action.row.due.phrase.is_empty() => "It has no target date yet.".into(),
        "revise-date" => format!(
            "It is due {}. The date it has now stays on its page, struck through, with your reason beside the new one.",
            action.row.due.phrase
        ),
        "done" => "Somebody other than its owner confirms it afterwards.".into(),
        "confirm" => "You confirm that it is done and that the evidence shows it.".into(),
        "return" => "It is open again, and its owner sees your reason.".into(),
        "rate-delivery" => action.row.delivery.why.clone(),
        "rate-impact" => action.row.impact.why.clone(),
        _ => String::new(),
    }
}

fn field(name: &'static str, label: &'static str, hint: &'static str, input: &'static str) -> Field {
    Field { name, label, hint, input, choices: Vec::new(), value: String::new(), required: true }
}

fn choice(name: &'static str, label: &'static str, hint: &'static str, list: &[(&str, &str)]) -> Field {
    let choices = list.iter().map(|(v, w)| ((*v).to_string(), (*w).to_string())).collect();
    Field { choices, ..field(name, label, hint, "choice") }
}

/// The fields of an act.
fn fields(act: &str, today: Day) -> Vec<Field> {
    let now = |f: Field| Field { value: today.iso(), ..f };
    let word = |w: &'static str| Field { label: w, ..field("why", "", "", "text") };
    let evidence = |label| {
        vec![
            field("evidence", label, "What it is and what it shows", "text"),
            field("link", "Where it is", "An address or the name of a file", "line"),
        ]
    };
    match act {
        "observe" => vec![
            choice(
                "period-kind",
                "What the figure speaks of",
                "",
                &[
                    ("day", "A day"),
                    ("month", "A month"),
                    ("range", "From one day to another"),
                    ("year-to-date", "From the start of the financial year to a day"),
                ],
            ),
            field("from", "First day", "For a day: that day; for a month: any day of it", "day"),
            field("to", "Last day", "Leave it empty for a day or a month", "day"),
            field("stated", "Value as printed", "For example 84.9%", "short"),
            field("numerator", "Cases counted", "", "short"),
            field("denominator", "Cases in all", "", "short"),
            field("overdue", "Cases overdue", "If the report gives them", "short"),
            field("source", "Report it comes from", "", "line"),
        ],
        "update" => vec![
            field("text", "What has happened since the last update", "", "text"),
            choice(
                "stance",
                "How it is going",
                "",
                &[("on-track", "On track"), ("off-track", "Off track"), ("", "I would rather not say")],
            ),
            now(field("as-at", "Day the update speaks of", "", "day")),
        ],
        "revise-date" => vec![
            field(
                "phrase",
                "New target date",
                "For example 31 March 2026, March 2026 or spring 2026",
                "line",
            ),
            Field { hint: "The board reads it beside the date", ..word("Why the date moves") },
            field("agreed-by", "Who agreed to it", "A name or a meeting", "line"),
        ],
        "done" => {
            let mut fields = vec![now(field("done-on", "Day it was done", "", "day"))];
            fields.extend(evidence("What shows that it is done"));
            fields
        }
        "confirm" => vec![word("What you looked at")],
        "return" => vec![word("What is missing")],
        "rate-delivery" => vec![
            choice(
                "level",
                "Delivery rating",
                "",
                &[
                    ("red", "Red: slipped or changed, with no plan to bring it back"),
                    ("amber", "Amber: not fully on track, with a plan to be so"),
                    ("yellow", "Yellow: back on track, or done and not yet embedded"),
                    ("green", "Green: on track"),
                    ("blue", "Blue: complete"),
                    ("grey", "Grey: not to start in this period"),
                    ("none", "Not rated"),
                ],
            ),
            Field { hint: "Needed where the rating is another than the rules suggest", ..word("Why") },
        ],
        "rate-impact" => vec![
            choice(
                "level",
                "Impact rating",
                "",
                &[
                    ("red", "Red: outside tolerance, with no improvement"),
                    ("yellow", "Yellow: outside tolerance, but better than before"),
                    ("amber", "Amber: short of the target, within tolerance"),
                    ("green", "Green: at the target or better"),
                    ("grey", "Grey: no difference expected yet"),
                    ("none", "Not rated"),
                ],
            ),
            Field { hint: "Needed where the rating is another than the rules suggest", ..word("Why") },
        ],
        "assign" => vec![
            field("owner", "Owner", "As the plan should print it, for example Head of Safeguarding", "line"),
            Field { hint: "Kept with the change", ..word("Why") },
        ],
        _ => {
            let mut fields = evidence("Evidence");
            fields.push(field("as-at", "Day it speaks of", "", "day"));
            fields
        }
    }
}

/// Does an act.
pub(crate) async fn save(
    Path((plan, kind, key, act)): Path<(String, String, String, String)>,
    posted: Posted,
) -> Answer {
    let Posted { ask, fields } = posted;
    ask.work(move |ask| {
        let id: Id = key.parse().map_err(|_| Fault::NotFound)?;
        let mut page = page(ask, &plan, (&kind, &key), &act, &fields)?;
        if act == "assign" {
            ask.editing()?;
        }
        if act == "assign" && fields.get("owners-seen") != page.owners_seen {
            let now = if page.owners_seen.is_empty() { "nobody" } else { &page.owners_seen };
            page.conflict = vec![format!("Since you opened it, its owner is {now}")];
            page.typed = Some(fields);
            return returned(ask.visit.page("act.html", &page), &page.conflict);
        }
        match ask.act(|site, ctx| run(site, ctx, id, &act, &fields)) {
            Ok(written) => Ok(finished(ask, &plan, &page.back, said(&act), written)),
            Err(error) => {
                let revision;
                (page.problems, page.conflict, revision) = problems(error)?;
                // Other names stand in the use cases than in the form's fields.
                page.problems.rename(&[
                    ("as_at", "as-at"),
                    ("done_on", "done-on"),
                    ("agreed_by", "agreed-by"),
                    ("period", "from"),
                    ("period_to", "to"),
                ]);
                if let Some(revision) = revision {
                    page.seen = revision.to_string();
                }
                page.typed = Some(fields);
                returned(ask.visit.page("act.html", &page), &page.conflict)
            }
        }
    })
    .await
}

fn said(act: &str) -> &'static str {
    match act {
        "update" => "You added an update.",
        "observe" => "You recorded a figure.",
        "revise-date" => "You revised the target date.",
        "done" => "You marked the action as done. Somebody other than its owner confirms it.",
        "confirm" => "You confirmed that the action is complete.",
        "return" => "You returned the action to its owner.",
        "assign" => "You assigned an owner.",
        "evidence" => "You added evidence.",
        _ => "You gave the action a rating.",
    }
}

fn run(site: &Site, ctx: Ctx<'_>, id: Id, act: &str, fields: &Fields) -> Result<Written, Error> {
    let note = Note::because(fields.get("why"));
    let seen = fields.get("seen").parse().unwrap_or(0);
    let day = |name: &str, label: &str| -> Result<Option<Day>, Error> {
        let typed = typed_day(fields, name);
        if typed.is_empty() {
            return Ok(None);
        }
        let wrong = || Error::field(name, format!("{label} must be a real date, such as 27 3 2026"));
        form::day(&typed).map(Some).ok_or_else(wrong)
    };
    let evidence = |as_at| Evidence {
        text: fields.get("evidence").to_string(),
        link: fields.get("link").to_string(),
        as_at,
    };
    match act {
        "update" => {
            let stance = match fields.get("stance") {
                "on-track" => Some(Stance::OnTrack),
                "off-track" => Some(Stance::OffTrack),
                _ => None,
            };
            let as_at = day("as-at", "The day it speaks of")?;
            let update = Update { text: fields.get("text").to_string(), as_at, stance };
            site.contributor(ctx)?.update(id, &update, &note)
        }
        "revise-date" => {
            let seen = fields.get("date-seen").split_once(':');
            let seen = seen.and_then(|(date, revision)| Some((date.parse().ok()?, revision.parse().ok()?)));
            let (phrase, agreed) = (fields.get("phrase"), fields.get("agreed-by"));
            site.contributor(ctx)?.revise_date(id, seen, phrase, agreed, &note)
        }
        "done" => {
            let done_on = day("done-on", "The day it was done")?;
            site.contributor(ctx)?.declare_done(id, seen, done_on, &evidence(done_on), &note)
        }
        "confirm" => site.confirmer(ctx)?.confirm(id, seen, &note),
        "return" => site.confirmer(ctx)?.return_action(id, seen, &note),
        "rate-delivery" | "rate-impact" => {
            let axis = if act == "rate-impact" { Axis::Impact } else { Axis::Delivery };
            let level = |name: &str| Some(fields.get(name)).filter(|l| !l.is_empty() && *l != "none");
            if fields.get("level").is_empty() {
                return Err(Error::field("level", "Select a rating"));
            }
            site.confirmer(ctx)?.rate(id, axis, level("level"), level("suggested"), &note)
        }
        "observe" => site.analyst(ctx)?.observe(id, &observation(fields)?, &note),
        "assign" => site.editor(ctx)?.assign(&[(id, seen)], fields.get("owner"), true, &note),
        "evidence" => {
            let as_at = day("as-at", "The day it speaks of")?;
            site.contributor(ctx)?.add_evidence(id, &evidence(as_at), &note)
        }
        _ => Err(Error::NotFound("There is no such act".into())),
    }
}

/// What was typed as a figure.
fn observation(fields: &Fields) -> Result<NewObservation, Error> {
    let mut errors = Vec::new();
    let mut day = |name: &str, label: &str| {
        let typed = typed_day(fields, name);
        let read = form::day(&typed);
        if !typed.is_empty() && read.is_none() {
            errors.push(FieldError::new(name, format!("{label} must be a real date, such as 27 3 2026")));
        }
        read
    };
    let (from, to) = (day("from", "First day"), day("to", "Last day"));
    let Some(kind) = PeriodKind::from_word(fields.get("period-kind")) else {
        return Err(Error::field("period-kind", "Select what the figure speaks of"));
    };
    let mut number = |name: &str, label: &str| {
        let typed = fields.get(name).replace(',', "");
        let read = typed.parse::<i64>().ok();
        if !typed.is_empty() && read.is_none() {
            errors.push(FieldError::new(name, format!("{label} must be a whole number, such as 12")));
        }
        read
    };
    let numerator = number("numerator", "Cases counted");
    let (denominator, overdue) = (number("denominator", "Cases in all"), number("overdue", "Cases overdue"));
    let period = from.map(|from| match kind {
        PeriodKind::Day => Period { kind, from, to: from },
        PeriodKind::Month => Period { kind, from: from.month_start(), to: from.month_end() },
        _ => Period { kind, from, to: to.unwrap_or(from) },
    });
    if !errors.is_empty() {
        return Err(Error::Fields(errors));
    }
    let text = |name: &str| fields.get(name).to_string();
    let (stated, source) = (text("stated"), text("source"));
    Ok(NewObservation { period, numerator, denominator, overdue, stated, source, baseline: false })
}
