//! `measure sources` on the page of `report`.

use std::{cmp::Reverse, collections::BTreeSet};

use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde_json::{Value, json};

use super::{
    Ground,
    sheet::{Sheet, percent, ratio},
    sums::{arc_row, standing, sum_json},
};
use crate::{
    cli::{loops::plural, loops::thousands, table::Table},
    flow::{Arc, Node},
    measure::{ABOUT_SOURCES, Disagreement, Division, Ratio, SourceTier, Sum, disagreements, sources},
    model::{Claim, Deal, EntityId, SourceId, SourceKind, money},
};

/// Of all deals, or of one company's; `top` rows of each list.
pub(super) fn of(ground: &Ground<'_>, company: Option<(&EntityId, Node)>, top: usize) -> Sheet {
    let node = company.map(|(_, node)| node);
    let picked = |arc: &Arc| node.is_none_or(|node| arc.payer == node || arc.payee == node);
    let all = Sum::of(ground.graph, picked);
    let divisions = sources(ground.register, ground.view.as_of, ground.graph, picked);
    let mut sheet = Sheet::new("sources", "parts", &[&ABOUT_SOURCES]);
    let single = |deal: &Deal| ground.register.independent_sources([deal]) == 1;
    let named = |deal: &Deal| SourceTier::of(ground.register, deal) <= SourceTier::Named(SourceKind::Press);
    let stated = |pick: &dyn Fn(&Deal) -> bool| {
        let of = |arc: &Arc| picked(arc) && ground.register.deals.get(&arc.deal).is_some_and(pick);
        Sum::of(ground.graph, of).value.stated.unwrap_or_default()
    };
    sheet.title(title(ground, node, all.value.stated, [stated(&named), stated(&single)]));
    sheet.figure("all", sum_json(&all));
    for division in &divisions {
        divided(&mut sheet, &all, division);
    }
    deals(&mut sheet, ground, ("single_source", "Rest on one independent source"), top, &|arc, deal| {
        picked(arc) && single(deal)
    });
    let differ = |deal: &Deal| deal.conflict.is_some() || !deal.contradicted_by.is_empty();
    deals(&mut sheet, ground, ("in_dispute", "Sources disagree, or one says otherwise"), top, &|arc, deal| {
        picked(arc) && differ(deal)
    });
    let owner = company.map(|(id, _)| ground.register.owner_on(id, ground.view.as_of));
    claims(&mut sheet, ground, owner);
    sheet
}

/// Of what is stated, the part on a named word and that on a single voice.
fn title(ground: &Ground<'_>, node: Option<Node>, stated: Option<Decimal>, parts: [Decimal; 2]) -> String {
    let Some(stated) = stated else { return "No amount is stated".to_owned() };
    let of = node.map_or_else(String::new, |node| format!(" of {}'s deals", ground.name(node)));
    let [named, single] = parts.map(|part| format!("{} ({})", money(part), percent(share_of(part, stated))));
    format!(
        "Of all {} stated{of}, {} rests on a filing, a party's own word or a named publisher; {} on one independent source",
        money(stated),
        named,
        single,
    )
}

fn share_of(part: Decimal, whole: Decimal) -> Option<f64> {
    part.checked_div(whole)?.to_f64()
}

/// One question: a line for each answer, and the whole.
fn divided(sheet: &mut Sheet, all: &Sum, division: &Division) {
    let mut table = Table::new(&["", ">deals", ">stated", ">of all", ">undisclosed deals"]);
    let line = |what: &str, sum: &Sum| {
        let share = if sum.value.stated.is_none() { None } else { Ratio::of(sum.value, all.value).stated };
        [
            what.to_owned(),
            thousands(sum.deals.len()),
            sum.value.stated.map_or_else(|| "–".to_owned(), money),
            percent(share),
            if sum.unstated == 0 { "–".to_owned() } else { thousands(sum.unstated) },
        ]
    };
    for part in &division.parts {
        table.row(line(&part.what, &part.sum));
        sheet.row(json!({
            "by": division.by, "part": part.what, "share": ratio(Ratio::of(part.sum.value, all.value).stated),
            "sum": sum_json(&part.sum),
        }));
    }
    table.row(line("all", all));
    sheet.table(format!("By {}", division.by), table);
}

/// The deals of one part, the largest first, with what speaks for them.
fn deals(
    sheet: &mut Sheet,
    ground: &Ground<'_>,
    (name, heading): (&str, &str),
    top: usize,
    pick: &dyn Fn(&Arc, &Deal) -> bool,
) {
    let arcs = ground.graph.arcs().iter();
    let with = arcs.filter_map(|arc| ground.register.deals.get(&arc.deal).map(|deal| (arc, deal)));
    let mut found: Vec<(&Arc, &Deal)> = with.filter(|(arc, deal)| pick(arc, deal)).collect();
    found.sort_by_key(|(arc, _)| (Reverse(arc.value.stated), arc.deal.clone(), arc.payer));
    let mut table = Table::new(&["payer", "payee", "deal id", ">amount", "status", "on whose word"]);
    for (arc, deal) in found.iter().take(top) {
        let cite = sheet.cite(deal.sources());
        let says = deal.conflict.as_deref().unwrap_or_default();
        table.row([
            ground.name(arc.payer).to_owned(),
            ground.name(arc.payee).to_owned(),
            arc.deal.to_string(),
            arc.value.words(),
            standing(arc),
            format!("{says} {cite}").trim_start().to_owned(),
        ]);
    }
    let shown = if found.len() > top { format!("{} of ", thousands(top)) } else { String::new() };
    let deals = found.iter().map(|(arc, _)| &arc.deal).collect::<BTreeSet<_>>().len();
    let (payments, count) = (plural(found.len(), "payment"), thousands(found.len()));
    let of = format!("{} {}", thousands(deals), plural(deals, "deal"));
    sheet.table(format!("{heading}: {of}; {shown}{count} {payments}, the largest first"), table);
    let row = |(arc, deal): &(&Arc, &Deal)| {
        let mut row = arc_row(ground, arc);
        if let Some(fields) = row.as_object_mut() {
            fields.insert("conflict".to_owned(), deal.conflict.clone().into());
            fields.insert("contradicted_by".to_owned(), deal.contradicted_by.iter().map(SourceId::as_str).collect());
            fields.insert("sources".to_owned(), deal.sources().iter().map(|id| id.as_str()).collect());
        }
        row
    };
    sheet.figure(name, found.iter().map(row).collect::<Vec<_>>());
}

/// What articles claim of one matter, beside what is held.
fn claims(sheet: &mut Sheet, ground: &Ground<'_>, of: Option<&EntityId>) {
    let day = ground.view.as_of;
    let owner = |id: &EntityId| ground.register.owner_on(id, day).clone();
    let touches = |one: &Disagreement<'_>| {
        let parties = one.deal.into_iter().flat_map(|deal| deal.payers.iter().chain(&deal.payees));
        of.is_none_or(|of| parties.chain(one.about.iter().copied()).any(|id| owner(id) == *of))
    };
    let found: Vec<Disagreement<'_>> = disagreements(ground.register, day).into_iter().filter(touches).collect();
    let mut table = Table::new(&["claims of", "kind", "said", "held", "why"]);
    let mut rows: Vec<Value> = Vec::new();
    for one in &found {
        let names = || one.about.iter().map(|id| ground.register.name(id)).collect::<Vec<_>>().join(", ");
        let of = one.deal.map_or_else(names, |deal| deal.id.to_string());
        let ids = |by: &[&Claim]| by.iter().map(|claim| claim.id.as_str()).collect::<Vec<_>>().join(", ");
        let said = one.said.iter().map(|(what, by)| format!("{what} ({})", ids(by))).collect::<Vec<_>>().join("; ");
        sheet.cite(one.said.iter().flat_map(|(_, by)| by).map(|claim| &claim.cite));
        let why = one.why.join("; ");
        table.row([of, one.kind.replace('-', " "), said, one.held.clone().unwrap_or_else(|| "–".to_owned()), why]);
        let each = |(what, by): &(String, Vec<&Claim>)| {
            let sources: Vec<&str> = by.iter().map(|claim| claim.cite.as_str()).collect();
            json!({"says": what, "claims": by.iter().map(|claim| claim.id.as_str()).collect::<Vec<_>>(), "sources": sources})
        };
        rows.push(json!({
            "deal": one.deal.map(|deal| deal.id.as_str()),
            "about": one.about.iter().map(|id| id.as_str()).collect::<Vec<_>>(), "kind": one.kind,
            "said": one.said.iter().map(each).collect::<Vec<_>>(), "held": one.held, "why": one.why,
        }));
    }
    sheet.figure("claims", rows);
    sheet.table("What is claimed, and what is held", table);
}
