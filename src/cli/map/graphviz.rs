//! Places from an installed Graphviz: asked for by name only, never because it happens to be there.

use std::{
    io::{ErrorKind, Read, Write},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    cli::{args::Layout, outcome::Failure},
    draw::{Places, Scene, dot},
    terminal::interrupt::stopped,
};

/// Longest time that Graphviz gets.
const LIMIT: Duration = Duration::from_secs(20);

/// The places that an engine of Graphviz finds; none for our own layout.
pub(super) fn places(layout: Layout, scene: &Scene) -> Result<Option<Places>, Failure> {
    let engine = match layout {
        Layout::Own => return Ok(None),
        Layout::Dot => "dot",
        Layout::Neato => "neato",
        Layout::Fdp => "fdp",
        Layout::Sfdp => "sfdp",
        Layout::Circo => "circo",
    };
    let answer = ask(engine, dot::request(scene).to_string())?;
    let places = Places::of_plain(&answer, scene.bubbles.len());
    places.map(Some).ok_or_else(|| Failure::new("Graphviz gave an answer that has not every bubble in it"))
}

/// Runs an engine on a graph, and kills it when it takes too long.
fn ask(engine: &str, graph: String) -> Result<String, Failure> {
    let mut command = Command::new("dot");
    command.arg(format!("-K{engine}")).arg("-Tplain");
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = child.map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::help(
            "Graphviz is not installed: there is no program `dot`",
            "install the package `graphviz`, or leave out --layout",
        ),
        _ => Failure::new(format!("cannot run Graphviz: {error}")),
    })?;
    let (Some(mut input), Some(mut output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Failure::new("cannot talk to Graphviz"));
    };
    // Both pipes at once: a full one would stop it. That it reads no more is seen by how it ends.
    let writer = thread::spawn(move || drop(input.write_all(graph.as_bytes())));
    let reader = thread::spawn(move || {
        let mut text = String::new();
        output.read_to_string(&mut text).map(|_| text)
    });
    let ended = wait(&mut child);
    let (_, text) = (writer.join(), reader.join());
    match (ended?, text) {
        (true, Ok(Ok(text))) => Ok(text),
        _ => Err(Failure::new(format!("Graphviz found no layout with `{engine}`"))),
    }
}

/// Whether it ended well, within the limit.
fn wait(child: &mut Child) -> Result<bool, Failure> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        if stopped() || start.elapsed() >= LIMIT {
            child.kill()?;
            child.wait()?;
            let seconds = LIMIT.as_secs();
            return Err(Failure::help(
                format!("Graphviz was not done after {seconds} seconds"),
                "try another engine, or fewer bubbles with --of",
            ));
        }
        thread::sleep(Duration::from_millis(10));
    }
}
