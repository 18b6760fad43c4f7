//! What leaves the program: entities, payments, stakes and sources of a view, as plain rows.
//!
//! One edge is one arc of one deal between two entities, so that parallel deals stay apart. Every format is written
//! from these rows and holds the same columns.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    terms::{NONE, each, stated, terms, without_column},
    value::{Column, Type, Value, clean, of_range, written},
};
use crate::{
    flow::{Arc, FlowGraph, Outcome, View, outcomes},
    measure::{self, Stake},
    model::{
        Amount, Citation, CustomerShare, Deal, Entity, EntityId, Figure, Range, Read, Register, Source, SourceId,
        Valuation, When, cited,
    },
};

/// Everything that is exported of a register in a view.
#[derive(Debug)]
pub struct ExportTables<'a> {
    pub(super) register: &'a Register,
    /// The day as of which it speaks.
    pub(super) as_of: Date,
    pub(super) level: &'static str,
    pub(super) parties: Vec<Party<'a>>,
    pub(super) payments: Vec<Payment<'a>>,
    /// Who owns how much of whom: for the formats of owners.
    pub(super) stakes: Vec<Stake>,
    /// Every source that a node or an edge cites, by id.
    pub(super) sources: Vec<&'a Source>,
    /// What its nodes were worth by the day, with whose it is.
    pub(super) valuations: Vec<(&'a EntityId, &'a Valuation)>,
    /// Figures of its nodes for periods that had ended by the day.
    pub(super) figures: Vec<&'a Figure>,
    /// Shares of customers in the revenue of its nodes, likewise.
    pub(super) customers: Vec<&'a CustomerShare>,
    /// How many deals are not edges of the view, by the reason.
    pub(super) left: BTreeMap<&'static str, usize>,
}

/// A node.
#[derive(Debug)]
pub(super) struct Party<'a> {
    pub(super) entity: &'a Entity,
    /// To whom it belongs, where that is a node too.
    pub(super) owner: Option<&'a EntityId>,
    pub(super) valuation: Option<&'a Valuation>,
}

/// An edge.
#[derive(Debug)]
pub(super) struct Payment<'a> {
    pub(super) deal: &'a Deal,
    pub(super) payer: &'a EntityId,
    pub(super) payee: &'a EntityId,
    pub(super) arc: Arc,
}

/// The columns of a node, after its id.
pub(super) const NODE: &[Column] = &[
    text("label"),
    text("name"),
    text("kind"),
    list("roles"),
    text("country"),
    text("ticker"),
    text("owner"),
    number("valuation"),
    text("valuation_basis"),
    text("valuation_on"),
    list("source_ids"),
    list("source_urls"),
    list("source_reads"),
    list("source_fields"),
    list("source_via"),
];

/// The columns of an edge, after its id, its payer and its payee.
pub(super) const EDGE: &[Column] = &[
    text("deal_id"),
    text("title"),
    text("kind"),
    text("family"),
    text("status"),
    text("mark"),
    text("confirmation"),
    number("amount"),
    number("amount_min"),
    number("amount_max"),
    text("currency"),
    text("as_stated"),
    Column { name: "in_kind", holds: Type::Flag },
    Column { name: "announced", holds: Type::Day },
    text("history"),
    text("term"),
    list("quantity"),
    list("rate"),
    list("rate_per"),
    list("rate_from"),
    list("rate_until"),
    list("paid"),
    list("paid_on"),
    list("exit_by"),
    list("exit_notice"),
    list("exit_from"),
    list("exit_pays"),
    list("in_return"),
    list("pledged"),
    list("pledged_to"),
    list("expected"),
    list("expected_on"),
    list("source_ids"),
    list("source_urls"),
    list("source_reads"),
    list("source_fields"),
    list("source_via"),
];

/// The columns of a source, after its id.
pub(super) const SOURCE: &[Column] =
    &[text("publisher"), text("author"), text("title"), text("url"), text("date"), text("kind"), list("wire")];

/// The columns of what a company was worth on a day.
pub(super) const VALUATION: &[Column] = &[
    text("entity"),
    text("worth"),
    text("basis"),
    text("on"),
    list("source_ids"),
    list("source_urls"),
    list("source_reads"),
    list("source_fields"),
    list("source_via"),
];

/// The columns of a company's figure for a period.
pub(super) const FIGURE: &[Column] = &[
    text("entity"),
    text("what"),
    text("period"),
    text("ended"),
    text("amount"),
    text("note"),
    list("source_ids"),
    list("source_urls"),
    list("source_reads"),
    list("source_fields"),
    list("source_via"),
];

/// The columns of a customer's share in a company's revenue.
pub(super) const CUSTOMER: &[Column] = &[
    text("entity"),
    text("customer"),
    text("share"),
    text("period"),
    text("ended"),
    text("note"),
    list("source_ids"),
    list("source_urls"),
    list("source_reads"),
    list("source_fields"),
    list("source_via"),
];

const fn text(name: &'static str) -> Column {
    Column { name, holds: Type::Text }
}

const fn number(name: &'static str) -> Column {
    Column { name, holds: Type::Number }
}

const fn list(name: &'static str) -> Column {
    Column { name, holds: Type::List }
}

impl<'a> ExportTables<'a> {
    /// The rows of a register in a view. Linear in the deals, up to logarithms.
    ///
    /// ```
    /// use roundtrip::{exchange::ExportTables, flow::View};
    /// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
    /// let tables = ExportTables::of(&register, &View::of(&register));
    /// assert!(tables.nodes() > 50 && tables.edges() > 100);
    /// ```
    pub fn of(register: &'a Register, view: &View) -> Self {
        let graph = view.flow(register);
        let parties: Vec<Party<'a>> = graph.nodes().iter().filter_map(|id| party(register, view, &graph, id)).collect();
        let mut payments: Vec<Payment<'a>> =
            graph.arcs().iter().filter_map(|arc| payment(register, &graph, arc)).collect();
        // Two members of one group in the same round are one payer at company level, with one unknown share: arcs are
        // in the order of payer, payee and deal, so they stand side by side.
        payments.dedup_by(|a, b| (a.payer, a.payee, &a.deal.id) == (b.payer, b.payee, &b.deal.id));
        let stakes = measure::stakes(register, view).list;
        let is_node = |id: &EntityId| graph.node(id.as_str()).is_some();
        let by_then = |on: When| on.day() <= view.as_of;
        let valuations: Vec<(&EntityId, &Valuation)> = parties
            .iter()
            .flat_map(|party| party.entity.valuations.iter().map(|own| (&party.entity.id, own)))
            .filter(|(_, own)| by_then(own.on))
            .collect();
        let figures = register.figures.iter().filter(|own| is_node(&own.entity) && by_then(own.ended));
        let figures: Vec<&Figure> = figures.collect();
        let customers = register.customer_shares.iter().filter(|own| is_node(&own.entity) && by_then(own.ended));
        let customers: Vec<&CustomerShare> = customers.collect();
        let beside = valuations.iter().map(|(_, own)| &own.cite).chain(figures.iter().map(|own| &own.cite));
        let beside = beside.chain(customers.iter().map(|own| &own.cite)).flat_map(cited);
        let cited: BTreeSet<&SourceId> = parties
            .iter()
            .flat_map(|party| cited(party.citations()))
            .chain(payments.iter().flat_map(|payment| cited(payment.deal.citations())))
            .chain(beside)
            .collect();
        let sources = cited.into_iter().filter_map(|id| register.sources.get(id)).collect();
        let left = left(register, view, &payments);
        Self {
            register,
            as_of: view.as_of,
            level: view.level.name(),
            parties,
            payments,
            stakes,
            sources,
            valuations,
            figures,
            customers,
            left,
        }
    }

    /// How many entities there are.
    pub fn nodes(&self) -> usize {
        self.parties.len()
    }

    /// How many edges there are: arcs of deals.
    pub fn edges(&self) -> usize {
        self.payments.len()
    }

    /// How many deals of the register are not edges of the view, by the reason in words.
    pub fn left(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.left.iter().map(|(reason, count)| (*reason, *count))
    }

    /// How many running payments, payments to date and other facts beside the deals have a note or sources of their own, for
    /// which no format has a column.
    pub fn without_column(&self) -> usize {
        let deals: BTreeMap<_, &Deal> = self.payments.iter().map(|own| (&own.deal.id, own.deal)).collect();
        deals.into_values().map(|deal| without_column(&deal.on(self.as_of))).sum()
    }

    pub(super) fn title(&self) -> String {
        clean(&self.register.title)
    }

    /// What is said of the whole.
    pub(super) fn about(&self) -> [(&'static str, String); 4] {
        [
            ("title", self.title()),
            ("as_of", self.as_of.to_string()),
            ("currency", self.register.base.to_string()),
            ("level", self.level.to_owned()),
        ]
    }

    /// The sources of a record, each with its address, how it was read, of what it speaks and where it is named; `-` where
    /// there is none. A column in which nothing is out of the ordinary is empty.
    fn cited(&self, citations: &[&Citation]) -> [Option<Value>; 5] {
        let url = |own: &&Citation| self.register.sources.get(&own.source).and_then(|source| source.url.clone());
        let urls = citations.iter().map(|own| url(own).unwrap_or_else(|| NONE.to_owned()));
        let fields = |own: &Citation| own.of.iter().map(|field| field.name()).collect::<Vec<_>>().join(",");
        [
            Value::list(citations.iter().map(|own| own.source.as_str())),
            Value::list(urls),
            each(citations, |own| (own.read != Read::Page).then(|| own.read.name().to_owned())),
            each(citations, |own| Some(fields(own)).filter(|fields| !fields.is_empty())),
            each(citations, |own| own.via.clone()),
        ]
    }

    /// A node's values, in the order of [`NODE`].
    pub(super) fn node(&self, party: &Party<'_>) -> Vec<Option<Value>> {
        let entity = party.entity;
        let optional = |text: &Option<String>| text.as_ref().and_then(Value::text);
        let mut values = vec![
            Value::text(&entity.short),
            Value::text(&entity.name),
            Value::text(entity.kind.name()),
            Value::list(&entity.roles),
            optional(&entity.country),
            optional(&entity.ticker),
            party.owner.and_then(|owner| Value::text(owner.as_str())),
            party.valuation.and_then(|valuation| valuation.worth.stated).map(Value::Number),
            party.valuation.and_then(|valuation| Value::text(&valuation.basis)),
            party.valuation.and_then(|valuation| Value::text(written(valuation.on))),
        ];
        values.extend(self.cited(&first_of_each(party.citations())));
        values
    }

    /// An edge's values, in the order of [`EDGE`].
    pub(super) fn edge(&self, payment: &Payment<'_>) -> Vec<Option<Value>> {
        let (deal, arc) = (payment.deal, &payment.arc);
        let mut values = vec![
            Value::text(deal.id.as_str()),
            Value::text(&deal.title),
            Value::text(arc.kind.name()),
            Value::text(arc.family().name()),
            Value::text(arc.status.name()),
            arc.mark.and_then(|mark| Value::text(mark.name())),
            Value::text(deal.confirmation.name()),
            arc.value.stated.map(Value::Number),
            Some(arc.value.low).filter(|low| !low.is_zero() || is_open(arc.value)).map(Value::Number),
            arc.value.high.map(Value::Number),
            Value::text(self.register.base.code()),
            Value::text(self.as_stated(deal)),
            Some(Value::Flag(arc.kind.in_kind())),
            Some(Value::Day(arc.since.day())),
            Value::text(history(deal, self.as_of)),
            deal.term.as_ref().and_then(Value::text),
        ];
        values.extend(terms(&deal.on(self.as_of), self.register.base));
        values.extend(self.cited(&first_of_each(deal.citations())));
        values
    }

    /// What a company was worth, in the order of [`VALUATION`].
    pub(super) fn valuation(&self, (entity, own): (&EntityId, &Valuation)) -> Vec<Option<Value>> {
        let mut values = vec![
            Value::text(entity.as_str()),
            Value::text(of_range(own.worth)),
            Value::text(&own.basis),
            Value::text(written(own.on)),
        ];
        values.extend(self.cited(&own.cite.iter().collect::<Vec<_>>()));
        values
    }

    /// A figure's values, in the order of [`FIGURE`].
    pub(super) fn figure(&self, own: &Figure) -> Vec<Option<Value>> {
        let mut values = vec![
            Value::text(own.entity.as_str()),
            Value::text(own.what.name()),
            Value::text(&own.period),
            Value::text(written(own.ended)),
            Value::text(stated(&own.amount, own.value, self.register.base)),
            own.note.as_ref().and_then(Value::text),
        ];
        values.extend(self.cited(&own.cite.iter().collect::<Vec<_>>()));
        values
    }

    /// A customer's share, in the order of [`CUSTOMER`].
    pub(super) fn customer(&self, own: &CustomerShare) -> Vec<Option<Value>> {
        let mut values = vec![
            Value::text(own.entity.as_str()),
            own.customer.as_ref().and_then(|id| Value::text(id.as_str())),
            Value::text(&own.share),
            Value::text(&own.period),
            Value::text(written(own.ended)),
            own.note.as_ref().and_then(Value::text),
        ];
        values.extend(self.cited(&own.cite.iter().collect::<Vec<_>>()));
        values
    }

    /// What was stated of the whole deal, in its own currency, however much of it is this edge.
    fn as_stated(&self, deal: &Deal) -> String {
        let amount: &Amount = deal.amount_on(self.as_of);
        deal.extra("as_stated").map_or_else(|| amount.to_string(), str::to_owned)
    }

    /// A source's values, in the order of [`SOURCE`].
    pub(super) fn source(source: &Source) -> Vec<Option<Value>> {
        let optional = |text: &Option<String>| text.as_ref().and_then(Value::text);
        vec![
            optional(&source.publisher),
            optional(&source.author),
            optional(&source.title),
            optional(&source.url),
            source.date.and_then(|date| Value::text(written(date))),
            Value::text(source.kind.name()),
            Value::list(&source.wire),
        ]
    }
}

impl<'a> Party<'a> {
    pub(super) fn id(&self) -> &'a str {
        self.entity.id.as_str()
    }

    /// On whose word: of itself and of what it is worth.
    fn citations(&self) -> impl Iterator<Item = &'a Citation> {
        self.entity.cite.iter().chain(self.valuation.iter().flat_map(|valuation| &valuation.cite))
    }
}

/// The first citation of each source, in the order of the record: what is read back is then what was written.
fn first_of_each<'c>(citations: impl Iterator<Item = &'c Citation>) -> Vec<&'c Citation> {
    let mut first: Vec<&Citation> = Vec::new();
    for one in citations {
        if !first.iter().any(|own| own.source == one.source) {
            first.push(one);
        }
    }
    first
}

impl Payment<'_> {
    /// Its sources, in the order of the record.
    #[cfg(feature = "sqlite")]
    pub(super) fn sources(&self) -> Vec<&SourceId> {
        cited(first_of_each(self.deal.citations())).collect()
    }

    /// Its id. No id of an entity has a dot in it, so that nodes and edges can share one space of names.
    pub(super) fn id(&self) -> String {
        format!("{}.{}.{}", self.deal.id, self.payer, self.payee)
    }
}

fn party<'a>(register: &'a Register, view: &View, graph: &FlowGraph, id: &EntityId) -> Option<Party<'a>> {
    let entity = register.entities.get(id)?;
    let owner = entity.owner_on(view.as_of).filter(|owner| graph.node(owner.as_str()).is_some());
    Some(Party { entity, owner, valuation: entity.valuation_on(view.as_of) })
}

fn payment<'a>(register: &'a Register, graph: &FlowGraph, arc: &Arc) -> Option<Payment<'a>> {
    let known = |node| register.entities.get(graph.id(node)).map(|entity| &entity.id);
    let deal = register.deals.get(&arc.deal)?;
    Some(Payment { deal, payer: known(arc.payer)?, payee: known(arc.payee)?, arc: arc.clone() })
}

/// Whether an amount can be any: then its figure alone, without its least, would be taken for all of it.
fn is_open(value: Range) -> bool {
    value.high.is_none() && value.stated.is_some_and(|stated| !stated.is_zero())
}

/// Why deals are not edges.
fn left(register: &Register, view: &View, payments: &[Payment<'_>]) -> BTreeMap<&'static str, usize> {
    let there: BTreeSet<_> = payments.iter().map(|payment| &payment.deal.id).collect();
    let mut left = BTreeMap::new();
    for (id, outcome) in outcomes(view, register) {
        let reason = match outcome {
            Outcome::Counts(_) if there.contains(&id) => continue,
            Outcome::Counts(_) | Outcome::LeftOut => "left out by the flags of the view",
            Outcome::Nothing => "moves no money: its amount is zero",
            Outcome::False => "kept as a warning",
            Outcome::NotYet => "not there yet",
            Outcome::Ended(_) => "ended",
            Outcome::Below(_) => "below the status",
            Outcome::NoFlow(_) => "no money from payer to payee (stakes, takeovers, guarantees, rights)",
            Outcome::NoArc(_) => "moves no money, as its record says",
            Outcome::Overlaps(_) | Outcome::Succeeds(_) => "the same money as another",
            Outcome::InTranches | Outcome::InParts => "carried by its parts",
            Outcome::Within(_) => "within one company",
        };
        *left.entry(reason).or_insert(0) += 1;
    }
    left
}

/// The rungs of a deal until a day: `2025-09-22 announced, 2026-02-27 signed (conditional)`.
fn history(deal: &Deal, as_of: Date) -> String {
    let mut steps: Vec<String> = Vec::new();
    let mut status = None;
    for event in deal.history.iter().take_while(|event| event.on.day() <= as_of) {
        status = event.status.or(status);
        let Some(status) = status.filter(|_| event.status.is_some() || event.mark.is_some()) else { continue };
        let mark = event.mark.map_or_else(String::new, |mark| format!(" ({})", mark.name()));
        steps.push(format!("{} {status}{mark}", written(event.on)));
    }
    steps.join(", ")
}

/// The share of a stake in per cent.
pub(super) fn per_cent(share: Decimal) -> Decimal {
    share.saturating_mul(Decimal::ONE_HUNDRED).normalize()
}
