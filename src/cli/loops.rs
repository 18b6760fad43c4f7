//! `roundtrip loops`: which loops are there?

use std::io::Write as _;

use serde::Serialize;

use super::{
    args::{By, Format, LoopsArgs},
    clock, data, gate,
    interrupt::stopped,
    listing::Listing,
    outcome::{End, Failure},
    output,
    page::{Notes, Page},
    table::Table,
    terminal::Terminal,
    view,
};
use crate::{
    circuits::{Circuit, Circuits, Class, Order, arcs_of, kinds, rank},
    flow::{FlowGraph, View},
    model::{DealId, EntityId, Range, Register, SourceId},
};

/// How many loops a table shows unless asked for more.
const TABLE_TOP: usize = 25;

/// Everything that was looked at and found.
pub(super) struct Found<'a> {
    pub(super) register: &'a Register,
    pub(super) view: &'a View,
    pub(super) graph: &'a FlowGraph,
    pub(super) circuits: &'a Circuits,
}

pub(super) fn run(args: &LoopsArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let clock = clock::start(Some(&args.search.bounds))?;
    let register = data::read(&args.registers, &args.data, terminal)?;
    let view = view::view(&args.view, &register, terminal)?;
    let order: Order = args.sort.parse().map_err(|error| view::unknown_word(&error))?;
    let mut limits = view::limits(&args.search, &args.class, &view)?;
    limits.by_deal = args.by == Some(By::Deal);
    let graph = view.flow(&register);
    // What is wrong with a condition is said before a long search.
    for (flag, text) in [("--where", &args.only), ("--fail-if", &args.fail_if)] {
        text.as_deref().map(|text| gate::condition(flag, text, &register)).transpose()?;
    }
    let top = match (args.top, args.output.format) {
        (Some(0), _) => usize::MAX,
        (Some(top), _) => top,
        (None, Format::Table) if args.output.output.is_none() => TABLE_TOP,
        (None, _) => usize::MAX,
    };
    // To write all that can be found takes longer than to find it.
    let searching = clock.share(if top == usize::MAX { 0.3 } else { 1.0 });
    let mut circuits = view::search(&graph, &register, &limits, &searching);
    if let Some(text) = &args.only {
        gate::keep(text, &register, (&view, &graph, &limits), &mut circuits, terminal)?;
    }
    rank(&mut circuits.list, order);
    let found = Found { register: &register, view: &view, graph: &graph, circuits: &circuits };
    let listing = Listing::new(top, &clock);
    let text = match args.output.format {
        Format::Table => page(&found, args, &listing).plain(terminal.width),
        Format::Markdown => page(&found, args, &listing).markdown(),
        Format::Json => json(&found, &listing)?,
        Format::Ndjson => output::ndjson(rows(&found, &listing))?,
        Format::Csv => csv(&found, &listing).csv()?,
    };
    output::put(&text, args.output.output.as_deref(), terminal)?;
    if !circuits.complete && !matches!(args.output.format, Format::Table | Format::Markdown) {
        writeln!(terminal.err, "note: {}", how_many(&found, args))?;
    }
    let cut = listing.said(&circuits);
    if let Some(cut) = &cut {
        writeln!(terminal.err, "note: listed is {cut}")?;
    }
    match &args.fail_if {
        Some(text) => gate::gate(text, &found, &limits, terminal),
        None if cut.is_some() => Ok(End::Limited),
        None => Ok(view::end(&circuits)),
    }
}

/// `1,201 loops`, or `at least 20 loops (stopped at --limit)`.
fn how_many(found: &Found<'_>, args: &LoopsArgs) -> String {
    let count = found.circuits.list.len();
    let what = match args.class.parse::<Class>() {
        Ok(Class::CircularFunding) => " of circular funding",
        Ok(Class::CrossInvestment) => " of investments only",
        Ok(Class::ReciprocalTrade) => " of purchases only",
        Err(_) => "",
    };
    let loops = format!("{} {}{what}", thousands(count), plural(count, "loop"));
    if found.circuits.complete {
        return loops;
    }
    format!("at least {loops} ({})", why(found.circuits))
}

/// Why a search is not complete.
pub(super) fn why(circuits: &Circuits) -> &'static str {
    if stopped() {
        "interrupted"
    } else if circuits.interrupted {
        "stopped at --deadline"
    } else if circuits.full {
        "stopped: more are not held; --max-length, --through or --min-amount leave fewer"
    } else {
        "stopped at --limit"
    }
}

/// `92`, or `at least 92` of a search that was stopped.
pub(super) fn least(complete: bool, count: usize) -> String {
    format!("{}{}", if complete { "" } else { "at least " }, thousands(count))
}

pub(super) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}

/// `1201` as `1,201`.
pub(super) fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The table with its head and its sources.
fn page(found: &Found<'_>, args: &LoopsArgs, listing: &Listing<'_>) -> Page {
    let (list, top) = (&found.circuits.list, listing.top());
    let mut page = Page::new(how_many(found, args));
    let mut head = format!("{}, {}.", found.register.title, view::words(found.view));
    if let Some(most) = args.search.max_length {
        head += &format!(" Loops of at most {most} hops.");
    }
    if let Some(condition) = &args.only {
        head += &format!(" Only loops with {condition}.");
    }
    if list.len() > top {
        let found = if found.circuits.complete { "" } else { " of those found" };
        head += &format!(" Shown are the first {top}{found} by {}; --top 0 shows all.", args.sort);
    }
    page.text(head);
    page.text("Amounts are what the thinnest hop lets through; loops share hops, so they must not be added up.");
    page.text("");
    let mut notes = std::mem::take(&mut page.notes);
    page.table(table(found, listing, &mut notes));
    page.notes = notes;
    page.sources(found.register);
    page
}

/// One row a loop.
pub(super) fn table(found: &Found<'_>, listing: &Listing<'_>, notes: &mut Notes) -> Table {
    let mut table = Table::new(&["loop", ">hops", "smallest hop", "status", "closed on", "in order", "weakest deal"]);
    for circuit in listing.of(found.circuits) {
        let weakest = found.register.deals.get(&circuit.weakest_deal);
        let cites = weakest.map(|deal| notes.cite(deal.sources())).unwrap_or_default();
        table.row([
            circuit.id.clone(),
            circuit.length().to_string(),
            circuit.bottleneck.words(),
            circuit.status.to_string(),
            circuit.closed_on.to_string(),
            if circuit.in_time_order { "yes" } else { "no" }.to_owned(),
            format!("{} {cites}", circuit.weakest_deal),
        ]);
    }
    table
}

/// For a spreadsheet: one row a loop, every figure in a cell of its own.
pub(super) fn csv(found: &Found<'_>, listing: &Listing<'_>) -> Table {
    let mut table = Table::new(&[
        "id",
        "class",
        "length",
        "stated",
        "low",
        "high",
        "binding_payer",
        "binding_payee",
        "status",
        "weakest_deal",
        "closed_on",
        "in_time_order",
        "independent_sources",
        "unpriced_hops",
        "deals",
        "sources",
    ]);
    let number = |value: Option<rust_decimal::Decimal>| value.map_or_else(String::new, |v| v.normalize().to_string());
    for circuit in listing.of(found.circuits) {
        let binding = circuit.binding.and_then(|at| found.graph.hops().get(circuit.steps.get(at)?.hop));
        let end = |node: Option<usize>| node.map_or_else(String::new, |node| found.graph.id(node).to_string());
        let deals = circuit.deals(found.graph);
        table.row([
            circuit.id.clone(),
            circuit.class.name().to_owned(),
            circuit.length().to_string(),
            number(circuit.bottleneck.stated),
            number(Some(circuit.bottleneck.low)),
            number(circuit.bottleneck.high),
            end(binding.map(|hop| hop.payer)),
            end(binding.map(|hop| hop.payee)),
            circuit.status.to_string(),
            circuit.weakest_deal.to_string(),
            circuit.closed_on.to_string(),
            circuit.in_time_order.to_string(),
            circuit.sources.to_string(),
            circuit.unpriced().to_string(),
            deals.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(" "),
            sources(found.register, &deals).iter().map(|id| id.as_str()).collect::<Vec<_>>().join(" "),
        ]);
    }
    table
}

fn sources<'a>(register: &'a Register, deals: &[&DealId]) -> Vec<&'a SourceId> {
    let mut ids = Vec::new();
    for id in deals.iter().filter_map(|id| register.deals.get(*id)).flat_map(|deal| deal.sources()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// What the JSON says before its loops.
#[derive(Serialize)]
struct Head {
    schema: &'static str,
    as_of: String,
    level: &'static str,
    complete: bool,
    count: usize,
}

#[derive(Serialize)]
pub(super) struct Loop<'a> {
    id: &'a str,
    class: Class,
    length: usize,
    bottleneck: Range,
    binding_hop: Option<usize>,
    status: &'static str,
    closed_on: String,
    in_time_order: bool,
    hops: Vec<HopRow<'a>>,
    weakest_deal: &'a DealId,
    independent_sources: usize,
    unpriced_hops: usize,
}

#[derive(Serialize)]
struct HopRow<'a> {
    payer: &'a EntityId,
    payee: &'a EntityId,
    deals: Vec<&'a DealId>,
    kinds: Vec<&'static str>,
    status: &'static str,
    amount: Range,
    return_ratio: Option<f64>,
    independent_sources: usize,
    sources: Vec<&'a SourceId>,
}

/// The JSON of docs/design.md#output, with all that docs/design.md#loops says of a loop. Of a list that had to be cut, the end
/// says how many loops it has.
pub(super) fn json(found: &Found<'_>, listing: &Listing<'_>) -> Result<String, Failure> {
    let head = Head {
        schema: "roundtrip/loops/1",
        as_of: found.view.as_of.to_string(),
        level: found.view.level.name(),
        complete: found.circuits.complete,
        count: found.circuits.list.len(),
    };
    let mut text = output::json_list(&head, "loops", rows(found, listing))?;
    if let Some(written) = listing.cut(found.circuits) {
        text.truncate(text.trim_end_matches(['}', '\n']).len());
        text += &format!(",\n\"listed\": {written}}}\n");
    }
    Ok(text)
}

fn rows<'a>(found: &'a Found<'_>, listing: &'a Listing<'_>) -> impl Iterator<Item = Loop<'a>> {
    listing.of(found.circuits).map(|circuit| as_json(found, circuit))
}

pub(super) fn as_json<'a>(found: &'a Found<'_>, circuit: &'a Circuit) -> Loop<'a> {
    let hop = |(step, ratio): (&crate::circuits::Step, Option<f64>)| {
        let ends = found.graph.hops().get(step.hop)?;
        let deals: Vec<&DealId> = arcs_of(found.graph, step).map(|arc| &arc.deal).collect();
        Some(HopRow {
            payer: found.graph.id(ends.payer),
            payee: found.graph.id(ends.payee),
            kinds: kinds(found.graph, step).into_iter().map(crate::model::Kind::name).collect(),
            status: step.status.name(),
            amount: step.value,
            return_ratio: ratio,
            independent_sources: step.sources,
            sources: sources(found.register, &deals),
            deals,
        })
    };
    Loop {
        id: &circuit.id,
        class: circuit.class,
        length: circuit.length(),
        bottleneck: circuit.bottleneck,
        binding_hop: circuit.binding,
        status: circuit.status.name(),
        closed_on: circuit.closed_on.to_string(),
        in_time_order: circuit.in_time_order,
        hops: circuit.steps.iter().zip(circuit.returns()).filter_map(hop).collect(),
        weakest_deal: &circuit.weakest_deal,
        independent_sources: circuit.sources,
        unpriced_hops: circuit.unpriced(),
    }
}
