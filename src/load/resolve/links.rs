//! Links between deals: no circles, and a superseded deal leaves on the day it is superseded.

use std::collections::{BTreeMap, BTreeSet};

use super::{Code, Place, Report};
use crate::model::{Deal, DealId, Status, When};

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

/// A superseded deal whose own history does not end leaves on the first day of what took its place.
fn displace(deals: &mut Places) {
    let mut first: BTreeMap<DealId, When> = BTreeMap::new();
    for (_, deal) in deals.values() {
        let Some(since) = deal.history.iter().find(|event| event.status.is_some()).map(|event| event.on) else {
            continue;
        };
        for old in &deal.supersedes {
            let day = first.entry(old.clone()).or_insert(since);
            *day = (*day).min(since);
        }
    }
    for (id, since) in first {
        if let Some((_, old)) = deals.get_mut(&id)
            && old.history.iter().filter_map(|event| event.status).all(Status::is_live)
        {
            old.displaced_on = Some(since);
        }
    }
}
