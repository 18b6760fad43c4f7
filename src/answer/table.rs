//! A table for a reader: columns, and rows of words.

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub name: String,
    /// Numbers stand at the right.
    pub right: bool,
}

/// Named columns and rows of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// From left to right.
    pub columns: Vec<Column>,
    /// From top to bottom, each as long as the columns.
    pub rows: Vec<Vec<String>>,
    /// How many rows more there are. That they are missing is said below the table.
    pub left_out: usize,
}

impl Table {
    /// A table with these columns; a name that begins with `>` stands at the right.
    pub fn new(columns: &[&str]) -> Self {
        let column = |name: &&str| match name.strip_prefix('>') {
            Some(name) => Column { name: name.to_owned(), right: true },
            None => Column { name: (*name).to_owned(), right: false },
        };
        Self { columns: columns.iter().map(column).collect(), rows: Vec::new(), left_out: 0 }
    }

    /// One more row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// One more row of a list of which the first `top` are shown; of the others only the number is kept.
    pub fn listed<I: IntoIterator<Item = String>>(&mut self, top: usize, cells: impl FnOnce() -> I) {
        if self.rows.len() < top {
            self.row(cells());
        } else {
            self.left_out += 1;
        }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.left_out == 0
    }
}
