//! The outermost layer: prepares a request, draws the pages of faults in the frame, sets the headers.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::Web;
use crate::ask::{Prepared, Visit};
use crate::fault::Fault;
use crate::form::from_our_pages;
use crate::session::token;
use crate::timing::{Timing, Watch};

/// Answers one request.
pub(crate) async fn finish(State(web): State<Arc<Web>>, request: Request, next: Next) -> Response {
    let watch = Watch::start();
    let timing = Timing::default();
    let Ok(nonce) = token() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let (mut parts, body) = request.into_parts();
    let asset = parts.uri.path().starts_with("/assets/");
    // Programs are told in their own words.
    let page = !["/assets/", "/api/", "/calendar/"].iter().any(|p| parts.uri.path().starts_with(p));
    parts.extensions.insert(Prepared { nonce: nonce.clone(), timing: timing.clone() });
    let head = parts.clone();
    let foreign = !matches!(parts.method, Method::GET | Method::HEAD) && !from_our_pages(&parts.headers);
    let mut response =
        if foreign { Fault::Stale.into_response() } else { next.run(Request::from_parts(parts, body)).await };
    let fault = response
        .extensions_mut()
        .remove::<Fault>()
        .or_else(|| (response.status() == StatusCode::NOT_FOUND && page).then_some(Fault::NotFound));
    if let Some(fault) = fault {
        response = explain(&Visit::new(&web, &head), &fault);
    }
    timing.note("total", watch.read());
    headers(&mut response, &nonce, &timing, asset);
    response
}

/// The page of a fault, in the same frame as every other.
fn explain(visit: &Visit, fault: &Fault) -> Response {
    match fault {
        Fault::SignIn(back) => {
            let to =
                if back == "/" { "/sign-in".to_string() } else { format!("/sign-in?back={}", encoded(back)) };
            return Redirect::to(&to).into_response();
        }
        Fault::Internal(why) => eprintln!("error: {} {}: {why}", visit.path, fault.status()),
        _ => {}
    }
    match visit.page("fault.html", &fault.words()) {
        Ok(mut page) => {
            *page.status_mut() = fault.status();
            page
        }
        Err(failed) => {
            eprintln!("error: the page of a fault could not be drawn: {failed:?}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Text as a value of a query.
pub(crate) fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~/".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// What a pack that was issued as a page may do: show its own style and pictures, nothing else.
const ISSUED_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; \
                             base-uri 'none'; frame-ancestors 'none'; sandbox allow-popups";

/// A file that stands by itself says so, in a header that is taken off again.
pub(crate) const ISSUED: header::HeaderName = header::HeaderName::from_static("x-throughline-issued");

fn response_is_issued(all: &mut header::HeaderMap) -> bool {
    all.remove(ISSUED).is_some()
}

fn headers(response: &mut Response, nonce: &str, timing: &Timing, asset: bool) {
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self'; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    let all = response.headers_mut();
    let issued = response_is_issued(all);
    let mut set = |name, text: &str| {
        if let Ok(value) = HeaderValue::from_str(text) {
            all.insert(name, value);
        }
    };
    set(header::CONTENT_SECURITY_POLICY, if issued { ISSUED_POLICY } else { &policy });
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    set(header::HeaderName::from_static("server-timing"), &timing.header());
    if !asset {
        // A shared computer in an office shows nobody the pages of the person before.
        set(header::CACHE_CONTROL, "no-store");
    }
}
