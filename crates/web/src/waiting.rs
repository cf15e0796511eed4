//! Documents that were read and wait for their reader to accept them: kept in memory, a few at a time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use app::import::File;
use intake::columns::Corrections;
use intake::reading::Reading;
use model::id::Id;

/// One upload.
#[derive(Debug)]
pub struct Upload {
    /// The files as they came.
    pub files: Vec<File>,
    /// What was read.
    pub reading: Reading,
    /// What it was read with: what is known of the columns.
    pub columns: Corrections,
}

/// How many uploads wait at most; an older one is forgotten and has to be uploaded again.
const MOST: usize = 8;

/// Case lists that were read and wait to be kept.
#[derive(Debug)]
pub struct Lists {
    /// The files as they came.
    pub files: Vec<File>,
    /// What was read.
    pub read: extracts::read::Read,
    /// Numbers of children were replaced by pseudonyms.
    pub pseudonyms: bool,
}

/// A definition that was tried and waits to be saved.
#[derive(Debug)]
pub struct Tried {
    /// What it makes of the case lists.
    pub trial: app::lists::restate::Trial,
}

/// A file of figures that was read and waits to be kept.
#[derive(Debug)]
pub struct StatedFile {
    /// Its bytes as they came.
    pub bytes: Vec<u8>,
    /// What was read.
    pub read: app::figures::FigureFile,
}

/// The uploads that wait, by token and uploader.
#[derive(Debug)]
pub struct Waiting<T = Upload>(Mutex<VecDeque<(String, Id, Arc<T>)>>);

impl<T> Default for Waiting<T> {
    fn default() -> Waiting<T> {
        Waiting(Mutex::default())
    }
}

impl<T> Waiting<T> {
    /// Keeps an upload of somebody under a token.
    pub fn keep(&self, token: String, user: Id, upload: T) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.pop_front();
        }
        all.push_back((token, user, Arc::new(upload)));
    }

    /// The upload under a token, for its uploader.
    pub fn find(&self, token: &str, user: Id) -> Option<Arc<T>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().find(|(t, u, _)| t == token && *u == user).map(|(_, _, upload)| Arc::clone(upload))
    }

    /// Puts another reading of the same files in an upload's place.
    pub fn replace(&self, token: &str, user: Id, upload: T) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = all.iter_mut().find(|(t, u, _)| t == token && *u == user) {
            held.2 = Arc::new(upload);
        }
    }

    /// Forgets the upload under a token.
    pub fn forget(&self, token: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|(t, _, _)| t != token);
    }
}

#[cfg(test)]
mod tests {
    use intake::columns::Corrections;
    use intake::reading::Reading;
    use model::id::Id;

    use super::{MOST, Upload, Waiting};

    #[test]
    fn an_upload_waits_for_its_uploader_and_only_a_few_wait() {
        let waiting = Waiting::default();
        let upload =
            || Upload { files: Vec::new(), reading: Reading::default(), columns: Corrections::default() };
        let (ann, bob) = (Id::from_bits(1), Id::from_bits(2));
        waiting.keep("first".into(), ann, upload());
        assert!(waiting.find("first", ann).is_some() && waiting.find("first", bob).is_none());
        for n in 0..MOST {
            waiting.keep(n.to_string(), ann, upload());
        }
        assert!(waiting.find("first", ann).is_none(), "the oldest is forgotten");
        waiting.forget("3");
        assert!(waiting.find("3", ann).is_none());
    }
}
