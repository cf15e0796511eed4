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

/// How many pages like the one at hand a generation holds: today's and that of another day.
const PAGES: usize = 2;

/// The template of one row.
const TEMPLATE: &str = "parts/row.html";

/// What a row's drawing depends on beside the row.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'a> {
    /// The plan's identity, as addresses name it.
    pub(crate) plan: &'a str,
    /// The columns that the plan fills.
    pub(crate) columns: &'a Columns,
    /// With a box to choose it.
    pub(crate) edit: bool,
    /// How many rows the page has.
    pub(crate) rows: usize,
}

/// Drawings of rows, in two generations: what the younger does not hold is looked for in the elder and taken over; when
/// the younger is full it becomes the elder, and what nobody has asked for since is let go. What is kept is thus in
/// step with the pages that are asked for, whatever their size.
#[derive(Debug, Default)]
pub struct Drawn(Mutex<Generations>);

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<u64, Kept>,
    elder: HashMap<u64, Kept>,
}

impl Generations {
    /// The drawing of this row, if it is kept.
    fn find(&mut self, key: u64, row: &ActionRow, page: usize) -> Option<Arc<str>> {
        let same = |kept: &Kept| kept.0 == *row;
        if let Some((_, html)) = self.young.get(&key).filter(|kept| same(kept)) {
            return Some(Arc::clone(html));
        }
        let kept = self.elder.remove(&key).filter(same)?;
        let html = Arc::clone(&kept.1);
        self.keep(key, kept, page);
        Some(html)
    }

    fn keep(&mut self, key: u64, kept: Kept, page: usize) {
        if self.young.len() >= page * PAGES {
            self.elder = std::mem::take(&mut self.young);
        }
        self.young.insert(key, kept);
    }
}

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
        (&row, frame.plan, frame.columns, frame.edit).hash(&mut hasher);
        let key = hasher.finish();
        let generations = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(html) = generations().find(key, &row, frame.rows) {
            return Ok(html);
        }
        let page = Page { plan: Plan { id: frame.plan } };
        let values = context!(
            page => Value::from(Serde(&page)),
            row => Value::from(Serde(&row)),
            columns => Value::from(Serde(frame.columns)),
            edit => frame.edit
        );
        let html: Arc<str> = render::part(TEMPLATE, values)?.into();
        generations().keep(key, (row, Arc::clone(&html)), frame.rows);
        Ok(html)
    }
}
