//! `roundtrip report`: the main job. Map, loops, tables and pictures of a register, in one folder.

use std::{collections::BTreeSet, fs, io::Write as _, path::Path};

use super::{
    args::ReportArgs,
    clock, data,
    interrupt::stopped,
    listing::Listing,
    loops::{self, Found, thousands},
    map,
    outcome::{End, Failure},
    output::{clear, write_file},
    page::Page,
    terminal::Terminal,
    view,
};
use crate::{
    answer::{self, Answer, Look},
    circuits::{Circuit, Class, Limits, Order, rank},
    draw::{
        Moment, Places, Style, Svg, dot,
        scenes::{self, MapOptions, Subject},
        svg,
    },
    flow::{Level, Scope, View},
    model::Stop,
};

/// Names what the last report wrote, so that the next one can take away what it no longer writes.
const MANIFEST: &str = "files.txt";

/// How many loops stand side by side.
const IN_GALLERY: usize = 12;

/// How many loops the page lists.
const LISTED: usize = 50;

pub(super) fn run(args: &ReportArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let clock = clock::start(Some(&args.search.bounds))?;
    let register = data::read(&args.registers, &args.data, terminal)?;
    let view = view::view(&args.view, &register, terminal)?;
    let limits = view::limits(&args.search, Class::CircularFunding.name(), &view)?;
    let graph = view.flow(&register);
    let mut circuits = view::search(&graph, &register, &limits, &clock.share(0.2));
    if stopped() {
        return Err(Failure::Interrupted);
    }
    rank(&mut circuits.list, Order::Amount);
    let found = Found { register: &register, view: &view, graph: &graph, circuits: &circuits };
    let subject = Subject {
        register: &register,
        view: &view,
        graph: &graph,
        circuits: &circuits.list,
        complete: circuits.complete,
    };
    // Before the layout, which takes all the time that it is given.
    let moments = map::moments(&subject, &clock.share(0.3));
    // Writing clears what a killed run left in a folder; no picture may be written this time.
    clear(&args.output.join("loops"));
    let mut folder = Folder { path: &args.output, written: BTreeSet::new() };
    let scene = scenes::map(&subject, &MapOptions::default());
    let arrangement = map::lay_out(&scene, &Places::default(), (&Style::light(), &clock.share(0.5)), terminal)?;
    folder.put("map.svg", &svg::map_of(&scene, &arrangement, &Style::light()).to_string())?;
    folder.put("index.html", &map::page(&subject, (&scene, &arrangement), &clock.share(0.6)).to_string())?;
    folder.put("map.dot", &dot::map(&scene).to_string())?;
    folder.put("loops.md", &page(&found, args.pictures, &clock).markdown())?;
    folder.put("circularity.md", circularity(&found, &limits, clock.share(0.6))?)?;
    folder.put("flows.csv", told(answer::flows(&Scope::new(&register, view.clone())), answer::Format::Csv)?)?;
    for (name, picture) in charts(&subject, &moments, &clock.share(0.7)) {
        folder.put(name, &picture.to_string())?;
    }
    let pictured = circuits.list.iter().take(args.pictures);
    for circuit in pictured.clone() {
        let picture = svg::ring(&scenes::ring(&subject, circuit), &Style::light());
        folder.put(&format!("loops/{}.svg", file_name(circuit)), &picture.to_string())?;
    }
    // Last, because a list can take as long as it is let.
    lists(&found, &mut folder, &clock, terminal)?;
    let end = map::end(&circuits, &clock);
    folder.finish()?;
    let what = if circuits.complete { "" } else { "at least " };
    let count = thousands(circuits.list.len());
    let pictures = thousands(pictured.count());
    writeln!(
        terminal.out,
        "{}: {what}{count} loops of circular funding; the map, the tables and pictures of {pictures} loops are in {}",
        register.title,
        args.output.display()
    )?;
    Ok(end)
}

/// An answer as the bytes of a file.
fn told(answer: Answer<'_>, format: answer::Format) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    answer::write(answer, format, Look::default(), &mut bytes).map_err(|error| Failure::new(error.to_string()))?;
    Ok(bytes)
}

/// The figures, between companies whatever the level of the report, as a page.
fn circularity(found: &Found<'_>, limits: &Limits, stop: Stop) -> Result<Vec<u8>, Failure> {
    let view = View { level: Level::Company, ..found.view.clone() };
    let scope = Scope::new(found.register, view).until(stop);
    told(answer::circularity(&scope, limits), answer::Format::Markdown)
}

/// All loops that were found, or as many as there is time to write.
fn lists(found: &Found<'_>, folder: &mut Folder<'_>, clock: &Stop, terminal: &mut Terminal) -> Result<(), Failure> {
    let (eight, nine) = (clock.share(0.8), clock.share(0.9));
    let (csv, json) = (Listing::new(usize::MAX, &eight), Listing::new(usize::MAX, &nine));
    folder.put("loops.csv", &loops::csv(found, &csv).csv()?)?;
    folder.put("loops.json", &loops::json(found, &json)?)?;
    for (name, listing) in [("loops.csv", &csv), ("loops.json", &json)] {
        if let Some(cut) = listing.said(found.circuits) {
            writeln!(terminal.err, "note: {name} has {cut}")?;
        }
    }
    Ok(())
}

/// The other diagrams of a register that has loops.
fn charts(subject: &Subject<'_>, moments: &[Moment], clock: &Stop) -> Vec<(&'static str, Svg)> {
    if subject.circuits.is_empty() {
        return Vec::new();
    }
    let style = Style::light();
    vec![
        ("gallery.svg", svg::gallery(&scenes::gallery(subject, IN_GALLERY), &style)),
        ("matrix.svg", svg::matrix(&scenes::matrix(subject, &MapOptions::default()), &style)),
        ("timeline.svg", svg::timeline(&scenes::timeline(subject, moments), &style)),
        ("ladder.svg", svg::ladder(&map::rungs(subject, Some(Class::CircularFunding), clock), &style)),
    ]
}

/// A loop's id as a file name: `nvidia-openai-oracle`, shortened where a system would not take it.
fn file_name(circuit: &Circuit) -> String {
    let name = circuit.id.replace('/', "--");
    if name.len() <= 180 {
        name
    } else {
        format!("{}--and-more-{}", name.get(..160).unwrap_or_default(), circuit.length())
    }
}

/// A folder of results.
struct Folder<'a> {
    path: &'a Path,
    written: BTreeSet<String>,
}

impl Folder<'_> {
    /// Writes a file of the report; none after Ctrl-C, so that those of an earlier report stay.
    fn put(&mut self, name: &str, text: impl AsRef<[u8]>) -> Result<(), Failure> {
        if stopped() {
            return Err(Failure::Interrupted);
        }
        write_file(&self.path.join(name), text.as_ref())?;
        self.written.insert(name.to_owned());
        Ok(())
    }

    /// Takes away what an earlier report wrote and this one did not, and nothing else.
    fn finish(&mut self) -> Result<(), Failure> {
        let manifest = self.path.join(MANIFEST);
        let earlier = fs::read_to_string(&manifest).unwrap_or_default();
        let plain = |name: &&str| Path::new(name).components().all(|c| matches!(c, std::path::Component::Normal(_)));
        for name in earlier.lines().filter(|name| !self.written.contains(*name)).filter(plain) {
            // It may be gone already.
            let _ = fs::remove_file(self.path.join(name));
        }
        let names: Vec<&str> = self.written.iter().map(String::as_str).collect();
        write_file(&manifest, (names.join("\n") + "\n").as_bytes())
    }
}

/// The loops as a page.
fn page(found: &Found<'_>, pictures: usize, clock: &Stop) -> Page {
    let list = &found.circuits.list;
    let what = if found.circuits.complete { "" } else { "At least " };
    let mut page = Page::new(format!("{what}{} loops of circular funding", thousands(list.len())));
    page.text(format!("{}, {}.", found.register.title, view::words(found.view)));
    page.text(format!(
        "The {} largest{} by what their thinnest hop lets through; loops share hops, so these must not be added up. \
         All of them are in loops.csv and loops.json, the deals behind them in flows.csv, pictures of the first {} in loops/.",
        LISTED.min(list.len()),
        if found.circuits.complete { "" } else { " of them" },
        pictures.min(list.len())
    ));
    let mut notes = std::mem::take(&mut page.notes);
    page.table(loops::table(found, &Listing::new(LISTED, clock), &mut notes));
    page.notes = notes;
    page.sources(found.register);
    page
}
