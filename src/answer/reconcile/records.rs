//! Two registers side by side, as data.

use super::told::{Told, addresses, by_itself, first};
use crate::{
    answer::{Answer, Cell, Record, words::spaced},
    measure::{Alone, Matched, Unclear, Whose},
    model::{Deal, DealId, EntityId, Range},
};

pub(super) fn put(answer: &mut Answer<'_>, told: &Told<'_, '_>) {
    let found = told.found;
    for (key, beside) in [("ours", told.ours), ("theirs", told.theirs)] {
        let register = beside.register;
        let side = Record::new().with("name", beside.name).with("as_of", register.as_of);
        answer.figure(key, side.with("deals", register.deals.len()).with("entities", register.entities.len()));
    }
    let (they_have, of_theirs) = by_itself(&found.they_have);
    let (we_have, of_ours) = by_itself(&found.we_have);
    let counts = Record::new()
        .with("same", found.same.len())
        .with("differ", found.differ.len())
        .with("they_have", they_have)
        .with("we_have", we_have)
        .with("cannot_tell", found.unclear.len())
        .with("they_have_within", of_theirs)
        .with("we_have_within", of_ours);
    answer.figure("counts", counts);
    answer.figure("companies", companies(told));
    let entries = entries(told);
    answer.rows("entries", entries.iter().map(|entry| record(told, entry)).collect::<Vec<_>>());
    answer.spreadsheet(COLUMNS, entries.iter().flat_map(|entry| lines(told, entry)).collect::<Vec<_>>());
}

/// Who is who, and who is only on one side.
fn companies(told: &Told<'_, '_>) -> Record {
    let found = &told.found.companies;
    let named = |ours: &[EntityId], theirs: &[EntityId], by: &str| {
        Record::new().with("ours", Cell::list(ours)).with("theirs", Cell::list(theirs)).with("by", by)
    };
    let only = |whose| Cell::list(told.only(whose).into_iter().map(|entity| &entity.id));
    Record::new()
        .with("both", Cell::list(found.both.iter().map(|one| named(&one.ours, &one.theirs, one.by))))
        .with("cannot_tell", Cell::list(found.doubtful.iter().map(|one| named(&one.ours, &one.theirs, one.by))))
        .with("they_have", only(Whose::Theirs))
        .with("we_have", only(Whose::Ours))
}

/// One row of the answer.
enum Entry<'f> {
    Pair(&'static str, &'f Matched),
    Alone(Whose, &'f Alone),
    Unclear(usize, &'f Unclear),
}

fn entries<'f>(told: &Told<'f, '_>) -> Vec<Entry<'f>> {
    let found = told.found;
    let mut entries: Vec<Entry<'f>> = found.same.iter().map(|pair| Entry::Pair("same", pair)).collect();
    entries.extend(found.differ.iter().map(|pair| Entry::Pair("differ", pair)));
    entries.extend(found.they_have.iter().map(|alone| Entry::Alone(Whose::Theirs, alone)));
    entries.extend(found.we_have.iter().map(|alone| Entry::Alone(Whose::Ours, alone)));
    entries.extend(found.unclear.iter().enumerate().map(|(at, group)| Entry::Unclear(at + 1, group)));
    entries
}

impl Entry<'_> {
    fn list(&self) -> &'static str {
        match self {
            Self::Pair(list, _) => list,
            Self::Alone(Whose::Theirs, _) => "they-have",
            Self::Alone(Whose::Ours, _) => "we-have",
            Self::Unclear(..) => "cannot-tell",
        }
    }

    /// The deals of one side.
    fn deals(&self, whose: Whose) -> Vec<&DealId> {
        match self {
            Self::Pair(_, pair) => vec![if whose == Whose::Ours { &pair.ours } else { &pair.theirs }],
            Self::Alone(side, alone) if *side == whose => vec![&alone.deal],
            Self::Alone(..) => Vec::new(),
            Self::Unclear(_, group) => {
                (if whose == Whose::Ours { &group.ours } else { &group.theirs }).iter().collect()
            }
        }
    }
}

fn record(told: &Told<'_, '_>, entry: &Entry<'_>) -> Record {
    let deals = |whose| {
        let deals = entry.deals(whose).into_iter().filter_map(|id| told.deal(whose, id));
        Cell::list(deals.map(|deal| deal_record(told, whose, deal)))
    };
    let (ours, theirs) = (deals(Whose::Ours), deals(Whose::Theirs));
    let record = Record::new().with("list", entry.list());
    let record = match entry {
        Entry::Pair(_, pair) => {
            let differs = pair.differs.iter().map(|what| what.name());
            record.with("how", pair.how.name()).with("differs", Cell::list(differs))
        }
        Entry::Alone(_, alone) => record
            .with("payers", Cell::list(&alone.payers))
            .with("within", alone.within.as_ref())
            .with("between", Cell::list(&alone.between))
            .with("covered", alone.covered),
        Entry::Unclear(_, group) => record.with("why", group.why.name()),
    };
    record.with("ours", ours).with("theirs", theirs)
}

fn deal_record(told: &Told<'_, '_>, whose: Whose, deal: &Deal) -> Record {
    let register = told.register(whose);
    let day = register.as_of;
    Record::new()
        .with("deal", &deal.id)
        .with("title", &deal.title)
        .with("payers", Cell::list(&deal.payers))
        .with("payees", Cell::list(&deal.payees))
        .with("kind", deal.kind)
        .with("amount", deal.value_on(day))
        .with("status", deal.status_on(day))
        .with("since", first(deal))
        .with("sources", Cell::list(addresses(register, &register.source_ids(deal))))
}

/// What a spreadsheet has: a line for each pair, and for each deal of a group that cannot be told.
const COLUMNS: [&str; 29] = [
    "list",
    "group",
    "how",
    "differs",
    "within",
    "between",
    "covered",
    "our_deal",
    "our_payers",
    "our_payees",
    "our_kind",
    "our_stated",
    "our_low",
    "our_high",
    "our_status",
    "our_since",
    "our_since_precision",
    "our_sources",
    "their_deal",
    "their_payers",
    "their_payees",
    "their_kind",
    "their_stated",
    "their_low",
    "their_high",
    "their_status",
    "their_since",
    "their_since_precision",
    "their_sources",
];

fn lines(told: &Told<'_, '_>, entry: &Entry<'_>) -> Vec<Vec<Cell>> {
    let head: Vec<Cell> = match entry {
        Entry::Pair(_, pair) => {
            let differs = spaced(pair.differs.iter().map(|what| what.name()));
            vec![Cell::Nothing, pair.how.name().into(), differs.into(), Cell::Nothing, Cell::Nothing, Cell::Nothing]
        }
        Entry::Alone(_, alone) => vec![
            Cell::Nothing,
            Cell::Nothing,
            Cell::Nothing,
            alone.within.as_ref().map_or(Cell::Nothing, |id| id.to_string().into()),
            spaced(&alone.between).into(),
            alone.covered.into(),
        ],
        Entry::Unclear(at, group) => {
            let mut head = vec![Cell::Count(*at), group.why.name().into()];
            head.extend([const { Cell::Nothing }; 4]);
            head
        }
    };
    let (ours, theirs) = (entry.deals(Whose::Ours), entry.deals(Whose::Theirs));
    let both = matches!(entry, Entry::Pair(..));
    let count = if both { 1 } else { ours.len() + theirs.len() };
    let line = |at: usize| {
        let our = ours.get(at);
        let their = if both { theirs.get(at) } else { at.checked_sub(ours.len()).and_then(|at| theirs.get(at)) };
        let mut cells = vec![Cell::Text(entry.list().to_owned())];
        cells.extend(head.iter().cloned());
        cells.extend(side(told, Whose::Ours, our.copied()));
        cells.extend(side(told, Whose::Theirs, their.copied()));
        cells
    };
    (0..count).map(line).collect()
}

/// One side of a line.
fn side(told: &Told<'_, '_>, whose: Whose, id: Option<&DealId>) -> Vec<Cell> {
    let register = told.register(whose);
    let Some(deal) = id.and_then(|id| told.deal(whose, id)) else {
        return vec![Cell::Nothing; 11];
    };
    let Range { stated, low, high } = deal.value_on(register.as_of);
    vec![
        (&deal.id).into(),
        spaced(&deal.payers).into(),
        spaced(&deal.payees).into(),
        deal.kind.into(),
        Cell::Money(stated),
        low.into(),
        Cell::Money(high),
        deal.status_on(register.as_of).map_or(Cell::Nothing, Into::into),
        first(deal).into(),
        Cell::from(first(deal)).precision(),
        spaced(addresses(register, &register.source_ids(deal))).into(),
    ]
}
