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
        CODES.split_whitespace().filter_map(|code| Some(Self(code.as_bytes().try_into().ok()?)))
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

    /// An amount for a reader, rounded to three figures: `$4.79tn`, `€38bn`, `CHF 350m`.
    pub fn money(&self, value: Decimal) -> String {
        format!("{}{}", self.before(), figure(value))
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

/// A figure in units: `4.79tn`. What rounding lifts to the next unit is written in that.
fn figure(value: Decimal) -> String {
    for (scale, _, unit) in UNITS {
        if value >= Decimal::from(scale) {
            let scaled = value.checked_div(Decimal::from(scale)).unwrap_or_default();
            let places = if scaled >= Decimal::from(100) {
                0
            } else if scaled >= Decimal::from(10) {
                1
            } else {
                2
            };
            return format!("{}{unit}", scaled.round_dp(places).normalize());
        }
    }
    value.round_dp(2).normalize().to_string()
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        let text = text.trim();
        let unknown = |near| UnknownCurrency { said: text.chars().take(40).collect(), near };
        let Ok(bytes) = <[u8; 3]>::try_from(text.as_bytes()) else {
            return Err(unknown(None));
        };
        let bytes = bytes.map(|byte| byte.to_ascii_uppercase());
        if let Some(known) = Self::all().find(|known| known.0 == bytes) {
            return Ok(known);
        }
        Err(unknown(Self::all().find(|known| known.distance(bytes) == 1)))
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
    use super::*;

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
