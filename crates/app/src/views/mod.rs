//! What every page and pack shows, as plain structs with public fields: computed here, only drawn elsewhere.
//!
//! One module a page. A view is made from a [`scene::Scene`]: a plan as of a day with its judgements. Days are kept
//! as `2021-11-29`, ratings as their words; how they look is the drawer's business.

pub mod action;
pub mod definitions;
pub mod health;
pub mod history;
pub mod import;
mod index;
pub mod line;
pub mod measures;
pub mod overview;
pub mod packs;
pub mod people;
pub mod performance;
pub mod plan;
pub mod rating;
pub mod recommendations;
pub mod row;
pub mod scene;
pub mod sentence;
pub mod thing;
