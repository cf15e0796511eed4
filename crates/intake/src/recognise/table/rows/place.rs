//! Where in the tree a table stands: the titles, lines and headings above it.

use model::at::At;

use super::Reader;
use crate::recognise::table::title;
use crate::recognise::table::words::ends_sentence;

impl<'d> Reader<'_, 'd> {
    pub(super) fn claim_title(&mut self, places: &[At], new: bool, title: &str) {
        for at in places {
            if new {
                self.draft.ledger.used(at, format!("priority {title}"));
            } else {
                self.draft.ledger.repeated(at, format!("title {title}"));
            }
        }
    }

    pub(super) fn make_top(&mut self, text: &str, places: &[At]) {
        let Some(at) = places.first() else { return };
        let title = title::read(text);
        let new = self.nodes.top(&title, at, &mut self.draft.plan, &mut self.draft.findings);
        self.claim_title(places, new || !title.labels.is_empty(), text);
    }

    /// Moves to the part of the plan that the titles, lines and headings before a table name.
    pub(super) fn place(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let titles = std::mem::take(&mut self.titles);
        if titles.is_empty() && lines.is_empty() {
            self.place_headings();
            return;
        }
        // From the table upwards: labels, then the title they belong to.
        let mut labels = Vec::new();
        let mut above: Option<(&str, &At)> = None;
        for (text, bold, at, block) in lines.iter().rev().take(5) {
            if title::is_labels(text) {
                labels.push((*text, *at, *block));
            } else if title::names_nothing(text) {
                // `3. The plan` stands over a table and says nothing of its place.
                break;
            } else if title::looks_like(text)
                || title::is_top(text)
                || ((*bold || !labels.is_empty())
                    && text.split_whitespace().count() <= 12
                    && !title::is_generic(text)
                    && !ends_sentence(text))
            {
                above = Some((text, at));
                if let Some(taken) = self.draft.taken.get_mut(*block) {
                    *taken = true;
                }
                break;
            } else {
                break;
            }
        }
        match above {
            Some((text, at))
                if self.headings_name_nothing() || title::looks_like(text) || title::is_top(text) =>
            {
                self.place_headings();
                self.make_top(text, std::slice::from_ref(at));
            }
            Some((text, at)) => {
                self.place_headings();
                let new = self.nodes.section(text, at, &mut self.draft.plan);
                self.claim_title(std::slice::from_ref(at), new, text);
            }
            None => self.place_headings(),
        }
        for (text, at, block) in labels.into_iter().rev() {
            if self.nodes.current().is_some() {
                let read = title::read(text).labels;
                let (plan, findings) = (&mut self.draft.plan, &mut self.draft.findings);
                self.nodes.labels(&read, at, plan, findings);
                self.draft.ledger.used(at, "priority");
                if let Some(taken) = self.draft.taken.get_mut(block) {
                    *taken = true;
                }
            }
        }
        self.rows_of_titles(&titles);
    }

    /// Title rows above a header: numbered ones and the first name a part, those after it a section, labels belong
    /// to what was named last.
    pub(super) fn rows_of_titles(&mut self, titles: &[(String, Vec<At>)]) {
        let mut named = false;
        for (text, places) in titles {
            let Some(at) = places.first() else { continue };
            if title::is_labels(text) {
                let labels = title::read(text).labels;
                let (plan, findings) = (&mut self.draft.plan, &mut self.draft.findings);
                self.nodes.labels(&labels, at, plan, findings);
                self.claim_title(places, true, "labels");
            } else if title::looks_like(text) {
                self.make_top(text, places);
                named = true;
            } else if named {
                let new = self.nodes.section(text, at, &mut self.draft.plan);
                self.claim_title(places, new, text);
            } else if title::names_a_part(text) {
                let nothing = self.headings_name_nothing();
                if nothing {
                    self.make_top(text, places);
                    named = true;
                } else {
                    let new = self.nodes.section(text, at, &mut self.draft.plan);
                    self.claim_title(places, new, text);
                }
            }
        }
    }

    /// The headings above, without the document's own title and what names nothing.
    pub(super) fn naming(&self) -> Vec<(&'d str, &'d At)> {
        let path = self.headings.iter().filter(|(level, text, _)| {
            let numbered = title::looks_like(text);
            (numbered || (*level > 1 && title::names_a_part(text))) && !title::names_nothing(text)
        });
        let mut path: Vec<(&str, &At)> = path.map(|(_, text, at)| (*text, *at)).collect();
        // `Priority 1` below `4 Our actions` is a part of the plan, not of that chapter.
        if let Some(named) = path.iter().rposition(|(text, _)| title::is_top(text)) {
            path.drain(..named);
        }
        path
    }

    pub(super) fn headings_name_nothing(&self) -> bool {
        self.naming().is_empty()
    }

    pub(super) fn place_headings(&mut self) {
        let path = self.naming();
        let key: Vec<String> = path.iter().map(|(t, a)| format!("{t}{:?}", a.line)).collect();
        if key.is_empty() || self.heads.as_ref() == Some(&key) {
            return;
        }
        let mut path = path.into_iter();
        if let Some((text, at)) = path.next() {
            self.make_top(text, std::slice::from_ref(at));
        }
        for (text, at) in path {
            let new = self.nodes.section(text, at, &mut self.draft.plan);
            self.claim_title(std::slice::from_ref(at), new, text);
        }
        self.heads = Some(key);
    }
}
