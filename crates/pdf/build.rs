//! Fetches the fonts named in `fonts/package-lock.json` (npm checks their hashes) and writes `fonts.rs`, the table of
//! those that the program embeds.
//!
//! Nothing third-party is committed. The network is used only when the lock file changed; `FONTS_NODE_MODULES` names
//! a `node_modules` folder made elsewhere, for builds without network.
#![expect(clippy::expect_used, reason = "a build script says what is missing and stops")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Folder and file name, both without the weight. The first serves all it can; the others are asked in turn.
const FAMILIES: [(&str, &str); 4] = [
    ("noto-sans", "NotoSans"),
    ("noto-sans-gurmukhi", "NotoSansGurmukhi"),
    ("noto-sans-bengali", "NotoSansBengali"),
    ("noto-naskh-arabic", "NotoNaskhArabic"),
];

const WEIGHTS: [&str; 2] = ["400Regular", "700Bold"];

fn main() {
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    println!("cargo:rerun-if-changed=fonts");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=FONTS_NODE_MODULES");
    let packages = env::var_os("FONTS_NODE_MODULES").map_or_else(|| fetch(&out, &here), PathBuf::from);
    let mut rust = String::from("pub(crate) static FONTS: &[&[u8]] = &[\n");
    for (folder, name) in FAMILIES {
        for weight in WEIGHTS {
            let file = format!("@expo-google-fonts/{folder}/{weight}/{name}_{weight}.ttf");
            let path = packages.join(file);
            assert!(path.is_file(), "{} is missing", path.display());
            writeln!(rust, "include_bytes!({path:?}),").expect("a string can be written");
        }
    }
    rust += "];\n";
    fs::write(out.join("fonts.rs"), rust).expect("the build folder can be written");
}

/// `npm ci` in the build folder, unless it was done for this very lock file.
fn fetch(out: &Path, here: &Path) -> PathBuf {
    let npm = out.join("npm");
    let modules = npm.join("node_modules");
    let lock = fs::read(here.join("fonts/package-lock.json")).expect("the lock file is in the repository");
    if fs::read(npm.join("done")).is_ok_and(|done| done == lock) {
        return modules;
    }
    fs::create_dir_all(&npm).expect("the build folder can be written");
    for file in ["package.json", "package-lock.json"] {
        fs::copy(here.join("fonts").join(file), npm.join(file))
            .expect("fonts/package.json is in the repository");
    }
    let args = ["ci", "--omit=peer", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    let status = Command::new("npm").args(args).current_dir(&npm).status();
    assert!(
        status.is_ok_and(|s| s.success()),
        "npm ci failed: install Node.js, or set FONTS_NODE_MODULES to a node_modules folder made elsewhere from crates/pdf/fonts/package-lock.json"
    );
    fs::write(npm.join("done"), lock).expect("the build folder can be written");
    modules
}
