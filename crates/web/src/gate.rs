//! The way from the pages to the data: the only module that knows how the site is kept.

use std::sync::Arc;
use std::sync::{Mutex, PoisonError};

use app::views::scene::Scene;
use model::day::Day;
use model::plan::Plan;

use crate::layout::PlanLink;

/// Somebody with an account.
#[derive(Clone, Debug, Default)]
pub struct Member {
    /// The account's key.
    pub key: String,
    /// Their name.
    pub name: String,
    /// The word of their role.
    pub role: String,
}

impl Member {
    /// They may change the plan.
    pub fn may_edit(&self) -> bool {
        ["administrator", "programme-manager", "editor", "confirmer", "owner"].contains(&self.role.as_str())
    }

    /// They may manage users and settings.
    pub fn may_administer(&self) -> bool {
        self.role == "administrator"
    }
}

#[derive(Debug)]
struct Account {
    member: Member,
    email: String,
    hash: String,
}

/// The site's data.
#[derive(Debug, Default)]
pub struct Gate {
    plans: Vec<(PlanLink, Arc<Plan>)>,
    accounts: Mutex<Vec<Account>>,
    setup: Mutex<Option<String>>,
}

impl Gate {
    /// A site over plans in memory, nothing of which is kept.
    pub fn passing(plans: Vec<Plan>) -> Gate {
        let link = |(i, plan): (usize, Plan)| {
            (PlanLink { id: format!("{:0>13}", i + 1), title: plan.title.clone() }, Arc::new(plan))
        };
        Gate { plans: plans.into_iter().enumerate().map(link).collect(), ..Gate::default() }
    }

    /// The place's name.
    pub fn place(&self) -> String {
        self.plans.iter().find_map(|(_, p)| p.place.clone()).unwrap_or_else(|| "Throughline".to_string())
    }

    /// Every plan, the one worked on now first.
    pub fn plans(&self) -> Vec<PlanLink> {
        self.plans.iter().map(|(link, _)| link.clone()).collect()
    }

    /// A plan by its identity.
    pub fn plan(&self, id: &str) -> Option<Arc<Plan>> {
        self.plans.iter().find(|(link, _)| link.id == id).map(|(_, p)| Arc::clone(p))
    }

    /// A plan as of a day with its judgements.
    pub fn scene(&self, id: &str, day: Day) -> Option<Arc<Scene>> {
        self.plan(id).map(|plan| Arc::new(Scene::new(plan, day)))
    }

    /// The account with this key, if it may sign in.
    pub fn member(&self, key: &str) -> Option<Member> {
        self.accounts().iter().find(|a| a.member.key == key).map(|a| a.member.clone())
    }

    /// The account that signs in with this address, and its password's hash.
    pub fn account(&self, email: &str) -> Option<(Member, String)> {
        let found = |a: &&Account| a.email.eq_ignore_ascii_case(email);
        self.accounts().iter().find(found).map(|a| (a.member.clone(), a.hash.clone()))
    }

    /// Makes the first administrator.
    pub fn found(&self, name: &str, email: &str, hash: &str) -> Member {
        let member =
            Member { key: email.to_string(), name: name.to_string(), role: "administrator".to_string() };
        let account = Account { member: member.clone(), email: email.to_string(), hash: hash.to_string() };
        self.accounts().push(account);
        member
    }

    /// Sets the token of the one-time address that makes the first administrator.
    pub fn expect_setup(&self, token: String) {
        *self.setup.lock().unwrap_or_else(PoisonError::into_inner) = Some(token);
    }

    /// The token of the one-time address, while nobody has used it.
    pub fn setup(&self) -> Option<String> {
        self.setup.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The one-time address was used.
    pub fn end_setup(&self) {
        *self.setup.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn accounts(&self) -> std::sync::MutexGuard<'_, Vec<Account>> {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
