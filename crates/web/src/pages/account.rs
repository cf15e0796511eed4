//! One's own account.

use serde::Serialize;

use crate::ask::{Answer, Ask};

#[derive(Serialize)]
struct Account {
    name: String,
    role: String,
}

/// Who is signed in and what the role allows.
pub(crate) async fn show(ask: Ask) -> Answer {
    ask.show("account.html", |ask| {
        Ok(Account { name: ask.member.name.clone(), role: ask.member.role.replace('-', " ") })
    })
    .await
}
