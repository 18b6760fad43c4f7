//! Deals and their histories.

use std::collections::BTreeMap;

use super::{Code, Place, Record, raw, resolver::Resolver, values};
use crate::model::{Confirmation, Deal, DealId, EntityId, Event, Family, Installment, Kind, Mark, Right, Status, When};

impl Resolver<'_> {
    /// Every deal that could be read, with its place.
    pub(super) fn deals(&mut self, records: &[Record<raw::Deal>]) -> BTreeMap<DealId, (Place, Deal)> {
        let unique = self.unique(records, "deal", |d| {
            d.id.as_ref().map(|text| (text, DealId::new(text.as_str()).map_err(|bad| bad.suggestion)))
        });
        self.deal_ids = unique.iter().map(|(id, record)| (id.clone(), record.at.clone())).collect();
        let mut deals = BTreeMap::new();
        for (id, record) in unique {
            if let Some(deal) = self.deal(&id, record) {
                deals.insert(id, (record.at.clone(), deal));
            }
        }
        deals
    }

    fn deal(&mut self, id: &DealId, Record { body, at, .. }: &Record<raw::Deal>) -> Option<Deal> {
        let kind: Option<Kind> = self.word(&body.kind);
        let (payers, payees) = (self.parties(&body.payer), self.parties(&body.payee));
        self.check_parties(kind, body, at, (&payers, &payees));
        let first_day = body.history.first().and_then(|event| event.on.as_ref()?.as_str().parse::<When>().ok());
        let amount = self.amount(&body.amount, first_day);
        let (cite, contradicted_by) = (self.cite(&body.cite), self.cite(&body.contradicted_by));
        let history = self.history(&body.history, at);
        if cite.is_empty() && (history.is_empty() || history.iter().any(|event| event.cite.is_empty())) {
            // A record that is kept because it is false may have no source but those that contradict it.
            self.figure_needs_source(&contradicted_by, at, "deal");
        }
        let kind = kind?;
        let (amount, value) = amount?;
        let title = values::plain(&body.title).unwrap_or_else(|| self.title(kind, &payers, &payees));
        Some(Deal {
            id: id.clone(),
            title,
            kind,
            payers,
            payees,
            target: self.entity_id(&body.target),
            on_behalf_of: self.entity_id(&body.on_behalf_of),
            amount,
            value,
            original: values::plain(&body.original),
            round: body.round.unwrap_or_default(),
            term: values::plain(&body.term),
            chips: self.parties(&body.chips),
            cloud: self.entity_id(&body.cloud),
            quantity: self.quantities(body),
            stake: values::plain(&body.stake),
            installments: self.installments(&body.installments),
            rate: self.fees(&body.rate, at, first_day),
            paid: self.paid(&body.paid, at),
            exit: self.exits(&body.exit, first_day),
            in_return: self.in_return(&body.in_return),
            pledged: self.pledges(&body.pledged),
            expected: self.expected(&body.expected),
            rights: body.rights.iter().filter_map(|right| self.right(right)).collect(),
            conditions: values::plain(&body.conditions),
            tranche_of: body.tranche_of.as_ref().and_then(|t| self.deal_id(t)),
            part_of: body.part_of.as_ref().and_then(|t| self.deal_id(t)),
            supersedes: body.supersedes.iter().filter_map(|t| self.deal_id(t)).collect(),
            expands: body.expands.as_ref().and_then(|t| self.deal_id(t)),
            overlaps: body.overlaps.iter().filter_map(|t| self.deal_id(t)).collect(),
            reciprocal_of: body.reciprocal_of.as_ref().and_then(|t| self.deal_id(t)),
            no_arc: values::plain(&body.no_arc),
            confirmation: self.confirmation(body),
            day_unverified: body.day_unverified.unwrap_or_default(),
            conflict: values::plain(&body.conflict),
            note: values::plain(&body.note),
            extra: body.details.clone(),
            history,
            cite,
            contradicted_by,
            displaced_on: None,
            set_aside: Vec::new(),
        })
    }

    fn confirmation(&mut self, body: &raw::Deal) -> Confirmation {
        let said = body.confirmation.as_ref().and_then(|_| self.word(&body.confirmation));
        said.unwrap_or(Confirmation::Reported)
    }

    fn parties(&mut self, texts: &[super::Located<String>]) -> Vec<EntityId> {
        let mut ids = Vec::new();
        for text in texts {
            ids.extend(self.entity_id(&Some(text.clone())).filter(|id| !ids.contains(id)));
        }
        ids
    }

    fn check_parties(
        &mut self,
        kind: Option<Kind>,
        body: &raw::Deal,
        at: &Place,
        (payers, payees): (&[EntityId], &[EntityId]),
    ) {
        let unnamed_buyer = kind.is_some_and(|kind| kind.family() == Family::Transfer);
        if body.payer.is_empty() && !unnamed_buyer {
            self.report.push(Code::MissingKey, "this deal has no `payer`", at).help("who gives the value?");
        }
        if body.payee.is_empty() {
            self.report.push(Code::MissingKey, "this deal has no `payee`", at).help("who gets the value?");
        }
        if let Some(both) = payers.iter().find(|payer| payees.contains(payer) && !self.is_nobody(payer)) {
            let mut places = body.payer.iter().chain(&body.payee);
            let place = places.rfind(|text| self.known(text.as_str()).as_ref() == Some(both));
            let place = place.map_or(at, |text| &text.at).clone();
            self.report
                .push(Code::SelfPayment, format!("`{both}` would pay itself"), &place)
                .help("payer and payee are two; a deal within one company moves no money");
        }
    }

    /// What to call a deal that has no title: "OpenAI rents computing from AWS".
    fn title(&self, kind: Kind, payers: &[EntityId], payees: &[EntityId]) -> String {
        let name = |ids: &[EntityId]| match ids {
            [] => "an unnamed buyer".to_owned(),
            [one] => self.entities.get(one).map_or_else(|| one.to_string(), |e| e.short.clone()),
            [first, rest @ ..] => {
                let first = self.entities.get(first).map_or_else(|| first.to_string(), |e| e.short.clone());
                format!("{first} and {} other{}", rest.len(), if rest.len() == 1 { "" } else { "s" })
            }
        };
        format!("{} {} {}", name(payers), kind.verb(), name(payees))
    }

    fn installments(&mut self, raw: &[raw::Installment]) -> Vec<Installment> {
        let read = |it: &mut Self, raw: &raw::Installment| {
            let (amount, on) = (it.amount(&raw.amount, None), it.when(&raw.on));
            amount.map(|(amount, _)| Installment { amount, on, note: values::plain(&raw.note) })
        };
        raw.iter().filter_map(|raw| read(self, raw)).collect()
    }

    fn right(&mut self, raw: &raw::Right) -> Option<Right> {
        let (grant, holder, bound) = (self.word(&raw.grant), self.entity_id(&raw.holder), self.entity_id(&raw.bound));
        let (on, ended, cite) = (self.when(&raw.on), self.when(&raw.ended), self.cite(&raw.cite));
        if let (Some(on), Some(ended)) = (on, ended)
            && ended.day() < on.day()
        {
            let message = format!("this right ends {ended} and begins {on}");
            self.report
                .push(Code::HistoryOrder, message, &raw.at)
                .help("`on` is its first day, `ended` the first without it");
        }
        let (until, note) = (values::plain(&raw.until), values::plain(&raw.note));
        let scope = values::plain(&raw.scope)?;
        Some(Right { grant: grant?, scope, holder, bound, on, until, ended, note, cite })
    }

    fn history(&mut self, raw: &[raw::Event], at: &Place) -> Vec<Event> {
        if raw.is_empty() {
            self.report
                .push(Code::MissingKey, "this deal has no `history`", at)
                .help("say when it was what: history = [{ on = \"2025-11-03\", status = \"signed\" }]");
        }
        let mut events: Vec<Event> = Vec::new();
        let mut rung: Option<(Status, Place)> = None;
        for raw in raw {
            let (on, status) = (self.when(&raw.on), self.word::<Status>(&raw.status));
            let mark = self.word::<Mark>(&raw.mark);
            let amount = raw.amount.as_ref().and_then(|_| self.amount(&raw.amount, on));
            let cite = self.cite(&raw.cite);
            let Some(on) = on else { continue };
            if let Some(last) = events.last()
                && on.day() < last.on.day()
            {
                let message = format!("{on} comes after {} in this history, and is earlier", last.on);
                self.report.push(Code::HistoryOrder, message, &raw.at).help("write the oldest entry first");
            }
            if let Some(status) = status {
                self.check_step(rung.as_ref(), status, &raw.at);
                rung = Some((status, raw.at.clone()));
            }
            events.push(Event { on, status, mark, amount, note: values::plain(&raw.note), cite });
        }
        if rung.is_none() && !raw.is_empty() && raw.iter().all(|event| event.status.is_none()) {
            self.report.push(Code::StatusNowhere, "no entry of this history gives a status", at);
        }
        events
    }

    /// A deal moves up the ladder or leaves it. It does not move down, and once it has left it does not come back.
    fn check_step(&mut self, before: Option<&(Status, Place)>, after: Status, at: &Place) {
        let Some((before, place)) = before else {
            return;
        };
        let help = if !before.is_live() {
            "a deal that has ended stays so; a new agreement is a new deal that `supersedes` it"
        } else if after < *before {
            "a deal does not climb down; leave the status out of this entry and keep its note, or let the deal lapse"
        } else {
            return;
        };
        let message = format!("a deal that is {} does not become {}", before.words(), after.words());
        self.report.push(Code::StatusNowhere, message, at).also(place, "since here").help(help);
    }
}
