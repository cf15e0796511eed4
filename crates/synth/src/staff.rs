//! Services, teams and posts; who fills a post on a day. People leave and posts stand vacant for a while.

use crate::random::Random;
use crate::tale::Tale;

/// A team and its service.
#[derive(Clone, Debug)]
pub(crate) struct Team {
    pub(crate) name: String,
    pub(crate) service: &'static str,
    pub(crate) kind: Kind,
}

/// What a team does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Assessment,
    Safeguarding,
    Care,
    Leaving,
    /// Reviewing officers, who hold no cases; only where a tale has them.
    Reviewing,
}

impl Kind {
    const ALL: [Kind; 4] = [Kind::Assessment, Kind::Safeguarding, Kind::Care, Kind::Leaving];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Kind::Assessment => ("Assessment", "Referral and assessment"),
            Kind::Safeguarding => ("Safeguarding", "Safeguarding and family support"),
            Kind::Care => ("Care", "Looked after children"),
            Kind::Leaving => ("Moving on", "Looked after children"),
            Kind::Reviewing => ("Reviewing officers", "Looked after children"),
        }
    }
}

/// A time during which one person fills a post.
#[derive(Clone, Debug)]
pub(crate) struct Holding {
    pub(crate) worker: String,
    pub(crate) number: u32,
    pub(crate) agency: bool,
    pub(crate) from: i32,
    pub(crate) to: Option<i32>,
    pub(crate) reason: &'static str,
    pub(crate) fte: &'static str,
}

/// A post of a team.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    pub(crate) number: u32,
    pub(crate) team: usize,
    pub(crate) manager: bool,
    /// A practitioner whom the others of a team learn from.
    pub(crate) consultant: bool,
    pub(crate) holdings: Vec<Holding>,
}

impl Post {
    /// Who fills it on a day.
    pub(crate) fn on(&self, day: i32) -> Option<&Holding> {
        self.holdings.iter().find(|h| h.from <= day && h.to.is_none_or(|to| day < to))
    }
}

/// The workforce of a place over time.
#[derive(Clone, Debug)]
pub(crate) struct Staff {
    pub(crate) teams: Vec<Team>,
    pub(crate) posts: Vec<Post>,
}

impl Staff {
    /// Posts for so many open cases, by its tale, filled from `from` to `to`.
    pub(crate) fn new(cases: u32, tale: &Tale, from: i32, to: i32, random: &mut Random) -> Staff {
        let mut staff = Staff { teams: Vec::new(), posts: Vec::new() };
        let mut person = 0;
        for (kind, hundredths) in Kind::ALL.into_iter().zip(tale.posts) {
            let (name, service) = kind.words();
            let share = match kind {
                Kind::Assessment => cases / 40,
                Kind::Safeguarding => cases / 35,
                Kind::Care => cases / 70,
                Kind::Leaving => cases / 110,
                Kind::Reviewing => 0,
            };
            let posts = (share * hundredths / 100).max(4);
            let teams = posts.div_ceil(8);
            for team in 0..teams {
                staff.teams.push(Team { name: format!("{name} {}", team + 1), service, kind });
                let place = staff.teams.len() - 1;
                for post in 0..posts.div_ceil(teams) {
                    let number = u32::try_from(staff.posts.len() + 1).unwrap_or(0);
                    let holdings = holdings(from, to, tale.agency, &mut person, random);
                    staff.posts.push(Post {
                        number,
                        team: place,
                        manager: post == 0,
                        consultant: tale.more && post == 1,
                        holdings,
                    });
                }
            }
        }
        if tale.more {
            staff.reviewing(from, to, person, Random::new(u64::from(cases), 3));
        }
        staff
    }

    /// Seven reviewing officers.
    fn reviewing(&mut self, from: i32, to: i32, mut person: u32, mut random: Random) {
        self.teams.push(Team {
            name: String::from("Reviewing officers"),
            service: Kind::Reviewing.words().1,
            kind: Kind::Reviewing,
        });
        let team = self.teams.len() - 1;
        for _ in 0..7 {
            let number = u32::try_from(self.posts.len() + 1).unwrap_or(0);
            let holdings = holdings(from, to, 230, &mut person, &mut random);
            self.posts.push(Post { number, team, manager: false, consultant: false, holdings });
        }
    }

    /// A post that holds cases in a team of this kind.
    pub(crate) fn some_post(&self, kind: Kind, random: &mut Random) -> usize {
        let of_kind = |p: &&Post| !p.manager && self.teams.get(p.team).is_some_and(|t| t.kind == kind);
        let count = self.posts.iter().filter(of_kind).count();
        let nth = random.below(u32::try_from(count).unwrap_or(1)) as usize;
        let at = self.posts.iter().enumerate().filter(|(_, p)| of_kind(p)).nth(nth);
        at.map_or(0, |(place, _)| place)
    }

    /// The team of a post and who answers for its cases on a day: where it stands vacant, the team's manager.
    pub(crate) fn team_and_worker(&self, post: usize, day: i32) -> (&str, String) {
        let Some(post) = self.posts.get(post) else { return ("", String::new()) };
        let team = self.teams.get(post.team).map_or("", |t| t.name.as_str());
        let manager = || self.posts.iter().find(|p| p.team == post.team && p.manager).and_then(|p| p.on(day));
        let who = post.on(day).or_else(manager).map(|h| h.worker.clone());
        (team, who.unwrap_or_else(|| format!("Duty {team}")))
    }
}

/// People one after another in a post, with a gap or somebody from an agency between them.
fn holdings(from: i32, to: i32, agency: u32, person: &mut u32, random: &mut Random) -> Vec<Holding> {
    let mut holdings = Vec::new();
    let mut day = from - random.between(0, 3000);
    while day < to {
        let temporary = random.chance(agency);
        let stays = if temporary { random.between(90, 500) } else { random.skewed(250, 6000) };
        *person += 1;
        let end = day + stays;
        let reason = match (temporary, random.below(10)) {
            (true, _) => "",
            (_, 0..=6) => "Voluntary",
            (_, 7) => "Retired",
            (_, 8) => "Moved within the council",
            _ => "End of contract",
        };
        let fte = random.weighted(&[("1", 80), ("0.8", 12), ("0.6", 6), ("0.5", 2)]);
        holdings.push(Holding {
            worker: format!("Worker {person:05}"),
            number: *person,
            agency: temporary,
            from: day,
            to: (end < to).then_some(end),
            reason,
            fte,
        });
        day = end + random.skewed(0, 200);
    }
    holdings
}
