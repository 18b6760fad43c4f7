//! How much of what companies are said to be worth is counted twice.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::{Holdings, ownership};
use crate::{
    measure::Fraction,
    model::{Register, Valuation, When},
};

/// The latest valuations of companies that hold stakes in each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Valuations {
    /// How many companies have one.
    pub companies: usize,
    /// The day of the oldest.
    pub first: When,
    /// The day of the newest.
    pub last: When,
    /// What they come to together.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub sum: Decimal,
    /// How much of that is stakes of one of them in another.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub counted_twice: Decimal,
    /// The sum of the book values over what there is without these stakes.
    pub inflation: Fraction,
}

/// What the companies of a list were last said to be worth, and how much of it they hold of each other; `None` if that
/// is nothing, or cannot be told. A company whose worth is not known is in neither sum.
///
/// ```
/// use roundtrip::{flow::View, measure::{Reading, stakes, valuations}};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let view = View::of(&register);
/// let holdings = stakes(&register, &view).holdings(Reading::Stated).expect("nobody is owned more than entirely");
/// let valued = valuations(&register, view.as_of, &holdings).expect("some hold stakes in each other");
/// assert!(valued.counted_twice < valued.sum);
/// ```
pub fn valuations(register: &Register, as_of: Date, holdings: &Holdings) -> Option<Valuations> {
    let valuation = |at: usize| -> Option<&Valuation> {
        register.entities.get(holdings.names().get(at)?.as_str())?.valuation_on(as_of)
    };
    let worth = |at: usize| valuation(at)?.worth.stated;
    let valued: Vec<(usize, Decimal)> = (0..holdings.names().len()).filter_map(|at| Some((at, worth(at)?))).collect();
    // What a company is worth holds its shares in the others: without them it is what is there.
    let stakes = |owner: usize| -> Decimal {
        let own = holdings.shares().filter(|share| share.0 == owner);
        own.filter_map(|(_, owned, share)| Some(worth(owned)? * share)).sum()
    };
    let days = || valued.iter().filter_map(|(at, _)| Some(valuation(*at)?.on));
    let place = |at: usize| valued.iter().position(|(own, _)| *own == at);
    let shares = holdings.shares().filter_map(|(owner, owned, share)| Some((place(owner)?, place(owned)?, share)));
    let names = valued.iter().filter_map(|(at, _)| holdings.names().get(*at).cloned()).collect();
    let between = Holdings::new(names, shares).ok()?;
    let own = |at: usize| valued.get(at).map_or(Decimal::ZERO, |(at, worth)| *worth - stakes(*at));
    let counted_twice: Decimal = valued.iter().map(|(at, _)| stakes(*at)).sum();
    (!counted_twice.is_zero()).then_some(Valuations {
        companies: valued.len(),
        first: days().min()?,
        last: days().max()?,
        sum: valued.iter().map(|(_, worth)| *worth).sum(),
        counted_twice,
        inflation: ownership(&between).ok()?.book(own).inflation?,
    })
}
