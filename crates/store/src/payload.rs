//! The part of an event that can be erased: its words and values, as JSON.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::act::StoreError;
use crate::value::Value;

/// Named values in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pairs(pub(crate) Vec<(String, Value)>);

/// What an event says, apart from who and when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Payload {
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) why: Option<String>,
    /// Where it was read (see `place_code`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) at: Option<String>,
    /// The touched fields before.
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub(crate) before: Pairs,
    /// The touched fields after.
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub(crate) after: Pairs,
    /// Of a redaction: the events whose payload it replaced, with the hash of the new payload in hexadecimal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) redacted: Vec<(u64, String)>,
}

impl Payload {
    /// The JSON kept; hashed as it stands.
    pub(crate) fn to_json(&self) -> Result<String, StoreError> {
        serde_json::to_string(self).map_err(|e| StoreError::Damaged(e.to_string()))
    }

    /// The payload in this JSON; `seq` is for the message.
    pub(crate) fn from_json(json: &str, seq: u64) -> Result<Payload, StoreError> {
        serde_json::from_str(json)
            .map_err(|e| StoreError::Damaged(format!("event {seq} cannot be read: {e}")))
    }
}

impl Pairs {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Pairs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pairs, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("named values")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Pairs, M::Error> {
                let mut pairs = Vec::with_capacity(map.size_hint().unwrap_or(8));
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::{Pairs, Payload};
    use crate::value::Value;

    #[test]
    fn a_payload_survives_its_json_with_its_order() {
        let payload = Payload {
            why: Some("a \"reason\"".to_owned()),
            after: Pairs(vec![
                ("text".to_owned(), Value::from("é\n")),
                ("by".to_owned(), Value::Int(-3)),
                ("at".to_owned(), Value::Null),
            ]),
            redacted: vec![(3, "ff".to_owned())],
            ..Payload::default()
        };
        let json = payload.to_json().unwrap();
        assert_eq!(Payload::from_json(&json, 1).unwrap(), payload);
        assert!(json.find("\"text\"").unwrap() < json.find("\"by\"").unwrap());
        assert!(Payload::from_json("{", 7).unwrap_err().to_string().contains("event 7"));
    }
}
