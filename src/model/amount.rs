//! Money as it was stated, and the range that the statement leaves open.
//!
//! Unknown is never zero and never the maximum: `?` is the range from nothing to unbounded.

use std::{fmt, str::FromStr};

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::{Currency, Range, units::UNITS};

/// The largest amount accepted, in units of its currency: 10^18. Sums of any register stay exact below it.
pub const MAX_AMOUNT: i64 = 1_000_000_000_000_000_000;

/// How firmly an amount was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// `10B`
    Exactly,
    /// `~10B`
    About,
    /// `>=10B`
    AtLeast,
    /// `>10B`
    Over,
    /// `<=10B`, `up to 10B`
    UpTo,
    /// `2B..3B`
    Between,
    /// `?`
    Undisclosed,
}

/// One stated amount: the grammar of docs/format.md#amounts, in one currency.
///
/// ```
/// use roundtrip::model::Amount;
/// let up_to: Amount = "<=100B".parse()?;
/// assert_eq!(up_to.range().low, 0.into());
/// assert_eq!(up_to.to_string(), "<=100B");
/// assert!("lots".parse::<Amount>().is_err());
/// # Ok::<(), roundtrip::model::AmountError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// How firmly.
    pub bound: Bound,
    /// The figure; of a range, its lower end. Zero and meaningless if undisclosed.
    pub figure: Decimal,
    /// Upper end of a range, else the figure again.
    pub upper: Decimal,
    /// What it is counted in; US dollars when nothing was written.
    pub currency: Currency,
}

/// What is wrong with the text of an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountError {
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for AmountError {}

const GRAMMAR: &str = "write `10B`, `~10B`, `>=10B`, `>10B`, `<=10B`, `2B..3B` or `?`, with K, M, B or T";

fn error<T>(message: String) -> Result<T, AmountError> {
    Err(AmountError { message, help: GRAMMAR.to_owned() })
}

impl Amount {
    /// An undisclosed amount.
    pub fn undisclosed() -> Self {
        Self { bound: Bound::Undisclosed, figure: Decimal::ZERO, upper: Decimal::ZERO, currency: Currency::USD }
    }

    /// The same statement in another currency: `rate` units of it for one of this one.
    #[must_use]
    pub fn converted(&self, rate: Decimal, currency: Currency) -> Option<Self> {
        let figure = self.figure.checked_mul(rate)?.normalize();
        let upper = self.upper.checked_mul(rate)?.normalize();
        Some(Self { bound: self.bound, figure, upper, currency })
    }

    /// (stated, low, high), as docs/format.md#amounts defines them.
    pub fn range(&self) -> Range {
        let some = Some(self.figure);
        match self.bound {
            Bound::Exactly | Bound::About => Range { stated: some, low: self.figure, high: some },
            Bound::AtLeast | Bound::Over => Range { stated: some, low: self.figure, high: None },
            Bound::UpTo => Range { stated: some, low: Decimal::ZERO, high: some },
            Bound::Between => Range { stated: some, low: self.figure, high: Some(self.upper) },
            Bound::Undisclosed => Range::UNKNOWN,
        }
    }

    /// The amount in words for a reader, in its own currency: `about $40bn`, `up to €100bn`, `undisclosed`.
    pub fn words(&self) -> String {
        let money = |value| self.currency.money(value);
        let figure = money(self.figure);
        match self.bound {
            Bound::Exactly => figure,
            Bound::About => format!("about {figure}"),
            Bound::AtLeast => format!("at least {figure}"),
            Bound::Over => format!("over {figure}"),
            Bound::UpTo => format!("up to {figure}"),
            Bound::Between => format!("{figure} to {}", money(self.upper)),
            Bound::Undisclosed => "undisclosed".to_owned(),
        }
    }
}

impl Amount {
    /// Reads an amount of the grammar; one that names no currency is in that one.
    ///
    /// ```
    /// use roundtrip::model::{Amount, Currency};
    /// assert_eq!(Amount::read("9B", Currency::EUR)?.words(), "€9bn");
    /// assert_eq!(Amount::read("$9B", Currency::EUR)?.words(), "$9bn");
    /// # Ok::<(), roundtrip::model::AmountError>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong with the text, and how to mend it.
    pub fn read(text: &str, unsaid: Currency) -> Result<Self, AmountError> {
        let lower = text.trim().to_lowercase();
        if matches!(lower.as_str(), "?" | "undisclosed" | "unknown") {
            return Ok(Self::undisclosed());
        }
        // A currency may stand before the bound as well as before the figure: `EUR ~1.3B`, `~EUR 1.3B`.
        let (bound, rest) = split_bound(&lower);
        let (front, bound, rest) = match split_currency(&lower) {
            (tail, Some(code)) if bound == Bound::Exactly && split_bound(tail).0 != Bound::Exactly => {
                let (bound, rest) = split_bound(tail);
                (Some(code), bound, rest)
            }
            _ => (None, bound, rest),
        };
        if let Some((from, to)) = rest.split_once("..") {
            return between((text, bound), (from, to), unsaid);
        }
        let (figure, currency) = figure(rest, text)?;
        Ok(Self { bound, figure, upper: figure, currency: currency.or(front).unwrap_or(unsaid) })
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    /// As a register writes it: without a currency it is in US dollars.
    fn from_str(text: &str) -> Result<Self, AmountError> {
        Self::read(text, Currency::USD)
    }
}

/// Takes a bound off the front.
fn split_bound(text: &str) -> (Bound, &str) {
    let prefixes = [
        (">=", Bound::AtLeast),
        ("≥", Bound::AtLeast),
        ("at least ", Bound::AtLeast),
        ("<=", Bound::UpTo),
        ("≤", Bound::UpTo),
        ("up to ", Bound::UpTo),
        (">", Bound::Over),
        ("over ", Bound::Over),
        ("~", Bound::About),
        ("about ", Bound::About),
    ];
    let found = prefixes.iter().find_map(|(prefix, bound)| Some((*bound, text.strip_prefix(prefix)?)));
    found.unwrap_or((Bound::Exactly, text))
}

fn between((text, bound): (&str, Bound), (from, to): (&str, &str), unsaid: Currency) -> Result<Amount, AmountError> {
    let ((low, first), (high, second)) = (figure(from, text)?, figure(to, text)?);
    if bound != Bound::Exactly {
        return error(format!("`{text}` is a range and a bound at once"));
    }
    if low > high {
        return error(format!("`{text}` ends below its beginning"));
    }
    if first.is_some() && second.is_some() && first != second {
        return error(format!("`{text}` mixes two currencies"));
    }
    Ok(Amount { bound: Bound::Between, figure: low, upper: high, currency: first.or(second).unwrap_or(unsaid) })
}

/// The figure and its currency, from lower-case text such as `us$ 1.5bn`, `1,500,000` or `eur 2b`.
fn figure(text: &str, whole: &str) -> Result<(Decimal, Option<Currency>), AmountError> {
    let (text, currency) = split_currency(text.trim());
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c.is_whitespace());
    let scale = match text.get(digits.len()..).unwrap_or_default().trim() {
        "" => 1,
        "k" | "thousand" => 1_000,
        "m" | "mn" | "mln" | "million" => 1_000_000,
        "b" | "bn" | "billion" => 1_000_000_000,
        "t" | "tn" | "trillion" => 1_000_000_000_000_i64,
        other => return error(format!("`{whole}` is not an amount: `{other}` is not a unit")),
    };
    let plain = ungroup(digits, whole)?;
    let Ok(number) = Decimal::from_str_exact(&plain) else {
        return error(format!("`{whole}` is not an amount"));
    };
    if number.is_sign_negative() {
        return error(format!("`{whole}` is negative: turn payer and payee round instead"));
    }
    match number.checked_mul(Decimal::from(scale)) {
        Some(value) if value <= Decimal::from(MAX_AMOUNT) => Ok((value.normalize(), currency)),
        _ => error(format!("`{whole}` is more than {} trillion", MAX_AMOUNT / 1_000_000_000_000)),
    }
}

/// Takes a currency sign or code off the front or the back.
fn split_currency(text: &str) -> (&str, Option<Currency>) {
    let signs = [("us$", Currency::USD), ("$", Currency::USD), ("€", Currency::EUR)];
    let more = [("£", Currency::GBP), ("¥", Currency::JPY), ("₹", Currency::INR), ("₩", Currency::KRW)];
    for (sign, code) in signs.into_iter().chain(more) {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return (rest.trim(), Some(code));
        }
    }
    if let Some((head, tail)) = text.split_at_checked(3)
        && let Some(code) = Currency::of_code(head.trim())
        && tail.starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit())
    {
        return (tail.trim(), Some(code));
    }
    if let Some((head, tail)) = text.len().checked_sub(3).and_then(|at| text.split_at_checked(at))
        && let Some(code) = Currency::of_code(tail.trim())
        && head.ends_with(char::is_whitespace)
    {
        return (head.trim(), Some(code));
    }
    (text, None)
}

/// `1,500,000` to `1500000`. A comma that does not stand before three digits is refused, not guessed:
/// `1,5` may be meant as one and a half.
fn ungroup(digits: &str, whole: &str) -> Result<String, AmountError> {
    let digits = digits.replace(['_', ' ', '\u{a0}', '\u{202f}', '\''], "");
    if !digits.contains(',') {
        return Ok(digits);
    }
    let (integer, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut groups = integer.split(',');
    let head = groups.next().unwrap_or_default();
    let well = (1..=3).contains(&head.len()) && groups.all(|g| g.len() == 3) && !fraction.contains(',');
    if well {
        Ok(digits.replace(',', ""))
    } else {
        error(format!("`{whole}` has a comma where no thousands are parted"))
    }
}

impl Serialize for Amount {
    /// As it is written in files: `"<=100B"`.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl fmt::Display for Amount {
    /// The grammar again: `text.parse::<Amount>()` of it gives the same amount.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.bound == Bound::Undisclosed {
            return f.write_str("?");
        }
        if self.currency != Currency::USD {
            write!(f, "{} ", self.currency)?;
        }
        let figure = compact(self.figure);
        match self.bound {
            Bound::About => write!(f, "~{figure}"),
            Bound::AtLeast => write!(f, ">={figure}"),
            Bound::Over => write!(f, ">{figure}"),
            Bound::UpTo => write!(f, "<={figure}"),
            Bound::Between => write!(f, "{figure}..{}", compact(self.upper)),
            Bound::Exactly | Bound::Undisclosed => f.write_str(&figure),
        }
    }
}

/// The shortest exact way to write a figure in the grammar.
fn compact(value: Decimal) -> String {
    for (scale, unit, _) in UNITS {
        if value >= Decimal::from(scale)
            && let Some(scaled) = value.checked_div(Decimal::from(scale))
            && scaled.scale() <= 6
        {
            return format!("{}{unit}", scaled.normalize());
        }
    }
    value.normalize().to_string()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
    }

    fn triple(text: &str) -> (Option<i64>, i64, Option<i64>) {
        let r = amount(text).range();
        let int = |d: Decimal| i64::try_from(d).unwrap();
        (r.stated.map(int), int(r.low), r.high.map(int))
    }

    const B: i64 = 1_000_000_000;

    #[test]
    fn the_grammar_of_the_design() {
        assert_eq!(triple("10B"), (Some(10 * B), 10 * B, Some(10 * B)));
        assert_eq!(triple("~10B"), (Some(10 * B), 10 * B, Some(10 * B)));
        assert_eq!(triple(">=10B"), (Some(10 * B), 10 * B, None));
        assert_eq!(triple(">10B"), (Some(10 * B), 10 * B, None));
        assert_eq!(triple("<=100B"), (Some(100 * B), 0, Some(100 * B)));
        assert_eq!(triple("up to 100B"), (Some(100 * B), 0, Some(100 * B)));
        assert_eq!(triple("2B..3B"), (Some(2 * B), 2 * B, Some(3 * B)));
        assert_eq!(triple("?"), (None, 0, None));
    }

    #[test]
    fn the_ways_people_write_money() {
        let same = ["1.5B", "$1.5bn", "US$ 1.5B", "1,500,000,000", "1500M", "1.5 billion", "USD 1.5B", "1.5bn USD"];
        for text in ["EUR ~1.3B", "~EUR 1.3B", "~1.3bn EUR", "about €1.3B"] {
            assert_eq!(amount(text), amount("~EUR 1.3B"), "{text}");
        }
        for text in same {
            assert_eq!(amount(text), amount("1500000000"), "{text}");
        }
        assert_eq!(amount("EUR 1.3B").currency, Currency::EUR);
        assert_eq!(amount("£500m").currency.code(), "GBP");
        assert_eq!(amount("1 500 000"), amount("1.5M"));
    }

    #[test]
    fn what_is_no_amount() {
        for text in ["", "lots", "1,5B", "-3B", "1.5.2B", "10X", "5B..2B", ">=2B..3B", "EUR 1B..USD 2B", "1e9", "1e30B"]
        {
            assert!(text.parse::<Amount>().is_err(), "{text} was taken for {:?}", text.parse::<Amount>());
        }
        assert!("99999999T".parse::<Amount>().is_err());
    }

    pub(in crate::model) fn any_amount() -> impl Strategy<Value = Amount> {
        let bounds = prop::sample::select(vec![
            Bound::Exactly,
            Bound::About,
            Bound::AtLeast,
            Bound::Over,
            Bound::UpTo,
            Bound::Between,
            Bound::Undisclosed,
        ]);
        (bounds, 0..1_000_000_000_000_i64, 0..1_000_000_i64, any::<bool>()).prop_map(|(bound, a, more, euro)| {
            let (figure, upper) = match bound {
                Bound::Undisclosed => return Amount::undisclosed(),
                Bound::Between => (Decimal::new(a, 2), Decimal::new(a + more, 2)),
                _ => (Decimal::new(a, 2), Decimal::new(a, 2)),
            };
            Amount {
                bound,
                figure: figure.normalize(),
                upper: upper.normalize(),
                currency: if euro { Currency::EUR } else { Currency::USD },
            }
        })
    }

    proptest! {
        #[test]
        fn printing_and_reading_is_the_identity(a in any_amount()) {
            prop_assert_eq!(amount(&a.to_string()), a);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,24}") {
            let _ = text.parse::<Amount>();
        }
    }
}
