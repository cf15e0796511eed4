//! The words of an improvement plan (see `docs/glossary.md`) and the rules over them.
//!
//! ```text
//! Plan ─┬─ Inspection ── Judgement, Recommendation ◀─────────── numbers ──┐
//!       ├─ Priority (tree) ── sponsors, leads, Update, Outcome            │
//!       ├─ Line ── Outcome, Update, Measure ◀── key ── Observation        │
//!       └─ Action ── Owner, TargetDate (slips), Update, Outcome, Part ────┘
//! ```
//!
//! Nothing here opens a file, reads a clock, knows a database or writes JSON: dates, texts and figures come
//! in as arguments and judgements go out as values, each with the rule that decided and the facts it used.
//!
//! The types derive serde's format-neutral traits so that a reading can cross from the worker process that reads
//! files from outside (`docs/decisions/0020`); the JSON contract is written in `app`, not here.
//!
//! Modules in reading order: [`day`], [`decimal`], [`id`], [`at`], [`finding`], [`plan`], [`level`], then the
//! rules: [`phrase`] (what a target date says), [`names`] (owners and their spellings), [`figure`] (figures that
//! should agree), [`wording`] (what an update says), [`rated`], [`delivery`], [`series`] and [`impact`] (ratings with
//! their reasons), [`variation`] (XmR charts).

pub mod at;
pub mod day;
pub mod decimal;
pub mod delivery;
pub mod disclosure;
pub mod figure;
pub mod finding;
pub mod id;
pub mod impact;
pub mod level;
pub mod names;
pub mod phrase;
pub mod plan;
pub mod rated;
pub mod series;
pub mod variation;
pub mod wording;
