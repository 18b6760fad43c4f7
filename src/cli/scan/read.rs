//! Reads the ledger, and says what was read.

use std::{fs, io::Write as _};

use rayon::ThreadPoolBuilder;

use crate::{
    answer::{
        visible,
        words::{plural, thousands},
    },
    cli::{
        args::{IncompleteArg, NamesArg, NegativeArg, ReadingArgs},
        misplaced,
        outcome::Failure,
    },
    ledger::{self, DecimalSign, Incomplete, Ledger, LedgerError, Names, Negative, Owners, Rates, Reading},
    model::Stop,
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
                    writeln!(terminal.err, "error: {}\nhelp: {}\n", visible(&fault.to_string()), fault.flaw.help())?;
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
    let report = ledger.report();
    let err = &mut terminal.err;
    let rows = |count: u64| {
        format!(
            "{} {}",
            thousands(usize::try_from(count).unwrap_or(usize::MAX)),
            plural(usize::try_from(count).unwrap_or(0), "row")
        )
    };
    let mut read = format!("read {}", rows(report.rows));
    if report.files.len() > 1 {
        read += &format!(" of {} files", report.files.len());
    }
    if let Some(about) = report.files.first().map(|file| &file.about).filter(|about| !about.is_empty()) {
        read += &format!(" ({about})");
    }
    read += &format!(": {}", report.taken());
    let mut details: Vec<String> = Vec::new();
    details.extend(report.profile.map(|name| format!("the layout is that of {name}")));
    details.extend(report.times.clone());
    details.extend(report.decimal.map(|sign| match sign {
        DecimalSign::Point => "decimals behind a point".to_owned(),
        DecimalSign::Comma => "decimals behind a comma".to_owned(),
    }));
    details.extend(currencies(&report.currencies, ledger.converted_into()));
    details.push(order.to_owned());
    writeln!(err, "note: {}; {}", visible(&read), visible(&details.join("; ")))?;
    let left = &report.left;
    if left.rows() > 0 {
        let nobody = |(word, count): &(String, u64)| {
            let word = if word.is_empty() { "an empty cell".to_owned() } else { format!("`{word}`") };
            format!("{count} with {word} for a payer or payee")
        };
        let mut why: Vec<String> = left.nobody.iter().take(5).map(nobody).collect();
        let more: u64 = left.nobody.iter().skip(5).map(|(_, count)| count).sum();
        why.extend((more > 0).then(|| format!("{more} with another word for nobody")));
        why.extend((left.unknown > 0).then(|| format!("{} without a time or an amount", left.unknown)));
        why.extend((left.negative > 0).then(|| format!("{} with a negative amount", left.negative)));
        writeln!(err, "note: {} left out: {}", rows(left.rows()), visible(&why.join(", ")))?;
    }
    if left.reversed > 0 {
        writeln!(err, "note: {} with a negative amount read as payments the other way", rows(left.reversed))?;
    }
    if left.remarks > 0 {
        writeln!(
            err,
            "note: {} that begin with # not read",
            if left.remarks == 1 { "1 line".to_owned() } else { format!("{} lines", left.remarks) }
        )?;
    }
    if let Some(owned) = report.owned {
        writeln!(
            err,
            "note: {} of {} accounts have an owner; {} between accounts of one owner are in no loop",
            thousands(usize::try_from(owned.accounts).unwrap_or(usize::MAX)),
            thousands(usize::try_from(owned.of).unwrap_or(usize::MAX)),
            if owned.within == 1 { "1 payment".to_owned() } else { format!("{} payments", owned.within) }
        )?;
    }
    if !report.unread.is_empty() {
        let mut names: Vec<String> = report.unread.iter().take(12).map(|name| format!("`{name}`")).collect();
        names.extend(
            report.unread.len().checked_sub(12).filter(|more| *more > 0).map(|more| format!("and {more} more")),
        );
        writeln!(err, "note: not read: {}", visible(&names.join(", ")))?;
    }
    for doubt in &report.doubts {
        writeln!(err, "doubt: {}", visible(&doubt.to_string()))?;
    }
    Ok(())
}

/// In which currencies the payments are, and how they are compared: `converted` is what all were converted into.
fn currencies(counts: &[(String, u64)], converted: Option<&str>) -> Option<String> {
    let name = |name: &str| if name.is_empty() { "an unsaid currency".to_owned() } else { name.to_owned() };
    match counts {
        [] => None,
        [(only, _)] => Some(format!("all in {}", name(only))),
        several => {
            let mut shown: Vec<String> =
                several.iter().take(4).map(|(own, count)| format!("{} {count}", name(own))).collect();
            shown.extend(several.len().checked_sub(4).filter(|more| *more > 0).map(|more| format!("{more} more")));
            let compared = match converted {
                None => "never compared with each other".to_owned(),
                Some("") => "compared by --rates".to_owned(),
                Some(base) => format!("compared in {base} by --rates"),
            };
            Some(format!("{} currencies ({}), {compared}", several.len(), shown.join(", ")))
        }
    }
}
