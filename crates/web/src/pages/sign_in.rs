//! Signing in and out, and the one-time address that makes the first administrator.

use std::sync::Arc;

use axum::Form;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Serialize;

use crate::ask::{Answer, Ask, COOKIE, Visit};
use crate::fault::Fault;
use crate::form::{Fields, Problems};
use crate::password;
use crate::session::same;
use crate::{Now, Web};

/// A hash to compare with when there is no such account, so that the answer takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[derive(Debug, Default, Serialize)]
struct SignIn {
    email: String,
    back: String,
    problems: Problems,
}

/// The form.
pub(crate) async fn show(visit: Visit) -> Answer {
    let back = visit.query.split('&').find_map(|p| p.strip_prefix("back=")).unwrap_or_default();
    let back = form_decoded(back);
    visit.page("sign-in.html", &SignIn { back, ..SignIn::default() })
}

/// Text as it was before it became a value of a query.
fn form_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        if b == b'%' {
            let pair: Vec<u8> = rest.by_ref().take(2).collect();
            let value = std::str::from_utf8(&pair).ok().and_then(|p| u8::from_str_radix(p, 16).ok());
            bytes.extend(value);
        } else {
            bytes.push(if b == b'+' { b' ' } else { b });
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Where an attempt comes from, as far as it can be known; behind a proxy all share its address.
fn origin(peer: Option<&ConnectInfo<std::net::SocketAddr>>) -> String {
    peer.map_or_else(String::new, |p| p.0.ip().to_string())
}

/// Signs in.
pub(crate) async fn enter(
    State(web): State<Arc<Web>>,
    visit: Visit,
    peer: Option<axum::Extension<ConnectInfo<std::net::SocketAddr>>>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let fields = Fields::new(pairs);
    let email = fields.get("email").to_lowercase();
    let mut problems = Problems::default();
    problems.need(!email.is_empty(), "email", "Enter your e-mail address");
    problems.need(!fields.get("password").is_empty(), "password", "Enter your password");
    let back = fields.back("/");
    if !problems.none() {
        return visit.page("sign-in.html", &SignIn { email, back, problems });
    }
    let Now { seconds, .. } = web.now();
    let from = origin(peer.as_ref().map(|e| &e.0));
    if !web.attempts.allows(&email, seconds) || !web.addresses.allows(&from, seconds) {
        return Err(Fault::TooMany);
    }
    let (known, given) = (web.gate.account(&email), fields.get("password").to_string());
    let member = tokio::task::spawn_blocking(move || {
        let hash = known.as_ref().map_or(NOBODY, |(_, hash)| hash);
        let right = password::verify(&given, hash);
        known.filter(|_| right).map(|(member, _)| member)
    })
    .await
    .map_err(Fault::internal)?;
    let Some(member) = member else {
        web.attempts.failed(&email, seconds);
        web.addresses.failed(&from, seconds);
        problems.add("email", "The e-mail address or the password is not right");
        return visit.page("sign-in.html", &SignIn { email, back, problems });
    };
    web.attempts.succeeded(&email);
    open(&web, &member.user.to_string(), &back)
}

/// Opens a session and goes on.
fn open(web: &Web, key: &str, to: &str) -> Answer {
    let token = web.sessions.open(key, web.now().seconds).map_err(Fault::internal)?;
    Ok((cookie(web, &token, "")?, Redirect::to(to)).into_response())
}

fn cookie(web: &Web, token: &str, more: &str) -> Result<HeaderMap, Fault> {
    let secure = if web.config.https { "; Secure" } else { "" };
    let text = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{more}");
    let mut headers = HeaderMap::new();
    headers.insert(header::SET_COOKIE, HeaderValue::from_str(&text).map_err(Fault::internal)?);
    Ok(headers)
}

/// Signs out.
pub(crate) async fn leave(ask: Ask, Form(pairs): Form<Vec<(String, String)>>) -> Result<Response, Fault> {
    if !same(Fields::new(pairs).get("csrf"), &ask.csrf) {
        return Err(Fault::Stale);
    }
    ask.visit.web.sessions.close(&ask.visit.token);
    Ok((cookie(&ask.visit.web, "", "; Max-Age=0")?, Redirect::to("/sign-in")).into_response())
}

#[derive(Debug, Default, Serialize)]
struct SetUp {
    name: String,
    email: String,
    shortest: usize,
    problems: Problems,
}

/// The form that makes the first administrator; only under the address that the program printed, and only once.
pub(crate) async fn set_up(visit: Visit, Path(token): Path<String>) -> Answer {
    expected(&visit.web, &token)?;
    visit.page("set-up.html", &SetUp { shortest: password::SHORTEST, ..SetUp::default() })
}

fn expected(web: &Web, token: &str) -> Result<(), Fault> {
    let known = web.gate.setup().is_some_and(|t| same(&t, token));
    if known { Ok(()) } else { Err(Fault::NotFound) }
}

/// Makes the first administrator and signs in.
pub(crate) async fn found(
    visit: Visit,
    Path(token): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    expected(&visit.web, &token)?;
    let fields = Fields::new(pairs);
    let (name, email) = (fields.get("name").to_string(), fields.get("email").to_lowercase());
    let mut problems = Problems::default();
    problems.need(!name.is_empty(), "name", "Enter your name");
    problems.need(email.contains('@'), "email", "Enter an e-mail address, such as name@council.example");
    let long = fields.get("password").chars().count() >= password::SHORTEST;
    problems.need(long, "password", "Enter a password of at least 12 characters");
    if !problems.none() {
        return visit.page("set-up.html", &SetUp { name, email, shortest: password::SHORTEST, problems });
    }
    let given = fields.get("password").to_string();
    let hash = tokio::task::spawn_blocking(move || password::hash(&given)).await.map_err(Fault::internal)?;
    let member = visit.web.gate.found(&name, &email, &hash.map_err(Fault::internal)?);
    visit.web.gate.end_setup();
    open(&visit.web, &member.user.to_string(), "/")
}
