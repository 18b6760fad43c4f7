//! Forwarding, loop coefficients, pro rata returns, ownership, levels and reciprocity: the worked examples, whose
//! answers were found by two other methods each. What holds for any network is in `measure_exact_laws.rs`.

use crate::common::oracles::{exact, list, near, oracles, text, worked};
use roundtrip::{
    flow::View,
    load,
    measure::{
        Holdings, Network, Ownership, Quantity, Reading, coefficients, forwarding, forwarding_exact_up_to, ownership,
        pro_rata, reciprocity, stakes, trophic,
    },
    model::{DealId, Register, Stop},
};
use serde_json::Value;

/// A fraction of the oracles, in our words.
fn fraction(value: &Value) -> String {
    let words = text(value);
    words.strip_suffix("/1").map(str::to_owned).unwrap_or(words)
}

fn words(quantity: &Quantity) -> String {
    quantity.exact().expect("exact").to_string()
}

fn share_words(quantity: Option<&Quantity>) -> Option<String> {
    quantity.map(words)
}

fn vertices(net: &Network, loop_: &str) -> Vec<usize> {
    loop_.split("->").map(|name| net.names().iter().position(|own| own == name).expect("a vertex")).collect()
}

#[test]
fn forwarding_of_the_worked_graphs() {
    let oracles = oracles();
    let mut seen = 0;
    for (name, net, _) in worked() {
        let expected = &oracles["bff"][&name];
        if expected.is_null() {
            continue;
        }
        seen += 1;
        let split = forwarding(&net);
        assert_eq!(Some(split.rounds() as u64), expected["iterations"].as_u64(), "{name}");
        for (arc, amount) in net.arcs().iter().zip(split.arcs()) {
            let hop = format!("{}->{}", net.names()[arc.payer], net.names()[arc.payee]);
            let circular = expected["circular"].get(&hop).map_or("0".to_owned(), fraction);
            assert_eq!(words(amount), circular, "{name} {hop}");
        }
        assert_eq!(words(&split.share().expect("something is paid")), fraction(&expected["Gamma_vol"]), "{name}");
        assert_eq!(split.net_outlay(), exact(&expected["D_net"]), "{name}");
        for company in split.companies() {
            let own = &net.names()[company.vertex];
            for (share, key) in [
                (&company.share_out, "company_recirculated_share_out"),
                (&company.share_in, "company_recirculated_share_in"),
            ] {
                assert_eq!(share_words(share.as_ref()), expected[key].get(own).map(fraction), "{name} {own} {key}");
            }
        }
    }
    assert_eq!(seen, 6);
}

#[test]
fn coefficients_of_the_worked_graphs() {
    let oracles = oracles();
    let mut seen = 0;
    for (name, net, _) in worked() {
        let expected = &oracles["bff"][&name];
        let Some(lambda) = expected["cycle_lambda"].as_object() else { continue };
        let loops: Vec<Vec<usize>> = lambda.keys().map(|own| vertices(&net, own)).collect();
        let found = coefficients(&forwarding(&net), &loops).expect("loops of the network");
        for (own, (key, value)) in found.of.iter().zip(lambda) {
            seen += 1;
            assert_eq!(words(own), fraction(value), "{name} {key}");
        }
        assert_eq!(words(&found.total), fraction(&expected["T_C"]), "{name}");
        assert_eq!(share_words(found.throughput_share.as_ref()), Some(fraction(&expected["Gamma_thr"])), "{name}");
        let rounded = coefficients(&forwarding_exact_up_to(&net, 0), &loops).expect("loops of the network");
        for (own, near) in found.of.iter().zip(&rounded.of) {
            assert!((own.value() - near.value()).abs() < 1e-9, "{name}");
        }
    }
    assert_eq!(seen, 12);
}

#[test]
fn the_figures_that_were_worked_by_hand() {
    let (_, g1, _) = worked().into_iter().find(|(name, ..)| name == "G1").expect("G1");
    let found = coefficients(&forwarding(&g1), &[vertices(&g1, "N->O->R"), vertices(&g1, "O->N")]).expect("its loops");
    assert_eq!(found.of.iter().map(words).collect::<Vec<_>>(), ["40", "20"]);
    // (40 + 20)² / (40² + 20²)
    assert!(near(found.effective.expect("something goes round"), &serde_json::json!(1.8)));
}

#[test]
fn what_is_no_loop_has_no_coefficient() {
    let (_, g1, _) = worked().into_iter().find(|(name, ..)| name == "G1").expect("G1");
    let split = forwarding(&g1);
    for bad in [vec![], vertices(&g1, "N->R"), vertices(&g1, "N->O->N->O"), vec![99, 1]] {
        let error = coefficients(&split, &[vertices(&g1, "N->O"), bad]).expect_err("no loop");
        assert_eq!(error.to_string(), "number 2 of the list is no loop of the network");
    }
}

#[test]
fn too_many_loops_are_refused() {
    let names = (0..2000).map(|at| format!("v{at}")).collect();
    let ring = (0..2000).map(|at| (at, (at + 1) % 2000, 1.into()));
    let net = Network::new(names, ring);
    let all: Vec<usize> = (0..2000).collect();
    let error = coefficients(&forwarding(&net), &vec![all; 3]).expect_err("too many");
    assert!(error.to_string().starts_with("3 loops among 2000 companies are too many"), "{error}");
}

// ---- pro rata, reciprocity, levels ----

#[test]
fn pro_rata_returns_of_the_worked_graphs() {
    let oracles = oracles();
    let mut seen = 0;
    for (name, net, _) in worked() {
        let expected = &oracles["return_ratio"][&name];
        if expected.is_null() {
            continue;
        }
        let found = pro_rata(&net, &Stop::never()).expect("few companies");
        let index = found.cycling_index.as_ref();
        assert_eq!(share_words(index), Some(fraction(&expected["finn_cycling_index"])), "{name}");
        for company in &found.companies {
            seen += 1;
            let own = &expected["company"][&net.names()[company.vertex]];
            assert_eq!(words(&company.returns), fraction(&own["return_prob_prorata"]), "{name}");
            assert_eq!(company.through, exact(&own["throughflow"]), "{name}");
        }
    }
    assert_eq!(seen, 22);
}

#[test]
fn in_a_closed_system_everything_comes_back() {
    let (_, bt, _) = worked().into_iter().find(|(name, ..)| name == "BT").expect("BT");
    let found = pro_rata(&bt, &Stop::never()).expect("few companies");
    assert_eq!(found.companies.iter().map(|own| words(&own.returns)).collect::<Vec<_>>(), ["1", "1", "1"]);
    assert_eq!(share_words(found.cycling_index.as_ref()), Some("1".to_owned()));
    // A closed ring beside a chain, and a ring that leaks a little.
    let names = (0..6).map(|at| format!("v{at}")).collect();
    let arcs = [(0, 1, 5), (1, 0, 5), (2, 3, 9), (4, 5, 3), (5, 4, 2)];
    let net = Network::new(names, arcs.map(|(a, b, amount)| (a, b, amount.into())));
    let returns: Vec<String> =
        pro_rata(&net, &Stop::never()).expect("few").companies.iter().map(|own| words(&own.returns)).collect();
    assert_eq!(returns, ["1", "1", "0", "0", "2/3", "2/3"]);
    let nothing = Network::new(vec!["a".to_owned()], []);
    assert_eq!(pro_rata(&nothing, &Stop::never()).expect("few").cycling_index, None);
}

#[test]
fn reciprocity_of_the_worked_graphs() {
    let oracles = oracles();
    let mut seen = 0;
    for (name, net, _) in worked() {
        let expected = &oracles["weighted_reciprocity"][&name];
        if expected.is_null() {
            continue;
        }
        seen += 1;
        let found = reciprocity(&net);
        assert_eq!(found.circulation, exact(&expected["reciprocated"]), "{name}");
        assert!(near(found.share().expect("something is paid"), &expected["r"]), "{name}");
    }
    assert_eq!(seen, 6);
}

#[test]
fn levels_of_the_worked_graphs() {
    let oracles = oracles();
    let mut seen = 0;
    for (name, net, _) in worked() {
        let expected = &oracles["trophic"][&name];
        if expected.is_null() {
            continue;
        }
        seen += 1;
        let found = trophic(&net, &Stop::never()).expect("it is not stopped");
        for (vertex, level) in found.levels.iter().enumerate() {
            assert!(near(*level, &expected["level"][&net.names()[vertex]]), "{name} {vertex} {level}");
        }
        assert!(near(found.incoherence.expect("something is paid"), &expected["F0"]), "{name}");
    }
    assert_eq!(seen, 6);
}

// ---- ownership ----

/// Holdings from a matrix with owners as rows.
fn matrix(names: &[String], rows: &Value) -> Holdings {
    let shares = list(rows)
        .iter()
        .enumerate()
        .flat_map(|(owner, row)| list(row).iter().enumerate().map(move |(owned, share)| (owner, owned, exact(share))));
    Holdings::new(names.to_vec(), shares).expect("no more than all is held")
}

fn check_integrated(owned: &Ownership<'_>, expected: &Value) {
    for (owner, row) in list(&expected["integrated"]).iter().enumerate() {
        for (company, share) in list(row).iter().enumerate() {
            assert_eq!(owned.integrated(owner, company).to_string(), fraction(share));
        }
    }
}

#[test]
fn who_owns_whom_through_the_ring() {
    let oracles = oracles();
    for key in ["mutual_P_A_B", "ring_family_F"] {
        let expected = &oracles["integrated_ownership"][key];
        let names: Vec<String> = list(&expected["names"]).iter().map(text).collect();
        let holdings = matrix(&names, &expected["W"]);
        let owned = ownership(&holdings).expect("no closed ring");
        check_integrated(&owned, expected);
        assert_eq!(owned.outside(), [0, 1]);
        for company in 2..names.len() {
            assert_eq!(owned.unrecorded(company).to_string(), "0", "all owners are named");
        }
    }
}

#[test]
fn value_that_is_counted_twice() {
    let oracles = oracles();
    let all = &oracles["integrated_ownership"];
    let names = ["A", "B"].map(str::to_owned);
    for (key, underlying, book, market) in [
        ("egj_half_half", "p", "book_value", "market_value"),
        ("mutual_equity_double_count", "underlying", "book", "outside_value"),
    ] {
        let expected = &all[key];
        let holdings = matrix(&names, &expected["C"]);
        let owned = ownership(&holdings).expect("no closed ring");
        let values = owned.book(|company| exact(&expected[underlying][company]));
        let words = |of: &Value| list(of).iter().map(fraction).collect::<Vec<_>>();
        assert_eq!(values.book.iter().map(ToString::to_string).collect::<Vec<_>>(), words(&expected[book]), "{key}");
        assert_eq!(
            values.market.iter().map(ToString::to_string).collect::<Vec<_>>(),
            words(&expected[market]),
            "{key}"
        );
        assert_eq!(values.inflation.map(|own| own.to_string()), Some(fraction(&expected["inflation"])), "{key}");
    }
    // The matrix of dependence of Elliott, Golub and Jackson: what each company belongs to whom in the end.
    let holdings = matrix(&names, &all["egj_half_half"]["C"]);
    let owned = ownership(&holdings).expect("no closed ring");
    for (owner, row) in list(&all["egj_half_half"]["A"]).iter().enumerate() {
        for (company, share) in list(row).iter().enumerate() {
            let one = |at: usize| if at == company { 1.into() } else { 0.into() };
            assert_eq!(owned.book(one).market[owner].to_string(), fraction(share));
        }
    }
}

#[test]
fn a_closed_ring_is_named() {
    let oracles = oracles();
    let expected = &oracles["integrated_ownership"]["closed_ring_singular"];
    let names = ["north", "south"].map(str::to_owned);
    let holdings = matrix(&names, &expected["W"]);
    assert_eq!(
        ownership(&holdings).expect_err("closed").to_string(),
        "`north` and `south` are owned entirely by each other, so nobody outside owns any of them"
    );
    // Three that own each other, and one of them all of a fourth: the fourth is none of the ring.
    let names = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
    let half = rust_decimal::Decimal::new(5, 1);
    let one = rust_decimal::Decimal::ONE;
    let shares = [(0, 1, one), (1, 2, one), (2, 0, half), (1, 0, half), (2, 3, half)];
    let holdings = Holdings::new(names, shares).expect("no more than all is held");
    assert!(ownership(&holdings).expect_err("closed").to_string().starts_with("`a`, `b` and `c` are owned entirely"));
}

/// A hundred and fifty groups of a parent, a daughter and a venture of both are no one's matter but their own.
#[test]
fn companies_that_no_stake_joins_are_computed_apart() {
    let names: Vec<String> = (0..450).map(|at| format!("c{at}")).collect();
    let half = rust_decimal::Decimal::new(5, 1);
    let group = |at: usize| [(3 * at, 3 * at + 1, half), (3 * at, 3 * at + 2, half), (3 * at + 1, 3 * at + 2, half)];
    let holdings = Holdings::new(names.clone(), (0..150).flat_map(group)).expect("no more than all is held");
    let owned = ownership(&holdings).expect("each group is small");
    for at in [0, 74, 149] {
        assert_eq!(owned.integrated(3 * at, 3 * at + 2).to_string(), "3/4");
        assert_eq!(owned.unrecorded(3 * at + 2).to_string(), "1/4");
        assert_eq!(owned.integrated(3 * at, (3 * at + 5) % 450).to_string(), "0");
    }
    assert_eq!(owned.held().len(), 450);
    let book = owned.book(|_| rust_decimal::Decimal::ONE);
    assert_eq!((book.book[0].to_string(), book.market[2].to_string()), ("9/4".to_owned(), "0".to_owned()));
    // A chain joins all of them.
    let chain = Holdings::new(names, (1..450).map(|at| (at - 1, at, half))).expect("no more than all is held");
    let error = ownership(&chain).expect_err("too many").to_string();
    assert_eq!(error, "stakes join 450 companies; integrated ownership is computed for up to 120 of them");
}

#[test]
fn more_than_all_of_a_company_is_refused() {
    let names = ["a", "b", "c"].map(str::to_owned).to_vec();
    let share = rust_decimal::Decimal::new(6, 1);
    let error = Holdings::new(names, [(0, 2, share), (1, 2, share)]).expect_err("120 %");
    assert_eq!(error.to_string(), "the recorded owners of `c` hold 120% of it together");
}

fn register(deals: &[(&str, &str, &str, &str, &str)]) -> Register {
    let mut csv = "payer,payee,kind,amount,date,status,id,stake\n".to_owned();
    for (owner, owned, date, id, stake) in deals {
        csv += &format!("{owner},{owned},ownership,?,{date},closed,{id},{stake}\n");
    }
    load::from_text("deals.csv", &csv).expect("a sound register").0
}

#[test]
fn the_latest_stake_of_a_register_counts() {
    let register = register(&[
        ("p", "a", "2024-01-01", "old", "40%"),
        ("p", "a", "2025-01-01", "new", "50%"),
        ("a", "b", "2025-01-01", "up", "15% to 20%"),
        ("q", "b", "2025-01-01", "some", "a minority"),
    ]);
    let found = stakes(&register, &View::of(&register));
    assert_eq!(found.unread.iter().map(DealId::as_str).collect::<Vec<_>>(), ["some"]);
    assert_eq!(found.list.iter().map(|own| own.deal.as_str()).collect::<Vec<_>>(), ["up", "new"]);
    for (end, of_b) in [(Reading::Stated, "3/40"), (Reading::Low, "3/40"), (Reading::High, "1/10")] {
        let holdings = found.holdings(end).expect("no more than all is held");
        let place = |name: &str| holdings.names().iter().position(|own| own == name).expect("a name");
        let owned = ownership(&holdings).expect("no closed ring");
        assert_eq!(owned.integrated(place("p"), place("b")).to_string(), of_b);
    }
    let earlier = View::on(&register, "2024-06-01".parse().expect("a day"));
    assert_eq!(stakes(&register, &earlier).list.iter().map(|own| own.deal.as_str()).collect::<Vec<_>>(), ["old"]);
}

#[test]
fn the_stakes_of_the_shipped_register() {
    let register = crate::common::edition();
    let found = stakes(&register, &View::of(&register));
    assert!(found.list.len() > 5, "{found:?}");
    let softbank: Vec<&str> = found
        .list
        .iter()
        .filter(|own| own.owner.as_str() == "softbank" && own.owned.as_str() == "openai")
        .map(|own| own.deal.as_str())
        .collect();
    assert_eq!(softbank.len(), 1, "one stake a pair: {softbank:?}");
    for end in [Reading::Stated, Reading::Low, Reading::High] {
        let holdings = found.holdings(end).expect("no more than all is held");
        assert!(ownership(&holdings).is_ok());
    }
}
