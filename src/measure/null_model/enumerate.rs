//! All digraphs with given degrees.

use super::wiring::Wiring;

/// The steps of the search allowed for each wiring: most are found in a few.
const STEPS: usize = 16;

/// The most payees that are held in all lists together: 80 MB.
const MOST_HELD: usize = 20_000_000;

/// Every wiring with the degrees of this one, if there are at most `most`, they are found quickly and they can be held.
/// Wirings differ only in their list of payees, so these lists are returned, in ascending order.
pub(super) fn all(wiring: &Wiring, most: usize) -> Option<Vec<Vec<u32>>> {
    let most = most.min(MOST_HELD / wiring.heads.len().max(1));
    let mut search = Search::new(wiring);
    let mut found = Vec::new();
    let mut next = search.first();
    for _ in 0..STEPS.saturating_mul(most.saturating_add(1)) {
        if search.heads.len() == wiring.heads.len() {
            if found.len() == most {
                return None;
            }
            found.push(search.heads.clone());
        }
        next = match search.fitting(next) {
            Some(head) => search.put(head),
            None => match search.take_back() {
                Some(head) => head + 1,
                None => return Some(found),
            },
        };
    }
    None
}

/// Payer by payer, the payees of each in ascending order.
struct Search<'w> {
    wiring: &'w Wiring,
    /// For each vertex, how many of it and those after it are payers.
    payers: Vec<usize>,
    /// How many times each vertex must still be a payee.
    left: Vec<usize>,
    heads: Vec<u32>,
}

impl<'w> Search<'w> {
    fn new(wiring: &'w Wiring) -> Self {
        let len = wiring.starts.len().saturating_sub(1);
        let mut left = vec![0; len];
        for &head in &wiring.heads {
            left[head as usize] += 1;
        }
        let mut payers = vec![0; len + 1];
        for vertex in (0..len).rev() {
            payers[vertex] = payers[vertex + 1] + usize::from(wiring.pays(vertex));
        }
        Self { wiring, payers, left, heads: Vec::with_capacity(wiring.heads.len()) }
    }

    /// The first payee to try at the next place.
    fn first(&self) -> u32 {
        let at = self.heads.len();
        let Some(&payer) = self.wiring.tails.get(at) else { return u32::MAX };
        let payer = payer as usize;
        if self.wiring.starts[payer] < at {
            self.heads.last().map_or(0, |last| last + 1)
        } else if self.can_go_on(payer) {
            0
        } else {
            u32::MAX
        }
    }

    /// The first payee, from this one on, that fits the next place.
    fn fitting(&self, from: u32) -> Option<u32> {
        let payer = *self.wiring.tails.get(self.heads.len())?;
        let fits = |head: &u32| *head != payer && self.left[*head as usize] > 0;
        (from..u32::try_from(self.left.len()).unwrap_or(u32::MAX)).find(fits)
    }

    /// Puts a payee at the next place; returns the first payee to try at the place after it.
    fn put(&mut self, head: u32) -> u32 {
        self.left[head as usize] -= 1;
        self.heads.push(head);
        self.first()
    }

    fn take_back(&mut self) -> Option<u32> {
        let head = self.heads.pop()?;
        self.left[head as usize] += 1;
        Some(head)
    }

    /// Whether enough payers are left, from this one on, for each payee.
    fn can_go_on(&self, payer: usize) -> bool {
        let enough = |(vertex, left): (usize, &usize)| {
            let itself = usize::from(vertex >= payer && self.wiring.pays(vertex));
            *left == 0 || left + itself <= self.payers[payer]
        };
        self.left.iter().enumerate().all(enough)
    }
}
