//! How many loops there are of each length.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    sync::atomic::{AtomicU32, Ordering},
};

use super::{Ask, Progress, ask::look, ended::ended};
use crate::{
    circuits::{Batch, Ended, Payments},
    cli::{
        args::{ScanArgs, ScanFormat as Format},
        outcome::{End, Failure},
        output,
    },
    scan::Counts,
    terminal::Terminal,
};

pub(super) fn run(
    args: &ScanArgs,
    ask: &Ask,
    payments: &Payments<'_>,
    terminal: &mut Terminal,
) -> Result<End, Failure> {
    let done = AtomicU32::new(0);
    let search = ask.search(payments, &done);
    let progress = Progress::searching(terminal);
    let (by_length, end) = if args.bundle {
        paths(ask, payments, &done, &progress)
    } else if ask.limit == u64::MAX {
        let at = || progress.at(done.load(Ordering::Relaxed), payments.graph().edges(), 0);
        let (histogram, end) = progress.while_at(&at, || search.count_until(&ask.stop));
        (histogram.by_length(), end)
    } else {
        one_by_one(ask, payments, &done, &progress)
    };
    drop(progress);
    let counts = Counts { by_length, complete: end.is_ok() };
    let table = || match ask.format {
        Format::Markdown => counts.table().markdown(),
        _ => counts.table().text(look(args, terminal)),
    };
    let text = ask.format.for_programs().and_then(|format| counts.text(format)).unwrap_or_else(table);
    output::put(&text, args.output.as_deref(), terminal)?;
    ended(end, counts.total(), ask.fail_if.as_ref(), terminal)
}

/// Counts paths of accounts, each once for all choices of parallel payments; no more than a limit.
fn paths(
    ask: &Ask,
    payments: &Payments<'_>,
    done: &AtomicU32,
    progress: &Progress,
) -> (BTreeMap<usize, u128>, Result<(), Ended>) {
    let (mut counts, mut all) = (BTreeMap::new(), 0_u64);
    let end = ask.search(payments, done).visit_bundles(&ask.stop, &mut |edges, _| {
        if all == ask.limit {
            return ControlFlow::Break(());
        }
        if all.is_multiple_of(1024) {
            progress.at(done.load(Ordering::Relaxed), payments.graph().edges(), u128::from(all));
        }
        all += 1;
        *counts.entry(edges.len()).or_default() += 1;
        ControlFlow::Continue(())
    });
    (counts, end)
}

/// Counts no more loops than a limit.
fn one_by_one(
    ask: &Ask,
    payments: &Payments<'_>,
    done: &AtomicU32,
    progress: &Progress,
) -> (BTreeMap<usize, u128>, Result<(), Ended>) {
    let lengths = |batch: &Batch| -> Vec<usize> { batch.iter().map(<[u32]>::len).collect() };
    let (mut counts, mut all) = (BTreeMap::new(), 0);
    let end = ask.search(payments, done).batches(&lengths, &ask.stop, &mut |lengths| {
        progress.at(done.load(Ordering::Relaxed), payments.graph().edges(), u128::from(all));
        for length in lengths {
            if all == ask.limit {
                return ControlFlow::Break(());
            }
            all += 1;
            *counts.entry(length).or_default() += 1;
        }
        ControlFlow::Continue(())
    });
    (counts, end)
}
