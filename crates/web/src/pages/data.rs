//! The plan's tables as files, and the access keys by which programs and calendars read.

use app::access::{NewKey, Reach};
use app::export::Form;
use app::tables::{self, TABLES};
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use model::id::Id;
use serde::Serialize;

use super::thing::{problems, refused};
use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::{Fields, Posted, Problems};
use crate::gate::plan_id;

#[derive(Serialize)]
struct Data {
    /// Forms of the whole plan: ending and what it is for.
    forms: Vec<(&'static str, &'static str)>,
    tables: Vec<Offered>,
    keys: Vec<Key>,
    /// As choices: value and words.
    owners: Vec<(String, String)>,
    typed: Fields,
    problems: Problems,
}

#[derive(Serialize)]
struct Offered {
    name: &'static str,
    title: &'static str,
    means: &'static str,
    rows: usize,
}

#[derive(Serialize)]
struct Key {
    id: String,
    revision: u32,
    name: String,
    reach: &'static str,
    owner: Option<String>,
    made_by: String,
    ends: String,
    over: bool,
}

/// The page.
pub(crate) async fn show(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.work(move |ask| page(ask, &plan, Fields::default(), Problems::default())).await
}

fn page(ask: &Ask, plan: &str, typed: Fields, problems: Problems) -> Answer {
    let scene = ask.scene(plan)?;
    let offered = |t: &tables::Table| Offered {
        name: t.name,
        title: t.title,
        means: t.means,
        rows: (t.make)(&scene).rows.len(),
    };
    let mut owners: Vec<String> = scene.rows().iter().flat_map(|r| r.names.clone()).collect();
    owners.sort_unstable();
    owners.dedup();
    let owners = owners.into_iter().map(|o| (o.clone(), o)).collect();
    let keys = if ask.member.may_administer() { keys(ask, plan_id(plan)?)? } else { Vec::new() };
    let tables = TABLES.iter().map(offered).collect();
    let forms = Form::ALL.into_iter().map(|f| (f.ending(), f.name())).collect();
    ask.visit.page("data.html", &Data { forms, tables, keys, owners, typed, problems })
}

/// The keys that open something of this plan.
fn keys(ask: &Ask, plan: Id) -> Result<Vec<Key>, Fault> {
    let today = ask.visit.web.now().day;
    let all = ask.visit.web.gate.site().access_keys()?;
    let of_plan = all.into_iter().filter(|k| k.plan.is_none_or(|p| p == plan));
    Ok(of_plan
        .map(|k| Key {
            id: k.id.to_string(),
            revision: k.revision,
            name: k.name,
            reach: k.reach.word(),
            owner: k.owner,
            made_by: k.made_by,
            ends: k.ends.iso(),
            over: k.ends < today,
        })
        .collect())
}

/// The whole plan as a file, as of the page's day: `plan.xlsx`, `plan.json` …
pub(crate) async fn whole(ask: Ask, Path((plan, ending)): Path<(String, String)>) -> Answer {
    ask.work(move |ask| {
        let form = Form::ALL.into_iter().find(|f| f.ending() == ending).ok_or(Fault::NotFound)?;
        let kept = ask.reader()?.plan_on(plan_id(&plan)?, ask.day())?;
        let bytes = app::export::write(&[&*kept], form).map_err(Fault::Refused)?;
        let name = format!("plan-{}.{}", ask.day().iso(), form.ending());
        Ok(attached(form.media(), &name, bytes))
    })
    .await
}

/// A table as a file: `actions.csv`, `actions.json`.
pub(crate) async fn file(ask: Ask, Path((plan, name)): Path<(String, String)>) -> Answer {
    ask.work(move |ask| {
        let (table, form) = name.split_once('.').ok_or(Fault::NotFound)?;
        let (table, form) = (tables::table(table).ok_or(Fault::NotFound)?, form.to_owned());
        let made = (table.make)(&*ask.scene(&plan)?);
        let (media, text) = match form.as_str() {
            "csv" => (CSV, tables::csv(&made)),
            "json" => (JSON, tables::json(&made).to_string()),
            _ => return Err(Fault::NotFound),
        };
        let name = format!("{}-{}.{form}", table.name, ask.day().iso());
        Ok(attached(media, &name, text))
    })
    .await
}

/// What a table's file is.
pub(super) const CSV: &str = "text/csv; charset=utf-8";
/// What a table's records are.
pub(super) const JSON: &str = "application/json";

/// A table of a page as a CSV file, for a spreadsheet.
pub(super) fn as_csv(ask: &Ask, name: &str, made: &tables::Made) -> Response {
    attached(CSV, &format!("{name}-{}.csv", ask.day().iso()), tables::csv(made))
}

/// Text as a CSV file of this name.
pub(super) fn file_of(name: &str, text: String) -> Response {
    attached(CSV, name, text)
}

/// Bytes as a file of this name.
pub(super) fn attached(media: &'static str, name: &str, bytes: impl IntoResponse) -> Response {
    let mut response = bytes.into_response();
    let all = response.headers_mut();
    all.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        all.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// Makes a key and shows it once, or withdraws one.
pub(crate) async fn act(Path(plan): Path<String>, headers: HeaderMap, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.administering()?;
    let site = address(&headers);
    ask.work(move |ask| {
        let to = format!("/plans/{plan}/data");
        if fields.get("do") == "withdraw" {
            let id: Id = fields.get("id").parse().map_err(|_| Fault::NotFound)?;
            let seen = fields.get("revision").parse().unwrap_or(0);
            ask.act(|site, ctx| site.administrator(ctx)?.withdraw_key(id, seen))?;
            return Ok(ask.done(&to, "You withdrew the key: it opens nothing any more.", None));
        }
        let mut wrong = Problems::default();
        let ends = fields.day("ends", "Last day").unwrap_or_else(|message| {
            wrong.add("ends", message);
            None
        });
        let Some(reach) = Reach::from_word(fields.get("reach")) else {
            wrong.add("reach", "Select what the key opens");
            return refused(page(ask, &plan, fields, wrong));
        };
        if !wrong.none() {
            return refused(page(ask, &plan, fields, wrong));
        }
        let calendar = reach == Reach::Calendar;
        let new = NewKey {
            name: fields.get("name").to_owned(),
            reach,
            plan: if calendar { Some(plan_id(&plan)?) } else { None },
            owner: if calendar { fields.get("owner").to_owned() } else { String::new() },
            ends,
        };
        match ask.act(|site, ctx| site.administrator(ctx)?.make_key(&new)) {
            Ok(secret) if calendar => {
                let text = format!(
                    "You made the calendar “{}”. Subscribe to this address now, it is not shown again: \
                     {site}/calendar/{secret}.ics",
                    new.name
                );
                Ok(ask.done(&to, text, None))
            }
            Ok(secret) => {
                let text =
                    format!("You made the key “{}”. Copy it now, it is not shown again: {secret}", new.name);
                Ok(ask.done(&to, text, None))
            }
            Err(error) => {
                let (problems, _, _) = problems(error)?;
                refused(page(ask, &plan, fields, problems))
            }
        }
    })
    .await
}

/// Where the site is as this visitor reached it, without a slash at its end.
pub(super) fn address(headers: &HeaderMap) -> String {
    let of = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let scheme = of("x-forwarded-proto").filter(|s| *s == "https").unwrap_or("http");
    format!("{scheme}://{}", of("host").unwrap_or("localhost"))
}
