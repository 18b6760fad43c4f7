//! How loops are written for programs.

/// A format of many loops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Ndjson,
    /// One JSON document.
    Json,
    /// For a spreadsheet; several values stand in one cell, parted by ` > `.
    Csv,
    /// Columns of lists, compressed.
    #[cfg(feature = "parquet")]
    Parquet,
}
