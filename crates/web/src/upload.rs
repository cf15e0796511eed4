//! Forms with files, read to the end.

use app::import::File;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;

use crate::ask::Ask;
use crate::fault::Fault;
use crate::form::Fields;
use crate::session::same;

/// A form as it came: its files by the names of their fields, and the rest.
pub(crate) struct Sent {
    files: Vec<(String, File)>,
    /// What was typed and chosen.
    pub(crate) fields: Fields,
}

impl Sent {
    /// Reads a form to the end and checks its token.
    ///
    /// # Errors
    /// Where it is too large or cannot be read; [`Fault::Stale`] where its token is not this session's.
    pub(crate) async fn read(ask: &Ask, mut parts: Multipart) -> Result<Sent, Fault> {
        let broken = |e: MultipartError| match e.status() {
            axum::http::StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
            _ => Fault::Bad(format!("The upload could not be read: {}.", e.body_text())),
        };
        let (mut files, mut pairs) = (Vec::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            let field = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                // What is not chosen comes as a file without a name.
                Some(name) if name.is_empty() => {}
                Some(name) => {
                    let bytes = part.bytes().await.map_err(broken)?.to_vec();
                    files.push((field, File { name, bytes }));
                }
                None => pairs.push((field, part.text().await.map_err(broken)?)),
            }
        }
        let fields = Fields::new(pairs);
        if same(fields.get("csrf"), &ask.csrf) { Ok(Sent { files, fields }) } else { Err(Fault::Stale) }
    }

    /// The files of a field, taken.
    pub(crate) fn files(&mut self, field: &str) -> Vec<File> {
        let (taken, left) = std::mem::take(&mut self.files).into_iter().partition(|(f, _)| f == field);
        self.files = left;
        let taken: Vec<(String, File)> = taken;
        taken.into_iter().map(|(_, file)| file).collect()
    }

    /// The bytes of a field's only file, taken; empty where none was chosen.
    pub(crate) fn bytes(&mut self, field: &str) -> Vec<u8> {
        self.files(field).into_iter().next().map(|f| f.bytes).unwrap_or_default()
    }
}
