//! Identifiers that do not leak row numbers and read well in an address.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The identity of a kept thing: 63 random bits, written as 13 characters of Crockford's base 32 (`0` to `9`,
/// `a` to `z` without `i`, `l`, `o`, `u`). Randomness is passed in by whoever creates the thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Id(i64);

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl Id {
    /// The identity made of these random bits (the sign bit is dropped).
    pub fn from_bits(bits: u64) -> Id {
        Id(i64::try_from(bits & (u64::MAX >> 1)).unwrap_or(0))
    }

    /// The number the store keeps; never negative.
    pub fn number(self) -> i64 {
        self.0
    }

    /// The identity with this stored number; `None` if it is negative.
    pub fn from_number(number: i64) -> Option<Id> {
        (number >= 0).then_some(Id(number))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..13).rev() {
            let digit = (self.0 >> (place * 5)) & 31;
            f.write_str(char::from(ALPHABET[usize::try_from(digit).unwrap_or(0)]).encode_utf8(&mut [0; 4]))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Id, NotAnId> {
        if text.len() != 13 {
            return Err(NotAnId);
        }
        let mut number: i64 = 0;
        for byte in text.bytes() {
            let digit = ALPHABET.iter().position(|a| *a == byte.to_ascii_lowercase()).ok_or(NotAnId)?;
            number = number.checked_mul(32).ok_or(NotAnId)? | i64::try_from(digit).map_err(|_| NotAnId)?;
        }
        Id::from_number(number).ok_or(NotAnId)
    }
}

/// The text is not an identity: 13 characters of base 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an identity: 13 letters and digits are expected")
    }
}

impl std::error::Error for NotAnId {}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn an_id_survives_its_written_form() {
        for bits in [0, 1, 31, 32, 0x1234_5678_9abc_def0, u64::MAX] {
            let id = Id::from_bits(bits);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        for text in ["", "0", "zzzzzzzzzzzzz", "iiiiiiiiiiiii", "00000000000é"] {
            assert!(text.parse::<Id>().is_err(), "{text}");
        }
    }
}
