//! Importing: what goes in comes out, the same again changes nothing, a newer version is a difference, undo restores.

use app::import::{Choices, What};
use model::plan::{Named, Plan};
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
}
