//! An order in which those who deal with each other are neighbours.

/// Most rounds of moving one row at a time; each round makes the order better, and few are needed.
const ROUNDS: usize = 200;

/// The place of each of `n` rows, such that the tied ones (row, row, weight) stand near each other: the sum of weight
/// times distance is as small as moves of single rows can make it. The heavier end comes first.
/// `O(rounds · n² · most ties of a row)`.
pub(super) fn by_diagonal(n: usize, ties: &[(usize, usize, u32)]) -> Vec<usize> {
    let mut near: Vec<Vec<(usize, i64)>> = vec![Vec::new(); n];
    for &(one, other, weight) in ties {
        if one < n && other < n && one != other {
            near[one].push((other, i64::from(weight)));
            near[other].push((one, i64::from(weight)));
        }
    }
    let mut order = grown(&near);
    for _ in 0..ROUNDS {
        if !improved(&mut order, &near) {
            break;
        }
    }
    let weight = |rows: &[usize]| rows.iter().flat_map(|&row| &near[row]).map(|(_, weight)| weight).sum::<i64>();
    let (first, last) = order.split_at(n / 2);
    if weight(first) < weight(last) {
        order.reverse();
    }
    let mut place = vec![0; n];
    for (at, &row) in order.iter().enumerate() {
        place[row] = at;
    }
    place
}

/// A first order: from the row with most ties on, always the one that is tied most to those already in it.
fn grown(near: &[Vec<(usize, i64)>]) -> Vec<usize> {
    let total = |row: usize| near[row].iter().map(|(_, weight)| weight).sum::<i64>();
    let mut left: Vec<usize> = (0..near.len()).collect();
    let mut order = Vec::with_capacity(near.len());
    let mut pull = vec![0; near.len()];
    while let Some(at) =
        (0..left.len()).max_by_key(|&at| (pull[left[at]], total(left[at]), std::cmp::Reverse(left[at])))
    {
        let row = left.remove(at);
        for &(other, weight) in &near[row] {
            pull[other] += weight;
        }
        order.push(row);
    }
    order
}

/// Moves every row in turn to its best place; whether that made anything better.
fn improved(order: &mut Vec<usize>, near: &[Vec<(usize, i64)>]) -> bool {
    let mut better = false;
    for row in 0..near.len() {
        let Some(from) = order.iter().position(|&other| other == row) else {
            continue;
        };
        let before = cost(order, near);
        let mut best = (before, from);
        order.remove(from);
        for to in 0..=order.len() {
            order.insert(to, row);
            let after = cost(order, near);
            order.remove(to);
            if after < best.0 {
                best = (after, to);
            }
        }
        order.insert(best.1, row);
        better |= best.0 < before;
    }
    better
}

/// The sum of weight times distance, twice.
fn cost(order: &[usize], near: &[Vec<(usize, i64)>]) -> i64 {
    let mut place = vec![0_i64; near.len()];
    for (at, &row) in (0_i64..).zip(order) {
        place[row] = at;
    }
    let ties =
        near.iter().enumerate().flat_map(|(row, ties)| ties.iter().map(move |&(other, weight)| (row, other, weight)));
    ties.map(|(row, other, weight)| weight * (place[row] - place[other]).abs()).sum()
}

#[cfg(test)]
mod tests {
    use super::by_diagonal;

    #[test]
    fn two_rings_lie_apart() {
        // Even rows are one ring, odd rows another, as they come.
        let ties: Vec<(usize, usize, u32)> = (0..8).map(|row| (row, (row + 2) % 8, 1)).collect();
        let place = by_diagonal(8, &ties);
        let even: Vec<usize> = place.iter().copied().step_by(2).collect();
        let (least, most) = (even.iter().min().unwrap(), even.iter().max().unwrap());
        assert_eq!(most - least, 3, "{place:?}");
        let mut all = place;
        all.sort_unstable();
        assert_eq!(all, (0..8).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_has_an_order_too() {
        assert!(by_diagonal(0, &[(0, 1, 1)]).is_empty());
        assert_eq!(by_diagonal(1, &[(0, 0, 1)]), [0]);
    }
}
