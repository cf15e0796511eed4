//! How the fields of a form are drawn with what is wrong with them: the filters of `parts/form.html`.

use std::collections::BTreeMap;

use minijinja::{Environment, Error, Value, context};

/// Adds the filters.
pub(crate) fn install(env: &mut Environment<'static>) {
    env.add_filter("summary", summary);
    env.add_filter("error", error);
    env.add_filter("option", option);
    env.add_filter("date_items", date_items);
    env.add_filter("day_fields", day_fields);
    env.add_filter("options", options);
    env.add_filter("role_items", role_items);
    env.add_filter("kind_items", role_items);
}

/// The text of a problem at this field, if there is one.
fn at(problems: &Value, field: &str) -> Result<Option<String>, Error> {
    for problem in problems.try_iter()? {
        if problem.get_attr("field")?.as_str() == Some(field) {
            return Ok(Some(problem.get_attr("text")?.to_string()));
        }
    }
    Ok(None)
}

/// The list of an error summary: each problem with a link to its field.
fn summary(problems: &Value) -> Result<Value, Error> {
    let mut list = Vec::new();
    for problem in problems.try_iter()? {
        let href = format!("#{}", problem.get_attr("field")?);
        list.push(context!(text => problem.get_attr("text")?, href => href));
    }
    Ok(Value::from(list))
}

/// What a component takes as its `errorMessage`.
fn error(problems: &Value, field: &str) -> Result<Value, Error> {
    Ok(at(problems, field)?.map_or(Value::UNDEFINED, |text| context!(text => text)))
}

/// A text as what a component takes for its hint; none stays away.
fn option(text: &Value) -> Value {
    if text.is_none() { Value::UNDEFINED } else { context!(text => text) }
}

/// The three fields of a date, with what was typed before.
fn date_items(fields: &Value, name: &str, problems: &Value) -> Result<Value, Error> {
    let wrong = at(problems, name)?.is_some();
    let mut items = Vec::new();
    for (part, width) in [("day", 2), ("month", 2), ("year", 4)] {
        let typed = fields.get_item(&Value::from(format!("{name}-{part}"))).unwrap_or_default();
        let classes = format!("govuk-input--width-{width}{}", if wrong { " govuk-input--error" } else { "" });
        let id = if part == "day" { name.to_string() } else { format!("{name}-{part}") };
        let value = if typed.is_undefined() { Value::from("") } else { typed };
        items.push(BTreeMap::from([
            ("name", Value::from(part)),
            ("classes", Value::from(classes)),
            ("id", Value::from(id)),
            ("value", value),
        ]));
    }
    Ok(Value::from_iter(items.into_iter().map(Value::from)))
}

/// A day `2026-03-27` as the three fields of a date.
fn day_fields(value: &str, name: &str) -> Value {
    let Some(day) = model::day::Day::parse_iso(value) else {
        return Value::from(BTreeMap::<String, Value>::new());
    };
    Value::from(BTreeMap::from([
        // As text: the design system takes the number 1 for a mark without a value.
        (format!("{name}-day"), Value::from(day.day_of_month().to_string())),
        (format!("{name}-month"), Value::from(day.month().to_string())),
        (format!("{name}-year"), Value::from(day.year().to_string())),
    ]))
}

/// Pairs of value and words as what a component takes for its items, with a first item for nothing if it has words.
fn options(pairs: &Value, nothing: &Value) -> Result<Value, Error> {
    let mut items = Vec::new();
    if !nothing.is_none() {
        items.push(context!(value => "", text => nothing));
    }
    for pair in pairs.try_iter()? {
        let (value, text) = (pair.get_item_by_index(0)?, pair.get_item_by_index(1)?);
        items.push(context!(value => value, text => text));
    }
    Ok(Value::from(items))
}

/// Roles or kinds of pack (word, name, meaning) as items with their meaning as a hint.
fn role_items(roles: &Value) -> Result<Value, Error> {
    let mut items = Vec::new();
    for role in roles.try_iter()? {
        let part = |i| role.get_item_by_index(i);
        items.push(context!(value => part(0)?, text => part(1)?, hint => context!(text => part(2)?)));
    }
    Ok(Value::from(items))
}
