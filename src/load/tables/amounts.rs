//! Amounts of tables: a text as people write it, or up to three numbers, beside a currency and a unit → the grammar of
//! the register.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range as Span,
};

use rust_decimal::Decimal;

use super::{tables::Tables, terms};
use crate::{
    load::{Cell, Code, Reading, Row},
    model::{Amount, AmountError, AmountStyle, Bound, Currency, LooseAmount, NotRead, Range, UnknownCurrency},
};

/// The columns of an amount.
const COLUMNS: [&str; 3] = ["amount", "amount_min", "amount_max"];

/// What a record says about its amount.
#[derive(Debug, Clone)]
pub(super) struct Stated {
    /// In its own currency.
    pub(super) range: Range,
    currency: Currency,
    /// As it is written, if it is one figure or a text.
    amount: Option<Amount>,
    /// Where it stands.
    pub(super) at: Span<usize>,
    /// The whole deal's, in its own currency.
    pub(super) words: Option<String>,
}

impl Stated {
    /// Whether two say the same, wherever they stand.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let parts = |own: &Self| (own.range, own.currency, own.amount.clone(), own.words.clone());
        parts(self) == parts(other)
    }
}

/// What the amounts of a file show of the sign before decimals.
#[derive(Default)]
struct Signs {
    point: bool,
    comma: bool,
    /// Those that can be read in two ways, with what they are in each.
    open: Vec<(Cell, Decimal, Decimal)>,
}

/// What the amounts of tables that belong together are counted in, and how they are written.
pub(super) struct Counting {
    /// The sign before decimals in each file, where it is told.
    decimals: BTreeMap<usize, Option<char>>,
    /// Files whose column `unit` names units of money.
    units: BTreeSet<usize>,
    /// The currency of amounts that name none.
    unsaid: Option<Currency>,
    /// The one that a person says it is.
    said: Option<Currency>,
    /// The unit of amounts that name none.
    unit: Option<Decimal>,
    /// What the register is to count in.
    pub(super) base: Currency,
}

impl Counting {
    /// Looks at every amount.
    pub(super) fn of(tables: &mut Tables, reading: &Reading) -> Self {
        let whole = whole(tables);
        let mut it = Self {
            decimals: BTreeMap::new(),
            units: BTreeSet::new(),
            unsaid: whole.or(reading.currency),
            said: reading.currency,
            unit: reading.unit,
            base: Currency::USD,
        };
        it.look_at_decimals(tables, reading);
        it.look_at_units(tables);
        it.look_at_currencies(tables, whole, reading);
        it
    }

    /// The sign before decimals, by all amounts of a file. What none of them tells is asked once.
    fn look_at_decimals(&mut self, tables: &mut Tables, reading: &Reading) {
        let mut found: BTreeMap<usize, Signs> = BTreeMap::new();
        let amounts = tables.edges.iter().flat_map(|row| COLUMNS.map(|name| (row, name)));
        let terms = tables.edges.iter().flat_map(|row| terms::amounts(row).into_iter().map(move |name| (row, name)));
        let worth = tables.nodes.iter().map(|row| (row, "valuation"));
        let worth = worth.chain(tables.valuations.iter().map(|row| (row, "worth")));
        let figures = tables.figures.iter().map(|row| (row, "amount"));
        for (row, name) in amounts.chain(terms).chain(worth).chain(figures) {
            let Some(cell) = row.get(name) else { continue };
            let own = found.entry(row.file).or_default();
            for text in cell.text.split(';').map(str::trim) {
                let signs = AmountStyle::signs(text);
                own.point |= signs.point;
                own.comma |= signs.comma;
                if let Err(NotRead::Decimal { part, grouped }) = AmountStyle::default().read(text) {
                    own.open.push((Cell { text: text.to_owned(), at: cell.at.clone() }, part, grouped));
                }
            }
        }
        for (file, Signs { point, comma, open }) in found {
            let told = match (point, comma) {
                (true, false) => Some('.'),
                (false, true) => Some(','),
                _ => None,
            };
            self.decimals.insert(file, reading.decimal.or(told));
            let (None, [(cell, part, grouped), more @ ..]) = (reading.decimal, open.as_slice()) else { continue };
            if let Some(told) = told {
                let name = tables.rows.name_of(file);
                let word = if told == '.' { "point" } else { "comma" };
                let note = format!(
                    "{name}: a {word} stands before decimals, as other amounts show; --decimal {told} settles it"
                );
                tables.rows.note(note, 1);
                continue;
            }
            let text = cell.text.trim();
            let so = if more.is_empty() { String::new() } else { format!(", and so can {} more", more.len()) };
            let tells = if point { "other amounts of this file contradict each other" } else { "nothing here tells" };
            let message = format!("`{text}` can be {part} or {grouped}{so}: {tells}");
            let (if_point, if_comma) = if text.contains('.') { (part, grouped) } else { (grouped, part) };
            let help = format!("--decimal . if it is {if_point}, --decimal , if it is {if_comma}");
            tables.rows.fault(Code::BadAmount, message, (file, cell.at.clone()), &help);
        }
    }

    /// Which files have a column of units of money: another column may have that name.
    fn look_at_units(&mut self, tables: &mut Tables) {
        let mut other: BTreeSet<usize> = BTreeSet::new();
        for row in &tables.edges {
            if let Some(cell) = row.get("unit") {
                let is_unit = AmountStyle::of_unit(&cell.text).is_ok();
                if is_unit { &mut self.units } else { &mut other }.insert(row.file);
            }
        }
        for file in other.difference(&self.units) {
            let note = format!(
                "{}: its column `unit` names no unit of money, and is kept as it is",
                tables.rows.name_of(*file)
            );
            tables.rows.note(note, 1);
        }
    }

    /// The currencies that amounts name, and what is to be counted in.
    fn look_at_currencies(&mut self, tables: &mut Tables, whole: Option<Currency>, reading: &Reading) {
        let mut named: BTreeMap<Currency, usize> = BTreeMap::new();
        let mut unnamed = Vec::new();
        for row in &tables.edges {
            for cell in COLUMNS.iter().filter_map(|name| row.get(name)) {
                let (style, _) = self.style(row);
                let style = AmountStyle { decimal: style.decimal.or(Some('.')), ..style };
                match self.loose(style, &cell.text) {
                    Ok(LooseAmount { currency: Some(currency), .. }) => *named.entry(currency).or_default() += 1,
                    Ok(LooseAmount { amount, .. }) if amount.bound != Bound::Undisclosed => {
                        unnamed.push((row.file, cell.at.clone()));
                    }
                    _ => {}
                }
            }
        }
        let foreign = named.keys().find(|own| **own != Currency::USD).copied();
        if let (None, Some(other)) = (self.unsaid, foreign) {
            for place in unnamed.iter().cloned() {
                unsaid(tables, place, other);
            }
        }
        if let (false, Some(unsaid)) = (unnamed.is_empty(), self.unsaid.or(Some(Currency::USD))) {
            *named.entry(unsaid).or_default() += unnamed.len();
        }
        let rated = |own: &Currency| reading.rates.iter().any(|rate| rate.currency == *own);
        let left = || named.iter().filter(|(own, _)| !rated(own));
        let most = || left().max_by_key(|(own, count)| (**count, std::cmp::Reverse(**own))).map(|(own, _)| *own);
        let dollars = named.contains_key(&Currency::USD) || named.is_empty();
        self.base = whole
            .or(reading.currency.filter(|own| named.contains_key(own)))
            .or(dollars.then_some(Currency::USD))
            .or_else(most)
            .unwrap_or(Currency::USD);
        if self.base != Currency::USD && whole.is_none() {
            tables.rows.note(format!("amounts are in {}: the register counts in it", self.base), 1);
        }
    }

    /// How the amount of a row is written, and what of it is wrong.
    fn style(&self, row: &Row) -> (AmountStyle, Vec<(Cell, NotRead)>) {
        let mut wrong = Vec::new();
        let mut style =
            AmountStyle { decimal: self.decimals.get(&row.file).copied().flatten(), currency: None, unit: self.unit };
        if let Some(cell) = row.get("currency") {
            match self.currency(&cell.text) {
                Ok(currency) => style.currency = Some(currency),
                Err(flaw) => wrong.push((cell.clone(), flaw)),
            }
        }
        if let Some(cell) = row.get("unit").filter(|_| self.units.contains(&row.file)) {
            match AmountStyle::of_unit(&cell.text) {
                Ok(own) => {
                    style.unit = own.unit.or(style.unit);
                    match (style.currency, own.currency) {
                        (Some(row), Some(own)) if row != own => {
                            wrong.push((cell.clone(), NotRead::Contradiction { own, row }));
                        }
                        (column, own) => style.currency = column.or(own),
                    }
                }
                Err(error) => wrong.push((cell.clone(), NotRead::NoAmount(error))),
            }
        }
        (style, wrong)
    }

    /// What a column of currencies says: a code, a sign or a name.
    fn currency(&self, text: &str) -> Result<Currency, NotRead> {
        if let Ok(code) = text.parse() {
            return Ok(code);
        }
        match (Currency::of_sign(text), self.said) {
            ([one], _) => return Ok(*one),
            ([], _) => {}
            (codes, Some(said)) if codes.contains(&said) => return Ok(said),
            (codes, _) => return Err(NotRead::Currency { sign: text.trim().to_owned(), codes }),
        }
        if let Ok(AmountStyle { currency: Some(currency), unit: None, .. }) = AmountStyle::of_unit(text) {
            return Ok(currency);
        }
        let wrong = |error: UnknownCurrency| AmountError { message: error.to_string(), help: error.help() };
        text.parse().map_err(|error| NotRead::NoAmount(wrong(error)))
    }

    /// Reads an amount; what a sign means that many countries have, the person says who names the currency.
    fn loose(&self, style: AmountStyle, text: &str) -> Result<LooseAmount, NotRead> {
        let read = style.read(text);
        if style.currency.is_some() || self.said.is_none() {
            return read;
        }
        let said = AmountStyle { currency: self.said, ..style }.read(text);
        match (read, said) {
            // The amount names a currency of its own, or none that can be told.
            (read, Err(NotRead::Contradiction { .. })) => read,
            // It names none: that is the caller's to say.
            (Ok(LooseAmount { currency: None, amount }), _) => Ok(LooseAmount { currency: None, amount }),
            (_, said) => said,
        }
    }

    /// Reads the amount of a cell of that row.
    fn amount(&self, tables: &mut Tables, file: usize, cell: &Cell, style: AmountStyle) -> Option<Amount> {
        match self.loose(style, &cell.text) {
            Ok(LooseAmount { amount, currency }) => {
                Some(Amount { currency: currency.or(self.unsaid).unwrap_or(Currency::USD), ..amount })
            }
            Err(flaw) => {
                fault(tables, (file, cell), &flaw);
                None
            }
        }
    }

    /// Takes what a company is worth out of a row of nodes, and puts it into the entity as the register writes it.
    pub(super) fn worth(&self, tables: &mut Tables, row: &mut Row, entity: &mut Row) {
        let Some(cell) = row.take("valuation") else { return };
        let decimal = self.decimals.get(&row.file).copied().flatten();
        let style = AmountStyle { decimal, ..AmountStyle::default() };
        let names_none = matches!(self.loose(style, &cell.text), Ok(LooseAmount { currency: None, .. }));
        if names_none && self.unsaid.is_none() && self.base != Currency::USD {
            unsaid(tables, (row.file, cell.at), self.base);
        } else if let Some(amount) = self.amount(tables, row.file, &cell, style) {
            entity.put("worth", amount.to_string(), cell.at);
        }
    }

    /// Writes the amounts of a cell as the register does; several are parted by `;`, and `-` is none.
    pub(super) fn rewrite(&self, tables: &mut Tables, row: &mut Row, name: &str) {
        let Some(cell) = row.get(name).cloned() else { return };
        let (style, _) = self.style(row);
        let mut texts = Vec::new();
        for part in cell.text.split(';').map(str::trim) {
            let own = Cell { text: part.to_owned(), at: cell.at.clone() };
            let amount = if part == "-" { None } else { self.amount(tables, row.file, &own, style) };
            texts.push(amount.map_or_else(|| part.to_owned(), |amount| amount.to_string()));
        }
        row.take(name);
        row.put(name, texts.join(";"), cell.at);
    }

    /// Reads and takes the columns of the amount.
    pub(super) fn take(&self, tables: &mut Tables, row: &mut Row) -> Stated {
        let at = row.get("amount").map_or_else(|| row.at.clone(), |cell| cell.at.clone());
        let (style, wrong) = self.style(row);
        for (cell, flaw) in &wrong {
            fault(tables, (row.file, cell), flaw);
        }
        row.take("currency");
        if self.units.contains(&row.file) {
            row.take("unit");
        }
        let words = row.take("as_stated").map(|cell| cell.text.trim().to_owned());
        let cells = COLUMNS.map(|name| row.take(name));
        let [stated, low, high] =
            cells.each_ref().map(|cell| cell.as_ref().and_then(|cell| self.amount(tables, row.file, cell, style)));
        let currency = [&stated, &low, &high].into_iter().flatten().next().map(|own| own.currency);
        let currency = currency.or(style.currency).or(self.unsaid).unwrap_or(Currency::USD);
        if low.is_none() && high.is_none() {
            let range = stated.as_ref().map_or(Range::UNKNOWN, Amount::range);
            return Stated { range, currency, amount: stated, at, words };
        }
        let range = limits(tables, row, (stated, low, high), &cells);
        Stated { range, currency, amount: None, at, words }
    }
}

/// A figure beside limits. A bound that is not named is open.
fn limits(
    tables: &mut Tables,
    row: &Row,
    (stated, low, high): (Option<Amount>, Option<Amount>, Option<Amount>),
    cells: &[Option<Cell>; 3],
) -> Range {
    let currencies: BTreeSet<Currency> = [&stated, &low, &high].into_iter().flatten().map(|own| own.currency).collect();
    let place = cells.iter().flatten().next().map_or_else(|| row.at.clone(), |cell| cell.at.clone());
    let mut wrong = |message: &str, help: &str| {
        tables.rows.fault(Code::BadAmount, message, (row.file, place.clone()), help);
        Range::UNKNOWN
    };
    if currencies.len() > 1 {
        return wrong("the amount and its limits are in different currencies", "write all of them in one");
    }
    let mut known = Vec::new();
    for own in [&stated, &low, &high] {
        known.push(match own {
            Some(own) if own.bound == Bound::Exactly => Some(own.figure),
            None => None,
            Some(own) if own.bound == Bound::Undisclosed => None,
            Some(_) => {
                return wrong(
                    "a bound beside `amount_min` or `amount_max`",
                    "write plain figures there, or the whole in `amount`, such as 2B..3B",
                );
            }
        });
    }
    let [stated, low, high] = [0, 1, 2].map(|at| known.get(at).copied().flatten());
    let range = Range { stated, low: low.unwrap_or_default(), high };
    if range.high.is_some_and(|high| high < range.low || range.stated.is_some_and(|stated| high < stated)) {
        let message = "the most that this amount can be is less than its least";
        return wrong(message, "turn `amount_min` and `amount_max` round");
    }
    range
}

/// Says that an amount names no currency where others name one.
fn unsaid(tables: &mut Tables, place: (usize, Span<usize>), other: Currency) {
    let message = format!("this amount names no currency, and others are in {other}");
    let help = format!("say what such amounts are in: --currency {other}, or --currency USD");
    tables.rows.fault(Code::NoRate, message, place, &help);
}

/// The currency that a file names for all of it.
fn whole(tables: &mut Tables) -> Option<Currency> {
    let text = tables.currency.clone().filter(|text| !text.trim().is_empty())?;
    match text.parse::<Currency>() {
        Ok(currency) => Some(currency),
        Err(error) => {
            tables.rows.fault(Code::UnknownWord, error.to_string(), (0, 0..0), &error.help());
            None
        }
    }
}

/// Says why an amount is not read: with the same words for the same flaw, so that it is said once of a file.
fn fault(tables: &mut Tables, (file, cell): (usize, &Cell), flaw: &NotRead) {
    let codes = |codes: &[Currency]| {
        let flags: Vec<String> = codes.iter().map(|code| format!("--currency {code}")).collect();
        flags.join(" or ")
    };
    let (message, help) = match flaw {
        NotRead::NoAmount(error) => (error.message.clone(), error.help.clone()),
        // Asked once of a file.
        NotRead::Decimal { .. } => return,
        NotRead::Currency { sign, codes: own } => {
            (format!("`{sign}` stands for several currencies"), format!("say which: {}", codes(own)))
        }
        NotRead::Contradiction { own, row } => {
            (format!("this says {own}, and its row says {row}"), "correct one of the two".to_owned())
        }
    };
    tables.rows.fault(Code::BadAmount, message, (file, cell.at.clone()), &help);
}

/// The amount of the register's file, whether it is a share of a round, and what of it got lost.
pub(super) fn written(stated: &Stated) -> (String, bool, Option<&'static str>) {
    let range = stated.range;
    let as_stated = stated.words.as_deref().and_then(|text| text.parse::<Amount>().ok());
    // The statement itself, where it says the same: it also knows `about` and `over`.
    let same = as_stated.filter(|own| own.range() == range && own.currency == stated.currency);
    if let Some(amount) = same.as_ref().or(stated.amount.as_ref()) {
        return (amount.to_string(), false, None);
    }
    let (text, round, lost) = in_words(range, stated.currency);
    // As the register writes it: `30B`, not `30000000000`.
    (text.parse::<Amount>().map_or(text, |amount| amount.to_string()), round, lost)
}

fn in_words(range: Range, currency: Currency) -> (String, bool, Option<&'static str>) {
    let figure = |value: Decimal| format!("{currency} {value}");
    let (low, high) = (range.low, range.high);
    match (range.stated, high) {
        (None, None) if low.is_zero() => ("?".to_owned(), false, None),
        (None, None) => (format!(">={}", figure(low)), false, Some("that a least amount was no stated amount")),
        (None, Some(high)) if low.is_zero() => (format!("<={}", figure(high)), true, None),
        (None, Some(high)) => {
            (format!("{}..{high}", figure(low)), false, Some("that the lower end of a range was no stated amount"))
        }
        (Some(own), Some(high)) if own == low && own == high => (figure(own), false, None),
        (Some(own), None) if own == low => (format!(">={}", figure(own)), false, None),
        (Some(own), Some(high)) if low.is_zero() && own == high => (format!("<={}", figure(own)), false, None),
        (Some(own), Some(high)) if own == low => (format!("{}..{high}", figure(own)), false, None),
        (Some(_), Some(high)) => {
            (format!("{}..{high}", figure(low)), false, Some("the stated figure within a range of amounts"))
        }
        (Some(_), None) if low.is_zero() => {
            ("?".to_owned(), false, Some("the stated figure of an amount that can be less and more"))
        }
        (Some(_), None) => (format!(">={}", figure(low)), false, Some("the stated figure above a least amount")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_amount_of_the_grammar_survives() {
        for text in ["10B", "~10B", ">=10B", ">10B", "<=100B", "2B..3B", "?"] {
            let amount: Amount = text.parse().unwrap();
            let (range, currency) = (amount.range(), amount.currency);
            let words = Some(text.to_owned());
            let stated = Stated { range, currency, amount: None, at: 0..0, words };
            assert_eq!(written(&stated), (text.to_owned(), false, None));
            let (again, round, lost) = written(&Stated { words: None, ..stated });
            assert_eq!(again.parse::<Amount>().unwrap().range(), range, "{text}");
            assert!(!round && lost.is_none());
        }
        let open = Range { stated: Some(5.into()), ..Range::UNKNOWN };
        let (text, round, lost) = in_words(open, Currency::USD);
        assert_eq!((text.as_str(), round), ("?", false), "neither all of it nor nothing is stated");
        assert!(lost.is_some());
        let (range, currency) = (Range::share_of(Some(5.into())), Currency::USD);
        let share = Stated { range, currency, amount: None, at: 0..0, words: Some("~2B".to_owned()) };
        assert_eq!(written(&share), ("<=5".to_owned(), true, None));
    }
}
