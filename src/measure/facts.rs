//! Where what stands beside the deals contradicts them: what was paid, what is paid a month, and who the customers are.

use jiff::civil::Date;

use super::Finding;
use crate::model::{Confirmation, CustomerShare, Deal, EntityId, Family, Range, Register, Status};

/// Says every such contradiction as of a day. Linear in the deals and their facts, and in the deals for each share of a
/// customer.
pub(super) fn contradicting_facts(register: &Register, as_of: Date, say: &mut impl FnMut(Finding, &str, String)) {
    let live =
        |deal: &&Deal| deal.confirmation != Confirmation::False && deal.status_on(as_of).is_some_and(Status::is_live);
    for deal in register.deals.values().filter(live) {
        paid(register, deal, as_of, say);
        running(register, deal, as_of, say);
    }
    for share in register.customer_shares.iter().filter(|share| share.ended.day() <= as_of) {
        customer(register, share, as_of, say);
    }
}

/// Whether a range lies wholly above another.
fn above(one: Range, other: Range) -> bool {
    other.high.is_some_and(|high| one.low > high)
}

/// What was paid against the amount and against what was paid before.
fn paid(register: &Register, deal: &Deal, as_of: Date, say: &mut impl FnMut(Finding, &str, String)) {
    let (id, base, value) = (deal.id.as_str(), register.base, deal.value_on(as_of));
    let known = || deal.paid.iter().filter(|paid| paid.on.day() <= as_of);
    for (before, after) in known().zip(known().skip(1)) {
        if above(before.value, after.value) {
            let (was, is) = (before.amount.words(), after.amount.words());
            say(Finding::PaidFalls, id, format!("{was} by {}, and {is} by {}", before.on, after.on));
        }
    }
    let Some(last) = deal.paid_on(as_of) else { return };
    let (words, whole) = (format!("{} by {}", last.amount.words(), last.on), value.words(base));
    if above(last.value, value) {
        say(Finding::Overpaid, id, format!("{words} of {whole}"));
    }
    // What was bought may be owed when all that it waited for has come; what was invested has been paid.
    let is_paid = deal.kind.family() == Family::Investment && deal.mark_on(as_of).is_none();
    let closed = deal.since(Status::Closed, as_of).filter(|on| is_paid && on.day() <= last.on.day());
    if let Some(on) = closed
        && above(value, last.value)
    {
        say(Finding::PartPaid, id, format!("closed on {on}, {words} of {whole}"));
    }
}

/// What is paid again and again, over its time, against the amount.
fn running(register: &Register, deal: &Deal, as_of: Date, say: &mut impl FnMut(Finding, &str, String)) {
    let (Some(all), value) = (deal.fees_in_all(), deal.value_on(as_of)) else { return };
    if above(all, value) || above(value, all) {
        let (all, value) = (all.words(register.base), value.words(register.base));
        say(Finding::Rate, deal.id.as_str(), format!("{all} over its time, beside {value}"));
    }
}

/// A customer that makes up a share of a company's revenue, and pays it by no deal.
fn customer(register: &Register, share: &CustomerShare, as_of: Date, say: &mut impl FnMut(Finding, &str, String)) {
    let Some(customer) = &share.customer else { return };
    let owner = |id: &EntityId| register.owner_on(id, as_of).clone();
    let (payer, payee) = (owner(customer), owner(&share.entity));
    let has = |ids: &[EntityId], end: &EntityId| ids.iter().any(|id| owner(id) == *end);
    let pays = |deal: &&Deal| {
        let known = deal.confirmation != Confirmation::False && deal.is_known_on(as_of);
        known && deal.kind.family() == Family::Purchase && has(&deal.payers, &payer) && has(&deal.payees, &payee)
    };
    if payer != payee && !register.deals.values().any(|deal| pays(&deal)) {
        let company = register.name(&share.entity);
        let says = format!("{} of the revenue of {company} in {}, and no purchase", share.share, share.period);
        say(Finding::Customers, customer.as_str(), says);
    }
}
