//! Every choice of one edge for each step of a circuit, where times do not matter.

use super::bundles::Bundles;
use crate::circuits::found::{Batch, Full, Held, Histogram, Out, Sink};

/// What to make of circuits of vertices, given the parallel edges of each step.
pub(super) trait Choose: Sink {
    /// What the search for circuits of vertices makes: they need not be listed to be counted.
    type Found: Sink;

    /// Makes it of what was found.
    fn expand(found: &Self::Found, bundles: &Bundles, out: &mut Out<'_, Self>);
}

impl Choose for Batch {
    type Found = Self;

    fn expand(found: &Self, bundles: &Bundles, out: &mut Out<'_, Self>) {
        let (mut odometer, mut steps, mut before) = (Odometer::default(), Vec::new(), &[][..]);
        for circuit in found.iter() {
            // Most circuits begin like the one before: those steps are known.
            let same = circuit.iter().zip(before).take_while(|(own, other)| own == other).count();
            steps.truncate(same.saturating_sub(1));
            for at in steps.len()..circuit.len() {
                let head = if at + 1 == circuit.len() { circuit[0] } else { circuit[at + 1] };
                steps.push(bundles.between(circuit[at], head));
            }
            before = circuit;
            odometer.run(&steps, out);
            out.offer();
        }
    }
}

/// Counts through every choice of edges: the last step changes first.
#[derive(Debug, Default)]
struct Odometer {
    /// For each step, which of its edges is chosen.
    at: Vec<usize>,
    edges: Vec<u32>,
}

impl Odometer {
    /// `steps` are the edges of each step, none of them empty.
    fn run(&mut self, steps: &[&[u32]], out: &mut Out<'_, Batch>) {
        let Self { at, edges } = self;
        at.clear();
        at.resize(steps.len(), 0);
        edges.clear();
        edges.extend(steps.iter().map(|own| own[0]));
        loop {
            out.sink.push(edges, &[]);
            let Some(digit) = (0..steps.len()).rev().find(|&digit| at[digit] + 1 < steps[digit].len()) else {
                return;
            };
            if out.offer() && out.ended {
                return;
            }
            at[digit] += 1;
            at[digit + 1..].fill(0);
            for place in digit..steps.len() {
                edges[place] = steps[place][at[place]];
            }
        }
    }
}

impl Choose for Histogram {
    type Found = Self;

    fn expand(found: &Self, _: &Bundles, out: &mut Out<'_, Self>) {
        out.sink.merge(found);
    }
}

/// One circuit of vertices: the first edge of each step, and how many choices there are.
#[derive(Debug, Default)]
pub(super) struct Bundled(pub(super) Batch);

impl Bundled {
    /// A circuit by its edges, and the number of choices in four quarters.
    pub(super) fn put(&mut self, edges: &[u32], rest: &[u32], count: u128) {
        #[expect(clippy::cast_possible_truncation, reason = "the four quarters of a number")]
        let quarters = [96, 64, 32, 0].map(|shift| (count >> shift) as u32);
        let tail: Vec<u32> = rest.iter().copied().chain(quarters).collect();
        self.0.push(edges, &tail);
    }

    /// Each circuit, and its number of choices; `u128::MAX` is that or more.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&[u32], u128)> {
        self.0.iter().map(|item| match item.split_last_chunk::<4>() {
            Some((edges, quarters)) => (edges, quarters.iter().fold(0, |count, &own| count << 32 | u128::from(own))),
            None => (item, 0),
        })
    }

    /// How many choices there are of each length.
    pub(super) fn counts(&self) -> Histogram {
        let mut counts = Histogram::default();
        self.iter().for_each(|(edges, count)| counts.add(edges.len(), count));
        counts
    }

    /// Leaves the circuits that a test accepts, which may change their edges.
    pub(super) fn retain(&mut self, mut accept: impl FnMut(&mut [u32]) -> bool) {
        self.0.retain(|item| item.split_last_chunk_mut::<4>().is_some_and(|(edges, _)| accept(edges)));
    }
}

impl Choose for Bundled {
    type Found = Batch;

    fn expand(found: &Batch, bundles: &Bundles, out: &mut Out<'_, Self>) {
        let mut edges = Vec::new();
        for circuit in found.iter() {
            edges.clear();
            let mut count = 1_u128;
            for own in bundles.steps(circuit) {
                edges.push(own[0]);
                count = count.saturating_mul(own.len() as u128);
            }
            out.sink.put(&edges, &[], count);
            out.offer();
        }
    }
}

impl Sink for Bundled {
    fn put(&mut self, path: &[u32], rest: &[u32], ways: u128) {
        Bundled::put(self, path, rest, ways);
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

impl Held for Bundled {
    fn held(&self) -> usize {
        self.0.held()
    }
}
