//! What was decided and could be otherwise.

use std::fmt;

use super::{column_fault::typed, fold::seen, reading::DecimalSign};

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
        match self {
            Self::NoHeader => f.write_str(
                "no line names the columns: the first is read as a payment from `#1` to `#2`; --no-header says that this is \
                 right",
            ),
            Self::PassedOver { column, value } => {
                write!(
                    f,
                    "`{column}` is not read: it holds `{value}` and the like; name it with a flag if it is to be read"
                )
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
                columns.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
                if columns.len() == 1 { "is" } else { "are" },
            ),
            Self::Uncounted { column } => write!(
                f,
                "`{column}` holds currencies and is not read: all amounts are compared; --currency {} keeps them apart, \
                 --currency none says that this is right",
                typed(column)
            ),
            of_values => of_values.fmt_of_values(f),
        }
    }
}

impl Doubt {
    /// What the cells of a column hold.
    fn fmt_of_values(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Thousands { sign, parts_thousands } => {
                let (shown, whole) = match sign {
                    DecimalSign::Point => ("1.234", "point"),
                    DecimalSign::Comma => ("1,234", "comma"),
                };
                let own = if *sign == DecimalSign::Point { "." } else { "," };
                let other = if *sign == DecimalSign::Point { "," } else { "." };
                if *parts_thousands {
                    write!(
                        f,
                        "the {whole} is read as parting thousands (`{shown}` is 1234); --decimal {own} if decimals follow \
                         it, --decimal {other} if this is right"
                    )
                } else {
                    write!(
                        f,
                        "the {whole} is read as standing before decimals (`{shown}` is a little more than 1); --decimal \
                         {other} if it parts thousands, --decimal {own} if this is right"
                    )
                }
            }
            Self::Clock { column, number, moment, flag } => write!(
                f,
                "`{number}` of `{column}` is read as {moment}; {flag} says that this is right, another --time-unit that it is \
                 a plain number"
            ),
            of_accounts => of_accounts.fmt_of_accounts(f),
        }
    }

    /// How accounts are named, and what lacks a currency or a rate.
    fn fmt_of_accounts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alike { accounts, example: [one, other] } => write!(
                f,
                "{accounts} {} from another only in case, spaces or accents, such as `{}` and `{}`; --names fold makes them \
                 one, --names exact says that they are not",
                if *accounts == 1 { "account differs" } else { "accounts differ" },
                seen(one),
                seen(other)
            ),
            Self::Rounded { accounts: 1, example } => {
                write!(
                    f,
                    "the account `{example}` looks like a number that a spreadsheet has rounded: different accounts may have \
                     become one"
                )
            }
            Self::Rounded { accounts, example } => write!(
                f,
                "{accounts} accounts look like numbers that a spreadsheet has rounded, such as `{example}`: different accounts may \
                 have become one"
            ),
            Self::OldRate { currency, days } => {
                write!(
                    f,
                    "a rate of {currency} is used {days} days after its day; --rates with more days would be nearer"
                )
            }
            Self::Numbers { accounts, example: [one, other] } => write!(
                f,
                "{accounts} {} the number of another, written otherwise, such as `{one}` and `{other}`: write them alike if they \
                 are one; --names exact says that they are not",
                if *accounts == 1 { "account is" } else { "accounts are" },
            ),
            Self::NoCurrency { rows: 1 } => {
                f.write_str("1 payment says no currency, where others do; it is compared with none of theirs")
            }
            Self::NoCurrency { rows } => {
                write!(f, "{rows} payments say no currency, where others do; they are compared with none of theirs")
            }
            _ => Ok(()),
        }
    }
}
