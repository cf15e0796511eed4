//! How a place's documents look: colour, logo, Word template, and layouts of packs of its own. All are files that a person
//! uploads on the Settings page.

use app::edit::Note;
use app::error::Error;
use app::packs::brand::NewBrand;
use app::site::Place;
use axum::extract::{Multipart, Path};

use super::settings::page;
use super::thing::{finished, problems, returned};
use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::Fields;
use crate::session::same;

/// An upload as it came: its files by the names of their fields, and the rest.
struct Sent {
    files: Vec<(String, Vec<u8>)>,
    fields: Fields,
}

impl Sent {
    fn file(&mut self, name: &str) -> Vec<u8> {
        let found = self.files.iter_mut().find(|(field, _)| field == name);
        found.map(|(_, bytes)| std::mem::take(bytes)).unwrap_or_default()
    }
}

/// The fields that hold files.
const FILES: [&str; 3] = ["logo", "template", "file"];

/// Reads an upload to the end; `look` names the place whose form it is.
async fn sent(ask: &Ask, place: &str, mut parts: Multipart) -> Result<Sent, Fault> {
    let (mut files, mut token) = (Vec::new(), String::new());
    let mut pairs = vec![("look".to_string(), place.to_string())];
    let broken = |e: axum::extract::multipart::MultipartError| match e.status() {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        _ => Fault::Bad(format!("The upload could not be read: {}.", e.body_text())),
    };
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_string();
        if FILES.contains(&name.as_str()) {
            files.push((name, part.bytes().await.map_err(broken)?.to_vec()));
            continue;
        }
        let value = part.text().await.map_err(broken)?;
        if name == "csrf" { token = value } else { pairs.push((name, value)) }
    }
    if !same(&token, &ask.csrf) {
        return Err(Fault::Stale);
    }
    Ok(Sent { files, fields: Fields::new(pairs) })
}

fn find(ask: &Ask, place: &str) -> Result<Place, Fault> {
    let places = ask.reader()?.places()?;
    places.into_iter().find(|p| p.id.to_string() == place).ok_or(Fault::NotFound)
}

fn wrong(ask: &Ask, fields: Fields, error: Error) -> Answer {
    let (problems, conflict, _) = problems(error)?;
    let status = conflict.clone();
    returned(page(ask, fields, problems, conflict), &status)
}

/// Sets the colour, the logo and the Word template of a place's documents.
pub(crate) async fn save(ask: Ask, Path(place): Path<String>, parts: Multipart) -> Answer {
    ask.administering()?;
    let mut sent = sent(&ask, &place, parts).await?;
    ask.work(move |ask| {
        let place = find(ask, &place)?;
        let logo = sent.file("logo");
        let template = sent.file("template");
        let fields = sent.fields;
        let drawn = match logo.is_empty() {
            true => Ok(logo),
            false => ask.visit.web.gate.press().picture(&logo),
        };
        let logo = match drawn {
            Ok(logo) => logo,
            Err(why) => return wrong(ask, fields, Error::field("logo", why)),
        };
        let new = NewBrand {
            colour: fields.get("colour").to_string(),
            alt: fields.get("alt").to_string(),
            logo,
            without_logo: fields.get("without") == "yes",
            template,
            without_template: fields.get("without_template") == "yes",
        };
        let said = "You changed the look of documents. Packs issued before stay as they are.";
        match ask.act(|site, ctx| site.administrator(ctx)?.set_brand(&place, &new, &Note::default())) {
            Ok(written) => Ok(finished(ask, "-", "/settings", said, written)),
            Err(error) => wrong(ask, fields, error),
        }
    })
    .await
}

/// Keeps a layout of packs of the council's own, or takes one away.
pub(crate) async fn layouts(ask: Ask, Path(place): Path<String>, parts: Multipart) -> Answer {
    ask.administering()?;
    let mut sent = sent(&ask, &place, parts).await?;
    ask.work(move |ask| {
        let place = find(ask, &place)?;
        let file = sent.file("file");
        let fields = sent.fields;
        let (name, note) = (fields.get("name").to_string(), Note::default());
        let done = if fields.get("do") == "away" {
            let seen = fields.get("seen").parse().unwrap_or(0);
            let said = "You took the layout away. Packs drafted with it keep it.";
            (ask.act(|site, ctx| site.administrator(ctx)?.drop_layout(&place, &name, seen, &note)), said)
        } else {
            let said = "You kept the layout. It is offered where a pack is drafted.";
            let kept = match String::from_utf8(file) {
                Ok(text) => ask.act(|site, ctx| site.administrator(ctx)?.keep_layout(&place, &text, &note)),
                Err(_) => Err(Error::field("layout", "The layout must be a text file: TOML, in UTF-8")),
            };
            (kept, said)
        };
        match done {
            (Ok(written), said) => Ok(finished(ask, "-", "/settings", said, written)),
            (Err(error), _) => wrong(ask, fields, error),
        }
    })
    .await
}
