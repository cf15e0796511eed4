//! A CSV of figures: every line a figure, or named with what is wrong and what to do.

use std::collections::BTreeMap;

use extracts::read::records;
use model::day::Day;

use super::line::{Stated, Typed};
use crate::lists::Library;
use crate::published::Rejected;

/// The columns: what programs call them, and further names that are understood.
const COLUMNS: [(&str, &[&str]); 9] = [
    ("measure", &["definition", "key", "indicator", "kpi"]),
    ("service", &["breakdown", "team", "part"]),
    ("from", &["period from", "first day", "start"]),
    ("to", &["period to", "last day", "end", "date", "day"]),
    ("numerator", &["counted", "cases counted"]),
    ("denominator", &["out of", "cases in all", "total"]),
    ("value", &["figure", "result", "percentage"]),
    ("source", &["report", "where from"]),
    ("as at", &["as_at", "as at day", "known on"]),
];

/// A small file to begin with: its first line and lines that can be read.
pub const EXAMPLE: &str = "\
measure,service,from,to,numerator,denominator,value,source,as at
sickness_pct,,2025-01-01,2025-01-31,,,5.2%,\"HR report, February 2025\",2025-02-10
clinic_resilience,,2025-01-01,2025-03-31,,,37,\"Clinicians’ report, quarter 4\",2025-04-08
assess_45wd_pct,,,2024-09-30,295,344,,\"Compliance report of 30 September 2024\",
assess_45wd_pct,Safeguarding,,2024-09-30,101,120,84.2%,\"Compliance report of 30 September 2024\",
";

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureFile {
    /// Its name.
    pub name: String,
    /// The hash of its bytes.
    pub sha256: String,
    /// The figures, each with its line.
    pub rows: Vec<(u32, Stated)>,
    /// Lines that are not taken.
    pub rejected: Vec<Rejected>,
    /// Columns that mean nothing here.
    pub unknown: Vec<String>,
}

impl FigureFile {
    /// Reads a file.
    ///
    /// # Errors
    /// A sentence where it has not the columns it needs, or no line at all.
    pub fn read(name: &str, bytes: &[u8], library: &Library, today: Day) -> Result<FigureFile, String> {
        let mut file =
            FigureFile { name: name.to_owned(), sha256: store::sha256(bytes), ..FigureFile::default() };
        let mut head: Option<BTreeMap<&str, usize>> = None;
        let mut met: BTreeMap<(String, String, Day, Day), u32> = BTreeMap::new();
        records(bytes, |line, fields| {
            if fields.iter().all(|f| f.is_empty()) {
                return;
            }
            let Some(head) = &head else {
                head = Some(columns(fields, &mut file.unknown));
                return;
            };
            let field = |name: &str| {
                head.get(name).and_then(|at| fields.get(*at)).map_or_else(String::new, |t| (*t).to_owned())
            };
            let typed = Typed {
                measure: field("measure"),
                service: field("service"),
                from: field("from"),
                to: field("to"),
                numerator: field("numerator"),
                denominator: field("denominator"),
                value: field("value"),
                source: field("source"),
                as_at: field("as at"),
            };
            match typed.check(library, today) {
                Ok(stated) => {
                    let same = (
                        stated.definition.key.clone(),
                        stated.service.to_lowercase(),
                        stated.period.from,
                        stated.period.to,
                    );
                    if let Some(before) = met.get(&same) {
                        let say = format!(
                            "Line {before} states the same measure, service and period: keep one of them"
                        );
                        file.rejected.push(Rejected { line, say });
                        return;
                    }
                    met.insert(same, line);
                    file.rows.push((line, stated));
                }
                Err(wrong) => {
                    let say = wrong.iter().map(|e| e.message.as_str()).collect::<Vec<_>>().join("; ");
                    file.rejected.push(Rejected { line, say });
                }
            }
        });
        let Some(head) = head else { return Err(format!("{name} is empty")) };
        for needed in ["measure", "to", "source"] {
            if !head.contains_key(needed) {
                return Err(format!(
                    "{name} has no column “{needed}”: its first line must name the columns measure, service, from, to, numerator, denominator, value, source and as at"
                ));
            }
        }
        if !head.contains_key("value") && !head.contains_key("numerator") {
            return Err(format!(
                "{name} has neither a column “value” nor a column “numerator”: give one of them"
            ));
        }
        if file.rows.is_empty() && file.rejected.is_empty() {
            return Err(format!("{name} has no line below its first"));
        }
        Ok(file)
    }
}

/// Where each column stands; names that mean nothing here are noted.
fn columns(fields: &[&str], unknown: &mut Vec<String>) -> BTreeMap<&'static str, usize> {
    let mut out = BTreeMap::new();
    for (at, field) in fields.iter().enumerate() {
        let named = field.trim().to_lowercase();
        let found = COLUMNS.iter().find(|(name, also)| *name == named || also.contains(&named.as_str()));
        match found {
            Some((name, _)) => drop(out.entry(*name).or_insert(at)),
            None if named.is_empty() => {}
            None => unknown.push((*field).to_owned()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use model::day::Day;

    use super::{EXAMPLE, FigureFile};
    use crate::lists::Library;

    #[test]
    fn the_example_can_be_read_to_the_last_line() {
        let today = Day::new(2025, 6, 1).unwrap();
        let file =
            FigureFile::read("example.csv", EXAMPLE.as_bytes(), &Library::with(Vec::new(), today), today)
                .unwrap();
        assert_eq!((file.rows.len(), file.rejected.len()), (4, 0), "{:?}", file.rejected);
        // 295 of 344 are 85.75…%.
        assert_eq!(file.rows[2].1.value.to_string(), "85.8");
    }

    #[test]
    fn every_line_that_is_not_taken_is_named() {
        let text = "Measure,To,Value,Source,Colour\nsickness_pct,2025-01-31,5,HR,red\nsicknes,2025-01-31,5,HR,red\n\nsickness_pct,soon,5,HR,red\nsickness_pct,31/01/2025,6,HR,red\n";
        let today = Day::new(2025, 6, 1).unwrap();
        let file =
            FigureFile::read("a.csv", text.as_bytes(), &Library::with(Vec::new(), today), today).unwrap();
        assert_eq!((file.rows.len(), file.unknown.as_slice()), (1, &["Colour".to_owned()][..]));
        let said: Vec<(u32, &str)> = file.rejected.iter().map(|r| (r.line, r.say.as_str())).collect();
        assert_eq!(said[0].0, 3);
        assert!(said[0].1.starts_with("There is no measure “sicknes”"));
        assert_eq!(said[1], (5, "“soon” is no day: write 2025-03-31 or 31/03/2025"));
        assert_eq!(said[2], (6, "Line 2 states the same measure, service and period: keep one of them"));
        for (text, words) in [
            ("", "is empty"),
            ("a,b\n1,2\n", "no column “measure”"),
            ("measure,to,source\nx,y,z\n", "neither a column"),
        ] {
            let wrong = FigureFile::read("a.csv", text.as_bytes(), &Library::with(Vec::new(), today), today)
                .unwrap_err();
            assert!(wrong.contains(words), "{wrong}");
        }
    }
}
