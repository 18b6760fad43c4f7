//! The nouns: what a register says, with every reference already resolved.
//!
//! Nothing here reads a file or knows a graph. A value of these types is right by construction:
//! every id names something that exists ([`crate::load`] sees to that), every figure has a source.

mod amount;
mod citation;
mod currency;
mod day;
mod deal;
mod entity;
pub(crate) mod exact;
mod figure;
mod id;
mod kind;
mod loose;
mod members;
mod name;
mod nearest;
mod quantity;
mod range;
mod register;
mod right;
mod share;
mod source;
mod status;
mod stop;
mod terms;
mod units;
mod word;

/// Money and shares, exactly: the type of the crate `rust_decimal`.
pub use rust_decimal::Decimal;

/// A day of the calendar: the type of the crate `jiff`.
pub use jiff::civil::Date;

pub use amount::{Amount, AmountError, Bound, MAX_AMOUNT};
pub use citation::{Citation, Field, Read, cited};
pub use currency::{Currency, UnknownCurrency};
pub use day::{Precision, When, WhenError};
pub use deal::{Confirmation, Deal, Event, Installment};
pub use entity::{Entity, EntityKind, NOBODY, Owner, Tie, Valuation};
pub use figure::{CustomerShare, Figure, Measure};
pub use id::{BadId, DealId, EntityId, SourceId, free_slug, slug};
pub use kind::{Family, Kind};
pub use loose::{AmountStyle, DecimalSigns, LooseAmount, NotRead};
pub use members::Members;
pub use name::{NameIndex, PlainName, folded_name, is_legal_form, is_nobody};
pub use nearest::nearest_first;
pub use quantity::Quantity;
pub use range::Range;
pub use register::{Backlog, Claim, MarketShare, Rate, Register};
pub use right::{Grant, InForce, Right};
pub use share::{percent, percents};
pub use source::{Source, SourceKind};
pub use status::{Mark, Status};
pub use stop::Stop;
pub use terms::{By, Exit, Expected, Fee, Paid, Per, Pledge, Return};
pub use word::UnknownWord;
