//! What is noted of rows beside what is in them.

use super::{amount::Signs, report::Left, time::DayOrder};

/// What is noted of the rows of a piece, beside what is in them.
#[derive(Debug, Default, Clone)]
pub(super) struct Noted {
    /// The rows, flawed ones and those left out too.
    pub(super) rows: u64,
    pub(super) left: Left,
    pub(super) signs: Signs,
    pub(super) orders: Orders,
    /// The first row, from 1, whose time is a number, and the first whose time is a date.
    pub(super) first_number: Option<u64>,
    pub(super) first_date: Option<u64>,
    /// Whether any time has a time of day.
    pub(super) has_clock: bool,
}

/// What the dates say about the order of day and month.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Orders {
    pub(super) day_first: bool,
    pub(super) month_first: bool,
    pub(super) either: bool,
}

impl Noted {
    /// Adds what is noted of later rows.
    pub(super) fn append(&mut self, later: &Self) {
        let row = |own: u64| self.rows + own;
        self.first_number = self.first_number.or(later.first_number.map(row));
        self.first_date = self.first_date.or(later.first_date.map(row));
        self.has_clock |= later.has_clock;
        self.signs.merge(later.signs);
        self.orders.day_first |= later.orders.day_first;
        self.orders.month_first |= later.orders.month_first;
        self.orders.either |= later.orders.either;
        self.left.merge(&later.left);
        self.rows += later.rows;
    }
}

impl Orders {
    pub(super) fn note(&mut self, order: DayOrder) {
        self.day_first |= order == DayOrder::DayFirst;
        self.month_first |= order == DayOrder::MonthFirst;
        self.either |= order == DayOrder::Either;
    }
}
