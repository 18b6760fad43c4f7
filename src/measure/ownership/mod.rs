//! Who owns whom, directly and through others (docs/measures.md#ownership).

mod holdings;
mod stakes;
mod valuations;

use holdings::MOST;
pub use holdings::{Holdings, OwnershipError};
pub use stakes::{Stake, Stakes, stakes};
pub use valuations::{Valuations, valuations};

use num_bigint::BigInt;
use rust_decimal::Decimal;
use serde::Serialize;

use super::{
    About, Fraction,
    solve::bareiss::{integers, solve},
};

/// What a reader must know of integrated ownership.
pub const ABOUT: About = About {
    title: "integrated ownership",
    definition: "How much of a company an owner holds, directly and through others, without its own shares in its \
                 owners: the shares of outside owners add up to the whole company.",
    method: "(I - W)^-1 and a correction for cross-holdings (Brioschi, Buzzacchi and Colombo 1989; Baldone, Brioschi and \
             Paleari 1998; Vitali, Glattfelder and Battiston 2011), in exact fractions.",
    caution: "A share of value, not of votes. Shares of owners that the register does not name count as held by somebody \
              outside.",
};

/// What a reader must know of values counted twice.
pub const ABOUT_BOOK: About = About {
    title: "value counted twice",
    definition: "What companies are worth by their books, each counting its shares in the others, over what they are \
                 worth without these shares.",
    method: "Book value V = (I - C)^-1 p; what belongs to outside owners is the part of it that no company of the list \
             holds (Elliott, Golub and Jackson 2014).",
    caution: "The sum of book values is inflated by cross-holdings; what belongs to outside owners adds up to what is \
              there.",
};

/// Integrated ownership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ownership<'h> {
    holdings: &'h Holdings,
    held: Vec<Decimal>,
    /// Companies that no stake joins, directly or through others, are nothing to each other.
    parts: Vec<Part>,
    /// Where each name stands.
    places: Vec<Place>,
}

/// Names that stakes join.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    /// In order.
    names: Vec<usize>,
    /// The inverse of `I - W`, a row and a column a name.
    chains: Vec<Vec<Fraction>>,
}

/// The part of a name, and its row in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    part: usize,
    row: usize,
}

/// What an owner holds of a company, both as places in the list of names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// Who holds it.
    pub owner: usize,
    /// Of whom.
    pub owned: usize,
    /// What is recorded; zero of what is held through others only.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub direct: Decimal,
    /// With what is held through others.
    pub integrated: Fraction,
}

/// Values by the books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Book {
    /// Of each company, shares in others counted.
    pub book: Vec<Fraction>,
    /// The part of it that belongs to owners outside the list.
    pub market: Vec<Fraction>,
    /// The sum of the book values over what there is; `None` if that is nothing.
    pub inflation: Option<Fraction>,
}

/// Integrated ownership in exact fractions. Cubic in the number of names that stakes join.
///
/// ```
/// use roundtrip::measure::{Holdings, ownership};
/// use rust_decimal::Decimal;
/// let names = ["p", "a", "b"].map(str::to_owned).to_vec();
/// let share = |percent| Decimal::new(percent, 2);
/// let holdings = Holdings::new(names, [(0, 1, share(50)), (1, 2, share(50))]).expect("less than all is held");
/// let owned = ownership(&holdings).expect("no closed ring");
/// assert_eq!(owned.integrated(0, 2).to_string(), "1/4");
/// assert_eq!(owned.unrecorded(2).to_string(), "3/4");
/// ```
///
/// # Errors
/// If some own each other entirely, or stakes join more than 120 names.
pub fn ownership(holdings: &Holdings) -> Result<Ownership<'_>, OwnershipError> {
    let parts = holdings.parts();
    if let Some(large) = parts.iter().map(Vec::len).max().filter(|most| *most > MOST) {
        return Err(OwnershipError::TooLarge(large));
    }
    if let Some(ring) = holdings.closed_ring() {
        return Err(OwnershipError::ClosedRing(ring));
    }
    let mut places = vec![Place { part: 0, row: 0 }; holdings.names().len()];
    for (part, names) in parts.iter().enumerate() {
        for (row, &name) in names.iter().enumerate() {
            places[name] = Place { part, row };
        }
    }
    let mut shares: Vec<Vec<(usize, usize, Decimal)>> = vec![Vec::new(); parts.len()];
    for (owner, owned, share) in holdings.shares() {
        shares[places[owner].part].push((places[owner].row, places[owned].row, share));
    }
    // Only a closed ring makes it singular.
    let singular = || OwnershipError::ClosedRing(holdings.names().to_vec());
    let part =
        |(names, shares): (Vec<usize>, Vec<_>)| chains(names.len(), &shares).map(|chains| Part { names, chains });
    let parts: Option<Vec<Part>> = parts.into_iter().zip(shares).map(part).collect();
    Ok(Ownership { holdings, held: holdings.held(), parts: parts.ok_or_else(singular)?, places })
}

/// The inverse of `I - W` for so many names and these shares between them; `None` if it is singular.
fn chains(len: usize, shares: &[(usize, usize, Decimal)]) -> Option<Vec<Vec<Fraction>>> {
    let numbers = integers(std::iter::once(Decimal::ONE).chain(shares.iter().map(|share| share.2)));
    let all = &numbers[0];
    let mut rows = vec![vec![BigInt::ZERO; 2 * len]; len];
    for (at, row) in rows.iter_mut().enumerate() {
        row[at].clone_from(all);
        row[len + at].clone_from(all);
    }
    for ((owner, owned, _), share) in shares.iter().zip(&numbers[1..]) {
        rows[*owner][*owned] -= share;
    }
    let (determinant, inverse) = solve(rows)?;
    let fraction = |number: BigInt| Fraction::of(number, determinant.clone());
    inverse.into_iter().map(|row| row.into_iter().map(fraction).collect()).collect()
}

impl Ownership<'_> {
    /// What a name has of another by all chains of stakes, itself once.
    fn chain(&self, owner: usize, owned: usize) -> Fraction {
        let (from, to) = (self.places[owner], self.places[owned]);
        if from.part == to.part { self.parts[from.part].chains[from.row][to.row].clone() } else { Fraction::zero() }
    }

    /// The names that stakes join with one, itself among them.
    fn joined(&self, name: usize) -> &[usize] {
        &self.parts[self.places[name].part].names
    }

    /// The share of one company that an owner holds, directly and through others, without what it holds of itself
    /// through them.
    ///
    /// # Panics
    /// If one of the two is not in the list.
    pub fn integrated(&self, owner: usize, owned: usize) -> Fraction {
        let (all, own) = (self.chain(owner, owned), self.chain(owner, owner));
        let chains = if owner == owned { all.minus(&Fraction::one()) } else { all };
        // Never a division by zero: the diagonal is at least 1.
        chains.over(&own).unwrap_or(chains)
    }

    /// Every share above nothing, company by company, the largest owner first.
    pub fn held(&self) -> Vec<Held> {
        let names = 0..self.held.len();
        let pairs = names.flat_map(|owned| self.joined(owned).iter().map(move |&owner| (owner, owned)));
        let held = |(owner, owned)| {
            let direct = self.holdings.share(owner, owned);
            Held { owner, owned, direct, integrated: self.integrated(owner, owned) }
        };
        let mut all: Vec<Held> = pairs.map(held).filter(|held| held.integrated.value() > 0.0).collect();
        all.sort_by(|a, b| {
            let larger = b.integrated.value().total_cmp(&a.integrated.value());
            a.owned.cmp(&b.owned).then(larger).then(a.owner.cmp(&b.owner))
        });
        all
    }

    /// Those without an owner in the list, in order.
    pub fn outside(&self) -> Vec<usize> {
        (0..self.held.len()).filter(|&at| self.held[at].is_zero()).collect()
    }

    /// The share of a company that belongs in the end to owners whom the list does not name. With the integrated shares
    /// of those [`outside`](Self::outside), it makes up all of a company that has an owner.
    ///
    /// # Panics
    /// If the company is none of the names.
    pub fn unrecorded(&self, company: usize) -> Fraction {
        let owned = self.joined(company).iter().filter(|&&at| !self.held[at].is_zero());
        owned.fold(Fraction::zero(), |sum, &at| {
            sum.plus(&Fraction::from(Decimal::ONE - self.held[at]).times(&self.chain(at, company)))
        })
    }

    /// Book values, given what each company is worth without its shares in others.
    pub fn book(&self, underlying: impl Fn(usize) -> Decimal) -> Book {
        let underlying: Vec<Fraction> = (0..self.held.len()).map(|at| underlying(at).into()).collect();
        let value = |owner: usize| {
            let held = self.joined(owner).iter();
            held.fold(Fraction::zero(), |sum, &owned| sum.plus(&self.chain(owner, owned).times(&underlying[owned])))
        };
        let book: Vec<Fraction> = (0..self.held.len()).map(value).collect();
        let outside = |(book, held): (&Fraction, &Decimal)| book.times(&Fraction::from(Decimal::ONE - held));
        Book {
            market: book.iter().zip(&self.held).map(outside).collect(),
            inflation: book.iter().sum::<Fraction>().over(&underlying.iter().sum()),
            book,
        }
    }

    /// The holdings that it was computed from.
    pub fn holdings(&self) -> &Holdings {
        self.holdings
    }
}
