//! Published tables: loaded, taken back; which authority we are; one published measure.

use app::edit::Note;
use app::views::performance::published::{self, PublishedPage};
use axum::extract::{Multipart, Path};
use serde::Serialize;

use super::performance::{as_file, on_a_page, with};
use super::thing::{problems, refused};
use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::{Fields, Posted, Problems};
use crate::gate::plan_id;
use crate::upload::Sent;

#[derive(Serialize)]
struct Page {
    published: PublishedPage,
    typed: Fields,
    problems: Problems,
}

fn page(ask: &Ask, plan: &str, typed: Fields, problems: Problems) -> Answer {
    let published = with(ask, plan, |p| Ok(PublishedPage::of(p)?))?;
    ask.visit.page("published.html", &Page { published, typed, problems })
}

/// The tables, and the forms for more.
pub(crate) async fn show(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.work(move |ask| page(ask, &plan, Fields::default(), Problems::default())).await
}

/// Loads tables.
pub(crate) async fn load(ask: Ask, Path(plan): Path<String>, parts: Multipart) -> Answer {
    ask.need_measuring()?;
    let mut sent = Sent::read(&ask, parts).await?;
    let (files, fields) = (sent.files("files"), sent.fields);
    ask.work(move |ask| {
        let mut wrong = Problems::default();
        wrong.need(!files.is_empty(), "files", "Select the tables");
        let published = fields.day("published", "The day of publication").unwrap_or_else(|message| {
            wrong.add("published", message);
            None
        });
        if !wrong.none() {
            return refused(page(ask, &plan, fields, wrong));
        }
        let place = ask.reader()?.place_of(plan_id(&plan)?)?;
        let (source, note) = (fields.get("source"), Note::because(fields.get("why")));
        let mut said = Vec::new();
        for file in &files {
            let loaded = ask.time("load", || {
                ask.act(|site, ctx| {
                    let table = (file.name.as_str(), file.bytes.as_slice());
                    site.analyst(ctx)?.load_published(place, table, source, published, &note)
                })
            });
            match loaded {
                Ok(loaded) if !loaded.new => {
                    said.push(format!("{} was loaded already: nothing changed.", file.name));
                }
                Ok(loaded) => {
                    let mut words = format!(
                        "{}: {} of {}.",
                        file.name,
                        app::words::count(loaded.rows, "row"),
                        loaded.what
                    );
                    if let Some(first) = loaded.rejected.first() {
                        words += &format!(
                            " {} cannot be used, the first in line {}: {}.",
                            app::words::count(loaded.rejected.len(), "row"),
                            first.line,
                            first.say
                        );
                    }
                    said.push(words);
                }
                Err(error) => {
                    let (problems, _, _) = problems(error)?;
                    return refused(page(ask, &plan, fields, problems));
                }
            }
        }
        Ok(ask.done(&format!("/plans/{plan}/published"), said.join(" "), None))
    })
    .await
}

/// Says which authority we are, or takes a table back.
pub(crate) async fn act(Path(plan): Path<String>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.need_measuring()?;
    ask.work(move |ask| {
        let place = ask.reader()?.place_of(plan_id(&plan)?)?;
        let to = format!("/plans/{plan}/published");
        if fields.get("do") == "unload" {
            let table = fields.get("table").parse().map_err(|_| Fault::NotFound)?;
            ask.act(|site, ctx| site.analyst(ctx)?.unload_published(place, table, fields.get("why")))?;
            return Ok(ask.done(&to, "You took the table back: it counts no longer.", None));
        }
        let named = fields.get("authority");
        match ask.act(|site, ctx| site.analyst(ctx)?.set_authority(place, named, &Note::default())) {
            Ok(_) => Ok(ask.done(&to, "You said which authority you are.", None)),
            Err(error) => {
                let (problems, _, _) = problems(error)?;
                refused(page(ask, &plan, fields, problems))
            }
        }
    })
    .await
}

/// One published measure, or, called `….csv`, its tables as a file.
pub(crate) async fn measure(ask: Ask, Path((plan, key)): Path<(String, String)>) -> Answer {
    ask.work(move |ask| match key.strip_suffix(".csv") {
        Some(key) => Ok(as_file(key, &with(ask, &plan, |p| Ok(published::measure(p, key)?))?)),
        None => {
            let sheet = with(ask, &plan, |p| Ok(published::measure(p, &key)?))?;
            on_a_page(ask, sheet, format!("published/{key}.csv"))
        }
    })
    .await
}
