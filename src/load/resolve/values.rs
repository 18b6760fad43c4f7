//! Single values: words, amounts, dates, references.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::{Code, Located, Place, Text, names, raw, resolver::Resolver};
use crate::{
    load::quoted::quoted,
    model::{
        Amount, Citation, Currency, DealId, Entity, EntityId, EntityKind, Field, Range, Read, SourceId, UnknownWord,
        When, free_slug,
    },
};

/// The text alone.
pub(super) fn plain(text: &Text) -> Option<String> {
    text.as_ref().map(|located| located.value.clone())
}

/// A company of which only the name is known.
pub(super) fn company(id: EntityId, name: String) -> Entity {
    Entity {
        id,
        short: name.clone(),
        name,
        kind: EntityKind::Company,
        roles: Vec::new(),
        country: None,
        ticker: None,
        listing: None,
        aliases: Vec::new(),
        owners: Vec::new(),
        family: None,
        generation: None,
        availability: None,
        valuations: Vec::new(),
        note: None,
        cite: Vec::new(),
    }
}

impl Resolver<'_> {
    pub(in crate::load) fn word<W: FromStr<Err = UnknownWord>>(&mut self, text: &Text) -> Option<W> {
        let text = text.as_ref()?;
        let wrong = match text.as_str().parse() {
            Ok(word) => return Some(word),
            Err(wrong) => wrong,
        };
        let help = names::nearest(&wrong.said, wrong.names.iter().copied()).map_or_else(
            || format!("use one of: {}", wrong.names.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        self.report.push(Code::UnknownWord, wrong.to_string(), &text.at).help(help);
        None
    }

    pub(super) fn when(&mut self, text: &Text) -> Option<When> {
        let text = text.as_ref()?;
        text.as_str()
            .parse()
            .map_err(|error: crate::model::WhenError| {
                self.report
                    .push(Code::BadDate, error.message, &text.at)
                    .help("write `2025-05-23`, `2025-05`, `2025-Q2`, `2025`, or `<2025-05-23` for some day before");
            })
            .ok()
    }

    pub(super) fn decimal(&mut self, text: &Text) -> Option<Decimal> {
        let text = text.as_ref()?;
        Decimal::from_str_exact(text.as_str())
            .map_err(|_| {
                self.report.push(Code::BadNumber, format!("`{}` is not a number", text.value), &text.at);
            })
            .ok()
    }

    pub(super) fn currency(&mut self, text: &Located<String>) -> Option<Currency> {
        match text.value.parse::<Currency>() {
            Ok(currency) => Some(currency),
            Err(error) => {
                self.report.push(Code::UnknownWord, error.to_string(), &text.at).help(error.help());
                None
            }
        }
    }

    pub(super) fn url(&mut self, text: &Text) -> Option<String> {
        let text = text.as_ref()?;
        let fine = ["http://", "https://"].iter().any(|scheme| text.value.starts_with(scheme))
            && !text.value.chars().any(|c| c.is_whitespace() || matches!(c, '<' | '>' | '"'));
        if !fine {
            self.report
                .push(Code::BadUrl, format!("`{}` is not an http(s) address", text.value), &text.at)
                .help("an address begins with `https://` and has no blanks");
        }
        fine.then(|| text.value.clone())
    }

    /// The amount as stated, and its range in the base currency at the rate of the day (the latest rate if no day is
    /// given). Nothing stated is undisclosed.
    pub(in crate::load) fn amount(&mut self, text: &Text, day: Option<When>) -> Option<(Amount, Range)> {
        let Some(text) = text else {
            let amount = Amount::undisclosed();
            return Some((amount.clone(), amount.range()));
        };
        let amount: Amount = match text.as_str().parse() {
            Ok(amount) => amount,
            Err(error) => {
                let error: crate::model::AmountError = error;
                self.report.push(Code::BadAmount, error.message, &text.at).help(error.help);
                return None;
            }
        };
        if amount.currency == self.base || amount.range() == Range::UNKNOWN {
            let range = amount.range();
            return Some((amount, range));
        }
        let of_currency = || self.rates.iter().filter(|rate| rate.currency == amount.currency);
        let on_or_before = of_currency().rfind(|rate| day.is_none_or(|day| rate.on.day() <= day.day()));
        let Some(rate) = on_or_before.or_else(|| of_currency().next()).map(|rate| rate.rate) else {
            // Said once of a currency: one rate mends them all.
            if self.unrated.insert(amount.currency) {
                let (own, base) = (amount.currency, self.base);
                let on = day.map_or_else(|| "DAY".to_owned(), |day| day.day().to_string());
                let help = format!(
                    "say what one {own} was worth in {base} that day: --rate {own}=WORTH@{on}, or a table with \
                     --rates FILE; in a register, `[[rate]]` with currency = \"{own}\", rate, on and cite"
                );
                self.report.push(Code::NoRate, format!("there is no rate from {own} to {base}"), &text.at).help(help);
            }
            return None;
        };
        let range = amount.converted(rate, self.base).map_or(Range::UNKNOWN, |converted| converted.range());
        Some((amount, range))
    }

    pub(super) fn entity_id(&mut self, text: &Text) -> Option<EntityId> {
        let text = text.as_ref()?;
        match self.meant(text.as_str()).as_slice() {
            [one] => return Some(one.clone()),
            [] => {}
            several => {
                let several = several.to_vec();
                self.ambiguous(text.as_str(), &several, &text.at);
                return None;
            }
        }
        let ids = self.entities.keys().map(EntityId::as_str);
        let near = names::nearest(text.as_str(), ids).or_else(|| {
            let name = names::nearest(text.as_str(), self.companies.names().map(|(name, _)| name))?;
            self.companies.names().find(|(own, _)| *own == name).map(|(_, id)| id.as_str())
        });
        let help = near.map_or_else(|| self.new_entity(text.as_str()), |near| format!("did you mean `{near}`?"));
        self.report
            .push(Code::UnknownEntity, format!("no entity in this register is called `{}`", text.value), &text.at)
            .help(help);
        None
    }

    /// What to write for an entity that is called so: an id as ids are, and beside it the name.
    fn new_entity(&self, name: &str) -> String {
        if EntityId::new(name).is_ok() {
            return format!("add `[[entity]]` with id = \"{name}\"");
        }
        let id = free_slug(name, "company", |id| self.entities.contains_key(id));
        format!("add `[[entity]]` with id = \"{id}\" and name = {}", quoted(name))
    }

    pub(in crate::load) fn deal_id(&mut self, text: &Located<String>) -> Option<DealId> {
        if let Some((id, _)) = self.deal_ids.get_key_value(text.as_str()) {
            return Some(id.clone());
        }
        let near = names::nearest(text.as_str(), self.deal_ids.keys().map(DealId::as_str));
        let help = near.map(|near| format!("did you mean `{near}`?"));
        self.report
            .push(Code::UnknownDeal, format!("no deal in this register is called `{}`", text.value), &text.at)
            .help = help;
        None
    }

    pub(super) fn source_id(&mut self, text: &Located<String>) -> Option<SourceId> {
        if let Some((id, _)) = self.sources.get_key_value(text.as_str()) {
            return Some(id.clone());
        }
        if let Some(id) = self.by_page.get(text.as_str()) {
            return Some(id.clone());
        }
        let near = names::nearest(text.as_str(), self.sources.keys().map(SourceId::as_str));
        let help = near.map_or_else(
            || format!("add `[[source]]` with id = \"{}\"", text.value),
            |near| format!("did you mean `{near}`?"),
        );
        self.report
            .push(Code::UnknownSource, format!("no source in this register is called `{}`", text.value), &text.at)
            .help(help);
        None
    }

    /// The citations of a list, each source once: one that is cited twice is cited for both, and was read as much as
    /// either says.
    pub(super) fn cite(&mut self, cites: &[raw::Cite]) -> Vec<Citation> {
        let mut citations: Vec<Citation> = Vec::new();
        for raw in cites {
            let Some(source) = self.source_id(&raw.source) else { continue };
            let read = if raw.read.is_some() { self.word(&raw.read) } else { Some(Read::Page) };
            let Some(read) = read else { continue };
            if let Some(via) = raw.via.as_ref().filter(|_| read != Read::Named) {
                let message = format!("`{source}` was read, and need not be named by another page");
                self.report.push(Code::UnknownKey, message, &via.at).help("leave `via` out, or say read = \"named\"");
            }
            let of: Vec<Field> = raw.of.iter().filter_map(|text| self.word(&Some(text.clone()))).collect();
            let via = plain(&raw.via);
            match citations.iter_mut().find(|own| own.source == source) {
                Some(own) => {
                    own.via = if own.read <= read { own.via.take() } else { via };
                    own.read = own.read.min(read);
                    if own.of.is_empty() || of.is_empty() {
                        own.of.clear();
                    } else {
                        own.of.extend(of);
                        own.of.sort_unstable();
                        own.of.dedup();
                    }
                }
                None => citations.push(Citation { source, read, via, of }),
            }
        }
        citations
    }

    /// A figure without a source cannot be written down.
    pub(super) fn figure_needs_source(&mut self, cite: &[Citation], at: &Place, what: &str) {
        if cite.is_empty() {
            self.report
                .push(Code::NoSource, format!("this {what} rests on no source"), at)
                .help("say on whose word it is: cite = [\"...\"]");
        }
    }
}
