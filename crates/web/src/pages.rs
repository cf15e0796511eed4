//! One module a page: what it reads from its address, which view it asks `app` for, which template draws it.

pub(crate) mod account;
pub(crate) mod home;
pub(crate) mod overview;
pub(crate) mod plan;
pub(crate) mod sign_in;
