//! Our layout beside those of Graphviz, which must be installed: what a reader minds of each drawing, counted, as a table.
//!
//! `cargo bench --bench layout`

use std::{
    io::{Read as _, Write as _},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use roundtrip::{
    circuits::{Class, Limits, find},
    draw::{
        Arrow, Bubble, Places, Scene, Shape, Tint, dot,
        quality::{self, Quality},
        scenes::{self, MapOptions, Subject},
    },
    flow::{Scope, View},
    model::Stop,
};

/// Longest time for an engine.
const LIMIT: Duration = Duration::from_mins(1);

/// Engines whose places are also drawn with our arrows and words.
const OUR_ARROWS: [&str; 3] = ["neato", "sfdp", "dot"];

fn main() {
    // `cargo test` runs benches too, with this flag: there is nothing to test here.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    println!("| map | layout | crossings | arrows over bubbles | words covered | time, s |");
    println!("|---|---|--:|--:|--:|--:|");
    compare("shipped register", &register());
    for bubbles in [12, 30, 60, 120, 300] {
        compare(&format!("random, {bubbles} bubbles, {} arrows", 2 * bubbles), &random(bubbles));
    }
}

fn compare(name: &str, scene: &Scene) {
    let start = Instant::now();
    row(name, "ours", Some(quality::ours(scene, None)), start.elapsed());
    for engine in ["neato", "fdp", "sfdp", "circo", "twopi", "dot"] {
        let start = Instant::now();
        let answer = graphviz(engine, &dot::request(scene).to_string());
        let time = start.elapsed();
        let drawn = answer.as_deref().and_then(|answer| quality::graphviz(scene, answer));
        row(name, engine, drawn, time);
        if !OUR_ARROWS.contains(&engine) {
            continue;
        }
        let places = answer.and_then(|answer| Places::of_plain(&answer, scene.bubbles.len()));
        let ours = places.map(|places| quality::ours(scene, Some(&places)));
        row(name, &format!("{engine}, our arrows and words"), ours, time);
    }
}

fn row(name: &str, layout: &str, quality: Option<Quality>, time: Duration) {
    let time = time.as_secs_f64();
    match quality {
        Some(Quality { crossings, over_bubbles, overlaps }) => {
            println!("| {name} | {layout} | {crossings} | {over_bubbles} | {overlaps} | {time:.2} |");
        }
        None => println!("| {name} | {layout} | – | – | – | no answer after {time:.0} |"),
    }
}

/// The answer of an engine in the format `plain`, if it comes in time.
fn graphviz(engine: &str, graph: &str) -> Option<String> {
    let mut command = Command::new("dot");
    command
        .arg(format!("-K{engine}"))
        .arg("-Tplain")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().expect("Graphviz is installed");
    child.stdin.take().expect("a pipe").write_all(graph.as_bytes()).expect("it reads");
    let mut output = child.stdout.take().expect("a pipe");
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        output.read_to_string(&mut text).map(|_| text)
    });
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("it runs") {
            return status.success().then(|| reader.join().expect("no panic").expect("UTF-8"));
        }
        if start.elapsed() > LIMIT {
            child.kill().expect("it runs");
            child.wait().expect("it ends");
            return None;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The map of the shipped register.
fn register() -> Scene {
    let (register, _) = roundtrip::load::embedded().expect("sound");
    let scope = Scope::new(&register, View::of(&register));
    let limits = Limits::default().class(Class::CircularFunding);
    let circuits = find(&scope.graph, &register, &limits, &Stop::never()).list;
    let subject = Subject { scope: &scope, circuits: &circuits, found: circuits.len(), complete: true };
    scenes::map(&subject, &MapOptions::default())
}

/// A random map with twice as many arrows as bubbles, as maps of money are: few with many partners, amounts and worths over
/// some powers of ten.
fn random(count: usize) -> Scene {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64 ^ count as u64;
    let mut below = move |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % end
    };
    // The smaller of two favours the first ones.
    let few = |below: &mut dyn FnMut(usize) -> usize| below(count).min(below(count));
    let mut power = |low: f64, powers: f64| 10_f64.powf(low + powers * below(1_000) as f64 / 1_000.0);
    let bubbles: Vec<Bubble> = (0..count).map(|i| bubble(i, power(9.0, 3.5))).collect();
    let amounts: Vec<f64> = (0..2 * count).map(|_| power(8.5, 2.8)).collect();
    let mut arrows: Vec<Arrow> = Vec::new();
    while arrows.len() < 2 * count {
        let (payer, payee) = (few(&mut below), few(&mut below));
        let known = arrows.iter().any(|arrow| (arrow.payer, arrow.payee) == (payer, payee));
        if payer != payee && !known {
            arrows.push(arrow((payer, payee), amounts[arrows.len()], arrows.len()));
        }
    }
    Scene {
        title: "Random".to_owned(),
        subtitle: Vec::new(),
        currency: Some(roundtrip::model::Currency::USD),
        bubbles,
        arrows,
        notes: Vec::new(),
        left_out: None,
        sources: Vec::new(),
        desc: String::new(),
    }
}

fn bubble(i: usize, worth: f64) -> Bubble {
    Bubble {
        id: format!("c{i}"),
        name: format!("Company {i}"),
        shape: Shape::Company,
        worth: Some(worth),
        worth_label: None,
        worth_on: None,
        tint: Tint::Cloud,
        title: String::new(),
    }
}

fn arrow((payer, payee): (usize, usize), amount: f64, at: usize) -> Arrow {
    let tints = [Tint::Investment, Tint::Cloud, Tint::Chips];
    Arrow {
        payer,
        payee,
        tint: tints[at % tints.len()],
        amount: Some(amount),
        label: format!("${:.0}bn", (amount / 1e9).max(1.0)),
        sublabel: None,
        firm: true,
        on_loop: true,
        coloured: true,
        structural: false,
        title: String::new(),
        deals: Vec::new(),
        cites: Vec::new(),
    }
}
