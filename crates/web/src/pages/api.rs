//! What other programs read: the plan's tables as records, their description, and calendars. Nothing is changed here;
//! who reads is named by an access key.

use std::sync::Arc;

use app::access::{AccessKey, Reach};
use app::calendar::{Meeting, calendar};
use app::error::Error;
use app::tables;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::day::Day;
use serde::Deserialize;
use serde_json::json;

use super::data::{CSV, JSON, address};
use crate::Web;
use crate::fault::Fault;
use crate::gate::plan_id;

/// How a table is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct How {
    #[serde(default)]
    as_of: String,
    #[serde(default)]
    format: String,
}

/// The description of the interface.
pub(crate) async fn description(State(web): State<Arc<Web>>) -> Response {
    text(JSON, tables::openapi(env!("CARGO_PKG_VERSION"), web.now().day).to_string())
}

/// Every plan.
pub(crate) async fn plans(State(web): State<Arc<Web>>, headers: HeaderMap) -> Response {
    answer(web, headers, |web, key| {
        let (_, plans) = web.gate.plans(&key.who())?;
        let plan = |p: &crate::layout::PlanLink| json!({ "id": p.id, "title": p.title, "place": p.place, "first_day": p.first_day });
        Ok(text(JSON, plans.iter().map(plan).collect::<serde_json::Value>().to_string()))
    })
    .await
}

/// A table of a plan.
pub(crate) async fn table(
    State(web): State<Arc<Web>>,
    Path((plan, name)): Path<(String, String)>,
    Query(how): Query<How>,
    headers: HeaderMap,
) -> Response {
    answer(web, headers, move |web, key| {
        let table = tables::table(&name).ok_or(Fault::NotFound)?;
        let day = match how.as_of.as_str() {
            "" => web.now().day,
            text => Day::parse_iso(text)
                .ok_or_else(|| Fault::Bad("as_of has to be a day like 2026-03-12".to_owned()))?,
        };
        let scene = web.gate.scene(&web.gate.reader(&key.who())?, plan_id(&plan)?, day)?;
        let made = (table.make)(&scene);
        match how.format.as_str() {
            "" | "json" => Ok(text(JSON, tables::json(&made).to_string())),
            "csv" => Ok(text(CSV, tables::csv(&made))),
            _ => Err(Fault::Bad("format has to be json or csv".to_owned())),
        }
    })
    .await
}

/// A calendar of due days and meetings.
pub(crate) async fn due(
    State(web): State<Arc<Web>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let secret = name.strip_suffix(".ics").unwrap_or(&name).to_owned();
    let site = address(&headers);
    with_key(web, Reach::Calendar, secret, move |web, key| {
        let plan = key.plan.ok_or(Fault::NotFound)?;
        let reader = web.gate.reader(&key.who())?;
        let scene = web.gate.scene(&reader, plan, web.now().day)?;
        let meetings = reader
            .packs(plan)?
            .into_iter()
            .filter_map(|p| Some(Meeting { key: p.id.to_string(), day: p.meeting?, board: p.board }));
        let meetings: Vec<Meeting> = meetings.collect();
        Ok(text("text/calendar; charset=utf-8", calendar(&scene, &meetings, key.owner.as_deref(), &site)))
    })
    .await
}

async fn answer<F>(web: Arc<Web>, headers: HeaderMap, work: F) -> Response
where
    F: FnOnce(&Web, &AccessKey) -> Result<Response, Fault> + Send + 'static,
{
    let bearer = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
    let secret = bearer.and_then(|v| v.strip_prefix("Bearer ")).unwrap_or_default().trim().to_owned();
    with_key(web, Reach::Data, secret, work).await
}

/// Does the work in the name of the key that this secret is, away from the threads that serve the network.
async fn with_key<F>(web: Arc<Web>, reach: Reach, secret: String, work: F) -> Response
where
    F: FnOnce(&Web, &AccessKey) -> Result<Response, Fault> + Send + 'static,
{
    let done = tokio::task::spawn_blocking(move || {
        let key = web.gate.site().access(reach, &secret, web.now().day)?;
        let key = key.ok_or_else(|| Fault::from(Error::Forbidden(NO_KEY.to_owned())))?;
        work(&web, &key)
    });
    match done.await {
        Ok(Ok(response)) => response,
        Ok(Err(fault)) => refusal(&fault),
        Err(stopped) => refusal(&Fault::internal(stopped)),
    }
}

const NO_KEY: &str = "This needs an access key that was not withdrawn and is not over: an administrator makes one on the page Data";

fn refusal(fault: &Fault) -> Response {
    let (status, why) = match fault {
        Fault::NotFound => (StatusCode::NOT_FOUND, "There is no such plan or table".to_owned()),
        Fault::Missing(why) => (StatusCode::NOT_FOUND, why.clone()),
        Fault::Bad(why) | Fault::Refused(why) => (StatusCode::BAD_REQUEST, why.clone()),
        Fault::Forbidden(why) => (StatusCode::UNAUTHORIZED, why.clone()),
        other => {
            eprintln!("error: the interface for programs: {other:?}");
            (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong here".to_owned())
        }
    };
    let mut response = text(JSON, json!({ "error": why }).to_string());
    *response.status_mut() = status;
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn text(media: &'static str, body: String) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(media))], body).into_response()
}
