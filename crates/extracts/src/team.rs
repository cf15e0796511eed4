//! Which service a team belongs to, and from when: teams are renamed and moved, so that the table is dated.

use std::collections::BTreeMap;

use model::day::Day;

use crate::fold::fold;
use crate::read::delimited::Records;

/// The table of teams.
#[derive(Clone, Debug, Default)]
pub struct Teams {
    rows: BTreeMap<String, Vec<Belongs>>,
}

#[derive(Clone, Debug)]
struct Belongs {
    service: String,
    from: Option<Day>,
    to: Option<Day>,
}

/// Why a table of teams cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TeamsFault {
    /// It lacks a column.
    #[error("the table of teams has no column “{0}”; its first line must name team, service, from and to")]
    Column(&'static str),
    /// A day cannot be read.
    #[error("line {0} of the table of teams: “{1}” is no day; write dd/mm/yyyy")]
    Day(u32, String),
    /// Two rows of one team overlap.
    #[error(
        "line {0} of the table of teams: “{1}” belongs to two services at once; give the first a last day"
    )]
    Overlap(u32, String),
    /// The bytes cannot be read.
    #[error("the table of teams cannot be read")]
    Unreadable,
}

impl Teams {
    /// Reads a delimited table with the columns team, service and, where a team moved, from and to (first and last
    /// day).
    ///
    /// # Errors
    /// When a column is missing, a day is none, or a team belongs to two services on one day.
    pub fn read(bytes: &[u8]) -> Result<Teams, TeamsFault> {
        let mut records = Records::new(bytes).map_err(|_| TeamsFault::Unreadable)?;
        let mut next = || records.advance().map_err(|_| TeamsFault::Unreadable);
        if !next()? {
            return Err(TeamsFault::Column("team"));
        }
        let place = |name: &str| (0..records.len()).find(|f| fold(records.field(*f)) == name);
        let team = place("team").ok_or(TeamsFault::Column("team"))?;
        let service = place("service").ok_or(TeamsFault::Column("service"))?;
        let (from, to) = (place("from"), place("to"));
        let mut teams = Teams::default();
        while records.advance().map_err(|_| TeamsFault::Unreadable)? {
            let name = fold(records.field(team));
            let service = records.field(service).to_owned();
            if name.is_empty() || service.is_empty() {
                continue;
            }
            let day = |field: Option<usize>| match field.map(|f| records.field(f)).filter(|t| !t.is_empty()) {
                None => Ok(None),
                Some(text) => crate::read::day::whole(text)
                    .map(Some)
                    .ok_or_else(|| TeamsFault::Day(records.number, text.to_owned())),
            };
            let row = Belongs { service, from: day(from)?, to: day(to)? };
            let rows = teams.rows.entry(name).or_default();
            if rows.iter().any(|r| r.overlaps(&row) && r.service != row.service) {
                return Err(TeamsFault::Overlap(records.number, records.field(team).to_owned()));
            }
            rows.push(row);
        }
        Ok(teams)
    }

    /// The service of a team on a day; `None` where the table does not say.
    pub fn service(&self, team: &str, day: Day) -> Option<&str> {
        let rows = self.rows.get(&fold(team))?;
        rows.iter().find(|r| r.holds(day)).map(|r| r.service.as_str())
    }

    /// Whether the table is empty.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Belongs {
    fn holds(&self, day: Day) -> bool {
        self.from.is_none_or(|f| f <= day) && self.to.is_none_or(|t| day <= t)
    }

    fn overlaps(&self, other: &Belongs) -> bool {
        let before = |a: &Belongs, b: &Belongs| matches!((a.to, b.from), (Some(t), Some(f)) if t < f);
        !before(self, other) && !before(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Teams, TeamsFault};
    use model::day::Day;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a day")
    }

    #[test]
    fn a_team_belongs_to_the_service_of_the_day() {
        let table = b"Team,Service,From,To\nNorth 1,Assessment,,31/03/2025\nNorth 1,Safeguarding,01/04/2025,\nCare,Looked after,,\n";
        let teams = Teams::read(table).expect("a table");
        assert_eq!(teams.service("north 1", day("2025-03-31")), Some("Assessment"));
        assert_eq!(teams.service("North-1", day("2025-04-01")), Some("Safeguarding"));
        assert_eq!(teams.service("South", day("2025-04-01")), None);
    }

    #[test]
    fn a_team_of_two_services_at_once_is_refused() {
        let table = b"team,service,from,to\nNorth,A,,\nNorth,B,01/04/2025,\n";
        assert_eq!(Teams::read(table).err(), Some(TeamsFault::Overlap(3, "North".into())));
        assert_eq!(Teams::read(b"group,service\n").err(), Some(TeamsFault::Column("team")));
        let wrong = Teams::read(b"team,service,from\nA,B,soon\n").err();
        assert_eq!(wrong, Some(TeamsFault::Day(2, "soon".into())));
    }
}
