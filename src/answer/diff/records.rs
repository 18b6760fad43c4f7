//! What changed, as data.

use super::compared::Compared;
use crate::{
    answer::{Answer, Cell, Record, words::spaced},
    circuits::Circuit,
    flow::Scope,
    measure::{ChangeKind, DealChange, DealState, LoopChange, Total},
    model::Range,
};

pub(super) fn put(answer: &mut Answer<'_>, compared: &Compared<'_, '_>) {
    let [before, after] = &compared.change.totals;
    answer.figure("before", side(compared.before, before));
    answer.figure("after", side(compared.after, after));
    answer.figure("deals", Cell::list(compared.change.deals.iter().map(|change| deal(compared, change))));
    answer.figure("complete", compared.complete());
    answer.figure("count", compared.change.loops.len());
    let loops = || compared.change.loops.iter().take(compared.top);
    answer.rows("loops", loops().map(|change| loop_record(compared, change)).collect::<Vec<_>>());
    answer.spreadsheet(COLUMNS, loops().filter_map(|change| line(compared, change)).collect::<Vec<_>>());
}

/// One side, and what it comes to.
fn side(scope: &Scope<'_>, total: &Total) -> Record {
    let headline = &total.headline;
    let circulation = Record::new()
        .with("stated", headline.stated.goes_round(headline.unpriced))
        .with("low", headline.circulation.low)
        .with("high", Cell::Money(headline.circulation.high))
        .with("firm", headline.firm.circulation);
    Record::new()
        .with("register", &scope.register.title)
        .with("as_of", scope.view.as_of)
        .with("view", scope.view.to_string())
        .with("complete", total.complete)
        .with("loops", total.loops)
        .with("currency", scope.register.base.code())
        .with("paid", headline.stated.paid(headline.unpriced))
        .with("circulation", circulation)
        .with("share", Cell::Share(headline.stated.share()))
        .with("share_firm", Cell::Share(headline.firm.share()))
        .with("unpriced_hops", headline.unpriced)
}

fn deal(compared: &Compared<'_, '_>, change: &DealChange) -> Record {
    let behind = compared.behind(&change.deal);
    let loops = Record::new().with("born", behind.born).with("died", behind.died).with("other", behind.other);
    Record::new()
        .with("deal", &change.deal)
        .with("title", compared.title(&change.deal))
        .with("before", change.before.as_ref().map(state))
        .with("after", change.after.as_ref().map(state))
        .with("superseded_by", Cell::list(&change.successors))
        .with("loops", loops)
}

fn state(state: &DealState) -> Record {
    let arcs = state
        .arcs
        .iter()
        .map(|(payer, payee, value)| Record::new().with("payer", payer).with("payee", payee).with("amount", *value));
    Record::new()
        .with("status", state.status)
        .with("mark", state.mark)
        .with("amount", state.value)
        .with("arcs", Cell::list(arcs))
}

/// One loop that changed.
fn loop_record(compared: &Compared<'_, '_>, change: &LoopChange) -> Record {
    let circuit = change.circuit();
    Record::new()
        .with("id", circuit.map(|circuit| &circuit.id))
        .with("what", Cell::list(names(change)))
        .with("length", circuit.map(Circuit::length))
        .with("before", change.before.as_ref().map(|circuit| standing(compared.before, circuit)))
        .with("after", change.after.as_ref().map(|circuit| standing(compared.after, circuit)))
        .with("because_of", Cell::list(&change.deals))
}

fn standing(scope: &Scope<'_>, circuit: &Circuit) -> Record {
    let formed_on = circuit.formed_on(scope);
    Record::new()
        .with("class", circuit.class.name())
        .with("bottleneck", circuit.bottleneck)
        .with("status", circuit.status)
        .with("contingent", circuit.contingent)
        .with("formed_on", formed_on)
        .with("closed_on", formed_on)
}

fn names(change: &LoopChange) -> Vec<&'static str> {
    change.kinds.iter().copied().map(ChangeKind::name).collect()
}

/// What a spreadsheet has of a loop that changed.
const COLUMNS: [&str; 14] = [
    "id",
    "what",
    "length",
    "stated_before",
    "low_before",
    "high_before",
    "status_before",
    "stated_after",
    "low_after",
    "high_after",
    "status_after",
    "closed_on",
    "closed_on_precision",
    "because_of",
];

/// The same of one loop.
fn line(compared: &Compared<'_, '_>, change: &LoopChange) -> Option<Vec<Cell>> {
    let circuit = change.circuit()?;
    let mut cells = vec![(&circuit.id).into(), spaced(names(change)).into(), circuit.length().into()];
    cells.extend([&change.before, &change.after].into_iter().flat_map(|circuit| side_cells(circuit.as_ref())));
    let formed = Cell::from(circuit.formed_on(compared.side(change)));
    cells.extend([formed.clone(), formed.precision()]);
    cells.push(spaced(&change.deals).into());
    Some(cells)
}

/// Stated, low, high, status; empty where there is none.
fn side_cells(circuit: Option<&Circuit>) -> [Cell; 4] {
    let Some(circuit) = circuit else { return [const { Cell::Nothing }; 4] };
    let Range { stated, low, high } = circuit.bottleneck;
    [Cell::Money(stated), low.into(), Cell::Money(high), circuit.status.into()]
}
