//! Everything a pack is made from, read once: the plan on its day and on the day it compares with, as it is known to
//! the pack; what people wrote and released; the look of its documents; what earlier packs published.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::day::Day;
use model::disclosure::Published;
use reports::document::Brand;
use serde::{Deserialize, Serialize};
use store::{Filter, Kind, View};

use super::compose::{compose, content_of, content_of_words};
use super::kept::{Pack, PackWords, Release};
use super::layout::Part;
use super::public::{Public, public};
use crate::error::{Error, Result};
use crate::site::{Reader, latest};
use crate::views::health::Acknowledged;
use crate::views::measures::MeasureRow;
use crate::views::overview::{OverviewPage, Since};
use crate::views::scene::Scene;

/// Everything a pack is made from.
pub struct Gathered {
    /// Its terms.
    pub pack: Pack,
    /// The name of the place.
    pub place: String,
    /// How its documents look.
    pub brand: Brand,
    /// The plan on its day.
    pub scene: Scene,
    /// The plan on the day it compares with.
    pub before: Option<(Since, Scene)>,
    /// Findings that people set aside.
    pub aside: Acknowledged,
    /// What people wrote.
    pub words: Vec<PackWords>,
    /// What was released.
    pub releases: Vec<Release>,
    /// The plan as it may be published, for a pack that may be.
    pub public: Option<Public>,
    /// The last event known to it.
    pub event: u64,
    /// The documents the plan was imported from by then: name and hash.
    pub documents: Vec<(String, String)>,
    /// The columns of the plan as its last document prints them: meaning and heading.
    pub printed: Vec<(String, String)>,
    full: Vec<MeasureRow>,
}

/// What an issued pack was made from, kept beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The last event known.
    pub event: u64,
    /// The day it speaks of, and the day it compares with.
    pub days: (String, Option<String>),
    /// How many of each there were.
    pub counts: BTreeMap<String, usize>,
    /// The documents the plan was imported from by then: name and hash.
    pub documents: Vec<(String, String)>,
    /// The hash of the neutral document.
    pub content: String,
    /// What it published, where it may be published.
    #[serde(default)]
    pub published: Vec<Published>,
}

impl Gathered {
    /// Reads everything for a pack as it is known to it.
    ///
    /// # Errors
    /// Where nothing was known of the plan on its day; the store's.
    pub fn of(reader: &Reader, pack: &Pack) -> Result<Gathered> {
        let (plan, known) = (pack.plan, pack.known);
        let on = |day: Day| View { day, known };
        let scene = |day: Day| -> Result<Option<Scene>> {
            let Some(found) = reader.plan(plan, on(day))? else { return Ok(None) };
            Ok(Some(Scene::with(Arc::clone(&found), day, reader.settings_in(plan, on(day))?)))
        };
        let now = scene(pack.as_of)?.ok_or_else(|| {
            Error::Refused(format!(
                "Nothing is known of this plan on {}: give a later day",
                pack.as_of.long()
            ))
        })?;
        let before = match &pack.since {
            Some((day, what)) if *day < pack.as_of => {
                let since = Since { day: day.iso(), what: what.clone() };
                scene(*day)?.map(|before| (since, before))
            }
            _ => None,
        };
        let place = reader.place_of(plan)?;
        let always = View { day: latest(), known };
        let name = reader.rows.row(Kind::Place, place, always)?.map(|r| r.words("name"));
        let imports = reader.rows.rows(Kind::Import, &Filter::Plan(plan), on(pack.as_of))?;
        let public = match pack.part {
            Part::I => Some(public(&now, &earlier(reader, pack, always)?)),
            Part::Ii => None,
        };
        let full = if public.is_some() {
            crate::views::measures::MeasuresPage::of(&now, "").rows
        } else {
            Vec::new()
        };
        let gathered = Gathered {
            pack: pack.clone(),
            place: name.unwrap_or_default(),
            brand: reader.brand_in(place, always)?,
            before,
            aside: reader.acknowledged_in(plan, on(pack.as_of))?,
            words: reader.pack_words(pack)?,
            releases: Vec::new(),
            public,
            event: known.unwrap_or_else(|| reader.last_event()),
            scene: now,
            printed: reader.columns_printed(plan, on(pack.as_of))?,
            documents: imports.iter().map(|r| (r.words("name"), r.words("sha256"))).collect(),
            full,
        };
        let releases = if pack.part == Part::I { reader.pack_releases(pack)? } else { Vec::new() };
        Ok(gathered.released_only(releases))
    }

    /// Keeps the releases whose section still says what was read when it was released.
    fn released_only(self, releases: Vec<Release>) -> Gathered {
        if releases.is_empty() {
            return self;
        }
        let mut all = self.with_all_released();
        let open = compose(&all).document;
        let holds = |r: &Release| {
            let section = open.sections.iter().find(|s| s.key == r.section);
            let now = section.map_or_else(|| content_of_words(&all.words, &r.section), content_of);
            r.content.is_empty() || r.content == now
        };
        let holding = releases.into_iter().filter(holds).collect();
        all.releases = holding;
        all
    }

    /// The plan as the pack shows it: on its day, without the figures that may not be published where the pack may be.
    /// What is computed from them would tell of them.
    pub fn shown(&self) -> &Scene {
        self.public.as_ref().map_or(&self.scene, |p| &p.scene)
    }

    /// The Overview as its page shows it, compared with the pack's earlier day.
    pub fn overview(&self) -> Arc<OverviewPage> {
        self.shown().overview(self.before.as_ref().map(|(since, before)| (since, before)), &self.aside)
    }

    /// Who released the free text of a section, where somebody did.
    pub fn released(&self, section: &str) -> Option<&Release> {
        self.releases.iter().rfind(|r| r.section == section)
    }

    /// The same with the words of every section released: what somebody reads before they release them.
    pub(crate) fn with_all_released(mut self) -> Gathered {
        let (author, on) = (String::new(), self.pack.as_of);
        let slots = self.pack.layout.sections.iter().chain(&self.pack.layout.head);
        let release = |slot: &super::layout::Slot| Release {
            id: model::id::Id::from_bits(0),
            revision: 0,
            section: slot.key.clone(),
            author: author.clone(),
            on,
            content: String::new(),
        };
        self.releases = slots.map(release).collect();
        self
    }

    /// Whether the newest figure of a measure is withheld; `row` is that of the plan as it may be published.
    pub(super) fn withheld_latest(&self, row: &MeasureRow) -> bool {
        let same = |m: &&MeasureRow| m.key == row.key && m.breakdown == row.breakdown;
        self.public.is_some()
            && self.full.iter().find(same).is_some_and(|m| m.latest.is_some() && m.day != row.day)
    }

    /// What is kept of it once it is issued.
    pub fn record(&self, content: String) -> Record {
        let plan = &self.scene.plan;
        let counts = [
            ("actions", plan.actions.len()),
            ("lines", plan.lines.len()),
            ("priorities", plan.priorities.len()),
            ("recommendations", plan.recommendations.len()),
            ("observations", plan.observations.len()),
            ("findings", self.scene.findings().len()),
        ];
        Record {
            event: self.event,
            days: (self.scene.day.iso(), self.before.as_ref().map(|(s, _)| s.day.clone())),
            counts: counts.into_iter().map(|(name, n)| (name.to_owned(), n)).collect(),
            documents: self.documents.clone(),
            content,
            published: self.public.as_ref().map(|p| p.figures.clone()).unwrap_or_default(),
        }
    }
}

/// What earlier packs of the place that may be published showed.
fn earlier(reader: &Reader, pack: &Pack, view: View) -> Result<Vec<Published>> {
    let mut out = Vec::new();
    for other in reader.packs_in(pack.plan, view)? {
        let issued = other.id != pack.id && other.issued.is_some() && other.part == Part::I;
        if let Some(inputs) = other.inputs.as_deref().filter(|_| issued) {
            // What a newer version wrote otherwise says nothing here; it was weighed by that version.
            out.extend(serde_json::from_str::<Record>(inputs).map(|r| r.published).unwrap_or_default());
        }
    }
    Ok(out)
}
