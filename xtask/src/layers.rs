//! The order of the crates: a crate may use only crates above it in [`LAYERS`].

use crate::metadata::Graph;
use crate::problem::Problem;

/// The crates from the ground up, as ARCHITECTURE.md lists them. `testkit` stands last: only tests may use it, and
/// uses by tests are not looked at here.
const LAYERS: &[&str] = &[
    "throughline-model",
    "throughline-lint",
    "throughline-intake",
    "throughline-extracts",
    "throughline-measures",
    "throughline-reports",
    "throughline-pdf",
    "throughline-synth",
    "throughline-store",
    "throughline-app",
    "throughline-web",
    "throughline",
    "throughline-testkit",
];

/// Chores may use anything and nothing may use them.
const CHORES: &str = "xtask";

/// Every use that points upwards or sideways, and every crate without a place.
pub(crate) fn check(graph: &Graph) -> Vec<Problem> {
    check_against(graph, LAYERS)
}

fn check_against(graph: &Graph, layers: &[&str]) -> Vec<Problem> {
    let place = |name: &str| layers.iter().position(|l| *l == name);
    let members = graph.members.iter().filter_map(|id| graph.packages.get(id)).filter(|p| p.name != CHORES);
    let mut problems = Vec::new();
    for member in members {
        let Some(own) = place(&member.name) else {
            let say =
                format!("`{}` has no place in LAYERS: give it one here and in ARCHITECTURE.md", member.name);
            problems.push(Problem::of_file("xtask/src/layers.rs", say));
            continue;
        };
        for used in member.uses.iter().filter(|id| graph.members.contains(id)) {
            let Some(used) = graph.packages.get(used) else { continue };
            if place(&used.name).is_none_or(|other| other >= own) {
                let say = format!("`{}` uses `{}`, which does not stand above it", member.name, used.name);
                problems.push(Problem::of_file("Cargo.toml", say));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::check_against;
    use crate::metadata::tests::graph;

    #[test]
    fn a_crate_uses_only_crates_above_it() {
        let layers = ["ground", "walls", "roof"];
        let sound = graph(&[("ground", &[]), ("walls", &["ground"]), ("roof", &["ground", "walls"])], &[]);
        assert!(check_against(&sound, &layers).is_empty());
        let upside_down = graph(&[("ground", &["roof"]), ("walls", &[]), ("roof", &[])], &[]);
        let said: Vec<String> = check_against(&upside_down, &layers).into_iter().map(|p| p.message).collect();
        assert_eq!(said, ["`ground` uses `roof`, which does not stand above it"]);
    }

    #[test]
    fn a_crate_without_a_place_and_one_that_uses_the_chores_are_told() {
        let graph = graph(&[("shed", &[]), ("walls", &["xtask"]), ("xtask", &["walls"])], &[]);
        let said: Vec<String> = check_against(&graph, &["walls"]).into_iter().map(|p| p.message).collect();
        assert_eq!(said.len(), 2);
        assert!(said.iter().any(|s| s.contains("`shed` has no place")));
        assert!(said.iter().any(|s| s.contains("`walls` uses `xtask`")));
    }
}
