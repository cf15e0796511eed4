//! A plan as a tree of nodes: kind, fields, and what hangs below.

use model::plan::{
    Action, DefinedOutcome, Line, Measure, Named, Observation, Origin, Owner, Plan, Priority, Recommendation,
    Statement, TargetDate, Update,
};
use store::{Kind, Value};

use super::words;

/// Fields by the schema's names.
pub type Fields = Vec<(&'static str, Value)>;

/// One thing of a plan as the store keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its kind.
    pub kind: Kind,
    /// Identity and revision once kept, and its place in a document.
    pub origin: Origin,
    /// What it holds, references left out.
    pub fields: Fields,
    /// What it refers to, in the plan's own words; becomes an identity when it is kept.
    pub refs: Vec<(&'static str, Target)>,
    /// What hangs from it.
    pub children: Vec<Node>,
}

/// What a reference names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// The priority with this key.
    Priority(String),
    /// The line with this reference.
    Line(String),
    /// The recommendation with this number.
    Recommendation(String),
}

impl Node {
    fn new(kind: Kind, origin: &Origin, fields: Fields) -> Node {
        Node { kind, origin: origin.clone(), fields, refs: Vec::new(), children: Vec::new() }
    }

    fn with(mut self, children: impl IntoIterator<Item = Node>) -> Node {
        self.children.extend(children);
        self
    }

    fn to(mut self, field: &'static str, target: Option<Target>) -> Node {
        self.refs.extend(target.map(|t| (field, t)));
        self
    }

    /// What it holds in a field; nothing if there is no such field.
    pub fn get(&self, field: &str) -> &Value {
        self.fields.iter().find(|(name, _)| *name == field).map_or(&Value::Null, |(_, value)| value)
    }

    /// The words it holds in a field; empty without.
    pub fn text(&self, field: &str) -> &str {
        self.get(field).as_text().unwrap_or("")
    }

    /// What it names by this reference.
    pub fn target(&self, field: &str) -> Option<&Target> {
        self.refs.iter().find(|(name, _)| *name == field).map(|(_, target)| target)
    }

    /// How many nodes there are, itself included.
    pub fn count(&self) -> usize {
        1 + self.children.iter().map(Node::count).sum::<usize>()
    }
}

/// The field by which a kind of node names the one it hangs from; `None` for what hangs from the plan alone.
pub fn parent_field(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Statement | Kind::Holder | Kind::Update | Kind::Rating | Kind::Answer => Some("parent"),
        Kind::Part | Kind::TargetDate | Kind::Evidence => Some("action"),
        Kind::Alias => Some("named"),
        Kind::Measure => Some("line"),
        _ => None,
    }
}

/// The whole plan as a tree; its root is the plan itself.
pub fn plan(p: &Plan) -> Node {
    let fields = vec![
        ("title", (&p.title).into()),
        ("owner", p.owner.clone().into()),
        ("version", p.version.clone().into()),
        ("as_at", p.as_at.into()),
        ("review", p.review.clone().into()),
        ("place_name", p.place.clone().into()),
    ];
    Node::new(Kind::Plan, &p.origin, fields)
        .with(p.updates.iter().map(update))
        .with(p.outcomes.iter().map(|s| statement(s, "outcome")))
        .with(p.report_recommendations.iter().map(|s| statement(s, "report-recommendation")))
        .with(p.inspections.iter().map(|i| {
            let fields = vec![
                ("title", (&i.title).into()),
                ("held", i.held.clone().into()),
                ("from_day", i.from.into()),
                ("to_day", i.to.into()),
                ("published", i.published.into()),
            ];
            Node::new(Kind::Inspection, &i.origin, fields)
        }))
        .with(p.judgements.iter().map(|j| {
            let fields = vec![("area", (&j.area).into()), ("grade", (&j.grade).into())];
            Node::new(Kind::Judgement, &j.origin, fields)
        }))
        .with(p.recommendations.iter().map(recommendation))
        .with(p.priorities.iter().map(priority))
        .with(p.lines.iter().map(line))
        .with(p.actions.iter().map(action))
        .with(p.observations.iter().map(observation))
        .with(p.defined_outcomes.iter().map(defined_outcome))
        .with(p.diagnostics.iter().map(|d| {
            let fields = vec![("text", (&d.text).into()), ("source", d.source.clone().into())];
            Node::new(Kind::Diagnostic, &d.origin, fields)
        }))
        .with(p.decisions.iter().map(|d| {
            let fields = vec![
                ("text", (&d.text).into()),
                ("body", d.body.clone().into()),
                ("day", d.day.into()),
                ("source", d.source.clone().into()),
            ];
            Node::new(Kind::Decision, &d.origin, fields)
        }))
        .with(p.service_plans.iter().map(|s| {
            let fields = vec![("title", (&s.title).into()), ("owner", s.owner.clone().into())];
            Node::new(Kind::ServicePlan, &s.origin, fields)
        }))
        .with(p.services.iter().map(|n| named(n, "services")))
        .with(p.bodies.iter().map(|n| named(n, "bodies")))
        .with(p.people.iter().map(|n| named(n, "people")))
        .with(p.text.iter().map(|t| {
            let fields = vec![("under", (&t.under).into()), ("text", (&t.text).into())];
            Node::new(Kind::KeptText, &t.origin, fields)
        }))
}

fn statement(s: &Statement, role: &str) -> Node {
    Node::new(Kind::Statement, &s.origin, vec![("role", role.into()), ("text", (&s.text).into())])
}

fn update(u: &Update) -> Node {
    let fields = vec![
        ("text", (&u.text).into()),
        ("as_at", u.as_at.into()),
        ("author", u.author.clone().into()),
        ("stance", u.stance.map(words::stance).into()),
    ];
    Node::new(Kind::Update, &u.origin, fields)
}

fn holder(o: &Owner, role: &str) -> Node {
    Node::new(Kind::Holder, &o.origin, vec![("role", role.into()), ("text", (&o.text).into())])
}

fn answers(numbers: &[String]) -> impl Iterator<Item = Node> + '_ {
    numbers.iter().map(|number| {
        Node::new(Kind::Answer, &Origin::default(), vec![("number", number.into())])
            .to("recommendation", Some(Target::Recommendation(number.clone())))
    })
}

fn recommendation(r: &Recommendation) -> Node {
    let fields = vec![
        ("number", (&r.number).into()),
        ("text", (&r.text).into()),
        ("band", r.band.map(words::band).into()),
        ("source", r.source.clone().into()),
    ];
    Node::new(Kind::Recommendation, &r.origin, fields)
        .with(r.commentary.iter().map(|s| statement(s, "commentary")))
        .with(r.wordings.iter().map(|s| statement(s, "wording")))
}

fn priority(p: &Priority) -> Node {
    let fields = vec![("key", (&p.key).into()), ("kind", p.kind.word().into()), ("title", (&p.title).into())];
    Node::new(Kind::Priority, &p.origin, fields)
        .to("parent", p.parent.clone().map(Target::Priority))
        .with(p.sponsors.iter().map(|o| holder(o, "sponsor")))
        .with(p.non_executives.iter().map(|o| holder(o, "non-executive")))
        .with(p.leads.iter().map(|o| holder(o, "lead")))
        .with(p.updates.iter().map(update))
        .with(p.outcomes.iter().map(|s| statement(s, "outcome")))
        .with(p.also_printed.iter().map(|s| statement(s, "wording")))
}

fn line(l: &Line) -> Node {
    Node::new(Kind::Line, &l.origin, vec![("reference", (&l.reference).into()), ("title", (&l.title).into())])
        .to("priority", l.priority.clone().map(Target::Priority))
        .with(answers(&l.recommendations))
        .with(l.outcomes.iter().map(|s| statement(s, "outcome")))
        .with(l.updates.iter().map(update))
        .with(l.measures.iter().map(measure))
}

fn measure(m: &Measure) -> Node {
    let period = m.baseline_period;
    let fields = vec![
        ("key", (&m.key).into()),
        ("text", (&m.text).into()),
        ("breakdown", m.breakdown.clone().into()),
        ("target", m.target.into()),
        ("unit", m.unit.clone().into()),
        ("direction", m.direction.map(|d| d.word()).into()),
        ("tolerance", m.tolerance.into()),
        ("baseline", m.baseline.into()),
        ("baseline_kind", period.map(|p| p.kind.word()).into()),
        ("baseline_from", period.map(|p| p.from).into()),
        ("baseline_to", period.map(|p| p.to).into()),
        ("limits_from", m.limits_from.into()),
        ("limits_to", m.limits_to.into()),
        ("source", m.source.clone().into()),
    ];
    Node::new(Kind::Measure, &m.origin, fields)
}

fn action(a: &Action) -> Node {
    let done = a.completion.as_ref();
    let refers_to = if a.refers_to.is_empty() { Value::Null } else { a.refers_to.join("\n").into() };
    let fields = vec![
        ("reference", (&a.reference).into()),
        ("ordinal", if a.position == 0 { Value::Null } else { a.position.into() }),
        ("letter", a.letter.clone().into()),
        ("text", (&a.text).into()),
        ("lead_body", a.lead_body.clone().into()),
        ("resources", a.resources.clone().into()),
        ("owners_from", a.owners_from.word().into()),
        ("dates_from", a.dates_from.word().into()),
        ("status", a.status.map(|_| "complete").into()),
        ("refers_to", refers_to),
        ("delivery", a.delivery.map(|l| l.word()).into()),
        ("impact", a.impact.map(|l| l.word()).into()),
        ("done_on", done.and_then(|c| c.done_on).into()),
        ("declared_by", done.and_then(|c| c.declared_by.clone()).into()),
        ("confirmed_by", done.and_then(|c| c.confirmed_by.clone()).into()),
        ("confirmed_on", done.and_then(|c| c.confirmed_on).into()),
        ("by_import", done.map(|c| c.by_import).into()),
    ];
    Node::new(Kind::Action, &a.origin, fields)
        .to("line", a.line.clone().map(Target::Line))
        .to("priority", a.priority.clone().map(Target::Priority))
        .with(a.parts.iter().map(|p| {
            let fields = vec![("letter", p.letter.clone().into()), ("text", (&p.text).into())];
            Node::new(Kind::Part, &p.origin, fields)
        }))
        .with(answers(&a.recommendations))
        .with(a.owners.iter().map(|o| holder(o, "owner")))
        .with(a.dates.iter().map(target_date))
        .with(a.outcomes.iter().map(|s| statement(s, "outcome")))
        .with(a.updates.iter().map(update))
        .with(a.evidence.iter().map(|e| {
            let fields =
                vec![("text", (&e.text).into()), ("link", e.link.clone().into()), ("as_at", e.as_at.into())];
            Node::new(Kind::Evidence, &e.origin, fields)
        }))
        .with(a.ratings.iter().map(|r| {
            let fields = vec![
                ("axis", words::axis(r.axis).into()),
                ("level", r.level.clone().into()),
                ("given_on", r.given_on.into()),
                ("by", (&r.by).into()),
                ("reason", (&r.reason).into()),
            ];
            Node::new(Kind::Rating, &r.origin, fields)
        }))
}

fn target_date(d: &TargetDate) -> Node {
    let fields = vec![
        ("phrase", (&d.phrase).into()),
        ("kind", d.kind.word().into()),
        ("from_day", d.from.into()),
        ("to_day", d.to.into()),
        ("superseded", d.superseded.into()),
        ("set_on", d.set_on.into()),
        ("reason", d.reason.clone().into()),
        ("approved_by", d.approved_by.clone().into()),
    ];
    Node::new(Kind::TargetDate, &d.origin, fields)
}

fn observation(o: &Observation) -> Node {
    let fields = vec![
        ("measure_key", (&o.measure).into()),
        ("text", (&o.text).into()),
        ("breakdown", o.breakdown.clone().into()),
        ("numerator", o.numerator.into()),
        ("denominator", o.denominator.into()),
        ("overdue", o.overdue.into()),
        ("stated", o.stated.clone().into()),
        ("value", o.value.into()),
        ("computed", o.computed.into()),
        ("baseline", o.baseline.into()),
        ("source", o.source.clone().into()),
        ("period_kind", o.period.map(|p| p.kind.word()).into()),
        ("period_from", o.period.map(|p| p.from).into()),
        ("period_to", o.period.map(|p| p.to).into()),
        ("definition", o.provenance.as_ref().map(|p| p.definition.clone()).into()),
        ("snapshot", o.provenance.as_ref().map(|p| p.snapshot.clone()).into()),
    ];
    Node::new(Kind::Observation, &o.origin, fields).to("line", o.line.clone().map(Target::Line))
}

fn defined_outcome(d: &DefinedOutcome) -> Node {
    let fields = vec![
        ("text", (&d.text).into()),
        ("unmet", (&d.unmet).into()),
        ("met", (&d.met).into()),
        ("exceeded", (&d.exceeded).into()),
        ("significantly_exceeded", (&d.significantly_exceeded).into()),
        ("due", (&d.due).into()),
    ];
    Node::new(Kind::DefinedOutcome, &d.origin, fields)
}

fn named(n: &Named, section: &str) -> Node {
    let fields = vec![("name", (&n.name).into()), ("kind", (&n.kind).into()), ("section", section.into())];
    let alias = |text: &String| Node::new(Kind::Alias, &Origin::default(), vec![("text", text.into())]);
    Node::new(Kind::Named, &n.origin, fields).with(n.aliases.iter().map(alias))
}
