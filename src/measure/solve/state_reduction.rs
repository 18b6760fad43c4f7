//! State reduction: vertices are eliminated one by one, and what they were paid is passed on to those they pay. Nothing
//! is subtracted, so no digits are lost (W. K. Grassmann, M. I. Taksar and D. P. Heyman, *Regenerative analysis and
//! steady state distributions for Markov chains*, Operations Research 33, 1985).

use crate::model::Stop;

/// The shares of what they pay that vertices forward when each gets what it forwards; the largest is 1. `pays[i][j]` is
/// what `i` pays `j`; every vertex must reach every other. Cubic.
pub(in crate::measure) fn stationary(mut pays: Vec<Vec<f64>>) -> Vec<f64> {
    let len = pays.len();
    let mut onward = vec![1.0; len];
    for last in (1..len).rev() {
        onward[last] = remove(&mut pays, last);
    }
    let mut law = vec![1.0; len];
    for vertex in 1..len {
        let gets: f64 = (0..vertex).map(|payer| law[payer] * pays[payer][vertex]).sum();
        law[vertex] = if onward[vertex] > 0.0 { gets / onward[vertex] } else { 0.0 };
        if law[vertex] > 1e100 {
            law[..=vertex].iter_mut().for_each(|share| *share /= 1e100);
        }
    }
    scale(&mut law);
    law
}

/// Scales the largest share to 1. Shares that rounding made negative, or that are not numbers, become zero; beside an
/// infinite one, all others do.
pub(in crate::measure) fn scale(law: &mut [f64]) {
    let most = law.iter().copied().fold(0.0, f64::max);
    for share in law {
        let part = if most.is_infinite() { f64::from(share.is_infinite()) } else { *share / most };
        *share = part.clamp(0.0, 1.0);
        if share.is_nan() {
            *share = 0.0;
        }
    }
}

/// Takes out the vertex `last` of `0..=last`: says what it pays the others. What they pay it stays in its column.
pub(in crate::measure) fn remove(pays: &mut [Vec<f64>], last: usize) -> f64 {
    let (rest, own) = pays.split_at_mut(last);
    let own = &own[0][..last];
    let onward: f64 = own.iter().sum();
    if onward > 0.0 {
        let shares: Vec<f64> = own.iter().map(|amount| amount / onward).collect();
        for row in rest.iter_mut().filter(|row| row[last] > 0.0) {
            let gives = row[last];
            row[..last].iter_mut().zip(&shares).for_each(|(amount, share)| *amount += gives * share);
        }
    }
    onward
}

/// What the kept vertices pay each other, in the order given, once all others are eliminated; on the diagonal, what
/// comes back to each through the eliminated ones.
pub(in crate::measure) fn reduced_to(pays: &[Vec<f64>], kept: &[usize]) -> Vec<Vec<f64>> {
    reduced_until(pays, kept, &Stop::never()).unwrap_or_default()
}

/// The same; `None` if `stop` ended it.
fn reduced_until(pays: &[Vec<f64>], kept: &[usize], stop: &Stop) -> Option<Vec<Vec<f64>>> {
    let mut order = kept.to_vec();
    order.extend((0..pays.len()).filter(|vertex| !kept.contains(vertex)));
    let mut turned: Vec<Vec<f64>> = order.iter().map(|&row| order.iter().map(|&at| pays[row][at]).collect()).collect();
    for last in (kept.len().max(1)..turned.len()).rev() {
        if stop.should_stop() {
            return None;
        }
        remove(&mut turned, last);
    }
    turned.truncate(kept.len());
    for row in &mut turned {
        row.truncate(kept.len());
    }
    Some(turned)
}

/// For each vertex but the first, the share of what it pays that comes back to it. The first pays nobody: what is paid
/// to it is lost. Cubic: the vertices are halved again and again, and those of the other half taken out. `None` if `stop`
/// ended it.
pub(in crate::measure) fn returns(pays: &[Vec<f64>], stop: &Stop) -> Option<Vec<f64>> {
    let len = pays.len();
    if len <= 2 {
        let back = |row: &Vec<f64>| row[1] / (row[0] + row[1]);
        return Some(pays.iter().skip(1).map(back).map(|back| if back.is_finite() { back } else { 0.0 }).collect());
    }
    let middle = len.div_ceil(2);
    let half = |own: std::ops::Range<usize>| {
        let kept: Vec<usize> = std::iter::once(0).chain(own).collect();
        returns(&reduced_until(pays, &kept, stop)?, stop)
    };
    let mut all = half(1..middle)?;
    all.extend(half(middle..len)?);
    Some(all)
}
