//! The columns of a plan's table as its document prints them: kept with the plan, so that what is given back has the
//! council's own columns in their order.

use intake::reading::Reading;
use model::id::Id;
use model::plan::Plan;
use store::{Change, Filter, Kind, Row, Value, View};

use crate::error::Result;
use crate::site::{Desk, Reader, latest};

/// The key of the setting.
pub(crate) const KEY: &str = "plan-columns";
/// What makes a column's heading too long to stand over a column.
const LONGEST: usize = 80;

/// A column: what it means (a word of [`intake::columns::MEANINGS`]) and its heading as printed.
pub(crate) type Printed = (String, String);

/// The columns of the first table that says what is to be done, and those that only its other tables have. Of two
/// columns with one meaning the first counts.
pub(super) fn columns(reading: &Reading, draft: &Plan) -> Vec<Printed> {
    let document = &draft.origin.at.document;
    let mine = reading.columns.iter().filter(|c| {
        let heading = c.header.trim();
        !c.means.is_empty()
            && c.means != "other"
            && (1..=LONGEST).contains(&heading.chars().count())
            && (document.is_empty() || *document == c.at.document)
    });
    let mine: Vec<_> = mine.collect();
    let Some(table) = mine.iter().find(|c| c.means == "action").map(|c| c.at.table) else {
        return Vec::new();
    };
    let (first, rest): (Vec<_>, Vec<_>) = mine.into_iter().partition(|c| c.at.table == table);
    let mut out: Vec<Printed> = Vec::new();
    for column in first.into_iter().chain(rest) {
        if !out.iter().any(|(means, _)| *means == column.means) {
            let heading = column.header.split_whitespace().collect::<Vec<_>>().join(" ");
            out.push((column.means.clone(), heading));
        }
    }
    out
}

impl Reader {
    /// The columns of a plan as its last document prints them; empty where it has no table.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn columns_printed(&self, plan: Id, view: View) -> Result<Vec<Printed>> {
        // What another version wrote and this one cannot read is as if nothing were printed.
        let said = held(self, plan, view)?.and_then(|row| serde_json::from_str(row.text("value")?).ok());
        Ok(said.unwrap_or_default())
    }
}

fn held(reader: &Reader, plan: Id, view: View) -> Result<Option<Row>> {
    let rows = reader.rows.rows(Kind::Setting, &Filter::Plan(plan), view)?;
    Ok(rows.into_iter().find(|r| r.text("key") == Some(KEY)))
}

/// The change that keeps them, where they are others than those kept. `new` says that the plan is not kept yet.
pub(super) fn keep(
    desk: &mut Desk<'_>,
    reader: &Reader,
    plan: Id,
    new: bool,
    printed: &[Printed],
) -> Result<Option<Change>> {
    if printed.is_empty() {
        return Ok(None);
    }
    let value = serde_json::to_string(printed).unwrap_or_default();
    let kept = if new { None } else { held(reader, plan, View::of(latest()))? };
    Ok(match kept {
        Some(row) if row.text("value") == Some(value.as_str()) => None,
        Some(row) => Some(Change::set(Kind::Setting, row.id, row.revision, vec![("value", value.into())])),
        None => {
            let fields = vec![("key", Value::from(KEY)), ("value", value.into())];
            Some(Change::create(Kind::Setting, desk.id(), Some(plan), fields))
        }
    })
}

#[cfg(test)]
mod tests {
    use intake::columns::ColumnRead;
    use intake::reading::Reading;
    use model::at::At;
    use model::plan::Plan;

    use super::columns;

    #[test]
    fn the_columns_stand_in_the_order_of_the_table_that_holds_the_actions() {
        let column = |header: &str, means: &str, table: u32| ColumnRead {
            header: header.to_owned(),
            means: means.to_owned(),
            at: At { table: Some(table), ..At::default() },
            ..ColumnRead::default()
        };
        let read = vec![
            column("Measure", "outcome", 1),
            column("No.", "ref", 2),
            column("Who \n leads", "owner", 2),
            column("What we will do", "action", 2),
            column("Notes", "other", 2),
            column("Also who", "owner", 2),
            column("Deadline", "due", 3),
            column(&"x".repeat(200), "evidence", 3),
        ];
        let reading = Reading { columns: read, ..Reading::default() };
        let said: Vec<(String, String)> = columns(&reading, &Plan::default());
        let said: Vec<(&str, &str)> = said.iter().map(|(m, h)| (m.as_str(), h.as_str())).collect();
        let expected = [
            ("ref", "No."),
            ("owner", "Who leads"),
            ("action", "What we will do"),
            ("outcome", "Measure"),
            ("due", "Deadline"),
        ];
        assert_eq!(said, expected);
        let without = Reading { columns: vec![column("No.", "ref", 1)], ..Reading::default() };
        assert!(columns(&without, &Plan::default()).is_empty());
    }
}
