//! The key by which numbers of children become pseudonyms: whoever has it can tell who a pseudonym is.

use std::io::{ErrorKind, Write as _};
use std::path::Path;

use app::site::{IdSource as _, SystemIds};

use crate::Unusable;

/// Fewer characters than these could be guessed.
const SHORTEST: usize = 16;

/// The key in a file.
///
/// # Errors
/// Where the file cannot be read, or holds too short a key: one that a full disk cut off must not stand for the whole.
pub(crate) fn given(file: &Path) -> Result<String, Unusable> {
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|e| Unusable(format!("cannot read {shown}: {e}; check the name")))?;
    let key = text.trim();
    if key.len() < SHORTEST {
        return Err(Unusable(format!(
            "the key in {shown} is shorter than {SHORTEST} characters; write a longer one"
        )));
    }
    Ok(key.to_owned())
}

/// The key that a data directory keeps in this file, made where there is none yet; only the account that serves may read
/// it.
///
/// # Errors
/// As [`given`]; where the file cannot be written.
pub(crate) fn kept(file: &Path) -> Result<String, Unusable> {
    if !file.exists() {
        let folder = file.parent().unwrap_or(Path::new("."));
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        new.write_all(SystemIds.secret().as_bytes())?;
        new.as_file().sync_all()?;
        // One that was made meanwhile is not overwritten.
        match new.persist_noclobber(file) {
            Err(e) if e.error.kind() != ErrorKind::AlreadyExists => return Err(e.error.into()),
            _ => {}
        }
    }
    given(file)
}

#[cfg(test)]
mod tests {
    use super::{given, kept};

    #[test]
    fn a_key_is_made_once_and_one_cut_short_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pseudonyms.key");
        let first = kept(&file).unwrap();
        assert!(first.len() >= 32 && kept(&file).unwrap() == first && given(&file).unwrap() == first);
        std::fs::write(&file, "").unwrap();
        assert!(kept(&file).unwrap_err().0.contains("shorter than 16 characters"));
    }
}
