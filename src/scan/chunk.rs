//! Some loops as they are written, made on the thread that found them.

use crate::circuits::Held;

/// Loops one after the other: as text, or as what is put into columns.
#[derive(Debug, Default)]
pub struct Chunk {
    /// The text of the loops, or their ids.
    pub(super) text: Vec<u8>,
    /// Where each loop ends: in the text, or among the rows.
    pub(super) ends: Vec<usize>,
    /// The rows of their payments, for columns.
    pub(super) rows: Vec<u32>,
    /// How many loops each stands for, for columns.
    pub(super) counts: Vec<u64>,
}

impl Held for Chunk {
    fn held(&self) -> usize {
        let Self { text, ends, rows, counts } = self;
        text.capacity() + 8 * (ends.capacity() + counts.capacity()) + 4 * rows.capacity()
    }
}

impl Chunk {
    /// An empty one with room for so many bytes of text, and a little more.
    pub fn with_room(bytes: usize) -> Self {
        Self { text: Vec::with_capacity(bytes + bytes / 4), ..Self::default() }
    }

    /// How many bytes of text it holds.
    pub fn size(&self) -> usize {
        self.text.len()
    }

    /// Empties it but keeps its memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.rows.clear();
        self.counts.clear();
    }
}
