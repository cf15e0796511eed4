//! What a measure counts, as a file that people read and a program runs.

use std::collections::BTreeSet;

use model::plan::Direction;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::{needs, sql};

/// Tables that every snapshot has, besides its lists.
pub const BASE_TABLES: [&str; 5] = ["calendar", "codes", "list_columns", "lists", "snapshot"];

/// How rows become a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// How many are counted.
    Count,
    /// Those counted as a percentage of those counted and not counted; of what they bring, if weighted.
    Share,
    /// Those counted, for every so many of a figure from elsewhere.
    Rate,
    /// The mean of what those counted bring.
    Mean,
    /// The quartiles of what those counted bring.
    Quartiles,
    /// How many of those counted are in each band.
    Bands,
    /// What those counted bring, divided by what those not counted bring.
    Ratio,
}

/// A measure's definition. Its file has these keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// What it is called by programs: lower-case letters, digits and underscores. The file's name.
    pub key: String,
    /// Counts up with every change of what is counted; an earlier version stays.
    pub version: u32,
    /// What it is called by people.
    pub name: String,
    /// The question that it answers.
    pub purpose: String,
    /// What is counted, in words.
    pub numerator: String,
    /// Out of what, in words; empty for a count.
    #[serde(default)]
    pub denominator: String,
    /// What is left out of both, in words.
    #[serde(default)]
    pub exclusions: Vec<String>,
    /// How rows become a number.
    pub kind: Kind,
    /// `%`, `children`, `days`, `per 10,000` …
    pub unit: String,
    /// Which way is better, if one way is.
    #[serde(
        default,
        deserialize_with = "direction",
        serialize_with = "direction_word",
        skip_serializing_if = "Option::is_none"
    )]
    pub direction: Option<Direction>,
    /// What it may be broken down by: `service`, `team`, `worker`.
    #[serde(default)]
    pub breakdowns: Vec<String>,
    /// Where its rows come from, in words.
    pub source: String,
    /// How often it is looked at.
    pub frequency: String,
    /// The guidance and publications that it follows.
    #[serde(default)]
    pub references: Vec<String>,
    /// The lists that it needs.
    #[serde(default)]
    pub lists: Vec<String>,
    /// What it needs beside the columns that its queries read, all of which it needs: a service, team or worker, as
    /// `list.column`, by which it counts and does not only break down; columns of which one is enough, as `list.one or
    /// list.other`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Columns that its queries read, as `list.column`, and without which its number is right all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub optional: Vec<String>,
    /// The list whose rows it gives back, unless a row says another.
    #[serde(default)]
    pub rows_of: String,
    /// The bands in order, for a measure by bands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<String>,
    /// For every how many, for a rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<i64>,
    /// What a rate is held against: a query whose rows' `value` add up to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
    /// Columns with days, as `list.column`, that must reach back to a year before the snapshot's day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reaches: Vec<String>,
    /// Rows weigh what they bring instead of one.
    #[serde(default)]
    pub weighted: bool,
    /// What rows bring is given in units of one divided by this: 100 for full-time equivalents in hundredths.
    #[serde(default = "one")]
    pub scale: i64,
    /// The key of the published measure that its figures may be held against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub benchmark: Option<String>,
    /// Why the published one is only near; nothing where it counts the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub benchmark_near: Option<String>,
    /// For how many months its figures look back. Those of one week and the next share most of their cases, so only
    /// those at the ends of months are told from chance; nothing where it speaks of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_months: Option<u32>,
    /// Its figures are typed in, because their system of record is elsewhere: it has no query of its own. Where a list of
    /// figures is delivered with case lists, the latest in it counts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub typed: bool,
    /// Phrases by which plans name it; each is a set of words that all occur.
    #[serde(default)]
    pub wording: Vec<String>,
    /// The query; a typed measure has none of its own: `row, service, team, worker, counted, reason, value` and, where rows are of several lists, `list`.
    #[serde(default)]
    pub sql: String,
}

/// The list of figures that are delivered with case lists.
const FIGURES: &str = "figures";

/// The query of typed measures: of the figures of one measure the latest of the whole.
fn latest_figure(key: &str) -> String {
    format!(
        "\
WITH latest AS (
  SELECT f.row, f.service, f.team, f.worker, f.breakdown, f.value_thousandths, f.to_on,
    ROW_NUMBER() OVER (PARTITION BY f.breakdown ORDER BY f.to_on DESC NULLS LAST, f.row DESC NULLS LAST) AS place
  FROM figures f
  CROSS JOIN snapshot n
  WHERE f.measure = '{key}' AND f.to_on <= n.as_at
)
SELECT x.row, COALESCE(x.service, x.breakdown) AS service, x.team, x.worker,
  CASE WHEN x.place = 1 AND x.breakdown IS NULL AND x.value_thousandths IS NOT NULL THEN 1 ELSE NULL END AS counted,
  CASE WHEN x.place > 1 THEN 'an earlier figure' WHEN x.value_thousandths IS NULL THEN 'withheld or not given'
    WHEN x.breakdown IS NOT NULL THEN 'of a part' ELSE 'latest figure' END AS reason,
  x.value_thousandths AS value
FROM latest x
"
    )
}

fn one() -> i64 {
    1
}

fn direction<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Direction>, D::Error> {
    let word = String::deserialize(from)?;
    let unknown = || serde::de::Error::custom(format!("direction \"{word}\": write higher, lower or level"));
    Direction::from_word(&word).map(Some).ok_or_else(unknown)
}

fn direction_word<S: Serializer>(direction: &Option<Direction>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(direction.map_or("", Direction::word))
}

/// Why a definition cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DefinitionError {
    /// The file is not of the form.
    #[error("line {line}: {say}")]
    Form {
        /// The line of the file, from 1.
        line: usize,
        /// What is wrong with it.
        say: String,
    },
    /// Something it says does not hold together.
    #[error("`{field}`: {say}")]
    Field {
        /// The key in the file.
        field: &'static str,
        /// What is wrong with it.
        say: String,
    },
    /// A query says what it may not.
    #[error("`{field}`, {refusal}")]
    Sql {
        /// The key in the file: `sql` or `against`.
        field: &'static str,
        /// What it says, and where.
        refusal: sql::Refusal,
    },
}

impl DefinitionError {
    fn form(text: &str, error: &toml::de::Error) -> DefinitionError {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let before = text.as_bytes().get(..at).unwrap_or_default();
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        DefinitionError::Form { line, say: error.message().trim().replace('\n', "; ") }
    }

    /// The key in the file that it is about; empty where the file is not of the form.
    pub fn field(&self) -> &'static str {
        match self {
            DefinitionError::Form { .. } => "",
            DefinitionError::Field { field, .. } | DefinitionError::Sql { field, .. } => field,
        }
    }
}

impl Definition {
    /// Reads a definition; whether it holds together is another question ([`Definition::check`]).
    ///
    /// # Errors
    /// Where the text is not of the form.
    pub fn read(text: &str) -> Result<Definition, DefinitionError> {
        let mut definition: Definition = toml::from_str(text).map_err(|e| DefinitionError::form(text, &e))?;
        definition.complete();
        Ok(definition)
    }

    /// Reads a definition and checks that it holds together.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the file's keys.
    pub fn parse(text: &str) -> Result<Definition, Vec<DefinitionError>> {
        let definition = Definition::read(text).map_err(|e| vec![e])?;
        let wrong = definition.check();
        if wrong.is_empty() { Ok(definition) } else { Err(wrong) }
    }

    /// A typed measure takes the latest of its figures from the list of them.
    fn complete(&mut self) {
        if !self.typed {
            return;
        }
        // A key with other than plain characters is refused by the check below; the query must not carry it meanwhile.
        let plain: String = self.key.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        self.sql = latest_figure(&plain);
        self.lists = vec![FIGURES.to_owned()];
        // Figures without that column are all of the whole.
        self.optional = vec![format!("{FIGURES}.breakdown")];
        self.rows_of = FIGURES.to_owned();
        self.scale = 1000;
    }

    /// The definition as a file that people read: its query stands in lines; a typed measure has none.
    pub fn to_toml(&self) -> String {
        let own =
            Definition { sql: if self.typed { String::new() } else { self.sql.clone() }, ..self.clone() };
        toml::to_string_pretty(&own).unwrap_or_default()
    }

    /// Everything that does not hold together.
    pub fn check(&self) -> Vec<DefinitionError> {
        let mut wrong = Vec::new();
        let mut say = |field: &'static str, say: String| wrong.push(DefinitionError::Field { field, say });
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if self.key.is_empty() || !self.key.chars().all(plain) {
            say("key", format!("\"{}\" has other than a-z, 0-9 and _", self.key));
        }
        if self.version == 0 {
            say("version", "versions count from 1".into());
        }
        for (field, text) in [
            ("name", &self.name),
            ("purpose", &self.purpose),
            ("numerator", &self.numerator),
            ("unit", &self.unit),
            ("source", &self.source),
            ("frequency", &self.frequency),
        ] {
            if text.trim().is_empty() {
                say(field, "say it in words".into());
            }
        }
        let against = matches!(self.kind, Kind::Share | Kind::Rate | Kind::Mean | Kind::Ratio);
        if against && self.denominator.trim().is_empty() {
            say("denominator", "say out of what".into());
        }
        if (self.kind == Kind::Rate) != (self.per.is_some() && self.against.is_some()) {
            say("per", "a rate, and only a rate, has `per` and `against`".into());
        }
        if (self.kind == Kind::Bands) == self.bands.is_empty() {
            say("bands", "a measure by bands, and only such a one, lists them".into());
        }
        if self.scale < 1 || self.per.is_some_and(|per| per < 1) {
            say("scale", "1 or more".into());
        }
        if self.benchmark_near.is_some() && self.benchmark.is_none() {
            say("benchmark_near", "it says why a `benchmark` is only near: name that".into());
        }
        if self.typed && self.kind != Kind::Mean {
            say("kind", "a typed measure is of the kind mean: the one latest figure".into());
        }
        if self.window_months == Some(0) {
            say("window_months", "1 or more, or leave it out".into());
        }
        for level in self.breakdowns.iter().filter(|b| !["service", "team", "worker"].contains(&b.as_str())) {
            say("breakdowns", format!("\"{level}\" is none of service, team, worker"));
        }
        if !self.lists.contains(&self.rows_of) {
            say("rows_of", format!("\"{}\" is not one of its lists", self.rows_of));
        }
        let of_a_list =
            |column: &str| column.split_once('.').is_some_and(|(l, _)| self.lists.iter().any(|x| x == l));
        for (field, entries) in [("columns", &self.columns), ("optional", &self.optional)] {
            let parts = entries.iter().flat_map(|e| needs::either(e));
            for column in parts.filter(|c| !of_a_list(c)) {
                say(field, format!("write \"{column}\" as list.column, of a list that it reads"));
            }
        }
        let mut read = BTreeSet::new();
        let mut refused = Vec::new();
        for (field, sql) in self.queries() {
            let refuse = |refusal| DefinitionError::Sql { field, refusal };
            match sql::check(sql) {
                Ok(reads) => read.extend(reads.tables),
                Err(refusals) => refused.extend(refusals.into_iter().map(refuse)),
            }
        }
        read.retain(|table| !BASE_TABLES.contains(&table.as_str()));
        let told: BTreeSet<String> = self.lists.iter().cloned().collect();
        if refused.is_empty() {
            for table in told.symmetric_difference(&read) {
                say("lists", format!("`{table}` is listed and not read, or read and not listed"));
            }
        }
        wrong.extend(refused);
        wrong
    }

    /// Its queries, each with its key in the file.
    pub fn queries(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let against = self.against.as_deref().map(|sql| ("against", sql));
        std::iter::once(("sql", self.sql.as_str())).chain(against)
    }

    /// What the program calls this version: `key@2`.
    pub fn reference(&self) -> String {
        format!("{}@{}", self.key, self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::{Definition, DefinitionError};
    use crate::find;

    #[test]
    fn a_definition_is_written_so_that_people_read_its_query_line_by_line() {
        let text = find("cla_health_pct").map(Definition::to_toml).unwrap_or_default();
        assert!(text.contains("\nFROM children_in_care x\n"), "{text}");
        assert!(text.lines().count() > 40, "{text}");
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_with_its_key_or_its_line() {
        let text = find("cla_health_pct").map(Definition::to_toml).unwrap_or_default();
        let wrong = |text: &str| Definition::parse(text).err().unwrap_or_default();
        let unknown = wrong(&text.replace("unit = ", "units = "));
        let line = text.lines().position(|l| l.starts_with("unit = ")).map(|n| n + 1);
        assert!(
            matches!(unknown.as_slice(), [DefinitionError::Form { line: at, say }] if Some(*at) == line && say.contains("units")),
            "{unknown:?}"
        );
        let all = wrong(
            &text.replace("version = 1", "version = 0").replace("FROM children_in_care x", "FROM visits x"),
        );
        assert_eq!(all.iter().map(DefinitionError::field).collect::<Vec<_>>(), ["version", "lists", "lists"]);
        let all = wrong(&text.replace("FROM children_in_care x", "FROM children_in_care x LIMIT 3"));
        assert_eq!(all.iter().map(DefinitionError::field).collect::<Vec<_>>(), ["sql"]);
    }
}
