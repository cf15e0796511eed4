//! Lists the files of `definitions/` for the crate to carry, so that no second list of them is kept by hand. They are named
//! from the crate's own folder, so that what was made of one checkout holds in another that builds into the same folder.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=definitions");
    let mut files =
        fs::read_dir("definitions")?.map(|f| f.map(|f| f.path())).collect::<Result<Vec<_>, _>>()?;
    files.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    files.sort();
    let mut list = String::from("&[\n");
    for path in files {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let own = format!("/definitions/{name}.toml");
        writeln!(list, "    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {own:?}))),")?;
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("definitions.rs"), list)?;
    Ok(())
}
