//! A column of exact decimals on one scale.

use num_bigint::BigInt;

use super::{
    amount::Figure,
    number::{MAX_PLACES, Number},
};

/// Numbers in the order of the rows, as whole numbers of 10^-scale; scale is the most decimals that any of them has.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    units: Vec<i64>,
    scale: u8,
    /// The first row with so many decimals, from 0.
    finest: usize,
    /// Those that do not fit in 64 bits on this scale, by their rows; in `units` they are 0.
    large: Vec<Large>,
}

/// A number that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Large {
    row: usize,
    units: BigInt,
    places: u32,
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

/// All numbers of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    /// In units of 10^-scale.
    Small { units: Vec<i64>, scale: u32 },
    /// Each as its place among the different `values`, which are in order and in units of 10^-scale.
    Large { places: Vec<i64>, values: Vec<BigInt>, scale: u32 },
}

impl Column {
    /// Of numbers in units of 10^-scale. O(numbers · log numbers).
    pub(super) fn of(exact: &[BigInt], scale: u32) -> Self {
        let mut values = exact.to_vec();
        values.sort_unstable();
        values.dedup();
        let place = |value: &BigInt| i64::try_from(values.partition_point(|own| own < value)).unwrap_or(i64::MAX);
        let places = exact.iter().map(place).collect();
        Self::Large { places, values, scale }
    }
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
        self.push_scaled(number.units, self.scale - number.places);
    }

    /// Adds a number of any size.
    pub(super) fn push_figure(&mut self, figure: Figure) {
        match figure {
            Figure::Small(number) => self.push(number),
            Figure::Large { units, places } => {
                self.large.push(Large { row: self.units.len(), units, places });
                self.units.push(0);
            }
        }
    }

    /// Adds later rows.
    pub(super) fn append(&mut self, later: &Self) {
        let start = self.units.len();
        if later.scale > self.scale {
            self.refine(later.scale, start + later.finest);
        }
        match self.scale - later.scale {
            0 => self.units.extend_from_slice(&later.units),
            more => later.units.iter().for_each(|&units| self.push_scaled(units, more)),
        }
        let large = later.large.iter().map(|own| Large { row: start + own.row, ..own.clone() });
        self.large.extend(large);
    }

    pub(super) fn clear(&mut self) {
        self.units.clear();
        self.large.clear();
        (self.scale, self.finest) = (0, 0);
    }

    /// All of them in 64 bits, and the scale.
    pub(super) fn small(mut self) -> Result<(Vec<i64>, u32), Unfit> {
        if let Some(row) = self.large.iter().map(|own| own.row).min() {
            return Err(Unfit { row, scale: self.scale, finest: self.finest });
        }
        self.units.shrink_to_fit();
        Ok((self.units, self.scale.into()))
    }

    /// All of them, of any size. O(rows · log rows) if they do not fit in 64 bits.
    pub(super) fn column(mut self) -> Column {
        if self.large.is_empty() {
            self.units.shrink_to_fit();
            return Column::Small { units: self.units, scale: self.scale.into() };
        }
        let scale = self.large.iter().map(|own| own.places).max().unwrap_or(0).max(self.scale.into());
        let power = |places: u32| BigInt::from(10).pow(scale - places);
        let factor = power(self.scale.into());
        let of_row = |own: Large| (own.row, own.units * power(own.places));
        let mut large: std::collections::BTreeMap<usize, BigInt> = self.large.into_iter().map(of_row).collect();
        let exact: Vec<BigInt> = (0..self.units.len())
            .map(|row| large.remove(&row).unwrap_or_else(|| BigInt::from(self.units[row]) * &factor))
            .collect();
        Column::of(&exact, scale)
    }

    #[inline]
    fn push_scaled(&mut self, units: i64, more: u8) {
        if let Some(units) = units.checked_mul(POWERS[usize::from(more)]) {
            self.units.push(units);
        } else {
            let places = u32::from(self.scale - more);
            self.large.push(Large { row: self.units.len(), units: units.into(), places });
            self.units.push(0);
        }
    }

    /// Takes more decimals, which row `finest` has.
    #[cold]
    fn refine(&mut self, scale: u8, finest: usize) {
        let factor = POWERS[usize::from(scale - self.scale)];
        let places = u32::from(self.scale);
        (self.scale, self.finest) = (scale, finest);
        for row in 0..self.units.len() {
            let units = self.units[row];
            let fits = units.checked_mul(factor);
            self.units[row] = fits.unwrap_or(0);
            if fits.is_none() {
                self.large.push(Large { row, units: units.into(), places });
            }
        }
    }
}
