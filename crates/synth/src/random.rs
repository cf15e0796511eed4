//! Numbers that look random and are not: SplitMix64, the same on every machine.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// The stream of a seed and of what it is for.
    pub(crate) fn new(seed: u64, of: u64) -> Random {
        let mut random = Random(seed ^ of.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to one below `end`.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        let wide = (self.next() >> 32) * u64::from(end.max(1));
        u32::try_from(wide >> 32).unwrap_or(0)
    }

    /// A number from `from` to `to`, both among them.
    pub(crate) fn between(&mut self, from: i32, to: i32) -> i32 {
        let width = u32::try_from(to.saturating_sub(from).saturating_add(1)).unwrap_or(1);
        from + i32::try_from(self.below(width)).unwrap_or(0)
    }

    /// A number from `from` to `to`, most often near `from`.
    pub(crate) fn skewed(&mut self, from: i32, to: i32) -> i32 {
        let inner = self.between(from, to);
        self.between(from, inner)
    }

    /// True so many times in a thousand.
    pub(crate) fn chance(&mut self, in_a_thousand: u32) -> bool {
        self.below(1000) < in_a_thousand
    }

    /// One of these.
    pub(crate) fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let place = self.below(u32::try_from(of.len()).unwrap_or(u32::MAX)) as usize;
        of.get(place).copied().unwrap_or("")
    }

    /// One of these by their weights.
    pub(crate) fn weighted<'a>(&mut self, of: &[(&'a str, u32)]) -> &'a str {
        let mut at = self.below(of.iter().map(|(_, w)| *w).sum());
        for (what, weight) in of {
            if at < *weight {
                return what;
            }
            at -= *weight;
        }
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_same_seed_gives_the_same_numbers_within_their_bounds() {
        let draw = |seed| {
            let mut random = Random::new(seed, 1);
            (0..1000).map(|_| random.between(-3, 3)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        assert!((-3..=3).all(|n| draw(7).contains(&n)));
    }
}
