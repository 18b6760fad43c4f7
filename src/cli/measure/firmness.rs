//! `measure firmness`: what binds, and what is announced, talked about, capped or undisclosed.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{
    Ground,
    args::CompanyArgs,
    list,
    sheet::{Sheet, percent, ratio},
    sums::{arc_row, standing, sum_json},
};
use crate::{
    cli::{
        loops::thousands,
        outcome::{End, Failure},
        table::Table,
        view::entity,
    },
    flow::{Arc, Node},
    measure::{ABOUT_FIRMNESS, Firmness, Ratio, Shape, Standing, Sum, firmness, is_firm},
    model::money,
};

pub(super) fn sheet(ground: &Ground<'_>, args: &CompanyArgs) -> Result<(Sheet, End), Failure> {
    let mut sheet = Sheet::new("firmness", "rungs", &[&ABOUT_FIRMNESS]);
    match args.company.as_deref() {
        None => everybody(&mut sheet, ground, list(&args.list)),
        Some(text) => {
            let node = super::node(ground, &entity(ground.register, text)?)?;
            alone(&mut sheet, ground, node);
        }
    }
    sheet.says("Floors and ranges count with the figure that is stated; ceilings with the ceiling, of which no part need be owed.");
    Ok((sheet, End::Done))
}

/// The ladder of all deals, and a line for each company.
fn everybody(sheet: &mut Sheet, ground: &Ground<'_>, top: usize) {
    let all = firmness(ground.graph, |_| true);
    sheet.title(if all.all.value.stated.is_some() {
        format!("Of all {}", title(&all))
    } else {
        "No amount is stated".to_owned()
    });
    sheet.table("", ladder(&all));
    binding_floors(sheet, &all, "is to be paid");
    rows(sheet, "all", &all);
    let own = |node: Node| (node, firmness(ground.graph, |arc| arc.payer == node));
    let mut companies: Vec<(Node, Firmness)> = (0..ground.graph.nodes().len()).map(own).collect();
    companies.sort_by_key(|(node, own)| (Reverse(own.all.value.stated), *node));
    let mut table = Table::new(&[
        "company",
        ">is to pay",
        ">of it firm",
        ">firm share",
        ">is to be paid",
        ">of it firm",
        ">firm share",
    ]);
    for (node, pays) in &companies {
        let paid = firmness(ground.graph, |arc| arc.payee == *node);
        let cells =
            [pays, &paid].into_iter().flat_map(|own| [stated(&own.all), stated(&own.firm), percent(share(own))]);
        table.listed(top, || std::iter::once(ground.name(*node).to_owned()).chain(cells));
        rows(sheet, &format!("{} pays", ground.graph.id(*node)), pays);
        rows(sheet, &format!("{} is paid", ground.graph.id(*node)), &paid);
    }
    sheet.table("Company by company, stated amounts", table);
}

/// One company, both ways, with its deals.
fn alone(sheet: &mut Sheet, ground: &Ground<'_>, node: Node) {
    let name = ground.name(node);
    let pays = firmness(ground.graph, |arc| arc.payer == node);
    let paid = firmness(ground.graph, |arc| arc.payee == node);
    sheet.title(format!("{name} is to pay: of {}; it is to be paid: of {}", title(&pays), title(&paid)));
    sheet.table(format!("{name} is to pay"), ladder(&pays));
    sheet.table(format!("{name} is to be paid"), ladder(&paid));
    binding_floors(sheet, &pays, &format!("{name} is to pay"));
    binding_floors(sheet, &paid, &format!("{name} is to be paid"));
    rows(sheet, "pays", &pays);
    rows(sheet, "is paid", &paid);
    let mut arcs: Vec<&Arc> = ground.graph.arcs().iter().filter(|arc| arc.payer == node || arc.payee == node).collect();
    arcs.sort_by_key(|arc| (arc.payee == node, Reverse(arc.status), arc.mark, Reverse(arc.value.stated), &arc.deal));
    for (heading, column, own) in [("Deals by which it pays", "to", true), ("Deals by which it is paid", "from", false)]
    {
        let mut table = Table::new(&[column, "deal id", "kind", ">amount", "status", "since", "how firm"]);
        for arc in arcs.iter().filter(|arc| (arc.payer == node) == own) {
            table.row([
                ground.name(if own { arc.payee } else { arc.payer }).to_owned(),
                arc.deal.to_string(),
                arc.kind.to_string(),
                arc.value.words(),
                standing(arc),
                arc.since.to_string(),
                verdict(arc),
            ]);
        }
        sheet.table(heading, table);
    }
    let deal = |arc: &&Arc| {
        let mut row = arc_row(ground, arc);
        if let Some(fields) = row.as_object_mut() {
            fields.insert("firm".to_owned(), is_firm(arc).into());
            fields.insert("shape".to_owned(), Shape::of(arc.value).words().into());
        }
        row
    };
    sheet.figure("deals", arcs.iter().map(deal).collect::<Vec<_>>());
}

/// What binds to its lower end, although it is no one figure.
fn binding_floors(sheet: &mut Sheet, own: &Firmness, what: &str) {
    let binding = own.standings.iter().filter(|one| one.status.is_firm() && one.mark.is_none() && !one.open.is_empty());
    let floors: Vec<&Sum> = binding.map(|one| &one.open).collect();
    let low: Decimal = floors.iter().map(|sum| sum.value.low).sum();
    let deals: usize = floors.iter().map(|sum| sum.deals.len()).sum();
    if deals > 0 {
        sheet.says(format!(
            "Of what {what}, {} more {} signed or closed and {} a floor or a range: {} at the least, which is not \
             in the firm figure.",
            thousands(deals),
            if deals == 1 { "deal is" } else { "deals are" },
            if deals == 1 { "states" } else { "state" },
            money(low)
        ));
    }
}

/// Whether a deal binds, in words.
fn verdict(arc: &Arc) -> String {
    if is_firm(arc) {
        return "firm".to_owned();
    }
    let binding = match (arc.status.is_firm(), arc.mark) {
        (true, None) => "binds",
        (true, Some(_)) => "waits",
        (false, _) => "does not bind",
    };
    match Shape::of(arc.value) {
        Shape::Exact => binding.to_owned(),
        shape => format!("{binding}; {}", shape.words()),
    }
}

/// `$100bn stated, $40bn (40.0 %) is firm`.
fn title(own: &Firmness) -> String {
    if own.all.value.stated.is_none() {
        return "nothing that is stated".to_owned();
    }
    if own.firm.is_empty() {
        return format!("{} stated, none is firm", stated(&own.all));
    }
    format!("{} stated, {} ({}) is firm", stated(&own.all), stated(&own.firm), percent(share(own)))
}

fn share(own: &Firmness) -> Option<f64> {
    let none = own.firm.is_empty() && own.all.value.stated.is_some_and(|stated| !stated.is_zero());
    if none { Some(0.0) } else { Ratio::of(own.firm.value, own.all.value).stated }
}

fn stated(sum: &Sum) -> String {
    match (sum.value.stated, sum.is_empty()) {
        (Some(stated), _) => money(stated),
        (None, true) => "–".to_owned(),
        (None, false) => "undisclosed".to_owned(),
    }
}

fn ladder(own: &Firmness) -> Table {
    let mut table = Table::new(&[
        "standing",
        ">deals",
        ">stated",
        ">as one figure",
        ">as a ceiling",
        ">as a floor or range",
        ">undisclosed deals",
    ]);
    let line = |name: String, all: &Sum, parts: [&Sum; 4]| {
        let [exact, ceilings, open, undisclosed] = parts;
        let cells = [all, exact, ceilings, open].map(stated);
        let ends = [undisclosed.deals.len().to_string()];
        [name, all.deals.len().to_string()].into_iter().chain(cells).chain(ends).collect::<Vec<_>>()
    };
    for one in &own.standings {
        table.row(line(name(one), &one.all, [&one.exact, &one.ceilings, &one.open, &one.undisclosed]));
    }
    if own.standings.len() > 1 {
        let [exact, ceilings, open, undisclosed] = &own.shapes;
        table.row(line("all".to_owned(), &own.all, [exact, ceilings, open, undisclosed]));
    }
    table
}

fn name(one: &Standing) -> String {
    let status = one.status.words();
    one.mark.map_or_else(|| status.to_owned(), |mark| format!("{status}, {}", mark.name()))
}

/// The ladder as rows; the sums of the view, or of the one company, stand at the head.
fn rows(sheet: &mut Sheet, who: &str, own: &Firmness) {
    for one in &own.standings {
        sheet.row(json!({
            "of": who, "status": one.status.name(), "mark": one.mark.map(crate::model::Mark::name),
            "all": sum_json(&one.all), "exact": sum_json(&one.exact), "ceilings": sum_json(&one.ceilings),
            "open": sum_json(&one.open), "undisclosed": sum_json(&one.undisclosed),
        }));
    }
    let figures: Value = json!({"all": sum_json(&own.all), "firm": sum_json(&own.firm), "share": ratio(share(own))});
    if ["all", "pays", "is paid"].contains(&who) {
        sheet.figure(&format!("of_{}", who.replace(' ', "_")), figures);
    }
}
