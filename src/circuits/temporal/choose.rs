//! Every choice of one edge for each step of a circuit, where times do not matter.

use crate::circuits::found::{Batch, Full, Histogram, Sink};

/// What to make of a circuit of vertices, given the parallel edges of each step.
pub(super) trait Choose: Full {
    /// The edges of each step, none of them empty.
    fn choose(&mut self, steps: &[&[u32]]);
}

impl Choose for Batch {
    /// The last step changes first.
    fn choose(&mut self, steps: &[&[u32]]) {
        let mut at = vec![0; steps.len()];
        let mut edges: Vec<u32> = steps.iter().map(|own| own[0]).collect();
        loop {
            self.put(&edges, &[]);
            // Counts up like an odometer.
            let Some(digit) = (0..steps.len()).rev().find(|&digit| at[digit] + 1 < steps[digit].len()) else {
                return;
            };
            at[digit] += 1;
            at[digit + 1..].fill(0);
            for place in digit..steps.len() {
                edges[place] = steps[place][at[place]];
            }
        }
    }
}

impl Choose for Histogram {
    fn choose(&mut self, steps: &[&[u32]]) {
        self.add(steps.len(), count(steps));
    }
}

/// One circuit of vertices: the first edge of each step, and how many choices there are.
#[derive(Debug, Default)]
pub(super) struct Bundled(pub(super) Batch);

impl Bundled {
    /// A circuit by its edges, and the number of choices in two halves.
    pub(super) fn put(&mut self, edges: &[u32], rest: &[u32], count: u128) {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        #[expect(clippy::cast_possible_truncation, reason = "the two halves of a number")]
        let halves = [(count >> 32) as u32, count as u32];
        let tail: Vec<u32> = rest.iter().copied().chain(halves).collect();
        self.0.put(edges, &tail);
    }

    /// Each circuit, and its number of choices; `u64::MAX` is that or more.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&[u32], u64)> {
        self.0.iter().map(|item| match item {
            [edges @ .., high, low] => (edges, u64::from(*high) << 32 | u64::from(*low)),
            _ => (item, 0),
        })
    }
}

impl Choose for Bundled {
    fn choose(&mut self, steps: &[&[u32]]) {
        let edges: Vec<u32> = steps.iter().map(|own| own[0]).collect();
        self.put(&edges, &[], count(steps));
    }
}

impl Full for Bundled {
    fn full(&self) -> bool {
        self.0.full()
    }

    fn clear(&mut self) {
        self.0.clear();
    }
}

fn count(steps: &[&[u32]]) -> u128 {
    steps.iter().fold(1, |product: u128, own| product.saturating_mul(own.len() as u128))
}
