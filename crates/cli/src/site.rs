//! The data directory opened for a person at the command line.

use std::path::Path;

use app::site::{Ctx, Reader, Site, SystemIds, Who};
use store::{OpenOptions, Store};

use crate::args::Args;
use crate::{Outcome, Unusable, clock};

/// Opens the data directory, making it if `create`.
pub(crate) fn open(data: &Path, create: bool) -> Result<Site, Unusable> {
    Ok(Site::new(Store::open(data, &OpenOptions { create, ..OpenOptions::default() })?))
}

/// Whoever sits at the command line: the record names the account of the operating system.
pub(crate) fn operator() -> Who {
    let name =
        std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).unwrap_or_else(|_| "operator".to_owned());
    Who::operator(format!("{name} (command line)"))
}

/// Who, when and with which identities a command acts.
pub(crate) fn ctx(ids: &mut SystemIds) -> Ctx<'_> {
    Ctx { who: operator(), now_ms: clock::now_ms(), today: clock::today(), ids }
}

/// Runs `each` on every kept plan whose title begins with `wanted` (all if `None`), in the order of the plans page.
pub(crate) fn each_plan(
    args: &Args,
    wanted: Option<&str>,
    mut each: impl FnMut(&Reader, &model::plan::Plan, model::day::Day) -> Result<Outcome, Unusable>,
) -> Result<Outcome, Unusable> {
    let site = open(&args.data, false)?;
    let reader = site.reader(&operator())?;
    let day = args.as_of.unwrap_or_else(clock::today);
    let wanted = wanted.map(str::to_lowercase);
    let plans: Vec<_> = reader
        .plans()?
        .into_iter()
        .filter(|p| wanted.as_ref().is_none_or(|w| p.title.to_lowercase().starts_with(w)))
        .collect();
    if plans.is_empty() {
        let what = wanted.map_or_else(
            || "nothing is kept yet: begin with `throughline import FILE --accept`".to_owned(),
            |w| format!("no plan is called `{w}…`; give the start of a title as the Plans page shows it"),
        );
        return Err(Unusable(what));
    }
    let mut outcome = Outcome::Done;
    for info in plans {
        let plan = reader.plan_on(info.id, day)?;
        if let Outcome::Doubtful = each(&reader, &plan, day)? {
            outcome = Outcome::Doubtful;
        }
    }
    Ok(outcome)
}
