//! Reading files from disk with errors that name the file and the remedy.

use std::fs;
use std::path::Path;

use crate::Unusable;

/// A file from outside: its name without the folder, and its bytes.
pub(crate) type File = (String, Vec<u8>);

/// Loads the files. Fails on the first that cannot be read, naming it.
pub(crate) fn load<P: AsRef<Path>>(paths: &[P]) -> Result<Vec<File>, Unusable> {
    paths.iter().map(|path| load_one(path.as_ref())).collect()
}

fn load_one(path: &Path) -> Result<File, Unusable> {
    let shown = path.display();
    let about = fs::metadata(path).map_err(|e| {
        Unusable(format!("cannot open {shown}: {e}; check the name and that you may read it"))
    })?;
    if about.is_dir() {
        return Err(Unusable(format!("{shown} is a folder; name the documents inside it")));
    }
    let limit = intake::MAX_BYTES;
    if about.len() > limit {
        return Err(Unusable(format!(
            "{shown} is {} MB and the most that is read is {} MB; save the part that holds the plan as a file of its own",
            about.len() / 1_000_000,
            limit / 1_000_000
        )));
    }
    let bytes = fs::read(path).map_err(|e| Unusable(format!("cannot read {shown}: {e}")))?;
    let name = path.file_name().map_or_else(|| shown.to_string(), |n| n.to_string_lossy().into_owned());
    Ok((name, bytes))
}
