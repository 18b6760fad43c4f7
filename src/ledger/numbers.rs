//! A column of exact decimals on one scale.

use super::cells::{MAX_PLACES, Number};

/// Numbers in the order of the rows, as whole numbers of 10^-scale; scale is the most decimals that any of them has.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    units: Vec<i64>,
    scale: u8,
    /// The first row with so many decimals, from 0.
    finest: usize,
    /// The first row whose number does not fit in 64 bits on this scale.
    unfit: Option<usize>,
}

/// A number that does not fit in 64 bits with the decimals of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unfit {
    /// Its row, from 0, the first such.
    pub(super) row: usize,
    /// The most decimals of any row.
    pub(super) scale: u8,
    /// The first row with so many.
    pub(super) finest: usize,
}

/// The powers of ten.
const POWERS: [i64; MAX_PLACES as usize + 1] = {
    let mut powers = [1; MAX_PLACES as usize + 1];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

impl Numbers {
    #[inline]
    pub(super) fn push(&mut self, number: Number) {
        if number.places > self.scale {
            self.refine(number.places, self.units.len());
        }
        self.push_scaled(number.units, POWERS[usize::from(self.scale - number.places)]);
    }

    /// Adds later rows.
    pub(super) fn append(&mut self, later: &Self) {
        let start = self.units.len();
        if later.scale > self.scale {
            self.refine(later.scale, start + later.finest);
        }
        if let Some(row) = later.unfit {
            self.note(start + row);
        }
        match POWERS[usize::from(self.scale - later.scale)] {
            1 => self.units.extend_from_slice(&later.units),
            factor => later.units.iter().for_each(|&units| self.push_scaled(units, factor)),
        }
    }

    pub(super) fn clear(&mut self) {
        self.units.clear();
        (self.scale, self.finest, self.unfit) = (0, 0, None);
    }

    /// All of them, and the scale.
    pub(super) fn finish(mut self) -> Result<(Vec<i64>, u32), Unfit> {
        if let Some(row) = self.unfit {
            return Err(Unfit { row, scale: self.scale, finest: self.finest });
        }
        self.units.shrink_to_fit();
        Ok((self.units, self.scale.into()))
    }

    #[inline]
    fn push_scaled(&mut self, units: i64, factor: i64) {
        if let Some(units) = units.checked_mul(factor) {
            self.units.push(units);
        } else {
            self.note(self.units.len());
            self.units.push(0);
        }
    }

    /// Takes more decimals, which row `finest` has.
    #[cold]
    fn refine(&mut self, scale: u8, finest: usize) {
        let factor = POWERS[usize::from(scale - self.scale)];
        (self.scale, self.finest) = (scale, finest);
        for row in 0..self.units.len() {
            let fits = self.units[row].checked_mul(factor);
            self.units[row] = fits.unwrap_or(0);
            if fits.is_none() {
                self.note(row);
            }
        }
    }

    /// Notes a row that does not fit.
    fn note(&mut self, row: usize) {
        self.unfit = Some(self.unfit.map_or(row, |first| first.min(row)));
    }
}
