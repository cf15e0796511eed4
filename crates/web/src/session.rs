//! Who is signed in: a random token in a cookie, its hash here with what the session may know.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use crate::layout::Notice;

/// A session ends after this many seconds without a request (twelve hours: a working day).
const IDLE: i64 = 12 * 60 * 60;

/// One session.
#[derive(Clone, Debug)]
pub struct Session {
    /// Whose it is: the account's key.
    pub user: String,
    /// What every form of it carries, so that another site cannot post in its name.
    pub csrf: String,
    /// What the last act did, until a page has shown it.
    notice: Option<Notice>,
    /// When it was last used, in seconds.
    used: i64,
}

type Key = [u8; 32];

/// Every open session of this process. A token is kept only as its hash.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<BTreeMap<Key, Session>>);

impl Sessions {
    /// Opens a session for an account and returns its token.
    ///
    /// # Errors
    /// When the machine yields no randomness.
    pub fn open(&self, user: &str, now: i64) -> Result<String, getrandom::Error> {
        let (token, csrf) = (token()?, token()?);
        let session = Session { user: user.to_string(), csrf, notice: None, used: now };
        let mut all = self.lock();
        all.retain(|_, s| now - s.used < IDLE);
        all.insert(key(&token), session);
        Ok(token)
    }

    /// The session of a token, if it is open; it counts as used now.
    pub fn find(&self, token: &str, now: i64) -> Option<Session> {
        let mut all = self.lock();
        let session = all.get_mut(&key(token)).filter(|s| now - s.used < IDLE)?;
        session.used = now;
        Some(session.clone())
    }

    /// Leaves a sentence for the next page.
    pub fn tell(&self, token: &str, notice: Notice) {
        if let Some(session) = self.lock().get_mut(&key(token)) {
            session.notice = Some(notice);
        }
    }

    /// Takes the sentence that was left.
    pub fn told(&self, token: &str) -> Option<Notice> {
        self.lock().get_mut(&key(token))?.notice.take()
    }

    /// Closes a session.
    pub fn close(&self, token: &str) {
        self.lock().remove(&key(token));
    }

    /// Closes every session of an account: its password was reset or it was closed.
    pub fn close_all(&self, user: &str) {
        self.lock().retain(|_, s| s.user != user);
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Key, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(token: &str) -> Key {
    Sha256::digest(token.as_bytes()).into()
}

/// 128 random bits, as hexadecimal digits: session tokens, form tokens and nonces.
///
/// # Errors
/// When the machine yields no randomness.
pub fn token() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
}

/// Whether two tokens are the same, in a time that does not tell where they differ.
pub fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |d, (x, y)| d | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use super::{IDLE, Sessions, same};

    #[test]
    fn a_session_lives_while_it_is_used_and_ends_when_closed() {
        let sessions = Sessions::default();
        let token = sessions.open("ann", 0).unwrap();
        assert_eq!(sessions.find(&token, IDLE - 1).unwrap().user, "ann");
        assert!(sessions.find(&token, 2 * IDLE - 2).is_some(), "its use kept it open");
        assert!(sessions.find(&token, 4 * IDLE).is_none());
        let token = sessions.open("ann", 0).unwrap();
        sessions.close_all("ann");
        assert!(sessions.find(&token, 1).is_none());
    }

    #[test]
    fn tokens_compare_whole() {
        assert!(same("abc", "abc") && !same("abc", "abd") && !same("abc", "ab"));
    }
}
