//! What is due for each child, overdue or within four weeks: visits, reviews, assessments. The queries are those of
//! definitions: the row, its team and worker, what is due as the reason, the day it is due as the value.

use std::collections::BTreeSet;

use model::day::Day;

use crate::needs;
use crate::rows::{Rows, RowsError};

/// Something due for a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The child.
    pub child: String,
    /// What is due.
    pub what: String,
    /// The day it is due.
    pub due: Option<Day>,
    /// How many days ago that was; negative for days to come.
    pub days_over: i64,
    /// The service.
    pub service: String,
    /// The team.
    pub team: String,
    /// The worker.
    pub worker: String,
}

/// How far ahead it looks, in days.
const AHEAD: i64 = 28;

/// Tells who rows of a list are about.
pub type About<'a> = dyn Fn(&str, &[i64]) -> Result<Vec<Option<String>>, RowsError> + 'a;

/// A query for what is due: the list whose rows it gives back, and the query.
type Query = (&'static str, &'static str);

/// The queries. Where visits are delivered with the day they are due, that day counts; else four weeks from the last visit
/// under a child protection plan and six in care. Reviews: three months from the start, then six; an assessment: the first
/// day on which 45 working days are over.
const QUERIES: [Query; 6] = [
    (
        "visits",
        "WITH last AS (SELECT v.row, v.service, v.team, v.worker, v.due_on, v.visited_on, v.plan, \
         ROW_NUMBER() OVER (PARTITION BY v.child, v.plan ORDER BY v.due_on DESC NULLS LAST, v.row DESC NULLS LAST) AS place \
         FROM visits v WHERE v.child IS NOT NULL) \
         SELECT x.row, x.service, x.team, x.worker, 1 AS counted, \
         CASE WHEN x.plan = 'cp' THEN 'child protection visit' WHEN x.plan = 'care' THEN 'visit in care' ELSE 'visit' END AS reason, \
         x.due_on AS value FROM last x WHERE x.place = 1 AND x.visited_on IS NULL AND x.due_on IS NOT NULL",
    ),
    (
        "child_protection_plans",
        "SELECT x.row, x.service, x.team, x.worker, 1 AS counted, 'child protection visit' AS reason, \
         COALESCE(x.last_visit_on, x.started_on) + 28 AS value FROM child_protection_plans x CROSS JOIN snapshot s \
         WHERE x.started_on <= s.as_at AND COALESCE(x.ended_on, s.as_at + 1) > s.as_at",
    ),
    (
        "children_in_care",
        "SELECT x.row, x.service, x.team, x.worker, 1 AS counted, 'visit in care' AS reason, \
         COALESCE(x.last_visit_on, x.started_on) + 42 AS value FROM children_in_care x CROSS JOIN snapshot s \
         WHERE COALESCE(x.legal_status, '') NOT IN ('V3', 'V4') AND x.started_on <= s.as_at AND COALESCE(x.ended_on, s.as_at + 1) > s.as_at",
    ),
    (
        "child_protection_plans",
        "SELECT x.row, x.service, x.team, x.worker, 1 AS counted, 'child protection review' AS reason, \
         CASE WHEN x.last_review_on IS NULL OR x.last_review_on <= x.started_on THEN c.plus_3_months ELSE r.plus_6_months END AS value \
         FROM child_protection_plans x CROSS JOIN snapshot s LEFT JOIN calendar c ON c.day = x.started_on \
         LEFT JOIN calendar r ON r.day = x.last_review_on \
         WHERE x.started_on <= s.as_at AND COALESCE(x.ended_on, s.as_at + 1) > s.as_at",
    ),
    (
        "children_in_care",
        "SELECT x.row, x.service, x.team, x.worker, 1 AS counted, 'review in care' AS reason, \
         CASE WHEN x.last_review_on IS NULL THEN x.started_on + 28 ELSE r.plus_6_months END AS value \
         FROM children_in_care x CROSS JOIN snapshot s LEFT JOIN calendar r ON r.day = x.last_review_on \
         WHERE COALESCE(x.legal_status, '') NOT IN ('V3', 'V4') AND x.started_on <= s.as_at AND COALESCE(x.ended_on, s.as_at + 1) > s.as_at",
    ),
    (
        "assessments",
        "SELECT x.row, x.service, x.team, x.worker, 1 AS counted, 'assessment' AS reason, MIN(d.day) AS value \
         FROM assessments x CROSS JOIN snapshot s JOIN calendar c ON c.day = x.started_on \
         JOIN calendar d ON d.day > x.started_on AND d.day <= x.started_on + 100 AND d.working = c.working + 45 \
         WHERE x.authorised_on IS NULL AND x.started_on <= s.as_at GROUP BY x.row, x.service, x.team, x.worker",
    ),
];

/// What is due, and what could not be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllDue {
    /// The longest overdue first.
    pub due: Vec<Due>,
    /// Columns, as `list.column`, without which something that may be due is not told.
    pub lacking: Vec<String>,
}

/// Everything due by `as_at` and in the four weeks after it. `about` tells who rows of a list are about. What depends on a
/// column that no file brought is not told, rather than told as if nothing had been done.
///
/// # Errors
/// The engine's.
pub fn due(rows: &dyn Rows, as_at: Day, about: &About<'_>) -> Result<AllDue, RowsError> {
    let today = i64::from(as_at.number());
    let mut out: Vec<Due> = Vec::new();
    let mut all_lacking: BTreeSet<String> = BTreeSet::new();
    let mut visits = false;
    for (list, sql) in QUERIES {
        // The days of the list of visits say more than the last visit in a list of plans.
        let known_better = sql.contains("last_visit_on") && visits;
        if !rows.has(list) || known_better {
            continue;
        }
        let lacking = needs::columns(rows, &[sql], &BTreeSet::new())?;
        if !lacking.is_empty() {
            all_lacking.extend(lacking);
            continue;
        }
        visits |= list == "visits";
        let mut numbers: Vec<i64> = Vec::new();
        let mut found: Vec<Due> = Vec::new();
        rows.run(sql, &mut |raw| {
            let Some(day) = raw.value.filter(|d| *d <= today + AHEAD) else { return };
            numbers.push(raw.row);
            let words = |text: Option<&str>| text.unwrap_or_default().to_owned();
            found.push(Due {
                child: String::new(),
                what: words(raw.reason),
                due: i32::try_from(day).ok().and_then(Day::from_number),
                days_over: today - day,
                service: words(raw.service),
                team: words(raw.team),
                worker: words(raw.worker),
            });
        })?;
        for (due, child) in found.iter_mut().zip(about(list, &numbers)?) {
            due.child = child.unwrap_or_default();
        }
        out.extend(found);
    }
    out.sort_by(|a, b| {
        (b.days_over, &a.team, &a.child, &a.what).cmp(&(a.days_over, &b.team, &b.child, &b.what))
    });
    Ok(AllDue { due: out, lacking: all_lacking.into_iter().collect() })
}

#[cfg(test)]
mod tests {
    use super::QUERIES;

    #[test]
    fn every_query_keeps_to_what_definitions_may_ask() {
        for (list, sql) in QUERIES {
            let refused = crate::sql::check(sql).err();
            assert_eq!(refused, None, "{list}: {sql}");
        }
    }
}
