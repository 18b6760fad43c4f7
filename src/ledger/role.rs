//! What a column of a ledger is for.

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Who pays.
    From,
    /// Who is paid.
    To,
    /// When.
    Time,
    /// How much.
    Amount,
    /// In which currency.
    Currency,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [Self::From, Self::To, Self::Time, Self::Amount, Self::Currency];

    /// The flag of the command line that names its column.
    pub fn flag(self) -> &'static str {
        match self {
            Self::From => "--from",
            Self::To => "--to",
            Self::Time => "--time",
            Self::Amount => "--amount",
            Self::Currency => "--currency",
        }
    }

    /// For a sentence: `the payer`.
    pub fn words(self) -> &'static str {
        match self {
            Self::From => "the payer",
            Self::To => "the payee",
            Self::Time => "the time",
            Self::Amount => "the amount",
            Self::Currency => "the currency",
        }
    }

    /// A ledger can do without it.
    pub(super) fn is_optional(self) -> bool {
        !self.is_party()
    }

    /// Whether it names an account.
    pub(super) fn is_party(self) -> bool {
        matches!(self, Self::From | Self::To)
    }
}
