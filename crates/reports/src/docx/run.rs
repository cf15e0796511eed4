//! Words as runs: their look, their script, their links and line ends.

use std::fmt::Write as _;

use super::media::Media;
use crate::document::{Run, Words};
use crate::paper::{Outline, Script, Target, parts};
use crate::text::{escape, lines};

/// How the words of a place look beside what each run says of itself.
#[derive(Clone, Copy, Default)]
pub(super) struct Look<'a> {
    /// All of them carry weight.
    pub(super) strong: bool,
    /// Their colour, as six hexadecimal digits.
    pub(super) ink: Option<&'a str>,
}

/// Words as runs and links.
pub(super) fn words(words: &Words, look: Look, outline: &Outline, media: &mut Media) -> String {
    let mut out = String::new();
    for run in words {
        let target = run.link.as_deref().and_then(|link| outline.target(link));
        let close = match target {
            None => "",
            Some(Target::Section(anchor)) => {
                let _ = write!(out, "<w:hyperlink w:anchor=\"{}\" w:history=\"1\">", bookmark(anchor));
                "</w:hyperlink>"
            }
            Some(Target::Web(address)) => {
                let _ = write!(out, "<w:hyperlink r:id=\"{}\" w:history=\"1\">", media.link(address));
                "</w:hyperlink>"
            }
        };
        one(&mut out, run, look, target.is_some());
        out.push_str(close);
    }
    out
}

/// A text without looks of its own.
pub(super) fn plain(text: &str, look: Look) -> String {
    let mut out = String::new();
    one(&mut out, &Run { text: text.to_owned(), ..Run::default() }, look, false);
    out
}

fn one(out: &mut String, run: &Run, look: Look, link: bool) {
    for (number, line) in lines(&run.text).enumerate() {
        if number > 0 {
            out.push_str("<w:r><w:br/></w:r>");
        }
        for (script, piece) in parts(line) {
            out.push_str("<w:r>");
            properties(out, run, look, link, script);
            for (number, piece) in piece.split('\t').enumerate() {
                if number > 0 {
                    out.push_str("<w:tab/>");
                }
                if !piece.is_empty() {
                    let _ = write!(out, "<w:t xml:space=\"preserve\">{}</w:t>", escape(piece));
                }
            }
            out.push_str("</w:r>");
        }
    }
}

/// The properties of a run, in the order that the format prescribes.
fn properties(out: &mut String, run: &Run, look: Look, link: bool, script: Script) {
    let mut inner = String::new();
    if link {
        inner.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
    }
    if script == Script::Joined {
        let f = JOINED_FONT;
        let _ = write!(inner, "<w:rFonts w:ascii=\"{f}\" w:hAnsi=\"{f}\" w:cs=\"{f}\"/>");
    }
    if run.strong || look.strong {
        inner.push_str("<w:b/><w:bCs/>");
    }
    if run.struck {
        inner.push_str("<w:strike/>");
    }
    if let (Some(ink), false) = (look.ink, link) {
        let _ = write!(inner, "<w:color w:val=\"{ink}\"/>");
    }
    match script {
        Script::Plain => {}
        Script::FromRight => inner.push_str("<w:rtl/>"),
        Script::Joined => inner.push_str("<w:cs/>"),
    }
    if !inner.is_empty() {
        let _ = write!(out, "<w:rPr>{inner}</w:rPr>");
    }
}

/// Where letters join and stack Arial has no shapes; this comes with Windows and Office.
const JOINED_FONT: &str = "Nirmala UI";

/// The bookmark of a place: Word's bookmarks hold letters, digits and underscores, at most forty.
pub(super) fn bookmark(anchor: &str) -> String {
    let name: String = anchor.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if name.len() <= 36 {
        return format!("_s_{name}");
    }
    // Two long keys may begin alike: what is cut off goes on as a number made from the whole.
    let sum = anchor.bytes().fold(0_u32, |sum, b| sum.wrapping_mul(31).wrapping_add(u32::from(b)));
    let head: String = name.chars().take(26).collect();
    format!("_s_{head}_{sum:08x}")
}

#[cfg(test)]
mod tests {
    use super::bookmark;

    #[test]
    fn bookmarks_are_short_and_tell_long_keys_apart() {
        assert_eq!(bookmark("what-changed"), "_s_what_changed");
        let (a, b) = (bookmark(&format!("{}a", "x".repeat(50))), bookmark(&format!("{}b", "x".repeat(50))));
        assert!(a.len() <= 40 && b.len() <= 40 && a != b);
    }
}
