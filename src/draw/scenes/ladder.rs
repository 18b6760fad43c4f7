//! How much can go round as softer deals are let in.

use rust_decimal::prelude::ToPrimitive;

use super::Subject;
use crate::{
    circuits::{Class, Limits},
    draw::{
        charts::{Bar, Frame, Ladder},
        text::count,
    },
    flow::{Level, View},
    measure::{self, Rung, SearchBudget},
    model::{Currency, Status, Stop},
};

/// The ladder of a view of companies: clouds and chips apart from their owners would break loops.
pub fn ladder_within(subject: &Subject<'_>, class: Option<Class>, stop: &Stop) -> Ladder {
    let view = View { level: Level::Company, ..subject.scope.view.clone() };
    let limits = Limits { class, ..Limits::default() };
    let rungs = measure::ladder(subject.scope.register, &view, &limits, &SearchBudget::default(), stop);
    ladder(subject, &rungs)
}

/// The picture of a ladder of the subject's view.
pub fn ladder(subject: &Subject<'_>, rungs: &[Rung]) -> Ladder {
    let unpriced = rungs.last().map_or(0, |rung| rung.unpriced);
    let mut notes = vec![format!(
        "As of {}. What can go round: the largest circulation within the stated amounts. A softer deal may never be done.",
        subject.scope.view.as_of
    )];
    if unpriced > 0 {
        let state = if unpriced == 1 { "payment states" } else { "payments state" };
        notes.push(format!("{unpriced} {state} no amount: they make loops and are in no sum."));
    }
    let frame = Frame {
        title: title(rungs),
        subtitle: vec![
            "Money that deals state, and how much of it can be going round, as softer deals are let in.".to_owned(),
        ],
        notes,
        sources: Vec::new(),
    };
    Ladder { frame, rungs: rungs.iter().map(|rung| bar(rung, subject.scope.register.base)).collect() }
}

fn title(rungs: &[Rung]) -> String {
    let words = |share: f64| if share > 0.0 { percent(share) } else { "none".to_owned() };
    let share = |rung: Option<&Rung>| rung.and_then(|rung| rung.figure.share()).map(words);
    match (share(rungs.first()), share(rungs.last())) {
        (_, Some(soft)) if soft == "none" => "None of the money can go round".to_owned(),
        (Some(firm), Some(soft)) if firm == soft => format!("{soft} of the money can go round, however firm the deals"),
        (Some(firm), Some(soft)) => format!("{soft} of the money can go round; of closed deals, {firm}"),
        (None, Some(soft)) => format!("{soft} of the money can go round, and no closed deal states any"),
        _ => "No deal states any money".to_owned(),
    }
}

/// A whole number of hundredths: a picture is no table. Only nothing is 0%, and only all of it is 100%.
fn percent(share: f64) -> String {
    match share * 100.0 {
        some if some > 0.0 && some < 0.5 => "under 1%".to_owned(),
        most if (99.5..100.0).contains(&most) => "over 99%".to_owned(),
        hundredths => format!("{hundredths:.0}%"),
    }
}

fn bar(rung: &Rung, base: Currency) -> Bar {
    let name = match rung.status {
        Status::Closed => "Closed".to_owned(),
        Status::Rumoured => "Rumoured or firmer".to_owned(),
        status => format!("{} or firmer", super::words::capital(status.words())),
    };
    let least = if rung.loops_complete { "" } else { "at least " };
    let figure = rung.figure;
    Bar {
        name,
        counts: format!("{}, {least}{}", count(rung.deals, "deal"), count(rung.loops, "loop")),
        total: figure.total.to_f64().unwrap_or_default(),
        circulating: figure.circulation.to_f64().unwrap_or_default(),
        words: format!("{} of {}", base.money(figure.circulation), base.money(figure.total)),
        share: figure.share().map_or_else(|| "–".to_owned(), percent),
    }
}
