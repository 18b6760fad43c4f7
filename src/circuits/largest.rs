//! The largest loops of a graph, in the order of [`rank`](super::rank), without listing all of them.
//!
//! A loop whose bottleneck comes to some amount lies wholly on hops that come to it. So the part of the graph with hops of
//! that amount and more holds all loops that are as large; if it holds as many as are wanted, all smaller hops are out of
//! the question (the threshold algorithm for bottleneck problems: J. Edmonds and D. R. Fulkerson, *Bottleneck extrema*,
//! J. Combin. Theory 8, 1970). Which amount that is, is found by doubling and halving: a search in too large a part ends as
//! soon as it has met enough loops, and one in too small a part has few to meet.
//!
//! Loops of that very amount may be too many to list. Then the next key decides in the same way, the limit of what a loop
//! may come to; then the length, from the shortest on; and among loops alike in all of that the id, in whose order the search
//! meets them.

#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

use super::{
    Circuit, Circuits, Condition, Ended, Limits, MOST_HOPS,
    shortlist::{Begins, Shortlist},
    wanted::{Floor, Met, Place, Scan, Wanted},
};
use crate::{flow::Scope, model::Stop};

/// At most about so many hops of circuits are looked at to tell how many loops there are.
const COUNTED: u64 = if cfg!(test) { 200 } else { 20_000_000 };

/// And so many to tell which come first among those of one amount, before the next key is asked.
const OF_ONE_AMOUNT: u64 = if cfg!(test) { 64 } else { 1_000_000 };

/// How much of the time that is left may be taken to count how many there are.
const SHARE: f64 = 0.5;

/// The largest loops that were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Largest {
    /// The loops, the largest first.
    pub circuits: Circuits,
    /// How many more might be wanted: what decides is not disclosed. At least so many, unless the loops are complete.
    pub unknown: usize,
}

/// The `most` largest loops of a view within the limits, at least one, in the order of amounts (docs/engine.md#largest); of
/// those that meet a condition, if there is one. How many there are is counted as far as that is soon done: up to
/// [`Limits::count`], else some millions. `stop` is asked now and then.
///
/// ```
/// use roundtrip::{circuits::{Limits, largest}, flow::{Scope, View}};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let scope = Scope::new(&register, View::of(&register));
/// let two = largest(&scope, &Limits::default(), None, 2, &scope.stop).circuits;
/// assert!(two.largest && two.list.len() == 2 && two.found > 2);
/// assert!(two.list[0].bottleneck.stated >= two.list[1].bottleneck.stated);
/// ```
pub fn largest(scope: &Scope<'_>, limits: &Limits, only: Option<&Condition>, most: usize, stop: &Stop) -> Largest {
    let limits = &only.map_or_else(|| limits.clone(), |only| only.narrowed(limits.clone()));
    let Some(wanted) = Wanted::new(&scope.graph, scope.register, limits, only) else {
        return Largest { circuits: Circuits::all(Vec::new()), unknown: 0 };
    };
    let keep = Keep { only, scope };
    let mut best = BestFirst { wanted: &wanted, limits, keep, first: Shortlist::new(most.max(1)) };
    // To try a loop takes longer than to find it.
    let budget = if only.is_some() { MOST_HOPS as u64 } else { COUNTED };
    let mut counted = best.count(Some(budget), limits.count, &stop.rest(SHARE));
    let proof = if counted.all { Proof::Largest } else { best.search(stop) };
    if proof == Proof::All {
        // All were met, some of them several times.
        counted = best.count(None, None, stop);
    }
    let Counted { found, unknown, all } = counted;
    let list = best.first.into_list();
    let circuits = Circuits {
        found: found.max(list.len()),
        list,
        complete: all,
        largest: proof != Proof::None,
        interrupted: proof == Proof::None,
        full: false,
    };
    Largest { circuits, unknown }
}

/// How many loops there are.
struct Counted {
    found: usize,
    unknown: usize,
    /// Whether these are all.
    all: bool,
}

/// What is known of the loops that are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// The search was stopped.
    None,
    /// No other loop comes before one of them.
    Largest,
    /// There is no other loop.
    All,
}

/// How a search of a part ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scanned {
    /// All its loops were met.
    Whole,
    /// As many as are wanted are in time.
    Enough,
    /// The budget is spent.
    Budget,
    /// It was told to stop.
    Stopped,
}

struct BestFirst<'w, 'a> {
    wanted: &'w Wanted<'a>,
    limits: &'a Limits,
    keep: Keep<'w>,
    /// The first of all loops that were met.
    first: Shortlist,
}

impl BestFirst<'_, '_> {
    /// Counts the loops, up to so many.
    fn count(&mut self, budget: Option<u64>, most: Option<usize>, stop: &Stop) -> Counted {
        let (mut found, mut unknown) = (0, 0);
        let scan = Scan { budget, ..Scan::all(self.limits) };
        let Self { wanted, keep, first, .. } = self;
        let end = wanted.visit(scan, stop, &mut |met| {
            let tried = keep.tried(met);
            if !tried.wanted {
                unknown += usize::from(tried.unknown);
                return ControlFlow::Continue(());
            }
            // One more than is asked for shows that there is more.
            if most.is_some_and(|most| found >= most) {
                return ControlFlow::Break(());
            }
            found += 1;
            first.offer(met, tried.made);
            ControlFlow::Continue(())
        });
        Counted { found, unknown, all: end.is_ok() }
    }

    /// Looks for the first ones, key by key. Every search shows what it meets to the shortlist, so each begins where those
    /// before it came.
    fn search(&mut self, stop: &Stop) -> Proof {
        let stated = match self.stated(stop) {
            Ok(stated) => stated,
            Err(proof) => return proof,
        };
        // Often there are few of one amount.
        let scan =
            Scan { floor: Floor { stated, ..Floor::NONE }, budget: Some(OF_ONE_AMOUNT), ..Scan::all(self.limits) };
        match self.scan(scan, None, stop) {
            Scanned::Budget => {}
            Scanned::Stopped => return Proof::None,
            Scanned::Whole | Scanned::Enough => return Proof::Largest,
        }
        match self.high(stated, stop) {
            Ok(high) => self.by_length(Place { stated, high, length: 0 }, stop),
            Err(proof) => proof,
        }
    }

    /// The stated amount of the last one that is wanted: of all larger amounts every loop was met, and they are not enough.
    ///
    /// # Errors
    /// What is known, if nothing is left to look for.
    fn stated(&mut self, stop: &Stop) -> Result<u32, Proof> {
        let levels = self.wanted.stated_levels();
        // Of the levels before this one every loop was met.
        let (mut next, mut stride) = (0, 1_u32);
        loop {
            let last = self.first.last().map(|last| last.stated);
            match last {
                Some(last) if last < next => return Err(Proof::Largest),
                Some(last) if last == next => return Ok(next),
                None if next >= levels => return Err(Proof::All),
                _ => {}
            }
            let level = last.map_or((next + stride - 1).min(levels - 1), |last| next + (last - 1 - next) / 2);
            stride = stride.saturating_mul(2).min(levels);
            let scan = Scan { floor: Floor { stated: level, ..Floor::NONE }, ..Scan::all(self.limits) };
            let enough = Place { stated: level, high: Place::NO_LIMIT, length: usize::MAX };
            match self.scan(scan, Some(enough), stop) {
                Scanned::Whole => next = level + 1,
                Scanned::Enough => {}
                Scanned::Budget | Scanned::Stopped => return Err(Proof::None),
            }
        }
    }

    /// The same of the limit, among the loops of one stated amount.
    fn high(&mut self, stated: u32, stop: &Stop) -> Result<u32, Proof> {
        let levels = self.wanted.high_levels();
        let (mut next, mut stride) = (1, 1_u32);
        loop {
            let Some(last) = self.first.last().map(|last| last.high) else { return Err(Proof::All) };
            match last {
                // Loops of which no limit is known come last of all.
                Place::NO_LIMIT if next > levels => return Ok(Place::NO_LIMIT),
                last if last < next => return Err(Proof::Largest),
                last if last == next => return Ok(next),
                _ => {}
            }
            let level = match last {
                Place::NO_LIMIT => (next + stride - 1).min(levels),
                last => next + (last - 1 - next) / 2,
            };
            stride = stride.saturating_mul(2).min(levels);
            let scan = Scan { floor: Floor { stated, high: level }, ..Scan::all(self.limits) };
            let enough = Place { stated, high: level, length: usize::MAX };
            match self.scan(scan, Some(enough), stop) {
                Scanned::Whole => next = level + 1,
                Scanned::Enough => {}
                Scanned::Budget | Scanned::Stopped => return Err(Proof::None),
            }
        }
    }

    /// Lists the loops of one amount, the shortest first, until as many as are wanted cannot be bettered.
    fn by_length(&mut self, Place { stated, high, .. }: Place, stop: &Stop) -> Proof {
        let floor = Floor { stated, high: if high == Place::NO_LIMIT { 0 } else { high } };
        let nodes = u32::try_from(self.wanted.graph().nodes().len()).unwrap_or(u32::MAX);
        let (in_order, begins) = (!self.wanted.is_through(), Begins::of(self.wanted.graph()));
        for length in 2..=self.limits.max_length.unwrap_or(nodes).min(nodes) {
            let scan = Scan { floor, most: Some(length), in_order, budget: None };
            let done = Place { stated, high, length: length as usize };
            match self.scan_in_order(scan, done, &begins, stop) {
                Scanned::Whole => {}
                Scanned::Enough => return Proof::Largest,
                Scanned::Budget | Scanned::Stopped => return Proof::None,
            }
            if self.first.last().is_some_and(|last| last <= done) {
                return Proof::Largest;
            }
        }
        Proof::Largest
    }

    /// Searches a part until all its loops are met, or until the last one that is wanted is not behind a place.
    fn scan(&mut self, scan: Scan, enough: Option<Place>, stop: &Stop) -> Scanned {
        self.until(scan, stop, |first, _| enough.is_some_and(|place| first.last().is_some_and(|last| last <= place)))
    }

    /// The same, if loops are met in the order of their first nodes: until no loop at this place can come before the last
    /// one that is wanted, because its id begins with a node that comes later.
    fn scan_in_order(&mut self, scan: Scan, place: Place, begins: &Begins<'_>, stop: &Stop) -> Scanned {
        let mut root = None;
        self.until(scan, stop, |first, met| {
            let node = met.nodes.first().copied();
            let is_new = root != node;
            root = node;
            scan.in_order && is_new && first.last().is_some_and(|last| last <= place) && begins.after(first, node)
        })
    }

    fn until(&mut self, scan: Scan, stop: &Stop, mut enough: impl FnMut(&Shortlist, &Met<'_, '_>) -> bool) -> Scanned {
        if stop.should_stop() {
            return Scanned::Stopped;
        }
        let mut has_enough = false;
        let Self { wanted, keep, first, .. } = self;
        let end = wanted.visit(scan, stop, &mut |met| {
            let tried = keep.tried(met);
            if tried.wanted {
                first.offer(met, tried.made);
            }
            has_enough = enough(first, met);
            if has_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        match end {
            Ok(()) => Scanned::Whole,
            Err(Ended::Interrupted) => Scanned::Stopped,
            Err(Ended::Visitor) if has_enough => Scanned::Enough,
            Err(Ended::Visitor) => Scanned::Budget,
        }
    }
}

/// Whether a loop is wanted.
struct Tried {
    wanted: bool,
    unknown: bool,
    /// The loop, if it had to be made.
    made: Option<Circuit>,
}

/// The condition that loops of a view have to meet.
#[derive(Clone, Copy)]
struct Keep<'k> {
    only: Option<&'k Condition>,
    scope: &'k Scope<'k>,
}

impl Keep<'_> {
    fn tried(self, met: &Met<'_, '_>) -> Tried {
        let Some(only) = self.only else { return Tried { wanted: true, unknown: false, made: None } };
        let Some(circuit) = met.circuit() else { return Tried { wanted: false, unknown: false, made: None } };
        let meets = only.met_by(&circuit, self.scope);
        Tried { wanted: meets == Some(true), unknown: meets.is_none(), made: Some(circuit) }
    }
}
