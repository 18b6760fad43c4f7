//! What was decided at the beginning of a file, to be said.

/// What was taken for what at the beginning of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::ledger) struct Said {
    /// The lines above the header that are none of the ledger.
    pub(in crate::ledger) titles: Vec<String>,
    pub(in crate::ledger) has_header: bool,
    /// The shipped profile by whose headings the ledger was recognised.
    pub(in crate::ledger) profile: Option<&'static str>,
    /// Headings that stand twice, as they are called from now on.
    pub(in crate::ledger) renamed: Vec<String>,
    /// Columns that are called like a time or an amount and hold something else: the column, and what it holds.
    pub(in crate::ledger) passed_over: Vec<(String, String)>,
    /// A column that holds times and is not read, where no column is read as the time.
    pub(in crate::ledger) dates: Option<String>,
    /// Columns that tell the bank of an account and are not read, and what to type to read them.
    pub(in crate::ledger) banks: Option<(Vec<String>, String)>,
    /// A column of currencies that is not read, where amounts are.
    pub(in crate::ledger) uncounted: Option<String>,
}
