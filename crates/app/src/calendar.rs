//! Due days and meetings as a calendar (RFC 5545) that other programs subscribe to. Written here: the well-kept crate
//! brings a second calendar (`chrono`) into the tree.

use model::day::Day;

use crate::views::row::ActionRow;
use crate::views::scene::Scene;

/// A meeting for which a pack was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The pack's identity.
    pub key: String,
    /// Who meets.
    pub board: String,
    /// When.
    pub day: Day,
}

/// The open actions of a plan on their due days and the meetings, as a calendar; `owner` narrows the actions to one
/// person's. `site` is where the pages are, without a slash at its end. The same plan gives the same bytes.
pub fn calendar(scene: &Scene, meetings: &[Meeting], owner: Option<&str>, site: &str) -> String {
    let mut out = Ics::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", "-//Throughline//Improvement plan//EN");
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", "PUBLISH");
    out.line("X-WR-CALNAME", &text(&scene.plan.title));
    let plan = crate::views::scene::key(&scene.plan.origin, 0);
    let stamp = format!("{}T000000Z", basic(scene.day));
    let theirs = |row: &&ActionRow| owner.is_none_or(|name| row.names.iter().any(|n| n == name));
    for row in scene.rows().iter().filter(|r| !r.complete).filter(theirs) {
        let Some(due) = row.due.day.as_deref().and_then(Day::parse_iso) else { continue };
        let late = if row.due.late > 0 { "Late: " } else { "" };
        let name = [row.reference.as_str(), row.text.as_str()];
        let name = name.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
        let mut said = vec![format!("Target date: {}", row.due.phrase)];
        if !row.owners.is_empty() {
            said.push(format!("Owner: {}", row.owners.join("; ")));
        }
        out.event(&Event {
            key: &row.key,
            revision: row.revision,
            stamp: &stamp,
            day: due,
            name: &format!("{late}{name}"),
            said: &said.join("\n"),
            address: &format!("{site}/plans/{plan}/actions/{}", row.key),
        });
    }
    for meeting in meetings {
        out.event(&Event {
            key: &meeting.key,
            revision: 0,
            stamp: &stamp,
            day: meeting.day,
            name: &format!("{} meets", meeting.board),
            said: "",
            address: &format!("{site}/plans/{plan}/packs/{}", meeting.key),
        });
    }
    out.line("END", "VCALENDAR");
    out.0
}

struct Event<'e> {
    key: &'e str,
    revision: u32,
    stamp: &'e str,
    day: Day,
    name: &'e str,
    said: &'e str,
    address: &'e str,
}

#[derive(Default)]
struct Ics(String);

impl Ics {
    fn event(&mut self, event: &Event<'_>) {
        self.line("BEGIN", "VEVENT");
        self.line("UID", &format!("{}@throughline", event.key));
        self.line("DTSTAMP", event.stamp);
        self.line("SEQUENCE", &event.revision.to_string());
        self.line("DTSTART;VALUE=DATE", &basic(event.day));
        self.line("SUMMARY", &text(event.name));
        if !event.said.is_empty() {
            self.line("DESCRIPTION", &text(event.said));
        }
        self.line("URL", event.address);
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// A line, folded so that none is longer than 75 octets.
    fn line(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if octets + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

fn basic(day: Day) -> String {
    day.iso().replace('-', "")
}

/// Text as a value: separators escaped, other control characters left out.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
