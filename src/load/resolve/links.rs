//! Links between deals: no circles, and a superseded deal leaves on the day it is superseded.

use std::collections::{BTreeMap, BTreeSet};

use super::{Code, Place, Report};
use crate::model::{Confirmation, Deal, DealId, Status, When};

type Places = BTreeMap<DealId, (Place, Deal)>;

/// Checks the links and applies their consequences.
pub(super) fn link(report: &mut Report, mut deals: Places) -> BTreeMap<DealId, Deal> {
    circles(report, &deals, "tranches", |deal| deal.tranche_of.iter().collect());
    circles(report, &deals, "rounds", |deal| deal.part_of.iter().collect());
    circles(report, &deals, "successions", |deal| deal.supersedes.iter().collect());
    circles(report, &deals, "overlaps", |deal| deal.overlaps.iter().collect());
    superseded_by_somebody(report, &deals);
    displace(&mut deals);
    deals.into_iter().map(|(id, (_, deal))| (id, deal)).collect()
}

/// Reports each circle of one kind of link once, at its first deal.
fn circles(report: &mut Report, deals: &Places, what: &str, links: fn(&Deal) -> Vec<&DealId>) {
    let mut told = BTreeSet::new();
    for (start, (place, _)) in deals {
        let mut waiting = vec![start];
        let mut came_from: BTreeMap<&DealId, &DealId> = BTreeMap::new();
        while let Some(at) = waiting.pop() {
            let Some((_, deal)) = deals.get(at) else {
                continue;
            };
            for next in links(deal) {
                if !came_from.contains_key(next) {
                    came_from.insert(next, at);
                    waiting.push(next);
                }
            }
        }
        if !came_from.contains_key(start) || told.contains(start) {
            continue;
        }
        let mut circle = vec![start];
        let mut at = start;
        while let Some(&before) = came_from.get(at) {
            if before == start {
                break;
            }
            circle.push(before);
            at = before;
        }
        told.extend(circle.iter().copied());
        circle.push(start);
        circle.reverse();
        let path: Vec<String> = circle.iter().map(|id| format!("`{id}`")).collect();
        report
            .push(Code::Circle, format!("{what} go round: {}", path.join(" → ")), place)
            .help("take one of these links away");
    }
}

/// A deal that says it was superseded must be named by the deal that did it.
fn superseded_by_somebody(report: &mut Report, deals: &Places) {
    let named: BTreeSet<&DealId> = deals.values().flat_map(|(_, deal)| &deal.supersedes).collect();
    for (id, (place, deal)) in deals {
        let says_so = deal.history.iter().any(|event| event.status == Some(Status::Superseded));
        if says_so && !named.contains(id) {
            report
                .push(Code::StatusNowhere, format!("`{id}` is superseded, and no deal says by it"), place)
                .help(format!("write `supersedes = [\"{id}\"]` in the deal that took its place, or let it lapse"));
        }
    }
}

/// A superseded deal whose own history does not say when leaves on the first day on which what took its place was at least as
/// firm; a report that is wrong takes nobody's place. Its tranches and parts leave with it, unless they are firmer, until
/// they are heard of again (docs/counting.md).
fn displace(deals: &mut Places) {
    let successors = successors(deals);
    let mut days: Vec<(DealId, Option<When>, Vec<When>)> = Vec::new();
    for (id, (_, old)) in &*deals {
        if said_superseded(old).is_some() {
            continue;
        }
        let own = succession(id, deals, &successors).into_iter().map(|(_, day)| day).min_by_key(|on| on.day());
        let totals = over(id, deals).into_iter().flat_map(|total| succession(total, deals, &successors));
        let with_totals =
            totals.filter(|(new, _)| new.id != *id).flat_map(|(new, day)| takes_place_on(new, old, Some(day)));
        let mut with_totals: Vec<When> = with_totals.collect();
        with_totals.sort_by_key(|on| on.day());
        with_totals.dedup();
        if own.is_some() || !with_totals.is_empty() {
            days.push((id.clone(), own, with_totals));
        }
    }
    for (id, own, with_totals) in days {
        if let Some((_, old)) = deals.get_mut(&id) {
            old.displaced_on = own;
            old.set_aside = with_totals;
        }
    }
}

/// The day on which a deal was superseded, where its own history says so.
fn said_superseded(deal: &Deal) -> Option<When> {
    deal.history.iter().find(|event| event.status == Some(Status::Superseded)).map(|event| event.on)
}

/// The deals that took the place of one, directly or of one that had, each with the day.
fn succession<'d>(id: &DealId, deals: &'d Places, successors: &BTreeMap<DealId, Vec<DealId>>) -> Vec<(&'d Deal, When)> {
    let Some((_, old)) = deals.get(id) else { return Vec::new() };
    let said = said_superseded(old);
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    let mut waiting: Vec<&DealId> = successors.get(id).into_iter().flatten().collect();
    while let Some(at) = waiting.pop() {
        if let Some((_, new)) = deals.get(at).filter(|_| seen.insert(at)) {
            found.extend(said.or_else(|| takes_place_on(new, old, None).first().copied()).map(|day| (new, day)));
            waiting.extend(successors.get(at).into_iter().flatten());
        }
    }
    found
}

/// For each deal, those that supersede it and are no false reports.
fn successors(deals: &Places) -> BTreeMap<DealId, Vec<DealId>> {
    let mut successors: BTreeMap<DealId, Vec<DealId>> = BTreeMap::new();
    for (_, deal) in deals.values().filter(|(_, deal)| deal.confirmation != Confirmation::False) {
        for old in &deal.supersedes {
            successors.entry(old.clone()).or_default().push(deal.id.clone());
        }
    }
    successors
}

/// The totals and rounds that a deal belongs to, the nearest first.
fn over<'a>(id: &DealId, deals: &'a Places) -> Vec<&'a DealId> {
    let mut found: Vec<&DealId> = Vec::new();
    let mut at = deals.get(id);
    while let Some((_, deal)) = at {
        let Some(next) = deal.belongs_to().filter(|next| !found.contains(next)) else {
            break;
        };
        found.push(next);
        at = deals.get(next);
    }
    found
}

/// The days, not before a given one, on which either is heard of and a deal is live and at least as firm as one that it
/// replaces, which is live too; in order.
fn takes_place_on(new: &Deal, old: &Deal, from: Option<When>) -> Vec<When> {
    let entries = new.history.iter().chain(&old.history).filter(|event| event.status.is_some()).map(|event| event.on);
    let mut days: Vec<When> = entries.chain(from).filter(|on| from.is_none_or(|from| on.day() >= from.day())).collect();
    days.sort_by_key(|on| on.day());
    let live = |deal: &Deal, on: &When| deal.status_on(on.day()).filter(|status| status.is_live());
    days.retain(|on| live(new, on).zip(live(old, on)).is_some_and(|(new, old)| new >= old));
    days
}
