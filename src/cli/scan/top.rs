//! The first loops by size, or the first found in a table.

use std::{
    io::Write as _,
    ops::ControlFlow,
    sync::atomic::{AtomicU32, Ordering},
};

use super::{Ask, Progress, ask::look, draw, ended::ended};
use crate::{
    answer::Look,
    circuits::{Batch, Loop},
    cli::{
        args::{ScanArgs, ScanFormat as Format},
        outcome::{End, Failure},
        output::{self, Output},
    },
    scan::{Gathered, Listing, Ranking, table},
    terminal::Terminal,
};

/// How many loops a table shows unless asked for more.
const TABLE_TOP: usize = 25;

pub(super) fn run(args: &ScanArgs, ask: &Ask, listing: &Listing<'_>, terminal: &mut Terminal) -> Result<End, Failure> {
    let (done, payments, ledger) = (AtomicU32::new(0), listing.payments(), listing.ledger());
    let ranking = || Ranking::new(ledger, ask.top.map(|_| ask.by), ask.top.unwrap_or(TABLE_TOP));
    let choose = |batch: &Batch| {
        let (mut best, mut all, mut found) = (ranking(), Vec::new(), Loop::default());
        for edges in batch.iter() {
            payments.circuit_into(edges, &mut found);
            if ask.limit == u64::MAX {
                best.add(&found);
            } else {
                // Which of them come before the limit is known only in their order.
                all.push(found.clone());
            }
        }
        (best, all)
    };
    let progress = Progress::searching(terminal);
    let mut best = ranking();
    let end = ask.search(payments, &done).batches(&choose, &ask.stop, &mut |(some, all)| {
        progress.at(done.load(Ordering::Relaxed), payments.graph().edges(), u128::from(best.count));
        best.merge(some);
        for found in all {
            if best.count == ask.limit {
                return ControlFlow::Break(());
            }
            best.add(&found);
        }
        ControlFlow::Continue(())
    });
    drop(progress);
    let mut found = best.gathered(end.is_ok());
    if let Some(format) = ask.format.for_programs() {
        let mut out = Output::new(args.output.as_deref(), terminal)?;
        found.write(listing, format, &mut out).map_err(|error| out.failure(error))?;
        out.keep()?;
    } else {
        let text = for_readers(ask, listing, &found, look(args, terminal));
        output::put(&text, args.output.as_deref(), terminal)?;
    }
    for note in found.notes() {
        writeln!(terminal.err, "note: {note}")?;
    }
    if ask.top.is_none() {
        found.loops.truncate(draw::USUAL);
    }
    draw::run(args, ask, (listing, &found), terminal)?;
    ended(end, u128::from(found.found), ask.fail_if.as_ref(), terminal)
}

fn for_readers(ask: &Ask, listing: &Listing<'_>, found: &Gathered, look: Look) -> String {
    let head = found.head();
    if found.loops.is_empty() {
        return format!("{head}\n");
    }
    let table = table(listing, &found.loops);
    let table = if ask.format == Format::Markdown { table.markdown() } else { table.text(look) };
    format!("{head}\n\n{table}")
}
