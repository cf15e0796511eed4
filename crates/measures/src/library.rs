//! The definitions that the program brings.

use std::sync::LazyLock;

use crate::definition::Definition;

/// Every file of `definitions/`, by its name, in order.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/definitions.rs"));

static LIBRARY: LazyLock<Vec<Definition>> =
    LazyLock::new(|| FILES.iter().filter_map(|(_, text)| Definition::parse(text).ok()).collect());

/// Every definition, in the order of the keys. That each file can be read is a test's business.
pub fn library() -> &'static [Definition] {
    &LIBRARY
}

/// The definition with this key.
pub fn find(key: &str) -> Option<&'static Definition> {
    LIBRARY.iter().find(|d| d.key == key)
}

#[cfg(test)]
mod tests {
    use super::{Definition, FILES};

    #[test]
    fn every_file_is_a_sound_definition_of_its_own_name() {
        let mut wrong = Vec::new();
        for (name, text) in FILES {
            match Definition::parse(text) {
                Ok(definition) if definition.key == *name => {
                    let again = Definition::parse(&definition.to_toml());
                    if again.as_ref() != Ok(&definition) {
                        wrong.push(format!("{name}: written and read again it is another: {again:?}"));
                    }
                }
                Ok(definition) => wrong.push(format!("{name}: its key is {}", definition.key)),
                Err(errors) => wrong.extend(errors.iter().map(|e| format!("{name}: {e}"))),
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
