//! `roundtrip map`: the diagrams.

mod graphviz;
pub(super) mod picture;

use std::io::Write as _;

use picture::Target;

use super::{
    args::{Diagram, LookArgs, MapArgs, Picture, Theme},
    clock, data,
    outcome::{End, Failure},
    output, view,
};
use crate::{
    answer::{FoundLoops, LoopsAsk, words::thousands},
    circuits::{Circuit, Circuits, Order, along},
    draw::{
        Frame, Html, Places, Scene, Style, Svg, dot, html,
        scenes::{self, MapOptions, Subject},
        svg,
    },
    flow::{FlowGraph, Scope},
    model::{Register, Stop},
    terminal::{Terminal, interrupt::stopped},
};

/// How many loops pictures and lists are made of where there are more than can be listed: the largest.
pub(super) const LISTABLE: usize = 1_000;

/// How many loops a page lists where no script runs.
const IN_PAGE: usize = 25;

pub(super) fn run(args: &MapArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let clock = clock::start(&args.data.deadline)?;
    let register = data::read(&args.registers, &args.data, terminal)?;
    let view = view::view(&args.view, &register, terminal)?;
    let style = style(&args.look)?;
    let format = Picture::of(args.format, args.output.as_deref())?.unwrap_or(Picture::Svg);
    may_be(args, format)?;
    let limits = view::limits(&args.search, &args.class)?;
    let scope = Scope::new(&register, view).until(clock.clone());
    let ask = LoopsAsk { limits, order: Order::Amount, only: None };
    let highlight = args.highlight.as_deref().map(|path| named(&scope.graph, &register, path)).transpose()?;
    let circuits = match (args.diagram, &highlight) {
        // A ring that is named needs no other loop.
        (Diagram::Loop, Some(circuit)) => Circuits::all(vec![circuit.clone()]),
        _ => FoundLoops::all_or_largest(&scope, &ask, LISTABLE, 0.4).circuits,
    };
    let options = MapOptions {
        focus: args.focus.as_deref().map(|text| view::entity(&register, text).map(|id| (id, args.hops))).transpose()?,
        highlight: highlight.map(|circuit| circuit.nodes),
        all: args.all,
        most: args.most.map(no_limit),
        title: args.look.title.clone(),
    };
    let subject =
        Subject { scope: &scope, circuits: &circuits.list, found: circuits.found, complete: circuits.complete };
    let picture = match args.diagram {
        Diagram::Map => {
            let scene = drawable(scenes::map(&subject, &options), (&subject, &args.look))?;
            say_left_out(&scene, "map", terminal)?;
            if format == Picture::Dot {
                output::put(&dot::map(&scene).to_string(), args.output.as_deref(), terminal)?;
                return Ok(view::end(&circuits));
            }
            let arrangement = lay_out(&scene, &places(args, &scene)?, (&style, &clock.share(0.7)), terminal)?;
            if format == Picture::Html {
                let page = page(&subject, (&scene, &arrangement), &clock);
                let end = end(&circuits, &clock);
                output::put(&page.to_string(), args.output.as_deref(), terminal)?;
                return Ok(end);
            }
            svg::map_of(&scene, &arrangement, &style)
        }
        Diagram::Matrix => {
            let scene = drawable(scenes::matrix(&subject, &options), (&subject, &args.look))?;
            say_left_out(&scene, "matrix", terminal)?;
            say_incomplete(&subject, terminal)?;
            svg::matrix(&scene, &style)
        }
        Diagram::Loop => ring(&subject, (&args.look, &style))?,
        _ => chart(&subject, args, (&style, &clock))?,
    };
    let end = match args.diagram {
        Diagram::Map | Diagram::Ladder | Diagram::Timeline => end(&circuits, &clock),
        _ => view::end(&circuits),
    };
    #[cfg(any(feature = "png", feature = "pdf"))]
    let font = args.font.as_deref();
    #[cfg(not(any(feature = "png", feature = "pdf")))]
    let font = None;
    let target = Target { format, file: args.output.as_deref(), font, sized: args.look.size.is_some() };
    picture::put(&picture, &target, terminal)?;
    Ok(end)
}

/// Whether the flags of a picture go together.
fn may_be(args: &MapArgs, format: Picture) -> Result<(), Failure> {
    if matches!(format, Picture::Dot | Picture::Html) && args.diagram != Diagram::Map {
        return Err(Failure::help("only a map can be a graph or a page", "leave out --diagram, or take --format svg"));
    }
    if format == Picture::Html && (args.look.size.is_some() || args.look.theme != Theme::Light) {
        let help = "leave out --size and --theme: the page fits its window, and is dark where its reader likes it so";
        return Err(Failure::help("a page has no size and no theme of its own", help));
    }
    if args.most.is_some() && !matches!(args.diagram, Diagram::Map | Diagram::Matrix) {
        return Err(Failure::help("--most is for a map or a matrix", "take --top N for the loops of a gallery"));
    }
    Ok(())
}

/// The most that are drawn, as it is typed: 0 is all.
pub(super) fn no_limit(most: usize) -> usize {
    if most == 0 { usize::MAX } else { most }
}

/// Says whom a picture does not show for want of room.
pub(super) fn say_left_out(scene: &Scene, picture: &str, terminal: &mut Terminal) -> Result<(), Failure> {
    Ok(scene.left_out.iter().try_for_each(|text| writeln!(terminal.err, "note: of the {picture}: {text}"))?)
}

/// Says that a matrix, which counts no loops, is made without all of them.
fn say_incomplete(subject: &Subject<'_>, terminal: &mut Terminal) -> Result<(), Failure> {
    if !subject.complete {
        let found = thousands(subject.found);
        writeln!(terminal.err, "note: of the matrix: there are at least {found} loops; not all were looked at")?;
    }
    Ok(())
}

/// How the search for loops and what came after it end a command.
pub(super) fn end(circuits: &Circuits, clock: &Stop) -> End {
    if clock.was_hit() { End::Limited } else { view::end(circuits) }
}

/// Lays out a map as well as can be in the time that is left.
pub(super) fn lay_out(
    scene: &Scene,
    places: &Places,
    (style, clock): (&Style, &Stop),
    terminal: &mut Terminal,
) -> Result<svg::Arrangement, Failure> {
    let arrangement = svg::Arrangement::within(scene, places, style, clock);
    if stopped() {
        return Err(Failure::Interrupted);
    }
    if clock.should_stop() {
        writeln!(terminal.err, "note: the map is less tidy than it could be: its layout was stopped at --deadline")?;
    }
    Ok(arrangement)
}

/// Where the bubbles are to lie, if something says so: an earlier map, or Graphviz.
fn places(args: &MapArgs, scene: &Scene) -> Result<Places, Failure> {
    let Some(path) = &args.keep_layout else {
        return Ok(graphviz::places(args.layout, scene)?.unwrap_or_default());
    };
    let shown = path.display();
    let help = "--keep-layout takes a map that roundtrip drew as SVG";
    let text = String::from_utf8(data::bytes(path, help)?)
        .map_err(|_| Failure::help(format!("`{shown}` is not UTF-8"), help))?;
    let places =
        Places::of_svg(&text, scene).map_err(|error| Failure::help(format!("`{shown}` is no SVG: {error}"), help))?;
    places.ok_or_else(|| Failure::help(format!("`{shown}` has no bubble that is on this map"), help))
}

/// The page of a map that is laid out.
pub(super) fn page(subject: &Subject<'_>, (scene, arrangement): (&Scene, &svg::Arrangement), clock: &Stop) -> Html {
    let names = |circuit: &Circuit| {
        let ring = circuit.nodes.iter().chain(circuit.nodes.first());
        let names: Vec<&str> = ring.map(|&node| subject.scope.register.name(subject.scope.graph.id(node))).collect();
        names.join(" → ")
    };
    let listed = |circuit: &Circuit| html::Listed {
        names: names(circuit),
        amount: circuit
            .bottleneck
            .stated
            .map_or_else(|| "–".to_owned(), |stated| subject.scope.register.base.money(stated)),
    };
    let frame = html::Frame {
        count: format!("{}{}", if subject.complete { "" } else { "at least " }, thousands(subject.found)),
        largest: subject.circuits.iter().take(IN_PAGE).map(listed).collect(),
    };
    html::page(&scenes::explorer(subject, scene), &frame, arrangement, clock)
}

/// The look that the flags ask for.
fn style(look: &LookArgs) -> Result<Style, Failure> {
    let style = match look.theme {
        Theme::Light => Style::light(),
        Theme::Dark => Style::dark(),
        Theme::Print => Style::print(),
    };
    let Some(text) = &look.size else { return Ok(style) };
    let sides = text.split_once(['x', 'X', '×']);
    let side = |text: &str| text.trim().parse::<u32>().ok().filter(|side| (100..=20_000).contains(side));
    let size = sides.and_then(|(width, height)| Some((side(width)?, side(height)?)));
    let (width, height) =
        size.ok_or_else(|| Failure::help(format!("`{text}` is not a size"), "write 1600x900: 100 to 20000 px a side"))?;
    Ok(style.sized(width, height))
}

/// A scene that holds something, with or without its sources.
fn drawable(scene: Scene, (subject, look): (&Subject<'_>, &LookArgs)) -> Result<Scene, Failure> {
    if scene.bubbles.is_empty() {
        return Err(nothing(subject));
    }
    Ok(if look.no_sources { scene.without_sources() } else { scene })
}

fn nothing(subject: &Subject<'_>) -> Failure {
    if !subject.complete {
        return Failure::help("no loop was found before the search was stopped", "give it more time with --deadline");
    }
    let help = "--class any takes loops of every class; --all draws a map or a matrix of every entity";
    Failure::help("there is no loop to draw in this view", help)
}

/// The first loop as a ring: the one to highlight, else the largest.
fn ring(subject: &Subject<'_>, (look, style): (&LookArgs, &Style)) -> Result<Svg, Failure> {
    let circuit = subject.circuits.first().ok_or_else(|| nothing(subject))?;
    let mut ring = scenes::ring(subject, circuit);
    if let Some(title) = &look.title {
        ring.title.clone_from(title);
    }
    Ok(svg::ring(&if look.no_sources { ring.without_sources() } else { ring }, style))
}

/// The loop that a path names, of whatever class.
fn named(graph: &FlowGraph, register: &Register, path: &str) -> Result<Circuit, Failure> {
    let node = |part: &str| {
        let id = view::entity(register, part)?;
        graph
            .node(id.as_str())
            .ok_or_else(|| Failure::new(format!("`{id}` pays nothing and is paid nothing in this view")))
    };
    let mut nodes: Vec<usize> = path.split('/').map(node).collect::<Result<_, Failure>>()?;
    let first = nodes.iter().enumerate().min_by_key(|&(_, node)| node).map_or(0, |(at, _)| at);
    nodes.rotate_left(first);
    along(graph, register, &nodes).ok_or_else(|| {
        let ids: Vec<&str> = nodes.iter().map(|&node| graph.id(node).as_str()).collect();
        let path = ids.join("/");
        Failure::help(
            format!("there is no loop `{path}` in this view"),
            format!("`roundtrip show {path}` says what is missing"),
        )
    })
}

/// A diagram of loops, of time or of rungs.
fn chart(subject: &Subject<'_>, args: &MapArgs, (style, clock): (&Style, &Stop)) -> Result<Svg, Failure> {
    let head = |frame: &mut Frame| {
        if let Some(title) = &args.look.title {
            frame.title.clone_from(title);
        }
    };
    match args.diagram {
        Diagram::Gallery => {
            let mut gallery = scenes::gallery(subject, args.top.max(1));
            head(&mut gallery.frame);
            if gallery.tiles.is_empty() {
                return Err(nothing(subject));
            }
            Ok(svg::gallery(&if args.look.no_sources { gallery.without_sources() } else { gallery }, style))
        }
        Diagram::Timeline => {
            let mut timeline = scenes::timeline(subject, &scenes::moments(subject, clock));
            head(&mut timeline.frame);
            if timeline.events.is_empty() {
                return Err(Failure::new("there is no deal to draw in this view"));
            }
            Ok(svg::timeline(&if args.look.no_sources { timeline.without_sources() } else { timeline }, style))
        }
        _ => {
            let mut ladder = scenes::ladder_within(subject, view::class(&args.class)?, clock);
            head(&mut ladder.frame);
            Ok(svg::ladder(&ladder, style))
        }
    }
}
