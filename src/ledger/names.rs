//! Many texts in one buffer.

/// A list of names in one buffer: a million of them are two allocations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Names {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Names {
    /// Adds a name and gives its index.
    pub(super) fn push(&mut self, name: &[u8]) -> u32 {
        let index = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.text.extend_from_slice(name);
        self.ends.push(self.text.len());
        index
    }

    /// The name with that index; empty if there is none.
    pub(super) fn get(&self, index: u32) -> &[u8] {
        let start = index.checked_sub(1).map_or(0, |before| self.end(before));
        self.text.get(start..self.end(index)).unwrap_or_default()
    }

    /// Where the name with that index ends in the buffer.
    pub(super) fn end(&self, index: u32) -> usize {
        self.ends.get(index as usize).copied().unwrap_or(0)
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    pub(super) fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}
