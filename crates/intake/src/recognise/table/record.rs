//! A logical row of a plan: what a table row, its continuations, a sideways table or a list of fields come to.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use model::at::At;

use super::layout::Meaning;
use super::words::ends_sentence;
use crate::document::{Cell, Content};

/// A cell of the document, or one made of several: small, for a plan has thousands of them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Held<'d> {
    /// It stands in the document so.
    Borrowed(&'d Cell),
    /// It was made here.
    Owned(Box<Cell>),
}

impl Held<'_> {
    /// Changes it: a copy of its own from now on.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Cell)) {
        let mut own = match self {
            Held::Borrowed(cell) => Box::new(cell.clone()),
            Held::Owned(cell) => std::mem::take(cell),
        };
        change(&mut own);
        *self = Held::Owned(own);
    }
}

impl Deref for Held<'_> {
    type Target = Cell;

    fn deref(&self) -> &Cell {
        match self {
            Held::Borrowed(cell) => cell,
            Held::Owned(cell) => cell,
        }
    }
}

/// One field of a record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field<'d> {
    /// What it holds.
    pub(crate) means: Meaning,
    /// The header or label as printed.
    pub(crate) header: Arc<str>,
    /// Its content, continuations joined.
    pub(crate) cell: Held<'d>,
    /// The cells of the source it came from.
    pub(crate) places: Vec<At>,
}

impl<'d> Field<'d> {
    /// A field of one cell of the document, which is not copied: plans have thousands of them.
    pub(crate) fn of(means: Meaning, header: impl Into<Arc<str>>, cell: &'d Cell) -> Field<'d> {
        let places = vec![cell.at.clone()];
        Field { means, header: header.into(), cell: Held::Borrowed(cell), places }
    }

    /// A field of a cell made for it.
    pub(crate) fn new(means: Meaning, header: impl Into<Arc<str>>, cell: Cell) -> Field<'d> {
        let places = vec![cell.at.clone()];
        Field { means, header: header.into(), cell: Held::Owned(Box::new(cell)), places }
    }

    /// Its words.
    pub(crate) fn words(&self) -> String {
        self.cell.words()
    }

    /// The same without a copy where it is one paragraph.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        self.cell.text()
    }

    /// Adds a continuation. Over a page break, or where the new text goes on in lower case, it joins the last
    /// paragraph unless that ends a sentence.
    pub(crate) fn append(&mut self, cell: &Cell, broken: bool) {
        self.places.push(cell.at.clone());
        self.cell.change(|own| {
            let mut rest = cell.content.iter();
            if let (Some(last), Some(first)) = (own.content.last_mut(), cell.content.first())
                && let (
                    Content::Paragraph { text, .. } | Content::Item { text, .. },
                    Content::Paragraph { text: more, .. },
                ) = (last, first)
            {
                let small = more.starts_with(|c: char| c.is_lowercase() || matches!(c, '(' | ',' | ')'));
                if (broken && !ends_sentence(text)) || (small && !text.ends_with(['.', '!', '?'])) {
                    text.push(' ');
                    text.push_str(more);
                    rest.next();
                }
            }
            own.content.extend(rest.cloned());
        });
    }
}

/// A logical row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Record<'d> {
    /// Where it begins.
    pub(crate) at: At,
    /// Its fields that are not empty, in order.
    pub(crate) fields: Vec<Field<'d>>,
    /// The key of the priority it stands under.
    pub(crate) node: Option<String>,
    /// The reference and title of the heading row above it.
    pub(crate) head: Option<(String, String)>,
    /// Which set of columns it was read with; records of one kind share it.
    pub(crate) schema: usize,
    /// A field for this stands in the columns although it is empty here.
    pub(crate) columns: Arc<[Meaning]>,
    /// Fields whose cell is the lower part of one merged down from a row above.
    pub(crate) continued: Vec<Meaning>,
    /// Fields taken from the row above.
    pub(crate) assumed: Vec<Meaning>,
    /// A person said that it is an action.
    pub(crate) said: bool,
    /// Recommendations are given by number.
    pub(crate) recommendation_numbers: bool,
}

impl<'d> Record<'d> {
    /// The first field that holds this.
    pub(crate) fn field(&self, means: Meaning) -> Option<&Field<'d>> {
        self.fields.iter().find(|f| f.means == means)
    }

    /// Every field that holds this.
    pub(crate) fn all(&self, means: Meaning) -> impl Iterator<Item = &Field<'d>> {
        self.fields.iter().filter(move |f| f.means == means)
    }

    /// The words of the first field that holds this; empty if none.
    pub(crate) fn words(&self, means: Meaning) -> String {
        self.field(means).map(Field::words).unwrap_or_default()
    }

    /// Whether some field holds this.
    pub(crate) fn has(&self, means: Meaning) -> bool {
        self.field(means).is_some()
    }
}
