//! The document: heading, map, controls, loops, table, sources, method.

use super::{
    super::{
        explorer::{ArrowState, Explorer, Flow, Rung},
        layout::Plan,
        scene::Tint,
        style::Style,
        svg::{Canvas, arrow_states, legend},
    },
    frame::{Frame, family, link},
};

/// Room around the drawing, px.
const EDGE: f64 = 14.0;

pub(super) fn write(canvas: &mut Canvas, explorer: &Explorer, (frame, plan): (&Frame, &Plan), style: &Style) {
    let scene = &explorer.scene;
    canvas.words("a", &[("class", "skip"), ("href", "#loops")], "Skip to the loops");
    canvas.open("header", &[]);
    canvas.words("h1", &[], &scene.title);
    for line in &scene.subtitle {
        canvas.words("p", &[], line);
    }
    canvas.close("header");
    canvas.open("main", &[]);
    canvas.open("div", &[("class", "stage")]);
    canvas.open("div", &[]);
    canvas.open("figure", &[]);
    canvas.open("div", &[("class", "clip")]);
    drawing(canvas, explorer, plan, style);
    canvas.close("div");
    canvas.open("div", &[("class", "zoom scripted")]);
    for (id, label, sign) in
        [("closer", "Zoom in", "+"), ("farther", "Zoom out", "−"), ("whole", "Show the whole map", "⤢")]
    {
        canvas.words("button", &[("type", "button"), ("id", id), ("aria-label", label)], sign);
    }
    canvas.close("div");
    canvas.close("figure");
    canvas.open("ul", &[("class", "legend"), ("aria-label", "Legend")]);
    for key in legend::samples(scene, style) {
        canvas.raw(&format!("<li>{key}</li>\n"));
    }
    canvas.close("ul");
    for note in &scene.notes {
        canvas.words("p", &[("class", "note")], note);
    }
    if let Some(left_out) = &scene.left_out {
        canvas.words("p", &[("class", "note"), ("id", "left-out")], left_out);
    }
    canvas.raw("<section id=\"detail\" aria-live=\"polite\" hidden=\"hidden\"></section>\n");
    canvas.close("div");
    canvas.open("aside", &[("aria-label", "What is shown, and its loops")]);
    controls(canvas, explorer, style);
    loops(canvas, frame);
    canvas.close("aside");
    canvas.close("div");
    table(canvas, explorer);
    sources(canvas, explorer);
    method(canvas);
    canvas.close("main");
}

fn drawing(canvas: &mut Canvas, explorer: &Explorer, plan: &Plan, style: &Style) {
    let scene = &explorer.scene;
    let side = |length: f64| (length + 2.0 * EDGE).ceil();
    let frame = format!("-{EDGE} -{EDGE} {} {}", side(plan.size.x), side(plan.size.y));
    canvas.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("id", "drawing"),
            ("viewBox", &frame),
            ("role", "graphics-document document"),
            ("aria-label", &scene.title),
            ("font-size", "13"),
            ("fill", style.ink),
        ],
    );
    canvas.words("desc", &[], &scene.desc);
    canvas.open("g", &[("id", "layer")]);
    arrow_states::write(canvas, explorer, plan, style);
    canvas.close("g");
    canvas.close("svg");
}

fn controls(canvas: &mut Canvas, explorer: &Explorer, style: &Style) {
    canvas.open("form", &[("id", "controls"), ("class", "scripted")]);
    canvas.words("label", &[("for", "find")], "Find a company");
    canvas.leaf("input", &[("type", "search"), ("id", "find"), ("list", "names"), ("autocomplete", "off")]);
    canvas.open("datalist", &[("id", "names")]);
    for party in &explorer.parties {
        canvas.leaf("option", &[("value", &party.name)]);
    }
    canvas.close("datalist");
    canvas.open("fieldset", &[]);
    canvas.words("legend", &[], "Show");
    for tint in [Tint::Investment, Tint::Cloud, Tint::Chips, Tint::Other] {
        let occurs = explorer.flows.iter().any(|flow| flow.states.iter().any(|state| state.arrow.tint == tint));
        if occurs {
            canvas.open("label", &[]);
            let id = format!("family-{}", family(tint));
            canvas.leaf("input", &[("type", "checkbox"), ("id", &id), ("checked", "checked")]);
            canvas.raw(&legend::sample(tint, style));
            canvas.words("span", &[], legend::family_words(tint));
            canvas.close("label");
        }
    }
    if explorer.parties.iter().any(|party| party.folded) {
        canvas.open("label", &[]);
        canvas.leaf("input", &[("type", "checkbox"), ("id", "everybody")]);
        canvas.words("span", &[], "All companies");
        canvas.close("label");
    }
    canvas.close("fieldset");
    canvas.open("div", &[("class", "field")]);
    canvas.words("label", &[("for", "rung")], "Count deals that are");
    canvas.open("select", &[("id", "rung")]);
    let last = explorer.rungs.len().saturating_sub(1);
    for (at, rung) in explorer.rungs.iter().enumerate() {
        let firmer = if at == last { "" } else { " or firmer" };
        canvas.words("option", &[("value", &at.to_string())], &format!("{}{firmer}", words(rung)));
    }
    canvas.close("select");
    canvas.close("div");
    canvas.open("div", &[("class", "field")]);
    canvas.words("label", &[("for", "day")], "As it stood on");
    let newest = explorer.days.len().saturating_sub(1).to_string();
    canvas.words("output", &[("id", "when"), ("for", "day")], explorer.days.last().map_or("", String::as_str));
    canvas.leaf("input", &[("type", "range"), ("id", "day"), ("min", "0"), ("max", &newest), ("value", &newest)]);
    canvas.close("div");
    canvas.close("form");
}

fn loops(canvas: &mut Canvas, frame: &Frame) {
    canvas.open("h2", &[]);
    canvas.raw("Loops of circular funding ");
    canvas.words("span", &[("id", "count")], &frame.count);
    canvas.close("h2");
    canvas.raw("<p id=\"said\" role=\"status\"></p>\n");
    canvas.open("ol", &[("id", "loops")]);
    for listed in &frame.largest {
        canvas.open("li", &[]);
        canvas.open("span", &[("class", "row")]);
        canvas.words("span", &[], &listed.names);
        canvas.words("strong", &[], &listed.amount);
        canvas.close("span");
        canvas.close("li");
    }
    canvas.close("ol");
}

/// The arrows of today as rows; the script keeps them to what is chosen.
fn table(canvas: &mut Canvas, explorer: &Explorer) {
    canvas.open("section", &[]);
    canvas.words("h2", &[], "The same as a table");
    canvas.open("div", &[("class", "wide"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Who pays whom")]);
    canvas.open("table", &[]);
    canvas.open("thead", &[]);
    canvas.open("tr", &[]);
    for head in ["Who pays", "Who is paid", "Amount", "Status", "Deals and sources"] {
        canvas.words("th", &[("scope", "col")], head);
    }
    canvas.close("tr");
    canvas.close("thead");
    canvas.open("tbody", &[("id", "rows")]);
    let today = |flow: &'_ Flow| flow.today.and_then(|at| flow.states.get(at).cloned());
    for (flow, state) in explorer.flows.iter().filter_map(|flow| Some((flow, today(flow)?))) {
        row(canvas, explorer, flow, &state);
    }
    canvas.close("tbody");
    canvas.close("table");
    canvas.close("div");
    canvas.close("section");
}

/// A rung in a sentence: `in talks`.
fn words(rung: &Rung) -> String {
    rung.name.replace('-', " ")
}

fn row(canvas: &mut Canvas, explorer: &Explorer, flow: &Flow, state: &ArrowState) {
    let name = |at: usize| explorer.parties.get(at).map_or("", |party| party.name.as_str());
    canvas.open("tr", &[]);
    canvas.words("td", &[], name(flow.payer));
    canvas.words("td", &[], name(flow.payee));
    canvas.words("td", &[], &state.words);
    canvas.words("td", &[], &explorer.rungs.get(state.status).map_or_else(String::new, words));
    canvas.open("td", &[]);
    canvas.open("ul", &[]);
    for part in &state.parts {
        let Some(deal) = explorer.deals.get(part.deal) else { continue };
        canvas.open("li", &[]);
        canvas.raw(&super::escape(&format!("{}: {}, since {}", deal.title, part.words, part.since)));
        canvas.open("span", &[("class", "cites")]);
        for number in &deal.cites {
            let source = number.checked_sub(1).and_then(|at| explorer.sources.get(at));
            let url = source.and_then(|source| link(source.url.as_deref()));
            let near = format!("#s{number}");
            let title = source.map_or_else(String::new, |source| format!("{} ({})", source.who, source.standing));
            let attributes = [("href", url.unwrap_or(&near)), ("rel", "noopener noreferrer"), ("title", &title)];
            canvas.raw(" ");
            canvas.words("a", &attributes, &format!("[{number}]"));
        }
        canvas.close("span");
        canvas.close("li");
    }
    canvas.close("ul");
    canvas.close("td");
    canvas.close("tr");
}

fn sources(canvas: &mut Canvas, explorer: &Explorer) {
    canvas.open("section", &[]);
    canvas.words("h2", &[], "Sources");
    canvas.open("ol", &[("id", "sources")]);
    for (at, source) in explorer.sources.iter().enumerate() {
        canvas.open("li", &[("id", &format!("s{}", at + 1))]);
        let text =
            if source.title.is_empty() { source.who.clone() } else { format!("{}: {}", source.who, source.title) };
        match link(source.url.as_deref()) {
            Some(url) => canvas.words("a", &[("href", url), ("rel", "noopener noreferrer")], &text),
            None => canvas.words("span", &[], &text),
        }
        if !source.standing.is_empty() {
            canvas.raw(" ");
            canvas.words("span", &[("class", "standing")], &format!("({})", source.standing));
        }
        canvas.close("li");
    }
    canvas.close("ol");
    canvas.close("section");
}

/// How to read the page, and how not to.
fn method(canvas: &mut Canvas) {
    canvas.open("section", &[]);
    canvas.words("h2", &[], "How it is computed");
    for text in METHOD {
        canvas.words("p", &[], text);
    }
    canvas.close("section");
}

const METHOD: [&str; 5] = [
    "An arrow is money: from whoever gives value to whoever gets it, for every kind of deal. All deals from one party to \
     another are one step. A loop is a way over steps that leads back to where it began and passes nobody twice; it is \
     circular funding if something is invested on it and something bought, and at least two deals carry it. Circular \
     describes how money can move. It accuses nobody.",
    "The amount of a loop is that of its smallest step, as stated: no more than that step can be can go all the way \
     round. Loops share steps, so their amounts must not be added up. That a loop exists does not say that the same money went round.",
    "An amount that nobody stated is unknown: neither zero nor the most. \"Up to\" counts as stated, and its range begins \
     at zero. A step with several deals states what those of them state that state anything, as at least that much.",
    "The status of a step is that of its firmest deal, that of a loop that of its weakest step. With a rung chosen, only \
     deals count that had reached it by the day chosen. A total and its tranches, a round and its members, two \
     descriptions of the same money: each counts once.",
    "The page finds the loops itself, from the steps that are shown: all of them, unless it says \"at least\". The \
     program that wrote it prints the same with its command loops, and the rows behind every number with flows.",
];
