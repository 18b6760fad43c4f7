//! What was read of a ledger, and what was not: for the reader of it to check.

use std::fmt;

use super::{
    column_fault::typed,
    columns::Found,
    fold::seen,
    reading::{DecimalSign, Reading},
    role::Role,
};

/// Rows that are no payments, and those that were turned round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Left {
    /// Rows without a payer or a payee, by the words that stand for nobody; the empty word is an empty cell.
    pub nobody: Vec<(String, u64)>,
    /// Rows without a time or an amount.
    pub unknown: u64,
    /// Rows with fewer cells than the header.
    pub short: u64,
    /// Rows that repeat the header, as where several files were put into one.
    pub headings: u64,
    /// Rows with a negative amount.
    pub negative: u64,
    /// Rows with a negative amount that were read as a payment the other way. They are not left out.
    pub reversed: u64,
    /// Lines that begin with `#` or `%` and have another number of cells.
    pub remarks: u64,
}

impl Left {
    /// How many rows of data were left out.
    pub fn rows(&self) -> u64 {
        self.nobody.iter().map(|(_, count)| count).sum::<u64>()
            + self.unknown
            + self.short
            + self.headings
            + self.negative
    }

    pub(super) fn nobody(&mut self, word: &str) {
        self.add(word, 1);
    }

    fn add(&mut self, word: &str, more: u64) {
        match self.nobody.iter_mut().find(|(own, _)| own == word) {
            Some((_, count)) => *count += more,
            None => self.nobody.push((word.to_owned(), more)),
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (word, count) in &other.nobody {
            self.add(word, *count);
        }
        self.unknown += other.unknown;
        self.short += other.short;
        self.headings += other.headings;
        self.negative += other.negative;
        self.reversed += other.reversed;
        self.remarks += other.remarks;
    }
}

/// What was read of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The files, each with its rows and what it is, if it is no plain text.
    pub files: Vec<FileRead>,
    /// Rows of data, those left out too.
    pub rows: u64,
    /// What was left out.
    pub left: Left,
    /// Which columns were taken for what.
    pub columns: Found,
    /// The other columns.
    pub unread: Vec<String>,
    /// What parts the cells; none of a ledger that is no text.
    pub separator: Option<char>,
    /// Lines above the header.
    pub titles: Vec<String>,
    /// Columns whose heading stands twice, as they are called.
    pub renamed: Vec<String>,
    /// The name of the first column.
    pub first_column: String,
    /// Whether a line names the columns.
    pub has_header: bool,
    /// The shipped profile by whose headings the ledger was recognised.
    pub profile: Option<&'static str>,
    /// What the times are, in words: `dates`, `seconds since 1970`, `steps of an hour`; none without times.
    pub times: Option<String>,
    /// The sign before the decimals, if there is any.
    pub decimal: Option<DecimalSign>,
    /// Every currency with the number of its payments, the most frequent first; the empty name says nothing.
    pub currencies: Vec<(String, u64)>,
    /// What could be otherwise.
    pub doubts: Vec<Doubt>,
    /// What became of the accounts, if they were replaced by their owners.
    pub owned: Option<Owned>,
    /// How the ledger was read, all of it: what a profile of it holds.
    pub reading: Reading,
}

/// Accounts that were replaced by their owners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owned {
    /// Accounts that have an owner.
    pub accounts: u64,
    /// All accounts.
    pub of: u64,
    /// Payments between accounts of one owner.
    pub within: u64,
}

/// One file of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileRead {
    /// Its path, as it was given or found.
    pub path: String,
    /// What it is, if it is no plain text: `sheet "Payments" of a workbook`.
    pub about: String,
    /// The rows before its first.
    pub start: u64,
}

/// Something that was decided and could be otherwise, with the flag that settles it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Doubt {
    /// A file without a header was taken for a list of edges.
    NoHeader,
    /// A column that is called like a time or an amount holds something else.
    PassedOver {
        /// The column.
        column: String,
        /// What it holds.
        value: String,
    },
    /// A column holds dates, and no column is read as the time.
    Dates {
        /// The column.
        column: String,
    },
    /// Columns of banks are not read, and an account number may be one of several banks.
    Banks {
        /// The columns.
        columns: Vec<String>,
        /// What reads them, too.
        flags: String,
    },
    /// Amounts are compared although a column names their currencies.
    Uncounted {
        /// The column.
        column: String,
    },
    /// All numbers with a sign have three digits behind it.
    Thousands {
        /// The sign between them.
        sign: DecimalSign,
        /// Whether it was read as parting thousands.
        parts_thousands: bool,
    },
    /// Numbers were read as days of a spreadsheet, or as digits that spell a day.
    Clock {
        /// The column.
        column: String,
        /// The first of them.
        number: String,
        /// What it was read as.
        moment: String,
        /// The flag that says that this is right.
        flag: String,
    },
    /// Accounts that differ only in case, spaces and the form of their letters.
    Alike {
        /// How many accounts have a twin.
        accounts: u64,
        /// Two that are.
        example: [String; 2],
    },
    /// Accounts that a spreadsheet has turned into rounded numbers.
    Rounded {
        /// How many.
        accounts: u64,
        /// One of them.
        example: String,
    },
    /// A rate was used long after its day.
    OldRate {
        /// The currency.
        currency: String,
        /// The longest time.
        days: i64,
    },
    /// Accounts that are the number of another, written in another way.
    Numbers {
        /// How many.
        accounts: u64,
        /// Two that are one number.
        example: [String; 2],
    },
    /// Some amounts have no currency, where others have.
    NoCurrency {
        /// How many.
        rows: u64,
    },
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        match self {
            Self::NoHeader => f.write_str(
                "no line names the columns: the first is read as a payment from `#1` to `#2`; --no-header says that this is right",
            ),
            Self::PassedOver { column, value } => {
                write!(f, "`{column}` is not read: it holds `{value}` and the like; name it with a flag if it is to be read")
            }
            Self::Dates { column } => write!(
                f,
                "no column is called a time, though `{column}` holds times; --time {} reads it, --time none says that this is \
                 right",
                typed(column)
            ),
            Self::Banks { columns, flags } => write!(
                f,
                "{} {} not read: accounts of one number at two banks are taken for one; {flags} keeps them apart",
                quoted(columns),
                if columns.len() == 1 { "is" } else { "are" },
            ),
            Self::Uncounted { column } => write!(
                f,
                "`{column}` holds currencies and is not read: all amounts are compared; --currency {} keeps them apart, \
                 --currency none says that this is right",
                typed(column)
            ),
            Self::Thousands { sign, parts_thousands } => {
                let (shown, whole) = match sign {
                    DecimalSign::Point => ("1.234", "point"),
                    DecimalSign::Comma => ("1,234", "comma"),
                };
                let own = if *sign == DecimalSign::Point { "." } else { "," };
                let other = if *sign == DecimalSign::Point { "," } else { "." };
                if *parts_thousands {
                    write!(f, "the {whole} is read as parting thousands (`{shown}` is 1234); --decimal {own} if decimals follow it, --decimal {other} if this is right")
                } else {
                    write!(f, "the {whole} is read as standing before decimals (`{shown}` is a little more than 1); --decimal {other} if it parts thousands, --decimal {own} if this is right")
                }
            }
            Self::Clock { column, number, moment, flag } => write!(
                f,
                "`{number}` of `{column}` is read as {moment}; {flag} says that this is right, another --time-unit that it is \
                 a plain number"
            ),
            Self::Alike { accounts, example: [one, other] } => write!(
                f,
                "{accounts} {} from another only in case, spaces or accents, such as `{}` and `{}`; --names fold makes them \
                 one, --names exact says that they are not",
                if *accounts == 1 { "account differs" } else { "accounts differ" },
                seen(one),
                seen(other)
            ),
            Self::Rounded { accounts: 1, example } => {
                write!(f, "the account `{example}` looks like a number that a spreadsheet has rounded: different accounts may have become one")
            }
            Self::Rounded { accounts, example } => write!(
                f,
                "{accounts} accounts look like numbers that a spreadsheet has rounded, such as `{example}`: different accounts may \
                 have become one"
            ),
            Self::OldRate { currency, days } => {
                write!(f, "a rate of {currency} is used {days} days after its day; --rates with more days would be nearer")
            }
            Self::Numbers { accounts, example: [one, other] } => write!(
                f,
                "{accounts} {} the number of another, written otherwise, such as `{one}` and `{other}`: write them alike if they \
                 are one; --names exact says that they are not",
                if *accounts == 1 { "account is" } else { "accounts are" },
            ),
            Self::NoCurrency { rows: 1 } => f.write_str("1 payment says no currency, where others do; it is compared with none of theirs"),
            Self::NoCurrency { rows } => {
                write!(f, "{rows} payments say no currency, where others do; they are compared with none of theirs")
            }
        }
    }
}

impl Report {
    /// The columns that were read, as in: payer `from`, payee `to`, time `date`.
    pub fn taken(&self) -> String {
        let columns = &self.columns;
        let named = [
            (Role::From, Some(&columns.from)),
            (Role::To, Some(&columns.to)),
            (Role::Time, columns.time.as_ref()),
            (Role::Amount, columns.amount.as_ref()),
            (Role::Currency, columns.currency.as_ref()),
        ];
        let words = |(role, name): (Role, Option<&String>)| Some(format!("{} `{}`", &role.words()[4..], name?));
        named.into_iter().filter_map(words).collect::<Vec<_>>().join(", ")
    }
}
