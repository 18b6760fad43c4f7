//! How many loops there are of each length.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    sync::atomic::{AtomicU32, Ordering},
};

use super::{Ask, Progress, ended::ended};
use crate::{
    circuits::{Batch, Ended, Payments},
    cli::{
        args::{Format, ScanArgs},
        outcome::{End, Failure},
        output,
        table::Table,
        terminal::Terminal,
    },
};

type Counts = BTreeMap<usize, u128>;

pub(super) fn run(
    args: &ScanArgs,
    ask: &Ask,
    payments: &Payments<'_>,
    terminal: &mut Terminal,
) -> Result<End, Failure> {
    let done = AtomicU32::new(0);
    let search = ask.search(payments, &done);
    let progress = Progress::searching(terminal);
    let (counts, end) = if ask.keep.is_none() && ask.limit == u64::MAX {
        let at = || progress.at(done.load(Ordering::Relaxed), payments.graph().edges(), 0);
        let (histogram, end) = progress.while_at(&at, || search.count_until(&ask.stop));
        (histogram.by_length(), end)
    } else {
        one_by_one(ask, payments, &done, &progress)
    };
    drop(progress);
    let total = counts.values().sum();
    output::put(&text(ask.format, &counts, end.is_ok())?, args.output.as_deref(), terminal)?;
    ended(end, total, terminal)
}

/// Counts loops that must be looked at, or no more than a limit.
fn one_by_one(
    ask: &Ask,
    payments: &Payments<'_>,
    done: &AtomicU32,
    progress: &Progress,
) -> (Counts, Result<(), Ended>) {
    let lengths = |batch: &Batch| -> Vec<usize> {
        let wanted = batch.iter().filter(|edges| ask.keep.is_none() || ask.wants(&payments.circuit(edges)));
        wanted.map(<[u32]>::len).collect()
    };
    let (mut counts, mut all) = (Counts::new(), 0);
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

fn text(format: Format, counts: &Counts, complete: bool) -> Result<String, Failure> {
    let by_length: Vec<String> = counts.iter().map(|(length, count)| format!("\"{length}\": {count}")).collect();
    let total: u128 = counts.values().sum();
    let mut table = Table::new(&[">length", ">count"]);
    for (length, count) in counts {
        table.row([length.to_string(), count.to_string()]);
    }
    match format {
        Format::Json => {
            let by_length = by_length.join(", ");
            Ok(format!("{{\"complete\": {complete}, \"count\": {total}, \"by_length\": {{{by_length}}}}}\n"))
        }
        Format::Ndjson => {
            let line = |(length, count)| format!("{{\"length\": {length}, \"count\": {count}}}\n");
            Ok(counts.iter().map(line).collect())
        }
        Format::Csv => table.csv(),
        Format::Markdown => Ok(table.markdown()),
        Format::Table => Ok(table.text(None)),
    }
}
