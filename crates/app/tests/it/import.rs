//! Importing: what goes in comes out, the same again changes nothing, a newer version is a difference, undo restores.

use app::edit::{Inputs, Note};
use app::import::{Choices, What};
use model::plan::{Named, Plan};
use store::Kind;
use testkit::*;

use crate::scene::{Scene, bare, document, manager, same};

fn first() -> Plan {
    let mut plan = plan("2021-06-01")
        .priority(priority("1", "Practice"))
        .line(
            line("1.1", "Quality of assessments")
                .measure(measure("timely", "Assessments in time").target("90")),
        )
        .line(line("1.2", "Supervision"))
        .action(
            action("1.1a", "Review the assessment form")
                .owner("Head of Audit")
                .due("July 2021", "2021-07-31"),
        )
        .action(
            action("1.1b", "Train all managers in reflective supervision")
                .owner("Head of HR")
                .due("July 2021", "2021-07-31"),
        )
        .action(
            action("1.2a", "Recruit two practice leads").answers("3").part("One in the north").complete(None),
        )
        .observation(observation("timely"));
    plan.title = "Marlbeck Improvement Plan".to_owned();
    plan.place = Some("Marlbeck".to_owned());
    plan.recommendations.push(recommendation("3", "Strengthen supervision"));
    plan.recommendations[0].wordings.push(statement("Strengthen the supervision"));
    plan.recommendations[0].commentary.push(statement("In hand"));
    plan.priorities[0].sponsors.push(owner("Director"));
    plan.priorities[0].outcomes.push(statement("Children are safer"));
    plan.lines[0].priority = Some("1".to_owned());
    plan.lines[0].updates.push(update("Forms are under review"));
    plan.people.push(Named {
        name: "Head of Audit".to_owned(),
        kind: "role".to_owned(),
        aliases: vec!["HoA".to_owned()],
        ..Named::default()
    });
    for (index, action) in (1..).zip(&mut plan.actions) {
        action.position = index;
    }
    plan
}

/// As the import writes down what the document leaves to its own day.
fn dated(plan: &Plan, iso: &str) -> Plan {
    let mut plan = plan.clone();
    plan.lines.iter_mut().flat_map(|l| &mut l.updates).for_each(|u| u.as_at = Some(day(iso)));
    for action in plan.actions.iter_mut().filter(|a| a.status.is_some()) {
        action.completion = Some(model::plan::Completion {
            confirmed_by: Some(action.origin.at.document.to_string()),
            confirmed_on: Some(day(iso)),
            by_import: true,
            ..model::plan::Completion::default()
        });
    }
    plan
}

#[test]
fn what_goes_in_comes_out() {
    let (scene, draft) = (Scene::new(), first());
    let accepted = scene.accept("2021-06-03", &draft);
    assert_eq!(accepted.plans.len(), 1);
    let kept = scene.plan(accepted.plans[0], "2021-06-01");
    same(&bare(&kept), &dated(&draft, "2021-06-01"));
    assert!(scene.site.reader(&manager()).unwrap().plan_on(accepted.plans[0], day("2021-05-31")).is_err());
}

#[test]
fn the_same_bytes_again_change_nothing() {
    let (scene, draft) = (Scene::new(), first());
    let first = scene.accept("2021-06-03", &draft);
    let again = scene.accept("2021-06-04", &draft);
    assert_eq!((again.changes, again.batches.len()), (0, 0));
    assert_eq!(again.plans, first.plans);
    let (_, reading) = document(&draft);
    let reader = scene.site.reader(&manager()).unwrap();
    assert!(reader.preview(&reading, &Choices::default(), day("2021-06-04")).unwrap().nothing_new);
}

/// The second version: a date moved, an owner changed, an action new, one gone, an update more.
fn second() -> Plan {
    let mut plan = first();
    plan.as_at = Some(day("2021-09-01"));
    plan.version = Some("0.2".to_owned());
    plan.actions[0] = action("1.1a", "Review the assessment form")
        .owner("Head of Audit")
        .due("July 2021", "2021-07-31")
        .due("December 2021", "2021-12-31");
    plan.actions[0].position = 1;
    plan.actions[1].owners[0].text = "Director of People".to_owned();
    plan.actions[2] = action("1.2a", "Publish a supervision policy for partners")
        .owner("Head of Audit")
        .due("May 2022", "2022-05-31");
    plan.lines[0].updates = vec![update("The form is being tried in two teams")];
    plan
}

#[test]
fn a_newer_version_is_a_difference() {
    let scene = Scene::new();
    let id = scene.accept("2021-06-03", &first()).plans[0];
    let (_, reading) = document(&second());
    let reader = scene.site.reader(&manager()).unwrap();
    let preview = reader.preview(&reading, &Choices::default(), day("2021-09-02")).unwrap();
    assert_eq!(preview.plans[0].plan, Some(id));
    let told: Vec<(What, &str)> = preview.plans[0].items.iter().map(|i| (i.what, i.name.as_str())).collect();
    assert!(told.contains(&(What::Slipped, "action 1.1a")), "{told:?}");
    assert!(told.contains(&(What::Changed, "action 1.1b")), "{told:?}");
    assert!(told.contains(&(What::New, "action 1.2a")), "{told:?}");
    assert!(told.contains(&(What::Gone, "action 1.2a")), "{told:?}");
    let slipped = preview.plans[0].items.iter().find(|i| i.what == What::Slipped).unwrap();
    assert_eq!(slipped.details, ["target date from July 2021 to December 2021"]);
    drop(reader);

    let accepted = scene.accept("2021-09-02", &second());
    assert_eq!(accepted.plans, [id]);
    let now = scene.plan(id, "2021-09-01");
    let dates: Vec<(&str, bool)> =
        now.actions[0].dates.iter().map(|d| (d.phrase.as_str(), d.superseded)).collect();
    assert_eq!(dates, [("July 2021", true), ("December 2021", false)]);
    assert_eq!(now.actions[1].owners[0].text, "Director of People");
    assert_eq!(now.lines[0].updates.len(), 2, "updates are never overwritten");
    assert_eq!(now.actions.len(), 3);
    let earlier = scene.plan(id, "2021-08-31");
    same(&bare(&earlier), &dated(&first(), "2021-06-01"));
}

#[test]
fn undoing_an_import_leaves_what_was_before() {
    let scene = Scene::new();
    let id = scene.accept("2021-06-03", &first()).plans[0];
    let before = scene.plan(id, "2021-09-01");
    let second = scene.accept("2021-09-02", &second());
    scene.on("2021-09-03", manager(), |site, ctx| {
        site.editor(ctx).unwrap().undo_import(second.batches[0], false, "The wrong file").unwrap();
    });
    same(&bare(&scene.plan(id, "2021-09-01")), &bare(&before));
    let reader = scene.site.reader(&manager()).unwrap();
    let told = reader.history_of_plan(id, app::history::Page::default()).unwrap();
    let acts: Vec<(&str, bool)> = told.iter().map(|t| (t.what.as_str(), t.undone)).collect();
    assert_eq!(acts, [("taken back", false), ("imported", true), ("imported", false)]);
    let imported = reader.act(told[1].act).unwrap().unwrap();
    assert_eq!(imported.more, 0, "asked for by itself an act is told whole");
    assert!(told[1].changes.len() + told[1].more >= imported.changes.len());
    drop(reader);
    let again = scene.accept("2021-09-04", &self::second());
    assert!(again.changes > 0, "what was taken back can be imported again");
}

#[test]
fn undoing_the_first_import_leaves_nothing_and_it_can_be_done_again() {
    let scene = Scene::new();
    let accepted = scene.accept("2021-06-03", &first());
    scene.on("2021-06-04", manager(), |site, ctx| {
        site.editor(ctx).unwrap().undo_import(accepted.batches[0], false, "Practice").unwrap();
    });
    assert!(scene.site.reader(&manager()).unwrap().plans().unwrap().is_empty());
    let again = scene.accept("2021-06-05", &first());
    same(&bare(&scene.plan(again.plans[0], "2021-06-05")), &dated(&first(), "2021-06-01"));
}

/// A plan made from numbers: which of the words below each action has, in which line, due when.
fn invented(seeds: &[u16]) -> Plan {
    const VERBS: [&str; 7] = ["Agree", "Review", "Publish", "Recruit", "Train", "Audit", "Launch"];
    const THINGS: [&str; 11] = [
        "visits",
        "assessments",
        "supervision",
        "thresholds",
        "foster carers",
        "pathway plans",
        "the front door",
        "care leavers' housing",
        "practice standards",
        "the duty rota",
        "case summaries",
    ];
    const MONTHS: [(&str, &str); 3] =
        [("July 2021", "2021-07-31"), ("October 2021", "2021-10-31"), ("March 2022", "2022-03-31")];
    let mut plan = plan("2021-06-01").line(line("1.1", "Practice")).line(line("1.2", "Workforce"));
    plan.title = "Marlbeck Improvement Plan".to_owned();
    plan.place = Some("Marlbeck".to_owned());
    for (index, seed) in seeds.iter().enumerate() {
        let n = usize::from(*seed);
        let (verb, thing, (phrase, iso)) = (VERBS[n % 7], THINGS[n / 7 % 11], MONTHS[n / 77 % 3]);
        let letter = char::from(b'a' + u8::try_from(index % 26).unwrap());
        let line = if n % 2 == 0 { "1.1" } else { "1.2" };
        let text = format!("{verb} {thing} with the partners of quarter {}", n / 231 % 5);
        plan = plan.action(action(&format!("{line}{letter}"), &text).owner(thing).due(phrase, iso));
    }
    plan
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 12, ..Default::default() })]

    /// Whatever two versions say: the second, taken back, leaves the first; and earlier days read as they did.
    #[test]
    fn any_version_taken_back_leaves_the_one_before(
        one in proptest::collection::vec(0_u16..1155, 1..12),
        two in proptest::collection::vec(0_u16..1155, 1..12),
    ) {
        let scene = Scene::new();
        let id = scene.accept("2021-06-03", &invented(&one)).plans[0];
        let before = scene.plan(id, "2022-01-01");
        same(&bare(&before), &bare(&invented(&one)));
        let mut next = invented(&two);
        next.as_at = Some(day("2021-09-01"));
        let accepted = scene.accept("2021-09-02", &next);
        proptest::prop_assert_eq!(&accepted.plans, &vec![id]);
        // Withdrawn or known again: the kept plan has exactly the new version's actions.
        let words = |plan: &Plan| {
            let mut all: Vec<String> = plan.actions.iter().map(|a| format!("{} {}", a.reference, a.text)).collect();
            all.sort();
            all
        };
        proptest::prop_assert_eq!(words(&scene.plan(id, "2022-01-01")), words(&next));
        same(&bare(&scene.plan(id, "2021-08-31")), &bare(&before));
        scene.on("2021-09-03", manager(), |site, ctx| {
            site.editor(ctx).unwrap().undo_import(accepted.batches[0], false, "").unwrap();
        });
        same(&bare(&scene.plan(id, "2022-01-01")), &bare(&before));
    }

    /// The same things in another order, on a later day, are no difference.
    #[test]
    fn order_is_no_difference(seeds in proptest::collection::hash_set(0_u16..1155, 1..12)) {
        let scene = Scene::new();
        let first = invented(&seeds.into_iter().collect::<Vec<_>>());
        scene.accept("2021-06-03", &first);
        let mut next = first;
        next.as_at = Some(day("2021-09-01"));
        next.actions.reverse();
        let (_, reading) = document(&next);
        let reader = scene.site.reader(&manager()).unwrap();
        let preview = reader.preview(&reading, &Choices::default(), day("2021-09-02")).unwrap();
        let told: Vec<&str> = preview.plans[0].items.iter().map(|i| i.name.as_str()).collect();
        proptest::prop_assert_eq!(told, vec!["plan “Marlbeck Improvement Plan”"]);
    }
}

#[test]
fn a_part_of_a_version_is_accepted_and_the_rest_is_offered_again() {
    let scene = Scene::new();
    let id = scene.accept("2021-06-03", &first()).plans[0];
    let (file, reading) = document(&second());
    let told = |today: &str| {
        let reader = scene.site.reader(&manager()).unwrap();
        reader.preview(&reading, &Choices::default(), day(today)).unwrap()
    };
    let of_action = |preview: &app::import::Preview| -> Vec<(What, String, String)> {
        let actions = preview.plans[0].items.iter().filter(|i| i.kind == Kind::Action);
        actions.map(|i| (i.what, i.name.clone(), i.key.clone())).collect()
    };
    let items = of_action(&told("2021-09-02"));
    let unwanted: Vec<&(What, String, String)> = items.iter().filter(|i| i.0 != What::Changed).collect();
    assert_eq!(unwanted.iter().map(|i| i.0).collect::<Vec<_>>(), [What::Slipped, What::New, What::Gone]);
    let choices = Choices { leave: unwanted.iter().map(|i| i.2.clone()).collect(), ..Choices::default() };
    let accepted = scene.on("2021-09-02", manager(), |site, ctx| {
        site.editor(ctx).unwrap().accept(std::slice::from_ref(&file), &reading, &choices).unwrap()
    });
    assert_eq!(accepted.left, 3);
    let now = scene.plan(id, "2021-09-02");
    assert_eq!(
        now.actions.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(),
        [
            "Review the assessment form",
            "Train all managers in reflective supervision",
            "Recruit two practice leads",
        ]
    );
    assert_eq!(now.actions[0].dates.len(), 1);
    assert_eq!(now.actions[1].owners[0].text, "Director of People");
    assert_eq!(now.lines[0].updates.last().unwrap().text, "The form is being tried in two teams");

    // The same bytes offer what was left out, and nothing else.
    let again = told("2021-09-03");
    assert!(!again.nothing_new);
    assert_eq!(of_action(&again), unwanted.into_iter().cloned().collect::<Vec<_>>());
    assert_eq!(again.plans[0].items.len(), 3, "{:?}", again.plans[0].items);
    let whole = scene.accept("2021-09-03", &second());
    assert_eq!((whole.left, whole.plans), (0, vec![id]));
    let texts: Vec<String> = scene.plan(id, "2021-09-03").actions.iter().map(|a| a.text.clone()).collect();
    assert_eq!(texts.last().unwrap(), "Publish a supervision policy for partners");
    assert!(told("2021-09-04").nothing_new);
}

#[test]
fn what_people_changed_since_stays_unless_the_document_changed_there() {
    let scene = Scene::new();
    let id = scene.accept("2021-06-03", &first()).plans[0];
    let kept = scene.plan(id, "2021-06-03");
    let action = |index: usize| kept.actions[index].origin.clone();
    let date = kept.actions[1].dates[0].origin.clone();
    scene.on("2021-06-20", manager(), |site, ctx| {
        let mut editor = site.editor(ctx).unwrap();
        let typed = |field: &str, value: &str| Inputs::from([(field.to_owned(), value.to_owned())]);
        let note = Note::because("By hand");
        for (index, words) in [(0, "Review the assessment form with families"), (1, "Train every manager")] {
            let origin = action(index);
            let inputs = typed("text", words);
            editor.correct(Kind::Action, origin.id.unwrap(), origin.revision, &inputs, &note).unwrap();
        }
        let mine = Inputs::from(
            [
                ("reference", "1.2b"),
                ("text", "Ask staff what they need"),
                ("line", &kept.lines[1].origin.id.unwrap().to_string()),
            ]
            .map(|(k, v)| (k.to_owned(), v.to_owned())),
        );
        editor.create(Kind::Action, id, None, &mine, &note).unwrap();
    });
    scene.on("2021-06-21", manager(), |site, ctx| {
        let seen = Some((date.id.unwrap(), date.revision));
        let mut contributor = site.contributor(ctx).unwrap();
        contributor
            .revise_date(
                action(1).id.unwrap(),
                seen,
                "October 2021",
                "The board",
                &Note::because("Staff sickness"),
            )
            .unwrap();
    });
    scene.on("2021-06-22", manager(), |site, ctx| {
        let gone = action(2);
        let mut editor = site.editor(ctx).unwrap();
        editor.withdraw(Kind::Action, gone.id.unwrap(), gone.revision, &Note::because("Not needed")).unwrap();
    });
    // The new version leaves action 1.1a and the date of 1.1b as they were printed, and rewords 1.1b.
    let mut next = first();
    next.as_at = Some(day("2021-09-01"));
    next.actions[1].text = "Train all managers in reflective supervision by coaching".to_owned();
    let (_, reading) = document(&next);
    let preview = scene
        .site
        .reader(&manager())
        .unwrap()
        .preview(&reading, &Choices::default(), day("2021-09-02"))
        .unwrap();
    let changed: Vec<(&str, bool)> = preview.plans[0]
        .items
        .iter()
        .filter(|i| i.kind == Kind::Action)
        .map(|i| (i.name.as_str(), i.also_by_hand))
        .collect();
    assert_eq!(changed, [("action 1.1b", true)]);
    scene.accept("2021-09-02", &next);
    let now = scene.plan(id, "2021-09-02");
    assert_eq!(now.actions[0].text, "Review the assessment form with families");
    assert_eq!(now.actions[1].text, "Train all managers in reflective supervision by coaching");
    assert_eq!(now.actions[1].dates.last().unwrap().phrase, "October 2021");
    let rest: Vec<&str> = now.actions[2..].iter().map(|a| a.text.as_str()).collect();
    assert_eq!(rest, ["Ask staff what they need"], "what people added stays, what they took out stays out");
}

#[test]
fn a_report_adds_to_the_plan_and_takes_nothing_away() {
    let scene = Scene::new();
    let id = scene.accept("2021-06-03", &first()).plans[0];
    let mut report = plan("2021-07-08").asks("Note the progress made");
    report.title = "Report to the scrutiny panel".to_owned();
    report.place = Some("Marlbeck".to_owned());
    report
        .recommendations
        .push(recommendation("3", "Strengthen the supervision of social workers").commentary("On course"));
    let accepted = scene.accept("2021-07-10", &report);
    assert_eq!(accepted.plans, [id]);
    let now = scene.plan(id, "2021-07-10");
    assert_eq!((now.title.as_str(), now.as_at), ("Marlbeck Improvement Plan", Some(day("2021-06-01"))));
    assert_eq!((now.actions.len(), now.report_recommendations.len()), (3, 1));
    let third = &now.recommendations[0];
    assert_eq!(third.text, "Strengthen supervision");
    let wordings: Vec<&str> = third.wordings.iter().map(|w| w.text.as_str()).collect();
    assert_eq!(wordings, ["Strengthen the supervision", "Strengthen the supervision of social workers"]);
    assert_eq!(third.commentary.len(), 2);
}

#[test]
fn an_older_version_is_refused_with_a_clear_sentence() {
    let scene = Scene::new();
    scene.accept("2021-09-02", &second());
    let (file, reading) = document(&first());
    let error = scene.on("2021-09-03", manager(), |site, ctx| {
        site.editor(ctx).unwrap().accept(&[file], &reading, &Choices::default()).unwrap_err()
    });
    assert!(
        error.to_string().starts_with("This document speaks of 1 June 2021, and what is kept of"),
        "{error}"
    );
}

#[test]
fn real_documents_come_out_as_they_went_in() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not here", folder.display());
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let reading =
            intake::read(&[(name.as_str(), bytes.as_slice())], &intake::reading::Options::default());
        let scene = Scene::new();
        let accepted = scene.on("2025-01-01", manager(), |site, ctx| {
            let file = app::import::File { name: name.clone(), bytes: bytes.clone() };
            site.editor(ctx).unwrap().accept(&[file], &reading, &Choices::default()).unwrap()
        });
        for (id, draft) in accepted.plans.iter().zip(&reading.plans) {
            let as_at = draft.as_at.unwrap_or(day("2025-01-01"));
            let kept = bare(&scene.plan(*id, "2025-01-01"));
            // What the import writes down of the document's own day and word is no difference.
            let undated = |plan: &Plan| {
                let mut plan = plan.clone();
                plan.as_at = Some(as_at);
                let all = (plan.updates.iter_mut())
                    .chain(plan.priorities.iter_mut().flat_map(|p| &mut p.updates))
                    .chain(plan.lines.iter_mut().flat_map(|l| &mut l.updates))
                    .chain(plan.actions.iter_mut().flat_map(|a| &mut a.updates));
                all.for_each(|u| u.as_at = u.as_at.or(Some(as_at)));
                plan.actions.iter_mut().for_each(|a| a.completion = None);
                plan
            };
            same(&undated(&kept), &undated(&bare(draft)));
        }
    }
}
