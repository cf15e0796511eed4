//! One file a command.

mod keeping;
mod lint;
mod read;

use crate::args::{Args, Command};
use crate::{Outcome, Unusable, worker};

/// Runs the command that was asked for.
pub(crate) fn run(args: Args) -> Result<Outcome, Unusable> {
    match args.command {
        Command::Read { files, trace } => read::run(&files, trace, args.format, args.as_of),
        Command::Lint { explain: Some(code), .. } => lint::explain(&code, args.format),
        Command::Lint { .. } => Err(Unusable("name a rule to explain".into())),
        Command::Backup { to } => keeping::backup(&args.data, &to),
        Command::Restore { from } => keeping::restore(&args.data, &from),
        Command::Verify => keeping::verify(&args.data, args.format),
        Command::ReadWorker => worker::serve(),
    }
}
