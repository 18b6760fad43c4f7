//! Every loop as it is found: nothing is kept.

use std::{
    io::Write,
    ops::ControlFlow,
    sync::atomic::{AtomicU32, Ordering},
};

use super::{Ask, Progress, ended::ended, rows};
use crate::{
    circuits::{Batch, Loop, Payments},
    cli::{
        args::{Format, ScanArgs},
        outcome::{End, Failure},
        output::Output,
    },
    terminal::Terminal,
};

/// Loops as text, made on the thread that found them.
#[derive(Default)]
struct Chunk {
    text: Vec<u8>,
    /// Where each loop's text ends.
    ends: Vec<usize>,
}

pub(super) fn run(
    args: &ScanArgs,
    ask: &Ask,
    payments: &Payments<'_>,
    terminal: &mut Terminal,
) -> Result<End, Failure> {
    let done = AtomicU32::new(0);
    let search = ask.search(payments, &done);
    let text = |batch: &Batch| {
        let mut chunk = Chunk::default();
        for edges in batch.iter() {
            line(ask.format, payments, &payments.circuit(edges), None, &mut chunk.text);
            chunk.ends.push(chunk.text.len());
        }
        chunk
    };
    let progress = Progress::searching(terminal);
    let mut writer = Lines::new(args, ask.format, terminal)?;
    let end = search.batches(&text, &ask.stop, &mut |chunk| {
        progress.at(done.load(Ordering::Relaxed), payments.graph().edges(), u128::from(writer.found));
        writer.put(&chunk, ask.limit)
    });
    drop(progress);
    let found = writer.finish(end.is_ok())?;
    ended(end, u128::from(found), terminal)
}

/// Paths of parallel payments, each one line.
pub(super) fn bundles(
    args: &ScanArgs,
    ask: &Ask,
    payments: &Payments<'_>,
    terminal: &mut Terminal,
) -> Result<End, Failure> {
    let done = AtomicU32::new(0);
    let search = ask.search(payments, &done);
    let progress = Progress::searching(terminal);
    let mut writer = Lines::new(args, ask.format, terminal)?;
    let mut chunk = Chunk::default();
    let end = search.visit_bundles(&ask.stop, &mut |edges, count| {
        chunk.text.clear();
        chunk.ends.clear();
        line(ask.format, payments, &payments.circuit(edges), Some(count), &mut chunk.text);
        chunk.ends.push(chunk.text.len());
        if writer.found.is_multiple_of(1024) {
            progress.at(done.load(Ordering::Relaxed), payments.graph().edges(), u128::from(writer.found));
        }
        writer.put(&chunk, ask.limit)
    });
    drop(progress);
    let found = writer.finish(end.is_ok())?;
    ended(end, u128::from(found), terminal)
}

fn line(format: Format, payments: &Payments<'_>, found: &Loop, count: Option<u64>, out: &mut Vec<u8>) {
    if format == Format::Csv {
        let mut cells = rows::cells(payments, found).to_vec();
        cells.extend(count.map(|count| count.to_string()));
        rows::csv(&cells, out);
    } else {
        rows::json(payments, found, count, out);
        out.push(b'\n');
    }
}

/// Where lines go, up to a limit.
struct Lines<'t> {
    out: Output<'t>,
    format: Format,
    found: u64,
    /// What went wrong while writing.
    failure: Option<Failure>,
}

impl<'t> Lines<'t> {
    fn new(args: &ScanArgs, format: Format, terminal: &'t mut Terminal) -> Result<Self, Failure> {
        let mut out = Output::new(args.output.as_deref(), terminal)?;
        match format {
            Format::Csv => {
                let names = rows::COLUMNS.iter().copied().chain(args.bundle.then_some("count"));
                writeln!(out, "{}", names.collect::<Vec<_>>().join(","))?;
            }
            Format::Json => write!(out, "{{\"schema\":\"roundtrip/scan/1\",\"loops\":[")?,
            _ => {}
        }
        Ok(Self { out, format, found: 0, failure: None })
    }

    fn put(&mut self, chunk: &Chunk, limit: u64) -> ControlFlow<()> {
        let room = usize::try_from(limit - self.found).unwrap_or(usize::MAX);
        let cut = chunk.ends.len() > room;
        let count = chunk.ends.len().min(room);
        let end = count.checked_sub(1).map_or(0, |last| chunk.ends[last]);
        if let Err(error) = self.write(&chunk.text[..end], &chunk.ends[..count]) {
            self.failure = Some(self.out.failure(error));
            return ControlFlow::Break(());
        }
        self.found += count as u64;
        if cut { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn write(&mut self, text: &[u8], ends: &[usize]) -> std::io::Result<()> {
        if self.format != Format::Json {
            return self.out.write_all(text);
        }
        let mut start = 0;
        for (at, &end) in ends.iter().enumerate() {
            self.out.write_all(if self.found == 0 && at == 0 { b"\n" } else { b",\n" })?;
            self.out.write_all(text[start..end].trim_ascii_end())?;
            start = end;
        }
        Ok(())
    }

    /// Ends the text and puts it in its place; how many loops there were.
    fn finish(mut self, complete: bool) -> Result<u64, Failure> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        if self.format == Format::Json {
            let end = writeln!(self.out, "\n],\"complete\":{complete},\"count\":{}}}", self.found);
            end.map_err(|error| self.out.failure(error))?;
        }
        self.out.keep()?;
        Ok(self.found)
    }
}
