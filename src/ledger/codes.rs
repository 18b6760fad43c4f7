//! The currencies of a ledger: a few names, and for each row which.

use std::collections::BTreeMap;

/// For each row the place of its currency among the different ones; empty as long as no row has said any.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Codes {
    /// The first is the empty name: nothing is said.
    names: Vec<String>,
    /// By the name in capitals: the case of a currency says nothing.
    places: BTreeMap<String, u32>,
    rows: Vec<u32>,
}

impl Codes {
    /// Whether any row has a currency.
    #[inline]
    pub(super) fn is_used(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Adds the currency of the next row, of which there have been `before`.
    #[inline]
    pub(super) fn push(&mut self, name: &str, before: usize) {
        if self.rows.len() < before {
            self.fill(before);
        }
        let place = match self.rows.last() {
            // Most rows have the currency of the one before.
            Some(&last) if self.names[last as usize] == name => last,
            _ => self.place(name),
        };
        self.rows.push(place);
    }

    /// Says nothing about all rows up to that many.
    fn fill(&mut self, rows: usize) {
        let unsaid = self.place("");
        self.rows.resize(rows, unsaid);
    }

    #[cold]
    fn place(&mut self, name: &str) -> u32 {
        if self.names.is_empty() {
            self.names.push(String::new());
            self.places.insert(String::new(), 0);
        }
        let capitals = name.to_uppercase();
        if let Some(&place) = self.places.get(&capitals) {
            return place;
        }
        let place = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.places.insert(capitals, place);
        place
    }

    /// Adds later rows; there have been `before` rows, and they are `count`.
    pub(super) fn append(&mut self, later: &Self, before: usize, count: usize) {
        if !self.is_used() && !later.is_used() {
            return;
        }
        self.fill(before);
        let own: Vec<u32> = later.names.iter().map(|name| self.place(name)).collect();
        self.rows.extend(later.rows.iter().map(|&place| own[place as usize]));
        self.fill(before + count);
    }

    pub(super) fn clear(&mut self) {
        self.names.clear();
        self.places.clear();
        self.rows.clear();
    }

    /// Which currency a row has; 0 if nothing is said.
    pub(super) fn of(&self, row: u32) -> u32 {
        self.rows.get(row as usize).copied().unwrap_or(0)
    }

    /// Which currency has a name.
    pub(super) fn find(&self, name: &str) -> Option<u32> {
        self.places.get(&name.to_uppercase()).copied()
    }

    /// The name of a currency; empty if nothing is said.
    pub(super) fn name(&self, place: u32) -> &str {
        self.names.get(place as usize).map_or("", String::as_str)
    }

    /// Every currency that a row among the given ones has, with how many of them have it, the most frequent first.
    pub(super) fn counts(&self, rows: impl Iterator<Item = u32>) -> Vec<(&str, u64)> {
        let mut counts = vec![0_u64; self.names.len().max(1)];
        for row in rows {
            counts[self.of(row) as usize] += 1;
        }
        let named = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
        let mut named: Vec<(&str, u64)> =
            named.map(|(place, count)| (self.names.get(place).map_or("", String::as_str), count)).collect();
        named.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        named
    }
}
