//! The five documents beside the repository, where they are there: tests over them are skipped where they are not.

use std::path::{Path, PathBuf};

/// The folder beside the repository that holds the documents and the catalogue of them.
fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared")
}

/// The document whose file name starts with this number, or `None` (and a line that says so) where it is absent.
pub(crate) fn document(number: &str) -> Option<(String, Vec<u8>)> {
    let folder = shared().join("corpus");
    let found = std::fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .flatten()
        .find(|e| e.file_name().to_string_lossy().starts_with(number));
    let Some(entry) = found else {
        println!("skipped: no document {number} in {}", folder.display());
        return None;
    };
    let bytes = std::fs::read(entry.path()).ok()?;
    Some((entry.file_name().to_string_lossy().into_owned(), bytes))
}
