//! The day a page shows, kept on every address of the page.

use model::day::Day;

/// Reads `as_of` of a query: a day as `2016-12-14`; anything else is today.
pub fn asked(query: &str) -> Option<Day> {
    query.split('&').find_map(|pair| pair.strip_prefix("as_of=")).and_then(Day::parse_iso)
}

/// The query without its `as_of`.
pub fn without(query: &str) -> String {
    let kept: Vec<&str> = query.split('&').filter(|p| !p.is_empty() && !p.starts_with("as_of=")).collect();
    kept.join("&")
}

/// Adds the day to every address of ours in a page's links and forms that does not name one already, so that a walk
/// through the plan as it stood stays on its day.
pub fn keep(html: &str, day: Day) -> String {
    let day = day.iso();
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(found) = rest.find("href=\"/") {
        let from = found + "href=\"".len();
        let (before, after) = rest.split_at(from);
        let end = after.find('"').unwrap_or(after.len());
        let (address, tail) = after.split_at(end);
        out += before;
        out += &dated(address, &day);
        rest = tail;
    }
    out += rest;
    out.replace("<!--as-of-->", &format!("<input type=\"hidden\" name=\"as_of\" value=\"{day}\">"))
}

fn dated(address: &str, day: &str) -> String {
    if address.contains("as_of=") || address.starts_with("/assets/") || address.starts_with("/sign-") {
        return address.to_string();
    }
    let (path, mark) =
        address.split_once('#').map_or((address, String::new()), |(p, m)| (p, format!("#{m}")));
    let joint = if path.contains('?') { "&amp;" } else { "?" };
    format!("{path}{joint}as_of={day}{mark}")
}

#[cfg(test)]
mod tests {
    use super::{asked, keep, without};
    use model::day::Day;

    #[test]
    fn a_day_is_read_from_the_query_and_kept_on_every_link() {
        let day = Day::new(2016, 12, 14).unwrap();
        assert_eq!(asked("owner=x&as_of=2016-12-14"), Some(day));
        assert_eq!(asked("as_of=today"), None);
        assert_eq!(without("owner=x&as_of=2016-12-14&due=y"), "owner=x&due=y");
        let html = r##"<a href="/plans/a#top"><a href="/x?b=c"><a href="/assets/app.css"><a href="/x?as_of=today"><a href="#y"><form><!--as-of-->"##;
        let kept = keep(html, day);
        for part in [
            r#""/plans/a?as_of=2016-12-14#top""#,
            r#""/x?b=c&amp;as_of=2016-12-14""#,
            r#""/assets/app.css""#,
            r#""/x?as_of=today""#,
            r##"href="#y""##,
            r#"name="as_of" value="2016-12-14""#,
        ] {
            assert!(kept.contains(part), "{part} in {kept}");
        }
    }
}
