//! One file a command.

mod read;

use crate::args::{Args, Command};
use crate::{Outcome, Unusable, worker};

/// Runs the command that was asked for.
pub(crate) fn run(args: Args) -> Result<Outcome, Unusable> {
    match args.command {
        Command::Read { files, trace } => read::run(&files, trace, args.format, args.as_of),
        Command::ReadWorker => worker::serve(),
    }
}
