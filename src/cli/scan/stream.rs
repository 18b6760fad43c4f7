//! Every loop as it is found: nothing is kept.

use std::{
    io::Write,
    ops::ControlFlow,
    sync::atomic::{AtomicU32, Ordering},
};

use super::{Ask, Progress, draw, ended::ended};
use crate::{
    circuits::{Batch, Loop},
    cli::{
        args::{Format, ScanArgs},
        outcome::{End, Failure},
        output::Output,
    },
    scan::{Form, Listing, Pool, Writer, header},
    terminal::Terminal,
};

/// Loops as text, made on the thread that found them.
#[derive(Default)]
struct Chunk {
    text: Vec<u8>,
    /// Where each loop's text ends.
    ends: Vec<usize>,
    /// The first of them, for a picture.
    loops: Vec<Loop>,
}

impl Chunk {
    fn put(&mut self, format: Format, writer: &mut Writer<'_>, found: &Loop, count: Option<u64>) {
        if format == Format::Json {
            // The very first has none before it.
            self.text.extend_from_slice(b",\n");
        }
        writer.put(found, count, &mut self.text);
        if format != Format::Json {
            self.text.push(b'\n');
        }
        self.ends.push(self.text.len());
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.loops.clear();
    }
}

pub(super) fn run(args: &ScanArgs, ask: &Ask, listing: &Listing<'_>, terminal: &mut Terminal) -> Result<End, Failure> {
    let (done, payments) = (AtomicU32::new(0), listing.payments());
    let drawn = if args.draw.is_some() { draw::USUAL } else { 0 };
    let (writers, chunks) = (Pool::new(), Pool::<Chunk>::new());
    let text = |batch: &Batch| {
        let mut chunk = chunks.take(Chunk::default);
        let (mut writer, mut found) = writers.take(|| (Writer::new(listing, form(ask.format)), Loop::default()));
        for edges in batch.iter() {
            payments.circuit_into(edges, &mut found);
            chunk.put(ask.format, &mut writer, &found, None);
            if chunk.loops.len() < drawn {
                chunk.loops.push(found.clone());
            }
        }
        writers.give((writer, found));
        chunk
    };
    let progress = Progress::searching(terminal);
    let mut lines = Lines::new(args, ask.format, listing, terminal)?;
    let mut loops: Vec<Loop> = Vec::new();
    let end = ask.search(payments, &done).batches(&text, &ask.stop, &mut |mut chunk| {
        progress.at(done.load(Ordering::Relaxed), payments.graph().edges(), u128::from(lines.found));
        let flow = lines.put(&chunk, ask.limit);
        loops.extend(chunk.loops.drain(..).take(drawn - loops.len()));
        chunk.clear();
        chunks.give(chunk);
        flow
    });
    drop(progress);
    let found = lines.finish(end.is_ok())?;
    loops.truncate(usize::try_from(found).unwrap_or(usize::MAX));
    draw::run(args, ask, listing, (&loops, found, end.is_ok()), terminal)?;
    ended(end, u128::from(found), ask.fail_if.as_ref(), terminal)
}

/// Paths of parallel payments, each one line.
pub(super) fn bundles(
    args: &ScanArgs,
    ask: &Ask,
    listing: &Listing<'_>,
    terminal: &mut Terminal,
) -> Result<End, Failure> {
    let (done, payments) = (AtomicU32::new(0), listing.payments());
    let progress = Progress::searching(terminal);
    let mut lines = Lines::new(args, ask.format, listing, terminal)?;
    let (mut writer, mut found) = (Writer::new(listing, form(ask.format)), Loop::default());
    let mut chunk = Chunk::default();
    let end = ask.search(payments, &done).visit_bundles(&ask.stop, &mut |edges, count| {
        payments.circuit_into(edges, &mut found);
        chunk.clear();
        chunk.put(ask.format, &mut writer, &found, Some(count));
        if lines.found.is_multiple_of(1024) {
            progress.at(done.load(Ordering::Relaxed), payments.graph().edges(), u128::from(lines.found));
        }
        lines.put(&chunk, ask.limit)
    });
    drop(progress);
    let found = lines.finish(end.is_ok())?;
    ended(end, u128::from(found), ask.fail_if.as_ref(), terminal)
}

/// The form of a line in a format that is not for readers.
pub(super) fn form(format: Format) -> Form {
    if format == Format::Csv { Form::Csv } else { Form::Json }
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
    fn new(
        args: &ScanArgs,
        format: Format,
        listing: &Listing<'_>,
        terminal: &'t mut Terminal,
    ) -> Result<Self, Failure> {
        let mut out = Output::new(args.output.as_deref(), terminal)?;
        let mut head = Vec::new();
        match format {
            Format::Csv => header(listing, args.bundle, &mut head),
            Format::Json => head.extend_from_slice(b"{\"schema\":\"roundtrip/scan/1\",\"loops\":["),
            _ => {}
        }
        out.write_all(&head)?;
        Ok(Self { out, format, found: 0, failure: None })
    }

    fn put(&mut self, chunk: &Chunk, limit: u64) -> ControlFlow<()> {
        let room = usize::try_from(limit - self.found).unwrap_or(usize::MAX);
        let cut = chunk.ends.len() > room;
        let count = chunk.ends.len().min(room);
        let end = count.checked_sub(1).map_or(0, |last| chunk.ends[last]);
        // In a document, the first loop has no comma before it.
        let start = usize::from(self.format == Format::Json && self.found == 0 && end > 0);
        if let Err(error) = self.out.write_all(&chunk.text[start..end]) {
            self.failure = Some(self.out.failure(error));
            return ControlFlow::Break(());
        }
        self.found += count as u64;
        if cut { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
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
