//! What people change by hand: checks at the fields, dates as chains, completion by two people, conflicts, undo.

use app::edit::{Evidence, Inputs, NewObservation, Note, Update};
use app::error::Error;
use app::site::{Role, Who};
use model::id::Id;
use model::plan::{Action, Axis, Period, PeriodKind, Plan, Stance};
use store::Kind;
use testkit::*;

use crate::scene::{Scene, manager, same, who};

const DAY: &str = "2021-07-10";

fn kept() -> (Scene, Id) {
    let scene = Scene::new();
    let mut draft = plan("2021-06-01")
        .priority(priority("1", "Practice"))
        .line(
            line("1.1", "Quality of assessments")
                .measure(measure("timely", "Assessments in time").target("90")),
        )
        .action(
            action("1.1a", "Review the assessment form")
                .owner("Head of Audit")
                .due("July 2021", "2021-07-31"),
        )
        .action(action("1.1b", "Review the form used for assessments").owner("Head of HR").answers("3"))
        .action(action("1.1c", "Publish the form").update("In hand"))
        .recommendation(recommendation("3", "Strengthen assessments"));
    draft.lines[0].priority = Some("1".to_owned());
    let id = scene.accept("2021-06-03", &draft).plans[0];
    (scene, id)
}

fn inputs(pairs: &[(&str, &str)]) -> Inputs {
    pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

fn seen(action: &Action) -> (Id, u32) {
    (action.origin.id.unwrap(), action.origin.revision)
}

fn auditor() -> Who {
    Who { answers_to: vec!["Head of Audit".to_owned()], ..who("Ann Lee", Role::Owner) }
}

fn fields(error: &Error) -> Vec<(&str, &str)> {
    match error {
        Error::Fields(all) => all.iter().map(|e| (e.field.as_str(), e.message.as_str())).collect(),
        other => panic!("{other}"),
    }
}

fn now(scene: &Scene, id: Id) -> Plan {
    scene.plan(id, "2022-01-01")
}

#[test]
fn a_date_is_moved_with_its_reason_and_the_chain_grows() {
    let (scene, id) = kept();
    let first = now(&scene, id).actions[0].clone();
    let date = (first.dates[0].origin.id.unwrap(), first.dates[0].origin.revision);
    let revise = |phrase: &str, why: &str| {
        scene.on(DAY, auditor(), |site, ctx| {
            let note = Note::because(why);
            site.contributor(ctx).unwrap().revise_date(seen(&first).0, Some(date), phrase, "The board", &note)
        })
    };
    assert_eq!(
        fields(&revise("", "").unwrap_err()),
        [("phrase", "Enter a target date"), ("why", "Enter why the date is moved")]
    );
    assert!(
        fields(&revise("soonish", "Late").unwrap_err())[0].1.starts_with("Enter a target date that can be")
    );
    assert_eq!(fields(&revise("July 2021", "Late").unwrap_err())[0].0, "phrase");
    revise("31 December 2021", "Waiting for the police").unwrap();
    let dates = &now(&scene, id).actions[0].dates;
    assert_eq!((dates[0].superseded, dates[1].superseded), (true, false));
    assert_eq!(dates[1].to, Some(day("2021-12-31")));
    assert_eq!(
        (dates[1].reason.as_deref(), dates[1].approved_by.as_deref()),
        (Some("Waiting for the police"), Some("The board"))
    );
    assert_eq!(dates[1].set_on, Some(day(DAY)));
    let reader = scene.site.reader(&manager()).unwrap();
    let told = reader.history_of(seen(&first).0).unwrap();
    assert_eq!(
        told[0].sentence(),
        "Ann Lee moved the target date of action 1.1a from 31 July 2021 to 31 December 2021: Waiting for the police"
    );
    let compared = reader.compare(id, day("2021-06-01"), day("2021-07-11")).unwrap();
    assert_eq!(compared.differences.len(), 1);
    assert!(compared.differences[0].slipped);
    // Whoever saw the old date meets a conflict that says what happened.
    match revise("March 2022", "Later still").unwrap_err() {
        Error::Conflict(changed) => assert_eq!(changed[0].by, ["Ann Lee"]),
        other => panic!("{other}"),
    }
}

#[test]
fn only_the_owner_answers_for_an_action() {
    let (scene, id) = kept();
    let plan = now(&scene, id);
    let update = Update { text: "On the way".to_owned(), stance: Some(Stance::OnTrack), as_at: None };
    let write = |index: usize| {
        scene.on(DAY, auditor(), |site, ctx| {
            site.contributor(ctx).unwrap().update(seen(&plan.actions[index]).0, &update, &Note::default())
        })
    };
    write(0).unwrap();
    assert_eq!(write(1).unwrap_err().to_string(), "Only the owner of action 1.1b can do this");
    let kept = &now(&scene, id).actions[0].updates[0];
    assert_eq!(
        (kept.text.as_str(), kept.author.as_deref(), kept.as_at),
        ("On the way", Some("Ann Lee"), Some(day(DAY)))
    );
    assert!(scene.on(DAY, who("Bo Reed", Role::Reader), |site, ctx| site.contributor(ctx).is_err()));
}

#[test]
fn done_is_said_by_one_person_and_confirmed_by_another() {
    let (scene, id) = kept();
    let action = now(&scene, id).actions[0].clone();
    let proof = Evidence {
        text: "The new form".to_owned(),
        link: "https://marlbeck.example/form".to_owned(),
        as_at: None,
    };
    let declare = |done_on: &str, proof: &Evidence| {
        scene.on(DAY, auditor(), |site, ctx| {
            let day = model::day::Day::parse_iso(done_on);
            site.contributor(ctx).unwrap().declare_done(
                seen(&action).0,
                seen(&action).1,
                day,
                proof,
                &Note::default(),
            )
        })
    };
    assert_eq!(
        fields(&declare("2021-07-11", &Evidence::default()).unwrap_err()),
        [
            ("done_on", "The day it was done must be today or in the past"),
            ("text", "Enter what shows that it is done")
        ]
    );
    declare("2021-07-09", &proof).unwrap();
    let action = now(&scene, id).actions[0].clone();
    assert_eq!(action.evidence.len(), 1);
    let confirm = |who: Who| {
        scene.on("2021-07-12", who, |site, ctx| {
            site.confirmer(ctx).unwrap().confirm(seen(&action).0, seen(&action).1, &Note::default())
        })
    };
    let same_person = Who { role: Role::Confirmer, ..auditor() };
    assert_eq!(
        confirm(same_person).unwrap_err().to_string(),
        "You marked action 1.1a as done, so somebody else has to confirm it"
    );
    let co_owner = Who { answers_to: vec!["Head of Audit".to_owned()], ..who("Cy Moss", Role::Confirmer) };
    assert_eq!(
        confirm(co_owner).unwrap_err().to_string(),
        "You own action 1.1a, so somebody else has to confirm it"
    );
    let written = confirm(who("Di Hale", Role::Confirmer)).unwrap();
    let done = now(&scene, id).actions[0].completion.clone().unwrap();
    assert_eq!((done.done_on, done.confirmed_by.as_deref()), (Some(day("2021-07-09")), Some("Di Hale")));
    assert_eq!((done.confirmed_on, done.by_import), (Some(day("2021-07-12")), false));

    scene.on("2021-07-13", manager(), |site, ctx| {
        site.editor(ctx).unwrap().undo(written.act, false, "Too soon").unwrap()
    });
    let action = now(&scene, id).actions[0].clone();
    assert_eq!(action.completion.as_ref().unwrap().confirmed_by, None);
    scene.on("2021-07-14", who("Di Hale", Role::Confirmer), |site, ctx| {
        let mut confirmer = site.confirmer(ctx).unwrap();
        let error = confirmer.return_action(seen(&action).0, seen(&action).1, &Note::default()).unwrap_err();
        assert_eq!(fields(&error), [("why", "Enter why it is not done")]);
        confirmer
            .return_action(seen(&action).0, seen(&action).1, &Note::because("The form is not in use"))
            .unwrap();
    });
    let action = now(&scene, id).actions[0].clone();
    assert_eq!((action.status, action.completion), (None, None));
}

#[test]
fn everything_can_be_created_corrected_withdrawn_and_undone() {
    let (scene, id) = kept();
    let before = now(&scene, id);
    let edit = |act: &mut dyn FnMut(&mut app::site::Editor<'_>) -> app::error::Result<app::site::Written>| {
        scene.on(DAY, manager(), |site, ctx| act(&mut site.editor(ctx).unwrap()))
    };
    let note = Note::because("Agreed by the board");
    let line_id = before.lines[0].origin.id.unwrap();
    let created = edit(&mut |e| {
        let typed = [
            ("reference", "1.1d"),
            ("text", "Ask families"),
            ("owner", "Head of Audit"),
            ("phrase", "March 2022"),
        ];
        let mut typed = inputs(&typed);
        typed.insert("line".to_owned(), line_id.to_string());
        e.create(Kind::Action, id, None, &typed, &note)
    })
    .unwrap();
    let plan = now(&scene, id);
    let action = plan.actions.last().unwrap();
    assert_eq!(
        (action.reference.as_str(), action.line.as_deref(), action.position),
        ("1.1d", Some("1.1"), 4)
    );
    assert_eq!(
        (action.owners[0].text.as_str(), action.dates[0].to),
        ("Head of Audit", Some(day("2022-03-31")))
    );
    assert_eq!(action.origin.id, created.created);

    let error = edit(&mut |e| {
        e.correct(Kind::Action, seen(action).0, seen(action).1, &inputs(&[("text", "")]), &note)
    })
    .unwrap_err();
    assert_eq!(fields(&error), [("text", "Enter wording")]);
    edit(&mut |e| {
        e.correct(
            Kind::Action,
            seen(action).0,
            seen(action).1,
            &inputs(&[("text", "Ask children and families")]),
            &note,
        )
    })
    .unwrap();
    let stale = edit(&mut |e| {
        e.correct(Kind::Action, seen(action).0, seen(action).1, &inputs(&[("text", "Ask")]), &note)
    })
    .unwrap_err();
    assert_eq!(
        stale.to_string(),
        "Jane Ward changed action 1.1d since you opened it: changed the wording of action 1.1d from “Ask families” to \
         “Ask children and families”"
    );
    let line = before.lines[0].clone();
    let kept = edit(&mut |e| e.withdraw(Kind::Line, line_id, line.origin.revision, &note)).unwrap_err();
    assert_eq!(kept.to_string(), "Line 1.1 still has 4 actions: move or withdraw them first");
    let twice = edit(&mut |e| {
        e.create(Kind::Line, id, None, &inputs(&[("reference", "1.1"), ("title", "Again")]), &note)
    });
    assert_eq!(fields(&twice.unwrap_err()), [("reference", "There is already a line 1.1")]);
    let number = before.recommendations[0].origin.clone();
    edit(&mut |e| {
        e.correct(
            Kind::Recommendation,
            number.id.unwrap(),
            number.revision,
            &inputs(&[("number", "4")]),
            &note,
        )
    })
    .unwrap();
    assert_eq!(now(&scene, id).actions[1].recommendations, ["4"], "links follow the number");
    let no_such = edit(&mut |e| {
        e.create(Kind::Answer, id, Some(seen(&before.actions[0]).0), &inputs(&[("number", "9")]), &note)
    });
    assert_eq!(fields(&no_such.unwrap_err()), [("number", "There is no recommendation 9 in this plan")]);

    let reader = scene.site.reader(&manager()).unwrap();
    let acts: Vec<u64> =
        reader.history_of_plan(id, app::history::Page::default()).unwrap().iter().map(|t| t.act).collect();
    drop(reader);
    for act in &acts[..acts.len() - 1] {
        scene.on(DAY, manager(), |site, ctx| site.editor(ctx).unwrap().undo(*act, false, "").unwrap());
    }
    same(&crate::scene::bare(&now(&scene, id)), &crate::scene::bare(&before));
}

#[test]
fn many_are_assigned_and_merged_in_one_act() {
    let (scene, id) = kept();
    let plan = now(&scene, id);
    let all: Vec<(Id, u32)> = plan.actions.iter().map(seen).collect();
    scene.on(DAY, manager(), |site, ctx| {
        let mut editor = site.editor(ctx).unwrap();
        editor.assign(&all, "Director of Practice", false, &Note::default()).unwrap();
    });
    let plan = now(&scene, id);
    assert!(plan.actions.iter().all(|a| a.owners.iter().any(|o| o.text == "Director of Practice")));
    assert_eq!(plan.actions[0].owners.len(), 2);
    let all: Vec<(Id, u32)> = plan.actions.iter().map(seen).collect();
    scene.on(DAY, manager(), |site, ctx| {
        let mut editor = site.editor(ctx).unwrap();
        editor.merge_actions(all[0], &all[1..], &Note::because("They say the same")).unwrap();
    });
    let plan = now(&scene, id);
    assert_eq!(plan.actions.len(), 1);
    let owners: Vec<&str> = plan.actions[0].owners.iter().map(|o| o.text.as_str()).collect();
    assert_eq!(
        owners,
        ["Head of Audit", "Head of HR", "Director of Practice"],
        "in the order they were named"
    );
    assert_eq!(plan.actions[0].recommendations, ["3"]);
    assert_eq!(plan.actions[0].updates.len(), 1);
}

#[test]
fn ratings_and_findings_keep_who_and_why() {
    let (scene, id) = kept();
    let action = now(&scene, id).actions[0].clone();
    scene.on(DAY, who("Di Hale", Role::Confirmer), |site, ctx| {
        let mut confirmer = site.confirmer(ctx).unwrap();
        let on = seen(&action).0;
        let error =
            confirmer.rate(on, Axis::Delivery, Some("amber"), Some("green"), &Note::default()).unwrap_err();
        assert_eq!(fields(&error), [("why", "Enter a reason for the delivery rating")]);
        let error = confirmer.rate(on, Axis::Impact, Some("blue"), None, &Note::because("x")).unwrap_err();
        assert_eq!(fields(&error), [("level", "Select the impact rating")]);
        confirmer.rate(on, Axis::Delivery, Some("green"), Some("green"), &Note::default()).unwrap();
        confirmer.acknowledge(id, "no-owner", "1.1c", &Note::because("A new lead starts in May")).unwrap();
    });
    let rating = &now(&scene, id).actions[0].ratings[0];
    assert_eq!((rating.level.as_deref(), rating.reason.as_str()), (Some("green"), "Confirmed as suggested"));
    let health = scene.site.reader(&manager()).unwrap().health(id, day("2021-07-11")).unwrap();
    assert_eq!(health.set_aside.len(), 1);
    assert_eq!(health.set_aside[0].reason, "A new lead starts in May");
    assert!(!health.findings.iter().any(|f| f.code == "no-owner" && f.subject == "1.1c"));
}

#[test]
fn a_value_keeps_what_is_stated_beside_what_is_computed() {
    let (scene, id) = kept();
    let measure = now(&scene, id).lines[0].measures[0].origin.id.unwrap();
    let period = Period { kind: PeriodKind::Day, from: day("2021-07-05"), to: day("2021-07-05") };
    let new = NewObservation {
        period: Some(period),
        numerator: Some(298),
        denominator: Some(394),
        stated: "75.5%".to_owned(),
        ..NewObservation::default()
    };
    let observe = |new: &NewObservation| {
        scene.on(DAY, who("Ed Fox", Role::Analyst), |site, ctx| {
            site.analyst(ctx).unwrap().observe(measure, new, &Note::default())
        })
    };
    assert_eq!(fields(&observe(&NewObservation { period: None, ..new.clone() }).unwrap_err())[0].0, "period");
    observe(&new).unwrap();
    let kept = &now(&scene, id).observations[0];
    assert_eq!((kept.value, kept.computed), (Some(figure("75.5")), Some(figure("75.63"))));
    assert_eq!((kept.measure.as_str(), kept.line.as_deref()), ("timely", Some("1.1")));
}

#[test]
fn other_figures_under_a_charts_limits_need_a_reason_and_days_in_order() {
    let (scene, id) = kept();
    let measure = || now(&scene, id).lines[0].measures[0].clone();
    let set = |from: &str, to: &str, why: &str| {
        let (origin, typed) = (measure().origin, inputs(&[("limits_from", from), ("limits_to", to)]));
        let note = Note { why: why.to_owned(), ..Note::default() };
        scene.on(DAY, manager(), |site, ctx| {
            site.editor(ctx).unwrap().correct(
                Kind::Measure,
                origin.id.unwrap(),
                origin.revision,
                &typed,
                &note,
            )
        })
    };
    let why = "The form changed on 1 June";
    assert_eq!(
        fields(&set("2021-06-01", "", "").unwrap_err()),
        [("why", "Enter why the chart's limits rest on other figures")]
    );
    assert_eq!(
        fields(&set("2021-06-01", "2021-06-01", why).unwrap_err()),
        [("limits_to", "Enter a day after the first")]
    );
    set("2021-06-01", "", why).unwrap();
    assert_eq!((measure().limits_from, measure().limits_to), (Some(day("2021-06-01")), None));
    let error = set("2021-06-01", "2021-05-01", why).unwrap_err();
    assert_eq!(fields(&error)[0].0, "limits_to");
}
