//! Amounts that share a sum: the extremes of what goes round and of its share, against every whole choice of amounts on
//! thousands of small networks, against a linear programme, and by hand.

use crate::common::stdout;
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};
use proptest::prelude::*;
use roundtrip::{
    flow::{FlowGraph, View},
    load,
    measure::{By, Extreme, Intervals, Network, SearchBudget, WeightedEdgeGroups, circulation, feedback_set, headline},
    model::Stop,
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// Amounts: from whom to whom, least and most.
type Parts = Vec<(usize, usize, u32, u32)>;
/// Groups: which amounts, least and most.
type Groups = Vec<(Vec<usize>, u32, u32)>;

fn intervals(len: usize, parts: &Parts, groups: &Groups) -> Intervals {
    let parts = parts.iter().map(|&(a, b, low, high)| (a, b, Decimal::from(low), Some(Decimal::from(high))));
    let groups = groups.iter().map(|(own, low, high)| (own.clone(), Decimal::from(*low), Some(Decimal::from(*high))));
    Intervals::sharing((0..len).map(|at| format!("v{at}")).collect(), parts, groups)
}

/// Two groups and one around both of them and some more, of up to six amounts.
fn shared() -> impl Strategy<Value = (usize, Parts, Groups)> {
    (2..5_usize).prop_flat_map(|len| {
        let part = (0..len, 1..len, 0..4_u32, 0..4_u32, 0..5_usize);
        let part = part.prop_map(move |(a, step, low, width, group)| (a, (a + step) % len, low, low + width, group));
        let sums = prop::collection::vec((0..10_u32, prop_oneof![Just(0_u32), 0..6_u32]), 3);
        (Just(len), prop::collection::vec(part, 2..7), sums).prop_map(|(len, parts, sums)| {
            let of = |groups: &[usize]| -> Vec<usize> {
                parts.iter().enumerate().filter(|(_, part)| groups.contains(&part.4)).map(|(at, _)| at).collect()
            };
            let groups = [of(&[1]), of(&[2]), of(&[1, 2, 3])].into_iter().zip(sums);
            let groups = groups.map(|(own, (low, width))| (own, low, low + width)).filter(|group| group.0.len() > 1);
            let parts = parts.iter().map(|&(a, b, low, high, _)| (a, b, low, high)).collect();
            (len, parts, groups.collect())
        })
    })
}

fn goes_round(len: usize, parts: &Parts, amounts: &[u32]) -> (Decimal, Decimal) {
    let arcs = parts.iter().zip(amounts).map(|(part, amount)| (part.0, part.1, Decimal::from(*amount)));
    let net = Network::new((0..len).map(|at| format!("v{at}")).collect(), arcs);
    (circulation(&net).total(), net.total())
}

/// Every whole choice of amounts that the ranges and the groups allow. The corners are among them, because groups are
/// nested or apart.
fn choices(parts: &Parts, groups: &Groups) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for &(_, _, low, high) in parts {
        all = all
            .into_iter()
            .flat_map(|one: Vec<u32>| (low..=high).map(move |next| [one.clone(), vec![next]].concat()))
            .collect();
    }
    all.retain(|amounts| {
        groups.iter().all(|(own, low, high)| (*low..=*high).contains(&own.iter().map(|&at| amounts[at]).sum()))
    });
    all
}

/// The most that goes round, or the highest share as one linear programme (Charnes and Cooper): amounts and flows over
/// the total.
fn highest_by_programme(len: usize, parts: &Parts, groups: &Groups, of_total: bool) -> Option<f64> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let free = (0.0, f64::INFINITY);
    let scale = problem.add_var(0.0, if of_total { free } else { (1.0, 1.0) });
    let amounts: Vec<Variable> = parts.iter().map(|_| problem.add_var(0.0, free)).collect();
    let flows: Vec<Variable> = parts.iter().map(|_| problem.add_var(1.0, free)).collect();
    if of_total {
        problem.add_constraint(amounts.iter().map(|&amount| (amount, 1.0)), ComparisonOp::Eq, 1.0);
    }
    let mut range = |own: Vec<Variable>, low: u32, high: u32| {
        for (end, op) in [(low, ComparisonOp::Ge), (high, ComparisonOp::Le)] {
            let sum = own.iter().map(|&amount| (amount, 1.0)).chain([(scale, -f64::from(end))]);
            problem.add_constraint(sum.collect::<Vec<_>>(), op, 0.0);
        }
    };
    for (&(_, _, low, high), &amount) in parts.iter().zip(&amounts) {
        range(vec![amount], low, high);
    }
    for (own, low, high) in groups {
        range(own.iter().map(|&at| amounts[at]).collect(), *low, *high);
    }
    for (&amount, &flow) in amounts.iter().zip(&flows) {
        problem.add_constraint([(amount, 1.0), (flow, -1.0)], ComparisonOp::Ge, 0.0);
    }
    for vertex in 0..len {
        let sign = |at: usize| f64::from(at == vertex);
        let ends = parts.iter().zip(&flows).map(|(part, &flow)| (flow, sign(part.0) - sign(part.1)));
        problem.add_constraint(ends.filter(|(_, sign)| *sign != 0.0).collect::<Vec<_>>(), ComparisonOp::Eq, 0.0);
    }
    problem.solve().ok()?.into_solution().ok().map(|solution| solution.objective())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn the_lowest_of_all_choices((len, parts, groups) in shared()) {
        let choices = choices(&parts, &groups);
        if choices.is_empty() {
            return Ok(());
        }
        let open = intervals(len, &parts, &groups);
        let figures: Vec<(Decimal, Decimal)> =
            choices.iter().map(|amounts| goes_round(len, &parts, amounts)).collect();
        let range = open.circulation(100_000, &Stop::never());
        prop_assert_eq!((Some(range.low), range.low_is_reached), (figures.iter().map(|figure| figure.0).min(), true));
        let totals = figures.iter().map(|figure| figure.1);
        prop_assert_eq!((Some(open.total().0), open.total().1), (totals.clone().min(), totals.max()));
        let shares = figures.iter().filter_map(|(part, whole)| part.checked_div(*whole)?.to_f64());
        let least = shares.min_by(f64::total_cmp);
        match (open.lowest_share(100_000, &Stop::never()), least) {
            (Some(Extreme::Reached(found)), Some(least)) => {
                prop_assert!((found.share() - least).abs() < 1e-12, "{} {least}", found.share());
                prop_assert!(is_allowed(&open, &parts, &groups, &found.amounts));
            }
            (found, least) => prop_assert_eq!(found.map(|found| found.share()), least),
        }
        // Of each hop, its own ends.
        for (at, hop) in open.hops().iter().enumerate() {
            let own = |amounts: &Vec<u32>| -> u32 {
                let own = parts.iter().zip(amounts).filter(|(part, _)| (part.0, part.1) == (hop.payer, hop.payee));
                own.map(|(_, amount)| amount).sum()
            };
            let ends = (choices.iter().map(own).min(), choices.iter().map(own).max());
            prop_assert_eq!((hop.low.to_u32(), hop.high.and_then(|high| high.to_u32())), ends, "hop {}", at);
        }
    }

    #[test]
    fn the_highest_is_that_of_the_programme((len, parts, groups) in shared()) {
        let choices = choices(&parts, &groups);
        if choices.is_empty() {
            return Ok(());
        }
        let open = intervals(len, &parts, &groups);
        let expected = highest_by_programme(len, &parts, &groups, false).expect("solved");
        let high = open.circulation(1, &Stop::never()).high.and_then(|high| high.to_f64()).expect("limited");
        // Amounts of parts of dollars are rounded up to whole ones.
        prop_assert!(high > expected - 1e-6 && high < expected + 1.0, "{high} {expected}");
        if choices.iter().all(|amounts| amounts.iter().sum::<u32>() == 0) {
            prop_assert!(open.highest_share(&Stop::never()).is_none());
            return Ok(());
        }
        let expected = highest_by_programme(len, &parts, &groups, true).expect("solved");
        let found = open.highest_share(&Stop::never()).expect("something is paid");
        let bound = if let Extreme::Open { bound, .. } = &found { *bound } else { found.share() };
        prop_assert!(bound > expected - 2e-6 && bound < expected + 2e-6, "{bound} {expected}");
        let amounts = &found.amounts().expect("limited").amounts;
        prop_assert!(is_allowed(&open, &parts, &groups, amounts));
    }
}

/// Whether amounts of hops can be split into amounts that the ranges and the groups allow.
fn is_allowed(open: &Intervals, parts: &Parts, groups: &Groups, amounts: &[Decimal]) -> bool {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let split: Vec<Variable> =
        parts.iter().map(|&(_, _, low, high)| problem.add_var(0.0, (f64::from(low), f64::from(high)))).collect();
    for (own, low, high) in groups {
        let sum: Vec<_> = own.iter().map(|&at| (split[at], 1.0)).collect();
        problem.add_constraint(sum.as_slice(), ComparisonOp::Ge, f64::from(*low));
        problem.add_constraint(sum, ComparisonOp::Le, f64::from(*high));
    }
    for (hop, amount) in open.hops().iter().zip(amounts) {
        let own = parts.iter().zip(&split).filter(|(part, _)| (part.0, part.1) == (hop.payer, hop.payee));
        let sum: Vec<_> = own.map(|(_, &part)| (part, 1.0)).collect();
        problem.add_constraint(sum, ComparisonOp::Eq, amount.to_f64().expect("a number"));
    }
    problem.solve().is_ok()
}

/// e11 of the audit: a and b have invested 10 in c, who knows how much each, and c buys for 10 from both.
#[test]
fn a_round_goes_round_whoever_gave_it() {
    let open =
        intervals(3, &vec![(0, 2, 0, 10), (1, 2, 0, 10), (2, 0, 10, 10), (2, 1, 10, 10)], &vec![(vec![0, 1], 10, 10)]);
    let range = open.circulation(1000, &Stop::never());
    assert_eq!((range.low, range.low_is_reached, range.high), (20.into(), true, Some(20.into())));
    assert_eq!(open.total(), (30.into(), Some(30.into())));
    for extreme in [open.lowest_share(1000, &Stop::never()), open.highest_share(&Stop::never())] {
        let Some(Extreme::Reached(amounts)) = extreme else { panic!("it is reached") };
        assert_eq!((amounts.circulation, amounts.total), (20.into(), 30.into()));
        assert_eq!(amounts.amounts[0] + amounts.amounts[1], 10.into());
    }
}

/// The same from its deals: what is said, and what the table of the extremes assumes.
/// One deal of a hop that states nothing is held at nothing; the other one is as open as it is by itself.
#[test]
fn what_is_held_is_held_deal_by_deal() {
    let (none, two, ten) = (Decimal::ZERO, Decimal::from(2), Decimal::from(10));
    let hops = [(0, 1, none, None), (0, 1, none, Some(two)), (1, 0, ten, Some(ten)), (1, 2, ten, Some(ten))];
    let names = ["investor", "company", "cloud"].map(str::to_owned).to_vec();
    let held = Intervals::new(names, hops).held();
    assert_eq!(held.hops()[0].high, Some(two));
    let range = held.circulation(1000, &Stop::never());
    assert_eq!((range.low, range.high), (none, Some(two + two)));
}

#[test]
fn a_round_is_said_to_go_round_whoever_gave_it() {
    let path = "tests/data/round_of_two.toml";
    let (register, _) =
        load::from_text(path, &std::fs::read_to_string(path).expect("a register")).expect("a sound one");
    let found = headline(&register, &View::of(&register), &Stop::never());
    assert_eq!(
        (found.circulation.low, found.circulation.high),
        (20_000_000_000_u64.into(), Some(20_000_000_000_u64.into()))
    );
    assert_eq!((found.paid.stated, found.paid.low), (Some(30_000_000_000_u64.into()), 30_000_000_000_u64.into()));
    let shares = found.held.shares().expect("something is paid");
    assert!((shares.0 - 2.0 / 3.0).abs() < 1e-12 && (shares.1 - 2.0 / 3.0).abs() < 1e-12, "{shares:?}");
    let said = stdout(&["measure", "circulation", "--data", path]);
    assert!(said.starts_with("$20bn can be going round; no loop states an amount on every hop\n"), "{said}");
    assert!(said.contains("Whatever the amounts are, the share is 66.7 %."), "{said}");
    assert!(said.contains("Another $10bn is stated of several hops together"), "{said}");
    assert_eq!(said.matches("a share of $10bn, with 1 other hop").count(), 2, "{said}");
}

/// A corner of the amounts of a graph, by a linear programme that takes its own view of ranges and groups.
fn corner(graph: &FlowGraph, weights: &[i32]) -> Vec<Decimal> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let unit = 1e9;
    let number = |amount: Decimal| amount.to_f64().expect("a number") / unit;
    let amounts: Vec<Variable> = graph
        .arcs()
        .iter()
        .zip(weights)
        .map(|(arc, &weight)| {
            let low = number(arc.value.low);
            problem.add_var(f64::from(weight), (low, arc.value.high.map_or(low + 500.0, number)))
        })
        .collect();
    for group in graph.groups() {
        let sum: Vec<_> = group.arcs.iter().map(|&at| (amounts[at], 1.0)).collect();
        problem.add_constraint(sum.as_slice(), ComparisonOp::Ge, number(group.value.low));
        if let Some(high) = group.value.high {
            problem.add_constraint(sum, ComparisonOp::Le, number(high));
        }
    }
    let solution = problem.solve().expect("solved").into_solution().expect("solved");
    let dollars = |&amount: &Variable| Decimal::try_from((solution.var_value(amount) * unit).round()).expect("dollars");
    amounts.iter().map(dollars).collect()
}

/// No corner of the shipped register's amounts has less or more than its extremes.
#[test]
fn the_extremes_of_the_shipped_register_hold_at_its_corners() {
    let register = crate::common::edition();
    let graph = View::of(&register).flow(&register);
    let open = Intervals::of(&graph);
    let held = open.held();
    let range = open.circulation(20_000, &Stop::never());
    assert!(range.low_is_reached);
    let total = graph.sum(0..graph.arcs().len());
    assert_eq!((total.low, total.high), open.total());
    let (Some(Extreme::Reached(lowest)), Some(Extreme::Reached(highest))) =
        (held.lowest_share(20_000, &Stop::never()), held.highest_share(&Stop::never()))
    else {
        panic!("they are reached")
    };
    let mut seed = 1_u32;
    let mut chance = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        i32::try_from(seed >> 16).expect("small") % 19 - 9
    };
    for _ in 0..60 {
        let weights: Vec<i32> = graph.arcs().iter().map(|_| chance()).collect();
        let mut amounts = corner(&graph, &weights);
        let figure = |amounts: &[Decimal]| {
            let arcs = graph.arcs().iter().zip(amounts).map(|(arc, amount)| (arc.payer, arc.payee, *amount));
            circulation(&Network::new(open.names().to_vec(), arcs)).figure()
        };
        // The solver's amounts are rounded.
        assert!(range.low <= figure(&amounts).circulation + Decimal::from(1_000_000));
        // What has no upper end pays what is known of it.
        for (amount, arc) in amounts.iter_mut().zip(graph.arcs()).filter(|(_, arc)| arc.value.high.is_none()) {
            *amount = arc.value.low;
        }
        let share = figure(&amounts).share().expect("something is paid");
        assert!(lowest.share() <= share + 1e-6 && share <= highest.share() + 1e-6, "{share}");
    }
}

/// Rounds that go round in many ways: a search that is cut short says what it has proven.
#[test]
fn a_search_that_gives_up_says_so() {
    let len = 7;
    let pairs: Vec<(usize, usize)> =
        (0..len).flat_map(|a| (0..len).map(move |b| (a, b))).filter(|(a, b)| a != b).collect();
    let parts: Parts = pairs.iter().zip(0_u32..).map(|(&(a, b), at)| (a, b, 0, 2 + (at * 7) % 11)).collect();
    let groups: Groups =
        (0..len).map(|payee| ((0..pairs.len()).filter(|&at| pairs[at].1 == payee).collect(), 9, 14)).collect();
    let open = intervals(len, &parts, &groups);
    let Some(Extreme::Open { found, bound }) = open.lowest_share(5, &Stop::never()) else { panic!("it gave up") };
    assert!(bound < found.share());
    let little = open.circulation(5, &Stop::never());
    assert!(!little.low_is_reached);
    let mut before = bound;
    for most in [50, 500] {
        let now = open.lowest_share(most, &Stop::never()).expect("something is paid");
        assert!(before <= now.bound() && now.bound() <= now.share() && now.share() <= found.share());
        before = now.bound();
    }
}

/// To break what a round and a contract pay, both have to go, and the round weighs the whole round.
#[test]
fn a_round_weighs_the_whole_round() {
    let path = "tests/data/round_of_two.toml";
    let more = "[[deal]]\nid = \"more\"\nkind = \"equity\"\npayer = \"alpha\"\npayee = \"gamma\"\namount = \"5B\"\n\
                history = [{ on = \"2025-03-01\", status = \"closed\" }]\ncite = [\"s\"]\n";
    let both = format!("{}{more}", std::fs::read_to_string(path).expect("a register"));
    let (register, _) = load::from_text(path, &both).expect("a sound one");
    let graph = View::of(&register).flow(&register);
    let deals = WeightedEdgeGroups::deals(&graph, By::Amount);
    let weigh = |name: &str| deals.weights()[deals.names().iter().position(|own| own == name).expect("it counts")];
    assert_eq!((weigh("round"), weigh("more")), (10_000_000_000_u64.into(), 5_000_000_000_u64.into()));
    let found = feedback_set(&deals, &SearchBudget::default(), &Stop::never());
    assert_eq!((found.weight, found.sets.len()), (10_000_000_000_u64.into(), 1));
}
