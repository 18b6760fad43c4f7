//! What an agreement says beside its amount, in sentences and as data.

use super::citations::citations;
use crate::{
    answer::{
        Answer, Cell, Record,
        words::{self, from_to, part},
    },
    flow::Scope,
    measure::Ratio,
    model::{By, Citation, Deal, Exit, Expected, Fee, Paid, Per, Pledge, Quantity, Range, Register, Return},
};

/// Each of its facts: what it is called, and what is said of it, with the sources that are its own.
pub(super) fn lines(answer: &mut Answer<'_>, scope: &Scope<'_>, deal: &Deal) -> Vec<(&'static str, String)> {
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    let mut put = |name: &'static str, says: String, note: Option<&String>, cite: &[Citation]| {
        let note = note.map_or_else(String::new, |note| format!(" ({note})"));
        let cite = answer.cite(cite);
        lines.push((name, format!("{says}{note} {cite}").trim_end().to_owned()));
    };
    for own in &deal.quantity {
        put("Quantity", own.stated.clone(), None, &[]);
    }
    for own in &deal.rate {
        put("Running payment", fee(own, (deal.rate.len() > 1).then_some(scope)), own.note.as_ref(), &own.cite);
    }
    if let Some(all) = deal.fees_in_all() {
        put("Running payments in all", fees_in_all(all, deal, scope), None, &[]);
    }
    for own in &deal.paid {
        put("Paid to date", paid(own, deal), own.note.as_ref(), &own.cite);
    }
    for own in &deal.exit {
        put("Can be ended", exit(own), own.note.as_ref(), &own.cite);
    }
    if !deal.in_return.is_empty() {
        let got: Vec<&str> = deal.in_return.iter().map(|own| in_return(*own)).collect();
        put("The payer gets", words::and(&got), None, &[]);
    }
    for own in &deal.pledged {
        let to = own.to.as_ref().map_or_else(String::new, |to| format!(", to {}", scope.register.name(to)));
        put("Pledged", format!("{}{to}", own.asset), own.note.as_ref(), &own.cite);
    }
    for own in &deal.expected {
        put("Expected", format!("{} by {}", own.status.words(), words::date(own.on)), own.note.as_ref(), &own.cite);
    }
    lines
}

/// `$1.25bn a month, July 2026 to May 2029`; one of several says what it comes to by itself.
fn fee(fee: &Fee, one_of: Option<&Scope<'_>>) -> String {
    let per = match fee.per {
        Per::Month => "a month",
        Per::Quarter => "a quarter",
        Per::Year => "a year",
    };
    let all = one_of.and_then(|scope| Some(fee.in_all()?.words(scope.register.base)));
    let all = all.map_or_else(String::new, |all| format!(": {all} in all"));
    format!("{} {per}{}{all}", fee.amount.words(), from_to(fee.from, fee.until))
}

/// `$43.8bn, beside $45bn of the deal: 97.2 %`.
fn fees_in_all(all: Range, deal: &Deal, scope: &Scope<'_>) -> String {
    let base = scope.register.base;
    match deal.value.stated {
        Some(_) => {
            let share = part(Ratio::of(all, deal.value));
            format!("{}, beside {} of the deal: {share}", all.words(base), deal.amount.words())
        }
        None => format!("{}; no amount of the deal is stated", all.words(base)),
    }
}

/// `$11.9bn by 2026-06-30, of $13bn: 91.5 %`.
fn paid(paid: &Paid, deal: &Deal) -> String {
    let by = format!("{} by {}", paid.amount.words(), words::date(paid.on));
    match (paid.value.stated, deal.value.stated) {
        (Some(_), Some(_)) => format!("{by}, of {}: {}", deal.amount.words(), part(Ratio::of(paid.value, deal.value))),
        _ => by,
    }
}

/// `by either party, on notice of 90 days, from August 2026; whoever ends it pays $4.8bn`.
fn exit(exit: &Exit) -> String {
    let by = match exit.by {
        By::Payer => "by the payer",
        By::Payee => "by the payee",
        By::Either => "by either party",
    };
    let notice = exit.notice.as_ref().map_or_else(String::new, |notice| format!(", on notice of {notice}"));
    let from = exit.from.map_or_else(String::new, |from| format!(", from {}", words::date(from)));
    let pays =
        exit.pays.as_ref().map_or_else(String::new, |(amount, _)| format!("; whoever ends it pays {}", amount.words()));
    format!("{by}{notice}{from}{pays}")
}

/// What a payer gets, in a sentence.
fn in_return(what: Return) -> &'static str {
    match what {
        Return::Interest => "its money back, with interest",
        Return::Notes => "notes that can become shares",
        Return::Capacity => "the use of computing",
        Return::Site => "the use of a site",
        Return::RevenueShare => "a share of revenue",
        Return::Guarantee => "a guarantee",
        Return::Licence => "a licence",
        other => other.name(),
    }
}

/// The same as data: what can be counted of each.
pub(super) fn record(register: &Register, deal: &Deal) -> Record {
    Record::new()
        .with("quantities", Cell::list(deal.quantity.iter().map(quantity)))
        .with("rate", Cell::list(deal.rate.iter().map(|own| fee_record(register, own))))
        .with("rate_in_all", deal.fees_in_all())
        .with("paid", Cell::list(deal.paid.iter().map(|own| paid_record(register, own, deal))))
        .with("exit", Cell::list(deal.exit.iter().map(|own| exit_record(register, own))))
        .with("in_return", Cell::list(deal.in_return.iter().map(|own| own.name())))
        .with("pledged", Cell::list(deal.pledged.iter().map(|own| pledge(register, own))))
        .with("expected", Cell::list(deal.expected.iter().map(|own| expected(register, own))))
}

fn quantity(own: &Quantity) -> Record {
    let Range { stated, low, high } = own.number;
    // The zero of what is not known is none.
    let low = own.unit.as_ref().map(|_| low);
    Record::new()
        .with("stated", &own.stated)
        .with("number", Cell::Money(stated))
        .with("low", Cell::Money(low))
        .with("high", Cell::Money(high))
        .with("unit", own.unit.as_ref())
}

fn fee_record(register: &Register, own: &Fee) -> Record {
    Record::new()
        .with("stated", own.amount.to_string())
        .with("amount", own.value)
        .with("per", own.per.name())
        .with("from", own.from)
        .with("until", own.until)
        .with("in_all", own.in_all())
        .and(said(register, own.note.as_ref(), &own.cite))
}

fn paid_record(register: &Register, own: &Paid, deal: &Deal) -> Record {
    Record::new()
        .with("on", own.on)
        .with("stated", own.amount.to_string())
        .with("amount", own.value)
        .with("share", Cell::Part(Ratio::of(own.value, deal.value)))
        .and(said(register, own.note.as_ref(), &own.cite))
}

fn exit_record(register: &Register, own: &Exit) -> Record {
    let pays = own.pays.as_ref();
    Record::new()
        .with("by", own.by.name())
        .with("notice", own.notice.as_ref())
        .with("from", own.from)
        .with("stated", pays.map(|(amount, _)| amount.to_string()))
        .with("amount", pays.map(|(_, value)| *value))
        .and(said(register, own.note.as_ref(), &own.cite))
}

fn pledge(register: &Register, own: &Pledge) -> Record {
    Record::new().with("asset", &own.asset).with("to", own.to.as_ref()).and(said(
        register,
        own.note.as_ref(),
        &own.cite,
    ))
}

fn expected(register: &Register, own: &Expected) -> Record {
    Record::new().with("on", own.on).with("status", own.status).and(said(register, own.note.as_ref(), &own.cite))
}

/// What is said beside every fact.
fn said(register: &Register, note: Option<&String>, cite: &[Citation]) -> Record {
    let noted = Record::new().with("note", note).with("sources", Cell::list(register.nearest(cite)));
    noted.with("citations", citations(register, cite))
}
