//! The `throughline` binary: every command, the clock, the randomness and the worker process that reads files.
//!
//! Exit status: 0 done, 1 something was lost or unreadable or `lint` found errors, 2 unusable arguments or input with
//! one sentence on standard error that names the file, the place and the remedy.

mod ahead;
mod arenas;
mod args;
mod clock;
mod commands;
mod files;
mod lists;
mod press;
mod pseudonyms;
mod site;
mod terminal;
mod worker;

use std::process::ExitCode;

use clap::Parser;

/// How a command ended, where it did not fail.
pub(crate) enum Outcome {
    /// Done.
    Done,
    /// Done, but something was lost or unreadable, or errors were found.
    Doubtful,
}

/// Unusable arguments or input: one sentence for the person at the terminal.
#[derive(Debug)]
pub(crate) struct Unusable(pub(crate) String);

impl<E: std::error::Error> From<E> for Unusable {
    fn from(error: E) -> Unusable {
        Unusable(error.to_string())
    }
}

fn main() -> ExitCode {
    let args = args::Args::parse();
    match commands::run(args) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Doubtful) => ExitCode::from(1),
        Err(Unusable(sentence)) => {
            eprintln!("throughline: {sentence}");
            ExitCode::from(2)
        }
    }
}
