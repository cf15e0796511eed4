//! Names merged, accounts, erasing.

use app::edit::{Note, Update};
use app::error::Error;
use app::site::Role;
use app::users::{NewAccount, Purpose};
use testkit::*;

use crate::scene::{Scene, manager, who};

fn account(name: &str, email: &str, role: Role) -> NewAccount {
    NewAccount {
        name: name.to_owned(),
        email: email.to_owned(),
        role,
        answers_to: vec!["Head of HR".to_owned()],
    }
}

#[test]
fn spellings_become_one_name_and_what_was_printed_stays() {
    let scene = Scene::new();
    let draft = plan("2021-06-01")
        .action(action("1a", "Recruit").owner("Head of Human Resources"))
        .action(action("2a", "Retain").owner("Hd of HR"))
        .action(action("3a", "Train").owner("Head of HR/Head of Audit"));
    let id = scene.accept("2021-06-03", &draft).plans[0];
    scene.on("2021-06-04", manager(), |site, ctx| {
        let names = ["Hd of HR".to_owned(), "Head of HR".to_owned()];
        let mut editor = site.editor(ctx).unwrap();
        editor.merge_names(id, &names, "Head of Human Resources", &Note::default()).unwrap();
        let error = editor.merge_names(id, &names[..1], "Hd of HR", &Note::default()).unwrap_err();
        assert!(matches!(error, Error::Fields(_)));
    });
    let holders = scene.site.reader(&manager()).unwrap().holders(id, day("2021-06-04")).unwrap();
    let told: Vec<(&str, usize, usize)> =
        holders.iter().map(|h| (h.name.as_str(), h.actions, h.spellings.len())).collect();
    assert_eq!(told, [("Head of Human Resources", 3, 3), ("Head of Audit", 1, 1)]);
    assert_eq!(scene.plan(id, "2021-06-04").actions[1].owners[0].text, "Hd of HR");
    assert_eq!(scene.site.reader(&manager()).unwrap().holders(id, day("2021-06-03")).unwrap().len(), 4);
}

#[test]
fn the_first_administrator_is_made_once_and_the_place_takes_the_documents_name() {
    let scene = Scene::new();
    let found = |email: &str| {
        scene.on("2021-06-01", who("nobody", Role::Reader), |site, ctx| {
            site.found(ctx, "Jo Park", email, "Our council", "$argon2id$invented")
        })
    };
    assert!(found("jo").unwrap_err().to_string().starts_with("Enter an email address in the correct format"));
    let jo = found("jo@marlbeck.example").unwrap();
    assert_eq!((jo.role, jo.name.as_str()), (Role::Administrator, "Jo Park"));
    assert!(found("other@marlbeck.example").is_err());
    let (again, hash) = scene.site.account_by_email("JO@marlbeck.example").unwrap().unwrap();
    assert_eq!((again.id, hash.as_deref()), (jo.id, Some("$argon2id$invented")));
    scene.accept("2021-06-03", &plan("2021-06-01").action(action("1a", "Recruit")));
    let places = scene.site.reader(&manager()).unwrap().places().unwrap();
    assert_eq!(places.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Amberbridge"]);
}

#[test]
fn accounts_are_added_changed_and_closed_but_an_administrator_stays() {
    let scene = Scene::new();
    let operator = || who("operator", Role::Administrator);
    let ann = scene.on("2021-06-01", operator(), |site, ctx| {
        site.administrator(ctx)
            .unwrap()
            .add_user(&account("Ann", "ann@m.example", Role::Administrator), "Marlbeck")
            .unwrap()
    });
    let kept = scene.site.account(ann).unwrap().unwrap();
    assert_eq!(kept.answers_to, ["Head of HR"]);
    scene.on("2021-06-02", operator(), |site, ctx| {
        let mut desk = site.administrator(ctx).unwrap();
        let taken = desk.add_user(&account("Bo", "ANN@m.example", Role::Owner), "").unwrap_err();
        assert_eq!(taken.to_string(), "Somebody already signs in with this email address");
        let namesake = desk.add_user(&account(" ANN ", "ann.b@m.example", Role::Owner), "").unwrap_err();
        assert!(namesake.to_string().starts_with("Somebody already has this name here"), "{namesake}");
        let last =
            desk.change_user(ann, kept.revision, &account("Ann", "ann@m.example", Role::Owner)).unwrap_err();
        assert!(last.to_string().starts_with("There has to be an administrator"));
        let bo = desk.add_user(&account("Bo", "bo@m.example", Role::Administrator), "").unwrap();
        desk.close_user(ann, kept.revision, &Note::default()).unwrap();
        assert_eq!(site.accounts().unwrap().iter().map(|a| a.id).collect::<Vec<_>>(), [bo]);
    });
    scene.on("2021-06-02", operator(), |site, ctx| {
        let token = site.issue_token(Purpose::Password, Some(ann), ctx.ids, 1_000, 500).unwrap();
        assert_eq!(site.token(Purpose::Password, &token, 1_400).unwrap(), Some(Some(ann)));
        assert_eq!(site.token(Purpose::SetUp, &token, 1_400).unwrap(), None);
        assert_eq!(site.token(Purpose::Password, &token, 1_501).unwrap(), None);
        assert_eq!(site.take_token(Purpose::Password, &token, 1_400).unwrap(), Some(Some(ann)));
        assert_eq!(site.take_token(Purpose::Password, &token, 1_401).unwrap(), None);
    });
}

#[test]
fn a_passage_is_erased_everywhere_and_the_chain_still_verifies() {
    let scene = Scene::new();
    let id = scene
        .accept("2021-06-03", &plan("2021-06-01").action(action("1a", "Visit").owner("Head of HR")))
        .plans[0];
    let on = scene.plan(id, "2021-06-03").actions[0].origin.id.unwrap();
    scene.on("2021-06-04", manager(), |site, ctx| {
        let update = Update { text: "Seen with Tilly Marsh at home".to_owned(), ..Update::default() };
        site.contributor(ctx).unwrap().update(on, &update, &Note::default()).unwrap();
    });
    let place = scene.site.reader(&manager()).unwrap().places().unwrap()[0].id;
    scene.on("2021-06-05", who("operator", Role::Administrator), |site, ctx| {
        let mut desk = site.administrator(ctx).unwrap();
        let repeats =
            desk.redact(place, "Tilly Marsh", false, &Note::because("It names Tilly Marsh")).unwrap_err();
        assert_eq!(repeats.to_string(), "Enter a reason that does not repeat the passage");
        desk.redact(place, "Tilly Marsh", false, &Note::because("It names a child")).unwrap();
    });
    let text = &scene.plan(id, "2021-06-05").actions[0].updates[0].text;
    assert!(!text.contains("Tilly") && text.starts_with("Seen with"), "{text}");
    let reader = scene.site.store().reader().unwrap();
    assert!(reader.verify().unwrap().problems.is_empty());
    assert!(reader.rebuild_and_compare().unwrap().differences.is_empty());
}
