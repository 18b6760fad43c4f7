//! Exact decimals as numbers of JSON: `41500000000`, not `"41500000000.0"`. What nobody stated is `null`.

use rust_decimal::{Decimal, serde::arbitrary_precision};
use serde::{Serialize, Serializer};

/// An amount.
pub(crate) fn one<S: Serializer>(amount: &Decimal, to: S) -> Result<S::Ok, S::Error> {
    arbitrary_precision::serialize(&amount.normalize(), to)
}

/// An amount that may be unknown.
#[expect(clippy::ref_option, reason = "serde hands a reference to the field")]
pub(crate) fn option<S: Serializer>(amount: &Option<Decimal>, to: S) -> Result<S::Ok, S::Error> {
    amount.map(Exact).serialize(to)
}

/// A list of amounts.
pub(crate) fn list<S: Serializer>(amounts: &[Decimal], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(amounts.iter().copied().map(Exact))
}

struct Exact(Decimal);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        one(&self.0, to)
    }
}
