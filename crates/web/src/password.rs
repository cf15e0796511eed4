//! Passwords: kept only as argon2id hashes, compared in constant time.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};

/// The hash of a password, with its salt and parameters, as text.
///
/// # Errors
/// When the machine yields no randomness.
pub fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    Ok(Argon2::default().hash_password(password.as_bytes())?.to_string())
}

/// Whether a password is the one of this hash. A hash that cannot be read is nobody's.
pub fn verify(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok())
}

#[cfg(test)]
mod tests {
    use super::{hash, verify};

    #[test]
    fn a_password_is_known_by_its_hash_only() {
        let kept = hash("correct horse battery").unwrap();
        assert!(kept.starts_with("$argon2id$") && !kept.contains("horse"));
        assert!(verify("correct horse battery", &kept));
        assert!(!verify("correct horse batterx", &kept) && !verify("x", "not a hash"));
        assert_ne!(kept, hash("correct horse battery").unwrap(), "each has its own salt");
    }
}
