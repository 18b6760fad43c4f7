//! Entities, sources, claims and figures over earlier records of them.

use super::{
    Lay,
    over::{Inner, Over, called, id, joined, texts, value, words},
};
use crate::load::{
    problem::Located,
    raw::{self, Text, Texts},
};

impl Lay for raw::Entity {
    fn key(&self) -> Option<String> {
        id(&self.id)
    }

    fn called(&self) -> String {
        called("entity", &self.id)
    }

    /// The three words for belonging mean one thing.
    fn dropped(&self) -> Texts {
        let mut dropped = self.drop.clone();
        for text in dropped.iter_mut().filter(|text| ["operator", "maker", "parent"].contains(&text.as_str())) {
            "owner".clone_into(&mut text.value);
        }
        dropped
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        self.id = later.id;
        over.kept("kind", &mut self.kind, later.kind);
        texts!(over, self, later: country ticker listing family generation availability note);
        over.more("roles", &mut self.roles, later.roles);
        over.more("aliases", &mut self.aliases, later.aliases);
        self.name(later.name, over);
        over.cites("cite", &mut self.cite, later.cite);
        let owner = |owner: &raw::Owner| words(&owner.of);
        over.instead("owner", &mut self.owners, later.owners, owner);
        let valuations = Inner::<raw::Valuation> {
            field: "valuations",
            matching: |old, new| {
                old.iter().position(|own| id(&own.on) == id(&new.on) && id(&own.basis) == id(&new.basis))
            },
            called: |own| id(&own.on),
            merge: |over, own, new| {
                over.text("worth", &mut own.worth, new.worth);
                over.cites("cite", &mut own.cite, new.cite);
            },
        };
        over.inner(&valuations, &mut self.valuations, later.valuations);
    }
}

impl raw::Entity {
    /// A name that the entity is known by stays an alias, and one that is replaced becomes one, so that none is lost.
    fn name(&mut self, later: Text, over: &mut Over) {
        let Some(later) = later else { return };
        let is = |text: &Located<String>| text.value == later.value;
        if self.name.as_ref().is_none_or(is) || self.aliases.iter().any(is) {
            self.name.get_or_insert(later);
            return;
        }
        if let Some(old) = self.name.replace(later.clone()) {
            over.changed("name", old.value.clone(), later.value.clone());
            // What stands first is what it is called in pictures.
            if self.aliases.is_empty() {
                self.aliases.push(later);
            }
            self.aliases.push(old);
        }
    }
}

impl Lay for raw::Source {
    fn key(&self) -> Option<String> {
        id(&self.id)
    }

    fn called(&self) -> String {
        called("source", &self.id)
    }

    fn dropped(&self) -> Texts {
        self.drop.clone()
    }

    fn lay(&mut self, mut later: Self, over: &mut Over) {
        self.id = later.id;
        if later.made_kind {
            later.kind = None;
        }
        over.kept("kind", &mut self.kind, later.kind);
        texts!(over, self, later: publisher author title url date note);
        over.more("wire", &mut self.wire, later.wire);
    }
}

impl Lay for raw::Claim {
    fn key(&self) -> Option<String> {
        id(&self.id)
    }

    fn called(&self) -> String {
        called("claim", &self.id)
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        texts!(over, self, later: cite deal kind amount day percent status says held);
        over.instead("about", &mut self.about, later.about, value);
        over.instead("subject", &mut self.subject, later.subject, value);
    }
}

impl Lay for raw::Tie {
    fn key(&self) -> Option<String> {
        joined(&[&self.from, &self.relation, &self.to])
    }

    fn called(&self) -> String {
        format!("tie `{}`", self.key().unwrap_or_default())
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        texts!(over, self, later: share since note);
        over.cites("cite", &mut self.cite, later.cite);
    }
}

impl Lay for raw::Rate {
    fn key(&self) -> Option<String> {
        joined(&[&self.currency, &self.on])
    }

    fn called(&self) -> String {
        format!("rate `{}`", self.key().unwrap_or_default())
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        over.text("rate", &mut self.units, later.units);
        over.cites("cite", &mut self.cite, later.cite);
    }
}

impl Lay for raw::Backlog {
    fn key(&self) -> Option<String> {
        let whole = joined(&[&self.holder, &self.metric, &self.on])?;
        Some(format!("{whole} {}", id(&self.counterparty).unwrap_or_default()))
    }

    fn called(&self) -> String {
        format!("backlog `{}`", self.key().unwrap_or_default().trim())
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        texts!(over, self, later: total share);
        over.cites("cite", &mut self.cite, later.cite);
    }
}

impl Lay for raw::MarketShare {
    fn key(&self) -> Option<String> {
        joined(&[&self.market, &self.entity, &self.on])
    }

    fn called(&self) -> String {
        format!("market share `{}`", self.key().unwrap_or_default())
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        over.text("share", &mut self.share, later.share);
        over.cites("cite", &mut self.cite, later.cite);
    }
}

impl Lay for raw::Valued {
    fn key(&self) -> Option<String> {
        joined(&[&self.entity, &self.valuation.basis, &self.valuation.on])
    }

    fn called(&self) -> String {
        format!("valuation `{}`", self.key().unwrap_or_default())
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        over.text("worth", &mut self.valuation.worth, later.valuation.worth);
        over.cites("cite", &mut self.valuation.cite, later.valuation.cite);
    }
}

impl Lay for raw::Figure {
    fn key(&self) -> Option<String> {
        joined(&[&self.entity, &self.what, &self.period])
    }

    fn called(&self) -> String {
        format!("figure `{}`", self.key().unwrap_or_default())
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        texts!(over, self, later: ended amount note);
        over.cites("cite", &mut self.cite, later.cite);
    }
}

impl Lay for raw::CustomerShare {
    fn key(&self) -> Option<String> {
        let whole = joined(&[&self.entity, &self.period])?;
        Some(format!("{whole} {}", id(&self.customer).unwrap_or_default()))
    }

    fn called(&self) -> String {
        format!("customer share `{}`", self.key().unwrap_or_default().trim())
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        texts!(over, self, later: share ended note);
        over.cites("cite", &mut self.cite, later.cite);
    }
}
