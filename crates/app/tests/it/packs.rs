//! Packs: their life, who may do what, that what was issued stays, that their numbers are those of the pages, and that
//! what may be published gives no small number away.

use app::edit::{Note, Update};
use app::error::Error;
use app::packs::gather::Gathered;
use app::packs::life::{NewPack, Packs};
use app::packs::{Composed, Format, Layout, Made, Pack, Part, Press, State, compose};
use app::site::{Role, Who, Written};
use app::views::health::HealthPage;
use app::views::measures::MeasuresPage;
use app::views::overview::{OverviewPage, Since};
use app::views::recommendations::Recommendations;
use app::views::scene::Scene as View;
use model::id::Id;
use model::plan::Plan;
use reports::document::{Block, Document, Table, Words};
use testkit::*;

use crate::scene::{Scene, manager, who};

mod own;
mod public;

/// A press that says exactly what it was given.
pub(crate) fn press() -> Press {
    Press::new(&[Format::Docx, Format::Html], |format, document| {
        Ok(format!("{} {document:?}", format.word()).into_bytes())
    })
}

fn draft() -> Plan {
    let mut draft = plan("2021-06-01")
        .priority(priority("1", "Practice"))
        .priority(priority("2", "Workforce"))
        .line(
            line("1.1", "Visits")
                .measure(measure("visits", "Visits in time").target("90").unit("%").higher()),
        )
        .line(line("2.1", "Recruitment"))
        .action(
            action("1.1a", "Agree visits with the Practice Review Group (PRG)")
                .owner("Head of Visits")
                .due("July 2021", "2021-07-31"),
        )
        .action(action("1.1b", "Publish the PRG form").due("August 2021", "2021-08-31"))
        .action(action("2.1a", "Recruit to every post").owner("Head of HR").due("May 2021", "2021-05-31"))
        .recommendation(recommendation("3", "See children in time"))
        .recommendation(recommendation("4", "Keep social workers"))
        .observation(observation("visits").counts(80, 100).stated("80%").on("2021-05-31"));
    draft.lines[0].priority = Some("1".to_owned());
    draft.lines[0].recommendations = vec!["3".to_owned()];
    draft.lines[1].priority = Some("2".to_owned());
    draft
}

fn kept() -> (Scene, Id) {
    let scene = Scene::new();
    let id = scene.accept("2021-06-03", &draft()).plans[0];
    (scene, id)
}

fn board(meeting: &str) -> NewPack {
    NewPack { layout: "board".into(), meeting: Some(day(meeting)), ..NewPack::default() }
}

fn act(
    scene: &Scene,
    iso: &str,
    as_who: Who,
    act: impl FnOnce(&mut Packs<'_>) -> app::error::Result<Written>,
) -> app::error::Result<Written> {
    scene.on(iso, as_who, |site, ctx| act(&mut site.packs(ctx)?))
}

fn pack(scene: &Scene, plan: Id, id: Id) -> Pack {
    scene.site.reader(&manager()).unwrap().pack(plan, id).unwrap()
}

fn drafted(scene: &Scene, plan: Id, iso: &str, new: &NewPack) -> Pack {
    let made = act(scene, iso, manager(), |p| p.draft(plan, new, &Note::default())).unwrap();
    pack(scene, plan, made.created.unwrap())
}

fn approved(scene: &Scene, plan: Id, iso: &str, p: &Pack) -> Pack {
    let known = scene.site.reader(&manager()).unwrap().last_event();
    let sponsor = who("Ada Lin", Role::Confirmer);
    act(scene, iso, sponsor, |packs| packs.approve(p, p.revision, known, &Note::default())).unwrap();
    pack(scene, plan, p.id)
}

fn issued(scene: &Scene, plan: Id, iso: &str, new: &NewPack) -> Pack {
    let p = drafted(scene, plan, iso, new);
    let p = approved(scene, plan, iso, &p);
    act(scene, iso, manager(), |packs| packs.issue(&p, p.revision, &press(), &Note::default())).unwrap();
    pack(scene, plan, p.id)
}

fn composed(scene: &Scene, p: &Pack) -> Composed {
    compose(&Gathered::of(&scene.site.reader(&manager()).unwrap(), p).unwrap())
}

fn bytes(scene: &Scene, p: &Pack) -> Vec<Vec<u8>> {
    let reader = scene.site.reader(&manager()).unwrap();
    let files = reader.pack_files(p.id).unwrap();
    files.iter().map(|f| reader.pack_bytes(f).unwrap()).collect()
}

fn refused(error: app::error::Result<Written>) -> String {
    error.unwrap_err().to_string()
}

fn plain(words: &Words) -> String {
    words.iter().map(|r| r.text.as_str()).collect()
}

/// Everything a document says, in order.
fn says(document: &Document) -> String {
    let mut out = Vec::new();
    for section in &document.sections {
        out.push(section.title.clone());
        for block in &section.blocks {
            match block {
                Block::Heading(_, t) => out.push(t.clone()),
                Block::Text(w) => out.push(plain(w)),
                Block::Bullets(l) | Block::Numbered(l) => out.extend(l.iter().map(plain)),
                Block::Facts(f) => out.extend(f.iter().map(|f| format!("{}: {}", f.name, plain(&f.words)))),
                Block::Comment { who, text } => {
                    out.push(who.clone());
                    out.extend(text.iter().map(plain));
                }
                Block::Table(t) => {
                    let cells = t.rows.iter().flatten().flat_map(|c| &c.text).map(plain);
                    out.extend(std::iter::once(t.caption.clone()).chain(cells));
                }
                Block::Figure(f) => out.extend([f.caption.clone(), f.alt.clone()]),
            }
        }
    }
    out.join("\n")
}

fn tables<'d>(document: &'d Document, section: &str) -> Vec<&'d Table> {
    let section = document.sections.iter().find(|s| s.key == section).unwrap();
    let table = |b: &'d Block| if let Block::Table(t) = b { Some(t) } else { None };
    section.blocks.iter().filter_map(table).collect()
}

fn cells(table: &Table) -> Vec<Vec<String>> {
    let row = |r: &Vec<reports::document::Cell>| {
        r.iter().map(|c| c.text.iter().map(plain).collect::<Vec<_>>().join(" / ")).collect()
    };
    table.rows.iter().map(row).collect()
}

#[test]
fn a_pack_is_drafted_commented_approved_issued_and_then_stays() {
    let (scene, plan) = kept();
    let p = drafted(&scene, plan, "2021-07-10", &board("2021-07-20"));
    assert_eq!((p.state(), p.board.as_str()), (State::Draft, "Improvement Board"));
    let owner = who("Jo Pym", Role::Owner);
    act(&scene, "2021-07-11", owner, |packs| {
        packs.write(&p, "overview", "Visits are up.\n\nPosts are not.", &Note::default())
    })
    .unwrap();
    let p = approved(&scene, plan, "2021-07-12", &pack(&scene, plan, p.id));
    assert_eq!(
        (p.state(), p.approved.clone()),
        (State::Approved, Some(("Ada Lin".to_owned(), day("2021-07-12"))))
    );
    // What changes now was not seen by whoever approved.
    scene.on("2021-07-12", manager(), |site, ctx| {
        let update = Update { text: "Said too late".into(), ..Update::default() };
        site.contributor(ctx).unwrap().update(plan, &update, &Note::default()).unwrap();
    });
    act(&scene, "2021-07-13", manager(), |packs| packs.issue(&p, p.revision, &press(), &Note::default()))
        .unwrap();
    let p = pack(&scene, plan, p.id);
    assert_eq!(p.state(), State::Issued);
    let files = bytes(&scene, &p);
    let text = String::from_utf8(files[0].clone()).unwrap();
    assert!(
        text.contains("Jo Pym, 11 July 2021")
            && text.contains("Posts are not.")
            && text.contains("Ada Lin on 12 July 2021")
    );
    assert!(!text.contains("Said too late"));
    // Nothing changes it any more.
    let note = Note::default();
    let stays = "An issued pack stays as it is: draft another that supersedes it";
    assert_eq!(
        refused(act(&scene, "2021-07-14", manager(), |x| x.write(&p, "overview", "More", &note))),
        stays
    );
    assert_eq!(refused(act(&scene, "2021-07-14", manager(), |x| x.approve(&p, p.revision, 1, &note))), stays);
    assert_eq!(refused(act(&scene, "2021-07-14", manager(), |x| x.put_away(&p, p.revision, &note))), stays);
    let last =
        scene.site.reader(&manager()).unwrap().history_of_plan(plan, app::history::Page::default()).unwrap();
    assert_eq!(last[0].changes[0].sentence, "issued the pack “Improvement board pack”");
    let undo = scene
        .on("2021-07-14", manager(), |site, ctx| site.editor(ctx).unwrap().undo(last[0].act, false, "x"));
    assert!(refused(undo).contains("never taken back"));
    let approval = last.iter().find(|t| t.what == "pack approved").unwrap().act;
    let undo =
        scene.on("2021-07-14", manager(), |site, ctx| site.editor(ctx).unwrap().undo(approval, true, "x"));
    assert!(refused(undo).contains("never taken back"));
    // Made again after all that, it is the same to the byte.
    let reader = scene.site.reader(&manager()).unwrap();
    let again = Made::of(&reader, &p, &press(), press().formats()).unwrap();
    assert_eq!(again.files.into_iter().map(|(_, _, b)| b).collect::<Vec<_>>(), files);
}

#[test]
fn an_approval_is_lifted_by_a_change_and_only_what_was_approved_is_issued() {
    let (scene, plan) = kept();
    let p = drafted(&scene, plan, "2021-07-10", &board("2021-07-20"));
    let note = Note::default();
    assert!(
        refused(act(&scene, "2021-07-10", manager(), |x| x.issue(&p, p.revision, &press(), &note)))
            .contains("Nobody has approved")
    );
    let p = approved(&scene, plan, "2021-07-10", &p);
    act(&scene, "2021-07-11", manager(), |x| x.write(&p, "changes", "One more thing", &note)).unwrap();
    let now = pack(&scene, plan, p.id);
    assert_eq!((now.state(), now.known), (State::Draft, None));
    let late = act(&scene, "2021-07-11", manager(), |x| x.approve(&now, p.revision, 1, &note)).unwrap_err();
    assert!(matches!(late, Error::Conflict(_)), "who approves names what they saw");
    let broken = Press::new(&[Format::Pdf], |_, _| Err("there is no font".into()));
    let now = approved(&scene, plan, "2021-07-12", &now);
    let error =
        refused(act(&scene, "2021-07-12", manager(), |x| x.issue(&now, now.revision, &broken, &note)));
    assert_eq!(error, "The pack cannot be made as PDF: there is no font");
    assert_eq!(pack(&scene, plan, p.id).state(), State::Approved, "nothing is half issued");
}

#[test]
fn roles_may_do_what_is_theirs() {
    let (scene, plan) = kept();
    let note = Note::default();
    for role in [Role::Reader, Role::Auditor, Role::Partner] {
        assert!(scene.on("2021-07-10", who("Rae", role), |site, ctx| site.packs(ctx).is_err()), "{role:?}");
    }
    let owner = || who("Jo Pym", Role::Owner);
    assert!(
        refused(act(&scene, "2021-07-10", owner(), |x| x.draft(plan, &board("2021-07-20"), &note)))
            .contains("edit the plan")
    );
    let p = drafted(&scene, plan, "2021-07-10", &board("2021-07-20"));
    assert!(
        refused(act(&scene, "2021-07-10", owner(), |x| x.approve(&p, p.revision, 1, &note)))
            .contains("confirm")
    );
    let p = approved(&scene, plan, "2021-07-10", &p);
    let editor = || who("Ed", Role::Editor);
    assert!(
        refused(act(&scene, "2021-07-10", editor(), |x| x.issue(&p, p.revision, &press(), &note)))
            .contains("programme manager")
    );
    let reader = scene.site.reader(&who("Rae", Role::Reader)).unwrap();
    assert!(reader.packs(plan).unwrap().is_empty(), "drafts are for those who work on them");
    act(&scene, "2021-07-10", manager(), |x| x.issue(&p, p.revision, &press(), &note)).unwrap();
    let reader = scene.site.reader(&who("Rae", Role::Reader)).unwrap();
    assert_eq!(reader.packs(plan).unwrap().len(), 1);
    assert!(scene.site.reader(&who("Pat", Role::Partner)).unwrap().packs(plan).is_err());
}

#[test]
fn a_board_is_told_what_changed_since_its_own_last_pack() {
    let (scene, plan) = kept();
    let first = issued(&scene, plan, "2021-07-10", &board("2021-07-20"));
    assert_eq!(
        first.since.as_ref().map(|s| s.0),
        Some(day("2021-06-01")),
        "the version before, as the Overview does"
    );
    issued(&scene, plan, "2021-08-01", &NewPack { layout: "commissioner".into(), ..NewPack::default() });
    let second = drafted(&scene, plan, "2021-09-10", &board("2021-09-20"));
    let what = Some("the pack of its meeting on 20 July 2021".to_owned());
    assert_eq!(second.since, Some((day("2021-07-10"), what)));
    let text = says(&composed(&scene, &second).document);
    assert!(text.contains("Compared with 10 July 2021, the pack of its meeting on 20 July 2021."), "{text}");
    // Two were due on 31 July and 31 August and nobody did them.
    let document = composed(&scene, &second).document;
    let broken = cells(tables(&document, "changes")[0]);
    assert_eq!(broken.iter().map(|r| r[0].as_str()).collect::<Vec<_>>(), ["1.1a", "1.1b"]);
}

#[test]
fn one_pack_takes_the_place_of_another() {
    let (scene, plan) = kept();
    let old = issued(&scene, plan, "2021-07-10", &board("2021-07-20"));
    let new = NewPack { supersedes: Some(old.id), ..board("2021-07-20") };
    let new = issued(&scene, plan, "2021-07-11", &new);
    let then = pack(&scene, plan, old.id);
    assert_eq!((then.state(), then.superseded_by), (State::Superseded, Some(new.id)));
    assert!(!bytes(&scene, &then).is_empty(), "it can still be read");
    let again = NewPack { supersedes: Some(old.id), ..board("2021-07-20") };
    assert!(
        refused(act(&scene, "2021-07-12", manager(), |x| x.draft(plan, &again, &Note::default())))
            .contains("stands")
    );
}

#[test]
fn what_is_wrong_with_the_terms_is_said_at_its_field() {
    let (scene, plan) = kept();
    let wrong = |new: NewPack| match act(&scene, "2021-07-10", manager(), |x| {
        x.draft(plan, &new, &Note::default())
    }) {
        Err(Error::Fields(all)) => all.into_iter().map(|e| e.field).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong(NewPack { layout: "none".into(), ..NewPack::default() }), ["layout"]);
    assert_eq!(wrong(NewPack { as_of: Some(day("2021-07-11")), ..board("2021-07-20") }), ["as_of"]);
    assert_eq!(wrong(NewPack { as_of: Some(day("2020-07-11")), ..board("2021-07-20") }), ["as_of"]);
    assert_eq!(wrong(NewPack { since: Some(day("2021-07-10")), ..board("2021-07-20") }), ["since"]);
    assert_eq!(wrong(NewPack { programme: "9".into(), ..board("2021-07-20") }), ["programme"]);
    assert_eq!(wrong(NewPack { own: "name = 1".into(), ..board("2021-07-20") }), ["own"]);
}

#[test]
fn every_number_of_a_board_pack_is_that_of_its_page() {
    let (scene, plan) = kept();
    let p = drafted(&scene, plan, "2021-09-10", &board("2021-09-20"));
    let document = composed(&scene, &p).document;
    let on = |iso: &str| View::new(scene.plan(plan, iso).into(), day(iso));
    let (now, before) = (on("2021-09-10"), on("2021-06-01"));
    let since = Since { day: "2021-06-01".into(), what: p.since.unwrap().1 };
    let page = OverviewPage::of(&now, Some((&since, &before)), &app::views::health::Acknowledged::new());
    let text = says(&document);
    assert!(text.contains(&page.lede.text()) && text.contains(&page.measures_lede));
    let matrix = cells(tables(&document, "overview")[0]);
    for (row, shown) in page.priorities.iter().chain([&page.whole]).zip(&matrix) {
        assert_eq!(
            (shown[1].as_str(), shown[2].as_str()),
            (row.actions.to_string().as_str(), row.late.to_string().as_str())
        );
        assert_eq!(shown[4].to_lowercase(), row.delivery.level.clone().unwrap_or("not rated".into()));
    }
    assert_eq!(matrix.len(), page.priorities.len() + 1);
    let exceptions = cells(tables(&document, "exceptions")[0]);
    let asked: Vec<&str> =
        page.questions.iter().chain(&page.more_questions).map(|q| q.question.as_str()).collect();
    assert_eq!(exceptions.iter().map(|r| r[4].as_str()).collect::<Vec<_>>(), asked);
    let measures = MeasuresPage::of(&now, "");
    let standing = cells(tables(&document, "measures")[0]);
    for (m, shown) in measures.rows.iter().zip(&standing) {
        assert_eq!((Some(&shown[1]), Some(&shown[2])), (m.latest.as_ref(), m.target.as_ref()));
        assert_eq!(shown[4], m.age_days.unwrap().to_string());
    }
    let coverage = Recommendations::of(&now);
    assert!(text.contains(&coverage.lede.text()));
    for (c, shown) in coverage.rows.iter().zip(cells(tables(&document, "recommendations")[0])) {
        // Nobody asked for an answer by a day: that column is left out.
        assert_eq!(shown[2..5], [c.actions, c.complete, c.late].map(|n| n.to_string()));
    }
    let health = HealthPage::of(&now, &app::views::health::Acknowledged::new(), "");
    assert!(text.contains(&health.lede));
    let kinds = cells(tables(&document, "findings")[0]);
    assert_eq!(
        kinds.iter().map(|r| r[2].clone()).collect::<Vec<_>>(),
        health.rules.iter().map(|r| r.findings.len().to_string()).collect::<Vec<_>>()
    );
    // The plan's own columns: every action, in its order, and what its acronyms stand for.
    let refs: Vec<String> =
        tables(&document, "plan").iter().flat_map(|t| cells(t)).map(|r| r[0].clone()).collect();
    assert_eq!(refs, ["1.1a", "1.1b", "2.1a"]);
    assert!(
        cells(tables(&document, "glossary")[0])
            .contains(&vec!["PRG".to_owned(), "Practice Review Group".to_owned()])
    );
}

#[test]
fn a_section_that_must_be_given_and_is_not_is_a_finding_until_somebody_writes_it() {
    let (scene, plan) = kept();
    let new = NewPack { layout: "scrutiny-report".into(), part: Some(Part::Ii), ..NewPack::default() };
    let p = drafted(&scene, plan, "2021-07-10", &new);
    let lacking = |p: &Pack| composed(&scene, p).lacks.into_iter().map(|l| l.section).collect::<Vec<_>>();
    assert!(lacking(&p).contains(&"purpose".to_owned()) && lacking(&p).contains(&"date".to_owned()));
    assert!(!lacking(&p).contains(&"report-to".to_owned()), "the terms of the pack say it");
    act(&scene, "2021-07-10", manager(), |x| {
        x.write(&p, "purpose", "To outline the plan.", &Note::default())
    })
    .unwrap();
    act(&scene, "2021-07-10", manager(), |x| x.write(&p, "wards", "All", &Note::default())).unwrap();
    let p = pack(&scene, plan, p.id);
    assert!(!lacking(&p).contains(&"purpose".to_owned()) && !lacking(&p).contains(&"wards".to_owned()));
    assert!(
        says(&composed(&scene, &p).document)
            .contains("1 Purpose of report\nTo outline the plan.\n2 Recommendations")
    );
}

#[test]
fn a_council_s_own_layout_is_kept_with_its_pack_and_its_tables_are_filled_by_lines() {
    let (scene, plan) = kept();
    let own = "name = \"ours\"\ntitle = \"Our report\"\nabout = \"Ours.\"\naudience = \"Panel\"\n\
        [[section]]\nkey = \"stages\"\ntitle = \"Stages\"\ncolumns = [\"Stage\", \"Planned\"]\nrows = [\"1 Officer writes\", \"2 Leader\"]\n\
        [[section]]\nkey = \"late\"\ntitle = \"Late\"\nfrom = \"late\"\n";
    let p = drafted(&scene, plan, "2021-07-10", &NewPack { own: own.into(), ..NewPack::default() });
    assert_eq!((p.layout.name.as_str(), p.title.as_str()), ("ours", "Our report"));
    act(&scene, "2021-07-10", manager(), |x| {
        x.write(&p, "stages", "2 | 1 August\nExtra | 2 August", &Note::default())
    })
    .unwrap();
    let document = composed(&scene, &pack(&scene, plan, p.id)).document;
    let want = [["1 Officer writes", "–"], ["2 Leader", "1 August"], ["Extra", "2 August"]];
    assert_eq!(cells(tables(&document, "stages")[0]), want.map(|r| r.map(str::to_owned).to_vec()));
    assert_eq!(cells(tables(&document, "late")[0]).len(), 1, "2.1a was due on 31 May");
}

#[test]
fn every_layout_of_the_program_makes_a_document_of_every_plan() {
    let empty = Scene::new();
    let bare = empty.accept("2021-06-03", &plan("2021-06-01")).plans[0];
    let (full, kept) = kept();
    for (scene, id) in [(&full, kept), (&empty, bare)] {
        for layout in Layout::all() {
            let new = NewPack { layout: layout.name.clone(), ..NewPack::default() };
            let p = drafted(scene, id, "2021-07-10", &new);
            let made = composed(scene, &p);
            assert_eq!(made.document.sections.len(), layout.sections.len());
            for section in &made.document.sections {
                assert!(!section.blocks.is_empty(), "{} {}", layout.name, section.key);
                for block in &section.blocks {
                    let Block::Table(t) = block else { continue };
                    assert!(
                        !t.rows.is_empty() && t.rows.iter().all(|r| r.len() == t.columns.len()),
                        "{} {}",
                        layout.name,
                        t.caption
                    );
                }
            }
        }
    }
}
