//! What an agreement says beside its amount.

use super::{Code, Place, raw, resolver::Resolver, values};
use crate::{
    load::quoted::quoted,
    model::{Exit, Expected, Fee, Paid, Pledge, Quantity, Return, When},
};

impl Resolver<'_> {
    /// How much of what; words that do not tell are kept, and said.
    pub(super) fn quantities(&mut self, body: &raw::Deal) -> Vec<Quantity> {
        let mut quantities = Vec::new();
        for text in &body.quantity {
            let quantity = Quantity::read(text.as_str());
            if quantity.is_unclear() {
                let words = text.as_str().trim();
                let help = if Quantity::read(&format!("{words} chips")).is_unclear() {
                    let note = body.note.as_ref().map_or_else(String::new, |note| format!("{}; ", note.as_str()));
                    format!("put the words into its note: note = {}", quoted(&format!("{note}{words}")))
                } else {
                    format!("say what is counted: quantity = {}", quoted(&format!("{words} chips")))
                };
                let message = format!("`{words}` does not say how many of what");
                self.report.push(Code::UnclearQuantity, message, &text.at).help(help);
            }
            quantities.push(quantity);
        }
        quantities
    }

    /// What is paid again and again; amounts in another currency at the rate of the deal's first day.
    pub(super) fn fees(&mut self, raw: &[raw::Fee], at: &Place, day: Option<When>) -> Vec<Fee> {
        let mut fees = Vec::new();
        for raw in raw {
            let (amount, per) = (self.amount(&raw.amount, day), self.word(&raw.per));
            let (from, until) = (self.when(&raw.from), self.when(&raw.until));
            let cite = self.cite(&raw.cite);
            if let (Some(from), Some(until)) = (from, until)
                && until.day() < from.day()
            {
                let message = format!("this payment begins {from} and ends {until}");
                self.report
                    .push(Code::HistoryOrder, message, at)
                    .help("`from` is its first day or month, `until` its last");
            }
            if let (Some((amount, value)), Some(per)) = (amount, per) {
                fees.push(Fee { amount, value, per, from, until, note: values::plain(&raw.note), cite });
            }
        }
        fees
    }

    /// What had been paid by when, which never falls.
    pub(super) fn paid(&mut self, raw: &[raw::Paid], at: &Place) -> Vec<Paid> {
        let mut paid: Vec<Paid> = Vec::new();
        for raw in raw {
            let on = self.when(&raw.on);
            let (amount, cite) = (self.amount(&raw.amount, on), self.cite(&raw.cite));
            let (Some(on), Some((amount, value))) = (on, amount) else { continue };
            if let Some(last) = paid.last()
                && on.day() < last.on.day()
            {
                let message = format!("{on} comes after {} in what was paid, and is earlier", last.on);
                self.report.push(Code::HistoryOrder, message, at).help("write the oldest entry first");
            }
            paid.push(Paid { on, amount, value, note: values::plain(&raw.note), cite });
        }
        paid
    }

    pub(super) fn exits(&mut self, raw: &[raw::Exit], day: Option<When>) -> Vec<Exit> {
        let mut exits = Vec::new();
        for raw in raw {
            let (by, from, cite) = (self.word(&raw.by), self.when(&raw.from), self.cite(&raw.cite));
            let pays = raw.pays.as_ref().and_then(|_| self.amount(&raw.pays, day));
            let (notice, note) = (values::plain(&raw.notice), values::plain(&raw.note));
            exits.extend(by.map(|by| Exit { by, notice, from, pays, note, cite }));
        }
        exits
    }

    pub(super) fn in_return(&mut self, raw: &raw::Texts) -> Vec<Return> {
        raw.iter().filter_map(|text| self.word(&Some(text.clone()))).collect()
    }

    pub(super) fn pledges(&mut self, raw: &[raw::Pledge]) -> Vec<Pledge> {
        let mut pledges = Vec::new();
        for raw in raw {
            let (to, cite) = (self.entity_id(&raw.to), self.cite(&raw.cite));
            let asset = values::plain(&raw.asset);
            pledges.extend(asset.map(|asset| Pledge { asset, to, note: values::plain(&raw.note), cite }));
        }
        pledges
    }

    pub(super) fn expected(&mut self, raw: &[raw::Expected]) -> Vec<Expected> {
        let mut expected = Vec::new();
        for raw in raw {
            let (on, status, cite) = (self.when(&raw.on), self.word(&raw.status), self.cite(&raw.cite));
            if let (Some(on), Some(status)) = (on, status) {
                expected.push(Expected { on, status, note: values::plain(&raw.note), cite });
            }
        }
        expected
    }
}
