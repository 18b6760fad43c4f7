//! Paths against a plain search, on random graphs and on the shipped register.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{json, plain, run};
use proptest::prelude::*;
use roundtrip::{
    flow::{Scope, View},
    load,
    measure::{PathLimits, Paths, paths},
    model::{Register, Stop},
};

/// Deals between `a`, `b`, ...: payer, payee, millions and the month of each.
fn any_deals() -> impl Strategy<Value = Vec<(usize, usize, u32, u32)>> {
    prop::collection::vec((0..6_usize, 0..6_usize, 1..9_u32, 1..13_u32), 0..16)
}

fn name(node: usize) -> String {
    ["a", "b", "c", "d", "e", "f"][node].to_owned()
}

fn register(deals: &[(usize, usize, u32, u32)]) -> Register {
    let row = |(payer, payee, amount, month): &(usize, usize, u32, u32)| {
        format!("{},{},equity,{amount}M,2025-{month:02}-01,signed\n", name(*payer), name(*payee))
    };
    // Somebody pays, so that there is a register even of no deal.
    let rows: String = deals.iter().filter(|deal| deal.0 != deal.1).map(row).collect();
    let csv = format!("payer,payee,kind,amount,date,status\ny,z,equity,1M,2025-01-01,signed\n{rows}");
    load::from_text("deals.csv", &csv).expect("sound").0
}

fn found(register: &Register, limits: &PathLimits) -> Option<Paths> {
    let scope = Scope::new(register, View::of(register));
    let ends = scope.graph.node("a").zip(scope.graph.node("b"))?;
    Some(paths(&scope, ends.0, ends.1, limits))
}

/// Every path by plain recursion: its nodes, its bottleneck in millions, and whether dates allow it.
fn plainly(deals: &[(usize, usize, u32, u32)], most: usize) -> BTreeSet<(Vec<usize>, u32, bool)> {
    fn go(deals: &[(usize, usize, u32, u32)], most: usize, way: &[usize], all: &mut BTreeSet<Vec<usize>>) {
        let at = way[way.len() - 1];
        if at == 1 {
            all.insert(way.to_vec());
        } else if way.len() <= most {
            for (payer, payee, ..) in deals {
                if *payer == at && !way.contains(payee) {
                    go(deals, most, &[way, &[*payee]].concat(), all);
                }
            }
        }
    }
    let mut all = BTreeSet::new();
    go(deals, most, &[0], &mut all);
    let between = |ends: &[usize]| deals.iter().filter(|deal| [deal.0, deal.1] == *ends).collect::<Vec<_>>();
    let describe = |way: Vec<usize>| {
        let hops: Vec<_> = way.windows(2).map(between).collect();
        let bottleneck = hops.iter().map(|hop| hop.iter().map(|deal| deal.2).sum()).min().expect("a hop");
        // Every choice of a deal on each hop.
        let mut months = vec![0];
        for hop in &hops {
            let later = |now: &u32| hop.iter().map(|deal| deal.3).filter(|month| month >= now).collect::<Vec<_>>();
            months = months.iter().flat_map(later).collect();
        }
        (way, bottleneck, !months.is_empty())
    };
    all.into_iter().map(describe).collect()
}

proptest! {
    #[test]
    fn all_paths_are_found_with_what_can_pass(deals in any_deals(), most in 1..6_u32, in_time_order: bool) {
        let register = register(&deals);
        let limits = PathLimits { max_length: most, count: None, in_time_order };
        let Some(found) = found(&register, &limits) else { return Ok(()) };
        let scope = Scope::new(&register, View::of(&register));
        let own: BTreeSet<_> = found.list.iter().map(|path| {
            let nodes = path.nodes.iter().map(|&node| scope.graph.id(node).as_str().as_bytes()[0] - b'a');
            let millions: u32 = (path.bottleneck.stated.expect("stated") / rust_decimal::Decimal::from(1_000_000))
                .try_into().expect("whole");
            (nodes.map(usize::from).collect::<Vec<_>>(), millions, path.in_time_order)
        }).collect();
        let expected = plainly(&deals, most as usize).into_iter().filter(|path| !in_time_order || path.2).collect();
        prop_assert_eq!(own, expected);
        prop_assert!(found.complete);
        let stated = found.list.iter().map(|path| path.bottleneck.stated).collect::<Vec<_>>();
        prop_assert!(stated.windows(2).all(|pair| pair[0] >= pair[1]), "the largest first");
    }

    #[test]
    fn together_they_carry_a_maximum_flow(deals in any_deals()) {
        let limits = PathLimits { max_length: 6, count: None, in_time_order: false };
        let Some(found) = found(&register(&deals), &limits) else { return Ok(()) };
        let mut room: BTreeMap<(String, String), f64> = BTreeMap::new();
        for (payer, payee, amount, _) in &deals {
            *room.entry((name(*payer), name(*payee))).or_default() += f64::from(*amount) * 1e6;
        }
        let room = room.iter().filter(|((payer, payee), _)| payer != payee);
        let room = room.map(|((payer, payee), room)| ((payer.as_str(), payee.as_str()), *room)).collect();
        let flow: f64 = found.together.stated.unwrap_or_default().try_into().expect("a float");
        prop_assert!((flow - plain::maximum_flow(room, "a", "b")).abs() < 1.0);
    }
}

#[test]
fn a_path_that_leads_back_is_refused_with_what_to_type() {
    let said = run(&["measure", "paths", "nvidia", "nvda"]);
    assert!(said.starts_with("exit 2") && said.contains("roundtrip loops --through nvidia"), "{said}");
}

#[test]
fn a_search_that_is_stopped_is_not_complete() {
    let deals: Vec<_> = (0..6).flat_map(|payer| (0..6).map(move |payee| (payer, payee, 1, 1))).collect();
    let register = register(&deals);
    let limits = |count| PathLimits { max_length: 5, count, in_time_order: false };
    assert_eq!(found(&register, &limits(None)).expect("ends").list.len(), 1 + 4 + 12 + 24 + 24);
    let some = found(&register, &limits(Some(3))).expect("ends");
    assert_eq!((some.list.len(), some.complete), (3, false));
    let scope = Scope::new(&register, View::of(&register)).until(Stop::never());
    let ends = scope.graph.node("a").zip(scope.graph.node("b")).expect("ends");
    assert!(paths(&scope, ends.0, ends.1, &limits(Some(65))).complete, "as many as there are is not a limit reached");
}

/// Nvidia's stake reaches Oracle over OpenAI's contract, and the hop says by which deals and on whose word.
#[test]
fn the_shipped_register_has_the_path_that_everybody_writes_about() {
    let answer = json(&["measure", "paths", "nvidia", "oracle", "--max-length", "2", "--format", "json"]);
    let path = answer["paths"].as_array().expect("paths").iter().find(|path| path["path"] == "nvidia/openai/oracle");
    let hops = path.expect("it is there")["hops"].as_array().expect("hops");
    assert_eq!(hops.len(), 2);
    assert!(hops.iter().all(|hop| !hop["sources"].as_array().expect("sources").is_empty()));
}
