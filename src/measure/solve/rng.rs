//! Random numbers that are the same on every machine: splitmix64 (G. L. Steele, D. Lea and C. H. Flood, *Fast
//! splittable pseudorandom number generators*, OOPSLA 2014).

/// A stream of numbers that its seed alone decides.
#[derive(Debug, Clone)]
pub(crate) struct Rng(u64);

impl Rng {
    /// One of many independent streams of a seed: what one gives does not depend on when others are asked.
    pub(crate) fn stream(seed: u64, number: u64) -> Self {
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

    /// A whole number below `end`, each as likely as the others to one part in 2^64 / `end`; 0 if `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let product = u128::from(self.next()) * (end as u128);
        usize::try_from(product >> 64).unwrap_or(0)
    }

    /// True as often as false.
    pub(crate) fn coin(&mut self) -> bool {
        self.next() >> 63 == 1
    }
}

/// What the layout of diagrams needs.
#[cfg(feature = "draw")]
impl Rng {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 up to 1, without 1 itself.
    pub(crate) fn unit(&mut self) -> f64 {
        // The top 32 bits are plenty, and exact in a float.
        f64::from(u32::try_from(self.next() >> 32).unwrap_or(0)) / 4_294_967_296.0
    }

    /// From -1 to 1, most often near 0.
    pub(crate) fn bell(&mut self) -> f64 {
        (self.unit() + self.unit() + self.unit()) / 1.5 - 1.0
    }
}
