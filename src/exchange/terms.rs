//! What an agreement says beside its amount, as columns of a row: of several running payments, payments to date, ways out,
//! pledges and expected events, each column has one value each, in the same order.

use super::value::{Value, of_range, written};
use crate::model::{Amount, Bound, Citation, Currency, Deal, Range};

/// Stands where one of several has none.
pub(super) const NONE: &str = "-";

/// A value of each; nothing if none has one.
pub(super) fn each<T>(all: &[T], of: impl Fn(&T) -> Option<String>) -> Option<Value> {
    let values: Vec<Option<String>> = all.iter().map(of).collect();
    let any = values.iter().any(Option::is_some);
    any.then(|| Value::list(values.into_iter().map(|own| own.unwrap_or_else(|| NONE.to_owned())))).flatten()
}

/// An amount as it was stated, where that is in the currency of the register; else what it comes to in that. In whole units:
/// the point of `15.944B` could be taken for one between thousands.
pub(super) fn stated(amount: &Amount, value: Range, base: Currency) -> String {
    if amount.currency != base {
        return of_range(value);
    }
    let figure = amount.figure.normalize();
    match amount.bound {
        Bound::Exactly => figure.to_string(),
        Bound::About => format!("~{figure}"),
        Bound::AtLeast => format!(">={figure}"),
        Bound::Over => format!(">{figure}"),
        Bound::UpTo => format!("<={figure}"),
        Bound::Between => format!("{figure}..{}", amount.upper.normalize()),
        Bound::Undisclosed => "?".to_owned(),
    }
}

/// The values of a deal, from its quantities to what was expected of it.
pub(super) fn terms(deal: &Deal, base: Currency) -> Vec<Option<Value>> {
    let (rate, paid, exit) = (&deal.rate, &deal.paid, &deal.exit);
    let (pledged, expected) = (&deal.pledged, &deal.expected);
    vec![
        each(&deal.quantity, |own| Some(own.stated.clone())),
        each(rate, |own| Some(stated(&own.amount, own.value, base))),
        each(rate, |own| Some(own.per.name().to_owned())),
        each(rate, |own| own.from.map(written)),
        each(rate, |own| own.until.map(written)),
        each(paid, |own| Some(stated(&own.amount, own.value, base))),
        each(paid, |own| Some(written(own.on))),
        each(exit, |own| Some(own.by.name().to_owned())),
        each(exit, |own| own.notice.clone()),
        each(exit, |own| own.from.map(written)),
        each(exit, |own| own.pays.as_ref().map(|(amount, value)| stated(amount, *value, base))),
        each(&deal.in_return, |own| Some(own.name().to_owned())),
        each(pledged, |own| Some(own.asset.clone())),
        each(pledged, |own| own.to.as_ref().map(ToString::to_string)),
        each(expected, |own| Some(own.status.name().to_owned())),
        each(expected, |own| Some(written(own.on))),
    ]
}

/// How many notes and sources of such facts have no column.
pub(super) fn without_column(deal: &Deal) -> usize {
    let said = |note: &Option<String>, cite: &[Citation]| usize::from(note.is_some() || !cite.is_empty());
    let rate = deal.rate.iter().map(|own| said(&own.note, &own.cite));
    let paid = deal.paid.iter().map(|own| said(&own.note, &own.cite));
    let exit = deal.exit.iter().map(|own| said(&own.note, &own.cite));
    let pledged = deal.pledged.iter().map(|own| said(&own.note, &own.cite));
    let expected = deal.expected.iter().map(|own| said(&own.note, &own.cite));
    rate.chain(paid).chain(exit).chain(pledged).chain(expected).sum()
}
