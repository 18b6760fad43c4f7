//! Every loop as it is found: nothing is kept.

use std::{
    io,
    ops::ControlFlow,
    sync::atomic::{AtomicU32, Ordering},
};

use super::{Ask, Progress, draw, ended::ended};
use crate::{
    circuits::{Batch, Ended, Loop},
    cli::{
        args::ScanArgs,
        outcome::{End, Failure},
        output::Output,
    },
    scan::{Chunk, Format, Gathered, Listing, Pool, Sheet, Writer},
    terminal::Terminal,
};

pub(super) fn run(
    args: &ScanArgs,
    ask: &Ask,
    (listing, format): (&Listing<'_>, Format),
    terminal: &mut Terminal,
) -> Result<End, Failure> {
    let (done, payments) = (AtomicU32::new(0), listing.payments());
    let drawn = if args.draw.is_some() { draw::USUAL } else { 0 };
    let writers = Pool::new();
    let text = |batch: &Batch| {
        if batch.is_empty() {
            return Default::default();
        }
        let (mut writer, mut found, room) = writers.take(|| (Writer::new(listing, format), Loop::default(), 0));
        // As large as the one before: many wait for their turn, and one that grows leaves holes in memory.
        let (mut chunk, mut first) = (Chunk::with_room(room), Vec::new());
        for edges in batch.iter() {
            payments.circuit_into(edges, &mut found);
            writer.put(&found, None, &mut chunk);
            if first.len() < drawn {
                first.push(found.clone());
            }
        }
        writers.give((writer, found, chunk.size()));
        (chunk, first)
    };
    let progress = Progress::searching(terminal);
    let mut lines = Lines::new(args, (listing, format), terminal)?;
    let mut loops: Vec<Loop> = Vec::new();
    let end = ask.search(payments, &done).batches(&text, &ask.stop, &mut |(chunk, first)| {
        progress.at(done.load(Ordering::Relaxed), payments.graph().edges(), u128::from(lines.sheet.written));
        loops.extend(first.into_iter().take(drawn - loops.len()));
        lines.put(&chunk, ask.limit)
    });
    drop(progress);
    let found = lines.finish(end)?;
    loops.truncate(usize::try_from(found).unwrap_or(usize::MAX));
    draw::run(args, ask, (listing, &Gathered::first(loops, found, end.is_ok())), terminal)?;
    ended(end, u128::from(found), ask.fail_if.as_ref(), terminal)
}

/// Paths of parallel payments, each one line.
pub(super) fn bundles(
    args: &ScanArgs,
    ask: &Ask,
    (listing, format): (&Listing<'_>, Format),
    terminal: &mut Terminal,
) -> Result<End, Failure> {
    let (done, payments) = (AtomicU32::new(0), listing.payments());
    let progress = Progress::searching(terminal);
    let mut lines = Lines::new(args, (listing, format), terminal)?;
    let (mut writer, mut found, mut chunk) = (Writer::new(listing, format), Loop::default(), Chunk::default());
    let end = ask.search(payments, &done).visit_bundles(&ask.stop, &mut |edges, count| {
        payments.circuit_into(edges, &mut found);
        chunk.clear();
        writer.put(&found, Some(count), &mut chunk);
        if lines.sheet.written.is_multiple_of(1024) {
            progress.at(done.load(Ordering::Relaxed), payments.graph().edges(), u128::from(lines.sheet.written));
        }
        lines.put(&chunk, ask.limit)
    });
    drop(progress);
    let found = lines.finish(end)?;
    ended(end, u128::from(found), ask.fail_if.as_ref(), terminal)
}

/// Where lines go.
struct Lines<'l, 't> {
    sheet: Sheet<'l, Output<'t>>,
    /// What went wrong while writing.
    failure: Option<io::Error>,
}

impl<'l, 't> Lines<'l, 't> {
    fn new(
        args: &ScanArgs,
        (listing, format): (&'l Listing<'l>, Format),
        terminal: &'t mut Terminal,
    ) -> Result<Self, Failure> {
        let out = Output::new(args.output.as_deref(), terminal)?;
        Ok(Self { sheet: Sheet::new(listing, format, args.bundle, out)?, failure: None })
    }

    fn put(&mut self, chunk: &Chunk, limit: u64) -> ControlFlow<()> {
        match self.sheet.put(chunk, limit) {
            Ok(false) => return ControlFlow::Continue(()),
            Ok(true) => {}
            Err(error) => self.failure = Some(error),
        }
        ControlFlow::Break(())
    }

    /// Ends the text and puts it in its place; how many loops there were.
    fn finish(mut self, end: Result<(), Ended>) -> Result<u64, Failure> {
        let written = self.sheet.written;
        let done = self.failure.map_or_else(|| self.sheet.finish(end.is_ok(), written), Err);
        done.map_err(|error| self.sheet.out.failure(error))?;
        self.sheet.out.keep()?;
        Ok(written)
    }
}
