//! The design system's own templates, and the shims under which they run.
//!
//! They were written for Nunjucks, which takes an unknown name for nothing; so this environment does too, and none of
//! our pages runs in it. Ours reach it through [`component`], which refuses an option that the component does not
//! describe.

use std::sync::OnceLock;

use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, Value, context};

use crate::assets::{OPTIONS, UPSTREAM};
use crate::escape::escape;

/// The environment of the upstream templates, made once.
pub fn environment() -> &'static Environment<'static> {
    static MADE: OnceLock<Environment<'static>> = OnceLock::new();
    MADE.get_or_init(make)
}

/// Draws a GOV.UK component from its options.
///
/// # Errors
/// When there is no such component, or an option is not one that it describes.
pub fn component(name: &str, options: &Value) -> Result<Value, Error> {
    let known = OPTIONS.iter().find(|(component, _)| *component == name).map(|(_, options)| *options);
    let Some(known) = known else {
        return Err(Error::new(ErrorKind::UnknownFunction, format!("there is no component {name}")));
    };
    for option in options.try_iter()? {
        if !known.contains(&option.as_str().unwrap_or_default()) {
            return Err(Error::new(ErrorKind::TooManyArguments, format!("{name} has no option {option}")));
        }
    }
    draw("govuk", name, options)
}

/// Draws a component of a design system (`govuk` or `moj`) without checking its options.
///
/// # Errors
/// When there is no such component, or its template fails.
pub fn draw(system: &str, name: &str, options: &Value) -> Result<Value, Error> {
    // The component's template reads `params`; its macro only hands them on.
    let template = environment().get_template(&format!("{system}/components/{name}/template.njk"))?;
    let html = template.render(context!(params => options))?;
    Ok(Value::from_safe_string(html.trim().to_string()))
}

/// JavaScript's spelling of truth.
fn spelt(value: &Value) -> Value {
    match value.kind() {
        ValueKind::Bool => Value::from(if value.is_true() { "true" } else { "false" }),
        _ => value.clone(),
    }
}

fn absent(value: &Value) -> bool {
    value.is_undefined() || value.is_none()
}

fn length(value: &Value) -> Result<usize, Error> {
    if absent(value) {
        return Ok(0);
    }
    value.len().ok_or_else(|| {
        Error::new(ErrorKind::InvalidOperation, format!("cannot calculate length of {}", value.kind()))
    })
}

/// The pairs of an object; nothing has none.
fn items(value: &Value) -> Result<Value, Error> {
    if absent(value) {
        return Ok(Value::from(Vec::<Value>::new()));
    }
    let mut pairs = Vec::new();
    for key in value.try_iter()? {
        let item = value.get_item(&key)?;
        pairs.push(Value::from(vec![key, item]));
    }
    Ok(Value::from(pairs))
}

fn method(state: &mut State, value: &Value, name: &str, args: &[Value]) -> Result<Value, Error> {
    match (name, args) {
        ("includes", [wanted]) => Ok(Value::from(value.try_iter()?.any(|v| v == *wanted))),
        ("join", [between]) => {
            let words: Vec<String> = value.try_iter()?.map(|v| v.to_string()).collect();
            Ok(Value::from(words.join(between.as_str().unwrap_or(","))))
        }
        ("concat", [more]) => {
            let mut all: Vec<Value> = value.try_iter()?.collect();
            match more.kind() {
                ValueKind::Seq => all.extend(more.try_iter()?),
                _ => all.push(more.clone()),
            }
            Ok(Value::from(all))
        }
        _ => minijinja_contrib::pycompat::unknown_method_callback(state, value, name, args),
    }
}

/// `../x` as seen from the template that names it.
fn joined(name: &str, parent: &str) -> String {
    if !name.starts_with('.') {
        return name.to_string();
    }
    let mut path: Vec<&str> = parent.split('/').collect();
    path.pop();
    for step in name.split('/') {
        match step {
            "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

fn make() -> Environment<'static> {
    let mut env = Environment::new();
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_undefined_behavior(UndefinedBehavior::Chainable);
    env.set_path_join_callback(|name, parent| joined(name, parent).into());
    env.add_filter("length", length);
    env.add_filter("items", items);
    env.add_filter("escape", |v: &Value| match v {
        v if v.is_safe() => v.clone(),
        v if absent(v) => Value::from_safe_string(String::new()),
        v => Value::from_safe_string(escape(&spelt(v).to_string())),
    });
    env.add_filter(
        "string",
        |v: &Value| if v.is_safe() { v.clone() } else { Value::from(spelt(v).to_string()) },
    );
    env.add_test("nil_or_false", |v: &Value| absent(v) || (v.kind() == ValueKind::Bool && !v.is_true()));
    env.add_test("escaped", |v: &Value| v.is_safe());
    env.add_test("truthy", |v: &Value| v.is_true());
    env.add_test("null", |v: &Value| v.is_none());
    env.set_unknown_method_callback(method);
    env.set_formatter(|out, state, v| match v.kind() {
        ValueKind::Undefined | ValueKind::None => Ok(()),
        ValueKind::Bool => Ok(write!(out, "{}", spelt(v))?),
        _ => crate::escape::write(out, state, v),
    });
    // What does not load (MOJ's template of a whole page) is not a component and is not used.
    env.set_loader(|name| {
        Ok(UPSTREAM
            .binary_search_by_key(&name, |(n, _)| n)
            .ok()
            .and_then(|i| UPSTREAM.get(i))
            .map(|(_, s)| (*s).to_string()))
    });
    env
}
