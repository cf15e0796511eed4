//! What people do with a pack: draft it, change its terms, write on it, release its words, approve it, issue it, put a
//! draft away. Every act is recorded; what is issued is never changed.

use model::day::Day;
use model::id::Id;
use store::{Change, Kind, Value};

use super::Press;
use super::kept::{Pack, State};
use super::layout::{Layout, Part};
use super::make::Made;
use crate::edit::form::MAX_TEXT;
use crate::edit::{Note, fold};
use crate::error::{Error, FieldError, Result};
use crate::site::{Ctx, Desk, Reader, Right, Site, Written};

/// What a person says of a pack to be drafted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPack {
    /// The name of a layout of the program, or of one that the place keeps; ignored where `own` is given.
    pub layout: String,
    /// A layout of the council's own, as TOML; empty for none.
    pub own: String,
    /// Who it is for; empty for the layout's own audience.
    pub board: String,
    /// The day they meet.
    pub meeting: Option<Day>,
    /// The day it speaks of; today where it does not say.
    pub as_of: Option<Day>,
    /// The day it compares with; where it does not say, that of the board's last issued pack, else of the version of
    /// the plan before this one.
    pub since: Option<Day>,
    /// Whether it may be published; the layout's own where it does not say.
    pub part: Option<Part>,
    /// Why it may not be published.
    pub exempt_why: String,
    /// The key of the priority it is about; empty for the whole plan.
    pub programme: String,
    /// Another title than the layout's; empty for none.
    pub title: String,
    /// The issued pack that it is to supersede.
    pub supersedes: Option<Id>,
}

/// Working with packs.
pub struct Packs<'a>(Desk<'a>);

impl Site {
    /// Working with packs: writing on them for those who answer for something, more for those who may more.
    ///
    /// # Errors
    /// When the role may only read, or sees only its own actions.
    pub fn packs<'a>(&self, ctx: Ctx<'a>) -> Result<Packs<'a>> {
        ctx.need(Right::AnswerForOwn)?;
        ctx.need(Right::ReadAll)?;
        Ok(Packs(Desk::new(self.clone(), ctx)))
    }
}

/// The day a new pack of a board compares with, and what that was: its last issued pack's, else as the Overview does.
///
/// # Errors
/// The store's.
pub fn since(reader: &Reader, plan: Id, board: &str, as_of: Day) -> Result<Option<(Day, Option<String>)>> {
    let last = reader
        .packs(plan)?
        .into_iter()
        .filter(|p| {
            p.issued.is_some()
                && p.as_of < as_of
                && fold(&p.board).to_lowercase() == fold(board).to_lowercase()
        })
        .max_by_key(|p| p.as_of);
    if let Some(pack) = last {
        let what = match pack.meeting {
            Some(day) => format!("the pack of its meeting on {}", day.long()),
            None => "its last pack".to_owned(),
        };
        return Ok(Some((pack.as_of, Some(what))));
    }
    let previous = reader.day_of_previous_import(plan)?.filter(|d| *d < as_of);
    Ok(previous.map(|day| (day, Some("the version before this one".to_owned()))))
}

impl Packs<'_> {
    /// Drafts a pack of a plan.
    ///
    /// # Errors
    /// What is wrong with its terms, each at its field; when the role may not edit.
    pub fn draft(&mut self, plan: Id, new: &NewPack, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        desk.ctx.need(Right::Edit)?;
        let reader = desk.reader()?;
        let mut fields = terms(&reader, desk.ctx.today, plan, new)?.fields();
        fields.push(("layout", own_text(&reader, plan, new)?.into()));
        if let Some(old) = new.supersedes {
            let found = reader.pack(plan, old)?;
            if found.state() != State::Issued {
                return Err(Error::Refused("Only an issued pack that stands can be superseded".to_owned()));
            }
            fields.push(("supersedes", old.into()));
        }
        let id = desk.id();
        let intent = desk.intent("pack drafted", note)?;
        let change = Change::create(Kind::Pack, id, Some(plan), fields);
        let written = desk.write(reader.place_of(plan)?, intent, vec![change])?;
        Ok(Written { created: Some(id), ..written })
    }

    /// Changes the terms of a draft, seen at revision `seen`; an approval is lifted.
    ///
    /// # Errors
    /// As [`Packs::draft`]; [`Error::Conflict`] where somebody changed it since.
    pub fn change(&mut self, pack: &Pack, seen: u32, new: &NewPack, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        desk.ctx.need(Right::Edit)?;
        let reader = desk.reader()?;
        let now = open(&reader, pack)?;
        let mut fields = read_terms(&reader, desk.ctx.today, now.plan, now.layout.clone(), new)?.fields();
        fields.extend(lifted(&now));
        let intent = desk.intent("pack changed", note)?;
        let change = Change::set(Kind::Pack, pack.id, seen, fields);
        desk.write(reader.place_of(pack.plan)?, intent, vec![change])
    }

    /// Writes on a section.
    ///
    /// # Errors
    /// Without words, or where the pack has no such section or is issued.
    pub fn write(&mut self, pack: &Pack, section: &str, text: &str, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        let reader = desk.reader()?;
        let now = open(&reader, pack)?;
        slot(&now, section)?;
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::field("text", "Enter what you want to say about this section"));
        }
        let length = text.chars().count();
        if length > MAX_TEXT {
            let sentence = format!("The words must be {MAX_TEXT} characters or fewer, and have {length}");
            return Err(Error::field("text", sentence));
        }
        let id = desk.id();
        let fields = vec![
            ("pack", pack.id.into()),
            ("section", section.into()),
            ("text", text.into()),
            ("author", desk.ctx.who.name.as_str().into()),
            ("written_on", desk.ctx.today.into()),
        ];
        let changes = vec![Change::create(Kind::PackWords, id, Some(pack.plan), fields), moved_on(&now)];
        let intent = desk.intent("words written on a pack", note)?;
        let written = desk.write(reader.place_of(pack.plan)?, intent, changes)?;
        Ok(Written { created: Some(id), ..written })
    }

    /// Takes words off a section again: one's own, or anybody's for those who edit.
    ///
    /// # Errors
    /// When somebody else wrote them and the role may not edit, or the pack is issued.
    pub fn strike(&mut self, pack: &Pack, words: Id, seen: u32, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        let reader = desk.reader()?;
        let now = open(&reader, pack)?;
        let found = reader.pack_words(&now)?;
        let mine = found.iter().find(|w| w.id == words);
        let mine = mine.ok_or_else(|| Error::NotFound("These words were taken off already".to_owned()))?;
        if mine.author != desk.ctx.who.name {
            desk.ctx.need(Right::Edit)?;
        }
        let changes = vec![Change::withdraw(Kind::PackWords, words, seen), moved_on(&now)];
        let intent = desk.intent("words taken off a pack", note)?;
        desk.write(reader.place_of(pack.plan)?, intent, changes)
    }

    /// Releases the free text of a section for publication, by name: as it was read, with that hash ([`PackPage`]'s
    /// sections carry it). What changes in the section afterwards has to be released again.
    ///
    /// [`PackPage`]: crate::views::packs::PackPage
    ///
    /// # Errors
    /// When the role may not confirm, the pack is not to be published, nothing was read, or the same was released already.
    pub fn release(&mut self, pack: &Pack, section: &str, content: &str, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        desk.ctx.need(Right::Confirm)?;
        let reader = desk.reader()?;
        let now = open(&reader, pack)?;
        slot(&now, section)?;
        if now.part != Part::I {
            return Err(Error::Refused(
                "Nothing of a Part II pack is published: there is nothing to release".to_owned(),
            ));
        }
        if content.is_empty() {
            let say =
                "Read the section on the pack’s page and release it there: a release holds for what was read";
            return Err(Error::Refused(say.to_owned()));
        }
        let before = reader.pack_releases(&now)?;
        if before.iter().rfind(|r| r.section == section).is_some_and(|r| r.content == content) {
            return Err(Error::Refused("The words of this section are released already".to_owned()));
        }
        let id = desk.id();
        let fields = vec![
            ("pack", pack.id.into()),
            ("section", section.into()),
            ("author", desk.ctx.who.name.as_str().into()),
            ("released_on", desk.ctx.today.into()),
            ("content", content.into()),
        ];
        let changes = vec![Change::create(Kind::PackRelease, id, Some(pack.plan), fields), moved_on(&now)];
        let intent = desk.intent("words of a pack released", note)?;
        desk.write(reader.place_of(pack.plan)?, intent, changes)
    }

    /// Approves a pack, seen at revision `seen` and made from what was known at event `known`: from now on it knows no
    /// more than that.
    ///
    /// # Errors
    /// When the role may not confirm, the pack is approved or issued already, or `known` is no event yet;
    /// [`Error::Conflict`] where somebody changed it since.
    pub fn approve(&mut self, pack: &Pack, seen: u32, known: u64, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        desk.ctx.need(Right::Confirm)?;
        let reader = desk.reader()?;
        let now = open(&reader, pack)?;
        if now.state() == State::Approved {
            return Err(Error::Refused("This pack is approved already".to_owned()));
        }
        let number = i64::try_from(known).ok().filter(|_| known > 0 && known <= reader.last_event());
        let number = number
            .ok_or_else(|| Error::Refused("Look at the pack first, then approve what you saw".to_owned()))?;
        let fields = vec![
            ("approved_by", desk.ctx.who.name.as_str().into()),
            ("approved_on", desk.ctx.today.into()),
            ("known", Value::Int(number)),
        ];
        let intent = desk.intent("pack approved", note)?;
        let change = Change::set(Kind::Pack, pack.id, seen, fields);
        desk.write(reader.place_of(pack.plan)?, intent, vec![change])
    }

    /// Issues an approved pack: its files are made and kept for ever.
    ///
    /// # Errors
    /// When the role may not issue, nobody approved it, or a file cannot be made; [`Error::Conflict`] where somebody
    /// changed it since.
    pub fn issue(&mut self, pack: &Pack, seen: u32, press: &Press, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        desk.ctx.need(Right::Issue)?;
        let reader = desk.reader()?;
        let now = open(&reader, pack)?;
        if now.state() != State::Approved {
            return Err(Error::Refused(
                "Nobody has approved this pack: it is approved first, then issued".to_owned(),
            ));
        }
        if let Some(old) = now.supersedes
            && reader.pack(pack.plan, old)?.state() != State::Issued
        {
            return Err(Error::Refused(
                "Another pack has superseded the one this was to take the place of".to_owned(),
            ));
        }
        let (who, today) = (desk.ctx.who.name.clone(), desk.ctx.today);
        let issued = Pack { issued: Some((who.clone(), today)), program: PROGRAM.to_owned(), ..now };
        let made = Made::of(&reader, &issued, press, press.formats())?;
        let inputs = serde_json::to_string(&made.record)
            .map_err(|e| Error::Refused(format!("What the pack was made from cannot be kept: {e}")))?;
        let fields = vec![
            ("issued_by", who.as_str().into()),
            ("issued_on", today.into()),
            ("program", PROGRAM.into()),
            ("inputs", inputs.as_str().into()),
        ];
        let mut changes = vec![Change::set(Kind::Pack, pack.id, seen, fields)];
        for (format, name, bytes) in made.files {
            let sha256 = store::sha256(&bytes);
            let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
            let put = desk.site.store().put_document(&sha256, &name, bytes);
            put.map_err(|e| desk.refusal(e))?;
            let fields = vec![
                ("pack", pack.id.into()),
                ("format", format.word().into()),
                ("name", name.as_str().into()),
                ("sha256", sha256.as_str().into()),
                ("size", Value::Int(size)),
            ];
            changes.push(Change::create(Kind::PackFile, desk.id(), Some(pack.plan), fields));
        }
        let intent = desk.intent("pack issued", note)?;
        desk.write(reader.place_of(pack.plan)?, intent, changes)
    }

    /// Puts a draft away.
    ///
    /// # Errors
    /// When it is issued, or the role may not edit; [`Error::Conflict`] where somebody changed it since.
    pub fn put_away(&mut self, pack: &Pack, seen: u32, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        desk.ctx.need(Right::Edit)?;
        let reader = desk.reader()?;
        open(&reader, pack)?;
        let intent = desk.intent("draft of a pack put away", note)?;
        desk.write(reader.place_of(pack.plan)?, intent, vec![Change::withdraw(Kind::Pack, pack.id, seen)])
    }
}

/// The version of the program that makes files.
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// The pack as it stands now, if it can still be changed.
fn open(reader: &Reader, pack: &Pack) -> Result<Pack> {
    let now = reader.pack(pack.plan, pack.id)?;
    if now.state().open() {
        return Ok(now);
    }
    Err(Error::Refused("An issued pack stays as it is: draft another that supersedes it".to_owned()))
}

fn slot(pack: &Pack, section: &str) -> Result<()> {
    match pack.layout.slot(section) {
        Some(_) => Ok(()),
        None => Err(Error::NotFound(format!("This pack has no section “{section}”"))),
    }
}

/// What a change of a pack does to its approval: whoever approved it has not seen this.
fn lifted(now: &Pack) -> Vec<(&'static str, Value)> {
    vec![
        ("edition", Value::Int(now.edition.saturating_add(1))),
        ("approved_by", Value::Null),
        ("approved_on", Value::Null),
        ("known", Value::Null),
    ]
}

/// The same as a change beside another: refused where somebody approved or issued the pack at this very moment.
fn moved_on(now: &Pack) -> Change {
    Change::set(Kind::Pack, now.id, now.revision, lifted(now))
}

/// The terms of a pack, weighed.
struct Terms {
    layout: Layout,
    title: String,
    board: String,
    meeting: Option<Day>,
    as_of: Day,
    since: Option<(Day, Option<String>)>,
    part: Part,
    exempt_why: String,
    programme: String,
}

impl Terms {
    fn fields(&self) -> Vec<(&'static str, Value)> {
        let some = |text: &str| Value::from(Some(text).filter(|t| !t.is_empty()));
        let since = self.since.as_ref();
        vec![
            ("kind", self.layout.name.as_str().into()),
            ("title", self.title.as_str().into()),
            ("board", self.board.as_str().into()),
            ("meeting", self.meeting.into()),
            ("as_of", self.as_of.into()),
            ("since", since.map(|(day, _)| *day).into()),
            ("since_what", Value::from(since.and_then(|(_, what)| what.clone()))),
            ("part", self.part.word().into()),
            ("exempt_why", some(&self.exempt_why)),
            ("programme", some(&self.programme)),
        ]
    }
}

/// A pack that is made without being kept: a draft that nobody has approved.
///
/// # Errors
/// As [`Packs::draft`].
pub fn unkept(reader: &Reader, today: Day, plan: Id, new: &NewPack) -> Result<Pack> {
    let terms = terms(reader, today, plan, new)?;
    Ok(Pack {
        id: Id::from_bits(0),
        plan,
        revision: 0,
        title: terms.title,
        layout: terms.layout,
        board: terms.board,
        meeting: terms.meeting,
        as_of: terms.as_of,
        since: terms.since,
        part: terms.part,
        exempt_why: terms.exempt_why,
        programme: Some(terms.programme).filter(|p| !p.is_empty()),
        edition: 0,
        approved: None,
        known: None,
        issued: None,
        program: PROGRAM.to_owned(),
        inputs: None,
        supersedes: None,
        superseded_by: None,
    })
}

/// The text of the layout of the council's own that a new pack has: given with it, or kept under the name it asks for.
fn own_text(reader: &Reader, plan: Id, new: &NewPack) -> Result<Option<String>> {
    let given = new.own.trim();
    if !given.is_empty() {
        return Ok(Some(given.to_owned()));
    }
    let kept = reader.own_layouts(reader.place_of(plan)?)?;
    Ok(kept.into_iter().find(|own| own.layout.name == new.layout).map(|own| own.text))
}

fn terms(reader: &Reader, today: Day, plan: Id, new: &NewPack) -> Result<Terms> {
    let layout = match own_text(reader, plan, new)? {
        None => Layout::named(&new.layout).ok_or_else(|| Error::field("layout", "Select a kind of pack")),
        Some(own) => Layout::parse(&own).map_err(|why| Error::field("own", why)),
    }?;
    read_terms(reader, today, plan, layout, new)
}

fn read_terms(reader: &Reader, today: Day, plan: Id, layout: Layout, new: &NewPack) -> Result<Terms> {
    let mut errors = Vec::new();
    let mut board = fold(&new.board);
    if board.is_empty() {
        board.clone_from(&layout.audience);
    }
    if board.is_empty() {
        errors.push(FieldError::new("board", "Enter who the pack is for"));
    } else if board.chars().count() > 200 {
        errors.push(FieldError::new("board", "Who the pack is for must be 200 characters or fewer"));
    }
    let as_of = new.as_of.unwrap_or(today);
    let first = reader.first_day(plan)?;
    if as_of > today {
        errors.push(FieldError::new("as_of", "The day it speaks of must be today or in the past"));
    } else if let Some(first) = first.filter(|f| as_of < *f) {
        let sentence =
            format!("The day it speaks of must be {} or later: nothing is known before", first.long());
        errors.push(FieldError::new("as_of", sentence));
    }
    if new.since.is_some_and(|day| day >= as_of) {
        errors.push(FieldError::new("since", "The day it compares with must be before the day it speaks of"));
    }
    let programme = new.programme.trim();
    if !programme.is_empty() && as_of <= today {
        let known =
            reader.plan_on(plan, as_of).is_ok_and(|p| p.priorities.iter().any(|p| p.key == programme));
        if !known {
            errors.push(FieldError::new("programme", "Select a priority that the plan has on that day"));
        }
    }
    if !errors.is_empty() {
        return Err(Error::Fields(errors));
    }
    // A day before anything was known is its first day.
    let asked = new.since.map(|day| (first.map_or(day, |f| day.max(f)), None));
    let since = match asked {
        Some(given) => Some(given),
        None => since(reader, plan, &board, as_of)?,
    };
    let part = new.part.unwrap_or(layout.part);
    let title = match fold(&new.title) {
        given if !given.is_empty() => given,
        _ => layout.title.clone(),
    };
    let exempt_why = if part == Part::Ii { fold(&new.exempt_why) } else { String::new() };
    let (meeting, programme) = (new.meeting, programme.to_owned());
    Ok(Terms { layout, title, board, meeting, as_of, since, part, exempt_why, programme })
}
