//! Contacts, early help, referrals, assessments, enquiries, children in need and plans.

use super::{On, disability, latest, maybe, text, who, written, yes};
use crate::journey::Child;
use crate::tale;
use crate::world::World;

type Rows = Vec<Vec<String>>;

impl World {
    pub(super) fn contacts(&self, on: &On) -> Rows {
        let mut rows = Rows::new();
        for child in &self.children {
            for c in child.contacts.iter().filter(|c| on.recent(c.on)) {
                let mut row = who(child, on);
                row.extend([
                    written(c.on),
                    text("source", c.source),
                    on.past(c.decided),
                    String::new(),
                    String::new(),
                ]);
                rows.push(row);
            }
        }
        rows
    }

    pub(super) fn early_help(&self, on: &On) -> Rows {
        let mut rows = Rows::new();
        for child in &self.children {
            for h in child.helps.iter().filter(|h| on.covers(h.from, h.to)) {
                let mut row = who(child, on);
                row.extend([
                    written(h.from),
                    on.past(h.to),
                    h.organisation.to_owned(),
                    String::new(),
                    String::new(),
                ]);
                rows.push(row);
            }
        }
        rows
    }

    pub(super) fn referrals(&self, on: &On) -> Rows {
        let mut rows = Rows::new();
        for child in &self.children {
            // The number counts back from the child's latest referral and is the same in each of its rows.
            let last = child.referrals.iter().map(|r| r.on).filter(|d| *d <= on.day).max().unwrap_or(0);
            let before = child.referrals.iter().filter(|r| r.on < last && r.on >= last - 365).count();
            for r in child.referrals.iter().filter(|r| on.recent(r.on)) {
                let mut row = who(child, on);
                row.extend([written(r.on), text("source", r.source), yes(r.nfa), before.to_string()]);
                row.extend(self.team_and_worker(r.post, on.day));
                row.push(on.past(r.decided));
                rows.push(row);
            }
        }
        rows
    }

    pub(super) fn assessments(&self, on: &On) -> Rows {
        let mut rows = Rows::new();
        for child in &self.children {
            for a in child.assessments.iter().filter(|a| on.covers(a.from, a.to)) {
                let done = a.to <= on.day;
                let when_done = |text: String| if done { text } else { String::new() };
                let mut row = who(child, on);
                row.extend([
                    disability(child),
                    written(a.from),
                    yes(a.seen),
                    on.past(a.to),
                    when_done(yes(a.in_need)),
                ]);
                row.extend(self.team_and_worker(a.post, on.day));
                row.push(text("assessment_kind", if child.born > a.from { "pre_birth" } else { "single" }));
                rows.push(row);
            }
        }
        rows
    }

    pub(super) fn enquiries(&self, on: &On) -> Rows {
        let mut rows = Rows::new();
        for child in &self.children {
            let last = child.enquiries.iter().map(|e| e.on).filter(|d| *d <= on.day).max().unwrap_or(0);
            let before = child.enquiries.iter().filter(|e| e.on < last && e.on >= last - 365);
            let conferences = before.clone().filter(|e| e.conference.is_some()).count();
            let before = before.count();
            for e in child.enquiries.iter().filter(|e| on.recent(e.on)) {
                let held = e.conference.filter(|d| *d <= on.day);
                let mut row = who(child, on);
                row.extend([disability(child), written(e.on), yes(e.conference.is_none()), maybe(held)]);
                row.push(if held.is_some() { yes(e.plan) } else { String::new() });
                row.extend([before.to_string(), conferences.to_string()]);
                row.extend(self.team_and_worker(e.post, on.day));
                row.push(String::new());
                rows.push(row);
            }
        }
        rows
    }

    pub(super) fn needs(&self, on: &On) -> Rows {
        let mut rows = Rows::new();
        for child in &self.children {
            for n in child.needs.iter().filter(|n| on.covers(n.from, n.to)) {
                let closed = n.to <= on.day;
                let in_care = child.care.iter().any(|c| c.from <= on.day && c.to > on.day);
                let planned = child.plans.iter().any(|p| p.from <= on.day && p.to > on.day);
                let status = match () {
                    () if closed => "closed",
                    () if in_care => "in_care",
                    () if planned => "cp_plan",
                    () if n.support > on.day => "assessment",
                    () => "cin_plan",
                };
                let seen = latest(n.from, on.day.min(n.to), 3, 14, 38, &mut self.own(child, 1));
                let mut row = who(child, on);
                row.extend([
                    disability(child),
                    written(n.from),
                    text("need", n.code),
                    maybe(seen),
                    on.past(n.to),
                ]);
                row.push(if closed { text("closure_reason", n.reason) } else { String::new() });
                row.push(text("case_status", status));
                row.extend(self.team_and_worker(child.holder(n, on.day.min(n.to - 1)), on.day));
                rows.push(row);
            }
        }
        rows
    }

    pub(super) fn plans(&self, on: &On) -> Rows {
        let mut rows = Rows::new();
        for child in &self.children {
            for p in child.plans.iter().filter(|p| on.covers(p.from, p.to)) {
                let until = on.day.min(p.to);
                let visit = latest(p.from, until, 6, 7, 17, &mut self.own(child, 2));
                let review = latest(p.from, until, 84, 150, 190, &mut self.own(child, 3));
                let alone = !self.own(child, 4).chance(140);
                let mut row = who(child, on);
                row.extend([
                    disability(child),
                    written(p.from),
                    text("abuse", p.category),
                    text("abuse", p.category),
                ]);
                row.extend([
                    maybe(visit),
                    if visit.is_some() { yes(alone) } else { String::new() },
                    maybe(review),
                ]);
                row.extend([on.past(p.to), yes(false), p.earlier.to_string()]);
                row.extend(self.team_and_worker(p.post, on.day));
                rows.push(row);
            }
        }
        rows
    }

    pub(super) fn need_plans(&self, on: &On) -> Rows {
        let mut rows = Rows::new();
        for child in &self.children {
            for n in child
                .needs
                .iter()
                .filter(|n| n.support < n.to && n.support <= on.day && on.covers(n.from, n.to))
            {
                let [team, worker] = self.team_and_worker(n.post, on.day);
                rows.push(vec![child.number.to_string(), written(n.support), on.past(n.to), team, worker]);
            }
        }
        rows
    }

    pub(super) fn visits(&self, on: &On) -> Rows {
        let mut rows = Rows::new();
        for child in &self.children {
            for p in child.plans.iter().filter(|p| on.covers(p.from, p.to)) {
                self.visits_of(child, "cp", (p.from, p.to, p.post), (6, 14), on, &mut rows);
            }
            for c in child.care.iter().filter(|c| on.covers(c.from, c.to)) {
                self.visits_of(child, "care", (c.from, c.to, c.post), (7, 42), on, &mut rows);
            }
            let needs = child.needs.iter().filter(|_| self.tale.more);
            for n in needs.filter(|n| on.covers(n.from, n.to)) {
                self.visits_of(
                    child,
                    "cin",
                    (n.from, n.to, child.holder(n, on.day.min(n.to))),
                    (7, 28),
                    on,
                    &mut rows,
                );
            }
        }
        rows
    }

    /// Reviews of child protection plans and of care: the first after three months, then every six, now and then late.
    pub(super) fn reviews(&self, on: &On) -> Rows {
        let mut rows = Rows::new();
        for child in &self.children {
            let plans = child.plans.iter().map(|p| ("cp", p.from, p.to, p.post));
            let care = child.care.iter().map(|c| ("care", c.from, c.to, c.post));
            for (plan, from, to, post) in plans.chain(care).filter(|(_, from, to, _)| on.covers(*from, *to)) {
                let mut random = self.own(child, 30 + u64::from(plan == "care"));
                let mut due = from + 90;
                while due <= on.day.min(to) {
                    let held = if random.chance(80) {
                        due + random.between(2, 25)
                    } else {
                        due - random.between(0, 9)
                    };
                    // The voice of a child counts from four years on.
                    let part = child.born < held - 4 * 365 && random.chance(720);
                    if on.recent(due) {
                        let done = held <= on.day;
                        let [team, worker] = self.team_and_worker(post, on.day);
                        let part = if done { yes(part) } else { String::new() };
                        let number = child.number.to_string();
                        rows.push(vec![
                            number,
                            text("plan_kind", plan),
                            written(due),
                            on.past(held),
                            part,
                            team,
                            worker,
                        ]);
                    }
                    due = held + 180;
                }
            }
        }
        rows
    }

    /// The visits of a plan in the six months: each due so many days after the one before, made then or some days late.
    fn visits_of(
        &self,
        child: &Child,
        plan: &str,
        (from, to, post): (i32, i32, usize),
        (first, every): (i32, i32),
        on: &On,
        rows: &mut Rows,
    ) {
        let mut random = self.own(child, 8);
        let mut due = from + first;
        while due <= on.day.min(to) {
            let late = random.chance(tale::value(self.tale.late_visits, self.last - due).unwrap_or(0));
            let made = if late { due + random.between(1, 12) } else { due - random.between(0, 3).min(first) };
            let seen = random.chance(950);
            let alone = seen && random.chance(860);
            // Of several plans the one that asks for most visits is the one that they are counted by.
            let elsewhere = plan == "cin" && child.elsewhere(due);
            if on.recent(due) && !elsewhere {
                let done = made <= on.day;
                let when_done = |text: String| if done { text } else { String::new() };
                let [team, worker] = self.team_and_worker(post, on.day);
                rows.push(vec![
                    child.number.to_string(),
                    text("plan_kind", plan),
                    written(due),
                    on.past(made),
                    when_done(yes(seen)),
                    when_done(yes(alone)),
                    yes(child.born > made - 3 * 365),
                    when_done(yes(seen && !late)),
                    team,
                    worker,
                ]);
            }
            due = made.max(due) + every;
        }
    }
}
