//! What can be set.

/// Which rules run, and where their thresholds lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Codes of rules that do not run.
    pub off: Vec<String>,
    /// Counts of people up to this number are small (DESIGN 4.6); 5 unless set higher.
    pub small_number: i64,
    /// Months allowed for what an inspector asked to be done immediately, counted from the report.
    pub immediate_months: i32,
    /// From how many actions on one date is a default suspected, and ...
    pub default_date_actions: usize,
    /// ... from which share of all dated actions, in percent.
    pub default_date_percent: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            off: Vec::new(),
            small_number: 5,
            immediate_months: 2,
            default_date_actions: 8,
            default_date_percent: 25,
        }
    }
}
