//! Nunjucks into minijinja: only what the templates of GOV.UK Frontend and MOJ Frontend use.
//!
//! What differs between the two languages and is rewritten here: object keys need quotes, `+` joins texts as `~`,
//! `===` is `==`, `elseif` is `elif`, `null` is `none`, `.length` is a filter, a loop over an object names its items,
//! and a name set before a loop and again inside it is assigned outwards (a namespace here).

use std::collections::HashSet;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Space(String),
    Name(String),
    Text(String),
    Number(String),
    Mark(String),
}

fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let (mut i, mut out) = (0, Vec::new());
    while i < chars.len() {
        let start = i;
        let c = chars[i];
        let run = |mut i: usize, keep: &dyn Fn(char) -> bool| {
            while i < chars.len() && keep(chars[i]) {
                i += 1;
            }
            i
        };
        let word = |i: usize| chars[start..i.min(chars.len())].iter().collect::<String>();
        if c.is_whitespace() {
            i = run(i, &char::is_whitespace);
            out.push(Token::Space(word(i)));
        } else if c.is_alphabetic() || c == '_' {
            i = run(i, &|c| c.is_alphanumeric() || c == '_');
            out.push(Token::Name(word(i)));
        } else if c.is_ascii_digit() {
            i = run(i, &|c| c.is_ascii_digit() || c == '.');
            out.push(Token::Number(word(i)));
        } else if c == '"' || c == '\'' {
            i += 1;
            while i < chars.len() && chars[i] != c {
                i += if chars[i] == '\\' { 2 } else { 1 };
            }
            i += 1;
            out.push(Token::Text(word(i)));
        } else {
            let rest: String = chars[i..(i + 3).min(chars.len())].iter().collect();
            let mark = ["===", "!==", "==", "!=", "<=", ">="]
                .iter()
                .find(|m| rest.starts_with(**m))
                .map_or_else(|| c.to_string(), |m| (*m).to_string());
            i += mark.len().max(1);
            out.push(Token::Mark(mark));
        }
    }
    out
}

/// Where the tag ends that opened before `i`: the place of its `%}` or `}}`, heeding texts and braces.
fn tag_end(source: &[u8], mut i: usize, close: u8) -> usize {
    let mut depth = 0;
    while i + 1 < source.len() {
        match source[i] {
            quote @ (b'"' | b'\'') => {
                i += 1;
                while i < source.len() && source[i] != quote {
                    i += if source[i] == b'\\' { 2 } else { 1 };
                }
            }
            b'{' => depth += 1,
            c if depth == 0 && c == close && source[i + 1] == b'}' => return i,
            b'}' if depth > 0 => depth -= 1,
            _ => {}
        }
        i += 1;
    }
    source.len()
}

fn expression(body: &str, hoisted: &HashSet<String>) -> String {
    let all = tokens(body);
    let next = |i: usize| all[i + 1..].iter().find(|t| !matches!(t, Token::Space(_)));
    let before = |i: usize| all[..i].iter().rev().find(|t| !matches!(t, Token::Space(_)));
    let is_mark =
        |t: Option<&Token>, marks: &[&str]| matches!(t, Some(Token::Mark(m)) if marks.contains(&m.as_str()));
    let (mut out, mut depth) = (String::new(), 0);
    for (i, token) in all.iter().enumerate() {
        match token {
            Token::Name(name) => {
                let member = is_mark(before(i), &["."]);
                if !member && depth > 0 && is_mark(next(i), &[":"]) && is_mark(before(i), &["{", ","]) {
                    out += &format!("\"{name}\"");
                } else if member && name == "length" {
                    out.truncate(out.trim_end().len());
                    out.pop();
                    out += "|length";
                } else if !member && name == "elseif" {
                    out += "elif";
                } else if !member && name == "null" {
                    out += "none";
                } else if !member && hoisted.contains(name) {
                    out += &format!("_njk.{name}");
                } else {
                    out += name;
                }
            }
            Token::Mark(mark) => match mark.as_str() {
                "===" => out += "==",
                "!==" => out += "!=",
                "+" => {
                    let number = |t: Option<&Token>| matches!(t, Some(Token::Number(_)));
                    out += if number(before(i)) || number(next(i)) { "+" } else { "~" };
                }
                other => {
                    match other {
                        "{" => depth += 1,
                        "}" => depth -= 1,
                        _ => {}
                    }
                    out += other;
                }
            },
            Token::Space(s) | Token::Text(s) | Token::Number(s) => out += s,
        }
    }
    out
}

/// The tags of a template: where each opens and where its closing mark stands.
fn tags(source: &str) -> Vec<(usize, usize)> {
    let bytes = source.as_bytes();
    let (mut i, mut out) = (0, Vec::new());
    while let Some(open) = source[i..].find('{').map(|x| x + i) {
        match bytes.get(open + 1) {
            Some(b'#') => i = source[open..].find("#}").map_or(source.len(), |x| open + x + 2),
            Some(kind @ (b'%' | b'{')) => {
                let end = tag_end(bytes, open + 2, if *kind == b'%' { b'%' } else { b'}' });
                out.push((open, end));
                i = (end + 2).min(source.len());
            }
            _ => i = open + 1,
        }
    }
    out
}

/// Names set outside a loop and set again inside one: Nunjucks assigns those outwards.
fn hoisted(source: &str, tags: &[(usize, usize)]) -> HashSet<String> {
    let (mut outer, mut again, mut depth) = (HashSet::new(), HashSet::new(), 0);
    for (open, end) in tags {
        if source.as_bytes()[open + 1] != b'%' {
            continue;
        }
        let mut words = source[open + 2..*end].trim_matches('-').split_whitespace();
        match words.next() {
            Some("for") => depth += 1,
            Some("endfor") => depth -= 1,
            Some("set") => {
                let name = words.next().unwrap_or_default().to_string();
                if depth == 0 {
                    outer.insert(name);
                } else if outer.contains(&name) {
                    again.insert(name);
                }
            }
            _ => {}
        }
    }
    again
}

/// The template in minijinja's words.
pub(crate) fn translate(source: &str) -> String {
    // In JavaScript 0 is not false when compared by `in`; here it would be.
    let source = &source.replace("not in [undefined, null, false]", "is not nil_or_false");
    let tags = tags(source);
    let hoisted = hoisted(source, &tags);
    let none = HashSet::new();
    let mut shadows: Vec<HashSet<String>> = Vec::new();
    let mut out = String::new();
    if !hoisted.is_empty() {
        out += "{%- set _njk = namespace() -%}";
    }
    let mut done = 0;
    for (open, end) in tags {
        out += &source[done..open + 2];
        let body = &source[open + 2..end];
        let (body, tail) = body.strip_suffix('-').map_or((body, ""), |b| (b, "-"));
        let (body, lead) = body.strip_prefix('-').map_or((body, ""), |b| (b, "-"));
        let statement = source.as_bytes()[open + 1] == b'%';
        let first = body.split_whitespace().next().unwrap_or("");
        if statement && first == "macro" {
            // A parameter of the same name hides the hoisted one.
            let names: HashSet<String> = tokens(body)
                .into_iter()
                .filter_map(|t| if let Token::Name(n) = t { Some(n) } else { None })
                .collect();
            shadows.push(hoisted.difference(&names).cloned().collect());
        }
        let names = if first == "macro" { &none } else { shadows.last().unwrap_or(&hoisted) };
        let mut text = expression(body, names);
        if statement && first == "endmacro" {
            shadows.pop();
        }
        let pair = text.find(" in ").filter(|k| statement && first == "for" && text[..*k].contains(','));
        if let Some(k) = pair {
            text = format!("{} in ({})|items ", &text[..k], text[k + 4..].trim());
        }
        out += lead;
        out += &text;
        out += tail;
        out += &source[end..(end + 2).min(source.len())];
        done = (end + 2).min(source.len());
    }
    out += &source[done..];
    out
}
