//! How money becomes pixels.

use crate::model::Currency;

/// Thinnest arrow, px: also the one whose amount is not disclosed.
pub(super) const THINNEST: f64 = 1.6;
/// Thickest arrow, px.
pub(super) const THICKEST: f64 = 18.0;
/// Smallest bubble, px of radius.
pub(super) const SMALLEST: f64 = 9.0;
/// Radius of a bubble worth a trillion dollars on a roomy canvas, px.
pub(super) const TRILLION: f64 = 42.4;
/// Gap between the tip of an arrow and the rim of the bubble it points at, px.
pub(super) const TIP_GAP: f64 = 3.5;

/// A figure that can be drawn: finite and above zero.
pub(super) fn drawable(amount: Option<f64>) -> Option<f64> {
    amount.filter(|dollars| dollars.is_finite() && *dollars > 0.0)
}

/// Money for a reader, from a figure that is drawn: `$40bn`.
pub(super) fn money(amount: f64, currency: Currency) -> String {
    rust_decimal::Decimal::from_f64_retain(amount.round()).map_or_else(String::new, |amount| currency.money(amount))
}

/// Width in px of an arrow that carries `amount` US dollars: its square root.
pub(super) fn arrow_width(amount: Option<f64>) -> f64 {
    drawable(amount).map_or(THINNEST, |dollars| (0.82 * (dollars / 1e9).sqrt()).clamp(THINNEST, THICKEST))
}

/// Radius in px of a bubble worth `worth` US dollars, when a trillion has radius `trillion`: area by value.
pub(super) fn radius(worth: Option<f64>, trillion: f64) -> f64 {
    drawable(worth).map_or(SMALLEST, |dollars| (trillion * (dollars / 1e12).sqrt()).clamp(SMALLEST, 140.0))
}

/// Length in px of the head of an arrow of width `w`.
pub(super) fn head_length(w: f64) -> f64 {
    7.0 + 1.35 * w
}

/// Half the breadth in px of the head of an arrow of width `w`.
pub(super) fn head_half(w: f64) -> f64 {
    3.6 + 0.95 * w
}

/// The measures of an arrow, px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pen {
    pub(super) width: f64,
    /// Length of the head.
    pub(super) head: f64,
    /// Half the breadth of the head.
    pub(super) half: f64,
    /// Dash and gap, when it is not final.
    pub(super) dashes: (f64, f64),
    /// Clear space on both sides where it lies over something.
    pub(super) casing: f64,
}

impl Pen {
    /// An arrow on a map, of the given width.
    pub(super) fn map(width: f64) -> Self {
        let dashes = ((1.7 * width).max(5.0), (1.15 * width).max(4.0));
        Self { width, head: head_length(width), half: head_half(width), dashes, casing: 2.0 }
    }

    /// A step of a ring that carries `amount` US dollars: broader, for there is room.
    pub(super) fn ring(amount: Option<f64>) -> Self {
        let width = drawable(amount).map_or(3.0, |dollars| (2.15 * (dollars / 1e9).sqrt()).clamp(3.0, 40.0));
        let dashes = ((1.11 * width).max(8.0), (0.6 * width).max(6.0));
        Self { width, head: 15.0 + 0.98 * width, half: 7.0 + 0.86 * width, dashes, casing: 0.0 }
    }
}

/// Size in px of the amount on an arrow of width `w`.
pub(super) fn label_size(w: f64) -> f64 {
    (12.4 + 0.42 * w).clamp(13.0, 18.0)
}

#[cfg(test)]
mod tests {
    use super::{THICKEST, THINNEST, arrow_width, radius};

    #[test]
    fn strange_amounts_are_undisclosed() {
        for amount in [None, Some(f64::NAN), Some(-1e9), Some(0.0), Some(f64::INFINITY)] {
            assert!((arrow_width(amount) - THINNEST).abs() < 1e-12);
        }
        assert!((arrow_width(Some(1e300)) - THICKEST).abs() < 1e-12);
    }

    #[test]
    fn area_follows_value() {
        let (one, four) = (radius(Some(1e12), 40.0), radius(Some(4e12), 40.0));
        assert!((four / one - 2.0).abs() < 1e-12);
    }
}
