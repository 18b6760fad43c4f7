//! How much has been read.

use std::{
    io::{self, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

/// Counts what is read, where others can see it.
pub(super) struct Counted<R> {
    pub(super) raw: R,
    pub(super) done: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.raw.read(buffer)?;
        self.done.fetch_add(len as u64, Relaxed);
        Ok(len)
    }
}
