//! Payments that are equal in all that a ledger says of them.

use super::payments::Payments;

/// Which payments have equal ones before them in the ledger: the same payer, payee, time, amount and currency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repeats {
    /// By row, with how many there are; without those that have none.
    rows: Vec<(u32, u32)>,
}

impl Repeats {
    /// How many equal payments stand before this row.
    pub fn before(&self, row: u32) -> u32 {
        let found = self.rows.binary_search_by_key(&row, |&(row, _)| row);
        found.map_or(0, |at| self.rows[at].1)
    }
}

impl Payments<'_> {
    /// Which payments repeat others. Linear in the payments, but for sorting those that one account makes at one time.
    pub fn repeats(&self) -> Repeats {
        let out = &self.graph().out;
        let mut rows = Vec::new();
        let mut together: Vec<(u32, u32)> = Vec::new();
        for vertex in 0..self.graph().len() {
            let own = out.between(vertex, 0, u32::MAX);
            let mut start = own.start;
            for group in out.ranks[own].chunk_by(|one, next| one == next) {
                let places = start..start + group.len();
                start = places.end;
                if group.len() > 1 {
                    together.clear();
                    together.extend(places.map(|at| (out.ends[at], self.row(out.edges[at]))));
                    together.sort_unstable();
                    let same_payee = |one: &(u32, u32), next: &(u32, u32)| one.0 == next.0;
                    together.chunk_by(same_payee).for_each(|payments| self.count(payments, &mut rows));
                }
            }
        }
        rows.sort_unstable();
        Repeats { rows }
    }

    /// Among payments of one time between two accounts, in the order of their rows.
    fn count(&self, payments: &[(u32, u32)], rows: &mut Vec<(u32, u32)>) {
        if payments.len() < 2 {
            return;
        }
        let ledger = self.ledger();
        let amount = |row: u32| {
            let mut text = Vec::new();
            ledger.put_amount(row, &mut text);
            (ledger.currency(row), text)
        };
        let mut amounts: Vec<_> = payments.iter().map(|&(_, row)| (amount(row), row)).collect();
        amounts.sort_unstable();
        for equal in amounts.chunk_by(|one, next| one.0 == next.0) {
            rows.extend((0..).zip(equal).skip(1).map(|(before, &(_, row))| (row, before)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Floor, Reading, from_bytes};

    #[test]
    fn only_what_is_equal_in_everything_is_counted() {
        let text = b"payer,payee,time,amount
a,b,1,5\nb,a,1,5\na,b,1,5.0\na,b,1,6\na,b,2,5\na,b,1,5\na,c,1,5\n";
        let ledger = from_bytes(text, &Reading::default()).unwrap();
        let repeats = Payments::new(&ledger, &[]).repeats();
        assert_eq!((0..7).map(|row| repeats.before(row)).collect::<Vec<_>>(), [0, 0, 1, 0, 0, 2, 0]);
        let large = Payments::new(&ledger, &[Floor { unit: None, least: 6.into() }]).repeats();
        assert_eq!(large, Repeats::default());
    }
}
