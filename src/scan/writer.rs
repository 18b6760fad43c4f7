//! Loops as lines.

use super::{chunk::Chunk, csv, form::Form, format::Format, json, line::Line, listing::Listing, steps::Steps};
use crate::circuits::Loop;

/// Writes loops as lines, one after the other; each thread needs its own.
#[derive(Debug)]
pub struct Writer<'l> {
    listing: &'l Listing<'l>,
    format: Format,
    apart: usize,
    steps: Steps<'l>,
    line: Line,
}

impl<'l> Writer<'l> {
    /// A writer of loops of these payments. It takes some two megabytes.
    pub fn new(listing: &'l Listing<'l>, format: Format) -> Self {
        let form = if format == Format::Csv { Form::Csv } else { Form::Json };
        let apart = form.apart().len();
        Self { listing, format, apart, steps: Steps::new(listing, form), line: Line::default() }
    }

    /// Adds a loop to a chunk. `count` is the number of loops that it stands for, if it stands for all parallel payments
    /// along a path.
    pub fn put(&mut self, found: &Loop, count: Option<u64>, chunk: &mut Chunk) {
        let Chunk { text, ends, .. } = chunk;
        #[cfg(feature = "parquet")]
        if self.format == Format::Parquet {
            self.line.hashes.clear();
            self.line.hashes.extend(found.rows.iter().map(|&row| self.steps.of(row).hash));
            super::id::put(&self.line.hashes, text);
            chunk.rows.extend_from_slice(&found.rows);
            chunk.counts.extend(count);
            ends.push(chunk.rows.len());
            return;
        }
        self.gather(found);
        if self.format == Format::Json {
            // The very first has no comma before it.
            text.extend_from_slice(b",\n");
        }
        if self.format == Format::Csv {
            csv::put(self.listing, &self.line, count, text);
        } else {
            json::put(self.listing, &self.line, count, text);
        }
        if self.format != Format::Json {
            text.push(b'\n');
        }
        ends.push(text.len());
    }

    /// Looks up what is said of a loop.
    fn gather(&mut self, found: &Loop) {
        let Self { listing, apart, steps, line, .. } = self;
        let (times, apart) = (listing.ledger().times(), *apart);
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
