//! Any amount: of any size, with digits set apart in groups, a currency beside it, in parentheses, with a power of ten.
//!
//! The sign before the decimals differs from country to country, and one number alone often does not tell it. So each
//! number also says what it is evidence for, and the column decides ([`Signs`]).

use num_bigint::BigInt;

use super::{
    error::Flaw,
    head::trim,
    how::How,
    number::{MAX_PLACES, Number},
    reading::DecimalSign,
};

/// What the amounts of a column say about the sign before their decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a piece of evidence")]
pub(super) struct Signs {
    /// Some number can only be read with a point: `1.5`, `1,234.50`.
    pub(super) point: bool,
    /// Some number can only be read with a comma: `1,5`, `1.234,50`.
    pub(super) comma: bool,
    /// Some number is `1.234`: one and some thousandths, or a thousand and some.
    pub(super) point_or_group: bool,
    /// Some number is `1,234`.
    pub(super) comma_or_group: bool,
}

impl Signs {
    /// What a number that has been read with a decimal point says.
    #[inline]
    pub(super) fn note(&mut self, number: Number) {
        if number.places > 0 {
            let could_be_group = number.places == 3 && (1_000..1_000_000).contains(&number.units);
            self.point |= !could_be_group;
            self.point_or_group |= could_be_group;
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.point |= other.point;
        self.comma |= other.comma;
        self.point_or_group |= other.point_or_group;
        self.comma_or_group |= other.comma_or_group;
    }
}

/// A number of any size, exactly: `units` / 10^`places`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Figure {
    Small(Number),
    Large { units: BigInt, places: u32 },
}

/// An amount as it stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount<'a> {
    pub(super) figure: Figure,
    pub(super) is_negative: bool,
    /// The currency beside the number, or nothing.
    pub(super) mark: &'a str,
}

/// The most digits of an amount, and the most zeros that a power of ten may add: the largest number on any chain has 78.
const MOST: usize = 200;

/// Words beside a number that multiply it, or turn it round; they are no currencies.
const NO_CURRENCY: [&str; 10] = ["MIO", "MRD", "MLN", "BLN", "MIL", "TSD", "MILL", "BILL", "DEB", "CRE"];

/// Currencies that are not written as three to five capital letters.
const SMALL_MARKS: [&str; 9] = ["kr", "kr.", "zł", "Kč", "Fr.", "Rs", "Rs.", "лв", "руб."];

/// Reads an amount whose decimals stand behind that sign; notes what it is evidence for, also if it cannot be read.
pub(super) fn read<'a>(cell: &'a str, decimal: DecimalSign, signs: &mut Signs) -> Result<Amount<'a>, Flaw> {
    let text = trim(cell);
    number(text, decimal, signs).map_err(|flaw| match flaw {
        Flaw::NotANumber if How::says_nothing(text) => Flaw::Unsaid,
        other => other,
    })
}

fn number<'a>(text: &'a str, decimal: DecimalSign, signs: &mut Signs) -> Result<Amount<'a>, Flaw> {
    if text.is_empty() {
        return Err(Flaw::Empty);
    }
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let (minus, rest) = signed(inner.unwrap_or(text));
    let (before, rest) = leading_mark(rest);
    let (minus_inside, rest) = signed(rest);
    let (rest, after) = trailing_mark(rest);
    let rest = without_cents(rest);
    let (rest, minus_behind) = rest.strip_suffix('-').map_or((rest, false), |rest| (rest.trim_end(), true));
    let signs_before = [inner.is_some(), minus, minus_inside, minus_behind];
    let is_negative = signs_before.contains(&true);
    if signs_before.iter().filter(|own| **own).count() > 1 || (!before.is_empty() && !after.is_empty()) {
        return Err(Flaw::NotANumber);
    }
    let mark = if before.is_empty() { after } else { before };
    let (digits, power) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], rest[at + 1..].parse::<i32>().map_err(|_| Flaw::NotANumber)?),
        None => (rest, 0),
    };
    let (whole, part) = split(digits, decimal, signs)?;
    let figure = figure(&whole, &part, power)?;
    Ok(Amount { figure, is_negative, mark })
}

/// Without the dash that stands for no cents: `900.-`, `900,--`.
fn without_cents(text: &str) -> &str {
    let rest = text.trim_end_matches(['-', '–', '—']);
    match rest.strip_suffix(['.', ',']) {
        Some(whole) if rest.len() < text.len() => whole,
        _ => text,
    }
}

/// Whether there is a minus at the beginning, and what follows.
fn signed(text: &str) -> (bool, &str) {
    if let Some(rest) = text.strip_prefix(['-', '−', '–']) {
        return (true, rest.trim_start());
    }
    (false, text.strip_prefix('+').unwrap_or(text).trim_start())
}

/// The currency at the beginning, and what follows it.
fn leading_mark(text: &str) -> (&str, &str) {
    let end = text.find(|sign: char| sign.is_ascii_digit() || "-−+.,".contains(sign)).unwrap_or(text.len());
    // A point behind letters belongs to them: `Fr. 5`, `Rs.5`. Behind a sign it stands before decimals: `$.50`.
    let is_word = text[..end].ends_with(char::is_alphabetic);
    let end = if is_word && text[end..].starts_with('.') { end + 1 } else { end };
    let mark = trim(&text[..end]);
    if is_mark(mark) { (mark, trim(&text[end..])) } else { ("", text) }
}

/// What stands before the currency at the end, and the currency.
fn trailing_mark(text: &str) -> (&str, &str) {
    let last_digit = text.rfind(|sign: char| sign.is_ascii_digit()).map_or(0, |at| at + 1);
    let rest = &text[last_digit..];
    let start = rest.find(|sign: char| !".,-–—".contains(sign)).map_or(text.len(), |at| last_digit + at);
    let mark = trim(&text[start..]);
    if is_mark(mark) { (trim(&text[..start]), mark) } else { (text, "") }
}

/// Whether the sign beside a number and the currency of its row cannot both be right. Many countries have a `$`.
pub(super) fn contradicts(mark: &str, currency: &[u8]) -> bool {
    let code = match mark {
        "€" => "EUR",
        "£" => "GBP",
        "₹" => "INR",
        code => code,
    };
    let is_code = |text: &[u8]| text.len() == 3 && text.iter().all(u8::is_ascii_alphabetic);
    let currency = currency.trim_ascii();
    is_code(code.as_bytes()) && is_code(currency) && !currency.eq_ignore_ascii_case(code.as_bytes())
}

fn is_mark(text: &str) -> bool {
    let is_sign = |sign: char| "$€£¥₹₽₩₿¢₺₴₪₫฿₦₱₡₲₸₼₾元円₵₭₮".contains(sign);
    let is_code = (3..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let signs = text.chars().filter(|&sign| is_sign(sign)).count();
    // `US$`, `A$`, `R$`.
    let is_signed =
        signs == 1 && text.chars().all(|sign| is_sign(sign) || sign.is_ascii_uppercase()) && text.chars().count() <= 3;
    (is_code && !NO_CURRENCY.contains(&text)) || is_signed || SMALL_MARKS.contains(&text)
}

/// The digits before and behind the decimal sign.
fn split(text: &str, decimal: DecimalSign, signs: &mut Signs) -> Result<(String, String), Flaw> {
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    let last = |sign: char| text.rfind(sign).unwrap_or(0);
    let sign_of = |own: DecimalSign| if own == DecimalSign::Point { '.' } else { ',' };
    // What the number says of itself; nothing if it could be read both ways, or has neither sign.
    let own = match (points, commas) {
        (0, 0) => None,
        (1, 0) | (0, 1) => {
            let sign = if points == 1 { DecimalSign::Point } else { DecimalSign::Comma };
            let (before, behind) = text.split_once(sign_of(sign)).unwrap_or((text, ""));
            let is_group = behind.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
            if is_group {
                signs.point_or_group |= points == 1;
                signs.comma_or_group |= commas == 1;
                None
            } else {
                Some(sign)
            }
        }
        (1, _) if last('.') > last(',') => Some(DecimalSign::Point),
        (_, 1) if last(',') > last('.') => Some(DecimalSign::Comma),
        (0, _) => Some(DecimalSign::Point),
        (_, 0) => Some(DecimalSign::Comma),
        _ => return Err(Flaw::NotANumber),
    };
    signs.point |= own == Some(DecimalSign::Point);
    signs.comma |= own == Some(DecimalSign::Comma);
    let is_other = own.is_some_and(|own| own != decimal);
    let decimal = own.unwrap_or(decimal);
    let (whole, part) = text.split_once(sign_of(decimal)).unwrap_or((text, ""));
    let group = if decimal == DecimalSign::Point { ',' } else { '.' };
    let whole = ungrouped(whole, group)?;
    if !part.bytes().all(|byte| byte.is_ascii_digit()) || (whole.is_empty() && part.is_empty()) {
        return Err(Flaw::NotANumber);
    }
    if is_other { Err(Flaw::OtherDecimal) } else { Ok((whole, part.to_owned())) }
}

/// Digits without what parts their groups: one kind of sign, three digits behind the last, and two or three behind each
/// other one, as in India.
fn ungrouped(text: &str, group: char) -> Result<String, Flaw> {
    let is_sign = |sign: char| sign == group || "'’ \u{a0}\u{202f}\u{2009}_".contains(sign);
    let Some(sign) = text.chars().find(|&sign| is_sign(sign)) else {
        return if text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(text.to_owned())
        } else {
            Err(Flaw::NotANumber)
        };
    };
    let groups: Vec<&str> = text.split(sign).collect();
    let are_digits = groups.iter().all(|own| own.bytes().all(|byte| byte.is_ascii_digit()));
    let (first, rest) = (groups[0], &groups[1..]);
    let is_sound = (1..=3).contains(&first.len())
        && rest.last().is_some_and(|last| last.len() == 3)
        && (rest.iter().all(|own| own.len() == 3) || rest[..rest.len() - 1].iter().all(|own| own.len() == 2));
    if are_digits && is_sound {
        Ok(groups.concat())
    } else {
        Err(if are_digits { Flaw::Separated } else { Flaw::NotANumber })
    }
}

fn figure(whole: &str, part: &str, power: i32) -> Result<Figure, Flaw> {
    let mut digits = format!("{whole}{part}");
    let mut places = i64::try_from(part.len()).unwrap_or(i64::MAX) - i64::from(power);
    if digits.len() > MOST || places.unsigned_abs() > MOST as u64 {
        return Err(Flaw::TooLarge);
    }
    while places < 0 {
        digits.push('0');
        places += 1;
    }
    // A power of ten may leave zeros behind that no other number needs.
    while power != 0 && places > 0 && digits.len() > 1 && digits.ends_with('0') {
        digits.pop();
        places -= 1;
    }
    let places = u32::try_from(places).map_err(|_| Flaw::TooLarge)?;
    match (digits.parse::<i64>(), u8::try_from(places)) {
        (Ok(units), Ok(places)) if places <= MAX_PLACES => Ok(Figure::Small(Number { units, places })),
        _ => Ok(Figure::Large { units: digits.parse().map_err(|_| Flaw::NotANumber)?, places }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, decimal: DecimalSign) -> String {
        let mut signs = Signs::default();
        match read(text, decimal, &mut signs) {
            Ok(Amount { figure, is_negative, mark }) => {
                let (units, places) = match figure {
                    Figure::Small(Number { units, places }) => (units.to_string(), u32::from(places)),
                    Figure::Large { units, places } => (units.to_string(), places),
                };
                format!("{}{units}/{places} {mark}", if is_negative { "-" } else { "" }).trim_end().to_owned()
            }
            Err(flaw) => format!("{flaw:?}"),
        }
    }

    #[test]
    fn as_people_write_them() {
        let point = |text| of(text, DecimalSign::Point);
        for (text, read) in [
            ("1,234.50", "123450/2"),
            ("1,234", "1234/0"),
            ("1.234", "1234/3"),
            ("12,34,567.8", "12345678/1"),
            ("1 234 567", "1234567/0"),
            ("1'234.5", "12345/1"),
            ("1_000", "1000/0"),
            ("$5", "5/0 $"),
            ("-$5.10", "-510/2 $"),
            ("$-5.10", "-510/2 $"),
            ("(5.10)", "-510/2"),
            ("(US$ 5)", "-5/0 US$"),
            ("5 USD", "5/0 USD"),
            ("CHF 1'000.50", "100050/2 CHF"),
            ("Fr. 5", "5/0 Fr."),
            ("Rs.500", "500/0 Rs."),
            ("$.50", "50/2 $"),
            ("CHF 1'000.--", "1000/0 CHF"),
            ("900.-", "900/0"),
            ("-900,\u{2013} €", "-900/0 €"),
            ("5-", "-5/0"),
            ("\u{2212}5", "-5/0"),
            ("1.5e6", "1500000/0"),
            ("1.2345E+3", "12345/1"),
            ("5e-3", "5/3"),
            ("123456789012345678901", "123456789012345678901/0"),
            ("0.1234567890123456789", "1234567890123456789/19"),
            ("\u{a0}7\u{200b}", "7/0"),
        ] {
            assert_eq!(point(text), read, "{text}");
        }
        let comma = |text| of(text, DecimalSign::Comma);
        for (text, read) in [
            ("1.234,50", "123450/2"),
            ("1.000", "1000/0"),
            ("1,000", "1000/3"),
            ("1.234.567", "1234567/0"),
            ("2,5 €", "25/1 €"),
        ] {
            assert_eq!(comma(text), read, "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for (text, flaw) in [
            ("", "Empty"),
            ("two", "NotANumber"),
            ("5M", "NotANumber"),
            ("5k", "NotANumber"),
            ("5 MIO", "NotANumber"),
            ("5%", "NotANumber"),
            ("--5", "NotANumber"),
            ("(-5)", "NotANumber"),
            ("$5 USD", "NotANumber"),
            ("USD.5", "NotANumber"),
            ("1.2.3,4,5", "NotANumber"),
            ("1,5", "OtherDecimal"),
            ("1.234,50", "OtherDecimal"),
            ("1'23", "Separated"),
            ("12/17/2025", "NotANumber"),
            ("1e999999", "TooLarge"),
            (".", "NotANumber"),
            ("e5", "NotANumber"),
            ("NaN", "Unsaid"),
            ("-", "Unsaid"),
            ("inf", "NotANumber"),
        ] {
            assert_eq!(of(text, DecimalSign::Point), flaw, "{text}");
        }
    }
}
