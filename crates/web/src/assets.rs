//! The files that go out as they are, under names that change with their bytes; embedded by the build script.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

include!(concat!(env!("OUT_DIR"), "/generated.rs"));

/// The address of an asset by its plain name, as `/assets/app-0123456789abcdef.css`; `None` if there is none.
pub fn address(name: &str) -> Option<String> {
    ASSETS.iter().find(|(plain, _, _)| *plain == name).map(|(_, hashed, _)| format!("/assets/{hashed}"))
}

/// Answers for an asset: its bytes, to be kept for a year, since another version has another name.
pub(crate) async fn serve(Path(path): Path<String>) -> Response {
    let Some((_, _, bytes)) = ASSETS.iter().find(|(_, hashed, _)| *hashed == path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match path.rsplit_once('.').map_or("", |(_, ext)| ext) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, Body::from(*bytes)).into_response()
}
