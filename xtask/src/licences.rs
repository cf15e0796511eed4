//! Licences of everything that goes into the product: `deny.toml` says which are allowed, the lock files which parts
//! there are. The same rules as `cargo deny check licenses bans sources`, so that they hold without that tool too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::metadata::Graph;
use crate::problem::Problem;
use crate::spdx;

const POLICY: &str = "deny.toml";
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";
const NPM_REGISTRY: &str = "https://registry.npmjs.org/";

/// Where npm parts that reach the reader of a page come from. Parts that only test do not ship.
const NPM_SHIPPED: &[&str] = &["crates/web/web/package-lock.json", "crates/pdf/fonts/package-lock.json"];

/// What `deny.toml` allows and bans.
#[derive(Debug, Default)]
pub(crate) struct Policy {
    allow: BTreeSet<String>,
    /// What is banned, and the parts that may use it all the same: `wrappers`, as `cargo deny` calls them.
    ban: BTreeMap<String, BTreeSet<String>>,
}

impl Policy {
    /// Reads `deny.toml`.
    pub(crate) fn load(root: &Path) -> Result<Policy> {
        let text = std::fs::read_to_string(root.join(POLICY)).context("deny.toml cannot be read")?;
        Policy::parse(&text)
    }

    fn parse(text: &str) -> Result<Policy> {
        let table: toml::Table = text.parse().context("deny.toml is not TOML")?;
        let list = |section: &str, key: &str| {
            let entries = table.get(section).and_then(|s| s.get(key)).and_then(toml::Value::as_array);
            entries.cloned().unwrap_or_default()
        };
        let name = |entry: &toml::Value| {
            entry.get("crate").or(entry.get("name")).unwrap_or(entry).as_str().map(str::to_owned)
        };
        let wrappers = |entry: &toml::Value| {
            let list = entry.get("wrappers").and_then(toml::Value::as_array).cloned().unwrap_or_default();
            list.iter().filter_map(|w| w.as_str().map(str::to_owned)).collect()
        };
        Ok(Policy {
            allow: list("licenses", "allow").iter().filter_map(|l| l.as_str().map(str::to_owned)).collect(),
            ban: list("bans", "deny").iter().filter_map(|e| Some((name(e)?, wrappers(e)))).collect(),
        })
    }

    fn permits(&self, expression: &str) -> bool {
        spdx::satisfied(expression, &|licence| self.allow.contains(licence))
    }
}

/// Every cargo part whose licence is not allowed, that is banned, or that comes from elsewhere than crates.io.
pub(crate) fn check(graph: &Graph, policy: &Policy) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (id, part) in &graph.packages {
        let Some(source) = &part.source else { continue };
        let mut say = |what: String| problems.push(Problem::of_file(POLICY, what));
        if !policy.permits(&part.licence) {
            say(format!(
                "`{} {}` is under `{}`, which is not allowed",
                part.name, part.version, part.licence
            ));
        }
        if let Some(wrappers) = policy.ban.get(&part.name) {
            let users = graph.packages.values().filter(|p| p.uses.contains(id));
            let stray: Vec<&str> =
                users.map(|p| p.name.as_str()).filter(|name| !wrappers.contains(*name)).collect();
            if wrappers.is_empty() || !stray.is_empty() {
                let by =
                    if stray.is_empty() { String::new() } else { format!(" (used by {})", stray.join(", ")) };
                say(format!("`{}` is banned{by}", part.name));
            }
        }
        if source != CRATES_IO {
            say(format!("`{}` comes from {source}, not from crates.io", part.name));
        }
    }
    problems
}

/// A part from npm.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NpmPart {
    /// The package's name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// Its licence.
    pub(crate) licence: String,
    /// Where npm takes it from; empty where the lock file does not say.
    pub(crate) source: String,
}

/// The npm parts that ship, in order of name.
pub(crate) fn npm_parts(root: &Path) -> Result<Vec<NpmPart>> {
    let mut parts = Vec::new();
    for lock in NPM_SHIPPED {
        let Ok(text) = std::fs::read_to_string(root.join(lock)) else { continue };
        parts.extend(parse_npm(&text).with_context(|| format!("{lock} cannot be read"))?);
    }
    parts.sort();
    parts.dedup();
    Ok(parts)
}

/// Reads a lock file of npm 7 and later; parts for development only are left out.
fn parse_npm(text: &str) -> Result<Vec<NpmPart>> {
    let lock: Value = serde_json::from_str(text)?;
    let packages = lock.get("packages").and_then(Value::as_object).context("no list `packages`")?;
    let shipped = packages.iter().filter(|(_, p)| p.get("dev").and_then(Value::as_bool) != Some(true));
    let parts = shipped.filter_map(|(path, p)| {
        let (_, name) = path.rsplit_once("node_modules/")?;
        let word = |key: &str| p.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        Some(NpmPart {
            name: name.to_owned(),
            version: word("version"),
            licence: word("license"),
            source: word("resolved"),
        })
    });
    Ok(parts.collect())
}

/// Every npm part whose licence is not allowed or that comes from elsewhere than the npm registry.
pub(crate) fn check_npm(parts: &[NpmPart], policy: &Policy) -> Vec<Problem> {
    let mut problems = Vec::new();
    for part in parts {
        if !policy.permits(&part.licence) {
            let say = format!(
                "npm `{} {}` is under `{}`, which is not allowed",
                part.name, part.version, part.licence
            );
            problems.push(Problem::of_file(POLICY, say));
        }
        if !part.source.is_empty() && !part.source.starts_with(NPM_REGISTRY) {
            let say = format!("npm `{}` comes from {}, not from the npm registry", part.name, part.source);
            problems.push(Problem::of_file(POLICY, say));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::{NpmPart, Policy, check, check_npm, parse_npm};
    use crate::metadata::tests::graph;

    fn policy() -> Policy {
        Policy::parse(
            "[licenses]\nallow = [\"MIT\", \"Zlib\"]\n[bans]\ndeny = [{ crate = \"openssl\", reason = \"no\" }, \"old\"]",
        )
        .unwrap()
    }

    #[test]
    fn parts_under_other_licences_and_banned_parts_are_told() {
        let parts = graph(
            &[("ours", &[])],
            &[("good", "MIT OR GPL-3.0"), ("copyleft", "GPL-3.0"), ("openssl", "Zlib")],
        );
        let said: Vec<String> = check(&parts, &policy()).into_iter().map(|p| p.message).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said.iter().any(|s| s.contains("`copyleft ` is under `GPL-3.0`")));
        assert!(said.iter().any(|s| s.contains("`openssl` is banned")));
    }

    #[test]
    fn a_banned_part_may_stand_behind_its_wrapper_alone() {
        let policy = Policy::parse(
            "[licenses]\nallow = [\"MIT\"]\n[bans]\ndeny = [{ crate = \"clock\", wrappers = [\"editor\"], reason = \"no\" }]",
        )
        .unwrap();
        let mut parts = graph(&[("ours", &[])], &[("clock", "MIT"), ("editor", "MIT"), ("stray", "MIT")]);
        parts.packages.get_mut("editor").unwrap().uses.push("clock".to_owned());
        assert_eq!(check(&parts, &policy), []);
        parts.packages.get_mut("stray").unwrap().uses.push("clock".to_owned());
        let said: Vec<String> = check(&parts, &policy).into_iter().map(|p| p.message).collect();
        assert_eq!(said, ["`clock` is banned (used by stray)"]);
    }

    #[test]
    fn a_part_from_elsewhere_is_told() {
        let mut parts = graph(&[], &[("fork", "MIT")]);
        parts.packages.get_mut("fork").unwrap().source = Some("git+https://example.org/fork".to_owned());
        assert!(check(&parts, &policy()).iter().any(|p| p.message.contains("not from crates.io")));
    }

    #[test]
    fn npm_parts_that_ship_are_read_and_judged() {
        let lock = r#"{ "packages": {
            "": { "name": "assets" },
            "node_modules/@scope/parts": { "version": "1.2.3", "license": "MIT", "resolved": "https://registry.npmjs.org/p.tgz" },
            "node_modules/a/node_modules/b": { "version": "0.1.0", "license": "GPL-3.0", "resolved": "https://example.org/b.tgz" },
            "node_modules/tester": { "version": "9.0.0", "license": "GPL-3.0", "dev": true }
        } }"#;
        let parts = parse_npm(lock).unwrap();
        let names: Vec<&str> = parts.iter().map(|p: &NpmPart| p.name.as_str()).collect();
        assert_eq!(names, ["@scope/parts", "b"]);
        assert_eq!(check_npm(&parts, &policy()).len(), 2);
    }
}
