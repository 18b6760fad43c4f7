//! How many loops there are of each length.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    sync::atomic::{AtomicU32, Ordering},
};

use super::{Ask, Progress, ask::look, ended::ended};
use crate::{
    answer::{Look, Table},
    circuits::{Batch, Ended, Payments},
    cli::{
        args::{ScanArgs, ScanFormat as Format},
        outcome::{End, Failure},
        output,
    },
    terminal::Terminal,
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
    let (counts, end) = if ask.limit == u64::MAX {
        let at = || progress.at(done.load(Ordering::Relaxed), payments.graph().edges(), 0);
        let (histogram, end) = progress.while_at(&at, || search.count_until(&ask.stop));
        (histogram.by_length(), end)
    } else {
        one_by_one(ask, payments, &done, &progress)
    };
    drop(progress);
    let total = counts.values().sum();
    let look = look(args, terminal);
    output::put(&text(ask.format, &counts, end.is_ok(), look), args.output.as_deref(), terminal)?;
    ended(end, total, ask.fail_if.as_ref(), terminal)
}

/// Counts no more loops than a limit.
fn one_by_one(
    ask: &Ask,
    payments: &Payments<'_>,
    done: &AtomicU32,
    progress: &Progress,
) -> (Counts, Result<(), Ended>) {
    let lengths = |batch: &Batch| -> Vec<usize> { batch.iter().map(<[u32]>::len).collect() };
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

fn text(format: Format, counts: &Counts, complete: bool, look: Look) -> String {
    let by_length: Vec<String> = counts.iter().map(|(length, count)| format!("\"{length}\": {count}")).collect();
    let total: u128 = counts.values().sum();
    let mut table = Table::new(&[">length", ">count"]);
    for (length, count) in counts {
        table.row([length.to_string(), count.to_string()]);
    }
    match format {
        Format::Json => {
            let by_length = by_length.join(", ");
            format!("{{\"complete\": {complete}, \"count\": {total}, \"by_length\": {{{by_length}}}}}\n")
        }
        Format::Ndjson => {
            let line = |(length, count)| format!("{{\"length\": {length}, \"count\": {count}}}\n");
            counts.iter().map(line).collect()
        }
        Format::Csv => spreadsheet(counts),
        Format::Markdown => table.markdown(),
        Format::Table | Format::Parquet => table.text(look),
    }
}

fn spreadsheet(counts: &Counts) -> String {
    let line = |(length, count): (&usize, &u128)| format!("{length},{count}\n");
    "length,count\n".to_owned() + &counts.iter().map(line).collect::<String>()
}
