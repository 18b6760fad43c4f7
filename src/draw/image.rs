//! Pictures as PNG and PDF, from the same SVG, with fonts that the program carries: no machine's fonts are looked at.

#[cfg(feature = "pdf")]
mod deflate;
#[cfg(feature = "pdf")]
mod embed;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "png")]
mod png;
#[cfg(feature = "pdf")]
mod tags;

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

use usvg::fontdb::Database;

use super::svg::Svg;
#[cfg(feature = "pdf")]
pub use pdf::pdf;
#[cfg(feature = "png")]
pub use png::png;

/// Inter, cut down to the letters whose widths the layout knows; `assets/inter` says how.
const REGULAR: &[u8] = include_bytes!("../../assets/inter/Inter-Regular.otf");
const BOLD: &[u8] = include_bytes!("../../assets/inter/Inter-Bold.otf");
const FAMILY: &str = "Inter";

/// Why there is no image.
#[derive(Debug)]
#[non_exhaustive]
pub enum ImageError {
    /// What was given as a font is none.
    NoFont,
    /// So many pixels do not fit.
    TooLarge,
    /// The drawing was refused.
    Refused {
        /// Why.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl Display for ImageError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFont => f.write_str("this is not a font in TrueType or OpenType format"),
            Self::TooLarge => f.write_str("the image would have more than 300 million pixels"),
            Self::Refused { .. } => f.write_str("the picture cannot be drawn"),
        }
    }
}

impl Error for ImageError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Refused { source } => Some(source.as_ref()),
            Self::NoFont | Self::TooLarge => None,
        }
    }
}

impl ImageError {
    fn refused(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Refused { source: source.into() }
    }
}

/// The fonts of an image: Inter, and any that are added for letters that it lacks.
#[derive(Debug, Clone)]
pub struct Fonts {
    database: Arc<Database>,
    added: Vec<Arc<Vec<u8>>>,
}

impl Default for Fonts {
    fn default() -> Self {
        let mut database = Database::new();
        database.load_font_data(REGULAR.to_vec());
        database.load_font_data(BOLD.to_vec());
        // Whatever a picture asks for, it gets what we carry.
        database.set_serif_family(FAMILY);
        database.set_sans_serif_family(FAMILY);
        database.set_cursive_family(FAMILY);
        database.set_fantasy_family(FAMILY);
        database.set_monospace_family(FAMILY);
        Self { database: Arc::new(database), added: Vec::new() }
    }
}

impl Fonts {
    /// The same and one more, from the bytes of its file.
    ///
    /// # Errors
    /// If they are no font.
    pub fn with(mut self, font: Vec<u8>) -> Result<Self, ImageError> {
        ttf_parser::Face::parse(&font, 0).map_err(|_| ImageError::NoFont)?;
        Arc::make_mut(&mut self.database).load_font_data(font.clone());
        self.added.push(Arc::new(font));
        Ok(self)
    }

    /// The letters of a picture that none of the fonts has: they would be drawn as empty boxes.
    #[must_use]
    pub fn lacks(&self, svg: &Svg) -> BTreeSet<char> {
        let faces = [REGULAR].into_iter().chain(self.added.iter().map(|font| font.as_slice()));
        let faces: Vec<_> = faces.filter_map(|font| ttf_parser::Face::parse(font, 0).ok()).collect();
        let known = |c: char| faces.iter().any(|face| face.glyph_index(c).is_some());
        words(&svg.to_string()).chars().filter(|c| !c.is_control() && !known(*c)).collect()
    }
}

/// The printed words of a picture: what stands in its `text` elements.
fn words(svg: &str) -> String {
    let parts = svg.split("<text ").skip(1).filter_map(|part| part.split_once('>')?.1.split_once("</text>"));
    parts.map(|(text, _)| text).collect()
}

fn tree(svg: &Svg, fonts: &Fonts) -> Result<usvg::Tree, ImageError> {
    let options = usvg::Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::clone(&fonts.database),
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(&svg.to_string(), &options).map_err(ImageError::refused)
}

#[cfg(test)]
mod tests {
    use super::super::scene::{Bubble, Scene, Shape, Tint};
    use super::super::{Style, svg};
    use super::*;

    fn picture(name: &str) -> Svg {
        let bubble = Bubble {
            id: "a".to_owned(),
            name: name.to_owned(),
            shape: Shape::Company,
            worth: None,
            worth_label: None,
            worth_on: None,
            tint: Tint::Cloud,
            title: String::new(),
        };
        let scene = Scene {
            title: name.to_owned(),
            subtitle: Vec::new(),
            currency: Some(crate::model::Currency::USD),
            bubbles: vec![bubble],
            arrows: Vec::new(),
            notes: Vec::new(),
            left_out: None,
            sources: Vec::new(),
            desc: String::new(),
        };
        svg::map(&scene, &Style::light())
    }

    #[test]
    fn letters_that_no_font_has_are_named() {
        assert!(Fonts::default().lacks(&picture("Grüße → Ωμέγα, Жук & “$4.79tn”")).is_empty());
        assert_eq!(Fonts::default().lacks(&picture("A 日本")), BTreeSet::from(['日', '本']));
        assert!(matches!(Fonts::default().with(b"no font".to_vec()), Err(ImageError::NoFont)));
    }

    #[cfg(feature = "png")]
    #[test]
    fn text_leaves_ink() {
        use resvg::tiny_skia::Pixmap;
        let ink = |name: &str| {
            let bytes = png(&picture(name), &Fonts::default(), 1.0).unwrap();
            let pixels = Pixmap::decode_png(&bytes).unwrap();
            pixels.pixels().iter().filter(|pixel| pixel.red() < 100).count()
        };
        // The title, at 34 px, and the name: each letter is some dozens of dark pixels.
        assert!(ink("MMMMMMMM") > ink("") + 2_000, "{} and {}", ink("MMMMMMMM"), ink(""));
        assert!(ink("MMMMMMMM") > ink("iiiiiiii") + 500);
    }

    #[cfg(feature = "png")]
    #[test]
    fn what_is_too_large_is_refused() {
        assert!(matches!(png(&picture("a"), &Fonts::default(), 1000.0), Err(ImageError::TooLarge)));
        assert!(matches!(png(&picture("a"), &Fonts::default(), f32::NAN), Err(ImageError::TooLarge)));
    }

    #[cfg(feature = "pdf")]
    #[test]
    fn a_pdf_holds_its_fonts_and_no_clock() {
        let once = pdf(&picture("A loop"), &Fonts::default()).unwrap();
        assert!(once == pdf(&picture("A loop"), &Fonts::default()).unwrap());
        let text = String::from_utf8_lossy(&once);
        assert!(text.starts_with("%PDF-") && text.contains("SUBSET+InterBold") && !text.contains("CreationDate"));
        assert!(
            text.contains("/Marked true") && text.contains("/S /Figure") && text.contains("/Alt (A loop)"),
            "{text}"
        );
    }
}
