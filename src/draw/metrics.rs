//! The width of text, from font metrics that we include: layout must not depend on the fonts of a machine.

mod inter;

use inter::RUNS;

/// Weight of a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

/// Width in thousandths of an em of what Inter does not have: about that of an average letter.
const FALLBACK: f64 = 640.0;
/// Width of a character that fonts draw on a full square, with a little to spare.
const SQUARE: f64 = 1250.0;

/// Width of `text` in px, set in Inter at `size` px.
pub(super) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    text.chars().map(|c| advance(c, weight)).sum::<f64>() * size / 1000.0
}

fn advance(c: char, weight: Weight) -> f64 {
    let code = u32::from(c);
    if is_mark(code) {
        return 0.0;
    }
    RUNS.iter()
        .filter(|run| run.first <= code)
        .find_map(|run| {
            let widths = if weight == Weight::Bold { run.bold } else { run.regular };
            widths.get(usize::try_from(code - run.first).ok()?)
        })
        .filter(|&&width| width > 0)
        .map_or_else(|| if is_square(code) { SQUARE } else { FALLBACK }, |&width| f64::from(width))
}

/// Marks that sit on the letter before them, joiners and variation selectors.
fn is_mark(code: u32) -> bool {
    matches!(code, 0x300..=0x36f | 0x200c..=0x200f | 0xfe00..=0xfe0f)
}

/// Chinese, Japanese, Korean, full-width forms and emoji.
fn is_square(code: u32) -> bool {
    matches!(code, 0x1100..=0x11ff | 0x2600..=0x27bf | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff
        | 0xfe30..=0xfe4f | 0xff00..=0xff60 | 0x1f000..=0x1faff | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::{Weight, width};

    #[test]
    fn bold_is_wider_and_width_grows_with_size() {
        let regular = width("Where the money goes", 16.0, Weight::Regular);
        assert!(regular < width("Where the money goes", 16.0, Weight::Bold));
        assert!((width("Where the money goes", 32.0, Weight::Regular) - 2.0 * regular).abs() < 1e-9);
    }

    #[test]
    fn every_script_has_a_width() {
        for text in ["A", "é", "Ω", "Ж", "…", "€", "漢", "😀", "\u{e000}"] {
            assert!(width(text, 10.0, Weight::Regular) > 2.0, "{text}");
        }
        assert!(width("漢", 10.0, Weight::Regular) > 1.8 * width("n", 10.0, Weight::Regular));
    }
}
