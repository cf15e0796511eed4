//! Running the binary.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs `throughline` with these arguments.
pub(crate) fn throughline<S: AsRef<std::ffi::OsStr>>(args: &[S]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_throughline")).args(args).output().expect("the binary starts")
}

/// The JSON that `throughline read` prints of these files.
pub(crate) fn read(files: &[PathBuf]) -> Value {
    let mut args: Vec<std::ffi::OsString> = vec!["read".into()];
    args.extend(files.iter().map(|f| f.clone().into_os_string()));
    let output = throughline(&args);
    assert!(output.status.success(), "{files:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}
