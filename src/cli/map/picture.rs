//! A picture to where it goes, in the format asked for.

#[cfg(any(feature = "png", feature = "pdf"))]
use std::io::Write as _;

#[cfg(any(feature = "png", feature = "pdf"))]
use crate::terminal::endings::is_standard_output;
use crate::{
    cli::{
        args::{MapArgs, Picture},
        outcome::Failure,
        output,
    },
    draw::Svg,
    terminal::Terminal,
};

pub(super) fn put(svg: &Svg, (args, format): (&MapArgs, Picture), terminal: &mut Terminal) -> Result<(), Failure> {
    match format {
        #[cfg(feature = "png")]
        Picture::Png => {
            // A page of an asked size has just that many pixels.
            let scale = if args.look.size.is_some() { 1.0 } else { 2.0 };
            let fonts = fonts(svg, args, terminal)?;
            bytes(&crate::draw::image::png(svg, &fonts, scale).map_err(|error| refused(&error))?, args, terminal)
        }
        #[cfg(feature = "pdf")]
        Picture::Pdf => {
            let fonts = fonts(svg, args, terminal)?;
            bytes(&crate::draw::image::pdf(svg, &fonts).map_err(|error| refused(&error))?, args, terminal)
        }
        Picture::Svg | Picture::Dot | Picture::Html => output::put(&svg.to_string(), args.output.as_deref(), terminal),
    }
}

/// The carried font and the one that is named, after a warning about letters that both lack.
#[cfg(any(feature = "png", feature = "pdf"))]
fn fonts(svg: &Svg, args: &MapArgs, terminal: &mut Terminal) -> Result<crate::draw::image::Fonts, Failure> {
    let mut fonts = crate::draw::image::Fonts::default();
    if let Some(path) = &args.font {
        let font = crate::cli::data::bytes(path, "--font takes a font file, TTF or OTF")?;
        fonts = fonts.with(font).map_err(|error| Failure::new(format!("`{}`: {error}", path.display())))?;
    }
    let lacks = fonts.lacks(svg);
    if !lacks.is_empty() {
        let some: String = lacks.iter().take(20).collect();
        let more = if lacks.len() > 20 { ", and more" } else { "" };
        writeln!(terminal.err, "warning: no font at hand has these letters: {some}{more}; --font FILE adds one")?;
    }
    Ok(fonts)
}

#[cfg(any(feature = "png", feature = "pdf"))]
fn refused(error: &crate::draw::image::ImageError) -> Failure {
    use std::error::Error as _;

    let why = error.source().map(|source| format!(": {source}")).unwrap_or_default();
    Failure::help(format!("{error}{why}"), "ask for a smaller page with --size, or take --format svg")
}

#[cfg(any(feature = "png", feature = "pdf"))]
fn bytes(image: &[u8], args: &MapArgs, terminal: &mut Terminal) -> Result<(), Failure> {
    let named = args.output.as_deref().filter(|file| !is_standard_output(file));
    if named.is_none() && terminal.width.is_some() {
        return Err(Failure::help("an image cannot be shown in a terminal", "name a file with -o"));
    }
    output::put_bytes(image, named, terminal)
}
