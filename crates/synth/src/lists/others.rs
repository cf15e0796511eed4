//! The staff list and the population.

use super::{On, text, written, yes};
use crate::random::Random;
use crate::staff::Kind;
use crate::world::World;

type Rows = Vec<Vec<String>>;

impl World {
    pub(super) fn staff_list(&self, on: &On) -> Rows {
        let mut rows = Rows::new();
        // Whether somebody came back, or came over from an agency, is the same in every list.
        let extra = |purpose: u64, person: Option<u32>| match person.filter(|_| self.tale.more) {
            Some(n) => yes(Random::new(self.seed, 1 << 48 | purpose << 32 | u64::from(n)).chance(70)),
            None => String::new(),
        };
        for post in &self.staff.posts {
            let Some(team) = self.staff.teams.get(post.team) else { continue };
            let reviewing = team.kind == Kind::Reviewing;
            let (role, kind) = match (post.manager, post.consultant) {
                _ if reviewing => ("Reviewing officer", "iro"),
                (true, _) => ("Team manager", "manager"),
                (_, true) => ("Consultant practitioner", "consultant"),
                _ => ("Social worker", "social_worker"),
            };
            let mut row = |worker: &str,
                           person: Option<u32>,
                           fte: &str,
                           held: &str,
                           from: String,
                           to: String,
                           reason: &str| {
                rows.push(vec![
                    format!("P{:04}", post.number),
                    role.to_owned(),
                    text("post_kind", kind),
                    yes(!post.manager && !reviewing),
                    worker.to_owned(),
                    person.map(|n| format!("S{n:05}")).unwrap_or_default(),
                    team.service.to_owned(),
                    team.name.clone(),
                    fte.to_owned(),
                    text("post_held", held),
                    from,
                    to,
                    reason.to_owned(),
                    extra(1, person),
                    extra(2, person),
                ]);
            };
            let held = |agency: bool| if agency { "agency" } else { "permanent" };
            for h in post.holdings.iter().filter(|h| h.to.is_some_and(|to| on.year < to && to <= on.day)) {
                let to = h.to.map(written).unwrap_or_default();
                row(&h.worker, Some(h.number), h.fte, held(h.agency), written(h.from), to, h.reason);
            }
            match post.on(on.day) {
                Some(h) => {
                    row(&h.worker, Some(h.number), h.fte, held(h.agency), written(h.from), String::new(), "");
                }
                None => row("", None, "1", "vacant", String::new(), String::new(), ""),
            }
        }
        rows
    }

    pub(super) fn population(&self, on: &On) -> Rows {
        // The middle of the year before the day.
        let year = on.date.year() - 1;
        let people = self.population_size();
        vec![vec![
            String::from("Invented place"),
            format!("30/06/{year}"),
            String::from("0"),
            String::from("17"),
            people.to_string(),
            String::from("invented"),
        ]]
    }
}
