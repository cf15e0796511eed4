//! Signing in and out, and the one-time address that makes the first administrator.

use std::sync::Arc;

use app::site::Who;
use app::users::{Purpose, SHORTEST_PASSWORD, check_password};
use axum::Form;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use model::id::Id;
use serde::Serialize;

use crate::ask::{Answer, Ask, COOKIE, Visit};
use crate::fault::Fault;
use crate::form::{Fields, Problems};
use crate::password;
use crate::session::{self, same};
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
    let (known, given) = (web.gate.account(&email)?, fields.get("password").to_string());
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
    open(&web, member.user, &back)
}

/// Opens a session and goes on.
fn open(web: &Web, user: Id, to: &str) -> Answer {
    let secrets = web.gate.site().store().secrets();
    let token = session::open(&secrets, user, web.now().seconds * 1000).map_err(Fault::Internal)?;
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
    session::close(&ask.visit.web.gate.site().store().secrets(), &ask.visit.token)
        .map_err(Fault::internal)?;
    Ok((cookie(&ask.visit.web, "", "; Max-Age=0")?, Redirect::to("/sign-in")).into_response())
}

#[derive(Debug, Default, Serialize)]
struct SetUp {
    name: String,
    email: String,
    place: String,
    shortest: usize,
    problems: Problems,
}

/// The form that makes the first administrator; only under the address that the program printed, and only once.
pub(crate) async fn set_up(visit: Visit, Path(token): Path<String>) -> Answer {
    let now = visit.web.now().seconds * 1000;
    visit.web.gate.site().token(Purpose::SetUp, &token, now)?.ok_or_else(used)?;
    visit.page("set-up.html", &SetUp { shortest: SHORTEST_PASSWORD, ..SetUp::default() })
}

fn used() -> Fault {
    Fault::Missing(
        "This address was used already or is too old; the program prints a new one when it starts".into(),
    )
}

/// Makes the first administrator and signs in.
pub(crate) async fn found(
    visit: Visit,
    Path(token): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let (web, fields) = (Arc::clone(&visit.web), Fields::new(pairs));
    let now = web.now();
    web.gate.site().token(Purpose::SetUp, &token, now.seconds * 1000)?.ok_or_else(used)?;
    let field = |name: &str| fields.get(name).to_string();
    let (name, email, place, password) = (field("name"), field("email"), field("place"), field("password"));
    let made = {
        let (web, name, email, place) = (Arc::clone(&web), name.clone(), email.clone(), place.clone());
        tokio::task::spawn_blocking(move || {
            check_password(&password, &name, &email)?;
            let hash = password::hash(&password).map_err(|e| app::error::Error::Refused(e.to_string()))?;
            web.gate.act(&Who::operator(name.clone()), now, |site, ctx| {
                site.found(ctx, &name, &email, &place, &hash)
            })
        })
        .await
        .map_err(Fault::internal)?
    };
    match made {
        Ok(account) => {
            web.gate.site().take_token(Purpose::SetUp, &token, now.seconds * 1000)?;
            open(&web, account.id, "/")
        }
        Err(error) => {
            let (problems, _, _) = super::thing::problems(error)?;
            let view = SetUp { name, email, place, shortest: SHORTEST_PASSWORD, problems };
            super::thing::refused(visit.page("set-up.html", &view))
        }
    }
}

/// Signs in by a one-time address: the demonstration’s.
pub(crate) async fn ticket(visit: Visit, Path(token): Path<String>) -> Answer {
    let now = visit.web.now().seconds * 1000;
    let user = visit.web.gate.site().take_token(Purpose::SignIn, &token, now)?.flatten().ok_or_else(used)?;
    open(&visit.web, user, "/")
}

#[derive(Debug, Default, Serialize)]
struct Choose {
    name: String,
    shortest: usize,
    problems: Problems,
}

/// The form by which somebody chooses their password, under an address that an administrator handed on.
pub(crate) async fn choose(visit: Visit, Path(token): Path<String>) -> Answer {
    let now = visit.web.now().seconds * 1000;
    let user = visit.web.gate.site().token(Purpose::Password, &token, now)?.flatten().ok_or_else(used)?;
    let name = visit.web.gate.member(user).ok_or_else(used)?.who.name;
    visit.page("choose-password.html", &Choose { name, shortest: SHORTEST_PASSWORD, ..Choose::default() })
}

/// Sets the password and signs in.
pub(crate) async fn chosen(
    visit: Visit,
    Path(token): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let (web, now) = (Arc::clone(&visit.web), visit.web.now().seconds * 1000);
    let user = web.gate.site().token(Purpose::Password, &token, now)?.flatten().ok_or_else(used)?;
    let account = web.gate.site().account(user)?.ok_or_else(used)?;
    let password = Fields::new(pairs).get("password").to_string();
    if let Err(error) = check_password(&password, &account.name, &account.email) {
        let (problems, _, _) = super::thing::problems(error)?;
        let view = Choose { name: account.name, shortest: SHORTEST_PASSWORD, problems };
        return super::thing::refused(visit.page("choose-password.html", &view));
    }
    let hash =
        tokio::task::spawn_blocking(move || password::hash(&password)).await.map_err(Fault::internal)?;
    web.gate.site().set_password(user, &hash.map_err(Fault::internal)?, now)?;
    web.gate.site().take_token(Purpose::Password, &token, now)?;
    open(&web, user, "/")
}
