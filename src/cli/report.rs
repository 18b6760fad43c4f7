//! `roundtrip report`: the main job. Map, loops, tables and pictures of a register, in one folder.

use std::{collections::BTreeSet, fs, io::Write as _, path::Path};

use super::{
    args::ReportArgs,
    clock, data, map,
    outcome::{End, Failure},
    output::write_file,
    view,
};
use crate::{
    answer::{
        self, Answer, FoundLoops, Listing, Look, LoopsAsk,
        words::{counted, thousands},
    },
    circuits::{Circuit, Class, Limits, Order},
    draw::{
        Moment, Places, Scene, Style, Svg, dot,
        scenes::{self, MapOptions, Subject},
        svg,
    },
    flow::{Level, Scope, View},
    model::Stop,
    terminal::{Terminal, atomic::clear, browser, endings::is_standard_output, interrupt::stopped},
};

/// Names what the last report wrote, so that the next one can take away what it no longer writes.
const MANIFEST: &str = "files.txt";

/// So long a report may take where nothing else is asked for.
const USUALLY: &str = "60s";

/// How many loops stand side by side.
const IN_GALLERY: usize = 12;

/// How many loops the page lists.
const LISTED: usize = 50;

pub(super) fn run(args: &ReportArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    if is_standard_output(&args.output) {
        return Err(Failure::help("a report is a folder of files", "name a folder for it: -o FOLDER"));
    }
    let clock = clock::start_within(&args.data.deadline, USUALLY)?;
    let register = data::read(&args.registers, &args.data, terminal)?;
    let view = view::view(&args.view, &register, terminal)?;
    let limits = view::limits(&args.search, Class::CircularFunding.name())?;
    let scope = Scope::new(&register, view).until(clock.clone());
    let ask = LoopsAsk { limits, order: Order::Amount, only: None };
    // No more than these where nobody could list all, though all are asked for.
    let found = FoundLoops::all_or_largest(&scope, &ask, map::LISTABLE.max(args.top), 0.2);
    if stopped() {
        return Err(Failure::Interrupted);
    }
    let circuits = &found.circuits;
    let subject =
        Subject { scope: &scope, circuits: &circuits.list, found: circuits.found, complete: circuits.complete };
    say_part(&found, terminal)?;
    clock::missing("nothing of the report is written");
    // Before the layout, which takes all the time that it is given.
    let moments = scenes::moments(&subject, &clock.share(0.3));
    // Writing clears what a killed run left in a folder; no picture may be written this time.
    clear(&args.output.join("loops"));
    let mut folder = Folder { path: &args.output, written: BTreeSet::new() };
    let options = MapOptions { most: Some(map::no_limit(args.most)), ..MapOptions::default() };
    let scene = scenes::map(&subject, &options);
    let matrix = scenes::matrix(&subject, &options);
    map::say_left_out(&scene, "map and the matrix", terminal)?;
    let arrangement = map::lay_out(&scene, &Places::default(), (&Style::light(), &clock.share(0.5)), terminal)?;
    folder.put("map.svg", svg::map_of(&scene, &arrangement, &Style::light()).to_string())?;
    folder.put("index.html", map::page(&subject, (&scene, &arrangement), &clock.share(0.6)).to_string())?;
    folder.put("map.dot", dot::map(&scene).to_string())?;
    let largest = Listing::new(LISTED, &clock);
    let all = if args.top == 0 { usize::MAX } else { args.top };
    folder.put(
        "loops.md",
        told(answer::largest_loops(&found, &largest, all, args.pictures), answer::Format::Markdown)?,
    )?;
    folder.put("circularity.md", circularity(&scope, &ask.limits, clock.share(0.8))?)?;
    folder.put("flows.csv", told(answer::flows(&scope, answer::Ends::default()), answer::Format::Csv)?)?;
    folder.put("claims.csv", told(answer::claims(&scope), answer::Format::Csv)?)?;
    for (name, picture) in charts(&subject, &matrix, &moments, &clock.share(0.85)) {
        folder.put(name, picture.to_string())?;
    }
    let pictured = circuits.list.iter().take(args.pictures);
    for circuit in pictured.clone() {
        let picture = svg::ring(&scenes::ring(&subject, circuit), &Style::light());
        folder.put(&format!("loops/{}.svg", file_name(circuit)), picture.to_string())?;
    }
    // Last, because a list can take as long as it is let.
    lists(&found, all, &mut folder, &clock, terminal)?;
    let end = map::end(circuits, &clock);
    folder.finish()?;
    let least = if circuits.complete { "" } else { "at least " };
    let count = counted(circuits.found, "loop");
    let pictures = counted(pictured.count(), "loop");
    writeln!(
        terminal.out,
        "{}: {least}{count} of circular funding; the map, the tables and pictures of {pictures} are in {}",
        register.title,
        args.output.display()
    )?;
    show(&args.output.join("index.html"), args.open, terminal)?;
    Ok(end)
}

/// Says of which loops the report is, if not of all.
fn say_part(found: &FoundLoops<'_>, terminal: &mut Terminal) -> Result<(), Failure> {
    if !found.has_largest() {
        return Ok(());
    }
    let count = thousands(found.circuits.list.len());
    let note = "there are more loops than are listed: lists and pictures have the";
    Ok(writeln!(terminal.err, "note: {note} {count} with the largest bottleneck")?)
}

/// Says what to open, or opens it. That nothing can show it is no failure: the report is written.
fn show(page: &Path, open: bool, terminal: &mut Terminal) -> Result<(), Failure> {
    let shown = page.display();
    if !open {
        return Ok(writeln!(terminal.out, "Open {shown} in a browser, or add --open.")?);
    }
    writeln!(terminal.out, "Opening {shown}.")?;
    terminal.out.flush()?;
    if let Err(error) = browser::open(page) {
        writeln!(terminal.err, "note: no browser could be started ({error}); open {shown} yourself")?;
    }
    Ok(())
}

/// An answer as the bytes of a file.
fn told(answer: Answer<'_>, format: answer::Format) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    answer::write(answer, format, Look::default(), &mut bytes).map_err(|error| Failure::new(error.to_string()))?;
    Ok(bytes)
}

/// The figures, between companies whatever the level of the report, as a page.
fn circularity(scope: &Scope<'_>, limits: &Limits, stop: Stop) -> Result<Vec<u8>, Failure> {
    let view = View { level: Level::Company, ..scope.view.clone() };
    let scope = Scope::new(scope.register, view).until(stop);
    told(answer::circularity(&scope, limits), answer::Format::Markdown)
}

/// The first loops that were found, as far as there is time to write them.
fn lists(
    found: &FoundLoops<'_>,
    top: usize,
    folder: &mut Folder<'_>,
    clock: &Stop,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let files = [("loops.csv", answer::Format::Csv, 0.95), ("loops.json", answer::Format::Json, 1.0)];
    for (name, format, share) in files {
        let stop = clock.share(share);
        let listing = Listing::new(top, &stop);
        folder.put(name, told(answer::loops(found, &listing), format)?)?;
        if let Some(cut) = listing.said(&found.circuits) {
            writeln!(terminal.err, "note: {name} has {cut}")?;
        }
    }
    let count = found.circuits.list.len();
    if top < count && !found.has_largest() {
        let (top, count) = (thousands(top), counted(count, "loop"));
        writeln!(terminal.err, "note: loops.csv and loops.json have the {top} largest of {count}; --top 0 writes all")?;
    }
    Ok(())
}

/// The other diagrams of a register that has loops.
fn charts(subject: &Subject<'_>, matrix: &Scene, moments: &[Moment], clock: &Stop) -> Vec<(&'static str, Svg)> {
    if subject.circuits.is_empty() {
        return Vec::new();
    }
    let style = Style::light();
    vec![
        ("gallery.svg", svg::gallery(&scenes::gallery(subject, IN_GALLERY), &style)),
        ("matrix.svg", svg::matrix(matrix, &style)),
        ("timeline.svg", svg::timeline(&scenes::timeline(subject, moments), &style)),
        ("ladder.svg", svg::ladder(&scenes::ladder_within(subject, Some(Class::CircularFunding), clock), &style)),
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
        clock::missing(format!("the report is not whole: {name} is the last file that was written"));
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
