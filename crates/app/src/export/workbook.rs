//! A plan as the workbook that owners fill in and give back: the plan's own columns, what may be filled in open, the rest
//! protected, the complete plan on a hidden sheet. What it means when it comes back says [`intake::returned`].

use intake::returned::{self, Column};
use model::plan::Plan;
use reports::xlsx::fill::{Book, Field, write as write_book};

/// Writes the workbook.
///
/// # Errors
/// A sentence, where the plan is larger than a workbook can be.
pub(super) fn write(plan: &Plan) -> Result<Vec<u8>, String> {
    write_book(&book(plan)?).map_err(|e| format!("the plan cannot be a workbook: {e}"))
}

/// The workbook before it is written.
///
/// # Errors
/// A sentence, where the plan cannot be kept in it.
pub fn book(plan: &Plan) -> Result<Book, String> {
    let columns: Vec<Column> = Column::ALL.into_iter().filter(|c| c.stands(plan)).collect();
    let row = |(number, action)| {
        let cell = |c: &Column| match c {
            Column::Key => returned::key(plan, number),
            other => other.cell(plan, action),
        };
        columns.iter().map(cell).collect()
    };
    Ok(Book {
        title: plan.title.clone(),
        owner: plan.place.clone().unwrap_or_default(),
        day: plan.as_at.and_then(|d| {
            let year = u16::try_from(d.year()).ok()?;
            Some((year, u8::try_from(d.month()).ok()?, u8::try_from(d.day_of_month()).ok()?))
        }),
        guide: guide(plan),
        sheet: returned::ACTIONS_SHEET.to_owned(),
        columns: columns.iter().map(|c| field(*c)).collect(),
        rows: plan.actions.iter().enumerate().map(row).collect(),
        hidden: (
            returned::KEPT_SHEET.to_owned(),
            returned::kept(plan).map_err(|e| format!("the plan cannot be written: {e}"))?,
        ),
    })
}

fn field(column: Column) -> Field {
    Field {
        title: column.title().to_owned(),
        width: column.width(),
        hidden: column == Column::Key,
        fills: column.fills(),
        choices: column.choices().iter().map(|c| (*c).to_owned()).collect(),
        hint: column.hint().to_owned(),
    }
}

fn guide(plan: &Plan) -> Vec<String> {
    let open: Vec<&str> =
        Column::ALL.into_iter().filter(|c| c.fills() && c.stands(plan)).map(Column::title).collect();
    [
        format!("{}: to be filled in and given back", plan.title),
        format!("White cells may be filled in: {}. Grey ones are the plan’s and protected.", open.join(", ")),
        "What there is to report is added to what was said before; nothing that was said is replaced.".to_owned(),
        "A date that moves: write the new one over the old. The plan keeps both.".to_owned(),
        "Rows may be sorted, filtered and deleted: a row that is missing changes nothing. A row of your own at the end is \
         taken for a new action."
            .to_owned(),
        "Give the workbook back as it is (.xlsx). Whoever imports it sees what you changed before it is kept; where \
         somebody changed the same in the meantime, both are shown and theirs stays."
            .to_owned(),
    ]
    .to_vec()
}
