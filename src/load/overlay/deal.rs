//! A deal over an earlier record of it.

use super::{
    Lay,
    over::{Inner, Over, called, id, texts, value, words},
};
use crate::{
    load::raw::{self, Text, Texts},
    model::When,
};

impl Lay for raw::Deal {
    fn key(&self) -> Option<String> {
        id(&self.id)
    }

    fn called(&self) -> String {
        called("deal", &self.id)
    }

    fn dropped(&self) -> Texts {
        self.drop.clone()
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        self.id = later.id;
        let new_amount = later.amount.is_some();
        over.kept("kind", &mut self.kind, later.kind);
        texts!(over, self, later: title target on_behalf_of amount original term cloud stake conditions
            tranche_of part_of expands reciprocal_of no_arc confirmation conflict note);
        over.flag("round", &mut self.round, later.round);
        over.flag("day_unverified", &mut self.day_unverified, later.day_unverified);
        over.instead("payer", &mut self.payer, later.payer, value);
        over.instead("payee", &mut self.payee, later.payee, value);
        over.instead("chips", &mut self.chips, later.chips, value);
        over.instead("quantity", &mut self.quantity, later.quantity, value);
        over.instead("in_return", &mut self.in_return, later.in_return, value);
        over.instead("rate", &mut self.rate, later.rate, |own| words(&own.amount));
        over.instead("exit", &mut self.exit, later.exit, |own| words(&own.by));
        over.instead("pledged", &mut self.pledged, later.pledged, |own| words(&own.asset));
        over.instead("expected", &mut self.expected, later.expected, |own| words(&own.on));
        let part = |part: &raw::Installment| words(&part.amount);
        over.instead("installments", &mut self.installments, later.installments, part);
        over.more("supersedes", &mut self.supersedes, later.supersedes);
        over.more("overlaps", &mut self.overlaps, later.overlaps);
        over.cites("cite", &mut self.cite, later.cite);
        over.cites("contradicted_by", &mut self.contradicted_by, later.contradicted_by);
        let (rights, details, history, paid) = (later.rights, later.details, later.history, later.paid);
        self.inner_records(InnerRecords { rights, details, history, paid }, over);
        // Oldest first; entries of one day keep their order.
        self.history.sort_by_key(|event| day(&event.on));
        self.paid.sort_by_key(|paid| day(&paid.on));
        if new_amount && self.history.iter().any(|event| event.amount.is_some()) {
            over.remark = Some("amounts in its history still count from their days");
        }
    }
}

impl raw::Deal {
    /// Lays the records within the deal over those that it has.
    fn inner_records(&mut self, later: InnerRecords, over: &mut Over) {
        let rights = Inner::<raw::Right> {
            field: "rights",
            matching: |old, new| {
                let key = |right: &raw::Right| (id(&right.grant), id(&right.scope), id(&right.holder));
                old.iter().position(|own| key(own) == key(new))
            },
            called: |own| id(&own.scope),
            merge: |over, own, new| {
                texts!(over, own, new: bound on until ended note);
                over.cites("cite", &mut own.cite, new.cite);
            },
        };
        let details = Inner::<(String, String)> {
            field: "details",
            matching: |old, new| old.iter().position(|own| own.0 == new.0),
            called: |_| None,
            merge: |over, own, (field, text)| {
                if own.1 != text {
                    over.changed(&field, std::mem::replace(&mut own.1, text.clone()), text);
                }
            },
        };
        let history = Inner::<raw::Event> {
            field: "history",
            matching: same_event,
            called: |own| id(&own.on),
            merge: |over, own, new| {
                own.at = new.at;
                texts!(over, own, new: status mark amount note);
                over.cites("cite", &mut own.cite, new.cite);
            },
        };
        let paid = Inner::<raw::Paid> {
            field: "paid",
            matching: |old, new| old.iter().position(|own| id(&own.on) == id(&new.on)),
            called: |own| id(&own.on),
            merge: |over, own, new| {
                texts!(over, own, new: amount note);
                over.cites("cite", &mut own.cite, new.cite);
            },
        };
        over.inner(&rights, &mut self.rights, later.rights);
        over.inner(&paid, &mut self.paid, later.paid);
        over.inner(&details, &mut self.details, later.details);
        over.inner(&history, &mut self.history, later.history);
    }
}

/// The records within a deal.
struct InnerRecords {
    rights: Vec<raw::Right>,
    details: Vec<(String, String)>,
    history: Vec<raw::Event>,
    paid: Vec<raw::Paid>,
}

/// The entry of a history that a later one corrects: that of the same day, and of the same status if there is one.
fn same_event(old: &[raw::Event], new: &raw::Event) -> Option<usize> {
    let of_day = |own: &raw::Event| id(&own.on) == id(&new.on);
    let with_status = old.iter().position(|own| of_day(own) && id(&own.status) == id(&new.status));
    with_status.or_else(|| old.iter().rposition(of_day))
}

fn day(text: &Text) -> Option<jiff::civil::Date> {
    Some(text.as_ref()?.value.parse::<When>().ok()?.day())
}
