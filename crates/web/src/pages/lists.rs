//! Case lists: upload, review of what was read, keep or discard; teams and their services; data quality; who looked.

use app::edit::Note;
use app::error::Error;
use app::lists::issues::{Issue, STATES};
use app::lists::{Delivered, teams};
use app::views::performance::lists::{ListsPage, ReviewPage, unreadable};
use app::views::performance::quality::QualityPage;
use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse, Redirect};
use measures::calendar::Calendar;
use model::day::Day;
use serde::Serialize;

use super::thing::{problems, refused};
use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::{Fields, Posted, Problems};
use crate::gate::{ListsAsked, plan_id};
use crate::session::token;
use crate::upload::Sent;
use crate::waiting::Lists;

#[derive(Serialize)]
struct Page {
    lists: ListsPage,
    typed: Fields,
    problems: Problems,
}

fn lists_page(ask: &Ask, plan: &str) -> Result<ListsPage, Fault> {
    let reader = ask.reader()?;
    let place = reader.place_of(plan_id(plan)?)?;
    let kept = reader.snapshots(place, ask.day())?;
    Ok(ListsPage::of(&kept, &reader.list_settings(place, ask.day())?, ask.day()))
}

fn page(ask: &Ask, plan: &str, typed: Fields, problems: Problems) -> Answer {
    let lists = lists_page(ask, plan)?;
    ask.visit.page("lists.html", &Page { lists, typed, problems })
}

/// The snapshots kept, and the form for more.
pub(crate) async fn show(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.need_measuring()?;
    ask.work(move |ask| {
        // The page says what is here: what is due meanwhile goes first.
        ask.act(|site, ctx| site.destroy_due(ctx))?;
        page(ask, &plan, Fields::default(), Problems::default())
    })
    .await
}

/// Takes files, reads them and goes to their review.
pub(crate) async fn upload(ask: Ask, Path(plan): Path<String>, parts: Multipart) -> Answer {
    ask.need_measuring()?;
    let mut sent = Sent::read(&ask, parts).await?;
    let (files, fields) = (sent.files("files"), sent.fields);
    ask.work(move |ask| {
        let mut wrong = Problems::default();
        wrong.need(!files.is_empty(), "files", "Select the case lists");
        let as_at = fields.day("as_at", "The day the lists speak of").unwrap_or_else(|message| {
            wrong.add("as_at", message);
            None
        });
        if as_at.is_none() && wrong.none() {
            wrong.add("as_at", "Enter the day the lists speak of");
        }
        if as_at.is_some_and(|d| d > ask.visit.web.now().day) {
            wrong.add("as_at", "The day the lists speak of must be today or in the past");
        }
        let (Some(as_at), true) = (as_at, wrong.none()) else {
            return refused(page(ask, &plan, fields, wrong));
        };
        let reader = ask.reader()?;
        let settings = reader.list_settings(reader.place_of(plan_id(&plan)?)?, as_at)?;
        let pseudonyms = fields.get("pseudonyms") == "yes";
        let asked = ListsAsked { as_at, teams: settings.teams, pseudonyms };
        match ask.time("read", || ask.visit.web.gate.read_lists(&files, &asked)) {
            Ok(read) => {
                let token = token().map_err(Fault::internal)?;
                let to = format!("/plans/{plan}/lists/review/{token}");
                ask.visit.web.lists.keep(token, ask.member.user, Lists { files, read, pseudonyms });
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
    review: ReviewPage,
    token: String,
}

fn find(ask: &Ask, token: &str) -> Result<std::sync::Arc<Lists>, Fault> {
    ask.held(&ask.visit.web.lists, token, "These case lists are no longer held; upload them again")
}

/// What was read.
pub(crate) async fn review(ask: Ask, Path((plan, token)): Path<(String, String)>) -> Answer {
    ask.need_measuring()?;
    ask.show("lists-review.html", move |ask| {
        let held = find(ask, &token)?;
        let reader = ask.reader()?;
        let kept = reader.snapshots(reader.place_of(plan_id(&plan)?)?, ask.visit.web.now().day)?;
        Ok(Review { review: ReviewPage::of(&held.read, &kept), token })
    })
    .await
}

/// Keeps what was read, or discards it.
pub(crate) async fn decide(Path((plan, token)): Path<(String, String)>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.need_measuring()?;
    ask.work(move |ask| {
        let to = format!("/plans/{plan}/lists");
        if fields.get("do") == "discard" {
            ask.visit.web.lists.forget(&token);
            return Ok(ask.done(&to, "You discarded the case lists: nothing of them was kept.", None));
        }
        let held = find(ask, &token)?;
        if let Some(why) = unreadable(&held.read).first() {
            return Err(Fault::Refused(format!("Nothing was kept, because part of it cannot be read. {why}")));
        }
        let place = ask.reader()?.place_of(plan_id(&plan)?)?;
        let files: Vec<(String, Vec<u8>)> = held.files.iter().map(|f| (f.name.clone(), f.bytes.clone())).collect();
        let calendar = Calendar::england();
        let delivered = Delivered {
            snapshot: &held.read.snapshot,
            files: &files,
            pseudonyms: held.pseudonyms,
            calendar: &calendar,
        };
        let note = Note::because(fields.get("why"));
        let kept =
            ask.time("keep", || ask.act(|site, ctx| site.analyst(ctx)?.keep_lists(place, &delivered, &note)))?;
        ask.visit.web.lists.forget(&token);
        let said = match (kept.new, kept.observations) {
            (false, _) => "The same lists of the same day were kept already: nothing changed.".to_owned(),
            (true, 0) => format!("You kept the case lists. Their rows are destroyed after {}.", kept.until.long()),
            (true, n) => format!(
                "You kept the case lists; {} of the plan’s measures recorded. Their rows are destroyed after {}.",
                app::words::count(n, "figure"),
                kept.until.long()
            ),
        };
        Ok(ask.done(&format!("/plans/{plan}/performance"), said, None))
    })
    .await
}

#[derive(Serialize)]
struct TeamsPage {
    lists: ListsPage,
    typed: Fields,
    problems: Problems,
}

/// The services of teams.
pub(crate) async fn teams(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.need_measuring()?;
    ask.show("lists-teams.html", move |ask| {
        let lists = lists_page(ask, &plan)?;
        let typed =
            Fields::default().with("teams", &lists.teams).with("keep_days", &lists.keep_days.to_string());
        Ok(TeamsPage { lists, typed, problems: Problems::default() })
    })
    .await
}

/// Sets the services of teams.
pub(crate) async fn set_teams(Path(plan): Path<String>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.need_measuring()?;
    ask.work(move |ask| {
        let place = ask.reader()?.place_of(plan_id(&plan)?)?;
        let more = fields.all("team").into_iter().zip(fields.all("service"));
        let more = more.map(|(team, service)| (team.to_owned(), service.to_owned())).collect();
        let table = teams::with_teams(fields.get("teams"), &more);
        let note = Note::because(fields.get("why"));
        let set =
            ask.act(|site, ctx| site.analyst(ctx)?.set_lists(place, &table, fields.get("keep_days"), &note));
        match set {
            Ok(_) => {
                let said = "You set the services of the teams: they hold for case lists kept from now on.";
                Ok(ask.done(&format!("/plans/{plan}/lists"), said, None))
            }
            Err(error) => {
                let (problems, _, _) = problems(error)?;
                let lists = lists_page(ask, &plan)?;
                refused(ask.visit.page("lists-teams.html", &TeamsPage { lists, typed: fields, problems }))
            }
        }
    })
    .await
}

#[derive(Serialize)]
struct Quality {
    quality: QualityPage,
    states: Vec<(&'static str, &'static str)>,
    typed: Fields,
    problems: Problems,
}

fn quality_page(ask: &Ask, plan: &str, typed: Fields, problems: Problems) -> Answer {
    let reader = ask.reader()?;
    let place = reader.place_of(plan_id(plan)?)?;
    let kept = reader.snapshots(place, ask.day())?;
    let quality = QualityPage::of(&kept, &reader.issues(place, ask.day())?, ask.day());
    ask.visit.page("lists-quality.html", &Quality { quality, states: STATES.to_vec(), typed, problems })
}

/// Data quality over the snapshots.
pub(crate) async fn quality(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.work(move |ask| quality_page(ask, &plan, Fields::default(), Problems::default())).await
}

/// Says who follows a fault up.
pub(crate) async fn follow_up(Path(plan): Path<String>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.need_measuring()?;
    ask.work(move |ask| {
        let place = ask.reader()?.place_of(plan_id(&plan)?)?;
        let due = fields.get("due");
        let issue = Issue {
            rule: fields.get("rule").to_owned(),
            owner: fields.get("owner").to_owned(),
            state: fields.get("state").to_owned(),
            due: Day::parse_iso(due),
            note: fields.get("note").to_owned(),
            revision: fields.get("revision").parse().unwrap_or(0),
        };
        let done = if !due.is_empty() && issue.due.is_none() {
            Err(Error::field("due", "By when must be a real date"))
        } else {
            ask.act(|site, ctx| site.analyst(ctx)?.follow_up(place, &issue, &Note::default()))
        };
        match done {
            Ok(_) => {
                Ok(ask.done(&format!("/plans/{plan}/lists/quality"), "You noted who follows it up.", None))
            }
            Err(error) => {
                let (problems, _, _) = problems(error)?;
                refused(quality_page(ask, &plan, fields, problems))
            }
        }
    })
    .await
}

#[derive(Serialize)]
struct Looks {
    looks: Vec<(String, String, String, String)>,
}

/// Everybody who looked at rows about children.
pub(crate) async fn looks(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("lists-looks.html", move |ask| {
        ask.scene(&plan)?;
        let all = ask.act(|site, ctx| site.looks(&ctx))?;
        let looks = all.into_iter().take(500).map(|e| {
            let day = Day::from_number(i32::try_from(e.at_ms.div_euclid(86_400_000)).unwrap_or(0));
            (day.map(Day::iso).unwrap_or_default(), e.who, e.what, e.about)
        });
        Ok(Looks { looks: looks.collect() })
    })
    .await
}
