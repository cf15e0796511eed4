//! Settings: the place's name, what the rules of each plan count with, and erasing a passage. What is uploaded is in
//! `look`.

use app::edit::{Inputs, Note};
use app::settings::{ALL, Held, Holds};
use axum::extract::Path;
use serde::Serialize;

use super::thing::{finished, problems, returned};
use crate::ask::{Answer, Ask};
use crate::form::{Fields, Posted, Problems};
use crate::gate::plan_id;
use crate::layout::PlanLink;

#[derive(Default, Serialize)]
struct SettingsPage {
    places: Vec<PlaceForm>,
    /// How each place's documents look.
    looks: Vec<Look>,
    /// The same to choose one.
    choices: Vec<(String, String)>,
    plans: Vec<PlanLink>,
    typed: Fields,
    problems: Problems,
    conflict: Vec<String>,
}

#[derive(Serialize)]
struct PlaceForm {
    id: String,
    name: String,
    revision: u32,
}

/// How a place's documents look.
#[derive(Serialize)]
struct Look {
    id: String,
    name: String,
    colour: String,
    alt: String,
    logo: bool,
    /// There is a Word template.
    template: bool,
    /// The layouts of its own: name, title, what it is for, revision.
    layouts: Vec<(String, String, String, u32)>,
}

fn offered(own: app::packs::own::OwnLayout) -> (String, String, String, u32) {
    (own.layout.name, own.layout.title, own.layout.about, own.revision)
}

/// The page, with what was typed and what is wrong with it.
pub(super) fn page(ask: &Ask, typed: Fields, problems: Problems, conflict: Vec<String>) -> Answer {
    let reader = ask.reader()?;
    let places = reader.places()?;
    let mut looks = Vec::with_capacity(places.len());
    for place in &places {
        let brand = reader.brand(place.id)?;
        looks.push(Look {
            id: place.id.to_string(),
            name: place.name.clone(),
            colour: brand.colour,
            alt: brand.logo.as_ref().map(|l| l.alt.clone()).unwrap_or_default(),
            logo: brand.logo.is_some(),
            template: brand.template.is_some(),
            layouts: reader.own_layouts(place.id)?.into_iter().map(offered).collect(),
        });
    }
    let choices = places.iter().map(|p| (p.id.to_string(), p.name.clone())).collect();
    let form = |p: app::site::Place| PlaceForm { id: p.id.to_string(), name: p.name, revision: p.revision };
    let places = places.into_iter().map(form).collect();
    let plans = ask.visit.web.gate.plans(&ask.member.who)?.1;
    ask.visit
        .page("settings.html", &SettingsPage { places, looks, choices, plans, typed, problems, conflict })
}

/// What can be set.
pub(crate) async fn show(ask: Ask) -> Answer {
    ask.editing()?;
    ask.work(|ask| page(ask, Fields::default(), Problems::default(), Vec::new())).await
}

/// Renames a place, or erases a passage everywhere it stands.
pub(crate) async fn save(posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.administering()?;
    ask.work(move |ask| {
        let place = fields.get("place").parse().ok();
        let place = place.or_else(|| ask.reader().ok()?.places().ok()?.first().map(|p| p.id));
        let note = Note::because(fields.get("why"));
        let none = || app::error::Error::field("place", "Select a place");
        let result = match fields.get("do") {
            "rename" => {
                let seen = fields.get("seen").parse().unwrap_or(0);
                let rename = |site: &app::site::Site, ctx: app::site::Ctx<'_>| {
                    site.administrator(ctx)?.rename_place(
                        place.ok_or_else(none)?,
                        seen,
                        fields.get("name"),
                        &Note::default(),
                    )
                };
                ask.act(rename).map(|w| finished(ask, "-", "/settings", "You renamed the place.", w))
            }
            _ => ask
                .act(|site, ctx| {
                    let (passage, empty) = (fields.get("passage"), fields.get("empty") == "yes");
                    site.administrator(ctx)?.redact(place.ok_or_else(none)?, passage, empty, &note)
                })
                .map(|erased| ask.done("/settings", told(&erased), None)),
        };
        match result {
            Ok(response) => Ok(response),
            Err(error) => {
                let (problems, conflict, _) = problems(error)?;
                let status = conflict.clone();
                returned(page(ask, fields, problems, conflict), &status)
            }
        }
    })
    .await
}

/// What was erased, and what may still hold it.
fn told(erased: &app::redact::Erased) -> String {
    let count = |n, what: &str| app::words::count(usize::try_from(n).unwrap_or(usize::MAX), what);
    let mut said = format!(
        "You erased the passage from {}{}. That it was erased, by whom and why, stays in the record.",
        count(erased.events, "recorded change"),
        if erased.documents.is_empty() {
            String::new()
        } else {
            format!(" and {}", app::words::list(&erased.documents))
        },
    );
    if !erased.unsearchable.is_empty() {
        let list = app::words::list(&erased.unsearchable);
        said += &format!(" These stored documents could not be searched and may still hold it: {list}.");
    }
    if !erased.backups.is_empty() {
        let names: Vec<String> = erased.backups.iter().map(|b| b.display().to_string()).collect();
        let list = app::words::list(&names);
        said += &format!(" These backups may still hold it; delete them and make new ones: {list}.");
    }
    said
}

#[derive(Serialize)]
struct PlanSettings {
    fields: Vec<Field>,
    typed: Option<Fields>,
    problems: Problems,
    conflict: Vec<String>,
}

/// A setting on its form.
#[derive(Serialize)]
struct Field {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    /// What a number counts; `None` for yes or no.
    unit: Option<&'static str>,
    value: String,
    default: String,
    revision: u32,
}

fn fields_of(held: &[Held]) -> Vec<Field> {
    let defaults = app::settings::Settings::default();
    let one = |(known, held): (&app::settings::Known, &Held)| Field {
        name: known.key,
        label: known.label,
        hint: known.hint,
        unit: match known.holds {
            Holds::Whole(_, _, unit) => Some(unit),
            Holds::YesNo => None,
        },
        value: held.value.clone(),
        default: known.value(&defaults),
        revision: held.revision,
    };
    ALL.iter().zip(held).map(one).collect()
}

/// What the rules of a plan count with.
pub(crate) async fn plan(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.editing()?;
    ask.show("plan-settings.html", move |ask| {
        let fields = fields_of(&ask.reader()?.settings_held(plan_id(&plan)?)?);
        Ok(PlanSettings { fields, typed: None, problems: Problems::default(), conflict: Vec::new() })
    })
    .await
}

/// Sets them.
pub(crate) async fn set(Path(plan): Path<String>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.administering()?;
    ask.work(move |ask| {
        let id = plan_id(&plan)?;
        let mut inputs = Inputs::new();
        let mut seen = Vec::new();
        for known in &ALL {
            inputs.insert(known.key.to_string(), fields.get(known.key).to_string());
            let revision = fields.get(&format!("seen-{}", known.key)).parse().unwrap_or(0);
            seen.push(Held {
                key: known.key,
                value: fields.get(&format!("was-{}", known.key)).into(),
                revision,
            });
        }
        let note = Note::because(fields.get("why"));
        match ask.act(|site, ctx| site.administrator(ctx)?.set(id, &inputs, &seen, &note)) {
            Ok(written) => {
                let to = format!("/plans/{plan}/settings");
                let said =
                    "You changed the settings. They hold from today; earlier days are judged as before.";
                Ok(finished(ask, &plan, &to, said, written))
            }
            Err(error) => {
                let (problems, conflict, _) = problems(error)?;
                // The form carries what stands now, so that sending it again overrides it knowingly.
                let now = fields_of(&ask.reader()?.settings_held(id)?);
                let view = PlanSettings { fields: now, typed: Some(fields), problems, conflict };
                returned(ask.visit.page("plan-settings.html", &view), &view.conflict)
            }
        }
    })
    .await
}
