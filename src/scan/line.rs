//! What a line says of a loop, in texts that only have to be put together.

use std::ops::Range;

use crate::ledger::Size;

/// A loop. Each list has its values with what parts them; it is empty if the ledger does not say them.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) names: Vec<u8>,
    pub(super) files: Vec<u8>,
    pub(super) places: Vec<u8>,
    pub(super) times: Vec<u8>,
    pub(super) amounts: Vec<u8>,
    pub(super) currencies: Vec<u8>,
    /// Where the first of them stands.
    currency: Range<usize>,
    /// Whether they are not all the same.
    mixed: bool,
    /// Whether a name must stand in quotes in a spreadsheet.
    pub(super) quoted: bool,
    pub(super) hashes: Vec<u128>,
    pub(super) period: Period,
    pub(super) bottleneck: Option<Size>,
}

/// The earliest and the latest payment.
#[derive(Debug, Default)]
pub(super) struct Period {
    first: i64,
    last: i64,
    /// Where their times stand in the list of times.
    ends: Option<[Range<usize>; 2]>,
}

impl Line {
    pub(super) fn clear(&mut self) {
        for list in self.lists() {
            list.clear();
        }
        self.hashes.clear();
        (self.mixed, self.quoted, self.period, self.bottleneck) = (false, false, Period::default(), None);
    }

    /// Takes away what parts the last value of each list from the next one.
    pub(super) fn end(&mut self, apart: usize) {
        for list in self.lists() {
            list.truncate(list.len().saturating_sub(apart));
        }
    }

    fn lists(&mut self) -> [&mut Vec<u8>; 6] {
        let Self { names, files, places, times, amounts, currencies, .. } = self;
        [names, files, places, times, amounts, currencies]
    }

    /// How many payments.
    pub(super) fn length(&self) -> usize {
        self.hashes.len()
    }

    /// Appends a payment's currency by means of `put`.
    #[inline]
    pub(super) fn add_currency(&mut self, apart: usize, put: impl FnOnce(&mut Vec<u8>)) {
        let start = self.currencies.len();
        put(&mut self.currencies);
        if start == 0 {
            self.currency = 0..self.currencies.len() - apart;
        } else {
            let end = self.currencies.len() - apart;
            self.mixed |= self.currencies[start..end] != self.currencies[self.currency.clone()];
        }
    }

    /// The currency of all amounts; none if they are in several.
    pub(super) fn currency(&self) -> Option<&[u8]> {
        (!self.mixed).then(|| &self.currencies[self.currency.clone()])
    }

    /// The time of the first payment and of the last one.
    pub(super) fn ends(&self) -> Option<[&[u8]; 2]> {
        let [first, last] = self.period.ends.clone()?;
        Some([&self.times[first], &self.times[last]])
    }

    /// The time between them.
    pub(super) fn span(&self) -> Option<i64> {
        self.period.ends.is_some().then(|| self.period.last.saturating_sub(self.period.first))
    }
}

impl Period {
    /// One more payment, and where its time stands.
    #[inline]
    pub(super) fn add(&mut self, time: i64, place: Range<usize>) {
        match &mut self.ends {
            None => (self.first, self.last, self.ends) = (time, time, Some([place.clone(), place])),
            Some([first, _]) if time < self.first => (self.first, *first) = (time, place),
            Some([_, last]) if time > self.last => (self.last, *last) = (time, place),
            Some(_) => {}
        }
    }
}
