//! `measure companies`: what each passes on, and how much of what it pays can come back to it.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::{
    answer::{
        Answer, Cell, List, Record,
        words::{counted, some_of, verb},
    },
    flow::{Hop, Node, Scope},
    measure::{
        self, ABOUT_PRO_RATA, ABOUT_RECIRCULATED, ABOUT_RETURN, ABOUT_SHARE, Company, Network, ProRata, Quantity,
        Reading, Recirculated, circulation, forwarding, pro_rata,
    },
};

/// A company by all three ways of counting.
struct Row {
    own: Company,
    balanced: Option<Recirculated>,
    /// What comes back to it pro rata.
    back: Option<f64>,
}

/// Every company of a view.
pub fn companies<'r>(scope: &Scope<'r>, top: usize) -> Answer<'r> {
    let network = Network::of(&scope.graph, Reading::Stated);
    let returns = pro_rata(&network, &scope.stop);
    let all = rows(&network, returns.as_ref().ok());
    let about = [&ABOUT_SHARE, &ABOUT_RECIRCULATED, &ABOUT_RETURN, &ABOUT_PRO_RATA];
    let mut answer = Answer::figures("measure-companies", scope, &about);
    answer.title(title(scope, &all));
    let unpriced = Network::unpriced(&scope.graph);
    if unpriced > 0 {
        let state = verb(unpriced, "states no amount and is", "state no amount and are");
        answer.says(format!("{} {state} in no sum.", counted(unpriced, "hop")));
    }
    match &returns {
        Ok(found) => answer.figure("cycling_index", Cell::quantity(found.cycling_index.as_ref())),
        Err(error) => answer.says(format!("No pro rata returns: {error}.")),
    }
    answer.figure("unpriced_hops", unpriced);
    list(&mut answer, scope, &all, top);
    answer
}

fn rows(network: &Network, returns: Option<&ProRata>) -> Vec<Row> {
    let mut all = measure::companies(&circulation(network));
    all.sort_by_key(|one| (Reverse(one.through.high), Reverse(one.returnable), Reverse(one.paid), one.vertex));
    let balanced = forwarding(network).companies();
    let row = |own: Company| Row {
        balanced: balanced.get(own.vertex).cloned(),
        back: returns.and_then(|found| found.companies.get(own.vertex)).map(|one| one.returns.value()),
        own,
    };
    all.into_iter().map(row).collect()
}

fn title(scope: &Scope<'_>, all: &[Row]) -> String {
    let round = all.iter().filter(|one| !one.own.through.high.is_zero()).count();
    match all.first().filter(|first| !first.own.through.high.is_zero()) {
        Some(Row { own: first, .. }) => format!(
            "{}; the most passes through {}: {}",
            some_of(round, all.len(), "company", ("can pass money round", "can pass money round")),
            scope.name(first.vertex),
            scope.register.base.between(first.through.low, first.through.high)
        ),
        None => "No stated money can be going round".to_owned(),
    }
}

fn list(answer: &mut Answer<'_>, scope: &Scope<'_>, all: &[Row], top: usize) {
    // What nobody stated is not nothing.
    let stated = |amount: Decimal, end: fn(&Hop) -> Node, node: Node| {
        let unknown = || scope.graph.hops().iter().any(|hop| end(hop) == node);
        Cell::Money(Some(amount).filter(|amount| !amount.is_zero() || !unknown()))
    };
    let list = List::of(all)
        .column("company", "company", |one| Cell::node(scope, one.own.vertex))
        .data("pays", |one| stated(one.own.paid, |hop| hop.payer, one.own.vertex))
        .shown(">pays", |one| one.own.paid.into())
        .data("is_paid", |one| stated(one.own.earned, |hop| hop.payee, one.own.vertex))
        .shown(">is paid", |one| one.own.earned.into())
        .column("through", ">passes on", |one| one.own.through.into())
        .column("share_out", ">of what it pays", |one| Cell::Shares(one.own.share_out()))
        .shown(">balanced", |one| balanced(one, |value| value.share_out.as_ref()))
        .column("share_in", ">of what it is paid", |one| Cell::Shares(one.own.share_in()))
        .shown(">balanced", |one| balanced(one, |value| value.share_in.as_ref()))
        .data("balanced", |one| {
            Record::new()
                .with("circular", balanced(one, |value| Some(&value.circular)))
                .with("share_out", balanced(one, |value| value.share_out.as_ref()))
                .with("share_in", balanced(one, |value| value.share_in.as_ref()))
                .into()
        })
        .data("can_come_back", |one| one.own.returnable.into())
        .column("return_bound", ">returns at most", |one| Cell::Share(one.own.return_bound()))
        .column("pro_rata_return", ">pro rata", |one| Cell::Share(one.back))
        .shown_if(|one| !one.own.through.high.is_zero() || !one.own.returnable.is_zero());
    answer.list("", "companies", &list, top);
}

/// A figure of balanced forwarding, where there is one.
fn balanced(one: &Row, pick: fn(&Recirculated) -> Option<&Quantity>) -> Cell {
    Cell::quantity(one.balanced.as_ref().and_then(pick))
}
