//! Figures beside the deals: what companies are worth, take in and spend, and their shares.

use super::{Place, Record, raw, resolver::Resolver, values};
use crate::model::{Backlog, CustomerShare, EntityId, Figure, MarketShare, Valuation};

impl Resolver<'_> {
    /// A valuation, which needs a source.
    pub(super) fn valuation(&mut self, raw: &raw::Valuation, at: &Place) -> Option<Valuation> {
        let cite = self.cite(&raw.cite);
        self.figure_needs_source(&cite, at, "valuation");
        let on = self.when(&raw.on);
        let (_, worth) = self.amount(&raw.worth, on)?;
        Some(Valuation { worth, basis: values::plain(&raw.basis).unwrap_or_default(), on: on?, cite })
    }

    /// Valuations that are written apart from their entities.
    pub(super) fn valued(&mut self, records: &[Record<raw::Valued>]) {
        let mut touched: Vec<EntityId> = Vec::new();
        for Record { body, at, .. } in records {
            let (id, valuation) = (self.entity_id(&body.entity), self.valuation(&body.valuation, at));
            if let (Some(id), Some(valuation)) = (id, valuation)
                && let Some(entity) = self.entities.get_mut(&id)
            {
                entity.valuations.push(valuation);
                touched.push(id);
            }
        }
        for id in touched {
            if let Some(entity) = self.entities.get_mut(&id) {
                entity.valuations.sort_by_key(|own| own.on);
            }
        }
    }

    pub(super) fn figure(&mut self, Record { body, at, .. }: &Record<raw::Figure>) -> Option<Figure> {
        let (entity, what) = (self.entity_id(&body.entity), self.word(&body.what));
        let (ended, cite) = (self.when(&body.ended), self.cite(&body.cite));
        self.figure_needs_source(&cite, at, "figure");
        let (amount, value) = self.amount(&body.amount, ended)?;
        let (period, note) = (values::plain(&body.period)?, values::plain(&body.note));
        Some(Figure { entity: entity?, what: what?, period, ended: ended?, amount, value, note, cite })
    }

    pub(super) fn customer_share(
        &mut self,
        Record { body, at, .. }: &Record<raw::CustomerShare>,
    ) -> Option<CustomerShare> {
        let (entity, customer) = (self.entity_id(&body.entity), self.entity_id(&body.customer));
        let (ended, cite) = (self.when(&body.ended), self.cite(&body.cite));
        self.figure_needs_source(&cite, at, "customer share");
        let (share, period) = (values::plain(&body.share)?, values::plain(&body.period)?);
        let note = values::plain(&body.note);
        Some(CustomerShare { entity: entity?, customer, share, period, ended: ended?, note, cite })
    }

    pub(super) fn backlog(&mut self, Record { body, at, .. }: &Record<raw::Backlog>) -> Option<Backlog> {
        let (holder, on, cite) = (self.entity_id(&body.holder), self.when(&body.on), self.cite(&body.cite));
        self.figure_needs_source(&cite, at, "backlog");
        let counterparty = body.counterparty.as_ref().and_then(|_| self.entity_id(&body.counterparty));
        let total = body.total.as_ref().and_then(|_| self.amount(&body.total, None)).map(|(_, range)| range);
        let (metric, share) = (values::plain(&body.metric)?, values::plain(&body.share));
        Some(Backlog { holder: holder?, counterparty, metric, total, share, on: on?, cite })
    }

    pub(super) fn market_share(&mut self, Record { body, at, .. }: &Record<raw::MarketShare>) -> Option<MarketShare> {
        let (entity, on, cite) = (self.entity_id(&body.entity), self.when(&body.on), self.cite(&body.cite));
        self.figure_needs_source(&cite, at, "market share");
        let (market, share) = (values::plain(&body.market)?, values::plain(&body.share)?);
        Some(MarketShare { market, entity: entity?, share, on: on?, cite })
    }
}
