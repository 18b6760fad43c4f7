//! What all lines of one ledger have in common.

use std::sync::OnceLock;

use super::id;
use crate::{
    circuits::{Loop, Payments, Repeats},
    ledger::Ledger,
};

/// How the loops of some payments are written: which columns there are.
#[derive(Debug)]
pub struct Listing<'p> {
    payments: &'p Payments<'p>,
    /// Found when the first id is asked for.
    repeats: OnceLock<Repeats>,
    /// Whether any amount has a currency.
    pub(super) has_currencies: bool,
    /// Whether the ledger was read from several files.
    pub(super) has_files: bool,
}

impl<'p> Listing<'p> {
    /// Of the payments of a ledger.
    pub fn new(payments: &'p Payments<'p>) -> Self {
        let ledger = payments.ledger();
        Self {
            payments,
            repeats: OnceLock::new(),
            has_currencies: ledger.has_currencies(),
            has_files: ledger.report().files.len() > 1,
        }
    }

    /// Whose payments they are.
    pub fn ledger(&self) -> &'p Ledger {
        self.payments.ledger()
    }

    /// The payments.
    pub fn payments(&self) -> &'p Payments<'p> {
        self.payments
    }

    /// The id of a loop: 20 hexadecimal digits made of what its payments are, and of nothing else (docs/engine.md#ids).
    pub fn id(&self, found: &Loop) -> String {
        let mut text = Vec::new();
        let hashes: Vec<u128> = found.rows.iter().map(|&row| self.hash(row, &mut text)).collect();
        text.clear();
        id::put(&hashes, &mut text);
        // It is digits.
        String::from_utf8(text).unwrap_or_default()
    }

    /// The hash of a payment; `text` is room to write in.
    pub(super) fn hash(&self, row: u32, text: &mut Vec<u8>) -> u128 {
        let repeats = self.repeats.get_or_init(|| self.payments.repeats());
        id::payment(self.ledger(), row, repeats.before(row), text)
    }
}
