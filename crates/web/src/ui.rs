//! What our templates may call: the design system's components, each checked against its own list of options, and the
//! small signs of ours (a rating, a day) that a page draws by the thousand and that are therefore drawn once.

use std::collections::BTreeMap;

use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Value};

use crate::assets::{OPTIONS, address};
use crate::design;
use crate::escape::escape;
use crate::forms;

/// How many of a long list a page names before it leads to the rest.
const NAMED: usize = 20;

/// Adds every component as a function (`error_summary(titleText=…)`), and our own filters and functions.
pub(crate) fn install(env: &mut Environment<'static>) {
    for (component, _) in OPTIONS {
        let function = component.replace('-', "_");
        env.add_function(function, move |options: Kwargs| {
            let given =
                options.args().filter_map(|name| Some((name.to_string(), options.peek::<Value>(name).ok()?)));
            design::component(component, &Value::from(given.collect::<BTreeMap<String, Value>>()))
        });
    }
    env.add_function("asset", |name: &str| {
        address(name)
            .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("there is no asset {name}")))
    });
    env.add_function("rating", rating);
    env.add_filter("day", |value: &Value| day(value, true));
    env.add_filter("short", |value: &Value| day(value, false));
    env.add_filter("count", count);
    env.add_filter("plural", plural);
    env.add_filter("grouped", app::words::grouped);
    env.add_filter("lines", lines);
    env.add_filter("truncated", truncated);
    env.add_global("NAMED", NAMED);
    forms::install(env);
}

/// The levels as they are shown: word, letter for tight places, the class that colours them.
const LEVELS: [(&str, &str, &str); 7] = [
    ("red", "Red", "R"),
    ("amber", "Amber", "A"),
    ("yellow", "Yellow", "Y"),
    ("green", "Green", "G"),
    ("blue", "Blue", "B"),
    ("grey", "Grey", "N"),
    ("none", "Not rated", "–"),
];

/// A rating as a tag: its word always, its letter alone where `tight` (the word is then read out). `None` is
/// "Not rated".
#[expect(clippy::needless_pass_by_value, reason = "the engine hands keywords over by value")]
fn rating(level: &Value, options: Kwargs) -> Result<Value, Error> {
    let key = if level.is_none() { "none" } else { level.as_str().unwrap_or("none") };
    let Some((class, word, letter)) = LEVELS.iter().find(|(k, _, _)| *k == key) else {
        return Err(Error::new(ErrorKind::InvalidOperation, format!("there is no rating {key}")));
    };
    let tight = options.get::<Option<bool>>("tight")?.unwrap_or(false);
    let axis = options.get::<Option<&str>>("axis")?;
    options.assert_all_used()?;
    let read =
        axis.map_or_else(String::new, |a| format!("<span class=\"govuk-visually-hidden\">{a}: </span>"));
    Ok(Value::from_safe_string(if tight {
        format!(
            "<span class=\"app-rating app-rating--{class} app-rating--tight\">{read}<span aria-hidden=\"true\">{letter}</span><span class=\"govuk-visually-hidden\">{word}</span></span>"
        )
    } else {
        format!("<span class=\"app-rating app-rating--{class}\">{read}{word}</span>")
    }))
}

/// A day given as `2021-11-29`, as a `time` element: `29 November 2021`, or `29 Nov 2021` in tables.
fn day(value: &Value, long: bool) -> Result<Value, Error> {
    if value.is_none() {
        return Ok(Value::from_safe_string("<span class=\"app-none\">No date</span>".to_string()));
    }
    let text = value.as_str().unwrap_or_default();
    let Some(day) = model::day::Day::parse_iso(text) else {
        return Err(Error::new(ErrorKind::InvalidOperation, format!("not a day: {value}")));
    };
    let shown = if long { day.long() } else { day.short() };
    Ok(Value::from_safe_string(format!("<time datetime=\"{text}\">{}</time>", shown.replace(' ', "&nbsp;"))))
}

/// How many there are in a list.
fn count(value: &Value) -> Result<usize, Error> {
    value
        .len()
        .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("cannot count {}", value.kind())))
}

/// `3|plural("action")` is `3 actions`; `1|plural("entry", "entries")` is `1 entry`.
fn plural(number: &Value, one: &str, many: Option<&str>) -> Result<String, Error> {
    let number = match number.kind() {
        ValueKind::Seq => Value::from(count(number)?),
        _ => number.clone(),
    };
    let n = i64::try_from(number)?;
    let shown = app::words::grouped(n);
    Ok(if n == 1 {
        format!("1 {one}")
    } else {
        many.map_or_else(|| format!("{shown} {one}s"), |m| format!("{shown} {m}"))
    })
}

/// Text of several lines as paragraphs, escaped.
fn lines(text: &str) -> Value {
    let escaped = escape;
    let paragraphs: Vec<String> = text
        .lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| format!("<p class=\"govuk-body\">{}</p>", escaped(l)))
        .collect();
    Value::from_safe_string(paragraphs.concat())
}

/// At most so many characters, cut at a word, with an ellipsis where something was cut.
fn truncated(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let cut: String = text.chars().take(most).collect();
    let end = cut.rfind(' ').filter(|e| *e > most / 2).unwrap_or(cut.len());
    format!("{}…", cut.get(..end).unwrap_or(&cut).trim_end_matches([',', ';', ' ']))
}
