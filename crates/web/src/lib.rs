//! The pages: axum routes over the views of `app`, drawn with the design system's own templates.
//!
//! A request walks through [`finish`] (nonce, headers, timing, the pages of faults) to a handler in [`pages`], which
//! asks for what it needs with one extractor, [`ask::Ask`], lets `app` compute a view and draws it with [`render`].
//! No rule of a plan is decided here. How a page is added: `docs/conventions/pages.md`.

pub mod ask;
mod assets;
pub mod days;
pub mod demonstration;
pub mod design;
pub mod drawn;
mod escape;
pub mod fault;
mod finish;
pub mod form;
mod forms;
pub mod gate;
pub mod layout;
pub mod limit;
pub mod pages;
pub mod password;
pub mod render;
pub mod routes;
pub mod session;
mod timing;
mod ui;
mod upload;
pub mod waiting;

use std::sync::Arc;

use model::day::Day;

pub use assets::address;

/// An instant, as the binary reads it from its clock.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The calendar day in London.
    pub day: Day,
    /// Seconds since 1 January 1970.
    pub seconds: i64,
}

/// How the site is served.
#[derive(Clone)]
pub struct Config {
    /// Reads the clock; a demonstration's stands still.
    pub now: Arc<dyn Fn() -> Now + Send + Sync>,
    /// A sentence across the top of every page: what a demonstration says about itself.
    pub banner: Option<String>,
    /// The site is reached over HTTPS: cookies are kept to it.
    pub https: bool,
    /// Tells a demonstration that people may look at beside their own data.
    pub demonstration: Option<demonstration::Tell>,
    /// This site is such a demonstration: every page offers to leave it.
    pub aside: bool,
}

impl Config {
    /// A site with this clock, over plain HTTP, without a banner and without a demonstration beside it.
    pub fn new(now: Arc<dyn Fn() -> Now + Send + Sync>) -> Config {
        Config { now, banner: None, https: false, demonstration: None, aside: false }
    }
}

/// Everything a handler may need, shared by all.
pub struct Web {
    /// How the site is served.
    pub config: Config,
    /// The way to the data.
    pub gate: gate::Gate,
    /// What the last acts did, until a page says it.
    pub notices: session::Notices,
    /// Rows of the plan's table as they were drawn.
    pub drawn: drawn::Drawn,
    /// Documents that were read and wait for somebody to accept them.
    pub waiting: waiting::Waiting,
    /// Case lists that were read and wait for somebody to keep them.
    pub lists: waiting::Waiting<waiting::Lists>,
    /// Definitions that were tried and wait for somebody to save them.
    pub trials: waiting::Waiting<waiting::Tried>,
    /// Files of figures that were read and wait to be kept.
    pub figures: waiting::Waiting<waiting::StatedFile>,
    /// Failed attempts to sign in, by account.
    pub attempts: limit::Limit,
    /// Failed attempts to sign in, by network address.
    pub addresses: limit::Limit,
    demonstration: demonstration::Beside,
}

impl Web {
    /// A site ready to be served: at most ten failures for an account and fifty from an address in a quarter of an
    /// hour.
    pub fn new(config: Config, gate: gate::Gate) -> Web {
        Web {
            config,
            gate,
            notices: session::Notices::default(),
            drawn: drawn::Drawn::default(),
            waiting: waiting::Waiting::default(),
            lists: waiting::Waiting::default(),
            trials: waiting::Waiting::default(),
            figures: waiting::Waiting::default(),
            attempts: limit::Limit::new(10, 900),
            addresses: limit::Limit::new(50, 900),
            demonstration: demonstration::Beside::default(),
        }
    }

    /// Reads the clock.
    pub fn now(&self) -> Now {
        (self.config.now)()
    }

    /// The session of a token and its account, if both are good.
    pub fn session(&self, token: &str) -> Option<(session::Session, gate::Member)> {
        if token.is_empty() {
            return None;
        }
        let secrets = self.gate.site().store().secrets();
        let found = session::find(&secrets, token, self.now().seconds * 1000).ok().flatten()?;
        let member = self.gate.member(found.user)?;
        Some((found, member))
    }
}
