//! What can go wrong with a request, in the words of the page that says so.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Why a page cannot be shown or an act not done. It travels in the response until the frame of the page is drawn.
#[derive(Clone, Debug)]
pub enum Fault {
    /// There is no such page or thing.
    NotFound,
    /// The person may not do or see this.
    Forbidden,
    /// Nobody is signed in; the address to come back to.
    SignIn(String),
    /// Somebody else changed the thing meanwhile: what it is and where it is seen as it stands now.
    Conflict {
        /// What both persons changed, in words.
        what: String,
        /// Where it is seen.
        see: String,
    },
    /// The request cannot be understood; what is wrong with it.
    Bad(String),
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
            Fault::NotFound => StatusCode::NOT_FOUND,
            Fault::Forbidden => StatusCode::FORBIDDEN,
            Fault::SignIn(_) => StatusCode::SEE_OTHER,
            Fault::Conflict { .. } => StatusCode::CONFLICT,
            Fault::Bad(_) | Fault::Stale => StatusCode::BAD_REQUEST,
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
            Fault::NotFound => say(
                "Page not found",
                &[
                    "If you typed the address, check that it is correct. If you followed a link, what it led to may have been withdrawn: History shows the plan as it stood on any day.",
                ],
            ),
            Fault::Forbidden | Fault::SignIn(_) => say(
                "You do not have permission for this",
                &[
                    "Your role does not include this page or act. An administrator of this site can change what you may do.",
                ],
            ),
            Fault::Conflict { what, see } => Words {
                link: Some((see.clone(), "See it as it stands now".to_string())),
                ..say(
                    "Somebody changed this while you were working on it",
                    &[
                        &format!(
                            "{what} was changed after you opened the form. Nothing of yours was saved, so that nobody’s work is lost."
                        ),
                        "Go back in your browser to copy your words, look at the thing as it stands now, and make your change again.",
                    ],
                )
            },
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

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
