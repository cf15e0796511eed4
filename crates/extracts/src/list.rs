//! The lists as data: what they are called, their columns and codes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Who a row is about: kept as written, or as a pseudonym.
    Id,
    /// Free words.
    Text,
    /// A postcode in Britain.
    Postcode,
    /// One of a set of codes.
    Code,
    /// A day.
    Day,
    /// A day of birth: kept as a day and as yyyymmdd.
    Born,
    /// A whole number.
    Whole,
    /// A decimal, kept as a whole number of tenths.
    Tenths,
    /// A decimal, kept as a whole number of hundredths.
    Hundredths,
    /// A decimal, kept as a whole number of thousandths.
    Thousandths,
}

impl Kind {
    /// How many parts one is kept as; `None` for what is no number.
    pub fn parts(self) -> Option<i64> {
        match self {
            Kind::Whole => Some(1),
            Kind::Tenths => Some(10),
            Kind::Hundredths => Some(100),
            Kind::Thousandths => Some(1000),
            _ => None,
        }
    }

    /// Whether it is kept as an integer.
    pub fn is_integer(self) -> bool {
        self.parts().is_some() || matches!(self, Kind::Day | Kind::Born)
    }
}

/// A column of a list.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name in the table.
    pub name: String,
    /// Its header in the official list, or ours.
    pub title: String,
    /// What stands in it.
    pub kind: Kind,
    /// The set its codes are of.
    pub codes: Option<&'static CodeSet>,
    /// Whether a row without it is incomplete.
    pub required: bool,
    /// Whether it goes beyond the official list: nobody misses it.
    pub extra: bool,
    /// The least number that makes sense, as written (before it is made into parts).
    pub least: Option<i64>,
    /// The greatest.
    pub most: Option<i64>,
    /// Other spellings of the header, in lower case without punctuation.
    pub also: Vec<String>,
}

/// A list: one table of a snapshot.
#[derive(Debug)]
pub struct List {
    /// The name of its table.
    pub name: String,
    /// Its number in Annex A; `None` for a list of our own.
    pub number: Option<u8>,
    /// What people call it.
    pub title: String,
    /// Other names of a sheet or file that holds it.
    pub also: Vec<String>,
    /// Which rows belong in it, in words.
    pub covers: String,
    /// Its columns in their official order. `service`, `team` and `worker` stand in every table, named here or not.
    pub columns: Vec<Column>,
}

impl List {
    /// The place of a column.
    pub fn index(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == column)
    }

    /// A column by its name.
    pub fn column(&self, column: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == column)
    }
}

/// A code and the spellings it is recognised in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// What is kept.
    pub code: String,
    /// The official words.
    pub text: String,
    /// The wider group it counts in, where reports use one.
    #[serde(default)]
    pub group: Option<String>,
    /// Other spellings, in lower case without punctuation.
    #[serde(default)]
    pub also: Vec<String>,
}

/// What a set admits beside its codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Open {
    /// A local authority: three digits, or a nine-character code of the statistics office.
    Authority,
}

/// A set of codes.
#[derive(Debug)]
pub struct CodeSet {
    /// Its name.
    pub name: &'static str,
    /// The codes in their official order.
    pub codes: Vec<Code>,
    /// What it admits beside them.
    pub open: Option<Open>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodesFile {
    codes: Vec<Code>,
    #[serde(default)]
    open: Option<Open>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedFile {
    columns: BTreeMap<String, ColumnFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListFile {
    name: String,
    #[serde(default)]
    number: Option<u8>,
    title: String,
    #[serde(default)]
    also: Vec<String>,
    covers: String,
    columns: Vec<ColumnFile>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    #[serde(rename = "use")]
    shared: Option<String>,
    name: Option<String>,
    title: Option<String>,
    kind: Option<Kind>,
    codes: Option<String>,
    required: Option<bool>,
    #[serde(default)]
    extra: bool,
    least: Option<i64>,
    most: Option<i64>,
    #[serde(default)]
    also: Vec<String>,
}

impl ColumnFile {
    /// This column, with what a shared one says wherever it is silent.
    fn over(mut self, shared: &BTreeMap<String, ColumnFile>) -> ColumnFile {
        let Some(key) = self.shared.clone() else { return self };
        let base = shared.get(&key).cloned().unwrap_or_default();
        self.name = self.name.or(Some(key));
        self.title = self.title.or(base.title);
        self.kind = self.kind.or(base.kind);
        self.codes = self.codes.or(base.codes);
        self.required = self.required.or(base.required);
        self.least = self.least.or(base.least);
        self.most = self.most.or(base.most);
        self.also.extend(base.also);
        self
    }

    fn column(self) -> Option<Column> {
        let codes = match &self.codes {
            Some(name) => Some(code_set(name)?),
            None => None,
        };
        Some(Column {
            name: self.name?,
            title: self.title?,
            kind: self.kind?,
            codes,
            required: self.required.unwrap_or(false) && !self.extra,
            extra: self.extra,
            least: self.least,
            most: self.most,
            also: self.also,
        })
    }
}

static CODE_SETS: LazyLock<Vec<CodeSet>> = LazyLock::new(|| {
    let read = |(name, text): &(&'static str, &str)| {
        let file: CodesFile = well_formed(toml::from_str(text));
        CodeSet { name, codes: file.codes, open: file.open }
    };
    crate::data::CODES.iter().map(read).collect()
});

static LISTS: LazyLock<Vec<List>> = LazyLock::new(|| {
    let shared: SharedFile = well_formed(toml::from_str(include_str!("../data/shared.toml")));
    let read = |(_, text): &(&str, &str)| {
        let file: ListFile = well_formed(toml::from_str(text));
        let columns = file.columns.into_iter().filter_map(|c| c.over(&shared.columns).column()).collect();
        List {
            name: file.name,
            number: file.number,
            title: file.title,
            also: file.also,
            covers: file.covers,
            columns,
        }
    };
    crate::data::LISTS.iter().map(read).collect()
});

fn well_formed<T>(read: Result<T, toml::de::Error>) -> T {
    #[expect(clippy::expect_used, reason = "the files are part of the program and a test reads them all")]
    read.expect("the data files are well formed")
}

/// Every list, those of Annex A first, in their order.
pub fn lists() -> &'static [List] {
    &LISTS
}

/// A list by the name of its table.
pub fn list(name: &str) -> Option<&'static List> {
    lists().iter().find(|l| l.name == name)
}

/// Every set of codes, by name.
pub fn code_sets() -> &'static [CodeSet] {
    &CODE_SETS
}

/// A set of codes by its name.
pub fn code_set(name: &str) -> Option<&'static CodeSet> {
    code_sets().iter().find(|s| s.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Kind, code_sets, lists};

    #[test]
    fn every_column_of_the_data_is_whole() {
        for (_, text) in crate::data::LISTS {
            let file: super::ListFile = toml::from_str(text).expect("well formed");
            let read = super::list(&file.name).expect("listed");
            assert_eq!(read.columns.len(), file.columns.len(), "{}", file.name);
        }
        for column in lists().iter().flat_map(|l| &l.columns) {
            assert_eq!(column.codes.is_some(), column.kind == Kind::Code, "{}", column.name);
        }
    }

    #[test]
    fn names_and_codes_occur_once() {
        let mut names = BTreeSet::new();
        for list in lists() {
            assert!(names.insert(&list.name), "{}", list.name);
            let columns: BTreeSet<&str> = list.columns.iter().map(|c| c.name.as_str()).collect();
            assert_eq!(columns.len(), list.columns.len(), "{}", list.name);
        }
        for set in code_sets() {
            let codes: BTreeSet<&str> = set.codes.iter().map(|c| c.code.as_str()).collect();
            assert_eq!(codes.len(), set.codes.len(), "{}", set.name);
        }
    }

    #[test]
    fn annex_a_has_its_eleven_lists_with_their_columns() {
        // Columns of the published template with the additions of 2022, counted by hand.
        let columns = [7, 8, 11, 12, 14, 14, 17, 34, 17, 16, 19];
        let ours: Vec<usize> = lists()
            .iter()
            .filter(|l| l.number.is_some())
            .map(|l| l.columns.iter().filter(|c| !c.extra).count())
            .collect();
        assert_eq!(ours, columns);
    }
}
