//! Puts the files of `data/lists` and `data/codes` into the crate, by name, so that a new list is one new file. They are
//! named from the crate's own folder, so that what was made of one checkout holds in another that builds into the same folder.

#![expect(clippy::expect_used, reason = "a build that cannot write or name its files must stop")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut code = String::new();
    for (name, doc, folder) in [
        ("LISTS", "The files of the lists, by name.", "data/lists"),
        ("CODES", "The files of the code sets, by name.", "data/codes"),
        ("RULES", "The files of the rules, by name.", "data/rules"),
    ] {
        writeln!(code, "/// {doc}\npub(crate) const {name}: &[(&str, &str)] = &[").expect("a string grows");
        for path in files(folder) {
            let stem = path.file_stem().and_then(|s| s.to_str()).expect("names are plain");
            let own = format!("/{folder}/{stem}.toml");
            writeln!(code, "    ({stem:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {own:?}))),")
                .expect("a string grows");
        }
        writeln!(code, "];").expect("a string grows");
    }
    std::fs::write(out.join("data.rs"), code).expect("OUT_DIR can be written");
}

/// The TOML files of a folder in the order of their names.
fn files(folder: &str) -> Vec<PathBuf> {
    println!("cargo::rerun-if-changed={folder}");
    let Ok(entries) = std::fs::read_dir(Path::new(folder)) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    files
}
