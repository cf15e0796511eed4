//! A snapshot kept: its rows in the database of children, what was computed of it as an event with its document, and the
//! observations of bound measures.

use std::collections::BTreeMap;

use extracts::check;
use extracts::snapshot::Snapshot;
use measures::Reads;
use measures::calendar::Calendar;
use model::day::Day;
use model::id::Id;
use serde_json::{Map, Value as Json};
use store::{Change, Delivery, Filter, Kind, SnapshotTables, View};

use super::library::Library;
use super::{bound, figures, teams};
use crate::edit::{Note, fold};
use crate::error::{Error, Result};
use crate::measured::{self, Measured};
use crate::site::{Analyst, Desk, Intent, Reader, latest};
use crate::words;

/// A snapshot as it was read, to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Delivered<'a> {
    /// The snapshot.
    pub snapshot: &'a Snapshot,
    /// The files as they came: name and bytes.
    pub files: &'a [(String, Vec<u8>)],
    /// Numbers of children were replaced by pseudonyms: the files, which hold them, are not kept.
    pub pseudonyms: bool,
    /// The bank holidays that working days are counted by.
    pub calendar: &'a Calendar,
}

/// What came of keeping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptLists {
    /// Whether it was not there before.
    pub new: bool,
    /// How many observations of the plan's measures were made.
    pub observations: usize,
    /// The last day on which its rows are kept.
    pub until: Day,
}

/// What of a snapshot stays for good: no row about a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The hash of its files.
    pub hash: String,
    /// The day it speaks of.
    pub as_at: Day,
    /// The lists delivered with their numbers of rows.
    pub lists: Vec<(String, u64)>,
    /// Faults found by each rule that looked at rows.
    pub quality: Vec<(String, u64)>,
    /// Teams without a service.
    pub unmapped: Vec<(String, u64)>,
    /// Cells left empty because what was written could not be taken.
    pub rejected: i64,
    /// The figures, as the text of their document.
    pub figures: String,
}

impl Record {
    /// Computes every measure of a snapshot and counts its faults.
    ///
    /// # Errors
    /// The engine's, with the measure it happened in; the store's.
    pub fn of(
        snapshot: &Snapshot,
        library: &Library,
        calendar: &Calendar,
    ) -> Result<(Record, Vec<Measured>)> {
        let mut tables = SnapshotTables::new(calendar)?;
        tables.hold(snapshot, &Reads::of(library.current.iter().map(|d| &**d)))?;
        let all = computed(library, &tables)?;
        let delivered = snapshot.tables().filter(|(list, _)| snapshot.delivered(&list.name));
        let faults = check::counts(snapshot, &check::check(snapshot));
        let rejected = snapshot.remarks().iter().filter(|r| r.deed.is_rejection()).count();
        let record = Record {
            hash: snapshot.hash().to_owned(),
            as_at: snapshot.as_at(),
            lists: delivered.map(|(list, table)| (list.name.clone(), table.len() as u64)).collect(),
            quality: faults.into_iter().map(|(code, n)| (code.to_owned(), u64::from(n))).collect(),
            unmapped: snapshot.unmapped().iter().map(|(team, n)| (team.clone(), u64::from(*n))).collect(),
            rejected: i64::try_from(rejected).unwrap_or(i64::MAX),
            figures: figures::text(&all),
        };
        Ok((record, all))
    }
}

/// Every measure of a library. One that the place wrote itself and that does not run says so instead of a number: what else
/// the lists say is kept all the same.
fn computed(library: &Library, tables: &SnapshotTables) -> Result<Vec<Measured>> {
    let one = |definition| match measured::one(definition, tables) {
        Ok(measured) => Ok(measured),
        Err(why) if library.is_own(&definition.key) => {
            let needs = vec![format!("another definition: {why}")];
            Ok(Measured { needs, ..Measured::empty(definition) })
        }
        Err(why) => Err(Error::Refused(format!("The measure {} cannot be computed: {why}", definition.key))),
    };
    library.current.iter().map(one).collect()
}

/// Pairs as a JSON object.
fn json(pairs: &[(String, u64)]) -> String {
    let map: Map<String, Json> = pairs.iter().map(|(k, v)| (k.clone(), (*v).into())).collect();
    Json::Object(map).to_string()
}

impl Reader {
    /// The place that lists belong to: the one so called, without a name the only one there is. `None` where a name is
    /// given and nothing is kept yet, so that the place is still to be made.
    ///
    /// # Errors
    /// Where it is not clear which.
    pub fn place_of_lists(&self, name: Option<&str>) -> Result<Option<Id>> {
        let places = self.places()?;
        let known = || words::list(&places.iter().map(|p| p.name.clone()).collect::<Vec<_>>());
        let wanted = name.map(fold).filter(|n| !n.is_empty());
        match (&wanted, places.as_slice()) {
            (Some(_), []) => Ok(None),
            (Some(name), _) => {
                let called = places.iter().find(|p| p.name.to_lowercase() == name.to_lowercase());
                let unknown = || Error::Refused(format!("There is no place {name}: there is {}", known()));
                called.map(|p| Some(p.id)).ok_or_else(unknown)
            }
            (None, [only]) => Ok(Some(only.id)),
            (None, []) => {
                Err(Error::Refused("Nothing is kept yet: name the place that the lists are of".to_owned()))
            }
            (None, _) => Err(Error::Refused(format!("Name the place that the lists are of: {}", known()))),
        }
    }
}

impl Analyst<'_> {
    /// The same; a place that is still to be made is made.
    ///
    /// # Errors
    /// Where it is not clear which; the store's.
    pub fn place_of_lists(&mut self, name: Option<&str>) -> Result<Id> {
        let desk = &mut self.0;
        if let Some(place) = desk.reader()?.place_of_lists(name)? {
            return Ok(place);
        }
        let id = desk.id();
        let fields = vec![("name", fold(name.unwrap_or_default()).as_str().into())];
        let intent = desk.intent("place made", &Note::default())?;
        desk.write(id, intent, vec![Change::create(Kind::Place, id, None, fields)])?;
        Ok(id)
    }

    /// Keeps a snapshot: all of it, or nothing. The same files of the same day again change nothing.
    ///
    /// # Errors
    /// For a day to come, or a place that is not there; the engine's; the store's.
    pub fn keep_lists(&mut self, place: Id, delivered: &Delivered<'_>, note: &Note) -> Result<KeptLists> {
        let library = self.0.reader()?.library(place)?;
        let (record, all) = Record::of(delivered.snapshot, &library, delivered.calendar)?;
        let content = delivered.snapshot.to_bytes();
        let files: &[(String, Vec<u8>)] = if delivered.pseudonyms { &[] } else { delivered.files };
        let originals: Vec<(&str, &[u8])> =
            files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        keep(&mut self.0, place, &record, &all, Some((&content, &originals)), delivered.pseudonyms, note)
    }

    /// Keeps what was computed of a snapshot elsewhere, and its rows as bytes where they are given.
    ///
    /// # Errors
    /// As [`Analyst::keep_lists`].
    pub fn keep_record(
        &mut self,
        place: Id,
        record: &Record,
        content: Option<&[u8]>,
        note: &Note,
    ) -> Result<KeptLists> {
        let reader = self.0.reader()?;
        let library = reader.library(place)?;
        // Only what observations are made of has to be taken from the text.
        let mut keys: Vec<String> = Vec::new();
        for plan in reader.plans()?.into_iter().filter(|p| p.place == place) {
            keys.extend(reader.bindings(plan.id, latest())?.into_iter().map(|b| b.definition));
        }
        let find = |key: &str, version: u32| library.version(key, version);
        let all: Vec<Measured> =
            keys.iter().filter_map(|key| figures::one(&record.figures, key, &find)).collect();
        keep(&mut self.0, place, record, &all, content.map(|c| (c, &[][..])), false, note)
    }
}

/// The bytes of a snapshot's rows, and its files.
type Rows<'a> = (&'a [u8], &'a [(&'a str, &'a [u8])]);

fn keep(
    desk: &mut Desk<'_>,
    place: Id,
    record: &Record,
    all: &[Measured],
    rows: Option<Rows<'_>>,
    pseudonyms: bool,
    note: &Note,
) -> Result<KeptLists> {
    let today = desk.ctx.today;
    if record.as_at > today {
        return Err(Error::field("as_at", "The day the lists speak of must be today or in the past"));
    }
    let reader = desk.reader()?;
    let until = today.plus_days(teams::keep_days(&reader, place)?);
    let there = reader.rows.rows(Kind::Snapshot, &Filter::Place(place), View::of(latest()))?;
    let same =
        there.iter().find(|r| r.text("hash") == Some(&record.hash) && r.day("as_at") == Some(record.as_at));
    if let Some(row) = same {
        let until = row.day("ends").unwrap_or(until);
        return Ok(KeptLists { new: false, observations: 0, until });
    }
    // Rows that were never here, or were destroyed before, are gone from the start.
    let mut gone = rows.is_none();
    if let Some((content, originals)) = rows {
        // The rows first: a snapshot that pages know of has its rows. Rows without a snapshot, left where the machine
        // stopped between the two, end on their day all the same, and keeping again completes them.
        let (who, now) = (desk.ctx.who.name.clone(), desk.ctx.now_ms);
        let delivery = Delivery { hash: &record.hash, as_at: record.as_at, content, originals, until };
        gone = desk.site.children(|c| Ok(c.keep(&delivery, &who, now)?))? == store::Kept::Destroyed;
    }
    let packed = figures::pack(&record.figures);
    let hash = store::sha256(&packed);
    let put = desk.site.store().put_document(&hash, "figures", packed);
    put.map_err(|e| desk.refusal(e))?;
    let fields = vec![
        ("hash", record.hash.as_str().into()),
        ("as_at", record.as_at.into()),
        ("ends", until.into()),
        ("lists", json(&record.lists).into()),
        ("quality", json(&record.quality).into()),
        ("unmapped", Some(json(&record.unmapped)).filter(|_| !record.unmapped.is_empty()).into()),
        ("rejected", record.rejected.into()),
        ("pseudonyms", pseudonyms.into()),
        ("figures", hash.into()),
        ("gone", Some(today).filter(|_| gone).into()),
    ];
    let mut changes = vec![Change::create(Kind::Snapshot, desk.id(), None, fields)];
    let by_key: BTreeMap<&str, &Measured> = all.iter().map(|m| (m.definition.key.as_str(), m)).collect();
    let given = bound::Given { all: by_key, snapshot: &record.hash, as_at: record.as_at };
    let made = bound::observations(desk, &reader, place, &[given])?;
    let recorded = |c: &&Change| matches!(c.op, store::Op::Create { .. } | store::Op::Set { .. });
    let observations = made.iter().filter(recorded).count();
    changes.extend(made);
    let intent = Intent::new("case lists kept", record.as_at).because(&note.why);
    desk.write(place, intent, changes)?;
    Ok(KeptLists { new: true, observations, until })
}

/// The first line of [`Record::to_text`]'s part for a snapshot.
const BEGIN: &str = "r\t";

impl Record {
    /// Records as text: for each its day, hash and counts, then the text of its figures.
    pub fn to_text(records: &[Record]) -> String {
        let mut out = String::new();
        for record in records {
            out.push_str(&format!("{BEGIN}{}\t{}\t{}\n", record.as_at.iso(), record.hash, record.rejected));
            for (mark, pairs) in [("l", &record.lists), ("q", &record.quality), ("u", &record.unmapped)] {
                for (name, n) in pairs {
                    out.push_str(&format!("{mark}\t{name}\t{n}\n"));
                }
            }
            out.push_str(&record.figures);
        }
        out
    }

    /// The records of such a text; `None` where it is none.
    pub fn from_text(text: &str) -> Option<Vec<Record>> {
        let mut records: Vec<Record> = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            // The text of figures is long and taken whole.
            let end = rest.get(1..)?.find("\nr\t").map_or(rest.len(), |at| at + 2);
            let (one, more) = rest.split_at_checked(end)?;
            rest = more;
            let (head, figures) = one.split_at_checked(one.find(figures::MARK)?)?;
            let mut lines = head.lines();
            let first: Vec<&str> = lines.next()?.strip_prefix(BEGIN)?.split('\t').collect();
            let field = |n: usize| first.get(n).copied().unwrap_or_default();
            let mut record = Record {
                as_at: Day::parse_iso(field(0))?,
                hash: field(1).to_owned(),
                rejected: field(2).parse().ok()?,
                lists: Vec::new(),
                quality: Vec::new(),
                unmapped: Vec::new(),
                figures: figures.to_owned(),
            };
            for line in lines {
                let fields: Vec<&str> = line.split('\t').collect();
                let pair = ((*fields.get(1)?).to_owned(), fields.get(2)?.parse().ok()?);
                match fields.first().copied()? {
                    "l" => record.lists.push(pair),
                    "q" => record.quality.push(pair),
                    "u" => record.unmapped.push(pair),
                    _ => return None,
                }
            }
            records.push(record);
        }
        Some(records)
    }
}
