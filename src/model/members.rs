//! Which deals make up others.

use std::collections::BTreeMap;

use super::{Deal, DealId, Register};

/// The tranches of every total and the recorded parts of every round, in the order of their ids.
///
/// ```
/// use roundtrip::model::{DealId, Members};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let members = Members::of(&register);
/// let total = DealId::new("amzn_anth_25b_2026")?;
/// assert_eq!(members.tranches(&total).len(), 2);
/// assert!(members.parts(&total).is_empty());
/// # Ok::<(), roundtrip::model::BadId>(())
/// ```
#[derive(Debug, Clone)]
pub struct Members<'a> {
    tranches: BTreeMap<&'a DealId, Vec<&'a Deal>>,
    parts: BTreeMap<&'a DealId, Vec<&'a Deal>>,
}

impl<'a> Members<'a> {
    /// Of all deals of a register. Linear in them, up to logarithms.
    pub fn of(register: &'a Register) -> Self {
        let (mut tranches, mut parts) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        for deal in register.deals.values() {
            if let Some(total) = &deal.tranche_of {
                tranches.entry(total).or_default().push(deal);
            }
            if let Some(round) = &deal.part_of {
                parts.entry(round).or_default().push(deal);
            }
        }
        Self { tranches, parts }
    }

    /// The tranches of a total.
    pub fn tranches(&self, total: &DealId) -> &[&'a Deal] {
        self.tranches.get(total).map_or(&[], Vec::as_slice)
    }

    /// The deals that are known to belong to a round.
    pub fn parts(&self, round: &DealId) -> &[&'a Deal] {
        self.parts.get(round).map_or(&[], Vec::as_slice)
    }
}
