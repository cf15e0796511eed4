//! What can go wrong with a request, in the words of the page that says so.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Why a page cannot be shown or an act not done. It travels in the response until the frame of the page is drawn.
#[derive(Clone, Debug)]
pub enum Fault {
    /// There is no such page or thing.
    NotFound,
    /// There is no such thing on that day; the sentence says why.
    Missing(String),
    /// The person may not do or see this; the sentence says who may.
    Forbidden(String),
    /// It makes no sense as things stand; the sentence says why.
    Refused(String),
    /// Nobody is signed in; the address to come back to.
    SignIn(String),
    /// Somebody else changed the thing meanwhile: who did what, a sentence each.
    Conflict(Vec<String>),
    /// The request cannot be understood; what is wrong with it.
    Bad(String),
    /// More was sent than is taken.
    TooLarge,
    /// Too many attempts.
    TooMany,
    /// The form was open too long, or was sent from elsewhere.
    Stale,
    /// The program is at fault; the words are for its log, never for the page.
    Internal(String),
}

/// What the page of a fault says.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Words {
    /// The heading.
    pub(crate) title: String,
    /// What happened and what to do, a paragraph each.
    pub(crate) body: Vec<String>,
    /// Where to go on.
    pub(crate) link: Option<(String, String)>,
}

impl Fault {
    /// A fault of the program, for its log.
    pub fn internal(error: impl std::fmt::Display) -> Fault {
        Fault::Internal(error.to_string())
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Fault::NotFound | Fault::Missing(_) => StatusCode::NOT_FOUND,
            Fault::Forbidden(_) => StatusCode::FORBIDDEN,
            Fault::SignIn(_) => StatusCode::SEE_OTHER,
            Fault::Conflict(_) | Fault::Refused(_) => StatusCode::CONFLICT,
            Fault::Bad(_) | Fault::Stale => StatusCode::BAD_REQUEST,
            Fault::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Fault::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Fault::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub(crate) fn words(&self) -> Words {
        let say = |title: &str, body: &[&str]| Words {
            title: title.to_string(),
            body: body.iter().map(|b| (*b).to_string()).collect(),
            link: None,
        };
        match self {
            Fault::NotFound => home(say(
                "Page not found",
                &[
                    "If you typed the address, check that it is correct. If you followed a link, what it led to may have been withdrawn: History shows the plan as it stood on any day.",
                ],
            )),
            Fault::Missing(why) => home(say(
                "Nothing is known here",
                &[&sentence(why), "History shows the days on which anything is known."],
            )),
            Fault::SignIn(_) => say("Sign in", &["Sign in to see this page."]),
            Fault::Forbidden(why) => home(say(
                "You do not have permission for this",
                &[&sentence(why), "An administrator of this site can change what you may do."],
            )),
            Fault::TooLarge => say(
                "This is too large",
                &[
                    "Documents of one upload may have 64 megabytes together, and what is typed into a form one. Nothing was saved. Send fewer documents at once, or a shorter text.",
                ],
            ),
            Fault::Refused(why) => say("This cannot be done", &[&sentence(why), "Nothing was saved."]),
            Fault::Conflict(what) => {
                let mut words = say("Somebody changed this while you were working on it", &[]);
                words.body = what.iter().map(|w| sentence(w)).collect();
                words.body.push("Nothing of yours was saved, so that nobody’s work is lost. Go back to copy your words, look at the thing as it stands now, and make your change again.".into());
                words
            }
            Fault::Bad(why) => say("This request cannot be understood", &[why]),
            Fault::Stale => say(
                "This form is no longer valid",
                &[
                    "You may have signed out, or the form was open for a long time. Nothing was saved. Go back, reload the page and send it again.",
                ],
            ),
            Fault::TooMany => say(
                "Too many attempts",
                &["Wait fifteen minutes, then try again. An administrator can reset your password."],
            ),
            Fault::Internal(_) => say(
                "There is a problem with this service",
                &["Nothing was saved. The details are in the service’s log. Try again later."],
            ),
        }
    }
}

/// With a way on.
fn home(words: Words) -> Words {
    Words { link: Some(("/".to_string(), "Go to the overview".to_string())), ..words }
}

/// With a full stop, so that sentences from elsewhere stand as sentences.
fn sentence(text: &str) -> String {
    if text.ends_with(['.', '?']) { text.to_string() } else { format!("{text}.") }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
