//! `roundtrip scan`: the loop engine over a payment ledger.

mod ask;
mod count;
mod draw;
mod ended;
mod stream;
mod top;

use std::io::Write as _;

use rayon::ThreadPoolBuilder;

use super::{
    args::{Format, ScanArgs},
    clock, misplaced,
    outcome::{End, Failure},
};
use crate::{
    answer::visible,
    circuits::Payments,
    ledger::{self, Columns, Found, Ledger, LedgerError},
    model::Stop,
    scan::Listing,
    terminal::{Progress, Terminal, interrupt::stopped},
};
use ask::Ask;

pub(super) fn run(args: &ScanArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let all = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = args.threads.map_or_else(all, |threads| usize::from(threads.get()));
    let stop = clock::until(args.deadline.as_deref())?;
    // What is wrong with the command line is said before a long reading.
    let usual = if args.count { Format::Table } else { Format::Ndjson };
    let format = Format::of(args.format, args.output.as_deref())?.unwrap_or(usual);
    args.draw.as_deref().map(draw::format).transpose()?;
    let fail_if = args.fail_if.as_deref().map(ask::alarm).transpose()?;
    let Some(ledger) = read(args, threads, &stop, terminal)? else {
        if stopped() {
            return Ok(End::Interrupted);
        }
        writeln!(terminal.err, "note: reading was stopped at --deadline; nothing was searched")?;
        return Ok(End::Limited);
    };
    let ask = Ask::new(args, format, &ledger, threads, stop)?;
    writeln!(terminal.err, "note: {}", visible(&reading(ledger.columns(), ask.order)))?;
    let payments = Payments::new(&ledger, ask.least);
    let ask = Ask { kept: ask.keep.map(|share| payments.kept(share)), fail_if, ..ask };
    let end = if args.count {
        count::run(args, &ask, &payments, terminal)?
    } else if args.bundle {
        stream::bundles(args, &ask, &Listing::new(&payments), terminal)?
    } else if ask.collects() {
        top::run(args, &ask, &Listing::new(&payments), terminal)?
    } else {
        stream::run(args, &ask, &Listing::new(&payments), terminal)?
    };
    Ok(end)
}

/// Reads the ledger; `None` if Ctrl-C or the deadline came first.
fn read(args: &ScanArgs, threads: usize, stop: &Stop, terminal: &mut Terminal) -> Result<Option<Ledger>, Failure> {
    let columns =
        Columns { from: args.from.clone(), to: args.to.clone(), time: args.time.clone(), amount: args.amount.clone() };
    let progress = Progress::reading(terminal);
    let told = |done, all| progress.bytes(done, all);
    let read = || ledger::read(&args.ledger, &columns, &told, stop);
    let ledger = match ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(read),
        Err(_) => read(),
    };
    match ledger {
        Ok(ledger) => Ok(Some(ledger)),
        Err(LedgerError::Stopped) => Ok(None),
        Err(error) => {
            drop(progress);
            if let Some(failure) = misplaced::of_ledger(&args.ledger) {
                return Err(failure);
            }
            if let LedgerError::Faults { first, more } = &error {
                for fault in first {
                    writeln!(terminal.err, "error: {fault}\nhelp: {}\n", fault.flaw.help())?;
                }
                if *more > 0 {
                    writeln!(terminal.err, "note: {more} more faults are not printed; mend these first\n")?;
                }
                return Err(Failure::new(format!("{error}; nothing was searched")));
            }
            let message = match std::error::Error::source(&error) {
                Some(source) => format!("{error}: {source}"),
                None => error.to_string(),
            };
            Err(Failure::Other { message, help: error.help() })
        }
    }
}

/// What was taken for what.
fn reading(columns: &Found, order: crate::circuits::TimeOrder) -> String {
    let mut parts = vec![format!("payer `{}`", columns.from), format!("payee `{}`", columns.to)];
    parts.extend(columns.time.iter().map(|name| format!("time `{name}`")));
    parts.extend(columns.amount.iter().map(|name| format!("amount `{name}`")));
    let order = match order {
        crate::circuits::TimeOrder::Strict => "each payment later than the one before",
        crate::circuits::TimeOrder::Forward => "each payment not earlier than the one before",
        crate::circuits::TimeOrder::Window => "in any order within the window",
        crate::circuits::TimeOrder::None => "times play no part",
    };
    format!("read {}; {order}", parts.join(", "))
}
