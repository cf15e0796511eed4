//! `throughline status`: how every action stands, with the sentence that decided.

use app::views::scene::Scene;
use model::day::Day;
use model::level::{Delivery, Impact};
use model::plan::Plan;
use serde_json::{Value, json};

use crate::args::{Args, Format};
use crate::{Outcome, Unusable, site, terminal};

/// Prints the ratings of the plans kept.
pub(crate) fn run(args: &Args, plan: Option<&str>) -> Result<Outcome, Unusable> {
    let (mut values, mut out) = (Vec::new(), String::new());
    site::each_plan(args, plan, |reader, plan, day| {
        let scene = Scene::with(plan.clone().into(), day, reader.settings_of(plan, day)?);
        if args.format == Some(Format::Json) {
            values.push(value(&scene));
        } else {
            out += &text(&scene.plan, &scene, day);
        }
        Ok(Outcome::Done)
    })?;
    if args.format == Some(Format::Json) {
        terminal::print_json(&Value::Array(values))?;
    } else {
        terminal::print(&out)?;
    }
    Ok(Outcome::Done)
}

fn text(plan: &Plan, scene: &Scene, day: Day) -> String {
    let mut out = format!("{} as of {day}\n", plan.title);
    for (action, judged) in plan.actions.iter().zip(scene.judgements()) {
        let delivery = judged.delivery.level.map_or("not rated", Delivery::word);
        let impact = judged.impact.level.map_or("not rated", Impact::word);
        out += &format!(
            "  {:<6} delivery {delivery:<9} impact {impact:<9} {}\n",
            action.reference, judged.delivery.suggested.sentence
        );
    }
    let together = scene.judged().plan;
    out += &format!("  {}\n\n", together.delivery.sentence);
    out
}

fn value(scene: &Scene) -> Value {
    let actions: Vec<Value> = scene
        .plan
        .actions
        .iter()
        .zip(scene.judgements())
        .map(|(action, judged)| {
            json!({
                "id": action.origin.id.map(|id| id.to_string()),
                "ref": action.reference,
                "line": action.line,
                "position": action.position,
                "delivery": {
                    "level": judged.delivery.level.map(Delivery::word),
                    "suggested": judged.delivery.suggested.level.map(Delivery::word),
                    "rule": judged.delivery.suggested.rule,
                    "sentence": judged.delivery.suggested.sentence,
                    "facts": judged.delivery.suggested.facts,
                },
                "impact": {
                    "level": judged.impact.level.map(Impact::word),
                    "suggested": judged.impact.suggested.level.map(Impact::word),
                    "rule": judged.impact.suggested.rule,
                    "sentence": judged.impact.suggested.sentence,
                    "facts": judged.impact.suggested.facts,
                },
                "days_since_update": judged.stale_days,
            })
        })
        .collect();
    json!({ "title": scene.plan.title, "day": scene.day.iso(), "actions": actions })
}
