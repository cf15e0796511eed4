//! Rows of the plan's table, drawn once for as long as they stay the same.
//!
//! A page holds a thousand rows, and from one page to the next nearly all are as they were: another filter, another
//! day, another person, one action changed. A row's drawing depends on nothing but what is hashed here.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use app::views::plan::Columns;
use app::views::row::ActionRow;
use minijinja::value::Serde;
use minijinja::{Error, Value, context};
use serde::Serialize;

use crate::render;

/// How many drawings are kept; beyond that all are let go and drawn as they are asked for.
const MOST: usize = 20_000;

/// The template of one row.
const TEMPLATE: &str = "parts/row.html";

/// What a row's drawing depends on beside the row.
#[derive(Clone, Copy, Hash)]
pub(crate) struct Frame<'a> {
    /// The plan's identity, as addresses name it.
    pub(crate) plan: &'a str,
    /// The columns that the plan fills.
    pub(crate) columns: &'a Columns,
    /// With a box to choose it.
    pub(crate) edit: bool,
}

/// Drawings of rows.
#[derive(Debug, Default)]
pub struct Drawn(Mutex<HashMap<u64, Kept>>);

/// A row with its drawing: the row tells whether it is meant.
type Kept = (ActionRow, Arc<str>);

#[derive(Serialize)]
struct Page<'a> {
    plan: Plan<'a>,
}

#[derive(Serialize)]
struct Plan<'a> {
    id: &'a str,
}

impl Drawn {
    /// The drawing of a row.
    ///
    /// # Errors
    /// When the template fails, which is a fault of the program.
    pub(crate) fn row(&self, row: ActionRow, frame: Frame<'_>) -> Result<Arc<str>, Error> {
        let mut hasher = DefaultHasher::new();
        (&row, frame).hash(&mut hasher);
        let key = hasher.finish();
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, html)) = kept().get(&key).filter(|(same, _)| *same == row) {
            return Ok(Arc::clone(html));
        }
        let page = Page { plan: Plan { id: frame.plan } };
        let values = context!(
            page => Value::from(Serde(&page)),
            row => Value::from(Serde(&row)),
            columns => Value::from(Serde(frame.columns)),
            edit => frame.edit
        );
        let html: Arc<str> = render::part(TEMPLATE, values)?.into();
        let mut all = kept();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(key, (row, Arc::clone(&html)));
        Ok(html)
    }
}
