//! Who asks, when, and where new identities come from: everything a use case may not find out for itself.

use model::day::Day;
use model::id::Id;

use super::who::{Right, Who};
use crate::error::{Error, Result};

/// Where new identities come from.
pub trait IdSource {
    /// The next identity, never met before.
    fn next(&mut self) -> Id;

    /// A secret to be put into an address or given to a program: three identities of 63 random bits each.
    fn secret(&mut self) -> String {
        format!("{}{}{}", self.next(), self.next(), self.next())
    }
}

/// Identities in a fixed order, for tests and the demonstration.
#[derive(Clone, Debug)]
pub struct Sequence(u64);

impl Sequence {
    /// The sequence that this seed begins.
    pub fn new(seed: u64) -> Sequence {
        Sequence(seed)
    }
}

impl IdSource for Sequence {
    fn next(&mut self) -> Id {
        // A Weyl sequence through a fixed mixer (the finaliser of SplitMix64): distinct for 2^63 calls.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Id::from_bits(z ^ (z >> 31))
    }
}

/// Identities from the system's random numbers; the command line and the server use it.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemIds;

impl IdSource for SystemIds {
    fn next(&mut self) -> Id {
        Id::from_bits(getrandom::u64().unwrap_or_default())
    }
}

/// Who asks, when, and from where new identities come.
pub struct Ctx<'a> {
    /// Who acts.
    pub who: Who,
    /// The moment: milliseconds since 1970, UTC.
    pub now_ms: i64,
    /// The day in London.
    pub today: Day,
    /// Where new identities come from.
    pub ids: &'a mut dyn IdSource,
}

impl Ctx<'_> {
    /// Fails with a clear sentence where the person lacks the right.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn need(&self, right: Right) -> Result<()> {
        if self.who.role.may(right) {
            return Ok(());
        }
        let may = match right {
            Right::Administer => "Only an administrator can do this",
            Right::Edit => "Only people who edit the plan can do this",
            Right::Confirm => "Only a sponsor, a lead or the programme manager can confirm this",
            Right::Issue => "Only the programme manager can issue a pack",
            Right::Measure => "Only people who keep the measures can do this",
            Right::AnswerForAll | Right::AnswerForOwn => "Only the owner of the action can do this",
            Right::Audit => "Only administrators and auditors can do this",
            Right::Define => "Only an analyst or an administrator can change what a measure counts",
            Right::Children => "Only an analyst can see the children behind a figure",
            Right::ReadAll => "You can see only the actions you own",
        };
        Err(Error::Forbidden(may.to_owned()))
    }
}
