//! A deal as it is compared: from each of its payers to each of its payees.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Companies, Whose};
use crate::model::{Deal, EntityId, Family, Range, Register};

/// A deal with what is compared of it.
pub(super) struct Told<'r> {
    pub(super) whose: Whose,
    pub(super) deal: &'r Deal,
    /// What it comes to, last first, and what it came to before.
    pub(super) values: Vec<Range>,
    /// From the first to the last day on which each step may have been.
    pub(super) days: Vec<(Date, Date)>,
    /// The addresses of its sources.
    pub(super) pages: BTreeSet<&'r str>,
}

/// A deal between one payer and one payee.
pub(super) struct Leg {
    /// Which deal, by its place.
    pub(super) told: usize,
    pub(super) payer: Option<EntityId>,
    /// The payer, and those that own it.
    pub(super) from: Vec<usize>,
    /// The payee, and those that own it.
    pub(super) to: Vec<usize>,
    /// For whom or of whom it is besides, with their owners.
    pub(super) besides: Vec<usize>,
}

impl<'r> Told<'r> {
    pub(super) fn new(whose: Whose, register: &'r Register, deal: &'r Deal) -> Self {
        let steps = deal.history.iter().rev().filter_map(|event| event.amount.as_ref());
        let last = deal.value_on(register.as_of);
        let mut values = vec![last];
        for value in steps.map(|(_, value)| *value).chain([deal.value]) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let shared = deal.payers.len() > 1 || deal.payees.len() > 1;
        if shared && last.low > rust_decimal::Decimal::ZERO {
            values.push(Range::share_of(last.high));
        }
        let days = deal.history.iter().map(|event| (event.on.first_day().unwrap_or(event.on.day()), event.on.day()));
        let sources = register.source_ids(deal).into_iter().filter_map(|id| register.sources.get(id));
        let pages = sources.filter_map(|source| source.url.as_deref()).collect();
        Self { whose, deal, values, days: days.collect(), pages }
    }

    /// What it comes to now.
    pub(super) fn value(&self) -> Range {
        self.values.first().copied().unwrap_or(Range::UNKNOWN)
    }

    /// Everybody that pays in it, and everybody that is paid.
    pub(super) fn legs(&self, at: usize, companies: &Companies, as_of: Date) -> Vec<Leg> {
        let first = self.days.first().map_or(as_of, |(_, last)| *last);
        let chain = |id: Option<&EntityId>| -> Vec<usize> {
            let class = id.and_then(|id| companies.class(self.whose, id));
            class.map(|class| companies.chain(class, &[first, as_of])).unwrap_or_default()
        };
        let deal = self.deal;
        let ends = |ids: &'r [EntityId]| -> Vec<Option<&'r EntityId>> {
            if ids.is_empty() { vec![None] } else { ids.iter().map(Some).collect() }
        };
        let others = deal.target.iter().chain(&deal.on_behalf_of).chain(&deal.cloud);
        let besides: Vec<usize> = others.flat_map(|id| chain(Some(id))).collect();
        let mut legs = Vec::new();
        for payer in ends(&deal.payers) {
            for payee in ends(&deal.payees) {
                legs.push(Leg {
                    told: at,
                    payer: payer.cloned(),

                    from: chain(payer),
                    to: chain(payee),
                    besides: besides.clone(),
                });
            }
        }
        legs
    }

    pub(super) fn family(&self) -> Family {
        self.deal.kind.family()
    }
}
