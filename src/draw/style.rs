//! Colours and sizes of a page: the one place that knows them.

use super::layout::geom::{Point, point};
use super::scene::Tint;

/// How a picture looks. Paper is light by default.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    pub(super) paper: &'static str,
    pub(super) ink: &'static str,
    pub(super) soft: &'static str,
    pub(super) faint: &'static str,
    pub(super) rule: &'static str,
    pub(super) track: &'static str,
    pub(super) on_badge: &'static str,
    families: [Family; 4],
    pub(super) off_loop: Family,
    /// Width and height of the whole page, px, if they are asked for.
    size: Option<(u32, u32)>,
}

/// The shades of one colour family.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Family {
    /// Lines, heads and outlines.
    pub(super) line: &'static str,
    /// Text on an arrow: darker, so that it can be read.
    pub(super) text: &'static str,
    /// Inside of a bubble.
    pub(super) fill: &'static str,
}

const fn family(line: &'static str, text: &'static str, fill: &'static str) -> Family {
    Family { line, text, fill }
}

impl Style {
    /// White paper, Okabe-Ito colours: safe for colour-blind readers.
    #[must_use]
    pub const fn light() -> Self {
        Self {
            paper: "#ffffff",
            ink: "#1b1f27",
            soft: "#3c434e",
            faint: "#5c6470",
            rule: "#d5d7db",
            track: "#eef0f2",
            on_badge: "#ffffff",
            families: [
                family("#0072B2", "#005a8c", "#d6e8f3"),
                family("#D55E00", "#a84700", "#fbe3d2"),
                family("#009E73", "#00694d", "#d3eee5"),
                family("#8a8f98", "#5c6470", "#eceded"),
            ],
            off_loop: family("#b3b7bd", "#6b7280", "#eceded"),
            size: None,
        }
    }

    /// White paper and no tints: the families differ in grey as well, for a black-and-white press.
    #[must_use]
    pub const fn print() -> Self {
        Self {
            paper: "#ffffff",
            ink: "#000000",
            soft: "#1f1f1f",
            faint: "#454545",
            rule: "#b0b0b0",
            track: "#f0f0f0",
            on_badge: "#ffffff",
            families: [
                family("#00395c", "#00395c", "#ffffff"),
                family("#c95200", "#9c3f00", "#ffffff"),
                family("#4fae8f", "#1d6b53", "#ffffff"),
                family("#8c8c8c", "#555555", "#ffffff"),
            ],
            off_loop: family("#bdbdbd", "#6b6b6b", "#ffffff"),
            size: None,
        }
    }

    /// Dark paper, the same families brightened.
    #[must_use]
    pub const fn dark() -> Self {
        Self {
            paper: "#14171c",
            ink: "#f1f3f5",
            soft: "#cfd4da",
            faint: "#a3abb6",
            rule: "#3a404a",
            track: "#232830",
            on_badge: "#14171c",
            families: [
                family("#56B4E9", "#8acbf1", "#1b3545"),
                family("#F0894A", "#f5ad81", "#46291a"),
                family("#3CC79B", "#79dbbc", "#173a30"),
                family("#9aa1ac", "#b9c0ca", "#2a2f37"),
            ],
            off_loop: family("#646b76", "#9aa1ac", "#2a2f37"),
            size: None,
        }
    }

    /// The same on a page of `width` by `height` px: what is drawn is arranged for that shape and scaled to it.
    #[must_use]
    pub const fn sized(self, width: u32, height: u32) -> Self {
        Self { size: Some((width, height)), ..self }
    }

    /// Width and height of the page that is asked for, px, if it has an extent.
    pub(super) fn page(&self) -> Option<Point> {
        let (width, height) = self.size.filter(|&(width, height)| width > 0 && height > 0)?;
        Some(point(f64::from(width), f64::from(height)))
    }

    pub(super) const fn family(&self, tint: Tint) -> Family {
        match tint {
            Tint::Investment | Tint::Payment => self.families[0],
            Tint::Cloud => self.families[1],
            Tint::Chips => self.families[2],
            Tint::Other => self.families[3],
        }
    }
}

impl Default for Style {
    fn default() -> Self {
        Self::light()
    }
}
