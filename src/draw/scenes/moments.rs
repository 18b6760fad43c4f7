//! How much could go round over time: the curve below a timeline.

use rust_decimal::prelude::ToPrimitive;

use super::{Subject, timeline::came};
use crate::{
    draw::charts::Moment,
    flow::{Level, View},
    measure::{self, Every, series},
    model::Stop,
};

/// How much could go round at the end of each month, from the year of the first deal on, at the status of the view; of no
/// month, if there is no time for all.
pub fn moments(subject: &Subject<'_>, stop: &Stop) -> Vec<Moment> {
    let view = View { level: Level::Company, ..subject.scope.view.clone() };
    let first = subject.scope.graph.arcs().iter().map(|arc| came(subject, arc)).min().unwrap_or(view.as_of);
    let days = Every::Month.ends(first.first_of_year(), view.as_of);
    let dollars = |amount: rust_decimal::Decimal| amount.to_f64().unwrap_or_default();
    let rung = |moment: &measure::Moment| {
        let rung = moment.rungs.iter().find(|rung| rung.status == view.status)?;
        Some(Moment { on: moment.on, total: dollars(rung.figure.total), circulating: dollars(rung.figure.circulation) })
    };
    let moments = series(subject.scope.register, &view, &days, stop);
    if moments.len() < days.len() { Vec::new() } else { moments.iter().filter_map(rung).collect() }
}
