//! What one party pays another: every deal that is recorded so, what of it counts in the view, and why the rest does not.

use super::seen::Seen;
use crate::{
    answer::{Answer, Cell, Record, Table, words},
    flow::{Arc, Hop},
    model::{Deal, EntityId, Kind},
};

/// One of the two directions between two parties, as they stand in the view.
pub(super) struct Between<'s> {
    pub(super) payer: EntityId,
    pub(super) payee: EntityId,
    /// The hop of the view, if anything counts.
    pub(super) hop: Option<&'s Hop>,
    deals: Vec<Recorded<'s>>,
}

/// A deal that is recorded between the two.
struct Recorded<'s> {
    deal: &'s Deal,
    /// What it counts as between the two.
    arc: Option<&'s Arc>,
    /// How it counts, or why it does not.
    how: String,
}

impl<'s> Between<'s> {
    /// What the register has of payments from one to the other: what counts first, then the rest, each by the deals' ids.
    pub(super) fn of(seen: &'s Seen<'s, '_>, payer: &EntityId, payee: &EntityId) -> Self {
        let graph = &seen.scope.graph;
        let ends = graph.node(payer.as_str()).zip(graph.node(payee.as_str()));
        let hop = graph.hops().iter().find(|hop| Some((hop.payer, hop.payee)) == ends && !hop.structural);
        let arc = |deal: &Deal| hop.and_then(|hop| graph.arcs_of(hop).find(|arc| arc.deal == deal.id));
        let is = |ids: &[EntityId], end: &EntityId| ids.iter().any(|id| seen.at_level(id) == end);
        let recorded = |deal: &'s Deal| {
            let arc = arc(deal);
            let how = match arc {
                Some(_) => seen.counted(deal),
                None => seen.why_not_between(deal, payer, payee),
            };
            // A guarantee helps on whose behalf it is given, whoever is paid if it is called.
            let helped = deal.on_behalf_of.as_slice().iter().filter(|_| deal.kind == Kind::Guarantee);
            let between = is(&deal.payers, payer)
                && (is(&deal.payees, payee) || helped.into_iter().any(|id| seen.at_level(id) == payee));
            (arc.is_some() || between).then_some(Recorded { deal, arc, how })
        };
        let mut deals: Vec<Recorded<'s>> = seen.scope.register.deals.values().filter_map(recorded).collect();
        deals.sort_by_key(|one| one.arc.is_none());
        Self { payer: payer.clone(), payee: payee.clone(), hop, deals }
    }

    /// The deals that count.
    pub(super) fn counted(&self) -> impl Iterator<Item = &'s Deal> {
        self.deals.iter().filter(|one| one.arc.is_some()).map(|one| one.deal)
    }

    /// Every deal that is recorded, whether it counts or not.
    pub(super) fn recorded(&self) -> impl Iterator<Item = &'s Deal> {
        self.deals.iter().map(|one| one.deal)
    }

    /// `A pays B: $5bn`, for a heading.
    pub(super) fn heading(&self, seen: &Seen<'_, '_>) -> String {
        let sum = match self.hop {
            Some(hop) => hop.value.words(seen.scope.register.base),
            None if self.deals.is_empty() => "nothing is recorded".to_owned(),
            None => "nothing that counts in this view".to_owned(),
        };
        let name = |id| seen.scope.register.name(id);
        format!("{} pays {}: {sum}", name(&self.payer), name(&self.payee))
    }

    /// What counts in a table, and the rest in a line each.
    pub(super) fn write(&self, answer: &mut Answer<'_>, seen: &Seen<'_, '_>) {
        let day = seen.scope.view.as_of;
        let mut table = Table::new(&["deal", "kind", "stated", "counts as", "status", "since", "sources"]);
        for Recorded { deal, arc, .. } in &self.deals {
            let Some(arc) = arc else { continue };
            table.row([
                format!("{}: {}", deal.id, deal.title),
                deal.kind.to_string(),
                deal.amount_on(day).words(),
                arc.value.words(seen.scope.register.base),
                words::standing(arc),
                arc.since.to_string(),
                answer.cite(deal.citations()),
            ]);
        }
        if !table.rows.is_empty() {
            answer.table("", table);
        }
        if self.deals.iter().all(|one| one.arc.is_some()) {
            return;
        }
        answer.text("");
        answer.text("Recorded between the two and not in the sum:");
        for Recorded { deal, arc, how } in &self.deals {
            if arc.is_none() {
                let cite = answer.cite(deal.citations());
                answer.item(format!("{} ({}), {}: {how} {cite}", deal.title, deal.id, deal.amount_on(day).words()));
            }
        }
    }

    /// The same as data.
    pub(super) fn record(&self, seen: &Seen<'_, '_>) -> Record {
        let deals = self.deals.iter().map(|one| {
            let fields = KEYS.into_iter().zip(one.cells(seen));
            fields.fold(Record::new(), |record, (key, cell)| record.with(key, cell))
        });
        Record::new()
            .with("payer", &self.payer)
            .with("payee", &self.payee)
            .with("sum", self.hop.map(|hop| hop.value))
            .with("counted", self.counted().count())
            .with("deals", Cell::list(deals))
    }

    /// The lines of a spreadsheet, in the order of [`columns`].
    pub(super) fn lines(&self, seen: &Seen<'_, '_>) -> Vec<Vec<Cell>> {
        let ends = || [Cell::from(&self.payer), Cell::from(&self.payee)];
        let cells = |one: &Recorded<'_>| KEYS.into_iter().zip(one.cells(seen)).flat_map(in_columns).collect::<Vec<_>>();
        self.deals.iter().map(|one| ends().into_iter().chain(cells(one)).collect()).collect()
    }
}

/// What a spreadsheet's columns are called.
pub(super) fn columns() -> Vec<&'static str> {
    let keys = KEYS.into_iter().flat_map(|key| [Some(key), (key == "since").then_some("since_precision")]);
    ["payer", "payee"].into_iter().chain(keys.flatten()).collect()
}

/// A value in its column; a date is followed by how exactly it is known.
fn in_columns((key, cell): (&str, Cell)) -> impl Iterator<Item = Cell> + use<> {
    let precision = (key == "since").then(|| cell.precision());
    [Some(cell), precision].into_iter().flatten()
}

/// What is said of each deal, in data.
const KEYS: [&str; 13] = [
    "deal", "title", "kind", "family", "in_kind", "recorded", "counts", "stated", "low", "high", "status", "since",
    "how",
];

impl Recorded<'_> {
    /// What is said of it, in the order of [`KEYS`]. What does not count has no amount here, only what is recorded.
    fn cells(&self, seen: &Seen<'_, '_>) -> [Cell; 13] {
        let Self { deal, arc, how } = self;
        let view = &seen.scope.view;
        let value = arc.map(|arc| arc.value);
        let status = arc.map(|arc| arc.status).or_else(|| view.status_of(deal));
        let since = arc.map(|arc| arc.since).or_else(|| deal.since(status?, view.as_of));
        [
            (&deal.id).into(),
            (&deal.title).into(),
            deal.kind.into(),
            deal.kind.family().name().into(),
            deal.kind.in_kind().into(),
            deal.amount_on(view.as_of).to_string().into(),
            arc.is_some().into(),
            Cell::Money(value.and_then(|value| value.stated)),
            Cell::Money(value.map(|value| value.low)),
            Cell::Money(value.and_then(|value| value.high)),
            status.into(),
            since.into(),
            how.clone().into(),
        ]
    }
}
