//! What is looked at: the flags that every command takes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::{
    load::Scenario,
    model::{Currency, Deal, DealId, EntityId, Kind, Range, Register, Status, UnknownWord},
};

/// Whether clouds, chips and divisions are nodes of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Level {
    /// They are folded into their owner of the day.
    Company,
    /// They stand alone, tied to their owner by structural arcs that carry any amount and count no hop.
    Asset,
}

impl Level {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::Company, Self::Asset];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Asset => "asset",
        }
    }
}

impl FromStr for Level {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        UnknownWord::find(text, "level", &Self::ALL, Self::name)
    }
}

/// One way of looking at a register (docs/design.md#view): begun with [`View::of`] or [`View::on`], then changed in a chain or field
/// by field.
///
/// ```
/// use roundtrip::{flow::View, model::{Kind, Status}};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let signed = View::of(&register).status(Status::Signed).kinds([Kind::Cloud, Kind::Chips]);
/// assert!(signed.flow(&register).arcs().iter().all(|arc| arc.status >= Status::Signed));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct View {
    /// The register as it stood that day.
    pub as_of: Date,
    /// What the register counts its money in.
    #[serde(skip)]
    pub currency: Currency,
    /// This rung and above.
    pub status: Status,
    /// Companies, or assets too.
    pub level: Level,
    /// Only these kinds; all if empty.
    pub kinds: BTreeSet<Kind>,
    /// Only what can lie on a loop through all of these; between companies, through their owners of the day.
    pub through: Vec<EntityId>,
    /// Without these entities.
    pub without: BTreeSet<EntityId>,
    /// Without these deals.
    pub without_deals: BTreeSet<DealId>,
    /// What if: these deals have this status.
    pub assume: BTreeMap<DealId, Status>,
    /// What if: these deals come to this, in the register's base currency.
    pub resize: BTreeMap<DealId, Range>,
    /// Guarantees count too.
    pub contingent: bool,
    /// Hops that state less are left out.
    #[serde(serialize_with = "crate::model::exact::option")]
    pub min_amount: Option<Decimal>,
    /// Hops that state nothing are left out.
    pub priced: bool,
}

impl View {
    /// Everything that lives on a day, at company level.
    pub fn on(register: &Register, day: Date) -> Self {
        Self {
            as_of: day,
            currency: register.base,
            status: Status::Rumoured,
            level: Level::Company,
            kinds: BTreeSet::new(),
            through: Vec::new(),
            without: BTreeSet::new(),
            without_deals: BTreeSet::new(),
            assume: BTreeMap::new(),
            resize: BTreeMap::new(),
            contingent: false,
            min_amount: None,
            priced: false,
        }
    }

    /// Everything that lives on the register's own day.
    pub fn of(register: &Register) -> Self {
        Self::on(register, register.as_of)
    }

    /// Supposes a scenario. What the view supposes itself wins.
    pub fn suppose(&mut self, scenario: &Scenario) {
        for (id, supposed) in &scenario.deals {
            if supposed.dropped {
                self.without_deals.insert(id.clone());
            }
            if let Some(status) = supposed.status {
                self.assume.entry(id.clone()).or_insert(status);
            }
            if let Some(value) = supposed.value {
                self.resize.entry(id.clone()).or_insert(value);
            }
        }
    }

    /// How far a deal has come: as supposed, else as recorded on the day. `None` if it was not there yet.
    pub fn status_of(&self, deal: &Deal) -> Option<Status> {
        self.assume.get(&deal.id).copied().or_else(|| deal.status_on(self.as_of))
    }

    /// Whether a hop is kept that states so much: `--min-amount` and `--priced`.
    pub(super) fn keeps(&self, stated: Option<Decimal>) -> bool {
        match stated {
            Some(stated) => self.min_amount.is_none_or(|least| stated >= least),
            None => !self.priced,
        }
    }

    /// As whom an entity counts: between companies a cloud, a chip or a division is its owner of the day.
    pub fn party<'r>(&self, register: &'r Register, id: &'r EntityId) -> &'r EntityId {
        match self.level {
            Level::Company => register.owner_on(id, self.as_of),
            Level::Asset => id,
        }
    }

    /// What a deal comes to: as supposed, else as recorded on the day.
    pub fn value(&self, deal: &Deal) -> Range {
        self.resize.get(&deal.id).copied().unwrap_or_else(|| deal.value_on(self.as_of))
    }
}

impl fmt::Display for View {
    /// In words: `as of 2026-06-30, company level, signed or firmer`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = vec![format!("as of {}", self.as_of), format!("{} level", self.level.name())];
        if self.status > Status::Rumoured {
            parts.push(format!("{} or firmer", self.status.words()));
        }
        let list = |ids: Vec<&str>| ids.join(", ");
        if !self.kinds.is_empty() {
            parts.push(format!("only {}", list(self.kinds.iter().map(|k| k.name()).collect())));
        }
        if !self.through.is_empty() {
            parts.push(format!("through {}", list(self.through.iter().map(EntityId::as_str).collect())));
        }
        let without = self.without.iter().map(EntityId::as_str).chain(self.without_deals.iter().map(DealId::as_str));
        let without: Vec<&str> = without.collect();
        if !without.is_empty() {
            parts.push(format!("without {}", list(without)));
        }
        for (deal, status) in &self.assume {
            parts.push(format!("assuming {deal} is {}", status.words()));
        }
        for (deal, value) in &self.resize {
            parts.push(format!("supposing {deal} is {}", value.words(self.currency)));
        }
        if self.contingent {
            parts.push("with guarantees".to_owned());
        }
        if let Some(least) = self.min_amount {
            parts.push(format!("hops of {} or more", self.currency.money(least)));
        }
        if self.priced {
            parts.push("priced hops only".to_owned());
        }
        f.write_str(&parts.join(", "))
    }
}
