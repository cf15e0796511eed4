//! The chain: what each event's hashes are made of.
//!
//! An event's own hash covers who, what, when, the hash of its payload and the hash of the event before it in the
//! same place. The payload's hash is salted, so that what was erased cannot be confirmed by guessing; erasing a
//! payload changes neither hash.

use sha2::{Digest, Sha256};

use crate::act::StoreError;
use crate::record::Record;

/// What stands before the first event of a place.
pub(crate) const START: [u8; 32] = [0; 32];

/// Fresh salt for one payload.
pub(crate) fn salt() -> Result<Vec<u8>, StoreError> {
    let mut salt = vec![0; 16];
    getrandom::fill(&mut salt).map_err(|e| StoreError::Damaged(format!("no randomness: {e}")))?;
    Ok(salt)
}

/// The hash of a payload with its salt.
pub(crate) fn payload_hash(salt: &[u8], payload: &str) -> Vec<u8> {
    let mut hasher = Sha256::new();
    part(&mut hasher, salt);
    part(&mut hasher, payload.as_bytes());
    hasher.finalize().to_vec()
}

/// The hash of an event (of everything but its payload, its salt, its own hash and the mark of its redaction).
pub(crate) fn event_hash(event: &Record) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for number in [
        i128::from(event.seq),
        i128::from(event.act),
        i128::from(event.place),
        i128::from(event.plan),
        i128::from(event.entity),
        i128::from(event.recorded_at),
        i128::from(event.effective),
        event.batch.map_or(-1, i128::from),
        event.undoes.map_or(-1, i128::from),
    ] {
        hasher.update(number.to_le_bytes());
    }
    for text in [event.kind.as_str(), event.verb.word(), &event.what, &event.actor] {
        part(&mut hasher, text.as_bytes());
    }
    part(&mut hasher, &event.payload_hash);
    part(&mut hasher, &event.previous);
    hasher.finalize().to_vec()
}

/// Every part goes in with its length, so that no two different lists of parts look alike.
fn part(hasher: &mut Sha256, bytes: &[u8]) {
    hasher.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
    hasher.update(bytes);
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The SHA-256 of bytes, in hexadecimal: how documents are named.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
