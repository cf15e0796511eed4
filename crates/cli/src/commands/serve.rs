//! `throughline serve`: the pages, until stopped.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::import::File;
use app::packs::Press;
use app::site::{Ctx, Site, SystemIds, Who};
use tokio::net::TcpListener;
use web::gate::{Gate, ListsAsked, ReadFiles, ReadLists};
use web::{Config, Now, Web};

use crate::lists::{self, How};
use crate::press::press;
use crate::{Outcome, Unusable, arenas, clock, pseudonyms, site, terminal, worker};

/// Serves what is kept in the data directory.
pub(crate) fn run(data: &Path, listen: SocketAddr, https: bool) -> Result<Outcome, Unusable> {
    arenas::one_heap();
    let site = site::open(data, true)?;
    daily(site.clone());
    let demonstration: web::demonstration::Tell = Arc::new(super::demo::beside);
    let config = Config { https, demonstration: Some(demonstration), ..Config::new(Arc::new(now)) };
    serve(site, config, listen, press(), ("Throughline", None))
}

/// How often it is asked whether another day has begun.
const ASK: Duration = Duration::from_secs(600);

/// Destroys rows about children whose last day has passed: now, and on every day while the program serves.
fn daily(site: Site) {
    std::thread::spawn(move || {
        let mut done = None;
        loop {
            let today = clock::today();
            if done != Some(today) {
                let mut ids = SystemIds;
                let who = Who::operator("Throughline (daily)");
                let ctx = Ctx { who, now_ms: clock::now_ms(), today, ids: &mut ids };
                match site.destroy_due(ctx) {
                    Ok(_) => done = Some(today),
                    // Tried again until it is done: the disk may be full, or somebody be writing.
                    Err(error) => {
                        eprintln!("error: rows about children that are due could not be destroyed: {error}");
                    }
                }
            }
            std::thread::sleep(ASK);
        }
    });
}

/// Serves a site and prints where; returns when the process is asked to stop.
///
/// `what` is served; `as_user` is the e-mail address of an account that a one-time address signs in; without it, the first start prints
/// the address that makes the first account.
pub(crate) fn serve(
    site: Site,
    config: Config,
    listen: SocketAddr,
    press: Press,
    (what, as_user): (&str, Option<&str>),
) -> Result<Outcome, Unusable> {
    let lists = lists_reader(site.store().dir());
    let gate = Gate::new(site, reader()).with_lists(lists).with_press(press);
    let broken = |fault: web::fault::Fault| Unusable(format!("{fault:?}"));
    let (purpose, start) = match as_user {
        Some(email) => ("sign in", Some(gate.sign_in_path(email, (config.now)()).map_err(broken)?)),
        None => ("make the first account", gate.set_up_path((config.now)()).map_err(broken)?),
    };
    let router = web::routes::router(Arc::new(Web::new(config, gate)));
    // As many pages are drawn at once as there are processors: each thread more costs memory and draws no faster.
    let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 16);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .max_blocking_threads(threads)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(listen).await.map_err(|e| {
            Unusable(format!("cannot listen on {listen}: {e}; name another address with --listen"))
        })?;
        let address = listener.local_addr()?;
        let mut said = format!("{what} is at http://{address}/\n");
        if let Some(path) = &start {
            said += &format!("Open this address once to {purpose}: http://{address}{path}\n");
        }
        terminal::print(&said)?;
        axum::serve(listener, router).with_graceful_shutdown(stop()).await?;
        Ok(Outcome::Done)
    })
}

/// Reads uploads in the worker process.
pub(crate) fn reader() -> ReadFiles {
    Arc::new(worker::read_given)
}

/// Reads case lists in the worker process; the key of pseudonyms stands in the data directory.
pub(crate) fn lists_reader(data: &Path) -> ReadLists {
    let key_file = data.join(KEY_FILE);
    Arc::new(move |files: &[File], asked: &ListsAsked| {
        let told = |Unusable(sentence): Unusable| sentence;
        let key = asked.pseudonyms.then(|| pseudonyms::kept(&key_file)).transpose().map_err(told)?;
        let how = How { as_at: asked.as_at, teams: Some(asked.teams.clone()), key };
        let inputs = files.iter().map(|f| {
            let bytes: Box<dyn std::io::Read + Send> = Box::new(std::io::Cursor::new(f.bytes.clone()));
            (f.name.clone(), bytes, f.bytes.len() as u64)
        });
        lists::read(inputs.collect(), &how).map_err(told)
    })
}

/// The file of the key by which numbers of children become pseudonyms. It is in no backup.
const KEY_FILE: &str = "pseudonyms.key";

fn now() -> Now {
    Now { day: clock::today(), seconds: clock::now_ms() / 1000 }
}

/// Ends when the process is interrupted (Ctrl-C) or told to terminate.
async fn stop() {
    let interrupted = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupted.await;
        }
    }
}
