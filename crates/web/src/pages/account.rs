//! One's own account.

use serde::Serialize;

use crate::ask::{Answer, Ask};

#[derive(Serialize)]
struct Account {
    name: String,
    role: &'static str,
    means: &'static str,
}

/// Who is signed in and what the role allows.
pub(crate) async fn show(ask: Ask) -> Answer {
    ask.show("account.html", |ask| {
        let who = &ask.member.who;
        Ok(Account { name: who.name.clone(), role: who.role.name(), means: who.role.means() })
    })
    .await
}
