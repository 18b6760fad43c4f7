//! Later layers over earlier ones (docs/format.md#layers): a record that an earlier layer has too corrects the fields that
//! it gives and keeps the others. What it overrides is kept for the report.

mod deal;
mod over;
mod records;

use std::collections::BTreeMap;

use over::Over;

use super::{
    problem::{Code, Report},
    raw::{Record, Records, Texts},
};

/// A kind of record that a later layer can correct.
pub(super) trait Lay {
    /// What tells which record it is: the same key in a later layer is the same record.
    fn key(&self) -> Option<String>;

    /// What it is called in the report.
    fn called(&self) -> String;

    /// The keys that it takes away from the earlier record.
    fn dropped(&self) -> Texts {
        Vec::new()
    }

    /// Takes in what a later record says.
    fn lay(&mut self, later: Self, over: &mut Over);
}

/// Lays the records of later layers over those of earlier ones. Two of one layer stay two, which the resolver reports.
pub(super) fn overlay(report: &mut Report, records: &mut Records) {
    lay(report, &mut records.entities);
    lay(report, &mut records.sources);
    lay(report, &mut records.deals);
    lay(report, &mut records.claims);
    lay(report, &mut records.ties);
    lay(report, &mut records.rates);
    lay(report, &mut records.backlogs);
    lay(report, &mut records.market_shares);
    lay(report, &mut records.valued);
    lay(report, &mut records.figures);
    lay(report, &mut records.customer_shares);
}

fn lay<T: Lay>(report: &mut Report, records: &mut Vec<Record<T>>) {
    let mut kept: Vec<Record<T>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for record in std::mem::take(records) {
        let key = record.body.key();
        let earlier = key.as_ref().and_then(|key| places.get(key)).and_then(|&at| kept.get_mut(at));
        match earlier {
            Some(earlier) if earlier.layer < record.layer => {
                let Record { at, layer, body } = record;
                let mut over = Over::dropping(body.dropped());
                let (called, before) = (body.called(), earlier.at.clone());
                earlier.body.lay(body, &mut over);
                (earlier.layer, earlier.at) = (layer, at.clone());
                over.close(report, called, (&before, &at));
            }
            _ => {
                for text in record.body.dropped() {
                    let message =
                        format!("there is no earlier {} of which `{}` could go", record.body.called(), text.value);
                    report
                        .push(Code::UnknownWord, message, &text.at)
                        .help("`drop` is for a record that corrects one below");
                }
                if let Some(key) = key {
                    places.entry(key).or_insert(kept.len());
                }
                kept.push(record);
            }
        }
    }
    *records = kept;
}
