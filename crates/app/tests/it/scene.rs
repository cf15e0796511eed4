//! A site in a temporary directory, people in their roles, days and documents.

use std::cell::RefCell;

use app::import::{Accepted, Choices, File};
use app::site::{Ctx, IdSource, Role, Sequence, Site, Who};
use intake::reading::{DocumentInfo, Reading};
use model::id::Id;
use model::plan::Plan;
use testkit::day;

/// A site that lasts as long as the test.
pub(crate) struct Scene {
    pub(crate) site: Site,
    ids: RefCell<Ids>,
    _dir: tempfile::TempDir,
}

struct Ids(Sequence);

impl IdSource for Ids {
    fn next(&mut self) -> Id {
        self.0.next()
    }
}

pub(crate) fn who(name: &str, role: Role) -> Who {
    Who { role, ..Who::operator(name) }
}

pub(crate) fn manager() -> Who {
    who("Jane Ward", Role::ProgrammeManager)
}

impl Scene {
    pub(crate) fn new() -> Scene {
        let dir = tempfile::tempdir().unwrap();
        let store = store::Store::open(dir.path(), &store::OpenOptions::default()).unwrap();
        Scene { site: Site::new(store), ids: RefCell::new(Ids(Sequence::new(7))), _dir: dir }
    }

    /// Does something as somebody on a day.
    pub(crate) fn on<T>(&self, iso: &str, who: Who, act: impl FnOnce(&Site, Ctx<'_>) -> T) -> T {
        let today = day(iso);
        let now_ms = i64::from(today.number()) * 86_400_000 + 9 * 3_600_000;
        let mut ids = self.ids.borrow_mut();
        act(&self.site, Ctx { who, now_ms, today, ids: &mut *ids })
    }

    pub(crate) fn accept(&self, iso: &str, plan: &Plan) -> Accepted {
        let (file, reading) = document(plan);
        self.on(iso, manager(), |site, ctx| {
            site.editor(ctx).unwrap().accept(&[file], &reading, &Choices::default()).unwrap()
        })
    }

    pub(crate) fn plan(&self, id: Id, iso: &str) -> Plan {
        let reader = self.site.reader(&manager()).unwrap();
        (*reader.plan_on(id, day(iso)).unwrap()).clone()
    }
}

/// The plan as if read from a document; its bytes are the plan's own debug text.
pub(crate) fn document(plan: &Plan) -> (File, Reading) {
    let bytes = format!("{plan:?}").into_bytes();
    let info = DocumentInfo {
        name: "plan.txt".to_owned(),
        sha256: store::sha256(&bytes),
        title: plan.title.clone(),
        as_at: plan.as_at,
        version: plan.version.clone(),
    };
    let reading = Reading { documents: vec![info], plans: vec![plan.clone()], ..Reading::default() };
    (File { name: "plan.txt".to_owned(), bytes }, reading)
}

/// The plan without identities and revisions.
pub(crate) fn bare(plan: &Plan) -> Plan {
    let mut value = plan.clone();
    for origin in origins(&mut value) {
        origin.id = None;
        origin.revision = 0;
    }
    value
}

fn origins(plan: &mut Plan) -> Vec<&mut model::plan::Origin> {
    let mut out = vec![&mut plan.origin];
    macro_rules! all {
        ($($list:expr),*) => { $(out.extend($list.iter_mut().map(|x| &mut x.origin));)* };
    }
    all!(
        plan.updates,
        plan.outcomes,
        plan.inspections,
        plan.judgements,
        plan.report_recommendations,
        plan.observations,
        plan.defined_outcomes,
        plan.diagnostics,
        plan.decisions,
        plan.service_plans,
        plan.services,
        plan.bodies,
        plan.people,
        plan.text
    );
    for r in &mut plan.recommendations {
        out.push(&mut r.origin);
        all!(r.commentary, r.wordings);
    }
    for p in &mut plan.priorities {
        out.push(&mut p.origin);
        all!(p.sponsors, p.non_executives, p.leads, p.updates, p.outcomes, p.also_printed);
    }
    for l in &mut plan.lines {
        out.push(&mut l.origin);
        all!(l.outcomes, l.updates, l.measures);
    }
    for a in &mut plan.actions {
        out.push(&mut a.origin);
        all!(a.parts, a.owners, a.dates, a.outcomes, a.updates, a.evidence, a.ratings);
    }
    out
}

/// Fails with only the lines in which two plans differ.
pub(crate) fn same(a: &Plan, b: &Plan) {
    let (a, b) = (format!("{a:#?}"), format!("{b:#?}"));
    let diff = similar::TextDiff::from_lines(&a, &b);
    let shown = diff.unified_diff().context_radius(6).to_string();
    assert!(shown.is_empty(), "{shown}");
}
