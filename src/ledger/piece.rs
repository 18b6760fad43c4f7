//! A piece of a ledger, read by one thread.

use super::{
    amount::{self, Amount, Figure},
    batch::Batch,
    blocks::{Rows, line_ends},
    cells::{self, Cell, Cells, Quotes},
    codes::Codes,
    columns::Layout,
    error::{Fault, Faults, Flaw},
    head::trim,
    intern::Interner,
    money::{Money, money},
    noted::Noted,
    number::Number,
    numbers::Numbers,
    party::{Party, account_flaw, party},
    reading::Negative,
    role::Role,
    time::{DayOrder, Time, TimeForm},
    times,
};

/// The rows of a piece as columns.
#[derive(Debug, Default)]
pub(super) struct Piece {
    /// Payer and payee alternately.
    pub(super) accounts: Batch,
    pub(super) times: Numbers,
    pub(super) amounts: Numbers,
    pub(super) currencies: Codes,
    pub(super) found: Noted,
    pub(super) faults: Faults,
    /// For names of several columns.
    joined: [Vec<u8>; 3],
}

/// What the cells of a row say, or what is wrong with them; of a column that the ledger does not have, nothing.
pub(super) struct Row<'a> {
    pub(super) payer: Party<'a>,
    pub(super) payee: Party<'a>,
    pub(super) time: Option<Result<Time, Flaw>>,
    pub(super) amount: Option<Result<Money<'a>, Flaw>>,
    pub(super) currency: Option<&'a [u8]>,
}

/// What a piece is read with.
#[derive(Debug, Clone, Copy)]
pub(super) struct With<'a> {
    pub(super) layout: &'a Layout,
    pub(super) known: &'a Interner,
    /// Whether all names are known to be UTF-8.
    pub(super) is_utf8: bool,
}

/// The cells that are read, and one more for what nobody reads.
type Slots<'a> = [Cell<'a>; Layout::UNREAD + 1];

impl Piece {
    /// Empties it and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.accounts.clear();
        self.times.clear();
        self.amounts.clear();
        self.currencies.clear();
        self.found = Noted::default();
        self.faults = Faults::default();
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
            let row = &text[start..cells.at().min(text.len())];
            if (count != layout.slots.len() || worst > Quotes::Doubled) && self.is_broken(row, count, worst, layout) {
                // It is noted, or of no account.
            } else if worst == Quotes::Doubled {
                self.unquote(row, &slots, with);
            } else {
                self.cells(row, &slots, with);
            }
            for fault in &mut self.faults.first[told..] {
                fault.line = Some(rows.line + line_ends(&text[..start]));
            }
        }
        self.accounts.look_up(known);
    }

    /// Takes in a row in which quotes are doubled.
    #[cold]
    fn unquote(&mut self, row: &[u8], slots: &Slots<'_>, with: With<'_>) {
        let plain =
            slots.map(|cell| if cell.quotes == Quotes::Doubled { cell.undoubled() } else { cell.text.to_vec() });
        let mut slots = *slots;
        for (cell, text) in slots.iter_mut().zip(&plain) {
            cell.text = text;
        }
        self.cells(row, &slots, with);
    }

    /// Takes in a row by its cells.
    #[inline]
    fn cells(&mut self, row: &[u8], slots: &Slots<'_>, with: With<'_>) {
        let Layout { places, how, .. } = with.layout;
        let mut joined = std::mem::take(&mut self.joined);
        let [payer, payee, day] = &mut joined;
        let own = |role: Role| &slots[places[role as usize].clone()];
        let one = |role: Role| own(role).first().map_or(&b""[..], |cell| cell.text);
        let payer = party(own(Role::From), how, payer);
        let payee = party(own(Role::To), how, payee);
        let is_blank = matches!((payer, payee), (Party::Nobody, Party::Nobody)) && is_blank(row, with.layout.separator);
        if !is_blank {
            let time = with.layout.has(Role::Time).then(|| match own(Role::Time) {
                [cell] => times::read(cell.text, how),
                several => times::read(day_and_clock(several, day), how),
            });
            let amount =
                with.layout.has(Role::Amount).then(|| money(one(Role::Amount), how.decimal, &mut self.found.signs));
            let currency = with.layout.has(Role::Currency).then(|| one(Role::Currency));
            self.row(Row { payer, payee, time, amount, currency }, with, |role| {
                excerpt(&own(role).iter().map(|cell| cell.text).collect::<Vec<_>>().join(&b' '))
            });
        }
        self.joined = joined;
    }

    /// Takes in a row; `words` are those of a cell, for a fault.
    #[inline]
    pub(super) fn row(&mut self, row: Row<'_>, with: With<'_>, words: impl Fn(Role) -> String) {
        self.found.rows += 1;
        // What a date says counts also where something else is wrong with its row.
        if let Some(Ok(time)) = &row.time
            && time.order != DayOrder::Clear
        {
            self.found.orders.note(time.order);
        }
        let Row { payer: Party::Named(payer), payee: Party::Named(payee), time, amount, currency } = row else {
            return self.lacking(&row, with, words);
        };
        let payer_flaw = account_flaw(payer, with.is_utf8);
        let payee_flaw = account_flaw(payee, with.is_utf8);
        let currency =
            currency.map(|text| if with.is_utf8 { Ok(text) } else { std::str::from_utf8(text).map(|_| text) });
        match (payer_flaw, payee_flaw, time.transpose(), amount.transpose()) {
            (None, None, Ok(time), Ok(Some(Money::Plain(amount))))
                if amount.units >= 0 && !matches!(currency, Some(Err(_))) =>
            {
                self.push(payer, payee, with.known);
                if let Some(time) = time {
                    self.time(time);
                }
                self.amounts.push(amount);
                if let Some(Ok(currency)) = currency {
                    self.currency(currency);
                } else if self.currencies.is_used() {
                    self.currency(b"");
                }
            }
            (None, None, Ok(time), Ok(None)) => {
                self.push(payer, payee, with.known);
                if let Some(time) = time {
                    self.time(time);
                }
            }
            (None, None, Ok(time), Ok(Some(amount))) if !matches!(currency, Some(Err(_))) => {
                self.odd(payer, payee, time, amount, currency.and_then(Result::ok), with, &words);
            }
            (payer, payee, time, amount) => {
                let currency = matches!(currency, Some(Err(_))).then_some(Flaw::Encoding);
                let flaws = [payer, payee, time.err(), amount.err(), currency];
                let unknown = |flaw: &Option<Flaw>| flaw.is_none_or(|flaw| matches!(flaw, Flaw::Empty | Flaw::Unsaid));
                if with.layout.how.skips_unknown && flaws.iter().all(unknown) {
                    self.found.left.unknown += 1;
                    return self.leave_out(with.layout);
                }
                let is_heading = |role: Role| with.layout.name(role).is_none_or(|name| name == words(role));
                if with.layout.has_header && Role::ALL.into_iter().all(is_heading) {
                    self.found.left.headings += 1;
                    return self.leave_out(with.layout);
                }
                for (role, flaw) in Role::ALL.into_iter().zip(flaws) {
                    if let Some(flaw) = flaw {
                        self.fault(with.layout.name(role), || words(role), flaw);
                    }
                }
            }
        }
    }

    #[inline]
    fn push(&mut self, payer: &[u8], payee: &[u8], known: &Interner) {
        self.accounts.push(payer, known);
        self.accounts.push(payee, known);
    }

    /// A payment whose amount is negative or written in an unusual way.
    #[cold]
    #[expect(clippy::too_many_arguments, reason = "a row has so many parts")]
    fn odd(
        &mut self,
        payer: &[u8],
        payee: &[u8],
        time: Option<Time>,
        amount: Money<'_>,
        currency: Option<&[u8]>,
        with: With<'_>,
        words: &impl Fn(Role) -> String,
    ) {
        let amount = match amount {
            Money::Plain(Number { units, places }) => {
                let number = Number { units: units.saturating_abs(), places };
                Amount { figure: Figure::Small(number), is_negative: units < 0, mark: "" }
            }
            Money::Odd(amount) => *amount,
        };
        if currency.is_some_and(|currency| amount::contradicts(amount.mark, currency)) {
            return self.fault(with.layout.name(Role::Amount), || words(Role::Amount), Flaw::OtherCurrency);
        }
        let is_zero = matches!(amount.figure, Figure::Small(Number { units: 0, .. }));
        let (mut payer, mut payee) = (payer, payee);
        if amount.is_negative && !is_zero {
            match with.layout.how.negative {
                Negative::Refuse => {
                    return self.fault(with.layout.name(Role::Amount), || words(Role::Amount), Flaw::Negative);
                }
                Negative::Skip => {
                    self.found.left.negative += 1;
                    return self.leave_out(with.layout);
                }
                Negative::Reverse => {
                    self.found.left.reversed += 1;
                    (payer, payee) = (payee, payer);
                }
            }
        }
        self.push(payer, payee, with.known);
        if let Some(time) = time {
            self.time(time);
        }
        self.amounts.push_figure(amount.figure);
        match currency {
            Some(currency) => self.currency(currency),
            // A currency beside the number says the same as a column.
            None if !amount.mark.is_empty() || self.currencies.is_used() => self.currency(amount.mark.as_bytes()),
            None => {}
        }
    }

    /// A row without a payer or a payee.
    #[cold]
    fn lacking(&mut self, row: &Row<'_>, with: With<'_>, words: impl Fn(Role) -> String) {
        if !with.layout.how.refuses_nobody {
            let word = [(Role::From, row.payer), (Role::To, row.payee)]
                .into_iter()
                .find(|(_, party)| matches!(party, Party::Nobody))
                .map_or_else(String::new, |(role, _)| trim(&words(role)).to_owned());
            self.found.left.nobody(&word);
            return self.leave_out(with.layout);
        }
        for (role, party) in [(Role::From, row.payer), (Role::To, row.payee)] {
            if matches!(party, Party::Nobody) {
                let word = words(role);
                let flaw = if trim(&word).is_empty() { Flaw::Empty } else { Flaw::Nobody };
                self.fault(with.layout.name(role), || word, flaw);
            }
        }
    }

    /// Holds the place of a row that is left out.
    #[cold]
    fn leave_out(&mut self, layout: &Layout) {
        const NOTHING: Number = Number { units: 0, places: 0 };
        self.accounts.push_nobody();
        self.accounts.push_nobody();
        if layout.has(Role::Time) {
            self.times.push(NOTHING);
        }
        if layout.has(Role::Amount) {
            self.amounts.push(NOTHING);
        }
        if self.currencies.is_used() {
            self.currency(b"");
        }
    }

    #[inline]
    fn currency(&mut self, name: &[u8]) {
        // It is UTF-8: that was looked at before.
        let name = std::str::from_utf8(name).map(trim).unwrap_or_default();
        self.currencies.push(name, self.accounts.ids().len() / 2 - 1);
    }

    #[inline]
    fn time(&mut self, time: Time) {
        let noted = &mut self.found;
        self.times.push(time.number);
        match time.form {
            TimeForm::Numbers => noted.first_number = noted.first_number.or(Some(noted.rows)),
            TimeForm::Dates | TimeForm::DateTimes => noted.first_date = noted.first_date.or(Some(noted.rows)),
        }
        noted.has_clock |= time.form == TimeForm::DateTimes;
    }

    /// Whether a row with quotes that are wrong, or cells too many or too few, is none to be read: a blank one, a remark,
    /// or one that is flawed, which is noted.
    #[cold]
    fn is_broken(&mut self, row: &[u8], count: usize, worst: Quotes, layout: &Layout) -> bool {
        if is_blank(row, layout.separator) {
            return true;
        }
        let wanted = layout.slots.len();
        let more_are_empty =
            || cells::of(row, layout.separator).skip(wanted).all(|cell| cell.text.trim_ascii().is_empty());
        if worst <= Quotes::Doubled && count > wanted && more_are_empty() {
            return false;
        }
        if row.starts_with(b"#") || row.starts_with(b"%") {
            self.found.left.remarks += 1;
            return true;
        }
        self.found.rows += 1;
        if worst <= Quotes::Doubled && count < wanted && layout.how.skips_unknown {
            self.found.left.short += 1;
            self.leave_out(layout);
            return true;
        }
        let wrongly_quoted = cells::of(row, layout.separator).enumerate().find_map(|(at, cell)| match cell.quotes {
            Quotes::Unclosed => Some((at, cell, Flaw::Unclosed)),
            Quotes::After => Some((at, cell, Flaw::AfterQuote)),
            _ => None,
        });
        if let Some((at, cell, flaw)) = wrongly_quoted {
            self.fault(layout.header.get(at).cloned(), || excerpt(cell.text), flaw);
        } else {
            self.fault(None, || excerpt(row.trim_ascii_end()), Flaw::Cells { found: count, wanted });
        }
        true
    }

    #[cold]
    fn fault(&mut self, column: Option<String>, words: impl FnOnce() -> String, flaw: Flaw) {
        let row = self.found.rows;
        self.faults.push(|| Fault { file: None, row, line: None, column, cell: words(), flaw });
    }
}

/// Whether nothing stands between the separators of a row.
fn is_blank(row: &[u8], separator: u8) -> bool {
    row.iter().all(|&byte| byte == separator || byte == b'"' || byte.is_ascii_whitespace())
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

/// The parts of a time as one text, the day before the time of day.
#[cold]
pub(super) fn day_and_clock<'a>(cells: &[Cell<'_>], joined: &'a mut Vec<u8>) -> &'a [u8] {
    joined.clear();
    let is_clock = |cell: &&Cell<'_>| cell.text.contains(&b':');
    let (days, clocks) = (|| cells.iter().filter(|cell| !is_clock(cell)), || cells.iter().filter(is_clock));
    for cell in days().chain(clocks()) {
        if !joined.is_empty() {
            joined.push(b' ');
        }
        joined.extend_from_slice(cell.text.trim_ascii());
    }
    joined
}
