//! From the flags to what is asked, in the ledger's own units.

use std::sync::atomic::AtomicU32;

use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{
    answer::Look,
    circuits::{Kept, Payments, TemporalSearch, TimeOrder},
    cli::{
        args::{Format, Order, ScanArgs, Size},
        outcome::Failure,
    },
    ledger::{Ledger, Share},
    model::{Amount, Stop},
    scan::{Alarm, By},
    terminal::Terminal,
};

/// What is asked.
pub(super) struct Ask {
    pub(super) order: TimeOrder,
    /// In the ledger's units of time.
    pub(super) window: Option<i64>,
    pub(super) most: Option<u32>,
    pub(super) threads: usize,
    pub(super) limit: u64,
    pub(super) least: Option<Decimal>,
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
        if order != TimeOrder::None && ledger.times().is_none() {
            return Err(Failure::help("this ledger has no time column", "name it with --time, or use --order none"));
        }
        if args.window.is_some() && order == TimeOrder::None {
            return Err(Failure::help("--window means nothing with --order none", "use --order window"));
        }
        let asked = args.by.map(Size::by);
        let by = asked.unwrap_or(if ledger.amounts().is_some() { By::Amount } else { By::Length });
        let wants_amounts = args.keep.is_some() || args.min_amount.is_some() || asked == Some(By::Amount);
        if wants_amounts && ledger.amounts().is_none() {
            return Err(Failure::help("this ledger has no amount column", "name it with --amount"));
        }
        if asked == Some(By::Span) && ledger.times().is_none() {
            return Err(Failure::help("this ledger has no time column", "name it with --time"));
        }
        Ok(Self {
            order,
            window: args.window.as_deref().map(|text| window(text, ledger.time_scale())).transpose()?,
            most: args.max_length,
            threads,
            limit: args.limit.map_or(u64::MAX, |limit| limit as u64),
            least: args.min_amount.as_deref().map(least).transpose()?,
            keep: args.keep.as_deref().map(share).transpose()?,
            kept: None,
            top: args.top,
            by,
            format,
            fail_if: None,
            stop,
        })
    }

    /// Whether loops are gathered before they are printed.
    pub(super) fn collects(&self) -> bool {
        self.top.is_some() || matches!(self.format, Format::Table | Format::Markdown)
    }

    pub(super) fn search<'p>(&'p self, payments: &'p Payments<'_>, done: &'p AtomicU32) -> TemporalSearch<'p> {
        let search = TemporalSearch::new(payments.graph(), self.order);
        search.window(self.window).max_length(self.most).keep(self.kept.as_ref()).threads(self.threads).watch(done)
    }
}

/// How many loops are an alarm.
pub(super) fn alarm(text: &str) -> Result<Alarm, Failure> {
    let failure = |error| Failure::Phrase { flag: "--fail-if", text: text.to_owned(), errors: vec![error] };
    Alarm::parse(text).map_err(failure)
}

/// `30d`, `12h`, `15m`, `90s`, `2w`, or a plain number in the unit of the time column.
fn window(text: &str, scale: u32) -> Result<i64, Failure> {
    let wrong = || Failure::help(format!("`{text}` is not a window"), "write 30d, 12h, 15m, 90s, or a plain number");
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "" | "s" => 1,
        "m" | "min" => 60,
        "h" => 3_600,
        "d" => 86_400,
        "w" => 604_800,
        _ => return Err(wrong()),
    };
    let number: Decimal = digits.trim().parse().map_err(|_| wrong())?;
    let units = Decimal::from(unit * 10_i64.checked_pow(scale).ok_or_else(wrong)?);
    let units = number.checked_mul(units).filter(|units| !units.is_sign_negative()).ok_or_else(wrong)?;
    units.floor().to_i64().ok_or_else(wrong)
}

fn least(text: &str) -> Result<Decimal, Failure> {
    if let Ok(number) = text.parse() {
        return Ok(number);
    }
    let amount: Amount = text.parse().map_err(|error: crate::model::AmountError| {
        Failure::help(format!("--min-amount: {}", error.message), error.help)
    })?;
    amount.range().stated.ok_or_else(|| Failure::new("--min-amount needs a figure, such as `1000` or `1M`"))
}

fn share(text: &str) -> Result<Share, Failure> {
    let share: Option<Decimal> = text.parse().ok();
    share
        .filter(|share| !share.is_sign_negative() && share.scale() <= 9 && *share <= Decimal::from(1_000_000))
        .map(|least| Share { least, most: None })
        .ok_or_else(|| Failure::help(format!("`{text}` is not a share"), "write 0.9 for nine tenths"))
}

/// How a table of this run is to look.
pub(super) fn look(args: &ScanArgs, terminal: &Terminal) -> Look {
    Look { width: terminal.width.filter(|_| args.output.is_none()), colour: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_in_the_units_of_the_ledger() {
        assert_eq!(window("30d", 0).unwrap(), 2_592_000);
        assert_eq!(window("1.5h", 0).unwrap(), 5_400);
        assert_eq!(window("7", 3).unwrap(), 7_000);
        assert_eq!(window("0", 0).unwrap(), 0);
        for wrong in ["", "d", "3y", "-1d", "99999999999999999999w"] {
            assert!(window(wrong, 0).is_err(), "{wrong}");
        }
    }
}
