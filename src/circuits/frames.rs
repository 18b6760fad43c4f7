//! The path of a depth-first search, and how to cut what is left of it in pieces.

/// One vertex of the path and its untried out-edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    /// The vertex, or what led to it.
    pub(super) at: u32,
    pub(super) next: u32,
    pub(super) end: u32,
    /// What the search carries along the path: the steps so far, or the time of arrival.
    pub(super) carried: u32,
}

/// The most pieces into which a path is cut: enough for the threads to share, few enough for a path of a million
/// vertices.
const PIECES: usize = 16;

/// Divides the unfinished part of a search into paths, each with only some levels left to try; the deepest first, in
/// the order in which the search would have continued.
pub(super) fn split(path: &[Frame]) -> Vec<Vec<Frame>> {
    let open: Vec<usize> = (0..path.len()).rev().filter(|&at| path[at].next < path[at].end).collect();
    // The shallow levels hold most of the work: each of those is a piece of its own.
    let deep = open.len().saturating_sub(PIECES - 1);
    let mut cuts = Vec::new();
    if deep > 0 {
        cuts.push((open[deep - 1], open[0]));
    }
    cuts.extend(open[deep..].iter().map(|&level| (level, level)));
    cuts.into_iter()
        .map(|(shallow, deepest)| {
            let closed = path[..shallow].iter().map(|frame| Frame { end: frame.next, ..*frame });
            closed.chain(path[shallow..=deepest].iter().copied()).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_that_is_left_is_in_one_piece() {
        let path: Vec<Frame> =
            (0..50).map(|at| Frame { at, next: 0, end: u32::from(at % 3 == 0), carried: at }).collect();
        let pieces = split(&path);
        assert_eq!(pieces.len(), PIECES);
        let left: Vec<u32> =
            pieces.iter().flat_map(|p| p.iter().rev().filter(|f| f.next < f.end).map(|f| f.at)).collect();
        assert_eq!(left, (0..50).rev().filter(|at| at % 3 == 0).collect::<Vec<_>>());
        assert!(pieces.iter().all(|piece| piece.iter().zip(&path).all(|(a, b)| a.at == b.at)));
        assert!(split(&[Frame { at: 0, next: 2, end: 2, carried: 0 }]).is_empty());
    }
}
