//! `measure firmness`: what binds, and what is announced, talked about, capped or undisclosed.

use std::cmp::Reverse;

use super::deals::arc_record;
use crate::{
    answer::{
        Answer, Cell, Record, Table,
        words::{percent, plural, standing, stated, status, thousands, verb},
    },
    flow::{Arc, Node, Scope},
    measure::{ABOUT_FIRMNESS, Firmness, Shape, Standing, Sum, binds, shapes},
    model::Currency,
};

/// Of all deals and company by company, or of one company with its deals.
pub fn firmness<'r>(scope: &Scope<'r>, company: Option<Node>, top: usize) -> Answer<'r> {
    let mut answer = Answer::figures("measure-firmness", scope, &[&ABOUT_FIRMNESS]);
    match company {
        None => everybody(&mut answer, scope, top),
        Some(company) => alone(&mut answer, scope, company),
    }
    answer.says(
        "Floors and ranges count with the figure that is stated; ceilings with the ceiling, of which no part need be owed.",
    );
    answer
}

/// What a company is to pay.
fn paid_by(scope: &Scope<'_>, company: Node) -> Firmness {
    crate::measure::firmness(&scope.graph, |arc| arc.payer == company)
}

/// What a company is to be paid.
fn paid_to(scope: &Scope<'_>, company: Node) -> Firmness {
    crate::measure::firmness(&scope.graph, |arc| arc.payee == company)
}

/// All deals, and a line for each company.
fn everybody(answer: &mut Answer<'_>, scope: &Scope<'_>, top: usize) {
    let all = crate::measure::firmness(&scope.graph, |_| true);
    answer.title(if all.all.value.stated.is_some() {
        format!("Of all {}", summary(&all, scope.register.base))
    } else {
        "No amount is stated".to_owned()
    });
    answer.table("", by_status(&all, scope.register.base));
    binding_floors(answer, &all, "is to be paid", scope.register.base);
    answer.figure("of_all", total(&all));
    let mut companies: Vec<(Node, Firmness)> =
        (0..scope.graph.nodes().len()).map(|company| (company, paid_by(scope, company))).collect();
    companies.sort_by_key(|(company, pays)| (Reverse(pays.all.value.stated), *company));
    let mut table = Table::new(&[
        "company",
        ">is to pay",
        ">of it firm",
        ">firm share",
        ">is to be paid",
        ">of it firm",
        ">firm share",
    ]);
    let mut rows = records("all", &all);
    for (company, pays) in &companies {
        let paid = paid_to(scope, *company);
        let id = scope.graph.id(*company);
        rows.extend(records(&format!("{id} pays"), pays));
        rows.extend(records(&format!("{id} is paid"), &paid));
        table.listed(top, || {
            let cells = [pays, &paid].map(|own| {
                [stated(&own.all, scope.register.base), stated(&own.firm, scope.register.base), percent(own.share())]
            });
            std::iter::once(scope.name(*company).to_owned()).chain(cells.into_iter().flatten())
        });
    }
    answer.table("Company by company, stated amounts", table);
    answer.rows("rungs", rows);
}

/// One company, both ways, with its deals.
fn alone(answer: &mut Answer<'_>, scope: &Scope<'_>, company: Node) {
    let name = scope.name(company);
    let (pays, paid) = (paid_by(scope, company), paid_to(scope, company));
    answer.title(format!(
        "{name} is to pay: of {}; it is to be paid: of {}",
        summary(&pays, scope.register.base),
        summary(&paid, scope.register.base)
    ));
    answer.table(format!("{name} is to pay"), by_status(&pays, scope.register.base));
    answer.table(format!("{name} is to be paid"), by_status(&paid, scope.register.base));
    binding_floors(answer, &pays, &format!("{name} is to pay"), scope.register.base);
    binding_floors(answer, &paid, &format!("{name} is to be paid"), scope.register.base);
    answer.figure("of_pays", total(&pays));
    answer.figure("of_is_paid", total(&paid));
    answer.rows("rungs", [records("pays", &pays), records("is paid", &paid)].concat());
    let own = judged(scope, |arc| arc.payer == company);
    let others = judged(scope, |arc| arc.payee == company);
    answer.table("Deals by which it pays", deals(scope, "to", &own, |arc| arc.payee));
    answer.table("Deals by which it is paid", deals(scope, "from", &others, |arc| arc.payer));
    let deal = |one: &Judged<'_>| arc_record(scope, one.arc).with("firm", one.firm).with("shape", one.shape.words());
    answer.figure("deals", Cell::list(own.iter().chain(&others).map(deal)));
}

/// An arc, and how firm it is among those of one side.
struct Judged<'g> {
    arc: &'g Arc,
    /// How its amount is stated, by itself or as one sum with others.
    shape: Shape,
    firm: bool,
}

/// The arcs of one side, the firmest first.
fn judged<'g>(scope: &'g Scope<'_>, pick: impl Fn(&Arc) -> bool) -> Vec<Judged<'g>> {
    let stated = shapes(&scope.graph, &pick);
    let binding = shapes(&scope.graph, |arc| pick(arc) && binds(arc));
    let one = |(at, shape): (&usize, &Shape)| {
        let firm = binding.get(at) == Some(&Shape::Exact);
        Some(Judged { arc: scope.graph.arcs().get(*at)?, shape: *shape, firm })
    };
    let mut all: Vec<Judged<'_>> = stated.iter().filter_map(one).collect();
    all.sort_by_key(|one| (Reverse(one.arc.status), one.arc.mark, Reverse(one.arc.value.stated), &one.arc.deal));
    all
}

/// The deals with the others, and how firm each is.
fn deals(scope: &Scope<'_>, column: &str, own: &[Judged<'_>], other: fn(&Arc) -> Node) -> Table {
    let mut table = Table::new(&[column, "deal id", "kind", ">amount", "status", "since", "how firm"]);
    for one in own {
        let arc = one.arc;
        table.row([
            scope.name(other(arc)).to_owned(),
            arc.deal.to_string(),
            arc.kind.to_string(),
            arc.value.words(scope.register.base),
            standing(arc),
            arc.since.to_string(),
            verdict(one),
        ]);
    }
    table
}

/// What binds to its lower end, although it is no one figure.
fn binding_floors(answer: &mut Answer<'_>, own: &Firmness, what: &str, base: Currency) {
    let deals = own.binding_open.deals.len();
    if deals > 0 {
        answer.says(format!(
            "Of what {what}, {} more {} {} signed or closed and {} a floor or a range: {} at the least, which is not \
             in the firm figure.",
            thousands(deals),
            plural(deals, "deal"),
            verb(deals, "is", "are"),
            verb(deals, "states", "state"),
            base.money(own.binding_open.value.low)
        ));
    }
}

/// Whether a deal binds, in words.
fn verdict(one: &Judged<'_>) -> String {
    let alone = Shape::of(one.arc.value) == one.shape;
    let together = if alone { "" } else { ", as one sum with others" };
    if one.firm {
        return format!("firm{together}");
    }
    let binding = match (one.arc.status.is_firm(), one.arc.mark) {
        (true, None) => "binds",
        (true, Some(_)) => "waits",
        (false, _) => "does not bind",
    };
    match one.shape {
        Shape::Exact => format!("{binding}{together}"),
        shape => format!("{binding}; {}{together}", shape.words()),
    }
}

/// `$100bn stated, $40bn (40.0 %) is firm`.
fn summary(own: &Firmness, base: Currency) -> String {
    if own.all.value.stated.is_none() {
        return "nothing that is stated".to_owned();
    }
    if own.firm.is_empty() {
        return format!("{} stated, none is firm", stated(&own.all, base));
    }
    format!("{} stated, {} ({}) is firm", stated(&own.all, base), stated(&own.firm, base), percent(own.share()))
}

/// A line for each status, the firmest first.
fn by_status(own: &Firmness, base: Currency) -> Table {
    let mut table = Table::new(&[
        "status",
        ">deals",
        ">stated",
        ">as one figure",
        ">as a ceiling",
        ">as a floor or range",
        ">undisclosed deals",
    ]);
    let line = |name: String, all: &Sum, shapes: [&Sum; 4]| {
        let [exact, ceilings, open, undisclosed] = shapes;
        let cells = [all, exact, ceilings, open].map(|sum| stated(sum, base));
        let [deals, undisclosed] = [all, undisclosed].map(|sum| Cell::Count(sum.deals.len()).words(base));
        [name, deals].into_iter().chain(cells).chain([undisclosed]).collect::<Vec<_>>()
    };
    for one in &own.standings {
        table.row(line(
            status(one.status, one.mark),
            &one.all,
            [&one.exact, &one.ceilings, &one.open, &one.undisclosed],
        ));
    }
    if own.standings.len() > 1 {
        table.row(line("all".to_owned(), &own.all, own.shapes.each_ref()));
    }
    table
}

/// The same as data.
fn records(of: &str, own: &Firmness) -> Vec<Record> {
    let record = |one: &Standing| {
        Record::new()
            .with("of", of)
            .with("status", one.status)
            .with("mark", one.mark)
            .with("all", &one.all)
            .with("exact", &one.exact)
            .with("ceilings", &one.ceilings)
            .with("open", &one.open)
            .with("undisclosed", &one.undisclosed)
    };
    own.standings.iter().map(record).collect()
}

/// The sums of the view, or of the one company.
fn total(own: &Firmness) -> Record {
    Record::new().with("all", &own.all).with("firm", &own.firm).with("share", Cell::Share(own.share()))
}
