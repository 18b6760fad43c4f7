//! The amount in a cell: fast if it is a plain number, else in any form.

use super::{
    amount::{self, Amount, Signs},
    error::Flaw,
    number::{Number, plain_number},
    reading::DecimalSign,
};

/// An amount in a row.
#[derive(Debug)]
pub(super) enum Money<'a> {
    Plain(Number),
    Odd(Box<Amount<'a>>),
}

/// An amount as it stands in a cell.
#[inline]
pub(super) fn money<'a>(cell: &'a [u8], decimal: DecimalSign, signs: &mut Signs) -> Result<Money<'a>, Flaw> {
    // A point before a comma may part thousands.
    if (decimal == DecimalSign::Point || !cell.contains(&b'.'))
        && let Some(number) = plain_number(cell)
    {
        signs.note(number);
        return Ok(Money::Plain(number));
    }
    odd_money(cell, decimal, signs)
}

#[cold]
fn odd_money<'a>(cell: &'a [u8], decimal: DecimalSign, signs: &mut Signs) -> Result<Money<'a>, Flaw> {
    let text = std::str::from_utf8(cell).map_err(|_| Flaw::Encoding)?;
    amount::read(text, decimal, signs).map(|amount| Money::Odd(Box::new(amount)))
}
