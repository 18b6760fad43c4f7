//! What speaks for two records being of one deal.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::legs::{Leg, Told};
use crate::model::{Range, Status};

/// Days that two records of one deal may lie apart.
pub(super) const MONTH: i64 = 31;

/// Days up to which it is worth asking about two of which one states no amount.
const HALF_YEAR: i64 = 190;

/// Days that they may lie apart if nothing else between the two could be meant and the amounts are the same.
const YEAR: i64 = 366;

/// How two amounts go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Both are stated, and no amount fits both.
    Apart,
    /// One is undisclosed.
    OneUnknown,
    /// Some amount fits both.
    Overlap,
    /// Neither is disclosed.
    BothUnknown,
    /// The same figure.
    Equal,
}

/// How two records compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Days between them.
    pub(super) gap: i64,
    pub(super) fit: Fit,
    pub(super) same_kind: bool,
    pub(super) same_page: bool,
    pub(super) same_id: bool,
    /// How near the payers and the payees are: 6 if they are the same, less if they are owner and owned.
    pub(super) near: i32,
    /// A detail more that is the same: the title, the status, what it comes to now.
    more: i32,
}

impl Evidence {
    /// Compares two deals between two; `None` if payer, payee or family differ.
    pub(super) fn of(one: (&Told<'_>, &Leg), other: (&Told<'_>, &Leg)) -> Option<Self> {
        let ((a, from), (b, to)) = (one, other);
        let payers =
            closeness(&from.from, &to.from).or_else(|| (from.from.is_empty() || to.from.is_empty()).then_some(0))?;
        let payees = closeness(&from.to, &to.to).or_else(|| besides(from, to))?;
        (a.family() == b.family()).then(|| Self::details(a, b, payers + payees))
    }

    /// The same of different deals whose amounts fit; told first by what is quickly compared.
    pub(super) fn fitting(one: (&Told<'_>, &Leg), other: (&Told<'_>, &Leg)) -> Option<Self> {
        let (a, b) = (one.0, other.0);
        let fits = a.deal.id < b.deal.id && fit(&a.values, &b.values) > Fit::Apart;
        if fits { Self::of(one, other) } else { None }
    }

    /// The same, if the other register has payer and payee the other way round, or calls it by a kind of another family.
    pub(super) fn askew(one: (&Told<'_>, &Leg), other: (&Told<'_>, &Leg)) -> Option<Self> {
        let ((a, from), (b, to)) = (one, other);
        let straight = closeness(&from.from, &to.from).zip(closeness(&from.to, &to.to).or_else(|| besides(from, to)));
        let turned = closeness(&from.from, &to.to).zip(closeness(&from.to, &to.from));
        let other_family = straight.filter(|_| a.family() != b.family());
        other_family.or(turned).map(|(payers, payees)| Self::details(a, b, payers + payees))
    }

    fn details(a: &Told<'_>, b: &Told<'_>, near: i32) -> Self {
        let alive = |told: &Told<'_>| {
            told.deal.history.iter().rev().find_map(|event| event.status).is_some_and(Status::is_live)
        };
        let more = i32::from(a.deal.title == b.deal.title) * 3
            + i32::from(a.value() == b.value()) * 4
            + i32::from(alive(a) == alive(b)) * 2;
        Self {
            gap: gap(&a.days, &b.days),
            fit: fit(&a.values, &b.values),
            same_kind: a.deal.kind == b.deal.kind,
            same_page: a.pages.iter().any(|page| b.pages.contains(page)),
            same_id: a.deal.id == b.deal.id,
            near,
            more,
        }
    }

    /// Whether this is enough to say that they are one deal. `alone` says that either side has but one of that kind and
    /// amount between the two.
    pub(super) fn is_enough(&self, alone: bool) -> bool {
        let near = self.gap <= MONTH;
        match self.fit {
            _ if self.same_id => true,
            _ if self.same_page && self.same_kind => self.fit != Fit::Apart || near,
            Fit::Apart => self.same_kind && self.gap <= 3,
            Fit::Equal if self.same_kind && alone => self.gap <= YEAR,
            Fit::Equal => near,
            Fit::Overlap => near && (self.same_kind || self.gap <= 3),
            Fit::OneUnknown | Fit::BothUnknown => near && self.same_kind,
        }
    }

    /// Whether a careful reader would ask if they are one deal.
    pub(super) fn is_worth_asking(&self) -> bool {
        match self.fit {
            Fit::Apart => self.gap <= MONTH,
            Fit::OneUnknown | Fit::BothUnknown => self.gap <= HALF_YEAR,
            Fit::Overlap | Fit::Equal => self.gap <= YEAR,
        }
    }

    /// The same of deals that are askew, where only the amount or the day can tell.
    pub(super) fn is_striking(&self) -> bool {
        match self.fit {
            Fit::Equal => self.gap <= MONTH,
            Fit::BothUnknown => self.same_kind && self.gap <= 3,
            _ => self.same_page && self.same_kind && self.gap <= MONTH,
        }
    }

    /// How much speaks for it: higher is surer. Symmetric in the two.
    pub(super) fn score(&self) -> i64 {
        let fit = match self.fit {
            Fit::Apart => 0,
            Fit::OneUnknown => 100,
            Fit::Overlap => 200,
            Fit::BothUnknown => 300,
            Fit::Equal => 500,
        };
        let day = match self.gap {
            0 => 300,
            1..=3 => 260 - self.gap,
            4..=MONTH => 200 - 3 * self.gap,
            gap => -gap.min(1000) / 10,
        };
        let flags = i64::from(self.same_kind) * 400 + i64::from(self.same_page) * 150 + i64::from(self.same_id) * 120;
        fit + day + flags + i64::from(self.near) * 10 + i64::from(self.more)
    }
}

/// How near two chains of owners meet: 3 at the same company, 2 at an owner of one of them.
fn closeness(one: &[usize], other: &[usize]) -> Option<i32> {
    if one.is_empty() && other.is_empty() || !one.is_empty() && one.first() == other.first() {
        return Some(3);
    }
    one.iter().any(|class| other.contains(class)).then_some(2)
}

/// One side names whom the deal is for in the place of the payee.
fn besides(one: &Leg, other: &Leg) -> Option<i32> {
    let meets = |own: &[usize], there: &[usize]| own.iter().any(|class| there.contains(class));
    (meets(&one.besides, &other.to) || meets(&one.to, &other.besides)).then_some(1)
}

/// The fewest days between a step of one and a step of the other.
fn gap(one: &[(Date, Date)], other: &[(Date, Date)]) -> i64 {
    let days = |from: Date, to: Date| i64::from(from.until(to).map_or(i32::MAX, |span| span.get_days()));
    let between = |a: &(Date, Date), b: &(Date, Date)| days(a.1, b.0).max(days(b.1, a.0)).max(0);
    one.iter().flat_map(|a| other.iter().map(move |b| between(a, b))).min().unwrap_or(i64::MAX)
}

/// The best fit of any amount of one and any of the other.
fn fit(one: &[Range], other: &[Range]) -> Fit {
    one.iter().flat_map(|a| other.iter().map(move |b| fit_of(*a, *b))).max().unwrap_or(Fit::BothUnknown)
}

fn fit_of(a: Range, b: Range) -> Fit {
    let unknown = |range: Range| range.stated.is_none() && range.low.is_zero() && range.high.is_none();
    match (unknown(a), unknown(b)) {
        (true, true) => Fit::BothUnknown,
        (true, false) | (false, true) => Fit::OneUnknown,
        _ if a.stated.is_some() && a.stated == b.stated => Fit::Equal,
        _ => {
            let below = |low, high: Option<_>| high.is_none_or(|high| low <= high);
            let fits = below(a.low, b.high) && below(b.low, a.high);
            if fits || is_rounded(a, b) { Fit::Overlap } else { Fit::Apart }
        }
    }
}

/// Whether one figure is the other, rounded to fewer digits and at most a twentieth apart: 12bn and 11.9bn.
fn is_rounded(a: Range, b: Range) -> bool {
    let rounded = |fine: Decimal, coarse: Decimal| {
        let digits = coarse.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len();
        fine.round_sf(u32::try_from(digits).unwrap_or(u32::MAX)) == Some(coarse)
    };
    a.stated.zip(b.stated).is_some_and(|(a, b)| {
        (a - b).abs().saturating_mul(Decimal::from(20)) <= a.max(b) && (rounded(a, b) || rounded(b, a))
    })
}
