//! What can be wrong with a ledger: one error that ends the reading, or many faults with their places.

use std::{fmt, io, path::PathBuf};

use super::{accounts::MOST, role::Role, source::Refusal};

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
    /// A number with a currency beside it.
    Currency,
    /// A number with a power of ten.
    Exponent,
    /// A number beyond 64 bits.
    TooLarge,
    /// Neither a plain number nor an ISO 8601 date or date-time.
    NotATime,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cells { found: 1, wanted } => write!(f, "has 1 cell, the header {wanted}"),
            Self::Cells { found, wanted } => write!(f, "has {found} cells, the header {wanted}"),
            Self::Empty => f.write_str("is empty"),
            Self::Encoding => f.write_str("is not UTF-8"),
            Self::Unclosed => f.write_str("begins with a quote that is never closed"),
            Self::AfterQuote => f.write_str("goes on after its closing quote"),
            Self::NotANumber => f.write_str("is not a number"),
            Self::Separated => f.write_str("has a separator between its digits"),
            Self::Currency => f.write_str("has a currency beside the number"),
            Self::Exponent => f.write_str("has a power of ten"),
            Self::TooLarge => f.write_str("does not fit in 64 bits with its decimals"),
            Self::NotATime => f.write_str("is neither a number nor a date"),
        }
    }
}

impl Flaw {
    /// How to mend it.
    pub fn help(self) -> &'static str {
        match self {
            Self::Cells { .. } => "quote a cell that holds the separator: `\"Smith, Jones\"`",
            Self::Empty => "unknown is not zero: fill the cell, or leave the row out",
            Self::Encoding => "save the file as UTF-8; spreadsheets call it \"CSV UTF-8\"",
            Self::Unclosed | Self::AfterQuote => "double a quote inside a quoted cell: `\"the \"\"bank\"\"\"`",
            Self::NotANumber => "write plain decimals: `1234.50`",
            Self::Separated => "write plain decimals with a point and nothing between the digits: `1234.50`",
            Self::Currency => "write the number alone, and keep one ledger to one currency",
            Self::Exponent => "write the number out: `1200000`, not `1.2e6`",
            Self::TooLarge => "round the column to fewer decimals, or count it in a larger unit",
            Self::NotATime => "write `2025-12-17`, `2025-12-17T10:00:00Z` or a number of seconds",
        }
    }
}

/// One flaw with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
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

impl fmt::Display for Fault {
    /// As in: row 12, line 13: `amount` `1,234` has a separator between its digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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

    /// Adds those of later rows, which were counted after `rows` earlier ones.
    pub(super) fn append(&mut self, later: Self, rows: u64) {
        let room = MAX_FAULTS.saturating_sub(self.first.len());
        let told = later.first.into_iter().take(room);
        self.first.extend(told.map(|fault| Fault { row: fault.row + rows, ..fault }));
        self.all += later.all;
    }
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
    /// The header has no column that can be guessed.
    MissingColumn {
        /// What it would be for.
        role: Role,
        /// The header.
        header: Vec<String>,
    },
    /// The header has several columns that it could be.
    AmbiguousColumn {
        /// What it would be for.
        role: Role,
        /// Which.
        candidates: Vec<String>,
        /// The header.
        header: Vec<String>,
    },
    /// A column was named that the header does not have.
    UnknownColumn {
        /// What it was named for.
        role: Role,
        /// The name.
        name: String,
        /// The header's name nearest to it.
        nearest: Option<String>,
        /// The header.
        header: Vec<String>,
    },
    /// One column was named for two things.
    SharedColumn {
        /// For these.
        roles: [Role; 2],
        /// The column.
        name: String,
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
    /// The times are dates without dashes, which are not seconds.
    UndashedDates {
        /// The header of the column.
        column: String,
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
            Self::MissingColumn { role, .. } => write!(f, "no column is known to be {}", role.words()),
            Self::AmbiguousColumn { role, candidates, .. } => {
                write!(f, "{} can each be {}", names(candidates), role.words())
            }
            Self::UnknownColumn { name, .. } => write!(f, "there is no column `{name}`"),
            Self::SharedColumn { roles: [one, other], name } => {
                write!(f, "column `{name}` cannot be both {} and {}", one.words(), other.words())
            }
            Self::LongRow { line } => write!(f, "the row that begins on line {line} has no end"),
            Self::Faults { first, more } => match first.len() as u64 + more {
                1 => f.write_str("1 fault in the ledger"),
                all => write!(f, "{all} faults in the ledger"),
            },
            Self::MixedTimes { number, date } => {
                write!(f, "the time is a number in row {number} and a date in row {date}")
            }
            Self::UndashedDates { column } => write!(f, "`{column}` holds dates without dashes"),
            Self::TooFine { column, row, decimals, finest } => write!(
                f,
                "`{column}` of row {row} does not fit in 64 bits with {decimals} decimals, as many as row {finest} has"
            ),
            Self::TooManyAccounts => write!(f, "the ledger has more than {MOST} accounts"),
            Self::NoParquet => f.write_str("the ledger is Parquet, which this program was built without"),
            Self::Parquet { .. } => f.write_str("cannot read the Parquet file"),
        }
    }
}

impl std::error::Error for LedgerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Parquet { source } => Some(source.as_ref()),
            _ => None,
        }
    }
}

impl LedgerError {
    /// With other numbers of lines.
    pub(super) fn with_lines(mut self, line_of: impl Fn(u64) -> u64) -> Self {
        match &mut self {
            Self::LongRow { line } => *line = line_of(*line),
            Self::Faults { first, .. } => {
                for line in first.iter_mut().filter_map(|fault| fault.line.as_mut()) {
                    *line = line_of(*line);
                }
            }
            _ => {}
        }
        self
    }

    /// How to mend it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Io { source, .. } => Refusal::way_out(source),
            Self::Stopped | Self::TooManyAccounts | Self::Parquet { .. } => None,
            Self::NoHeader => Some("the first line names the columns: `from,to,time,amount`".to_owned()),
            Self::HeaderEncoding => Some(Flaw::Encoding.help().to_owned()),
            Self::HeaderQuote | Self::LongRow { .. } => Some(Flaw::Unclosed.help().to_owned()),
            Self::MissingColumn { role, header } | Self::AmbiguousColumn { role, header, .. } => {
                Some(format!("name it with {} COLUMN, one of {}", role.flag(), names(header)))
            }
            Self::UnknownColumn { nearest: Some(nearest), .. } => Some(format!("did you mean `{nearest}`?")),
            Self::UnknownColumn { header, .. } => Some(format!("the header has {}", names(header))),
            Self::SharedColumn { roles: [one, other], .. } => {
                Some(format!("name another column with {} or {}", one.flag(), other.flag()))
            }
            Self::Faults { first, .. } => first.first().map(|fault| fault.flaw.help().to_owned()),
            Self::MixedTimes { .. } => Some("write the column in one form".to_owned()),
            Self::UndashedDates { .. } => Some("write `2025-12-17`, not `20251217`".to_owned()),
            Self::TooFine { .. } => Some(Flaw::TooLarge.help().to_owned()),
            Self::NoParquet => Some("install it with `--features parquet`, or save the ledger as CSV".to_owned()),
        }
    }
}

/// `a`, `b`, `c`, in back-ticks.
fn names(list: &[String]) -> String {
    // A header may be a million columns wide.
    let mut names: Vec<String> = list.iter().take(MAX_FAULTS).map(|name| format!("`{name}`")).collect();
    if let Some(more) = list.len().checked_sub(MAX_FAULTS).filter(|more| *more > 0) {
        names.push(format!("and {more} more"));
    }
    names.join(", ")
}
