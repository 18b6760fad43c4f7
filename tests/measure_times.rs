//! Years, series, clearing and chance: the worked examples, whose answers were found by two other methods each, and
//! registers. What holds for any network is in `measure_times_laws.rs`.

use std::collections::BTreeMap;

use crate::common::oracles::{list, oracles, text};
use roundtrip::{
    circuits::Limits,
    flow::View,
    load,
    measure::{
        Annual, Basis, Cleared, Compared, Costs, Days, Every, Figure, Impacts, Network, Reading, Sampling,
        SearchBudget, Spreading, Why, annual, circulation, clearing, contagion, ladder, null_model, null_model_of,
        obligations, series,
    },
    model::{Range, Register, Status, Stop},
};
use rust_decimal::Decimal;
use serde_json::Value;

fn float(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 1e-9
}

fn exact(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn csv(rows: &str) -> Register {
    let header = "payer,payee,kind,amount,date,status,id,term\n";
    load::from_text("deals.csv", &format!("{header}{rows}")).expect("a sound register").0
}

fn shipped() -> Register {
    crate::common::edition()
}

// ---- years ----

/// What is paid a month is paid in its months, whatever the term says; what it does not make up is in no year.
#[test]
fn a_running_payment_is_in_its_own_months() {
    let register = |amount: &str, kind: &str, rate: &str| {
        let text = format!(
            "as_of = '2026-10-10'\nentity = [{{ id = 'a', kind = 'company' }}, {{ id = 'b', kind = 'company' }}]\n\
             source = [{{ id = 's', kind = 'press' }}]\n[[deal]]\nid = 'd'\nkind = '{kind}'\npayer = 'a'\npayee = 'b'\n\
             amount = '{amount}'\nterm = '10y'\nrate = [{rate}]\ncite = ['s']\n\
             history = [{{ on = 2026-05-05, status = 'signed' }}]"
        );
        load::from_text("it.toml", &text).unwrap_or_else(|report| panic!("{report}")).0
    };
    let plan = |register: &Register| {
        let found = annual(register, &View::of(register), Spreading::Straight);
        let schedule = found.schedules()[0].clone();
        let stated = |range: Range| range.stated.map(|stated| stated / Decimal::from(1_000_000));
        let years = schedule.years.iter().map(|(year, part)| (*year, stated(*part))).collect::<Vec<_>>();
        (schedule.basis, years, schedule.undated.map(|(why, rest)| (why, stated(rest))))
    };
    let millions = |number: i64| Some(Decimal::from(number));
    let month = "{ amount = '1.25B', per = 'month', from = '2026-07', until = '2029-05' }";
    let years =
        vec![(2026, millions(7500)), (2027, millions(15_000)), (2028, millions(15_000)), (2029, millions(6250))];
    let rest = Some((Why::BesideMilestones, millions(1250)));
    assert_eq!(plan(&register("45B", "cloud", month)), (Some(Basis::Rate), years.clone(), rest));
    assert_eq!(plan(&register("43.75B", "cloud", month)), (Some(Basis::Rate), years, None));
    // Less in the first two months, then a fiscal year that lies in two calendar years.
    let two = "{ amount = '0.5B', per = 'month', from = '2026-05', until = '2026-06' }, \
               { amount = '730M', per = 'year', from = '2026-07', until = '2027-06' }";
    let years = vec![(2026, millions(1368)), (2027, millions(362))];
    assert_eq!(plan(&register("1.73B", "cloud", two)), (Some(Basis::Rate), years, None));
    // Without its end the term is spread; interest is not what is lent.
    for (kind, rate, basis) in
        [("cloud", "{ amount = '1B', per = 'month', from = '2026-07' }", "Term"), ("debt", month, "OneOff")]
    {
        let (found, ..) = plan(&register("45B", kind, rate));
        assert!(format!("{found:?}").contains(basis), "{found:?}");
    }
}

#[test]
fn amounts_spread_over_days() {
    let oracles = oracles();
    let examples = list(&oracles["annualisation"]);
    assert_eq!(examples.len(), 3);
    for example in examples {
        let day = |value: &Value| text(value).parse().expect("a day");
        let days = Days::new(day(&example["start"]), day(&example["end"])).expect("a span");
        let window = &example["window"];
        let year: i16 = text(&window[0])[..4].parse().expect("a year");
        assert_eq!(text(&window[0])[4..], *"-01-01");
        let parts = days.spread(exact(&example["amount"].to_string()));
        let part =
            parts.iter().find(|part| part.0 == year).map_or(0.0, |part| part.1.to_string().parse().expect("a number"));
        assert!(near(part, float(&example["value"])), "{example} {part}");
        assert_eq!(parts.iter().map(|part| part.1).sum::<Decimal>(), exact(&example["amount"].to_string()));
    }
}

/// By year, what was stated.
type Stated = BTreeMap<i16, Option<Decimal>>;

/// The stated part of each year of one deal, and why the rest of it is in none.
fn years_of(annual: &Annual, deal: &str) -> (Stated, Option<(Why, Option<Decimal>)>) {
    let at = annual.flow().arcs().iter().position(|arc| arc.deal.as_str() == deal).expect("the deal counts");
    let schedule = &annual.schedules()[at];
    assert_eq!(schedule.arc, at);
    let years = schedule.years.iter().map(|(year, value)| (*year, value.stated)).collect();
    (years, schedule.undated.map(|(why, value)| (why, value.stated)))
}

fn stated(parts: &[(i16, &str)]) -> Stated {
    parts.iter().map(|(year, amount)| (*year, Some(exact(amount)))).collect()
}

const DEALS: &str = "\
a,b,equity,10,2025-03-01,closed,share,
a,b,chips,20,2025-12-31,signed,chips,
b,a,cloud,30,2025-01-01,signed,no_term,
b,a,cloud,365,2025-01-01,signed,one_year,1y
b,a,lease,731,2024-06-01,signed,stated,from 2025-01-01 2y
b,c,cloud,100,2025-01-01,signed,range,15 to 19 years
c,b,debt,50,2025-02-03,closed,loan,10y
c,b,cloud,60,<2025-02-03,signed,before,2y
c,b,chips,7,<2025-02-03,signed,once_before,
b,c,cloud,?,2025-07-01,announced,unpriced,1y
a,c,cloud,<=365,2025-12-31,signed,up_to,2y
";

#[test]
fn every_deal_has_its_years() {
    let register = csv(DEALS);
    let spread = annual(&register, &View::of(&register), Spreading::Straight);
    let none = BTreeMap::new();
    for (deal, years, undated) in [
        ("share", stated(&[(2025, "10")]), None),
        ("chips", stated(&[(2025, "20")]), None),
        ("no_term", none.clone(), Some((Why::NoTerm, Some(30.into())))),
        ("one_year", stated(&[(2025, "365")]), None),
        ("stated", stated(&[(2025, "365.5"), (2026, "365.5")]), None),
        ("range", none.clone(), Some((Why::OpenTerm, Some(100.into())))),
        ("loan", stated(&[(2025, "50")]), None),
        ("before", none.clone(), Some((Why::OpenTerm, Some(60.into())))),
        ("once_before", none.clone(), Some((Why::NoDay, Some(7.into())))),
        ("unpriced", BTreeMap::from([(2025, None), (2026, None)]), None),
        ("up_to", stated(&[(2025, "0.5"), (2026, "182.5"), (2027, "182")]), None),
    ] {
        assert_eq!(years_of(&spread, deal), (years, undated), "{deal}");
    }
    let up_front = annual(&register, &View::of(&register), Spreading::UpFront);
    for (deal, years, undated) in [
        ("no_term", stated(&[(2025, "30")]), None),
        ("stated", stated(&[(2025, "731")]), None),
        ("up_to", stated(&[(2025, "365")]), None),
        ("range", stated(&[(2025, "100")]), None),
        ("before", none, Some((Why::NoDay, Some(60.into())))),
    ] {
        assert_eq!(years_of(&up_front, deal), (years, undated), "{deal}");
    }
}

#[test]
fn the_table_counts_what_is_known_and_what_is_not() {
    let register = csv(DEALS);
    let spread = annual(&register, &View::of(&register), Spreading::Straight);
    let table = spread.table();
    assert_eq!(table.iter().map(|row| row.year).collect::<Vec<_>>(), [2025, 2026, 2027]);
    let first = table[0];
    assert_eq!((first.deals, first.assumed, first.unpriced), (7, 3, 1));
    // a pays b 30, b pays a 730.5, c pays b 50, a pays c 0.5: 30 go round both ways, and 0.5 the long one.
    assert_eq!(first.figure, Figure { circulation: exact("61.5"), total: exact("811") });
    assert_eq!(table[2].figure, Figure { circulation: Decimal::ZERO, total: 182.into() });
    let undated: Vec<(String, Why)> = spread.undated().into_iter().map(|one| (one.deal.to_string(), one.why)).collect();
    let expected =
        [("before", Why::OpenTerm), ("no_term", Why::NoTerm), ("once_before", Why::NoDay), ("range", Why::OpenTerm)];
    assert_eq!(undated, expected.map(|(deal, why)| (deal.to_owned(), why)));
}

/// A payment is made when the deal is done, and a contract runs from its signature, whatever was announced before.
#[test]
fn the_day_that_counts_is_that_of_the_status() {
    let history = "history = [{ on = \"2023-05-01\", status = \"announced\" }, { on = \"2024-01-01\", status = \"signed\" }, \
                   { on = \"2025-01-01\", status = \"closed\" }]\ncite = [\"paper\"]\namount = \"2\"\n";
    let small = std::fs::read_to_string("tests/data/small.toml").expect("a small register");
    let deals = format!(
        "{small}\n[[deal]]\nid = \"share\"\nkind = \"equity\"\npayer = \"lab\"\npayee = \"chipco\"\n{history}\n\
         [[deal]]\nid = \"rent\"\nkind = \"lease\"\npayer = \"lab\"\npayee = \"chipco\"\nterm = \"1y\"\n{history}"
    );
    let (register, _) = load::from_text("small.toml", &deals).expect("a sound register");
    let spread = annual(&register, &View::of(&register), Spreading::Straight);
    assert_eq!(years_of(&spread, "share").0, stated(&[(2025, "2")]));
    assert_eq!(years_of(&spread, "rent").0, stated(&[(2024, "2")]));
    let before = View::on(&register, "2024-06-30".parse().expect("a day"));
    assert_eq!(years_of(&annual(&register, &before, Spreading::Straight), "share").0, stated(&[(2024, "2")]));
}

#[test]
fn dated_payments_are_in_their_years() {
    let register = shipped();
    let spread = annual(&register, &View::of(&register), Spreading::Straight);
    let billions = |parts: &[(i16, &str)]| -> Stated {
        parts.iter().map(|(year, amount)| (*year, Some(exact(amount) * exact("1000000000")))).collect()
    };
    assert_eq!(years_of(&spread, "softbank_oai_30b_2026"), (billions(&[(2026, "30")]), None));
    // The last of its three payments is a tranche of its own.
    assert_eq!(years_of(&spread, "softbank_oai_40b"), (billions(&[(2025, "17.5")]), None));
    assert_eq!(years_of(&spread, "amzn_anth_4b_2023"), (billions(&[(2023, "1.25"), (2024, "2.75")]), None));
    let rest = Some((Why::BesideMilestones, Some(exact("7000000000"))));
    assert_eq!(years_of(&spread, "nvda_groq_20b"), (billions(&[(2025, "13")]), rest));
    let at = spread.flow().arcs().iter().position(|arc| arc.deal.as_str() == "nvda_groq_20b").expect("it counts");
    assert_eq!(spread.schedules()[at].basis, Some(Basis::Milestones));
}

/// Years and what is in none add up to the whole, whatever the register.
fn adds_up(spread: &Annual) {
    for (arc, schedule) in spread.flow().arcs().iter().zip(spread.schedules()) {
        let parts: Vec<Range> =
            schedule.years.iter().map(|part| part.1).chain(schedule.undated.map(|(_, value)| value)).collect();
        assert_eq!(parts.iter().map(|part| part.low).sum::<Decimal>(), arc.value.low, "{}", arc.deal);
        // Where all that is stated is in years, nothing is stated of what is left open beside it.
        let stated = parts.iter().map(|part| part.stated);
        let all =
            if schedule.years.is_empty() { stated.sum() } else { stated.flatten().map(Some).sum::<Option<Decimal>>() };
        assert_eq!(all.filter(|all| !all.is_zero()), arc.value.stated, "{}", arc.deal);
        // Where the whole has no limit, a part has none.
        let high = parts.iter().map(|part| part.high).sum::<Option<Decimal>>();
        assert_eq!(high, arc.value.high, "{}", arc.deal);
        assert!(parts.iter().all(|part| part.high.is_none_or(|high| part.low <= high)), "{}", arc.deal);
    }
    let years: Decimal = spread.table().iter().map(|row| row.figure.total).sum();
    let undated = spread.schedules().iter().filter_map(|schedule| schedule.undated?.1.stated);
    assert_eq!(years + undated.sum::<Decimal>(), Network::of(spread.flow(), Reading::Stated).total());
}

#[test]
fn the_years_of_the_shipped_register_add_up() {
    let register = shipped();
    for spreading in [Spreading::Straight, Spreading::UpFront] {
        for contingent in [false, true] {
            let view = View::of(&register).contingent(contingent);
            let spread = annual(&register, &view, spreading);
            adds_up(&spread);
            let guaranteed = spread.undated().iter().any(|one| one.why == Why::Contingent);
            assert_eq!(guaranteed, contingent);
        }
    }
}

// ---- over time ----

#[test]
fn a_series_has_the_ladder_of_every_day() {
    let register = shipped();
    let base = View::of(&register);
    let days = Every::Month.ends("2023-01-01".parse().expect("a day"), register.as_of);
    assert_eq!(days.len(), 42);
    let moments = series(&register, &base, &days, &Stop::never());
    assert_eq!(moments.iter().map(|moment| moment.on).collect::<Vec<_>>(), days);
    for at in [0, 20, 41] {
        let view = base.clone().as_of(days[at]);
        let rows =
            ladder(&register, &view, &Limits::default().count(1), &SearchBudget::default(), &Stop::after_questions(0));
        for (point, row) in moments[at].rungs.iter().zip(rows) {
            assert_eq!(
                (point.status, point.deals, point.figure, point.unpriced),
                (row.status, row.deals, row.figure, row.unpriced)
            );
        }
    }
    assert!(
        moments[41].rungs[0].status == Status::Closed
            && moments[0].rungs[4].figure.total < moments[41].rungs[4].figure.total
    );
}

#[test]
fn the_ends_of_periods() {
    let day = |text: &str| text.parse::<jiff::civil::Date>().expect("a day");
    let ends = |every: Every, from: &str, to: &str| -> Vec<String> {
        every.ends(day(from), day(to)).iter().map(ToString::to_string).collect()
    };
    assert_eq!(ends(Every::Month, "2024-01-31", "2024-02-29"), ["2024-01-31", "2024-02-29"]);
    assert_eq!(ends(Every::Month, "2024-02-01", "2024-02-10"), ["2024-02-10"]);
    assert_eq!(
        ends(Every::Quarter, "2024-02-01", "2024-12-31"),
        ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]
    );
    assert_eq!(ends(Every::Year, "2023-07-01", "2025-01-01"), ["2023-12-31", "2024-12-31", "2025-01-01"]);
    assert_eq!(ends(Every::Month, "2024-02-02", "2024-02-01"), [""; 0]);
    assert_eq!(ends(Every::Year, "9999-01-01", "9999-12-31"), ["9999-12-31"]);
}

// ---- clearing ----

/// The obligations and the cash of an example.
fn owed(example: &Value) -> (Network, Vec<Decimal>) {
    let names = list(&example["names"]).iter().map(text).collect();
    let rows = list(&example["L"]).iter().enumerate();
    let arcs = rows.flat_map(|(payer, row)| {
        list(row).iter().enumerate().map(move |(payee, amount)| (payer, payee, exact(&amount.to_string())))
    });
    let cash = list(&example["e"]).iter().map(|cash| exact(&cash.to_string())).collect();
    (Network::new(names, arcs), cash)
}

fn all_near(found: &[f64], expected: &Value) -> bool {
    let expected = list(expected);
    found.len() == expected.len() && found.iter().zip(expected).all(|(found, expected)| near(*found, float(expected)))
}

fn fraction(value: &Value) -> f64 {
    let value = text(value);
    let (over, under) = value.split_once('/').expect("a fraction");
    over.parse::<f64>().expect("a number") / under.parse::<f64>().expect("a number")
}

#[test]
fn the_worked_clearings() {
    let oracles = oracles();
    let examples = &oracles["eisenberg_noe"];
    for name in ["base", "shock_A", "ring_no_cash", "tree_no_cash"] {
        let example = &examples[name];
        let (network, cash) = owed(example);
        let found: Cleared = clearing(&network, &cash, Costs::NONE, &Stop::never()).expect("it is not stopped");
        let paid: Vec<f64> = list(&example["clearing"]).iter().map(fraction).collect();
        assert!(
            found.paid.iter().zip(&paid).all(|(found, expected)| (found - expected).abs() < 1e-14 * expected.max(1.0)),
            "{name}"
        );
        assert!(all_near(&found.least, &example["least_clearing"]), "{name} {:?}", found.least);
        assert!(all_near(&found.equity, &example["equity"]), "{name}");
        assert!(near(found.shortfall(), float(&example["total_shortfall"])), "{name}");
        let rounds: Vec<Vec<&str>> =
            found.rounds.iter().map(|round| round.iter().map(|&at| network.names()[at].as_str()).collect()).collect();
        let expected: Vec<Vec<String>> =
            list(&example["default_rounds"]).iter().map(|round| list(round).iter().map(text).collect()).collect();
        assert_eq!(rounds, expected, "{name}");
        for (at, expected) in list(&example["recovery"]).iter().enumerate() {
            match found.recovery(at) {
                None => assert!(expected.is_null(), "{name}"),
                Some(recovery) => assert!(near(recovery, float(expected)), "{name}"),
            }
        }
    }
    let (network, cash) = owed(&examples["shock_A"]);
    let found = clearing(&network, &cash, Costs::NONE, &Stop::never()).expect("it is not stopped");
    // A has 3 + 8 of 15; the rest of the shortfall, 5/3, is B's.
    assert!(near(found.first_round, 4.0) && near(found.induced(), 5.0 / 3.0) && found.only_round().is_empty());
    let costs = &examples["rogers_veraart_half_shock_A"];
    let found = clearing(
        &network,
        &cash,
        Costs { cash: float(&costs["alpha"]), claims: float(&costs["beta"]) },
        &Stop::never(),
    )
    .expect("it is not stopped");
    assert!(all_near(&found.paid, &costs["clearing"]), "{:?}", found.paid);
}

#[test]
fn money_that_only_goes_round_is_told_from_other_money() {
    let names: Vec<String> = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
    // d pays a ring of a and b nothing, and c one: with a cent from d, the ring pays all even at the least.
    let arcs = [(0, 1, 5.into()), (1, 0, 5.into()), (3, 2, 1.into()), (2, 3, 1.into())];
    let ring = Network::new(names.clone(), arcs);
    let found = clearing(&ring, &[0.into(), 0.into(), 0.into(), exact("0.5")], Costs::NONE, &Stop::never())
        .expect("it is not stopped");
    assert_eq!((found.gap(), found.only_round()), (10.0, vec![0, 1]));
    let fed = Network::new(names, arcs.into_iter().chain([(3, 0, exact("0.01"))]));
    let found = clearing(&fed, &[0.into(), 0.into(), 0.into(), exact("1")], Costs::NONE, &Stop::never())
        .expect("it is not stopped");
    assert_eq!((found.gap(), found.only_round()), (0.0, vec![]));
    assert!(near(found.least[0], 5.0));
}

#[test]
fn debtrank_of_the_worked_example() {
    let oracles = oracles();
    let example = &oracles["debtrank"];
    let floats = |value: &Value| -> Vec<f64> { list(value).iter().map(float).collect() };
    let rows = list(&example["W"]).iter().enumerate();
    let impacts =
        rows.flat_map(|(from, row)| list(row).iter().enumerate().map(move |(to, hard)| (from, to, float(hard))));
    let found = Impacts::new(floats(&example["v"]), impacts).debtrank(&floats(&example["shock"]));
    assert!(all_near(&found.of, &example["h"]));
    assert!(near(found.rank, float(&example["R"])));
}

#[test]
fn a_default_hits_in_rounds() {
    let names = ["lab", "cloud", "chips", "fab", "rich"].map(str::to_owned).to_vec();
    let arcs = [(0, 1, 300), (0, 4, 100), (1, 2, 240), (2, 3, 120), (4, 3, 10)];
    let network = Network::new(names, arcs.map(|(payer, payee, amount)| (payer, payee, amount.into())));
    let found = contagion(&network, 0, 0.4, &Stop::never()).expect("a vertex");
    // cloud gets 120 for 300 and owes 240; chips gets 120 for 240 and owes 120; rich loses 60 of 100 and owes 10.
    assert_eq!((found.owed, found.first_round), (400.into(), 240.0));
    let hits: Vec<(usize, Option<usize>, f64, f64, f64)> =
        found.hits.iter().map(|hit| (hit.vertex, hit.round, hit.lost, hit.direct, hit.short)).collect();
    assert_eq!(hits, [(1, Some(1), 180.0, 180.0, 120.0), (2, None, 120.0, 0.0, 0.0), (4, None, 60.0, 60.0, 0.0)]);
    assert!(near(found.induced, 120.0));
    let all = contagion(&network, 0, 0.0, &Stop::never()).expect("a vertex");
    assert_eq!(all.hits.iter().map(|hit| hit.round).collect::<Vec<_>>(), [Some(1), Some(1), Some(2), None]);
    assert_eq!(contagion(&network, 0, 1.0, &Stop::never()).expect("a vertex").hits, []);
    assert_eq!(
        (contagion(&network, 9, 0.0, &Stop::never()), contagion(&network, 0, 1.5, &Stop::never())),
        (None, None)
    );
}

#[test]
fn what_the_shipped_register_owes() {
    let register = shipped();
    let graph = View::of(&register).flow(&register);
    let openai = graph.node("openai").expect("a node");
    for end in [Reading::Stated, Reading::Low, Reading::High] {
        let owed = obligations(&graph, end);
        assert_eq!(owed.network.len(), graph.nodes().len());
        let found = contagion(&owed.network, openai, 0.0, &Stop::never()).expect("a vertex");
        assert!(found.first_round > 1e11 && found.induced >= 0.0);
        assert!(found.hits.iter().all(|hit| hit.direct <= hit.lost * (1.0 + 1e-9)));
        let direct: f64 = found.hits.iter().map(|hit| hit.direct).sum();
        assert!((direct / found.first_round - 1.0).abs() < 1e-9);
        // Whoever has the cash that it needs pays all, if all do.
        let paid = clearing(&owed.network, &vec![Decimal::MAX; graph.nodes().len()], Costs::NONE, &Stop::never())
            .expect("it is not stopped");
        assert!(paid.rounds.is_empty() && paid.only_round().is_empty());
        let distress = Impacts::of(&owed.network);
        let mut shock = vec![0.0; graph.nodes().len()];
        shock[openai] = 1.0;
        let distress = distress.debtrank(&shock);
        assert!(distress.rank > 0.0 && distress.rank < 1.0 && distress.of.iter().all(|of| (0.0..=1.0).contains(of)));
    }
    assert!(obligations(&graph, Reading::Stated).unpriced > 0);
}

// ---- chance ----

#[test]
fn two_and_three_loops_of_the_worked_graph_by_chance() {
    let oracles = oracles();
    let expected = &oracles["null_model_exact"]["G1"];
    let edges = list(&oracles["graphs"]["G1"]);
    let mut names: Vec<String> = edges.iter().flat_map(|edge| [text(&edge["payer"]), text(&edge["payee"])]).collect();
    names.sort();
    names.dedup();
    let at = |end: &Value| names.binary_search(&text(end)).expect("a vertex");
    let arcs: Vec<(usize, usize)> = edges.iter().map(|edge| (at(&edge["payer"]), at(&edge["payee"]))).collect();
    let found = null_model_of(names.len(), arcs.iter().copied(), &Sampling::default(), &Stop::never())
        .expect("it is not stopped");
    let all = usize::try_from(expected["realisations"].as_u64().expect("a number")).expect("a size");
    assert_eq!((found.compared, all), (Compared::All(74), 74));
    for (own, histogram, mean) in
        [(0, "two_cycles_hist", "mean_two_cycles"), (1, "three_cycles_hist", "mean_three_cycles")]
    {
        let counted: BTreeMap<String, u64> =
            found.lengths[own].by_chance.iter().map(|(loops, times)| (loops.to_string(), *times as u64)).collect();
        let listed: BTreeMap<String, u64> = expected[histogram]
            .as_object()
            .expect("a histogram")
            .iter()
            .map(|(loops, times)| (loops.clone(), times.as_u64().expect("a number")))
            .collect();
        assert_eq!(counted, listed);
        assert!(near(found.lengths[own].mean(), float(&expected[mean])));
    }
    let two = &found.lengths[0];
    assert_eq!((two.length, Some(two.observed)), (2, expected["observed_two_cycles"].as_u64()));
    assert!(near(found.p(two), float(&expected["p_ge_observed"])));
    assert_eq!((two.quantile(0.05), two.quantile(0.5), two.quantile(0.95), two.quantile(1.0)), (1, 2, 2, 3));
    // The same graph, sampled: near the same, and the same in every run.
    let draws = Sampling { exact: 73, samples: 4000, ..Sampling::default() };
    let sampled = null_model_of(names.len(), arcs.iter().copied(), &draws, &Stop::never()).expect("it is not stopped");
    assert_eq!(sampled.compared, Compared::Sample(4000));
    assert!((sampled.lengths[0].mean() - two.mean()).abs() < 0.03);
    assert_eq!(
        sampled,
        null_model_of(names.len(), arcs.iter().copied(), &draws, &Stop::never()).expect("it is not stopped")
    );
    assert_ne!(
        sampled,
        null_model_of(names.len(), arcs, &Sampling { seed: 2, ..draws }, &Stop::never()).expect("it is not stopped")
    );
}

#[test]
fn loops_of_the_shipped_register_by_chance() {
    let register = shipped();
    let graph = View::of(&register).flow(&register);
    let found = null_model(&graph, &Sampling { samples: 199, max_length: 4, ..Sampling::default() }, &Stop::never())
        .expect("it is not stopped");
    assert_eq!(found.compared, Compared::Sample(199));
    assert_eq!(found.lengths.iter().map(|own| own.length).collect::<Vec<_>>(), [2, 3, 4]);
    let hops: Vec<(usize, usize)> = graph.hops().iter().map(|hop| (hop.payer, hop.payee)).collect();
    let pairs = hops.iter().filter(|(a, b)| a < b && hops.contains(&(*b, *a))).count();
    assert_eq!(found.lengths[0].observed, pairs as u64);
    for own in &found.lengths {
        assert_eq!(own.by_chance.values().sum::<usize>(), 199);
        assert!(found.p(own) > 0.0 && found.p(own) <= 1.0);
    }
}

#[test]
fn the_smallest_graphs_by_chance() {
    for (len, arcs) in [(0, vec![]), (3, vec![]), (2, vec![(0, 1), (0, 0), (0, 1), (7, 1)])] {
        for exact in [0, 10] {
            let draws = Sampling { exact, samples: 5, ..Sampling::default() };
            let found = null_model_of(len, arcs.iter().copied(), &draws, &Stop::never()).expect("it is not stopped");
            let expected = if exact == 0 { Compared::Sample(5) } else { Compared::All(1) };
            assert_eq!(found.compared, expected);
            assert!(found.lengths.iter().all(|own| own.observed == 0 && near(found.p(own), 1.0)));
        }
    }
}

/// Circulation can be asked of any year.
#[test]
fn a_year_is_a_graph_like_any_other() {
    let register = shipped();
    let spread = annual(&register, &View::of(&register), Spreading::Straight);
    for row in spread.table() {
        let graph = spread.in_year(row.year);
        assert_eq!(circulation(&Network::of(&graph, Reading::Stated)).figure(), row.figure);
        assert!(
            graph.arcs().len() >= row.deals && graph.nodes().iter().all(|id| spread.flow().node(id.as_str()).is_some())
        );
    }
    assert!(spread.in_year(1999).arcs().is_empty());
}
