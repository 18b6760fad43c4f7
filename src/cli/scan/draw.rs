//! `--draw`: the loops that were found, as a picture.

use std::{io::Write as _, path::Path};

use super::Ask;
use crate::{
    answer::words::{at_least, plural, thousands},
    circuits::Loop,
    cli::{
        args::{Picture, ScanArgs},
        map::{
            lay_out,
            picture::{self, Target},
        },
        outcome::Failure,
        output,
    },
    draw::{Places, Style, dot, svg},
    scan::{Drawn, Listing, map, ring},
    terminal::{Terminal, endings::is_standard_output},
};

/// How many loops are drawn unless --top says it.
pub(super) const USUAL: usize = 12;

/// The format of the picture that is asked for.
pub(super) fn format(file: &Path) -> Result<Picture, Failure> {
    match Picture::of(None, Some(file).filter(|file| !is_standard_output(file)))? {
        Some(Picture::Html) => Err(Failure::help("loops of a ledger have no page", "draw them as .svg, .png or .pdf")),
        Some(format) => Ok(format),
        None => Err(Failure::help("--draw needs a file", "end its name in .svg, .png, .pdf or .dot")),
    }
}

/// Draws the loops, of so many that were found.
pub(super) fn run(
    args: &ScanArgs,
    ask: &Ask,
    listing: &Listing<'_>,
    (loops, found, complete): (&[Loop], u64, bool),
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let Some(file) = args.draw.as_deref() else { return Ok(()) };
    let format = format(file)?;
    let Some(first) = loops.first() else {
        return Ok(writeln!(terminal.err, "note: there is no loop to draw: no picture was made")?);
    };
    let chosen = ask.top.map_or_else(|| "the first found".to_owned(), |_| format!("the largest by {}", ask.by.name()));
    let source = args
        .reading
        .ledger
        .first()
        .and_then(|path| path.file_name())
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let drawn = Drawn { found, complete, chosen, source };
    let style = Style::light();
    let (picture, count) = if loops.len() == 1 && format != Picture::Dot {
        (svg::ring(&ring(listing, first, &drawn), &style), 1)
    } else {
        let (scene, count) = map(listing, loops, &drawn);
        if format == Picture::Dot {
            output::put(&dot::map(&scene).to_string(), Some(file), terminal)?;
            return said(count, &drawn, ask, terminal);
        }
        let arrangement = lay_out(&scene, &Places::default(), (&style, &ask.stop), terminal)?;
        (svg::map_of(&scene, &arrangement, &style), count)
    };
    let target = Target { format, file: Some(file), font: args.font.as_deref(), sized: false };
    picture::put(&picture, &target, terminal)?;
    said(count, &drawn, ask, terminal)
}

/// Says so if not all loops are drawn.
fn said(count: usize, drawn: &Drawn, ask: &Ask, terminal: &mut Terminal) -> Result<(), Failure> {
    let found = usize::try_from(drawn.found).unwrap_or(usize::MAX);
    if count == found {
        return Ok(());
    }
    let all = format!("{} {}", at_least(drawn.complete, found), plural(found, "loop"));
    let more = if ask.top.is_some() { "" } else { "; --top N draws the N largest" };
    Ok(writeln!(terminal.err, "note: the picture shows {} of {all}: {}{more}", thousands(count), drawn.chosen)?)
}
