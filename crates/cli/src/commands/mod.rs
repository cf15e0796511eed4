//! One file a command.

mod demo;
mod export;
mod figures;
mod import;
mod keeping;
mod lint;
mod measure;
mod pack;
mod published;
mod read;
mod serve;
mod status;
mod synth;
mod user;

use crate::args::{Args, Command, UserCommand};
use crate::{Outcome, Unusable, lists, worker};

/// Runs the command that was asked for.
pub(crate) fn run(args: Args) -> Result<Outcome, Unusable> {
    match args.command {
        Command::Read { files, trace } => read::run(&files, trace, args.format, args.as_of),
        Command::Lint { explain: Some(ref code), .. } => lint::explain(code, args.format),
        Command::Lint { ref plan, .. } => lint::run(&args, plan.as_deref()),
        Command::Import { files, place, accept } => {
            import::run(&args.data, &files, place, accept, args.format)
        }
        Command::Export { ref plan, ref out, form } => {
            export::run(&args, plan.as_deref(), out.as_deref(), form)
        }
        Command::Pack { .. } => pack::run(&args),
        Command::Synth(ref options) => synth::run(options, args.as_of),
        Command::Measure { .. } => measure::run(&args),
        Command::Figures { .. } => figures::run(&args),
        Command::Published { .. } => published::run(&args),
        Command::Backup { to } => keeping::backup(&args.data, &to),
        Command::Restore { from } => keeping::restore(&args.data, &from),
        Command::Verify => keeping::verify(&args.data, args.format),
        Command::Status { ref plan } => status::run(&args, plan.as_deref()),
        Command::User { command: UserCommand::Add { name, email, role, place } } => {
            user::add(&args.data, &name, &email, &role, &place)
        }
        Command::User { command: UserCommand::Reset { email } } => user::reset(&args.data, &email),
        Command::Demo { listen } => demo::run(listen),
        Command::Serve { listen, https } => serve::run(&args.data, listen, https),
        Command::ReadWorker => worker::serve_reading(),
        Command::ListsWorker => lists::serve(),
        Command::SetWorker => worker::serve_setting(),
        Command::PictureWorker => worker::serve_picture(),
    }
}
