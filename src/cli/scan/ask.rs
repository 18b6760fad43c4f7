//! From the flags to what is asked, in the ledger's own units.

use std::sync::atomic::AtomicU32;

use crate::{
    answer::Look,
    circuits::{Kept, Payments, TemporalSearch, TimeOrder},
    cli::{
        args::{Order, ScanArgs, ScanFormat as Format, Size},
        outcome::Failure,
    },
    ledger::{Floor, Ledger, Share},
    model::Stop,
    scan::{Alarm, By, phrases},
    terminal::Terminal,
};

/// What is asked.
pub(super) struct Ask {
    pub(super) order: TimeOrder,
    /// In the ledger's units of time.
    pub(super) window: Option<i64>,
    pub(super) least: Option<u32>,
    pub(super) most: Option<u32>,
    /// Through one of these accounts, by their numbers.
    pub(super) through: Option<Vec<u32>>,
    /// In the ledger's units of time.
    pub(super) since: Option<i64>,
    pub(super) threads: usize,
    pub(super) limit: u64,
    pub(super) floors: Vec<Floor>,
    pub(super) keep: Option<Share>,
    /// What keeps that share of what; none until the payments are known.
    pub(super) kept: Option<Kept>,
    pub(super) top: Option<usize>,
    pub(super) by: By,
    pub(super) format: Format,
    pub(super) fail_if: Option<Alarm>,
    pub(super) stop: Stop,
}

impl Ask {
    pub(super) fn new(
        args: &ScanArgs,
        format: Format,
        ledger: &Ledger,
        threads: usize,
        stop: Stop,
    ) -> Result<Self, Failure> {
        let order = match args.order {
            Some(Order::Strict) => TimeOrder::Strict,
            Some(Order::Forward) => TimeOrder::Forward,
            Some(Order::Window) => TimeOrder::Window,
            None if ledger.times().is_some() => TimeOrder::Strict,
            Some(Order::None) | None => TimeOrder::None,
        };
        check_times(args, order, ledger)?;
        let asked = args.by.map(Size::by);
        let by = asked.unwrap_or(if ledger.amounts().is_some() { By::Amount } else { By::Length });
        let wants_amounts = args.keep.is_some() || !args.min_amount.is_empty() || asked == Some(By::Amount);
        if wants_amounts && ledger.amounts().is_none() {
            return Err(Failure::help(
                "this ledger has no amount column",
                name_it("--amount", ledger, "do without amounts"),
            ));
        }
        if asked == Some(By::Span) && ledger.times().is_none() {
            return Err(Failure::help("this ledger has no time column", name_it("--time", ledger, "do without times")));
        }
        Ok(Self {
            order,
            window: args.window.as_deref().map(|text| phrases::window(text, ledger)).transpose()?,
            least: args.min_length,
            most: args.max_length,
            through: phrases::accounts(&args.through, ledger)?,
            since: args.closed_since.as_deref().map(|text| phrases::moment(text, ledger)).transpose()?,
            threads,
            limit: args.limit.map_or(u64::MAX, |limit| limit as u64),
            floors: args.min_amount.iter().map(|text| phrases::floor(text, ledger)).collect::<Result<_, _>>()?,
            keep: args.keep.as_deref().map(phrases::share).transpose()?,
            kept: None,
            top: args.top,
            by,
            format,
            fail_if: None,
            stop,
        })
    }

    pub(super) fn search<'p>(&'p self, payments: &'p Payments<'_>, done: &'p AtomicU32) -> TemporalSearch<'p> {
        TemporalSearch::new(payments.graph(), self.order)
            .window(self.window)
            .min_length(self.least)
            .max_length(self.most)
            .through(self.through.as_deref())
            .since(self.since)
            .keep(self.kept.as_ref())
            .threads(self.threads)
            .watch(done)
    }
}

/// What to type where a column is missing: its flag and the columns there are, or what to do if there are none.
fn name_it(flag: &str, ledger: &Ledger, otherwise: &str) -> String {
    let columns = ledger.report().unread.iter().take(8).map(|name| format!("`{name}`")).collect::<Vec<_>>();
    if columns.is_empty() {
        return format!("there is no other column: {otherwise}");
    }
    format!("name it with {flag} COLUMN, or {otherwise}; not read are {}", columns.join(", "))
}

/// Whether what is asked of times and lengths can be asked of this ledger.
fn check_times(args: &ScanArgs, order: TimeOrder, ledger: &Ledger) -> Result<(), Failure> {
    if order != TimeOrder::None && ledger.times().is_none() {
        return Err(Failure::help("this ledger has no time column", name_it("--time", ledger, "use --order none")));
    }
    if args.window.is_some() && ledger.times().is_none() {
        let help = name_it("--time", ledger, "leave --window out, and use --max-length");
        return Err(Failure::help("--window needs times, and no column is known to hold them", help));
    }
    if args.window.is_some() && order == TimeOrder::None {
        return Err(Failure::help("--window means nothing with --order none", "use --order window"));
    }
    if args.closed_since.is_some() && ledger.times().is_none() {
        return Err(Failure::help("this ledger has no time column", name_it("--time", ledger, "do without times")));
    }
    if let (Some(least), Some(most)) = (args.min_length, args.max_length)
        && least > most
    {
        let message = format!("no loop has at least {least} payments and at most {most}");
        return Err(Failure::help(message, format!("raise --max-length to {least}, or lower --min-length")));
    }
    Ok(())
}

/// How many loops are an alarm.
pub(super) fn alarm(text: &str) -> Result<Alarm, Failure> {
    let failure = |error| Failure::Phrase { flag: "--fail-if", text: text.to_owned(), errors: vec![error] };
    Alarm::parse(text).map_err(failure)
}

/// How a table of this run is to look.
pub(super) fn look(args: &ScanArgs, terminal: &Terminal) -> Look {
    Look { width: terminal.width.filter(|_| args.output.is_none()), colour: false }
}
