//! Amounts as people write them in tables of their own: `36.2 trillion`, `ca. 1.500,00 EUR`, `¥150億`, `n/a`.
//!
//! The grammar of a register's own files is [`Amount::read`]. Here more is understood, and nothing is guessed: what can be
//! read in two ways is not read until somebody says how.

use rust_decimal::Decimal;

use super::{Amount, AmountError, Bound, Currency, MAX_AMOUNT};

/// How the amounts of a table are written, as far as that is known.
///
/// ```
/// use roundtrip::model::{AmountStyle, Currency, NotRead};
/// let german = AmountStyle { decimal: Some(','), ..AmountStyle::default() };
/// let amount = german.read("ca. 1.500,00 EUR").expect("an amount");
/// assert_eq!((amount.amount.words(), amount.currency), ("about €1.5k".to_owned(), Some(Currency::EUR)));
/// assert!(matches!(AmountStyle::default().read("1.500"), Err(NotRead::Decimal { .. })));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AmountStyle {
    /// The sign before the decimals, `.` or `,`; nothing if it is not known.
    pub decimal: Option<char>,
    /// The currency of this amount, by what stands elsewhere: it settles what `¥`, `$` and `kr` mean.
    pub currency: Option<Currency>,
    /// What a number without a unit of its own is counted in, such as a million.
    pub unit: Option<Decimal>,
}

/// An amount, and the currency that is written with it or follows from the style; nothing if neither says one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LooseAmount {
    /// In US dollars where no currency is known.
    pub amount: Amount,
    /// The currency, if one is known.
    pub currency: Option<Currency>,
}

/// Why a text is not read as an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRead {
    /// It is none.
    NoAmount(AmountError),
    /// Its only sign can stand before decimals or part thousands.
    Decimal {
        /// What it is if the sign stands before decimals.
        part: Decimal,
        /// What it is if it parts thousands.
        grouped: Decimal,
    },
    /// Its currency can be one of several.
    Currency {
        /// As it is written.
        sign: String,
        /// What it can be.
        codes: &'static [Currency],
    },
    /// It says another currency than its row.
    Contradiction {
        /// The one beside the number.
        own: Currency,
        /// The one of the row.
        row: Currency,
    },
}

/// What a text tells about the sign before decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DecimalSigns {
    /// Some number can only be read with a point before decimals.
    pub point: bool,
    /// Some number can only be read with a comma before decimals.
    pub comma: bool,
}

/// Texts that say that no amount was stated.
const UNSAID: [&str; 24] = [
    "?",
    "undisclosed",
    "unknown",
    "not disclosed",
    "not stated",
    "not available",
    "not public",
    "unspecified",
    "confidential",
    "n/a",
    "na",
    "n.a.",
    "n/d",
    "nd",
    "n.d.",
    "n/k",
    "tbc",
    "tbd",
    "tba",
    "k.a.",
    "-",
    "--",
    "–",
    "—",
];

/// What stands before a figure that is no exact one. Longer ones come before those that they begin with.
const BEFORE: [(&str, Bound); 40] = [
    (">=", Bound::AtLeast),
    ("≥", Bound::AtLeast),
    ("at least", Bound::AtLeast),
    ("no less than", Bound::AtLeast),
    ("not less than", Bound::AtLeast),
    ("minimum of", Bound::AtLeast),
    ("min.", Bound::AtLeast),
    ("<=", Bound::UpTo),
    ("≤", Bound::UpTo),
    ("<", Bound::UpTo),
    ("up to", Bound::UpTo),
    ("at most", Bound::UpTo),
    ("no more than", Bound::UpTo),
    ("not more than", Bound::UpTo),
    ("maximum of", Bound::UpTo),
    ("max.", Bound::UpTo),
    ("less than", Bound::UpTo),
    ("under", Bound::UpTo),
    ("below", Bound::UpTo),
    ("bis zu", Bound::UpTo),
    (">", Bound::Over),
    ("more than", Bound::Over),
    ("in excess of", Bound::Over),
    ("upwards of", Bound::Over),
    ("over", Bound::Over),
    ("above", Bound::Over),
    ("~", Bound::About),
    ("≈", Bound::About),
    ("approximately", Bound::About),
    ("approx.", Bound::About),
    ("approx", Bound::About),
    ("about", Bound::About),
    ("around", Bound::About),
    ("roughly", Bound::About),
    ("some", Bound::About),
    ("circa", Bound::About),
    ("estimated", Bound::About),
    ("est.", Bound::About),
    ("ca.", Bound::About),
    ("ca", Bound::About),
];

/// Words and letters behind a number, and the power of ten that they are.
const UNITS: [(&str, u32); 51] = [
    ("k", 3),
    ("thousand", 3),
    ("thousands", 3),
    ("tsd", 3),
    ("tsd.", 3),
    ("tausend", 3),
    ("m", 6),
    ("mm", 6),
    ("mn", 6),
    ("mn.", 6),
    ("mln", 6),
    ("mln.", 6),
    ("mio", 6),
    ("mio.", 6),
    ("mill.", 6),
    ("million", 6),
    ("millions", 6),
    ("millionen", 6),
    ("millones", 6),
    ("milioni", 6),
    ("b", 9),
    ("bn", 9),
    ("bn.", 9),
    ("bln", 9),
    ("bln.", 9),
    ("billion", 9),
    ("billions", 9),
    ("mrd", 9),
    ("mrd.", 9),
    ("md", 9),
    ("mds", 9),
    ("milliard", 9),
    ("milliards", 9),
    ("milliarde", 9),
    ("milliarden", 9),
    ("miliardi", 9),
    ("t", 12),
    ("tn", 12),
    ("trn", 12),
    ("trn.", 12),
    ("trillion", 12),
    ("trillions", 12),
    ("billionen", 12),
    ("lakh", 5),
    ("lakhs", 5),
    ("lac", 5),
    ("crore", 7),
    ("crores", 7),
    ("cr", 7),
    ("cr.", 7),
    ("조", 12),
];

/// Signs of East Asia behind the digits that they multiply. `兆` is left out: it is a million in one place and a
/// million millions in another.
const MYRIADS: [(char, u32); 6] = [('万', 4), ('萬', 4), ('만', 4), ('億', 8), ('亿', 8), ('억', 8)];

/// Words for units that differ from language to language by a thousand.
const FALSE_FRIENDS: [(&str, &str); 5] = [
    ("mil", "a thousand in Spanish and Portuguese, a million in English"),
    ("bill", "a thousand millions in English, a million millions in German"),
    ("bill.", "a thousand millions in English, a million millions in German"),
    ("bio", "a thousand millions in English, a million millions in German"),
    ("兆", "a million in Chinese, a million millions in Japanese"),
];

/// Names of currencies as words.
const NAMES: [(&str, Currency); 12] = [
    ("us dollars", Currency::USD),
    ("us dollar", Currency::USD),
    ("dollars", Currency::USD),
    ("dollar", Currency::USD),
    ("euros", Currency::EUR),
    ("euro", Currency::EUR),
    ("pounds sterling", Currency::GBP),
    ("pounds", Currency::GBP),
    ("yen", Currency::JPY),
    ("yuan", Currency::CNY),
    ("renminbi", Currency::CNY),
    ("won", Currency::KRW),
];

/// Currencies that are called dollars, for which `$` may stand.
const DOLLARS: [&str; 14] =
    ["USD", "CAD", "AUD", "HKD", "SGD", "NZD", "TWD", "MXN", "CLP", "COP", "ARS", "BND", "FJD", "JMD"];

impl AmountStyle {
    /// Reads an amount.
    ///
    /// # Errors
    /// Why it is not read.
    pub fn read(&self, text: &str) -> Result<LooseAmount, NotRead> {
        let plain = plain(text);
        if UNSAID.contains(&plain.as_str()) {
            let amount = Amount { currency: self.currency.unwrap_or(Currency::USD), ..Amount::undisclosed() };
            return Ok(LooseAmount { amount, currency: None });
        }
        let (bound, rest) = split_bound(&plain);
        let (outer, rest) = self.mark(rest, text)?;
        // A currency may stand before the bound as well: `EUR ~1.3B`.
        let (bound, rest) = if bound == Bound::Exactly { split_bound(rest) } else { (bound, rest) };
        let (inner, rest) = if outer.is_none() { self.mark(rest, text)? } else { (None, rest) };
        let written = outer.or(inner);
        if let Some((from, to)) = ends(rest) {
            return self.between((text, bound), (from, to), written);
        }
        let (rest, bound) = match rest.strip_suffix('+') {
            Some(rest) if bound == Bound::Exactly => (rest.trim_end(), Bound::AtLeast),
            _ => (rest, bound),
        };
        let (number, unit) = self.number(rest, text)?;
        let figure = scaled(number, unit.or(self.unit), text)?;
        let amount = Amount { bound, figure, upper: figure, currency: Currency::USD };
        Ok(self.in_currency(&amount, written))
    }

    /// Reads what a column of units or a heading says: `million USD`, `€m`, `thousands`.
    ///
    /// # Errors
    /// If it is neither a unit nor a currency.
    pub fn of_unit(text: &str) -> Result<Self, AmountError> {
        let plain = plain(text);
        let mut style = Self::default();
        let mut rest = plain.replace([',', '(', ')', '[', ']', '/'], " ").trim().to_owned();
        let wrong = || AmountError {
            message: format!("`{}` is no unit of money", short(text)),
            help: "write a unit, a currency or both, such as `million USD`".to_owned(),
        };
        for _ in 0..4 {
            let own = rest.trim().trim_start_matches("in ").trim_start_matches("of ").trim().to_owned();
            if own.is_empty() {
                return Ok(style);
            }
            if let Some((scale, left)) = unit_word(&own).filter(|_| style.unit.is_none()) {
                style.unit = Some(scale);
                rest = left;
                continue;
            }
            let (mark, left) = split_mark(&own);
            match mark {
                Some(Mark::One(code)) if style.currency.is_none() => style.currency = Some(code),
                Some(Mark::Dollar) if style.currency.is_none() => style.currency = Some(Currency::USD),
                _ => return Err(wrong()),
            }
            rest = String::from(left);
        }
        Err(wrong())
    }

    /// The text of a number that its file has as a number and not as a text: its point stands before decimals, and is
    /// written so that nobody takes it for one between thousands.
    ///
    /// ```
    /// use roundtrip::model::AmountStyle;
    /// assert_eq!(AmountStyle::typed("1.125".to_owned()), "1.1250");
    /// assert_eq!(AmountStyle::typed("38000000000.5".to_owned()), "38000000000.5");
    /// ```
    pub fn typed(text: String) -> String {
        if text.contains('.') && own_sign(&text) == Own::Open { format!("{text}0") } else { text }
    }

    /// What the numbers of a text can only be read as.
    pub fn signs(text: &str) -> DecimalSigns {
        let plain = plain(text);
        let mut signs = DecimalSigns::default();
        let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        for word in plain.split(|c: char| !is_part(c)) {
            // `2..3` is a range.
            for number in word.split("..") {
                match own_sign(number.trim_matches([',', '.'])) {
                    Own::Sign('.') => signs.point = true,
                    Own::Sign(_) => signs.comma = true,
                    Own::Open | Own::No => {}
                }
            }
        }
        signs
    }

    fn in_currency(&self, amount: &Amount, written: Option<Currency>) -> LooseAmount {
        let currency = written.or(self.currency);
        LooseAmount { amount: Amount { currency: currency.unwrap_or(Currency::USD), ..amount.clone() }, currency }
    }

    /// Takes a currency off the front or the back of a text.
    fn mark<'t>(&self, text: &'t str, whole: &str) -> Result<(Option<Currency>, &'t str), NotRead> {
        let (mark, rest) = split_mark(text);
        let one = match (mark, self.currency) {
            (None, _) => return Ok((None, unknown_code(text, whole)?)),
            (Some(Mark::One(own)), Some(row)) if own != row => return Err(NotRead::Contradiction { own, row }),
            (Some(Mark::One(own)), _) => own,
            (Some(Mark::Dollar), Some(row)) if DOLLARS.contains(&row.code()) => row,
            (Some(Mark::Dollar), Some(row)) => {
                return Err(NotRead::Contradiction { own: Currency::USD, row });
            }
            (Some(Mark::Dollar), None) => Currency::USD,
            (Some(Mark::Several(_, codes)), Some(row)) if codes.contains(&row) => row,
            (Some(Mark::Several(sign, codes)), _) => {
                return Err(NotRead::Currency { sign: sign.to_owned(), codes });
            }
        };
        Ok((Some(one), rest))
    }

    fn between(
        &self,
        (text, bound): (&str, Bound),
        (from, to): (&str, &str),
        written: Option<Currency>,
    ) -> Result<LooseAmount, NotRead> {
        let (first, from) = self.mark(from, text)?;
        let (second, to) = self.mark(to, text)?;
        let ((low, own), (high, unit)) = (self.number(from, text)?, self.number(to, text)?);
        // `2-3 billion` is from two billion on; `2..3B` says a unit for each end, as in a register.
        let shared = own.or(if text.contains("..") { None } else { unit }).or(self.unit);
        let (figure, upper) = (scaled(low, shared, text)?, scaled(high, unit.or(self.unit), text)?);
        let mixed = [written, first, second].into_iter().flatten().collect::<std::collections::BTreeSet<_>>();
        if bound != Bound::Exactly {
            return no_amount(format!("`{}` is a range and a bound at once", short(text)));
        }
        if mixed.len() > 1 {
            return no_amount(format!("`{}` mixes two currencies", short(text)));
        }
        if figure > upper {
            return no_amount(format!("`{}` ends below its beginning", short(text)));
        }
        let amount = Amount { bound: Bound::Between, figure, upper, currency: Currency::USD };
        Ok(self.in_currency(&amount, mixed.into_iter().next()))
    }

    /// The number, and the unit that is written behind it.
    fn number(&self, text: &str, whole: &str) -> Result<(Decimal, Option<Decimal>), NotRead> {
        let text = text.trim();
        if let Some(number) = myriads(text) {
            return Ok((number, Some(Decimal::ONE)));
        }
        if text
            .strip_prefix('(')
            .is_some_and(|inner| inner.ends_with(')') && inner.contains(|c: char| c.is_ascii_digit()))
        {
            return turn_round(whole);
        }
        let at = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
        let at = if text.get(at..).is_some_and(|rest| rest.starts_with(".-") || rest.starts_with(",-")) {
            at + 2
        } else {
            at
        };
        let (digits, word) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default().trim());
        let unit = match word {
            "-" | "−" => return turn_round(whole),
            "" => None,
            word => match unit_word(word) {
                Some((scale, rest)) if rest.is_empty() => Some(scale),
                _ => return no_unit(word, whole),
            },
        };
        Ok((self.digits(digits.trim_end_matches(".-").trim_end_matches(",-"), whole)?, unit))
    }

    fn digits(&self, digits: &str, whole: &str) -> Result<Decimal, NotRead> {
        let wrong = || no_amount(format!("`{}` is not an amount", short(whole)));
        let turned = |text: &str| text.starts_with(['-', '−', '(']) || text.ends_with(['-', '−']);
        // `900.-` is nine hundred francs.
        let own = whole.trim().trim_end_matches(".-").trim_end_matches(",-");
        if turned(digits.trim()) || turned(own) && digits.chars().any(|c| c.is_ascii_digit()) {
            return turn_round(whole);
        }
        if digits.contains('e') {
            return Decimal::from_scientific(digits).or_else(|_| wrong());
        }
        let own = match own_sign(digits) {
            Own::No => return wrong(),
            Own::Open => None,
            Own::Sign(sign) => Some(sign),
        };
        let can_be_both = own.is_none() && digits.contains(['.', ',']);
        let read = |decimal: char| {
            let group = if decimal == '.' { ',' } else { '.' };
            let (integer, part) = digits.split_once(decimal).unwrap_or((digits, ""));
            let integer = ungrouped(integer, group)?;
            let well = part.bytes().all(|b| b.is_ascii_digit()) && !(integer.is_empty() && part.is_empty());
            well.then(|| Decimal::from_str_exact(&format!("{integer}.{part}0")).ok()).flatten()
        };
        let decimal = match (own, self.decimal) {
            (Some(own), _) => own,
            (None, Some(decimal)) => decimal,
            (None, None) if can_be_both => {
                let sign = if digits.contains('.') { '.' } else { ',' };
                let (Some(part), Some(grouped)) = (read(sign), read(if sign == '.' { ',' } else { '.' })) else {
                    return wrong();
                };
                return Err(NotRead::Decimal { part: part.normalize(), grouped: grouped.normalize() });
            }
            (None, None) => '.',
        };
        read(decimal).map_or_else(wrong, |number| Ok(number.normalize()))
    }
}

/// What a currency is written as.
enum Mark<'t> {
    One(Currency),
    /// `$`, which many countries have.
    Dollar,
    Several(&'t str, &'static [Currency]),
}

fn no_amount<T>(message: String) -> Result<T, NotRead> {
    let help = "leave an unknown amount out; write others as 38000000000, 38B, ~38B, >=38B, <=38B or 2B..3B".to_owned();
    Err(NotRead::NoAmount(AmountError { message, help }))
}

fn turn_round<T>(text: &str) -> Result<T, NotRead> {
    let help = "turn payer and payee round instead".to_owned();
    Err(NotRead::NoAmount(AmountError { message: format!("`{}` is negative", short(text)), help }))
}

fn no_unit<T>(word: &str, whole: &str) -> Result<T, NotRead> {
    let (message, help) = match FALSE_FRIENDS.iter().find(|(own, _)| *own == word) {
        Some((_, means)) => (format!("`{word}` in `{}` is {means}", short(whole)), "write k, M, B or T"),
        None => return no_amount(format!("`{}` is not an amount: `{}` is no unit", short(whole), short(word))),
    };
    Err(NotRead::NoAmount(AmountError { message, help: help.to_owned() }))
}

fn short(text: &str) -> String {
    text.trim().chars().take(40).collect()
}

/// In small letters, with the wide signs of East Asia made narrow, and every blank a plain one.
fn plain(text: &str) -> String {
    let narrow = |c: char| match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
        0xFFE5 => '¥',
        0xFFE1 => '£',
        0xFFE6 => '₩',
        0x3000 | 0xA0 | 0x202F | 0x2009 | 0x2007 => ' ',
        _ => c,
    };
    let text: String = text.chars().map(narrow).flat_map(char::to_lowercase).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes a bound off the front. A word of letters ends where a blank or a figure begins.
fn split_bound(text: &str) -> (Bound, &str) {
    let found = BEFORE.iter().find_map(|(word, bound)| {
        let rest = text.strip_prefix(word)?;
        let is_word = word.ends_with(char::is_alphabetic);
        (!is_word || rest.starts_with(|c: char| !c.is_alphabetic())).then(|| (*bound, rest.trim_start()))
    });
    found.unwrap_or((Bound::Exactly, text))
}

/// The two ends of a range: `2..3`, `2-3`, `2 to 3`, `between 2 and 3`.
fn ends(text: &str) -> Option<(&str, &str)> {
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let between = text.strip_prefix("between ").and_then(|rest| rest.split_once(" and "));
    let from = text.strip_prefix("from ").unwrap_or(text);
    let split = |by: &str| from.split_once(by);
    let both = between.or_else(|| split("..")).or_else(|| split(" to "));
    let both = both.or_else(|| ["–", "—", "-"].into_iter().find_map(split));
    both.map(|(from, to)| (from.trim(), to.trim()))
        .filter(|(from, to)| has_digit(from) && has_digit(to) && !from.ends_with('e'))
}

/// Takes a currency off the front or the back.
fn split_mark(text: &str) -> (Option<Mark<'_>>, &str) {
    let text = text.trim();
    // A bare number, perhaps with one letter for its unit, as most are: no currency is so short.
    let number = text.strip_suffix(|c: char| c.is_ascii_alphabetic()).unwrap_or(text);
    if number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
        return (None, text);
    }
    for (sign, codes) in Currency::signs() {
        let is_word = sign.chars().all(|c| c.is_ascii_alphabetic() || c == '.');
        let apart =
            |rest: &str, edge: Option<char>| !is_word || rest.is_empty() || edge.is_some_and(|c| !c.is_alphabetic());
        let front = text.strip_prefix(sign).filter(|rest| apart(rest, rest.chars().next()));
        let rest = front.or_else(|| text.strip_suffix(sign).filter(|rest| apart(rest, rest.chars().next_back())));
        if let Some(rest) = rest {
            let mark = match codes {
                [Currency::USD] if sign == "$" => Mark::Dollar,
                [one] => Mark::One(*one),
                several => Mark::Several(sign, several),
            };
            return (Some(mark), rest.trim());
        }
    }
    for (name, code) in NAMES {
        let rest = text.strip_suffix(name).or_else(|| text.strip_prefix(name));
        if let Some(rest) = rest.filter(|rest| !rest.ends_with(char::is_alphabetic)) {
            return (Some(if name.starts_with("dollar") { Mark::Dollar } else { Mark::One(code) }), rest.trim());
        }
    }
    let front = text.split_at_checked(3).filter(|(_, rest)| !rest.starts_with(char::is_alphabetic));
    let back = text.len().checked_sub(3).and_then(|at| text.split_at_checked(at));
    let back = back.filter(|(rest, _)| !rest.ends_with(char::is_alphabetic)).map(|(rest, code)| (code, rest));
    for (code, rest) in [front, back].into_iter().flatten() {
        if let Some(code) = Currency::of_code(code.trim()) {
            return (Some(Mark::One(code)), rest.trim());
        }
    }
    (None, text)
}

/// Refuses three letters beside a number that are the code of no currency.
fn unknown_code<'t>(text: &'t str, whole: &str) -> Result<&'t str, NotRead> {
    let words = [text.split_once(' ').map(|(word, _)| word), text.rsplit_once(' ').map(|(_, word)| word)];
    let is_code = |word: &&str| word.len() == 3 && word.bytes().all(|b| b.is_ascii_alphabetic());
    for word in words.into_iter().flatten().filter(is_code) {
        let known = unit_word(word).is_some() || FALSE_FRIENDS.iter().any(|(own, _)| *own == word);
        if let (false, Err(error)) = (known, word.to_uppercase().parse::<Currency>()) {
            let message = format!("{error} in `{}`", short(whole));
            return Err(NotRead::NoAmount(AmountError { message, help: error.help() }));
        }
    }
    Ok(text)
}

/// A unit at the beginning of a text, and what follows it.
fn unit_word(text: &str) -> Option<(Decimal, String)> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let own = UNITS.iter().find(|(own, _)| *own == word).or_else(|| {
        // `usd m`, and of a column of signs alone: `m€`.
        UNITS.iter().find(|(own, _)| {
            word.strip_prefix(own).is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric() && c != '.'))
        })
    })?;
    let behind = word.get(own.0.len()..).unwrap_or_default();
    let scale = Decimal::from(10_u64.checked_pow(own.1)?);
    Some((scale, format!("{behind} {rest}").trim().to_owned()))
}

/// `3億5000万`: digits, each group with the power that follows it.
fn myriads(text: &str) -> Option<Decimal> {
    let is_myriad = |c: char| MYRIADS.iter().find(|(own, _)| *own == c).map(|(_, power)| *power);
    if !text.chars().any(|c| is_myriad(c).is_some()) {
        return None;
    }
    let (mut sum, mut digits, mut last) = (Decimal::ZERO, String::new(), u32::MAX);
    for c in text.chars().filter(|c| *c != ' ' && *c != ',') {
        match is_myriad(c) {
            Some(power) if power < last => {
                let number = Decimal::from_str_exact(&digits).ok()?;
                sum = sum.checked_add(number.checked_mul(Decimal::from(10_u64.checked_pow(power)?))?)?;
                digits.clear();
                last = power;
            }
            None if c.is_ascii_digit() || c == '.' => digits.push(c),
            _ => return None,
        }
    }
    if digits.is_empty() { Some(sum) } else { sum.checked_add(Decimal::from_str_exact(&digits).ok()?) }
}

/// What a number says of the sign before its decimals.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Own {
    /// It has none, or could be read both ways.
    Open,
    /// It is this one.
    Sign(char),
    /// It is no number.
    No,
}

fn own_sign(text: &str) -> Own {
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    let last = |sign: char| text.rfind(sign).unwrap_or(0);
    match (points, commas) {
        (0, 0) => Own::Open,
        (1, 0) | (0, 1) => {
            let sign = if points == 1 { '.' } else { ',' };
            let (before, behind) = text.split_once(sign).unwrap_or((text, ""));
            let is_group = behind.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
            if is_group { Own::Open } else { Own::Sign(sign) }
        }
        (1, _) if last('.') > last(',') => Own::Sign('.'),
        (_, 1) if last(',') > last('.') => Own::Sign(','),
        (0, _) => Own::Sign('.'),
        (_, 0) => Own::Sign(','),
        _ => Own::No,
    }
}

/// Digits without what parts their groups: one kind of sign, three digits behind the last, and two or three behind each
/// other one, as in India.
fn ungrouped(text: &str, group: char) -> Option<String> {
    let are_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let Some(sign) = text.chars().find(|&c| c == group || "'’ _".contains(c)) else {
        return are_digits(text).then(|| text.to_owned());
    };
    let groups: Vec<&str> = text.split(sign).collect();
    let (first, rest) = groups.split_first()?;
    let (last, middle) = rest.split_last()?;
    let sound = (1..=3).contains(&first.len())
        && last.len() == 3
        && (middle.iter().all(|own| own.len() == 3) || middle.iter().all(|own| own.len() == 2));
    (sound && groups.iter().all(|own| are_digits(own))).then(|| groups.concat())
}

fn scaled(number: Decimal, unit: Option<Decimal>, whole: &str) -> Result<Decimal, NotRead> {
    match number.checked_mul(unit.unwrap_or(Decimal::ONE)) {
        Some(value) if value <= Decimal::from(MAX_AMOUNT) => Ok(value.normalize()),
        _ => no_amount(format!("`{}` is more than {} trillion", short(whole), MAX_AMOUNT / 1_000_000_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::amount::tests::any_amount;

    fn read(text: &str) -> String {
        read_in(text, AmountStyle::default())
    }

    fn read_in(text: &str, style: AmountStyle) -> String {
        match style.read(text) {
            Ok(LooseAmount { amount, currency }) => {
                let code = currency.map_or_else(|| "-".to_owned(), |currency| currency.to_string());
                format!("{} {code}", Amount { currency: Currency::USD, ..amount })
            }
            Err(NotRead::NoAmount(error)) => format!("refused: {}", error.message),
            Err(NotRead::Decimal { part, grouped }) => format!("{part} or {grouped}"),
            Err(NotRead::Currency { sign, codes }) => {
                format!("{sign}: {}", codes.iter().map(Currency::code).collect::<Vec<_>>().join(" "))
            }
            Err(NotRead::Contradiction { own, row }) => format!("{own} in a row of {row}"),
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a list of texts")]
    fn as_people_write_them() {
        for (text, said) in [
            ("1.500,00", "1.5K -"),
            ("1 500 000", "1.5M -"),
            ("1'500", "1.5K -"),
            ("1,500,000", "1.5M -"),
            ("12,34,567.8", "1234.5678K -"),
            ("36.2 trillion", "36.2T -"),
            ("approx. $5m", "~5M USD"),
            ("ca. 5 Mio. EUR", "~5M EUR"),
            ("circa €2,5 mrd", "~2.5B EUR"),
            ("more than US$ 1bn", ">1B USD"),
            ("5M+", ">=5M -"),
            ("under £20m", "<=20M GBP"),
            ("n/a", "? -"),
            ("TBC", "? -"),
            ("n/d", "? -"),
            ("—", "? -"),
            ("-", "? -"),
            ("USD 5m", "5M USD"),
            ("5m USD", "5M USD"),
            ("A$10m", "10M AUD"),
            ("HK$ 1.5bn", "1.5B HKD"),
            ("R$ 2 mi", "refused: `R$ 2 mi` is not an amount: `mi` is no unit"),
            ("R$ 2m", "2M BRL"),
            ("₩1.5 trillion", "1.5T KRW"),
            ("３００万円", "3M JPY"),
            ("150億円", "15B JPY"),
            ("3億5000万", "350M -"),
            ("20亿元", "2B CNY"),
            ("¥5bn", "¥: JPY CNY"),
            ("kr 5m", "kr: SEK NOK DKK ISK"),
            ("5 crore", "50M -"),
            ("Rs. 5 crore", "rs.: INR PKR LKR NPR"),
            ("2-3 billion", "2B..3B -"),
            ("$2bn – $3bn", "2B..3B USD"),
            ("between 2bn and 3bn", "2B..3B -"),
            ("2B..3B", "2B..3B -"),
            ("4e10", "40B -"),
            ("38000000000.0", "38B -"),
            ("900.-", "900 -"),
            ("five", "refused: `five` is not an amount: `five` is no unit"),
            ("5 mil", "refused: `mil` in `5 mil` is a thousand in Spanish and Portuguese, a million in English"),
            ("EUX 5m", "refused: unknown currency `EUX` in `EUX 5m`"),
            ("(5)", "refused: `(5)` is negative"),
            ("-5", "refused: `-5` is negative"),
            ("5-", "refused: `5-` is negative"),
            ("-$5", "refused: `-$5` is negative"),
            ("NaN", "refused: unknown currency"),
            ("inf", "refused: unknown currency"),
            ("1.2.3,4,5", "refused: `1.2.3,4,5` is not an amount"),
            ("1.500", "1.5 or 1500"),
            ("1,500", "1.5 or 1500"),
            ("1.500 million", "1.5 or 1500"),
        ] {
            let read = read(text);
            if said == "refused: unknown currency" {
                assert!(read.starts_with("refused"), "{text}: {read}");
            } else {
                assert_eq!(read, said, "{text}");
            }
        }
    }

    #[test]
    fn a_style_settles_what_a_text_leaves_open() {
        let comma = AmountStyle { decimal: Some(','), ..AmountStyle::default() };
        assert_eq!(read_in("1.500", comma), "1.5K -");
        assert_eq!(read_in("1,500", comma), "1.5 -");
        let point = AmountStyle { decimal: Some('.'), ..AmountStyle::default() };
        assert_eq!(read_in("1.500", point), "1.5 -");
        assert_eq!(read_in("1,500", point), "1.5K -");
        let of = |code: &str| AmountStyle { currency: code.parse().ok(), ..AmountStyle::default() };
        assert_eq!(read_in("¥5bn", of("CNY")), "5B CNY");
        assert_eq!(read_in("kr 5m", of("SEK")), "5M SEK");
        assert_eq!(read_in("$5m", of("CAD")), "5M CAD");
        assert_eq!(read_in("$5m", of("EUR")), "USD in a row of EUR");
        assert_eq!(read_in("€5m", of("USD")), "EUR in a row of USD");
        let millions = AmountStyle { unit: Some(Decimal::from(1_000_000)), ..AmountStyle::default() };
        assert_eq!(read_in("5", millions), "5M -");
        assert_eq!(read_in("5bn", millions), "5B -");
    }

    #[test]
    fn what_a_column_of_units_says() {
        for (text, scale, code) in [
            ("million USD", Some(1_000_000_u64), Some("USD")),
            ("USD m", Some(1_000_000), Some("USD")),
            ("€m", Some(1_000_000), Some("EUR")),
            ("m€", Some(1_000_000), Some("EUR")),
            ("$ millions", Some(1_000_000), Some("USD")),
            ("in thousands of EUR", Some(1_000), Some("EUR")),
            ("bn", Some(1_000_000_000), None),
            ("JPY", None, Some("JPY")),
        ] {
            let style = AmountStyle::of_unit(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(
                (style.unit, style.currency.map(|own| own.to_string())),
                (scale.map(Decimal::from), code.map(str::to_owned)),
                "{text}"
            );
        }
        assert!(AmountStyle::of_unit("shares").is_err());
    }

    proptest! {
        #[test]
        fn what_a_register_writes_is_read_the_same(a in any_amount()) {
            let text = a.to_string();
            let style = AmountStyle { decimal: Some('.'), ..AmountStyle::default() };
            let read = style.read(&text).unwrap_or_else(|error| panic!("{text}: {error:?}")).amount;
            prop_assert_eq!(read.range(), a.range());
            prop_assert_eq!(read.bound, a.bound);
        }

        #[test]
        fn what_is_printed_for_readers_is_read_again(units in 1_i64..999, scale in 0_u32..5, code in 0_usize..20) {
            let currency = Currency::all().nth(code).expect("a currency");
            let value = Decimal::from(units) * Decimal::from(1_000_u64.pow(scale));
            let style = AmountStyle::default();
            let read = style.read(&currency.money(value)).unwrap_or_else(|error| panic!("{}: {error:?}", currency.money(value)));
            prop_assert_eq!((read.amount.figure, read.currency), (value, Some(currency)));
        }

        #[test]
        fn no_text_is_read_two_ways_in_silence(text in "[0-9]{1,3}([.,' ][0-9]{1,3}){0,3}") {
            // What is read without a style is read the same whatever the style, or it was not read.
            let with = |decimal| AmountStyle { decimal: Some(decimal), ..AmountStyle::default() }.read(&text).ok();
            if let Ok(alone) = AmountStyle::default().read(&text) {
                for other in [with('.'), with(',')].into_iter().flatten() {
                    prop_assert_eq!(&alone.amount, &other.amount);
                }
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,24}") {
            let _ = AmountStyle::default().read(&text);
            let _ = AmountStyle::of_unit(&text);
            let _ = AmountStyle::signs(&text);
        }
    }
}
