//! The page.

use reports::document::Document;
use reports::html;
use testkit::paper;

use crate::xml::{count, parse, said, values};

/// The page made well-formed XML: elements that have no end get one.
fn tidy(page: &str) -> String {
    let body = page.split_once("<body>").unwrap().1;
    let body = body.split_once("</body>").unwrap().0;
    let mut out = format!("<body>{body}</body>").replace("<br>", "<br/>");
    for open in ["<img ", "<col "] {
        let pieces: Vec<String> = out
            .split(open)
            .enumerate()
            .map(|(i, piece)| if i == 0 { piece.to_owned() } else { piece.replacen('>', "/>", 1) })
            .collect();
        out = pieces.join(open);
    }
    out
}

#[test]
fn the_page_of_a_short_document() {
    // The drawing has tests of its own; here it is in the way of reading.
    let page = html::write(&paper::rich());
    let (before, rest) = page.split_once("<svg ").unwrap();
    let (_, after) = rest.split_once("</svg>").unwrap();
    let body = before.split_once("</head>").unwrap().1;
    insta::assert_snapshot!("page", format!("{body}[drawing]{after}"));
}

#[test]
fn pages_are_whole_and_the_same_every_time() {
    for document in [paper::rich(), paper::hostile(), paper::long(), Document::default()] {
        let page = html::write(&document);
        assert!(page == html::write(&document));
        let parts = parse(&tidy(&page));
        assert_eq!(count(&parts, "h1"), 1);
        assert_eq!(count(&parts, "main"), 1);
        assert!(!page.contains("<script") && !page.contains(" style=") && !page.contains("javascript:"));
        assert_eq!(page.matches("<title>").count(), 1, "one in the head");
    }
}

#[test]
fn tables_are_tables_and_links_lead_somewhere() {
    for document in [paper::rich(), paper::hostile()] {
        let page = html::write(&document);
        let parts = parse(&tidy(&page));
        assert_eq!(count(&parts, "table"), count(&parts, "caption"));
        let ids: Vec<String> =
            page.split(" id=\"").skip(1).map(|r| r.split('"').next().unwrap().to_owned()).collect();
        let mut unique = ids.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{ids:?}");
        for link in values(&parts, "a", "href") {
            let inside = link.strip_prefix('#');
            assert!(inside.is_none_or(|id| ids.iter().any(|i| i == id)), "{link}");
        }
    }
    let parts = parse(&tidy(&html::write(&paper::rich())));
    let scopes = values(&parts, "th", "scope");
    assert_eq!(scopes.iter().filter(|s| *s == "col").count(), 5 + 7 + 5);
    assert_eq!(scopes.iter().filter(|s| *s == "row").count(), 2 + 24 + 2);
}

#[test]
fn every_text_is_said_as_it_is() {
    let parts = parse(&tidy(&html::write(&paper::hostile())));
    let said = said(&parts);
    for text in [
        "<script>alert(1)</script> & \"quotes\" ' </w:t></w:r>",
        "=cmd|' /C calc'!A0",
        "{{ 7 * 7 }} ${7*7} %s %n",
    ] {
        assert!(said.contains(text), "{text}");
    }
    assert!(said.contains(&"x".repeat(10_000)));
    let names = html::write(&paper::rich());
    for name in paper::NAMES {
        assert!(names.contains(name), "{name}");
    }
}
