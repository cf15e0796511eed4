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
use crate::upload::Sent;

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
    let mut sent = Sent::read(&ask, parts).await?;
    ask.work(move |ask| {
        let place = find(ask, &place)?;
        let logo = sent.bytes("logo");
        let template = sent.bytes("template");
        let fields = sent.fields.with("look", &place.id.to_string());
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
    let mut sent = Sent::read(&ask, parts).await?;
    ask.work(move |ask| {
        let place = find(ask, &place)?;
        let file = sent.bytes("file");
        let fields = sent.fields.with("look", &place.id.to_string());
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
