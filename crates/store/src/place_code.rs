//! A place in a document as one short text: `page,line,table,row,column document`.

use std::sync::Arc;

use model::at::At;

/// The text kept for a place; `None` for what has no place at all.
pub(crate) fn encode(at: &At) -> Option<String> {
    if *at == At::default() {
        return None;
    }
    let numbers = [at.page, at.line, at.table, at.row, at.column];
    let joined: Vec<String> = numbers.iter().map(|n| n.map_or(String::new(), |n| n.to_string())).collect();
    Some(format!("{} {}", joined.join(","), at.document))
}

/// The place a text stands for; what cannot be read is an empty place with the text as its document.
pub(crate) fn decode(text: &str) -> At {
    let (numbers, document) = text.split_once(' ').unwrap_or(("", text));
    let mut parts = numbers.split(',').map(|n| n.parse().ok());
    let mut next = || parts.next().flatten();
    At {
        page: next(),
        line: next(),
        table: next(),
        row: next(),
        column: next(),
        document: Arc::from(document),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::at::At;

    #[test]
    fn a_place_survives_its_text() {
        let name: Arc<str> = Arc::from("Plan, v 2.txt");
        for at in [
            At::line(&name, 291),
            At {
                document: Arc::clone(&name),
                page: Some(1),
                table: Some(3),
                row: Some(4),
                column: Some(5),
                line: None,
            },
            At { document: name, ..At::default() },
        ] {
            assert_eq!(super::decode(&super::encode(&at).unwrap()), at);
        }
        assert_eq!(super::encode(&At::default()), None);
    }
}
