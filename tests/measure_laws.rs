//! What must hold for any network: the measures against plain searches, a linear programme and each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::graphs::{Arcs, breaks, network, order, pairs, random};
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};
use proptest::prelude::*;
use roundtrip::{
    measure::{
        By, Extreme, FeedbackSet, Interval, Intervals, Network, Proof, SearchBudget, Span, WeightedEdgeGroups,
        circulation, companies, feedback_set,
    },
    model::Stop,
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// The least and the most of each arc or vertex.
type Ranges = Vec<(u32, u32)>;

/// The maximum circulation with the range of every arc and of every vertex over all optima, by trying every whole
/// flow: the corners of the optima are whole.
fn by_trying(net: &Network) -> (u32, Ranges, Ranges) {
    let caps: Vec<u32> = net.arcs().iter().map(|arc| arc.amount.to_u32().expect("whole")).collect();
    let mut flow = vec![0; caps.len()];
    let mut best = (0, vec![(u32::MAX, 0); caps.len()], vec![(u32::MAX, 0); net.len()]);
    loop {
        let mut net_flow = vec![0_i64; net.len()];
        let mut through = vec![0; net.len()];
        for (arc, &f) in net.arcs().iter().zip(&flow) {
            net_flow[arc.payer] -= i64::from(f);
            net_flow[arc.payee] += i64::from(f);
            through[arc.payer] += f;
        }
        let total: u32 = flow.iter().sum();
        if net_flow.iter().all(|&left| left == 0) && total >= best.0 {
            if total > best.0 {
                best = (total, vec![(u32::MAX, 0); caps.len()], vec![(u32::MAX, 0); net.len()]);
            }
            let widen = |ranges: &mut Ranges, values: &[u32]| {
                ranges.iter_mut().zip(values).for_each(|(r, v)| *r = (r.0.min(*v), r.1.max(*v)));
            };
            widen(&mut best.1, &flow);
            widen(&mut best.2, &through);
        }
        let Some(at) = (0..caps.len()).find(|&at| flow[at] < caps[at]) else { return best };
        flow[at] += 1;
        flow[..at].fill(0);
    }
}

/// The maximum circulation by a linear programme.
fn by_programme(net: &Network) -> f64 {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let flows: Vec<Variable> =
        net.arcs().iter().map(|arc| problem.add_var(1.0, (0.0, arc.amount.to_f64().expect("a number")))).collect();
    for vertex in 0..net.len() {
        let sign = |at: usize| f64::from(at == vertex);
        let ends = net.arcs().iter().zip(&flows).map(|(arc, &flow)| (flow, sign(arc.payer) - sign(arc.payee)));
        let ends: Vec<_> = ends.filter(|(_, sign)| *sign != 0.0).collect();
        problem.add_constraint(ends, ComparisonOp::Eq, 0.0);
    }
    problem.solve().expect("solved").into_solution().expect("solved").objective()
}

/// No way to send a little more round: no loop of negative cost in the residual graph (Bellman and Ford).
fn is_optimal(net: &Network, residual: &Network) -> bool {
    let left: BTreeMap<(usize, usize), Decimal> =
        residual.arcs().iter().map(|arc| ((arc.payer, arc.payee), arc.amount)).collect();
    let mut arcs = Vec::new();
    for arc in net.arcs() {
        let rest = left.get(&(arc.payer, arc.payee)).copied().unwrap_or_default();
        if !rest.is_zero() {
            arcs.push((arc.payer, arc.payee, -1));
        }
        if rest < arc.amount {
            arcs.push((arc.payee, arc.payer, 1));
        }
    }
    let mut cost = vec![0_i64; net.len()];
    for _ in 0..=net.len() {
        let before = cost.clone();
        for &(from, to, price) in &arcs {
            cost[to] = cost[to].min(cost[from] + price);
        }
        if cost == before {
            return true;
        }
    }
    false
}

/// What comes in at every vertex of the circulation goes out.
fn is_balanced(net: &Network, residual: &Network) -> bool {
    let mut left = vec![Decimal::ZERO; net.len()];
    for (arcs, sign) in [(net.arcs(), Decimal::ONE), (residual.arcs(), Decimal::NEGATIVE_ONE)] {
        for arc in arcs {
            left[arc.payer] -= sign * arc.amount;
            left[arc.payee] += sign * arc.amount;
        }
    }
    left.iter().all(Decimal::is_zero)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Total, every arc's range and every company's range are those of all optima, tried one by one.
    #[test]
    fn all_optima_of_small_networks((len, arcs) in random(5, 7, 3)) {
        let net = network(len, &arcs);
        let most = circulation(&net);
        let (total, edges, through) = by_trying(&net);
        prop_assert_eq!(most.total(), Decimal::from(total));
        let found = |spans: Vec<Span>| -> Vec<(Decimal, Decimal)> {
            spans.iter().map(|span| (span.low, span.high)).collect()
        };
        let expected = |ranges: &[(u32, u32)]| -> Vec<(Decimal, Decimal)> {
            ranges.iter().map(|r| (r.0.into(), r.1.into())).collect()
        };
        prop_assert_eq!(found(most.arcs()), expected(&edges));
        prop_assert_eq!(found(most.through()), expected(&through));
    }

    #[test]
    fn circulations_of_larger_networks((len, arcs) in random(12, 50, 1_000_000)) {
        let net = network(len, &arcs);
        let most = circulation(&net);
        let residual = most.residual();
        prop_assert!(order(len, &pairs(&residual)).is_some(), "what is left has no loop");
        prop_assert!(is_balanced(&net, &residual));
        prop_assert!(is_optimal(&net, &residual));
        prop_assert_eq!(net.total() - residual.total(), most.total());
        let total = most.total().to_f64().expect("a number");
        prop_assert!((total - by_programme(&net)).abs() <= 1e-6 * (1.0 + total));
        let left: BTreeMap<_, _> = residual.arcs().iter().map(|arc| ((arc.payer, arc.payee), arc.amount)).collect();
        for (arc, span) in net.arcs().iter().zip(most.arcs()) {
            let flow = arc.amount - left.get(&(arc.payer, arc.payee)).copied().unwrap_or_default();
            prop_assert!(span.low <= flow && flow <= span.high && span.high <= arc.amount, "it holds this optimum");
        }
        for company in companies(&most) {
            let shares = [company.share_out(), company.share_in()].into_iter().flatten();
            prop_assert!(shares.into_iter().all(|(low, high)| 0.0 <= low && low <= high && high <= 1.0));
            prop_assert!(company.through.high <= company.returnable, "no more goes round than can come back");
        }
    }

    /// Names and order change nothing, amounts only the scale, and more money never lets less go round.
    #[test]
    fn circulation_obeys_its_laws(
        (len, arcs) in random(8, 25, 1000),
        shift in 0..8_usize,
        more in prop::collection::vec(0..50_u32, 25),
    ) {
        let net = network(len, &arcs);
        let most = circulation(&net);
        let mut turned: Arcs = arcs.iter().map(|&(a, b, c)| ((a + shift) % len, (b + shift) % len, c)).collect();
        turned.reverse();
        let turned_net = network(len, &turned);
        let turned_most = circulation(&turned_net);
        prop_assert_eq!(turned_most.total(), most.total());
        let spans = |net: &Network, shift: usize| -> BTreeMap<(usize, usize), (Decimal, Decimal)> {
            let turn = |at: usize| (at + shift) % len;
            let ends = net.arcs().iter().map(|arc| (turn(arc.payer), turn(arc.payee)));
            ends.zip(circulation(net).arcs()).map(|(ends, span)| (ends, (span.low, span.high))).collect()
        };
        prop_assert_eq!(spans(&net, shift), spans(&turned_net, 0));
        let factor = Decimal::new(25, 3);
        let scaled = Network::new(
            net.names().to_vec(),
            net.arcs().iter().map(|arc| (arc.payer, arc.payee, arc.amount * factor)),
        );
        prop_assert_eq!(circulation(&scaled).total(), most.total() * factor);
        let raised: Arcs = arcs.iter().zip(&more).map(|(&(a, b, c), more)| (a, b, c + more)).collect();
        prop_assert!(circulation(&network(len, &raised)).total() >= most.total());
    }

    /// Maximum flow is minimum cut, over every cut.
    #[test]
    fn what_comes_back_is_the_smallest_cut((len, arcs) in random(6, 14, 20)) {
        let net = network(len, &arcs);
        for company in companies(&circulation(&net)) {
            let vertex = company.vertex;
            let cut = |side: u32| -> Decimal {
                let starts = |at: usize| at == vertex || side >> at & 1 == 1;
                let ends = |at: usize| at == vertex || side >> at & 1 == 0;
                net.arcs().iter().filter(|arc| starts(arc.payer) && ends(arc.payee)).map(|arc| arc.amount).sum()
            };
            let smallest = (0..1_u32 << len).map(cut).min().expect("a cut");
            prop_assert_eq!(company.returnable, smallest);
        }
    }
}

/// The optimum of a network far larger than can be tried, proven by what it leaves.
#[test]
fn a_large_network_is_optimal() {
    let mut state = 88_172_645_463_325_252_u64;
    let mut next = |below: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from(state % u64::from(below)).expect("small")
    };
    let arcs: Vec<_> = (0..6000)
        .map(|_| (next(1500) as usize, next(1500) as usize, Decimal::new(next(4_000_000_000).into(), 2)))
        .collect();
    let net = Network::new((0..1500).map(|at| at.to_string()).collect(), arcs);
    let most = circulation(&net);
    let residual = most.residual();
    assert!(most.total() > Decimal::ZERO && is_balanced(&net, &residual) && is_optimal(&net, &residual));
    assert!(order(net.len(), &pairs(&residual)).is_some());
}

#[test]
fn huge_and_tiny_amounts_do_no_harm() {
    let names = || ["a", "b", "c"].map(str::to_owned).to_vec();
    let tiny: Decimal = "0.0000000000000000000000000001".parse().expect("a number");
    let arcs = [(0, 1, Decimal::MAX), (1, 0, Decimal::MAX), (1, 2, tiny), (2, 0, tiny)];
    let net = Network::new(names(), arcs);
    let most = circulation(&net);
    assert!(most.figure().share().is_some_and(|share| (0.0..=1.0).contains(&share)));
    assert_eq!(companies(&most).len(), 3);
    let found = feedback_set(&WeightedEdgeGroups::hops(&net, By::Amount), &SearchBudget::default(), &Stop::never());
    assert!(breaks(&WeightedEdgeGroups::hops(&net, By::Amount), &found.sets[0]));
    let open = Intervals::new(names(), arcs.map(|(a, b, c)| (a, b, Decimal::ZERO, Some(c))));
    for extreme in [open.highest_share(&Stop::never()), open.lowest_share(100, &Stop::never())].into_iter().flatten() {
        assert!((0.0..=1.0).contains(&extreme.share()));
    }
    let none = Network::new(Vec::new(), [(0, 0, Decimal::ONE), (3, 4, Decimal::ONE)]);
    assert_eq!((circulation(&none).total(), circulation(&none).figure().share()), (Decimal::ZERO, None));
    assert_eq!(Intervals::new(Vec::new(), []).highest_share(&Stop::never()), None);
    assert_eq!(Intervals::new(Vec::new(), []).lowest_share(10, &Stop::never()), None);
    let nothing = feedback_set(
        &WeightedEdgeGroups::new([], [(0, 1, vec![0]), (1, 0, vec![7])]),
        &SearchBudget::default(),
        &Stop::never(),
    );
    assert_eq!((nothing.weight, nothing.sets), (Decimal::ZERO, vec![Vec::new()]));
}

// ---- ranges ----

type Open = Vec<(usize, usize, u32, Option<u32>)>;

fn open_network() -> impl Strategy<Value = (usize, Open)> {
    let width = prop_oneof![Just(Some(0_u32)), (0..12_u32).prop_map(Some), Just(None)];
    (2..6_usize).prop_flat_map(move |len| {
        let hop = (0..len, 0..len, 0..8_u32, width.clone());
        let hop = hop.prop_map(|(a, b, low, width)| (a, b, low, width.map(|width| low + width)));
        (Just(len), prop::collection::vec(hop, 0..9))
    })
}

fn intervals(len: usize, hops: &Open) -> Intervals {
    let hops = hops.iter().map(|&(a, b, low, high)| (a, b, Decimal::from(low), high.map(Decimal::from)));
    Intervals::new((0..len).map(|at| format!("v{at}")).collect(), hops)
}

/// What goes round of these amounts, and their sum.
fn figure(open: &Intervals, amounts: &[Decimal]) -> (Decimal, Decimal) {
    let arcs = open.hops().iter().zip(amounts).map(|(hop, amount)| (hop.payer, hop.payee, *amount));
    let net = Network::new(open.names().to_vec(), arcs);
    (circulation(&net).total(), net.total())
}

/// The highest share of bounded ranges as one linear programme (Charnes and Cooper): amounts and flows over the total.
fn highest_by_programme(open: &Intervals) -> Option<f64> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let free = (0.0, f64::INFINITY);
    let scale = problem.add_var(0.0, free);
    let amounts: Vec<Variable> = open.hops().iter().map(|_| problem.add_var(0.0, free)).collect();
    let flows: Vec<Variable> = open.hops().iter().map(|_| problem.add_var(1.0, free)).collect();
    problem.add_constraint(amounts.iter().map(|&amount| (amount, 1.0)), ComparisonOp::Eq, 1.0);
    for ((hop, &amount), &flow) in open.hops().iter().zip(&amounts).zip(&flows) {
        let low = hop.low.to_f64().expect("a number");
        problem.add_constraint([(amount, 1.0), (flow, -1.0)], ComparisonOp::Ge, 0.0);
        problem.add_constraint([(amount, 1.0), (scale, -low)], ComparisonOp::Ge, 0.0);
        if let Some(high) = hop.high.and_then(|high| high.to_f64()) {
            problem.add_constraint([(amount, 1.0), (scale, -high)], ComparisonOp::Le, 0.0);
        }
    }
    for vertex in 0..open.names().len() {
        let sign = |at: usize| f64::from(at == vertex);
        let ends = open.hops().iter().zip(&flows).map(|(hop, &flow)| (flow, sign(hop.payer) - sign(hop.payee)));
        problem.add_constraint(ends.filter(|(_, sign)| *sign != 0.0).collect::<Vec<_>>(), ComparisonOp::Eq, 0.0);
    }
    problem.solve().ok()?.into_solution().ok().map(|solution| solution.objective())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_extremes_of_the_share((len, hops) in open_network(), at in prop::collection::vec(0..=4_u32, 9)) {
        let open = intervals(len, &hops);
        let (highest, lowest) = (open.highest_share(&Stop::never()), open.lowest_share(100_000, &Stop::never()));
        // Some amounts within the ranges: their share lies between the extremes, their circulation within its range.
        let somewhere: Vec<Decimal> = open.hops().iter().zip(&at).map(|(hop, &at)| {
            let high = hop.high.unwrap_or(hop.low + Decimal::ONE_THOUSAND);
            hop.low + (high - hop.low) * Decimal::from(at) / Decimal::from(4)
        }).collect();
        let (part, whole) = figure(&open, &somewhere);
        let range = open.circulation(100_000, &Stop::never());
        prop_assert!(range.low <= part && range.high.is_none_or(|high| part <= high));
        let Some(share) = part.checked_div(whole).and_then(|share| share.to_f64()) else { return Ok(()) };
        let (Some(highest), Some(lowest)) = (highest, lowest) else { panic!("something is paid") };
        prop_assert!(lowest.share() <= share + 1e-12 && share <= highest.share() + 1e-12);
        for extreme in [&highest, &lowest] {
            if let Extreme::Reached(amounts) = extreme {
                prop_assert_eq!(figure(&open, &amounts.amounts), (amounts.circulation, amounts.total));
                for (hop, amount) in open.hops().iter().zip(&amounts.amounts) {
                    prop_assert!(hop.low <= *amount && hop.high.is_none_or(|high| *amount <= high));
                }
            }
        }
        let open_ended = [lowest, highest].iter().any(|extreme| matches!(extreme, Extreme::Open { .. }));
        prop_assert!(!open_ended);
    }

    /// Wherever the searches stop, what they found is not beyond the extremes, and these not beyond what they proved.
    #[test]
    fn stopped_anywhere_they_have_proven_bounds((len, hops) in open_network(), questions in 0..6_u64) {
        let (open, stop) = (intervals(len, &hops), || Stop::after_questions(questions));
        let (never, most) = (Stop::never(), 100_000);
        let ends = (open.lowest_share(most, &never), open.highest_share(&never));
        let (Some(lowest), Some(highest)) = ends else { return Ok(()) };
        let low = open.lowest_share(most, &stop()).expect("something is paid");
        prop_assert!(low.bound() <= lowest.share() && lowest.share() <= low.share());
        let high = open.highest_share(&stop()).expect("something is paid");
        prop_assert!(high.share() <= highest.share() && highest.share() <= high.bound() + 1e-15);
        let (all, some) = (open.circulation(most, &never), open.circulation(most, &stop()));
        prop_assert!(some.low <= all.low && some.high == all.high);
        prop_assert!(!some.low_is_reached || some.low == all.low);
    }

    #[test]
    fn the_highest_share_is_that_of_the_programme((len, hops) in open_network()) {
        let open = intervals(len, &hops);
        let (Some(highest), Some(expected)) = (open.highest_share(&Stop::never()), highest_by_programme(&open)) else {
            return Ok(());
        };
        // The solver meets its constraints to 1e-7.
        prop_assert!((highest.share() - expected).abs() < 2e-6, "{} {expected}", highest.share());
    }

    /// Every choice of ends; an end that is not there is a large amount.
    #[test]
    fn the_lowest_share_is_that_of_some_ends((len, hops) in open_network()) {
        let open = intervals(len, &hops);
        let far = Decimal::from(1_000_000_000_000_u64);
        let mut least: Option<f64> = None;
        for choice in 0..1_u32 << open.hops().len() {
            let end = |(at, hop): (usize, &Interval)| {
                if choice >> at & 1 == 1 { hop.high.unwrap_or(far) } else { hop.low }
            };
            let amounts: Vec<Decimal> = open.hops().iter().enumerate().map(end).collect();
            let (part, whole) = figure(&open, &amounts);
            if let Some(share) = part.checked_div(whole).and_then(|share| share.to_f64()) {
                least = Some(least.map_or(share, |least| least.min(share)));
            }
        }
        let found = open.lowest_share(100_000, &Stop::never()).map(|extreme| extreme.share());
        match (found, least) {
            (Some(found), Some(least)) => prop_assert!((found - least).abs() < 1e-9, "{found} {least}"),
            (found, least) => prop_assert_eq!(found, least),
        }
    }

    /// An extreme that is only approached is approached by the hops that are named.
    #[test]
    fn what_grows_leads_to_the_extreme((len, hops) in open_network()) {
        let open = intervals(len, &hops);
        let far = Decimal::from(1_000_000_000_000_u64);
        let grown = |hops: &[usize]| {
            let amount = |(at, hop): (usize, &Interval)| {
                if hops.contains(&at) { far * Decimal::from(hops.len()) } else { hop.low }
            };
            let amounts: Vec<Decimal> = open.hops().iter().enumerate().map(amount).collect();
            let (part, whole) = figure(&open, &amounts);
            part.checked_div(whole).and_then(|share| share.to_f64()).expect("something is paid")
        };
        if let Some(Extreme::Approached { growing, .. }) = open.lowest_share(10, &Stop::never()) {
            prop_assert!(growing.iter().all(|&hop| grown(&[hop]) < 1e-6));
        }
        if let Some(Extreme::Approached { growing, .. }) = open.highest_share(&Stop::never()) {
            prop_assert!(!growing.is_empty());
            let on_loops: Vec<_> = growing.iter().map(|&at| (open.hops()[at].payer, open.hops()[at].payee)).collect();
            prop_assert!(order(len, &on_loops).is_none(), "they close a loop");
        }
    }
}

// ---- breakers ----

/// Groups of weights from 0 to 3, and arcs that one or two of them carry.
fn random_groups() -> impl Strategy<Value = WeightedEdgeGroups> {
    (2..6_usize, 1..8_usize).prop_flat_map(|(len, groups)| {
        let weights = prop::collection::vec(0..4_u32, groups);
        let arcs = prop::collection::vec((0..len, 0..len, prop::collection::vec(0..groups, 1..3)), 0..13);
        (weights, arcs).prop_map(|(weights, arcs)| {
            let named = weights.into_iter().enumerate().map(|(at, weight)| (format!("d{at}"), Decimal::from(weight)));
            WeightedEdgeGroups::new(named, arcs.into_iter().filter(|(a, b, _)| a != b))
        })
    })
}

/// The least weight and every minimal set that has it, by trying every subset.
fn least_breakers(groups: &WeightedEdgeGroups) -> (Decimal, BTreeSet<Vec<usize>>) {
    let count = groups.weights().len();
    let sets = (0..1_u32 << count).map(|bits| (0..count).filter(|at| bits >> at & 1 == 1).collect::<Vec<_>>());
    let weigh = |set: &Vec<usize>| -> Decimal { set.iter().map(|&at| groups.weights()[at]).sum() };
    let breaking: Vec<Vec<usize>> = sets.filter(|set| breaks(groups, set)).collect();
    let least = breaking.iter().map(weigh).min().expect("all of them break everything");
    let best: Vec<&Vec<usize>> = breaking.iter().filter(|set| weigh(set) == least).collect();
    let smaller = |a: &Vec<usize>, b: &Vec<usize>| a.len() < b.len() && a.iter().all(|one| b.contains(one));
    let minimal = best.iter().filter(|set| !best.iter().any(|other| smaller(other, set)));
    (least, minimal.map(|set| (*set).clone()).collect())
}

/// A packing takes from no group more than it weighs, and each of its loops is one.
fn is_packing(groups: &WeightedEdgeGroups, found: &FeedbackSet) -> bool {
    let mut taken: BTreeMap<&[usize], Decimal> = BTreeMap::new();
    for one in &found.packing {
        let arcs: Vec<_> = one.arcs.iter().map(|&at| &groups.arcs()[at]).collect();
        if !arcs.iter().zip(arcs.iter().cycle().skip(1)).all(|(arc, next)| arc.1 == next.0) {
            return false;
        }
        let groups: BTreeSet<&[usize]> = arcs.iter().map(|arc| arc.2.as_slice()).collect();
        for group in groups {
            *taken.entry(group).or_default() += one.amount;
        }
    }
    let weigh = |group: &[usize]| -> Decimal { group.iter().map(|&at| groups.weights()[at]).sum() };
    taken.iter().all(|(group, amount)| *amount <= weigh(group))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn breakers_are_the_least_of_all_subsets(groups in random_groups()) {
        let found = feedback_set(&groups, &SearchBudget { sets: 1000, ..SearchBudget::default() }, &Stop::never());
        let (least, sets) = least_breakers(&groups);
        prop_assert_eq!((found.weight, found.bound, found.proof, found.all), (least, least, Proof::Optimal, true));
        prop_assert_eq!(found.sets.iter().cloned().collect::<BTreeSet<_>>(), sets);
        prop_assert!(found.packed() <= found.weight && is_packing(&groups, &found));
    }

    /// Hops by amount and by count, on networks of up to twelve arcs.
    #[test]
    fn breaking_hops((len, arcs) in random(6, 12, 9)) {
        let net = network(len, &arcs);
        for by in [By::Amount, By::Count] {
            let groups = WeightedEdgeGroups::hops(&net, by);
            let found = feedback_set(&groups, &SearchBudget { sets: 5000, ..SearchBudget::default() }, &Stop::never());
            let (least, sets) = least_breakers(&groups);
            prop_assert_eq!((found.weight, found.proof, found.all), (least, Proof::Optimal, true));
            prop_assert_eq!(found.sets.iter().cloned().collect::<BTreeSet<_>>(), sets);
            prop_assert!(found.packing_is_largest && found.packed() <= found.weight && is_packing(&groups, &found));
        }
    }

    /// A search that is cut short still breaks every loop, and says what it does not know.
    #[test]
    fn a_heuristic_answer_is_labelled(groups in random_groups(), nodes in 0..4_usize, arcs in prop_oneof![Just(0), Just(99_usize)]) {
        let found = feedback_set(&groups, &SearchBudget { nodes, sets: 1, arcs }, &Stop::never());
        let (least, sets) = least_breakers(&groups);
        prop_assert!(found.bound <= least && least <= found.weight);
        prop_assert!(found.sets.iter().all(|set| breaks(&groups, set)));
        prop_assert!(!found.all || found.sets.iter().cloned().collect::<BTreeSet<_>>() == sets);
        prop_assert_eq!(found.proof == Proof::Optimal, found.bound == found.weight);
    }
}

/// The least feedback weight by dynamic programming over sets of vertices: whichever stands last among them pays what
/// leads from it to the others.
fn least_by_orders(net: &Network) -> Decimal {
    let full = 1_usize << net.len();
    let mut least = vec![Decimal::ZERO; full];
    for set in 1..full {
        let back = |last: usize| -> Decimal {
            let arcs = net.arcs().iter().filter(|arc| arc.payer == last && set >> arc.payee & 1 == 1);
            arcs.map(|arc| arc.amount).sum()
        };
        let members = (0..net.len()).filter(|vertex| set >> vertex & 1 == 1);
        least[set] = members.map(|last| least[set & !(1 << last)] + back(last)).min().expect("a member");
    }
    least[full - 1]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn breaking_denser_networks((len, arcs) in random(8, 40, 9)) {
        let net = network(len, &arcs);
        let groups = WeightedEdgeGroups::hops(&net, By::Amount);
        let found = feedback_set(&groups, &SearchBudget::default(), &Stop::never());
        prop_assert_eq!((found.weight, found.proof), (least_by_orders(&net), Proof::Optimal));
        prop_assert!(found.sets.iter().all(|set| breaks(&groups, set)));
        prop_assert!(is_packing(&groups, &found));
    }
}

#[test]
fn an_interrupted_search_for_breakers_is_heuristic() {
    let pairs = (0..14_u32).flat_map(|a| (0..14).map(move |b| (a as usize, b as usize, 1 + (a * 7 + b * 5) % 11)));
    let pairs = pairs.collect();
    let net = network(14, &pairs);
    let groups = WeightedEdgeGroups::hops(&net, By::Amount);
    let found = feedback_set(&groups, &SearchBudget::default(), &Stop::after_questions(20));
    assert_eq!(found.proof, Proof::Heuristic);
    assert!(found.bound < found.weight && found.sets.iter().all(|set| breaks(&groups, set)));
}
