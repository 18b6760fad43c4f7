//! What a deal is, and whether money moves by it.

use std::{fmt, str::FromStr};

use serde::Serialize;

use super::UnknownWord;

/// What kinds of deals do alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Investor pays investee, in cash or in kind.
    Investment,
    /// Customer pays supplier.
    Purchase,
    /// Guarantor stands behind beneficiary: money only if something happens.
    Contingent,
    /// Buyer pays the seller of a company or stake: the money leaves the network to the sellers.
    Transfer,
    /// Who owns what: a state, no flow.
    Stock,
    /// Who is bound to whom: no flow.
    Right,
}

impl Family {
    /// Its name in files and output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Investment => "investment",
            Self::Purchase => "purchase",
            Self::Contingent => "contingent",
            Self::Transfer => "transfer",
            Self::Stock => "stock",
            Self::Right => "right",
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $family:ident, $verb:literal;)+) => {
        /// One kind of deal; `payer → payee` runs the same way for all: from who gives the value to who gets it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum Kind { $($(#[$doc])* $variant,)+ }

        impl Kind {
            /// Every kind, in the order of docs/format.md#kinds-of-deals.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name in files and on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Its family.
            pub fn family(self) -> Family {
                match self { $(Self::$variant => Family::$family,)+ }
            }

            /// What the payer does to the payee: "Nvidia *invests in* OpenAI".
            pub fn verb(self) -> &'static str {
                match self { $(Self::$variant => $verb,)+ }
            }
        }
    };
}

kinds! {
    /// Shares for cash.
    Equity = "equity", Investment, "invests in";
    /// Notes that turn into shares.
    Convertible = "convertible", Investment, "lends (convertibly) to";
    /// A loan or bonds.
    Debt = "debt", Investment, "lends to";
    /// Cash into a joint venture or vehicle.
    Contribution = "contribution", Investment, "puts money into";
    /// The right to shares, from their issuer to the holder.
    Warrant = "warrant", Investment, "grants warrants to";
    /// Shares given, from their issuer to the holder.
    ShareGrant = "share-grant", Investment, "gives shares to";
    /// Credits for the giver's own services.
    Credits = "credits", Investment, "gives credits to";
    /// Land, chips, plants instead of cash.
    Assets = "assets", Investment, "gives assets to";
    /// Computing rented.
    Cloud = "cloud", Purchase, "rents computing from";
    /// Chips, and the parts and systems around them.
    Chips = "chips", Purchase, "buys chips from";
    /// Buildings and power rented.
    Lease = "lease", Purchase, "rents space from";
    /// Work bought.
    Services = "services", Purchase, "buys services from";
    /// The use of intellectual property.
    Licence = "licence", Purchase, "licenses from";
    /// A part of the payer's revenue.
    RevenueShare = "revenue-share", Purchase, "shares revenue with";
    /// A backstop: guarantor to beneficiary.
    Guarantee = "guarantee", Contingent, "guarantees";
    /// A company bought.
    Acquisition = "acquisition", Transfer, "acquires";
    /// A stake sold.
    Divestment = "divestment", Transfer, "buys a stake from";
    /// Shares bought from holders other than the company.
    SecondarySale = "secondary-sale", Transfer, "buys shares from";
    /// A stake, in per cent.
    Ownership = "ownership", Stock, "owns part of";
    /// A right that binds the other party.
    Exclusivity = "exclusivity", Right, "has exclusive rights from";
}

impl Kind {
    /// Value given otherwise than in cash: priced only where a value is stated.
    pub fn in_kind(self) -> bool {
        matches!(self, Self::Warrant | Self::ShareGrant | Self::Credits | Self::Assets)
    }
}

impl FromStr for Kind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        UnknownWord::find(text, "kind of deal", Self::ALL, Self::name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
