//! `throughline demo`: an invented borough, its documents imported by the real importer and its year told through the
//! ordinary use cases, then served with the clock standing still on the story's day.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;

use app::demo::replay::{self, Teller};
use app::demo::story;
use app::packs::{Format, Made, Press};
use app::site::{Sequence, Site};
use model::day::Day;
use store::{OpenOptions, Store};
use web::demonstration::Told;
use web::gate::Gate;
use web::{Config, Now, Web};

use crate::ahead::Ahead;
use crate::commands::serve::{lists_reader, reader, serve};
use crate::press::{press, quick};
use crate::site::operator;
use crate::{Outcome, Unusable, terminal};

/// The story and the files beside it, carried in the binary so that it runs anywhere.
const FILES: [(&str, &[u8]); 17] = [
    ("story.toml", include_bytes!("../../../../demo/story.toml")),
    (
        "documents/2022-11-joint-delivery-plan.txt",
        include_bytes!("../../../../demo/documents/2022-11-joint-delivery-plan.txt"),
    ),
    (
        "documents/2023-11-progress-report.txt",
        include_bytes!("../../../../demo/documents/2023-11-progress-report.txt"),
    ),
    (
        "documents/2025-06-improvement-plan-v0.1.txt",
        include_bytes!("../../../../demo/documents/2025-06-improvement-plan-v0.1.txt"),
    ),
    (
        "documents/2025-07-scrutiny-report.txt",
        include_bytes!("../../../../demo/documents/2025-07-scrutiny-report.txt"),
    ),
    (
        "documents/2025-12-improvement-plan-v0.2.txt",
        include_bytes!("../../../../demo/documents/2025-12-improvement-plan-v0.2.txt"),
    ),
    ("figures/typed.csv", include_bytes!("../../../../demo/figures/typed.csv")),
    ("figures/monthly.csv", include_bytes!("../../../../demo/figures/monthly.csv")),
    ("lists/weeks.z", include_bytes!("../../../../demo/lists/weeks.z")),
    ("lists/rows-1.z", include_bytes!("../../../../demo/lists/rows-1.z")),
    ("lists/rows-2.z", include_bytes!("../../../../demo/lists/rows-2.z")),
    ("lists/rows-3.z", include_bytes!("../../../../demo/lists/rows-3.z")),
    ("lists/rows-4.z", include_bytes!("../../../../demo/lists/rows-4.z")),
    ("lists/teams.csv", include_bytes!("../../../../demo/lists/teams.csv")),
    ("published/values.csv", include_bytes!("../../../../demo/published/values.csv")),
    ("published/dictionary.csv", include_bytes!("../../../../demo/published/dictionary.csv")),
    ("published/neighbours.csv", include_bytes!("../../../../demo/published/neighbours.csv")),
];

/// Identities in a fixed order: the demonstration is the same every time, and so are its addresses.
const SEED: u64 = 2026;

/// Tells the story into a folder of its own, which goes when the server stops, and serves it.
pub(crate) fn run(listen: SocketAddr) -> Result<Outcome, Unusable> {
    let bar = indicatif::ProgressBar::new(0);
    bar.set_style(indicatif::ProgressStyle::with_template(
        "Telling the demonstration's year {bar:30} {pos} of {len}",
    )?);
    let told = tell(&bar).map_err(Unusable)?;
    bar.finish_and_clear();
    terminal::print("")?;
    let Demonstration { site, config, email, folder: _folder } = told;
    let press = press();
    warm(site.clone(), press.clone());
    serve(site, config, listen, press, ("The demonstration", Some(&email)))
}

/// Sets the PDFs of the demonstration's packs while nobody waits for them: a development build takes its time. The thread,
/// and the workers it starts, give way to whoever asks for a page.
fn warm(site: Site, press: Press) {
    thread::spawn(move || {
        // Where the system does not allow it, they do not give way.
        let _ = rustix::process::nice(10);
        let Ok(reader) = site.reader(&operator()) else { return };
        for plan in reader.plans().unwrap_or_default() {
            for pack in reader.packs(plan.id).unwrap_or_default() {
                // Whoever asks for one that cannot be set is told why.
                let _ = Made::of(&reader, &pack, &press, &[Format::Pdf]);
            }
        }
    });
}

/// The same for those who look at it from a site with data of their own.
pub(crate) fn beside() -> Result<Told, String> {
    let Demonstration { site, config, email, folder } = tell(&indicatif::ProgressBar::hidden())?;
    let account = site.account_by_email(&email).map_err(|e| e.to_string())?;
    let (account, _) = account.ok_or_else(|| format!("nobody signs in as {email}"))?;
    let config = Config { aside: true, ..config };
    let lists = lists_reader(site.store().dir());
    let press = press();
    warm(site.clone(), press.clone());
    Ok(Told {
        web: Web::new(config, Gate::new(site, reader()).with_lists(lists).with_press(press)),
        user: account.id,
        keep: Box::new(folder),
    })
}

/// The invented borough in a store of its own.
struct Demonstration {
    site: Site,
    config: Config,
    /// Who looks around: the first of its people.
    email: String,
    folder: tempfile::TempDir,
}

/// Tells the story, with its progress.
fn tell(bar: &indicatif::ProgressBar) -> Result<Demonstration, String> {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    // It is thrown away when the program stops: waiting for the disk would only make its first reader wait.
    let options = OpenOptions { durable: false, ..OpenOptions::default() };
    let store = Store::open(folder.path(), &options).map_err(|e| e.to_string())?;
    let site = Site::new(store);
    let story = story::parse(&String::from_utf8_lossy(&file("story.toml")?))?;
    let (today, email) = (story.today, story.people.first().map(|p| p.email.clone()).unwrap_or_default());
    let imports = replay::imports(&story, &file)?;
    thread::scope(|scope| {
        let ahead = Ahead::read(scope, &imports);
        let teller = Teller {
            file: &file,
            read: &|files| ahead.take(files),
            ids: &mut Sequence::new(SEED),
            press: &quick(),
            progress: &mut |done, of| {
                bar.set_length(of as u64);
                bar.set_position(done as u64);
            },
        };
        replay::replay(&site, story, teller)
    })?;
    let banner = format!(
        "This is a demonstration: Aldermere is an invented borough, and its clock stands still on {today}. What you \
         change is forgotten when the program stops."
    );
    let now = Now { day: today, seconds: noon(today) };
    let config = Config { banner: Some(banner), ..Config::new(Arc::new(move || now)) };
    Ok(Demonstration { site, config, email, folder })
}

fn file(name: &str) -> Result<Vec<u8>, String> {
    FILES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, bytes)| bytes.to_vec())
        .ok_or_else(|| format!("the demonstration has no file {name}"))
}

/// Noon of a day, in seconds since 1970.
fn noon(day: Day) -> i64 {
    i64::from(day.number()) * 86_400 + 43_200
}
