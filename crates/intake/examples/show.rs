//! Prints what is read from the files named on the command line: `cargo run -p throughline-intake --example show FILE…`;
//! with `--json` before them the whole reading.

use std::fmt::Write as _;

use model::plan::Plan;

fn main() {
    let files: Vec<(String, Vec<u8>)> = std::env::args()
        .skip(1)
        .filter_map(|path| std::fs::read(&path).ok().map(|bytes| (path, bytes)))
        .collect();
    let named: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    let reading = intake::read(&named, &intake::reading::Options::default());
    if std::env::args().nth(1).as_deref() == Some("--json") {
        println!("{}", serde_json::to_string(&reading).unwrap_or_default());
        return;
    }
    let mut out = String::new();
    for plan in &reading.plans {
        show(plan, &mut out);
    }
    for finding in &reading.findings {
        let _ = writeln!(out, "{} {} [{}] {}", finding.severity, finding.code, finding.at, finding.message);
    }
    let _ = writeln!(out, "{:?}", reading.reconciliation);
    print!("{out}");
}

fn short(text: &str) -> String {
    text.chars().take(90).collect()
}

fn show(plan: &Plan, out: &mut String) {
    let _ = writeln!(out, "PLAN {:?} as at {:?}", plan.title, plan.as_at);
    for p in &plan.priorities {
        let names =
            |l: &[model::plan::Owner]| l.iter().map(|o| o.text.clone()).collect::<Vec<_>>().join("; ");
        let _ = writeln!(
            out,
            "NODE {} [{}] {} ^{:?} sponsors={} ned={} leads={}",
            p.key,
            p.kind.word(),
            short(&p.title),
            p.parent,
            names(&p.sponsors),
            names(&p.non_executives),
            names(&p.leads)
        );
    }
    for r in &plan.recommendations {
        let _ = writeln!(out, "REC {} {}", r.number, short(&r.text));
    }
    for l in &plan.lines {
        let _ = writeln!(
            out,
            "LINE {} ({:?}) {} recs={:?} outcomes={} measures={} updates={}",
            l.reference,
            l.priority,
            short(&l.title),
            l.recommendations,
            l.outcomes.len(),
            l.measures.len(),
            l.updates.len()
        );
    }
    for a in &plan.actions {
        let owners: Vec<&str> = a.owners.iter().map(|o| o.text.as_str()).collect();
        let dates: Vec<String> = a
            .dates
            .iter()
            .map(|d| format!("{}{}({})", if d.superseded { "~" } else { "" }, d.phrase, d.kind.word()))
            .collect();
        let _ = writeln!(
            out,
            "ACTION {} line={:?} node={:?} {}{:?} recs={:?} body={:?} own[{}]={:?} date[{}]={:?} {:?} d={:?} i={:?} out={} upd={} parts={} refs={:?} | {}",
            a.reference,
            a.line.as_deref().unwrap_or("-"),
            a.priority.as_deref().unwrap_or("-"),
            a.position,
            a.letter.as_deref().unwrap_or("-"),
            a.recommendations,
            a.lead_body.as_deref().unwrap_or("-"),
            a.owners_from.word(),
            owners,
            a.dates_from.word(),
            dates,
            a.status,
            a.delivery,
            a.impact,
            a.outcomes.len(),
            a.updates.len(),
            a.parts.len(),
            a.refers_to,
            short(&a.text)
        );
    }
    let _ = writeln!(
        out,
        "actions={} lines={} nodes={} text={}",
        plan.actions.len(),
        plan.lines.len(),
        plan.priorities.len(),
        plan.text.len()
    );
}
