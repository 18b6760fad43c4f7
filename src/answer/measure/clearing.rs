//! `measure clearing`: if somebody cannot pay.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::{
    answer::{
        Answer, Cell, List, Record, Refusal,
        words::{about_money, counted, cut_short, percent, verb, why_stopped},
    },
    flow::{Node, Scope},
    measure::{
        ABOUT_CLEARING, ABOUT_CONTAGION, ABOUT_DISTRESS, Contagion, Costs, Impacts, Obligations, Reading, clearing,
        contagion, contagion_at_cost, obligations,
    },
    model::Stop,
};

/// A default: the part of what a company owes that it pays all the same, and of what others have who cannot pay because
/// of it, the part that is left to their creditors; both from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DefaultCase {
    /// What it pays all the same.
    pub recovery: f64,
    /// What is left of what others have who fail.
    pub salvage: f64,
}

impl DefaultCase {
    fn contagion(self, owed: &Obligations, who: Node, stop: &Stop) -> Option<Contagion> {
        let costs = Costs { cash: self.salvage, claims: self.salvage };
        contagion_at_cost(&owed.network, who, self.recovery, costs, stop)
    }

    fn found(self, owed: &Obligations, who: Node, stop: &Stop) -> Result<Contagion, Refusal> {
        let refused = || Refusal::new(format!("no company of this view can pay {} of what it owes", self.recovery));
        self.contagion(owed, who, stop).ok_or_else(refused)
    }
}

/// One company that pays only a part of what it owes: who is hit.
///
/// # Errors
/// If there is no such company or no such part.
pub fn default_of<'r>(scope: &Scope<'r>, who: Node, default: DefaultCase, top: usize) -> Result<Answer<'r>, Refusal> {
    let DefaultCase { recovery, salvage } = default;
    let owed = obligations(&scope.graph, Reading::Stated);
    // What is asked for first; the extremes stand beside it.
    let found = default.found(&owed, who, &scope.stop.share(0.6))?;
    let mut answer = Answer::figures("measure-clearing", scope, &[&ABOUT_CONTAGION, &ABOUT_CLEARING]);
    answer.title(title(scope, &found, recovery, owed.unpriced));
    answer.complete = found.complete;
    if !found.complete {
        let why = why_stopped(&scope.stop);
        answer.says(format!(
            "Not followed to the end ({why}): further on, at most so much and possibly more is lost, and more companies can \
             be hit, and harder."
        ));
    }
    if salvage < 1.0 {
        let part = percent(Some(salvage));
        answer.says(format!("Of what somebody has who cannot pay because of it, {part} is left to its creditors."));
    }
    for (name, end) in [("least", Reading::Low), ("most", Reading::High)] {
        let unpriced = owed.unpriced;
        let owed = obligations(&scope.graph, end);
        let unstated = unpriced > 0 && owed.network.total().is_zero();
        let lost = |amount| if unstated { "none stated".to_owned() } else { about_money(amount, scope.register.base) };
        if let Some(other) = default.contagion(&owed, who, &scope.stop) {
            answer.complete &= other.complete;
            let further = lost(other.induced);
            let further = if other.complete { further } else { format!("{further} or more") };
            answer.says(format!(
                "At the {name} that the contracts allow: {} in the first round, {further} further on{}.",
                lost(other.first_round),
                set_apart(&owed)
            ));
            answer.figure(name, totals(&other, owed.unpriced));
        }
    }
    answer.figure("default", Cell::node(scope, who));
    answer.figure("recovery", Cell::Share(Some(recovery)));
    answer.figure("salvage", Cell::Share(Some(salvage)));
    answer.figure("stated", totals(&found, owed.unpriced));
    hits(&mut answer, scope, &found, top);
    Ok(answer)
}

/// One company that pays this or that part of what it owes: what follows, a row for each.
///
/// # Errors
/// If there is no such company or no such part.
pub fn default_grid<'r>(scope: &Scope<'r>, who: Node, defaults: &[DefaultCase]) -> Result<Answer<'r>, Refusal> {
    let ends = [Reading::Stated, Reading::Low, Reading::High].map(|end| obligations(&scope.graph, end));
    let [owed, ..] = &ends;
    let row = |&default: &DefaultCase| {
        let [stated, least, most] = ends.each_ref().map(|owed| default.found(owed, who, &scope.stop));
        Ok((default, [stated?, least?, most?]))
    };
    let mut found: Vec<(DefaultCase, [Contagion; 3])> = defaults.iter().map(row).collect::<Result<_, Refusal>>()?;
    let owes = found.first().map(|(_, [stated, ..])| stated.owed).unwrap_or_default();
    found.retain(|(_, all)| all.iter().all(|one| one.complete));
    let mut answer = Answer::figures("measure-clearing", scope, &[&ABOUT_CONTAGION, &ABOUT_CLEARING]);
    let name = scope.name(who);
    answer.complete = found.len() == defaults.len();
    if !answer.complete {
        answer.says(cut_short(found.len(), (defaults.len(), "row"), "in their order", &scope.stop));
    }
    answer.title(if owes.is_zero() {
        format!("{name} owes nothing that is stated{}", if owed.unpriced == 0 { ": nobody loses by it" } else { "" })
    } else {
        format!("If {name} pays only a part of the {} it owes", scope.register.base.money(owes))
    });
    answer.says(
        "A shortfall is all that is owed and not paid: by itself, and at the most by others because of it. The last \
         two columns have it if every amount is the least, and if every amount is the most, that the contracts allow.",
    );
    if owed.unpriced > 0 {
        let (count, state) = (counted(owed.unpriced, "obligation"), verb(owed.unpriced, "states", "state"));
        let are = verb(owed.unpriced, "is", "are");
        answer.says(format!("{count} {state} no amount and {are} left out."));
    }
    answer.figure("default", Cell::node(scope, who));
    answer.figure("owed", owes);
    answer.figure("unpriced_obligations", owed.unpriced);
    let list = List::of(&found)
        .column("recovery", ">pays", |(default, _)| Cell::Share(Some(default.recovery)))
        .column("salvage", ">left of who fails", |(default, _)| Cell::Share(Some(default.salvage)))
        .column("first_round", ">first round", |(_, [stated, ..])| Cell::Computed(stated.first_round))
        .column("induced", ">further on, at most", |(_, [stated, ..])| Cell::Computed(stated.induced))
        .column("shortfall", ">shortfall", |(_, [stated, ..])| Cell::Computed(stated.shortfall()))
        .column("defaulters", ">others that cannot pay", |(_, [stated, ..])| stated.defaulters().into())
        .column("rounds", ">in rounds", |(_, [stated, ..])| stated.rounds().into())
        .column("shortfall_low", ">amounts at least", |(_, [_, least, _])| Cell::Computed(least.shortfall()))
        .column("shortfall_high", ">amounts at most", |(_, [.., most])| Cell::Computed(most.shortfall()));
    answer.list("", "grid", &list, usize::MAX);
    Ok(answer)
}

/// `unpriced` obligations state no amount, so that nobody knows what is lost by them.
fn title(scope: &Scope<'_>, found: &Contagion, recovery: f64, unpriced: usize) -> String {
    let name = scope.name(found.who);
    if found.first_round <= 0.0 {
        let nobody = if unpriced == 0 { ": nobody loses by it" } else { "" };
        return format!("{name} owes nothing that is stated{nobody}");
    }
    format!(
        "If {name} pays {} of the {} it owes, its creditors lose {}, and {} more is lost further on",
        if recovery > 0.0 { percent(Some(recovery)) } else { "nothing".to_owned() },
        scope.register.base.money(found.owed),
        about_money(found.first_round, scope.register.base),
        further(scope, found)
    )
}

/// What is lost further on: what was not followed to the end says nothing of how much it is at the most.
fn further(scope: &Scope<'_>, found: &Contagion) -> String {
    let induced = about_money(found.induced, scope.register.base);
    if found.complete { format!("at most {induced}") } else { format!("up to {induced} or more") }
}

/// What is taken at less than it can be, and what is left out.
fn set_apart(owed: &Obligations) -> String {
    let mut apart = String::new();
    if owed.unbounded > 0 {
        let count = counted(owed.unbounded, "obligation");
        let them = verb(owed.unbounded, "it", "them");
        apart += &format!("; {count} without an upper limit taken at what is known of {them}");
    }
    if owed.unpriced > 0 {
        let count = counted(owed.unpriced, "obligation");
        apart += &format!("; {count} left out, of which nothing is known");
    }
    apart
}

fn totals(found: &Contagion, unpriced: usize) -> Record {
    Record::new()
        .with("owed", found.owed)
        .with("first_round", Cell::Computed(found.first_round))
        .with("induced", Cell::Computed(found.induced))
        .with("unpriced_obligations", unpriced)
}

fn hits(answer: &mut Answer<'_>, scope: &Scope<'_>, found: &Contagion, top: usize) {
    let list = List::of(&found.hits)
        .column("company", "who is hit", |hit| Cell::node(scope, hit.vertex))
        .data("round", |hit| hit.round.into())
        .shown(">cannot pay in round", |hit| hit.round.map_or_else(|| "can pay".into(), Cell::from))
        .column("loses", ">loses", |hit| Cell::Computed(hit.lost))
        .column("directly", ">of it directly", |hit| Cell::Computed(hit.direct))
        .column("fails_to_pay", ">fails to pay", |hit| Cell::Computed(hit.short));
    answer.list("Who is hit, if nobody has reserves", "hit", &list, top);
}

/// Each company in turn, paying nothing.
pub fn defaults<'r>(scope: &Scope<'r>, top: usize) -> Answer<'r> {
    let owed = obligations(&scope.graph, Reading::Stated);
    let Each { found: all, owing } = each(&owed, &scope.stop.share(0.8));
    let about = [&ABOUT_CONTAGION, &ABOUT_DISTRESS, &ABOUT_CLEARING];
    let mut answer = Answer::figures("measure-clearing", scope, &about);
    answer.complete = all.len() == owing.len();
    if !answer.complete {
        answer.says(cut_short(all.len(), (owing.len(), "company"), "those that owe most first", &scope.stop));
    }
    answer.title(match owing.first() {
        Some((who, most)) => format!(
            "{} owes the most: {} of the {} owed in all",
            scope.name(*who),
            scope.register.base.money(*most),
            scope.register.base.money(owed.network.total())
        ),
        None => "Nobody owes anything that is stated".to_owned(),
    });
    left_out(&mut answer, scope, &owed);
    answer.figure("owed", owed.network.total());
    answer.figure("unpriced_obligations", owed.unpriced);
    let list = List::of(&all)
        .column("company", "if this one pays nothing", |(found, _)| Cell::node(scope, found.who))
        .column("owes", ">it owes", |(found, _)| found.owed.into())
        .column("creditors", ">creditors hit", |(found, _)| found.creditors().into())
        .column("first_round", ">first round", |(found, _)| Cell::Computed(found.first_round))
        .column("induced", ">further on, at most", |(found, _)| Cell::Computed(found.induced))
        .column("debtrank", ">distress of the rest", |(_, rank)| Cell::Share(Some(*rank)));
    answer.list("", "companies", &list, top);
    answer
}

/// What follows if each pays nothing, for as many as there was time for, and whoever owes how much.
struct Each {
    /// With the distress of the others.
    found: Vec<(Contagion, f64)>,
    owing: Vec<(Node, Decimal)>,
}

/// What follows if each of them pays nothing, with the distress of the others, and whoever owes how much; the largest loss
/// first, so that a stop leaves out the smallest.
fn each(owed: &Obligations, stop: &Stop) -> Each {
    let network = &owed.network;
    let impacts = Impacts::of(network);
    let mut debts = vec![Decimal::ZERO; network.len()];
    for arc in network.arcs() {
        if let Some(debt) = debts.get_mut(arc.payer) {
            *debt = debt.saturating_add(arc.amount);
        }
    }
    let mut owing: Vec<(Node, Decimal)> = debts.into_iter().enumerate().filter(|(_, debt)| !debt.is_zero()).collect();
    owing.sort_by_key(|(who, debt)| (Reverse(*debt), *who));
    let one = |&(who, _): &(Node, Decimal)| {
        let found = contagion(network, who, 0.0, stop).filter(|found| found.complete && !stop.should_stop())?;
        let mut shock = vec![0.0; network.len()];
        *shock.get_mut(who)? = 1.0;
        Some((found, impacts.debtrank(&shock).rank))
    };
    Each { found: owing.iter().map_while(one).collect(), owing }
}

/// What is in no sum, and what is paid only because it goes round.
fn left_out(answer: &mut Answer<'_>, scope: &Scope<'_>, owed: &Obligations) {
    if owed.unpriced > 0 {
        let (count, state) = (counted(owed.unpriced, "obligation"), verb(owed.unpriced, "states", "state"));
        let are = verb(owed.unpriced, "is", "are");
        answer.says(format!("{count} {state} no amount and {are} left out."));
    }
    let Some(cleared) = clearing(&owed.network, &[], Costs::NONE, &scope.stop) else {
        answer.complete = false;
        let why = why_stopped(&scope.stop);
        answer.says(format!("What could be paid only because it goes round was not computed: {why}."));
        return;
    };
    if cleared.gap() > 0.0 {
        let names = Cell::list(cleared.only_round().into_iter().map(|at| Cell::node(scope, at)));
        answer.says(format!(
            "If nobody had any cash, {} could still be paid, but only because it goes round, between {}: if nobody starts \
             to pay, nobody can.",
            about_money(cleared.gap(), scope.register.base),
            names.words(scope.register.base)
        ));
    }
    answer.figure("only_because_it_goes_round", Cell::Computed(cleared.gap()));
}
