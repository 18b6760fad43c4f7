//! Separates bubbles that the search left overlapping, and fills the canvas.

use super::geom::{Point, Rect, point};

/// Least clear space between two bubbles, px.
pub(super) const CLEAR: f64 = 10.0;

/// Pushes bubbles apart until none overlap; a canvas too full for that grows.
pub(super) fn separate(at: &mut [Point], radius: &[f64]) {
    for _ in 0..200 {
        if !push(at, radius) {
            return;
        }
    }
    // Pushing goes on for ever only if there is no room: make more, which is always enough in the end, because no two
    // centres coincide after a push.
    for _ in 0..64 {
        for p in at.iter_mut() {
            *p = *p * 1.2;
        }
        if !push(at, radius) {
            return;
        }
    }
}

/// One round of pushing; false when nothing was too near.
fn push(at: &mut [Point], radius: &[f64]) -> bool {
    let mut pushed = false;
    for i in 0..at.len() {
        for j in 0..i {
            let way = at[i] - at[j];
            let short = radius[i] + radius[j] + CLEAR - way.length();
            if short <= 1e-6 {
                continue;
            }
            pushed = true;
            let out = if way.length() > 1e-6 { way.unit() } else { Point::towards(i as f64 * 2.4 + j as f64) };
            at[i] = at[i] + out * (short * 0.501);
            at[j] = at[j] - out * (short * 0.501);
        }
    }
    pushed
}

/// Stretches the arrangement in `used` to fill the canvas; it never shrinks, so that nothing comes to overlap.
pub(super) fn fill(at: &mut [Point], used: Rect, canvas: Point) {
    if used.is_empty() {
        return;
    }
    let size = used.max - used.min;
    let by = point((canvas.x / size.x).clamp(1.0, 1.35), (canvas.y / size.y).clamp(1.0, 1.2));
    for p in at.iter_mut() {
        *p = point((p.x - used.min.x) * by.x, (p.y - used.min.y) * by.y);
    }
}

#[cfg(test)]
mod tests {
    use super::super::geom::Point;
    use super::separate;

    #[test]
    fn bubbles_in_one_place_come_apart() {
        let mut at = vec![Point::default(); 40];
        let radius = vec![30.0; 40];
        separate(&mut at, &radius);
        for i in 0..at.len() {
            for j in 0..i {
                assert!((at[i] - at[j]).length() >= 60.0, "{i} and {j}");
            }
        }
    }
}
