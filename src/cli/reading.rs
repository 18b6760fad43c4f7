//! Flags → how files of other programs are to be read.

use std::path::Path;

use super::{
    args::{DayOrder, TableArgs},
    outcome::Failure,
};
use crate::{
    ledger::Rates,
    load::{self, GivenRate, Reading, Renamed, SameName},
    model::{AmountStyle, Currency, Decimal, UnknownCurrency, When},
};

/// What the flags say.
pub(super) fn reading(args: &TableArgs) -> Result<Reading, Failure> {
    let mut reading = Reading {
        decimal: args.decimal.as_deref().map(decimal).transpose()?,
        day_first: args.days.map(|order| order == DayOrder::DayFirst),
        currency: args.currency.as_deref().map(currency).transpose()?,
        unit: args.unit.as_deref().map(unit).transpose()?,
        sheets: args.sheet.clone(),
        separator: args.separator.as_deref().map(separator).transpose()?,
        ..Reading::default()
    };
    for pair in &args.rename {
        let (theirs, ours) = halves(pair, '=', "renames nothing", "write THEIRS=OURS, such as type=kind")?;
        reading.rename.push(Renamed { theirs, ours });
    }
    for pair in &args.word {
        let (theirs, ours) = halves(pair, '=', "names one word only", "write THEIRS=OURS, such as loi=announced")?;
        reading.words.push(Renamed { theirs, ours });
    }
    for pair in &args.set {
        let (column, value) = halves(pair, '=', "sets nothing", "write COLUMN=VALUE, such as kind=services")?;
        match column.as_str() {
            "kind" => reading.kind = Some(value),
            "status" => reading.status = Some(value),
            "date" => reading.date = Some(value),
            other => {
                let message = format!("`{other}` cannot be set for every deal");
                return Err(Failure::help(message, "what can be set: kind, status and date"));
            }
        }
    }
    for text in &args.rate {
        let help = "write CODE=RATE@DAY, such as EUR=1.08@2026-06-30";
        let (code, rest) = halves(text, '=', "is no rate", help)?;
        let (worth, on) = halves(&rest, '@', "is no rate of a day", help)?;
        let rate = worth.parse().ok().filter(|rate: &Decimal| *rate > Decimal::ZERO);
        let rate = rate.ok_or_else(|| Failure::help(format!("`{worth}` is no rate"), help))?;
        let on = on.parse().map_err(|_| Failure::help(format!("`{on}` is not a date"), help))?;
        reading.rates.push(GivenRate { currency: currency(&code)?, rate, on });
    }
    if let Some(path) = &args.rates {
        for row in rates(path)?.all() {
            reading.rates.push(GivenRate { currency: currency(row.currency)?, rate: row.worth, on: When::on(row.day) });
        }
    }
    for pair in &args.same {
        let (name, means) = halves(pair, '=', "names one name only", "write NAME=COMPANY, such as 'Kia Corp=Kia'")?;
        reading.same.push(SameName { name, means });
    }
    for names in &args.distinct {
        reading.learn_distinct(names);
    }
    if let Some(path) = &args.aliases {
        let bytes =
            load::read(path).map_err(|error| Failure::new(format!("cannot read `{}`: {error}", path.display())))?;
        reading.learn_aliases(&path.display().to_string(), bytes).map_err(Failure::Data)?;
    }
    reading.check_names().map_err(|clash| Failure::help(clash.message, clash.help))?;
    Ok(reading)
}

fn currency(text: &str) -> Result<Currency, Failure> {
    text.parse().map_err(|error: UnknownCurrency| Failure::help(error.to_string(), error.help()))
}

fn rates(path: &Path) -> Result<Rates, Failure> {
    Rates::read(path).map_err(|error| {
        let message = match std::error::Error::source(&error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        };
        Failure::Other { message, help: error.help() }
    })
}

/// A unit alone: its currency is `--currency`'s to say.
fn unit(text: &str) -> Result<Decimal, Failure> {
    match AmountStyle::of_unit(text) {
        Ok(AmountStyle { unit: Some(unit), currency: None, .. }) => Ok(unit),
        _ => Err(Failure::help(format!("`{text}` is no unit"), "write --unit thousand, million or billion")),
    }
}

/// The text before a sign and the text after it.
fn halves(text: &str, sign: char, wrong: &str, help: &str) -> Result<(String, String), Failure> {
    let halves = text.split_once(sign).ok_or_else(|| Failure::help(format!("`{text}` {wrong}"), help))?;
    Ok((halves.0.trim().to_owned(), halves.1.trim().to_owned()))
}

fn decimal(text: &str) -> Result<char, Failure> {
    match text {
        "." => Ok('.'),
        "," => Ok(','),
        _ => Err(Failure::help(format!("`{text}` is no sign before decimals"), "write --decimal . or --decimal ,")),
    }
}

fn separator(text: &str) -> Result<u8, Failure> {
    match text {
        "tab" | "\\t" | "\t" => Ok(b'\t'),
        "," | ";" | "|" => Ok(text.as_bytes().first().copied().unwrap_or(b',')),
        _ => Err(Failure::help(format!("`{text}` parts no cells"), "write one of , ; | and tab")),
    }
}
