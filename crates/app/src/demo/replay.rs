//! The story told: each act through the use case that a person would have used, with that person's rights.

mod load;

use std::collections::BTreeMap;

use intake::reading::Reading;
use model::day::Day;
use model::id::Id;
use model::plan::{Axis, Period, PeriodKind, Stance};
use store::{Kind, View};

use super::story::{Dated, Story, StoryAct};
use super::subject::Subjects;
use crate::edit::{self, Inputs, NewObservation, Note, Update};
use crate::error::Error;
use crate::import::{Choices, File};
use crate::packs::life::NewPack;
use crate::packs::{Pack, Press};
use crate::site::{Ctx, IdSource, Role, Site, Who, latest};
use crate::users::NewAccount;

/// What the teller needs from outside.
pub struct Teller<'a> {
    /// The bytes of a file beside the story.
    pub file: &'a dyn Fn(&str) -> Result<Vec<u8>, String>,
    /// Reads documents (in the worker process).
    pub read: &'a dyn Fn(&[File]) -> Result<Reading, String>,
    /// Where new identities come from.
    pub ids: &'a mut dyn IdSource,
    /// Sets the packs that the story issues.
    pub press: &'a Press,
    /// Told how many acts are done, of how many.
    pub progress: &'a mut dyn FnMut(usize, usize),
}

/// What a story left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The plan that acts speak of when they name none.
    pub plan: Option<Id>,
    /// How many acts were told.
    pub acts: usize,
}

/// Tells a story to an empty site: its people get accounts, then each act is done on its day by its person.
///
/// # Errors
/// The number of the act, its day, and the sentence a person would have read.
pub fn replay(site: &Site, story: Story, teller: Teller<'_>) -> Result<Told, String> {
    let Teller { file, read, ids, press, progress } = teller;
    let story = story.with_figures(file)?;
    let who = people(&story)?;
    let first = story.acts.first().map_or(story.today, |a| a.on);
    accounts(site, &story, &who, first, &mut *ids).map_err(|e| e.to_string())?;
    let mut telling = Telling {
        site,
        place: &story.place,
        main: &story.plan,
        ids,
        press,
        pack: None,
        at: BTreeMap::new(),
        second: 0,
    };
    let total = story.acts.len();
    for (number, dated) in (1..).zip(&story.acts) {
        let actor = who.get(dated.who.as_str()).cloned().ok_or_else(|| format!("{} is nobody", dated.who))?;
        telling
            .act(dated, actor, file, read)
            .map_err(|e| format!("act {number} of the story, on {} by {}: {e}", dated.on, dated.who))?;
        progress(number, total);
    }
    let plan = telling.subjects(None, &Who::operator("Story")).ok().map(|s| s.id);
    Ok(Told { plan, acts: total })
}

/// The files of every import of a story, in its order, for a teller that reads them before they are asked for.
///
/// # Errors
/// What `file` says of one that is not there.
pub fn imports(
    story: &Story,
    file: &dyn Fn(&str) -> Result<Vec<u8>, String>,
) -> Result<Vec<Vec<File>>, String> {
    let documents = story.acts.iter().filter_map(|dated| match &dated.act {
        StoryAct::Import { documents } => Some(documents),
        _ => None,
    });
    documents.map(|names| files(names, file)).collect()
}

/// Files beside the story, by the last part of their names.
fn files(names: &[String], file: &dyn Fn(&str) -> Result<Vec<u8>, String>) -> Result<Vec<File>, String> {
    let short = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    names.iter().map(|name| Ok(File { name: short(name), bytes: file(name)? })).collect()
}

fn people(story: &Story) -> Result<BTreeMap<&str, Who>, String> {
    let mut out = BTreeMap::new();
    for person in &story.people {
        let role = Role::from_word(&person.role)
            .ok_or_else(|| format!("{} has the role {:?}, which is none", person.name, person.role))?;
        let who = Who { name: person.name.clone(), role, user: None, answers_to: person.acts_for.clone() };
        out.insert(person.name.as_str(), who);
    }
    Ok(out)
}

fn accounts(
    site: &Site,
    story: &Story,
    who: &BTreeMap<&str, Who>,
    day: Day,
    ids: &mut dyn IdSource,
) -> Result<(), Error> {
    for person in &story.people {
        let Some(known) = who.get(person.name.as_str()) else { continue };
        let ctx = Ctx { who: Who::operator("Throughline"), now_ms: nine(day), today: day, ids: &mut *ids };
        let new = NewAccount {
            name: person.name.clone(),
            email: person.email.clone(),
            role: known.role,
            answers_to: person.acts_for.clone(),
        };
        site.administrator(ctx)?.add_user(&new, &story.place)?;
    }
    Ok(())
}

/// Nine in the morning of a day, in milliseconds since 1970.
fn nine(day: Day) -> i64 {
    i64::from(day.number()) * 86_400_000 + 9 * 3_600_000
}

struct Telling<'a> {
    site: &'a Site,
    place: &'a str,
    main: &'a str,
    ids: &'a mut dyn IdSource,
    press: &'a Press,
    /// The pack drafted last, with its plan.
    pack: Option<(Id, Id)>,
    /// What names mean in each plan, until an act changes what there is.
    at: BTreeMap<String, std::rc::Rc<Subjects>>,
    second: i64,
}

impl Telling<'_> {
    fn act(
        &mut self,
        dated: &Dated,
        who: Who,
        file: &dyn Fn(&str) -> Result<Vec<u8>, String>,
        read: &dyn Fn(&[File]) -> Result<Reading, String>,
    ) -> Result<(), String> {
        if let StoryAct::Import { documents } = &dated.act {
            let files = files(documents, file)?;
            let reading = read(&files)?;
            return self.import(dated, who, &files, &reading).map_err(|e| e.to_string());
        }
        if let Some(done) = self.load(dated, &who, file) {
            return done;
        }
        let subjects = self.subjects(dated.plan.as_deref(), &who)?;
        let find = |words: &str| subjects.find(words);
        let done = match &dated.act {
            StoryAct::Import { .. }
            | StoryAct::LoadPublished { .. }
            | StoryAct::Authority { .. }
            | StoryAct::LoadFigures { .. } => Ok(()),
            StoryAct::Update { subject, text, stance } => {
                let (_, on) = find(subject)?;
                let stance = stance.as_deref().map(stance_of).transpose()?;
                let update = Update { text: text.clone(), stance, as_at: None };
                self.with(dated, who, |site, ctx, note| {
                    site.contributor(ctx)?.update(on, &update, &note).map(drop)
                })
            }
            StoryAct::ReviseDate { subject, phrase, agreed_by } => {
                let (_, on) = find(subject)?;
                let seen = self.date_in_force(on)?;
                let agreed = agreed_by.clone().unwrap_or_default();
                self.with(dated, who, |site, ctx, note| {
                    site.contributor(ctx)?.revise_date(on, seen, phrase, &agreed, &note).map(drop)
                })
            }
            StoryAct::Done { subject, text, link } => {
                let (kind, on) = find(subject)?;
                let seen = self.revision(kind, on)?;
                let link = link.clone().unwrap_or_default();
                let evidence = edit::Evidence { text: text.clone(), link, as_at: None };
                let day = Some(dated.effective.unwrap_or(dated.on));
                self.with(dated, who, |site, ctx, note| {
                    site.contributor(ctx)?.declare_done(on, seen, day, &evidence, &note).map(drop)
                })
            }
            StoryAct::Confirm { subject } => {
                let (kind, on) = find(subject)?;
                let seen = self.revision(kind, on)?;
                self.with(dated, who, |site, ctx, note| {
                    site.confirmer(ctx)?.confirm(on, seen, &note).map(drop)
                })
            }
            StoryAct::Return { subject } => {
                let (kind, on) = find(subject)?;
                let seen = self.revision(kind, on)?;
                self.with(dated, who, |site, ctx, note| {
                    site.confirmer(ctx)?.return_action(on, seen, &note).map(drop)
                })
            }
            StoryAct::Rate { subject, axis, level } => {
                let (_, on) = find(subject)?;
                let axis = if axis == "impact" { Axis::Impact } else { Axis::Delivery };
                let level = Some(level.as_str()).filter(|l| *l != "not rated");
                self.with(dated, who, |site, ctx, note| {
                    site.confirmer(ctx)?.rate(on, axis, level, None, &note).map(drop)
                })
            }
            StoryAct::Observe { subject, .. } => {
                let (_, measure) = find(subject)?;
                let new = observation(&dated.act)?;
                self.with(dated, who, |site, ctx, note| {
                    site.analyst(ctx)?.observe(measure, &new, &note).map(drop)
                })
            }
            StoryAct::Target { subject, target, tolerance, baseline, direction, unit } => {
                let (kind, on) = find(subject)?;
                let seen = self.revision(kind, on)?;
                let typed = [
                    ("target", target),
                    ("tolerance", tolerance),
                    ("baseline", baseline),
                    ("direction", direction),
                    ("unit", unit),
                ];
                let given = typed.into_iter().filter_map(|(name, v)| Some((name.to_owned(), v.clone()?)));
                let inputs: Inputs = given.collect();
                self.with(dated, who, |site, ctx, note| {
                    site.analyst(ctx)?.correct(kind, on, seen, &inputs, &note).map(drop)
                })
            }
            StoryAct::Bind { subject, definition } => {
                let (kind, on) = find(subject)?;
                let reader = self.site.reader(&who).map_err(|e| e.to_string())?;
                let row = reader.rows.row(kind, on, View::of(latest())).map_err(|e| e.to_string())?;
                let key = row.map(|r| r.words("key")).unwrap_or_default();
                let plan = subjects.id;
                self.with(dated, who, |site, ctx, note| {
                    site.analyst(ctx)?.bind(plan, &key, definition, &note).map(drop)
                })
            }
            StoryAct::Keep { week } => self.keep(dated, &who, week),
            StoryAct::Assign { subjects, owner } => {
                let mut seen = Vec::new();
                for subject in subjects {
                    let (kind, id) = find(subject)?;
                    seen.push((id, self.revision(kind, id)?));
                }
                self.with(dated, who, |site, ctx, note| {
                    site.editor(ctx)?.assign(&seen, owner, false, &note).map(drop)
                })
            }
            StoryAct::Correct { subject, field, value } => {
                let (kind, on) = find(subject)?;
                let seen = self.revision(kind, on)?;
                let inputs = Inputs::from([(field.clone(), value.clone())]);
                self.at.clear();
                self.with(dated, who, |site, ctx, note| {
                    site.editor(ctx)?.correct(kind, on, seen, &inputs, &note).map(drop)
                })
            }
            StoryAct::Acknowledge { code, subject } => {
                let plan = subjects.id;
                self.with(dated, who, |site, ctx, note| {
                    site.confirmer(ctx)?.acknowledge(plan, code, subject, &note).map(drop)
                })
            }
            StoryAct::Merge { names, into } => {
                let plan = subjects.id;
                self.with(dated, who, |site, ctx, note| {
                    site.editor(ctx)?.merge_names(plan, names, into, &note).map(drop)
                })
            }
            StoryAct::Withdraw { subject } => {
                let (kind, on) = find(subject)?;
                let seen = self.revision(kind, on)?;
                self.at.clear();
                self.with(dated, who, |site, ctx, note| {
                    site.editor(ctx)?.withdraw(kind, on, seen, &note).map(drop)
                })
            }
            StoryAct::Pack { layout, board, meeting } => {
                let new = NewPack {
                    layout: layout.clone(),
                    board: board.clone().unwrap_or_default(),
                    meeting: Some(*meeting),
                    ..NewPack::default()
                };
                let (plan, mut made) = (subjects.id, None);
                let done = self.with(dated, who, |site, ctx, note| {
                    made = site.packs(ctx)?.draft(plan, &new, &note)?.created;
                    Ok(())
                });
                self.pack = made.map(|pack| (plan, pack));
                done
            }
            StoryAct::PackWords { section, text } => {
                let pack = self.drafted()?;
                self.with(dated, who, |site, ctx, note| {
                    site.packs(ctx)?.write(&pack, section, text, &note).map(drop)
                })
            }
            StoryAct::PackApprove {} => {
                let pack = self.drafted()?;
                self.with(dated, who, |site, ctx, note| {
                    let known = site.reader(&ctx.who)?.last_event();
                    site.packs(ctx)?.approve(&pack, pack.revision, known, &note).map(drop)
                })
            }
            StoryAct::PackIssue {} => {
                let (pack, press) = (self.drafted()?, self.press);
                self.with(dated, who, |site, ctx, note| {
                    site.packs(ctx)?.issue(&pack, pack.revision, press, &note).map(drop)
                })
            }
            StoryAct::AddAction { subject, text, owner, phrase } => {
                let (kind, under) = find(subject)?;
                let inputs = self.new_action((kind, under), text, owner.as_ref(), phrase.as_ref())?;
                let plan = subjects.id;
                self.at.clear();
                self.with(dated, who, |site, ctx, note| {
                    site.editor(ctx)?.create(Kind::Action, plan, None, &inputs, &note).map(drop)
                })
            }
        };
        done.map_err(|e| e.to_string())
    }

    /// Does something as a person on a day.
    fn with(
        &mut self,
        dated: &Dated,
        who: Who,
        act: impl FnOnce(&Site, Ctx<'_>, Note) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.second += 1;
        let now_ms = nine(dated.on) + (self.second % 28_000) * 1_000;
        let note = Note { why: dated.why.clone().unwrap_or_default(), effective: dated.effective };
        act(self.site, Ctx { who, now_ms, today: dated.on, ids: &mut *self.ids }, note)
    }

    fn import(&mut self, dated: &Dated, who: Who, files: &[File], reading: &Reading) -> Result<(), Error> {
        let mut choices = Choices {
            place: Some(self.place.to_owned()),
            day: Some(dated.effective.unwrap_or(dated.on)),
            why: dated.why.clone(),
            ..Choices::default()
        };
        if let Some(named) = &dated.plan
            && let Ok(subjects) = self.subjects(Some(named), &who)
        {
            choices.plans.insert(0, Some(subjects.id));
        }
        self.at.clear();
        self.with(dated, who, |site, ctx, _| site.editor(ctx)?.accept(files, reading, &choices).map(drop))
    }

    /// What names mean in the plan whose title begins so.
    fn subjects(&mut self, named: Option<&str>, who: &Who) -> Result<std::rc::Rc<Subjects>, String> {
        let begins = named.unwrap_or(self.main).to_owned();
        if let Some(known) = self.at.get(&begins) {
            return Ok(std::rc::Rc::clone(known));
        }
        let reader = self.site.reader(who).map_err(|e| e.to_string())?;
        let plans = reader.plans().map_err(|e| e.to_string())?;
        let info = plans
            .iter()
            .find(|p| p.title.to_lowercase().starts_with(&begins.to_lowercase()))
            .ok_or_else(|| format!("there is no plan whose title begins {begins:?}"))?;
        let plan = reader.plan(info.id, View::of(latest())).map_err(|e| e.to_string())?;
        let plan = plan.ok_or_else(|| format!("the plan {begins:?} has been withdrawn"))?;
        let subjects = std::rc::Rc::new(Subjects::new(info.id, plan));
        self.at.insert(begins, std::rc::Rc::clone(&subjects));
        Ok(subjects)
    }

    /// The pack drafted last, as it stands.
    fn drafted(&self) -> Result<Pack, String> {
        let (plan, pack) = self.pack.ok_or("no pack was drafted yet")?;
        let reader = self.site.reader(&Who::operator("Story")).map_err(|e| e.to_string())?;
        reader.pack(plan, pack).map_err(|e| e.to_string())
    }

    fn revision(&self, kind: Kind, id: Id) -> Result<u32, String> {
        let reader = self.site.store().reader().map_err(|e| e.to_string())?;
        let row = reader.row(kind, id, View::of(latest())).map_err(|e| e.to_string())?;
        row.map(|r| r.revision).ok_or_else(|| "it has been withdrawn".to_owned())
    }

    fn date_in_force(&self, action: Id) -> Result<Option<(Id, u32)>, String> {
        let reader = self.site.store().reader().map_err(|e| e.to_string())?;
        let filter = store::Filter::By("action", action);
        let dates = reader.rows(Kind::TargetDate, &filter, View::of(latest())).map_err(|e| e.to_string())?;
        Ok(dates.iter().rfind(|d| !d.flag("superseded")).map(|d| (d.id, d.revision)))
    }

    /// What a person would type for a new action: its reference follows from its line.
    fn new_action(
        &self,
        (kind, under): (Kind, Id),
        text: &str,
        owner: Option<&String>,
        phrase: Option<&String>,
    ) -> Result<Inputs, String> {
        let reader = self.site.store().reader().map_err(|e| e.to_string())?;
        let field = if kind == Kind::Line { "line" } else { "priority" };
        let name = if kind == Kind::Line { "reference" } else { "key" };
        let row = reader.row(kind, under, View::of(latest())).map_err(|e| e.to_string())?;
        let above = row.map(|r| r.words(name)).unwrap_or_default();
        let there = reader
            .rows(Kind::Action, &store::Filter::By(field, under), View::of(latest()))
            .map_err(|e| e.to_string())?
            .len();
        let letter = u8::try_from(there).ok().filter(|n| *n < 26).map(|n| char::from(b'a' + n));
        let letter = letter.map_or_else(|| format!("#{}", there + 1), String::from);
        let mut inputs = Inputs::from([
            ("reference".to_owned(), format!("{above}{letter}")),
            ("letter".to_owned(), letter),
            ("text".to_owned(), text.to_owned()),
            (field.to_owned(), under.to_string()),
        ]);
        inputs.extend(owner.map(|o| ("owner".to_owned(), o.clone())));
        inputs.extend(phrase.map(|p| ("phrase".to_owned(), p.clone())));
        Ok(inputs)
    }
}

fn stance_of(word: &str) -> Result<Stance, String> {
    match word {
        "on-track" => Ok(Stance::OnTrack),
        "off-track" => Ok(Stance::OffTrack),
        "done" => Ok(Stance::Done),
        other => Err(format!("{other:?} is no stance: on-track, off-track or done")),
    }
}

fn observation(act: &StoryAct) -> Result<NewObservation, String> {
    let StoryAct::Observe { period, from, to, numerator, denominator, overdue, value, source, .. } = act
    else {
        return Err("this is no observation".to_owned());
    };
    let kind = PeriodKind::from_word(period).ok_or_else(|| format!("{period:?} is no kind of period"))?;
    let last = match kind {
        PeriodKind::Month => from.month_end(),
        _ => *from,
    };
    Ok(NewObservation {
        period: Some(Period { kind, from: *from, to: to.unwrap_or(last) }),
        numerator: *numerator,
        denominator: *denominator,
        overdue: *overdue,
        stated: value.clone().unwrap_or_default(),
        source: source.clone().unwrap_or_default(),
        baseline: false,
    })
}
