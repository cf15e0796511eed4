//! What a page costs: a plan of 1,000 actions and 20,000 events, and one of 10,000, asked through the router that
//! serves them, with session, SQL and compression. Run with `cargo bench -p throughline-web`.
//!
//! Each page is asked warm (as nearly every request finds it), cold (the first after something was written) and as of a
//! day half a year before. Costs are processor time of the whole process.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has failed")]
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

mod large;

use std::cell::Cell;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use app::edit::{Note, Update};
use app::site::{Ctx, Site, SystemIds, Who};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use model::day::Day;
use model::id::Id;
use store::{OpenOptions, Store};
use testkit::cost::{Cost, cost, cost_after, resident};
use tower::ServiceExt as _;
use web::gate::Gate;
use web::{Config, Now, Web};

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|a| !a.starts_with("--"));
    if let (Some("fill"), Some(folder), Some(actions)) =
        (arguments.next().as_deref(), arguments.next(), arguments.next())
    {
        large::fill(Path::new(&folder), actions.parse().unwrap());
        return;
    }
    if std::env::args().nth(1).as_deref() == Some("visit") {
        visit(Path::new(&std::env::args().nth(2).unwrap()));
        return;
    }
    let some = served(1_000);
    let many = served(10_000);
    println!("\nten times the actions:");
    for ((name, small), (_, large)) in some.iter().zip(&many) {
        println!("{:9.1} times  {name}", large.times(*small));
    }
}

/// The pages of a plan, by name.
fn pages(plan: &str, action: String) -> [(&'static str, String); 8] {
    [
        ("Overview", plan.to_owned()),
        ("Plan", format!("{plan}/plan")),
        ("an action", action),
        ("Recommendations", format!("{plan}/recommendations")),
        ("Measures", format!("{plan}/measures")),
        ("Plan health", format!("{plan}/health")),
        ("History", format!("{plan}/history")),
        ("People", format!("{plan}/people")),
    ]
}

/// Asks for every page as of three days and compares two of them, in a process that does nothing else.
fn visit(folder: &Path) {
    let browser = Browser::new(folder);
    let plan = browser.get("/").location.unwrap();
    let browser = browser.knowing(&plan);
    let action = format!("{plan}/actions/{}", browser.actions[browser.actions.len() / 2]);
    for day in [364, 180, 100].map(large::day) {
        for (_, address) in pages(&plan, action.clone()) {
            browser.get(&format!("{address}?as_of={}", day.iso()));
        }
    }
    browser.get(&format!("{plan}/compare?from={}&to={}", large::day(180).iso(), large::day(364).iso()));
    let resident = resident().unwrap_or_default() / 1_000_000;
    println!(
        "\n{resident:9} MB  a process of its own that was asked for every page of the plan on three days"
    );
}

type Figures = Vec<(&'static str, Cost)>;

/// Serves a plan of that many actions and asks for its pages.
fn served(actions: usize) -> Figures {
    let folder = tempfile::tempdir().unwrap();
    // Another process writes the year, so that this one's memory is that of serving alone.
    let filled = Command::new(std::env::current_exe().unwrap())
        .args(["fill", folder.path().to_str().unwrap(), &actions.to_string()])
        .status();
    assert!(filled.unwrap().success());
    // And one more asks for every page once on three days, as people do, and says what it holds.
    let visited = Command::new(std::env::current_exe().unwrap())
        .args(["visit", folder.path().to_str().unwrap()])
        // As `throughline serve` runs.
        .env("MALLOC_ARENA_MAX", "1")
        .status();
    assert!(visited.unwrap().success());
    let browser = Browser::new(folder.path());
    println!("\n{actions} actions, {} events", browser.events());
    let plan = browser.get("/").location.unwrap();
    let browser = browser.knowing(&plan);
    let action = format!("{plan}/actions/{}", browser.actions[browser.actions.len() / 2]);
    let earlier = large::day(180).iso();
    let mut figures = Figures::new();
    for (name, address) in pages(&plan, action) {
        let page = browser.get(&address);
        let warm = cost(|| browser.get(&address));
        println!("{warm}  {name} ({} KB sent; {})", page.sent / 1000, page.timing);
        let past = format!("{address}?as_of={earlier}");
        let before = cost(|| browser.get(&past));
        println!("{before}    as of half a year before: {:.2} times", before.times(warm));
        let cold = cost_after(|| browser.write(), |()| browser.get(&address));
        println!("{cold}    the first after a change");
        figures.push((name, warm));
        if matches!(name, "Overview" | "Plan") {
            figures.push((
                if name == "Plan" { "Plan, first after a change" } else { "Overview, first after a change" },
                cold,
            ));
        }
    }
    let compared = format!("{plan}/compare?from={earlier}&to={}", large::day(364).iso());
    let plan_page = figures.iter().find(|(name, _)| *name == "Plan").unwrap().1;
    let two = cost(|| browser.get(&compared));
    println!("{two}  two days compared, half a year apart: {:.2} times the Plan page", two.times(plan_page));
    let update = cost(|| browser.write());
    println!("{update}  an update written");
    figures.push(("an update written", update));
    let site = Site::new(browser.web.gate.site().store().clone());
    let id = browser.plan_id(&plan);
    let load = cost(|| {
        let fresh = Site::new(site.store().clone());
        fresh.reader(&Who::operator("Jane Ward")).unwrap().plan_on(id, large::day(364)).unwrap()
    });
    println!("{load}  the whole plan read from the store");
    figures.push(("the whole plan read", load));
    let loaded = cost(|| {
        let fresh = Site::new(site.store().clone());
        fresh.reader(&Who::operator("Jane Ward")).unwrap().plan_on(id, large::day(180)).unwrap()
    });
    println!("{loaded}    as of half a year before: {:.2} times", loaded.times(load));
    figures
}

/// An administrator's browser at a site with a real store, without a network.
struct Browser {
    web: Arc<Web>,
    router: Router,
    runtime: tokio::runtime::Runtime,
    cookie: String,
    actions: Vec<Id>,
    said: Cell<usize>,
}

/// What a request got.
struct Page {
    location: Option<String>,
    cookie: Option<String>,
    timing: String,
    /// Bytes sent.
    sent: usize,
}

fn now() -> Now {
    let day: Day = large::day(364);
    Now { day, seconds: i64::from(day.number()) * 86_400 + 43_200 }
}

impl Browser {
    fn new(folder: &Path) -> Browser {
        let store = Store::open(folder, &OpenOptions::default()).unwrap();
        let gate = Gate::new(Site::new(store), Arc::new(|_, _| Err("no files are read here".to_owned())));
        let web = Arc::new(Web::new(
            Config { now: Arc::new(now), banner: None, https: false, aside: false, demonstration: None },
            gate,
        ));
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let router = web::routes::router(Arc::clone(&web));
        let mut browser =
            Browser { web, router, runtime, cookie: String::new(), actions: Vec::new(), said: Cell::new(0) };
        let entered = browser.get(&browser.web.gate.sign_in_path(large::EMAIL, now()).unwrap());
        browser.cookie = entered.cookie.unwrap().split(';').next().unwrap().to_owned();
        browser
    }

    fn events(&self) -> u64 {
        self.web.gate.reader(&Who::operator("Jane Ward")).unwrap().last_event()
    }

    fn plan_id(&self, plan: &str) -> Id {
        plan.rsplit('/').next().unwrap().parse().unwrap()
    }

    /// The same, with the identities of the plan's actions.
    fn knowing(self, plan: &str) -> Browser {
        let reader = self.web.gate.reader(&Who::operator("Jane Ward")).unwrap();
        let kept = reader.plan_on(self.plan_id(plan), large::day(364)).unwrap();
        Browser { actions: kept.actions.iter().filter_map(|a| a.origin.id).collect(), ..self }
    }

    /// Somebody says how one action goes, each time of another.
    fn write(&self) {
        self.said.set(self.said.get() + 1);
        let id = self.actions[self.said.get() * 7 % self.actions.len()];
        let (day, seconds) = (now().day, now().seconds);
        let text = format!("The next step is agreed, as said {} times", self.said.get());
        let ctx =
            Ctx { who: Who::operator("Jane Ward"), now_ms: seconds * 1000, today: day, ids: &mut SystemIds };
        let update = Update { text, ..Update::default() };
        self.web.gate.site().contributor(ctx).unwrap().update(id, &update, &Note::default()).unwrap();
    }

    fn get(&self, address: &str) -> Page {
        let asked = Request::get(address)
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT_ENCODING, "gzip")
            .body(Body::empty())
            .unwrap();
        let router = self.router.clone();
        self.runtime.block_on(async move {
            let (parts, body) = router.oneshot(asked).await.unwrap().into_parts();
            assert!(!parts.status.is_client_error() && !parts.status.is_server_error(), "{address}");
            let text = |name: header::HeaderName| {
                parts.headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned)
            };
            let sent = to_bytes(body, usize::MAX).await.unwrap();
            Page {
                location: text(header::LOCATION),
                cookie: text(header::SET_COOKIE),
                timing: text(header::HeaderName::from_static("server-timing")).unwrap_or_default(),
                sent: sent.len(),
            }
        })
    }
}
