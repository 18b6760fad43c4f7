//! Balanced forwarding in floating point, for networks of any size.
//!
//! Within a strongly connected part, every round takes the same share of everything that a vertex pays, so that its
//! payments keep their proportions. Each round can therefore be computed from the original amounts among the remaining
//! vertices, and rounding errors do not grow from round to round.

use super::{law::Law, part::Part, reach::Reach};

/// A vertex with a smaller share left counts as empty.
const NOTHING: f64 = 1e-14;

/// How much of each arc goes round.
pub(super) struct Near {
    /// The share of each arc, from 0 to 1.
    pub(super) shares: Vec<f64>,
    /// The longest sequence of rounds.
    pub(super) rounds: usize,
}

/// Balanced forwarding on vertices `0..len`. Amounts must be above zero and finite, and ends vertices.
pub(super) fn forward(len: usize, arcs: &[(usize, usize)], amounts: &[f64]) -> Near {
    let mut shares = Shares { of: vec![0.0; arcs.len()], open: vec![true; arcs.len()] };
    let mut most_rounds = 0;
    let (mut left, mut guess) = (vec![1.0; len], vec![1.0; len]);
    let mut waiting = Part::whole(len, arcs, amounts).split(&vec![true; len], 0);
    while let Some(part) = waiting.pop() {
        let own = |of: &[f64]| part.vertices.iter().map(|&vertex| of[vertex as usize]).collect();
        let mut rounds = Rounds::of(&part, Law::new(&part, amounts, own(&guess)), own(&left));
        rounds.run(&mut shares);
        for (at, &vertex) in part.vertices.iter().enumerate() {
            left[vertex as usize] = rounds.left[at];
            guess[vertex as usize] = rounds.law.share(at);
        }
        let done = part.rounds + rounds.done;
        most_rounds = most_rounds.max(done);
        waiting.extend(part.split(&rounds.live, done));
    }
    Near { shares: shares.of, rounds: most_rounds }
}

/// The share of each arc that has been taken, and whether more may be.
struct Shares {
    of: Vec<f64>,
    open: Vec<bool>,
}

impl Shares {
    /// What has been taken so far.
    fn note(&mut self, arc: usize, share: f64) {
        if self.open[arc] {
            self.of[arc] = share;
        }
    }

    /// What has been taken, and that it is all.
    fn close(&mut self, arc: usize, share: f64) {
        self.note(arc, share);
        self.open[arc] = false;
    }
}

/// Runs rounds on a part while it is strongly connected.
struct Rounds<'p> {
    part: &'p Part,
    law: Law<'p>,
    /// The share of each vertex that is still there.
    left: Vec<f64>,
    live: Vec<bool>,
    /// How many arcs lead from and to each vertex.
    outgoing: Vec<usize>,
    incoming: Vec<usize>,
    done: usize,
}

impl<'p> Rounds<'p> {
    fn of(part: &'p Part, law: Law<'p>, left: Vec<f64>) -> Self {
        Self {
            part,
            law,
            left,
            live: vec![true; part.len()],
            outgoing: (0..part.len()).map(|vertex| part.heads(vertex).len()).collect(),
            incoming: (0..part.len()).map(|vertex| part.tails(vertex).len()).collect(),
            done: 0,
        }
    }

    /// Runs rounds until the part may no longer be strongly connected, or has shrunk so much that smaller arrays pay
    /// off.
    fn run(&mut self, shares: &mut Shares) {
        self.law.find(&self.left);
        let root = (0..self.part.len()).min_by(|&a, &b| self.load(a).total_cmp(&self.load(b)));
        let mut reach = Reach::of(self.part, root.unwrap_or(0));
        let mut lost = 0;
        loop {
            let mut gone = self.take();
            self.done += 1;
            self.cut(&mut gone, shares);
            lost += gone.len();
            if 6 * lost > self.part.len() || !reach.holds(self.part, &self.live, &gone) {
                break;
            }
            self.law.without(&gone, &self.live);
            self.law.find(&self.left);
        }
        for vertex in (0..self.part.len()).filter(|&vertex| self.live[vertex]) {
            self.part.out(vertex).for_each(|(_, arc)| shares.note(arc, 1.0 - self.left[vertex]));
        }
    }

    fn load(&self, vertex: usize) -> f64 {
        self.law.share(vertex) / self.left[vertex]
    }

    /// Takes from every vertex in the proportions of the law, scaled so that the first vertex becomes empty. Says which
    /// are empty.
    fn take(&mut self) -> Vec<usize> {
        let live: Vec<usize> = (0..self.part.len()).filter(|&vertex| self.live[vertex]).collect();
        let first = live.iter().copied().max_by(|&a, &b| self.load(a).total_cmp(&self.load(b)));
        let scale = first.map_or(1.0, |first| self.load(first)).max(f64::MIN_POSITIVE);
        let mut gone = Vec::new();
        for vertex in live {
            let rest = self.left[vertex] - self.law.share(vertex) / scale;
            // A share of the law cannot be negative, except by rounding.
            self.left[vertex] = rest.clamp(0.0, 1.0);
            if Some(vertex) == first || rest < NOTHING {
                self.left[vertex] = 0.0;
                gone.push(vertex);
            }
        }
        gone
    }

    /// Removes vertices, and those that are left without arcs to or from them. What has been taken of their arcs by
    /// then is all that goes round on them.
    fn cut(&mut self, gone: &mut Vec<usize>, shares: &mut Shares) {
        for &vertex in &*gone {
            self.live[vertex] = false;
        }
        let mut next = 0;
        while let Some(&vertex) = gone.get(next) {
            next += 1;
            for (head, arc) in self.part.out(vertex) {
                shares.close(arc, 1.0 - self.left[vertex]);
                self.incoming[head] -= 1;
                if self.incoming[head] == 0 && self.live[head] {
                    self.live[head] = false;
                    gone.push(head);
                }
            }
            for (tail, arc) in self.part.into(vertex) {
                shares.close(arc, 1.0 - self.left[tail]);
                self.outgoing[tail] -= 1;
                if self.outgoing[tail] == 0 && self.live[tail] {
                    self.live[tail] = false;
                    gone.push(tail);
                }
            }
        }
    }
}
