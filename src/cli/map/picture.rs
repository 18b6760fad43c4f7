//! A picture to where it goes, in the format asked for.

#[cfg(any(feature = "png", feature = "pdf"))]
use std::io::Write as _;
use std::path::Path;

#[cfg(any(feature = "png", feature = "pdf"))]
use crate::terminal::endings::is_standard_output;
use crate::{
    cli::{args::Picture, outcome::Failure, output},
    draw::Svg,
    terminal::Terminal,
};

/// Where a picture goes, and how.
pub(in crate::cli) struct Target<'a> {
    pub(in crate::cli) format: Picture,
    /// A file, or else standard output.
    pub(in crate::cli) file: Option<&'a Path>,
    /// A font for letters that the carried one lacks.
    #[cfg_attr(not(any(feature = "png", feature = "pdf")), expect(dead_code, reason = "SVG has no fonts of its own"))]
    pub(in crate::cli) font: Option<&'a Path>,
    /// Whether the page has as many pixels as its size says.
    #[cfg_attr(not(feature = "png"), expect(dead_code, reason = "only pixels have a number"))]
    pub(in crate::cli) sized: bool,
}

pub(in crate::cli) fn put(svg: &Svg, to: &Target<'_>, terminal: &mut Terminal) -> Result<(), Failure> {
    match to.format {
        #[cfg(feature = "png")]
        Picture::Png => {
            let scale = if to.sized { 1.0 } else { 2.0 };
            let fonts = fonts(svg, to, terminal)?;
            bytes(&crate::draw::image::png(svg, &fonts, scale).map_err(|error| refused(&error))?, to, terminal)
        }
        #[cfg(feature = "pdf")]
        Picture::Pdf => {
            let fonts = fonts(svg, to, terminal)?;
            bytes(&crate::draw::image::pdf(svg, &fonts).map_err(|error| refused(&error))?, to, terminal)
        }
        Picture::Svg | Picture::Dot | Picture::Html => output::put(&svg.to_string(), to.file, terminal),
    }
}

/// The carried font and the one that is named, after a warning about letters that both lack.
#[cfg(any(feature = "png", feature = "pdf"))]
fn fonts(svg: &Svg, to: &Target<'_>, terminal: &mut Terminal) -> Result<crate::draw::image::Fonts, Failure> {
    let mut fonts = crate::draw::image::Fonts::default();
    if let Some(path) = to.font {
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
fn bytes(image: &[u8], to: &Target<'_>, terminal: &mut Terminal) -> Result<(), Failure> {
    let named = to.file.filter(|file| !is_standard_output(file));
    if named.is_none() && terminal.width.is_some() {
        return Err(Failure::help("an image cannot be shown in a terminal", "name a file with -o"));
    }
    output::put_bytes(image, named, terminal)
}
