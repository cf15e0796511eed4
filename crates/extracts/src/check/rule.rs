//! Rules as data: what makes a row doubtful or wrong.

use std::sync::LazyLock;

use model::finding::Severity;
use serde::Deserialize;

use super::condition::{self, Condition};
use crate::list::{List, list, lists};

/// A rule of data quality.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its code, stable for ever.
    pub code: String,
    /// How much a fault matters.
    pub severity: Severity,
    /// What a finding says.
    pub say: String,
    pub(crate) parts: Vec<Part>,
}

/// A rule as it applies to one list.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// The list.
    pub(crate) list: usize,
    /// The column a finding points to.
    pub(crate) at: Option<usize>,
    /// The rows it looks at.
    pub(crate) when: Option<Condition>,
    pub(crate) test: Test,
}

/// What it asks beyond its condition.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    /// Nothing: the condition is the fault.
    Row,
    /// Another row of the list has the same values in these columns.
    Repeated(Vec<usize>),
    /// Another row of the same child is open at the same time: columns of first and last day.
    Overlap(usize, usize),
    /// Some other row of the same child, in any list, has another value under this column's name.
    Differs(String),
    /// The child is not in that list (or has no row there that is open: the column of the last day).
    AbsentFrom(usize, Option<usize>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    list: String,
    rule: Vec<RuleFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    code: String,
    severity: Level,
    list: Option<String>,
    when: Option<String>,
    repeated: Option<String>,
    overlap: Option<String>,
    differs: Option<String>,
    absent_from: Option<String>,
    open: Option<String>,
    at: String,
    say: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Info,
    Warning,
    Error,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let mut rules = Vec::new();
    for (name, text) in crate::data::RULES {
        match read(text) {
            Ok(more) => rules.extend(more),
            Err(why) => well_formed(name, &why),
        }
    }
    rules
});

#[expect(clippy::panic, reason = "the files are part of the program and a test reads them all")]
fn well_formed(name: &str, why: &str) {
    panic!("data/rules/{name}.toml: {why}");
}

/// Every rule.
pub fn rules() -> &'static [Rule] {
    &RULES
}

fn read(text: &str) -> Result<Vec<Rule>, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    file.rule.into_iter().map(|rule| rule.rule(&file.list)).collect()
}

impl RuleFile {
    fn rule(self, of_file: &str) -> Result<Rule, String> {
        let names = self.list.clone().unwrap_or_else(|| of_file.to_owned());
        let chosen: Vec<(usize, &List)> = lists()
            .iter()
            .enumerate()
            .filter(|(_, l)| names == "*" || names.split_whitespace().any(|n| n == l.name))
            .collect();
        let mut parts = Vec::new();
        for (place, list) in chosen {
            if let Some(part) = self.part(place, list).map_err(|why| format!("{}: {why}", self.code))? {
                parts.push(part);
            }
        }
        if parts.is_empty() {
            return Err(format!("{}: applies to no list", self.code));
        }
        let severity = match self.severity {
            Level::Info => Severity::Info,
            Level::Warning => Severity::Warning,
            Level::Error => Severity::Error,
        };
        Ok(Rule { code: self.code, severity, say: self.say, parts })
    }

    fn part(&self, place: usize, of: &List) -> Result<Option<Part>, String> {
        let when = match &self.when {
            Some(text) => match condition::read(text, of)? {
                Some(condition) => Some(condition),
                None => return Ok(None),
            },
            None => None,
        };
        let columns =
            |names: &str| -> Option<Vec<usize>> { names.split_whitespace().map(|n| of.index(n)).collect() };
        let test = if let Some(names) = &self.repeated {
            let all = || (0..of.columns.len()).collect();
            match if names == "*" { Some(all()) } else { columns(names) } {
                Some(columns) => Test::Repeated(columns),
                None => return Ok(None),
            }
        } else if let Some(names) = &self.overlap {
            match columns(names).as_deref() {
                Some([from, to]) => Test::Overlap(*from, *to),
                _ => return Ok(None),
            }
        } else if let Some(name) = &self.differs {
            match (of.index(name), of.index("child")) {
                (Some(_), Some(_)) => Test::Differs(name.clone()),
                _ => return Ok(None),
            }
        } else if let Some(name) = &self.absent_from {
            let other =
                lists().iter().position(|l| l.name == *name).ok_or_else(|| format!("no list “{name}”"))?;
            let open = match &self.open {
                Some(column) => Some(
                    list(name)
                        .and_then(|l| l.index(column))
                        .ok_or_else(|| format!("no column “{column}” in {name}"))?,
                ),
                None => None,
            };
            Test::AbsentFrom(other, open)
        } else {
            Test::Row
        };
        let at = match self.at.as_str() {
            "" => None,
            name => Some(of.index(name).ok_or_else(|| format!("no column “{name}” in {}", of.name))?),
        };
        Ok(Some(Part { list: place, at, when, test }))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{read, rules};

    #[test]
    fn every_file_of_rules_is_well_formed() {
        for (name, text) in crate::data::RULES {
            assert_eq!(read(text).err(), None, "{name}");
        }
        let codes: BTreeSet<&str> = rules().iter().map(|r| r.code.as_str()).collect();
        assert_eq!(codes.len(), rules().len());
    }
}
