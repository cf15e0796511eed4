//! What was done to single cells and rows while reading: every one that stayed empty or was understood in another
//! spelling than the list asks for.

use std::sync::Arc;

use model::at::At;
use model::finding::{Finding, Severity};
use serde::{Deserialize, Serialize};

use crate::cell::Word;

/// What was done to a cell or a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// A day was asked for and something else stands there; the cell stayed empty.
    NotADay,
    /// A number was asked for; the cell stayed empty.
    NotANumber,
    /// No code of the set is spelled so; the cell stayed empty.
    UnknownCode,
    /// Several codes could be meant; the cell stayed empty.
    AmbiguousCode,
    /// The workbook shows an error such as `#N/A`; the cell stayed empty.
    ErrorValue,
    /// A formula without its result; the cell stayed empty.
    Uncomputed,
    /// A text longer than any name was cut.
    Cut,
    /// A code in another spelling was understood.
    CodeUnderstood,
    /// A day in another form was understood.
    DayUnderstood,
    /// A year of two digits was given its century.
    CenturyGiven,
    /// A time of day was left out.
    TimeLeftOut,
    /// A number written as text, with separators or with noughts behind the point was understood.
    NumberUnderstood,
    /// A word that says that nothing is known was read as nothing.
    BlankWord,
    /// The row has more fields than the header.
    RowTooLong,
    /// The row has fewer fields than the header; the missing ones stayed empty.
    RowTooShort,
    /// The header stands again among the rows; it was left out.
    HeaderAgain,
    /// A quote was opened and never closed; it was taken for a mark.
    QuoteOpen,
}

impl Deed {
    /// All of them.
    pub const ALL: [Deed; 17] = [
        Deed::NotADay,
        Deed::NotANumber,
        Deed::UnknownCode,
        Deed::AmbiguousCode,
        Deed::ErrorValue,
        Deed::Uncomputed,
        Deed::Cut,
        Deed::CodeUnderstood,
        Deed::DayUnderstood,
        Deed::CenturyGiven,
        Deed::TimeLeftOut,
        Deed::NumberUnderstood,
        Deed::BlankWord,
        Deed::RowTooLong,
        Deed::RowTooShort,
        Deed::HeaderAgain,
        Deed::QuoteOpen,
    ];

    /// Whether something that was written is not in the snapshot.
    pub fn is_rejection(self) -> bool {
        self.severity() != Severity::Info
    }

    /// How much it matters.
    pub fn severity(self) -> Severity {
        match self {
            Deed::NotADay
            | Deed::NotANumber
            | Deed::UnknownCode
            | Deed::AmbiguousCode
            | Deed::ErrorValue
            | Deed::Uncomputed
            | Deed::Cut
            | Deed::RowTooLong
            | Deed::QuoteOpen => Severity::Warning,
            _ => Severity::Info,
        }
    }

    /// The code of its finding.
    pub fn code(self) -> &'static str {
        match self {
            Deed::NotADay => "cell-not-a-day",
            Deed::NotANumber => "cell-not-a-number",
            Deed::UnknownCode => "code-unknown",
            Deed::AmbiguousCode => "code-ambiguous",
            Deed::ErrorValue => "cell-error-value",
            Deed::Uncomputed => "cell-uncomputed",
            Deed::Cut => "cell-cut",
            Deed::CodeUnderstood => "code-understood",
            Deed::DayUnderstood => "day-understood",
            Deed::CenturyGiven => "century-given",
            Deed::TimeLeftOut => "time-left-out",
            Deed::NumberUnderstood => "number-understood",
            Deed::BlankWord => "blank-word",
            Deed::RowTooLong => "row-too-long",
            Deed::RowTooShort => "row-too-short",
            Deed::HeaderAgain => "header-again",
            Deed::QuoteOpen => "quote-open",
        }
    }

    /// A sentence; `written` is what stands there, `column` the column's header, `kept` what was made of it.
    fn sentence(self, column: &str, written: &str, kept: &str) -> String {
        match self {
            Deed::NotADay => format!("“{written}” under “{column}” is no day; the cell stays empty."),
            Deed::NotANumber => {
                format!("“{written}” under “{column}” is no number that fits; the cell stays empty.")
            }
            Deed::UnknownCode => {
                format!("“{written}” is no known spelling of a code of “{column}”; the cell stays empty.")
            }
            Deed::AmbiguousCode => {
                format!("“{written}” could be {kept} under “{column}”; the cell stays empty.")
            }
            Deed::ErrorValue => format!("“{column}” shows the error {written}; the cell stays empty."),
            Deed::Uncomputed => format!("A formula under “{column}” has no result; the cell stays empty."),
            Deed::Cut => {
                format!("The text under “{column}” is longer than any name; its beginning was kept.")
            }
            Deed::CodeUnderstood => format!("“{written}” under “{column}” was understood as {kept}."),
            Deed::DayUnderstood => format!("“{written}” under “{column}” was understood as {kept}."),
            Deed::CenturyGiven => {
                format!("“{written}” under “{column}” has a year of two digits and was understood as {kept}.")
            }
            Deed::TimeLeftOut => {
                format!("“{written}” under “{column}” has a time of day, which was left out.")
            }
            Deed::NumberUnderstood => format!("“{written}” under “{column}” was understood as {kept}."),
            Deed::BlankWord => {
                format!("“{written}” under “{column}” says that nothing is known; the cell is empty.")
            }
            Deed::RowTooLong => format!("The row has more fields than the header has columns: “{written}”."),
            Deed::RowTooShort => String::from(
                "The row has fewer fields than the header has columns; the missing ones stay empty.",
            ),
            Deed::HeaderAgain => String::from("The header stands again among the rows; it was left out."),
            Deed::QuoteOpen => String::from("A quotation mark is never closed; it was taken for a mark."),
        }
    }

    /// What to do.
    fn hint(self) -> &'static str {
        match self {
            Deed::NotADay => "Write the day as dd/mm/yyyy.",
            Deed::NotANumber => "Write a whole number.",
            Deed::UnknownCode | Deed::AmbiguousCode => "Use the code that the list asks for.",
            Deed::ErrorValue | Deed::Uncomputed => {
                "Correct the formula, or paste its values, and deliver the list again."
            }
            Deed::RowTooLong => "A field that holds the separator must stand in quotation marks.",
            Deed::QuoteOpen => "Close it, or double it if it belongs to the text.",
            _ => "",
        }
    }
}

/// One remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What was done.
    pub deed: Deed,
    /// The part of the files it stands in.
    pub part: u16,
    /// The row of the sheet or the line of the file, from 1.
    pub row: u32,
    /// The field, from 1; 0 for the whole row.
    pub field: u16,
    /// The list.
    pub list: u8,
    /// The column of the list, if it is about one.
    pub column: Option<u8>,
    /// What was written.
    pub written: Word,
    /// What was made of it.
    pub kept: Word,
}

/// A sheet of a workbook, or a delimited file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The file's name.
    pub file: Arc<str>,
    /// The sheet's name and number; `None` in a delimited file.
    pub sheet: Option<(String, u32)>,
}

impl Part {
    /// A place in it.
    pub fn at(&self, row: Option<u32>, field: Option<u32>) -> At {
        let mut at = At { document: Arc::clone(&self.file), column: field, ..At::default() };
        match &self.sheet {
            Some((_, number)) => {
                at.page = Some(*number);
                at.row = row;
            }
            None => at.line = row,
        }
        at
    }
}

impl crate::snapshot::Snapshot {
    /// A remark as a finding.
    pub fn finding_of(&self, remark: &Remark) -> Finding {
        let list = crate::list::lists().get(usize::from(remark.list));
        let column = remark.column.and_then(|c| list?.columns.get(usize::from(c)));
        let title = column.map_or("", |c| c.title.as_str());
        let say =
            remark.deed.sentence(title, self.pool().text(remark.written), self.pool().text(remark.kept));
        let field = (remark.field > 0).then_some(u32::from(remark.field));
        let at = self.part(remark.part).map(|p| p.at(Some(remark.row), field)).unwrap_or_default();
        Finding::new(remark.deed.code(), remark.deed.severity(), &at, say)
            .hint(remark.deed.hint())
            .about(list.map_or("", |l| l.name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::Deed;

    #[test]
    fn every_deed_has_its_own_code() {
        let codes: std::collections::BTreeSet<&str> = Deed::ALL.iter().map(|d| d.code()).collect();
        assert_eq!(codes.len(), Deed::ALL.len());
    }
}
