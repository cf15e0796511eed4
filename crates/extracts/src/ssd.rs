//! Tables of the Standard Safeguarding Dataset as lists: which field is which column, as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::list::lists;
use crate::read::header::Match;

/// How a table fills a list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Map {
    table: String,
    list: String,
    /// Our column, their field.
    columns: BTreeMap<String, String>,
    /// What the table says by its name: our column, our code.
    #[serde(default)]
    fixed: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct File {
    map: Vec<Map>,
}

static MAPS: LazyLock<Vec<Map>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the file is part of the program and a test reads it")]
    let file: File = toml::from_str(include_str!("../data/ssd.toml")).expect("ssd.toml is well formed");
    file.map
});

/// The lists that a file fills, if it is named after a table: `ssd_contacts.csv`.
pub(crate) fn maps(file: &str) -> impl Iterator<Item = &'static Map> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_ascii_lowercase();
    MAPS.iter().filter(move |m| m.table == stem)
}

impl Map {
    /// The place of its list.
    pub(crate) fn list(&self) -> Option<usize> {
        lists().iter().position(|l| l.name == self.list)
    }

    /// The columns that a header of the table fills; fields we have no use for are passed over. `None` where no field
    /// is there.
    pub(crate) fn matched(&self, headers: &[String]) -> Option<Match> {
        let place = self.list()?;
        let list = lists().get(place)?;
        let column = |header: &String| {
            let (column, _) =
                self.columns.iter().find(|(_, field)| field.eq_ignore_ascii_case(header.trim()))?;
            list.index(column)
        };
        let columns: Vec<Option<usize>> = headers.iter().map(column).collect();
        columns.iter().any(Option::is_some).then(|| Match {
            list: place,
            columns,
            understood: Vec::new(),
            ambiguous: Vec::new(),
            unknown: Vec::new(),
        })
    }

    /// Columns with what stands in each of them throughout.
    pub(crate) fn fixed(&self) -> Vec<(usize, &'static str)> {
        let Some(list) = self.list().and_then(|p| lists().get(p)) else { return Vec::new() };
        let code = |(column, code): (&String, &String)| {
            let place = list.index(column)?;
            let set = list.columns.get(place)?.codes?;
            Some((place, set.codes.iter().find(|c| c.code == *code)?.code.as_str()))
        };
        self.fixed.iter().filter_map(code).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::MAPS;
    use crate::list::list;

    #[test]
    fn every_column_and_code_of_the_maps_is_there() {
        for map in MAPS.iter() {
            let list = list(&map.list).expect("a list");
            for column in map.columns.keys() {
                assert!(list.index(column).is_some(), "{} {column}", map.table);
            }
            assert_eq!(map.fixed().len(), map.fixed.len(), "{}", map.table);
        }
    }
}
