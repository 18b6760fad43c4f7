//! The largest loops against all loops, sorted.

use proptest::prelude::*;

use super::*;
use crate::{
    circuits::{Class, Order, find, rank},
    flow::{Level, Scope, View},
    model::{EntityId, Register},
};

/// Ids in whose order `/` matters: `a-b/…` comes before `a/…`.
const PARTIES: [&str; 7] = ["a", "a-b", "b", "b-a", "c", "d", "e"];
const KINDS: [&str; 3] = ["equity", "services", "compute"];
const STATUSES: [&str; 3] = ["announced", "signed", "closed"];
const CONDITIONS: [&str; 10] = [
    "bottleneck >= 2B",
    "bottleneck > 1B and low > 0",
    "high >= 2B or status = closed",
    "not bottleneck < 2B",
    "status >= signed and length <= 3",
    "status > signed and unpriced = 0",
    "length = 3",
    "length > 3 and low >= 1B",
    "class = circular-funding and unpriced < 1",
    "unpriced > 0",
];
const AMOUNTS: [&str; 9] = ["", "1B", "1B", "2B", "up to 2B", "1B..3B", "at least 1B", "at least 2B", "3B"];

/// Of each deal who pays whom, the kind, the amount and the status, by their numbers.
fn register(deals: &[[usize; 5]]) -> Register {
    let mut csv = "payer,payee,kind,amount,date,status\n".to_owned();
    for &[payer, payee, kind, amount, status] in deals.iter().filter(|[payer, payee, ..]| payer != payee) {
        let (payer, payee) = (PARTIES[payer], PARTIES[payee]);
        let (kind, amount, status) = (KINDS[kind], AMOUNTS[amount], STATUSES[status]);
        csv += &format!("{payer},{payee},{kind},{amount},2025-01-01,{status}\n");
    }
    crate::load::from_text("deals.csv", &csv).expect("a sound register").0
}

/// What a search for the largest must find.
fn first(scope: &Scope<'_>, limits: &Limits, only: Option<&Condition>, most: usize) -> Vec<Circuit> {
    let mut all = find(&scope.graph, scope.register, limits, &Stop::never());
    assert!(all.complete);
    all.list.retain(|circuit| only.is_none_or(|only| only.met_by(circuit, scope) == Some(true)));
    rank(&mut all.list, Order::Amount, scope);
    all.list.truncate(most);
    all.list
}

fn ids(list: &[Circuit]) -> Vec<&str> {
    list.iter().map(|circuit| circuit.id.as_str()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_largest_are_the_first_of_all(
        deals in prop::collection::vec([0..7_usize, 0..7_usize, 0..3_usize, 0..9_usize, 0..3_usize], 8..32),
        most in 1..12_usize,
        class in prop::option::of(prop::sample::select(Class::ALL.to_vec())),
        length in prop::option::of(2..6_u32),
        through in prop::collection::vec(0..7_usize, 0..3),
        by_deal in any::<bool>(),
        condition in prop::option::of(prop::sample::select(CONDITIONS.to_vec())),
        count in prop::option::of(1..30_usize),
    ) {
        let register = register(&deals);
        let scope = Scope::new(&register, View::of(&register));
        let through = through.iter().map(|&at| EntityId::new(PARTIES[at]).expect("an id"));
        let limits = Limits { max_length: length, class, ..Limits::default() }.through(through).by_deal(by_deal);
        let only = condition.map(|text| Condition::parse(text, &register, &scope.view).expect("a condition"));
        let only = only.as_ref();
        let expected = first(&scope, &limits, only, most);
        let found = largest(&scope, &Limits { count, ..limits.clone() }, only, most, &Stop::never());
        prop_assert!(found.circuits.largest);
        prop_assert_eq!(ids(&found.circuits.list), ids(&expected));
        prop_assert_eq!(&found.circuits.list, &expected);
        if found.circuits.complete {
            prop_assert_eq!(found.circuits.found, first(&scope, &limits, only, usize::MAX).len());
            let all = find(&scope.graph, &register, &limits, &Stop::never()).list;
            let unknown = all.iter().filter(|circuit| only.is_some_and(|only| only.met_by(circuit, &scope).is_none()));
            prop_assert_eq!(found.unknown, unknown.count());
        }
    }
}

#[test]
fn clouds_are_passed_on_the_way() {
    let (register, _) = crate::load::embedded().expect("sound");
    for (level, by_deal) in [(Level::Asset, false), (Level::Company, true)] {
        let scope = Scope::new(&register, View::of(&register).level(level));
        let limits = Limits::default().max_length(4).by_deal(by_deal);
        for most in [1, 10, 300] {
            let found = largest(&scope, &limits, None, most, &Stop::never()).circuits;
            assert!(found.largest);
            assert_eq!(found.list, first(&scope, &limits, None, most));
        }
    }
}

#[test]
fn what_nobody_could_list_has_first_ones() {
    // Each of thirty pays each other one the same: 10^31 loops.
    let mut csv = "payer,payee,kind,amount,date,status\n".to_owned();
    for payer in 0..30 {
        for payee in (0..30).filter(|payee| *payee != payer) {
            csv += &format!("p{payer},p{payee},equity,1B,2025-01-01,signed\n");
        }
    }
    // Two of them are in a larger one.
    csv += "p7,p8,equity,1B,2025-01-01,signed\np8,p7,equity,1B,2025-01-01,signed\n";
    let register = crate::load::from_text("deals.csv", &csv).expect("a sound register").0;
    let scope = Scope::new(&register, View::of(&register));
    let limits = Limits::default();
    let found = largest(&scope, &limits, None, 4, &Stop::never()).circuits;
    assert!(found.largest && !found.complete);
    assert_eq!(ids(&found.list), ["p7/p8", "p0/p1", "p0/p10", "p0/p11"]);
    let ring = limits.through(["p8", "p9"].map(|id| EntityId::new(id).expect("an id")));
    let found = largest(&scope, &ring, None, 2, &Stop::never()).circuits;
    assert_eq!(ids(&found.list), ["p8/p9", "p0/p8/p9"]);
    // A search that is stopped at once proves nothing.
    let stopped = largest(&scope, &ring, None, 2, &Stop::after_questions(0)).circuits;
    assert!(!stopped.largest && !stopped.complete && stopped.interrupted);
}
