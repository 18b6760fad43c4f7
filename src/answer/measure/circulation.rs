//! `measure circulation`: the headline, and how much of each hop is in it.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::{
    extremes::{assumptions, extremes, readings},
    through,
};
use crate::{
    answer::{
        Answer, Cell, List, Record,
        words::{as_stated, counted, percent, percents, verb},
    },
    flow::Scope,
    measure::{
        self, ABOUT_CIRCULATION, ABOUT_HEADLINE, ABOUT_INTERVAL, ABOUT_RECIPROCITY, ABOUT_THROUGH, CirculationRange,
        Figure, Headline, Intervals, Network, Payment, Reading, Span, headline, reciprocity,
    },
    model::Currency,
};

/// How much of a view's money can be going round.
pub fn circulation<'r>(scope: &Scope<'r>, top: usize) -> Answer<'r> {
    let found = headline(scope.register, &scope.view, &scope.stop);
    let intervals = Intervals::of(&scope.graph);
    let network = Network::of(&scope.graph, Reading::Stated);
    let alone = through::loops_through(scope, &network);
    let mut about = vec![&ABOUT_CIRCULATION, &ABOUT_HEADLINE, &ABOUT_INTERVAL, &ABOUT_RECIPROCITY];
    about.extend(alone.map(|_| &ABOUT_THROUGH));
    let mut answer = Answer::figures("measure-circulation", scope, &about);
    let whole = title(&found, scope.register.base);
    answer.title(alone.as_ref().map_or(whole.clone(), |alone| through::title(scope, alone)));
    if alone.is_some() {
        answer.says(format!("Other loops over the same hops included: {whole}."));
    }
    for sentence in sentences(&found, scope.register.base) {
        answer.says(sentence);
    }
    let back = reciprocity(&network);
    if !back.circulation.is_zero() {
        let share = percent(back.share());
        answer.says(format!("{share} of what is paid is matched directly by a payment the other way."));
    }
    answer.table("", readings(&found, scope.register.base));
    answer.table("What the extremes assume", assumptions(scope, &found, &intervals, top));
    answer.figure("reciprocity", Cell::Share(back.share()));
    through::figure(&mut answer, alone.as_ref());
    answer.figure("stated", figure(&found.stated));
    answer.figure("firm", figure(&found.firm));
    let (low, high) = (found.circulation.low, Cell::Money(found.circulation.high));
    let reached = found.circulation.low_is_reached;
    answer.figure("circulation", Record::new().with("low", low).with("low_is_reached", reached).with("high", high));
    answer.figure("paid", found.paid);
    answer.figure("open", extremes(scope, &intervals, &found.open));
    answer.figure("held", extremes(scope, &intervals, &found.held));
    answer.figure("unpriced_hops", found.unpriced);
    answer.figure("unbounded_hops", found.unbounded);
    hops(&mut answer, scope, &network, top);
    answer
}

fn title(found: &Headline, base: Currency) -> String {
    let Figure { circulation, total } = found.stated;
    let all = found.paid.stated.unwrap_or_default();
    if all.is_zero() && found.unpriced == 0 {
        return "No deal counts in this view: nothing can be measured".to_owned();
    }
    if all.is_zero() {
        return "No deal states an amount: nothing can be measured".to_owned();
    }
    if circulation.is_zero() && found.circulation.high == Some(Decimal::ZERO) {
        return format!("Nothing of the {} stated can be going round", base.money(all));
    }
    if circulation.is_zero() {
        return format!("{} can be going round; no loop states an amount on every hop", round(found, base));
    }
    let share = percent(found.stated.share());
    format!("At most {} of the {} stated can be going round: {share}", base.money(circulation), base.money(total))
}

/// What the four readings say, and what they leave open.
fn sentences(found: &Headline, base: Currency) -> Vec<String> {
    let mut says = Vec::new();
    if !found.firm.total.is_zero() {
        says.push(format!(
            "Firm only (signed or closed, unconditional): {} of {}, {}.",
            as_stated(found.firm.circulation, found.unpriced, base),
            base.money(found.firm.total),
            percent(found.firm.share())
        ));
    }
    let jointly = found.paid.stated.map(|paid| paid.saturating_sub(found.stated.total));
    if let Some(jointly) = jointly.filter(|jointly| *jointly > Decimal::ZERO) {
        says.push(format!(
            "Another {} is stated of several hops together, each of whose shares is open: it is in no sum as stated, and \
             in all that is said of ranges.",
            base.money(jointly)
        ));
    }
    if let Some(held) = found.held.shares() {
        let unless =
            if found.unbounded > 0 { ", if hops without an upper limit pay only what is known of them" } else { "" };
        says.push(match percents(Some(held)) {
            one if percent(Some(held.0)) == one => format!("Whatever the amounts are, the share is {one}{unless}."),
            ends => format!("Amounts given as ranges leave the share anywhere within {ends}{unless}."),
        });
    }
    if found.unpriced > 0 {
        let (state, them) = (verb(found.unpriced, "states", "state"), verb(found.unpriced, "it", "them"));
        let hops = counted(found.unpriced, "hop");
        let open = found.open.shares().filter(|_| found.unbounded > 0);
        says.push(match open {
            Some(open) => format!(
                "{hops} {state} no amount: with {them} the sums can be anything, and the share anywhere within {}.",
                percents(Some(open))
            ),
            None => format!("{hops} {state} no amount, only a limit."),
        });
    }
    says
}

/// What can go round whatever the amounts are: `$20bn`, `$10bn to $20bn`.
fn round(found: &Headline, base: Currency) -> String {
    let CirculationRange { low, high, .. } = found.circulation;
    match high {
        Some(high) if low.is_zero() => format!("At most {}", base.money(high)),
        Some(high) => base.between(low, high),
        None if low.is_zero() => "Any amount".to_owned(),
        None => format!("At least {}", base.money(low)),
    }
}

/// Every hop that states an amount, and how much of it is in a maximum circulation.
fn hops(answer: &mut Answer<'_>, scope: &Scope<'_>, network: &Network, top: usize) {
    let most = measure::circulation(network);
    let mut rows: Vec<(&Payment, Span)> = network.arcs().iter().zip(most.arcs()).collect();
    rows.sort_by_key(|(arc, span)| (Reverse(span.high), Reverse(span.low), arc.payer, arc.payee));
    let list = List::of(&rows)
        .data("payer", |(arc, _)| Cell::node(scope, arc.payer))
        .data("payee", |(arc, _)| Cell::node(scope, arc.payee))
        .shown("hop", |(arc, _)| scope.hop(arc.payer, arc.payee).into())
        .column("stated", ">states", |(arc, _)| arc.amount.into())
        .column("circular", ">of it going round", |(_, span)| (*span).into())
        .shown(">share", |(arc, span)| Cell::Shares(span.over(arc.amount)))
        .shown_if(|(_, span)| !span.high.is_zero());
    let heading = "Hops in the maximum circulation: from the least to the most over all ways to reach it";
    answer.list(heading, "hops", &list, top);
}

fn figure(figure: &Figure) -> Record {
    let paid = Record::new().with("paid", figure.total).with("circulation", figure.circulation);
    paid.with("share", Cell::Share(figure.share()))
}
