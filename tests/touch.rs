//! `measure touch`: the loops that are left without a company or a deal are those of the view without it.

use std::fmt::Write as _;

use proptest::prelude::*;
use roundtrip::{
    circuits::{Class, Limits, find},
    flow::{Level, View},
    load,
    measure::removal_impact,
    model::{Register, Stop},
};

const COMPANIES: [&str; 5] = ["alpha", "beta", "gamma", "delta", "epsilon"];

/// Payer, payee, kind, the link to an earlier deal, and which.
type Drawn = (usize, usize, usize, usize, usize);

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    prop::collection::vec((0..5_usize, 0..5_usize, 0..3_usize, 0..7_usize, 0..14_usize), 2..14)
}

fn register(deals: &[Drawn]) -> Register {
    let mut text = "[[source]]\nid = 's'\nkind = 'press'\n".to_owned();
    for company in COMPANIES {
        writeln!(text, "[[entity]]\nid = '{company}'\nkind = 'company'").expect("it fits");
    }
    writeln!(text, "[[entity]]\nid = 'cloud'\nkind = 'cloud'\noperator = 'beta'").expect("it fits");
    for (at, &(payer, payee, kind, link, to)) in deals.iter().enumerate() {
        let payee = if payer == payee { (payee + 1) % 5 } else { payee };
        let to_cloud = kind == 1 && payee == 1 && link.is_multiple_of(2);
        let (payer, payee) = (COMPANIES[payer], if to_cloud { "cloud" } else { COMPANIES[payee] });
        let kind = ["equity", "cloud", "guarantee"][kind];
        writeln!(
            text,
            "[[deal]]\nid = 'd{at}'\nkind = '{kind}'\npayer = '{payer}'\npayee = '{payee}'\namount = '5B'\ncite = ['s']\n\
             history = [{{ on = '2025-01-01', status = 'signed' }}]"
        )
        .expect("it fits");
        let key = match link {
            1 => "tranche_of",
            2 => "overlaps",
            3 => "supersedes",
            _ => continue,
        };
        if let Some(other) = at.checked_sub(1).map(|last| to % (last + 1)) {
            let value = if key == "tranche_of" { format!("'d{other}'") } else { format!("['d{other}']") };
            writeln!(text, "{key} = {value}").expect("it fits");
        }
    }
    load::from_text("it.toml", &text).unwrap_or_else(|report| panic!("{report}")).0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_left_is_what_is_found_without(
        deals in drawn(),
        class in prop::sample::select(vec![None, Some(Class::CircularFunding), Some(Class::CrossInvestment)]),
        assets in prop::bool::weighted(0.2),
        by_deal in prop::bool::weighted(0.2),
    ) {
        let register = register(&deals);
        let mut view = View::of(&register);
        view.contingent = true;
        if assets {
            view.level = Level::Asset;
        }
        let mut limits = Limits::default().by_deal(by_deal);
        limits.class = class;
        let found = removal_impact(&register, &view, &limits, usize::MAX, &Stop::never());
        prop_assert!(found.counted);
        let graph = view.flow(&register);
        let count = |view: &View| find(&view.flow(&register), &register, &limits, &Stop::never()).list.len();
        for one in found.companies.iter().filter(|one| one.through > 0) {
            let mut without = view.clone();
            without.without.insert(graph.id(one.company).clone());
            prop_assert_eq!(one.left, Some(count(&without)), "without {}", graph.id(one.company));
        }
        for one in &found.deals {
            let mut without = view.clone();
            without.without_deals.insert(one.deal.clone());
            prop_assert_eq!(one.left, count(&without), "without {}", one.deal);
        }
    }
}
