//! A view said in one chain: `View::of(&register).status(Status::Signed).contingent(true)`.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Level, View};
use crate::model::{DealId, EntityId, Kind, Range, Status};

impl View {
    /// The same on another day.
    #[must_use]
    pub fn as_of(self, day: Date) -> Self {
        Self { as_of: day, ..self }
    }

    /// Only deals of this status and firmer ones.
    #[must_use]
    pub fn status(self, status: Status) -> Self {
        Self { status, ..self }
    }

    /// At another level.
    #[must_use]
    pub fn level(self, level: Level) -> Self {
        Self { level, ..self }
    }

    /// Only these kinds of deals.
    #[must_use]
    pub fn kinds(self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        Self { kinds: kinds.into_iter().collect(), ..self }
    }

    /// Only what can lie on a loop through all of these, or through their owners of the day; a search lists no others.
    #[must_use]
    pub fn through(self, entities: impl IntoIterator<Item = EntityId>) -> Self {
        Self { through: entities.into_iter().collect(), ..self }
    }

    /// Without these entities.
    #[must_use]
    pub fn without(self, entities: impl IntoIterator<Item = EntityId>) -> Self {
        Self { without: entities.into_iter().collect(), ..self }
    }

    /// Without these deals.
    #[must_use]
    pub fn without_deals(self, deals: impl IntoIterator<Item = DealId>) -> Self {
        Self { without_deals: deals.into_iter().collect(), ..self }
    }

    /// What if: this deal, too, has that status.
    #[must_use]
    pub fn assume(mut self, deal: DealId, status: Status) -> Self {
        self.assume.insert(deal, status);
        self
    }

    /// What if: this deal, too, comes to that, in the register's base currency.
    #[must_use]
    pub fn resize(mut self, deal: DealId, value: Range) -> Self {
        self.resize.insert(deal, value);
        self
    }

    /// Whether guarantees count.
    #[must_use]
    pub fn contingent(self, contingent: bool) -> Self {
        Self { contingent, ..self }
    }

    /// Without hops that state less.
    #[must_use]
    pub fn min_amount(self, least: Decimal) -> Self {
        Self { min_amount: Some(least), ..self }
    }

    /// Whether hops that state no amount are left out.
    #[must_use]
    pub fn priced(self, priced: bool) -> Self {
        Self { priced, ..self }
    }
}
