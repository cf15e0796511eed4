//! The phrases of a cell shared out among the actions of its row.

use std::collections::BTreeSet;

use crate::at::At;
use crate::day::Day;
use crate::plan::{DateKind, Given, Origin, TargetDate};

use super::meaning::meaning;
use super::split::Written;

/// What one action gets of a cell of dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Its phrases; more than one is a chain of slips from the earlier to the later.
    pub phrases: Vec<Written>,
    /// How it came by them.
    pub given: Given,
}

/// Shares the phrases of a cell, paragraph by paragraph, out among `actions` actions of its row; one share each.
///
/// Paragraph i belongs to action i where the counts agree. Otherwise all phrases are taken in order: one for all,
/// one each, or, where there are too few, to the first ones. A surplus becomes slips: neighbours are joined where
/// the later phrase names a later date, so that every action keeps one chain.
pub fn share(paragraphs: &[Vec<Written>], actions: usize, context: Day) -> Vec<Share> {
    let filled: Vec<&Vec<Written>> = paragraphs.iter().filter(|p| !p.is_empty()).collect();
    if filled.len() == actions {
        return filled.into_iter().map(|p| Share { phrases: p.clone(), given: Given::Own }).collect();
    }
    let phrases: Vec<Written> = filled.into_iter().flatten().cloned().collect();
    let mut shares = vec![Share::default(); actions];
    // A struck phrase never stands alone: it goes with the phrase after it.
    let standing = phrases.iter().filter(|p| !p.struck).count().max(usize::from(!phrases.is_empty()));
    match standing {
        0 => {}
        1 if actions > 1 => shares.fill(Share { phrases, given: Given::Line }),
        n => {
            let given = if n == actions || actions == 1 { Given::Own } else { Given::Assumed };
            let groups = if n <= actions { n } else { actions };
            for (share, chain) in shares.iter_mut().zip(groups_of(&phrases, groups, context)) {
                *share = Share { phrases: chain, given };
            }
        }
    }
    shares
}

/// Cuts the phrases into that many neighbouring groups, joining where a slip is most plausible.
fn groups_of(phrases: &[Written], groups: usize, context: Day) -> Vec<Vec<Written>> {
    if groups == 0 {
        return Vec::new();
    }
    let cost: Vec<u32> = phrases
        .windows(2)
        .map(|pair| if let [earlier, later] = pair { implausible(earlier, later, context) } else { u32::MAX })
        .collect();
    // The cheapest joints first; among equals those that keep chains short come first because they are taken in
    // order and a joint beside one already taken costs more.
    let mut joined = vec![false; phrases.len()];
    let mut open: BTreeSet<(u32, usize)> = cost.iter().enumerate().map(|(i, c)| (*c, i)).collect();
    for _ in 0..phrases.len().saturating_sub(groups) {
        let Some((_, i)) = open.pop_first() else { break };
        if let Some(flag) = joined.get_mut(i) {
            *flag = true;
        }
        for beside in [i.checked_sub(1), Some(i + 1)].into_iter().flatten() {
            if let Some(c) = cost.get(beside)
                && open.remove(&(*c, beside))
            {
                open.insert((c + 1, beside));
            }
        }
    }
    let mut out: Vec<Vec<Written>> = Vec::new();
    for (i, phrase) in phrases.iter().enumerate() {
        let with_previous = i.checked_sub(1).and_then(|p| joined.get(p)).copied().unwrap_or(false);
        match out.last_mut().filter(|_| with_previous) {
            Some(group) => group.push(phrase.clone()),
            None => out.push(vec![phrase.clone()]),
        }
    }
    out
}

/// How implausible it is that the second phrase replaced the first: 0 for a later date after an earlier one.
fn implausible(earlier: &Written, later: &Written, context: Day) -> u32 {
    if earlier.struck {
        return 0;
    }
    let (a, b) = (meaning(&earlier.text, context), meaning(&later.text, context));
    match (a.to.or(a.from), b.to.or(b.from)) {
        (Some(was), Some(is)) if is > was && is.days_since(was) <= 400 => 2,
        (Some(was), Some(is)) if is > was => 4,
        (Some(_), Some(_)) => 20,
        _ => 8,
    }
}

/// The target dates of one action: what each phrase means, and which of them a later one replaced.
pub fn target_dates(phrases: &[Written], context: Day, at: &At) -> Vec<TargetDate> {
    let read: Vec<_> = phrases.iter().map(|p| (p, meaning(&p.text, context))).collect();
    // From the last to the first: the latest day named further on, and whether something there is no day and yet
    // known.
    let (mut latest, mut known): (Option<Day>, bool) = (None, false);
    let mut replaced = vec![false; read.len()];
    for ((_, m), flag) in read.iter().zip(&mut replaced).rev() {
        let day = m.to.or(m.from);
        *flag = known || if day.is_some() { latest > day } else { latest.is_some() };
        latest = latest.max(day);
        known |= day.is_none() && m.kind != DateKind::Unknown;
    }
    read.iter()
        .zip(replaced)
        .map(|((written, m), replaced)| TargetDate {
            origin: Origin::from(at.clone()),
            phrase: written.text.clone(),
            kind: m.kind,
            from: m.from,
            to: m.to,
            superseded: written.struck || replaced,
            ..TargetDate::default()
        })
        .collect()
}
