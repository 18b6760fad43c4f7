//! Companies, clouds and chips, and the ties between them.

use std::str::FromStr;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::{Citation, EntityId, Range, UnknownWord, When};

/// What an entity is (docs/format.md#entity).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EntityKind {
    /// A company, fund, bank, state, vehicle: anybody who can pay.
    Company,
    /// Computing for rent; with no operator it is its own company.
    Cloud,
    /// A chip or a family of chips.
    Chip,
    /// A product or service: made by somebody, party to no deal.
    Product,
}

impl EntityKind {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Company, Self::Cloud, Self::Chip, Self::Product];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Cloud => "cloud",
            Self::Chip => "chip",
            Self::Product => "product",
        }
    }
}

impl FromStr for EntityKind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        UnknownWord::find(text, "kind of entity", &Self::ALL, Self::name)
    }
}

/// The role of an entity that stands for whoever is not named.
pub const NOBODY: &str = "nobody";

/// To whom an entity belongs, and from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owner {
    /// The operator of a cloud, the maker of a chip, the parent of a division or vehicle.
    pub of: EntityId,
    /// First day, if it was not always so.
    pub since: Option<When>,
    /// First day on which it is no longer so.
    pub until: Option<When>,
}

/// What an entity was held to be worth, when, on whose word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Valuation {
    /// The worth, in the base currency.
    pub worth: Range,
    /// `market_cap`, `post_money`, `secondary`, ...
    pub basis: String,
    /// The day.
    pub on: When,
    /// On whose word.
    pub cite: Vec<Citation>,
}

/// What a worth rests on that nobody holds it to have yet.
const NOT_YET: [&str; 2] = ["talks", "ipo_target"];

impl Valuation {
    /// Whether somebody holds it to be worth that much, and does not only ask for it.
    pub fn is_held(&self) -> bool {
        !NOT_YET.contains(&self.basis.as_str())
    }
}

/// One node of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// Its full name.
    pub name: String,
    /// The name for a picture or a table: the first alias, else the full name.
    pub short: String,
    /// What it is.
    pub kind: EntityKind,
    /// `lab`, `hyperscaler`, `neocloud`, `chipmaker`, `investor`, `bank`, `vehicle`, `aggregate`, ...
    pub roles: Vec<String>,
    /// Two-letter country code.
    pub country: Option<String>,
    /// Exchange and symbol.
    pub ticker: Option<String>,
    /// Public, private, and since when.
    pub listing: Option<String>,
    /// Other names by which it is found.
    pub aliases: Vec<String>,
    /// To whom it belongs.
    pub owners: Vec<Owner>,
    /// Of a chip: its family.
    pub family: Option<String>,
    /// Of a chip: its generation within the family.
    pub generation: Option<u32>,
    /// Of a chip: when it could or can be had.
    pub availability: Option<String>,
    /// What it was worth, oldest first.
    pub valuations: Vec<Valuation>,
    /// Anything else.
    pub note: Option<String>,
    /// On whose word.
    pub cite: Vec<Citation>,
}

impl Entity {
    /// Whom it belonged to on a day.
    pub fn owner_on(&self, day: Date) -> Option<&EntityId> {
        self.tie_on(day).map(|owner| &owner.of)
    }

    /// The same, with the time for which it did.
    pub(crate) fn tie_on(&self, day: Date) -> Option<&Owner> {
        let on = |owner: &&Owner| {
            owner.since.is_none_or(|since| since.day() <= day) && owner.until.is_none_or(|until| day < until.day())
        };
        self.owners.iter().find(on)
    }

    /// Its latest valuation on a day; a worth that is only asked for in talks, or aimed at, is none.
    pub fn valuation_on(&self, day: Date) -> Option<&Valuation> {
        self.valuations.iter().rfind(|valuation| valuation.on.day() <= day && valuation.is_held())
    }

    /// Whether it stands for whoever is not named: no loop leads through it.
    pub fn is_nobody(&self) -> bool {
        self.roles.iter().any(|role| role == NOBODY)
    }

    /// Whether it stands for parties that are not named one by one.
    pub fn is_aggregate(&self) -> bool {
        self.roles.iter().any(|role| role == "aggregate")
    }
}

/// A relation between two entities that is no deal: makes, operates, owns, offers, designs, ...
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tie {
    /// Who.
    pub from: EntityId,
    /// Does what.
    pub relation: String,
    /// To or with whom.
    pub to: EntityId,
    /// Per cent, of an `owns`.
    #[serde(serialize_with = "super::exact::option")]
    pub share: Option<Decimal>,
    /// First day, if stated.
    pub since: Option<When>,
    /// Anything else.
    pub note: Option<String>,
    /// On whose word.
    pub cite: Vec<Citation>,
}
