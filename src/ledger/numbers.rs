//! A column of exact decimals, which get one scale when all of them are known.

use rayon::prelude::*;

use super::cells::Number;

/// Numbers in the order of the rows, each with its own decimals until [`Numbers::scaled`].
#[derive(Debug, Default)]
pub(super) struct Numbers {
    units: Vec<i64>,
    places: Vec<u8>,
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

impl Numbers {
    #[inline]
    pub(super) fn push(&mut self, number: Number) {
        self.units.push(number.units);
        self.places.push(number.places);
    }

    pub(super) fn append(&mut self, later: &Self) {
        self.units.extend_from_slice(&later.units);
        self.places.extend_from_slice(&later.places);
    }

    pub(super) fn clear(&mut self) {
        self.units.clear();
        self.places.clear();
    }

    /// All of them as whole numbers of 10^-scale, where scale is the most decimals that any of them has.
    pub(super) fn scaled(self) -> Result<(Vec<i64>, u32), Unfit> {
        let Self { mut units, places } = self;
        let scale = places.par_iter().copied().max().unwrap_or(0);
        let grown = |unit: i64, place: u8| unit.checked_mul(10_i64.checked_pow((scale - place).into())?);
        if places.par_iter().any(|&place| place < scale) {
            let unfit = |(&unit, &place): (&i64, &u8)| grown(unit, place).is_none();
            if let Some(row) = units.par_iter().zip(&places).position_first(unfit) {
                return Err(Unfit { row, scale, finest: places.iter().position(|&p| p == scale).unwrap_or(0) });
            }
            units.par_iter_mut().zip(&places).for_each(|(unit, &place)| *unit = grown(*unit, place).unwrap_or(*unit));
        }
        units.shrink_to_fit();
        Ok((units, scale.into()))
    }
}
