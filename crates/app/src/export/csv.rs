//! The actions of plans as CSV (RFC 4180) for a spreadsheet: one row an action, in the order of the plan.

use model::plan::{Action, Plan};

use super::words;

type Column = (&'static str, fn(&Plan, &Action) -> String);

/// The columns; one that is empty throughout is left out unless every plan has it.
const COLUMNS: [Column; 14] = [
    ("Plan", |plan, _| plan.title.clone()),
    ("Priority", |plan, action| words::node(plan, action).map(|p| p.title.clone()).unwrap_or_default()),
    ("Improvement priority", |plan, action| {
        words::line(plan, action).map(|l| l.title.clone()).unwrap_or_default()
    }),
    ("Ref", |_, action| action.reference.clone()),
    ("Action", |_, action| words::action(action)),
    ("Recommendation", |_, action| action.recommendations.join(", ")),
    ("Lead body", |_, action| action.lead_body.clone().unwrap_or_default()),
    ("Owner", |_, action| words::owners(&action.owners)),
    ("Start date", |_, action| words::starts(&action.dates)),
    ("Target date", |_, action| words::dates(&action.dates)),
    ("BRAG", |_, action| words::status(action)),
    ("Progress", |_, action| words::updates(&action.updates)),
    ("Outcome", |_, action| words::statements(&action.outcomes)),
    ("Resources", |_, action| action.resources.clone().unwrap_or_default()),
];

/// Writes the actions of these plans.
pub(super) fn write(plans: &[&Plan]) -> String {
    let actions: Vec<(&Plan, &Action)> =
        plans.iter().flat_map(|plan| plan.actions.iter().map(|a| (*plan, a))).collect();
    let columns: Vec<&Column> = COLUMNS
        .iter()
        .filter(|(name, cell)| match *name {
            "Plan" => plans.len() > 1,
            "Ref" | "Action" | "Owner" | "Target date" => true,
            _ => actions.iter().any(|(plan, action)| !cell(plan, action).is_empty()),
        })
        .collect();
    let mut out = Csv::new();
    out.record(columns.iter().map(|(name, _)| (*name).to_owned()));
    for (plan, action) in actions {
        out.record(columns.iter().map(|(_, cell)| cell(plan, action)));
    }
    out.finish()
}

/// A CSV file as it grows (RFC 4180), for a spreadsheet.
pub(crate) struct Csv(String);

impl Csv {
    pub(crate) fn new() -> Csv {
        // Spreadsheets take a file without this mark for another encoding.
        Csv(String::from("\u{feff}"))
    }

    pub(crate) fn record(&mut self, fields: impl Iterator<Item = String>) {
        let fields: Vec<String> = fields.map(|f| quoted(&f)).collect();
        self.0.push_str(&fields.join(","));
        self.0.push_str("\r\n");
    }

    pub(crate) fn finish(self) -> String {
        self.0
    }
}

/// A field; what a spreadsheet would take for a formula is marked as text.
fn quoted(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let field = if formula { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\n', '\r', '\'']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn fields_are_quoted_and_no_formula_gets_out() {
        assert_eq!(quoted("plain"), "plain");
        assert_eq!(quoted("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(quoted("=HYPERLINK(1)"), "\"'=HYPERLINK(1)\"");
        assert_eq!(quoted("two\nlines"), "\"two\nlines\"");
    }
}
