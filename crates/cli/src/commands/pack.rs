//! `throughline pack`: the pack of a meeting, written into a folder; kept as issued where that is asked.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use app::edit::Note;
use app::packs::life::{NewPack, unkept};
use app::packs::{Format, Lack, Made, Part};
use app::site::SystemIds;
use serde_json::json;

use crate::args::{Args, Command, Format as Print, PackForm, PackPart};
use crate::press::press;
use crate::{Outcome, Unusable, site, terminal};

/// Writes the pack.
pub(crate) fn run(args: &Args) -> Result<Outcome, Unusable> {
    let Command::Pack { board, meeting, out, kind, layout, since, part, forms, issue, plan } = &args.command
    else {
        return Err(Unusable("this is no pack".into()));
    };
    let site = site::open(&args.data, false)?;
    let reader = site.reader(&site::operator())?;
    let wanted = plan.as_ref().map(|p| p.to_lowercase());
    let found = reader
        .plans()?
        .into_iter()
        .find(|p| wanted.as_ref().is_none_or(|w| p.title.to_lowercase().starts_with(w)))
        .ok_or_else(|| match &wanted {
            Some(w) => Unusable(format!(
                "no plan is called `{w}…`; give the start of a title as the Plans page shows it"
            )),
            None => Unusable("nothing is kept yet: begin with `throughline import FILE --accept`".into()),
        })?;
    let own = layout.as_deref().map(read_layout).transpose()?.unwrap_or_default();
    let new = NewPack {
        layout: kind.clone(),
        own,
        board: board.clone(),
        meeting: Some(*meeting),
        as_of: args.as_of,
        since: *since,
        part: part.map(|p| match p {
            PackPart::I => Part::I,
            PackPart::Ii => Part::Ii,
        }),
        ..NewPack::default()
    };
    let press = press();
    let formats: Vec<Format> =
        if forms.is_empty() { press.formats().to_vec() } else { forms.iter().map(form).collect() };
    let mut ids = SystemIds;
    let today = site::ctx(&mut ids).today;
    let pack = unkept(&reader, today, found.id, &new).map_err(|e| named(kind, e))?;
    let (files, lacks) = if *issue {
        // Everything is looked at before anything is kept.
        let made = Made::of(&reader, &pack, &press, &[])?;
        let known = reader.last_event();
        let written = site.packs(site::ctx(&mut ids))?.draft(found.id, &new, &Note::default())?;
        let id = written.created.ok_or_else(|| Unusable("the pack was not kept".into()))?;
        let kept = site.reader(&site::operator())?.pack(found.id, id)?;
        site.packs(site::ctx(&mut ids))?.approve(
            &kept,
            kept.revision,
            known.max(written.act),
            &Note::default(),
        )?;
        let kept = site.reader(&site::operator())?.pack(found.id, id)?;
        site.packs(site::ctx(&mut ids))?.issue(&kept, kept.revision, &press, &Note::default())?;
        let reader = site.reader(&site::operator())?;
        let mut files = Vec::new();
        for file in reader.pack_files(id)? {
            if formats.iter().any(|f| f.word() == file.format) {
                files.push((file.name.clone(), reader.pack_bytes(&file)?));
            }
        }
        (files, made.lacks)
    } else {
        let made = Made::of(&reader, &pack, &press, &formats)?;
        (made.files.into_iter().map(|(_, name, bytes)| (name, bytes)).collect(), made.lacks)
    };
    write(out, &files)?;
    tell(args, out, &files, &lacks, *issue)
}

fn form(form: &PackForm) -> Format {
    match form {
        PackForm::Pdf => Format::Pdf,
        PackForm::Docx => Format::Docx,
        PackForm::Xlsx => Format::Xlsx,
        PackForm::Html => Format::Html,
    }
}

/// The same refusal in the words of the command line.
fn named(kind: &str, error: app::error::Error) -> Unusable {
    match error {
        app::error::Error::Fields(all) if all.iter().any(|f| f.field == "layout") => {
            let known: Vec<String> = app::packs::Layout::all().into_iter().map(|l| l.name).collect();
            Unusable(format!("there is no kind of pack `{kind}`; there are {}", known.join(", ")))
        }
        other => Unusable(other.to_string()),
    }
}

fn read_layout(path: &Path) -> Result<String, Unusable> {
    fs::read_to_string(path).map_err(|e| Unusable(format!("cannot read the layout {}: {e}", path.display())))
}

/// Writes every file, or none: a name that is taken is met before anything is written.
fn write(out: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Unusable> {
    let shown = out.display();
    fs::create_dir_all(out).map_err(|e| Unusable(format!("cannot make the folder {shown}: {e}")))?;
    if let Some((taken, _)) = files.iter().find(|(name, _)| out.join(name).exists()) {
        return Err(Unusable(format!("{shown} holds {taken} already; name another folder or move it away")));
    }
    for (name, bytes) in files {
        let path = out.join(name);
        let made = OpenOptions::new().write(true).create_new(true).open(&path);
        made.and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all())).map_err(|e| {
            Unusable(format!("cannot write {}: {e}; what was written is not complete", path.display()))
        })?;
    }
    Ok(())
}

fn tell(
    args: &Args,
    out: &Path,
    files: &[(String, Vec<u8>)],
    lacks: &[Lack],
    issued: bool,
) -> Result<Outcome, Unusable> {
    if args.format == Some(Print::Json) {
        let file = |(name, bytes): &(String, Vec<u8>)| json!({ "name": name, "bytes": bytes.len(), "sha256": store::sha256(bytes) });
        let lack = |l: &Lack| json!({ "section": l.section, "message": l.message, "hint": l.hint });
        terminal::print_json(&json!({
            "issued": issued,
            "files": files.iter().map(file).collect::<Vec<_>>(),
            "lacking": lacks.iter().map(lack).collect::<Vec<_>>(),
        }))?;
        return Ok(Outcome::Done);
    }
    let mut said = String::new();
    for (name, bytes) in files {
        said += &format!("  {} ({} kB)\n", out.join(name).display(), bytes.len().div_ceil(1000));
    }
    for lack in lacks {
        said += &format!("lacking: {} {}\n", lack.message, lack.hint);
    }
    said += &format!(
        "{} {}.\n",
        if issued { "Issued and wrote" } else { "Wrote a draft:" },
        terminal::count(files.len(), "file", "files")
    );
    terminal::print(&said)?;
    Ok(Outcome::Done)
}
