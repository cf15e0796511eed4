//! Chores of the repository. `cargo xtask tidy` checks what the compiler cannot; `cargo xtask write` renews the
//! lists that are generated from code and lock files, so that no list is kept twice by hand.

mod generated;
mod layers;
mod licences;
mod metadata;
mod problem;
mod sources;
mod spdx;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::problem::Problem;

const USAGE: &str = "usage: cargo xtask tidy    check layers, docs, files, licences and generated lists
       cargo xtask write   renew the generated lists";

fn main() -> ExitCode {
    let task = std::env::args().nth(1);
    let done = match task.as_deref() {
        Some("tidy") => tidy(),
        Some("write") => write(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Checks everything and prints every problem; gives their number.
fn tidy() -> Result<usize> {
    let root = root()?;
    let graph = metadata::load(&root)?;
    let policy = licences::Policy::load(&root)?;
    let mut problems: Vec<Problem> = Vec::new();
    problems.extend(layers::check(&graph));
    for path in tracked(&root)? {
        // One deleted but still tracked has nothing at all.
        let Ok(bytes) = std::fs::read(root.join(&path)) else { continue };
        match std::str::from_utf8(&bytes) {
            Ok(text) => problems.extend(sources::check(&path, text)),
            Err(_) => problems.extend(sources::check_binary(&path)),
        }
    }
    problems.extend(licences::check(&graph, &policy));
    problems.extend(licences::check_npm(&licences::npm_parts(&root)?, &policy));
    for file in generated::all(&root, &graph)? {
        problems.extend(file.check(&root));
    }
    for problem in &problems {
        println!("{problem}");
    }
    match problems.len() {
        0 => println!("tidy: no problems"),
        n => println!("tidy: {n} to put right"),
    }
    Ok(problems.len())
}

/// Writes every generated list anew.
fn write() -> Result<usize> {
    let root = root()?;
    let graph = metadata::load(&root)?;
    for file in generated::all(&root, &graph)? {
        if !file.check(&root).is_empty() {
            file.write(&root)?;
            println!("wrote {}", file.path);
        }
    }
    Ok(0)
}

/// The repository's root: the folder above this package.
fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(Path::to_path_buf).context("xtask stands in no repository")
}

/// Every file that git tracks or would track, relative to the root, in a stable order.
fn tracked(root: &Path) -> Result<Vec<String>> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root)
        .output()
        .context("git could not be run")?;
    if !listed.status.success() {
        bail!("git ls-files failed: {}", String::from_utf8_lossy(&listed.stderr));
    }
    let text = String::from_utf8(listed.stdout).context("a file name is not UTF-8")?;
    let mut paths: Vec<String> = text.split('\0').filter(|p| !p.is_empty()).map(str::to_owned).collect();
    paths.sort();
    paths.dedup();
    Ok(paths)
}
