//! `--where` and `--fail-if`: which loops are listed, and which are an alarm.

use std::io::Write as _;

use super::{
    loops::{Found, least, plural},
    outcome::{End, Failure},
    terminal::Terminal,
    view,
};
use crate::{
    circuits::{Circuit, Circuits, Condition, InvalidCondition, Limits},
    flow::{FlowGraph, View},
    model::Register,
};

/// How many loops an alarm names.
const NAMED: usize = 20;

/// A condition of the command line.
pub(super) fn condition(flag: &'static str, text: &str, register: &Register) -> Result<Condition, Failure> {
    Condition::parse(text, register).map_err(|InvalidCondition { text, errors }| Failure::Phrase { flag, text, errors })
}

/// Keeps the loops that meet a condition. How many may meet it, for all that is known, is said: they are not listed.
pub(super) fn keep(
    text: &str,
    register: &Register,
    (looked, graph, limits): (&View, &FlowGraph, &Limits),
    circuits: &mut Circuits,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let condition = condition("--where", text, register)?;
    let earlier = condition.earlier(register, looked, limits, (graph, &circuits.list));
    let mut unknown = 0;
    circuits.list.retain(|circuit| {
        let met = condition.met_by(circuit, graph, &earlier);
        unknown += usize::from(met.is_none());
        met == Some(true)
    });
    if unknown > 0 {
        writeln!(terminal.err, "note: {} more {}", least(circuits.complete, unknown), perhaps(unknown))?;
    }
    Ok(())
}

/// Says which loops meet the condition; the run has then failed.
pub(super) fn gate(text: &str, found: &Found<'_>, limits: &Limits, terminal: &mut Terminal) -> Result<End, Failure> {
    let condition = condition("--fail-if", text, found.register)?;
    let earlier = condition.earlier(found.register, found.view, limits, (found.graph, &found.circuits.list));
    let met = |circuit: &Circuit| condition.met_by(circuit, found.graph, &earlier);
    let list = &found.circuits.list;
    let alarms: Vec<&Circuit> = list.iter().filter(|circuit| met(circuit) == Some(true)).collect();
    let unknown = list.iter().filter(|circuit| met(circuit).is_none()).count();
    let (count, loops, complete) = (alarms.len(), plural(alarms.len(), "loop"), found.circuits.complete);
    let out = &mut terminal.err;
    if alarms.is_empty() {
        writeln!(out, "gate: no loop is known to meet `{text}`")?;
    } else {
        let meet = if count == 1 { "meets" } else { "meet" };
        writeln!(out, "gate: {} {loops} {meet} `{text}`:", least(complete, count))?;
    }
    for circuit in alarms.iter().take(NAMED) {
        let (amount, status, closed) = (circuit.bottleneck.words(), circuit.status.words(), circuit.closed_on);
        writeln!(out, "  {} ({amount}, {status}, closed on {closed})", circuit.id)?;
    }
    if count > NAMED {
        writeln!(out, "  and {} more", least(complete, count - NAMED))?;
    }
    if unknown > 0 {
        writeln!(out, "gate: {} {}", least(complete, unknown), perhaps(unknown))?;
    }
    Ok(if count > 0 { End::Gate } else { view::end(found.circuits) })
}

fn perhaps(count: usize) -> String {
    format!(
        "{} may meet it: what it asks for is not known of {}",
        plural(count, "loop"),
        if count == 1 { "it" } else { "them" }
    )
}
