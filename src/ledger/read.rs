//! Reading a ledger: files → blocks → pieces → columns, while the next block is being read.

use std::{
    mem::{swap, take},
    sync::{Arc, atomic::Ordering::Relaxed},
};

use rayon::prelude::*;

use super::{
    blocks::{Block, Blocks},
    codes::Codes,
    columns::Layout,
    error::{Faults, LedgerError},
    head::{self, Said},
    how::Told,
    intern::Interner,
    noted::Noted,
    numbers::Numbers,
    piece::Piece,
    reading::Reading,
    report::FileRead,
    role::Role,
    source::{Lines, Source},
};
use crate::model::Stop;

/// The bytes that a thread reads at a time: few enough for its cache.
pub(super) const PIECE: usize = 1 << 18;

/// Who is told about the progress, and who may stop the reading.
#[derive(Clone, Copy)]
pub(super) struct Watch<'a> {
    pub(super) progress: &'a (dyn Fn(u64, u64) + Sync),
    pub(super) stop: &'a Stop,
    /// Of all files: the bytes of those read before, and those of all; 0 if that is unknown.
    pub(super) before: u64,
    pub(super) all: u64,
}

impl Watch<'_> {
    /// Reports the bytes done of a file and its total, and asks whether to go on.
    pub(super) fn at(self, done: u64, total: u64) -> Result<(), LedgerError> {
        (self.progress)(self.before + done, if self.all > 0 { self.all } else { total });
        if self.stop.should_stop() { Err(LedgerError::Stopped) } else { Ok(()) }
    }
}

/// Reads a text in pieces of so many bytes, into a table that may hold the rows of other files.
pub(super) fn text(
    table: &mut Table,
    source: Source<'_>,
    reading: &Reading,
    watch: Watch<'_>,
    piece: usize,
) -> Result<(), LedgerError> {
    // Enough that no thread waits long for the last piece of a block.
    let pieces = (4 * rayon::current_num_threads()).max(16);
    let mut blocks = Blocks::new(source.text, piece, pieces);
    let reading = &Reading { separator: source.separator.or(reading.separator), ..reading.clone() };
    let head = blocks.head(|text, whole| head::read(text, whole, reading, table.told))?;
    let separator = head.layout.separator;
    table.begin(head.layout, head.said, source.separator.is_none().then_some(separator.into()))?;
    let (mut now, mut next) = (Block::default(), Block::default());
    let mut more = blocks.next(&mut now, separator)?;
    while more {
        watch.at(source.done.load(Relaxed), source.total)?;
        let (read, added) = rayon::join(|| blocks.next(&mut next, separator), || table.add(now.pieces(), Piece::read));
        added?;
        more = read?;
        swap(&mut now, &mut next);
    }
    Ok(())
}

/// The columns so far.
pub(super) struct Table {
    pub(super) told: Told,
    /// How the file at hand is read; none before the first.
    pub(super) layout: Option<Layout>,
    pub(super) said: Said,
    pub(super) separator: Option<char>,
    pub(super) files: Vec<FileRead>,
    /// Of the file at hand.
    lines: Arc<Lines>,
    /// Whether every file can be read once more.
    pub(super) again: bool,
    pub(super) accounts: Interner,
    /// Used again for each block.
    pieces: Vec<Piece>,
    pub(super) payers: Vec<u32>,
    pub(super) payees: Vec<u32>,
    pub(super) times: Numbers,
    pub(super) amounts: Numbers,
    pub(super) currencies: Codes,
    pub(super) faults: Faults,
    pub(super) noted: Noted,
}

impl Table {
    pub(super) fn new(told: Told) -> Self {
        Self {
            told,
            layout: None,
            said: Said::default(),
            separator: None,
            files: Vec::new(),
            lines: Arc::default(),
            again: true,
            accounts: Interner::new(),
            pieces: Vec::new(),
            payers: Vec::new(),
            payees: Vec::new(),
            times: Numbers::default(),
            amounts: Numbers::default(),
            currencies: Codes::default(),
            faults: Faults::default(),
            noted: Noted::default(),
        }
    }

    /// What is already told of the whole ledger.
    #[cfg(feature = "parquet")]
    pub(super) fn told(&self) -> Told {
        self.told
    }

    /// The next file, before its head is read; `again` is whether it can be read once more.
    pub(super) fn file(&mut self, file: FileRead, lines: Arc<Lines>, again: bool) {
        self.files.push(FileRead { start: self.noted.rows, ..file });
        self.lines = lines;
        self.again &= again;
    }

    /// Begins the rows of a file. Its columns must be those of the files before.
    pub(super) fn begin(&mut self, layout: Layout, said: Said, separator: Option<char>) -> Result<(), LedgerError> {
        if let Some(first) = &self.layout {
            let differs = |role: &Role| first.has(*role) != layout.has(*role);
            if let Some(role) = Role::ALL.into_iter().find(differs) {
                let file = self.files.last().map_or_else(String::new, |file| file.path.clone());
                return Err(LedgerError::Drift { file, role, lacks: first.has(role) });
            }
        } else {
            (self.said, self.separator) = (said, separator);
        }
        self.layout = Some(layout);
        Ok(())
    }

    /// Adds the rows of the next block, of which each part is read into a piece.
    pub(super) fn add<T: Send>(
        &mut self,
        parts: Vec<T>,
        read: impl Fn(&mut Piece, T, &Layout, &Interner) + Sync,
    ) -> Result<(), LedgerError> {
        let (Some(layout), known) = (&self.layout, &self.accounts) else { return Ok(()) };
        self.pieces.resize_with(parts.len(), Piece::default);
        self.pieces.par_iter_mut().zip(parts).for_each(|(piece, part)| {
            piece.clear();
            read(piece, part, layout, known);
        });
        self.append()
    }

    /// Appends what the pieces have read to the columns.
    fn append(&mut self) -> Result<(), LedgerError> {
        let file = self.files.last();
        let start = file.map_or(0, |file| file.start);
        let name = file.filter(|_| self.files.len() > 1).map(|file| file.path.as_str());
        for piece in &mut self.pieces {
            let rows = self.noted.rows;
            for line in piece.faults.first.iter_mut().filter_map(|fault| fault.line.as_mut()) {
                *line = self.lines.of(*line);
            }
            self.faults.append(take(&mut piece.faults), rows - start, name);
            self.noted.append(&piece.found);
        }
        let mut batches: Vec<_> = self.pieces.iter_mut().map(|piece| &mut piece.accounts).collect();
        self.accounts.number(&mut batches)?;
        let pieces = &self.pieces;
        let (mut before, currencies) = (self.payers.len(), &mut self.currencies);
        for piece in pieces {
            let count = piece.accounts.ids().len() / 2;
            currencies.append(&piece.currencies, before, count);
            before += count;
        }
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
}
