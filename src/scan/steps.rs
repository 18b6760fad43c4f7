//! What single payments contribute to a line, kept ready.

use super::{
    form::Form,
    listing::Listing,
    piece::Piece,
    text::{needs_quotes, put_count},
};

/// How many payments are kept: a loop shares most of its payments with those found before it, so that few are enough.
const KEPT: usize = 1 << 12;

/// The texts of a payment, each with what parts it from the next one.
#[derive(Debug, Clone)]
pub(super) struct Step {
    row: u32,
    /// Who pays.
    pub(super) name: Piece,
    pub(super) file: Piece,
    pub(super) place: Piece,
    pub(super) time: Piece,
    pub(super) amount: Piece,
    pub(super) currency: Piece,
    /// Whether a cell of a spreadsheet with one of these texts must stand in quotes.
    pub(super) quoted: bool,
    pub(super) hash: u128,
}

/// A direct-mapped cache of them.
#[derive(Debug)]
pub(super) struct Steps<'l> {
    listing: &'l Listing<'l>,
    form: Form,
    kept: Vec<Step>,
    /// Room to write in.
    text: Vec<u8>,
}

impl<'l> Steps<'l> {
    pub(super) fn new(listing: &'l Listing<'l>, form: Form) -> Self {
        let none = Step {
            row: u32::MAX,
            name: Piece::default(),
            file: Piece::default(),
            place: Piece::default(),
            time: Piece::default(),
            amount: Piece::default(),
            currency: Piece::default(),
            quoted: false,
            hash: 0,
        };
        Self { listing, form, kept: vec![none; KEPT], text: Vec::new() }
    }

    /// The payment of a row.
    #[inline]
    pub(super) fn of(&mut self, row: u32) -> &Step {
        let at = row as usize % KEPT;
        if self.kept[at].row != row {
            self.load(at, row);
        }
        &self.kept[at]
    }

    #[cold]
    fn load(&mut self, at: usize, row: u32) {
        let Self { listing, form, kept, text } = self;
        let (ledger, step) = (listing.ledger(), &mut kept[at]);
        let (file, place) = ledger.place(row);
        let payer = ledger.payers().get(row as usize).map_or("", |&payer| ledger.accounts().name(payer));
        let mut set = |piece: &mut Piece, write: &dyn Fn(&mut Vec<u8>)| {
            text.clear();
            write(text);
            text.extend_from_slice(form.apart());
            piece.set(text);
        };
        step.row = row;
        step.quoted = [Some(payer), file, ledger.currency(row)].into_iter().flatten().any(needs_quotes);
        set(&mut step.name, &|text| form.put_text(payer, text));
        set(&mut step.place, &|text| put_count(place, text));
        if let Some(times) = ledger.times() {
            set(&mut step.time, &|text| form.put_time(ledger, times[row as usize], text));
        }
        if ledger.amounts().is_some() {
            set(&mut step.amount, &|text| ledger.put_amount(row, text));
        }
        if listing.has_currencies {
            set(&mut step.currency, &|text| form.put_maybe(ledger.currency(row), text));
        }
        if listing.has_files {
            set(&mut step.file, &|text| form.put_maybe(file, text));
        }
        step.hash = listing.hash(row, &mut self.text);
    }
}
