//! Values as a workbook shows them.

use calamine::{Data, DataRef, ExcelDateTime};
use model::day::MONTHS;

/// The words of a value under a number format; empty for an empty cell. The flag: it is a number without a format.
pub(super) fn value(value: &DataRef<'_>, format: &str) -> (String, bool) {
    match value {
        DataRef::Empty => (String::new(), false),
        DataRef::String(text) => (text.clone(), false),
        DataRef::SharedString(text) => ((*text).to_owned(), false),
        DataRef::Int(number) => (number.to_string(), format == "General"),
        DataRef::Float(number) => (float(*number, format), format == "General" || format.is_empty()),
        DataRef::Bool(truth) => (if *truth { "TRUE" } else { "FALSE" }.to_owned(), false),
        DataRef::DateTime(moment) => (day(moment, format), false),
        DataRef::DateTimeIso(text) => (iso(text), false),
        DataRef::DurationIso(text) => (text.clone(), false),
        DataRef::Error(error) => (error.to_string(), false),
    }
}

/// The same for the formats that give no styles.
pub(super) fn plain(data: &Data) -> (String, bool) {
    match data {
        Data::Empty => (String::new(), false),
        Data::String(text) => (text.clone(), false),
        Data::Int(number) => (number.to_string(), true),
        Data::Float(number) => (float(*number, ""), true),
        Data::Bool(truth) => (if *truth { "TRUE" } else { "FALSE" }.to_owned(), false),
        Data::DateTime(moment) => (day(moment, ""), false),
        Data::DateTimeIso(text) => (iso(text), false),
        Data::DurationIso(text) => (text.clone(), false),
        Data::Error(error) => (error.to_string(), false),
    }
}

/// A number with the decimals and the percent sign of its format.
fn float(number: f64, format: &str) -> String {
    let shown = format.split(';').next().unwrap_or("");
    let percent = shown.contains('%');
    let decimals = shown
        .split_once('.')
        .map_or(0, |(_, after)| after.chars().take_while(|c| matches!(c, '0' | '#')).count());
    let number = if percent { number * 100.0 } else { number };
    if shown.is_empty() || shown == "General" || shown == "@" {
        // Sixteen digits of a sum in binary fractions are not what anybody typed.
        let text = format!("{number:.9}");
        return text.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    let text = format!("{number:.decimals$}");
    if percent { format!("{text}%") } else { text }
}

/// A day: its month alone where the format shows no day, otherwise day first.
fn day(moment: &ExcelDateTime, format: &str) -> String {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}");
    }
    let shown = quiet(format);
    if !shown.is_empty() && shown.contains('y') && !shown.contains('d') {
        let name = MONTHS.get(usize::from(month).saturating_sub(1)).unwrap_or(&"");
        return format!("{name} {year}");
    }
    format!("{day:02}/{month:02}/{year}")
}

/// A format in lower case without its quoted words and its locale.
fn quiet(format: &str) -> String {
    let mut out = String::new();
    let (mut quoted, mut bracket) = (false, false);
    for c in format.split(';').next().unwrap_or("").chars() {
        match c {
            '"' => quoted = !quoted,
            '[' => bracket = true,
            ']' => bracket = false,
            c if !quoted && !bracket => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

/// A day in the form of the standard, day first; another text as it is.
pub(super) fn iso(text: &str) -> String {
    let date = text.split(['T', ' ']).next().unwrap_or(text);
    let parts: Vec<&str> = date.split('-').collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            format!("{day}/{month}/{year}")
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{float, iso, value};
    use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType};

    #[test]
    fn values_are_written_as_they_are_shown() {
        for (number, format, shown) in [
            (0.85, "0%", "85%"),
            (0.8547, "0.0%", "85.5%"),
            (1.1, "0.00", "1.10"),
            (1.1, "General", "1.1"),
            (0.1 + 0.2, "General", "0.3"),
            (12.0, "General", "12"),
            (1250.0, "#,##0", "1250"),
        ] {
            assert_eq!(float(number, format), shown, "{number} {format}");
        }
        // 45382 is 31 March 2024 by the count of days that Excel keeps.
        let date = DataRef::DateTime(ExcelDateTime::new(45382.0, ExcelDateTimeType::DateTime, false));
        assert_eq!(value(&date, "dd/mm/yyyy").0, "31/03/2024");
        assert_eq!(value(&date, "[$-809]mmm-yy").0, "March 2024");
        assert_eq!(value(&date, "").0, "31/03/2024");
        assert_eq!(iso("2024-03-31T00:00:00"), "31/03/2024");
    }
}
