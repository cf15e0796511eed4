//! Faults planted into lists, with the key that says where each is and which rule or remark must find it.

use crate::lists::Sheet;
use crate::random::Random;

/// A fault and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planted {
    /// The code of the rule, or of the reader's remark, that must find it.
    pub code: &'static str,
    /// The list.
    pub list: &'static str,
    /// The row in the list, from 1; the header is not counted.
    pub row: usize,
    /// The column.
    pub column: &'static str,
    /// What stands there now.
    pub written: String,
}

/// A kind of fault: the code, the list, the column, what to write (an empty text leaves it out).
const KINDS: [(&str, &str, &str, &str); 14] = [
    ("cell-not-a-day", "contacts", "received_on", "31/02/2025"),
    ("cell-error-value", "contacts", "source", "#N/A"),
    ("code-unknown", "contacts", "ethnicity", "Martian"),
    ("gender-missing", "referrals", "gender", ""),
    ("code-ambiguous", "referrals", "source", "Individual"),
    ("cell-not-a-number", "referrals", "referrals_12m", "several"),
    ("team-missing", "assessments", "team", ""),
    ("assessment-to-come", "assessments", "started_on", "01/01/2099"),
    ("enquiry-start-missing", "section_47", "strategy_on", ""),
    ("need-not-stated", "children_in_need", "need", "N0 - Not stated"),
    ("plan-latest-category-missing", "child_protection_plans", "latest_category", ""),
    ("legal-status-missing", "children_in_care", "legal_status", ""),
    ("health-to-come", "children_in_care", "last_health_on", "01/01/2099"),
    ("leaver-eligibility-missing", "care_leavers", "eligibility", ""),
];

/// Plants so many faults, each in a row of its own; fewer where the lists have too few rows.
pub fn plant(sheets: &mut [Sheet], count: u32, seed: u64) -> Vec<Planted> {
    let mut random = Random::new(seed, 99);
    let mut taken: Vec<(&str, usize)> = Vec::new();
    let mut planted = Vec::new();
    for nth in 0..count {
        let Some((code, list, column, write)) = KINDS.get(nth as usize % KINDS.len()).copied() else {
            continue;
        };
        let Some(sheet) = sheets.iter_mut().find(|s| s.list.name == list) else { continue };
        let Some(place) = sheet.list.index(column) else { continue };
        let rows = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
        let free = (0..20).map(|_| random.below(rows) as usize).find(|row| !taken.contains(&(list, *row)));
        let Some(at) = free.filter(|_| rows > 0) else { continue };
        let Some(cell) = sheet.rows.get_mut(at).and_then(|r| r.get_mut(place)) else { continue };
        write.clone_into(cell);
        taken.push((list, at));
        planted.push(Planted { code, list, row: at + 1, column, written: write.to_owned() });
    }
    planted
}

/// The key as CSV.
pub fn key_csv(planted: &[Planted]) -> String {
    let mut text = String::from("code,list,row,column,written\n");
    for p in planted {
        text.push_str(&format!("{},{},{},{},{}\n", p.code, p.list, p.row, p.column, p.written));
    }
    text
}
