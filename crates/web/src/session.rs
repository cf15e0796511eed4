//! Who is signed in: a random token in a cookie, its hash in the store; and what the last act did, until a page says it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use model::id::Id;
use sha2::{Digest, Sha256};
use store::{Secrets, StoreError};

use crate::layout::Notice;

/// A session ends this many milliseconds after it began (twelve hours: a working day).
const LASTS: i64 = 12 * 60 * 60 * 1000;

/// How many sentences wait at most for their next page.
const MOST: usize = 1000;

/// One session.
#[derive(Clone, Debug)]
pub struct Session {
    /// Whose it is.
    pub user: Id,
    /// What every form of it carries, so that another site cannot post in its name: made of the token, which no other
    /// site knows.
    pub csrf: String,
}

type Key = [u8; 32];

/// Sentences that wait for the next page of their session.
#[derive(Debug, Default)]
pub struct Notices(Mutex<BTreeMap<Key, Notice>>);

impl Notices {
    /// Leaves a sentence for the next page.
    pub fn tell(&self, token: &str, notice: Notice) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(key(token), notice);
    }

    /// Takes the sentence that was left.
    pub fn told(&self, token: &str) -> Option<Notice> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&key(token))
    }
}

/// Opens a session for an account and returns its token.
///
/// # Errors
/// When the machine yields no randomness; the store's.
pub fn open(secrets: &Secrets<'_>, user: Id, now: i64) -> Result<String, String> {
    let token = token().map_err(|e| e.to_string())?;
    let session = store::Session { user, made_at: now, seen_at: now, expires_at: now + LASTS };
    secrets.begin_session(key(&token), session).map_err(|e| e.to_string())?;
    Ok(token)
}

/// The session of a token, if it is open.
///
/// # Errors
/// The store's.
pub fn find(secrets: &Secrets<'_>, token: &str, now: i64) -> Result<Option<Session>, StoreError> {
    let found = secrets.session(&key(token), now)?;
    Ok(found.map(|s| Session { user: s.user, csrf: form_token(token) }))
}

/// Closes a session.
///
/// # Errors
/// The store's.
pub fn close(secrets: &Secrets<'_>, token: &str) -> Result<(), StoreError> {
    secrets.end_session(key(token))
}

fn key(token: &str) -> Key {
    Sha256::digest(token.as_bytes()).into()
}

fn form_token(token: &str) -> String {
    let hash: Key = Sha256::digest(format!("form {token}").as_bytes()).into();
    hex(hash.get(..16).unwrap_or(&hash))
}

/// 128 random bits, as hexadecimal digits: session tokens and nonces.
///
/// # Errors
/// When the machine yields no randomness.
pub fn token() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Whether two tokens are the same, in a time that does not tell where they differ.
pub fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |d, (x, y)| d | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use store::{OpenOptions, Store};

    use super::{LASTS, Notices, close, find, form_token, open, same};
    use crate::layout::Notice;

    #[test]
    fn a_session_ends_after_a_day_s_work_or_when_closed() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &OpenOptions::default()).unwrap();
        let (secrets, user) = (store.secrets(), model::id::Id::from_bits(7));
        let token = open(&secrets, user, 0).unwrap();
        let session = find(&secrets, &token, LASTS - 1).unwrap().unwrap();
        assert_eq!((session.user, session.csrf), (user, form_token(&token)));
        assert!(find(&secrets, &token, LASTS).unwrap().is_none());
        assert!(find(&secrets, "another", 1).unwrap().is_none());
        close(&secrets, &token).unwrap();
        assert!(find(&secrets, &token, 1).unwrap().is_none());
    }

    #[test]
    fn a_sentence_is_told_once_and_tokens_compare_whole() {
        let notices = Notices::default();
        notices.tell("a", Notice { text: "Done.".into(), undo: None });
        assert!(notices.told("b").is_none());
        assert_eq!(notices.told("a").unwrap().text, "Done.");
        assert!(notices.told("a").is_none());
        assert!(same("abc", "abc") && !same("abc", "abd") && !same("abc", "ab"));
        assert_ne!(form_token("a"), form_token("b"));
    }
}
