//! What every file of the repository keeps: its length, its head, no leftovers, no paths of one machine.

use crate::problem::Problem;

/// Lines beyond which a newcomer no longer finds his room in a file.
const MOST_LINES: usize = 500;

/// Files written by people in a language we keep short. Tables of data, texts and styles may be longer.
const CODE: &[&str] = &["rs", "html", "js", "mjs", "sh"];

/// Words that say a thing is unfinished or was left behind, written in two pieces so that this file may stand.
const LEFTOVERS: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("db", "g!("),
    concat!("to", "do!("),
    concat!("unimplement", "ed!("),
    // A test set aside with its reason may stay.
    concat!("#[ign", "ore]"),
    concat!(".on", "ly("),
];

/// Folders of the machine of the moment, in two pieces for the same reason.
const MACHINE_PATHS: &[&str] =
    &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/far", "m/")];

/// A folder that exists on every machine but whose contents do not.
const SCRATCH: &str = concat!("/t", "mp/");

/// A file that is not text: nobody can review it, so that only our own pictures and invented plans and lists are let in;
/// a test computes the lists of the demonstration again.
pub(crate) fn check_binary(path: &str) -> Option<Problem> {
    let ours = ["docs/images/", "tests/", "demo/lists/"].iter().any(|folder| path.starts_with(folder))
        || path.contains("/tests/");
    (!ours).then(|| Problem::of_file(path, "not a text: third-party and generated files are not committed"))
}

/// Everything to put right in one file.
pub(crate) fn check(path: &str, text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let extension = path.rsplit_once('.').map_or("", |(_, e)| e);
    let code = CODE.contains(&extension);
    if code && text.lines().count() > MOST_LINES {
        let say = format!("{} lines; at most {MOST_LINES}: part it", text.lines().count());
        problems.push(Problem::of_file(path, say));
    }
    if extension == "rs" && !text.trim_start().starts_with("//!") {
        problems.push(Problem::of_file(path, "no `//!` at its head: say what this file is for"));
    }
    if extension == "lock" || path.ends_with("package-lock.json") {
        return problems;
    }
    for (number, line) in text.lines().enumerate() {
        let mut say =
            |message: String| problems.push(Problem { path: path.to_owned(), line: number + 1, message });
        if code && let Some(word) = LEFTOVERS.iter().find(|w| holds_word(line, w)) {
            say(format!("`{word}` is left over: finish it or take it out"));
        }
        if let Some(folder) = MACHINE_PATHS.iter().find(|f| names_folder(line, f)) {
            say(format!("`{folder}…` is a path of one machine"));
        }
        if names_scratch(line) {
            say(format!("`{SCRATCH}…` is a path of one machine: ask for a temporary folder"));
        }
    }
    problems
}

/// Whether the line holds the word not as a part of a longer one.
fn holds_word(line: &str, word: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let closed = word.ends_with('(') || !is_letter(after);
        closed && (word.starts_with(['.', '#']) || !is_letter(before))
    })
}

/// Whether an absolute path begins with this folder: what stands before its slash is no part of a path.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | '~' | '/' | '*')))
    })
}

/// Whether a file inside the scratch folder is named.
fn names_scratch(line: &str) -> bool {
    let inside = |at: usize| line[at + SCRATCH.len()..].starts_with(|c: char| c.is_ascii_lowercase());
    names_folder(line, SCRATCH) && line.match_indices(SCRATCH).any(|(at, _)| inside(at))
}

#[cfg(test)]
mod tests {
    use super::check;

    fn said(path: &str, text: &str) -> Vec<String> {
        check(path, text).into_iter().map(|p| p.to_string()).collect()
    }

    #[test]
    fn a_sound_file_raises_nothing() {
        assert!(said("crates/a/src/lib.rs", "//! What it is.\nfn f() {}\n").is_empty());
        assert!(said("docs/a.md", &"a line\n".repeat(900)).is_empty());
    }

    #[test]
    fn a_file_without_a_head_or_too_long_is_told() {
        assert_eq!(said("a.rs", "fn f() {}\n"), ["a.rs: no `//!` at its head: say what this file is for"]);
        assert_eq!(said("a.mjs", &"x\n".repeat(501)), ["a.mjs: 501 lines; at most 500: part it"]);
        assert!(said("a.mjs", &"x\n".repeat(500)).is_empty());
    }

    #[test]
    fn leftovers_are_told_in_code_only() {
        let text =
            format!("//! Head.\n// {} later\nlet x = {}1);\n", concat!("TO", "DO"), concat!("db", "g!("));
        assert_eq!(said("a.rs", &text).len(), 2);
        assert!(said("a.md", &text).is_empty());
        assert!(said("a.rs", "//! Head.\n// METHODOLOGY and XXXL\n").is_empty());
    }

    #[test]
    fn packages_of_others_are_refused() {
        assert!(super::check_binary("some-1.0-py3-none-any.whl").is_some());
        assert!(super::check_binary("docs/images/overview.png").is_none());
    }

    #[test]
    fn paths_of_one_machine_are_told_everywhere() {
        for path in [concat!("/wo", "rk/main"), concat!("(/ro", "ot/.cargo"), concat!("`/t", "mp/out")] {
            assert_eq!(said("README.md", path).len(), 1, "{path}");
        }
        for path in [
            concat!("crates/wo", "rk/a"),
            concat!("$X/wo", "rk/a"),
            "the work/life balance",
            "${TMPDIR:-/tmp}/x",
            "https://a.org/home/",
        ] {
            assert!(said("README.md", path).is_empty(), "{path}");
        }
        assert!(said("Cargo.lock", concat!("/wo", "rk/main")).is_empty());
    }
}
