//! Case lists: the snapshots kept, and lists that were read and wait to be kept.

use extracts::check;
use extracts::read::Read;
use model::day::Day;
use model::finding::{Finding, Severity};
use serde::Serialize;

use crate::lists::Kept;
use crate::lists::teams::ListSettings;

/// A kept snapshot as a row.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The day it speaks of, ISO.
    pub as_at: String,
    /// The lists delivered: title and rows.
    pub lists: Vec<(String, u64)>,
    /// Rows in all.
    pub rows: u64,
    /// Cells left empty.
    pub rejected: i64,
    /// Faults of data quality.
    pub faults: u64,
    /// The beginning of its hash.
    pub hash: String,
    /// The last day of its rows, or what became of them.
    pub until: String,
    /// Children's numbers are pseudonyms.
    pub pseudonyms: bool,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct ListsPage {
    /// How it stands.
    pub lede: String,
    /// The snapshots, the latest first.
    pub snapshots: Vec<Row>,
    /// Teams of the latest snapshot without a service, with their rows.
    pub unmapped: Vec<(String, u64)>,
    /// The table of teams as CSV.
    pub teams: String,
    /// For how many days rows about children are kept.
    pub keep_days: i32,
}

impl ListsPage {
    /// The page of these snapshots, in the order of their days.
    pub fn of(snapshots: &[Kept], settings: &ListSettings, today: Day) -> ListsPage {
        let row = |k: &Kept| Row {
            as_at: k.as_at.iso(),
            lists: k.lists.iter().map(|(name, n)| (title(name), *n)).collect(),
            rows: k.rows(),
            rejected: k.rejected,
            faults: k.faults(),
            hash: k.hash.get(..12).unwrap_or_default().to_owned(),
            until: match k.rows_here(today) {
                true => k.ends.short(),
                false => k.rows_gone(),
            },
            pseudonyms: k.pseudonyms,
        };
        let lede = match snapshots.last() {
            None => "No case lists are kept yet. Upload what the case system gives out for Ofsted’s Annex A, and every measure is computed from it.".to_owned(),
            Some(last) => format!(
                "{} of case lists kept, the latest of {}.",
                crate::words::count(snapshots.len(), "set"),
                last.as_at.long()
            ),
        };
        ListsPage {
            lede,
            snapshots: snapshots.iter().rev().map(row).collect(),
            unmapped: snapshots.last().map(|k| k.unmapped.clone()).unwrap_or_default(),
            teams: settings.teams.clone(),
            keep_days: settings.keep_days,
        }
    }
}

/// What a list is called.
fn title(name: &str) -> String {
    extracts::list::list(name).map_or_else(|| name.to_owned(), |l| l.title.clone())
}

/// How many cells of one kind are shown.
const SHOWN: usize = 200;

/// What was done to cells of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct Deeds {
    /// What it means.
    pub code: String,
    /// Whether what was written is not in the snapshot.
    pub rejected: bool,
    /// How many.
    pub many: usize,
    /// Each with its place, the first of them.
    pub cells: Vec<(String, String)>,
}

/// Faults that a rule found.
#[derive(Clone, Debug, Serialize)]
pub struct Faults {
    /// The rule's sentence.
    pub say: String,
    /// `error`, `warning`, `info`.
    pub severity: &'static str,
    /// How many.
    pub many: usize,
    /// Where the first stand.
    pub places: Vec<String>,
}

/// Lists that were read and wait to be kept.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewPage {
    /// What was read, in a sentence.
    pub lede: String,
    /// The day they speak of, ISO.
    pub as_at: String,
    /// Why they cannot be kept; empty where they can.
    pub unreadable: Vec<String>,
    /// What there is to say about files, sheets and headers: severity, sentence, hint, place.
    pub findings: Vec<(&'static str, String, String, String)>,
    /// The lists: title and rows.
    pub lists: Vec<(String, usize)>,
    /// The lists of Annex A that are not among them.
    pub missing: Vec<String>,
    /// What was done to cells, what was rejected first.
    pub deeds: Vec<Deeds>,
    /// Faults of data quality, the most first.
    pub faults: Vec<Faults>,
    /// Teams without a service.
    pub unmapped: Vec<(String, u32)>,
    /// The same files were kept for this day already.
    pub known: bool,
}

impl ReviewPage {
    /// What was read; `kept` are the snapshots there are.
    pub fn of(read: &Read, kept: &[Kept]) -> ReviewPage {
        let snapshot = &read.snapshot;
        let delivered = |name: &str| snapshot.delivered(name);
        let lists: Vec<(String, usize)> = snapshot
            .tables()
            .filter(|(list, _)| delivered(&list.name))
            .map(|(list, table)| (list.title.clone(), table.len()))
            .collect();
        let rows: usize = lists.iter().map(|(_, n)| n).sum();
        let annex = extracts::list::lists().iter().filter(|l| l.number.is_some() && !delivered(&l.name));
        let said = |f: &Finding| (f.severity.word(), f.message.clone(), f.hint.clone(), place(f));
        ReviewPage {
            lede: format!(
                "{} with {} as at {}.",
                crate::words::count(lists.len(), "list"),
                crate::words::count(rows, "row"),
                snapshot.as_at().long()
            ),
            as_at: snapshot.as_at().iso(),
            unreadable: unreadable(read),
            findings: read.findings.iter().map(said).collect(),
            missing: annex.map(|l| l.title.clone()).collect(),
            lists,
            deeds: deeds(read),
            faults: faults(read),
            unmapped: snapshot.unmapped().iter().map(|(team, n)| (team.clone(), *n)).collect(),
            known: kept.iter().any(|k| k.hash == snapshot.hash() && k.as_at == snapshot.as_at()),
        }
    }
}

/// Why lists may not be kept: half a delivery would look like children who are gone.
pub fn unreadable(read: &Read) -> Vec<String> {
    const WHOLE: [&str; 4] = ["file-empty", "workbook-too-large", "file-not-a-list", "sheet-broken"];
    let broken = |f: &&Finding| {
        f.severity == Severity::Error
            && (WHOLE.iter().any(|w| *w == f.code) || f.code.starts_with("workbook"))
    };
    read.findings
        .iter()
        .filter(broken)
        .map(|f| format!("{}: {} {}", f.at.document, f.message, f.hint))
        .collect()
}

fn place(finding: &Finding) -> String {
    finding.at.to_string()
}

fn deeds(read: &Read) -> Vec<Deeds> {
    let mut all: Vec<Deeds> = Vec::new();
    for remark in read.snapshot.remarks() {
        let code = remark.deed.code();
        let at = all.iter().position(|d| d.code == code).unwrap_or_else(|| {
            let rejected = remark.deed.is_rejection();
            all.push(Deeds { code: code.to_owned(), rejected, many: 0, cells: Vec::new() });
            all.len() - 1
        });
        let Some(deeds) = all.get_mut(at) else { continue };
        deeds.many += 1;
        if deeds.cells.len() < SHOWN {
            let finding = read.snapshot.finding_of(remark);
            deeds.cells.push((finding.message.clone(), place(&finding)));
        }
    }
    all.sort_by_key(|d| std::cmp::Reverse((d.rejected, d.many)));
    for deeds in &mut all {
        deeds.code = crate::views::sentence::capital(&deeds.code.replace('-', " "));
    }
    all
}

fn faults(read: &Read) -> Vec<Faults> {
    let mut all: Vec<(usize, Faults)> = Vec::new();
    for fault in check::check(&read.snapshot) {
        let rule = usize::from(fault.rule);
        let at = all.iter().position(|(r, _)| *r == rule).unwrap_or_else(|| {
            let finding = read.snapshot.finding_of_fault(&fault);
            let faults = Faults {
                say: finding.message,
                severity: finding.severity.word(),
                many: 0,
                places: Vec::new(),
            };
            all.push((rule, faults));
            all.len() - 1
        });
        let Some((_, faults)) = all.get_mut(at) else { continue };
        faults.many += 1;
        if faults.places.len() < 20 {
            faults.places.push(place(&read.snapshot.finding_of_fault(&fault)));
        }
    }
    let mut all: Vec<Faults> = all.into_iter().map(|(_, f)| f).collect();
    all.sort_by_key(|f| std::cmp::Reverse(f.many));
    all
}
