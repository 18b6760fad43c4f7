//! Which amounts may follow which.

use crate::ledger::Size;

/// For each edge of a graph, its size, and the sizes of what may follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    edges: Vec<Own>,
}

/// Of one edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Own {
    /// The unit of its size; `UNKNOWN` if it has none.
    unit: u32,
    key: i64,
    /// The least and the greatest key that may follow; none may if these are the wrong way round.
    least: i64,
    most: i64,
}

/// An edge whose size is not known: nothing is said to be kept of it, or by it.
const UNKNOWN: u32 = u32::MAX;

impl Kept {
    /// Of each edge in turn: its size, and the least and the greatest key in the same unit that may follow it. An edge
    /// without a size follows none and is followed by none; one without such a range only by sizes of other units,
    /// which are not compared.
    pub fn new(edges: impl IntoIterator<Item = (Option<Size>, Option<(i64, i64)>)>) -> Self {
        let own = |(size, next): (Option<Size>, Option<(i64, i64)>)| {
            let (least, most) = next.unwrap_or((i64::MAX, i64::MIN));
            size.map_or(Own { unit: UNKNOWN, key: 0, least, most }, |size| Own {
                unit: size.unit,
                key: size.key,
                least,
                most,
            })
        };
        Self { edges: edges.into_iter().map(own).collect() }
    }

    /// Whether one edge may follow another, by their sizes.
    #[inline]
    pub fn lets(&self, before: u32, after: u32) -> bool {
        let (before, after) = (self.edges[before as usize], self.edges[after as usize]);
        if before.unit == after.unit {
            before.unit != UNKNOWN && (before.least..=before.most).contains(&after.key)
        } else {
            before.unit != UNKNOWN && after.unit != UNKNOWN
        }
    }
}
