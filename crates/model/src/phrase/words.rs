//! The words of target dates, as data.

/// Words for the months, in order; the first two of each are always understood, in prose with a capital letter.
pub(super) const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb", "febuary"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sep", "sept"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// Words for the days of the week, Monday first.
pub(super) const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon"],
    &["tuesday", "tue", "tues"],
    &["wednesday", "wed", "weds"],
    &["thursday", "thu", "thur", "thurs"],
    &["friday", "fri"],
    &["saturday", "sat"],
    &["sunday", "sun"],
];

/// Counting words, from one.
pub(super) const COUNTS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// What an ordinal number ends in.
pub(super) const ORDINALS: &[&str] = &["st", "nd", "rd", "th"];

/// Words that say that it is done.
pub(super) const COMPLETED: &[&str] = &[
    "complete",
    "completed",
    "done",
    "closed",
    "finished",
    "achieved",
    "implemented",
    "delivered",
    "concluded",
];

/// Words before one of [`COMPLETED`] that take it back.
pub(super) const NOT_YET: &[&str] = &[
    "not",
    "be",
    "being",
    "partially",
    "partly",
    "part",
    "almost",
    "nearly",
    "until",
    "when",
    "once",
    "if",
    "before",
    "substantially",
    "to",
    "mostly",
];

/// Words that say that it has no end.
pub(super) const ONGOING: &[&str] = &[
    "ongoing",
    "continuous",
    "continuously",
    "continuing",
    "continual",
    "rolling",
    "bau",
    "throughout",
    "permanent",
];

/// Words that say that it recurs.
pub(super) const RECURRING: &[&str] = &[
    "each",
    "every",
    "annually",
    "annual",
    "yearly",
    "monthly",
    "bimonthly",
    "quarterly",
    "termly",
    "weekly",
    "fortnightly",
    "daily",
    "biannually",
    "biannual",
    "twice",
];

/// Those of [`RECURRING`] that can stand alone.
pub(super) const ADVERBS: &[&str] =
    &["annually", "yearly", "monthly", "quarterly", "termly", "weekly", "fortnightly", "daily", "biannually"];

/// Words that say that it is not known.
pub(super) const UNKNOWN: &[&str] = &["tbc", "tba", "tbd"];

/// Words that open a phrase which waits for an event.
pub(super) const TRIGGERS: &[&str] = &[
    "once",
    "following",
    "follow",
    "follows",
    "subject",
    "after",
    "when",
    "upon",
    "dependent",
    "pending",
    "awaiting",
    "await",
    "depends",
    "depending",
    "contingent",
    "linked",
];

/// Words before a date that make it a beginning without end.
pub(super) const OPENERS: &[&str] = &[
    "from",
    "since",
    "start",
    "starts",
    "starting",
    "started",
    "commence",
    "commences",
    "commencing",
    "commenced",
    "begin",
    "begins",
    "beginning",
    "began",
    "begun",
    "launch",
    "launched",
    "after",
    "following",
];

/// Words after a date that make it a beginning without end.
pub(super) const ONWARDS: &[&str] = &["onwards", "onward", "forward", "forwards"];

/// Words and marks between two dates that make them a range.
pub(super) const RANGE: &[&str] = &["-", "to", "until", "till", "through", "thru"];

/// Words and marks between two dates that make them alternatives.
pub(super) const EITHER: &[&str] = &["/", "or"];

/// Words and marks between two dates that make them milestones.
pub(super) const MILESTONES: &[&str] = &["and", "&", ",", "+"];

/// Words and marks after which stands the date that replaces the one before.
pub(super) const REPLACES: &[&[&str]] = &[
    &["→"],
    &["⇒"],
    &["➔"],
    &["-", ">"],
    &["=", ">"],
    &[">"],
    &["then"],
    &["now"],
    &["revised"],
    &["revised", "to"],
    &["amended", "to"],
    &["changed", "to"],
    &["moved", "to"],
    &["slipped", "to"],
    &["extended"],
    &["extended", "to"],
    &["deferred", "to"],
    &["delayed", "to"],
    &["delayed", "until"],
    &["postponed", "to"],
    &["rescheduled", "to"],
    &["put", "back", "to"],
    &["pushed", "back", "to"],
    &["re", "-", "scheduled", "to"],
    &["new"],
    &["new", "target"],
    &["updated", "to"],
];

/// Words after which stands the date that was replaced.
pub(super) const REPLACED: &[&[&str]] = &[
    &["was"],
    &["were"],
    &["previously"],
    &["formerly"],
    &["original"],
    &["originally"],
    &["orig"],
    &["orig", "."],
    &["moved", "from"],
    &["revised", "from"],
    &["amended", "from"],
    &["changed", "from"],
    &["slipped", "from"],
    &["extended", "from"],
    &["deferred", "from"],
    &["delayed", "from"],
    &["instead", "of"],
    &["replaces"],
];

/// Words with which a new phrase begins in run-on text.
pub(super) const STARTERS: &[&str] = &[
    "from",
    "by",
    "during",
    "next",
    "each",
    "every",
    "ongoing",
    "on",
    "programme",
    "no",
    "within",
    "until",
    "since",
    "before",
    "completed",
    "complete",
    "tbc",
    "in",
    "phase",
    "w",
    "week",
    "starting",
    "commencing",
    "revised",
];

/// Every word that a date or period can begin with, in order: where no such word and no number stands, none begins.
/// A test compares it with the lists above.
pub(super) const BEGINNINGS: &[&str] = &[
    "a",
    "academic",
    "apr",
    "april",
    "aug",
    "august",
    "autumn",
    "beginning",
    "calendar",
    "christmas",
    "current",
    "dec",
    "december",
    "early",
    "easter",
    "eight",
    "eleven",
    "end",
    "feb",
    "february",
    "febuary",
    "financial",
    "first",
    "five",
    "following",
    "four",
    "fourth",
    "fri",
    "friday",
    "fy",
    "immediate",
    "immediately",
    "in",
    "jan",
    "january",
    "jul",
    "july",
    "jun",
    "june",
    "last",
    "late",
    "mar",
    "march",
    "may",
    "mid",
    "middle",
    "mon",
    "monday",
    "municipal",
    "new",
    "next",
    "nine",
    "nov",
    "november",
    "oct",
    "october",
    "of",
    "one",
    "period",
    "previous",
    "q",
    "qtr",
    "quarter",
    "sat",
    "saturday",
    "school",
    "second",
    "sep",
    "sept",
    "september",
    "seven",
    "six",
    "spring",
    "start",
    "summer",
    "sun",
    "sunday",
    "ten",
    "the",
    "third",
    "this",
    "three",
    "thu",
    "thur",
    "thurs",
    "thursday",
    "tue",
    "tues",
    "tuesday",
    "twelve",
    "two",
    "w",
    "wed",
    "wednesday",
    "weds",
    "week",
    "winter",
    "within",
    "xmas",
    "year",
];

/// The first words of [`REPLACES`] and [`REPLACED`], in order.
pub(super) const LINKS: &[&str] = &[
    "-",
    "=",
    ">",
    "amended",
    "changed",
    "deferred",
    "delayed",
    "extended",
    "formerly",
    "instead",
    "moved",
    "new",
    "now",
    "orig",
    "original",
    "originally",
    "postponed",
    "previously",
    "pushed",
    "put",
    "re",
    "replaces",
    "rescheduled",
    "revised",
    "slipped",
    "then",
    "updated",
    "was",
    "were",
    "→",
    "⇒",
    "➔",
];

#[cfg(test)]
mod tests {
    use super::{BEGINNINGS, COUNTS, LINKS, MONTHS, REPLACED, REPLACES, WEEKDAYS};

    #[test]
    fn lists_that_are_looked_up_by_halves_are_in_order_and_hold_every_word_of_the_others() {
        assert!(BEGINNINGS.is_sorted() && LINKS.is_sorted());
        let months_and_days = MONTHS.iter().chain(&WEEKDAYS).copied().flatten();
        for word in months_and_days.chain(&COUNTS) {
            assert!(BEGINNINGS.binary_search(word).is_ok(), "{word}");
        }
        for phrase in REPLACES.iter().chain(REPLACED) {
            assert!(LINKS.binary_search(&phrase[0]).is_ok(), "{phrase:?}");
        }
    }
}
