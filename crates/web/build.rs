//! Fetches the design system's packages named in `web/package-lock.json` (npm checks their hashes), takes the few files
//! needed, makes a stylesheet without the branding that only gov.uk may use, translates the templates and writes
//! `generated.rs`: the tables of assets, templates and component options that the program embeds.
//!
//! Nothing third-party is committed. The network is used only when the lock file changed; `GOVUK_NODE_MODULES` names
//! a `node_modules` folder made elsewhere, for builds without network.
#![expect(clippy::expect_used, reason = "a build script says what is missing and stops")]

#[path = "build/css.rs"]
mod css;
#[path = "build/njk.rs"]
mod njk;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    for path in ["web", "build", "build.rs", "templates", "styles"] {
        println!("cargo:rerun-if-changed={path}");
    }
    println!("cargo:rerun-if-env-changed=GOVUK_NODE_MODULES");
    let packages = env::var_os("GOVUK_NODE_MODULES").map_or_else(|| fetch(&out, &here), PathBuf::from);
    let mut made = Made {
        govuk: packages.join("govuk-frontend/dist/govuk"),
        moj: packages.join("@ministryofjustice/frontend/moj"),
        to: out.join("gen"),
        rust: String::new(),
    };
    println!("cargo:rustc-env=THROUGHLINE_DESIGN={}", made.govuk.display());
    made.run(&here);
    write_if_new(&out.join("generated.rs"), made.rust.as_bytes());
}

/// `npm ci` in the build folder, unless it was done for this very lock file.
fn fetch(out: &Path, here: &Path) -> PathBuf {
    let npm = out.join("npm");
    let modules = npm.join("node_modules");
    let lock =
        fs::read(here.join("web/package-lock.json")).expect("web/package-lock.json is in the repository");
    if fs::read(npm.join("done")).is_ok_and(|done| done == lock) {
        return modules;
    }
    fs::create_dir_all(&npm).expect("the build folder can be written");
    for file in ["package.json", "package-lock.json"] {
        fs::copy(here.join("web").join(file), npm.join(file)).expect("web/package.json is in the repository");
    }
    let args = ["ci", "--omit=peer", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    let status = Command::new("npm").args(args).current_dir(&npm).status();
    assert!(
        status.is_ok_and(|s| s.success()),
        "npm ci failed: install Node.js, or set GOVUK_NODE_MODULES to a node_modules folder made elsewhere from crates/web/web/package-lock.json"
    );
    fs::write(npm.join("done"), lock).expect("the build folder can be written");
    modules
}

/// What is made from the packages.
struct Made {
    govuk: PathBuf,
    moj: PathBuf,
    to: PathBuf,
    rust: String,
}

impl Made {
    fn run(&mut self, here: &Path) {
        fs::create_dir_all(&self.to).expect("the build folder can be written");
        self.assets(here);
        self.templates(here);
        self.options();
    }

    /// A file as the generated code names it: from the crate's own folder or from that of the build, so that what was made
    /// of one checkout holds in another that builds into the same folder.
    fn shown(&self, path: &Path, here: &Path) -> String {
        let from = |var: &str, folder: &Path, base: &str| {
            let rest = path.strip_prefix(folder).ok()?;
            Some(format!("concat!(env!({var:?}), {:?})", format!("/{base}{}", rest.display())))
        };
        let own = from("CARGO_MANIFEST_DIR", here, "");
        own.or_else(|| from("OUT_DIR", &self.to, "gen/")).unwrap_or_else(|| format!("{path:?}"))
    }

    fn assets(&mut self, here: &Path) {
        let mut style = String::new();
        for path in [self.govuk.join("govuk-frontend.min.css"), self.moj.join("moj-frontend.min.css")] {
            style += &css::unbrand(&read(&path));
        }
        for (_, path) in files(&here.join("styles"), "css") {
            style += &read(&path);
        }
        assert!(
            !style.contains("GDS Transport") && !style.contains("govuk-crest"),
            "the stylesheet is still branded"
        );
        let mut assets = vec![("app.css".to_string(), style.into_bytes())];
        for (name, path) in [
            ("govuk.js", self.govuk.join("govuk-frontend.min.js")),
            ("app.js", here.join("web/app.js")),
            ("icon.svg", here.join("web/icon.svg")),
        ] {
            assets.push((name.to_string(), fs::read(&path).expect("the file is there")));
        }
        for (name, path) in files(&self.moj.join("assets/images"), "svg") {
            assets.push((format!("images/{name}"), fs::read(path).expect("the file is there")));
        }
        self.rust += "pub(crate) static ASSETS: &[(&str, &str, &[u8])] = &[\n";
        for (name, bytes) in assets {
            let path = self.to.join("assets").join(&name);
            write_if_new(&path, &bytes);
            let (stem, ext) = name.rsplit_once('.').unwrap_or((&name, ""));
            // A picture is named by the stylesheet as it stands, so its name stays.
            let hashed = if name.starts_with("images/") {
                name.clone()
            } else {
                format!("{stem}-{}.{ext}", css::fingerprint(&bytes))
            };
            let from = self.shown(&path, here);
            writeln!(self.rust, "({name:?}, {hashed:?}, include_bytes!({from})),")
                .expect("a string can be written");
        }
        self.rust += "];\n";
    }

    fn templates(&mut self, here: &Path) {
        let mut upstream = Vec::new();
        for (space, root) in [("govuk", &self.govuk), ("moj", &self.moj)] {
            for (name, path) in files(root, "njk") {
                let to = self.to.join("templates").join(space).join(&name);
                write_if_new(&to, njk::translate(&read(&path)).as_bytes());
                upstream.push((format!("{space}/{name}"), to));
            }
        }
        let own = files(&here.join("templates"), "html");
        for (table, list) in [("UPSTREAM", upstream), ("OWN", own)] {
            writeln!(self.rust, "pub(crate) static {table}: &[(&str, &str)] = &[")
                .expect("a string can be written");
            for (name, path) in list {
                let from = self.shown(&path, here);
                writeln!(self.rust, "({name:?}, include_str!({from})),").expect("a string can be written");
            }
            self.rust += "];\n";
        }
    }

    /// The names of the options that each component describes: what our templates may pass.
    fn options(&mut self) {
        self.rust += "pub(crate) static OPTIONS: &[(&str, &[&str])] = &[\n";
        for (name, path) in files(&self.govuk.join("components"), "json") {
            let Some(component) = name.strip_suffix("/macro-options.json") else { continue };
            let text = read(&path);
            let list: Vec<serde_json::Value> =
                serde_json::from_str(&text).expect("macro-options.json is a list");
            let names: Vec<&str> = list.iter().filter_map(|o| o.get("name")?.as_str()).collect();
            writeln!(self.rust, "({component:?}, &{names:?}),").expect("a string can be written");
        }
        self.rust += "];\n";
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Every file below a folder with this ending, by its name relative to the folder, in order.
fn files(root: &Path, ext: &str) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ext) {
                let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.push((name, path));
            }
        }
    }
    found.sort();
    found
}

/// Writes only what changed, so that the compiler's own checks of freshness hold.
fn write_if_new(path: &Path, bytes: &[u8]) {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return;
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).expect("the build folder can be written");
    }
    fs::write(path, bytes).expect("the build folder can be written");
}
