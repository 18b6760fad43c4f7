//! Reads the ledger, and says what was read.

use std::{fs, io::Write as _};

use rayon::ThreadPoolBuilder;

use crate::{
    answer::visible,
    cli::{
        args::{IncompleteArg, NamesArg, NegativeArg, ReadingArgs},
        misplaced,
        outcome::Failure,
    },
    ledger::{self, DecimalSign, Incomplete, Ledger, LedgerError, Names, Negative, Owners, Rates, Reading},
    model::Stop,
    scan::notes,
    terminal::{Progress, Terminal},
};

/// How the flags say that a ledger is to be read, and behind them the profile.
fn reading(args: &ReadingArgs) -> Result<Reading, Failure> {
    let decimal = args.decimal.as_deref().map(|sign| match sign {
        "." | "point" => Ok(DecimalSign::Point),
        "," | "comma" => Ok(DecimalSign::Comma),
        _ => Err(Failure::help(format!("`{sign}` stands before no decimals"), "write --decimal . or --decimal ,")),
    });
    let separator = args.separator.as_deref().map(|sign| match (sign, sign.chars().next()) {
        ("tab" | "\\t", _) => Ok('\t'),
        ("space", _) => Ok(' '),
        (_, Some(own)) if sign.len() == 1 && own.is_ascii() && !own.is_alphanumeric() && own != '"' => Ok(own),
        _ => Err(Failure::help(format!("`{sign}` cannot part two cells"), "write one sign, such as `;`, or tab")),
    });
    let unit = args.time_unit.as_deref().map(|text| {
        let wrong = || {
            Failure::help(
                format!("`{text}` is no unit of time"),
                "write second, ms, us, ns, minute, hour, day, week or excel",
            )
        };
        text.parse().map_err(|()| wrong())
    });
    let own = Reading {
        from: args.from.clone(),
        to: args.to.clone(),
        time: args.time.clone(),
        amount: args.amount.clone(),
        currency: args.currency.clone(),
        header: args.no_header.then_some(false),
        separator: separator.transpose()?,
        encoding: args.encoding.clone(),
        sheet: args.sheet.clone(),
        decimal: decimal.transpose()?,
        time_format: args.time_format.clone(),
        time_unit: unit.transpose()?,
        names: args.names.map(|names| match names {
            NamesArg::Exact => Names::Exact,
            NamesArg::Fold => Names::Fold,
        }),
        nobody: args.nobody.clone(),
        incomplete: args.incomplete.map(|what| match what {
            IncompleteArg::Skip => Incomplete::Skip,
            IncompleteArg::Refuse => Incomplete::Refuse,
        }),
        negative: args.negative.map(|what| match what {
            NegativeArg::Refuse => Negative::Refuse,
            NegativeArg::Reverse => Negative::Reverse,
            NegativeArg::Skip => Negative::Skip,
        }),
        recognised_by: Vec::new(),
    };
    Ok(match &args.profile {
        None => own,
        Some(name) => own.or(profile(name)?),
    })
}

/// A profile from a file, or one that is shipped.
fn profile(name: &str) -> Result<Reading, Failure> {
    match fs::read_to_string(name) {
        Ok(text) => ledger::profile(&text)
            .map_err(|error| Failure::Other { message: format!("`{name}`: {error}"), help: error.help() }),
        Err(error) => ledger::shipped(name).ok_or_else(|| {
            let known: Vec<&str> = ledger::profiles().collect();
            Failure::help(
                format!("cannot read the profile `{name}`: {error}"),
                format!("name a file that --explain has written, or one of {}", known.join(", ")),
            )
        }),
    }
}

/// Reads the ledger; `None` if Ctrl-C or the deadline came first.
pub(super) fn read(
    args: &ReadingArgs,
    threads: usize,
    stop: &Stop,
    terminal: &mut Terminal,
) -> Result<Option<Ledger>, Failure> {
    let reading = reading(args)?;
    let progress = Progress::reading(terminal);
    let told = |done, all| progress.bytes(done, all);
    let read = || ledger::read(&args.ledger, &reading, &told, stop);
    let ledger = match ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(read),
        Err(_) => read(),
    };
    let ledger = ledger.and_then(|ledger| match &args.owners {
        Some(path) => ledger.owned(&Owners::read(path)?),
        None => Ok(ledger),
    });
    let ledger = ledger.and_then(|ledger| match &args.rates {
        Some(path) => ledger.converted(&Rates::read(path)?),
        None => Ok(ledger),
    });
    match ledger {
        Ok(ledger) => Ok(Some(ledger)),
        Err(LedgerError::Stopped) => Ok(None),
        Err(error) => {
            drop(progress);
            if let Some(failure) = args.ledger.iter().find_map(|path| misplaced::of_ledger(path)) {
                return Err(failure);
            }
            if let LedgerError::Faults { first, more } = &error {
                for fault in first {
                    writeln!(
                        terminal.err,
                        "error: {}\nhelp: {}\n",
                        visible(&fault.to_string()),
                        visible(&fault.help())
                    )?;
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

/// Says what was read, what was left out, and what could be otherwise.
pub(super) fn say(ledger: &Ledger, order: &str, terminal: &mut Terminal) -> Result<(), Failure> {
    for note in notes::of_reading(ledger, order) {
        writeln!(terminal.err, "{}", visible(&note))?;
    }
    Ok(())
}
