//! `roundtrip scan`: the loop engine over a payment ledger.

mod ask;
mod count;
mod draw;
mod ended;
mod read;
mod stream;
mod top;

use std::io::Write as _;

use super::{
    args::{ScanArgs, ScanFormat as Format},
    clock,
    outcome::{End, Failure},
    output,
};
use crate::{
    answer::visible,
    circuits::{Payments, TimeOrder},
    ledger::profile_text,
    scan::{Listing, notes, phrases},
    terminal::{
        Progress, Terminal,
        endings::{self, is_standard_output},
        interrupt::stopped,
    },
};
use ask::Ask;

pub(super) fn run(args: &ScanArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let all = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = args.threads.map_or_else(all, |threads| usize::from(threads.get()));
    let stop = clock::until(args.deadline.as_deref())?;
    // What is wrong with the command line is said before a long reading.
    let usual = if args.count { Format::Table } else { Format::Ndjson };
    let format = if args.reading.explain {
        endings::format(None, args.output.as_deref(), &[("toml", usual)])?.unwrap_or(usual)
    } else {
        Format::of(args.format, args.output.as_deref())?.unwrap_or(usual)
    };
    if !args.reading.explain {
        check(args, format, terminal)?;
    }
    args.draw.as_deref().map(draw::format).transpose()?;
    let fail_if = args.fail_if.as_deref().map(ask::alarm).transpose()?;
    let Some(ledger) = read::read(&args.reading, threads, &stop, terminal)? else {
        if stopped() {
            return Ok(End::Interrupted);
        }
        writeln!(terminal.err, "note: reading was stopped at --deadline; nothing was searched")?;
        return Ok(End::Limited);
    };
    if args.reading.explain {
        read::say(&ledger, "nothing was searched", terminal)?;
        output::put(&profile_text(&ledger.report().reading), args.output.as_deref(), terminal)?;
        return Ok(End::Done);
    }
    let ask = Ask::new(args, format, &ledger, threads, stop)?;
    read::say(&ledger, order(ask.order), terminal)?;
    let payments = Payments::new(&ledger, &ask.floors);
    say_more(args, &ask, &payments, terminal)?;
    let ask = Ask { kept: ask.keep.map(|share| payments.kept(share)), fail_if, ..ask };
    if args.count {
        return count::run(args, &ask, &payments, terminal);
    }
    let listing = Listing::new(&payments);
    match format.for_programs() {
        Some(format) if args.bundle => stream::bundles(args, &ask, (&listing, format), terminal),
        Some(format) if args.top.is_none() => stream::run(args, &ask, (&listing, format), terminal),
        _ => top::run(args, &ask, &listing, terminal),
    }
}

/// What cannot be printed in a format.
fn check(args: &ScanArgs, format: Format, terminal: &Terminal) -> Result<(), Failure> {
    let named = args.output.as_deref().is_some_and(|file| !is_standard_output(file));
    match format {
        Format::Parquet if args.count => Err(Failure::help("--count writes no Parquet", "take --format csv or json")),
        Format::Parquet if !named && terminal.width.is_some() => {
            Err(Failure::help("Parquet cannot be shown in a terminal", "name a file with -o"))
        }
        Format::Table | Format::Markdown if args.bundle && !args.count => {
            Err(Failure::help("--bundle has no table", "take --format ndjson, json or csv"))
        }
        _ => Ok(()),
    }
}

/// Says what is to be known about times and accounts.
fn say_more(args: &ScanArgs, ask: &Ask, payments: &Payments<'_>, terminal: &mut Terminal) -> Result<(), Failure> {
    let window = args.window.as_deref().zip(ask.window);
    let mut notes: Vec<String> =
        window.and_then(|(text, window)| phrases::said_window(text, window, payments.ledger())).into_iter().collect();
    notes.extend(notes::of_accounts(&args.through, payments.ledger()));
    if args.order.is_none() && ask.order == TimeOrder::Strict {
        notes.extend(notes::of_ties(payments));
    }
    for note in notes {
        writeln!(terminal.err, "{}", visible(&note))?;
    }
    Ok(())
}

/// In which order the times of a loop must lie.
fn order(order: TimeOrder) -> &'static str {
    match order {
        TimeOrder::Strict => "each payment later than the one before",
        TimeOrder::Forward => "each payment not earlier than the one before",
        TimeOrder::Window => "in any order within the window",
        TimeOrder::None => "times play no part",
    }
}
