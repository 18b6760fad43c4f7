//! Currencies: their codes, the signs that people write for them, and money in words.

use std::{fmt, str::FromStr};

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::units::UNITS;

/// A currency of ISO 4217, by its code.
///
/// ```
/// use roundtrip::model::Currency;
/// let euro: Currency = "eur".parse()?;
/// assert_eq!(euro.money(9_000_000_000_i64.into()), "€9bn");
/// assert_eq!("EUT".parse::<Currency>().unwrap_err().near, Some(euro));
/// # Ok::<(), roundtrip::model::UnknownCurrency>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// A text that is the code of no currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCurrency {
    /// The text.
    pub said: String,
    /// The code that differs least from it, if one is near.
    pub near: Option<Currency>,
}

impl fmt::Display for UnknownCurrency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown currency `{}`", self.said)
    }
}

impl std::error::Error for UnknownCurrency {}

impl UnknownCurrency {
    /// How to mend it.
    pub fn help(&self) -> String {
        match self.near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the three letters of ISO 4217, such as USD".to_owned(),
        }
    }
}

/// The codes of ISO 4217 that money is counted in: those that are written most come first, so that of two that are
/// equally near to a slip the likelier one is proposed.
const CODES: &str = "USD EUR GBP JPY CNY CHF CAD AUD INR KRW HKD SGD SEK NOK DKK TWD BRL MXN AED SAR ILS NZD PLN TRY \
    RUB ZAR THB IDR MYR PHP VND CZK HUF ISK RON UAH QAR KWD EGP NGN PKR ARS CLP COP PEN AFN ALL AMD ANG AOA AWG AZN \
    BAM BBD BDT BGN BHD BIF BMD BND BOB BSD BTN BWP BYN BZD CDF CRC CUP CVE DJF DOP DZD ERN ETB FJD FKP GEL GHS GIP \
    GMD GNF GTQ GYD HNL HTG IQD IRR JMD JOD KES KGS KHR KMF KPW KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK \
    MNT MOP MRU MUR MVR MWK MZN NAD NIO NPR OMR PAB PGK PYG RSD RWF SBD SCR SDG SHP SLE SOS SRD SSP STN SVC SYP SZL \
    TJS TMT TND TOP TTD TZS UGX UYU UZS VED VES VUV WST XAF XCD XCG XOF XPF YER ZMW ZWG HRK";

/// What people write beside a number in place of a code, in small letters, and the codes that it can mean. Longer ones
/// come before those that they begin or end with.
const SIGNS: [(&str, &[Currency]); 44] = [
    ("us$", &[Currency::USD]),
    ("hk$", &[Currency(*b"HKD")]),
    ("nt$", &[Currency(*b"TWD")]),
    ("nz$", &[Currency(*b"NZD")]),
    ("mx$", &[Currency(*b"MXN")]),
    ("au$", &[Currency(*b"AUD")]),
    ("ca$", &[Currency(*b"CAD")]),
    ("sg$", &[Currency(*b"SGD")]),
    ("a$", &[Currency(*b"AUD")]),
    ("c$", &[Currency(*b"CAD")]),
    ("s$", &[Currency(*b"SGD")]),
    ("r$", &[Currency(*b"BRL")]),
    ("$", &[Currency::USD]),
    ("€", &[Currency::EUR]),
    ("£", &[Currency::GBP]),
    ("cn¥", &[Currency::CNY]),
    ("jp¥", &[Currency::JPY]),
    ("¥", &[Currency::JPY, Currency::CNY]),
    ("人民币", &[Currency::CNY]),
    ("rmb", &[Currency::CNY]),
    ("元", &[Currency::CNY]),
    ("円", &[Currency::JPY]),
    ("₩", &[Currency::KRW]),
    ("₹", &[Currency::INR]),
    ("₽", &[Currency(*b"RUB")]),
    ("₺", &[Currency(*b"TRY")]),
    ("₴", &[Currency(*b"UAH")]),
    ("₪", &[Currency(*b"ILS")]),
    ("₫", &[Currency(*b"VND")]),
    ("฿", &[Currency(*b"THB")]),
    ("₦", &[Currency(*b"NGN")]),
    ("₱", &[Currency(*b"PHP")]),
    ("₸", &[Currency(*b"KZT")]),
    ("₼", &[Currency(*b"AZN")]),
    ("₾", &[Currency(*b"GEL")]),
    ("zł", &[Currency(*b"PLN")]),
    ("kč", &[Currency(*b"CZK")]),
    ("chf.", &[Currency(*b"CHF")]),
    ("fr.", &[Currency(*b"CHF"), Currency(*b"XAF"), Currency(*b"XOF")]),
    ("rs.", &RUPEES),
    ("rs", &RUPEES),
    ("kr.", &CROWNS),
    ("kr", &CROWNS),
    ("won", &[Currency::KRW]),
];

const CROWNS: [Currency; 4] = [Currency(*b"SEK"), Currency(*b"NOK"), Currency(*b"DKK"), Currency(*b"ISK")];
const RUPEES: [Currency; 4] = [Currency(*b"INR"), Currency(*b"PKR"), Currency(*b"LKR"), Currency(*b"NPR")];

impl Currency {
    /// US dollars: what an amount of a register is in that names no currency.
    pub const USD: Self = Self(*b"USD");
    /// Euros.
    pub const EUR: Self = Self(*b"EUR");
    /// Pounds sterling.
    pub const GBP: Self = Self(*b"GBP");
    /// Indian rupees.
    pub const INR: Self = Self(*b"INR");
    /// Won.
    pub const KRW: Self = Self(*b"KRW");
    /// Yen.
    pub const JPY: Self = Self(*b"JPY");
    /// Yuan.
    pub const CNY: Self = Self(*b"CNY");

    /// Its three letters.
    pub fn code(&self) -> &str {
        // The bytes are three letters of CODES by construction.
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Every one, those that are written most first.
    pub fn all() -> impl Iterator<Item = Self> {
        // Three letters and a blank each.
        CODES.as_bytes().chunks(4).filter_map(|code| code.first_chunk().copied().map(Self))
    }

    /// The one with this code, in small letters or large ones.
    pub(super) fn of_code(text: &str) -> Option<Self> {
        let code = <[u8; 3]>::try_from(text.as_bytes()).ok().filter(|code| code.iter().all(u8::is_ascii_alphabetic))?;
        let code = Self(code.map(|letter| letter.to_ascii_uppercase()));
        Self::all().find(|known| *known == code)
    }

    /// What stands before a figure: the sign, where it can mean nothing else, else the code and a blank.
    pub fn before(&self) -> String {
        match &self.0 {
            b"USD" => "$".to_owned(),
            b"EUR" => "€".to_owned(),
            b"GBP" => "£".to_owned(),
            b"INR" => "₹".to_owned(),
            b"KRW" => "₩".to_owned(),
            _ => format!("{} ", self.code()),
        }
    }

    /// One of it, in the middle of a sentence: `dollar`, `euro`, and of the less known its code.
    pub fn noun(&self) -> &str {
        match &self.0 {
            b"USD" => "dollar",
            b"EUR" => "euro",
            b"GBP" => "pound",
            b"JPY" => "yen",
            b"CNY" => "yuan",
            b"KRW" => "won",
            b"INR" => "rupee",
            _ => self.code(),
        }
    }

    /// An amount for a reader, rounded to three figures: `$4.79tn`, `€38bn`, `CHF 350m`. What rounding lifts to the next
    /// unit is written in that one, and nothing above zero is rounded to zero.
    ///
    /// ```
    /// use roundtrip::model::Currency;
    /// let money = |amount: &str| Currency::USD.money(amount.parse().expect("a number"));
    /// assert_eq!(money("999600000"), "$1bn");
    /// assert_eq!(money("0.004"), "$0.004");
    /// ```
    pub fn money(&self, value: Decimal) -> String {
        self.written(value, FIGURES)
    }

    /// Amounts that stand beside each other: with as many figures as tell those apart that differ, if six are enough.
    /// Those that are written alike after that differ by less than a millionth.
    ///
    /// ```
    /// use roundtrip::model::Currency;
    /// let trillion = 1_000_000_000_000_i64;
    /// let apart = Currency::USD.apart([trillion.into(), (trillion + 1_000_000_000).into()]);
    /// assert_eq!(apart, ["$1tn", "$1.001tn"]);
    /// ```
    pub fn apart<const N: usize>(&self, values: [Decimal; N]) -> [String; N] {
        let blurred = |written: &[String; N]| {
            let pairs = || values.iter().zip(written);
            pairs().any(|(value, text)| pairs().any(|(other, alike)| value != other && text == alike))
        };
        let attempts = (FIGURES..=2 * FIGURES).map(|figures| values.map(|value| self.written(value, figures)));
        let mut attempts = attempts.filter(|written| !blurred(written));
        attempts.next().unwrap_or_else(|| values.map(|value| self.money(value)))
    }

    /// What lies between two amounts: `$2bn to $5bn`, `about $2bn` if they are written alike, `$2bn` if they are one.
    pub fn between(&self, low: Decimal, high: Decimal) -> String {
        match self.apart([low, high]) {
            _ if low == high => self.money(low),
            [low, high] if low == high => format!("about {low}"),
            [low, high] => format!("{low} to {high}"),
        }
    }

    fn written(self, value: Decimal, figures: u32) -> String {
        let sign = if value.is_sign_negative() && !value.is_zero() { "-" } else { "" };
        format!("{sign}{}{}", self.before(), figure(value.abs(), figures))
    }

    /// What a sign beside a number can mean, such as `€` or `kr`; nothing if it is no sign that is known.
    pub fn of_sign(sign: &str) -> &'static [Self] {
        let sign = sign.trim().to_lowercase();
        SIGNS.iter().find(|(known, _)| *known == sign).map_or(&[], |(_, codes)| codes)
    }

    /// Every sign and what it can mean, the longer ones first.
    pub(super) fn signs() -> impl Iterator<Item = (&'static str, &'static [Self])> {
        SIGNS.into_iter()
    }

    fn distance(self, other: [u8; 3]) -> usize {
        let [a, b, c] = self.0;
        if [b, a, c] == other || [a, c, b] == other {
            return 1;
        }
        self.0.iter().zip(other).filter(|(own, other)| **own != *other).count()
    }
}

/// How many figures a reader sees of an amount.
const FIGURES: u32 = 3;

/// A figure in units: `4.79tn`. It is rounded first: what rounding lifts to the next unit is written in that.
fn figure(value: Decimal, figures: u32) -> String {
    let rounded = value.round_sf(figures).unwrap_or(value);
    // Of small change the hundredths are kept: 123.45 is not 123.
    let hundredths = value.round_dp(2);
    let small = value >= Decimal::ONE && hundredths < Decimal::ONE_THOUSAND && rounded.scale() < 2;
    let rounded = if small { hundredths } else { rounded };
    for (scale, _, unit) in UNITS {
        if rounded >= Decimal::from(scale) {
            let scaled = rounded.checked_div(Decimal::from(scale)).unwrap_or_default();
            return format!("{}{unit}", grouped(scaled.normalize()));
        }
    }
    rounded.normalize().to_string()
}

/// Above the largest unit thousands are parted: `12,300`.
fn grouped(number: Decimal) -> String {
    let text = number.to_string();
    let whole = text.find('.').unwrap_or(text.len());
    let mut out = String::new();
    for (at, digit) in text.chars().enumerate() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        let text = text.trim();
        Self::of_code(text).ok_or_else(|| {
            let letters = <[u8; 3]>::try_from(text.as_bytes()).map(|bytes| bytes.map(|byte| byte.to_ascii_uppercase()));
            let near = |letters: [u8; 3]| Self::all().find(|known| known.distance(letters) == 1);
            UnknownCurrency { said: text.chars().take(40).collect(), near: letters.ok().and_then(near) }
        })
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Amount;

    #[test]
    fn money_is_printed_for_readers() {
        for (value, words) in
            [(4_790_000_000_000_i64, "$4.79tn"), (22_400_000_000, "$22.4bn"), (350_000_000, "$350m"), (5, "$5")]
        {
            assert_eq!(Currency::USD.money(value.into()), words);
        }
        assert_eq!(Currency::EUR.money(9_000_000_000_i64.into()), "€9bn");
        assert_eq!(Currency::JPY.money(150_000_000.into()), "JPY 150m");
    }

    #[test]
    fn what_rounding_lifts_is_written_in_the_next_unit() {
        for (value, words) in [
            ("999600000", "$1bn"),
            ("999.6", "$999.6"),
            ("999.996", "$1k"),
            ("999600000000", "$1tn"),
            ("999499999", "$999m"),
            ("1234.5", "$1.23k"),
            ("123.45", "$123.45"),
            ("1.005", "$1"),
            ("0.004", "$0.004"),
            ("0.0000000012345", "$0.00000000123"),
            ("0", "$0"),
            ("-5000000000", "-$5bn"),
            ("999600000000000", "$1,000tn"),
            ("1000000000000000000", "$1,000,000tn"),
        ] {
            assert_eq!(Currency::USD.money(value.parse().unwrap()), words);
        }
    }

    #[test]
    fn amounts_beside_each_other_are_told_apart() {
        let apart = |a: &str, b: &str| Currency::USD.apart([a.parse().unwrap(), b.parse().unwrap()]).join(" to ");
        assert_eq!(apart("1000000000000", "1001000000000"), "$1tn to $1.001tn");
        assert_eq!(apart("1000000000", "1000000000"), "$1bn to $1bn");
        assert_eq!(apart("10000000000", "38000000000"), "$10bn to $38bn");
        assert_eq!(apart("1000000000000", "1000000000001"), "$1tn to $1tn");
    }

    proptest! {
        /// Never zero of what is more, never a thousand of a unit, and in order; what is read back is within half of the
        /// last figure.
        #[test]
        fn money_in_words_is_the_amount(digits in 0..1_000_000_000_000_000_000_i64, scale in 0..12_u32, other in 0..1_000_i64) {
            let value = Decimal::new(digits, scale);
            let words = Currency::USD.money(value);
            let read = |text: &str| text.parse::<Amount>().unwrap().figure;
            let back = read(&words);
            prop_assert_eq!(back.is_zero(), value.is_zero(), "{}", words);
            prop_assert!((back - value).abs() * Decimal::from(200) <= value, "{} of {}", words, value);
            let number = words.trim_start_matches('$').trim_end_matches(|c: char| c.is_ascii_alphabetic());
            prop_assert!(words.ends_with("tn") || number.parse::<Decimal>().unwrap() < Decimal::ONE_THOUSAND, "{}", words);
            prop_assert_eq!(Currency::USD.money(-value), if value.is_zero() { words } else { format!("-{words}") });
            let more = value + Decimal::new(other, scale);
            prop_assert!(read(&Currency::USD.money(more)) >= back, "{} and {}", value, more);
        }
    }

    #[test]
    fn a_slip_is_told_the_nearest_code() {
        let near = |text: &str| text.parse::<Currency>().unwrap_err().help();
        assert_eq!(near("UDS"), "did you mean `USD`?");
        assert_eq!(near("EUT"), "did you mean `EUR`?");
        assert_eq!(near("dollars"), "write the three letters of ISO 4217, such as USD");
        assert_eq!("sek".parse::<Currency>().unwrap().code(), "SEK");
    }

    #[test]
    fn every_sign_means_codes_that_there_are_and_is_found_before_what_it_contains() {
        for (at, (sign, codes)) in SIGNS.iter().enumerate() {
            assert!(codes.iter().all(|code| Currency::all().any(|known| known == *code)), "{sign}");
            assert!(!SIGNS[..at].iter().any(|(before, _)| sign.ends_with(before)), "{sign} comes too late");
        }
    }
}
