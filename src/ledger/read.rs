//! Reading a ledger: blocks → pieces → columns, while the next block is being read.

use std::{
    mem::{swap, take},
    sync::atomic::Ordering::Relaxed,
};

use rayon::prelude::*;

use super::{
    accounts::Accounts,
    blocks::{Block, Blocks},
    columns::{self, Columns, Layout},
    error::{Faults, LedgerError},
    intern::Interner,
    numbers::Numbers,
    piece::Piece,
    role::Role,
    rows::Ledger,
    source::Source,
    times::{TimeForm, is_undashed_date},
};
use crate::model::Stop;

/// The bytes that a thread reads at a time: few enough for its cache.
pub(super) const PIECE: usize = 1 << 18;

/// Who is told about the progress, and who may stop the reading.
#[derive(Clone, Copy)]
pub(super) struct Watch<'a> {
    pub(super) progress: &'a (dyn Fn(u64, u64) + Sync),
    pub(super) stop: &'a Stop,
}

impl Watch<'_> {
    /// Reports the bytes done and the total, and asks whether to go on.
    pub(super) fn at(self, done: u64, total: u64) -> Result<(), LedgerError> {
        (self.progress)(done, total);
        if self.stop.should_stop() { Err(LedgerError::Stopped) } else { Ok(()) }
    }
}

/// Reads a text in pieces of so many bytes.
pub(super) fn text(
    source: Source<'_>,
    columns: &Columns,
    watch: Watch<'_>,
    piece: usize,
) -> Result<Ledger, LedgerError> {
    // Enough that no thread waits long for the last piece of a block.
    let pieces = (4 * rayon::current_num_threads()).max(16);
    let mut blocks = Blocks::new(source.text, piece, pieces);
    let (separator, header) = columns::split(&blocks.header()?)?;
    let mut table = Table::new(Layout::new(header, separator, columns)?);
    let (mut now, mut next) = (Block::default(), Block::default());
    let mut more = blocks.next(&mut now, separator)?;
    while more {
        watch.at(source.done.load(Relaxed), source.total)?;
        let (read, added) = rayon::join(|| blocks.next(&mut next, separator), || table.add(now.pieces(), Piece::read));
        added?;
        more = read?;
        swap(&mut now, &mut next);
    }
    table.finish()
}

/// The columns so far.
pub(super) struct Table {
    pub(super) layout: Layout,
    accounts: Interner,
    /// Used again for each block.
    pieces: Vec<Piece>,
    payers: Vec<u32>,
    payees: Vec<u32>,
    times: Numbers,
    amounts: Numbers,
    rows: u64,
    faults: Faults,
    first_number: Option<u64>,
    first_date: Option<u64>,
    has_clock: bool,
}

impl Table {
    pub(super) fn new(layout: Layout) -> Self {
        Self {
            layout,
            accounts: Interner::new(),
            pieces: Vec::new(),
            payers: Vec::new(),
            payees: Vec::new(),
            times: Numbers::default(),
            amounts: Numbers::default(),
            rows: 0,
            faults: Faults::default(),
            first_number: None,
            first_date: None,
            has_clock: false,
        }
    }

    /// Adds the rows of the next block, of which each part is read into a piece.
    pub(super) fn add<T: Send>(
        &mut self,
        parts: Vec<T>,
        read: impl Fn(&mut Piece, T, &Layout, &Interner) + Sync,
    ) -> Result<(), LedgerError> {
        let (layout, known) = (&self.layout, &self.accounts);
        self.pieces.resize_with(parts.len(), Piece::default);
        self.pieces.par_iter_mut().zip(parts).for_each(|(piece, part)| {
            piece.clear();
            read(piece, part, layout, known);
        });
        self.append()
    }

    /// Appends what the pieces have read to the columns.
    fn append(&mut self) -> Result<(), LedgerError> {
        for piece in &mut self.pieces {
            self.faults.append(take(&mut piece.faults), self.rows);
            let row = |own: u64| self.rows + own;
            self.first_number = self.first_number.or(piece.first_number.map(row));
            self.first_date = self.first_date.or(piece.first_date.map(row));
            self.has_clock |= piece.has_clock;
            self.rows += piece.rows;
        }
        let mut batches: Vec<_> = self.pieces.iter_mut().map(|piece| &mut piece.accounts).collect();
        self.accounts.number(&mut batches)?;
        let pieces = &self.pieces;
        let every = |column: &mut Vec<u32>, side: usize| {
            for piece in pieces {
                column.extend(piece.accounts.ids().chunks_exact(2).map(|ends| ends[side]));
            }
        };
        rayon::join(
            || rayon::join(|| every(&mut self.payers, 0), || every(&mut self.payees, 1)),
            || {
                rayon::join(
                    || pieces.iter().for_each(|piece| self.times.append(&piece.times)),
                    || pieces.iter().for_each(|piece| self.amounts.append(&piece.amounts)),
                )
            },
        );
        Ok(())
    }

    /// The ledger, if nothing is wrong with it.
    pub(super) fn finish(self) -> Result<Ledger, LedgerError> {
        let Faults { first, all } = self.faults;
        if all > 0 {
            return Err(LedgerError::Faults { more: all - first.len() as u64, first });
        }
        if let (Some(number), Some(date)) = (self.first_number, self.first_date) {
            return Err(LedgerError::MixedTimes { number, date });
        }
        let time_form = match (self.first_date, self.has_clock) {
            (None, _) => TimeForm::Numbers,
            (Some(_), false) => TimeForm::Dates,
            (Some(_), true) => TimeForm::DateTimes,
        };
        let (mut payers, mut payees) = (self.payers, self.payees);
        payers.shrink_to_fit();
        payees.shrink_to_fit();
        let layout = self.layout;
        let (times, time_scale) = scaled(self.times, &layout, Role::Time)?;
        let (amounts, scale) = scaled(self.amounts, &layout, Role::Amount)?;
        if let Some(column) = layout.name(Role::Time)
            && time_form == TimeForm::Numbers
            && time_scale == 0
            && !payers.is_empty()
            && times.iter().flatten().all(|&time| is_undashed_date(time))
        {
            return Err(LedgerError::UndashedDates { column: column.clone() });
        }
        let accounts = Accounts::new(self.accounts.into_names());
        let columns = layout.found();
        Ok(Ledger { payers, payees, times, time_scale, time_form, amounts, scale, accounts, columns })
    }
}

/// A column on one scale; none if the ledger has no such column.
fn scaled(numbers: Numbers, layout: &Layout, role: Role) -> Result<(Option<Vec<i64>>, u32), LedgerError> {
    let Some(name) = layout.name(role) else { return Ok((None, 0)) };
    let (units, scale) = numbers.finish().map_err(|unfit| LedgerError::TooFine {
        column: name.clone(),
        row: unfit.row as u64 + 1,
        decimals: unfit.scale.into(),
        finest: unfit.finest as u64 + 1,
    })?;
    Ok((Some(units), scale))
}
