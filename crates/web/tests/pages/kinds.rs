//! Every kind of thing that people make by hand, walked through: made, corrected, the correction taken back, withdrawn,
//! the withdrawal taken back; and what a form without what it needs says.
#![expect(clippy::unwrap_used, reason = "helpers of tests stop where the site is not as expected")]

use model::id::Id;
use store::{Filter, Kind, Row, View};

use crate::visitor::Visitor;

/// One walk: the kind, what it hangs from, what is typed, which field is corrected to what (as kept).
struct Walk {
    kind: Kind,
    under: Option<Kind>,
    typed: &'static [(&'static str, &'static str)],
    field: &'static str,
    to: &'static str,
}

const WALKS: [Walk; 12] = [
    Walk {
        kind: Kind::Priority,
        under: None,
        typed: &[("key", "6"), ("kind", "priority"), ("title", "Early help")],
        field: "title",
        to: "Earlier help",
    },
    Walk {
        kind: Kind::Line,
        under: None,
        typed: &[("reference", "6.1"), ("title", "A front door that answers")],
        field: "title",
        to: "A front door that listens",
    },
    Walk {
        kind: Kind::Action,
        under: None,
        typed: &[
            ("reference", "6.1a"),
            ("text", "Open a second line"),
            ("owner", "Head of Front Door"),
            ("phrase", "March 2026"),
        ],
        field: "text",
        to: "Open a third line",
    },
    Walk {
        kind: Kind::Part,
        under: Some(Kind::Action),
        typed: &[("letter", "i"), ("text", "Find a room")],
        field: "text",
        to: "Find two rooms",
    },
    Walk {
        kind: Kind::Holder,
        under: Some(Kind::Action),
        typed: &[("role", "owner"), ("text", "Head of Estates")],
        field: "text",
        to: "Head of Property",
    },
    Walk {
        kind: Kind::Recommendation,
        under: None,
        typed: &[("number", "12"), ("text", "Make sure that calls are answered"), ("band", "3 months")],
        field: "band",
        to: "6 months",
    },
    Walk {
        kind: Kind::Answer,
        under: Some(Kind::Action),
        typed: &[("number", "7")],
        field: "number",
        to: "8",
    },
    Walk {
        kind: Kind::Measure,
        under: Some(Kind::Line),
        typed: &[
            ("text", "Calls answered within a minute"),
            ("target", "90"),
            ("unit", "%"),
            ("direction", "higher"),
            ("tolerance", "5"),
        ],
        field: "text",
        to: "Calls answered within two minutes",
    },
    Walk {
        kind: Kind::Statement,
        under: Some(Kind::Line),
        typed: &[("text", "Families are heard the first time")],
        field: "text",
        to: "Families are heard at once",
    },
    Walk {
        kind: Kind::Evidence,
        under: Some(Kind::Action),
        typed: &[("text", "The telephone log"), ("link", "log.csv")],
        field: "text",
        to: "The telephone log of May",
    },
    Walk {
        kind: Kind::Update,
        under: Some(Kind::Action),
        typed: &[("text", "The room is found"), ("stance", "on-track")],
        field: "text",
        to: "Both rooms are found",
    },
    Walk {
        kind: Kind::TargetDate,
        under: Some(Kind::Action),
        typed: &[],
        field: "phrase",
        to: "30 September 2026",
    },
];

impl Visitor {
    fn rows(&self, kind: Kind) -> Vec<Row> {
        let plan: Id = self.plan().trim_start_matches("/plans/").parse().unwrap();
        let latest = model::day::Day::new(9999, 12, 31).unwrap();
        self.store().reader().unwrap().rows(kind, &Filter::Plan(plan), View::of(latest)).unwrap()
    }

    fn row(&self, kind: Kind, id: Id) -> Option<Row> {
        self.rows(kind).into_iter().find(|r| r.id == id)
    }
}

#[test]
fn every_kind_is_made_corrected_withdrawn_and_each_step_taken_back() {
    let ann = Visitor::signed_in(8);
    let things = format!("{}/things", ann.plan());
    for Walk { kind, under, typed, field, to } in WALKS {
        let name = kind.name();
        let before: Vec<Id> = ann.rows(kind).iter().map(|r| r.id).collect();
        let parent = under.map(|k| ann.rows(k)[0].id.to_string()).unwrap_or_default();
        let form = ann.get(&format!("{}/new/{name}?parent={parent}", ann.plan()));
        let id = if kind == Kind::TargetDate {
            // A date is not made by its own form: moving one makes it.
            assert_eq!(form.status, 404);
            let act = format!("{}/acts/action/{parent}/revise-date", ann.plan());
            let seen = ann.get(&act).field("date-seen");
            let made = ann.send(
                &act,
                &[("phrase", "June 2026"), ("why", "Partners train first"), ("date-seen", &seen)],
            );
            assert_eq!(made.status, 303, "{}", made.body);
            ann.rows(kind).iter().map(|r| r.id).find(|id| !before.contains(id)).unwrap()
        } else {
            assert_eq!(form.status, 200, "{name}");
            crate::sound(name, &form.body);
            let empty = ann.send(&format!("{things}/{name}/new"), &[("parent", &parent)]);
            assert_eq!(empty.status, 422, "{name} without anything");
            crate::sound(name, &empty.body);
            let mut fields = typed.to_vec();
            fields.push(("parent", &parent));
            let made = ann.send(&format!("{things}/{name}/new"), &fields);
            assert_eq!(made.status, 303, "{name}: {}", made.body);
            ann.undo_last();
            assert_eq!(ann.rows(kind).len(), before.len(), "{name} made and taken back");
            assert_eq!(ann.send(&format!("{things}/{name}/new"), &fields).status, 303, "{name} again");
            ann.rows(kind).iter().map(|r| r.id).find(|id| !before.contains(id)).unwrap()
        };
        let address = format!("{things}/{name}/{id}");
        let form = ann.get(&address);
        assert_eq!(form.status, 200, "{name}");
        crate::sound(&address, &form.body);
        let was = ann.row(kind, id).unwrap();
        let corrected = ann.fill(&address, &[(field, to), ("why", "It was misheard")]);
        assert_eq!(corrected.status, 303, "{name}: {}", corrected.body);
        assert_eq!(ann.row(kind, id).unwrap().text(field), Some(to), "{name}");
        let stale = ann.fill(
            &address,
            &[(field, typed.last().map_or("May 2027", |t| t.1)), ("seen", &form.field("seen"))],
        );
        assert!([409, 422].contains(&stale.status), "{name}: the revision has moved on");
        ann.undo_last();
        assert_eq!(ann.row(kind, id).unwrap().values, was.values, "{name} as it was");
        let seen = ann.get(&address).field("seen");
        let withdrawn = ann.send(&address, &[("do", "withdraw"), ("seen", &seen), ("why", "It was a test")]);
        assert_eq!(withdrawn.status, 303, "{name}: {}", withdrawn.body);
        assert!(ann.row(kind, id).is_none(), "{name} withdrawn");
        assert_eq!(ann.get(&address).status, 404, "{name}: its form says that it is withdrawn");
        ann.undo_last();
        assert_eq!(ann.row(kind, id).unwrap().values, was.values, "{name} brought back");
    }
    let history = ann.get(&format!("{}/history", ann.plan()));
    crate::sound("history", &history.body);
}

#[test]
fn target_tolerance_and_figures_of_a_measure_are_set_corrected_and_withdrawn() {
    let ann = Visitor::signed_in(8);
    let line = ann.rows(Kind::Line)[0].id.to_string();
    let new = format!("{}/things/measure/new", ann.plan());
    assert_eq!(ann.send(&new, &[("text", "Calls answered in time"), ("parent", &line)]).status, 303);
    let id = ann.rows(Kind::Measure)[0].id;
    let address = format!("{}/things/measure/{id}", ann.plan());
    let figure = |row: &Row, field: &str| row.decimal(field).map(|d| d.to_string());
    let set = |field: &str, value: &str| ann.fill(&address, &[(field, value)]);
    for (field, first, then) in [("target", "90", "85.5"), ("tolerance", "5", "3")] {
        assert_eq!(set(field, first).status, 303);
        assert_eq!(set(field, then).status, 303);
        assert_eq!(figure(&ann.row(Kind::Measure, id).unwrap(), field).as_deref(), Some(then));
        ann.undo_last();
        assert_eq!(figure(&ann.row(Kind::Measure, id).unwrap(), field).as_deref(), Some(first));
        let gone = set(field, "");
        assert_eq!(gone.status, 303, "{field} withdrawn: {}", gone.body);
        assert_eq!(figure(&ann.row(Kind::Measure, id).unwrap(), field), None);
        ann.undo_last();
        assert_eq!(set(field, "much").status, 422);
    }
    let act = format!("{}/acts/measure/{id}/observe", ann.plan());
    let form = ann.get(&act);
    crate::sound(&act, &form.body);
    let empty = ann.send(&act, &[]);
    assert_eq!(empty.status, 422);
    crate::sound("observe", &empty.body);
    let figures = [
        ("period-kind", "month"),
        ("from-day", "1"),
        ("from-month", "10"),
        ("from-year", "2025"),
        ("numerator", "81"),
        ("denominator", "90"),
        ("stated", "90%"),
        ("source", "Weekly report"),
    ];
    let made = ann.send(&act, &figures);
    assert_eq!(made.status, 303, "{}", made.body);
    let page = ann.get(made.header("location"));
    assert!(
        page.body.contains("81") && page.body.contains("90") && page.body.contains("October 2025"),
        "{}",
        page.body
    );
    let seen = ann.rows(Kind::Observation)[0].id;
    let observation = format!("{}/things/observation/{seen}", ann.plan());
    let form = ann.get(&observation);
    crate::sound(&observation, &form.body);
    let corrected = ann.fill(&observation, &[("numerator", "72"), ("stated", "80%")]);
    assert_eq!(corrected.status, 303, "{}", corrected.body);
    assert_eq!(ann.rows(Kind::Observation)[0].int("numerator"), Some(72));
    ann.undo_last();
    assert_eq!(ann.rows(Kind::Observation)[0].int("numerator"), Some(81));
    let form = ann.get(&observation).field("seen");
    let withdrawn = ann.send(&observation, &[("do", "withdraw"), ("seen", &form), ("why", "Counted twice")]);
    assert_eq!((withdrawn.status, ann.rows(Kind::Observation).len()), (303, 0));
    ann.undo_last();
    assert_eq!(ann.rows(Kind::Observation).len(), 1);
}
