//! Bringing documents in: upload, review of what was read and would change, accept.

use app::import::{Choices, File};
use app::views::import::ImportPage;
use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse, Redirect};
use intake::columns::{ColumnRead, Corrections, MEANINGS, ROWS, RowRead};
use intake::reading::Reading;
use model::day::Day;
use serde::Serialize;

use super::thing::refused;
use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::{Fields, Posted, Problems};
use crate::session::token;
use crate::upload::Sent;
use crate::waiting::Upload;

#[derive(Default, Serialize)]
struct Import {
    problems: Problems,
}

/// The form.
pub(crate) async fn show(ask: Ask) -> Answer {
    ask.editing()?;
    ask.show("import.html", |_| Ok(Import::default())).await
}

/// Takes files, reads them and goes to their review.
pub(crate) async fn upload(ask: Ask, parts: Multipart) -> Answer {
    ask.editing()?;
    let files = Sent::read(&ask, parts).await?.files("files");
    ask.work(move |ask| {
        let mut problems = Problems::default();
        if files.is_empty() {
            problems.add("files", "Select a document");
        } else {
            match ask.time("read", || read(ask, &files)) {
                // Half a document would look like a new version from which actions are gone.
                Ok((reading, _)) if reading.unreadable().next().is_some() => {
                    for why in reading.unreadable() {
                        problems.add("files", format!("{}: {} {}", why.at.document, why.message, why.hint));
                    }
                }
                // Nothing in them: there is nothing to review.
                Ok((reading, _)) if reading.reconciliation.cells == 0 => {
                    let said = reading.findings.first().map(|f| format!("{} {}", f.message, f.hint));
                    problems
                        .add("files", said.unwrap_or_else(|| "There is nothing in these documents".into()));
                }
                Ok((reading, columns)) => {
                    let token = token().map_err(Fault::internal)?;
                    let to = format!("/import/{token}");
                    ask.visit.web.waiting.keep(token, ask.member.user, Upload { files, reading, columns });
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(why) => problems.add("files", why),
            }
        }
        refused(ask.visit.page("import.html", &Import { problems }))
    })
    .await
}

/// Reads files, with what people said before of the columns of the place they belong to.
fn read(ask: &Ask, files: &[File]) -> Result<(Reading, Corrections), String> {
    let gate = &ask.visit.web.gate;
    let reading = gate.read(files, &Corrections::default())?;
    let known = ask.reader().ok().and_then(|r| r.columns_known(&reading, &Choices::default()).ok());
    match known.filter(|k| !k.is_empty()) {
        Some(columns) => Ok((gate.read(files, &columns)?, columns)),
        None => Ok((reading, Corrections::default())),
    }
}

/// Reads the files again with what the person said of their columns and rows.
fn correct(ask: &Ask, token: &str, fields: &Fields) -> Answer {
    let upload = find(ask, token)?;
    let mut columns = upload.columns.clone();
    let said = fields.all("header").into_iter().zip(fields.all("means")).zip(fields.all("was"));
    for ((header, means), _) in said.filter(|((_, means), was)| means != was) {
        columns.set(header, means);
    }
    let said = fields.all("row").into_iter().zip(fields.all("is")).zip(fields.all("was_row"));
    for ((row, is), _) in said.filter(|((_, is), was)| is != was) {
        columns.set_row(row, is);
    }
    let mut problems = Problems::default();
    match ask.time("read", || ask.visit.web.gate.read(&upload.files, &columns)) {
        Ok(reading) => {
            let again = Upload { files: upload.files.clone(), reading, columns };
            ask.visit.web.waiting.replace(token, ask.member.user, again);
        }
        Err(why) => problems.add("columns", why),
    }
    draw(ask, token, fields, problems)
}

/// A column as it is shown.
#[derive(Serialize)]
struct Column {
    header: String,
    means: String,
    corrected: bool,
    at: String,
}

impl Column {
    fn of(read: &ColumnRead) -> Column {
        Column {
            header: read.header.clone(),
            means: read.means.clone(),
            corrected: read.corrected,
            at: read.at.to_string(),
        }
    }
}

/// A row as it is shown.
#[derive(Serialize)]
struct RowShown {
    words: String,
    is: String,
    corrected: bool,
    at: String,
}

impl RowShown {
    fn of(read: &RowRead) -> RowShown {
        RowShown {
            words: read.words.clone(),
            is: read.is.clone(),
            corrected: read.corrected,
            at: read.at.to_string(),
        }
    }
}

#[derive(Serialize)]
struct Review {
    page: ImportPage,
    token: String,
    place: String,
    day: String,
    why: String,
    /// The keys of the differences to be left out.
    leave: Vec<String>,
    /// Kinds of difference (`new`, `gone` …) to be left out altogether.
    leave_all: Vec<String>,
    /// The columns of the documents and what each was read as.
    columns: Vec<Column>,
    /// What a column can hold: the word it is kept by and what a person reads.
    meanings: Vec<(&'static str, &'static str)>,
    /// The rows of the plans' tables and what each was read as.
    rows: Vec<RowShown>,
    /// What a row can be: the word it is kept by and what a person reads.
    row_meanings: Vec<(&'static str, &'static str)>,
    problems: Problems,
}

/// What was read, and what accepting it would change.
pub(crate) async fn review(ask: Ask, Path(token): Path<String>) -> Answer {
    ask.editing()?;
    ask.work(move |ask| draw(ask, &token, &Fields::default(), Problems::default())).await
}

fn draw(ask: &Ask, token: &str, fields: &Fields, problems: Problems) -> Answer {
    let upload = find(ask, token)?;
    let choices = choices(fields);
    let preview = ask.reader()?.preview(&upload.reading, &choices, ask.visit.web.now().day)?;
    let view = Review {
        page: ImportPage::of(&upload.reading, &preview),
        token: token.to_string(),
        place: fields.get("place").to_string(),
        day: fields.get("day").to_string(),
        why: fields.get("why").to_string(),
        leave: words(fields, "leave"),
        leave_all: words(fields, "leave_all"),
        columns: upload.reading.columns.iter().map(Column::of).collect(),
        meanings: MEANINGS.to_vec(),
        rows: upload.reading.rows.iter().map(RowShown::of).collect(),
        row_meanings: ROWS.to_vec(),
        problems,
    };
    ask.visit.page("import-review.html", &view)
}

fn find(ask: &Ask, token: &str) -> Result<std::sync::Arc<Upload>, Fault> {
    ask.held(&ask.visit.web.waiting, token, "This upload is no longer held; upload the documents again")
}

/// What the person decided.
fn choices(fields: &Fields) -> Choices {
    let text = |name: &str| Some(fields.get(name).to_string()).filter(|t| !t.is_empty());
    Choices {
        place: text("place"),
        day: Day::parse_iso(fields.get("day")),
        leave: words(fields, "leave"),
        why: text("why"),
        ..Choices::default()
    }
}

fn words(fields: &Fields, name: &str) -> Vec<String> {
    fields.all(name).into_iter().map(str::to_string).collect()
}

/// What the person decided, with every difference of the kinds that are left out altogether.
fn with_all(ask: &Ask, upload: &Upload, fields: &Fields) -> Result<Choices, Fault> {
    let mut choices = choices(fields);
    let kinds = fields.all("leave_all");
    if !kinds.is_empty() {
        let preview = ask.reader()?.preview(&upload.reading, &choices, ask.visit.web.now().day)?;
        let items = preview.plans.into_iter().flat_map(|p| p.items);
        choices.leave.extend(items.filter(|i| kinds.contains(&i.what.word())).map(|i| i.key));
    }
    Ok(choices)
}

/// Accepts, looks again with other choices, or puts the upload away.
pub(crate) async fn decide(Path(token): Path<String>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.editing()?;
    ask.work(move |ask| match fields.get("do") {
        "away" => {
            ask.visit.web.waiting.forget(&token);
            Ok(ask.done("/import", "You put the documents away: nothing of them was kept.", None))
        }
        "again" => draw(ask, &token, &fields, Problems::default()),
        "columns" => correct(ask, &token, &fields),
        _ => {
            let upload = find(ask, &token)?;
            let choices = Choices { columns: upload.columns.clone(), ..with_all(ask, &upload, &fields)? };
            let accepted =
                ask.act(|site, ctx| site.editor(ctx)?.accept(&upload.files, &upload.reading, &choices))?;
            ask.visit.web.waiting.forget(&token);
            let to = accepted.plans.first().map_or_else(|| "/plans".to_string(), |p| format!("/plans/{p}"));
            let undo = accepted
                .plans
                .first()
                .zip(accepted.batches.first())
                .map(|(plan, batch)| format!("/plans/{plan}/undo-import/{batch}"));
            let mut text = match accepted.changes {
                0 => "Everything in these documents was kept already: nothing changed.".to_string(),
                n => format!("You imported the documents: {n} changes were recorded."),
            };
            if accepted.left > 0 {
                text.push_str(&format!(
                    " What you left out ({}) is as it was: import the same documents again to take it.",
                    accepted.left
                ));
            }
            Ok(ask.done(&to, text, undo))
        }
    })
    .await
}
