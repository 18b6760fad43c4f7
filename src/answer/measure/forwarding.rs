//! `measure loops`: how much goes round each loop, with nothing counted twice.

use crate::{
    answer::{
        Answer, Cell, List, Refusal,
        words::{about_money, at_least, counted, percent, plural, thousands, verb, why_incomplete},
    },
    circuits::{Circuit, Circuits, Limits, find},
    flow::Scope,
    measure::{
        ABOUT_COEFFICIENTS, ABOUT_FORWARDING, ABOUT_LOOP, About, Coefficients, Forwarding, Network, OneLoop, Quantity,
        Reading, coefficients, one_loop,
    },
    model::Currency,
};

const ABOUT: [&About; 3] = [&ABOUT_COEFFICIENTS, &ABOUT_FORWARDING, &ABOUT_LOOP];

/// What goes round each of the loops within the limits. The amounts of loops add up only over all of them: if these are
/// not known, neither is any amount, and the answer is not complete.
///
/// # Errors
/// If the loops share so much that their amounts cannot be told apart.
pub fn forwarding<'r>(scope: &Scope<'r>, limits: &Limits, top: usize) -> Result<Answer<'r>, Refusal> {
    let all = find(&scope.graph, scope.register, limits, &scope.stop);
    if !all.complete {
        return Ok(unknown(scope, &all));
    }
    let network = Network::of(&scope.graph, Reading::Stated);
    let split = crate::measure::forwarding(&network);
    let is_priced =
        |circuit: &&Circuit| circuit.steps.iter().all(|step| step.value.stated.is_some_and(|s| !s.is_zero()));
    let priced: Vec<&Circuit> = all.list.iter().filter(is_priced).collect();
    let vertices: Vec<Vec<usize>> = priced.iter().map(|circuit| circuit.nodes.clone()).collect();
    let found = coefficients(&split, &vertices).map_err(|error| {
        Refusal::help(error.to_string(), "look at a smaller part with --through, --status or --min-amount")
    })?;
    let mut answer = Answer::figures("measure-loops", scope, &ABOUT);
    answer.title(if priced.is_empty() {
        "No loop of stated amounts".to_owned()
    } else {
        let (total, loops) = (about_money(found.total.value(), scope.register.base), counted(priced.len(), "loop"));
        format!("{total} goes round {loops} by balanced forwarding, nothing counted twice")
    });
    totals(&mut answer, &split, &found, all.list.len() - priced.len(), scope.register.base);
    list(&mut answer, &rows(scope, &priced, &found), top, scope.register.base);
    Ok(answer)
}

/// Of a part of the loops there is no amount to be told.
fn unknown<'r>(scope: &Scope<'r>, found: &Circuits) -> Answer<'r> {
    let mut answer = Answer::figures("measure-loops", scope, &ABOUT);
    let loops = format!("{} {}", at_least(false, found.list.len()), plural(found.list.len(), "loop"));
    let why = why_incomplete(found, &scope.stop);
    answer.title(format!("Not known: how much goes round each of {loops} ({why})"));
    answer.says("What goes round one loop follows from all of them. --through, --status or --min-amount leave fewer.");
    answer.figure("complete", false);
    answer.figure("total", Cell::Nothing);
    answer.rows("loops", []);
    answer.complete = false;
    answer
}

fn totals(answer: &mut Answer<'_>, split: &Forwarding<'_>, found: &Coefficients, unpriced: usize, base: Currency) {
    let (circular, circular_share) = (split.total(), split.share());
    if let Some(share) = &found.throughput_share {
        answer.says(format!(
            "That is {} of all the money that comes in or goes round. Counted on every hop it is {} of the {} paid, {}.",
            percent(Some(share.value())),
            about_money(circular.value(), base),
            base.money(split.network().total()),
            percent(circular_share.as_ref().map(Quantity::value))
        ));
    }
    if let Some(effective) = found.effective {
        answer.says(format!("It is as concentrated as {effective:.1} loops of equal size."));
    }
    if unpriced > 0 {
        answer.says(format!(
            "{} more {} {} a hop that states no amount, and {} in no sum.",
            thousands(unpriced),
            plural(unpriced, "loop"),
            verb(unpriced, "has", "have"),
            verb(unpriced, "is", "are")
        ));
    }
    answer.figure("complete", true);
    answer.figure("total", Cell::quantity(Some(&found.total)));
    answer.figure("throughput_share", Cell::quantity(found.throughput_share.as_ref()));
    answer.figure("effective_loops", Cell::Number(found.effective));
    answer.figure("circular", Cell::quantity(Some(&circular)));
    answer.figure("circular_share", Cell::quantity(circular_share.as_ref()));
    answer.figure("exact", split.is_exact());
    answer.figure("imbalance", Cell::Number(Some(split.imbalance())));
    answer.figure("unpriced_loops", unpriced);
}

/// A loop and its figures.
struct Row<'a> {
    circuit: &'a Circuit,
    amount: &'a Quantity,
    share: Option<Quantity>,
    figures: OneLoop,
}

/// The loops round which most goes first.
fn rows<'a>(scope: &Scope<'_>, priced: &[&'a Circuit], found: &'a Coefficients) -> Vec<Row<'a>> {
    let row = |(circuit, amount): (&&'a Circuit, &'a Quantity)| Row {
        circuit,
        amount,
        share: amount.over(&found.total),
        figures: one_loop(&scope.graph, circuit),
    };
    let mut rows: Vec<Row<'_>> = priced.iter().zip(&found.of).map(row).collect();
    rows.sort_by(|a, b| {
        let more = b.amount.value().total_cmp(&a.amount.value());
        more.then_with(|| a.circuit.id.cmp(&b.circuit.id))
    });
    rows
}

fn list(answer: &mut Answer<'_>, rows: &[Row<'_>], top: usize, base: Currency) {
    let list = List::of(rows)
        .column("id", "loop", |row| (&row.circuit.id).into())
        .column("length", ">hops", |row| row.circuit.length().into())
        .data("amount", |row| Cell::quantity(Some(row.amount)))
        .shown(">goes round it", |row| about_money(row.amount.value(), base).into())
        .data("exact", |row| row.amount.exact().map(ToString::to_string).into())
        .column("share", ">of all", |row| Cell::quantity(row.share.as_ref()))
        .data("bottleneck_overlaps", |row| Cell::Money(row.circuit.bottleneck.stated))
        .shown(">bottleneck (overlaps)", |row| row.circuit.bottleneck.into())
        .column("evenness", ">evenness", |row| Cell::Number(row.figures.evenness))
        .data("deal_loops", |row| row.figures.deal_loops.to_string().into());
    answer.list("", "loops", &list, top);
}
