//! Numbers that look random and are the same everywhere (splitmix64: Steele, Lea and Flood 2014).

pub(super) struct Rng(u64);

impl Rng {
    /// The stream of a seed with this number: the numbers of streams do not depend on who draws them when.
    pub(super) fn stream(seed: u64, number: u64) -> Self {
        let mut first = Self(seed);
        Self(first.next() ^ Self(number).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number below `end`, each as likely as the others but for one part in 2^64 / `end`; 0 if there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let product = u128::from(self.next()) * (end as u128);
        usize::try_from(product >> 64).unwrap_or(0)
    }

    /// True as often as false.
    pub(super) fn coin(&mut self) -> bool {
        self.next() >> 63 == 1
    }
}
