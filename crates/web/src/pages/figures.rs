//! Figures that people state: one typed in, a file of them previewed and kept, taken back.

use app::edit::Note;
use app::figures::{FigureFile, Typed, file};
use app::views::performance::figures::{FiguresPage, FiguresReview};
use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse, Redirect};
use serde::Serialize;

use super::data::file_of;
use super::performance::with;
use super::thing::{problems, refused};
use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::{Fields, Posted, Problems};
use crate::gate::plan_id;
use crate::session::token;
use crate::upload::Sent;
use crate::waiting::StatedFile;

#[derive(Serialize)]
struct Page {
    figures: FiguresPage,
    typed: Fields,
    problems: Problems,
}

fn page(ask: &Ask, plan: &str, typed: Fields, problems: Problems) -> Answer {
    let figures = with(ask, plan, |p| Ok(FiguresPage::of(p)?))?;
    ask.visit.page("figures.html", &Page { figures, typed, problems })
}

/// The figures, the form for one, the upload of many.
pub(crate) async fn show(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.work(move |ask| page(ask, &plan, Fields::default(), Problems::default())).await
}

/// The example of a file, or any other of the page's files.
pub(crate) async fn example(_ask: Ask) -> Answer {
    Ok(file_of("figures-example.csv", file::EXAMPLE.to_owned()))
}

/// Keeps one figure, or takes a file back.
pub(crate) async fn save(Path(plan): Path<String>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.need_measuring()?;
    ask.work(move |ask| {
        let place = ask.reader()?.place_of(plan_id(&plan)?)?;
        let to = format!("/plans/{plan}/figures");
        if fields.get("do") == "unstate" {
            let import = fields.get("file").parse().map_err(|_| Fault::NotFound)?;
            ask.act(|site, ctx| site.analyst(ctx)?.unstate_file(place, import, fields.get("why")))?;
            return Ok(ask.done(&to, "You took the file back: its figures count no longer.", None));
        }
        let text = |name: &str| fields.get(name).to_owned();
        let mut wrong = Problems::default();
        let mut a_day = |name: &str, what: &str| match fields.day(name, what) {
            Ok(day) => day.map(model::day::Day::iso).unwrap_or_default(),
            Err(message) => {
                wrong.add(name, message);
                String::new()
            }
        };
        let typed = Typed {
            from: a_day("from", "The first day"),
            to: a_day("to", "The last day"),
            as_at: a_day("as_at", "The as-at day"),
            measure: text("measure"),
            service: text("service"),
            numerator: text("numerator"),
            denominator: text("denominator"),
            value: text("value"),
            source: text("source"),
        };
        if !wrong.none() {
            return refused(page(ask, &plan, fields, wrong));
        }
        let note = Note::because(fields.get("why"));
        match ask.act(|site, ctx| site.analyst(ctx)?.state(place, &typed, &note)) {
            Ok(kept) => {
                let said = match (kept.new, kept.restated) {
                    (0, 0) => "The same figure is known already: nothing changed.",
                    (0, _) => "You restated the figure: the earlier one stays beside it.",
                    _ => "You typed the figure in.",
                };
                let undo = kept.act.map(|act| format!("/plans/{plan}/undo/{act}"));
                Ok(ask.done(&to, said, undo))
            }
            Err(error) => {
                let (problems, _, _) = problems(error)?;
                refused(page(ask, &plan, fields, problems))
            }
        }
    })
    .await
}

/// Takes a file, reads it and goes to its preview.
pub(crate) async fn upload(ask: Ask, Path(plan): Path<String>, parts: Multipart) -> Answer {
    ask.need_measuring()?;
    let mut sent = Sent::read(&ask, parts).await?;
    let (files, fields) = (sent.files("files"), sent.fields);
    ask.work(move |ask| {
        let mut wrong = Problems::default();
        let Some(given) = files.into_iter().next() else {
            wrong.add("files", "Select the file of figures");
            return refused(page(ask, &plan, fields, wrong));
        };
        let reader = ask.reader()?;
        let library = reader.library(reader.place_of(plan_id(&plan)?)?)?;
        match FigureFile::read(&given.name, &given.bytes, &library, ask.visit.web.now().day) {
            Ok(read) => {
                let token = token().map_err(Fault::internal)?;
                let to = format!("/plans/{plan}/figures/review/{token}");
                ask.visit.web.figures.keep(token, ask.member.user, StatedFile { bytes: given.bytes, read });
                Ok(Redirect::to(&to).into_response())
            }
            Err(why) => {
                wrong.add("files", why);
                refused(page(ask, &plan, fields, wrong))
            }
        }
    })
    .await
}

#[derive(Serialize)]
struct Review {
    review: FiguresReview,
    token: String,
}

fn find(ask: &Ask, token: &str) -> Result<std::sync::Arc<StatedFile>, Fault> {
    ask.held(&ask.visit.web.figures, token, "This file is no longer held; upload it again")
}

/// What a file would change.
pub(crate) async fn review(ask: Ask, Path((plan, token)): Path<(String, String)>) -> Answer {
    ask.need_measuring()?;
    ask.show("figures-review.html", move |ask| {
        let held = find(ask, &token)?;
        let reader = ask.reader()?;
        let known = reader.stated(reader.place_of(plan_id(&plan)?)?, ask.visit.web.now().day)?;
        Ok(Review { review: FiguresReview::of(&held.read, &known), token })
    })
    .await
}

/// Keeps a file's figures, or discards it.
pub(crate) async fn decide(Path((plan, token)): Path<(String, String)>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.need_measuring()?;
    ask.work(move |ask| {
        let to = format!("/plans/{plan}/figures");
        if fields.get("do") == "discard" {
            ask.visit.web.figures.forget(&token);
            return Ok(ask.done(&to, "You discarded the file: nothing of it was kept.", None));
        }
        let held = find(ask, &token)?;
        let place = ask.reader()?.place_of(plan_id(&plan)?)?;
        let note = Note::because(fields.get("why"));
        let kept =
            ask.act(|site, ctx| site.analyst(ctx)?.state_file(place, &held.read, &held.bytes, &note))?;
        ask.visit.web.figures.forget(&token);
        let said = match kept.new + kept.restated {
            0 => "Every figure of the file is known already: nothing changed.".to_owned(),
            n => format!(
                "You kept {}, {} of them restated; {} left as known.",
                app::words::count(n, "figure"),
                kept.restated,
                kept.known
            ),
        };
        let undo = kept.act.map(|act| format!("/plans/{plan}/undo/{act}"));
        Ok(ask.done(&to, said, undo))
    })
    .await
}
