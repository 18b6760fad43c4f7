//! What one company pays another: `flows --from --to`, `show a/b` and `measure annual --of` beside each other, and beside
//! what the whole view has.

use std::collections::BTreeMap;

use proptest::prelude::*;
use roundtrip::{
    answer::{self, Answer, Ends, Format, Look, measure, show},
    circuits::{Limits, find},
    flow::{FlowGraph, Level, Scope, View},
    load,
    measure::Spreading,
    model::{Decimal, EntityId, Range, Stop},
};
use serde_json::Value;

use crate::common::{json, run, stdout};

#[test]
fn a_pair_that_is_no_loop_is_shown_all_the_same() {
    let page = json(&["show", "openai/oracle", "--format", "json"]);
    assert_eq!(page["what"], "pair");
    let (there, back) = (&page["between"][0], &page["between"][1]);
    assert_eq!((&there["payer"], &there["payee"]), (&"openai".into(), &"oracle".into()));
    assert_eq!(there["sum"]["stated"], 300_000_000_000_u64);
    let how = |deal: &str| {
        let deals = there["deals"].as_array().expect("deals");
        let one = deals.iter().find(|one| one["deal"] == deal).expect("it is recorded");
        (one["counts"].as_bool().expect("a flag"), one["how"].as_str().expect("words").to_owned())
    };
    assert_eq!(how("oai_oracle_300b"), (true, "counts as $300bn".to_owned()));
    assert_eq!(how("oai_oracle_abilene_600mw"), (false, "does not count: lapsed".to_owned()));
    assert_eq!((&back["sum"], back["deals"].as_array().map(Vec::len)), (&Value::Null, Some(0)));
    // The same by way of `flows`, and the loops through both by way of `loops`.
    let flows = json(&["flows", "--from", "openai", "--to", "oracle", "--format", "json"]);
    assert_eq!(flows["sum"], there["sum"]);
    let loops = json(&["loops", "--class", "any", "--through", "openai,oracle", "--format", "json"]);
    assert_eq!(page["loops"]["count"], loops["count"]);
    // As a spreadsheet and for a newsroom.
    let sheet = stdout(&["show", "openai/oracle", "--format", "csv"]);
    assert!(
        sheet.starts_with("payer,payee,deal,title,kind,family,in_kind,recorded,counts,stated,low,high,status,"),
        "{sheet}"
    );
    assert_eq!(sheet.lines().count(), 3);
    let markdown = stdout(&["show", "openai/oracle", "--format", "markdown"]);
    assert!(markdown.contains("## Oracle pays OpenAI: nothing is recorded"), "{markdown}");
    let table = stdout(&["show", "oracle/openai"]);
    assert!(table.starts_with("Oracle and OpenAI\n"), "{table}");
}

#[test]
fn a_pair_that_is_a_loop_keeps_its_page_and_has_both_directions() {
    let page = json(&["show", "nvidia/openai", "--format", "json"]);
    assert_eq!((&page["what"], &page["loop"]["id"]), (&"loop".into(), &"nvidia/openai".into()));
    for (payer, payee) in [("nvidia", "openai"), ("openai", "nvidia")] {
        let flows = json(&["flows", "--from", payer, "--to", payee, "--format", "json"]);
        let own = page["between"].as_array().expect("two").iter().find(|one| one["payer"] == payer).expect("one");
        assert_eq!((&own["sum"], &own["counted"]), (&flows["sum"], &flows["count"]));
    }
    let text = stdout(&["show", "nvidia/openai"]);
    // A party of a round whose part is a deal of its own.
    assert!(text.contains("the part of Nvidia is a deal of its own, nvda_oai_30b_2026"), "{text}");
    assert!(text.contains("does not count: superseded"), "{text}");
}

#[test]
fn what_comes_after_the_day_is_said_and_not_counted() {
    let text = stdout(&["show", "openai/oracle", "--as-of", "2025-09-01"]);
    assert!(text.contains("OpenAI pays Oracle: nothing that counts in this view"), "{text}");
    assert!(text.contains("not there yet on 2025-09-01"), "{text}");
}

#[test]
fn owners_are_folded_as_in_the_view() {
    let folded = stdout(&["show", "azure/openai"]);
    assert!(folded.contains("Azure counts as Microsoft here; with --level asset it stands by itself."), "{folded}");
    let apart = json(&["show", "openai/azure", "--level", "asset", "--format", "json"]);
    assert_eq!(apart["between"][0]["payee"], "azure");
    let one = run(&["show", "microsoft/azure"]);
    assert!(one.contains("exit 2") && one.contains("both count as Microsoft here"), "{one}");
    let twice = run(&["show", "openai/openai"]);
    assert!(twice.contains("see `roundtrip show openai`"), "{twice}");
    let flows = run(&["flows", "--to", "azure"]);
    assert!(flows.contains("Azure counts as Microsoft here") && flows.contains("flows to Microsoft"), "{flows}");
}

#[test]
fn three_that_are_no_loop_lead_to_the_two_that_lack_a_hop() {
    let said = run(&["show", "meta/oracle/nvidia"]);
    assert!(said.contains("exit 2") && said.contains("there is no loop `meta/oracle/nvidia`"), "{said}");
    assert!(said.contains("`roundtrip show meta/oracle`"), "{said}");
    assert!(stdout(&["show", "meta/oracle"]).starts_with("Meta and Oracle\n"));
}

#[test]
fn nothing_between_two_is_said_with_where_to_look() {
    let said = stdout(&["flows", "--from", "oracle", "--to", "openai"]);
    assert!(said.starts_with("0 flows from Oracle to OpenAI\n"), "{said}");
    assert!(said.contains("`roundtrip show oracle/openai`"), "{said}");
}

#[test]
fn one_company_year_by_year() {
    let document = json(&["measure", "annual", "--company", "oracle", "--format", "json"]);
    assert_eq!(document["party"], "oracle");
    let year = document["years"].as_array().expect("years").iter().find(|one| one["year"] == 2026).expect("2026");
    // 300bn over five years.
    assert_eq!(year["is_paid"]["stated"].as_f64().map(|paid| (paid / 1e9).round()), Some(60.0));
    assert_eq!(document["in_no_year"][0]["deal"], "oracle_lease_248b");
    let sheet = stdout(&["measure", "annual", "--of", "oracle", "--format", "csv"]);
    assert!(sheet.contains("\n2026,openai,oracle,oai_oracle_300b,cloud,"), "{sheet}");
}

/// One deal: who pays whom, of what kind, for how much, since when, on which rung, and what it has to do with another.
type Made = (usize, usize, usize, usize, usize, usize, usize);

const KINDS: [&str; 6] = ["equity", "debt", "cloud", "chips", "guarantee", "ownership"];
const AMOUNTS: [&str; 6] = ["1B", "2B..3B", "<=5B", "?", ">=1B", "~700M"];
const DAYS: [&str; 4] = ["2024-03-01", "2025", "2025-06", "2026-02-01"];
const STATUSES: [&str; 5] = ["rumoured", "announced", "signed", "closed", "lapsed"];
/// `f` belongs to `a`.
const COMPANIES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

fn register(deals: &[Made]) -> String {
    let mut text = "as_of = \"2025-12-31\"\n".to_owned();
    for id in COMPANIES {
        let parent = if id == "f" { "parent = \"a\"\n" } else { "" };
        text += &format!("[[entity]]\nid = \"{id}\"\nkind = \"company\"\n{parent}");
    }
    text += "[[source]]\nid = \"s\"\npublisher = \"S\"\nkind = \"press\"\n";
    for (at, &(payer, payee, kind, amount, day, status, link)) in deals.iter().enumerate() {
        if payer == payee {
            continue;
        }
        let (payer, payee) = (COMPANIES[payer], COMPANIES[payee]);
        // A link leads to an earlier deal that was written.
        let earlier = deals[..at].iter().rposition(|deal| deal.0 != deal.1);
        let link = match (link, earlier) {
            (0, Some(other)) => format!("overlaps = [\"d{other}\"]\n"),
            (1, Some(other)) => format!("supersedes = [\"d{other}\"]\n"),
            (2, _) => "round = true\n".to_owned(),
            (3, _) => "term = \"3y\"\n".to_owned(),
            _ => String::new(),
        };
        text += &format!(
            "[[deal]]\nid = \"d{at}\"\nkind = \"{}\"\npayer = \"{payer}\"\npayee = \"{payee}\"\namount = \"{}\"\n{link}\
             history = [{{ on = \"{}\", status = \"{}\" }}]\ncite = [\"s\"]\n",
            KINDS[kind], AMOUNTS[amount], DAYS[day], STATUSES[status]
        );
    }
    text
}

fn document(answer: Answer<'_>) -> Value {
    let mut out = Vec::new();
    answer::write(answer, Format::Json, Look::default(), &mut out).expect("memory");
    serde_json::from_slice(&out).expect("JSON")
}

fn amount(range: Option<Range>) -> Value {
    range.map_or(Value::Null, |range| serde_json::to_value(range).expect("JSON"))
}

fn hop(graph: &FlowGraph, payer: &EntityId, payee: &EntityId) -> Option<Range> {
    let hop = graph.hops().iter().find(|hop| graph.id(hop.payer) == payer && graph.id(hop.payee) == payee);
    hop.filter(|hop| !hop.structural).map(|hop| hop.value)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// For every pair of a random register: the page, the rows, the hops of the graph and the loops say the same.
    #[test]
    fn pairs_agree_with_the_whole(
        deals in prop::collection::vec((0..6_usize, 0..6_usize, 0..6_usize, 0..6_usize, 0..4_usize, 0..5_usize, 0..6_usize), 1..14),
        assets in any::<bool>(),
    ) {
        let read = load::from_text("r.toml", &register(&deals));
        prop_assume!(read.is_ok());
        let (register, _) = read.expect("sound");
        let mut view = View::of(&register);
        view.level = if assets { Level::Asset } else { Level::Company };
        let scope = Scope::new(&register, view);
        let all = find(&scope.graph, &register, &Limits::default(), &Stop::never());
        for one in register.entities.keys() {
            for other in register.entities.keys().filter(|other| *other != one) {
                let folded = |id: &EntityId| if assets { id.clone() } else { register.owner_on(id, register.as_of).clone() };
                let ends = [folded(one), folded(other)];
                if ends[0] == ends[1] {
                    continue;
                }
                let page = document(show::pair(&scope, one, other, None));
                for (between, (payer, payee)) in page["between"].as_array().expect("two").iter()
                    .zip([(&ends[0], &ends[1]), (&ends[1], &ends[0])])
                {
                    let rows = document(answer::flows(&scope, Ends { from: Some(payer), to: Some(payee) }));
                    prop_assert_eq!(&between["sum"], &rows["sum"]);
                    prop_assert_eq!(&between["counted"], &rows["count"]);
                    prop_assert_eq!(&between["sum"], &amount(hop(&scope.graph, payer, payee)));
                    // Every deal that is recorded so is told of, once, with a reason.
                    let named = |ids: &[EntityId], end: &EntityId| ids.iter().any(|id| folded(id) == *end);
                    let recorded: Vec<&str> = register.deals.values()
                        .filter(|deal| named(&deal.payers, payer) && named(&deal.payees, payee))
                        .map(|deal| deal.id.as_str()).collect();
                    let mut told: Vec<&str> = between["deals"].as_array().expect("deals").iter()
                        .map(|deal| deal["deal"].as_str().expect("id")).collect();
                    told.sort_unstable();
                    let mut recorded = recorded;
                    recorded.sort_unstable();
                    prop_assert_eq!(told, recorded);
                    for deal in between["deals"].as_array().expect("deals") {
                        let how = deal["how"].as_str().expect("words");
                        prop_assert_eq!(deal["counts"] == true, how.starts_with("counts as"), "{}", how);
                    }
                }
                let both = ends.clone().map(|id| scope.graph.node(id.as_str()));
                let through = all.list.iter().filter(|circuit| {
                    both.iter().all(|node| node.is_some_and(|node| circuit.nodes.contains(&node)))
                });
                prop_assert_eq!(&page["loops"]["count"], through.count());
                let is_loop = hop(&scope.graph, &ends[0], &ends[1]).is_some() && hop(&scope.graph, &ends[1], &ends[0]).is_some();
                prop_assert_eq!(page["what"] == "loop", is_loop);
            }
        }
    }

    /// What each pays in a year adds up to what all pay, and so does what each is paid; over all years and what is in none
    /// it is the sum of the flows.
    #[test]
    fn the_years_of_each_company_add_up_to_those_of_all(
        deals in prop::collection::vec((0..6_usize, 0..6_usize, 0..6_usize, 0..6_usize, 0..4_usize, 0..5_usize, 0..6_usize), 1..14),
        up_front in any::<bool>(),
    ) {
        let read = load::from_text("r.toml", &register(&deals));
        prop_assume!(read.is_ok());
        let (register, _) = read.expect("sound");
        let scope = Scope::new(&register, View::of(&register));
        let spreading = if up_front { Spreading::UpFront } else { Spreading::Straight };
        let stated = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned).parse().unwrap_or(Decimal::ZERO);
        let mut years: BTreeMap<i64, [Decimal; 2]> = BTreeMap::new();
        for party in 0..scope.graph.nodes().len() {
            let own = document(measure::annual(&scope, Some(party), spreading));
            let mut paid = [Decimal::ZERO; 2];
            for year in own["years"].as_array().expect("years") {
                let sums = years.entry(year["year"].as_i64().expect("a year")).or_default();
                for (side, key) in ["pays", "is_paid"].into_iter().enumerate() {
                    sums[side] += stated(&year[key]["stated"]);
                    paid[side] += stated(&year[key]["stated"]);
                }
            }
            let undated: Decimal = own["in_no_year"].as_array().expect("a list").iter().map(|one| stated(&one["amount"]["stated"])).sum();
            let id = scope.graph.id(party);
            let flows = [Ends { from: Some(id), to: None }, Ends { from: None, to: Some(id) }]
                .map(|ends| stated(&document(answer::flows(&scope, ends))["sum"]["stated"]));
            prop_assert_eq!(paid[0] + paid[1] + undated, flows[0] + flows[1]);
        }
        let whole = document(measure::annual(&scope, None, spreading));
        for year in whole["years"].as_array().expect("years") {
            let sums = years.get(&year["year"].as_i64().expect("a year")).copied().unwrap_or_default();
            let paid = stated(&year["paid"]);
            prop_assert_eq!(sums, [paid, paid]);
        }
    }
}
