//! The stationary law of a part: the share of its payments that each vertex forwards so that all receive what they pass
//! on.

use super::{super::solve::state_reduction, extrapolate::extrapolate, part::Part};

/// The tolerance of a share, relative to what a vertex pays.
const TOLERANCE: f64 = 1e-10;

/// The most vertices for which the law is always found directly.
const DIRECT: usize = 24;

/// The most vertices for which it is found directly if sweeps are slow.
const DIRECT_IF_SLOW: usize = 400;

/// From this number of sweeps on they count as slow.
const SLOW: usize = 200;

/// The most sweeps; after them the law is taken as it is.
const SWEEPS: usize = 3000;

/// The steps for one extrapolation, after the first few sweeps, which settle nearby vertices.
const STEPS: usize = 8;
const FIRST: usize = 4;

/// The law of a part whose vertices are removed one by one; each search starts from the previous law.
pub(super) struct Law<'p> {
    part: &'p Part,
    /// In the order of all [`Part::tails`].
    amounts: Vec<f64>,
    /// Of each vertex, one over all that it pays to live ones; nothing if it is gone.
    pays: Vec<f64>,
    shares: Vec<f64>,
    steps: Vec<Vec<f64>>,
}

impl<'p> Law<'p> {
    pub(super) fn new(part: &'p Part, all: &[f64], guess: Vec<f64>) -> Self {
        let amounts = part.incoming_arcs().map(|arc| all[arc]).collect();
        let pays = |vertex| part.out(vertex).map(|(_, arc)| all[arc]).sum::<f64>().recip();
        Self { part, amounts, pays: (0..part.len()).map(pays).collect(), shares: guess, steps: Vec::new() }
    }

    /// The share of a vertex in the law found last, up to a factor that is the same for all.
    pub(super) fn share(&self, vertex: usize) -> f64 {
        self.shares[vertex]
    }

    /// Takes vertices out.
    pub(super) fn without(&mut self, gone: &[usize], live: &[bool]) {
        for &vertex in gone {
            self.pays[vertex] = 0.0;
            self.shares[vertex] = 0.0;
            for &tail in self.part.tails(vertex) {
                if live[tail as usize] {
                    self.pays[tail as usize] = self.paid(tail, live).recip();
                }
            }
        }
    }

    /// All that a vertex pays to live ones, summed anew: repeated subtraction would lose digits.
    fn paid(&self, vertex: u32, live: &[bool]) -> f64 {
        let heads = self.part.heads(vertex as usize).iter().map(|&head| head as usize).filter(|&head| live[head]);
        let amount = |head: usize| {
            let at = self.part.tails(head).binary_search(&vertex).ok()?;
            self.amounts.get(self.part.incoming(head).start + at)
        };
        heads.filter_map(amount).sum()
    }

    /// Finds the law to the precision that the remainder of each vertex requires.
    pub(super) fn find(&mut self, left: &[f64]) {
        let live = self.pays.iter().filter(|&&pays| pays > 0.0).count();
        if live <= DIRECT || (!self.swept(left, live) && live <= DIRECT_IF_SLOW) {
            self.direct();
        }
        state_reduction::scale(&mut self.shares);
    }

    /// Sweeps until it is exact enough; whether it is.
    fn swept(&mut self, left: &[f64], live: usize) -> bool {
        let urgency: Vec<f64> = left.iter().map(|&left| if left > 0.0 { left.recip() } else { 0.0 }).collect();
        let mut before = None;
        let mut kept = 0;
        let sweeps = if live <= DIRECT_IF_SLOW { SLOW } else { SWEEPS };
        for sweep in 0..sweeps {
            let start = (sweep >= FIRST).then(|| self.shares.clone());
            let moved = self.sweep(&urgency);
            // The remaining change if steps keep shrinking at this rate; they may still shrink more slowly.
            let rate = before.map(|before: f64| (moved / before).clamp(0.5, 0.99));
            if rate.is_some_and(|rate| moved * rate / (1.0 - rate) <= TOLERANCE) {
                return true;
            }
            before = Some(moved);
            if let Some(start) = start {
                self.keep(kept, start);
                kept += 1;
                if kept == STEPS {
                    extrapolate(&mut self.shares, &self.steps);
                    (before, kept) = (None, 0);
                }
            }
        }
        false
    }

    fn keep(&mut self, at: usize, mut start: Vec<f64>) {
        start.iter_mut().zip(&self.shares).for_each(|(start, end)| *start = end - *start);
        if at < self.steps.len() {
            self.steps[at] = start;
        } else {
            self.steps.push(start);
        }
    }

    /// One Gauss-Seidel sweep: every vertex forwards what it receives now. Returns the largest step, in units in which
    /// the first vertex to become empty would be emptied by a step of 1. It converges, because some loop leads back
    /// only once.
    fn sweep(&mut self, urgency: &[f64]) -> f64 {
        let (mut moved, mut load) = (0.0_f64, 0.0_f64);
        for (vertex, urgency) in urgency.iter().enumerate() {
            let own = self.part.incoming(vertex);
            let tails = self.part.tails(vertex).iter().zip(&self.amounts[own]);
            let gets: f64 = tails.map(|(&tail, &amount)| amount * self.shares[tail as usize]).sum();
            let share = gets * self.pays[vertex];
            moved = moved.max((share - self.shares[vertex]).abs());
            load = load.max(share * urgency);
            self.shares[vertex] = share;
        }
        moved / load
    }

    /// By state reduction.
    fn direct(&mut self) {
        let live: Vec<usize> = (0..self.part.len()).filter(|&vertex| self.pays[vertex] > 0.0).collect();
        let mut pays = vec![vec![0.0; live.len()]; live.len()];
        for (column, &head) in live.iter().enumerate() {
            for (&tail, &amount) in self.part.tails(head).iter().zip(&self.amounts[self.part.incoming(head)]) {
                if let Ok(row) = live.binary_search(&(tail as usize)) {
                    pays[row][column] += amount;
                }
            }
        }
        for (&vertex, share) in live.iter().zip(state_reduction::stationary(pays)) {
            self.shares[vertex] = share;
        }
    }
}
