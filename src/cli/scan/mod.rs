//! `roundtrip scan`: the loop engine over a payment ledger.

mod ask;
mod count;
mod draw;
mod ended;
mod phrases;
mod read;
mod stream;
mod top;

use std::io::Write as _;

use super::{
    args::{Format, ScanArgs},
    clock,
    outcome::{End, Failure},
    output,
};
use crate::{
    answer::{visible, words::thousands},
    circuits::{Payments, TimeOrder},
    ledger::{Ledger, profile_text},
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
    say_of_times(args, &ask, &payments, terminal)?;
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

/// What a window is in the unit of the times, and whether many payments share theirs.
fn say_of_times(args: &ScanArgs, ask: &Ask, payments: &Payments<'_>, terminal: &mut Terminal) -> Result<(), Failure> {
    let ledger: &Ledger = payments.ledger();
    if let (Some(text), Some(window)) = (&args.window, ask.window)
        && let Some(said) = phrases::said_window(text, window, ledger)
    {
        writeln!(terminal.err, "note: {}", visible(&said))?;
    }
    let unknown: Vec<&String> = args.through.iter().filter(|name| ledger.accounts().find(name).is_none()).collect();
    if let Some(first) = unknown.first() {
        let are = if unknown.len() == 1 { "is" } else { "are" };
        writeln!(
            terminal.err,
            "note: {} of {} accounts of --through {are} in no payment, such as `{}`",
            unknown.len(),
            args.through.len(),
            visible(first)
        )?;
    }
    let (tied, all) = (payments.graph().tied(), payments.graph().edges());
    // In twenty payments one is enough to lose loops that a reader would expect.
    if args.order.is_none() && ask.order == TimeOrder::Strict && tied > all / 20 {
        writeln!(
            terminal.err,
            "doubt: {} of {} payments share their time with another, and strict order takes none of them as following the \
             other; --order forward does, --order strict says that this is right",
            thousands(tied as usize),
            thousands(all as usize)
        )?;
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
