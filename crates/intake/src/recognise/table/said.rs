//! What a person said that headers mean goes before what their words and their cells suggest.

use super::layout::Meaning;
use super::schema::Schema;
use crate::columns::Corrections;

/// How well a header fits that a person has spoken of.
pub(super) const SAID: u32 = 1000;

/// What a person said that a header means.
pub(super) fn said(header: &str, given: &Corrections) -> Option<Meaning> {
    given.get(header).and_then(Meaning::of_word)
}

/// Puts back what a person said of columns, whatever their cells suggested. Where only one column can hold something,
/// the others give way.
pub(super) fn correct(schema: &mut Schema, given: &Corrections) {
    if given.is_empty() {
        return;
    }
    let places: Vec<(usize, Meaning)> =
        schema.columns.iter().enumerate().filter_map(|(i, c)| Some((i, said(&c.header, given)?))).collect();
    for (place, means) in &places {
        for (index, column) in schema.columns.iter_mut().enumerate() {
            if index == *place {
                column.means = *means;
                column.score = SAID;
            } else if column.means == *means && !places.iter().any(|(p, _)| *p == index) {
                column.means = match means {
                    Meaning::Action => Meaning::Step,
                    Meaning::Ref | Meaning::Objective | Meaning::Node | Meaning::Recommendation => {
                        Meaning::Other
                    }
                    same => *same,
                };
            }
        }
    }
}
