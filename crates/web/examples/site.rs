//! Serves an invented plan of any size on a port, to look at pages while drawing them:
//! `cargo run -p throughline-web --example site -- 8123 300`.
#![expect(clippy::expect_used, reason = "a tool for the person at the keyboard")]

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::sync::Arc;

use web::{Config, Now, Web};

#[tokio::main]
async fn main() {
    let mut args = std::env::args().skip(1);
    let port: u16 = args.next().and_then(|a| a.parse().ok()).unwrap_or(8123);
    let actions: usize = args.next().and_then(|a| a.parse().ok()).unwrap_or(130);
    let folder = tempfile::tempdir().expect("a folder can be made");
    let gate = sample::gate(folder.path(), actions);
    let now = Now { day: sample::today(), seconds: 1_764_300_000 };
    let path = gate.set_up_path(now).ok().flatten().expect("nobody has an account yet");
    let config = Config {
        banner: Some("This is a demonstration. Its clock stands still on 28 November 2025.".into()),
        ..Config::new(Arc::new(move || now))
    };
    let router = web::routes::router(Arc::new(Web::new(config, gate)));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.expect("the port is free");
    println!("http://127.0.0.1:{port}{path}");
    axum::serve(listener, router).await.expect("the server runs");
}
