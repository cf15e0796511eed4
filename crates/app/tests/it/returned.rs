//! The workbook that owners fill in: it goes out with a plan and comes back as updates; what somebody changed in the
//! meantime is shown and stays.

use app::edit::Note;
use app::export::{Form, book, write};
use app::import::{Accepted, Choices, File, Preview, What};
use intake::reading::Reading;
use intake::returned::Column;
use model::id::Id;
use model::level::Delivery;
use model::plan::{Action, Plan, Stance};
use testkit::*;

use crate::scene::{Scene, bare, manager, same};

fn kept() -> (Scene, Id) {
    let mut plan = plan("2026-01-01")
        .priority(priority("1", "Practice"))
        .line(line("1.1", "Assessments"))
        .action(action("1.1a", "Review the form").owner("Head of Audit").due("March 2026", "2026-03-31"))
        .action(action("1.1b", "Train managers").owner("Head of HR").due("May 2026", "2026-05-31"))
        .action(action("1.1c", "=SUM(A1) is no sum").owner("-1").due("June 2026", "2026-06-30"));
    plan.title = "Marlbeck Improvement Plan".to_owned();
    plan.place = Some("Marlbeck".to_owned());
    plan.actions[0].delivery = Some(Delivery::Amber);
    plan.actions[0].updates.push(update("The form is being tried"));
    for (index, action) in (1..).zip(&mut plan.actions) {
        action.position = index;
    }
    let scene = Scene::new();
    let id = scene.accept("2026-01-05", &plan).plans[0];
    (scene, id)
}

fn read(bytes: Vec<u8>) -> (File, Reading) {
    let reading = intake::read(&[("back.xlsx", &bytes)], &intake::reading::Options::default());
    (File { name: "back.xlsx".to_owned(), bytes }, reading)
}

/// The workbook of the plan with these cells written over: row, column, words.
fn filled(plan: &Plan, cells: &[(usize, Column, &str)]) -> (File, Reading) {
    let mut book = book(plan).unwrap();
    for (row, column, said) in cells {
        let at = book.columns.iter().position(|f| f.title == column.title()).unwrap();
        book.rows[*row][at] = (*said).to_owned();
    }
    read(reports::xlsx::fill::write(&book).unwrap())
}

fn preview(scene: &Scene, reading: &Reading) -> Preview {
    let reader = scene.site.reader(&manager()).unwrap();
    reader.preview(reading, &Choices::default(), day("2026-02-10")).unwrap()
}

fn accept(scene: &Scene, file: File, reading: &Reading) -> Accepted {
    scene.on("2026-02-10", manager(), |site, ctx| {
        site.editor(ctx).unwrap().accept(&[file], reading, &Choices::default()).unwrap()
    })
}

fn phrases(action: &Action) -> Vec<(&str, bool)> {
    action.dates.iter().map(|d| (d.phrase.as_str(), d.superseded)).collect()
}

#[test]
fn a_workbook_nobody_touched_is_the_same_plan_and_changes_nothing() {
    let (scene, id) = kept();
    let plan = scene.plan(id, "2026-02-01");
    let (file, reading) = read(write(&[&plan], Form::Workbook).unwrap());
    same(&bare(&reading.plans[0]), &bare(&plan));
    assert_eq!(reading.reconciliation.lost, 0);
    assert!(reading.reconciliation.used > 0);
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
    let shown = preview(&scene, &reading);
    assert_eq!(shown.plans[0].plan, Some(id));
    assert!(shown.plans[0].items.is_empty(), "{:?}", shown.plans[0].items);
    accept(&scene, file, &reading);
    same(&bare(&scene.plan(id, "2026-02-20")), &bare(&plan));
}

#[test]
fn what_owners_fill_in_becomes_updates_dates_and_owners() {
    let (scene, id) = kept();
    let out = scene.plan(id, "2026-02-01");
    let (file, reading) = filled(
        &out,
        &[
            (0, Column::Target, "30 June 2026"),
            (0, Column::Going, "Off track"),
            (0, Column::Report, "The supplier is late."),
            (0, Column::By, "Sam Pike"),
            (0, Column::Delivery, "Red"),
            (1, Column::Owner, "Head of HR\nPractice Lead"),
            (1, Column::Going, "Done"),
        ],
    );
    let shown = preview(&scene, &reading);
    let told: Vec<(What, &str)> = shown.plans[0].items.iter().map(|i| (i.what, i.name.as_str())).collect();
    assert_eq!(told, [(What::Slipped, "action 1.1a"), (What::Changed, "action 1.1b")]);
    accept(&scene, file, &reading);
    let now = scene.plan(id, "2026-02-10");
    assert_eq!(now.as_at, out.as_at, "the plan’s own day stays");
    let [a, b, ..] = now.actions.as_slice() else { panic!() };
    assert_eq!(phrases(a), [("March 2026", true), ("30 June 2026", false)]);
    assert_eq!(a.dates[1].to, Some(day("2026-06-30")));
    assert_eq!(a.delivery, Some(Delivery::Red));
    let last = a.updates.last().unwrap();
    assert_eq!((last.text.as_str(), last.author.as_deref()), ("The supplier is late.", Some("Sam Pike")));
    assert_eq!((last.stance, last.as_at), (Some(Stance::OffTrack), Some(day("2026-02-10"))));
    assert_eq!(a.updates.len(), 2, "what was said before stays");
    assert_eq!(b.owners.iter().map(|o| o.text.as_str()).collect::<Vec<_>>(), ["Head of HR", "Practice Lead"]);
    assert_eq!(b.updates[0].stance, Some(Stance::Done));
    assert_eq!(b.status, None, "what its owner calls done is confirmed by somebody else");
}

#[test]
fn the_workbooks_of_several_owners_are_taken_together_and_where_they_disagree_it_is_said() {
    let (scene, id) = kept();
    let out = scene.plan(id, "2026-02-01");
    let (first, _) =
        filled(&out, &[(0, Column::Report, "The supplier is late."), (0, Column::Delivery, "Red")]);
    let (second, _) = filled(
        &out,
        &[
            (0, Column::Delivery, "Green"),
            (1, Column::Target, "July 2026"),
            (1, Column::Report, "Forty trained."),
        ],
    );
    let reading = intake::read(
        &[("first.xlsx", &first.bytes), ("second.xlsx", &second.bytes)],
        &intake::reading::Options::default(),
    );
    let codes: Vec<&str> = reading.findings.iter().map(|f| f.code.as_ref()).collect();
    assert_eq!(codes, ["workbooks-disagree"]);
    assert!(reading.findings[0].message.contains("“green”"), "{:?}", reading.findings);
    assert_eq!(&*reading.findings[0].at.document, "second.xlsx", "the file that says otherwise");
    assert_eq!((reading.plans.len(), reading.reconciliation.lost), (1, 0));
    let files = [("first.xlsx", first), ("second.xlsx", second)]
        .map(|(name, file)| File { name: name.to_owned(), ..file });
    scene.on("2026-02-10", manager(), |site, ctx| {
        site.editor(ctx).unwrap().accept(&files, &reading, &Choices::default()).unwrap()
    });
    let now = scene.plan(id, "2026-02-10");
    let [a, b, ..] = now.actions.as_slice() else { panic!() };
    assert_eq!(
        (a.delivery, a.updates.last().map(|u| u.text.as_str())),
        (Some(Delivery::Red), Some("The supplier is late."))
    );
    assert_eq!(phrases(b), [("May 2026", true), ("July 2026", false)]);
    assert_eq!(b.updates.last().map(|u| u.text.as_str()), Some("Forty trained."));
}

#[test]
fn what_somebody_changed_since_is_shown_and_stays() {
    let (scene, id) = kept();
    let out = scene.plan(id, "2026-02-01");
    // In the meantime somebody moves the date of 1.1a.
    scene.on("2026-02-03", manager(), |site, ctx| {
        let action = &out.actions[0];
        let date = (action.dates[0].origin.id.unwrap(), action.dates[0].origin.revision);
        let on = action.origin.id.unwrap();
        site.contributor(ctx)
            .unwrap()
            .revise_date(on, Some(date), "April 2026", "The board", &Note::because("Agreed"))
            .unwrap();
    });
    let (file, reading) = filled(
        &out,
        &[(0, Column::Target, "June 2026"), (0, Column::Report, "A word."), (1, Column::Report, "Another.")],
    );
    let shown = preview(&scene, &reading);
    let first = shown.plans[0].items.iter().find(|i| i.name == "action 1.1a").unwrap();
    assert!(first.also_by_hand);
    assert!(
        first.details.iter().any(|d| d.contains("June 2026") && d.contains("April 2026")),
        "{:?}",
        first.details
    );
    accept(&scene, file, &reading);
    let now = scene.plan(id, "2026-02-10");
    assert_eq!(phrases(&now.actions[0]), [("March 2026", true), ("April 2026", false)]);
    assert_eq!(now.actions[0].updates.last().unwrap().text, "A word.");
    assert_eq!(now.actions[1].updates.last().unwrap().text, "Another.");
}

#[test]
fn rows_may_be_sorted_deleted_doubled_and_added() {
    let (scene, id) = kept();
    let out = scene.plan(id, "2026-02-01");
    let mut book = book(&out).unwrap();
    let at = |c: Column| book.columns.iter().position(|f| f.title == c.title()).unwrap();
    let (key, words, report) = (at(Column::Key), at(Column::Action), at(Column::Report));
    book.rows.reverse();
    book.rows.remove(1);
    book.rows[1][report] = "Said at the end.".to_owned();
    let mut twice = book.rows[1].clone();
    twice[report] = "Said again.".to_owned();
    book.rows.push(twice);
    let mut own = vec![String::new(); book.columns.len()];
    own[words] = "Tell every school".to_owned();
    book.rows.push(own);
    let mut foreign = book.rows[0].clone();
    foreign[key] = "zzzzzzzzzzzzz".to_owned();
    book.rows.push(foreign);
    let (_, reading) = read(reports::xlsx::fill::write(&book).unwrap());
    let mut codes: Vec<&str> = reading.findings.iter().map(|f| f.code.as_ref()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["workbook-row-added", "workbook-row-twice", "workbook-row-unknown"]);
    let shown = preview(&scene, &reading);
    let told: Vec<(What, &str)> = shown.plans[0].items.iter().map(|i| (i.what, i.text.as_str())).collect();
    assert_eq!(told, [(What::Changed, "Review the form"), (What::New, "Tell every school")]);
}

#[test]
fn words_that_look_like_formulas_go_out_and_come_back_as_words() {
    let (scene, id) = kept();
    let plan = scene.plan(id, "2026-02-01");
    let bytes = write(&[&plan], Form::Workbook).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes.as_slice())).unwrap();
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet).unwrap();
    assert!(!sheet.contains("<f>"), "no cell computes");
    assert!(sheet.contains("sheetProtection"));
    let (_, reading) = read(bytes);
    assert_eq!(reading.plans[0].actions[2].text, "=SUM(A1) is no sum");
    assert_eq!(reading.plans[0].actions[2].owners[0].text, "-1");
}

#[test]
fn a_locked_cell_an_unknown_word_and_an_emptied_cell_change_nothing_and_are_said() {
    let (scene, id) = kept();
    let plan = scene.plan(id, "2026-02-01");
    let (_, reading) = filled(
        &plan,
        &[(0, Column::Action, "Something else"), (0, Column::Delivery, "Purple"), (1, Column::Owner, "")],
    );
    assert_eq!(reading.findings.len(), 3, "{:?}", reading.findings);
    assert!(reading.findings.iter().all(|f| f.code == "workbook-cell-kept"));
    assert!(preview(&scene, &reading).plans[0].items.is_empty());
}
