//! Loops as lines.

use super::{csv, form::Form, json, line::Line, listing::Listing, steps::Steps};
use crate::circuits::Loop;

/// Writes loops as lines, one after the other; each thread needs its own.
#[derive(Debug)]
pub struct Writer<'l> {
    listing: &'l Listing<'l>,
    form: Form,
    steps: Steps<'l>,
    line: Line,
}

impl<'l> Writer<'l> {
    /// A writer of loops of these payments. It takes some two megabytes.
    pub fn new(listing: &'l Listing<'l>, form: Form) -> Self {
        Self { listing, form, steps: Steps::new(listing, form), line: Line::default() }
    }

    /// Appends a loop: a JSON object, or a row of a spreadsheet; without the end of the line. `count` is the number of
    /// loops that the line stands for, if it stands for all parallel payments along a path.
    pub fn put(&mut self, found: &Loop, count: Option<u64>, out: &mut Vec<u8>) {
        self.gather(found);
        match self.form {
            Form::Json => json::put(self.listing, &self.line, count, out),
            Form::Csv => csv::put(self.listing, &self.line, count, out),
        }
    }

    /// Looks up what is said of a loop.
    fn gather(&mut self, found: &Loop) {
        let Self { listing, form, steps, line } = self;
        let (times, apart) = (listing.ledger().times(), form.apart().len());
        line.clear();
        for &row in &found.rows {
            let step = steps.of(row);
            step.name.put(&mut line.names);
            step.place.put(&mut line.places);
            if let Some(times) = times {
                let start = line.times.len();
                step.time.put(&mut line.times);
                let range = start..line.times.len() - apart;
                line.period.add(times[row as usize], range);
            }
            step.amount.put(&mut line.amounts);
            if listing.has_currencies {
                line.add_currency(apart, |list| step.currency.put(list));
            }
            step.file.put(&mut line.files);
            line.quoted |= step.quoted;
            line.hashes.push(step.hash);
        }
        line.end(apart);
        line.bottleneck = found.bottleneck(listing.ledger());
    }
}
