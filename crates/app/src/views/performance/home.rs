//! The performance page: the measures that the plan is bound to and those every manager looks at, worst first; the reports
//! there are.

use model::level::Impact;
use serde::Serialize;

use super::Performance;
use super::children::SEEN_ALONE;
use super::scorecard::SCORECARDS;
use super::sheet::{Card, Section, Sheet};
use crate::error::Result;
use crate::words::count;

/// What every manager looks at, beside what the plan is bound to.
pub(super) const KEYS: [&str; 14] = [
    "contacts_1wd_pct",
    "assess_45wd_pct",
    "assess_open_in_time_pct",
    "visits_in_time_pct",
    "cpp_visit_4w_pct",
    "cla_visit_6w_pct",
    "cpp_reviewed_pct",
    "cla_reviewed_pct",
    SEEN_ALONE,
    "rereferral_pct",
    "cl_pathway_pct",
    "cpp_open",
    "cla_open",
    "caseload_per_worker",
];

/// A report that there is.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Where it is, below the plan's address.
    pub href: String,
    /// Its title.
    pub title: String,
    /// What it tells.
    pub purpose: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct HomePage {
    /// The cards.
    pub sheet: Sheet,
    /// The reports.
    pub reports: Vec<Link>,
}

/// How a level sorts: the worst first, then what nothing rates.
fn rank(card: &Card) -> usize {
    let is = |l: &Impact| card.level.as_deref() == Some(l.word());
    Impact::ALL.iter().position(is).unwrap_or(Impact::ALL.len())
}

impl HomePage {
    /// The page; `see` says that the person may see rows about children.
    ///
    /// # Errors
    /// The store's.
    pub fn of(performance: &Performance<'_>, see: bool) -> Result<HomePage> {
        let mut keys: Vec<&str> = Vec::new();
        for key in performance.bound.iter().map(|(d, _)| d.as_str()).chain(KEYS) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let mut cards = Vec::new();
        for key in keys {
            cards.extend(performance.card(key, see)?);
        }
        cards.sort_by_key(rank);
        let (rated, other): (Vec<Card>, Vec<Card>) = cards.into_iter().partition(|c| c.rated);
        let red = rated.iter().filter(|c| c.level.as_deref() == Some("red")).count();
        let lede = match performance.latest() {
            None => "Nothing is known yet: bring case lists in, and every measure is computed from them."
                .to_owned(),
            Some(kept) => {
                let told = match rated.len() {
                    0 => "No measure of the plan is bound to a definition yet".to_owned(),
                    n => format!("{red} of {} against a target are red", count(n, "measure")),
                };
                format!("Computed from the case lists of {}. {told}.", kept.as_at.long())
            }
        };
        let section = |title: &str, cards| Section { title: title.to_owned(), cards, ..Section::default() };
        let sections =
            [section("Against the plan’s targets", rated), section("What every manager looks at", other)];
        let sheet = Sheet {
            key: String::new(),
            title: "Performance".to_owned(),
            lede,
            as_at: performance.latest().map(|k| k.as_at.iso()),
            sections: sections.into_iter().filter(|s| !s.cards.is_empty()).collect(),
            empty: performance.latest().is_none(),
            ..Sheet::default()
        };
        Ok(HomePage { sheet, reports: reports(see) })
    }
}

/// Every report, in the order of the page.
fn reports(see: bool) -> Vec<Link> {
    let link = |key: &str, title: &str, purpose: &str| Link {
        href: format!("performance/{key}"),
        title: title.to_owned(),
        purpose: purpose.to_owned(),
    };
    let mut all = vec![
        link(
            "weekly",
            "Weekly compliance report",
            "X of Y in time, Z overdue, by service; average caseloads",
        ),
        link(
            "overview",
            "Management overview",
            "What is short of its target, worse than chance would explain, or overdue, on one page",
        ),
        link("matrix", "Monthly matrix", "Every measure by month"),
        link(
            "company",
            "Company performance report",
            "The months as first reported, and what was restated since",
        ),
    ];
    if see {
        all.push(link("tracker", "Team tracker", "What is due for each child, what is overdue, and when"));
        all.push(link(
            "seen-alone",
            "Seen-alone list",
            "Visits at which a child was not seen alone, for supervision",
        ));
    }
    all.extend(SCORECARDS.iter().map(|s| link(&s.key, &s.title, &s.purpose)));
    all
}
