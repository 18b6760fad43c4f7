//! A piece of a ledger, read by one thread.

use super::{
    batch::Batch,
    blocks::{Rows, line_ends},
    cells::{self, Cell, Cells, Number, Quotes},
    columns::Layout,
    error::{Fault, Faults, Flaw},
    intern::Interner,
    numbers::Numbers,
    role::Role,
    times::{self, TimeForm},
};

/// The rows of a piece as columns.
#[derive(Debug, Default)]
pub(super) struct Piece {
    /// Payer and payee alternately.
    pub(super) accounts: Batch,
    pub(super) times: Numbers,
    pub(super) amounts: Numbers,
    /// The rows, flawed ones too.
    pub(super) rows: u64,
    pub(super) faults: Faults,
    /// The first row, from 1, whose time is a number, and the first whose time is a date.
    pub(super) first_number: Option<u64>,
    pub(super) first_date: Option<u64>,
    /// Whether any time has a time of day.
    pub(super) has_clock: bool,
}

/// What the cells of a row say, or what is wrong with them; of a column that the ledger does not have, nothing.
pub(super) struct Row<'a> {
    pub(super) payer: &'a [u8],
    pub(super) payee: &'a [u8],
    pub(super) time: Option<Result<(Number, TimeForm), Flaw>>,
    pub(super) amount: Option<Result<Number, Flaw>>,
}

/// What a piece is read with.
#[derive(Debug, Clone, Copy)]
pub(super) struct With<'a> {
    pub(super) layout: &'a Layout,
    pub(super) known: &'a Interner,
    /// Whether all names are known to be UTF-8.
    pub(super) is_utf8: bool,
}

/// For each role its cell, and one more for what nobody reads.
type Slots<'a> = [Cell<'a>; Layout::UNREAD + 1];

impl Piece {
    /// Empties it and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.accounts.clear();
        self.times.clear();
        self.amounts.clear();
        self.rows = 0;
        self.faults = Faults::default();
        self.first_number = None;
        self.first_date = None;
        self.has_clock = false;
    }

    /// Reads all rows of a text.
    pub(super) fn read(&mut self, rows: Rows<'_>, layout: &Layout, known: &Interner) {
        let text = rows.text;
        // Cells end at ASCII characters, so if the whole text is UTF-8, each cell is.
        let with = With { layout, known, is_utf8: text.is_ascii() || std::str::from_utf8(text).is_ok() };
        let mut cells = Cells::new(text, layout.separator);
        let mut slots: Slots<'_> = [Cell::EMPTY; Layout::UNREAD + 1];
        while cells.at() < text.len() {
            let (start, told) = (cells.at(), self.faults.first.len());
            let (mut count, mut worst) = (0, Quotes::None);
            loop {
                let cell = cells.next();
                slots[layout.slots.get(count).copied().unwrap_or(Layout::UNREAD)] = cell;
                worst = worst.max(cell.quotes);
                count += 1;
                if cell.is_last {
                    break;
                }
            }
            if count != layout.slots.len() || worst > Quotes::Doubled {
                self.broken(&text[start..cells.at().min(text.len())], count, layout);
            } else if worst == Quotes::Doubled {
                self.unquote(&slots, with);
            } else {
                self.cells(&slots, with);
            }
            for fault in &mut self.faults.first[told..] {
                fault.line = Some(rows.line + line_ends(&text[..start]));
            }
        }
        self.accounts.look_up(known);
    }

    /// Takes in a row in which quotes are doubled.
    #[cold]
    fn unquote(&mut self, slots: &Slots<'_>, with: With<'_>) {
        let plain =
            slots.map(|cell| if cell.quotes == Quotes::Doubled { cell.undoubled() } else { cell.text.to_vec() });
        let mut slots = *slots;
        for (cell, text) in slots.iter_mut().zip(&plain) {
            cell.text = text;
        }
        self.cells(&slots, with);
    }

    /// Takes in a row by its cells.
    #[inline]
    fn cells(&mut self, slots: &Slots<'_>, with: With<'_>) {
        let text = |role: Role| slots[role as usize].text;
        let has = |role: Role| with.layout.columns[role as usize].is_some();
        let row = Row {
            payer: text(Role::From),
            payee: text(Role::To),
            time: has(Role::Time).then(|| times::read(text(Role::Time))),
            amount: has(Role::Amount).then(|| cells::number(text(Role::Amount))),
        };
        self.row(&row, with, |role| excerpt(text(role)));
    }

    /// Takes in a row; `words` are those of a cell, for a fault.
    #[inline]
    pub(super) fn row(&mut self, row: &Row<'_>, with: With<'_>, words: impl Fn(Role) -> String) {
        self.rows += 1;
        let payer = account_flaw(row.payer, with.is_utf8);
        let payee = account_flaw(row.payee, with.is_utf8);
        match (payer, payee, row.time.transpose(), row.amount.transpose()) {
            (None, None, Ok(time), Ok(amount)) => {
                self.accounts.push(row.payer, with.known);
                self.accounts.push(row.payee, with.known);
                if let Some((number, form)) = time {
                    self.time(number, form);
                }
                if let Some(number) = amount {
                    self.amounts.push(number);
                }
            }
            (payer, payee, time, amount) => {
                for (role, flaw) in Role::ALL.into_iter().zip([payer, payee, time.err(), amount.err()]) {
                    if let Some(flaw) = flaw {
                        self.fault(with.layout.name(role).cloned(), || words(role), flaw);
                    }
                }
            }
        }
    }

    #[inline]
    fn time(&mut self, number: Number, form: TimeForm) {
        self.times.push(number);
        match form {
            TimeForm::Numbers => self.first_number = self.first_number.or(Some(self.rows)),
            TimeForm::Dates | TimeForm::DateTimes => self.first_date = self.first_date.or(Some(self.rows)),
        }
        self.has_clock |= form == TimeForm::DateTimes;
    }

    /// A row with quotes that are wrong or cells too many or too few, unless it is a blank line.
    #[cold]
    fn broken(&mut self, row: &[u8], count: usize, layout: &Layout) {
        if count == 1 && row.trim_ascii().is_empty() {
            return;
        }
        self.rows += 1;
        let wrongly_quoted = cells::of(row, layout.separator).enumerate().find_map(|(at, cell)| match cell.quotes {
            Quotes::Unclosed => Some((at, cell, Flaw::Unclosed)),
            Quotes::After => Some((at, cell, Flaw::AfterQuote)),
            _ => None,
        });
        if let Some((at, cell, flaw)) = wrongly_quoted {
            self.fault(layout.header.get(at).cloned(), || excerpt(cell.text), flaw);
        } else {
            let flaw = Flaw::Cells { found: count, wanted: layout.slots.len() };
            self.fault(None, || excerpt(row.trim_ascii_end()), flaw);
        }
    }

    #[cold]
    fn fault(&mut self, column: Option<String>, words: impl FnOnce() -> String, flaw: Flaw) {
        let row = self.rows;
        self.faults.push(|| Fault { row, line: None, column, cell: words(), flaw });
    }
}

/// Why a cell cannot name an account. An empty one cannot: two unknown payers are not one.
#[inline]
fn account_flaw(name: &[u8], is_utf8: bool) -> Option<Flaw> {
    if name.is_empty() {
        Some(Flaw::Empty)
    } else if !is_utf8 && std::str::from_utf8(name).is_err() {
        Some(Flaw::Encoding)
    } else {
        None
    }
}

/// The beginning of a cell, fit for a message.
pub(super) fn excerpt(cell: &[u8]) -> String {
    const MOST: usize = 60;
    // A sign has at most four bytes.
    let text = String::from_utf8_lossy(cell.get(..4 * (MOST + 1)).unwrap_or(cell));
    let plain = |sign: char| if sign.is_control() { ' ' } else { sign };
    let mut words: String = text.chars().take(MOST).map(plain).collect();
    if text.chars().count() > MOST {
        words.push('…');
    }
    words
}
