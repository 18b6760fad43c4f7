//! A list of things, each column declared once: for readers, for programs, or for both.

use super::{
    cell::{Cell, Record},
    table::Table,
};
use crate::model::Currency;

type Value<'a, T> = Box<dyn Fn(&T) -> Cell + 'a>;

/// One column: its name in data, its heading for readers, or both; and what stands in it.
struct Column<'a, T> {
    key: Option<&'static str>,
    heading: Option<&'static str>,
    value: Value<'a, T>,
}

/// Things and what is said of each.
///
/// ```
/// use roundtrip::{answer::{Cell, List}, model::Currency};
///
/// let lengths = [("nvidia/openai", 2_usize), ("nvidia/openai/oracle", 3)];
/// let list = List::of(&lengths)
///     .column("id", "loop", |one| one.0.into())
///     .column("length", ">hops", |one| one.1.into())
///     .data("even", |one| Cell::Flag(one.1 % 2 == 0));
/// assert_eq!(list.table(1, Currency::USD).rows, [["nvidia/openai", "2"]]);
/// assert_eq!(list.table(1, Currency::USD).left_out, 1);
/// assert_eq!(list.records().count(), 2);
/// ```
pub struct List<'a, T> {
    items: &'a [T],
    columns: Vec<Column<'a, T>>,
    shown: Box<dyn Fn(&T) -> bool + 'a>,
}

impl<'a, T> List<'a, T> {
    /// Of these things, in this order.
    pub fn of(items: &'a [T]) -> Self {
        Self { items, columns: Vec::new(), shown: Box::new(|_| true) }
    }

    /// How many items it has.
    pub fn count(&self) -> usize {
        self.items.len()
    }

    fn with(
        mut self,
        key: Option<&'static str>,
        heading: Option<&'static str>,
        value: impl Fn(&T) -> Cell + 'a,
    ) -> Self {
        self.columns.push(Column { key, heading, value: Box::new(value) });
        self
    }

    /// A column for programs, called `key`, and for readers, under `heading`; one that begins with `>` stands at the right.
    #[must_use]
    pub fn column(self, key: &'static str, heading: &'static str, value: impl Fn(&T) -> Cell + 'a) -> Self {
        self.with(Some(key), Some(heading), value)
    }

    /// A column for programs only.
    #[must_use]
    pub fn data(self, key: &'static str, value: impl Fn(&T) -> Cell + 'a) -> Self {
        self.with(Some(key), None, value)
    }

    /// A column for readers only.
    #[must_use]
    pub fn shown(self, heading: &'static str, value: impl Fn(&T) -> Cell + 'a) -> Self {
        self.with(None, Some(heading), value)
    }

    /// Readers see only these; programs get all.
    #[must_use]
    pub fn shown_if(mut self, shown: impl Fn(&T) -> bool + 'a) -> Self {
        self.shown = Box::new(shown);
        self
    }

    /// The first `top` rows that readers see, with money in that currency, and how many more there are.
    pub fn table(&self, top: usize, base: Currency) -> Table {
        let columns = || self.columns.iter().filter_map(|column| Some((column.heading?, &column.value)));
        let mut table = Table::new(&columns().map(|(heading, _)| heading).collect::<Vec<_>>());
        for item in self.items.iter().filter(|item| (self.shown)(item)) {
            table.listed(top, || columns().map(|(_, value)| value(item).words(base)));
        }
        table
    }

    /// Every thing as data.
    pub fn records(&self) -> impl Iterator<Item = Record> {
        self.items.iter().map(|item| {
            let fields = self.columns.iter().filter_map(|column| Some((column.key?, (column.value)(item))));
            fields.fold(Record::new(), |record, (key, cell)| record.with(key, cell))
        })
    }

    /// What its columns for programs are called.
    pub fn keys(&self) -> Vec<&'static str> {
        self.columns.iter().filter_map(|column| column.key).collect()
    }

    /// The columns of a spreadsheet and every line of it, in which each date is followed by how exactly it is known.
    pub fn with_precision(&self) -> (Vec<&'static str>, Vec<Vec<Cell>>) {
        let mut keys = self.keys();
        let mut lines: Vec<Vec<Cell>> = self.lines().collect();
        if let Some(at) = keys.iter().position(|key| *key == "since") {
            keys.insert(at + 1, "since_precision");
            for line in &mut lines {
                let precision = line.get(at).map_or(Cell::Nothing, Cell::precision);
                line.insert(at + 1, precision);
            }
        }
        (keys, lines)
    }

    /// Every thing as the line of a spreadsheet, in the order of the keys.
    pub fn lines(&self) -> impl Iterator<Item = Vec<Cell>> {
        let columns = || self.columns.iter().filter(|column| column.key.is_some());
        self.items.iter().map(move |item| columns().map(|column| (column.value)(item)).collect())
    }
}
