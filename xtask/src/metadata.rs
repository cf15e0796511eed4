//! What cargo knows about the workspace and its parts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The platform whose parts are listed: parts that only other systems need are left out on every machine alike.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// A package of the graph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Package {
    /// The package's name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// Its licence as an SPDX expression; empty where it gives none.
    pub(crate) licence: String,
    /// Where it comes from; `None` for a member of the workspace.
    pub(crate) source: Option<String>,
    /// The packages it uses when built for use (not for its tests), by identity.
    pub(crate) uses: Vec<String>,
}

/// Every package by identity, and which of them the workspace holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Graph {
    /// Packages by cargo's identity.
    pub(crate) packages: BTreeMap<String, Package>,
    /// The identities of the workspace's members.
    pub(crate) members: Vec<String>,
}

impl Graph {
    /// Everything that the member of this name is built from, itself left out.
    pub(crate) fn parts_of(&self, member: &str) -> Vec<&Package> {
        let start = self.members.iter().filter(|id| self.packages.get(*id).is_some_and(|p| p.name == member));
        let mut open: Vec<&String> = start.collect();
        let mut seen: BTreeSet<&String> = BTreeSet::new();
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                open.extend(self.packages.get(id).map(|p| p.uses.iter()).into_iter().flatten());
            }
        }
        let foreign = seen.into_iter().filter_map(|id| self.packages.get(id)).filter(|p| p.source.is_some());
        foreign.collect()
    }
}

/// Asks cargo, without the network.
pub(crate) fn load(root: &Path) -> Result<Graph> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let told = Command::new(cargo)
        .args(["metadata", "--offline", "--format-version", "1", "--filter-platform", PLATFORM])
        .current_dir(root)
        .output()
        .context("cargo could not be run")?;
    if !told.status.success() {
        bail!("cargo metadata failed: {}", String::from_utf8_lossy(&told.stderr));
    }
    parse(&serde_json::from_slice(&told.stdout).context("cargo metadata is not JSON")?)
}

/// Reads what `cargo metadata` printed.
pub(crate) fn parse(told: &Value) -> Result<Graph> {
    let mut graph = Graph::default();
    for package in list(told, "packages")? {
        let id = text(package, "id").context("a package without identity")?;
        let named = Package {
            name: text(package, "name").unwrap_or_default(),
            version: text(package, "version").unwrap_or_default(),
            licence: text(package, "license").unwrap_or_default(),
            source: text(package, "source"),
            uses: Vec::new(),
        };
        graph.packages.insert(id, named);
    }
    for node in list(told.get("resolve").unwrap_or(&Value::Null), "nodes")? {
        let id = text(node, "id").context("a node without identity")?;
        let used = list(node, "deps")?.iter().filter(|dep| for_use(dep)).filter_map(|dep| text(dep, "pkg"));
        if let Some(package) = graph.packages.get_mut(&id) {
            package.uses = used.collect();
        }
    }
    graph.members =
        list(told, "workspace_members")?.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    Ok(graph)
}

/// Whether a dependency counts outside of tests: normal (`null`) or for the build script.
fn for_use(dep: &Value) -> bool {
    let kinds = dep.get("dep_kinds").and_then(Value::as_array);
    kinds.is_none_or(|kinds| kinds.iter().any(|k| k.get("kind").and_then(Value::as_str) != Some("dev")))
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn list<'a>(value: &'a Value, key: &str) -> Result<&'a Vec<Value>> {
    value.get(key).and_then(Value::as_array).with_context(|| format!("cargo metadata gives no list `{key}`"))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Graph, Package, parse};

    /// A graph of members (name, names used) and of foreign parts (name, licence).
    pub(crate) fn graph(members: &[(&str, &[&str])], foreign: &[(&str, &str)]) -> Graph {
        let mut graph = Graph::default();
        for (name, uses) in members {
            let uses = uses.iter().map(|u| (*u).to_owned()).collect();
            graph.members.push((*name).to_owned());
            let package = Package { name: (*name).to_owned(), uses, ..Package::default() };
            graph.packages.insert((*name).to_owned(), package);
        }
        for (name, licence) in foreign {
            let package = Package {
                name: (*name).to_owned(),
                licence: (*licence).to_owned(),
                source: Some("registry+https://github.com/rust-lang/crates.io-index".to_owned()),
                ..Package::default()
            };
            graph.packages.insert((*name).to_owned(), package);
        }
        graph
    }

    #[test]
    fn dependencies_of_tests_are_not_uses() {
        let told = serde_json::json!({
            "packages": [{ "id": "a", "name": "a" }, { "id": "b", "name": "b", "source": "registry" }],
            "workspace_members": ["a"],
            "resolve": { "nodes": [{ "id": "a", "deps": [
                { "pkg": "b", "dep_kinds": [{ "kind": "dev" }] },
                { "pkg": "b", "dep_kinds": [{ "kind": "dev" }, { "kind": null }] },
            ] }] },
        });
        assert_eq!(parse(&told).unwrap().packages["a"].uses, ["b"]);
    }

    #[test]
    fn the_parts_of_a_member_are_everything_below_it_but_the_workspace() {
        let graph = graph(
            &[("top", &["mid"]), ("mid", &["far"]), ("other", &["else"])],
            &[("far", ""), ("else", "")],
        );
        let names: Vec<&str> = graph.parts_of("top").into_iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["far"]);
    }
}
