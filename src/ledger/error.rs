//! What can be wrong with a ledger: one error that ends the reading, or many faults with their places.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use super::{accounts::MOST, column_fault::ColumnFaults, role::Role, source::Refusal, time_format};

/// How many faults are told one by one.
pub const MAX_FAULTS: usize = 20;

/// What is wrong with a row or with one of its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flaw {
    /// More or fewer cells than the header has.
    Cells {
        /// In the row.
        found: usize,
        /// In the header.
        wanted: usize,
    },
    /// Nothing in a cell that is needed.
    Empty,
    /// A word for nothing in the place of a time or an amount, such as `NULL`.
    Unsaid,
    /// The name of an account that is not UTF-8.
    Encoding,
    /// A quoted cell that is never closed.
    Unclosed,
    /// A quoted cell that goes on after its closing quote.
    AfterQuote,
    /// Not a number.
    NotANumber,
    /// A number with a sign between its digits: thousands set apart, or a decimal comma.
    Separated,
    /// A number whose decimals stand behind the other sign than those of the rest of the column.
    OtherDecimal,
    /// An amount with a sign of another currency than that of its row.
    OtherCurrency,
    /// A number of more than 200 digits; of times, more than 64 bits.
    TooLarge,
    /// A negative amount.
    Negative,
    /// Neither a plain number nor a date or date-time.
    NotATime,
    /// A name that means nobody, where such rows are refused.
    Nobody,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cells { found: 1, wanted } => write!(f, "has 1 cell, the header {wanted}"),
            Self::Cells { found, wanted } => write!(f, "has {found} cells, the header {wanted}"),
            Self::Empty => f.write_str("is empty"),
            Self::Unsaid => f.write_str("says nothing"),
            Self::Encoding => f.write_str("is not UTF-8"),
            Self::Unclosed => f.write_str("begins with a quote that is never closed"),
            Self::AfterQuote => f.write_str("goes on after its closing quote"),
            Self::NotANumber => f.write_str("is not a number"),
            Self::Separated => f.write_str("has groups of digits that are no thousands"),
            Self::OtherDecimal => f.write_str("has its decimals behind the other sign"),
            Self::OtherCurrency => f.write_str("is in another currency than its row says"),
            Self::TooLarge => f.write_str("has too many digits"),
            Self::Negative => f.write_str("is negative"),
            Self::Nobody => f.write_str("means nobody"),
            Self::NotATime => f.write_str("is neither a number nor a date"),
        }
    }
}

impl Flaw {
    /// How to mend it.
    pub fn help(self) -> &'static str {
        match self {
            Self::Cells { found, wanted } if found < wanted => {
                "complete the row, or leave out what is no payment, such as a total: `--incomplete skip`"
            }
            Self::Cells { .. } => "quote a cell that holds the separator: `\"Smith, Jones\"`",
            Self::Empty | Self::Unsaid => {
                "unknown is not zero: fill the cell, or leave such rows out: `--incomplete skip`"
            }
            Self::Encoding => "name the encoding: `--encoding windows-1252`, or save the file as UTF-8",
            Self::Unclosed | Self::AfterQuote => "double a quote inside a quoted cell: `\"the \"\"bank\"\"\"`",
            Self::NotANumber => "write a number: `1234.50`, or do without amounts: `--amount none`",
            Self::Separated => "part thousands by one sign, or write them without: `1234567.50`",
            Self::OtherDecimal => {
                "write the whole column with one sign before the decimals; if it is, `--decimal .` or `--decimal ,` names the wrong one"
            }
            Self::OtherCurrency => "write one of the two, or go by the sign beside the number: `--currency none`",
            Self::TooLarge => "no amount has so many digits; another column may be meant: `--amount COLUMN`",
            Self::Negative => "say what it means: `--negative reverse` (the payee pays the payer) or `--negative skip`",
            Self::NotATime => "write `2025-12-17` or `2025-12-17T10:00:00Z`, or do without times: `--time none`",
            Self::Nobody => "leave such rows out: `--incomplete skip`",
        }
    }
}

/// One flaw with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, if the ledger is read from several.
    pub file: Option<String>,
    /// The data row, from 1; the header and blank lines do not count.
    pub row: u64,
    /// The line on which the row begins, from 1; none in Parquet.
    pub line: Option<u64>,
    /// The header of the column; none if it is the row that is wrong.
    pub column: Option<String>,
    /// The beginning of the cell, or of the row.
    pub cell: String,
    /// What is wrong.
    pub flaw: Flaw,
}

impl Fault {
    /// How to mend it.
    pub fn help(&self) -> String {
        let is_rounded = || self.cell.contains(['E', 'e']) && self.cell.parse::<f64>().is_ok();
        match self.flaw {
            Flaw::NotATime if is_rounded() => {
                "a spreadsheet has rounded it: show the column as a number with all its digits, and save it again"
                    .to_owned()
            }
            Flaw::NotATime => match time_format::proposed(&self.cell).as_slice() {
                [] => self.flaw.help().to_owned(),
                forms => format!("say how it is written: {}", forms.join(" or ")),
            },
            flaw => flaw.help().to_owned(),
        }
    }
}

impl fmt::Display for Fault {
    /// As in: row 12, line 13: `amount` `1,234` has a separator between its digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}: ")?;
        }
        write!(f, "row {}", self.row)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        f.write_str(": ")?;
        if let Some(column) = &self.column {
            write!(f, "`{column}` ")?;
        }
        if self.flaw != Flaw::Empty {
            write!(f, "`{}` ", self.cell)?;
        }
        write!(f, "{}", self.flaw)
    }
}

/// The first faults in the order of the rows, and the number of all.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) first: Vec<Fault>,
    pub(super) all: u64,
}

impl Faults {
    /// Notes a fault; `told` makes it, if it is among those that are told.
    pub(super) fn push(&mut self, told: impl FnOnce() -> Fault) {
        if self.first.len() < MAX_FAULTS {
            self.first.push(told());
        }
        self.all += 1;
    }

    /// Adds those of later rows, which were counted after `rows` earlier ones of the same file.
    pub(super) fn append(&mut self, later: Self, rows: u64, file: Option<&str>) {
        let room = MAX_FAULTS.saturating_sub(self.first.len());
        let told = later.first.into_iter().take(room);
        let placed = |fault: Fault| Fault { row: fault.row + rows, file: file.map(str::to_owned), ..fault };
        self.first.extend(told.map(placed));
        self.all += later.all;
    }
}

/// A flaw of a table beside the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableFault {
    /// Its line, from 1; none if the whole table is meant.
    pub line: Option<u64>,
    /// What is wrong.
    pub message: String,
}

/// Why there is no ledger.
#[derive(Debug)]
#[non_exhaustive]
pub enum LedgerError {
    /// A file could not be read, or not be decompressed.
    Io {
        /// Which; none if it was no file.
        path: Option<PathBuf>,
        /// Why.
        source: io::Error,
    },
    /// The caller's `stop` said so.
    Stopped,
    /// There is not even a header.
    NoHeader,
    /// The header is no text in UTF-8.
    HeaderEncoding,
    /// The header's last quoted cell is never closed, or a quoted cell of it goes on after its closing quote.
    HeaderQuote,
    /// The first line is a row of data, and names no columns.
    NoHeaderLine {
        /// The line.
        line: String,
        /// What to type.
        flags: String,
    },
    /// It cannot be told which column is what.
    Columns(Box<ColumnFaults>),
    /// A form of times that means nothing.
    TimeFormat {
        /// As it was given.
        text: String,
    },
    /// A file that is no profile.
    Profile {
        /// What is wrong, and where.
        message: String,
    },
    /// What is wrong with one file of several.
    InFile {
        /// Which.
        path: PathBuf,
        /// What.
        error: Box<LedgerError>,
    },
    /// A file of several whose columns are not those of the first.
    Drift {
        /// Which.
        file: String,
        /// What the first file has and this one lacks, or the other way round.
        role: Role,
        /// Whether it is this one that lacks it.
        lacks: bool,
    },
    /// A table beside the ledger is flawed.
    Table {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        faults: Vec<TableFault>,
        /// How to mend it.
        help: String,
    },
    /// The times of the ledger are no dates, and something needs them.
    Undated {
        /// The flag.
        what: &'static str,
    },
    /// Amounts of no currency cannot be converted.
    NoCurrencies,
    /// There is no rate for a payment.
    NoRate {
        /// Its currency, or several.
        currency: String,
        /// Its day, if there are rates of later days only.
        day: Option<String>,
    },
    /// A row so long that a quote must have been forgotten.
    LongRow {
        /// The line on which it begins, from 1.
        line: u64,
    },
    /// Rows are flawed.
    Faults {
        /// The first [`MAX_FAULTS`] of them, in the order of the rows.
        first: Vec<Fault>,
        /// How many more there are.
        more: u64,
    },
    /// Some times are numbers and some are dates.
    MixedTimes {
        /// The first data row, from 1, with a number.
        number: u64,
        /// The first with a date.
        date: u64,
    },
    /// The times are numbers that mean something each by itself, but not all the same.
    MixedNumbers {
        /// The header of the column.
        column: String,
        /// One of them, and what it would be.
        one: String,
        /// Another.
        other: String,
    },
    /// The amounts could have their decimals behind a point, or behind a comma.
    EitherDecimal {
        /// The header of the column.
        column: String,
    },
    /// The dates could begin with the day, or with the month.
    EitherOrder {
        /// The header of the column.
        column: String,
        /// Whether some can only begin with the day, and others only with the month.
        both: bool,
    },
    /// A ledger that can be read only once must be told what only its end tells.
    OnlyOnce {
        /// The flag that tells it.
        flag: &'static str,
    },
    /// A number does not fit in 64 bits with as many decimals as another row of the column has.
    TooFine {
        /// The header of the column.
        column: String,
        /// The first data row, from 1, that does not fit.
        row: u64,
        /// The most decimals that any row has.
        decimals: u32,
        /// The first row that has so many.
        finest: u64,
    },
    /// More accounts than 31 bits can number.
    TooManyAccounts,
    /// Parquet, and the program was built without it.
    NoParquet,
    /// A Parquet file that cannot be read.
    Parquet {
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path: Some(path), .. } if path.as_os_str() == "-" => f.write_str("cannot read standard input"),
            Self::Io { path: Some(path), .. } => write!(f, "cannot read `{}`", path.display()),
            Self::Io { path: None, .. } => f.write_str("cannot read the ledger"),
            Self::Stopped => f.write_str("stopped while reading the ledger"),
            Self::NoHeader => f.write_str("the ledger is empty"),
            Self::HeaderEncoding => f.write_str("the header is not UTF-8"),
            Self::HeaderQuote => f.write_str("the quotes of the header do not close"),
            Self::NoHeaderLine { line, .. } => write!(f, "no line names the columns; the first is a payment: `{line}`"),
            Self::Columns(faults) => faults.fmt(f),
            Self::TimeFormat { text } => write!(f, "`{text}` is not a form of times"),
            Self::Profile { message } => write!(f, "this is no profile of a ledger: {message}"),
            Self::InFile { path, error } => write!(f, "`{}`: {error}", path.display()),
            Self::Drift { file, role, lacks: true } => {
                write!(f, "`{file}` lacks {}, which the first file has", role.words())
            }
            Self::Drift { file, role, lacks: false } => {
                write!(f, "`{file}` has {}, which the first file lacks", role.words())
            }
            Self::LongRow { line } => write!(f, "the row that begins on line {line} has no end"),
            Self::Faults { first, more } => match first.len() as u64 + more {
                1 => f.write_str("1 fault in the ledger"),
                all => write!(f, "{all} faults in the ledger"),
            },
            Self::TooManyAccounts => write!(f, "the ledger has more than {MOST} accounts"),
            Self::NoParquet => f.write_str("the ledger is Parquet, which this program was built without"),
            Self::Parquet { .. } => f.write_str("cannot read the Parquet file"),
            of_a_column => of_a_column.fmt_of_columns(f),
        }
    }
}

impl LedgerError {
    /// What a whole column has that cannot be, and what is wrong beside the ledger.
    fn fmt_of_columns(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MixedTimes { number, date } => {
                write!(f, "the time is a number in row {number} and a date in row {date}")
            }
            Self::MixedNumbers { column, one, other } => {
                write!(f, "`{column}` has numbers of two kinds: {one} and {other}")
            }
            Self::EitherDecimal { column } => {
                write!(f, "`{column}` has numbers such as 1.234 and 1,234: either sign could part the thousands")
            }
            Self::EitherOrder { column, both: true } => {
                write!(f, "`{column}` has dates that begin with the day, and dates that begin with the month")
            }
            Self::EitherOrder { column, both: false } => {
                write!(f, "`{column}` has dates such as 01/02/2026, which could begin with the day or with the month")
            }
            Self::OnlyOnce { flag } => {
                write!(f, "a pipe is read only once, and its end tells what {flag} would have said")
            }
            Self::TooFine { column, row, decimals, finest } => write!(
                f,
                "`{column}` of row {row} does not fit in 64 bits with {decimals} decimals, as many as row {finest} has"
            ),
            Self::Table { path, faults, .. } => {
                let line = |fault: &TableFault| match fault.line {
                    Some(line) => format!("line {line}: {}", fault.message),
                    None => fault.message.clone(),
                };
                let mut told: Vec<String> = faults.iter().take(MAX_FAULTS).map(line).collect();
                told.extend(
                    faults
                        .len()
                        .checked_sub(MAX_FAULTS)
                        .filter(|more| *more > 0)
                        .map(|more| format!("and {more} more")),
                );
                write!(f, "`{}`: {}", path.display(), told.join("; "))
            }
            Self::Undated { what } => write!(f, "{what} has days, and the times of the ledger are no dates"),
            Self::NoCurrencies => f.write_str("the ledger says no currencies, and --rates has nothing to convert"),
            Self::NoRate { currency, day: None } => write!(f, "there are no rates for {currency}"),
            Self::NoRate { currency, day: Some(day) } => {
                write!(f, "there is no rate for {currency} on {day} or before")
            }
            _ => Ok(()),
        }
    }
}

impl std::error::Error for LedgerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::InFile { error, .. } => error.source(),
            Self::Parquet { source } => Some(source.as_ref()),
            _ => None,
        }
    }
}

impl LedgerError {
    /// The same of one file of several; what does not say which one says so now.
    pub(super) fn in_file(self, path: &Path) -> Self {
        match self {
            Self::Io { path: Some(_), .. } | Self::Stopped | Self::TooManyAccounts | Self::Drift { .. } => self,
            other => Self::InFile { path: path.to_path_buf(), error: Box::new(other) },
        }
    }

    /// How to mend it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Io { source, .. } => Refusal::way_out(source),
            Self::Stopped | Self::TooManyAccounts | Self::Parquet { .. } => None,
            Self::NoHeader => Some("the first line names the columns: `from,to,time,amount`".to_owned()),
            Self::HeaderEncoding => Some(Flaw::Encoding.help().to_owned()),
            Self::Table { help, .. } => Some(help.clone()),
            Self::Undated { .. } => Some("say what the times are: --time-format or --time-unit".to_owned()),
            Self::NoCurrencies => Some("name the column: --currency COLUMN".to_owned()),
            Self::NoRate { .. } => {
                Some("add rows of day,currency,rate; only the currency of the rates themselves needs none".to_owned())
            }
            Self::HeaderQuote | Self::LongRow { .. } => Some(Flaw::Unclosed.help().to_owned()),
            Self::NoHeaderLine { flags, .. } => Some(format!("type, for example, {flags}")),
            Self::Columns(faults) => Some(faults.help()),
            Self::TimeFormat { .. } => Some(
                "write it as strptime does, `%d.%m.%Y %H:%M`, or day-first, month-first, yyyymmdd, yymmdd, ddmmyyyy"
                    .to_owned(),
            ),
            Self::Profile { .. } => Some("`roundtrip scan LEDGER --explain` writes one".to_owned()),
            Self::InFile { error, .. } => error.help(),
            Self::Drift { role, .. } => Some(format!("name the column, or read without it: {} none", role.flag())),
            Self::Faults { first, .. } => first.first().map(Fault::help),
            Self::MixedTimes { .. } => Some("write the column in one form".to_owned()),
            Self::MixedNumbers { .. } => Some(
                "write the column in one form; if all are steps of one length, name it: --time-unit second".to_owned(),
            ),
            Self::EitherDecimal { .. } => {
                Some("say which sign stands before the decimals: --decimal . or --decimal ,".to_owned())
            }
            Self::EitherOrder { both: true, .. } => Some(
                "write the column in one order; --time-format day-first or month-first names the rows of the other"
                    .to_owned(),
            ),
            Self::EitherOrder { .. } => Some("say it: --time-format day-first or --time-format month-first".to_owned()),
            Self::OnlyOnce { flag } => Some(format!("give {flag}, or save the ledger in a file")),
            Self::TooFine { .. } => Some(Flaw::TooLarge.help().to_owned()),
            Self::NoParquet => Some("install it with `--features parquet`, or save the ledger as CSV".to_owned()),
        }
    }
}
