//! A pack from draft to issue through the pages; what is refused, and what stays.

use app::packs::Format;
use app::site::Role;

use crate::visitor::Visitor;

/// Drafts a board pack and returns its address.
fn drafted(ann: &Visitor) -> String {
    let fields =
        [("layout", "board"), ("meeting-day", "9"), ("meeting-month", "12"), ("meeting-year", "2025")];
    let done = ann.send(&format!("{}/packs/new", ann.plan()), &fields);
    assert_eq!(done.status, 303, "{}", done.body);
    done.header("location").to_string()
}

fn act(visitor: &Visitor, pack: &str, doing: &str) -> crate::visitor::Page {
    let page = visitor.get(pack);
    let (seen, known) = (page.field("seen"), page.field("known"));
    visitor.send(pack, &[("do", doing), ("seen", &seen), ("known", &known)])
}

#[test]
fn a_pack_goes_from_draft_to_issue_and_is_served_as_it_was_issued() {
    let ann = Visitor::signed_in(12);
    let list = format!("{}/packs", ann.plan());
    assert!(ann.get(&list).body.contains("There is no pack yet."));
    let pack = drafted(&ann);
    let page = ann.get(&pack);
    assert!(page.body.contains("Improvement board pack") && page.body.contains("Quality of practice"));
    assert!(page.body.contains("Approve it as"));
    // Every section takes a person's words.
    let empty = ann.send(&pack, &[("do", "write"), ("section", "changes"), ("text", " ")]);
    assert_eq!(empty.status, 422);
    assert!(
        empty.body.contains("Enter what you want to say") && empty.body.contains("href=\"#text-changes\"")
    );
    let said =
        ann.send(&pack, &[("do", "write"), ("section", "changes"), ("text", "Three dates <b>slipped</b>")]);
    assert_eq!((said.status, said.header("location")), (303, format!("{pack}#changes").as_str()));
    let page = ann.get(&pack);
    assert!(
        page.body.contains("Three dates &lt;b&gt;slipped")
            && page.body.contains("Ann Archer, 28 November 2025")
    );
    // It cannot be issued before somebody approves it.
    assert_eq!(act(&ann, &pack, "issue").status, 422);
    let sam = ann.colleague(Role::Confirmer, &[]);
    assert_eq!(act(&sam, &pack, "approve").status, 303);
    assert!(!sam.get(&pack).body.contains("Issue it"), "a confirmer does not issue");
    assert_eq!(act(&ann, &pack, "issue").status, 303);
    let page = ann.get(&pack);
    assert!(page.body.contains("Files, as they were issued") && !page.body.contains("Undo"));
    let docx = ann.get(&format!("{pack}/files/docx"));
    assert_eq!(docx.header("content-type"), Format::Docx.media());
    let name = "attachment; filename=\"improvement-board-2025-12-09-board.docx\"";
    assert_eq!(docx.header("content-disposition"), name);
    assert!(docx.body.contains("slipped"));
    assert!(
        page.body.contains(&store::sha256(docx.body.as_bytes())),
        "the hash on the page is that of the bytes"
    );
    let html = ann.get(&format!("{pack}/files/html"));
    let policy = html.header("content-security-policy");
    assert!(
        policy.contains("style-src 'unsafe-inline'")
            && policy.contains("sandbox")
            && !policy.contains("script")
    );
    assert_eq!(html.header("x-throughline-issued"), "");
    assert_eq!(ann.get(&format!("{pack}/files/pdf")).status, 404);
    assert_eq!(ann.get(&format!("{pack}/draft/docx")).status, 409, "an issued pack has its own files");
    // Nothing changes it any more.
    let late = ann.send(&pack, &[("do", "write"), ("section", "changes"), ("text", "More")]);
    assert!(late.body.contains("An issued pack stays as it is"));
    let reader = ann.colleague(Role::Reader, &[]);
    assert_eq!(reader.get(&format!("{pack}/files/docx")).body, docx.body);
    assert!(reader.get(&list).body.contains("Improvement board pack"));
    let again = ann.get(&format!("{list}/new?supersedes={}", pack.rsplit('/').next().unwrap()));
    assert!(
        again.body.contains("Once it is issued it takes the place of")
            && again.body.contains("Improvement Board")
    );
}

#[test]
fn who_may_not_work_on_packs_sees_no_draft() {
    let ann = Visitor::signed_in(8);
    let pack = drafted(&ann);
    let reader = ann.colleague(Role::Reader, &[]);
    assert_eq!(reader.get(&pack).status, 404);
    assert!(
        reader.get(&format!("{}/packs", ann.plan())).body.contains("Packs stand here once they are issued.")
    );
    assert_eq!(reader.get(&format!("{}/packs/new", ann.plan())).status, 403);
    let partner = ann.colleague(Role::Partner, &["Nobody at all"]);
    assert_eq!(partner.get(&format!("{}/packs", ann.plan())).status, 403);
    let token = ann.post(&pack, &[("do", "away")]);
    assert_eq!(token.status, 400, "a form without its token");
}

#[test]
fn a_draft_is_changed_taken_back_and_put_away() {
    let ann = Visitor::signed_in(8);
    let pack = drafted(&ann);
    let terms = format!("{pack}/terms");
    let wrong = ann.send(
        &terms,
        &[("as_of-day", "31"), ("as_of-month", "2"), ("as_of-year", "2025"), ("board", "The Board")],
    );
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.body.contains("The day it speaks of must be a real date") && wrong.body.contains("The Board")
    );
    assert_eq!(ann.send(&terms, &[("board", "The Other Board"), ("part", "i")]).status, 303);
    let page = ann.get(&pack);
    assert!(page.body.contains("The Other Board") && page.body.contains("Part I: may be published"));
    assert!(page.body.contains("Not released") && page.body.contains("lacking"));
    // A release holds for the words that were read: the form carries what they were.
    let form = "value=\"exceptions\"><input type=\"hidden\" name=\"content\" value=\"";
    let content = page.between(form, "\"").first().cloned().unwrap();
    let release = [("do", "release"), ("section", "exceptions")];
    assert_ne!(ann.send(&pack, &release).status, 303);
    assert_eq!(ann.send(&pack, &[&release[..], &[("content", &content)]].concat()).status, 303);
    assert!(ann.get(&pack).body.contains("Words released for publication by Ann Archer"));
    ann.undo_last();
    assert!(!ann.get(&pack).body.contains("Words released for publication by"));
    assert_eq!(act(&ann, &pack, "away").status, 303);
    assert_eq!(ann.get(&pack).status, 404);
    // The thing's own pages do not lead round its rules.
    let id = pack.rsplit('/').next().unwrap();
    assert_ne!(ann.get(&format!("{}/things/pack/{id}", ann.plan())).status, 200);
}

#[test]
fn the_look_of_documents_is_set_and_a_pale_colour_or_a_logo_that_is_none_is_refused() {
    let ann = Visitor::signed_in(8);
    let page = ann.get("/settings");
    let place = page.between("/settings/look/", "\"").first().cloned().unwrap();
    let address = format!("/settings/look/{place}");
    let token = ann.csrf();
    let form = |colour: &str, logo: &[u8], alt: &str| {
        let mut body = Vec::new();
        for (name, value) in [("csrf", token.as_str()), ("colour", colour), ("alt", alt)] {
            body.extend(
                format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        body.extend(b"--x\r\ncontent-disposition: form-data; name=\"logo\"; filename=\"a.png\"\r\ncontent-type: image/png\r\n\r\n");
        body.extend(logo);
        body.extend(b"\r\n--x--\r\n");
        body
    };
    let refused = ann.post_bytes(&address, "multipart/form-data; boundary=x", form("ffffff", b"GIF89a", ""));
    assert_eq!(refused.status, 422);
    for wanted in ["Choose a darker colour", "The logo must be a PNG picture", "Enter what the logo shows"] {
        assert!(refused.body.contains(wanted), "{wanted}");
    }
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([0, 0, 1, 0, 0, 0, 0, 64]);
    let done = ann.post_bytes(
        &address,
        "multipart/form-data; boundary=x",
        form("#4a1942", &png, "Marlbeck Council"),
    );
    assert_eq!(done.status, 303, "{}", done.body);
    let page = ann.get("/settings");
    assert!(page.body.contains("There is a logo: Marlbeck Council.") && page.body.contains("4a1942"));
    let pack = drafted(&ann);
    assert!(ann.get(&format!("{pack}/draft/docx")).body.contains("4a1942"));
    let sam = ann.colleague(Role::Editor, &[]);
    assert_eq!(sam.get("/settings").body.matches("/settings/look/").count(), 0);
}

#[test]
fn a_layout_of_the_councils_own_is_kept_offered_and_taken_away() {
    let ann = Visitor::signed_in(8);
    let page = ann.get("/settings");
    let place = page.between("/settings/layouts/", "\"").first().cloned().unwrap();
    let address = format!("/settings/layouts/{place}");
    let token = ann.csrf();
    let send = |fields: &[(&str, &str)], file: &str| {
        let mut body = String::new();
        for (name, value) in [("csrf", token.as_str())].iter().chain(fields) {
            body += &format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }
        body += "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.toml\"\r\n\r\n";
        body += &format!("{file}\r\n--x--\r\n");
        ann.post_bytes(&address, "multipart/form-data; boundary=x", body.into_bytes())
    };
    let wrong = send(&[], "name = \"a\"\ntitel = \"b\"");
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("The layout cannot be read at line"), "{}", wrong.body);
    let layout = "name = \"panel-report\"\ntitle = \"Report to the panel\"\nabout = \"Ours.\"\n[[section]]\nkey = \"late\"\ntitle = \"Late\"\nfrom = \"late\"";
    assert_eq!(send(&[], layout).status, 303);
    let page = ann.get("/settings");
    assert!(page.body.contains("Take away “Report to the panel”"), "{}", page.body);
    assert!(ann.get(&format!("{}/packs/new", ann.plan())).body.contains("Report to the panel"));
    let seen = page.between("name=\"seen\" value=\"", "\"").last().cloned().unwrap();
    assert_eq!(send(&[("do", "away"), ("name", "panel-report"), ("seen", &seen)], "").status, 303);
    let page = ann.get("/settings");
    assert!(!page.body.contains("Take away “"));
    let undo = page.between("action=\"/plans/-/undo/", "\"").first().cloned().unwrap();
    assert_eq!(ann.send(&format!("/plans/-/undo/{undo}"), &[]).status, 303);
    assert!(ann.get("/settings").body.contains("Take away “Report to the panel”"));
}
