//! Times, shares and amounts as they are typed, in the units of the ledger.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{
    answer::Refusal,
    ledger::{Floor, Ledger, Share},
    model::Amount,
};

/// `30d`, `12h`, `15m`, `90s`, `2w`, or a plain number in the unit of the time column.
pub(crate) fn window(text: &str, ledger: &Ledger) -> Result<i64, Refusal> {
    let wrong = || Refusal::help(format!("`{text}` is not a window"), "write 30d, 12h, 15m, 90s, or a plain number");
    let digits = text.trim_end_matches(|sign: char| sign.is_ascii_alphabetic());
    let number: Decimal = digits.trim().parse().map_err(|_| wrong())?;
    let second = 1_000_000_000_i64;
    let nanoseconds = match &text[digits.len()..] {
        "" => None,
        "ns" => Some(1),
        "us" => Some(1_000),
        "ms" => Some(1_000_000),
        "s" => Some(second),
        "m" | "min" => Some(60 * second),
        "h" => Some(3_600 * second),
        "d" => Some(86_400 * second),
        "w" => Some(604_800 * second),
        _ => return Err(wrong()),
    };
    let scale = Decimal::from(10_i64.checked_pow(ledger.time_scale()).ok_or_else(wrong)?);
    let units = match nanoseconds {
        None => number.checked_mul(scale),
        Some(nanoseconds) => {
            let Some(unit) = ledger.time_unit() else { return Err(unknown_unit(text, ledger)) };
            let own = Decimal::from(nanoseconds) / Decimal::from(unit.nanoseconds());
            number.checked_mul(own).and_then(|units| units.checked_mul(scale))
        }
    };
    units.filter(|units| !units.is_sign_negative()).and_then(|units| units.floor().to_i64()).ok_or_else(wrong)
}

/// The times are numbers, and nobody has said what 1 of them is.
fn unknown_unit(text: &str, ledger: &Ledger) -> Refusal {
    let column = ledger.report().columns.time.as_deref().unwrap_or_default();
    let times = ledger.times().unwrap_or_default();
    let [least, most] = [times.iter().min(), times.iter().max()]
        .map(|time| time.map_or_else(String::new, |time| ledger.time_words(*time)));
    Refusal::help(
        format!("`{column}` holds plain numbers, {least} to {most}, and `{text}` is not in their unit"),
        "say what a step is, such as --time-unit hour, or write the window as a number of steps",
    )
}

/// What the window is in the unit of the times, if it was not written in it. Dates are in seconds, as nobody would guess who
/// writes a plain number beside them.
pub(crate) fn said_window(text: &str, window: i64, ledger: &Ledger) -> Option<String> {
    let unit = ledger.time_unit()?;
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let scale = ledger.time_scale();
    (is_plain == ledger.dated()).then(|| {
        format!(
            "note: window {text} = {} {unit}s of `{}`",
            trimmed(&crate::ledger::decimal(window, scale)),
            ledger.report().columns.time.as_deref().unwrap_or_default()
        )
    })
}

fn trimmed(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}

/// The least amount: `1000`, `1M`, or with a currency, `USD 1000`.
pub(crate) fn floor(text: &str, ledger: &Ledger) -> Result<Floor, Refusal> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if let [one, other] = words.as_slice() {
        let (currency, number) = if figure(one).is_ok() { (other, one) } else { (one, other) };
        let unit = ledger.unit_of(currency).ok_or_else(|| {
            let known: Vec<&str> = ledger.report().currencies.iter().map(|(name, _)| name.as_str()).take(8).collect();
            let known = if known.is_empty() {
                "the ledger says no currencies".to_owned()
            } else {
                format!("there are {}", known.join(", "))
            };
            Refusal::help(format!("--min-amount: no payment is in `{currency}`"), known)
        })?;
        return Ok(Floor { unit: Some(unit), least: figure(number)? });
    }
    let least = figure(text)?;
    let currencies = &ledger.report().currencies;
    if let [(one, _), (other, _), ..] = currencies.as_slice()
        && !ledger.is_converted()
    {
        return Err(Refusal::help(
            format!("--min-amount {text}: in which currency? There are {}", currencies.len()),
            format!(
                "write --min-amount \"{one} {text}\", and again for {other}; or give --rates, so that all are compared"
            ),
        ));
    }
    Ok(Floor { unit: None, least })
}

fn figure(text: &str) -> Result<Decimal, Refusal> {
    if let Some((whole, part)) = text.split_once('.')
        && part.len() == 3
        && (1..=3).contains(&whole.len())
        && !whole.starts_with('0')
        && part.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Err(Refusal::help(
            format!("--min-amount: `{text}` can be {whole} or {whole}{part}"),
            format!("write {} or {whole}{part}", trimmed(text)),
        ));
    }
    if let Ok(number) = text.parse() {
        return Ok(number);
    }
    let amount: Amount = text.parse().map_err(|error: crate::model::AmountError| {
        Refusal::help(format!("--min-amount: {}", error.message), error.help)
    })?;
    amount.range().stated.ok_or_else(|| Refusal::new("--min-amount needs a figure, such as `1000` or `1M`"))
}

/// `0.9`, `90%`, or both bounds, `0.9..1.1`.
pub(crate) fn share(text: &str) -> Result<Share, Refusal> {
    let wrong =
        || Refusal::help(format!("`{text}` is not a share"), "write 0.9 for nine tenths, or 0.9..1.1 for both bounds");
    let one = |text: &str| {
        let (digits, is_percent) =
            text.trim().strip_suffix('%').map_or((text.trim(), false), |digits| (digits.trim_end(), true));
        let number: Decimal = digits.parse().map_err(|_| wrong())?;
        let share = if is_percent { number / Decimal::ONE_HUNDRED } else { number };
        let is_sound = !share.is_sign_negative() && share.scale() <= 9 && share <= Decimal::from(1_000_000);
        is_sound.then_some(share).ok_or_else(wrong)
    };
    let Some((least, most)) = text.split_once("..") else {
        let least = one(text)?;
        if least > Decimal::ONE {
            return Err(Refusal::help(
                format!("--keep {text} asks that each payment be {text} times the one before"),
                format!("write {text}% for a share, or {text}.. if that is meant"),
            ));
        }
        return Ok(Share { least, most: None });
    };
    let least = if least.trim().is_empty() { Decimal::ZERO } else { one(least)? };
    let most = if most.trim().is_empty() { None } else { Some(one(most)?) };
    if most.is_some_and(|most| most < least) {
        return Err(wrong());
    }
    Ok(Share { least, most })
}

/// Accounts by their names; none if no name is given. Those that are in no payment do not matter if another one is.
pub(crate) fn accounts(names: &[String], ledger: &Ledger) -> Result<Option<Vec<u32>>, Refusal> {
    if names.is_empty() {
        return Ok(None);
    }
    let known: Vec<u32> = names.iter().filter_map(|name| ledger.accounts().find(name)).collect();
    if !known.is_empty() {
        return Ok(Some(known));
    }
    let example =
        ledger.accounts().names().next().map_or_else(String::new, |name| format!("; they are named as in `{name}`"));
    let alike = names.iter().find_map(|name| ledger.accounts().alike(name));
    let message = match names {
        [name] => format!("no payment names the account `{name}`"),
        several => format!("no payment names any of these {} accounts", several.len()),
    };
    let help = alike
        .map_or_else(|| format!("name an account of the ledger{example}"), |name| format!("did you mean `{name}`?"));
    Err(Refusal::help(message, help))
}

/// A moment, in the units of the ledger.
pub(crate) fn moment(text: &str, ledger: &Ledger) -> Result<i64, Refusal> {
    ledger.moment(text).ok_or_else(|| {
        let example =
            if ledger.dated() { "2025-12-17, or 2025-12-17T10:00:00Z" } else { "a number as in the time column" };
        Refusal::help(format!("`{text}` is not a time of this ledger"), format!("write {example}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Reading, from_bytes};

    fn of(text: &str, times: &str) -> Result<i64, Refusal> {
        let rows = times.split(' ').map(|time| format!("a,b,{time}\n")).collect::<Vec<_>>().concat();
        window(text, &from_bytes(format!("from,to,time\n{rows}").as_bytes(), &Reading::default()).expect("a ledger"))
    }

    #[test]
    fn windows_are_in_the_units_of_the_ledger() {
        assert_eq!(of("30d", "2025-01-01").unwrap(), 2_592_000);
        assert_eq!(of("1.5h", "2025-01-01").unwrap(), 5_400);
        assert_eq!(of("7", "1.125 2").unwrap(), 7_000);
        assert_eq!(of("1d", "1661991600000").unwrap(), 86_400_000);
        assert_eq!(of("1d", "1661991600000000000").unwrap(), 86_400_000_000_000);
        assert_eq!(of("1d", "1661991600.5").unwrap(), 864_000);
        assert_eq!(of("0", "1").unwrap(), 0);
        assert!(of("1d", "1 743").is_err(), "nobody has said what a step is");
        for wrong in ["", "d", "3y", "-1d", "99999999999999999999w"] {
            assert!(of(wrong, "2025-01-01").is_err(), "{wrong}");
        }
    }

    #[test]
    fn shares() {
        let of = |text| share(text).map(|share| (share.least.to_string(), share.most.map(|most| most.to_string())));
        assert_eq!(of("0.9").unwrap(), ("0.9".to_owned(), None));
        assert_eq!(of("90%").unwrap().0, "0.90");
        assert_eq!(of("0.9..1.1").unwrap(), ("0.9".to_owned(), Some("1.1".to_owned())));
        assert_eq!(of("..1.1").unwrap().0, "0");
        assert_eq!(of("2..").unwrap().0, "2");
        for wrong in ["90", "much", "-0.5", "1.1..0.9"] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }
}
