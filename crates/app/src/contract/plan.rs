//! A plan in the contract's shape.

use model::plan::{
    Action, Band, Line, Measure, Named, Observation, Owner, Plan, Priority, Recommendation, Statement,
    Status, TargetDate, Update,
};
use serde_json::{Value, json};

use super::{at, day, figure};

/// The plan as DESIGN section 7 shows it.
pub fn plan(plan: &Plan) -> Value {
    json!({
        "title": plan.title,
        "place": plan.place,
        "owner": plan.owner,
        "version": plan.version,
        "as_at": day(plan.as_at),
        "review": plan.review,
        "at": at(&plan.origin.at),
        "updates": each(&plan.updates, update),
        "outcomes": texts(&plan.outcomes),
        "inspections": each(&plan.inspections, |i| json!({
            "title": i.title,
            "held": i.held,
            "from": day(i.from),
            "to": day(i.to),
            "published": day(i.published),
            "at": at(&i.origin.at),
        })),
        "judgements": each(&plan.judgements, |j| json!({
            "area": j.area,
            "grade": j.grade,
            "at": at(&j.origin.at),
        })),
        "recommendations": each(&plan.recommendations, recommendation),
        "report_recommendations": texts(&plan.report_recommendations),
        "priorities": each(&plan.priorities, priority),
        "lines": each(&plan.lines, line),
        "actions": each(&plan.actions, action),
        "observations": each(&plan.observations, observation),
        "defined_outcomes": each(&plan.defined_outcomes, |o| json!({
            "text": o.text,
            "unmet": o.unmet,
            "met": o.met,
            "exceeded": o.exceeded,
            "significantly_exceeded": o.significantly_exceeded,
            "due": o.due,
            "at": at(&o.origin.at),
        })),
        "diagnostics": each(&plan.diagnostics, |d| json!({
            "text": d.text,
            "source": d.source,
            "at": at(&d.origin.at),
        })),
        "decisions": each(&plan.decisions, |d| json!({
            "text": d.text,
            "body": d.body,
            "day": day(d.day),
            "source": d.source,
            "at": at(&d.origin.at),
        })),
        "service_plans": each(&plan.service_plans, |s| json!({
            "title": s.title,
            "owner": s.owner,
            "at": at(&s.origin.at),
        })),
        "services": each(&plan.services, named),
        "bodies": each(&plan.bodies, named),
        "people": each(&plan.people, named),
        "text": each(&plan.text, |t| json!({
            "under": t.under,
            "text": t.text,
            "at": at(&t.origin.at),
        })),
    })
}

fn each<T>(items: &[T], one: impl Fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(one).collect())
}

fn texts(statements: &[Statement]) -> Value {
    each(statements, |s| Value::String(s.text.clone()))
}

fn names(owners: &[Owner]) -> Value {
    each(owners, |o| Value::String(o.text.clone()))
}

fn update(update: &Update) -> Value {
    json!({
        "text": update.text,
        "as_at": day(update.as_at),
        "author": update.author,
        "at": at(&update.origin.at),
    })
}

/// A word of a status column (`On track`) is a state and no account of progress: it is the action's `stance`.
pub(crate) fn is_account(update: &Update) -> bool {
    update.stance.is_none() || update.text.split_whitespace().count() > 4
}

fn recommendation(r: &Recommendation) -> Value {
    let band = match r.band {
        None => Value::Null,
        Some(Band::Immediately) => json!("immediately"),
        Some(Band::Months(1)) => json!("1 month"),
        Some(Band::Months(n)) => json!(format!("{n} months")),
    };
    json!({
        "number": r.number,
        "text": r.text,
        "band": band,
        "source": r.source,
        "commentary": texts(&r.commentary),
        "wordings": each(&r.wordings, |w| json!({ "text": w.text, "at": at(&w.origin.at) })),
        "at": at(&r.origin.at),
    })
}

fn priority(p: &Priority) -> Value {
    json!({
        "key": p.key,
        "kind": p.kind.word(),
        "title": p.title,
        "also_printed": each(&p.also_printed, |t| json!({ "text": t.text, "at": at(&t.origin.at) })),
        "parent": p.parent,
        "sponsors": names(&p.sponsors),
        "non_executives": names(&p.non_executives),
        "leads": names(&p.leads),
        "updates": each(&p.updates, update),
        "outcomes": texts(&p.outcomes),
        "at": at(&p.origin.at),
    })
}

fn line(l: &Line) -> Value {
    json!({
        "ref": l.reference,
        "title": l.title,
        "priority": l.priority,
        "recommendations": l.recommendations,
        "outcomes": texts(&l.outcomes),
        "updates": each(&l.updates, update),
        "measures": each(&l.measures, measure),
        "at": at(&l.origin.at),
    })
}

fn measure(m: &Measure) -> Value {
    json!({
        "key": m.key,
        "text": m.text,
        "breakdown": m.breakdown,
        "target": figure(m.target),
        "unit": m.unit,
        "direction": m.direction.map(model::plan::Direction::word),
        "tolerance": figure(m.tolerance),
        "baseline": figure(m.baseline),
        "limits_from": m.limits_from,
        "limits_to": m.limits_to,
        "source": m.source,
        "at": at(&m.origin.at),
    })
}

fn action(a: &Action) -> Value {
    json!({
        "ref": a.reference,
        "line": a.line,
        "priority": a.priority,
        "position": a.position,
        "letter": a.letter,
        "text": a.text,
        "parts": each(&a.parts, |p| json!({ "letter": p.letter, "text": p.text, "at": at(&p.origin.at) })),
        "recommendations": a.recommendations,
        "lead_body": a.lead_body,
        "resources": a.resources,
        "owners": names(&a.owners),
        "owners_from": a.owners_from.word(),
        "dates": each(&a.dates, target_date),
        "dates_from": a.dates_from.word(),
        "status": a.status.map(|Status::Complete| "complete"),
        "outcomes": texts(&a.outcomes),
        "updates": a.updates.iter().filter(|u| is_account(u)).map(update).collect::<Vec<_>>(),
        "stance": a.updates.iter().rev().find_map(|u| u.stance).map(crate::shape::stance_word),
        "refers_to": a.refers_to,
        "delivery": a.delivery.map(model::level::Delivery::word),
        "impact": a.impact.map(model::level::Impact::word),
        "at": at(&a.origin.at),
    })
}

fn target_date(d: &TargetDate) -> Value {
    json!({
        "phrase": d.phrase,
        "kind": d.kind.word(),
        "from": day(d.from),
        "to": day(d.to),
        "superseded": d.superseded,
        "at": at(&d.origin.at),
    })
}

fn observation(o: &Observation) -> Value {
    let period = o.period.map_or(
        Value::Null,
        |p| json!({ "kind": p.kind.word(), "from": day(Some(p.from)), "to": day(Some(p.to)) }),
    );
    json!({
        "measure": o.measure,
        "text": o.text,
        "line": o.line,
        "breakdown": o.breakdown,
        "numerator": o.numerator,
        "denominator": o.denominator,
        "overdue": o.overdue,
        "stated": o.stated,
        "value": figure(o.value),
        "computed": figure(o.computed),
        "baseline": o.baseline,
        "source": o.source,
        "period": period,
        "at": at(&o.origin.at),
    })
}

fn named(n: &Named) -> Value {
    json!({ "name": n.name, "kind": n.kind, "aliases": n.aliases, "at": at(&n.origin.at) })
}
