//! What stands for a child's number where the number itself is not to be kept: a keyed hash, the same for the same
//! child in every list and every snapshot made with the same key.

use sha2::{Digest, Sha256};

const BLOCK: usize = 64;

/// The key of a council's pseudonyms. Who holds it can tell which child a pseudonym means by trying numbers.
#[derive(Clone)]
pub struct Key {
    inner: Sha256,
    outer: Sha256,
}

impl Key {
    /// The key made of these bytes (at least 16 to be of use).
    pub fn new(bytes: &[u8]) -> Key {
        let mut block = [0_u8; BLOCK];
        let short: Vec<u8> =
            if bytes.len() > BLOCK { Sha256::digest(bytes).to_vec() } else { bytes.to_vec() };
        for (to, from) in block.iter_mut().zip(short) {
            *to = from;
        }
        let padded = |pad: u8| Sha256::new().chain_update(block.map(|b| b ^ pad));
        Key { inner: padded(0x36), outer: padded(0x5c) }
    }

    /// The pseudonym of a number: sixteen letters and digits.
    pub fn pseudonym(&self, number: &str) -> String {
        self.code(number.as_bytes()).iter().take(8).map(|b| format!("{b:02x}")).collect()
    }

    /// The keyed hash (HMAC-SHA-256).
    fn code(&self, message: &[u8]) -> Vec<u8> {
        let inner = self.inner.clone().chain_update(message).finalize();
        self.outer.clone().chain_update(inner).finalize().to_vec()
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn the_hash_is_the_standard_one() {
        // Test case 2 of RFC 4231.
        let code = Key::new(b"Jefe").code(b"what do ya want for nothing?");
        let hex: String = code.iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn one_child_is_one_pseudonym_under_one_key() {
        let (a, b) = (Key::new(b"one key of a council"), Key::new(b"another key of theirs"));
        assert_eq!(a.pseudonym("1001"), a.pseudonym("1001"));
        assert_ne!(a.pseudonym("1001"), a.pseudonym("1002"));
        assert_ne!(a.pseudonym("1001"), b.pseudonym("1001"));
        assert_eq!(format!("{a:?}"), "Key(…)");
    }
}
