//! The day on which a loop formed, beside a plain replay: the whole graph on every day on which anything changed, from the
//! last one back, for as long as it has the loop.

use std::collections::BTreeSet;

use jiff::civil::Date;
use proptest::prelude::*;
use roundtrip::{
    circuits::{Circuit, Limits, along, find},
    flow::{Level, Scope, View},
    load,
    model::{DealId, EntityId, Kind, Register, Status, Stop},
};

use crate::common::{json, stdout};

/// What a deal of a random register is made of: payers, payees, kind, link, history.
type Made = (Vec<usize>, Vec<usize>, usize, usize, Vec<(usize, usize, usize)>);

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "x"];
const KINDS: [&str; 4] = ["equity", "cloud", "chips", "guarantee"];
const DAYS: [&str; 10] = [
    "2023",
    "2024-03",
    "2024-03-31",
    "2024-05-10",
    "2024-08",
    "2024-11-02",
    "2025-02-01",
    "2025-02-28",
    "2025-06-30",
    "2025-09-09",
];
const STATUSES: [&str; 7] = ["rumoured", "announced", "signed", "closed", "lapsed", "cancelled", ""];
const AMOUNTS: [&str; 6] = ["", "1B", "3B", "<=2B", "?", "2B..4B"];

/// A register of companies of which some change hands, and of deals that are linked and go up and down.
fn register(owners: &[(usize, usize, usize)], deals: &[Made]) -> String {
    let mut text = "as_of = \"2025-12-31\"\n[[source]]\nid = \"s\"\npublisher = \"S\"\nkind = \"press\"\n".to_owned();
    for (at, id) in NAMES.iter().enumerate() {
        let kind = if *id == "x" { "cloud" } else { "company" };
        let key = if *id == "x" { "operator" } else { "parent" };
        // Owners come before what they own, so that nobody owns itself.
        let own = owners.iter().filter(|(owned, ..)| *owned == at);
        let times: Vec<String> = own
            .filter(|(owned, owner, _)| owner < owned)
            .map(|(_, owner, since)| {
                let until = DAYS.get(since + 3).map_or_else(String::new, |until| format!(", until = \"{until}\""));
                format!("{{ of = \"{}\", since = \"{}\"{until} }}", NAMES[*owner], DAYS[*since])
            })
            .take(1)
            .collect();
        let owner = if times.is_empty() { String::new() } else { format!("{key} = [{}]\n", times.join(", ")) };
        text += &format!("[[entity]]\nid = \"{id}\"\nkind = \"{kind}\"\n{owner}");
    }
    for (at, (payers, payees, kind, link, history)) in deals.iter().enumerate() {
        let list =
            |ends: &[usize]| ends.iter().map(|end| format!("\"{}\"", NAMES[*end])).collect::<Vec<_>>().join(", ");
        let link = match at.checked_sub(1) {
            Some(other) if *link == 0 => format!("overlaps = [\"d{other}\"]\n"),
            Some(other) if *link == 1 => format!("supersedes = [\"d{other}\"]\n"),
            Some(other) if *link == 2 => format!("tranche_of = \"d{other}\"\n"),
            Some(other) if *link == 3 => format!("part_of = \"d{other}\"\n"),
            _ if *link == 4 => "round = true\n".to_owned(),
            _ => String::new(),
        };
        let mut days: Vec<usize> = history.iter().map(|(day, ..)| *day).collect();
        days.sort_unstable();
        let entry = |(day, (_, status, amount)): (&usize, &(usize, usize, usize))| {
            let status = if STATUSES[*status].is_empty() { "announced" } else { STATUSES[*status] };
            let amount = match AMOUNTS[*amount] {
                "" => String::new(),
                amount => format!(", amount = \"{amount}\""),
            };
            format!("{{ on = \"{}\", status = \"{status}\"{amount} }}", DAYS[*day])
        };
        let entries: Vec<String> = days.iter().zip(history).map(entry).collect();
        text += &format!(
            "[[deal]]\nid = \"d{at}\"\nkind = \"{}\"\npayer = [{}]\npayee = [{}]\namount = \"2B\"\n{link}history = [{}]\n\
             cite = [\"s\"]\n",
            KINDS[*kind],
            list(payers),
            list(payees),
            entries.join(", ")
        );
    }
    text
}

/// Every day until another one on which a deal or an owner changed, the last one first.
fn days(register: &Register, last: Date) -> Vec<Date> {
    let deals = register.deals.values().flat_map(|deal| deal.history.iter().map(|event| event.on));
    let owners = register.entities.values().flat_map(|entity| &entity.owners);
    let owners = owners.flat_map(|owner| owner.since.into_iter().chain(owner.until));
    let all: BTreeSet<Date> =
        deals.chain(owners).map(roundtrip::model::When::day).filter(|day| *day <= last).chain([last]).collect();
    all.into_iter().rev().collect()
}

/// Whether the view of a day has a loop of another scope.
fn stands(scope: &Scope<'_>, circuit: &Circuit, day: Date) -> bool {
    let mut view = scope.view.clone().as_of(day);
    let first = |id: &DealId| scope.register.deals[id].history[0].on.day();
    view.assume.retain(|id, _| day == scope.view.as_of || first(id) <= day);
    let graph = view.flow(scope.register);
    let nodes: Option<Vec<_>> = circuit.nodes.iter().map(|&node| graph.node(scope.graph.id(node).as_str())).collect();
    let Some(found) = nodes.and_then(|nodes| along(&graph, scope.register, &nodes)) else { return false };
    if found.class != circuit.class && !circuit.by_deal {
        return false;
    }
    !circuit.by_deal
        || circuit.steps.iter().zip(&found.steps).all(|(chosen, all)| {
            let deal = &scope.graph.arcs()[chosen.arcs[0]].deal;
            all.arcs.iter().any(|&arc| graph.arcs()[arc].deal == *deal)
        })
}

/// The first of the days without a break on which a loop stands.
fn plainly(scope: &Scope<'_>, circuit: &Circuit) -> Option<Date> {
    let days = days(scope.register, scope.view.as_of);
    days.into_iter().take_while(|day| stands(scope, circuit, *day)).last()
}

fn ends() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..NAMES.len(), 1..3).prop_map(|mut ends| {
        ends.sort_unstable();
        ends.dedup();
        ends
    })
}

fn deal() -> impl Strategy<Value = Made> {
    let history = prop::collection::vec((0..DAYS.len(), 0..STATUSES.len(), 0..AMOUNTS.len()), 1..4);
    (ends(), ends(), 0..KINDS.len(), 0..9_usize, history)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn a_loop_formed_when_a_replay_says(
        owners in prop::collection::vec((0..NAMES.len(), 0..NAMES.len(), 0..DAYS.len()), 0..3),
        deals in prop::collection::vec(deal(), 2..9),
        (rung, level, kinds) in (0..4_usize, 0..2_usize, 0..3_usize),
        (least, priced, contingent, by_deal) in (0..4_u32, any::<bool>(), any::<bool>(), any::<bool>()),
        (without, assume, last) in (0..12_usize, 0..12_usize, 3..DAYS.len() + 1),
    ) {
        let Ok((register, _)) = load::from_text("made.toml", &register(&owners, &deals)) else { return Ok(()) };
        let last = DAYS.get(last).map_or(register.as_of, |day| day.parse::<roundtrip::model::When>().unwrap().day());
        let mut view = View::on(&register, last).status([Status::Rumoured, Status::Announced, Status::Signed, Status::Rumoured][rung]);
        view = view.level([Level::Company, Level::Asset][level]).contingent(contingent).priced(priced && least == 2);
        if least == 3 {
            view = view.min_amount(2_000_000_000.into());
        }
        if kinds == 2 {
            view = view.kinds([Kind::Equity, Kind::Cloud]);
        }
        if let Some(name) = NAMES.get(without) {
            view = view.without([EntityId::new(name).unwrap()]);
        }
        if let Some((id, _)) = DealId::new(&format!("d{assume}")).ok().and_then(|id| register.deals.get_key_value(&id)) {
            view = view.assume(id.clone(), Status::Signed);
        }
        let scope = Scope::new(&register, view);
        let found = find(&scope.graph, &register, &Limits::default().by_deal(by_deal).count(40), &Stop::never());
        for circuit in &found.list {
            let formed = circuit.formed_on(&scope);
            prop_assert!(formed.is_some(), "{} of {:?}", circuit.id, scope.view);
            prop_assert_eq!(formed.map(roundtrip::model::When::day), plainly(&scope, circuit), "{} of {}", circuit.id, scope.view);
        }
    }
}

#[test]
fn the_loops_of_the_shipped_register_formed_when_a_replay_says() {
    let register = crate::common::edition();
    for (rung, level) in
        [(Status::Rumoured, Level::Company), (Status::Signed, Level::Company), (Status::Signed, Level::Asset)]
    {
        let scope = Scope::new(&register, View::of(&register).status(rung).level(level));
        let found = find(&scope.graph, &register, &Limits::default().max_length(3), &Stop::never());
        assert!(found.list.len() > 10);
        // One replay for all: the graph of each day once.
        let mut open: Vec<(&Circuit, Option<Date>)> = found.list.iter().map(|circuit| (circuit, None)).collect();
        let mut done = Vec::new();
        for day in days(&register, scope.view.as_of) {
            let graph = scope.view.clone().as_of(day).flow(&register);
            let has = |circuit: &Circuit| {
                let ids = circuit.nodes.iter().map(|&node| graph.node(scope.graph.id(node).as_str()));
                let found = ids.collect::<Option<Vec<_>>>().and_then(|nodes| along(&graph, &register, &nodes));
                found.is_some_and(|found| found.class == circuit.class)
            };
            let (still, gone): (Vec<_>, Vec<_>) = open.into_iter().partition(|(circuit, _)| has(circuit));
            open = still.into_iter().map(|(circuit, _)| (circuit, Some(day))).collect();
            done.extend(gone);
        }
        done.extend(open);
        for (circuit, since) in done {
            assert_eq!(
                circuit.formed_on(&scope).map(roundtrip::model::When::day),
                since,
                "{} at {level:?}",
                circuit.id
            );
        }
    }
}

#[test]
fn a_loop_outlives_the_record_that_formed_it() {
    let data = ["--data", "tests/data/handed_over.toml"];
    let formed = |flags: &[&str]| {
        let document = json(&[&["loops", "--format", "json"], flags, &data[..]].concat());
        document["loops"].as_array().expect("loops").iter().map(|one| one["formed_on"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(formed(&[]), ["2025-12-16"]);
    assert_eq!(formed(&["--as-of", "2025-12-31"]), ["2025-12-16"]);
    // On a rung that the talks never reached it is younger.
    assert_eq!(formed(&["--status", "signed"]), ["2026-02-27"]);
    for condition in ["formed >= 2026-01-01", "closed >= 2026-01-01", "new since 2026-01-01"] {
        assert!(formed(&["--where", condition]).is_empty(), "{condition}");
        assert_eq!(formed(&["--status", "signed", "--where", condition]).len(), 1, "{condition}");
    }
}

#[test]
fn a_loop_of_a_new_owner_did_not_form_before() {
    let document = json(&["loops", "--format", "json"]);
    let on = |id: &str| {
        let found = document["loops"].as_array().expect("loops").iter().find(|one| one["id"] == id);
        found.map(|one| one["formed_on"].as_str().expect("a day").to_owned())
    };
    assert_eq!(on("amazon/openai").as_deref(), Some("2025-12-16"));
    for id in ["humain/nvidia/spacex", "nvidia/spacex/xai_spv"] {
        assert!(on(id).is_none_or(|day| day.as_str() >= "2026-02-02"), "{id}: {:?}", on(id));
    }
    let page = stdout(&["show", "amazon/openai"]);
    assert!(page.contains("It formed on 2025-12-16"), "{page}");
}
