//! The figures computed of a snapshot, as the document that is kept when the rows about children are long destroyed.
//!
//! Lines of fields with tabs between them, packed: readable by eye once unpacked, and one measure of it can be read
//! without the rest. Numbers of workers are not in it: they are computed from the rows while those are there.
//!
//! | line | fields |
//! | --- | --- |
//! | `d` | a definition: key, version, rows outside the known bank holidays |
//! | `n` | what it needs and the snapshot lacks |
//! | `w`, `s`, `t` | the number of the whole, a service, a team: service, team, numerator, denominator, value, left out; three quartiles where it has them |
//! | `b` | a band of the number above: name, count, share |

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::ops::Range;
use std::sync::Arc;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use measures::Definition;
use model::day::Day;
use model::decimal::Decimal;

use crate::measured::{Measured, Number};

/// The first line.
pub(super) const MARK: &str = "throughline figures 1\n";
/// More than any place's figures unpack to: a damaged document takes no more.
const MOST: u64 = 64 << 20;

/// The figures as a document's text.
pub fn text(all: &[Measured]) -> String {
    let mut out = String::from(MARK);
    for measured in all {
        let definition = &measured.definition;
        let _ = writeln!(out, "d\t{}\t{}\t{}", definition.key, definition.version, measured.outside_calendar);
        for need in &measured.needs {
            let _ = writeln!(out, "n\t{}", plain(need));
        }
        measured.whole.iter().for_each(|n| line(&mut out, 'w', n));
        measured.services.iter().for_each(|n| line(&mut out, 's', n));
        measured.teams.iter().for_each(|n| line(&mut out, 't', n));
    }
    out
}

fn line(out: &mut String, of: char, number: &Number) {
    let figure = |d: Option<Decimal>| d.map(|d| d.to_string()).unwrap_or_default();
    let _ = write!(
        out,
        "{of}\t{}\t{}\t{}\t{}\t{}\t{}",
        plain(&number.service),
        plain(&number.team),
        figure(number.numerator),
        figure(number.denominator),
        figure(number.value),
        number.left_out
    );
    for quartile in number.quartiles.iter().flatten() {
        let _ = write!(out, "\t{quartile}");
    }
    out.push('\n');
    for (name, count, share) in &number.bands {
        let _ = writeln!(out, "b\t{}\t{count}\t{}", plain(name), figure(*share));
    }
}

/// A name on one line of one field.
fn plain(name: &str) -> String {
    name.replace(['\t', '\n', '\r'], " ")
}

/// Text packed, the same bytes every time.
pub fn pack(text: &str) -> Vec<u8> {
    pack_bytes(text.as_bytes())
}

/// Packed text; `None` where the bytes are none.
pub fn unpack(bytes: &[u8]) -> Option<String> {
    String::from_utf8(unpack_bytes(bytes)?).ok()
}

/// Bytes packed.
pub fn pack_bytes(bytes: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing into memory does not fail.
    let _ = packed.write_all(bytes);
    packed.finish().unwrap_or_default()
}

/// Packed bytes; `None` where they are none.
pub fn unpack_bytes(packed: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed).take(MOST).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// A document's text with the place of each of its blocks, so that one is found without reading the rest.
#[derive(Debug)]
pub struct Blocks {
    text: Box<str>,
    /// Where each block stands, by what it is called: the key of a definition, or a snapshot's day and hash.
    places: HashMap<Box<str>, Range<usize>>,
}

/// How far the numbers of a document are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The whole and the services: all that a course over years needs.
    Services,
    /// The teams, too.
    Teams,
}

impl Blocks {
    /// The blocks of a document of figures, each called by the key of its definition.
    pub fn of(text: &str, detail: Detail) -> Blocks {
        let text = match detail {
            Detail::Services => without_teams(text),
            Detail::Teams => text.to_owned(),
        };
        Blocks::called(text, "d\t", |line| line.split('\t').nth(1).map(str::to_owned))
    }

    /// The blocks of a document of restated figures, each called by the day and the hash of its snapshot.
    pub fn of_restated(text: &str) -> Blocks {
        Blocks::called(text.to_owned(), "r\t", |line| line.strip_prefix("r\t").map(str::to_owned))
    }

    /// Blocks begin with lines that begin so.
    fn called(text: String, begin: &str, name: impl Fn(&str) -> Option<String>) -> Blocks {
        let mut places: HashMap<Box<str>, Range<usize>> = HashMap::new();
        let mut open: Option<(Box<str>, usize)> = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if line.starts_with(begin) {
                let started = name(line.trim_end()).map(|n| (n.into_boxed_str(), at));
                if let Some((name, from)) = std::mem::replace(&mut open, started) {
                    places.insert(name, from..at);
                }
            }
            at += line.len();
        }
        if let Some((name, from)) = open {
            places.insert(name, from..at);
        }
        Blocks { text: text.into_boxed_str(), places }
    }

    /// How many bytes it takes, about.
    pub fn size(&self) -> usize {
        self.text.len() + self.places.keys().map(|k| k.len() + 64).sum::<usize>()
    }

    /// Every measure of a document of figures whose definition is known.
    pub fn all(&self, find: &dyn Fn(&str, u32) -> Option<Arc<Definition>>) -> Vec<Measured> {
        all(&self.text, find)
    }

    /// The measure in the block so called, by its definition.
    pub fn one(&self, name: &str, find: &dyn Fn(&str, u32) -> Option<Arc<Definition>>) -> Option<Measured> {
        block(self.text.get(self.places.get(name)?.clone())?, find)
    }
}

/// What a block of restated figures is called.
pub fn restated_name(as_at: Day, hash: &str) -> String {
    format!("{}\t{hash}", as_at.iso())
}

/// What earlier snapshots give by another version of a definition, as a document's text: for each its day, its hash and its
/// figures.
pub fn restated<'a>(all: impl IntoIterator<Item = (Day, &'a str, &'a Measured)>) -> String {
    let mut out = String::from("throughline restated 1\n");
    for (as_at, hash, measured) in all {
        let _ = writeln!(out, "r\t{}", restated_name(as_at, hash));
        out.push_str(text(std::slice::from_ref(measured)).trim_start_matches(MARK));
    }
    out
}

/// A document's text without the numbers of teams, which are half of it.
fn without_teams(text: &str) -> String {
    let mut kept = String::with_capacity(text.len() / 2);
    let mut team = false;
    for line in text.split_inclusive('\n') {
        team = line.starts_with("t\t") || team && line.starts_with("b\t");
        if !team {
            kept.push_str(line);
        }
    }
    kept
}

/// The measure with this key in a document's text.
pub fn one(text: &str, key: &str, find: &dyn Fn(&str, u32) -> Option<Arc<Definition>>) -> Option<Measured> {
    let start = text.find(&format!("\nd\t{key}\t"))? + 1;
    let rest = text.get(start..)?;
    let end = rest.find("\nd\t").map_or(rest.len(), |at| at + 1);
    block(rest.get(..end)?, find)
}

/// Every measure in a document's text whose definition is known.
pub fn all(text: &str, find: &dyn Fn(&str, u32) -> Option<Arc<Definition>>) -> Vec<Measured> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\nd\t") {
        let from = rest.get(at + 1..).unwrap_or_default();
        let end = from.find("\nd\t").map_or(from.len(), |at| at + 1);
        out.extend(block(from.get(..end).unwrap_or_default(), find));
        rest = from.get(end.saturating_sub(1)..).unwrap_or_default();
        if end == from.len() {
            break;
        }
    }
    out
}

/// The lines of one definition.
fn block(text: &str, find: &dyn Fn(&str, u32) -> Option<Arc<Definition>>) -> Option<Measured> {
    let mut measured: Option<Measured> = None;
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let field = |n: usize| fields.get(n).copied().unwrap_or_default();
        if field(0) == "d" {
            measured = Some(Measured {
                definition: find(field(1), field(2).parse().ok()?)?,
                needs: Vec::new(),
                whole: None,
                services: Vec::new(),
                teams: Vec::new(),
                outside_calendar: field(3).parse().ok()?,
            });
            continue;
        }
        // What stands before it names the block.
        let Some(held) = measured.as_mut() else { continue };
        match field(0) {
            "n" => held.needs.push(field(1).to_owned()),
            "w" => held.whole = Some(number(&fields)?),
            "s" => held.services.push(number(&fields)?),
            "t" => held.teams.push(number(&fields)?),
            "b" => {
                let band = (field(1).to_owned(), field(2).parse().ok()?, Decimal::parse(field(3)));
                let last = held.teams.last_mut().or(held.services.last_mut()).or(held.whole.as_mut());
                last?.bands.push(band);
            }
            _ => {}
        }
    }
    measured
}

fn number(fields: &[&str]) -> Option<Number> {
    let field = |n: usize| fields.get(n).copied().unwrap_or_default();
    let figure = |n: usize| Decimal::parse(field(n));
    Some(Number {
        service: field(1).to_owned(),
        team: field(2).to_owned(),
        numerator: figure(3),
        denominator: figure(4),
        value: figure(5),
        left_out: field(6).parse().ok()?,
        bands: Vec::new(),
        quartiles: figure(7).zip(figure(8)).zip(figure(9)).map(|((a, b), c)| [a, b, c]),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::decimal::Decimal;

    use super::{Blocks, Detail, all, one, pack, restated, restated_name, text, unpack};
    use crate::measured::{Measured, Number, library};

    fn number(service: &str, team: &str, value: &str) -> Number {
        Number {
            service: service.into(),
            team: team.into(),
            numerator: Decimal::whole(3),
            denominator: Decimal::whole(4),
            value: Decimal::parse(value),
            left_out: 2,
            ..Number::default()
        }
    }

    fn measured(key: &str) -> Measured {
        Measured {
            definition: library().iter().find(|d| d.key == key).map(Arc::clone).expect("there"),
            needs: Vec::new(),
            whole: Some(number("", "", "75")),
            services: vec![number("", "", "50"), number("Care", "", "80.1")],
            teams: vec![
                number("", "", "50"),
                number("", "Lost", "1"),
                number("Care", "", "2"),
                number("Care", "A", "3"),
            ],
            outside_calendar: 1,
        }
    }

    #[test]
    fn figures_come_back_as_they_were_written() {
        let mut spread = measured("assess_median");
        if let Some(whole) = &mut spread.whole {
            whole.quartiles = Some(
                [Decimal::parse("1.5"), Decimal::parse("2"), Decimal::parse("9")]
                    .map(Option::unwrap_or_default),
            );
        }
        let mut bands = measured("cin_duration_bins");
        bands.services.clear();
        bands.teams.clear();
        if let Some(whole) = &mut bands.whole {
            whole.bands = vec![("under a year".into(), 3, Decimal::parse("100")), ("more".into(), 0, None)];
        }
        let lacking = Measured {
            needs: vec!["visits".into()],
            whole: None,
            services: Vec::new(),
            teams: Vec::new(),
            outside_calendar: 0,
            ..measured("visits_in_time_pct")
        };
        let given = [spread, bands, lacking, measured("cin_open")];
        let packed = pack(&text(&given));
        assert_eq!(packed, pack(&text(&given)), "the same figures, the same bytes");
        let read = unpack(&packed).expect("text");
        let find = |key: &str, version: u32| {
            library().iter().find(|d| d.key == key && d.version == version).map(Arc::clone)
        };
        assert_eq!(all(&read, &find), given);
        assert_eq!(one(&read, "visits_in_time_pct", &find).as_ref(), given.get(2));
        assert_eq!(one(&read, "cin_open", &find).as_ref(), given.get(3));
        assert_eq!(one(&read, "cin", &find), None);
        assert_eq!(unpack(b"no such bytes"), None);

        let (whole, courses) = (Blocks::of(&read, Detail::Teams), Blocks::of(&read, Detail::Services));
        for measured in &given {
            let key = &measured.definition.key;
            assert_eq!(whole.one(key, &find).as_ref(), Some(measured));
            let course = Measured { teams: Vec::new(), ..measured.clone() };
            assert_eq!(courses.one(key, &find), Some(course));
        }
        assert_eq!(whole.all(&find), given);
        let (first, second) = (testkit::day("2026-01-05"), testkit::day("2026-01-12"));
        let both = restated(given.first().into_iter().flat_map(|m| [(first, "aa", m), (second, "bb", m)]));
        let blocks = Blocks::of_restated(&both);
        assert_eq!(blocks.one(&restated_name(second, "bb"), &find).as_ref(), given.first());
        assert_eq!(blocks.one(&restated_name(second, "aa"), &find), None);
    }
}
