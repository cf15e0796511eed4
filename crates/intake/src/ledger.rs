//! The account of a document's cells: every one is used, kept as text, repeated or lost.

use std::sync::Arc;

use model::at::At;
use serde::{Deserialize, Serialize};

/// What became of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Claim {
    /// It became part of the plan; says of what: `action 1.1a`, `line 1.4 measure`.
    Used(Arc<str>),
    /// It is kept as text; says under what.
    KeptAsText(Arc<str>),
    /// A repeated header, a page's furniture or a second copy of something already used; says of what.
    Repeated(Arc<str>),
}

impl Claim {
    /// How much a claim says: a cell used for something stays used when somebody else keeps or skips it too.
    fn weight(&self) -> u8 {
        match self {
            Claim::Used(_) => 2,
            Claim::KeptAsText(_) => 1,
            Claim::Repeated(_) => 0,
        }
    }
}

/// One cell of the source: a non-empty tab-separated field, a non-blank line without tabs, or a non-empty table cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place.
    pub at: At,
    /// Its text as it stands in the source, white space folded.
    pub text: String,
    /// What became of it; `None` means lost.
    pub claim: Option<Claim>,
}

/// The account of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// The document's name.
    pub document: Arc<str>,
    /// How many tables of the document hold a plan.
    pub tables: usize,
    /// Every cell in document order (by line, then column).
    pub entries: Vec<Entry>,
    /// Claims that are only noted, for the ledger that has the entries.
    #[serde(skip)]
    noted: Option<Vec<(Place, Claim)>>,
}

/// The line and column of a cell.
type Place = (Option<u32>, Option<u32>);

impl Ledger {
    /// The account of these cells, given in document order.
    pub fn new(document: Arc<str>, tables: usize, entries: Vec<Entry>) -> Ledger {
        Ledger { document, tables, entries, noted: None }
    }

    /// A ledger that notes claims for this one: whoever works beside others cannot write into the same book.
    pub(crate) fn notebook(&self) -> Ledger {
        Ledger { document: Arc::clone(&self.document), noted: Some(Vec::new()), ..Ledger::default() }
    }

    /// Takes over what was noted, in its order.
    pub(crate) fn take(&mut self, notes: Ledger) {
        for (place, claim) in notes.noted.into_iter().flatten() {
            self.write(place, claim);
        }
    }

    /// Says what became of the cell at this place (its line and column). The first claim stands unless the new one
    /// says more: used beats kept as text beats repeated. A place that is no cell is ignored.
    pub fn claim(&mut self, at: &At, claim: Claim) {
        let place = (at.line, at.column);
        match &mut self.noted {
            Some(noted) => noted.push((place, claim)),
            None => self.write(place, claim),
        }
    }

    fn write(&mut self, key: Place, claim: Claim) {
        let Ok(index) = self.entries.binary_search_by(|e| (e.at.line, e.at.column).cmp(&key)) else { return };
        if let Some(entry) = self.entries.get_mut(index)
            && entry.claim.as_ref().is_none_or(|old| claim.weight() > old.weight())
        {
            entry.claim = Some(claim);
        }
    }

    /// The cell at this place became part of `what`.
    pub fn used(&mut self, at: &At, what: impl Into<Arc<str>>) {
        self.claim(at, Claim::Used(what.into()));
    }

    /// The cell at this place is kept as text under `what`.
    pub fn kept(&mut self, at: &At, what: impl Into<Arc<str>>) {
        self.claim(at, Claim::KeptAsText(what.into()));
    }

    /// The cell at this place repeats `what`.
    pub fn repeated(&mut self, at: &At, what: impl Into<Arc<str>>) {
        self.claim(at, Claim::Repeated(what.into()));
    }

    /// Whether the cell at this place has been claimed (a place that is no cell counts as claimed).
    pub fn is_claimed(&self, at: &At) -> bool {
        let key = (at.line, at.column);
        self.entries
            .binary_search_by(|e| (e.at.line, e.at.column).cmp(&key))
            .ok()
            .and_then(|i| self.entries.get(i))
            .is_none_or(|e| e.claim.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::{Claim, Entry, Ledger};
    use model::at::At;
    use std::sync::Arc;

    #[test]
    fn a_claim_that_says_more_wins_and_one_that_says_less_does_not() {
        let name: Arc<str> = "a.txt".into();
        let at = At::line(&name, 3);
        let entry = Entry { at: at.clone(), text: "x".into(), claim: None };
        let mut ledger = Ledger::new(name, 0, vec![entry]);
        assert!(!ledger.is_claimed(&at));
        ledger.repeated(&at, "header");
        ledger.used(&at, "action 1");
        ledger.kept(&at, "plan");
        assert_eq!(ledger.entries[0].claim, Some(Claim::Used("action 1".into())));
    }
}
