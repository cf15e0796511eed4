//! `throughline measure`: the lists of a case system in, every measure by service and team out; with `--store` they are
//! kept.

use std::path::Path;

use app::error::FieldError;
use app::lists::{Delivered, KeptLists, Library, draft};
use app::measured::{self, Measured};
use app::{contract, tables};
use extracts::check;
use extracts::read::Read;
use extracts::snapshot::Snapshot;
use extracts::team::Teams;
use measures::Definition;
use measures::calendar::Calendar;
use model::day::Day;
use model::finding::Finding;
use serde_json::{Value, json};
use store::SnapshotTables;

use crate::args::{Args, Command, Format, MeasureReport};
use crate::lists::{self, How};
use crate::{Outcome, Unusable, pseudonyms, terminal};

/// By how many percentage points a service stands out on the management overview.
const STANDS_OUT: i64 = 5;
/// A service stands out with more children than this.
const FEW: i64 = 5;

/// Reads the lists, computes, prints.
pub(crate) fn run(args: &Args) -> Result<Outcome, Unusable> {
    let Command::Measure { files, as_at, teams, bank_holidays, definitions, only, report, csv, keep } =
        &args.command
    else {
        return Err(Unusable("this is another command".into()));
    };
    let library = library(definitions.as_deref(), *as_at)?;
    if let Some(unknown) = only.iter().find(|key| library.find(key).is_none()) {
        return Err(Unusable(format!(
            "there is no measure `{unknown}`; `throughline measure` without --measure prints them all"
        )));
    }
    let teams = teams.as_deref().map(teams_of).transpose()?;
    let key = keep.pseudonyms.as_deref().map(pseudonyms::given).transpose()?;
    let calendar = calendar(bank_holidays.as_deref())?;
    let target = keep.store.then(|| Target::find(args, keep.place.as_deref())).transpose()?;
    let teams = match (&teams, &target) {
        (None, Some(target)) => Some(target.teams()?),
        _ => teams,
    };
    let read = lists::read(lists::open(files)?, &How { as_at: *as_at, teams, key })?;
    let mut tables = SnapshotTables::new(&calendar)?;
    tables.hold(&read.snapshot, &measures::Reads::everything())?;
    let mut all =
        measured::all(&library.current, &tables).map_err(|(key, e)| Unusable(format!("{key}: {e}")))?;
    let findings = findings(&read, &calendar, *as_at, &all);
    let kept = target.map(|t| t.keep(&read, files, keep.pseudonyms.is_some(), &calendar)).transpose()?;
    if !only.is_empty() {
        all.retain(|m| only.contains(&m.definition.key));
    }
    match (args.format, report) {
        (Some(Format::Json), report) => {
            let mut told = value(&read.snapshot, &all, *report, *as_at, &findings);
            if let (Some(kept), Some(told)) = (&kept, told.as_object_mut()) {
                told.insert(
                    "kept".into(),
                    json!({ "new": kept.new, "observations": kept.observations, "until": kept.until.iso() }),
                );
            }
            terminal::print_json(&told)?;
        }
        _ if *csv => terminal::print(&tables::csv(&measured::table(&all)))?,
        (_, Some(report)) => terminal::print(&printed(*report, *as_at, &all))?,
        (_, None) => {
            let mut out = text(&read.snapshot, &all);
            out += &quality(&read.snapshot);
            out += &terminal::findings(&findings.iter().collect::<Vec<_>>(), &[]);
            out += &kept.map_or_else(String::new, |k| said(&k));
            terminal::print(&out)?;
        }
    }
    Ok(Outcome::Done)
}

/// Where lists are kept.
struct Target {
    site: app::site::Site,
    place: model::id::Id,
}

impl Target {
    /// The place in the data directory that the lists belong to.
    fn find(args: &Args, place: Option<&str>) -> Result<Target, Unusable> {
        let site = crate::site::open(&args.data, true)?;
        let mut ids = app::site::SystemIds;
        let place = site.analyst(crate::site::ctx(&mut ids))?.place_of_lists(place)?;
        Ok(Target { site, place })
    }

    /// The services of its teams as they are set.
    fn teams(&self) -> Result<String, Unusable> {
        let reader = self.site.reader(&crate::site::operator())?;
        Ok(reader.list_settings(self.place, crate::clock::today())?.teams)
    }

    fn keep(
        &self,
        read: &Read,
        files: &[std::path::PathBuf],
        pseudonyms: bool,
        calendar: &Calendar,
    ) -> Result<KeptLists, Unusable> {
        let mut originals = Vec::new();
        for path in files.iter().filter(|_| !pseudonyms) {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            originals.push((name, std::fs::read(path)?));
        }
        let delivered = Delivered { snapshot: &read.snapshot, files: &originals, pseudonyms, calendar };
        let mut ids = app::site::SystemIds;
        let mut analyst = self.site.analyst(crate::site::ctx(&mut ids))?;
        Ok(analyst.keep_lists(self.place, &delivered, &app::edit::Note::default())?)
    }
}

fn said(kept: &KeptLists) -> String {
    let until = kept.until.long();
    match kept.new {
        true => format!(
            "Kept; rows about children are destroyed after {until}. {} of the plan's measures recorded.\n",
            terminal::count(kept.observations, "figure", "figures")
        ),
        false => {
            format!("The same lists of the same day were kept already; their rows are kept until {until}.\n")
        }
    }
}

/// The table of teams as its file holds it, once it is known to be one.
fn teams_of(path: &Path) -> Result<String, Unusable> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|e| {
        Unusable(format!("cannot read {shown}: {e}; check the name, and save it as CSV in UTF-8"))
    })?;
    Teams::read(text.as_bytes()).map_err(|e| Unusable(format!("{shown}: {e}")))?;
    Ok(text)
}

/// The program's definitions, with those of a folder in their place or beside them.
fn library(folder: Option<&Path>, day: Day) -> Result<Library, Unusable> {
    let Some(folder) = folder else { return Ok(Library::brought()) };
    let shown = folder.display();
    let wrong = |e| Unusable(format!("cannot read {shown}: {e}; name a folder of definitions (.toml)"));
    let mut files = std::fs::read_dir(folder)
        .map_err(wrong)?
        .map(|f| f.map(|f| f.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(wrong)?;
    files.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    files.sort();
    if files.is_empty() {
        return Err(Unusable(format!("{shown} holds no definition: name a folder with .toml files")));
    }
    let mut own: Vec<Definition> = Vec::new();
    for path in files {
        let named = |say: &str| Unusable(format!("{}: {say}", path.display()));
        let bytes = std::fs::read(&path).map_err(|e| {
            Unusable(format!("cannot read {}: {e}; check that you may read it", path.display()))
        })?;
        let definition = draft::of_file(&bytes).map_err(|all| named(&sentences(&all)))?;
        let all = draft::check(&definition)?;
        if !all.is_empty() {
            return Err(named(&sentences(&all)));
        }
        if let Some(twice) = own.iter().find(|d| d.key == definition.key) {
            return Err(named(&format!(
                "another file of the folder defines {} too; keep one of them",
                twice.key
            )));
        }
        own.push(definition);
    }
    Ok(Library::with(own, day))
}

fn sentences(all: &[FieldError]) -> String {
    all.iter().map(|e| e.message.as_str()).collect::<Vec<_>>().join("; ")
}

fn calendar(more: Option<&Path>) -> Result<Calendar, Unusable> {
    let known = Calendar::england();
    let Some(path) = more else { return Ok(known) };
    let text = std::fs::read_to_string(path)
        .map_err(|e| Unusable(format!("cannot read {}: {e}; check the name", path.display())))?;
    known.with(&text).map_err(|e| Unusable(format!("{}: {e}", path.display())))
}

/// What there is to say about the files and about days that cannot be counted; single cells are counted by kind.
fn findings(read: &Read, calendar: &Calendar, as_at: Day, all: &[Measured]) -> Vec<Finding> {
    let mut findings = read.findings.clone();
    for remark in read.snapshot.remarks().iter().filter(|r| r.deed.is_rejection()) {
        findings.push(read.snapshot.finding_of(remark));
    }
    findings.extend(measured::calendar_finding(calendar, as_at, all));
    findings
}

fn counted(snapshot: &Snapshot) -> Vec<(&'static str, usize)> {
    let delivered = snapshot.tables().filter(|(list, _)| snapshot.delivered(&list.name));
    delivered.map(|(list, table)| (list.title.as_str(), table.len())).collect()
}

/// How many faults the rules of data quality found, the most first.
fn faults(snapshot: &Snapshot) -> Vec<(&'static check::rule::Rule, u32)> {
    let counts = check::counts(snapshot, &check::check(snapshot));
    let mut found: Vec<(&check::rule::Rule, u32)> = check::rule::rules()
        .iter()
        .filter_map(|rule| Some((rule, *counts.get(rule.code.as_str()).filter(|n| **n > 0)?)))
        .collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.code.cmp(&b.0.code)));
    found
}

fn text(snapshot: &Snapshot, all: &[Measured]) -> String {
    let lists: Vec<String> = counted(snapshot).iter().map(|(name, n)| format!("{name} {n}")).collect();
    let hash = snapshot.hash().get(..12).unwrap_or_default();
    let mut out = format!("Snapshot {hash} as at {}: {}\n\n", snapshot.as_at(), lists.join(", "));
    for measured in all.iter().filter(|m| m.needs.is_empty()) {
        let definition = &measured.definition;
        let Some(whole) = &measured.whole else { continue };
        out += &format!("{} [{}] {}\n", definition.name, definition.key, whole.words(&definition.unit));
        for (name, count, share) in &whole.bands {
            let share = share.map_or(String::new(), |s| format!(" ({s}%)"));
            out += &format!("    {name}: {count}{share}\n");
        }
        if let Some([lower, median, upper]) = whole.quartiles {
            out += &format!("    quartiles {lower}, {median}, {upper} {}\n", definition.unit);
        }
        for number in measured.services.iter().chain(&measured.teams) {
            let part = number.part();
            if !part.is_empty() && number.bands.is_empty() {
                out += &format!("    {part}: {}\n", number.words(&definition.unit));
            }
        }
    }
    let lacking: Vec<&Measured> = all.iter().filter(|m| !m.needs.is_empty()).collect();
    if !lacking.is_empty() {
        out += "\nNot computed, because something is lacking:\n";
    }
    for measured in lacking {
        let why = measured::lacking(&measured.needs);
        out += &format!("    {}: {}\n", measured.definition.name, why.join("; "));
    }
    out.push('\n');
    out
}

fn quality(snapshot: &Snapshot) -> String {
    let found = faults(snapshot);
    if found.is_empty() {
        return "Data quality: no rule found a fault.\n\n".into();
    }
    let lines = found.iter().map(|(rule, n)| format!("    {n:>6}  {} ({})\n", rule.say, rule.code));
    format!("Data quality:\n{}\n", lines.collect::<String>())
}

fn printed(report: MeasureReport, as_at: Day, all: &[Measured]) -> String {
    let mut out = String::new();
    match report {
        MeasureReport::WeeklyCompliance => {
            let report = measured::compliance(as_at, all, &[]);
            out += &format!("Weekly compliance report, {}\n", as_at.long());
            let mut measure = "";
            for line in &report.lines {
                if line.measure != measure {
                    out += &format!("\n{}\n", line.measure);
                    measure = &line.measure;
                }
                let service = if line.service.is_empty() { "All" } else { &line.service };
                out += &format!("    {service}: {}\n", line.sentence());
            }
            out += "\nAverage caseload\n";
            for row in &report.caseloads {
                let service = if row.service.is_empty() { "All" } else { &row.service };
                let average = row.average.map_or_else(|| "none".into(), |a| a.to_string());
                out += &format!("    {service}: {average}\n");
            }
            for (name, why) in &report.lacking {
                out += &format!("\n{name}: {why}\n");
            }
        }
        MeasureReport::ManagementOverview => {
            out += &format!("Management overview, {}\n\n", as_at.long());
            for e in measured::exceptions(all, STANDS_OUT, FEW) {
                out += &format!(
                    "    {}: {} at {}% against {}% in all ({} children)\n",
                    e.name, e.service, e.value, e.whole, e.children
                );
            }
        }
    }
    out
}

fn value(
    snapshot: &Snapshot,
    all: &[Measured],
    report: Option<MeasureReport>,
    as_at: Day,
    findings: &[Finding],
) -> Value {
    let lists: Vec<Value> = snapshot
        .tables()
        .filter(|(list, _)| snapshot.delivered(&list.name))
        .map(|(list, table)| json!({ "list": list.name, "rows": table.len() }))
        .collect();
    let quality: Vec<Value> = faults(snapshot)
        .iter()
        .map(|(rule, n)| {
            json!({ "code": rule.code, "severity": rule.severity.word(), "message": rule.say, "faults": n })
        })
        .collect();
    let report = report.map(|report| match report {
        MeasureReport::WeeklyCompliance => contract::compliance(&measured::compliance(as_at, all, &[])),
        MeasureReport::ManagementOverview => {
            contract::exceptions(&measured::exceptions(all, STANDS_OUT, FEW))
        }
    });
    json!({
        "snapshot": { "as_at": as_at.iso(), "hash": snapshot.hash(), "lists": lists },
        "measures": contract::measured(all),
        "report": report,
        "quality": quality,
        "findings": contract::findings(findings),
    })
}
