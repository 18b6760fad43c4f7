//! How much of a list of loops is written.

use std::cell::Cell;

use super::words::counted;
use crate::{
    circuits::{Circuit, Circuits},
    model::Stop,
};

/// This many are written even if the search has taken all the time: it takes less than a moment, and nobody asked for none.
const AT_LEAST: usize = 1_000;

/// Which of the loops are written: the first `top`, or as many of them as there is time for.
#[derive(Debug)]
pub struct Listing<'a> {
    top: usize,
    stop: &'a Stop,
    written: Cell<usize>,
}

impl<'a> Listing<'a> {
    /// The first `top`, as far as there is time.
    pub fn new(top: usize, stop: &'a Stop) -> Self {
        Self { top, stop, written: Cell::new(0) }
    }

    /// How many are wanted.
    pub(super) fn top(&self) -> usize {
        self.top
    }

    /// The loops to write.
    pub(super) fn of<'b>(&'b self, circuits: &'b Circuits) -> impl Iterator<Item = &'b Circuit> {
        let on = |_: &&Circuit| {
            let on = self.written.get() < AT_LEAST || !self.stop.expired();
            self.written.set(self.written.get() + usize::from(on));
            on
        };
        self.written.set(0);
        circuits.list.iter().take(self.top).take_while(on)
    }

    /// How many were written, if not all that were found.
    pub(super) fn listed(&self, circuits: &Circuits) -> Option<usize> {
        (self.written.get() < circuits.found).then(|| self.written.get())
    }

    /// How many were written, if not all that were wanted.
    pub fn cut(&self, circuits: &Circuits) -> Option<usize> {
        (self.written.get() < self.top.min(circuits.found)).then(|| self.written.get())
    }

    /// The same in words.
    pub fn said(&self, circuits: &Circuits) -> Option<String> {
        let written = self.cut(circuits)?;
        let all_held = written == circuits.list.len();
        let why = if all_held { "more are not held" } else { "writing was stopped at --deadline" };
        Some(format!("only the first {}: {why}", counted(written, "loop")))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        circuits::{Limits, find},
        flow::View,
    };

    #[test]
    fn a_list_is_cut_at_the_deadline_and_knows_it() {
        let (register, _) = crate::load::embedded().expect("sound");
        let circuits = find(&View::of(&register).flow(&register), &register, &Limits::default(), &Stop::never());
        let (all, over) = (Stop::never(), Stop::after(Duration::ZERO));
        for (top, stop, written, cut) in [
            (usize::MAX, &all, circuits.list.len(), None),
            (3, &all, 3, None),
            (3, &over, 3, None),
            (AT_LEAST, &over, AT_LEAST, None),
            (usize::MAX, &over, AT_LEAST, Some(AT_LEAST)),
        ] {
            let listing = Listing::new(top, stop);
            assert_eq!(listing.of(&circuits).count(), written);
            assert_eq!(listing.cut(&circuits), cut);
        }
    }
}
