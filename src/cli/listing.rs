//! How much of a list of loops is written.

use std::cell::Cell;

use super::loops::{plural, thousands};
use crate::{
    circuits::{Circuit, Circuits},
    model::Stop,
};

/// So many are written even if the search has taken all the time: it takes less than a moment, and nobody asked for none.
const AT_LEAST: usize = 1_000;

/// Which of the loops are written: the first `top`, or as many of them as there is time for.
pub(super) struct Listing<'a> {
    top: usize,
    clock: &'a Stop,
    written: Cell<usize>,
}

impl<'a> Listing<'a> {
    pub(super) fn new(top: usize, clock: &'a Stop) -> Self {
        Self { top, clock, written: Cell::new(0) }
    }

    pub(super) fn top(&self) -> usize {
        self.top
    }

    /// The loops to write.
    pub(super) fn of<'b>(&'b self, circuits: &'b Circuits) -> impl Iterator<Item = &'b Circuit> {
        let on = |_: &&Circuit| {
            let on = self.written.get() < AT_LEAST || !self.clock.expired();
            self.written.set(self.written.get() + usize::from(on));
            on
        };
        self.written.set(0);
        circuits.list.iter().take(self.top).take_while(on)
    }

    /// How many were written, if not all that were wanted.
    pub(super) fn cut(&self, circuits: &Circuits) -> Option<usize> {
        (self.written.get() < self.top.min(circuits.list.len())).then(|| self.written.get())
    }

    /// The same in words.
    pub(super) fn said(&self, circuits: &Circuits) -> Option<String> {
        let written = self.cut(circuits)?;
        let first = format!("the first {} {}", thousands(written), plural(written, "loop"));
        Some(format!("no more than {first}: writing was stopped at --deadline"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        circuits::{Limits, find},
        cli::{args::BoundArgs, clock},
        flow::View,
    };

    #[test]
    fn a_list_is_cut_at_the_deadline_and_knows_it() {
        let (register, _) = crate::load::embedded().expect("sound");
        let circuits = find(&View::of(&register).flow(&register), &register, &Limits::default(), &Stop::never());
        let clock = |deadline: Option<&str>| {
            let bounds = BoundArgs { limit: None, deadline: deadline.map(str::to_owned) };
            clock::start(Some(&bounds)).expect("a time")
        };
        let (all, over) = (clock(None), clock(Some("0s")));
        for (top, clock, written, cut) in [
            (usize::MAX, &all, circuits.list.len(), None),
            (3, &all, 3, None),
            (3, &over, 3, None),
            (AT_LEAST, &over, AT_LEAST, None),
            (usize::MAX, &over, AT_LEAST, Some(AT_LEAST)),
        ] {
            let listing = Listing::new(top, clock);
            assert_eq!(listing.of(&circuits).count(), written);
            assert_eq!(listing.cut(&circuits), cut);
        }
    }
}
