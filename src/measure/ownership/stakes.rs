//! The stakes of a register on a day.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;

use super::{
    super::Reading,
    holdings::{Holdings, OwnershipError},
};
use crate::{
    flow::View,
    model::{Confirmation, Deal, DealId, EntityId, Kind, Range, Register, Status, When},
};

/// One recorded stake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stake {
    /// Who holds it.
    pub owner: EntityId,
    /// Of whom.
    pub owned: EntityId,
    /// By which record.
    pub deal: DealId,
    /// As a fraction from 0 to 1.
    pub share: Range,
}

/// What a register records of who owns whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stakes {
    /// Those that state a share, by owner and owned as they are recorded.
    pub list: Vec<Stake>,
    /// Records of a stake that state no share, or one of several holders together.
    pub unread: Vec<DealId>,
}

/// The stakes that stand in a view: of several records of the same owner and company that state a share, the latest of
/// those that are closed and wait for nothing, else the latest. A stake is a stock: later records replace earlier ones
/// and do not add to them. At company level clouds, chips and divisions are folded
/// into their owner. Linear in the deals, up to logarithms.
///
/// ```
/// use roundtrip::{flow::View, measure::{Reading, ownership, stakes}};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let stakes = stakes(&register, &View::of(&register));
/// let holdings = stakes.holdings(Reading::Stated).expect("nobody is owned more than entirely");
/// assert!(ownership(&holdings).is_ok());
/// ```
pub fn stakes(register: &Register, view: &View) -> Stakes {
    let mut latest: BTreeMap<(&EntityId, &EntityId), (&Deal, Range)> = BTreeMap::new();
    let mut unread = Vec::new();
    for deal in register.deals.values().filter(|deal| stands(deal, view)) {
        let ([owner], [owned]) = (deal.payers.as_slice(), deal.payees.as_slice()) else {
            unread.push(deal.id.clone());
            continue;
        };
        // A spreadsheet's column of that name is kept as a detail.
        let Some(share) = deal.stake.as_deref().or_else(|| deal.extra("stake")).and_then(share) else {
            unread.push(deal.id.clone());
            continue;
        };
        let rank = |deal: &Deal| {
            let held = view.status_of(deal) == Some(Status::Closed) && deal.mark_on(view.as_of).is_none();
            (held, view.status_of(deal).and_then(|status| deal.since(status, view.as_of)).map(When::day))
        };
        let held = latest.entry((owner, owned)).or_insert((deal, share));
        if rank(deal) >= rank(held.0) {
            *held = (deal, share);
        }
    }
    let mut list = Vec::new();
    for ((owner, owned), (deal, share)) in latest {
        let (owner, owned) = (view.party(register, owner), view.party(register, owned));
        if owner != owned && !view.without.contains(owner) && !view.without.contains(owned) {
            list.push(Stake { owner: owner.clone(), owned: owned.clone(), deal: deal.id.clone(), share });
        }
    }
    unread.sort();
    leave_to_others(&mut list);
    Stakes { list, unread }
}

/// Nobody holds more of a company than the others are certain to leave: beside "at least 60%", "up to 50%" is up to 40%.
fn leave_to_others(list: &mut [Stake]) {
    let least = sums(list, |stake| Some(stake.share.low));
    for stake in list {
        let others = least.get(&stake.owned).map_or(Decimal::ZERO, |sum| sum.saturating_sub(stake.share.low));
        let open = Decimal::ONE.saturating_sub(others);
        // Where even the least comes to more than all, the records contradict each other, which is said later.
        if open >= stake.share.low {
            let Range { stated, low, high } = stake.share;
            let most = |share: Decimal| share.min(open);
            stake.share = Range { stated: stated.map(most), low, high: Some(high.map_or(open, most)) };
        }
    }
}

/// What of each company is held, each stake taken at some share.
fn sums(list: &[Stake], share: impl Fn(&Stake) -> Option<Decimal>) -> BTreeMap<EntityId, Decimal> {
    let mut sums: BTreeMap<EntityId, Decimal> = BTreeMap::new();
    for stake in list {
        if let Some(share) = share(stake) {
            let sum = sums.entry(stake.owned.clone()).or_default();
            *sum = sum.saturating_add(share);
        }
    }
    sums
}

fn stands(deal: &Deal, view: &View) -> bool {
    let status = view.status_of(deal);
    deal.kind == Kind::Ownership
        && deal.confirmation != Confirmation::False
        && !view.without_deals.contains(&deal.id)
        && status.is_some_and(|status| status.is_live() && status >= view.status)
}

impl Stakes {
    /// The companies of which the stated shares come to more than all although the records do not contradict each other:
    /// two of "up to 60%". Of their stakes the stated figure is only a bound, and the least counts.
    pub fn crowded(&self) -> BTreeSet<EntityId> {
        let sums = sums(&self.list, |stake| stake.share.stated);
        sums.into_iter().filter(|(_, sum)| *sum > Decimal::ONE).map(|(company, _)| company).collect()
    }

    /// One matrix of them, at one end of their ranges; a stake with no figure there is left out. As stated, the stakes in
    /// a [crowded](Self::crowded) company count with their least.
    ///
    /// # Errors
    /// If more than all of a company is held: for certain, or at the upper ends if these are asked for.
    pub fn holdings(&self, end: Reading) -> Result<Holdings, OwnershipError> {
        let ids: BTreeSet<&EntityId> = self.list.iter().flat_map(|stake| [&stake.owner, &stake.owned]).collect();
        let ids: Vec<&EntityId> = ids.into_iter().collect();
        let place = |id: &EntityId| ids.binary_search(&id).ok();
        let crowded = self.crowded();
        let share = |stake: &Stake| match end {
            Reading::Stated if crowded.contains(&stake.owned) => Some(stake.share.low),
            Reading::Stated => stake.share.stated,
            Reading::Low => Some(stake.share.low),
            Reading::High => stake.share.high,
        };
        let shares =
            self.list.iter().filter_map(|stake| Some((place(&stake.owner)?, place(&stake.owned)?, share(stake)?)));
        Holdings::new(ids.iter().map(ToString::to_string).collect(), shares)
    }
}

/// A share as it is stated: `6.6%`, `~27%`, `up to 10%`, `at least 5%`, `15% to 19%`. Of a range the lower end is what
/// is stated, as with amounts.
fn share(text: &str) -> Option<Range> {
    let text = text.trim();
    if let Some((low, high)) = text.split_once(" to ").or_else(|| text.split_once("..")).filter(|(low, _)| *low != "up")
    {
        let (low, high) = (percent(low.trim_end_matches('%'))?, percent(high.strip_suffix('%')?)?);
        return (low <= high).then_some(Range { stated: Some(low), low, high: Some(high) });
    }
    let figure = |prefixes: &[&str]| prefixes.iter().find_map(|prefix| text.strip_prefix(prefix));
    let known = |text: &str| percent(text.strip_suffix('%')?);
    if let Some(most) = figure(&["up to ", "<=", "at most "]) {
        let most = known(most)?;
        return Some(Range { stated: Some(most), low: Decimal::ZERO, high: Some(most) });
    }
    if let Some(least) = figure(&["at least ", "over ", "more than ", ">=", ">"]) {
        let least = known(least)?;
        return Some(Range { stated: Some(least), low: least, high: Some(Decimal::ONE) });
    }
    let about = known(figure(&["about ", "~"]).unwrap_or(text))?;
    Some(Range { stated: Some(about), low: about, high: Some(about) })
}

fn percent(text: &str) -> Option<Decimal> {
    let share = text.trim().parse::<Decimal>().ok()?.checked_div(Decimal::ONE_HUNDRED)?;
    (Decimal::ZERO..=Decimal::ONE).contains(&share).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_a_share_is_stated() {
        let triple = |text| share(text).map(|own| (own.stated, own.low, own.high));
        let of = |percent: i64| Decimal::new(percent, 2);
        assert_eq!(triple("27%"), Some((Some(of(27)), of(27), Some(of(27)))));
        assert_eq!(triple("~6.6%"), Some((Some(Decimal::new(66, 3)), Decimal::new(66, 3), Some(Decimal::new(66, 3)))));
        assert_eq!(triple("15% to 19%"), Some((Some(of(15)), of(15), Some(of(19)))));
        assert_eq!(triple("up to 10%"), Some((Some(of(10)), of(0), Some(of(10)))));
        assert_eq!(triple("at least 5%"), Some((Some(of(5)), of(5), Some(of(100)))));
        for text in ["", "much", "27", "101%", "-3%", "19% to 15%", "up to 10", "a minority"] {
            assert_eq!(triple(text), None, "{text}");
        }
    }
}
