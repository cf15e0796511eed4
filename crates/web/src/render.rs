//! Our templates: strict, so that a misspelt name is an error and not an empty place on a page.

use std::sync::OnceLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value, context};
use serde::Serialize;

use crate::assets::OWN;
use crate::layout::Layout;
use crate::ui;

fn environment() -> &'static Environment<'static> {
    static MADE: OnceLock<Environment<'static>> = OnceLock::new();
    MADE.get_or_init(|| {
        let mut env = Environment::new();
        env.set_auto_escape_callback(|_| AutoEscape::Html);
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        // Lines that hold only a statement leave nothing on the page.
        if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
            env.set_syntax(syntax);
        }
        env.set_formatter(|out, state, v| match v.kind() {
            ValueKind::None => Ok(()),
            _ => crate::escape::write(out, state, v),
        });
        ui::install(&mut env);
        env.set_loader(|name| {
            Ok(OWN
                .binary_search_by_key(&name, |(n, _)| n)
                .ok()
                .and_then(|i| OWN.get(i))
                .map(|(_, s)| (*s).to_string()))
        });
        env
    })
}

/// The names of every template of ours.
pub fn names() -> impl Iterator<Item = &'static str> {
    OWN.iter().map(|(name, _)| *name)
}

/// Draws a page: `layout` is known to the template as `page`, what it shows as `view`.
///
/// # Errors
/// When the template is not there, is wrong or names what the view does not have: always a fault of the program.
pub fn page(template: &str, layout: &Layout, view: &impl Serialize) -> Result<String, Error> {
    let values = context!(page => Value::from(Serde(layout)), view => Value::from(Serde(view)));
    environment().get_template(template)?.render(values)
}

/// Draws a part of a page by itself.
///
/// # Errors
/// As [`page`].
pub(crate) fn part(template: &str, values: Value) -> Result<String, Error> {
    environment().get_template(template)?.render(values)
}

/// Checks that every template of ours can be read.
///
/// # Errors
/// The first that cannot.
pub fn check() -> Result<(), Error> {
    names().try_for_each(|name| environment().get_template(name).map(|_| ()))
}

/// An error with everything that led to it, for the log.
pub fn explain(error: &Error) -> String {
    let mut text = format!("{error:#}");
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(inner) = cause {
        text += &format!("\n  because {inner:#}");
        cause = inner.source();
    }
    text
}
