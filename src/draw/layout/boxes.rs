//! Many boxes side by side, so that those that meet one of them are found several at a time.

use super::geom::Rect;

/// How many boxes are looked at in one go.
const LANES: usize = 8;

/// Boxes, each side of all of them in a row of its own.
#[derive(Debug)]
pub(super) struct Boxes {
    left: Vec<f64>,
    top: Vec<f64>,
    right: Vec<f64>,
    bottom: Vec<f64>,
}

impl Boxes {
    pub(super) fn of(all: impl IntoIterator<Item = Rect>) -> Self {
        let all: Vec<Rect> = all.into_iter().collect();
        let side = |of: fn(&Rect) -> f64, nowhere: f64| {
            let mut side: Vec<f64> = all.iter().map(of).collect();
            // What fills the last row up meets nothing.
            side.resize(all.len().next_multiple_of(LANES), nowhere);
            side
        };
        Self {
            left: side(|rect| rect.min.x, f64::INFINITY),
            top: side(|rect| rect.min.y, f64::INFINITY),
            right: side(|rect| rect.max.x, f64::NEG_INFINITY),
            bottom: side(|rect| rect.max.y, f64::NEG_INFINITY),
        }
    }

    pub(super) fn set(&mut self, at: usize, rect: Rect) {
        self.left[at] = rect.min.x;
        self.top[at] = rect.min.y;
        self.right[at] = rect.max.x;
        self.bottom[at] = rect.max.y;
    }

    /// Puts the places of those that meet `rect` in `found`, in order: as [`Rect::meets`] has it.
    #[expect(clippy::needless_bitwise_bool, reason = "without branches, several are compared at a time")]
    pub(super) fn meeting(&self, rect: Rect, found: &mut Vec<usize>) {
        found.clear();
        let sides = self.left.chunks_exact(LANES).zip(self.top.chunks_exact(LANES));
        let sides = sides.zip(self.right.chunks_exact(LANES).zip(self.bottom.chunks_exact(LANES)));
        for (row, ((left, top), (right, bottom))) in sides.enumerate() {
            let mut meets = [false; LANES];
            for (lane, meets) in meets.iter_mut().enumerate() {
                *meets = (left[lane] < rect.max.x)
                    & (rect.min.x < right[lane])
                    & (top[lane] < rect.max.y)
                    & (rect.min.y < bottom[lane]);
            }
            if meets.contains(&true) {
                found.extend((0..LANES).filter(|&lane| meets[lane]).map(|lane| row * LANES + lane));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::geom::{Rect, point};
    use super::Boxes;

    fn rect() -> impl Strategy<Value = Rect> {
        (0u8..20, 0u8..20, 0u8..9, 0u8..9).prop_map(|(x, y, w, h)| {
            let [x, y, w, h] = [x, y, w, h].map(f64::from);
            Rect { min: point(x, y), max: point(x + w, y + h) }
        })
    }

    proptest! {
        #[test]
        fn what_meets_is_what_meets_one_by_one(
            first in prop::collection::vec(rect(), 0..40),
            moved in prop::collection::vec((0usize..40, rect()), 0..9),
            one in rect(),
        ) {
            let (count, mut all, mut boxes) = (first.len(), first.clone(), Boxes::of(first));
            for (at, rect) in moved.into_iter().filter(|(at, _)| *at < count) {
                all[at] = rect;
                boxes.set(at, rect);
            }
            let plain: Vec<usize> = (0..all.len()).filter(|&at| all[at].meets(&one)).collect();
            let mut found = vec![7];
            boxes.meeting(one, &mut found);
            prop_assert_eq!(found, plain);
        }
    }
}
