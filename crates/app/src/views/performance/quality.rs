//! Data quality over the snapshots: each rule with its course, and who follows its faults up.

use extracts::check::rule::rules;
use model::day::Day;
use reports::svg::{Spark, spark};
use serde::Serialize;

use crate::lists::Kept;
use crate::lists::issues::{Issue, STATES};

/// A rule as a row.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Its code.
    pub code: String,
    /// What it says.
    pub say: String,
    /// `error`, `warning`, `info`.
    pub severity: &'static str,
    /// Faults in the latest snapshot.
    pub now: u64,
    /// Faults in the one before.
    pub before: Option<u64>,
    /// Its course over the snapshots, drawn.
    pub spark: String,
    /// Who follows it up.
    pub owner: String,
    /// How far it is: word and name; none where nobody follows it up.
    pub state: Option<(String, String)>,
    /// By when, ISO.
    pub due: Option<String>,
    /// That day has passed and it is not closed.
    pub late: bool,
    /// What is being done.
    pub note: String,
    /// The revision seen.
    pub revision: u32,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct QualityPage {
    /// How it stands.
    pub lede: String,
    /// The rules that found faults in any snapshot, the most now first.
    pub rows: Vec<Row>,
    /// How many rules looked and found nothing.
    pub clean: usize,
    /// Whether there are snapshots.
    pub any: bool,
}

impl QualityPage {
    /// The page of these snapshots, in the order of their days.
    pub fn of(snapshots: &[Kept], issues: &[Issue], today: Day) -> QualityPage {
        let count = |k: &Kept, code: &str| k.quality.get(code).copied();
        let mut rows = Vec::new();
        let mut clean = 0;
        for rule in rules() {
            let course: Vec<Option<u64>> = snapshots.iter().map(|k| count(k, &rule.code)).collect();
            let issue = issues.iter().find(|i| i.rule == rule.code);
            if course.iter().flatten().all(|n| *n == 0) && issue.is_none() {
                clean += usize::from(course.iter().any(Option::is_some));
                continue;
            }
            #[expect(clippy::cast_precision_loss, reason = "a drawing")]
            let values = course.iter().map(|n| n.map(|n| n as f64)).collect();
            let drawing = Spark { values, limits: None, target: None, from_zero: true };
            let state = issue.map(|i| {
                let name = STATES.iter().find(|(word, _)| *word == i.state).map_or("", |(_, name)| *name);
                (i.state.clone(), name.to_owned())
            });
            rows.push(Row {
                code: rule.code.clone(),
                say: rule.say.clone(),
                severity: rule.severity.word(),
                now: course.last().copied().flatten().unwrap_or(0),
                before: course.len().checked_sub(2).and_then(|i| course.get(i).copied().flatten()),
                spark: if course.len() > 1 { spark(&drawing) } else { String::new() },
                owner: issue.map(|i| i.owner.clone()).unwrap_or_default(),
                late: issue.is_some_and(|i| i.state != "closed" && i.due.is_some_and(|d| d < today)),
                due: issue.and_then(|i| i.due).map(Day::iso),
                note: issue.map(|i| i.note.clone()).unwrap_or_default(),
                revision: issue.map_or(0, |i| i.revision),
                state,
            });
        }
        rows.sort_by_key(|r| std::cmp::Reverse(r.now));
        let total: u64 = rows.iter().map(|r| r.now).sum();
        let lede = match snapshots.last() {
            None => "Rules of data quality look at every set of case lists that is kept; what they find stands here.".to_owned(),
            Some(last) => format!(
                "{total} faults in the case lists of {}; {} rules looked and never found one.",
                last.as_at.long(),
                clean
            ),
        };
        QualityPage { lede, rows, clean, any: !snapshots.is_empty() }
    }
}
