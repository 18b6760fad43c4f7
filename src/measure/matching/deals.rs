//! Which deal of one register is which of the other: five lists.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    Companies, Whose,
    assign::{Edge, assign},
    candidates::{Compared, Side, askew, straight},
    evidence::{Evidence, Fit, MONTH},
    legs::{Leg, Told},
};
use crate::model::{Confirmation, Deal, DealId, EntityId, Register};

/// What is not the same in two records of one deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// What it comes to.
    Amount,
    /// No day is in both.
    Day,
    /// How far it has come.
    Status,
    /// Of which kind it is.
    Kind,
    /// Who pays or is paid.
    Parties,
}

impl Difference {
    /// Its name for a reader and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Day => "day",
            Self::Status => "status",
            Self::Kind => "kind",
            Self::Parties => "parties",
        }
    }
}

/// How two records of one deal belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// One record each.
    OneToOne,
    /// One side has the same deal in a record more.
    Again,
    /// One side has as a deal of its own what is a step of a deal of the other.
    Step,
}

impl How {
    /// Its name for a reader and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::OneToOne => "one to one",
            Self::Again => "told again",
            Self::Step => "a step of it",
        }
    }
}

/// A deal that both have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Matched {
    /// In the first register.
    pub ours: DealId,
    /// In the second.
    pub theirs: DealId,
    /// How they belong together.
    pub how: How,
    /// What they say differently.
    pub differs: Vec<Difference>,
}

/// A deal that only one has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Alone {
    /// Which.
    pub deal: DealId,
    /// Only the parts of these payers; all of it, if there is none.
    pub payers: Vec<EntityId>,
    /// A deal of the same register that the other has, and that this belongs to: its total, its round, its successor.
    pub within: Option<DealId>,
    /// Deals of the other register between the same two, in either direction.
    pub between: Vec<DealId>,
    /// Whether the other register has both its payer and its payee.
    pub covered: bool,
}

/// Why it cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Equally much speaks for several.
    SeveralFit,
    /// It is not clear which company is meant.
    Company,
    /// Amount, kind or day are too far apart, or not stated.
    TooLittle,
    /// Payer and payee are the other way round, or its kind is of another family.
    Askew,
}

impl Why {
    /// For a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::SeveralFit => "equally much speaks for several",
            Self::Company => "it is not clear which company is meant",
            Self::TooLittle => "the same two, but amounts, kinds or days do not settle it",
            Self::Askew => "the same two, but another direction or another family of kinds",
        }
    }

    /// In files.
    pub fn name(self) -> &'static str {
        match self {
            Self::SeveralFit => "several-fit",
            Self::Company => "company",
            Self::TooLittle => "too-little",
            Self::Askew => "askew",
        }
    }
}

/// Deals that may be the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Unclear {
    /// In the first register.
    pub ours: Vec<DealId>,
    /// In the second.
    pub theirs: Vec<DealId>,
    /// Why it cannot be told.
    pub why: Why,
}

/// Two registers side by side.
#[derive(Debug, Clone)]
pub struct Reconciliation {
    /// Who is who.
    pub companies: Companies,
    /// Deals that both have, with the same figures.
    pub same: Vec<Matched>,
    /// Deals that both have, with other figures.
    pub differ: Vec<Matched>,
    /// Deals that only the second register has.
    pub they_have: Vec<Alone>,
    /// Deals that only the first has.
    pub we_have: Vec<Alone>,
    /// Deals of which it cannot be told.
    pub unclear: Vec<Unclear>,
}

/// Compares two registers in one base currency: companies by name, alias, ticker and near name; deals by who pays whom
/// (at the level of companies), kind, amount and day, the surest pairs first.
///
/// ```
/// use roundtrip::measure::reconcile;
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let found = reconcile(&register, &register);
/// assert_eq!(found.same.len(), register.deals.len());
/// assert!(found.differ.is_empty() && found.they_have.is_empty() && found.we_have.is_empty());
/// ```
pub fn reconcile(ours: &Register, theirs: &Register) -> Reconciliation {
    let companies = Companies::of(ours, theirs);
    let as_of = ours.as_of.max(theirs.as_of);
    let registers = [ours, theirs];
    let sides = [Side::new(Whose::Ours, ours, &companies, as_of), Side::new(Whose::Theirs, theirs, &companies, as_of)];
    Work::new(registers, companies, sides).finish()
}

/// Pairs of deals, one of each side, by their places.
type Pairs = BTreeMap<(usize, usize), How>;

struct Work<'r> {
    registers: [&'r Register; 2],
    companies: Companies,
    sides: [Side<'r>; 2],
    straight: Compared,
    askew: Compared,
    pairs: Pairs,
    /// Legs that were matched.
    legs: [BTreeSet<usize>; 2],
    /// Deals that were matched.
    done: [BTreeSet<usize>; 2],
    /// Days between two deals.
    gaps: BTreeMap<(usize, usize), i64>,
    /// Deals of the other side between the same two.
    around: [BTreeMap<usize, BTreeSet<usize>>; 2],
    /// Deals of the same side that share a deal's money by its register's word, the nearest kin first.
    kin: [Vec<Vec<usize>>; 2],
    unclear: BTreeSet<(BTreeSet<usize>, BTreeSet<usize>, Why)>,
}

impl<'r> Work<'r> {
    fn new(registers: [&'r Register; 2], companies: Companies, sides: [Side<'r>; 2]) -> Self {
        let [ours, theirs] = &sides;
        let (straight, askew) = (straight(ours, theirs), askew(ours, theirs));
        let kin = [kin(ours), kin(theirs)];
        let mut work = Self {
            registers,
            companies,
            sides,
            straight,
            askew,
            pairs: Pairs::new(),
            legs: Default::default(),
            done: Default::default(),
            gaps: BTreeMap::new(),
            around: Default::default(),
            kin,
            unclear: BTreeSet::new(),
        };
        for legs in work.straight.keys().chain(work.askew.keys()) {
            let [ours, theirs] = Whose::BOTH.map(|whose| work.deal_of(whose, end(*legs, whose)));
            let [around_ours, around_theirs] = &mut work.around;
            around_ours.entry(ours).or_default().insert(theirs);
            around_theirs.entry(theirs).or_default().insert(ours);
        }
        for (legs, evidence) in &work.straight {
            let [ours, theirs] = Whose::BOTH.map(|whose| work.deal_of(whose, end(*legs, whose)));
            let gap = work.gaps.entry((ours, theirs)).or_insert(i64::MAX);
            *gap = evidence.gap.min(*gap);
        }
        work
    }

    /// Says that two records are of one deal.
    fn pair(&mut self, pair: (usize, usize), how: How) {
        for (done, at) in self.done.iter_mut().zip(<[usize; 2]>::from(pair)) {
            done.insert(at);
        }
        self.pairs.insert(pair, how);
    }

    fn finish(mut self) -> Reconciliation {
        self.one_to_one();
        let first = self.pairs.clone();
        for whose in Whose::BOTH {
            self.attach(whose, &first);
        }
        self.doubtful_companies();
        self.ask();
        let (mut same, mut differ) = (Vec::new(), Vec::new());
        for (&(ours, theirs), &how) in &self.pairs {
            let Some(matched) = self.matched(ours, theirs, how) else { continue };
            let alike = matched.differs.is_empty() && how != How::Step;
            if alike { same.push(matched) } else { differ.push(matched) }
        }
        let mut unclear: Vec<Unclear> =
            self.unclear.iter().map(|(ours, theirs, why)| self.named(ours, theirs, *why)).collect();
        unclear.sort();
        same.sort();
        differ.sort();
        let [we_have, they_have] = Whose::BOTH.map(|whose| self.alone(whose));
        Reconciliation { companies: self.companies, same, differ, they_have, we_have, unclear }
    }

    fn side(&self, whose: Whose) -> &Side<'r> {
        let [ours, theirs] = &self.sides;
        if whose == Whose::Ours { ours } else { theirs }
    }

    /// The deal that a leg belongs to.
    fn deal_of(&self, whose: Whose, leg: usize) -> usize {
        self.side(whose).legs.get(leg).map_or(usize::MAX, |leg| leg.told)
    }

    /// The surest pairs.
    fn one_to_one(&mut self) {
        let mut kinds = [BTreeMap::<usize, usize>::new(), BTreeMap::new()];
        let equal = |evidence: &Evidence| evidence.same_kind && evidence.fit == Fit::Equal;
        for ((ours, theirs), _) in self.straight.iter().filter(|(_, evidence)| equal(evidence)) {
            for (count, leg) in kinds.iter_mut().zip([ours, theirs]) {
                *count.entry(*leg).or_default() += 1;
            }
        }
        let [of_ours, of_theirs] = &kinds;
        let alone = |ours: &usize, theirs: &usize| of_ours.get(ours) == Some(&1) && of_theirs.get(theirs) == Some(&1);
        let enough = self.straight.iter().filter(|((ours, theirs), evidence)| evidence.is_enough(alone(ours, theirs)));
        let edges: Vec<Edge> = enough
            .map(|((ours, theirs), evidence)| Edge { score: evidence.score(), ours: *ours, theirs: *theirs })
            .collect();
        let alike = |whose: Whose| {
            let side = self.side(whose);
            move |one: usize, other: usize| match (side.leg(one), side.leg(other)) {
                (Some(one), Some(other)) => twins(one, other),
                _ => false,
            }
        };
        let assigned = assign(&edges, alike(Whose::Ours), alike(Whose::Theirs));
        for (ours, theirs) in assigned.pairs {
            for (legs, leg) in self.legs.iter_mut().zip([ours, theirs]) {
                legs.insert(leg);
            }
            let pair = (self.deal_of(Whose::Ours, ours), self.deal_of(Whose::Theirs, theirs));
            self.pair(pair, How::OneToOne);
        }
        for (ours, theirs) in assigned.torn {
            let deals = |whose, legs: BTreeSet<usize>| -> BTreeSet<usize> {
                legs.into_iter().map(|leg| self.deal_of(whose, leg)).collect()
            };
            let (ours, theirs) = (deals(Whose::Ours, ours), deals(Whose::Theirs, theirs));
            let steps = |whose, at: &BTreeSet<usize>, count: usize| {
                let one = at.first().filter(|_| at.len() == 1).and_then(|at| self.side(whose).told.get(*at));
                one.is_some_and(|told| told.deal.history.len() >= count)
            };
            // One side has in one record, step by step, what the other has in several.
            if steps(Whose::Ours, &ours, theirs.len()) || steps(Whose::Theirs, &theirs, ours.len()) {
                for pair in ours.iter().flat_map(|ours| theirs.iter().map(move |theirs| (*ours, *theirs))) {
                    self.pair(pair, How::Step);
                }
            } else {
                self.unclear.insert((ours, theirs, Why::SeveralFit));
            }
        }
    }

    /// Deals of a side with no match at all yet and in no question.
    fn left(&self, whose: Whose) -> BTreeSet<usize> {
        let all: BTreeSet<usize> = (0..self.side(whose).told.len()).collect();
        let asked: BTreeSet<usize> = self
            .unclear
            .iter()
            .flat_map(|(ours, theirs, _)| if whose == Whose::Ours { ours } else { theirs })
            .copied()
            .collect();
        all.into_iter().filter(|at| !self.is_done(whose, *at) && !asked.contains(at)).collect()
    }

    /// Records left over that tell once more, or in part, what the other side has in a record that is matched already.
    fn attach(&mut self, whose: Whose, first: &Pairs) {
        let taken: BTreeSet<usize> = first.keys().map(|pair| end(*pair, whose.other())).collect();
        let mut best: BTreeMap<usize, (i64, usize, How)> = BTreeMap::new();
        let mut torn: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let left = self.left(whose);
        for (legs, evidence) in &self.straight {
            let (own, other) =
                (self.deal_of(whose, end(*legs, whose)), self.deal_of(whose.other(), end(*legs, whose.other())));
            if !left.contains(&own) || !taken.contains(&other) || self.belongs(whose, own).is_some() {
                continue;
            }
            let how = if evidence.is_enough(false) && evidence.fit > Fit::Apart {
                How::Again
            } else if self.is_step(whose, own, other, evidence) {
                How::Step
            } else {
                continue;
            };
            let score = evidence.score();
            match best.get(&own) {
                Some((known, at, _)) if *known == score && *at != other => {
                    torn.entry(own).or_default().extend([*at, other]);
                }
                Some((known, ..)) if *known >= score => {}
                _ => {
                    torn.remove(&own);
                    best.insert(own, (score, other, how));
                }
            }
        }
        for (own, (_, other, how)) in best {
            let many = torn.remove(&own);
            let one = BTreeSet::from([own]);
            match (many, whose) {
                (None, Whose::Ours) => self.pair((own, other), how),
                (None, Whose::Theirs) => self.pair((other, own), how),
                (Some(many), Whose::Ours) => _ = self.unclear.insert((one, many, Why::SeveralFit)),
                (Some(many), Whose::Theirs) => _ = self.unclear.insert((many, one, Why::SeveralFit)),
            }
        }
    }

    /// Whether a record may be a step of the other side's: of its kind, in its days, and no larger.
    fn is_step(&self, whose: Whose, own: usize, other: usize, evidence: &Evidence) -> bool {
        let value = |whose, at| self.side(whose).told.get(at).map(Told::value);
        let part = value(whose, own).and_then(|value| value.stated);
        let whole = value(whose.other(), other).and_then(|value| value.high);
        let many_steps = self.side(whose.other()).told.get(other).is_some_and(|told| told.deal.history.len() > 1);
        let fits = part.zip(whole).is_some_and(|(part, whole)| part <= whole);
        evidence.same_kind && evidence.gap <= MONTH && many_steps && fits
    }

    /// What deal that is matched a record belongs to by its own register's word.
    fn belongs(&self, whose: Whose, at: usize) -> Option<usize> {
        let [ours, theirs] = &self.kin;
        let kin = (if whose == Whose::Ours { ours } else { theirs }).get(at)?;
        kin.iter().copied().find(|other| self.is_done(whose, *other))
    }

    fn is_done(&self, whose: Whose, at: usize) -> bool {
        let [ours, theirs] = &self.done;
        (if whose == Whose::Ours { ours } else { theirs }).contains(&at)
    }

    /// Deals of a company that may be one of several.
    fn doubtful_companies(&mut self) {
        for whose in Whose::BOTH {
            for at in self.left(whose) {
                let Some(deal) = self.side(whose).told.get(at).map(|told| told.deal) else { continue };
                let unsure = deal.payers.iter().chain(&deal.payees).any(|id| self.companies.is_unsure(whose, id));
                if unsure {
                    let (one, none) = (BTreeSet::from([at]), BTreeSet::new());
                    let group =
                        if whose == Whose::Ours { (one, none, Why::Company) } else { (none, one, Why::Company) };
                    self.unclear.insert(group);
                }
            }
        }
    }

    /// What is left over on both sides, between the same two, and might be the same.
    fn ask(&mut self) {
        let [ours_left, theirs_left] = Whose::BOTH.map(|whose| self.left(whose));
        let deals = |work: &Self, legs: &(usize, usize)| {
            (work.deal_of(Whose::Ours, legs.0), work.deal_of(Whose::Theirs, legs.1))
        };
        let mut edges: BTreeMap<Why, BTreeSet<(usize, usize)>> = BTreeMap::new();
        for (legs, evidence) in &self.straight {
            let (ours, theirs) = deals(self, legs);
            // Whose total or round is matched has been told of already, unless the amount says more.
            let told = self.belongs(Whose::Ours, ours).is_some() || self.belongs(Whose::Theirs, theirs).is_some();
            let open = evidence.is_worth_asking() && (!told || matches!(evidence.fit, Fit::Overlap | Fit::Equal));
            let (left, left_there) = (ours_left.contains(&ours), theirs_left.contains(&theirs));
            // Two figures of one day, of which one is matched: two deals, or one in other words.
            let other_words = (left || left_there) && !told && evidence.same_kind && evidence.gap <= 3;
            if other_words || (open && left && left_there) {
                edges.entry(Why::TooLittle).or_default().insert((ours, theirs));
            }
        }
        for (legs, evidence) in &self.askew {
            let (ours, theirs) = deals(self, legs);
            if (ours_left.contains(&ours) || theirs_left.contains(&theirs)) && evidence.is_striking() {
                edges.entry(Why::Askew).or_default().insert((ours, theirs));
            }
        }
        for (why, edges) in edges {
            self.unclear.extend(together(&edges).into_iter().map(|(ours, theirs)| (ours, theirs, why)));
        }
    }

    /// Two records of one deal, and what they say differently.
    fn matched(&self, ours: usize, theirs: usize, how: How) -> Option<Matched> {
        let a = self.side(Whose::Ours).told.get(ours)?;
        let b = self.side(Whose::Theirs).told.get(theirs)?;
        let [on_ours, on_theirs] = self.registers.map(|register| register.as_of);
        let gap = self.gaps.get(&(ours, theirs)).copied().unwrap_or_default();
        let mut differs = Vec::new();
        let mut say = |differ: bool, what| {
            if differ {
                differs.push(what);
            }
        };
        say(a.value() != b.value(), Difference::Amount);
        say(gap > 0, Difference::Day);
        say(a.deal.status_on(on_ours) != b.deal.status_on(on_theirs), Difference::Status);
        say(a.deal.kind != b.deal.kind, Difference::Kind);
        say(!self.same_parties(ours, theirs), Difference::Parties);
        Some(Matched { ours: a.deal.id.clone(), theirs: b.deal.id.clone(), how, differs })
    }

    /// Whether everybody who pays or is paid in one does so in the other, as a company.
    fn same_parties(&self, ours: usize, theirs: usize) -> bool {
        let ends = |whose: Whose, at: usize, end: fn(&Leg) -> &Vec<usize>| -> Vec<Vec<usize>> {
            self.side(whose).legs_of(at).map(|(_, leg)| end(leg).clone()).collect()
        };
        let covers = |one: &[Vec<usize>], other: &[Vec<usize>]| {
            let meets =
                |a: &Vec<usize>, b: &Vec<usize>| (a.is_empty() && b.is_empty()) || a.iter().any(|own| b.contains(own));
            one.iter().all(|a| other.iter().any(|b| meets(a, b)))
        };
        let same = |end: fn(&Leg) -> &Vec<usize>| {
            let (one, other) = (ends(Whose::Ours, ours, end), ends(Whose::Theirs, theirs, end));
            covers(&one, &other) && covers(&other, &one)
        };
        same(|leg| &leg.from) && same(|leg| &leg.to)
    }

    fn named(&self, ours: &BTreeSet<usize>, theirs: &BTreeSet<usize>, why: Why) -> Unclear {
        let ids = |whose, places: &BTreeSet<usize>| -> Vec<DealId> {
            let told = places.iter().filter_map(|at| self.side(whose).told.get(*at));
            told.map(|told| told.deal.id.clone()).collect()
        };
        Unclear { ours: ids(Whose::Ours, ours), theirs: ids(Whose::Theirs, theirs), why }
    }

    /// What only one side has: whole deals, and the parts of payers whom the other side does not name.
    fn alone(&self, whose: Whose) -> Vec<Alone> {
        let side = self.side(whose);
        let left = self.left(whose);
        let first: BTreeSet<usize> =
            self.pairs.iter().filter(|(_, how)| **how == How::OneToOne).map(|(pair, _)| end(*pair, whose)).collect();
        let [of_ours, of_theirs] = &self.legs;
        let matched = if whose == Whose::Ours { of_ours } else { of_theirs };
        let mut alone = Vec::new();
        for (at, told) in side.told.iter().enumerate() {
            let deal = told.deal;
            let mut payers = Vec::new();
            if first.contains(&at) && deal.payers.len() > 1 {
                let payers_of = |with: bool| -> BTreeSet<EntityId> {
                    let own = side.legs_of(at).filter(|(leg, _)| matched.contains(leg) == with);
                    own.filter_map(|(_, leg)| leg.payer.clone()).collect()
                };
                let (named, of_others) = (payers_of(false), payers_of(true));
                let parts = side.told.iter().filter(|other| other.deal.part_of.as_ref() == Some(&deal.id));
                let own_deals: BTreeSet<&EntityId> = parts.flat_map(|part| &part.deal.payers).collect();
                payers.extend(named.iter().filter(|id| !own_deals.contains(id) && !of_others.contains(*id)).cloned());
            }
            if !left.contains(&at) && payers.is_empty() {
                continue;
            }
            let within = self.belongs(whose, at).and_then(|other| side.told.get(other));
            let within = within.filter(|_| payers.is_empty()).map(|told| told.deal.id.clone());
            let (between, covered) = (self.between(whose, at), self.is_covered(whose, deal));
            alone.push(Alone { deal: deal.id.clone(), payers, within, between, covered });
        }
        alone
    }

    /// Deals of the other side between the same two.
    fn between(&self, whose: Whose, at: usize) -> Vec<DealId> {
        let other = whose.other();
        let [of_ours, of_theirs] = &self.around;
        let around = if whose == Whose::Ours { of_ours } else { of_theirs };
        let places = around.get(&at).into_iter().flatten();
        let told = places.filter_map(|at| self.side(other).told.get(*at));
        told.filter(|told| told.deal.confirmation != Confirmation::False).map(|told| told.deal.id.clone()).collect()
    }

    /// Whether the other register has a payer and a payee of a deal.
    fn is_covered(&self, whose: Whose, deal: &Deal) -> bool {
        let known =
            |ids: &[EntityId]| ids.is_empty() || ids.iter().any(|id| self.companies.other(whose, id).next().is_some());
        known(&deal.payers) && known(&deal.payees)
    }
}

/// One end of a pair.
fn end((ours, theirs): (usize, usize), whose: Whose) -> usize {
    if whose == Whose::Ours { ours } else { theirs }
}

/// For each deal of a side those that share its money: its total, round and successor first, then those beside it.
fn kin(side: &Side<'_>) -> Vec<Vec<usize>> {
    let places: BTreeMap<&DealId, usize> = side.told.iter().enumerate().map(|(at, told)| (&told.deal.id, at)).collect();
    let mut kin: Vec<Vec<usize>> = vec![Vec::new(); side.told.len()];
    let mut wholes: BTreeMap<&DealId, Vec<usize>> = BTreeMap::new();
    for (at, told) in side.told.iter().enumerate() {
        for id in links(told.deal) {
            let Some(&other) = places.get(id) else { continue };
            for (one, of) in [(at, other), (other, at)] {
                kin.get_mut(one).into_iter().for_each(|kin| kin.push(of));
            }
        }
        for whole in told.deal.tranche_of.iter().chain(&told.deal.part_of) {
            wholes.entry(whole).or_default().push(at);
        }
    }
    for beside in wholes.values() {
        for at in beside {
            let others = beside.iter().copied().filter(|other| other != at);
            kin.get_mut(*at).into_iter().for_each(|kin| kin.extend(others.clone()));
        }
    }
    kin
}

/// The deals whose money a deal's record says that it shares.
fn links(deal: &Deal) -> impl Iterator<Item = &DealId> {
    let one = deal.tranche_of.iter().chain(&deal.part_of);
    one.chain(&deal.supersedes).chain(&deal.overlaps)
}

/// Whether two records say the same of everything that is compared.
fn twins((a, from): (&Told<'_>, &Leg), (b, to): (&Told<'_>, &Leg)) -> bool {
    let said = |told: &Told<'_>| {
        let status: Vec<_> = told.deal.history.iter().map(|event| event.status).collect();
        (told.deal.kind, told.values.clone(), told.days.clone(), status)
    };
    (&from.from, &from.to) == (&to.from, &to.to) && said(a) == said(b)
}

/// Deals of both sides that hang together.
fn together(edges: &BTreeSet<(usize, usize)>) -> Vec<(BTreeSet<usize>, BTreeSet<usize>)> {
    let mut groups: Vec<(BTreeSet<usize>, BTreeSet<usize>)> = Vec::new();
    for &(ours, theirs) in edges {
        let (touched, rest): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.0.contains(&ours) || group.1.contains(&theirs));
        groups = rest;
        let mut whole = (BTreeSet::from([ours]), BTreeSet::from([theirs]));
        for (more_ours, more_theirs) in touched {
            whole.0.extend(more_ours);
            whole.1.extend(more_theirs);
        }
        groups.push(whole);
    }
    groups
}
