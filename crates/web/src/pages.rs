//! One module a page: what it reads from its address, which view it asks `app` for, which template draws it.

pub(crate) mod account;
pub(crate) mod act;
pub(crate) mod action;
pub(crate) mod api;
pub(crate) mod data;
pub(crate) mod define;
pub(crate) mod definitions;
pub(crate) mod health;
pub(crate) mod history;
pub(crate) mod home;
pub(crate) mod import;
pub(crate) mod line;
pub(crate) mod lists;
pub(crate) mod look;
pub(crate) mod many;
pub(crate) mod measures;
pub(crate) mod overview;
pub(crate) mod packs;
pub(crate) mod people;
pub(crate) mod performance;
pub(crate) mod plan;
pub(crate) mod recommendations;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod thing;
pub(crate) mod users;
