//! The subset of SQL that a definition may use: it reads rows and means the same on every engine.
//!
//! Allowed: `SELECT`, `JOIN`, `WITH`, `CASE`, comparison and addition of whole numbers, and the functions of
//! [`FUNCTIONS`]. Not: anything that writes, dates, division, rounding or patterns, on which engines differ; and
//! nothing that can run without end. An engine refuses again what gets past here.

mod tokens;

use std::collections::BTreeSet;
use std::fmt;

use tokens::{Token, What};

/// The functions that may be called.
pub const FUNCTIONS: [&str; 10] =
    ["abs", "coalesce", "count", "lag", "lead", "max", "min", "nullif", "row_number", "sum"];

/// Words that may stand before a bracket without being a function.
const BEFORE_BRACKET: [&str; 22] = [
    "all", "and", "as", "between", "by", "case", "distinct", "else", "exists", "from", "having", "in", "is",
    "join", "not", "on", "or", "over", "select", "then", "when", "where",
];

/// Words that no definition needs, each with what to say about it.
const REFUSED: [(&[&str], &str); 6] = [
    (
        &[
            "insert",
            "update",
            "delete",
            "replace",
            "merge",
            "drop",
            "create",
            "alter",
            "truncate",
            "attach",
            "detach",
            "pragma",
            "vacuum",
            "reindex",
            "analyze",
            "begin",
            "commit",
            "rollback",
            "savepoint",
            "returning",
            "into",
            "grant",
            "copy",
            "load_extension",
            "set",
            "call",
        ],
        "a definition only reads",
    ),
    (
        &["like", "glob", "regexp", "match", "similar", "ilike", "collate", "escape"],
        "engines differ on patterns",
    ),
    (
        &["current_date", "current_time", "current_timestamp", "interval", "now"],
        "nothing here knows today: compare with the snapshot's as_at",
    ),
    (&["recursive"], "it could run without end"),
    (&["limit", "offset", "fetch", "top"], "every row counts"),
    (&["natural", "using", "full", "right"], "name the columns of a join with ON, from the left"),
];

/// What a definition's SQL may not say, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The line, from 1.
    pub line: usize,
    /// The character of the line, from 1.
    pub column: usize,
    /// What is wrong, in a sentence.
    pub say: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, character {}: {}", self.line, self.column, self.say)
    }
}

/// What a sound text of SQL reads from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// The tables, in lower case; names given by `WITH` are left out.
    pub tables: BTreeSet<String>,
}

/// Looks at a definition's SQL: the tables it reads, or everything that it may not say.
///
/// # Errors
/// Every refusal, in order of place.
pub fn check(sql: &str) -> Result<Reads, Vec<Refusal>> {
    let tokens = tokens::split(sql);
    let mut refusals = Vec::new();
    if !tokens.first().is_some_and(|t| t.is("select") || t.is("with")) {
        refusals.push(Refusal { line: 1, column: 1, say: "begin with SELECT or WITH".into() });
    }
    for (i, token) in tokens.iter().enumerate() {
        let next = tokens.get(i + 1);
        let say = match &token.what {
            What::Word(word) => refused_word(word, next),
            What::Symbol(symbol) => refused_symbol(symbol),
            What::Odd(text) => Some(format!("`{text}` cannot stand here")),
            What::Number | What::Text => None,
        };
        refusals.extend(say.map(|say| token.refuse(say)));
    }
    refusals.extend(orders_without_nulls(&tokens));
    refusals.extend(unbalanced(&tokens));
    if refusals.is_empty() {
        return Ok(Reads { tables: tables(&tokens) });
    }
    refusals.sort_by_key(|r| (r.line, r.column));
    Err(refusals)
}

fn refused_word(word: &str, next: Option<&Token<'_>>) -> Option<String> {
    if let Some((_, why)) = REFUSED.iter().find(|(words, _)| words.contains(&word)) {
        return Some(format!("`{word}` is not allowed: {why}"));
    }
    let called = next.is_some_and(|n| n.symbol("("));
    if !called || FUNCTIONS.contains(&word) || BEFORE_BRACKET.contains(&word) {
        return None;
    }
    Some(format!("`{word}` is no function that a definition may call: {}", FUNCTIONS.join(", ")))
}

fn refused_symbol(symbol: &str) -> Option<String> {
    match symbol {
        "(" | ")" | "," | "." | "=" | "<" | ">" | "<=" | ">=" | "<>" | "+" | "-" | "*" => None,
        "/" | "%" => Some(format!("`{symbol}` is not allowed: give back rows, the division comes after")),
        ";" => Some("one statement, without a semicolon".into()),
        "!=" | "==" => Some(format!("`{symbol}` is not SQL everywhere: write <> or =")),
        other => Some(format!("`{other}` is not allowed")),
    }
}

/// `ORDER BY` within `OVER (…)` whose every part does not say where missing values stand.
fn orders_without_nulls(tokens: &[Token<'_>]) -> Vec<Refusal> {
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate().filter(|(_, t)| t.is("over")) {
        let inside = inside_brackets(tokens.get(i + 1..).unwrap_or_default());
        let Some(order) = inside.iter().position(|t| t.is("order")) else { continue };
        let rest = inside.get(order..).unwrap_or_default();
        let parts = rest.iter().filter(|t| t.symbol(",")).count() + 1;
        if rest.iter().filter(|t| t.is("nulls")).count() < parts {
            found.push(token.refuse("say NULLS FIRST or NULLS LAST for each part of ORDER BY".into()));
        }
    }
    found
}

/// The tokens between a bracket that opens first and the one that closes it.
fn inside_brackets<'a, 't>(tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let mut depth = 0_usize;
    for (i, token) in tokens.iter().enumerate() {
        if token.symbol("(") {
            depth += 1;
        } else if token.symbol(")") {
            depth = depth.saturating_sub(1);
        }
        if depth == 0 {
            return tokens.get(1..i).unwrap_or_default();
        }
    }
    &[]
}

fn unbalanced(tokens: &[Token<'_>]) -> Option<Refusal> {
    let mut open: Vec<&Token<'_>> = Vec::new();
    for token in tokens {
        if token.symbol("(") {
            open.push(token);
        } else if token.symbol(")") && open.pop().is_none() {
            return Some(token.refuse("this bracket was never opened".into()));
        }
    }
    open.last().map(|t| t.refuse("this bracket is never closed".into()))
}

/// The words after `FROM` and `JOIN` that no `WITH` names.
fn tables(tokens: &[Token<'_>]) -> BTreeSet<String> {
    let word = |i: usize| match tokens.get(i).map(|t| &t.what) {
        Some(What::Word(word)) => Some(word.clone()),
        _ => None,
    };
    let own: BTreeSet<String> = (0..tokens.len())
        .filter(|i| tokens.get(i + 1).is_some_and(|t| t.is("as")))
        .filter(|i| tokens.get(i + 2).is_some_and(|t| t.symbol("(")))
        .filter_map(word)
        .collect();
    let after = |t: &Token<'_>| t.is("from") || t.is("join");
    let places = tokens.iter().enumerate().filter(|(_, t)| after(t)).map(|(i, _)| i + 1);
    places.filter_map(word).filter(|w| w != "select" && !own.contains(w)).collect()
}

#[cfg(test)]
mod tests {
    use super::check;

    fn refused(sql: &str) -> Vec<String> {
        check(sql).err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_definition_that_reads_is_allowed_and_its_tables_are_known() {
        let reads = check(
            "-- plans in order\n\
             WITH ranked AS (SELECT p.row, ROW_NUMBER() OVER (PARTITION BY p.child ORDER BY p.start_date NULLS LAST, \
             p.row NULLS LAST) AS place FROM child_protection_plans p)\n\
             SELECT r.row, CASE WHEN r.place = 1 AND r.row <> 2 THEN 1 ELSE 0 END AS counted, 'it''s; first' AS reason\n\
             FROM ranked r CROSS JOIN snapshot s LEFT JOIN calendar c ON c.day = s.as_at\n\
             WHERE EXISTS (SELECT 1 FROM referrals x WHERE x.child IN (SELECT y.child FROM contacts y))",
        );
        let tables: Vec<String> = reads.unwrap().tables.into_iter().collect();
        assert_eq!(tables, ["calendar", "child_protection_plans", "contacts", "referrals", "snapshot"]);
    }

    #[test]
    fn what_writes_differs_or_never_ends_is_refused_with_its_place() {
        assert_eq!(refused("DELETE FROM contacts").len(), 2);
        assert_eq!(
            refused("WITH a AS (SELECT 1)\nDELETE FROM contacts"),
            ["line 2, character 1: `delete` is not allowed: a definition only reads"]
        );
        for (sql, part) in [
            ("SELECT 1; SELECT 2", "without a semicolon"),
            ("SELECT a / b FROM t", "the division comes after"),
            ("SELECT a % b FROM t", "the division comes after"),
            ("SELECT ROUND(a) FROM t", "`round` is no function"),
            ("SELECT julianday(a) FROM t", "`julianday` is no function"),
            ("SELECT load_extension('x')", "only reads"),
            ("SELECT a FROM t WHERE b LIKE 'x'", "patterns"),
            ("SELECT CURRENT_DATE", "as_at"),
            ("WITH RECURSIVE n AS (SELECT 1) SELECT 1 FROM n", "without end"),
            ("SELECT a FROM t ORDER BY a LIMIT 3", "every row counts"),
            ("SELECT ROW_NUMBER() OVER (ORDER BY a) FROM t", "NULLS"),
            ("SELECT ROW_NUMBER() OVER (ORDER BY a NULLS LAST, b) FROM t", "NULLS"),
            ("SELECT \"a\" FROM t", "`\"` is not allowed"),
            ("SELECT :a", "`:` is not allowed"),
            ("SELECT a || b FROM t", "`|` is not allowed"),
            ("SELECT a != b FROM t", "write <>"),
            ("SELECT (a FROM t", "never closed"),
            ("SELECT a) FROM t", "never opened"),
            ("SELECT 'a FROM t", "cannot stand here"),
            ("SELECT /* x */ a FROM t", "division"),
            ("VALUES (1)", "begin with SELECT"),
            ("", "begin with SELECT"),
        ] {
            let said = refused(sql);
            assert!(said.iter().any(|s| s.contains(part)), "{sql}: {said:?}");
        }
    }
}
