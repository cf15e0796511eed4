//! `throughline serve`: the pages, until stopped.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use app::import::File;
use app::site::Site;
use tokio::net::TcpListener;
use web::gate::{Gate, ReadFiles};
use web::{Config, Now, Web};

use crate::press::press;
use crate::{Outcome, Unusable, clock, site, terminal, worker};

/// Serves what is kept in the data directory.
pub(crate) fn run(data: &Path, listen: SocketAddr, https: bool) -> Result<Outcome, Unusable> {
    let site = site::open(data, true)?;
    let demonstration: web::demonstration::Tell = Arc::new(super::demo::beside);
    let config = Config { https, demonstration: Some(demonstration), ..Config::new(Arc::new(now)) };
    serve(site, config, listen, "Throughline", None)
}

/// Serves a site and prints where; returns when the process is asked to stop.
///
/// `as_user` is the e-mail address of an account that a one-time address signs in; without it, the first start prints
/// the address that makes the first account.
pub(crate) fn serve(
    site: Site,
    config: Config,
    listen: SocketAddr,
    what: &str,
    as_user: Option<&str>,
) -> Result<Outcome, Unusable> {
    let gate = Gate::new(site, reader()).with_press(press());
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
    Arc::new(|files: &[File], columns| {
        let files: Vec<_> = files.iter().map(|f| (f.name.clone(), f.bytes.clone())).collect();
        worker::read(&files, columns).map_err(|Unusable(sentence)| sentence)
    })
}

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
