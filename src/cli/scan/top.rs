//! The first loops by size, or the first found in a table.

use std::{
    cmp::Reverse,
    ops::ControlFlow,
    sync::atomic::{AtomicU32, Ordering},
};

use super::{Ask, Progress, ask::look, ended::ended, rows};
use crate::{
    answer::{
        Look, Table,
        words::{plural, thousands},
    },
    circuits::{Batch, Loop, Payments},
    cli::{
        args::{Format, ScanArgs, Size},
        outcome::{End, Failure},
        output,
    },
    ledger::Ledger,
    terminal::Terminal,
};

/// How many loops a table shows unless asked for more.
const TABLE_TOP: usize = 25;

pub(super) fn run(
    args: &ScanArgs,
    ask: &Ask,
    payments: &Payments<'_>,
    terminal: &mut Terminal,
) -> Result<End, Failure> {
    let done = AtomicU32::new(0);
    let search = ask.search(payments, &done);
    let most = ask.top.unwrap_or(TABLE_TOP);
    let shorten = |loops: &mut Vec<Loop>| {
        if ask.top.is_some() {
            // Stable: of equal ones the first found comes first.
            loops.sort_by_key(|found| Reverse(size(payments.ledger(), found, ask.by)));
        }
        loops.truncate(most);
    };
    let choose = |batch: &Batch| {
        let mut loops: Vec<Loop> = batch.iter().map(|edges| payments.circuit(edges)).collect();
        let found = loops.len();
        if found as u64 <= ask.limit {
            shorten(&mut loops);
        }
        (found as u64, loops)
    };
    let progress = Progress::searching(terminal);
    let (mut all, mut best) = (0_u64, Vec::new());
    let end = search.batches(&choose, &ask.stop, &mut |(found, mut loops)| {
        progress.at(done.load(Ordering::Relaxed), payments.graph().edges(), u128::from(all));
        let room = ask.limit - all;
        loops.truncate(usize::try_from(room).unwrap_or(usize::MAX));
        all += found.min(room);
        best.append(&mut loops);
        shorten(&mut best);
        if found > room { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    drop(progress);
    let text = text(ask, payments, &best, (all, end.is_ok()), look(args, terminal))?;
    output::put(&text, args.output.as_deref(), terminal)?;
    ended(end, u128::from(all), terminal)
}

/// What comes first is larger.
fn size(ledger: &Ledger, found: &Loop, by: Size) -> Option<i64> {
    match by {
        Size::Amount => found.bottleneck(ledger).map(|size| size.key),
        Size::Span => found.span(ledger),
        Size::Length => i64::try_from(found.length()).ok(),
    }
}

fn text(
    ask: &Ask,
    payments: &Payments<'_>,
    loops: &[Loop],
    (all, complete): (u64, bool),
    look: Look,
) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    match ask.format {
        Format::Ndjson => {
            for found in loops {
                rows::json(payments, found, None, &mut bytes);
                bytes.push(b'\n');
            }
        }
        Format::Json => {
            bytes.extend_from_slice(b"{\"schema\":\"roundtrip/scan/1\",\"loops\":[");
            for (at, found) in loops.iter().enumerate() {
                bytes.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
                rows::json(payments, found, None, &mut bytes);
            }
            bytes.extend_from_slice(format!("\n],\"complete\":{complete},\"count\":{all}}}\n").as_bytes());
        }
        Format::Csv => {
            bytes.extend_from_slice(format!("{}\n", rows::COLUMNS.join(",")).as_bytes());
            for found in loops {
                rows::csv(&rows::cells(payments, found), &mut bytes);
            }
        }
        Format::Table | Format::Markdown => return Ok(table(ask, payments, loops, (all, complete), look)),
    }
    String::from_utf8(bytes).map_err(|error| Failure::new(error.to_string()))
}

fn table(ask: &Ask, payments: &Payments<'_>, loops: &[Loop], (all, complete): (u64, bool), look: Look) -> String {
    let count = usize::try_from(all).unwrap_or(usize::MAX);
    let least = if complete { "" } else { "at least " };
    let what = match ask.top {
        Some(_) => format!("the first {} by {}", loops.len(), ask.by.name()),
        None => format!("the first {} found; --top N --by amount|span|length ranks them", loops.len()),
    };
    let shown = if loops.len() < count { format!("; {what}") } else { String::new() };
    let mut table = Table::new(&[">length", "vertices", "rows", "times", "amounts", ">bottleneck", ">span"]);
    for found in loops {
        table.row(rows::cells(payments, found));
    }
    let head = format!("{least}{} {}{shown}", thousands(count), plural(count, "loop"));
    if loops.is_empty() {
        return format!("{head}\n");
    }
    if ask.format == Format::Markdown {
        return format!("{head}\n\n{}", table.markdown());
    }
    format!("{head}\n\n{}", table.text(look))
}
