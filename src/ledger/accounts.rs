//! The accounts of a ledger.

use super::{fold, names::Names};

/// The most accounts that a ledger can have: the numbers from there on mark new ones while a block is read.
pub(super) const MOST: u32 = (1 << 31) - 1;

/// In the place of an account where a row is left out: no account has this number.
pub const NOBODY: u32 = u32::MAX;

/// The accounts of a ledger, numbered from 0 in the order of their first appearance: ids to names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accounts(Names);

impl Accounts {
    pub(super) fn new(mut names: Names) -> Self {
        names.shrink_to_fit();
        Self(names)
    }

    /// The name of an account, as it stands in the ledger; empty if there is no such account.
    pub fn name(&self, id: u32) -> &str {
        std::str::from_utf8(self.0.get(id)).unwrap_or_default()
    }

    /// The account of that name. O(accounts).
    pub fn find(&self, name: &str) -> Option<u32> {
        let at = self.names().position(|own| own == name)?;
        u32::try_from(at).ok()
    }

    /// A name that differs from another one only as people write it. O(accounts).
    pub fn alike(&self, name: &str) -> Option<&str> {
        let folded = fold::folded(name);
        self.names().find(|own| fold::folded(own) == folded)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every name, in the order of the ids.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        (0..).map_while(|id| self.contains(id).then(|| self.name(id)))
    }

    fn contains(&self, id: u32) -> bool {
        (id as usize) < self.len()
    }
}
