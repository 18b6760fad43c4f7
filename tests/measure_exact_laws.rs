//! What must hold of forwarding, coefficients, returns, ownership and levels for any network.

use std::collections::BTreeMap;

use crate::common::graphs::{Arcs, network, order, pairs, random};
use proptest::prelude::*;
use roundtrip::{
    circuits::{Digraph, Search},
    measure::{
        Forwarding, Fraction, Holdings, Network, circulation, coefficients, forwarding, forwarding_exact_up_to,
        ownership, pro_rata, trophic,
    },
    model::Stop,
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

fn all_loops(net: &Network) -> Vec<Vec<usize>> {
    let number = |at: usize| u32::try_from(at).expect("small");
    let edges = net.arcs().iter().map(|arc| (number(arc.payer), number(arc.payee)));
    let graph = Digraph::from_edges(number(net.len()), edges);
    Search::all(&graph).iter().map(|circuit| circuit.into_iter().map(|vertex| vertex as usize).collect()).collect()
}

fn exact<'s>(split: &'s Forwarding<'_>) -> Vec<&'s Fraction> {
    split.arcs().iter().map(|amount| amount.exact().expect("exact")).collect()
}

fn sum<'f>(of: impl IntoIterator<Item = &'f Fraction>) -> Fraction {
    of.into_iter().sum()
}

/// The network whose amounts are those of an arc less its circular amount, to be looked at for loops.
fn residual(net: &Network, split: &Forwarding<'_>) -> Vec<(usize, usize)> {
    let left = net.arcs().iter().zip(exact(split));
    left.filter(|(arc, circular)| **circular < Fraction::from(arc.amount)).map(|(a, _)| (a.payer, a.payee)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_goes_round_is_balanced_and_leaves_no_loop((len, arcs) in random(9, 40, 1_000_000)) {
        let net = network(len, &arcs);
        let split = forwarding(&net);
        let amounts = exact(&split);
        for vertex in 0..len {
            let own = |of: fn(&roundtrip::measure::Payment) -> usize| {
                sum(net.arcs().iter().zip(&amounts).filter(|(arc, _)| of(arc) == vertex).map(|(_, amount)| *amount))
            };
            prop_assert_eq!(own(|arc| arc.payer), own(|arc| arc.payee));
        }
        let nothing = Fraction::from(Decimal::ZERO);
        for (arc, amount) in net.arcs().iter().zip(&amounts) {
            prop_assert!(**amount >= nothing && **amount <= Fraction::from(arc.amount));
        }
        prop_assert!(order(len, &residual(&net, &split)).is_some());
        prop_assert!(sum(amounts) <= Fraction::from(circulation(&net).total()));
        prop_assert!(split.is_exact());
        // Whatever is on a loop has some of it.
        let component = net.components();
        for (arc, amount) in net.arcs().iter().zip(split.arcs()) {
            prop_assert_eq!(component[arc.payer] == component[arc.payee], amount.value() > 0.0);
        }
    }

    #[test]
    fn floating_point_agrees_with_fractions((len, arcs) in random(14, 60, 1_000_000)) {
        let net = network(len, &arcs);
        let (exact, near) = (forwarding(&net), forwarding_exact_up_to(&net, 1));
        for ((a, b), arc) in exact.arcs().iter().zip(near.arcs()).zip(net.arcs()) {
            let off = (a.value() - b.value()).abs() / arc.amount.to_f64().expect("a number");
            prop_assert!(off < 1e-11, "{off}");
        }
        prop_assert!(near.imbalance() < 1e-11);
    }

    #[test]
    fn coefficients_add_up_to_what_goes_through_each_payment((len, arcs) in random(6, 16, 1000)) {
        let net = network(len, &arcs);
        let loops = all_loops(&net);
        let split = forwarding(&net);
        let found = coefficients(&split, &loops).expect("loops");
        let near = coefficients(&forwarding_exact_up_to(&net, 1), &loops).expect("loops");
        let mut through: BTreeMap<(usize, usize), Fraction> = BTreeMap::new();
        for (vertices, lambda) in loops.iter().zip(&found.of) {
            for (&payer, &payee) in vertices.iter().zip(vertices.iter().cycle().skip(1)) {
                let before = through.remove(&(payer, payee)).unwrap_or(Fraction::from(Decimal::ZERO));
                through.insert((payer, payee), sum([&before, lambda.exact().expect("exact")]));
            }
        }
        for (arc, circular) in net.arcs().iter().zip(exact(&split)) {
            let sum = through.remove(&(arc.payer, arc.payee)).unwrap_or(Fraction::from(Decimal::ZERO));
            prop_assert_eq!(&sum, circular);
        }
        for (exact, near) in found.of.iter().zip(&near.of) {
            prop_assert!((exact.value() - near.value()).abs() <= 1e-9 * exact.value().max(1.0));
        }
        let many = loops.len() as f64;
        prop_assert!(found.effective.is_none_or(|effective| (1.0 - 1e-9..=many + 1e-9).contains(&effective)));
    }

    #[test]
    fn names_order_and_scale_change_nothing((len, arcs) in random(8, 30, 1000), turn in 0..8_usize, scale in 1..1000_u32) {
        let net = network(len, &arcs);
        let turned = |vertex: usize| (vertex + turn) % len;
        let mut others: Arcs = arcs.iter().map(|&(a, b, amount)| (turned(a), turned(b), amount * scale)).collect();
        others.reverse();
        let other = network(len, &others);
        let (one, two) = (forwarding(&net), forwarding(&other));
        prop_assert_eq!(one.share(), two.share());
        prop_assert_eq!(one.rounds(), two.rounds());
        let scaled: BTreeMap<(usize, usize), &Fraction> = pairs(&other).into_iter().zip(exact(&two)).collect();
        for (arc, amount) in net.arcs().iter().zip(exact(&one)) {
            let many = sum(std::iter::repeat_n(amount, scale as usize));
            prop_assert_eq!(&many, scaled[&(turned(arc.payer), turned(arc.payee))]);
        }
    }
}

/// Where a dollar of one company is after many payments, that which came back to it taken out: power iteration.
fn returns_by_steps(net: &Network, vertex: usize) -> f64 {
    let number = |amount: Decimal| amount.to_f64().expect("a number");
    let (mut paid, mut earned) = (vec![0.0; net.len()], vec![0.0; net.len()]);
    for arc in net.arcs() {
        paid[arc.payer] += number(arc.amount);
        earned[arc.payee] += number(arc.amount);
    }
    let mut here = vec![0.0; net.len()];
    here[vertex] = 1.0;
    let mut back = 0.0;
    for _ in 0..20_000 {
        let mut next = vec![0.0; net.len()];
        for arc in net.arcs() {
            next[arc.payee] += here[arc.payer] * number(arc.amount) / paid[arc.payer].max(earned[arc.payer]);
        }
        back += std::mem::take(&mut next[vertex]);
        here = next;
    }
    back
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_comes_back_pro_rata((len, arcs) in random(7, 20, 30)) {
        let net = network(len, &arcs);
        let found = pro_rata(&net, &Stop::never()).expect("few companies");
        for company in &found.companies {
            let exact = company.returns.exact().expect("exact");
            prop_assert!(*exact >= Fraction::from(Decimal::ZERO) && *exact <= Fraction::from(Decimal::ONE));
            prop_assert!((exact.value() - returns_by_steps(&net, company.vertex)).abs() < 1e-6);
        }
    }
}

#[test]
fn pro_rata_returns_of_larger_networks() {
    let small = wide(60, 150, 3.0);
    // The same three times over, with threads between: too many to reach each other for fractions.
    let names = (0..180).map(|at| format!("v{at}")).collect();
    let copies = (0..3).flat_map(|copy| {
        small.arcs().iter().map(move |arc| (60 * copy + arc.payer, 60 * copy + arc.payee, arc.amount))
    });
    let component = small.components();
    let inside = (0..60).find(|&at| component.iter().filter(|&&own| own == component[at]).count() > 2).expect("a knot");
    let threads = [(inside, 60 + inside), (60 + inside, 120 + inside), (120 + inside, inside)];
    let thread = Decimal::new(1, 9);
    let net = Network::new(names, copies.chain(threads.map(|(payer, payee)| (payer, payee, thread))));
    let (one, many) = (pro_rata(&small, &Stop::never()).expect("few"), pro_rata(&net, &Stop::never()).expect("few"));
    assert!(many.companies.iter().any(|company| company.returns.exact().is_none()));
    for company in &one.companies {
        for copy in 0..3 {
            let other = many.companies[60 * copy + company.vertex].returns.value();
            assert!((company.returns.value() - other).abs() < 1e-9, "{} {other}", company.returns.value());
        }
    }
}

fn random_holdings() -> impl Strategy<Value = Vec<(usize, usize, u32)>> {
    prop::collection::vec((0..7_usize, 0..7_usize, 1..=50_u32), 0..16)
}

proptest! {
    #[test]
    fn outside_owners_hold_all_of_every_company(arcs in random_holdings()) {
        let mut held = [0; 7];
        let mut shares = Vec::new();
        for (owner, owned, percent) in arcs {
            if owner != owned && held[owned] + percent <= 100 {
                held[owned] += percent;
                shares.push((owner, owned, Decimal::new(i64::from(percent), 2)));
            }
        }
        let holdings = Holdings::new((0..7).map(|at| format!("v{at}")).collect(), shares).expect("at most all");
        let Ok(owned) = ownership(&holdings) else {
            prop_assert!((0..7).any(|at| held[at] == 100));
            return Ok(());
        };
        for company in (0..7).filter(|&at| held[at] > 0) {
            let named: Vec<Fraction> = owned.outside().into_iter().map(|at| owned.integrated(at, company)).collect();
            let all = sum(named.iter().chain([&owned.unrecorded(company)]));
            prop_assert_eq!(all, Fraction::from(Decimal::ONE));
        }
        // What belongs to outside owners is what there is.
        let book = owned.book(|at| Decimal::from(at + 1));
        prop_assert_eq!(sum(&book.market), Fraction::from(Decimal::from(28)));
        prop_assert!(book.inflation.expect("something") >= Fraction::from(Decimal::ONE));
    }

    /// The levels solve their system, and incoherence is between 0 and 1.
    #[test]
    fn levels_are_means_of_their_neighbours((len, arcs) in random(12, 40, 1_000_000)) {
        let net = network(len, &arcs);
        let found = trophic(&net, &Stop::never()).expect("it is not stopped");
        let number = |amount: Decimal| amount.to_f64().expect("a number");
        for vertex in 0..len {
            let (mut off, mut weight) = (0.0, 0.0);
            for arc in net.arcs().iter().filter(|arc| arc.payer == vertex || arc.payee == vertex) {
                let rise = found.levels[arc.payee] - found.levels[arc.payer] - 1.0;
                off += number(arc.amount) * if arc.payee == vertex { rise } else { -rise };
                weight += number(arc.amount);
            }
            prop_assert!(off.abs() <= 1e-9 * weight, "{off} of {weight}");
        }
        prop_assert!(found.incoherence.is_none_or(|own| (0.0..=1.0 + 1e-12).contains(&own)));
        prop_assert!(found.levels.iter().all(|&level| level >= 0.0));
    }
}

/// Numbers below 2^31, the same in every run.
fn numbers(seed: u64) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(seed), |state| {
        Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
    })
    .skip(1)
    .map(|state| usize::try_from(state >> 33).expect("small"))
}

/// A random network whose amounts differ by a factor of about `spread` to each side.
fn wide(len: usize, hops: usize, spread: f64) -> Network {
    let mut next = numbers(7);
    let mut arcs = Vec::new();
    while arcs.len() < hops {
        let ends: Vec<usize> = next.by_ref().take(2).map(|at| at % len).collect();
        let normal = next.by_ref().take(12).map(|at| at as f64 / (1_u64 << 31) as f64).sum::<f64>() - 6.0;
        let amount = Decimal::from_f64_retain(1e6 * spread.powf(normal)).expect("a number").round_dp(9);
        arcs.push((ends[0], ends[1], amount));
    }
    Network::new((0..len).map(|at| format!("v{at}")).collect(), arcs)
}

#[test]
fn a_larger_network_is_split_in_floating_point() {
    for spread in [1.5, 20.0] {
        let net = wide(400, 2000, spread);
        let split = forwarding(&net);
        assert!(!split.is_exact());
        assert!(split.imbalance() < 1e-9, "{}", split.imbalance());
        let component = net.components();
        let mut left = Vec::new();
        for (arc, amount) in net.arcs().iter().zip(split.arcs()) {
            let all = arc.amount.to_f64().expect("a number");
            assert!((0.0..=all).contains(&amount.value()));
            if component[arc.payer] != component[arc.payee] || amount.value() < all {
                left.push((arc.payer, arc.payee));
            }
        }
        assert!(order(net.len(), &left).is_some(), "a loop is left");
        assert!(split.total().value() <= circulation(&net).total().to_f64().expect("a number"));
    }
}

/// From the smallest amount that there is to nearly the largest.
#[test]
fn amounts_of_all_sizes() {
    for len in [8, 30, 60, 420] {
        let mut next = numbers(5);
        let mut draw = |bound: usize| next.next().expect("endless") % bound;
        let amount = |digits: usize| {
            Decimal::from_i128_with_scale(
                10_i128.pow(u32::try_from(digits.max(28)).expect("small") - 28),
                u32::try_from(28 - digits.min(28)).expect("small"),
            )
        };
        let arcs: Vec<_> = (0..5 * len).map(|_| (draw(len), draw(len), amount(draw(56)))).collect();
        let net = Network::new((0..len).map(|at| format!("v{at}")).collect(), arcs);
        for split in [forwarding(&net), forwarding_exact_up_to(&net, 0)] {
            for (arc, amount) in net.arcs().iter().zip(split.arcs()) {
                let all = arc.amount.to_f64().expect("a number");
                assert!((0.0..=all * (1.0 + 1e-12)).contains(&amount.value()), "{len} {} of {all}", amount.value());
            }
            assert!(split.imbalance() < 1e-4, "{len}: {}", split.imbalance());
        }
        assert!(trophic(&net, &Stop::never()).expect("it is not stopped").levels.iter().all(|level| level.is_finite()));
        let returns = pro_rata(&net, &Stop::never()).expect("few companies").companies;
        assert!(returns.iter().all(|own| (0.0..=1.0).contains(&own.returns.value())));
    }
}

/// Two halves that hardly pay each other, and a long ring: where a plain iteration would never end.
#[test]
fn parts_that_hang_together_loosely() {
    let dust = Decimal::new(1, 9);
    let mut arcs = Vec::new();
    for half in [0, 200] {
        for (at, number) in (0..200).zip(numbers(3)) {
            let amount = Decimal::from(1 + number % 1_000_000);
            arcs.push((half + at, half + (at + 1) % 200, amount));
            arcs.push((half + at, half + (at * 7 + 3) % 200, amount + Decimal::TWO));
        }
    }
    arcs.extend([(0, 200, dust), (399, 199, dust)]);
    let net = Network::new((0..400).map(|at| format!("v{at}")).collect(), arcs);
    let split = forwarding(&net);
    assert!(!split.is_exact() && split.imbalance() < 1e-9, "{}", split.imbalance());
    let ring = (0..5000).map(|at| (at, (at + 1) % 5000, Decimal::from(5 + at % 7)));
    let net = Network::new((0..5000).map(|at| format!("v{at}")).collect(), ring);
    let split = forwarding(&net);
    assert!(split.arcs().iter().all(|amount| (amount.value() - 5.0).abs() < 1e-9));
    assert_eq!(split.rounds(), 1);
}
