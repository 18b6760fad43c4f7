//! One agreement between a payer and a payee.

use std::str::FromStr;

use jiff::civil::Date;
use serde::Serialize;

use super::{
    Amount, Citation, DealId, EntityId, Exit, Expected, Fee, Kind, Mark, Paid, Pledge, Quantity, Range, Return, Right,
    SourceId, Status, UnknownWord, When,
};

/// How sure the record is, which is another matter than how far the deal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confirmation {
    /// By a party or a filing.
    Confirmed,
    /// By the press only.
    Reported,
    /// Denied or doubted by somebody who should know.
    Disputed,
    /// Wrong: kept as a warning, never an arc.
    False,
}

impl Confirmation {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Confirmed, Self::Reported, Self::Disputed, Self::False];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Reported => "reported",
            Self::Disputed => "disputed",
            Self::False => "false",
        }
    }
}

impl FromStr for Confirmation {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        UnknownWord::find(text, "confirmation", &Self::ALL, Self::name)
    }
}

/// One dated entry of a deal's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// When.
    pub on: When,
    /// The status from then on, if it changed.
    pub status: Option<Status>,
    /// The mark beside the status from then on.
    pub mark: Option<Mark>,
    /// The amount from then on, as stated, if it changed.
    pub amount: Option<(Amount, Range)>,
    /// What happened.
    pub note: Option<String>,
    /// On whose word; empty where the deal's own sources speak for it.
    pub cite: Vec<Citation>,
}

/// One dated payment of a deal that is paid in parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Installment {
    /// How much, as stated.
    pub amount: Amount,
    /// When, if stated.
    pub on: Option<When>,
    /// Anything else.
    pub note: Option<String>,
}

/// One agreement. The arrow payer → payee is the money arrow for every kind (docs/design.md#arcs).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deal {
    /// Its id.
    pub id: DealId,
    /// One line that says what it is.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// Who gives; several if a round's split is unknown; none if an unnamed buyer gives (transfers only).
    pub payers: Vec<EntityId>,
    /// Who gets.
    pub payees: Vec<EntityId>,
    /// What was bought or sold, where that is neither party.
    pub target: Option<EntityId>,
    /// For whom a guarantee is given.
    pub on_behalf_of: Option<EntityId>,
    /// As stated.
    pub amount: Amount,
    /// The same in the base currency, as a range.
    pub value: Range,
    /// In the currency of the contract, where the press converted it.
    pub original: Option<String>,
    /// The amount is the whole round's, of which the payers' shares are unknown.
    pub round: bool,
    /// How long it runs: `7y`, `through 2031-12`.
    pub term: Option<String>,
    /// The chips it is about.
    pub chips: Vec<EntityId>,
    /// The cloud it is about, where the parties are companies.
    pub cloud: Option<EntityId>,
    /// Gigawatts, chips, shares, as stated.
    pub quantity: Vec<Quantity>,
    /// Per cent of the payee that the payer holds by it.
    pub stake: Option<String>,
    /// Parts paid at dates.
    pub installments: Vec<Installment>,
    /// What is paid a month, a quarter or a year, in the order of the days.
    pub rate: Vec<Fee>,
    /// What had been paid in all, oldest first.
    pub paid: Vec<Paid>,
    /// How it can be ended before its time.
    pub exit: Vec<Exit>,
    /// What the payer gets.
    pub in_return: Vec<Return>,
    /// What was pledged for it.
    pub pledged: Vec<Pledge>,
    /// What was to happen by when.
    pub expected: Vec<Expected>,
    /// What one party may do by it that others may not.
    pub rights: Vec<Right>,
    /// What it waits for.
    pub conditions: Option<String>,
    /// The total of which this is a part.
    pub tranche_of: Option<DealId>,
    /// The round to which this belongs.
    pub part_of: Option<DealId>,
    /// The deals whose place it took.
    pub supersedes: Vec<DealId>,
    /// The deal that it enlarges.
    pub expands: Option<DealId>,
    /// Deals that describe the same money: while one of them counts, this one does not.
    pub overlaps: Vec<DealId>,
    /// The deal of which this is the other half.
    pub reciprocal_of: Option<DealId>,
    /// Why no money moves from payer to payee by it, although its kind says so.
    pub no_arc: Option<String>,
    /// How sure the record is.
    pub confirmation: Confirmation,
    /// The day of the month rests on one page.
    pub day_unverified: bool,
    /// What the sources disagree about, and what is held.
    pub conflict: Option<String>,
    /// Anything else.
    pub note: Option<String>,
    /// Columns of a spreadsheet that roundtrip does not know, kept as they were.
    pub extra: Vec<(String, String)>,
    /// What happened, oldest first.
    pub history: Vec<Event>,
    /// On whose word.
    pub cite: Vec<Citation>,
    /// Sources that say otherwise.
    pub contradicted_by: Vec<Citation>,
    /// First day on which a deal that supersedes it stood, where its own history does not say so.
    pub(crate) displaced_on: Option<When>,
    /// Days on which it gave way with its total, each until it is heard of again.
    pub(crate) set_aside: Vec<When>,
}

impl Deal {
    /// The total of which it is a tranche, or else the round of which it is a part.
    pub(crate) fn belongs_to(&self) -> Option<&DealId> {
        self.tranche_of.as_ref().or(self.part_of.as_ref())
    }

    /// Its status on a day: the last entry on or before it. `None` if there is none yet.
    pub fn status_on(&self, day: Date) -> Option<Status> {
        if self.displaced_on.is_some_and(|on| on.day() <= day) {
            return Some(Status::Superseded);
        }
        let last = self.past(day).filter(|event| event.status.is_some()).last()?;
        if self.aside_since(day).is_some() { Some(Status::Superseded) } else { last.status }
    }

    /// Since when it has been set aside with its total on a day, if it is.
    fn aside_since(&self, day: Date) -> Option<When> {
        let last = self.past(day).filter(|event| event.status.is_some()).last()?;
        self.set_aside.iter().copied().find(|on| on.day() <= day && on.day() >= last.on.day())
    }

    /// The last rung on which it stood on or before a day, whether it has ended since or not.
    pub fn reached_by(&self, day: Date) -> Option<Status> {
        self.past(day).filter_map(|event| event.status).filter(|status| status.is_live()).last()
    }

    /// The mark beside its status on a day.
    pub fn mark_on(&self, day: Date) -> Option<Mark> {
        self.past(day).filter(|event| event.status.is_some() || event.mark.is_some()).last().and_then(|e| e.mark)
    }

    /// What it came to on a day, in the base currency.
    pub fn value_on(&self, day: Date) -> Range {
        self.past(day).filter_map(|e| e.amount.as_ref()).last().map_or(self.value, |(_, value)| *value)
    }

    /// What was stated of its amount on a day.
    pub fn amount_on(&self, day: Date) -> &Amount {
        self.past(day).filter_map(|e| e.amount.as_ref()).last().map_or(&self.amount, |(amount, _)| amount)
    }

    /// Since when it has had a status without a break, as seen on a day; a rung of the ladder is kept by one above it.
    /// `None` if it does not have it on that day.
    ///
    /// ```
    /// use roundtrip::{load, model::Status};
    /// let toml = "[[deal]]\nid = 'd'\nkind = 'equity'\npayer = 'a'\npayee = 'b'\ncite = ['s']\nhistory = [{ on = 2024-01-05, status = \
    ///     'announced' }, { on = 2025-02-01, status = 'signed' }, { on = 2025-08-01, status = 'closed' }]\n\
    ///     [[entity]]\nid = 'a'\nkind = 'company'\n[[entity]]\nid = 'b'\nkind = 'company'\n[[source]]\nid = 's'\nkind = 'press'";
    /// let (register, _) = load::from_text("deals.toml", toml).expect("a sound register");
    /// let since = |rung, day: &str| register.deals["d"].since(rung, day.parse().expect("a day")).map(|on| on.to_string());
    /// assert_eq!(since(Status::Closed, "2026-01-01").as_deref(), Some("2025-08-01"));
    /// assert_eq!(since(Status::Signed, "2026-01-01").as_deref(), Some("2025-02-01"));
    /// assert_eq!(since(Status::Closed, "2025-07-31"), None);
    /// ```
    pub fn since(&self, status: Status, day: Date) -> Option<When> {
        if let Some(on) = self.displaced_on.filter(|on| on.day() <= day).or_else(|| self.aside_since(day)) {
            return (status == Status::Superseded).then_some(on);
        }
        let has = |own: Status| own == status || status.is_live() && own.is_live() && own > status;
        let steps = self.past(day).filter_map(|event| Some((event.on, event.status?)));
        steps.fold(None, |since, (on, own)| if has(own) { since.or(Some(on)) } else { None })
    }

    /// The day on which it last came to a rung or above, on or before a day, whether it has left it since or not.
    pub fn came(&self, rung: Status, day: Date) -> Option<When> {
        let steps = self.past(day).filter_map(|event| Some((event.on, event.status?)));
        let reaches = |own: Status| own.is_live() && own >= rung;
        let (mut came, mut is_there) = (None, false);
        for (on, own) in steps {
            if reaches(own) && !is_there {
                came = Some(on);
            }
            is_there = reaches(own);
        }
        came
    }

    /// The record as of a day: what had happened by then, what the deal came to, what rights it gave and what was agreed beside
    /// its amount.
    #[must_use]
    pub fn on(&self, day: Date) -> Self {
        let (amount, value) = (self.amount_on(day).clone(), self.value_on(day));
        let mut deal = Self { amount, value, ..self.clone() };
        deal.history.retain(|event| event.on.day() <= day);
        deal.displaced_on = deal.displaced_on.filter(|on| on.day() <= day);
        deal.set_aside.retain(|on| on.day() <= day);
        deal.rights.retain(|right| right.on.is_none_or(|on| on.first_day().is_none_or(|first| first <= day)));
        deal.paid.retain(|paid| paid.on.day() <= day);
        if deal.history.is_empty() {
            // Nothing was agreed yet.
            (deal.rate, deal.exit, deal.in_return) = (Vec::new(), Vec::new(), Vec::new());
            (deal.pledged, deal.expected) = (Vec::new(), Vec::new());
        }
        for right in &mut deal.rights {
            right.ended = right.ended.filter(|on| on.day() <= day);
        }
        deal
    }

    /// Whether anything had happened by a day.
    pub fn is_known_on(&self, day: Date) -> bool {
        self.past(day).next().is_some()
    }

    /// The entries on or before a day.
    fn past(&self, day: Date) -> impl Iterator<Item = &Event> {
        self.history.iter().take_while(move |event| event.on.day() <= day)
    }

    /// A detail that has no field of its own.
    pub fn extra(&self, key: &str) -> Option<&str> {
        self.extra.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// What its running payments come to over their time, where that of each of them is known.
    pub fn fees_in_all(&self) -> Option<Range> {
        let all: Option<Vec<Range>> = self.rate.iter().map(Fee::in_all).collect();
        all?.into_iter().reduce(Range::plus)
    }

    /// The last that is known of what had been paid by a day.
    pub fn paid_on(&self, day: Date) -> Option<&Paid> {
        self.paid.iter().rfind(|paid| paid.on.day() <= day)
    }

    /// What is cited for what stands beside its amount: running payments, what was paid, ways out, pledges and what was
    /// expected.
    pub fn citations_of_terms(&self) -> impl Iterator<Item = &Citation> {
        let of_money = self.rate.iter().map(|own| &own.cite).chain(self.paid.iter().map(|own| &own.cite));
        let of_words = self.exit.iter().map(|own| &own.cite).chain(self.pledged.iter().map(|own| &own.cite));
        of_money.chain(of_words).chain(self.expected.iter().map(|own| &own.cite)).flatten()
    }

    /// What is cited for it and for the entries of its history, in the order of the record; a source may stand in it
    /// several times. In the order in which sources are listed: [`Register::sources_of`](super::Register::sources_of).
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.cite.iter().chain(self.history.iter().flat_map(|event| &event.cite))
    }

    /// Whether a source speaks for it.
    pub fn rests_on(&self, source: &SourceId) -> bool {
        self.citations().any(|citation| citation.source == *source)
    }
}
