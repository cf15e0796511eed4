//! Documents read before anybody asks for them: the demonstration reads its documents beside the telling of its story.

use std::sync::mpsc::{self, Receiver};
use std::thread::Scope;

use app::import::File;
use intake::columns::Corrections;
use intake::reading::Reading;

use crate::worker;

/// How many workers read at once; the teller takes what time they leave.
const READERS: usize = 2;

/// Files, and the reading of them that will come.
type Coming<'a> = (&'a [File], Receiver<Result<Reading, String>>);

/// Readings on their way, each with the files it is of.
pub(crate) struct Ahead<'a> {
    coming: Vec<Coming<'a>>,
}

impl<'a> Ahead<'a> {
    /// Begins to read groups of files, the first first.
    pub(crate) fn read<'s>(scope: &'s Scope<'s, 'a>, groups: &'a [Vec<File>]) -> Self {
        let mut coming: Vec<Coming<'a>> = Vec::new();
        let mut turns: Vec<Vec<_>> = (0..READERS).map(|_| Vec::new()).collect();
        for (number, files) in groups.iter().enumerate() {
            let (done, wait) = mpsc::channel();
            coming.push((files.as_slice(), wait));
            if let Some(turn) = turns.get_mut(number % READERS) {
                turn.push((files, done));
            }
        }
        for turn in turns {
            scope.spawn(move || {
                for (files, done) in turn {
                    // A teller that stopped takes nothing more.
                    let _ = done.send(now(files));
                }
            });
        }
        Self { coming }
    }

    /// The reading of files: waited for where it was begun, else read now.
    ///
    /// # Errors
    /// As [`worker::read_given`].
    pub(crate) fn take(&self, files: &[File]) -> Result<Reading, String> {
        let begun = self.coming.iter().find(|(known, _)| *known == files);
        begun.and_then(|(_, wait)| wait.recv().ok()).unwrap_or_else(|| now(files))
    }
}

fn now(files: &[File]) -> Result<Reading, String> {
    worker::read_given(files, &Corrections::default())
}
