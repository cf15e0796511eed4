//! Which fields of which kinds people fill in, and how what they typed is read.

use std::collections::BTreeMap;

use model::day::{Day, MONTHS};
use model::decimal::Decimal;
use model::id::Id;
use store::schema::Type;
use store::{Kind, Value};

use crate::error::FieldError;
use crate::shape::node::Fields;
use crate::words::noun;

/// What a person typed, by the names of the fields. A field that is absent is left as it is; an empty one is emptied.
pub type Inputs = BTreeMap<String, String>;

/// The longest text a field takes, in characters.
pub const MAX_TEXT: usize = 20_000;

/// One field of a form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FormField {
    /// Its name, as in [`Inputs`].
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// A hint under the label; empty for none.
    pub hint: &'static str,
    /// How it is filled in.
    pub input: Input,
    /// It must hold something.
    pub required: bool,
}

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Input {
    /// One line.
    Line,
    /// Several lines.
    Text,
    /// A day.
    Day,
    /// A figure with decimals.
    Figure,
    /// A whole number.
    Whole,
    /// Yes or no.
    YesNo,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The identity of a thing of one of these kinds.
    Reference(&'static [Kind]),
}

/// The fields of a kind that people fill in, in the order of the form; none for kinds that are not changed by hand or
/// have a command of their own.
pub fn form(kind: Kind) -> Vec<FormField> {
    let def = kind.def();
    listed(kind)
        .iter()
        .filter_map(|(name, label, hint)| {
            let field = def.field(name)?;
            let input = match field.ty {
                Type::Text if LONG.contains(name) => Input::Text,
                Type::Text => Input::Line,
                Type::Word(words) => Input::Choice(words),
                Type::Int => Input::Whole,
                Type::Day => Input::Day,
                Type::Bool => Input::YesNo,
                Type::Decimal => Input::Figure,
                Type::Ref(kinds) => Input::Reference(kinds),
            };
            Some(FormField { name, label, hint, input, required: field.required })
        })
        .collect()
}

/// Fields that take several lines.
const LONG: [&str; 7] =
    ["text", "unmet", "met", "exceeded", "significantly_exceeded", "refers_to", "resources"];

type Listed = &'static [(&'static str, &'static str, &'static str)];

/// Name, label and hint of every field that people fill in.
fn listed(kind: Kind) -> Listed {
    match kind {
        Kind::Plan => &[
            ("title", "Title", ""),
            ("owner", "Owner of the plan", ""),
            ("version", "Version", "As printed, for example 0.12"),
            ("review", "Review", "When the plan is reviewed"),
            ("predecessor", "The plan it follows", ""),
        ],
        Kind::Inspection => &[
            ("title", "Title", ""),
            ("held", "When it was held", "As printed, for example 24 November to 17 December 2015"),
            ("from_day", "First day", ""),
            ("to_day", "Last day", ""),
            ("published", "Day the report was published", ""),
        ],
        Kind::Judgement => &[("area", "Area judged", ""), ("grade", "Grade", "")],
        Kind::Recommendation => &[
            ("number", "Number", ""),
            ("text", "Wording", "Exactly as the inspectors wrote it"),
            ("band", "Time given", "Immediately, or a number of months, for example 3 months"),
            ("source", "Where the inspectors said it", ""),
            ("inspection", "Inspection", ""),
        ],
        Kind::Statement => &[("text", "Wording", "")],
        Kind::Priority => &[
            ("key", "Number", ""),
            ("kind", "Kind", ""),
            ("title", "Title", ""),
            ("parent", "Stands under", ""),
        ],
        Kind::Holder => &[("role", "Role", ""), ("text", "Name", "")],
        Kind::Line => &[("reference", "Reference", ""), ("title", "Title", ""), ("priority", "Priority", "")],
        Kind::Action => &[
            ("reference", "Reference", "For example 1.4b"),
            ("text", "Wording", ""),
            ("line", "Line", ""),
            ("priority", "Priority", ""),
            ("lead_body", "Lead body", ""),
            ("resources", "Resources", ""),
            ("letter", "Letter", ""),
            ("ordinal", "Place in the line", ""),
            ("refers_to", "Other actions it refers to", "One reference on each line"),
        ],
        Kind::Part => &[("letter", "Letter", ""), ("text", "Wording", "")],
        Kind::Answer => &[("number", "Recommendation", "Its number")],
        Kind::TargetDate => {
            &[("phrase", "Target date", "For example 31 March 2022, March 2022 or spring 2022")]
        }
        Kind::Update => &[
            ("text", "Update", ""),
            ("as_at", "Day it speaks of", ""),
            ("author", "Author", ""),
            ("stance", "How it is going", ""),
        ],
        Kind::Evidence => &[
            ("text", "What it shows", ""),
            ("link", "Address or file name", ""),
            ("as_at", "Day it speaks of", ""),
        ],
        Kind::Measure => &[
            ("text", "Definition", ""),
            ("breakdown", "Service or group", ""),
            ("target", "Target", "A number, for example 85"),
            ("unit", "Unit", "For example %, days or count"),
            ("direction", "Which way is better", ""),
            ("tolerance", "Tolerance", "How far short of the target still counts as near enough"),
            ("baseline", "Baseline", ""),
            (
                "limits_from",
                "Limits of the chart rest on figures from",
                "Leave empty for the first; earlier figures are drawn and not judged",
            ),
            (
                "limits_to",
                "Limits of the chart rest on figures until",
                "Leave empty for the latest; later figures are judged by them",
            ),
            ("source", "Report it comes from", ""),
            ("line", "Line", ""),
        ],
        Kind::Observation => &[
            ("text", "What the report calls it", ""),
            ("breakdown", "Service or group", ""),
            ("numerator", "Cases counted", ""),
            ("denominator", "Cases in all", ""),
            ("overdue", "Cases overdue", ""),
            ("stated", "Value as printed", "For example 84.9%"),
            ("period_kind", "Kind of period", ""),
            ("period_from", "First day", ""),
            ("period_to", "Last day", ""),
            ("source", "Report it comes from", ""),
            ("baseline", "It is the baseline", ""),
        ],
        Kind::DefinedOutcome => &[
            ("text", "Outcome", ""),
            ("unmet", "Unmet", ""),
            ("met", "Met", ""),
            ("exceeded", "Exceeded", ""),
            ("significantly_exceeded", "Significantly exceeded", ""),
            ("due", "By when", ""),
        ],
        Kind::Diagnostic => &[("text", "Wording", ""), ("source", "Who said it", "")],
        Kind::Decision => &[
            ("text", "What was decided", ""),
            ("body", "Who decided", ""),
            ("day", "Day", ""),
            ("source", "What it answers", ""),
        ],
        Kind::ServicePlan => &[("title", "Title", ""), ("owner", "Owner", "")],
        Kind::Named => &[("name", "Name", ""), ("kind", "What it is", "")],
        Kind::KeptText => &[("under", "Belongs to", ""), ("text", "Text", "")],
        _ => &[],
    }
}

/// Reads what was typed. With `creating`, required fields must be there.
///
/// # Errors
/// Every field that does not hold what it must.
pub fn read(kind: Kind, inputs: &Inputs, creating: bool) -> Result<Fields, Vec<FieldError>> {
    let (mut fields, mut errors) = (Fields::new(), Vec::new());
    for field in form(kind) {
        let Some(typed) = inputs.get(field.name) else {
            if creating && field.required {
                errors.push(missing(&field));
            }
            continue;
        };
        match value(&field, typed.trim()) {
            Ok(Value::Null) if field.required => errors.push(missing(&field)),
            Ok(value) => fields.push((field.name, value)),
            Err(message) => errors.push(FieldError::new(field.name, message)),
        }
    }
    for name in inputs.keys() {
        if !form(kind).iter().any(|f| f.name == name) {
            errors.push(FieldError::new(name.clone(), format!("A {} has no {name}", noun(kind))));
        }
    }
    if errors.is_empty() { Ok(fields) } else { Err(errors) }
}

fn missing(field: &FormField) -> FieldError {
    let verb = if matches!(field.input, Input::Choice(_) | Input::Reference(_)) { "Select" } else { "Enter" };
    FieldError::new(field.name, format!("{verb} {}", lower(field.label)))
}

fn lower(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

fn value(field: &FormField, typed: &str) -> Result<Value, String> {
    if typed.is_empty() {
        return Ok(Value::Null);
    }
    let label = field.label;
    match field.input {
        Input::Line | Input::Text => {
            let length = typed.chars().count();
            if length > MAX_TEXT {
                return Err(format!("{label} must be {MAX_TEXT} characters or fewer, and has {length}"));
            }
            let text = if field.input == Input::Line { fold(typed) } else { clean(typed) };
            Ok(text.into())
        }
        Input::Day => {
            day(typed).map(Value::from).ok_or_else(|| format!("{label} must be a real date, like 31 3 2022"))
        }
        Input::Figure => Decimal::parse(typed.trim_end_matches('%').trim())
            .map(Value::from)
            .ok_or_else(|| format!("{label} must be a number, like 85 or 3.8")),
        Input::Whole => typed
            .replace(',', "")
            .parse::<i64>()
            .ok()
            .filter(|n| *n >= 0)
            .map(Value::from)
            .ok_or_else(|| format!("{label} must be a whole number, like 12")),
        Input::YesNo => match typed {
            "yes" | "true" | "1" | "on" => Ok(true.into()),
            "no" | "false" | "0" => Ok(false.into()),
            _ => Err(format!("Select yes or no for {}", lower(label))),
        },
        Input::Choice(words) => {
            if words.contains(&typed) {
                Ok(typed.into())
            } else {
                Err(format!("Select {} from the list", lower(label)))
            }
        }
        Input::Reference(_) => {
            typed.parse::<Id>().map(Value::from).map_err(|_| format!("Select {} from the list", lower(label)))
        }
    }
}

/// White space folded to single spaces.
pub(crate) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines kept, white space at their ends and control characters dropped.
fn clean(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            line.chars().filter(|c| !c.is_control() || *c == '\t').collect::<String>().trim_end().to_owned()
        })
        .collect();
    lines.join("\n").trim().to_owned()
}

/// Reads a day as people type it: `31 3 2022`, `31/3/2022`, `31 March 2022`, `2022-03-31`. Day first.
pub fn day(typed: &str) -> Option<Day> {
    let typed = typed.trim();
    if let Some(day) = Day::parse_iso(typed) {
        return Some(day);
    }
    let parts: Vec<&str> = typed
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '.' | '-'))
        .filter(|p| !p.is_empty())
        .collect();
    let [d, m, y] = parts.as_slice() else { return None };
    let d = d.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    let m = match m.parse::<i8>() {
        Ok(number) => number,
        Err(_) => {
            let name = m.to_lowercase();
            let index = (name.len() >= 3)
                .then(|| MONTHS.iter().position(|month| month.to_lowercase().starts_with(&name)))
                .flatten()?;
            i8::try_from(index).ok()? + 1
        }
    };
    let y: i16 = y.parse().ok().filter(|_| y.len() == 4)?;
    Day::new(y, m, d)
}

#[cfg(test)]
mod tests {
    use model::day::Day;
    use store::{Kind, Value};

    use super::{Inputs, day, form, read};

    fn inputs(pairs: &[(&str, &str)]) -> Inputs {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn every_listed_field_is_one_of_the_schema() {
        for kind in Kind::ALL {
            assert_eq!(form(*kind).len(), super::listed(*kind).len(), "{kind:?}");
        }
    }

    #[test]
    fn a_form_says_at_each_field_what_is_wrong() {
        let typed = inputs(&[("text", " "), ("target", "lots"), ("direction", "up"), ("colour", "red")]);
        let errors = read(Kind::Measure, &typed, true).unwrap_err();
        let told: Vec<(&str, &str)> = errors.iter().map(|e| (e.field.as_str(), e.message.as_str())).collect();
        assert_eq!(
            told,
            [
                ("text", "Enter definition"),
                ("target", "Target must be a number, like 85 or 3.8"),
                ("direction", "Select which way is better from the list"),
                ("colour", "A measure has no colour"),
            ]
        );
    }

    #[test]
    fn what_is_typed_becomes_typed_values() {
        let typed = inputs(&[("target", "85.5%"), ("unit", " per  cent "), ("tolerance", "")]);
        let fields = read(Kind::Measure, &typed, false).unwrap();
        assert_eq!(
            fields,
            [("target", Value::Int(85_500_000)), ("unit", "per cent".into()), ("tolerance", Value::Null)]
        );
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        let expected = Day::new(2022, 3, 31);
        for typed in ["31 3 2022", "31/03/2022", "31 March 2022", "31st mar 2022", "2022-03-31", "31.3.2022"]
        {
            assert_eq!(day(typed), expected, "{typed}");
        }
        for typed in ["31 2 2022", "3 2022", "31 3 22", "soon", "31 ma 2022"] {
            assert_eq!(day(typed), None, "{typed}");
        }
    }
}
