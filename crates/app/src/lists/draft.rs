//! A definition that somebody writes, in a form or as a file: what is wrong with it, with its line and the remedy, before
//! anything is computed.

use extracts::list::{list, lists};
use extracts::schema::From as Source;
use measures::{Definition, DefinitionError, Kind, RowsError, sql};
use model::plan::Direction;
use store::{SnapshotTables, columns_of};

use crate::error::{FieldError, Result};
use crate::views::sentence::capital;
use crate::words;

/// What the keys of a definition's file are called on a form, in its order.
pub const LABELS: [(&str, &str); 28] = [
    ("file", "The file"),
    ("name", "Name"),
    ("key", "Key"),
    ("version", "Version"),
    ("purpose", "Purpose"),
    ("numerator", "What is counted"),
    ("denominator", "Out of what"),
    ("exclusions", "What is left out"),
    ("kind", "How rows become a number"),
    ("unit", "Unit"),
    ("direction", "Better"),
    ("breakdowns", "Broken down by"),
    ("source", "Where its rows come from"),
    ("frequency", "How often it is looked at"),
    ("references", "What it follows"),
    ("rows_of", "List whose rows it gives"),
    ("columns", "What it also needs"),
    ("optional", "Columns it can do without"),
    ("reaches", "Columns that must reach back a year"),
    ("bands", "Bands"),
    ("per", "For every how many"),
    ("scale", "Divided by"),
    ("weighted", "Rows weigh what they bring"),
    ("window_months", "Months that it looks back"),
    ("benchmark", "Published measure it is held against"),
    ("benchmark_near", "Why the published one is only near"),
    ("wording", "Words by which plans name it"),
    ("sql", "Query"),
];

/// The label of a key; its second query has the label of its own.
pub fn label(field: &str) -> &'static str {
    let known = LABELS.iter().find(|(key, _)| *key == field).map(|(_, label)| *label);
    known.unwrap_or(if field == "against" { "Query of what it is held against" } else { "Query" })
}

/// The ways in which rows become a number: the word of a file and what it means.
pub const KINDS: [(Kind, &str, &str); 7] = [
    (Kind::Count, "count", "A count of the rows counted"),
    (Kind::Share, "share", "Rows counted as a percentage of those counted and not counted"),
    (Kind::Rate, "rate", "Rows counted for every so many of a figure from elsewhere"),
    (Kind::Mean, "mean", "The mean of what the rows counted bring"),
    (Kind::Quartiles, "quartiles", "The quartiles of what the rows counted bring"),
    (Kind::Bands, "bands", "How many rows are in each band"),
    (Kind::Ratio, "ratio", "What the rows counted bring, divided by what the others bring"),
];

/// A definition's fields as a form shows them: the keys of its file, each with its text.
pub fn fields(definition: &Definition) -> Vec<(&'static str, String)> {
    let lines = |all: &[String]| all.join("\n");
    let kind = KINDS.iter().find(|(kind, _, _)| *kind == definition.kind).map_or("", |(_, word, _)| word);
    vec![
        ("key", definition.key.clone()),
        ("name", definition.name.clone()),
        ("purpose", definition.purpose.clone()),
        ("numerator", definition.numerator.clone()),
        ("denominator", definition.denominator.clone()),
        ("exclusions", lines(&definition.exclusions)),
        ("kind", kind.to_owned()),
        ("unit", definition.unit.clone()),
        ("direction", definition.direction.map_or("", Direction::word).to_owned()),
        ("breakdowns", lines(&definition.breakdowns)),
        ("source", definition.source.clone()),
        ("frequency", definition.frequency.clone()),
        ("references", lines(&definition.references)),
        ("rows_of", definition.rows_of.clone()),
        ("columns", lines(&definition.columns)),
        ("optional", lines(&definition.optional)),
        ("reaches", lines(&definition.reaches)),
        ("bands", lines(&definition.bands)),
        ("per", definition.per.map(|n| n.to_string()).unwrap_or_default()),
        ("scale", Some(definition.scale).filter(|n| *n != 1).map(|n| n.to_string()).unwrap_or_default()),
        ("weighted", if definition.weighted { "yes" } else { "" }.to_owned()),
        ("window_months", definition.window_months.map(|n| n.to_string()).unwrap_or_default()),
        ("benchmark", definition.benchmark.clone().unwrap_or_default()),
        ("benchmark_near", definition.benchmark_near.clone().unwrap_or_default()),
        ("wording", lines(&definition.wording)),
        ("against", definition.against.clone().unwrap_or_default()),
        ("sql", definition.sql.clone()),
    ]
}

/// The definition that a form's fields make; which lists it needs is what its queries read. Its version is set when it is
/// saved.
///
/// # Errors
/// Numbers and choices that are none. What else is wrong is told by [`check`].
pub fn of_fields(field: &dyn Fn(&str) -> Vec<String>) -> std::result::Result<Definition, Vec<FieldError>> {
    let mut wrong = Vec::new();
    let text = |name: &str| field(name).join("\n").replace("\r\n", "\n").trim().to_owned();
    let line = |name: &str| crate::edit::fold(&text(name));
    let lines = |name: &str| -> Vec<String> {
        text(name).lines().map(crate::edit::fold).filter(|l| !l.is_empty()).collect()
    };
    let mut number = |name: &'static str| {
        let typed = line(name).replace(',', "");
        let made = typed.parse::<i64>().ok();
        if made.is_none() && !typed.is_empty() {
            wrong.push(FieldError::new(name, format!("{} must be a whole number", label(name))));
        }
        made
    };
    let (per, scale, months) = (number("per"), number("scale"), number("window_months"));
    let months = months.map(u32::try_from).transpose().unwrap_or_else(|_| {
        wrong.push(FieldError::new("window_months", "Months that it looks back must be 1 or more"));
        None
    });
    let some = |name: &str| Some(line(name)).filter(|text| !text.is_empty());
    let kind = KINDS.iter().find(|(_, word, _)| *word == line("kind")).map(|(kind, _, _)| *kind);
    if kind.is_none() {
        wrong.push(FieldError::new("kind", "Select how rows become a number"));
    }
    let query = |name: &str| format!("{}\n", text(name));
    let against = Some(query("against")).filter(|q| !q.trim().is_empty());
    // What the form does not ask for stays as the program's own definition of this key has it.
    let own = measures::find(&line("key"));
    let definition = Definition {
        benchmark: some("benchmark"),
        benchmark_near: some("benchmark_near"),
        window_months: months,
        typed: own.is_some_and(|d| d.typed && d.sql.trim() == text("sql")),
        key: line("key"),
        version: 1,
        name: line("name"),
        purpose: line("purpose"),
        numerator: line("numerator"),
        denominator: line("denominator"),
        exclusions: lines("exclusions"),
        kind: kind.unwrap_or(Kind::Count),
        unit: line("unit"),
        direction: Direction::from_word(&line("direction")),
        breakdowns: lines("breakdowns"),
        source: line("source"),
        frequency: line("frequency"),
        references: lines("references"),
        lists: read_by([Some(&query("sql")), against.as_ref()]),
        columns: lines("columns"),
        optional: lines("optional"),
        rows_of: line("rows_of"),
        bands: lines("bands"),
        per,
        against,
        reaches: lines("reaches"),
        weighted: line("weighted") == "yes",
        scale: scale.unwrap_or(1),
        wording: lines("wording"),
        sql: query("sql"),
    };
    if wrong.is_empty() { Ok(definition) } else { Err(wrong) }
}

/// The lists that queries read.
fn read_by(queries: [Option<&String>; 2]) -> Vec<String> {
    let read = queries.into_iter().flatten().filter_map(|sql| sql::check(sql).ok()).flat_map(|r| r.tables);
    let mut found: Vec<String> = read.filter(|t| !measures::BASE_TABLES.contains(&t.as_str())).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The definition that a file holds, whether or not it holds together.
///
/// # Errors
/// Where it is no file of a definition, with its line.
pub fn of_file(bytes: &[u8]) -> std::result::Result<Definition, Vec<FieldError>> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| vec![FieldError::new("file", "The file must be text: save it as UTF-8")])?;
    Definition::read(text).map_err(|why| {
        let remedy = "Download a definition to see the form of the file";
        vec![FieldError::new("file", format!("The file, {why}. {remedy}"))]
    })
}

/// Everything that is wrong with a definition, as far as it can be told without case lists.
///
/// # Errors
/// The store's.
pub fn check(definition: &Definition) -> Result<Vec<FieldError>> {
    let mut wrong: Vec<FieldError> = definition.check().iter().map(told).collect();
    let parts = |field, all: &'_ [String]| -> Vec<(&'static str, String)> {
        all.iter().flat_map(|c| measures::either(c)).map(|c| (field, c.to_owned())).collect()
    };
    let mut named = parts("columns", &definition.columns);
    named.extend(parts("optional", &definition.optional));
    named.extend(parts("reaches", &definition.reaches));
    for (field, column) in &named {
        wrong.extend(no_column(field, column));
    }
    for name in definition.lists.iter().filter(|name| list(name).is_none()) {
        let known: Vec<String> = lists().iter().map(|l| l.name.clone()).collect();
        let say = format!("Query: there is no list {name}. There are {}", words::list(&known));
        wrong.push(FieldError::new("sql", say));
    }
    if wrong.is_empty() {
        // Only what is allowed is shown to the engine.
        let tables = SnapshotTables::empty()?;
        for (field, sql) in definition.queries() {
            if let Err(why) = tables.look_at(sql) {
                wrong.push(failed(field, definition, &why));
            }
        }
    }
    Ok(wrong)
}

/// What is wrong, at the field of the form.
fn told(error: &DefinitionError) -> FieldError {
    let (field, say) = match error {
        DefinitionError::Form { line, say } => ("file", format!("The file, line {line}: {say}")),
        DefinitionError::Field { field: "lists", say } => ("sql", format!("Query: {say}")),
        DefinitionError::Field { field, say } => (*field, format!("{}: {say}", label(field))),
        DefinitionError::Sql { field, refusal } => (*field, format!("{}, {refusal}", label(field))),
    };
    FieldError::new(field, say)
}

/// That a column is none, with those there are.
fn no_column(field: &'static str, column: &str) -> Option<FieldError> {
    let Some((name, of)) = column.split_once('.') else {
        let say = format!("{}: write {column} with its list, such as contacts.received_on", label(field));
        return Some(FieldError::new(field, say));
    };
    let Some(found) = list(name) else {
        return Some(FieldError::new(field, format!("{}: there is no list {name}", label(field))));
    };
    if found.index(of).is_some() {
        return None;
    }
    let known: Vec<String> = found.columns.iter().map(|c| c.name.clone()).collect();
    let say = format!("{}: {name} has no column {of}. It has {}", label(field), words::list(&known));
    Some(FieldError::new(field, say))
}

/// What the engine said of a query, with the remedy.
pub(super) fn failed(field: &str, definition: &Definition, why: &RowsError) -> FieldError {
    let name = label(field);
    let say = match why {
        RowsError::Sql(say) => {
            let place = if say.starts_with("line ") { ", " } else { ": " };
            let remedy = if say.contains("no such column") { columns(definition) } else { String::new() };
            format!("{name}{place}{say}.{remedy}")
        }
        RowsError::Shape(say) => format!(
            "{name}: {say}. A query gives back row, service, team, worker, counted, reason and value; counted and value \
             are whole numbers or missing"
        ),
        RowsError::TooLong => format!(
            "{name}: it asks for more work than a definition may do, and was stopped. Join lists on what they have in \
             common, such as child, with ="
        ),
    };
    FieldError::new(field, capital(&say))
}

/// The columns of a definition's lists, in a sentence for each.
fn columns(definition: &Definition) -> String {
    let of = |name: &String| format!(" The columns of {name}: {}.", columns_of(name).join(", "));
    definition.lists.iter().map(of).collect()
}

/// Every list with its columns, for whoever writes a query.
pub fn tables() -> Vec<(String, String, Vec<String>)> {
    let of_list = |l: &extracts::list::List| {
        let columns = extracts::schema::columns(l).into_iter().filter(|c| !matches!(c.from, Source::Nothing));
        (l.name.clone(), l.title.clone(), columns.map(|c| c.name).collect())
    };
    lists().iter().map(of_list).collect()
}

#[cfg(test)]
mod tests {
    use super::{check, fields, of_fields, of_file};
    use crate::measured::library;
    use measures::Definition;

    fn definition() -> Definition {
        (**library().iter().find(|d| d.key == "assess_45wd_pct").expect("there")).clone()
    }

    fn wrong(definition: &Definition) -> Vec<(String, String)> {
        check(definition).expect("checked").into_iter().map(|e| (e.field, e.message)).collect()
    }

    #[test]
    fn every_definition_comes_back_from_its_form() {
        for definition in library() {
            let form = fields(definition);
            let field = |name: &str| {
                let all = form.iter().filter(|(n, _)| *n == name).map(|(_, v)| v.clone());
                all.collect()
            };
            let mut back = of_fields(&field).expect("a definition");
            back.version = definition.version;
            let mut lists = definition.lists.clone();
            lists.sort_unstable();
            let trimmed = |sql: &str| format!("{}\n", sql.trim());
            let expected = Definition {
                lists,
                sql: trimmed(&definition.sql),
                against: definition.against.as_deref().map(trimmed),
                ..(**definition).clone()
            };
            assert_eq!(back, expected);
            assert_eq!(wrong(&back), [], "{}", definition.key);
        }
    }

    #[test]
    fn what_is_wrong_stands_at_its_field_with_its_line_and_the_remedy() {
        let one = |change: &dyn Fn(&mut Definition)| {
            let mut definition = definition();
            change(&mut definition);
            let all = wrong(&definition);
            assert_eq!(all.len(), 1, "{all:?}");
            all.into_iter().next().unwrap_or_default()
        };
        let (field, say) = one(&|d| d.sql = d.sql.replacen("x.row", "x.wizard AS row", 1));
        assert_eq!(field, "sql");
        assert!(
            say.starts_with("Query, line 1, character") && say.contains("no such column: x.wizard"),
            "{say}"
        );
        assert!(say.contains("The columns of assessments: row, child,"), "{say}");
        let (field, say) = one(&|d| d.sql.push_str("LIMIT 5"));
        let line = definition().sql.lines().count() + 1;
        assert_eq!(
            (field.as_str(), say),
            ("sql", format!("Query, line {line}, character 1: `limit` is not allowed: every row counts"))
        );
        let (field, say) = one(&|d| d.columns.push("assessments.colour".into()));
        assert!(
            field == "columns" && say.contains("assessments has no column colour. It has child,"),
            "{say}"
        );
        let (field, say) = one(&|d| d.numerator.clear());
        assert_eq!((field.as_str(), say.as_str()), ("numerator", "What is counted: say it in words"));
        let (field, say) = one(&|d| d.sql = d.sql.replace(" AS reason", " AS because"));
        assert!(field == "sql" && say.contains("the column `reason` is missing"), "{say}");
    }

    #[test]
    fn a_file_is_read_or_says_which_line_is_wrong() {
        let text = definition().to_toml();
        assert_eq!(of_file(text.as_bytes()), Ok(definition()));
        let cut = of_file(text.replace("kind = \"share\"", "kind = share").as_bytes()).unwrap_err();
        let line = text.lines().position(|l| l.starts_with("kind = ")).map_or(0, |n| n + 1);
        assert_eq!(cut.len(), 1);
        assert!(
            cut.iter().all(|e| e.field == "file" && e.message.contains(&format!("line {line}: "))),
            "{cut:?}"
        );
        assert!(of_file(&[0xff, 0xfe]).is_err());
    }
}
