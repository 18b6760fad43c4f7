//! What to assume where a file does not say.

/// What to assume where a file does not say.
#[derive(Debug, Clone, Default)]
pub struct Defaults {
    /// Kind of deals that name none.
    pub kind: Option<String>,
    /// Status of deals that name none.
    pub status: Option<String>,
    /// Day of deals that name none.
    pub date: Option<String>,
    /// Columns under other names: theirs, ours.
    pub rename: Vec<(String, String)>,
}
