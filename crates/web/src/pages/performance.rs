//! Performance: its home, its reports, a computed measure, the rows behind it; a plan's measure bound to a definition.

use app::edit::Note;
use app::lists::held::Which;
use app::views::performance::measure::ComputedPage;
use app::views::performance::sheet::{Sheet, csv};
use app::views::performance::{
    Performance, children, company, home::HomePage, management, reports, scorecard,
};
use axum::extract::{Path, Query};
use axum::response::Response;
use measures::Counted;
use model::day::Day;
use serde::Serialize;

use super::data::file_of;
use super::thing::finished;
use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::{Fields, Posted};
use crate::gate::plan_id;

type Asked = Query<Vec<(String, String)>>;

/// Does something with what is known of the performance of a plan's place.
pub(super) fn with<T>(
    ask: &Ask,
    plan: &str,
    work: impl FnOnce(&Performance<'_>) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let (reader, scene) = (ask.reader()?, ask.scene(plan)?);
    let performance = Performance::of(&reader, &scene, plan_id(plan)?)?;
    ask.time("performance", || work(&performance))
}

/// The performance page.
pub(crate) async fn home(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("performance.html", move |ask| {
        with(ask, &plan, |p| Ok(HomePage::of(p, ask.member.may_see_children())?))
    })
    .await
}

#[derive(Serialize)]
struct ReportPage {
    sheet: Sheet,
    /// Where its file is, below the plan's address.
    file: String,
}

/// A report as a page, or, called `….csv`, as a file.
pub(crate) async fn report(
    ask: Ask,
    Path((plan, name)): Path<(String, String)>,
    Query(pairs): Asked,
) -> Answer {
    let fields = Fields::new(pairs);
    ask.work(move |ask| {
        let (key, file) = match name.strip_suffix(".csv") {
            Some(key) => (key, true),
            None => (name.as_str(), false),
        };
        let sheet = with(ask, &plan, |p| sheet(ask, p, key, &fields))?;
        if file {
            return Ok(as_file(key, &sheet));
        }
        let query = ask.visit.query.clone();
        let file =
            format!("performance/{key}.csv{}", if query.is_empty() { query } else { format!("?{query}") });
        on_a_page(ask, sheet, file)
    })
    .await
}

/// A report as a page; its file is there, below the plan's address.
pub(super) fn on_a_page(ask: &Ask, sheet: Sheet, file: String) -> Answer {
    ask.visit.page("report.html", &ReportPage { sheet: children::for_a_page(sheet), file })
}

fn sheet(ask: &Ask, performance: &Performance<'_>, key: &str, fields: &Fields) -> Result<Sheet, Fault> {
    if let Some(card) = scorecard::find(key) {
        return Ok(scorecard::page(performance, card)?);
    }
    let on = performance.on(Day::parse_iso(fields.get("on")));
    match (key, on) {
        ("weekly", _) => Ok(reports::weekly(performance)?),
        ("overview", _) => Ok(management::page(performance)?),
        ("matrix", _) => Ok(reports::matrix(performance)?),
        ("company", _) => Ok(company::page(performance)?),
        ("tracker", Some(kept)) => {
            let team = Some(fields.get("team")).filter(|_| ask.visit.query.contains("team="));
            let due = ask.act(|site, ctx| site.due(&ctx, kept, team))?;
            Ok(children::tracker(kept, due.as_ref(), team))
        }
        ("seen-alone", Some(kept)) => {
            let found = performance.library.find(children::SEEN_ALONE).ok_or(Fault::NotFound)?;
            let rows = ask.act(|site, ctx| site.behind(&ctx, kept, found, &Which::default()))?;
            Ok(children::seen_alone(kept, rows.as_ref()))
        }
        ("tracker" | "seen-alone", None) => {
            Ok(Sheet { key: key.to_owned(), title: "Case lists".to_owned(), empty: true, ..Sheet::default() })
        }
        _ => Err(Fault::NotFound),
    }
}

pub(super) fn as_file(key: &str, sheet: &Sheet) -> Response {
    let day = sheet.as_at.as_deref().unwrap_or("none");
    file_of(&format!("{}-{day}.csv", key.replace('/', "-")), csv(sheet))
}

#[derive(Serialize)]
struct MeasurePage {
    measure: ComputedPage,
}

/// One computed measure.
pub(crate) async fn measure(
    ask: Ask,
    Path((plan, key)): Path<(String, String)>,
    Query(pairs): Asked,
) -> Answer {
    let on = Day::parse_iso(Fields::new(pairs).get("on"));
    ask.show("computed.html", move |ask| {
        with(ask, &plan, |p| {
            let workers = match (ask.member.may_see_children(), p.on(on), p.library.find(&key)) {
                (true, Some(kept), Some(found)) => ask.act(|site, ctx| site.by_worker(&ctx, kept, found))?,
                _ => None,
            };
            Ok(MeasurePage { measure: ComputedPage::of(p, &key, on, workers)? })
        })
    })
    .await
}

fn which(fields: &Fields) -> Which {
    let part = |name: &str| Some(fields.get(name).to_owned()).filter(|t| !t.is_empty());
    Which {
        service: part("service"),
        team: part("team"),
        worker: part("worker"),
        counted: match fields.get("counted") {
            "yes" => Some(Counted::Yes),
            "no" => Some(Counted::No),
            "out" => Some(Counted::Out),
            _ => None,
        },
    }
}

fn rows_sheet(ask: &Ask, plan: &str, key: &str, fields: &Fields) -> Result<Sheet, Fault> {
    with(ask, plan, |p| {
        let kept = p.on(Day::parse_iso(fields.get("on"))).ok_or(Fault::NotFound)?;
        let found = p.library.find(key).ok_or(Fault::NotFound)?;
        let which = which(fields);
        let rows = ask.act(|site, ctx| site.behind(&ctx, kept, found, &which))?;
        Ok(children::behind(found, kept, &which, rows.as_ref()))
    })
}

/// The rows behind a number.
pub(crate) async fn rows(ask: Ask, Path((plan, key)): Path<(String, String)>, Query(pairs): Asked) -> Answer {
    let fields = Fields::new(pairs);
    ask.work(move |ask| {
        let sheet = rows_sheet(ask, &plan, &key, &fields)?;
        let query = ask.visit.query.clone();
        let file =
            format!("computed/{key}/rows.csv{}", if query.is_empty() { query } else { format!("?{query}") });
        on_a_page(ask, sheet, file)
    })
    .await
}

/// The same as a file.
pub(crate) async fn rows_csv(
    ask: Ask,
    Path((plan, key)): Path<(String, String)>,
    Query(pairs): Asked,
) -> Answer {
    let fields = Fields::new(pairs);
    ask.work(move |ask| Ok(as_file(&key, &rows_sheet(ask, &plan, &key, &fields)?))).await
}

/// Binds a measure of the plan to a definition, or takes that back.
pub(crate) async fn bind(Path((plan, key)): Path<(String, String)>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.work(move |ask| {
        let (id, note) = (plan_id(&plan)?, Note::because(fields.get("why")));
        let back = fields.back(&format!("/plans/{plan}/measures"));
        let (said, written) = if fields.get("do") == "unbind" {
            let written = ask.act(|site, ctx| site.analyst(ctx)?.unbind(id, &key, &note))?;
            ("You took the binding back: its computed figures no longer count.", written)
        } else {
            let definition = fields.get("definition");
            let written = ask.act(|site, ctx| site.analyst(ctx)?.bind(id, &key, definition, &note))?;
            ("You bound the measure: its figures come from the case lists from now on.", written)
        };
        Ok(finished(ask, &plan, &back, said, written))
    })
    .await
}
