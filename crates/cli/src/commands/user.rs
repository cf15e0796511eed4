//! `throughline user`: accounts from the command line, for the first start and for a forgotten password.

use std::path::Path;

use app::site::{Role, SystemIds};
use app::users::{NewAccount, Purpose};

use crate::{Outcome, Unusable, clock, site, terminal};

/// A one-time address works for a day.
const LASTS_MS: i64 = 86_400_000;

/// Adds an account and prints the address at which its password is chosen.
pub(crate) fn add(
    data: &Path,
    name: &str,
    email: &str,
    role: &str,
    place: &str,
) -> Result<Outcome, Unusable> {
    let role = Role::from_word(role).ok_or_else(|| {
        let words: Vec<&str> = Role::ALL.iter().map(|r| r.word()).collect();
        Unusable(format!("there is no role `{role}`; the roles are {}", words.join(", ")))
    })?;
    let site = site::open(data, true)?;
    let mut ids = SystemIds;
    let new = NewAccount { name: name.to_owned(), email: email.to_owned(), role, answers_to: Vec::new() };
    site.administrator(site::ctx(&mut ids))?.add_user(&new, place)?;
    offer(&site, email, &format!("{name} may now sign in as {email}."))
}

/// Prints an address at which somebody chooses a new password.
pub(crate) fn reset(data: &Path, email: &str) -> Result<Outcome, Unusable> {
    let site = site::open(data, false)?;
    offer(&site, email, &format!("The password of {email} can be chosen anew."))
}

fn offer(site: &app::site::Site, email: &str, said: &str) -> Result<Outcome, Unusable> {
    let (account, _) = site
        .account_by_email(email)?
        .ok_or_else(|| Unusable(format!("nobody signs in as {email}; the Users page lists every account")))?;
    let token =
        site.issue_token(Purpose::Password, Some(account.id), &mut SystemIds, clock::now_ms(), LASTS_MS)?;
    terminal::print(&format!(
        "{said}\nOpen this page of the site within a day to choose a password: /password/{token}\n"
    ))?;
    Ok(Outcome::Done)
}
