//! Packs: the list, a draft with its content and what people say of it, what was issued with its files.

use app::edit::Note;
use app::error::Error;
use app::packs::life::NewPack;
use app::packs::{Format, Made, Pack, Part};
use app::site::{Ctx, Site, Written};
use app::views::packs::{PackPage, PacksPage, kinds};
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use model::id::Id;
use serde::Serialize;

use super::thing::{finished, problems, returned};
use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::finish::ISSUED;
use crate::form::{Fields, Posted, Problems};
use crate::gate::plan_id;

/// Every pack of the plan.
pub(crate) async fn list(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.show("packs.html", move |ask| {
        let (day, past) = ask.visit.day();
        Ok(PacksPage::of(&ask.reader()?, plan_id(&plan)?, past.then_some(day))?)
    })
    .await
}

/// The same as a file.
pub(crate) async fn list_csv(ask: Ask, Path(plan): Path<String>) -> Answer {
    ask.work(move |ask| {
        let (day, past) = ask.visit.day();
        let page = PacksPage::of(&ask.reader()?, plan_id(&plan)?, past.then_some(day))?;
        Ok(super::data::as_csv(ask, "packs", &app::tables::pages::packs(&page.rows)))
    })
    .await
}

/// The form of a pack's terms.
#[derive(Serialize)]
struct TermsPage {
    /// A pack that is there already: its address and title.
    pack: Option<(String, String)>,
    /// What can be drafted: name, title, about, audience.
    kinds: Vec<(String, String, String, String)>,
    /// Boards that packs were made for before.
    boards: Vec<String>,
    /// Priorities: key and title.
    programmes: Vec<(String, String)>,
    /// The issued pack it is to take the place of: identity and title.
    supersedes: Option<(String, String)>,
    today: String,
    revision: u32,
    typed: Fields,
    problems: Problems,
    conflict: Vec<String>,
}

fn terms_page(ask: &Ask, plan: &str, pack: Option<&Pack>, typed: Fields) -> Result<TermsPage, Fault> {
    let (id, reader) = (plan_id(plan)?, ask.reader()?);
    let scene = ask.scene(plan)?;
    let packs = reader.packs(id)?;
    let mut boards: Vec<String> = packs.iter().map(|p| p.board.clone()).collect();
    boards.sort();
    boards.dedup();
    let old = typed.get("supersedes").parse::<Id>().ok();
    let old = old.and_then(|old| packs.iter().find(|p| p.id == old));
    let top = scene.plan.priorities.iter().filter(|p| p.parent.is_none());
    Ok(TermsPage {
        pack: pack.map(|p| (format!("/plans/{plan}/packs/{}", p.id), p.title.clone())),
        kinds: kinds(&reader, id)?,
        boards,
        programmes: top.map(|p| (p.key.clone(), p.title.clone())).collect(),
        supersedes: old.map(|p| (p.id.to_string(), p.title.clone())),
        today: ask.visit.web.now().day.iso(),
        revision: pack.map_or(0, |p| p.revision),
        typed,
        problems: Problems::default(),
        conflict: Vec::new(),
    })
}

/// What stands in the form of a pack's terms.
fn fields_of(pack: &Pack) -> Fields {
    let mut pairs = vec![
        ("board".to_string(), pack.board.clone()),
        ("title".to_string(), pack.title.clone()),
        ("part".to_string(), pack.part.word().to_string()),
        ("exempt_why".to_string(), pack.exempt_why.clone()),
        ("programme".to_string(), pack.programme.clone().unwrap_or_default()),
    ];
    let days =
        [("meeting", pack.meeting), ("as_of", Some(pack.as_of)), ("since", pack.since.as_ref().map(|s| s.0))];
    for (name, day) in days {
        if let Some(day) = day {
            pairs.push((format!("{name}-day"), day.day_of_month().to_string()));
            pairs.push((format!("{name}-month"), day.month().to_string()));
            pairs.push((format!("{name}-year"), day.year().to_string()));
        }
    }
    Fields::new(pairs)
}

/// What a person typed; what is no day is said at its field.
fn read(fields: &Fields, problems: &mut Problems) -> NewPack {
    let mut day = |name: &str, what: &str| match fields.day(name, what) {
        Ok(day) => day,
        Err(why) => {
            problems.add(name, why);
            None
        }
    };
    NewPack {
        meeting: day("meeting", "The day of the meeting"),
        as_of: day("as_of", "The day it speaks of"),
        since: day("since", "The day it compares with"),
        layout: fields.get("layout").to_string(),
        own: fields.get("own").to_string(),
        board: fields.get("board").to_string(),
        part: Part::from_word(fields.get("part")),
        exempt_why: fields.get("exempt_why").to_string(),
        programme: fields.get("programme").to_string(),
        title: fields.get("title").to_string(),
        supersedes: fields.get("supersedes").parse().ok(),
    }
}

/// The form for a new pack; `supersedes` names the issued one whose place it is to take.
pub(crate) async fn new(
    ask: Ask,
    Path(plan): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    ask.editing()?;
    ask.show("pack-terms.html", move |ask| {
        let asked = Fields::new(pairs);
        let (id, old) = (plan_id(&plan)?, asked.get("supersedes").parse::<Id>().ok());
        let typed = match old {
            Some(old) => {
                let pack = ask.reader()?.pack(id, old)?;
                fields_of(&pack).with("layout", &pack.layout.name).with("supersedes", &old.to_string())
            }
            None => Fields::default().with("layout", "board"),
        };
        terms_page(ask, &plan, None, typed)
    })
    .await
}

/// Drafts it.
pub(crate) async fn draft(Path(plan): Path<String>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.work(move |ask| {
        let id = plan_id(&plan)?;
        let mut wrong = Problems::default();
        let new = read(&fields, &mut wrong);
        if wrong.none() {
            match ask.act(|site, ctx| site.packs(ctx)?.draft(id, &new, &Note::default())) {
                Ok(written) => {
                    let made = written.created.map_or_else(String::new, |id| format!("/{id}"));
                    let to = format!("/plans/{plan}/packs{made}");
                    return Ok(ask.done(&to, "You drafted the pack.", None));
                }
                Err(error) => (wrong, _, _) = problems(error)?,
            }
        }
        let page = TermsPage { problems: wrong, ..terms_page(ask, &plan, None, fields)? };
        returned(ask.visit.page("pack-terms.html", &page), &[])
    })
    .await
}

/// The terms of a draft, to be changed.
pub(crate) async fn terms(ask: Ask, Path((plan, pack)): Path<(String, String)>) -> Answer {
    ask.editing()?;
    ask.show("pack-terms.html", move |ask| {
        let pack = find(ask, &plan, &pack)?;
        let typed = fields_of(&pack);
        terms_page(ask, &plan, Some(&pack), typed)
    })
    .await
}

/// Changes them.
pub(crate) async fn change(Path((plan, pack)): Path<(String, String)>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.work(move |ask| {
        let pack = find(ask, &plan, &pack)?;
        let seen = fields.get("seen").parse().unwrap_or(pack.revision);
        let to = format!("/plans/{plan}/packs/{}", pack.id);
        let (mut wrong, mut conflict) = (Problems::default(), Vec::new());
        let new = read(&fields, &mut wrong);
        if wrong.none() {
            match ask.act(|site, ctx| site.packs(ctx)?.change(&pack, seen, &new, &Note::default())) {
                Ok(written) => return Ok(finished(ask, &plan, &to, "You changed the pack.", written)),
                Err(error) => (wrong, conflict, _) = problems(error)?,
            }
        }
        let page = TermsPage { problems: wrong, conflict, ..terms_page(ask, &plan, Some(&pack), fields)? };
        returned(ask.visit.page("pack-terms.html", &page), &page.conflict)
    })
    .await
}

fn find(ask: &Ask, plan: &str, pack: &str) -> Result<Pack, Fault> {
    Ok(ask.reader()?.pack(plan_id(plan)?, plan_id(pack)?)?)
}

/// A pack with what can be done with it.
#[derive(Serialize)]
struct Shown {
    pack: PackPage,
    /// The formats this site makes: word and name.
    formats: Vec<(&'static str, &'static str)>,
    /// Those in which an issued pack was not kept and is made again from its record when it is asked for.
    again: Vec<(&'static str, &'static str)>,
    typed: Fields,
    problems: Problems,
    conflict: Vec<String>,
}

fn shown(ask: &Ask, plan: &str, pack: &str) -> Result<Shown, Fault> {
    let reader = ask.reader()?;
    let again = again(ask, &find(ask, plan, pack)?);
    let pack =
        ask.time("compose", || PackPage::of(&reader, plan_id(plan)?, plan_id(pack)?).map_err(Fault::from))?;
    let formats = ask.visit.web.gate.press().formats().iter().map(|f| (f.word(), f.name())).collect();
    let unkept = |f: &Format| !pack.row.files.iter().any(|k| k.format == f.word());
    let again = again.into_iter().filter(unkept).map(|f| (f.word(), f.name())).collect();
    let (typed, problems, conflict) = Default::default();
    Ok(Shown { pack, formats, again, typed, problems, conflict })
}

/// One pack.
pub(crate) async fn show(ask: Ask, Path((plan, pack)): Path<(String, String)>) -> Answer {
    ask.show("pack.html", move |ask| shown(ask, &plan, &pack)).await
}

/// What a person does with a pack: `do` says what.
pub(crate) async fn act(Path((plan, pack)): Path<(String, String)>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.work(move |ask| {
        let kept = find(ask, &plan, &pack)?;
        let here = format!("/plans/{plan}/packs/{pack}");
        let section = fields.get("section").to_string();
        let doing = fields.get("do").to_string();
        match ask.act(|site, ctx| done(ask, site, ctx, &kept, &fields)) {
            Ok(written) => {
                let to = match doing.as_str() {
                    "away" => format!("/plans/{plan}/packs"),
                    "write" | "strike" | "release" => format!("{here}#{section}"),
                    _ => here,
                };
                let said = match doing.as_str() {
                    "write" => "You wrote on the pack.",
                    "strike" => "You took the words off the pack.",
                    "release" => "You released the words of this section for publication.",
                    "approve" => "You approved the pack as you saw it. What changes in the plan from now on is not in it.",
                    "issue" => "You issued the pack. It stays as it is, for ever.",
                    _ => "You put the draft away.",
                };
                if doing == "issue" {
                    // It cannot be taken back.
                    return Ok(ask.done(&to, said, None));
                }
                Ok(finished(ask, &plan, &to, said, written))
            }
            Err(error) => {
                let (mut wrong, conflict, _) = problems(error)?;
                if doing == "write" {
                    wrong.rename(&[("text", &format!("text-{section}"))]);
                }
                let view = Shown { typed: fields, problems: wrong, conflict, ..shown(ask, &plan, &pack)? };
                returned(ask.visit.page("pack.html", &view), &view.conflict)
            }
        }
    })
    .await
}

fn done(ask: &Ask, site: &Site, ctx: Ctx<'_>, pack: &Pack, fields: &Fields) -> Result<Written, Error> {
    let mut packs = site.packs(ctx)?;
    let (section, note) = (fields.get("section"), Note::because(fields.get("why")));
    let seen = fields.get("seen").parse().unwrap_or(pack.revision);
    match fields.get("do") {
        "write" => packs.write(pack, section, fields.get("text"), &note),
        "strike" => {
            let words = fields.get("words").parse();
            let gone = || Error::NotFound("These words were taken off already".to_owned());
            packs.strike(pack, words.map_err(|_| gone())?, seen, &note)
        }
        "release" => packs.release(pack, section, fields.get("content"), &note),
        "approve" => packs.approve(pack, seen, fields.get("known").parse().unwrap_or(0), &note),
        "issue" => {
            let press = ask.visit.web.gate.press();
            if press.formats().is_empty() {
                return Err(Error::Refused(
                    "This site makes no files: issue the pack from another".to_owned(),
                ));
            }
            packs.issue(pack, seen, press, &note)
        }
        "away" => packs.put_away(pack, seen, &note),
        _ => Err(Error::Refused("Choose what to do with the pack".to_owned())),
    }
}

/// A draft as a file, as it would be issued now.
pub(crate) async fn preview(ask: Ask, Path((plan, pack, format)): Path<(String, String, String)>) -> Answer {
    ask.work(move |ask| {
        let pack = find(ask, &plan, &pack)?;
        let format = Format::from_word(&format).ok_or(Fault::NotFound)?;
        if !pack.state().open() {
            return Err(Fault::Refused("An issued pack has its own files".into()));
        }
        let made = Made::of(&ask.reader()?, &pack, ask.visit.web.gate.press(), &[format])?;
        let (_, name, bytes) = made.files.into_iter().next().ok_or(Fault::NotFound)?;
        Ok(download(format, &format!("draft-{name}"), bytes))
    })
    .await
}

/// A file of an issued pack, as it was issued.
pub(crate) async fn file(ask: Ask, Path((plan, pack, format)): Path<(String, String, String)>) -> Answer {
    ask.work(move |ask| {
        let pack = find(ask, &plan, &pack)?;
        let reader = ask.reader()?;
        let files = reader.pack_files(pack.id)?;
        let kept = files.iter().find(|f| f.format == format);
        let format = Format::from_word(&format).ok_or(Fault::NotFound)?;
        match kept {
            Some(file) => Ok(download(format, &file.name, reader.pack_bytes(file)?)),
            None if again(ask, &pack).contains(&format) => {
                let made = Made::of(&reader, &pack, ask.visit.web.gate.press(), &[format])?;
                let (_, name, bytes) = made.files.into_iter().next().ok_or(Fault::NotFound)?;
                Ok(download(format, &name, bytes))
            }
            None => Err(Fault::NotFound),
        }
    })
    .await
}

/// Formats in which an issued pack can be made again from its record, by the version of the program that made it.
fn again(ask: &Ask, pack: &Pack) -> Vec<Format> {
    let can = pack.issued.is_some() && pack.program == app::packs::life::PROGRAM;
    ask.visit.web.gate.press().formats().iter().copied().filter(|_| can).collect()
}

/// Bytes as a file; a page stands by itself, without anything of ours around it.
fn download(format: Format, name: &str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let how = if format == Format::Html { "inline" } else { "attachment" };
    let all = response.headers_mut();
    all.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media()));
    if let Ok(value) = HeaderValue::from_str(&format!("{how}; filename=\"{name}\"")) {
        all.insert(header::CONTENT_DISPOSITION, value);
    }
    if format == Format::Html {
        all.insert(ISSUED, HeaderValue::from_static("1"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::{Fields, Part, Problems, read};
    use model::day::Day;

    #[test]
    fn the_terms_are_read_as_they_were_typed() {
        let pairs = [
            ("meeting-day", "12"),
            ("meeting-month", "3"),
            ("meeting-year", "2026"),
            ("part", "i"),
            ("as_of-day", "1"),
        ];
        let fields = Fields::new(pairs.map(|(n, v)| (n.to_string(), v.to_string())).to_vec());
        let mut wrong = Problems::default();
        let new = read(&fields, &mut wrong);
        assert_eq!((new.meeting, new.part), (Day::new(2026, 3, 12), Some(Part::I)));
        assert!(!wrong.none(), "a day without its month");
    }
}
