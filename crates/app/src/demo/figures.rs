//! A year of figures as a table beside the story: each row becomes one `observe` act, as an analyst would type it in.
//!
//! ```toml
//! [[figures]]                      # in the story's file
//! file = "figures/monthly.csv"     # columns: to, period, measure, breakdown, numerator, denominator, value, source
//! who  = "Jane Ward"               # a person of the story
//! from = "2025-06-09"              # recorded on this day at the earliest
//! lag  = 8                         # days from a period's end to its figure
//! ```

use intake::document::{Block, Row};
use model::day::Day;
use serde::Deserialize;

use super::story::{Dated, Story, StoryAct, day};

/// A table of figures and who records them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// The table's file, beside the story.
    pub file: String,
    /// The name of a person of the story.
    pub who: String,
    /// The first day on which any of them is recorded.
    #[serde(deserialize_with = "day")]
    pub from: Day,
    /// Days from the end of a period to the day its figure is recorded.
    #[serde(default)]
    pub lag: i32,
}

const COLUMNS: [&str; 8] =
    ["to", "period", "measure", "breakdown", "numerator", "denominator", "value", "source"];

impl Story {
    /// The story with every table of figures told as acts, in the order of their days; figures of days after the
    /// story's own are left out. `read` gives the bytes of a file beside the story.
    ///
    /// # Errors
    /// One sentence with the file and the line of what cannot be used.
    pub fn with_figures(mut self, read: impl Fn(&str) -> Result<Vec<u8>, String>) -> Result<Story, String> {
        for figures in std::mem::take(&mut self.figures) {
            self.acts.extend(acts(&figures, &read(&figures.file)?)?);
        }
        for lists in std::mem::take(&mut self.lists) {
            self.acts.extend(lists.acts(&read)?);
        }
        let today = self.today;
        self.acts.retain(|act| act.on <= today);
        // Stable: what was written for a day comes before its figures.
        self.acts.sort_by_key(|act| act.on);
        Ok(self)
    }
}

fn acts(figures: &Figures, bytes: &[u8]) -> Result<Vec<Dated>, String> {
    let document = intake::read::read(&figures.file, bytes).document;
    let tables = document.blocks.iter().filter_map(|b| if let Block::Table(t) = b { Some(t) } else { None });
    let mut rows = tables.flat_map(|t| &t.rows);
    let wrong =
        |row: &Row, what: &str| format!("{}, line {}: {what}", figures.file, row.at.line.unwrap_or(0));
    let head = rows.next().ok_or_else(|| format!("{}: holds no table", figures.file))?;
    if words(head) != COLUMNS {
        return Err(wrong(head, &format!("the columns are not {}", COLUMNS.join(", "))));
    }
    let mut acts = Vec::new();
    for row in rows {
        acts.push(act(figures, &words(row)).map_err(|what| wrong(row, &what))?);
    }
    Ok(acts)
}

fn act(figures: &Figures, cells: &[String]) -> Result<Dated, String> {
    let cell = |n: usize| cells.get(n).filter(|c| !c.is_empty()).cloned();
    let count = |n: usize| cell(n).map(|c| c.parse().map_err(|_| format!("{c:?} is no number"))).transpose();
    let to = cell(0).and_then(|c| Day::parse_iso(&c)).ok_or("`to` is no day such as 2025-01-14")?;
    let period = cell(1).ok_or("no period")?;
    let from = match period.as_str() {
        "day" => to,
        "month" => to.month_start(),
        other => return Err(format!("{other:?} is neither day nor month")),
    };
    let measure = cell(2).ok_or("no measure")?;
    let subject =
        cell(3).map_or_else(|| format!("measure {measure}"), |b| format!("measure {measure} / {b}"));
    Ok(Dated {
        on: to.plus_days(figures.lag).max(figures.from),
        effective: None,
        who: figures.who.clone(),
        why: None,
        plan: None,
        act: StoryAct::Observe {
            subject,
            period,
            from,
            to: Some(to),
            numerator: count(4)?,
            denominator: count(5)?,
            overdue: None,
            value: cell(6),
            source: cell(7),
        },
    })
}

fn words(row: &Row) -> Vec<String> {
    row.cells.iter().map(intake::document::Cell::words).collect()
}

#[cfg(test)]
mod tests {
    use super::super::story::{Story, StoryAct, parse};
    use model::day::Day;

    const STORY: &str = "place = \"Marlbeck\"\nplan = \"Marlbeck\"\ntoday = \"2025-11-28\"\n\
        [[person]]\nname = \"Jane Ward\"\nemail = \"j@x.example\"\nrole = \"analyst\"\n\
        [[figures]]\nfile = \"f.csv\"\nwho = \"Jane Ward\"\nfrom = \"2025-06-09\"\nlag = 8\n\
        [[act]]\non = \"2025-10-08\"\nwho = \"Jane Ward\"\nkind = \"confirm\"\nsubject = \"action 1\"\n";
    const HEAD: &str = "to,period,measure,breakdown,numerator,denominator,value,source\n";

    fn told(rows: &str) -> Result<Story, String> {
        parse(STORY)?.with_figures(|_| Ok(format!("{HEAD}{rows}").into_bytes()))
    }

    #[test]
    fn each_row_becomes_an_act_on_the_day_it_was_known() {
        let story = told(
            "2025-03-31,month,visits in time,,84,100,,\"weekly report, month end\"\n\
             2025-09-30,month,caseload,Family Safeguarding,,,18.9,\n\
             2025-11-25,day,visits in time,,93,100,,\n",
        )
        .unwrap();
        let days: Vec<String> = story.acts.iter().map(|a| a.on.iso()).collect();
        assert_eq!(
            days,
            ["2025-06-09", "2025-10-08", "2025-10-08"],
            "the last was not yet known on the story's day"
        );
        let StoryAct::Observe { subject, from, numerator, source, .. } = &story.acts[0].act else {
            panic!("an observation")
        };
        assert_eq!(subject, "measure visits in time");
        assert_eq!((*from, *numerator), (Day::new(2025, 3, 1).unwrap(), Some(84)));
        assert_eq!(source.as_deref(), Some("weekly report, month end"));
        assert!(matches!(story.acts[1].act, StoryAct::Confirm { .. }));
        let StoryAct::Observe { subject, value, .. } = &story.acts[2].act else { panic!("an observation") };
        assert_eq!(
            (subject.as_str(), value.as_deref()),
            ("measure caseload / Family Safeguarding", Some("18.9"))
        );
    }

    #[test]
    fn what_cannot_be_used_is_told_with_its_line() {
        for (row, expected) in [
            ("31/03/2025,month,visits,,1,2,,\n", "line 2: `to` is no day"),
            ("2025-03-31,week,visits,,1,2,,\n", "\"week\" is neither day nor month"),
            ("2025-03-31,month,visits,,one,2,,\n", "\"one\" is no number"),
        ] {
            let error = told(row).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }
}
