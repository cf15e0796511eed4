//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use model::day::Day;

/// Holds an improvement plan the way an inspector reads one.
#[derive(Debug, Parser)]
#[command(name = "throughline", version, about, propagate_version = true)]
pub(crate) struct Args {
    /// The folder that holds everything Throughline keeps.
    #[arg(long, global = true, default_value = "throughline-data", value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// How to print: for people, or for programs. `read` prints JSON unless told otherwise.
    #[arg(long, global = true, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// Judge as of this day (YYYY-MM-DD) instead of today, or for `read` instead of the document's own day.
    #[arg(long, global = true, value_name = "DAY", value_parser = day)]
    pub(crate) as_of: Option<Day>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs: the contract of the documentation.
    Json,
}

/// How a plan is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportForm {
    /// Complete: reading it gives the same plan.
    Json,
    /// One row an action.
    Csv,
    /// Headings, tables and lists.
    Md,
    /// A workbook for owners to fill in and give back; complete too.
    Xlsx,
}

/// Whether a pack may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PackPart {
    /// It may.
    I,
    /// It may not.
    Ii,
}

/// The form of a pack's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PackForm {
    /// PDF.
    Pdf,
    /// Word.
    Docx,
    /// A workbook.
    Xlsx,
    /// A page.
    Html,
}

/// A report made of measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MeasureReport {
    /// X of Y in time, Z overdue, by service; average caseloads.
    WeeklyCompliance,
    /// Services that stand worse than the whole, on one page.
    ManagementOverview,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve an invented borough's plan, to look at and to try things on; nothing is kept.
    Demo {
        /// Where to listen.
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
    },
    /// Serve the pages until stopped; the first start prints an address that makes the first administrator.
    Serve {
        /// Where to listen.
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// The site is reached over HTTPS through a proxy: cookies are kept to it.
        #[arg(long)]
        https: bool,
    },
    /// Read documents without storing anything and print what they hold.
    Read {
        /// The documents: Word, Excel, OpenDocument sheets, text, CSV, TSV, Markdown, or an exported plan.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Also list every cell of the source with what became of it.
        #[arg(long)]
        trace: bool,
    },
    /// Show what documents would change in what is kept and, with --accept, keep it.
    Import {
        /// The documents: Word, Excel, OpenDocument sheets, text, CSV, TSV, Markdown, or an exported plan.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The place, where the documents do not name it.
        #[arg(long, value_name = "NAME")]
        place: Option<String>,
        /// Keep it.
        #[arg(long)]
        accept: bool,
    },
    /// Print how every action stands, with the sentence that decided.
    Status {
        /// The plan, by the start of its title; every plan kept if left out.
        #[arg(value_name = "PLAN")]
        plan: Option<String>,
    },
    /// Add an account, or let somebody choose a new password.
    User {
        /// Which.
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Print what a careful reader would say about a plan; exit status 1 if there are errors.
    Lint {
        /// Explain the rule with this code (`all` lists every rule) instead.
        #[arg(long, value_name = "CODE")]
        explain: Option<String>,
        /// The plan, by the start of its title; every plan kept if left out.
        #[arg(value_name = "PLAN")]
        plan: Option<String>,
    },
    /// Write a plan out: complete as JSON, its actions as CSV, the whole for people as Markdown.
    Export {
        /// The plan, by the start of its title; every plan kept if left out.
        #[arg(value_name = "PLAN")]
        plan: Option<String>,
        /// The file to write (it must not exist); its ending (.json, .xlsx, .csv, .md) says the form. Printed if left out.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// The form, where no file says it.
        #[arg(long = "as", value_name = "FORM")]
        form: Option<ExportForm>,
    },
    /// Write the pack of a meeting into a folder, in every format; with --issue it is also approved, issued and kept.
    Pack {
        /// Who it is for.
        #[arg(long, value_name = "NAME")]
        board: String,
        /// The day they meet (YYYY-MM-DD).
        #[arg(long, value_name = "DAY", value_parser = day)]
        meeting: Day,
        /// The folder to write into; made where there is none. A file that is there already is not touched.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// The kind: board, commissioner, progress, scrutiny, inspection, appendix, cabinet-report or scrutiny-report.
        #[arg(long, value_name = "KIND", default_value = "board")]
        kind: String,
        /// A layout of your own (TOML) instead of a kind.
        #[arg(long, value_name = "FILE")]
        layout: Option<PathBuf>,
        /// Compare with this day (YYYY-MM-DD) instead of that of the board's last pack.
        #[arg(long, value_name = "DAY", value_parser = day)]
        since: Option<Day>,
        /// Part i may be published, ii may not; without it, what the kind says.
        #[arg(long, value_name = "PART")]
        part: Option<PackPart>,
        /// Only these formats.
        #[arg(long = "as", value_name = "FORM")]
        forms: Vec<PackForm>,
        /// Approve and issue it, in the name of whoever runs the command: its files are kept for ever.
        #[arg(long)]
        issue: bool,
        /// The plan, by the start of its title; the one with the latest document if left out.
        #[arg(value_name = "PLAN")]
        plan: Option<String>,
    },
    /// Write invented lists of invented children and staff into a new folder, for trying things out.
    Synth(SynthOptions),
    /// Read the lists of a case system (Ofsted's Annex A, staff, figures) and print every measure by service and team.
    Measure {
        /// The lists: a workbook with a tab for each, or a file for each (.xlsx, .xls, .ods, .csv).
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The day the lists speak of (YYYY-MM-DD).
        #[arg(long, value_name = "DAY", value_parser = day)]
        as_at: Day,
        /// Which service each team belongs to: a CSV with columns team, service, from, to.
        #[arg(long, value_name = "FILE")]
        teams: Option<PathBuf>,
        /// Bank holidays of years that the program does not know: `covers FROM TO`, then a day a line.
        #[arg(long, value_name = "FILE")]
        bank_holidays: Option<PathBuf>,
        /// A folder of definitions of your own (.toml), each in the place of the program's of its key or beside it. They compute
        /// and print; to keep figures by them, save them on the page Definitions.
        #[arg(long, value_name = "DIR", conflicts_with = "store")]
        definitions: Option<PathBuf>,
        /// Only the measures with these keys.
        #[arg(long = "measure", value_name = "KEY")]
        only: Vec<String>,
        /// Print this report instead of the measures.
        #[arg(long, value_name = "REPORT")]
        report: Option<MeasureReport>,
        /// Print CSV instead of text.
        #[arg(long)]
        csv: bool,
        /// Whether and how they are kept.
        #[command(flatten)]
        keep: KeepLists,
    },
    /// Read a file of figures that people state (measure, service, from, to, numerator, denominator, value, source, as at):
    /// what each would change is printed; with --accept they are kept.
    Figures {
        /// The file, as CSV.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The place, where there are several or none yet.
        #[arg(long, value_name = "NAME")]
        place: Option<String>,
        /// Keep them.
        #[arg(long)]
        accept: bool,
    },
    /// Load published tables (values of every authority, their dictionary, statistical neighbours) to hold figures against.
    Published {
        /// The tables, as CSV.
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Who published them, as it stands beside the figures.
        #[arg(long, value_name = "WORDS")]
        source: Option<String>,
        /// The day they were published or fetched (YYYY-MM-DD).
        #[arg(long, value_name = "DAY", value_parser = day)]
        published: Option<Day>,
        /// Which authority of these tables the place is: its name or code.
        #[arg(long, value_name = "NAME")]
        authority: Option<String>,
        /// The place, where there are several or none yet.
        #[arg(long, value_name = "NAME")]
        place: Option<String>,
    },
    /// Write everything kept into one new file.
    Backup {
        /// The file to write; it must not exist.
        #[arg(value_name = "FILE")]
        to: PathBuf,
    },
    /// Put a backup into a data directory that holds nothing yet.
    Restore {
        /// The backup.
        #[arg(value_name = "FILE")]
        from: PathBuf,
    },
    /// Walk the chain of events, make every row again from them and compare; exit status 1 if anything differs.
    Verify,
    /// Read one set of documents from standard input inside limits (used by the other commands).
    #[command(name = "read-worker", hide = true)]
    ReadWorker,
    /// Read lists of children from standard input inside limits (used by the other commands).
    #[command(name = "lists-worker", hide = true)]
    ListsWorker,
    /// Set one document, JSON on standard input, as PDF inside limits (used by the other commands).
    #[command(name = "set-worker", hide = true)]
    SetWorker,
    /// Make PNG of one picture on standard input inside limits (used by the other commands).
    #[command(name = "picture-worker", hide = true)]
    PictureWorker,
}

/// Whether lists are kept, and how.
#[derive(Debug, clap::Args)]
pub(crate) struct KeepLists {
    /// Keep the lists and what was computed of them in the data directory. Rows about children are destroyed later.
    #[arg(long)]
    pub(crate) store: bool,
    /// The place they are of, where there are several or none yet.
    #[arg(long, value_name = "NAME", requires = "store")]
    pub(crate) place: Option<String>,
    /// Replace numbers of children by pseudonyms made with the key in this file (16 characters or more).
    #[arg(long, value_name = "FILE")]
    pub(crate) pseudonyms: Option<PathBuf>,
}

/// What invented lists are to be like. The last day is that of `--as-of`, today if left out.
#[derive(Debug, clap::Args)]
pub(crate) struct SynthOptions {
    /// The folder to write; it must not exist.
    #[arg(value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The same seed gives the same lists.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// About how many contacts a place has in six months; 5,800 give some 20,000 rows in all.
    #[arg(long, default_value_t = 1000)]
    pub(crate) children: u32,
    /// How many weekly sets of lists, back from the last day.
    #[arg(long, default_value_t = 1)]
    pub(crate) weeks: u32,
    /// How many places, each in a folder of its own.
    #[arg(long, default_value_t = 1)]
    pub(crate) places: u32,
    /// Plant so many faults into every set, with a key beside it that says where they are.
    #[arg(long, default_value_t = 0)]
    pub(crate) faults: u32,
    /// One file a list, or one workbook with a tab for each.
    #[arg(long = "as", value_name = "FORM", default_value = "csv")]
    pub(crate) form: SynthForm,
}

/// The form of invented lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SynthForm {
    /// One file a list.
    Csv,
    /// One workbook.
    Xlsx,
}

/// What is done with an account.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Add an account and print the address at which its password is chosen.
    Add {
        /// The name shown and recorded.
        name: String,
        /// The e-mail address that signs in.
        email: String,
        /// What they may do: administrator, programme-manager, editor, confirmer, owner, analyst, auditor, reader
        /// or partner.
        #[arg(long, default_value = "reader")]
        role: String,
        /// The place they work for, where nothing is kept yet.
        #[arg(long, default_value = "")]
        place: String,
    },
    /// Print an address at which somebody chooses a new password.
    Reset {
        /// The e-mail address that signs in.
        email: String,
    },
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse_iso(text).ok_or_else(|| format!("`{text}` is not a day: write it as 2026-03-31"))
}
