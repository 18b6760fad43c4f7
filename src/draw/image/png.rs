//! Pixels.

use resvg::tiny_skia::{Pixmap, Transform};

use super::{Fonts, ImageError, tree};
use crate::draw::svg::Svg;

/// Most pixels: 1.2 GB while the image is made.
const MOST_PIXELS: f64 = 3e8;

/// A picture as PNG, `scale` pixels for each of its px. The same picture gives the same bytes.
///
/// # Errors
/// If it is too large.
pub fn png(svg: &Svg, fonts: &Fonts, scale: f32) -> Result<Vec<u8>, ImageError> {
    let tree = tree(svg, fonts)?;
    let (wide, high) = (tree.size().width() * scale, tree.size().height() * scale);
    // Not so for a scale that is no number, either.
    if !(wide >= 1.0 && high >= 1.0 && f64::from(wide) * f64::from(high) <= MOST_PIXELS) {
        return Err(ImageError::TooLarge);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are bounded above")]
    let mut pixels = Pixmap::new(wide.round() as u32, high.round() as u32).ok_or(ImageError::TooLarge)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(ImageError::refused)
}
