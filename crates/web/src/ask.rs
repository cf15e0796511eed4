//! What every handler asks for: the site, who asks, about which day, and the way to answer with a page.

use std::sync::Arc;

use app::site::{Ctx, Reader, Right, Site};
use app::views::scene::Scene;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use model::day::Day;
use model::id::Id;
use serde::Serialize;

use crate::fault::Fault;
use crate::gate::{Member, plan_id};
use crate::layout::{Layout, Notice, PlanLink, Who, navigation};
use crate::session::Session;
use crate::timing::Timing;
use crate::waiting::Waiting;
use crate::{Web, days, render};

/// What a handler returns.
pub type Answer = Result<Response, Fault>;

/// The cookie that holds a session's token.
pub(crate) const COOKIE: &str = "throughline";

/// What the outermost layer prepared for a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prepared {
    pub(crate) nonce: String,
    pub(crate) timing: Timing,
}

/// A request, of anybody: for the pages before signing in and for pages of faults.
#[derive(Clone)]
pub struct Visit {
    /// The site.
    pub web: Arc<Web>,
    /// The path of the address.
    pub path: String,
    /// Its query, without the question mark.
    pub query: String,
    /// The session, where one is open and its account still may sign in.
    pub session: Option<(Session, Member)>,
    /// The session's token.
    pub token: String,
    pub(crate) prepared: Prepared,
}

impl Visit {
    pub(crate) fn new(web: &Arc<Web>, parts: &Parts) -> Visit {
        let token = cookie(&parts.headers).unwrap_or_default().to_string();
        let session = web.session(&token);
        Visit {
            web: Arc::clone(web),
            path: parts.uri.path().to_string(),
            query: parts.uri.query().unwrap_or_default().to_string(),
            session,
            token,
            prepared: parts.extensions.get::<Prepared>().cloned().unwrap_or_default(),
        }
    }

    /// The path with its query.
    pub fn here(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }

    /// The day that the page is about, and whether it is another than today.
    pub fn day(&self) -> (Day, bool) {
        let today = self.web.now().day;
        let day = days::asked(&self.query).unwrap_or(today);
        (day, day != today)
    }

    /// The frame of the page.
    pub fn layout(&self) -> Layout {
        let (day, past) = self.day();
        // A frame without plans is better than no page about what went wrong.
        let known = self.session.as_ref().and_then(|(_, m)| self.web.gate.plans(&m.who).ok());
        let (place, plans) = known.unwrap_or_default();
        let plan = self.plan_in_hand(&plans);
        let rest = days::without(&self.query);
        Layout {
            nonce: self.prepared.nonce.clone(),
            place: plan
                .as_ref()
                .map(|p| p.place.clone())
                .or(place)
                .unwrap_or_else(|| "Throughline".to_string()),
            here: self.here(),
            path: self.path.clone(),
            user: self.session.as_ref().map(|(_, m)| Who {
                name: m.who.name.clone(),
                may_edit: m.may_edit(),
                may_answer: m.may_answer(),
                may_confirm: m.may_confirm(),
                may_issue: m.may_issue(),
                may_measure: m.may_measure(),
                may_see_children: m.may_see_children(),
                may_define: m.may_define(),
                may_administer: m.may_administer(),
                may_audit: m.who.role.may(Right::Audit),
            }),
            csrf: self.session.as_ref().map(|(s, _)| s.csrf.clone()).unwrap_or_default(),
            day: day.iso(),
            past,
            today_link: format!(
                "{}?{}as_of=today",
                self.path,
                if rest.is_empty() { rest } else { rest + "&" }
            ),
            banner: self.web.config.banner.clone(),
            leave: self.web.config.aside.then_some(crate::demonstration::LEAVE),
            navigation: navigation(plan.as_ref(), &self.path),
            plan,
            plans,
            notice: None,
        }
    }

    /// The plan named by the address, else the one that the place works on now.
    fn plan_in_hand(&self, plans: &[PlanLink]) -> Option<PlanLink> {
        let named = self.path.strip_prefix("/plans/").map(|p| p.split('/').next().unwrap_or_default());
        named.and_then(|id| plans.iter().find(|p| p.id == id)).or_else(|| plans.first()).cloned()
    }

    /// Draws a page.
    ///
    /// # Errors
    /// When its template fails, which is a fault of the program.
    pub fn page(&self, template: &str, view: &impl Serialize) -> Answer {
        let mut layout = self.layout();
        layout.notice = self.web.notices.told(&self.token);
        let html = self.prepared.timing.time("draw", || render::page(template, &layout, view));
        let html = html.map_err(|e| Fault::Internal(render::explain(&e)))?;
        let (day, past) = self.day();
        let html = if past { days::keep(&html, day) } else { html };
        Ok(Html(html).into_response())
    }
}

/// The session's token in a request's cookies.
pub(crate) fn cookie(headers: &HeaderMap) -> Option<&str> {
    cookie_named(headers, COOKIE)
}

/// The value of a cookie.
pub(crate) fn cookie_named<'h>(headers: &'h HeaderMap, wanted: &str) -> Option<&'h str> {
    let all = headers.get(header::COOKIE)?.to_str().ok()?;
    all.split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, v)| v)
}

/// A request of somebody who is signed in.
#[derive(Clone)]
pub struct Ask {
    /// The request.
    pub visit: Visit,
    /// Who asks.
    pub member: Member,
    /// The token that its forms carry.
    pub csrf: String,
}

impl Ask {
    /// Refuses whoever does not keep the measures.
    pub(crate) fn need_measuring(&self) -> Result<(), Fault> {
        let refuse = || Fault::Forbidden("Only people who keep the measures can do this".into());
        if self.member.may_measure() { Ok(()) } else { Err(refuse()) }
    }

    /// What this person uploaded or tried under a token; `gone` says what to do where it is no longer held.
    pub(crate) fn held<T>(&self, waiting: &Waiting<T>, token: &str, gone: &str) -> Result<Arc<T>, Fault> {
        waiting.find(token, self.member.user).ok_or_else(|| Fault::Missing(gone.into()))
    }

    /// The day that the page is about.
    pub fn day(&self) -> Day {
        self.visit.day().0
    }

    /// What is kept now, as this person may see it.
    ///
    /// # Errors
    /// The store's.
    pub fn reader(&self) -> Result<Reader, Fault> {
        self.visit.web.gate.reader(&self.member.who)
    }

    /// The plan with this identity, as of the page's day, with its judgements.
    ///
    /// # Errors
    /// When there is none on that day; the store's.
    pub fn scene(&self, plan: &str) -> Result<Arc<Scene>, Fault> {
        let id = plan_id(plan)?;
        self.time("load", || self.visit.web.gate.scene(&self.reader()?, id, self.day()))
    }

    /// The same on another day.
    ///
    /// # Errors
    /// As [`Ask::scene`].
    pub fn scene_on(&self, reader: &Reader, plan: Id, day: Day) -> Result<Arc<Scene>, Fault> {
        self.time("before", || self.visit.web.gate.scene(reader, plan, day))
    }

    /// Acts in this person's name at this instant.
    ///
    /// # Errors
    /// Whatever `act` returns.
    pub fn act<T>(
        &self,
        act: impl FnOnce(&Site, Ctx<'_>) -> Result<T, app::error::Error>,
    ) -> Result<T, app::error::Error> {
        self.visit.web.gate.act(&self.member.who, self.visit.web.now(), act)
    }

    /// Refuses unless the person may change the plan.
    ///
    /// # Errors
    /// [`Fault::Forbidden`].
    pub fn editing(&self) -> Result<(), Fault> {
        let refuse = || Fault::Forbidden("Only people who edit the plan can do this".into());
        if self.member.may_edit() { Ok(()) } else { Err(refuse()) }
    }

    /// Refuses unless the person may manage users and settings.
    ///
    /// # Errors
    /// [`Fault::Forbidden`].
    pub fn administering(&self) -> Result<(), Fault> {
        let refuse = || Fault::Forbidden("Only an administrator can do this".into());
        if self.member.may_administer() { Ok(()) } else { Err(refuse()) }
    }

    /// Computes a view and draws it, away from the threads that serve the network.
    ///
    /// # Errors
    /// What `view` returns, or a template's failure.
    pub async fn show<V, F>(self, template: &'static str, view: F) -> Answer
    where
        V: Serialize,
        F: FnOnce(&Ask) -> Result<V, Fault> + Send + 'static,
    {
        self.work(move |ask| {
            let view = ask.visit.prepared.timing.time("view", || view(ask))?;
            ask.visit.page(template, &view)
        })
        .await
    }

    /// Runs what reads or writes, away from the threads that serve the network.
    ///
    /// # Errors
    /// What `work` returns; an internal fault when it was stopped.
    pub async fn work<T, F>(self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Ask) -> Result<T, Fault> + Send + 'static,
    {
        tokio::task::spawn_blocking(move || work(&self)).await.map_err(Fault::internal)?
    }

    /// Goes to another page and says there what was done; `undo` is where a form posts to take it back.
    pub fn done(&self, to: &str, text: impl Into<String>, undo: Option<String>) -> Response {
        self.visit.web.notices.tell(&self.visit.token, Notice { text: text.into(), undo });
        Redirect::to(to).into_response()
    }

    /// Notes how long a part took.
    pub fn time<T>(&self, name: &'static str, work: impl FnOnce() -> T) -> T {
        self.visit.prepared.timing.time(name, work)
    }
}

/// The path of the page that a form stood on.
fn referer(parts: &Parts) -> Option<String> {
    let from = parts.headers.get(header::REFERER)?.to_str().ok()?.parse::<Uri>().ok()?;
    from.path_and_query().map(ToString::to_string)
}

impl FromRequestParts<Arc<Web>> for Visit {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, web: &Arc<Web>) -> Result<Visit, Fault> {
        Ok(Visit::new(web, parts))
    }
}

impl FromRequestParts<Arc<Web>> for Ask {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, web: &Arc<Web>) -> Result<Ask, Fault> {
        let visit = Visit::new(web, parts);
        match visit.session.clone() {
            Some((session, member)) => Ok(Ask { visit, member, csrf: session.csrf }),
            // A form cannot be sent again after signing in: one comes back to the page it stood on.
            None if parts.method == Method::GET => Err(Fault::SignIn(visit.here())),
            None => Err(Fault::SignIn(referer(parts).unwrap_or_else(|| "/".to_string()))),
        }
    }
}
