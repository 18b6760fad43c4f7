//! `--draw`: the loops that were found, as a picture.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

use super::Ask;
use crate::{
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
    scan::{self, Drawing, Gathered, Listing},
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

/// Draws what was gathered.
pub(super) fn run(
    args: &ScanArgs,
    ask: &Ask,
    (listing, found): (&Listing<'_>, &Gathered),
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let Some(file) = args.draw.as_deref() else { return Ok(()) };
    let format = format(file)?;
    let name = |path: &PathBuf| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let source: Vec<String> = args.reading.ledger.iter().map(name).collect();
    let Some(picture) = scan::picture(listing, found, &source.join(", "), format == Picture::Dot) else {
        return Ok(writeln!(terminal.err, "note: there is no loop to draw: no picture was made")?);
    };
    let style = Style::light();
    let svg = match picture.drawing {
        Drawing::Ring(ring) => svg::ring(&ring, &style),
        Drawing::Map(scene) if format == Picture::Dot => {
            output::put(&dot::map(&scene).to_string(), Some(file), terminal)?;
            return said(picture.part.as_deref(), terminal);
        }
        Drawing::Map(scene) => {
            let arrangement = lay_out(&scene, &Places::default(), (&style, &ask.stop), terminal)?;
            svg::map_of(&scene, &arrangement, &style)
        }
    };
    let target = Target { format, file: Some(file), font: args.font.as_deref(), sized: false };
    picture::put(&svg, &target, terminal)?;
    said(picture.part.as_deref(), terminal)
}

/// Says which loops are drawn, if not all.
fn said(part: Option<&str>, terminal: &mut Terminal) -> Result<(), Failure> {
    part.map_or(Ok(()), |part| Ok(writeln!(terminal.err, "note: {part}")?))
}
