//! A published table read: which of the three it is shows in its first line; a row that cannot be used is named with its
//! line and what to do.

use std::collections::BTreeMap;

use extracts::read::records;
use measures::Published;
use model::plan::Direction;

use super::tables::{Area, Meaning, Neighbour, Tables, Value};

/// Which table a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Values by measure, year and area.
    Values,
    /// What the measures mean.
    Dictionary,
    /// Which authorities are like which.
    Neighbours,
}

impl What {
    const ALL: [(What, &'static str, &'static str); 3] = [
        (What::Values, "values", "published values"),
        (What::Dictionary, "dictionary", "what the measures mean"),
        (What::Neighbours, "neighbours", "statistical neighbours"),
    ];

    /// The word kept.
    pub fn word(self) -> &'static str {
        What::ALL.iter().find(|(what, ..)| *what == self).map_or("", |(_, word, _)| word)
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        What::ALL.iter().find(|(what, ..)| *what == self).map_or("", |(.., name)| name)
    }

    /// The table of this word.
    pub fn from_word(word: &str) -> Option<What> {
        What::ALL.iter().find(|(_, w, _)| *w == word).map(|(what, ..)| *what)
    }
}

/// A row that is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Its line in the file.
    pub line: u32,
    /// What is wrong and what to do.
    pub say: String,
}

/// What was read of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadTable {
    /// Which table it is.
    pub what: What,
    /// What it holds.
    pub tables: Tables,
    /// How many rows are used.
    pub rows: usize,
    /// Those that are not.
    pub rejected: Vec<Rejected>,
}

/// Reads a table.
///
/// # Errors
/// A sentence where it is none of the three, or holds nothing.
pub fn read(bytes: &[u8]) -> Result<ReadTable, String> {
    let mut head: Option<Head> = None;
    let (mut tables, mut rows, mut rejected) = (Tables::default(), 0, Vec::new());
    let mut unknown = false;
    records(bytes, |line, fields| {
        if fields.iter().all(|f| f.is_empty()) || unknown {
            return;
        }
        let Some(head) = &head else {
            head = Head::of(fields);
            unknown = head.is_none();
            return;
        };
        match head.row(fields, &mut tables) {
            Ok(()) => rows += 1,
            Err(say) => rejected.push(Rejected { line, say }),
        }
    });
    let Some(head) = head else {
        return Err("This is no published table: the first line must name the columns measure, period, area, la_code, region and value; or measure, name, polarity and unit; or la_code, la_name and SN_1 to SN_10".to_owned());
    };
    if rows == 0 {
        return Err(
            "The table holds no row that can be used: check that it was saved as CSV and whole".to_owned()
        );
    }
    Ok(ReadTable { what: head.what, tables, rows, rejected })
}

/// The first line: which table it is, and where each column stands.
struct Head {
    what: What,
    columns: BTreeMap<String, usize>,
}

impl Head {
    fn of(fields: &[&str]) -> Option<Head> {
        let named = fields.iter().enumerate().map(|(at, name)| (name.trim().to_lowercase(), at));
        let mut columns: BTreeMap<String, usize> = named.collect();
        if let Some(at) = columns.get("old_la_code").copied() {
            columns.entry("la_code".to_owned()).or_insert(at);
        }
        let has = |all: &[&str]| all.iter().all(|name| columns.contains_key(*name));
        let what = if has(&["measure", "period", "area", "la_code", "region", "value"]) {
            What::Values
        } else if has(&["measure", "name", "polarity", "unit"]) {
            What::Dictionary
        } else if has(&["la_code", "la_name", "sn_1"]) {
            What::Neighbours
        } else {
            return None;
        };
        Some(Head { what, columns })
    }

    fn row(&self, fields: &[&str], tables: &mut Tables) -> Result<(), String> {
        let field = |name: &str| {
            let text = self.columns.get(name).and_then(|at| fields.get(*at)).map_or("", |t| t.trim());
            if text == "NA" { "" } else { text }
        };
        let need = |name: &str| match field(name) {
            "" => Err(format!("The column {name} is empty: every row needs it")),
            text => Ok(text),
        };
        match self.what {
            What::Values => {
                let (measure, code, area) = (need("measure")?, need("la_code")?, need("area")?);
                let period = need("period")?;
                let year =
                    year(period).ok_or_else(|| format!("“{period}” is no year: write 2025 or 2024-25"))?;
                let cell = need("value")?;
                let what = Published::parse(cell).ok_or_else(|| {
                    format!("“{cell}” is neither a number nor a symbol (c, z, x, u, low, -): correct it at its source")
                })?;
                let region = Some(field("region")).filter(|r| !r.is_empty()).map(str::to_owned);
                let known = Area { code: code.to_owned(), name: area.to_owned(), region };
                tables.areas.insert(code.to_owned(), known);
                if !field("name").is_empty() {
                    tables.names.insert(measure.to_owned(), field("name").to_owned());
                }
                let years = tables.values.entry(measure.to_owned()).or_default();
                years.entry(year).or_default().insert(code.to_owned(), Value { what, table: 0 });
            }
            What::Dictionary => {
                let measure = need("measure")?;
                let better = match field("polarity").to_lowercase().as_str() {
                    "high" | "higher" => Some(Direction::Higher),
                    "low" | "lower" => Some(Direction::Lower),
                    _ => None,
                };
                let folded = |name: &str| field(name).split_whitespace().collect::<Vec<_>>().join(" ");
                let meaning = Meaning {
                    name: need("name")?.to_owned(),
                    better,
                    unit: folded("unit"),
                    year: folded("year_type"),
                    description: folded("description"),
                    method: folded("methodology"),
                };
                tables.meanings.insert(measure.to_owned(), meaning);
            }
            What::Neighbours => {
                let code = need("la_code")?;
                let neighbour = |n: usize| {
                    let other = field(&format!("sn_{n}"));
                    (!other.is_empty()).then(|| Neighbour {
                        code: other.to_owned(),
                        closeness: field(&format!("sn_{n}p")).to_owned(),
                    })
                };
                let all: Vec<Neighbour> = (1..=20).filter_map(neighbour).collect();
                if all.is_empty() {
                    return Err(format!("{} has no neighbour: give at least SN_1", need("la_name")?));
                }
                tables.neighbours.insert(code.to_owned(), all);
            }
        }
        Ok(())
    }
}

/// The year that a period ends in: `2025`, `2024-25`, `2024/25`, `202425`.
fn year(period: &str) -> Option<i16> {
    let digits: String = period.chars().filter(char::is_ascii_digit).collect();
    let other = period.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    if !["", "-", "/", "–"].contains(&other.trim()) {
        return None;
    }
    let whole = |text: &str| text.parse::<i16>().ok().filter(|y| (1900..2200).contains(y));
    match digits.len() {
        4 => whole(&digits),
        6 => {
            let first = whole(digits.get(..4)?)?;
            let last: i16 = digits.get(4..)?.parse().ok()?;
            ((first + 1) % 100 == last).then_some(first + 1)
        }
        8 => {
            let (first, last) = (whole(digits.get(..4)?)?, whole(digits.get(4..)?)?);
            (first + 1 == last).then_some(last)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use measures::{Published, Symbol};
    use model::plan::Direction;

    use super::{What, read, year};

    const VALUES: &str = "measure,name,period,area,la_code,region,value\n\
        Plans,Children on plans,2024,Northmarsh,901,The Fens,38.799999999999997\n\
        Plans,,2025,Northmarsh,901,The Fens,c\n\
        Plans,,2025,Easthithe,902,The Fens,-\n\
        Plans,,2025,England,970,NA,\"1,204\"\n\
        Plans,,2025,Southwold Vale,903,The Fens,few\n\
        Plans,,last year,Westbrook,904,The Fens,3\n";

    #[test]
    fn symbols_are_read_as_such_and_rows_that_cannot_be_used_are_named() {
        let table = read(VALUES.as_bytes()).unwrap();
        assert_eq!((table.what, table.rows), (What::Values, 4));
        let value = |year, code| table.tables.value("Plans", year, code).unwrap().what;
        assert_eq!(value(2024, "901").value().unwrap().to_string(), "38.8");
        assert_eq!(value(2025, "901"), Published::Symbol(Symbol::Withheld));
        assert_eq!(value(2025, "902"), Published::Symbol(Symbol::NoNumber));
        assert_eq!(value(2025, "970").value().unwrap().to_string(), "1204");
        let said: Vec<(u32, &str)> = table.rejected.iter().map(|r| (r.line, r.say.as_str())).collect();
        assert_eq!(said[0].0, 6);
        assert!(said[0].1.contains("“few” is neither a number nor a symbol"), "{said:?}");
        assert_eq!(said[1], (7, "“last year” is no year: write 2025 or 2024-25"));
        assert!(table.tables.areas["970"].region.is_none() && table.tables.areas["901"].region.is_some());
    }

    #[test]
    fn the_dictionary_and_the_neighbours_are_known_by_their_first_lines() {
        let dictionary = "measure,name,polarity,unit,decimals,year_type,description,methodology\n\
            Plans,Plans of two years,Low,% of children,NA,Financial Year,\"First.\n\nSecond.\",Counted\n";
        let table = read(dictionary.as_bytes()).unwrap();
        let meaning = table.tables.meaning("Plans");
        assert_eq!((meaning.better, meaning.sign()), (Some(Direction::Lower), "%"));
        assert_eq!(meaning.description, "First. Second.");
        let neighbours =
            "\u{feff}old_la_code,la_name,SN_1,SN_1P,SN_2,SN_2P\n901,Northmarsh,902,Very close,903,Close \n";
        let table = read(neighbours.as_bytes()).unwrap();
        let codes: Vec<&str> = table.tables.neighbours["901"].iter().map(|n| n.code.as_str()).collect();
        assert_eq!(codes, ["902", "903"]);
        assert!(read(b"a,b\n1,2\n").unwrap_err().starts_with("This is no published table"));
        assert!(read(b"").is_err());
    }

    #[test]
    fn a_year_is_the_one_it_ends_in() {
        for (text, is) in [
            ("2025", Some(2025)),
            ("2024-25", Some(2025)),
            ("2024/25", Some(2025)),
            ("202425", Some(2025)),
            ("2023-25", None),
            ("25", None),
            ("2024-2025", Some(2025)),
        ] {
            assert_eq!(year(text), is, "{text}");
        }
    }
}
