//! In how many ways parallel edges make a path: the product of their numbers, carried along it.

use super::frames::Frame;

/// The number of ways from the root to each vertex of a path; empty if no edge of the graph has a parallel one.
#[derive(Debug, Default)]
pub(super) struct Ways(Vec<u128>);

impl Ways {
    /// Of a path, given how many parallel edges each edge of the graph stands for.
    pub(super) fn start(&mut self, path: &[Frame], parallel: &[u32]) {
        self.0.clear();
        for frame in &path[..path.len().saturating_sub(1)] {
            self.enter(frame.next - 1, parallel);
        }
    }

    /// To the end of the path.
    #[inline]
    pub(super) fn all(&self) -> u128 {
        self.0.last().copied().unwrap_or(1)
    }

    /// To the end of the path, and on over an edge.
    #[inline]
    pub(super) fn over(&self, edge: u32, parallel: &[u32]) -> u128 {
        parallel.get(edge as usize).map_or(1, |&count| self.all().saturating_mul(u128::from(count)))
    }

    /// The path goes on over an edge.
    #[inline]
    pub(super) fn enter(&mut self, edge: u32, parallel: &[u32]) {
        if !parallel.is_empty() {
            self.0.push(self.over(edge, parallel));
        }
    }

    /// The last vertex is taken off the path.
    #[inline]
    pub(super) fn leave(&mut self) {
        self.0.pop();
    }
}
