//! The loops of one deal, beside the lists that `loops` prints with and without it.

use std::collections::BTreeSet;

use crate::common::{json, loops};
use serde_json::Value;

fn ids(value: &Value) -> BTreeSet<String> {
    value.as_array().expect("a list").iter().map(|id| id.as_str().expect("id").to_owned()).collect()
}

fn id(one: &Value) -> String {
    one["id"].as_str().expect("id").to_owned()
}

/// The loops with and not without a deal, by two runs of `loops`.
fn lost(deal: &str, flags: &[&str]) -> BTreeSet<String> {
    let flags = [&["--class", "any"], flags].concat();
    let without = loops(&[&flags[..], &["--without", deal]].concat());
    loops(&flags).into_keys().filter(|id| !without.contains_key(id)).collect()
}

#[test]
fn what_is_gone_and_what_was_closed_is_what_two_lists_say() {
    let mut closed_some = 0;
    for (deal, came) in [
        ("oai_aws_38b", "2025-11-03"),
        ("oai_oracle_300b", "2025-09-10"),
        ("amzn_oai_equity_talks_2025", "2025-12-16"),
        ("anth_azure_30b", "2025-11-18"),
    ] {
        let document = json(&["show", deal, "--format", "json"]);
        let own = &document["loops"];
        assert_eq!(own["complete"], true);
        assert_eq!(ids(&own["gone_without"]), lost(deal, &[]), "{deal}");
        assert_eq!(own["when_it_came"]["came"], came, "{deal}");
        let closed = ids(&own["when_it_came"]["closed"]);
        assert_eq!(closed, lost(deal, &["--as-of", came]), "{deal}");
        closed_some += usize::from(!closed.is_empty());
        let all = json(&["loops", "--class", "any", "--format", "json"]);
        let lies = |one: &&Value| one["hops"].to_string().contains(&format!("\"{deal}\""));
        let on: BTreeSet<String> = all["loops"].as_array().expect("loops").iter().filter(lies).map(id).collect();
        assert!(ids(&own["on"]) == on, "{deal}: {} and {}", own["on"], on.len());
    }
    assert!(closed_some >= 3, "the cases try nothing");
}
