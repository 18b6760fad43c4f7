//! What changed, for programs.

use serde_json::{Value, json};

use super::Compared;
use crate::{
    circuits::Circuit,
    cli::{
        measure::{maybe, number, ratio},
        outcome::Failure,
        output,
        table::Table,
        view,
    },
    measure::{ChangeKind, DealState, LoopChange, Total},
    model::{DealId, Range},
};

/// One JSON document: both sides, the deals, the loops.
pub(super) fn json(compared: &Compared<'_>) -> Result<String, Failure> {
    let [before, after] = compared.sides;
    let [total_before, total_after] = &compared.change.totals;
    let side = |read: &super::Read, total: &Total| {
        json!({
            "register": read.register.title, "as_of": read.view.as_of.to_string(), "view": view::words(&read.view),
            "complete": total.complete, "loops": total.loops, "paid": number(total.headline.stated.total),
            "circulation": {
                "stated": number(total.headline.stated.circulation), "low": number(total.headline.circulation.low),
                "high": maybe(total.headline.circulation.high), "firm": number(total.headline.firm.circulation),
            },
            "share": ratio(total.headline.stated.share()), "share_firm": ratio(total.headline.firm.share()),
            "unpriced_hops": total.headline.unpriced,
        })
    };
    let behind = compared.behind();
    let deals: Vec<Value> = compared
        .change
        .deals
        .iter()
        .map(|change| {
            let [born, died, other] = behind.get(&change.deal).copied().unwrap_or_default();
            json!({
                "deal": change.deal, "title": compared.title(&change.deal), "before": state(change.before.as_ref()),
                "after": state(change.after.as_ref()), "superseded_by": change.successors,
                "loops": {"born": born, "died": died, "other": other},
            })
        })
        .collect();
    let head = json!({
        "schema": "roundtrip/diff/1", "before": side(before, total_before), "after": side(after, total_after),
        "deals": deals, "complete": compared.complete(), "count": compared.change.loops.len(),
    });
    output::json_list(&head, "loops", loops(compared))
}

fn state(state: Option<&DealState>) -> Value {
    let Some(state) = state else { return Value::Null };
    let arcs = state.arcs.iter().map(|(payer, payee, value)| json!({"payer": payer, "payee": payee, "amount": value}));
    json!({
        "status": state.status.name(), "mark": state.mark.map(crate::model::Mark::name), "amount": state.value,
        "arcs": arcs.collect::<Vec<_>>(),
    })
}

/// One value a loop that changed.
pub(super) fn loops(compared: &Compared<'_>) -> impl Iterator<Item = Value> {
    let one = |circuit: Option<&Circuit>| {
        circuit.map(|circuit| {
            json!({
                "class": circuit.class, "bottleneck": circuit.bottleneck, "status": circuit.status.name(),
                "closed_on": circuit.closed_on.to_string(),
            })
        })
    };
    compared.change.loops.iter().take(compared.top).map(move |change| {
        let circuit = change.circuit();
        json!({
            "id": circuit.map(|circuit| &circuit.id), "what": names(change),
            "length": circuit.map(Circuit::length), "before": one(change.before.as_ref()),
            "after": one(change.after.as_ref()), "because_of": change.deals,
        })
    })
}

fn names(change: &LoopChange) -> Vec<&'static str> {
    change.kinds.iter().copied().map(ChangeKind::name).collect()
}

/// For a spreadsheet: one row a loop that changed.
pub(super) fn csv(compared: &Compared<'_>) -> Table {
    let mut table = Table::new(&[
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
        "because_of",
    ]);
    for change in compared.change.loops.iter().take(compared.top) {
        let Some(circuit) = change.circuit() else { continue };
        let mut cells = vec![circuit.id.clone(), names(change).join(" "), circuit.length().to_string()];
        cells.extend([&change.before, &change.after].into_iter().flat_map(|circuit| side(circuit.as_ref())));
        cells.push(circuit.closed_on.to_string());
        cells.push(change.deals.iter().map(DealId::as_str).collect::<Vec<_>>().join(" "));
        table.row(cells);
    }
    table
}

/// Stated, low, high, status; empty where there is none.
fn side(circuit: Option<&Circuit>) -> [String; 4] {
    let Some(circuit) = circuit else { return Default::default() };
    let Range { stated, low, high } = circuit.bottleneck;
    let cell = |value: Option<rust_decimal::Decimal>| value.map_or_else(String::new, |v| v.normalize().to_string());
    [cell(stated), cell(Some(low)), cell(high), circuit.status.to_string()]
}
