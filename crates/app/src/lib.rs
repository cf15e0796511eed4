//! Use cases, permissions and as-of views: the facade in the reader's terms between the rules and the pages.
//!
//! ```text
//! Site ─┬─ reader(who)      ─▶ plans, a plan as of a day, history in words, comparison, health     (`views`: pages)
//!       ├─ contributor(ctx) ─▶ updates, evidence, done, dates moved
//!       ├─ confirmer(ctx)   ─▶ confirmed or returned, ratings, findings set aside
//!       ├─ analyst(ctx)     ─▶ observations, terms of measures, case lists kept
//!       ├─ packs(ctx)       ─▶ packs drafted, commented, approved, issued
//!       ├─ editor(ctx)      ─▶ import and its undoing, everything created, corrected, withdrawn
//!       └─ administrator(ctx) ─▶ users, settings, erasing
//! ```
//!
//! Time, identity and randomness come in with [`site::Ctx`]; permission is which of these one is handed.

pub mod access;
pub mod calendar;
pub mod contract;
pub mod demo;
pub mod edit;
pub mod error;
pub mod export;
pub mod figures;
pub mod health;
pub mod history;
pub mod import;
pub mod judge;
pub mod lists;
mod load;
pub mod measured;
pub mod packs;
pub mod people;
pub mod published;
pub mod redact;
pub mod settings;
pub mod shape;
pub mod site;
pub mod tables;
pub mod users;
pub mod views;
pub mod words;
