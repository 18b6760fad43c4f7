//! The first loops by size, or the first found in a table.

use std::{
    io::Write as _,
    ops::ControlFlow,
    sync::atomic::{AtomicU32, Ordering},
};

use super::{Ask, Progress, ask::look, draw, ended::ended, stream::form};
use crate::{
    answer::{
        Look,
        words::{counted, verb},
    },
    circuits::{Batch, Loop},
    cli::{
        args::{Format, ScanArgs},
        outcome::{End, Failure},
        output,
    },
    scan::{Listing, Ranking, Writer, header, table},
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
    let (count, unranked, groups) = (best.count, best.unranked, best.groups());
    let found = Found { loops: best.loops(), count, groups, complete: end.is_ok() };
    let text = text(ask, listing, &found, look(args, terminal))?;
    output::put(&text, args.output.as_deref(), terminal)?;
    let drawn = if ask.top.is_some() { usize::MAX } else { draw::USUAL };
    let drawn = &found.loops[..drawn.min(found.loops.len())];
    draw::run(args, ask, listing, (drawn, count, end.is_ok()), terminal)?;
    if groups > 1 {
        writeln!(
            terminal.err,
            "note: amounts of different currencies are not compared: each of {groups} has its own first"
        )?;
    }
    if unranked > 0 {
        let unranked = usize::try_from(unranked).unwrap_or(usize::MAX);
        let (loops, are) = (counted(unranked, "loop"), verb(unranked, "is", "are"));
        writeln!(
            terminal.err,
            "note: {loops} {are} in more than one currency, so that no amount ranks them: not shown"
        )?;
    }
    ended(end, u128::from(count), ask.fail_if.as_ref(), terminal)
}

/// What is shown, and of how much.
struct Found {
    loops: Vec<Loop>,
    /// How many there are in all.
    count: u64,
    /// How many rankings there are, one for each currency.
    groups: usize,
    complete: bool,
}

fn text(ask: &Ask, listing: &Listing<'_>, found: &Found, look: Look) -> Result<String, Failure> {
    if matches!(ask.format, Format::Table | Format::Markdown) {
        return Ok(for_readers(ask, listing, found, look));
    }
    let Found { loops, count, complete, .. } = found;
    let (mut text, mut writer) = (Vec::new(), Writer::new(listing, form(ask.format)));
    match ask.format {
        Format::Csv => header(listing, false, &mut text),
        Format::Json => text.extend_from_slice(b"{\"schema\":\"roundtrip/scan/1\",\"loops\":[\n"),
        _ => {}
    }
    let between: &[u8] = if ask.format == Format::Json { b",\n" } else { b"\n" };
    for (at, found) in loops.iter().enumerate() {
        if at > 0 {
            text.extend_from_slice(between);
        }
        writer.put(found, None, &mut text);
    }
    if !loops.is_empty() {
        text.push(b'\n');
    }
    if ask.format == Format::Json {
        text.extend_from_slice(format!("],\"complete\":{complete},\"count\":{count}}}\n").as_bytes());
    }
    String::from_utf8(text).map_err(|error| Failure::new(error.to_string()))
}

fn for_readers(ask: &Ask, listing: &Listing<'_>, found: &Found, look: Look) -> String {
    let Found { loops, groups, complete, .. } = found;
    let count = usize::try_from(found.count).unwrap_or(usize::MAX);
    let what = match ask.top {
        Some(top) if *groups > 1 => format!("the first {top} of each currency by amount"),
        Some(_) => format!("the first {} by {}", loops.len(), ask.by.name()),
        None => format!("the first {} found; --top N --by amount|span|length ranks them", loops.len()),
    };
    let shown = if loops.len() < count { format!("; {what}") } else { String::new() };
    let head = format!("{}{}{shown}", if *complete { "" } else { "at least " }, counted(count, "loop"));
    if loops.is_empty() {
        return format!("{head}\n");
    }
    let table = table(listing, loops);
    let table = if ask.format == Format::Markdown { table.markdown() } else { table.text(look) };
    format!("{head}\n\n{table}")
}
