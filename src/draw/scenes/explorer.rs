//! Every state of a register, for the page.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;
use rust_decimal::prelude::ToPrimitive;

use super::{Subject, choice, map, words};
use crate::{
    draw::{
        explorer::{ArrowState, Cited, DealSummary, Explorer, Flow, Part, Party, Rung},
        scene::{Arrow, Scene, Tint},
        text::{count, thousands},
    },
    flow::{Arc, Formed, Level, Node, Scope, View},
    model::{DealId, EntityId, Family, Mark, Range, Read, Register, SourceId, Status, When},
};

/// One colour of money between two: who pays, who is paid.
type Key = (EntityId, EntityId, Tint);

/// What tells one state of a flow from another.
type Content = Vec<(DealId, Range, Status, Option<Mark>, When)>;

/// The money as one rung showed it on one day.
struct State<'r> {
    rung: usize,
    day: usize,
    scope: Scope<'r>,
}

/// The page of a subject at company level: `map` is its map as it stands today, which keeps its place. A register of more
/// than a thousand deals is not held whole: then the page has the companies of the map, the deals between them and the arrows
/// of the map, and says so.
///
/// `O(rungs · days · deals)` of what is held: a thousand deals take a second or two.
pub fn explorer(subject: &Subject<'_>, map: &Scene) -> Explorer {
    let held = (subject.scope.register.deals.len() > WHOLE).then(|| Held::of(subject, map));
    let (days, states) = states(subject, held.as_ref().map_or(subject.scope.register, |held| &held.register));
    let ever: BTreeSet<EntityId> =
        held.as_ref().map_or_else(|| states.iter().flat_map(on_a_loop).collect(), |held| held.ids.clone());
    let today = (days.len().saturating_sub(1), 0);
    let now = states.iter().find(|state| (state.day, state.rung) == today).filter(|_| held.is_none());
    let folded = now.map_or_else(|| Folded { ids: Vec::new(), said: map.left_out.clone() }, |now| Folded::of(now, map));
    let parties: Vec<&EntityId> = ever.iter().collect();
    let place: BTreeMap<&EntityId, usize> = parties.iter().enumerate().map(|(at, &id)| (id, at)).collect();
    let mut references = References { register: subject.scope.register, deals: Vec::new(), sources: Vec::new() };
    let mut flows: BTreeMap<Key, Builder> = BTreeMap::new();
    for state in &states {
        for (key, arcs) in by_flow(state) {
            if place.contains_key(&key.0) && place.contains_key(&key.1) {
                flows.entry(key).or_default().see(state, &arcs, subject, &mut references);
            }
        }
    }
    let scene = of_all_times(subject, map, (&parties, &folded), &states);
    let rungs = rungs(&subject.scope.view, &flows, days.len());
    let mut explorer = Explorer {
        scene,
        parties: parties.iter().map(|id| party(subject.scope.register, id, &folded)).collect(),
        flows: Vec::new(),
        days: days.iter().map(Date::to_string).collect(),
        rungs,
        deals: Vec::new(),
        sources: Vec::new(),
    };
    let bubbles: BTreeMap<String, usize> =
        explorer.scene.bubbles.iter().enumerate().map(|(at, bubble)| (bubble.id.clone(), at)).collect();
    for ((payer, payee, tint), flow) in flows {
        let now = flow.seen.get(&today).copied();
        let drawn = map.arrows.iter().position(|arrow| {
            let is = |at: usize, id: &EntityId| map.bubbles.get(at).is_some_and(|bubble| bubble.id == id.as_str());
            arrow.tint == tint && is(arrow.payer, &payer) && is(arrow.payee, &payee)
        });
        let ends = bubbles.get(payer.as_str()).copied().zip(bubbles.get(payee.as_str()).copied());
        let ends = ends.filter(|_| held.is_none() || drawn.is_some());
        let arrow =
            ends.zip(flow.states.get(now.unwrap_or(flow.states.len().saturating_sub(1)))).map(|(ends, state)| {
                let drawn = drawn.and_then(|at| map.arrows.get(at));
                explorer.scene.arrows.push(Arrow {
                    payer: ends.0,
                    payee: ends.1,
                    on_loop: drawn.is_some_and(|arrow| arrow.on_loop),
                    coloured: drawn.is_some_and(|arrow| arrow.coloured),
                    ..state.arrow.clone()
                });
                explorer.scene.arrows.len() - 1
            });
        let ends = place.get(&payer).copied().zip(place.get(&payee).copied());
        let Some((payer, payee)) = ends else { continue };
        explorer.flows.push(Flow { payer, payee, arrow, of_today: drawn, states: flow.states, today: now });
    }
    (explorer.deals, explorer.sources) = references.close();
    if held.is_some() {
        explorer.scene.notes.insert(0, part_said(subject, explorer.parties.len(), explorer.deals.len()));
    }
    explorer
}

/// More deals than that make a page that takes long to write and to open.
const WHOLE: usize = 1_000;

/// The part of a large register that a page holds.
struct Held {
    ids: BTreeSet<EntityId>,
    /// What decides who of them pays whom, on every day.
    register: Register,
}

impl Held {
    /// The companies on the map, and the owners of the clouds and chips on it.
    fn of(subject: &Subject<'_>, map: &Scene) -> Self {
        let Subject { scope, .. } = subject;
        let ids = map.bubbles.iter().filter_map(|bubble| EntityId::new(&bubble.id).ok());
        let ids: BTreeSet<EntityId> = ids.map(|id| scope.register.owner_on(&id, scope.view.as_of).clone()).collect();
        let view = View { level: Level::Company, ..scope.view.clone() };
        let register = Formed::new(scope.register, &view).part_between(&ids);
        Self { ids, register }
    }
}

/// What part of a register is held.
fn part_said(subject: &Subject<'_>, companies: usize, deals: usize) -> String {
    format!(
        "This page holds the {} of the map and the {} between them, of {} in the register: its list, its table and what is \
         counted below are among them. An arrow that is not on the map is in the table. --most N takes more companies, and \
         roundtrip loops and roundtrip flows have everything.",
        if companies == 1 { "one company".to_owned() } else { format!("{} companies", thousands(companies)) },
        count(deals, "deal"),
        thousands(subject.scope.register.deals.len()),
    )
}

/// The rungs of a view, the softest first.
fn ladder(view: &View) -> Vec<Status> {
    Status::rungs().filter(|rung| *rung >= view.status).collect()
}

/// The days on which something changed, and the money of each of them on each rung, rung by rung.
fn states<'r>(subject: &Subject<'_>, register: &'r Register) -> (Vec<Date>, Vec<State<'r>>) {
    let base = View { level: Level::Company, ..subject.scope.view.clone() };
    let rungs = ladder(&base);
    let days = days(register, base.as_of);
    let pairs: Vec<(usize, usize)> = (0..rungs.len()).flat_map(|r| (0..days.len()).map(move |d| (r, d))).collect();
    let state = |&(rung, day): &(usize, usize)| {
        let view = View { as_of: *days.get(day)?, status: *rungs.get(rung)?, ..base.clone() };
        Some(State { rung, day, scope: Scope::new(register, view) })
    };
    let states = pairs.par_iter().filter_map(state).collect();
    (days, states)
}

/// Every day on or before the last on which a deal or an owner changed, and the last one.
fn days(register: &Register, last: Date) -> Vec<Date> {
    let events =
        register.deals.values().flat_map(|deal| deal.history.iter().map(|event| event.on).chain(deal.displaced_on));
    let owners = register.entities.values().flat_map(|entity| &entity.owners);
    let changes = owners.flat_map(|owner| owner.since.into_iter().chain(owner.until));
    let all = events.chain(changes).map(crate::model::When::day).filter(|day| *day < last);
    let days: BTreeSet<Date> = all.chain([last]).collect();
    days.into_iter().collect()
}

/// Everybody who lies on a closed walk in a state.
fn on_a_loop(state: &State<'_>) -> BTreeSet<EntityId> {
    let graph = &state.scope.graph;
    let component = graph.components();
    let round = graph.hops().iter().filter(|hop| component.get(hop.payer) == component.get(hop.payee));
    round.flat_map(|hop| [hop.payer, hop.payee]).map(|node| graph.id(node).clone()).collect()
}

/// The arcs of a state by who pays whom in which colour.
fn by_flow<'s>(state: &'s State<'_>) -> BTreeMap<Key, Vec<&'s Arc>> {
    let mut flows: BTreeMap<Key, Vec<&Arc>> = BTreeMap::new();
    for arc in state.scope.graph.arcs() {
        let key =
            (state.scope.graph.id(arc.payer).clone(), state.scope.graph.id(arc.payee).clone(), words::tint(arc.kind));
        flows.entry(key).or_default().push(arc);
    }
    flows
}

/// A flow that is being gathered.
#[derive(Default)]
struct Builder {
    /// What the arcs come to, and each of them: in a round, the one can change without the other.
    contents: Vec<(Range, Content)>,
    states: Vec<ArrowState>,
    /// The state by day and rung.
    seen: BTreeMap<(usize, usize), usize>,
}

impl Builder {
    fn see(&mut self, state: &State<'_>, arcs: &[&Arc], subject: &Subject<'_>, references: &mut References<'_>) {
        let value = state.scope.graph.sum_of(arcs.iter().copied());
        let part = |arc: &&Arc| (arc.deal.clone(), arc.value, arc.status, arc.mark, arc.since);
        let content: (Range, Content) = (value, arcs.iter().map(part).collect());
        let at = self.contents.iter().position(|known| *known == content).unwrap_or_else(|| {
            self.contents.push(content);
            self.states.push(arrow_state(state, (arcs, value), subject, references));
            self.states.len() - 1
        });
        self.seen.insert((state.day, state.rung), at);
    }
}

fn arrow_state(
    state: &State<'_>,
    (arcs, value): (&[&Arc], Range),
    subject: &Subject<'_>,
    references: &mut References<'_>,
) -> ArrowState {
    let then = Subject { scope: &state.scope, circuits: &[], found: 0, complete: subject.complete };
    let status = arcs.iter().map(|arc| arc.status).max().unwrap_or(Status::Rumoured);
    let mut arrow = words::arrow(&then, (0, 0), arcs, &mut words::Citations::default());
    let parts: Vec<Part> = arcs.iter().map(|arc| references.part(arc)).collect();
    arrow.cites = parts.iter().filter_map(|part| references.deals.get(part.deal)?.cites.first().copied()).collect();
    arrow.cites.dedup();
    let dollars = |amount: rust_decimal::Decimal| amount.to_f64().unwrap_or_default();
    ArrowState {
        arrow,
        words: value.words(subject.scope.register.base),
        stated: value.stated.map(dollars),
        low: dollars(value.low),
        high: value.high.map(dollars),
        status: ladder(&subject.scope.view).iter().position(|rung| *rung == status).unwrap_or_default(),
        since: arcs
            .iter()
            .filter(|arc| arc.status == status)
            .map(|arc| arc.since)
            .min()
            .map(|since| since.to_string())
            .unwrap_or_default(),
        invests: arcs.iter().any(|arc| arc.family() != Family::Purchase),
        buys: arcs.iter().any(|arc| arc.family() == Family::Purchase),
        parts,
    }
}

/// The deals and sources of the page, numbered as they come.
struct References<'a> {
    register: &'a Register,
    deals: Vec<DealSummary>,
    /// A source that was read for one deal, and for another is only named, has two numbers.
    sources: Vec<(&'a SourceId, Read)>,
}

impl References<'_> {
    fn part(&mut self, arc: &Arc) -> Part {
        let known = self.deals.iter().position(|deal| deal.id == arc.deal.as_str());
        let deal = known.unwrap_or_else(|| {
            let summary = self.enter(&arc.deal);
            self.deals.push(summary);
            self.deals.len() - 1
        });
        let mark = arc.mark.map_or_else(String::new, |mark| format!(", {}", mark.name()));
        let mark = if arc.family() == Family::Contingent { format!("{mark}, contingent") } else { mark };
        let words = format!("{}, {}, {}{mark}", arc.kind, arc.value.words(self.register.base), arc.status.words());
        Part { deal, words, since: arc.since.to_string() }
    }

    fn enter(&mut self, id: &DealId) -> DealSummary {
        let Some(deal) = self.register.deals.get(id) else {
            return DealSummary { id: id.to_string(), title: id.to_string(), cites: Vec::new() };
        };
        let mut cites = Vec::new();
        for citation in self.register.sources_of([deal]) {
            let own = (&citation.source, citation.read);
            let at = self.sources.iter().position(|known| *known == own).unwrap_or_else(|| {
                self.sources.push(own);
                self.sources.len() - 1
            });
            cites.push(at + 1);
        }
        DealSummary { id: id.to_string(), title: deal.title.clone(), cites }
    }

    fn close(self) -> (Vec<DealSummary>, Vec<Cited>) {
        let cited = |&(id, read): &(&SourceId, Read)| {
            let source = self.register.sources.get(id);
            let who = source.map_or_else(|| id.to_string(), words::short);
            let title = source.and_then(|source| source.title.clone()).unwrap_or_default();
            let standing = source.map_or_else(String::new, |source| words::standing_of(source, read));
            Cited { who, title, standing, url: source.and_then(|source| source.url.clone()) }
        };
        let sources = self.sources.iter().map(cited).collect();
        (self.deals, sources)
    }
}

/// What changed on which day, for each rung.
fn rungs(view: &View, flows: &BTreeMap<Key, Builder>, days: usize) -> Vec<Rung> {
    let rung = |(rung, status): (usize, Status)| {
        let mut changes = Vec::new();
        let mut before: Vec<Option<usize>> = vec![None; flows.len()];
        for day in 0..days {
            for ((at, flow), last) in flows.values().enumerate().zip(&mut before) {
                let now = flow.seen.get(&(day, rung)).copied();
                if now != *last {
                    changes.push((day, at, now));
                    *last = now;
                }
            }
        }
        Rung { name: status.to_string(), changes }
    };
    ladder(view).into_iter().enumerate().map(rung).collect()
}

/// Who has a part in today's money but no bubble on the map, those with most money first.
#[derive(Default)]
struct Folded {
    ids: Vec<EntityId>,
    /// What is said of them.
    said: Option<String>,
}

impl Folded {
    fn of(now: &State<'_>, map: &Scene) -> Self {
        let graph = &now.scope.graph;
        let drawn: Vec<Node> = map.bubbles.iter().filter_map(|bubble| graph.node(&bubble.id)).collect();
        let here = on_a_loop(now);
        let mut nodes: Vec<Node> = here.iter().filter_map(|id| graph.node(id.as_str())).collect();
        nodes.retain(|node| !drawn.contains(node));
        let subject = Subject { scope: &now.scope, circuits: &[], found: 0, complete: true };
        choice::by_money(&subject, &mut nodes);
        let said = choice::left_out(&subject, &drawn, &nodes)
            .map(|said| format!("{said} The box \"All companies\" draws them too."));
        Self { ids: nodes.iter().map(|&node| graph.id(node).clone()).collect(), said }
    }
}

/// Today's map without its arrows, then whoever else is on a loop today, and whoever was before, as they last stood; as
/// many as have room.
fn of_all_times(
    subject: &Subject<'_>,
    map: &Scene,
    (parties, folded): (&[&EntityId], &Folded),
    states: &[State<'_>],
) -> Scene {
    let mut scene = Scene { arrows: Vec::new(), left_out: folded.said.clone(), ..map.clone() };
    let mut without = Vec::new();
    for id in folded.ids.iter().chain(parties.iter().copied().filter(|id| !folded.ids.contains(id))) {
        if scene.bubbles.iter().any(|bubble| bubble.id == id.as_str()) {
            continue;
        }
        if scene.bubbles.len() >= choice::ON_A_MAP {
            without.push(subject.scope.register.name(id));
            continue;
        }
        let last = states.iter().filter_map(|state| Some((state, state.scope.graph.node(id.as_str())?)));
        if let Some((state, node)) = last.max_by_key(|(state, _)| (state.day, std::cmp::Reverse(state.rung))) {
            let then = Subject { scope: &state.scope, circuits: &[], found: 0, complete: subject.complete };
            scene.bubbles.push(words::bubble(&then, node));
        }
    }
    scene.notes = map::foot(subject, &scene.bubbles);
    scene.notes.push("Bubbles keep their values, whatever day is chosen.".to_owned());
    if !without.is_empty() {
        scene
            .notes
            .push(format!("In the list of loops and the table alone, for want of room: {}.", words::some(&without)));
    }
    scene
}

fn party(register: &Register, id: &EntityId, folded: &Folded) -> Party {
    let entity = register.entities.get(id);
    let aliases = entity.map(|entity| entity.aliases.iter().chain([&entity.name]).cloned().collect());
    Party {
        id: id.to_string(),
        name: register.name(id).to_owned(),
        aliases: aliases.unwrap_or_default(),
        folded: folded.ids.contains(id),
    }
}
