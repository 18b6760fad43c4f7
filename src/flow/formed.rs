//! Since when money has gone from one node to another without a break, and so since when a loop has stood.
//!
//! What a deal carries on a day depends only on the deals that are linked to it and on who owns its parties. So each
//! cluster of linked deals is looked at by itself, on the days on which something of it changed, and only if it can carry
//! a hop that is asked for: no other day and no other deal can make a difference.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Level, View};
use crate::model::{Deal, DealId, EntityId, Family, Register, When};

/// Since when hops and loops of a view have stood: asked one by one, and remembered.
#[derive(Debug, Clone)]
pub struct Formed<'r> {
    register: &'r Register,
    past: Arc<Past>,
}

/// What can have carried the hops of a view, and what was asked of it before.
#[derive(Debug)]
pub(super) struct Past {
    view: View,
    /// Deals that hang together, by the links that decide which of them counts.
    clusters: Vec<Vec<DealId>>,
    /// For a payer and a payee, the place of their pair.
    between: BTreeMap<EntityId, BTreeMap<EntityId, usize>>,
    /// The clusters that can carry money over a pair on some day.
    pairs: Vec<BTreeSet<usize>>,
    known: Mutex<Known>,
}

/// What was asked before.
#[derive(Debug, Default)]
struct Known {
    spans: BTreeMap<usize, Spans>,
    /// By the pair, and the deal if only one of them is meant.
    hops: BTreeMap<(usize, Option<DealId>), Option<Arc<Stood>>>,
}

/// What a cluster carries between two nodes, span by span.
type Spans = BTreeMap<(EntityId, EntityId), Vec<Span>>;

/// Some days on which a cluster carries the same.
#[derive(Debug, Clone)]
struct Span {
    from: When,
    /// The first day on which it is otherwise; `None` if it still is so.
    until: Option<Date>,
    content: Content,
}

/// What a cluster carries.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Content {
    /// By which deals.
    deals: BTreeSet<DealId>,
    families: Families,
    /// How much all of them state.
    stated: Option<Decimal>,
}

/// Whether something is invested, and whether something is bought: what makes the class of a loop.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Families {
    invests: bool,
    buys: bool,
}

impl Families {
    fn or(self, other: Self) -> Self {
        Self { invests: self.invests || other.invests, buys: self.buys || other.buys }
    }
}

/// How long a hop has stood.
#[derive(Debug)]
struct Stood {
    since: When,
    /// What it was made of, latest first.
    pieces: Vec<Piece>,
}

/// Some days on which a hop is made of the same, as far as that matters to a loop.
#[derive(Debug, Clone)]
struct Piece {
    from: Date,
    /// The first day on which it is otherwise; `None` if it still is so.
    until: Option<When>,
    /// The deal, if one alone carries it.
    only: Option<DealId>,
    families: Families,
}

/// One hop of a loop.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Link<'a> {
    /// All that is paid from one to the other.
    Paid(&'a EntityId, &'a EntityId),
    /// What is paid by one deal.
    By(&'a EntityId, &'a EntityId, &'a DealId),
    /// An asset and its owner, or the other way round.
    Tied(&'a EntityId, &'a EntityId),
}

impl Past {
    /// Of a view. Linear in the deals, up to logarithms.
    pub(super) fn new(register: &Register, view: &View) -> Self {
        // Filters of whole hops and of whole graphs are none of a cluster's matters.
        let view = View { through: Vec::new(), ..view.clone() };
        let clusters = clusters(register);
        let mut between: BTreeMap<EntityId, BTreeMap<EntityId, usize>> = BTreeMap::new();
        let mut pairs: Vec<BTreeSet<usize>> = Vec::new();
        for (at, cluster) in clusters.iter().enumerate() {
            for deal in cluster.iter().filter_map(|id| register.deals.get(id)) {
                let payees = deal.payees.iter().chain(&deal.chips).chain(&deal.cloud).chain(&deal.on_behalf_of);
                let payees = nodes(register, &view, payees);
                for payer in nodes(register, &view, &deal.payers) {
                    let own = between.entry(payer.clone()).or_default();
                    for payee in payees.iter().filter(|payee| **payee != payer) {
                        let pair = *own.entry((*payee).clone()).or_insert_with(|| {
                            pairs.push(BTreeSet::new());
                            pairs.len() - 1
                        });
                        pairs.get_mut(pair).map(|clusters| clusters.insert(at));
                    }
                }
            }
        }
        Self { view, clusters, between, pairs, known: Mutex::default() }
    }
}

impl<'r> Formed<'r> {
    /// For hops of a view. Linear in the deals, up to logarithms.
    pub fn new(register: &'r Register, view: &View) -> Self {
        Self::with(register, Arc::new(Past::new(register, view)))
    }

    pub(super) fn with(register: &'r Register, past: Arc<Past>) -> Self {
        Self { register, past }
    }

    /// Since when something has been paid from one node to another without a break, whichever deals carried it; `None`
    /// if nothing is on the view's day.
    ///
    /// ```
    /// use roundtrip::{flow::{Formed, View}, load, model::EntityId};
    /// let csv = "payer,payee,kind,amount,date,status\na,b,equity,1B,2025-03-01,signed\na,b,equity,1B,2025-09-01,signed\n";
    /// let (register, _) = load::from_text("deals.csv", csv).expect("a sound register");
    /// let formed = Formed::new(&register, &View::of(&register));
    /// let [a, b] = ["a", "b"].map(|id| EntityId::new(id).expect("an id"));
    /// assert_eq!(formed.hop(&a, &b).map(|on| on.to_string()).as_deref(), Some("2025-03-01"));
    /// assert_eq!(formed.hop(&b, &a), None);
    /// ```
    pub fn hop(&self, payer: &EntityId, payee: &EntityId) -> Option<When> {
        self.stood((payer, payee), None).map(|stood| stood.since)
    }

    /// The part of the register that decides what some pay each other on any day: the deals that can carry money between two
    /// of them, and those linked to them.
    pub fn part_between(&self, ids: &BTreeSet<EntityId>) -> Register {
        let payees = ids.iter().filter_map(|payer| self.past.between.get(payer));
        let pairs =
            payees.flat_map(|payees| payees.iter().filter(|(payee, _)| ids.contains(*payee)).map(|(_, pair)| *pair));
        let clusters: BTreeSet<usize> = pairs.filter_map(|pair| self.past.pairs.get(pair)).flatten().copied().collect();
        let deals = clusters.iter().filter_map(|&at| self.past.clusters.get(at)).flatten();
        part(self.register, &deals.cloned().collect::<Vec<_>>())
    }

    /// Since when all links of a loop have stood together without a break, carried by two deals at least, as a loop of the
    /// class that it has on the view's day; `None` of what does not stand then.
    pub(crate) fn round(&self, links: &[Link<'_>]) -> Option<When> {
        let (since, paid) = self.all(links)?;
        later(Some(since), became_so(&paid, since))
    }

    /// The same of a way that does not lead back.
    pub(crate) fn path(&self, links: &[Link<'_>]) -> Option<When> {
        self.all(links).map(|(since, _)| since)
    }

    /// Since when all links have stood together, and how long each hop that all deals may carry has stood.
    fn all(&self, links: &[Link<'_>]) -> Option<(When, Vec<Arc<Stood>>)> {
        let mut since: Option<When> = None;
        let mut paid = Vec::new();
        for link in links {
            let own = match link {
                Link::Tied(one, other) => self.tied(one, other)?,
                Link::By(payer, payee, deal) => Some(self.stood((payer, payee), Some(deal))?.since),
                Link::Paid(payer, payee) => {
                    let stood = self.stood((payer, payee), None)?;
                    let since = stood.since;
                    paid.push(stood);
                    Some(since)
                }
            };
            since = later(since, own);
        }
        Some((since?, paid))
    }

    /// Since when the one of two has belonged to the other: inside is nothing if it always did, outside if it does not.
    #[expect(clippy::option_option, reason = "two questions, one answer")]
    fn tied(&self, one: &EntityId, other: &EntityId) -> Option<Option<When>> {
        let day = self.past.view.as_of;
        let owns = |asset: &EntityId, owner: &EntityId| {
            let entity = self.register.entities.get(asset)?;
            let mut since = entity.tie_on(day).filter(|tie| tie.of == *owner)?.since;
            // One time of the same owner may follow another.
            while let Some(before) = since.and_then(|on| entity.tie_on(on.day().yesterday().ok()?))
                && before.of == *owner
            {
                since = before.since;
            }
            Some(since)
        };
        owns(one, other).or_else(|| owns(other, one))
    }

    fn stood(&self, (payer, payee): (&EntityId, &EntityId), by: Option<&DealId>) -> Option<Arc<Stood>> {
        let past = &*self.past;
        let pair = *past.between.get(payer)?.get(payee)?;
        let key = (pair, by.cloned());
        // What is remembered is whole even if a thread panicked beside it.
        let mut known = past.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(stood) = known.hops.get(&key) {
            return stood.clone();
        }
        let clusters = past.pairs.get(pair)?;
        for at in clusters {
            known.spans.entry(*at).or_insert_with(|| self.spans(*at));
        }
        let ends = (payer.clone(), payee.clone());
        let spans = clusters.iter().filter_map(|at| known.spans.get(at)?.get(&ends)).flatten();
        let stood = stood(&past.view, spans, by).map(Arc::new);
        known.hops.insert(key, stood.clone());
        stood
    }

    /// What a cluster carries, from its first day to that of the view.
    fn spans(&self, cluster: usize) -> Spans {
        let deals = self.past.clusters.get(cluster).map_or(&[][..], Vec::as_slice);
        let part = part(self.register, deals);
        let days = days(&part, self.past.view.as_of);
        let mut spans: Spans = BTreeMap::new();
        for (&day, changes) in &days {
            let on = self.on(day, &part).flow(&part);
            let mut now: BTreeMap<(EntityId, EntityId), Content> = BTreeMap::new();
            for hop in on.hops().iter().filter(|hop| !hop.structural) {
                let deals = on.arcs_of(hop).map(|arc| arc.deal.clone()).collect();
                let families = on.arcs_of(hop).fold(Families::default(), |all, arc| {
                    let buys = arc.family() == Family::Purchase;
                    all.or(Families { invests: !buys, buys })
                });
                let ends = (on.id(hop.payer).clone(), on.id(hop.payee).clone());
                now.insert(ends, Content { deals, families, stated: hop.value.stated });
            }
            for (ends, own) in &mut spans {
                let Some(last) = own.last_mut().filter(|last| last.until.is_none()) else { continue };
                if now.get(ends) == Some(&last.content) {
                    now.remove(ends);
                } else {
                    last.until = Some(day);
                }
            }
            for (ends, content) in now {
                let from = began(&part, day, changes, &content.deals);
                spans.entry(ends).or_default().push(Span { from, until: None, content });
            }
        }
        spans
    }

    /// The view of a day, without what it asks of whole hops. A status that is only assumed is taken to have been that of
    /// the deal since the first day that is recorded of it.
    fn on(&self, day: Date, part: &Register) -> View {
        let view = &self.past.view;
        let recorded = |id: &DealId| {
            let first = part.deals.get(id).and_then(|deal| deal.history.first());
            first.is_some_and(|first| first.on.day() <= day)
        };
        let mut assume = view.assume.clone();
        assume.retain(|id, _| day == view.as_of || recorded(id));
        View { as_of: day, assume, min_amount: None, priced: false, ..view.clone() }
    }
}

/// The later of two dates, if there are two; of two that end on one day the one that says more.
fn later(one: Option<When>, other: Option<When>) -> Option<When> {
    one.into_iter().chain(other).max_by_key(|when| (when.day(), when.first_day()))
}

/// The one of some dates that says least: of several things that may each have been the first.
fn vaguest(dates: impl IntoIterator<Item = When>) -> Option<When> {
    dates.into_iter().min_by_key(|when| when.first_day())
}

/// The day, after another one, on which some hops last came to be a loop of the class that they are: before it one deal
/// alone carried all of them, which is no loop, or nothing was invested, or nothing bought.
fn became_so(hops: &[Arc<Stood>], since: When) -> Option<When> {
    if hops.iter().all(|hop| hop.pieces.len() < 2) {
        return None;
    }
    let on = |day: Date| hops.iter().filter_map(move |hop| hop.pieces.iter().find(|piece| piece.from <= day));
    let class = |day: Date| on(day).fold(Families::default(), |all, piece| all.or(piece.families));
    let one_deal = |day: Date| {
        let first = on(day).next().and_then(|piece| piece.only.as_ref());
        first.is_some() && on(day).all(|piece| piece.only.as_ref() == first)
    };
    let now = class(Date::MAX);
    let ends = || hops.iter().flat_map(|hop| &hop.pieces).filter_map(|piece| piece.until);
    let mut days: Vec<Date> = ends().map(When::day).filter(|day| *day > since.day()).collect();
    days.sort_unstable();
    let is_other = |day: &&Date| {
        let before = day.yesterday().unwrap_or(**day);
        class(before) != now || one_deal(before)
    };
    let day = days.iter().rev().find(is_other)?;
    vaguest(ends().filter(|until| until.day() == *day))
}

/// Since when a hop has stood that is made of these spans, or one deal of it: backwards from today, span after span.
fn stood<'s>(view: &View, spans: impl IntoIterator<Item = &'s Span>, by: Option<&DealId>) -> Option<Stood> {
    let (mut begin, mut end) = (BTreeMap::<Date, Vec<&Span>>::new(), BTreeMap::<Option<Date>, Vec<&Span>>::new());
    for span in spans {
        begin.entry(span.from.day()).or_default().push(span);
        end.entry(span.until).or_default().push(span);
    }
    let mut carried = Carried::default();
    end.remove(&None).into_iter().flatten().for_each(|span| carried.add(span));
    let mut pieces: Vec<Piece> = Vec::new();
    let mut until: Option<When> = None;
    let days: BTreeSet<Date> = begin.keys().copied().chain(end.keys().copied().flatten()).collect();
    for day in days.into_iter().rev() {
        if !carried.stands(view, by) {
            return until.map(|since| Stood { since, pieces });
        }
        let (only, families) = (carried.only().cloned(), carried.families());
        match pieces.last_mut().filter(|last| (&last.only, last.families) == (&only, families)) {
            Some(last) => last.from = day,
            None => pieces.push(Piece { from: day, until, only, families }),
        }
        let begun = begin.get(&day).map_or(&[][..], Vec::as_slice);
        let own = begun.iter().filter(|span| by.is_none_or(|deal| span.content.deals.contains(deal)));
        let changed = vaguest(own.map(|span| span.from));
        until = Some(changed.unwrap_or(When::on(day)));
        for span in begun {
            carried.remove(span);
        }
        for span in end.get(&Some(day)).into_iter().flatten() {
            carried.add(span);
        }
    }
    until.map(|since| Stood { since, pieces })
}

/// What a hop is made of on a day.
#[derive(Default)]
struct Carried<'s> {
    deals: BTreeSet<&'s DealId>,
    /// In how many of its clusters something is invested, and in how many something is bought.
    families: (usize, usize),
    /// How many of its clusters state an amount, and all that they state.
    stated: (usize, Decimal),
}

impl<'s> Carried<'s> {
    fn add(&mut self, span: &'s Span) {
        self.deals.extend(&span.content.deals);
        self.families.0 += usize::from(span.content.families.invests);
        self.families.1 += usize::from(span.content.families.buys);
        if let Some(stated) = span.content.stated {
            self.stated = (self.stated.0 + 1, self.stated.1.saturating_add(stated));
        }
    }

    fn remove(&mut self, span: &'s Span) {
        for deal in &span.content.deals {
            self.deals.remove(deal);
        }
        self.families.0 = self.families.0.saturating_sub(usize::from(span.content.families.invests));
        self.families.1 = self.families.1.saturating_sub(usize::from(span.content.families.buys));
        if let Some(stated) = span.content.stated {
            self.stated = (self.stated.0.saturating_sub(1), self.stated.1.saturating_sub(stated));
        }
    }

    /// Whether it is there, and the view keeps it. Clusters share no group, so what they state adds up.
    fn stands(&self, view: &View, by: Option<&DealId>) -> bool {
        let (clusters, sum) = self.stated;
        let is_there = by.map_or(!self.deals.is_empty(), |deal| self.deals.contains(deal));
        is_there && view.keeps((clusters > 0).then_some(sum))
    }

    fn families(&self) -> Families {
        Families { invests: self.families.0 > 0, buys: self.families.1 > 0 }
    }

    /// The deal that carries it alone.
    fn only(&self) -> Option<&'s DealId> {
        let mut deals = self.deals.iter();
        deals.next().copied().filter(|_| deals.next().is_none())
    }
}

/// Everybody as whom some entities can count on some day.
fn nodes<'r>(
    register: &'r Register,
    view: &View,
    entities: impl IntoIterator<Item = &'r EntityId>,
) -> BTreeSet<&'r EntityId> {
    let mut nodes = BTreeSet::new();
    let mut waiting: Vec<&EntityId> = entities.into_iter().collect();
    while let Some(id) = waiting.pop() {
        if nodes.insert(id) && view.level == Level::Company {
            let owners = register.entities.get(id).map_or(&[][..], |entity| entity.owners.as_slice());
            waiting.extend(owners.iter().map(|owner| &owner.of));
        }
    }
    nodes
}

/// Deals by the links that decide which of them counts, and for how much.
fn clusters(register: &Register) -> Vec<Vec<DealId>> {
    let mut linked: BTreeMap<&DealId, Vec<&DealId>> = BTreeMap::new();
    for deal in register.deals.values() {
        let others = deal.tranche_of.iter().chain(&deal.part_of).chain(&deal.supersedes).chain(&deal.overlaps);
        for other in others {
            linked.entry(&deal.id).or_default().push(other);
            linked.entry(other).or_default().push(&deal.id);
        }
    }
    let mut seen = BTreeSet::new();
    let mut clusters = Vec::new();
    for first in register.deals.keys() {
        let (mut cluster, mut waiting) = (Vec::new(), vec![first]);
        while let Some(id) = waiting.pop() {
            if seen.insert(id) {
                cluster.extend(register.deals.contains_key(id).then(|| id.clone()));
                waiting.extend(linked.get(id).into_iter().flatten().copied());
            }
        }
        if !cluster.is_empty() {
            clusters.push(cluster);
        }
    }
    clusters
}

/// A register of these deals only, and of those whom they concern.
fn part(register: &Register, deals: &[DealId]) -> Register {
    let deals: Vec<&Deal> = deals.iter().filter_map(|id| register.deals.get(id)).collect();
    let mut entities = BTreeMap::new();
    let named = |deal: &&Deal| {
        let others = deal.chips.iter().chain(&deal.cloud).chain(&deal.on_behalf_of);
        deal.payers.iter().chain(&deal.payees).chain(others).cloned().collect::<Vec<EntityId>>()
    };
    let mut waiting: Vec<EntityId> = deals.iter().flat_map(named).collect();
    while let Some(id) = waiting.pop() {
        if let Some(entity) = register.entities.get(&id).filter(|_| !entities.contains_key(&id)) {
            waiting.extend(entity.owners.iter().map(|owner| owner.of.clone()));
            entities.insert(id, entity.clone());
        }
    }
    Register {
        title: String::new(),
        as_of: register.as_of,
        base: register.base,
        rates: Vec::new(),
        entities,
        deals: deals.into_iter().map(|deal| (deal.id.clone(), deal.clone())).collect(),
        sources: BTreeMap::new(),
        ties: Vec::new(),
        claims: Vec::new(),
        backlogs: Vec::new(),
        market_shares: Vec::new(),
        figures: Vec::new(),
        customer_shares: Vec::new(),
    }
}

/// The days until another one on which a deal or an owner changed, with what is known of each date; and that day, on which
/// it may matter that something is assumed.
fn days(part: &Register, last: Date) -> BTreeMap<Date, Vec<When>> {
    let mut days: BTreeMap<Date, Vec<When>> = BTreeMap::from([(last, Vec::new())]);
    let deals = part.deals.values().flat_map(|deal| deal.history.iter().map(|event| event.on).chain(deal.displaced_on));
    let owners = part.entities.values().flat_map(|entity| &entity.owners);
    let owners = owners.flat_map(|owner| owner.since.into_iter().chain(owner.until));
    for when in deals.chain(owners).filter(|when| when.day() <= last) {
        days.entry(when.day()).or_default().push(when);
    }
    days
}

/// What is known of the day on which deals came to carry a hop: their own dates, else those of whatever changed then.
fn began(part: &Register, day: Date, changes: &[When], deals: &BTreeSet<DealId>) -> When {
    let events = deals.iter().filter_map(|id| part.deals.get(id)).flat_map(|deal| &deal.history);
    let own = events.map(|event| event.on).filter(|on| on.day() == day);
    vaguest(own).or_else(|| vaguest(changes.iter().copied())).unwrap_or(When::on(day))
}
