//! Who may sign in, in which role, for which owners they answer.

use app::edit::Note;
use app::site::{Role, SystemIds};
use app::users::{NewAccount, Purpose};
use axum::extract::Path;
use model::id::Id;
use serde::Serialize;

use super::thing::{problems, refused};
use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::{Fields, Posted, Problems};
use crate::gate::DAY_MS;

#[derive(Serialize)]
struct UsersPage {
    users: Vec<User>,
    roles: Vec<(&'static str, &'static str, &'static str)>,
    typed: Fields,
    problems: Problems,
}

#[derive(Serialize)]
struct User {
    id: String,
    name: String,
    email: String,
    role: &'static str,
    role_name: &'static str,
    answers_to: Vec<String>,
    revision: u32,
}

fn users(ask: &Ask) -> Result<Vec<User>, Fault> {
    let all = ask.visit.web.gate.site().accounts()?;
    let user = |a: app::users::Account| User {
        id: a.id.to_string(),
        name: a.name,
        email: a.email,
        role: a.role.word(),
        role_name: a.role.name(),
        answers_to: a.answers_to,
        revision: a.revision,
    };
    Ok(all.into_iter().map(user).collect())
}

fn roles() -> Vec<(&'static str, &'static str, &'static str)> {
    Role::ALL.iter().map(|r| (r.word(), r.name(), r.means())).collect()
}

fn page(ask: &Ask, typed: Fields, problems: Problems) -> Answer {
    ask.visit.page("users.html", &UsersPage { users: users(ask)?, roles: roles(), typed, problems })
}

/// Everybody as a file.
pub(crate) async fn csv(ask: Ask) -> Answer {
    ask.administering()?;
    ask.work(|ask| {
        let all = ask.visit.web.gate.site().accounts()?;
        Ok(super::data::as_csv(ask, "users", &app::tables::pages::accounts(&all)))
    })
    .await
}

/// Everybody, and the form for one more.
pub(crate) async fn list(ask: Ask) -> Answer {
    ask.administering()?;
    ask.work(|ask| page(ask, Fields::default(), Problems::default())).await
}

fn account(fields: &Fields) -> Result<NewAccount, Problems> {
    let Some(role) = Role::from_word(fields.get("role")) else {
        let mut problems = Problems::default();
        problems.add("role", "Select a role");
        return Err(problems);
    };
    let phrases = fields.get("answers-to").lines().map(|l| l.trim().to_string()).filter(|l| !l.is_empty());
    Ok(NewAccount {
        name: fields.get("name").to_string(),
        email: fields.get("email").to_string(),
        role,
        answers_to: phrases.collect(),
    })
}

/// Adds an account and shows the address by which its password is chosen.
pub(crate) async fn add(posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.administering()?;
    ask.work(move |ask| {
        let new = match account(&fields) {
            Ok(new) => new,
            Err(problems) => return refused(page(ask, fields, problems)),
        };
        let place = ask.visit.layout().place;
        match ask.act(|site, ctx| site.administrator(ctx)?.add_user(&new, &place)) {
            Ok(id) => invite(ask, id, &format!("You added {}.", new.name)),
            Err(error) => {
                let (problems, _, _) = problems(error)?;
                refused(page(ask, fields, problems))
            }
        }
    })
    .await
}

/// Says by which address a password is chosen; it works once, for a week.
fn invite(ask: &Ask, user: Id, said: &str) -> Answer {
    let now = ask.visit.web.now().seconds * 1000;
    let site = ask.visit.web.gate.site();
    let token = site.issue_token(Purpose::Password, Some(user), &mut SystemIds, now, 7 * DAY_MS)?;
    let text = format!(
        "{said} Hand them this address, which works once within a week, to choose a password: /password/{token}"
    );
    Ok(ask.done(&format!("/users/{user}"), text, None))
}

#[derive(Serialize)]
struct UserPage {
    user: User,
    roles: Vec<(&'static str, &'static str, &'static str)>,
    typed: Option<Fields>,
    problems: Problems,
    conflict: Vec<String>,
}

fn one(ask: &Ask, id: &str) -> Result<UserPage, Fault> {
    let user = users(ask)?.into_iter().find(|u| u.id == id).ok_or(Fault::NotFound)?;
    Ok(UserPage { user, roles: roles(), typed: None, problems: Problems::default(), conflict: Vec::new() })
}

/// One account.
pub(crate) async fn show(ask: Ask, Path(id): Path<String>) -> Answer {
    ask.administering()?;
    ask.show("user.html", move |ask| one(ask, &id)).await
}

/// Changes an account, closes it, or makes a new address for choosing a password.
pub(crate) async fn save(Path(id): Path<String>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.administering()?;
    ask.work(move |ask| {
        let mut page = one(ask, &id)?;
        let user: Id = id.parse().map_err(|_| Fault::NotFound)?;
        let seen = fields.get("seen").parse().unwrap_or(page.user.revision);
        let result = match fields.get("do") {
            "password" => {
                return invite(ask, user, &format!("{} can choose a new password.", page.user.name));
            }
            "close" => ask
                .act(|site, ctx| {
                    site.administrator(ctx)?.close_user(user, seen, &Note::because(fields.get("why")))
                })
                .map(|()| ("/users".to_string(), format!("You closed the account of {}.", page.user.name))),
            _ => match account(&fields) {
                Ok(new) => ask
                    .act(|site, ctx| site.administrator(ctx)?.change_user(user, seen, &new))
                    .map(|()| (format!("/users/{id}"), format!("You changed the account of {}.", new.name))),
                Err(wrong) => {
                    page.problems = wrong;
                    page.typed = Some(fields);
                    return refused(ask.visit.page("user.html", &page));
                }
            },
        };
        match result {
            Ok((to, said)) => Ok(ask.done(&to, said, None)),
            Err(error) => {
                let revision;
                (page.problems, page.conflict, revision) = problems(error)?;
                page.user.revision = revision.unwrap_or(seen);
                page.typed = Some(fields);
                refused(ask.visit.page("user.html", &page))
            }
        }
    })
    .await
}
