//! What is loaded beside documents: a week's case lists, published tables, stated figures.

use super::super::lists::Week;
use super::super::story::{Dated, StoryAct};
use super::Telling;
use crate::error::Error;
use crate::figures::FigureFile;
use crate::site::{Reader, Who};
use model::id::Id;

/// The place of the story.
fn place(reader: &Reader) -> Result<Id, Error> {
    reader.places()?.first().map(|p| p.id).ok_or_else(|| Error::NotFound("There is no place yet".to_owned()))
}

impl Telling<'_> {
    /// Does an act that loads something; `None` where it is another.
    pub(super) fn load(
        &mut self,
        dated: &Dated,
        who: &Who,
        file: &dyn Fn(&str) -> Result<Vec<u8>, String>,
    ) -> Option<Result<(), String>> {
        let done = match &dated.act {
            StoryAct::LoadPublished { files, source, published } => files.iter().try_for_each(|name| {
                let bytes = file(name)?;
                let short = name.rsplit('/').next().unwrap_or(name);
                let loaded = self.with(dated, who.clone(), |site, ctx, note| {
                    let place = place(&site.reader(&ctx.who)?)?;
                    let table = (short, bytes.as_slice());
                    site.analyst(ctx)?.load_published(place, table, source, *published, &note).map(drop)
                });
                loaded.map_err(|e| e.to_string())
            }),
            StoryAct::LoadFigures { file: name } => file(name).and_then(|bytes| {
                let kept = self.with(dated, who.clone(), |site, ctx, note| {
                    let reader = site.reader(&ctx.who)?;
                    let place = place(&reader)?;
                    let short = name.rsplit('/').next().unwrap_or(name);
                    let read = FigureFile::read(short, &bytes, &reader.library(place)?, dated.on);
                    let file = read.map_err(Error::Refused)?;
                    site.analyst(ctx)?.state_file(place, &file, &bytes, &note).map(drop)
                });
                kept.map_err(|e| e.to_string())
            }),
            StoryAct::Authority { authority } => {
                let set = self.with(dated, who.clone(), |site, ctx, note| {
                    let place = place(&site.reader(&ctx.who)?)?;
                    site.analyst(ctx)?.set_authority(place, authority, &note).map(drop)
                });
                set.map_err(|e| e.to_string())
            }
            _ => return None,
        };
        Some(done)
    }

    /// Keeps a week's case lists, after the services of the teams are set where the week brings them.
    pub(super) fn keep(&mut self, dated: &Dated, who: &Who, week: &Week) -> Result<(), Error> {
        if let Some(teams) = &week.teams {
            self.with(dated, who.clone(), |site, ctx, note| {
                let place = place(&site.reader(&ctx.who)?)?;
                site.analyst(ctx)?.set_lists(place, teams, "400", &note).map(drop)
            })?;
        }
        self.with(dated, who.clone(), |site, ctx, note| {
            let place = place(&site.reader(&ctx.who)?)?;
            site.analyst(ctx)?.keep_record(place, &week.record, week.rows.as_deref(), &note).map(drop)
        })
    }
}
