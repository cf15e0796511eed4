//! `throughline export`: a plan as of a day, written out.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use app::export::{self, Form};
use model::plan::Plan;

use crate::args::{Args, ExportForm};
use crate::{Outcome, Unusable, site, terminal};

/// Writes the plans kept to a file or prints them.
pub(crate) fn run(
    args: &Args,
    plan: Option<&str>,
    out: Option<&Path>,
    form: Option<ExportForm>,
) -> Result<Outcome, Unusable> {
    let form = form_of(out, form)?;
    let mut plans: Vec<Plan> = Vec::new();
    site::each_plan(args, plan, |_, plan, _| {
        plans.push(plan.clone());
        Ok(Outcome::Done)
    })?;
    let bytes = export::write(&plans.iter().collect::<Vec<_>>(), form).map_err(Unusable)?;
    match out {
        None if form == Form::Workbook => {
            return Err(Unusable("a workbook is no text to print: name its file with --out".into()));
        }
        None => terminal::print(&String::from_utf8_lossy(&bytes))?,
        Some(path) => {
            let shown = path.display();
            let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|e| {
                Unusable(format!("cannot write {shown}: {e}; name a file that does not exist yet, in a folder you may write to"))
            })?;
            file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(|e| {
                Unusable(format!("cannot write {shown}: {e}; the file is not complete, remove it"))
            })?;
            let what = terminal::count(plans.iter().map(|p| p.actions.len()).sum(), "action", "actions");
            terminal::print(&format!(
                "Wrote {} with {what} to {shown}.\n",
                terminal::count(plans.len(), "plan", "plans")
            ))?;
        }
    }
    Ok(Outcome::Done)
}

fn form_of(out: Option<&Path>, form: Option<ExportForm>) -> Result<Form, Unusable> {
    if let Some(form) = form {
        return Ok(match form {
            ExportForm::Json => Form::Json,
            ExportForm::Csv => Form::Csv,
            ExportForm::Md => Form::Markdown,
            ExportForm::Xlsx => Form::Workbook,
        });
    }
    let Some(out) = out else { return Ok(Form::Json) };
    match out.extension().map(|e| e.to_string_lossy().to_lowercase()).as_deref() {
        Some("json") => Ok(Form::Json),
        Some("csv") => Ok(Form::Csv),
        Some("md" | "markdown") => Ok(Form::Markdown),
        Some("xlsx") => Ok(Form::Workbook),
        _ => Err(Unusable(format!(
            "the ending of {} says no form; end it in .json, .xlsx, .csv or .md, or add --as",
            out.display()
        ))),
    }
}
