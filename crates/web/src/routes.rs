//! Every address of the site.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use crate::pages::{
    account, act, action, api, data, define, definitions, figures, health, history, home, import, line,
    lists, look, many, measures, overview, packs, people, performance, plan, published, recommendations,
    settings, sign_in, thing, users,
};
use crate::{Web, assets, demonstration, finish};

/// The largest form taken, in bytes; uploads of documents have their own limit.
const LARGEST_FORM: usize = 1 << 20;

/// The largest upload taken, in bytes: several documents at once.
const LARGEST_UPLOAD: usize = 64 << 20;

/// The site as a service.
pub fn router(web: Arc<Web>) -> Router {
    Router::new()
        .route("/", get(home::show))
        .route("/plans", get(home::plans))
        .route("/plans/{plan}", get(overview::show))
        .route("/plans/{plan}/plan", get(plan::show))
        .route("/plans/{plan}/lines/{reference}", get(line::show))
        .route("/plans/{plan}/actions/{key}", get(action::show))
        .route("/plans/{plan}/measures", get(measures::list))
        .route("/plans/{plan}/measures/{key}", get(measures::show))
        .route("/plans/{plan}/measures/{key}/bind", post(performance::bind))
        .route("/plans/{plan}/performance", get(performance::home))
        .route("/plans/{plan}/performance/{report}", get(performance::report))
        .route("/plans/{plan}/computed/{key}", get(performance::measure))
        .route("/plans/{plan}/computed/{key}/rows", get(performance::rows))
        .route("/plans/{plan}/computed/{key}/rows.csv", get(performance::rows_csv))
        .route("/plans/{plan}/lists/teams", get(lists::teams).post(lists::set_teams))
        .route("/plans/{plan}/lists/quality", get(lists::quality).post(lists::follow_up))
        .route("/plans/{plan}/lists/looks", get(lists::looks))
        .route("/plans/{plan}/lists/review/{token}", get(lists::review).post(lists::decide))
        .route("/plans/{plan}/figures", get(figures::show).post(figures::save))
        .route("/plans/{plan}/figures/example.csv", get(figures::example))
        .route("/plans/{plan}/figures/review/{token}", get(figures::review).post(figures::decide))
        .route("/plans/{plan}/published/settings", post(published::act))
        .route("/plans/{plan}/published/{key}", get(published::measure))
        .route("/plans/{plan}/definitions", get(definitions::list))
        .route("/plans/{plan}/definitions/{key}", get(definitions::show))
        .route("/plans/{plan}/write-definition", get(define::write).post(define::attempt))
        .route("/plans/{plan}/write-definition/{token}", get(define::show).post(define::decide))
        .route("/plans/{plan}/health", get(health::show))
        .route("/plans/{plan}/health/{code}", get(health::rule))
        .route("/plans/{plan}/rules", get(health::rules))
        .route("/plans/{plan}/history", get(history::show))
        .route("/plans/{plan}/history.csv", get(history::csv))
        .route("/plans/{plan}/compare", get(history::compare))
        .route("/plans/{plan}/undo-import/{batch}", post(history::undo_import))
        .route("/plans/{plan}/undo/{act}", post(thing::undo))
        .route("/plans/{plan}/new/{kind}", get(thing::new))
        .route("/plans/{plan}/things/{kind}/{id}", get(thing::show).post(thing::save))
        .route("/plans/{plan}/acts/{kind}/{key}/{act}", get(act::show).post(act::save))
        .route("/plans/{plan}/many", post(many::save))
        .route("/plans/{plan}/packs", get(packs::list))
        .route("/plans/{plan}/packs.csv", get(packs::list_csv))
        .route("/plans/{plan}/packs/new", get(packs::new).post(packs::draft))
        .route("/plans/{plan}/packs/{pack}", get(packs::show).post(packs::act))
        .route("/plans/{plan}/packs/{pack}/terms", get(packs::terms).post(packs::change))
        .route("/plans/{plan}/packs/{pack}/draft/{format}", get(packs::preview))
        .route("/plans/{plan}/packs/{pack}/files/{format}", get(packs::file))
        .route("/plans/{plan}/settings", get(settings::plan).post(settings::set))
        .route("/plans/{plan}/data", get(data::show).post(data::act))
        .route("/plans/{plan}/data/{file}", get(data::file))
        .route("/plans/{plan}/export/{ending}", get(data::whole))
        .route("/api/openapi.json", get(api::description))
        .route("/api/plans", get(api::plans))
        .route("/api/plans/{plan}/{table}", get(api::table))
        .route("/calendar/{key}", get(api::due))
        .route("/plans/{plan}/people", get(people::show))
        .route("/plans/{plan}/people/merge", post(people::merge))
        .route("/plans/{plan}/health/{code}/aside", get(health::aside).post(health::set_aside))
        .route("/plans/{plan}/recommendations", get(recommendations::list))
        .route("/plans/{plan}/recommendations/{number}", get(recommendations::show))
        .route("/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/sign-in/{token}", get(sign_in::ticket))
        .route("/password/{token}", get(sign_in::choose).post(sign_in::chosen))
        .route("/users", get(users::list).post(users::add))
        .route("/users.csv", get(users::csv))
        .route("/users/{id}", get(users::show).post(users::save))
        .route("/settings", get(settings::show).post(settings::save))
        .route("/sign-out", post(sign_in::leave))
        .route("/set-up/{token}", get(sign_in::set_up).post(sign_in::found))
        .route("/account", get(account::show))
        .route("/trail", get(history::trail))
        .route("/demonstration", post(demonstration::begin))
        .route("/accessibility", get(home::accessibility))
        .route("/import/{token}", get(import::review).post(import::decide))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .merge(
            Router::new()
                .route("/import", get(import::show).post(import::upload))
                .route("/plans/{plan}/lists", get(lists::show).post(lists::upload))
                .route("/plans/{plan}/figures/file", post(figures::upload))
                .route("/plans/{plan}/published", get(published::show).post(published::load))
                .route("/settings/look/{place}", post(look::save))
                .route("/settings/layouts/{place}", post(look::layouts))
                .layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        )
        .route("/assets/{*path}", get(assets::serve))
        .layer(from_fn_with_state(Arc::clone(&web), finish::finish))
        // The longest page, a thousand rows, is compressed in a few milliseconds; a better level takes many times that.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(from_fn_with_state(Arc::clone(&web), demonstration::aside))
        .with_state(web)
}
