//! `loops`: the ways on which money comes back to whoever paid it.

use super::{
    Answer, Cell, Record, Table,
    alarm::Phrase,
    listing::Listing,
    notes::Notes,
    words::{capitalised, counted, formed, some_of, spaced, thousands, why_incomplete, yes_no},
};
use crate::{
    circuits::{Circuit, Circuits, Class, Largest, Limits, Order, Step, arcs_of, find, find_for, kinds, largest, rank},
    flow::Scope,
    model::{DealId, Register, SourceId, cited},
};

/// Which loops are asked for, and in what order.
#[derive(Debug, Clone)]
pub struct LoopsAsk {
    /// What the search may find.
    pub limits: Limits,
    /// What comes first.
    pub order: Order,
    /// Only loops that meet this.
    pub only: Option<Phrase>,
}

/// Loops of a view, in order.
#[derive(Debug)]
pub struct FoundLoops<'a> {
    scope: &'a Scope<'a>,
    ask: &'a LoopsAsk,
    /// The loops.
    pub circuits: Circuits,
    /// How many more might meet the condition: what decides is not disclosed.
    pub unknown: usize,
}

impl<'a> FoundLoops<'a> {
    /// Looks for loops, for a share of the time that is left of the scope, from 0 to 1.
    pub fn search(scope: &'a Scope<'a>, ask: &'a LoopsAsk, share: f64) -> Self {
        let stop = scope.stop.rest(share);
        let mut circuits = match &ask.only {
            None => find(&scope.graph, scope.register, &ask.limits, &stop),
            Some(phrase) => find_for(scope, &ask.limits, &phrase.condition, &stop),
        };
        let keep = |phrase: &Phrase| phrase.keep(scope, &mut circuits.list);
        let unknown = ask.only.as_ref().map_or(0, keep);
        circuits.found = circuits.list.len();
        rank(&mut circuits.list, ask.order, scope);
        Self { scope, ask, circuits, unknown }
    }

    /// Looks for the `most` largest loops, whatever order is asked for: they are found even where there are more than anybody
    /// could list, and only they are held.
    pub fn largest(scope: &'a Scope<'a>, ask: &'a LoopsAsk, most: usize, share: f64) -> Self {
        let most = ask.limits.count.map_or(most, |count| most.min(count));
        let only = ask.only.as_ref().map(|phrase| &phrase.condition);
        let Largest { circuits, unknown } = largest(scope, &ask.limits, only, most, &scope.stop.rest(share));
        Self { scope, ask, circuits, unknown }
    }

    /// Looks for all loops; where there are too many to be held, for the `most` largest.
    pub fn all_or_largest(scope: &'a Scope<'a>, ask: &'a LoopsAsk, most: usize, share: f64) -> Self {
        let all = Self::search(scope, ask, share / 2.0);
        if all.circuits.complete {
            return all;
        }
        let largest = Self::largest(scope, ask, most, share);
        if largest.circuits.largest { largest } else { all }
    }

    /// Whether only the largest of more than could be listed were looked for.
    pub fn has_largest(&self) -> bool {
        self.circuits.largest && !self.circuits.complete
    }

    /// `1,201 loops`, `at least 20 loops (stopped at --limit)`, or `the 10 largest of at least 1,000,000 loops (more were
    /// not counted)`.
    pub fn how_many(&self) -> String {
        let what = match self.ask.limits.class {
            Some(Class::CircularFunding) => " of circular funding",
            Some(Class::CrossInvestment) => " of investments only",
            Some(Class::ReciprocalTrade) => " of purchases only",
            None => "",
        };
        let loops = format!("{}{what}", counted(self.circuits.found, "loop"));
        if self.circuits.complete {
            return loops;
        }
        if self.has_largest() {
            let shown = match self.circuits.list.len() {
                1 => "the largest".to_owned(),
                shown => format!("the {} largest", thousands(shown)),
            };
            return format!("{shown} of at least {loops} ({})", self.why_uncounted());
        }
        format!("at least {loops} ({})", why_incomplete(&self.circuits, &self.scope.stop))
    }

    /// Why it is not known how many there are, though the largest are known.
    fn why_uncounted(&self) -> &'static str {
        if self.ask.limits.count.is_some_and(|most| self.circuits.found >= most) {
            "stopped at --limit"
        } else if self.scope.stop.was_hit() {
            "stopped at --deadline"
        } else {
            "more were not counted"
        }
    }

    /// The line below the title.
    fn subject(&self, top: usize) -> String {
        let mut subject = self.scope.words();
        if let Some(most) = self.ask.limits.max_length {
            subject += &format!(" Loops of at most {most} hops.");
        }
        if let Some(phrase) = &self.ask.only {
            subject += &format!(" Only loops that meet `{}`.", phrase.text);
        }
        if self.has_largest() {
            subject += " No loop that is not shown is larger, counted or not.";
        } else if self.circuits.found > top {
            let found = if self.circuits.complete { "" } else { " of those found" };
            let first = counted(top, "loop");
            subject += &format!(" Shown are the first {first}{found}, {}.", what_is_first(self.ask.order));
        }
        subject
    }
}

fn what_is_first(order: Order) -> &'static str {
    match order {
        Order::Amount => "the largest bottleneck first",
        Order::Length => "the shortest first",
        Order::Formed => "the latest to form first",
        Order::Status => "the firmest first",
    }
}

/// The loops that are listed, one a row. Rows are made while they are written, for there may be a million.
pub fn loops<'a>(found: &'a FoundLoops<'a>, listing: &'a Listing<'a>) -> Answer<'a> {
    let (scope, circuits) = (found.scope, &found.circuits);
    let mut answer = Answer::of("loops", scope);
    answer.complete = circuits.complete;
    answer.title(found.how_many());
    answer.subject(found.subject(listing.top()));
    answer.says(
        "The bottleneck is the smallest amount on any hop of a loop, as stated, with the range that the statements leave \
         open: no more can go all the way round. Loops share hops, so bottlenecks must not be added up.",
    );
    answer.long_table(|notes| Table {
        left_out: if found.has_largest() { 0 } else { circuits.found.saturating_sub(listing.top()) },
        ..table(found, listing, notes)
    });
    answer.figure("complete", circuits.complete);
    answer.figure("count", circuits.found);
    let cut = || listing.listed(circuits).map_or_else(Record::new, |written| Record::new().with("listed", written));
    answer.rows_then("loops", listing.of(circuits).map(|circuit| loop_record(scope, circuit)), cut);
    answer.spreadsheet(COLUMNS, listing.of(circuits).map(|circuit| line(scope, circuit)));
    answer
}

/// The page of `report`: the largest loops, and where the others are. `beside` is how many the lists beside it have, and
/// `pictures` how many have a picture.
pub fn largest_loops<'a>(
    found: &'a FoundLoops<'a>,
    listing: &'a Listing<'a>,
    beside: usize,
    pictures: usize,
) -> Answer<'a> {
    let count = found.circuits.list.len();
    let least = if found.circuits.complete { "" } else { "At least " };
    let of_them = if found.circuits.largest { "" } else { " of them" };
    let mut answer = Answer::of("loops", found.scope);
    answer.complete = found.circuits.complete;
    answer.title(format!("{least}{} of circular funding", counted(found.circuits.found, "loop")));
    if found.has_largest() {
        answer.says(format!(
            "There are more than are listed. The lists and pictures are made of the {} with the largest bottleneck: no \
             other loop has a larger one.",
            thousands(count)
        ));
    }
    answer.says(format!(
        "The {} largest{of_them} by bottleneck, the smallest amount on any of their hops; loops share hops, so these must \
         not be added up. {} in loops.csv and loops.json, the deals behind them in flows.csv, pictures of the first {} in \
         loops/.",
        listing.top().min(count),
        if beside < found.circuits.found { format!("The {} largest are", thousands(beside.min(count))) } else { "All of them are".to_owned() },
        pictures.min(count)
    ));
    let circuits = &found.circuits.list;
    let priced = circuits.iter().filter(|circuit| circuit.unpriced() == 0).count();
    let firm = circuits.iter().filter(|circuit| circuit.status.is_firm()).count();
    let says = some_of(priced, count, "loop", ("states", "state"));
    let stand = some_of(firm, count, "loop", ("is", "are"));
    answer.says(format!("{} an amount on every hop, and {stand} signed or closed on every hop.", capitalised(&says)));
    answer.long_table(|notes| table(found, listing, notes));
    answer
}

/// A line for each loop.
fn table(found: &FoundLoops<'_>, listing: &Listing<'_>, notes: &mut Notes) -> Table {
    let mut table = Table::new(&["loop", ">hops", "bottleneck", "status", "formed on", "in order", "weakest deal"]);
    for circuit in listing.of(&found.circuits) {
        let weakest = found.scope.register.deals.get(&circuit.weakest_deal);
        let cites = weakest.map(|deal| notes.cite(found.scope.register.sources_of([deal]))).unwrap_or_default();
        table.row([
            circuit.id.clone(),
            circuit.length().to_string(),
            circuit.bottleneck.words(found.scope.register.base),
            circuit.standing(),
            formed(found.scope, circuit),
            yes_no(circuit.in_time_order).to_owned(),
            format!("{} {cites}", circuit.weakest_deal),
        ]);
    }
    table
}

/// What a spreadsheet has of a loop.
const COLUMNS: [&str; 19] = [
    "id",
    "class",
    "length",
    "stated",
    "low",
    "high",
    "currency",
    "binding_payer",
    "binding_payee",
    "status",
    "contingent",
    "weakest_deal",
    "closed_on",
    "closed_on_precision",
    "in_time_order",
    "independent_sources",
    "unpriced_hops",
    "deals",
    "sources",
];

/// The same of one loop.
fn line(scope: &Scope<'_>, circuit: &Circuit) -> Vec<Cell> {
    let binding = circuit.binding.and_then(|at| scope.graph.hops().get(circuit.steps.get(at)?.hop));
    let deals = circuit.deals(&scope.graph);
    let sources = sources(scope.register, &deals);
    let formed = Cell::from(circuit.formed_on(scope));
    vec![
        (&circuit.id).into(),
        circuit.class.name().into(),
        circuit.length().into(),
        Cell::Money(circuit.bottleneck.stated),
        circuit.bottleneck.low.into(),
        circuit.bottleneck.high.into(),
        scope.register.base.code().into(),
        binding.map(|hop| scope.graph.id(hop.payer)).into(),
        binding.map(|hop| scope.graph.id(hop.payee)).into(),
        circuit.status.into(),
        circuit.contingent.into(),
        (&circuit.weakest_deal).into(),
        formed.clone(),
        formed.precision(),
        circuit.in_time_order.into(),
        circuit.sources.into(),
        circuit.unpriced().into(),
        spaced(deals).into(),
        spaced(sources).into(),
    ]
}

/// The sources of some deals, each once, the nearest first.
fn sources<'a>(register: &'a Register, deals: &[&DealId]) -> Vec<&'a SourceId> {
    cited(register.sources_of(deals.iter().filter_map(|id| register.deals.get(*id)))).collect()
}

/// A loop as data (docs/design.md#output).
pub(super) fn loop_record(scope: &Scope<'_>, circuit: &Circuit) -> Record {
    let formed_on = circuit.formed_on(scope);
    let hops = circuit.steps.iter().zip(circuit.returns()).filter_map(|(step, ratio)| hop_record(scope, step, ratio));
    Record::new()
        .with("id", &circuit.id)
        .with("class", circuit.class.name())
        .with("length", circuit.length())
        .with("bottleneck", circuit.bottleneck)
        .with("currency", scope.register.base.code())
        .with("binding_hop", circuit.binding)
        .with("status", circuit.status)
        .with("contingent", circuit.contingent)
        .with("formed_on", formed_on)
        // Its name before it was said that loops form and deals close.
        .with("closed_on", formed_on)
        .with("in_time_order", circuit.in_time_order)
        .with("hops", Cell::list(hops))
        .with("weakest_deal", &circuit.weakest_deal)
        .with("independent_sources", circuit.sources)
        .with("unpriced_hops", circuit.unpriced())
}

/// One hop of it, and how much of what is stated there can come back by the loop.
fn hop_record(scope: &Scope<'_>, step: &Step, ratio: Option<f64>) -> Option<Record> {
    let ends = scope.graph.hops().get(step.hop)?;
    let deals: Vec<&DealId> = arcs_of(&scope.graph, step).map(|arc| &arc.deal).collect();
    let sources = sources(scope.register, &deals);
    let record = Record::new()
        .with("payer", scope.graph.id(ends.payer))
        .with("payee", scope.graph.id(ends.payee))
        .with("deals", Cell::list(deals))
        .with("kinds", Cell::list(kinds(&scope.graph, step)))
        .with("status", step.status)
        .with("amount", step.value)
        .with("return_ratio", Cell::Share(ratio))
        .with("independent_sources", step.sources)
        .with("sources", Cell::list(sources));
    Some(record)
}
