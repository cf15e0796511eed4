//! A demonstration beside the real data: a site of its own in the same process, over a store of its own that goes when
//! the program stops.
//!
//! A real store keeps everything for ever, so an invented borough must never be written into it. Who looks at the
//! demonstration carries a second cookie; their requests are answered by the demonstration's own site until they
//! leave it, and every page of it says what it is.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use model::id::Id;
use tower::ServiceExt;

use crate::ask::{Answer, COOKIE, cookie_named};
use crate::fault::Fault;
use crate::form::Posted;
use crate::{Web, routes, session};

/// The cookie of those who look at the demonstration: the token of their session there.
const LOOKING: &str = "throughline-demonstration";

/// Where one leaves it.
pub(crate) const LEAVE: &str = "/demonstration/leave";

/// A demonstration told into a store of its own.
pub struct Told {
    /// Its site.
    pub web: Web,
    /// The account that looks around.
    pub user: Id,
    /// What has to stay while it runs: its folder.
    pub keep: Box<dyn Any + Send + Sync>,
}

/// Tells the demonstration; a sentence where it cannot.
pub type Tell = Arc<dyn Fn() -> Result<Told, String> + Send + Sync>;

/// The demonstration while it runs.
pub(crate) struct Running {
    web: Arc<Web>,
    router: Router,
    user: Id,
    _keep: Box<dyn Any + Send + Sync>,
}

/// The demonstration of a site, told when somebody first asks for it.
#[derive(Default)]
pub(crate) struct Beside(Mutex<Option<Arc<Running>>>);

impl Beside {
    fn running(&self) -> Option<Arc<Running>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The demonstration, told now if it was not yet.
    fn begin(&self, tell: &Tell) -> Result<Arc<Running>, String> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = running.as_ref() {
            return Ok(Arc::clone(running));
        }
        let Told { web, user, keep } = tell()?;
        let web = Arc::new(web);
        let router = routes::router(Arc::clone(&web));
        let begun = Arc::new(Running { web, router, user, _keep: keep });
        *running = Some(Arc::clone(&begun));
        Ok(begun)
    }
}

/// Begins to look at the demonstration.
pub(crate) async fn begin(posted: Posted) -> Answer {
    let Posted { ask, .. } = posted;
    ask.work(|ask| {
        let web = &ask.visit.web;
        let tell = web.config.demonstration.as_ref().ok_or(Fault::NotFound)?;
        let running = web.demonstration.begin(tell).map_err(Fault::Internal)?;
        let (secrets, now) = (running.web.gate.site().store().secrets(), running.web.now());
        let token = session::open(&secrets, running.user, now.seconds * 1000).map_err(Fault::Internal)?;
        looking(web, &token, "", "/")
    })
    .await
}

/// Goes on with this token, or without.
fn looking(web: &Web, token: &str, more: &str, to: &str) -> Answer {
    let secure = if web.config.https { "; Secure" } else { "" };
    let text = format!("{LOOKING}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{more}");
    let mut response = Redirect::to(to).into_response();
    response.headers_mut().insert(header::SET_COOKIE, HeaderValue::from_str(&text).map_err(Fault::internal)?);
    Ok(response)
}

/// Sends the requests of those who look at the demonstration to its own site.
pub(crate) async fn aside(State(web): State<Arc<Web>>, mut request: Request, next: Next) -> Response {
    let token = cookie_named(request.headers(), LOOKING).filter(|t| !t.is_empty()).map(str::to_string);
    let (Some(token), Some(running)) = (token, web.demonstration.running()) else {
        return next.run(request).await;
    };
    if request.uri().path() == LEAVE {
        return looking(&web, "", "; Max-Age=0", "/").unwrap_or_else(IntoResponse::into_response);
    }
    // What this site found in the address is nothing to the other, which looks for itself.
    request.extensions_mut().clear();
    // There its token is an ordinary session; the real one is not handed over.
    match HeaderValue::from_str(&format!("{COOKIE}={token}")) {
        Ok(cookie) => drop(request.headers_mut().insert(header::COOKIE, cookie)),
        Err(_) => return next.run(request).await,
    }
    let mut response = match running.router.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    // Nothing it sets may take the place of the real session.
    response.headers_mut().remove(header::SET_COOKIE);
    response
}
