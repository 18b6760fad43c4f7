//! What stands at the foot of a map: of which day its values are, whose value is not known, and who is not drawn.

use std::{collections::BTreeSet, fs};

use crate::common::{program, run, stdout};

/// Five companies, each of which invests in the next one and is paid by it: four loops, the largest first.
const CHAIN: &str = r#"
title = "A chain"
as_of = "2026-06-30"

[[source]]
id   = "paper"
kind = "press"

[[entity]]
id         = "hub"
kind       = "company"
aliases    = ["Hub"]
valuations = [{ on = "2025-06-30", worth = "1T", basis = "market_cap", cite = ["paper"] }, { on = "2026-06-30", worth = "2T", basis = "market_cap", cite = ["paper"] }]

[[entity]]
id         = "ann"
kind       = "company"
aliases    = ["Ann"]
valuations = [{ on = "2026-06-30", worth = "300B", basis = "market_cap", cite = ["paper"] }]

[[entity]]
id         = "bob"
kind       = "company"
aliases    = ["Bob"]
valuations = [{ on = "2025-02", worth = "2.5B", basis = "venture_round", cite = ["paper"] }]

[[entity]]
id      = "cid"
kind    = "company"
aliases = ["Cid"]

[[entity]]
id         = "dot"
kind       = "company"
aliases    = ["Dot"]
valuations = [{ on = "2025-02", worth = "?", basis = "venture_round", cite = ["paper"] }]
"#;

/// What each invests in the hub's partner, in billions.
const INVESTED: [(&str, u32); 4] = [("ann", 50), ("bob", 7), ("cid", 20), ("dot", 3)];

/// The chain's deals: the hub invests in each partner, who buys for twice as much.
fn chain() -> String {
    let mut text = CHAIN.to_owned();
    for (partner, billions) in INVESTED {
        text += &deal("hub", partner, "equity", &format!("{billions}B"));
        text += &deal(partner, "hub", "chips", &format!("{}B", 2 * billions));
    }
    text
}

fn deal(payer: &str, payee: &str, kind: &str, amount: &str) -> String {
    format!(
        "[[deal]]\nid = \"{payer}_{payee}\"\ntitle = \"{payer} pays {payee}\"\nkind = \"{kind}\"\npayer = \"{payer}\"\n\
         payee = \"{payee}\"\namount = \"{amount}\"\nhistory = [{{ on = \"2026-01-01\", status = \"signed\" }}]\n\
         cite = [\"paper\"]\n"
    )
}

/// Runs with the register's file as the first argument after the command.
fn with<T>(register: &str, then: impl FnOnce(&str) -> T) -> T {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("register.toml");
    fs::write(&path, register).expect("write");
    then(path.to_str().expect("UTF-8"))
}

/// All words of a picture in one line.
fn words(svg: &str) -> String {
    let document = roxmltree::Document::parse(svg).expect("well-formed XML");
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|node| node.text()).collect::<Vec<_>>().join(" ")
}

/// The ids of the bubbles or rows.
fn drawn(svg: &str) -> BTreeSet<String> {
    let document = roxmltree::Document::parse(svg).expect("well-formed XML");
    document.descendants().filter_map(|node| node.attribute("data-id").map(str::to_owned)).collect()
}

fn ids(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

/// What stands between two words.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let after = text.split_once(start).unwrap_or_else(|| panic!("`{start}` in {text}")).1;
    after.split_once(end).unwrap_or_else(|| panic!("`{end}` after `{start}` in {text}")).0
}

const VALUES: &str =
    "Values of 2026-06-30; of another day: Bob (2025-02). No value known, drawn smallest: Cid and Dot.";

#[test]
fn every_map_says_of_which_day_its_values_are_and_whose_is_not_known() {
    with(&chain(), |path| {
        assert!(words(&stdout(&["map", path])).contains(VALUES));
        assert!(stdout(&["map", path, "--format", "html"]).contains(VALUES));
        let dot = stdout(&["map", path, "--format", "dot"]);
        let label = between(&dot, "graph[label=\"", "\" tooltip").replace("\\n", " ");
        assert!(label.contains(VALUES), "{label}");
        // Only of whom it draws.
        let ring = |path_of: &str| words(&stdout(&["map", path, "--diagram", "loop", "--highlight", path_of]));
        assert!(ring("cid/hub").contains("Values of 2026-06-30. No value known, drawn smallest: Cid."));
        let near = ring("ann/hub");
        assert!(near.contains("Values of 2026-06-30.") && !near.contains("No value") && !near.contains("another day"));
        // On that day the hub had another value, and Ann none yet: no day has more values than another.
        let earlier = words(&stdout(&["map", path, "--as-of", "2026-02-01"]));
        assert!(earlier.contains("Values of 2025-06-30; of another day: Bob (2025-02)."), "{earlier}");
        assert!(earlier.contains("drawn smallest: Ann, Cid and Dot."), "{earlier}");
        // A matrix has rows of one height.
        assert!(!words(&stdout(&["map", path, "--diagram", "matrix"])).contains("alue"));
    });
}

#[test]
fn without_any_value_all_are_of_one_size_and_the_foot_says_so() {
    let text = chain();
    let bare: Vec<&str> = text.lines().filter(|line| !line.starts_with("valuations")).collect();
    with(&bare.join("\n"), |path| {
        let words = words(&stdout(&["map", path]));
        assert!(words.contains("No value is known of any of them: all are of one size."), "{words}");
        assert!(!words.contains("Bubble area") && !words.contains("Values of"), "{words}");
    });
}

#[test]
fn names_without_a_value_are_those_that_the_shipped_map_draws_empty() {
    for args in [&["map"][..], &["map", "--of", "oracle"], &["map", "--as-of", "2025-09-30"]] {
        let svg = stdout(args);
        let document = roxmltree::Document::parse(&svg).expect("well-formed XML");
        let titles = document.descendants().filter(|node| node.attribute("class") == Some("bubble"));
        let titles: Vec<&str> = titles.filter_map(|node| node.attribute("aria-label")).collect();
        let without: BTreeSet<&str> =
            titles.iter().filter_map(|title| title.strip_suffix(": no value known")).collect();
        let words = words(&svg);
        let said = "No value known, drawn smallest: ";
        let named =
            if words.contains(said) { between(&words, said, ".").replace(" and ", ", ") } else { String::new() };
        let named: BTreeSet<&str> = named.split(", ").filter(|name| !name.is_empty()).collect();
        assert_eq!(named, without, "{args:?}");
    }
}

#[test]
fn a_long_list_of_names_is_cut_with_a_count() {
    let mut text = CHAIN.to_owned();
    for at in 0..20 {
        text += &format!("[[entity]]\nid = \"x{at:02}\"\nkind = \"company\"\naliases = [\"X{at:02}\"]\n");
        text += &deal("hub", &format!("x{at:02}"), "equity", &format!("{}B", 40 - at));
        text += &deal(&format!("x{at:02}"), "hub", "chips", "90B");
    }
    with(&text, |path| {
        let all = words(&stdout(&["map", path]));
        assert!(all.contains("drawn smallest: X00, X01, ") && all.contains("X13 and 6 more."), "{all}");
        let some = words(&stdout(&["map", path, "--most", "3"]));
        let sums = "X15 and 4 more. All 18 of this view that are not drawn, on a loop or not, together pay those drawn $1.62tn and are \
                    paid $";
        assert!(some.contains(sums) && some.contains("as far as it is stated. --most 0 draws them too."), "{some}");
    });
}

#[test]
fn more_than_have_room_are_chosen_by_their_loops_and_the_others_named_with_their_money() {
    with(&chain(), |path| {
        for diagram in ["map", "matrix"] {
            for (most, shown, said) in [
                ("5", &["ann", "bob", "cid", "dot", "hub"][..], ""),
                (
                    "4",
                    &["ann", "bob", "cid", "hub"],
                    "Not drawn, with $9bn of the $240bn that is stated between all 5: Dot.",
                ),
                (
                    "3",
                    &["ann", "cid", "hub"],
                    "Not drawn, with $30bn of the $240bn that is stated between all 5: Bob and Dot.",
                ),
                (
                    "2",
                    &["ann", "hub"],
                    "Not drawn, with $90bn of the $240bn that is stated between all 5: Cid, Bob and Dot.",
                ),
                ("0", &["ann", "bob", "cid", "dot", "hub"], ""),
            ] {
                let args = ["map", path, "--diagram", diagram, "--most", most];
                let output = program(&args).output().expect("it runs");
                let (svg, told) =
                    (String::from_utf8(output.stdout).expect("UTF-8"), String::from_utf8_lossy(&output.stderr));
                assert_eq!(drawn(&svg), ids(shown), "{diagram} --most {most}");
                if said.is_empty() {
                    assert!(!words(&svg).contains("ot drawn") && told.is_empty(), "{told}");
                } else {
                    assert!(words(&svg).contains(&format!("{said} --most 0 draws them too.")), "{}", words(&svg));
                    assert_eq!(told, format!("note: of the {diagram}: {said} --most 0 draws them too.\n"));
                }
                assert_eq!(svg, stdout(&args), "it differs from run to run");
            }
        }
        let heading = words(&stdout(&["map", path, "--most", "3"]));
        let told = "4 loops of circular funding among 5 companies; the 3 on the largest loops are drawn.";
        assert!(heading.contains(told), "{heading}");
        let dot = stdout(&["map", path, "--most", "3", "--format", "dot"]);
        assert_eq!(dot.matches("shape=\"circle\"").count(), 3);
        assert!(dot.contains("Not drawn, with $30bn of the $240bn"), "{dot}");
    });
}

#[test]
fn the_choice_does_not_hang_on_the_order_of_the_file() {
    let text = chain();
    let (head, deals) = text.split_once("[[deal]]").expect("deals");
    let mut deals: Vec<&str> = deals.split("[[deal]]").collect();
    deals.reverse();
    let turned = format!("{head}[[deal]]{}", deals.join("[[deal]]"));
    let of = |text: &str| with(text, |path| drawn(&stdout(&["map", path, "--most", "3"])));
    assert_eq!(of(&text), of(&turned));
}

#[test]
fn who_is_asked_for_by_name_is_drawn() {
    with(&chain(), |path| {
        assert_eq!(drawn(&stdout(&["map", path, "--most", "2", "--of", "dot"])), ids(&["dot", "hub"]));
        let far = stdout(&["map", path, "--most", "3", "--of", "dot", "--hops", "2"]);
        assert_eq!(drawn(&far), ids(&["ann", "dot", "hub"]));
        let lit = stdout(&["map", path, "--most", "2", "--highlight", "bob/hub"]);
        assert_eq!(drawn(&lit), ids(&["bob", "hub"]));
    });
}

/// The shares of a round are open, and its sum is not: who of its members is left out is no less money.
#[test]
fn what_is_drawn_and_what_is_left_out_come_to_the_whole() {
    let mut text = chain();
    text += "[[deal]]\nid = \"round\"\ntitle = \"A round\"\nkind = \"equity\"\npayer = [\"cid\", \"dot\"]\npayee = \"hub\"\n\
             amount = \"11B\"\nhistory = [{ on = \"2026-01-01\", status = \"signed\" }]\ncite = [\"paper\"]\n";
    text += &deal("ann", "bob", "equity", "?");
    with(&text, |path| {
        let all = words(&stdout(&["map", path, "--most", "4"]));
        assert!(all.contains("Not drawn, with $20bn of the $251bn that is stated between all 5: Dot."), "{all}");
        let all = words(&stdout(&["map", path, "--most", "2"]));
        assert!(all.contains("Not drawn, with $101bn of the $251bn"), "{all}");
    });
}

#[test]
fn the_page_opens_with_whom_the_map_draws_and_has_a_box_for_the_others() {
    with(&chain(), |path| {
        let whole = stdout(&["map", path, "--format", "html"]);
        assert!(!whole.contains("id=\"everybody\"") && !whole.contains("\"folded\":true"));
        let page = stdout(&["map", path, "--format", "html", "--most", "3"]);
        assert!(page.contains("id=\"everybody\""));
        assert_eq!(page.matches("\"folded\":true").count(), 2);
        assert!(page.contains(
            "Not drawn, with $30bn of the $240bn that is stated between all 5: Bob and Dot. The box &quot;All companies&quot; draws them \
             too."
        ));
        // All five have their place, two of them out of sight.
        assert_eq!(page.matches("<g class=\"past\">").count(), 2);
        assert_eq!(page.matches("<g class=\"now\">").count(), 3);
        assert!(page.contains("Bubbles keep their values, whatever day is chosen."));
    });
}

#[test]
fn a_report_says_whom_its_map_leaves_out() {
    with(&chain(), |path| {
        let folder = tempfile::tempdir().expect("tempdir");
        let to = folder.path().join("out");
        let to = to.to_str().expect("UTF-8");
        let said = run(&["report", path, "-o", to, "--most", "3"]);
        let left_out =
            "Not drawn, with $30bn of the $240bn that is stated between all 5: Bob and Dot. --most 0 draws them too.";
        assert!(said.contains(&format!("note: of the map and the matrix: {left_out}")), "{said}");
        for picture in ["map", "matrix"] {
            let svg = fs::read_to_string(format!("{to}/{picture}.svg")).expect("a picture");
            assert_eq!(drawn(&svg), ids(&["ann", "cid", "hub"]));
        }
        assert!(!run(&["report", path, "-o", to]).contains("note:"));
    });
}

#[test]
fn most_is_refused_where_it_would_change_nothing() {
    let said = run(&["map", "--diagram", "gallery", "--most", "3"]);
    assert!(said.starts_with("exit 2") && said.contains("--most is for a map or a matrix"), "{said}");
}
