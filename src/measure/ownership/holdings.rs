//! Who holds which share of whom.

use std::{collections::BTreeMap, fmt};

use petgraph::unionfind::UnionFind;
use rust_decimal::Decimal;

use crate::circuits::components;

/// The most companies joined by stakes for which integrated ownership is computed: it takes seconds.
pub(super) const MOST: usize = 120;

/// Why there are no figures of ownership.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OwnershipError {
    /// More than all of a company is held.
    MoreThanAll {
        /// Whose shares.
        company: String,
        /// How much is held of it, in per cent.
        percent: Decimal,
    },
    /// These own each other entirely.
    ClosedRing(Vec<String>),
    /// Stakes join more companies than can be computed: how many.
    TooLarge(usize),
}

impl fmt::Display for OwnershipError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MoreThanAll { company, percent } => {
                write!(f, "the recorded owners of `{company}` hold {}% of it together", percent.normalize())
            }
            Self::ClosedRing(names) => {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                let (last, others) =
                    names.split_last().map_or((String::new(), names.as_slice()), |(l, o)| (l.clone(), o));
                write!(
                    f,
                    "{} and {last} are owned entirely by each other, so nobody outside owns any of them",
                    others.join(", ")
                )
            }
            Self::TooLarge(companies) => {
                write!(
                    f,
                    "stakes join {companies} companies; integrated ownership is computed for up to {MOST} of them"
                )
            }
        }
    }
}

impl std::error::Error for OwnershipError {}

/// Who holds which share of whom, as fractions from 0 to 1.
///
/// ```
/// use roundtrip::measure::Holdings;
/// use rust_decimal::Decimal;
/// let names = ["fund", "maker"].map(str::to_owned).to_vec();
/// assert!(Holdings::new(names.clone(), [(0, 1, Decimal::new(25, 2))]).is_ok());
/// assert!(Holdings::new(names, [(0, 1, Decimal::TWO)]).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holdings {
    names: Vec<String>,
    shares: BTreeMap<(usize, usize), Decimal>,
}

impl Holdings {
    /// Owner, owned and share. Holdings of one owner in the same company are added up; shares that a company holds in
    /// itself, that are not above zero, or whose ends are no names, are dropped.
    ///
    /// # Errors
    /// If more than all of a company is held.
    pub fn new(
        names: Vec<String>,
        shares: impl IntoIterator<Item = (usize, usize, Decimal)>,
    ) -> Result<Self, OwnershipError> {
        let mut own = Self { names, shares: BTreeMap::new() };
        for (owner, owned, share) in shares {
            if owner != owned && owner.max(owned) < own.names.len() && share > Decimal::ZERO {
                let sum = own.shares.entry((owner, owned)).or_default();
                *sum = sum.saturating_add(share);
            }
        }
        let held = own.held();
        match held.iter().position(|held| *held > Decimal::ONE) {
            Some(at) => {
                let percent = held[at].saturating_mul(Decimal::ONE_HUNDRED);
                Err(OwnershipError::MoreThanAll { company: own.names[at].clone(), percent })
            }
            None => Ok(own),
        }
    }

    /// The names.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Owner, owned and share, in order.
    pub fn shares(&self) -> impl Iterator<Item = (usize, usize, Decimal)> + '_ {
        self.shares.iter().map(|(&(owner, owned), &share)| (owner, owned, share))
    }

    /// What an owner holds of a company; zero if that is nothing.
    pub fn share(&self, owner: usize, owned: usize) -> Decimal {
        self.shares.get(&(owner, owned)).copied().unwrap_or_default()
    }

    /// The share of each that is held by others in the list.
    pub fn held(&self) -> Vec<Decimal> {
        let mut held = vec![Decimal::ZERO; self.names.len()];
        for (_, owned, share) in self.shares() {
            held[owned] = held[owned].saturating_add(share);
        }
        held
    }

    /// The names of some who are owned entirely by each other, if there are such.
    pub(super) fn closed_ring(&self) -> Option<Vec<String>> {
        let component = components(self.names.len(), self.shares.keys().copied());
        let mut inside = vec![Decimal::ZERO; self.names.len()];
        for (owner, owned, share) in self.shares() {
            if component[owner] == component[owned] {
                inside[owned] = inside[owned].saturating_add(share);
            }
        }
        let mut groups = vec![Vec::new(); self.names.len()];
        for (at, &own) in component.iter().enumerate() {
            groups[own].push(at);
        }
        let closed = |own: &Vec<usize>| !own.is_empty() && own.iter().all(|&at| inside[at] == Decimal::ONE);
        let ring = groups.into_iter().find(closed)?;
        Some(ring.into_iter().map(|at| self.names[at].clone()).collect())
    }

    /// The names in lists of those that stakes join, directly or through others: each in order, the lists by their first.
    pub(super) fn parts(&self) -> Vec<Vec<usize>> {
        let mut joined = UnionFind::new(self.names.len());
        for &(owner, owned) in self.shares.keys() {
            joined.union(owner, owned);
        }
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.names.len() {
            parts.entry(joined.find(at)).or_default().push(at);
        }
        let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
        parts.sort();
        parts
    }
}
