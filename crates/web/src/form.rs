//! What a form sends: its fields, taken only from our own pages.

use std::sync::Arc;

use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, StatusCode, header};
use model::day::Day;
use serde::Serialize;

use crate::Web;
use crate::ask::Ask;
use crate::fault::Fault;
use crate::session::same;

/// The fields of a form, in the order sent; a name may stand several times. A template sees the first value of each.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Serialize for Fields {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().rev().map(|(n, v)| (n, v)))
    }
}

impl Fields {
    /// Fields from pairs.
    pub fn new(pairs: Vec<(String, String)>) -> Fields {
        Fields(pairs)
    }

    /// The value of a field without surrounding white space; empty if it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
    }

    /// The value of a field as it was typed: a query keeps how it is indented.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// Every value of a field as it was typed.
    pub fn all_raw(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect()
    }

    /// Every value of a field: ticked boxes.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(n, _)| n == name).map(|(_, v)| v.trim()).collect()
    }

    /// The day that three fields `name-day`, `name-month` and `name-year` make: `Ok(None)` where all are empty.
    ///
    /// # Errors
    /// A sentence for the field where they make no day.
    pub fn day(&self, name: &str, what: &str) -> Result<Option<Day>, String> {
        let part = |p: &str| self.get(&format!("{name}-{p}")).to_string();
        let (day, month, year) = (part("day"), part("month"), part("year"));
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return Ok(None);
        }
        for (text, word) in [(&day, "day"), (&month, "month"), (&year, "year")] {
            if text.is_empty() {
                return Err(format!("{what} must include a {word}"));
            }
        }
        let made = || Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        made()
            .filter(|d| d.year() > 1900)
            .map(Some)
            .ok_or_else(|| format!("{what} must be a real date, such as 27 3 2026"))
    }

    /// The same with another field.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Fields {
        self.0.push((name.to_string(), value.to_string()));
        self
    }

    /// Where to go after the act: the page that the form came from, if that is one of ours, else `otherwise`.
    pub fn back(&self, otherwise: &str) -> String {
        let back = self.get("back");
        let ours = back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\r', '\n']);
        if ours { back.to_string() } else { otherwise.to_string() }
    }
}

/// What is wrong with the fields of a form, to be said at its top and at each field.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Problems(Vec<Problem>);

/// One thing that is wrong.
#[derive(Clone, Debug, Serialize)]
pub struct Problem {
    /// The field.
    pub field: String,
    /// What is wrong and what to do.
    pub text: String,
}

impl Problems {
    /// Notes a problem at a field.
    pub fn add(&mut self, field: &str, text: impl Into<String>) {
        self.0.push(Problem { field: field.to_string(), text: text.into() });
    }

    /// Notes one unless `holds`.
    pub fn need(&mut self, holds: bool, field: &str, text: &str) {
        if !holds {
            self.add(field, text);
        }
    }

    /// Calls fields by the names of the form where they are called otherwise elsewhere.
    pub fn rename(&mut self, names: &[(&str, &str)]) {
        for problem in &mut self.0 {
            if let Some((_, to)) = names.iter().find(|(from, _)| *from == problem.field) {
                problem.field = (*to).to_string();
            }
        }
    }

    /// Whether there is none.
    pub fn none(&self) -> bool {
        self.0.is_empty()
    }
}

/// A form sent by somebody who is signed in, from one of our own pages.
pub struct Posted {
    /// Who asks.
    pub ask: Ask,
    /// What the form holds.
    pub fields: Fields,
}

impl FromRequest<Arc<Web>> for Posted {
    type Rejection = Fault;

    async fn from_request(request: Request, web: &Arc<Web>) -> Result<Posted, Fault> {
        let (mut parts, body) = request.into_parts();
        let ask = Ask::from_request_parts(&mut parts, web).await?;
        let request = Request::from_parts(parts, body);
        let Form(pairs) =
            Form::<Vec<(String, String)>>::from_request(request, web).await.map_err(|e| {
                match e.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
                    _ => Fault::Bad(format!("The form could not be read: {}.", e.body_text())),
                }
            })?;
        let fields = Fields(pairs);
        if !same(fields.get("csrf"), &ask.csrf) {
            return Err(Fault::Stale);
        }
        Ok(Posted { ask, fields })
    }
}

/// Whether a request that changes something comes from our own pages, as far as the browser says.
pub(crate) fn from_our_pages(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    match (text("origin"), headers.get(header::HOST).and_then(|v| v.to_str().ok())) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, rest)| rest == host),
        // Programs that are not browsers send neither; the form's token decides.
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;
    use model::day::Day;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::new(pairs.iter().map(|(n, v)| ((*n).to_string(), (*v).to_string())).collect())
    }

    #[test]
    fn a_day_in_three_fields_is_whole_or_says_what_is_missing() {
        let day =
            |d, m, y| fields(&[("due-day", d), ("due-month", m), ("due-year", y)]).day("due", "Target date");
        assert_eq!(day("27", "3", "2026"), Ok(Day::new(2026, 3, 27)));
        assert_eq!(day("", "", ""), Ok(None));
        assert_eq!(day("27", "", "2026"), Err("Target date must include a month".into()));
        for wrong in [("31", "2", "2026"), ("x", "2", "2026"), ("1", "1", "26")] {
            assert!(day(wrong.0, wrong.1, wrong.2).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn one_goes_back_only_to_our_own_pages() {
        assert_eq!(fields(&[("back", "/plans/x?as_of=2016-12-14")]).back("/"), "/plans/x?as_of=2016-12-14");
        for away in ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", ""] {
            assert_eq!(fields(&[("back", away)]).back("/home"), "/home");
        }
    }
}
