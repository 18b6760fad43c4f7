//! Reading a ledger: files → blocks → pieces → columns, while the next block is being read.

use std::{
    mem::{swap, take},
    sync::{Arc, atomic::Ordering::Relaxed},
};

use rayon::prelude::*;

use super::{
    accounts::{Accounts, NOBODY},
    amount::Signs,
    amounts::Amounts,
    blocks::{Block, Blocks},
    clock::{self, Clock, Hints},
    codes::Codes,
    columns::Layout,
    error::{Faults, LedgerError},
    head::{self, Said},
    how::{Told, order_name},
    intern::Interner,
    numbers::Numbers,
    piece::{Noted, Orders, Piece},
    reading::{DecimalSign, Names, Reading},
    report::{Doubt, FileRead, Report},
    role::Role,
    rows::Ledger,
    same,
    source::{Lines, Source},
    time::TimeForm,
    time_unit::TimeUnit,
    times,
};
use crate::model::Stop;

/// The bytes that a thread reads at a time: few enough for its cache.
pub(super) const PIECE: usize = 1 << 18;

/// Who is told about the progress, and who may stop the reading.
#[derive(Clone, Copy)]
pub(super) struct Watch<'a> {
    pub(super) progress: &'a (dyn Fn(u64, u64) + Sync),
    pub(super) stop: &'a Stop,
    /// Of all files: the bytes of those read before, and those of all; 0 if that is unknown.
    pub(super) before: u64,
    pub(super) all: u64,
}

impl Watch<'_> {
    /// Reports the bytes done of a file and its total, and asks whether to go on.
    pub(super) fn at(self, done: u64, total: u64) -> Result<(), LedgerError> {
        (self.progress)(self.before + done, if self.all > 0 { self.all } else { total });
        if self.stop.should_stop() { Err(LedgerError::Stopped) } else { Ok(()) }
    }
}

/// Reads a text in pieces of so many bytes, into a table that may hold the rows of other files.
pub(super) fn text(
    table: &mut Table,
    source: Source<'_>,
    reading: &Reading,
    watch: Watch<'_>,
    piece: usize,
) -> Result<(), LedgerError> {
    // Enough that no thread waits long for the last piece of a block.
    let pieces = (4 * rayon::current_num_threads()).max(16);
    let mut blocks = Blocks::new(source.text, piece, pieces);
    let reading = &Reading { separator: source.separator.or(reading.separator), ..reading.clone() };
    let head = blocks.head(|text, whole| head::read(text, whole, reading, table.told))?;
    let separator = head.layout.separator;
    table.begin(head.layout, head.said, source.separator.is_none().then_some(separator.into()))?;
    let (mut now, mut next) = (Block::default(), Block::default());
    let mut more = blocks.next(&mut now, separator)?;
    while more {
        watch.at(source.done.load(Relaxed), source.total)?;
        let (read, added) = rayon::join(|| blocks.next(&mut next, separator), || table.add(now.pieces(), Piece::read));
        added?;
        more = read?;
        swap(&mut now, &mut next);
    }
    Ok(())
}

/// What a reading came to.
pub(super) enum Outcome {
    /// The ledger.
    Whole(Box<Ledger>),
    /// The whole of it told what its beginning did not: it is to be read once more.
    Again(Told),
}

/// The columns so far.
pub(super) struct Table {
    told: Told,
    /// How the file at hand is read; none before the first.
    layout: Option<Layout>,
    said: Said,
    separator: Option<char>,
    files: Vec<FileRead>,
    /// Of the file at hand.
    lines: Arc<Lines>,
    /// Whether every file can be read once more.
    again: bool,
    accounts: Interner,
    /// Used again for each block.
    pieces: Vec<Piece>,
    payers: Vec<u32>,
    payees: Vec<u32>,
    times: Numbers,
    amounts: Numbers,
    currencies: Codes,
    faults: Faults,
    noted: Noted,
}

impl Table {
    pub(super) fn new(told: Told) -> Self {
        Self {
            told,
            layout: None,
            said: Said::default(),
            separator: None,
            files: Vec::new(),
            lines: Arc::default(),
            again: true,
            accounts: Interner::new(),
            pieces: Vec::new(),
            payers: Vec::new(),
            payees: Vec::new(),
            times: Numbers::default(),
            amounts: Numbers::default(),
            currencies: Codes::default(),
            faults: Faults::default(),
            noted: Noted::default(),
        }
    }

    /// What is already told of the whole ledger.
    #[cfg(feature = "parquet")]
    pub(super) fn told(&self) -> Told {
        self.told
    }

    /// The next file, before its head is read; `again` is whether it can be read once more.
    pub(super) fn file(&mut self, file: FileRead, lines: Arc<Lines>, again: bool) {
        self.files.push(FileRead { start: self.noted.rows, ..file });
        self.lines = lines;
        self.again &= again;
    }

    /// Begins the rows of a file. Its columns must be those of the files before.
    pub(super) fn begin(&mut self, layout: Layout, said: Said, separator: Option<char>) -> Result<(), LedgerError> {
        if let Some(first) = &self.layout {
            let differs = |role: &Role| first.has(*role) != layout.has(*role);
            if let Some(role) = Role::ALL.into_iter().find(differs) {
                let file = self.files.last().map_or_else(String::new, |file| file.path.clone());
                return Err(LedgerError::Drift { file, role, lacks: first.has(role) });
            }
        } else {
            (self.said, self.separator) = (said, separator);
        }
        self.layout = Some(layout);
        Ok(())
    }

    /// Adds the rows of the next block, of which each part is read into a piece.
    pub(super) fn add<T: Send>(
        &mut self,
        parts: Vec<T>,
        read: impl Fn(&mut Piece, T, &Layout, &Interner) + Sync,
    ) -> Result<(), LedgerError> {
        let (Some(layout), known) = (&self.layout, &self.accounts) else { return Ok(()) };
        self.pieces.resize_with(parts.len(), Piece::default);
        self.pieces.par_iter_mut().zip(parts).for_each(|(piece, part)| {
            piece.clear();
            read(piece, part, layout, known);
        });
        self.append()
    }

    /// Appends what the pieces have read to the columns.
    fn append(&mut self) -> Result<(), LedgerError> {
        let file = self.files.last();
        let start = file.map_or(0, |file| file.start);
        let name = file.filter(|_| self.files.len() > 1).map(|file| file.path.as_str());
        for piece in &mut self.pieces {
            let rows = self.noted.rows;
            for line in piece.faults.first.iter_mut().filter_map(|fault| fault.line.as_mut()) {
                *line = self.lines.of(*line);
            }
            self.faults.append(take(&mut piece.faults), rows - start, name);
            self.noted.append(&piece.found);
        }
        let mut batches: Vec<_> = self.pieces.iter_mut().map(|piece| &mut piece.accounts).collect();
        self.accounts.number(&mut batches)?;
        let pieces = &self.pieces;
        let (mut before, currencies) = (self.payers.len(), &mut self.currencies);
        for piece in pieces {
            let count = piece.accounts.ids().len() / 2;
            currencies.append(&piece.currencies, before, count);
            before += count;
        }
        let every = |column: &mut Vec<u32>, side: usize| {
            for piece in pieces {
                column.extend(piece.accounts.ids().chunks_exact(2).map(|ends| ends[side]));
            }
        };
        rayon::join(
            || rayon::join(|| every(&mut self.payers, 0), || every(&mut self.payees, 1)),
            || {
                rayon::join(
                    || pieces.iter().for_each(|piece| self.times.append(&piece.times)),
                    || pieces.iter().for_each(|piece| self.amounts.append(&piece.amounts)),
                )
            },
        );
        Ok(())
    }

    /// The ledger, if nothing is wrong with it; or what its rows have told, if that calls for another reading.
    pub(super) fn finish(mut self) -> Result<Outcome, LedgerError> {
        let Some(layout) = self.layout.take() else { return Err(LedgerError::NoHeader) };
        let column = |role: Role| layout.name(role).unwrap_or_default();
        let mut doubts = self.doubts_of_the_head(&layout);
        let decimal = decide_decimal(self.noted.signs, &layout, self.separator, column(Role::Amount), &mut doubts)?;
        let day_first = decide_order(self.noted.orders, &layout, column(Role::Time))?;
        let told = Told { decimal: Some(decimal), day_first };
        // Until it is told otherwise, the day is taken to come first.
        let is_read_so = day_first.unwrap_or(true) == layout.how.day_first.unwrap_or(true);
        if (decimal != layout.how.decimal || !is_read_so) && told != self.told {
            let flag = if decimal == layout.how.decimal { "--time-format" } else { "--decimal" };
            return if self.again { Ok(Outcome::Again(told)) } else { Err(LedgerError::OnlyOnce { flag }) };
        }
        let Faults { first, all } = take(&mut self.faults);
        if all > 0 {
            return Err(LedgerError::Faults { more: all - first.len() as u64, first });
        }
        if let (Some(number), Some(date)) = (self.noted.first_number, self.noted.first_date) {
            return Err(LedgerError::MixedTimes { number, date });
        }
        let (mut payers, mut payees) = (self.payers, self.payees);
        payers.shrink_to_fit();
        payees.shrink_to_fit();
        let times = match layout.name(Role::Time) {
            Some(name) => Some(of_times(self.times, &self.noted, &name, &layout, day_first, &payers, &mut doubts)?),
            None => None,
        };
        let amounts = layout.has(Role::Amount).then(|| Amounts::new(self.amounts.column()));
        let (accounts, twins) =
            same::accounts(self.accounts.into_names(), layout.how.asked.names, &mut payers, &mut payees);
        doubts.extend(twins);
        let accounts = Accounts::new(accounts);
        doubts.extend(same::rounded(&accounts));
        doubts.extend(same::numbers(&accounts, layout.how.asked.names));
        let rows = || (0..).zip(&payers).filter(|(_, payer)| **payer != NOBODY).map(|(row, _)| row);
        let counted = if self.currencies.is_used() { self.currencies.counts(rows()) } else { Vec::new() };
        let currencies: Vec<(String, u64)> =
            counted.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
        if currencies.len() > 1
            && let Some((_, rows)) = currencies.iter().find(|(name, _)| name.is_empty())
        {
            doubts.push(Doubt::NoCurrency { rows: *rows });
        }
        let found = layout.found();
        let used = Reading {
            from: Some(found.from.clone()),
            to: Some(found.to.clone()),
            time: Some(found.time.clone().unwrap_or_else(|| "none".to_owned())),
            amount: Some(found.amount.clone().unwrap_or_else(|| "none".to_owned())),
            currency: Some(found.currency.clone().unwrap_or_else(|| "none".to_owned())),
            header: Some(self.said.has_header),
            separator: self.separator,
            decimal: found.amount.is_some().then_some(decimal),
            time_format: layout
                .how
                .asked
                .time_format
                .clone()
                .or_else(|| times.as_ref().and_then(|own| own.format.clone())),
            time_unit: times.as_ref().and_then(|own| own.told_unit),
            names: Some(layout.how.asked.names.unwrap_or(Names::Exact)),
            ..layout.how.asked.clone()
        };
        let signs = self.noted.signs;
        let report = Report {
            files: self.files,
            rows: self.noted.rows,
            left: self.noted.left,
            columns: found,
            unread: layout.unread().map(str::to_owned).collect(),
            separator: self.separator,
            titles: self.said.titles,
            renamed: self.said.renamed,
            first_column: layout.header.first().cloned().unwrap_or_default(),
            has_header: self.said.has_header,
            profile: self.said.profile,
            times: times.as_ref().filter(|_| rows().next().is_some()).map(|own| own.words.clone()),
            decimal: (signs != Signs::default()).then_some(decimal),
            currencies,
            doubts,
            owned: None,
            reading: used,
        };
        let (times, time_scale, time_form, time_unit) = match times {
            Some(own) => (Some(own.times), own.scale, own.form, own.unit),
            None => (None, 0, TimeForm::Numbers, None),
        };
        Ok(Outcome::Whole(Box::new(Ledger {
            payers,
            payees,
            times,
            time_scale,
            time_form,
            time_unit,
            amounts,
            worth: None,
            base: String::new(),
            currencies: self.currencies,
            accounts,
            report,
        })))
    }

    /// What was decided before the first row and could be otherwise.
    fn doubts_of_the_head(&self, layout: &Layout) -> Vec<Doubt> {
        let Said { has_header, passed_over, banks, dates, uncounted, .. } = &self.said;
        let mut doubts = Vec::new();
        if !has_header && layout.how.asked.header.is_none() {
            doubts.push(Doubt::NoHeader);
        }
        let passed = passed_over
            .iter()
            .map(|(column, value)| Doubt::PassedOver { column: column.clone(), value: value.clone() });
        doubts.extend(passed);
        doubts.extend(dates.clone().map(|column| Doubt::Dates { column }));
        if let Some((columns, flags)) = banks {
            doubts.push(Doubt::Banks { columns: columns.clone(), flags: flags.clone() });
        }
        if let Some(column) = uncounted {
            doubts.push(Doubt::Uncounted { column: column.clone() });
        }
        doubts
    }
}

impl Noted {
    fn append(&mut self, later: &Self) {
        let row = |own: u64| self.rows + own;
        self.first_number = self.first_number.or(later.first_number.map(row));
        self.first_date = self.first_date.or(later.first_date.map(row));
        self.has_clock |= later.has_clock;
        self.signs.merge(later.signs);
        self.orders.day_first |= later.orders.day_first;
        self.orders.month_first |= later.orders.month_first;
        self.orders.either |= later.orders.either;
        self.left.merge(&later.left);
        self.rows += later.rows;
    }
}

/// Which sign stands before the decimals, by what the whole column says.
fn decide_decimal(
    signs: Signs,
    layout: &Layout,
    separator: Option<char>,
    column: String,
    doubts: &mut Vec<Doubt>,
) -> Result<DecimalSign, LedgerError> {
    if let Some(decimal) = layout.how.asked.decimal {
        return Ok(decimal);
    }
    let Signs { point, comma, point_or_group, comma_or_group } = signs;
    Ok(match (point, comma) {
        // Those with the other sign are told as faults, each with its row.
        (true, true) => layout.how.decimal,
        (true, false) => DecimalSign::Point,
        (false, true) => DecimalSign::Comma,
        (false, false) if point_or_group && comma_or_group => return Err(LedgerError::EitherDecimal { column }),
        (false, false) if point_or_group => {
            // Where cells are parted by semicolons, it is because the comma is taken: it stands before decimals.
            let parts_thousands = separator == Some(';');
            doubts.push(Doubt::Thousands { sign: DecimalSign::Point, parts_thousands });
            if parts_thousands { DecimalSign::Comma } else { DecimalSign::Point }
        }
        (false, false) if comma_or_group => {
            let parts_thousands = separator != Some(';');
            doubts.push(Doubt::Thousands { sign: DecimalSign::Comma, parts_thousands });
            if parts_thousands { DecimalSign::Point } else { DecimalSign::Comma }
        }
        (false, false) => layout.how.decimal,
    })
}

/// Whether dates begin with the day, by what the whole column says; none if no date says it.
fn decide_order(orders: Orders, layout: &Layout, column: String) -> Result<Option<bool>, LedgerError> {
    if layout.how.day_first.is_some() {
        return Ok(layout.how.day_first);
    }
    match (orders.day_first, orders.month_first) {
        (true, true) => Err(LedgerError::EitherOrder { column, both: true }),
        (true, false) => Ok(Some(true)),
        (false, true) => Ok(Some(false)),
        (false, false) if orders.either => Err(LedgerError::EitherOrder { column, both: false }),
        (false, false) => Ok(None),
    }
}

/// The times of a ledger, and what they are.
struct Times {
    times: Vec<i64>,
    scale: u32,
    form: TimeForm,
    unit: Option<TimeUnit>,
    /// What `--time-unit` would say of the numbers as they stand in the ledger.
    told_unit: Option<TimeUnit>,
    /// What `--time-format` would say.
    format: Option<String>,
    words: String,
}

fn of_times(
    numbers: Numbers,
    noted: &Noted,
    column: &str,
    layout: &Layout,
    day_first: Option<bool>,
    payers: &[u32],
    doubts: &mut Vec<Doubt>,
) -> Result<Times, LedgerError> {
    let asked = layout.how.asked.time_unit;
    let (times, scale) = numbers.small().map_err(|unfit| LedgerError::TooFine {
        column: column.to_owned(),
        row: unfit.row as u64 + 1,
        decimals: unfit.scale.into(),
        finest: unfit.finest as u64 + 1,
    })?;
    if noted.first_date.is_some() {
        let (form, words) =
            if noted.has_clock { (TimeForm::DateTimes, "date-times") } else { (TimeForm::Dates, "dates") };
        // What the dates of this ledger have told, those of the next month may not.
        let format = day_first.map(|day_first| order_name(day_first).to_owned());
        let unit = Some(TimeUnit::Second);
        return Ok(Times { times, scale, form, unit, told_unit: None, format, words: words.to_owned() });
    }
    let there = times.iter().zip(payers).filter(|(_, payer)| **payer != NOBODY).map(|(time, _)| *time);
    // Seconds since 1970 are no steps, whatever the layout.
    let is_since_1970 =
        || matches!(clock::guessed(there.clone(), scale, Hints::default()), Some(Clock::Steps(Some(_))));
    let asked = asked.filter(|_| !(layout.how.unit_of_layout && is_since_1970()));
    let clock = match asked {
        Some(TimeUnit::Excel) => Clock::Excel,
        Some(unit) => Clock::Steps(Some(unit)),
        None => {
            let hints = Hints { is_date: clock::is_date(column), day_first };
            let either = || LedgerError::EitherOrder { column: column.to_owned(), both: false };
            clock::guessed(there.clone(), scale, hints).ok_or_else(either)?
        }
    };
    let words = clock.words(asked.is_some());
    let Some(read) = clock.read(&times, scale) else {
        let unit = if let Clock::Steps(unit) = clock { unit } else { None };
        return Ok(Times { times, scale, form: TimeForm::Numbers, unit, told_unit: unit, format: None, words });
    };
    let (told_unit, format) = match clock {
        Clock::Spelt(spelling) => (None, Some(spelling.name().to_owned())),
        _ => (Some(TimeUnit::Excel), None),
    };
    let first = payers.iter().position(|payer| *payer != NOBODY);
    if let Some(first) = first.filter(|_| asked.is_none()) {
        doubts.push(Doubt::Clock {
            column: column.to_owned(),
            number: times::words(times[first], scale, TimeForm::Numbers),
            moment: times::words(read.times[first], read.scale, read.form),
            flag: format.as_ref().map_or("--time-unit excel".to_owned(), |format| format!("--time-format {format}")),
        });
    }
    Ok(Times {
        times: read.times,
        scale: read.scale,
        form: read.form,
        unit: Some(TimeUnit::Second),
        told_unit,
        format,
        words,
    })
}
