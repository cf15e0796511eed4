//! How kinds, things, fields and values are called when the program speaks to people.

use model::day::Day;
use model::decimal::Decimal;
use store::{Kind, Value};

/// What a kind is called in a sentence, without its article: `target date`.
pub fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Place => "place",
        Kind::Plan => "plan",
        Kind::Import => "import",
        Kind::Inspection => "inspection",
        Kind::Judgement => "judgement",
        Kind::Recommendation => "recommendation",
        Kind::Statement => "statement",
        Kind::Priority => "priority",
        Kind::Holder => "owner",
        Kind::Line => "line",
        Kind::Action => "action",
        Kind::Part => "part",
        Kind::Answer => "link to a recommendation",
        Kind::TargetDate => "target date",
        Kind::Update => "update",
        Kind::Evidence => "evidence",
        Kind::Rating => "rating",
        Kind::Measure => "measure",
        Kind::Observation => "observation",
        Kind::DefinedOutcome => "defined outcome",
        Kind::Diagnostic => "diagnostic finding",
        Kind::Decision => "decision",
        Kind::ServicePlan => "service plan",
        Kind::Named => "name",
        Kind::Alias => "spelling",
        Kind::KeptText => "text",
        Kind::Acknowledgement => "finding set aside",
        Kind::User => "user",
        Kind::Setting => "setting",
        Kind::Pack => "pack",
        Kind::PackWords => "words on a pack",
        Kind::PackRelease => "release of a pack’s text",
        Kind::PackFile => "file of a pack",
        Kind::AccessKey => "access key",
        Kind::Snapshot => "snapshot of case lists",
        Kind::Binding => "binding of a measure",
        Kind::QualityIssue => "issue of data quality",
        Kind::Figure => "stated figure",
        Kind::PublishedTable => "published table",
        Kind::Definition => "definition",
    }
}

/// What a field of a kind is called in a sentence.
pub fn field(kind: Kind, field: &str) -> String {
    let word = match (kind, field) {
        (Kind::Action | Kind::Recommendation | Kind::Statement | Kind::Part | Kind::Measure, "text") => {
            "wording"
        }
        (Kind::Holder, "text") => "name",
        (Kind::Action, "ordinal") => "place in the line",
        (Kind::Priority, "key") => "number",
        (Kind::Priority, "parent") => "place in the tree",
        (Kind::Action, "refers_to") => "references to other actions",
        (Kind::Action, "delivery") => "printed delivery rating",
        (Kind::Action, "impact") => "printed impact rating",
        (_, "as_at") => "date it speaks of",
        (_, "from_day" | "period_from" | "baseline_from" | "limits_from") => "first day",
        (_, "to_day" | "period_to" | "baseline_to" | "limits_to") => "last day",
        (_, "stated") => "printed value",
        (_, "computed") => "computed value",
        (_, "position") => "position",
        (_, "superseded") => "being superseded",
        (_, "place_name") => "area",
        (_, "measure_key") => "measure",
        (_, "band") => "time given",
        (_, "by") => "author",
        (_, "link") => "address",
        _ => return field.replace('_', " "),
    };
    word.to_owned()
}

/// A value as people read it, given its type in the schema; empty for nothing.
pub fn value(kind: Kind, field: &str, value: &Value) -> String {
    use store::schema::Type;
    let ty = kind.def().field(field).map(|f| f.ty);
    match (ty, value) {
        (_, Value::Null) => String::new(),
        (Some(Type::Day), v) => v.as_day().map(Day::long).unwrap_or_default(),
        (Some(Type::Bool), v) => if v.as_bool() == Some(true) { "yes" } else { "no" }.to_owned(),
        (Some(Type::Decimal), v) => v.as_decimal().map(|d: Decimal| d.to_string()).unwrap_or_default(),
        (Some(Type::Ref(_)), v) => v.as_id().map(|id| id.to_string()).unwrap_or_default(),
        (_, Value::Int(number)) => number.to_string(),
        (_, Value::Text(text)) => text.clone(),
    }
}

/// How a thing is called by its own fields: `action 1.4b`, `measure “assessments in time” (CLA)`. Long words are cut.
pub fn thing<'v>(kind: Kind, get: impl Fn(&str) -> &'v Value) -> String {
    let text = |name: &str| get(name).as_text().unwrap_or("").to_owned();
    match kind {
        Kind::Action | Kind::Line => format!("{} {}", noun(kind), text("reference")),
        Kind::Priority => {
            let kind = text("kind");
            format!("{} {}", if kind.is_empty() { "priority".to_owned() } else { kind }, text("key"))
        }
        Kind::Recommendation => format!("recommendation {}", text("number")),
        Kind::Measure => {
            with_breakdown(format!("measure “{}”", short(&text("text"), 60)), &text("breakdown"))
        }
        Kind::Observation => {
            let on = get("period_to").as_day().map(|d| format!(" of {}", d.long())).unwrap_or_default();
            let name =
                if text("text").is_empty() { text("measure_key").replace('-', " ") } else { text("text") };
            with_breakdown(format!("observation{on} “{}”", short(&name, 60)), &text("breakdown"))
        }
        Kind::Holder => format!("{} {}", text("role"), short(&text("text"), 60)),
        Kind::TargetDate => format!("target date {}", text("phrase")),
        Kind::Statement => {
            let role = text("role").replace('-', " ");
            format!("{role} “{}”", short(&text("text"), 60))
        }
        Kind::Answer => format!("link to recommendation {}", text("number")),
        Kind::Rating => format!("{} rating", text("axis")),
        Kind::Plan | Kind::Inspection | Kind::ServicePlan => {
            format!("{} “{}”", noun(kind), short(&text("title"), 60))
        }
        Kind::Judgement => format!("judgement on {}", text("area")),
        Kind::Named | Kind::Place | Kind::Import | Kind::User | Kind::PublishedTable => {
            format!("{} {}", noun(kind), text("name"))
        }
        Kind::Part => match get("letter").as_text() {
            Some(letter) => format!("part {letter}"),
            None => format!("part “{}”", short(&text("text"), 60)),
        },
        Kind::Acknowledgement => format!("finding {} about {}", text("code"), text("subject")),
        Kind::Setting => crate::settings::Known::of(&text("key"))
            .map_or_else(|| setting(&text("key")).to_owned(), |k| format!("the setting “{}”", k.label)),
        Kind::Pack => format!("the pack “{}”", short(&text("title"), 80)),
        Kind::PackWords => format!("words on “{}”", text("section").replace('-', " ")),
        Kind::PackRelease => format!("release of the text of “{}”", text("section").replace('-', " ")),
        Kind::PackFile => format!("file {}", text("name")),
        Kind::AccessKey => format!("the access key “{}”", text("name")),
        Kind::Snapshot => {
            let on = get("as_at").as_day().map(|d| format!(" of {}", d.long())).unwrap_or_default();
            format!("the case lists{on}")
        }
        Kind::Binding => {
            format!(
                "the definition {} for the measure “{}”",
                text("definition"),
                text("measure_key").replace('-', " ")
            )
        }
        Kind::QualityIssue => format!("the issue “{}”", text("rule").replace('-', " ")),
        Kind::Definition => match get("version").as_int() {
            Some(version) => format!("version {version} of the definition {}", text("key")),
            None => format!("the definition {}", text("key")),
        },
        Kind::Figure => {
            let on = get("period_to").as_day().map(|d| format!(" of {}", d.long())).unwrap_or_default();
            with_breakdown(format!("figure{on} “{}”", text("definition").replace('_', " ")), &text("service"))
        }
        Kind::Update
        | Kind::Evidence
        | Kind::DefinedOutcome
        | Kind::Diagnostic
        | Kind::Decision
        | Kind::Alias
        | Kind::KeptText => format!("{} “{}”", noun(kind), short(&text("text"), 60)),
    }
}

/// What a setting is called that is none of the plan's numbers.
fn setting(key: &str) -> &'static str {
    match key {
        crate::import::printed::KEY => "the plan’s columns as printed",
        key if crate::packs::own::is_layout(key) => "a layout of packs",
        key => {
            let known = crate::packs::brand::setting(key)
                .or_else(|| crate::lists::teams::setting(key))
                .or_else(|| crate::published::setting(key));
            known.unwrap_or("what an account answers for")
        }
    }
}

fn with_breakdown(name: String, breakdown: &str) -> String {
    if breakdown.is_empty() { name } else { format!("{name} ({breakdown})") }
}

/// The words cut to at most `limit` characters at a word's end, with an ellipsis where something was cut.
pub fn short(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit).collect();
    let end = cut.rfind(' ').filter(|e| *e > limit / 2).unwrap_or(cut.len());
    format!("{}…", cut.get(..end).unwrap_or(&cut).trim_end_matches([',', ';', ':', ' ']))
}

/// A whole number as people read it: `1,234`.
pub fn grouped(number: i64) -> String {
    Decimal::whole(number).map_or_else(|| number.to_string(), Decimal::grouped)
}

/// The same words with every number written plainly, as programs read them: `295 of 1,299` is `295 of 1299`.
pub fn ungrouped(words: &str) -> String {
    let bytes = words.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let parts_thousands = |at: usize| {
        at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4)
    };
    words.char_indices().filter(|(at, c)| *c != ',' || !parts_thousands(*at)).map(|(_, c)| c).collect()
}

/// `1 action`, `3 actions`, `1,200 actions`.
pub fn count(number: usize, one: &str) -> String {
    let stem = one.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'i', 'o', 'u']));
    let shown = grouped(i64::try_from(number).unwrap_or(i64::MAX));
    match (number, stem) {
        (1, _) => format!("1 {one}"),
        (_, Some(stem)) => format!("{shown} {stem}ies"),
        (_, None) => format!("{shown} {one}s"),
    }
}

/// `a, b and c`.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{count, list, short, ungrouped};

    #[test]
    fn long_words_are_cut_at_a_words_end() {
        assert_eq!(short("Review the panel", 40), "Review the panel");
        assert_eq!(short("Review the panel, and its terms of reference", 20), "Review the panel…");
        assert_eq!(short("Überprüfungsausschüsse", 5), "Überp…");
    }

    #[test]
    fn counts_and_lists_read_as_english() {
        assert_eq!(
            [count(1, "priority"), count(2, "priority"), count(0, "action")],
            ["1 priority", "2 priorities", "0 actions"]
        );
        assert_eq!(count(69, "day"), "69 days");
        assert_eq!(count(57_800, "row"), "57,800 rows");
        for (people, programs) in
            [("295 of 1,299", "295 of 1299"), ("1,234,567.5", "1234567.5"), ("a, 12,3", "a, 12,3")]
        {
            assert_eq!(ungrouped(people), programs);
        }
        assert_eq!(list(&["a".to_owned(), "b".to_owned(), "c".to_owned()]), "a, b and c");
    }
}
