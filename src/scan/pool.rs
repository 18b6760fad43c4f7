//! What threads use one after the other.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Buffers that are not in use: to make one costs more than to fill it.
#[derive(Debug, Default)]
pub struct Pool<T>(Mutex<Vec<T>>);

impl<T> Pool<T> {
    /// An empty one.
    pub fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    /// One that was given back, or a new one.
    pub fn take(&self, make: impl FnOnce() -> T) -> T {
        let kept = self.lock().pop();
        kept.unwrap_or_else(make)
    }

    /// Gives one back.
    pub fn give(&self, one: T) {
        self.lock().push(one);
    }

    /// The pool is sound even if a thread panicked while it held the lock.
    fn lock(&self) -> MutexGuard<'_, Vec<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
