//! Is it more than chance? (docs/measures.md#chance)

mod enumerate;
mod wiring;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::{About, Rng};
use crate::{
    circuits::{Digraph, Search},
    flow::FlowGraph,
    model::Stop,
};
use wiring::Wiring;

/// What a reader must know of the comparison with chance.
pub const ABOUT: About = About {
    title: "compared with chance",
    definition: "How many loops a random network with the same in- and out-degrees would have, and how rarely it has \
                 as many as this one.",
    method: "All networks with the same degrees if there are few, each equally likely; otherwise a sample of them, \
             drawn by a chain of swaps and triangle reversals (Rao, Jana and Bandyopadhyay 1996) that starts from a \
             common far point, so that p = (1 + number with as many) / (1 + samples) holds however long the chain is \
             (Besag and Clifford 1989).",
    caution: "Amounts and kinds play no part. Companies do not choose partners at random, and a register is not a \
              random sample of deals: those that complete a loop are reported more often.",
};

/// What to sample, and how much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sampling {
    /// The longest loops that are counted.
    pub max_length: u32,
    /// The most digraphs that are enumerated instead of sampled.
    pub exact: usize,
    /// The size of the sample if there are more.
    pub samples: u32,
    /// Moves of the chain for each arc, between the common point and each sample.
    pub moves: usize,
    /// The seed of the random numbers.
    pub seed: u64,
}

impl Default for Sampling {
    /// Loops of two and three hops; up to 20,000 digraphs in full, otherwise 999 samples. On the shipped register, more
    /// than five moves an arc change the figures no more than another seed does.
    fn default() -> Self {
        Self { max_length: 3, exact: 20_000, samples: 999, moves: 20, seed: 1 }
    }
}

/// What was compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compared {
    /// Every digraph with these degrees, and how many there are.
    All(usize),
    /// A sample of this size.
    Sample(usize),
}

/// Loops of one length, observed and by chance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoopCount {
    /// How many hops.
    pub length: u32,
    /// How many such loops there are.
    pub observed: u64,
    /// The number of digraphs by their number of such loops; includes the observed digraph only if all were enumerated.
    pub by_chance: BTreeMap<u64, usize>,
}

/// The loops of a graph compared with chance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NullModel {
    /// With what.
    pub compared: Compared,
    /// Of each length from 2 on.
    pub lengths: Vec<LoopCount>,
}

/// The loops of a graph's hops compared with those of digraphs with the same degrees; structural hops are left out.
///
/// ```
/// use roundtrip::{flow::View, measure::{Sampling, null_model}, model::Stop};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let graph = View::of(&register).flow(&register);
/// let sampling = Sampling { samples: 9, ..Sampling::default() };
/// let found = null_model(&graph, &sampling, &Stop::never()).expect("it is not stopped");
/// assert_eq!(found.lengths.len(), 2);
/// assert!(found.p(&found.lengths[0]) >= 0.1);
/// ```
pub fn null_model(graph: &FlowGraph, sampling: &Sampling, stop: &Stop) -> Option<NullModel> {
    let hops = graph.hops().iter().filter(|hop| !hop.structural);
    null_model_of(graph.nodes().len(), hops.map(|hop| (hop.payer, hop.payee)), sampling, stop)
}

/// The same of any digraph with vertices `0..len`: arcs from a vertex to itself, repeated ones and those with an end
/// that is no vertex are dropped. Each sample takes `moves` · arcs steps, of a degree each, and a count of its loops.
/// The same for the same seed, whatever the number of threads. Once `stop` says so, no further sample is drawn; `None` if
/// then there is none, or not all digraphs that were to be enumerated are counted.
pub fn null_model_of(
    len: usize,
    arcs: impl IntoIterator<Item = (usize, usize)>,
    sampling: &Sampling,
    stop: &Stop,
) -> Option<NullModel> {
    let len = u32::try_from(len).unwrap_or(u32::MAX);
    let narrow = |(payer, payee)| Some((u32::try_from(payer).ok()?, u32::try_from(payee).ok()?));
    let mut pairs: Vec<(u32, u32)> = arcs.into_iter().filter_map(narrow).collect();
    pairs.retain(|pair| pair.0 != pair.1 && pair.0.max(pair.1) < len);
    pairs.sort_unstable();
    pairs.dedup();
    let wiring = Wiring::new(len, &pairs);
    let count = |wiring: &Wiring| count(len, wiring, sampling.max_length, stop);
    let observed = count(&wiring)?;
    let (compared, counts): (_, Vec<Vec<u64>>) = if let Some(all) = enumerate::all(&wiring, sampling.exact) {
        let one = |heads| count(&Wiring { heads, ..wiring.clone() });
        (Compared::All(all.len()), all.into_par_iter().map(one).collect::<Option<_>>()?)
    } else {
        let counts: Vec<Option<_>> = sample(&wiring, sampling, stop).map(|wiring| count(&wiring?)).collect();
        // The first ones, whichever of the others were done.
        let counts: Vec<_> = counts.into_iter().map_while(|counts| counts).collect();
        if counts.is_empty() {
            return None;
        }
        (Compared::Sample(counts.len()), counts)
    };
    let length = |((at, observed), length): ((usize, u64), u32)| {
        let mut by_chance = BTreeMap::new();
        for counts in &counts {
            *by_chance.entry(counts[at]).or_insert(0) += 1;
        }
        LoopCount { length, observed, by_chance }
    };
    Some(NullModel { compared, lengths: observed.into_iter().enumerate().zip(2..).map(length).collect() })
}

/// Walks from the common far point, in order; none that would begin after the end.
fn sample(wiring: &Wiring, sampling: &Sampling, stop: &Stop) -> impl IndexedParallelIterator<Item = Option<Wiring>> {
    let (seed, moves) = (sampling.seed, sampling.moves.saturating_mul(wiring.heads.len()));
    let mut far = wiring.clone();
    far.walk(moves, &mut Rng::stream(seed, 0));
    (0..sampling.samples).into_par_iter().map(move |number| {
        if stop.should_stop() {
            return None;
        }
        let mut wiring = far.clone();
        wiring.walk(moves, &mut Rng::stream(seed, u64::from(number) + 1));
        Some(wiring)
    })
}

/// How many loops of 2, 3, … hops; `None` if `stop` ended the count.
fn count(len: u32, wiring: &Wiring, most: u32, stop: &Stop) -> Option<Vec<u64>> {
    let graph = Digraph::from_edges(len, wiring.pairs());
    let (found, ended) = Search::bounded(&graph, most).count_until(stop);
    ended.ok()?;
    let of_length = |length: u32| u64::try_from(found.of_length(length as usize)).unwrap_or(u64::MAX);
    Some((2..=most).map(of_length).collect())
}

impl NullModel {
    /// The probability that chance alone produces at least as many loops of this length as observed: exact if all
    /// digraphs were enumerated; otherwise (1 + samples with as many) / (1 + samples), which is never too small.
    pub fn p(&self, length: &LoopCount) -> f64 {
        let as_many: usize = length.by_chance.range(length.observed..).map(|(_, times)| times).sum();
        match self.compared {
            Compared::All(all) => as_many as f64 / all as f64,
            Compared::Sample(samples) => (as_many + 1) as f64 / (samples + 1) as f64,
        }
    }
}

impl LoopCount {
    /// Their mean number by chance.
    pub fn mean(&self) -> f64 {
        let sum = self.by_chance.iter().fold(0.0, |sum, (loops, times)| sum + *loops as f64 * *times as f64);
        sum / self.by_chance.values().sum::<usize>().max(1) as f64
    }

    /// The smallest number of loops such that at least this part of the digraphs has no more; 0 if there are none.
    pub fn quantile(&self, part: f64) -> u64 {
        let all = self.by_chance.values().sum::<usize>() as f64;
        let mut seen = 0;
        let reached = |(_, times): &(&u64, &usize)| {
            seen += **times;
            seen as f64 >= part * all
        };
        let found = self.by_chance.iter().find(reached).or(self.by_chance.last_key_value());
        found.map_or(0, |(loops, _)| *loops)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Walks to every wiring, and how many end at each; as chi-square. The seed is fixed, so the test holds always or
    /// never.
    fn off(len: u32, pairs: &[(u32, u32)], walks: usize) -> (f64, usize) {
        let wiring = Wiring::new(len, pairs);
        let all = enumerate::all(&wiring, 1000).unwrap();
        let mut seen: BTreeMap<Vec<u32>, usize> = all.iter().map(|heads| (heads.clone(), 0)).collect();
        for number in 0..walks {
            let mut end = wiring.clone();
            end.walk(40 * pairs.len(), &mut Rng::stream(5, number as u64));
            for payer in 0..len as usize {
                end.heads[wiring.starts[payer]..wiring.starts[payer + 1]].sort_unstable();
            }
            *seen.get_mut(&end.heads).unwrap() += 1;
        }
        let expected = walks as f64 / all.len() as f64;
        let off = seen.values().map(|seen| (*seen as f64 - expected).powi(2) / expected).sum();
        (off, all.len())
    }

    /// Each wiring is walked to as often as any other: below a bound that 99.9 in 100 fair walks keep.
    #[test]
    fn all_wirings_are_equally_likely() {
        // The two ways round a ring: one becomes the other by a reversal only.
        let (ring, count) = off(3, &[(0, 1), (1, 2), (2, 0)], 2000);
        assert!(count == 2 && ring < 10.83, "{ring}");
        let g1 = [(0, 1), (0, 6), (1, 0), (1, 2), (2, 0), (2, 5), (3, 1), (4, 2)];
        let (off_all, count) = off(7, &g1, 200 * 74);
        assert_eq!(count, 74);
        let free = count as f64 - 1.0;
        let bound = free * (1.0 - 2.0 / (9.0 * free) + 3.09 * (2.0 / (9.0 * free)).sqrt()).powi(3);
        assert!(off_all < bound, "{off_all}, at most {bound}");
    }
}
