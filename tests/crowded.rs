//! Registers with more than a picture or a page has room for.

use std::fs;

use serde_json::Value;

use crate::common::{program, stdout};

const HEAD: &str = "payer,payee,kind,amount,date,status,source\n";

/// Runs with the register's file as the first argument after the command.
fn with<T>(csv: &str, then: impl FnOnce(&str) -> T) -> T {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("register.csv");
    fs::write(&path, csv).expect("write");
    then(path.to_str().expect("UTF-8"))
}

/// Ten companies, each of which pays each other one.
fn everybody_pays_everybody() -> String {
    let mut csv = HEAD.to_owned();
    for payer in 0..10 {
        for payee in (0..10).filter(|payee| *payee != payer) {
            let (kind, amount) = (if payer < payee { "equity" } else { "chips" }, 100 - 10 * payer - payee);
            csv += &format!("Company {payer},Company {payee},{kind},{amount}m,2025-03-01,signed,Paper\n");
        }
    }
    csv
}

/// Three that pay each other, over some years.
fn three() -> String {
    let mut csv = HEAD.to_owned();
    for year in 2020..2024 {
        csv += &format!("Ann,Bob,equity,{year}m,{year}-02-01,announced,Paper {year}\n");
        csv +=
            &format!("Bob,Cid,chips,{year}m,{year}-03-01,signed,Paper\nCid,Ann,cloud,5m,{year}-03-01,closed,Paper\n");
    }
    csv
}

/// How many arrows each bubble of a picture has.
fn arrows(svg: &str) -> Vec<(String, usize)> {
    let document = roxmltree::Document::parse(svg).expect("well-formed XML");
    let of =
        |class: &str| document.descendants().filter(|node| node.attribute("class") == Some(class)).collect::<Vec<_>>();
    let labels: Vec<&str> = of("arrow").iter().filter_map(|arrow| arrow.attribute("aria-label")).collect();
    let names = of("bubble").into_iter().filter_map(|bubble| bubble.attribute("aria-label")?.split(':').next());
    names.map(|name| (name.to_owned(), labels.iter().filter(|label| label.contains(name)).count())).collect()
}

/// What the script of a page reads.
fn data(page: &str) -> Value {
    let (_, rest) = page.split_once("id=\"data\">").expect("data");
    serde_json::from_str(rest.split_once("</script>").expect("an end").0).expect("JSON")
}

#[test]
fn of_more_arrows_than_can_be_followed_those_of_the_largest_loops_are_drawn() {
    with(&everybody_pays_everybody(), |path| {
        let output = program(&["map", path, "--max-length", "3"]).output().expect("it runs");
        let (svg, told) = (String::from_utf8(output.stdout).expect("UTF-8"), String::from_utf8_lossy(&output.stderr));
        assert!(
            told.contains("Of 90 arrows between those drawn, 40 are drawn: those of the largest loops, "),
            "{told}"
        );
        let shown = arrows(&svg);
        assert_eq!((shown.len(), shown.iter().map(|(_, count)| count).sum::<usize>()), (10, 2 * 40), "{shown:?}");
        assert!(shown.iter().all(|(_, count)| *count > 0), "{shown:?}");
        assert!(svg.contains("Company 0 → Company 1: ") && !svg.contains("Company 8 → Company 9: "));
        let all = stdout(&["map", path, "--max-length", "3", "--most", "0", "--format", "dot"]);
        assert_eq!(all.matches(" -> ").count(), 90, "{all}");
        // Every cell of a matrix can be read.
        let matrix = program(&["map", path, "--max-length", "3", "--diagram", "matrix"]).output().expect("it runs");
        assert!(
            matrix.stderr.is_empty() && String::from_utf8_lossy(&matrix.stdout).contains("Company 8 → Company 9: ")
        );
    });
}

#[test]
fn the_page_of_a_large_register_holds_whom_the_map_draws_as_if_there_were_nobody_else() {
    let other = |at: usize| format!("Ann,Other {at},services,9m,2022-05-{:02},signed,Paper\n", 1 + at % 28);
    let others = (0..1_000).map(other).collect::<Vec<_>>().concat();
    let large = with(&(three() + &others), |path| stdout(&["map", path, "--format", "html"]));
    assert!(
        large.contains("This page holds the 3 companies of the map and the 12 deals between them, of 1,012 in the ")
    );
    let small = with(&three(), |path| stdout(&["map", path, "--format", "html"]));
    assert!(!small.contains("This page holds"));
    let (large, small) = (data(&large), data(&small));
    for part in ["parties", "flows", "rungs"] {
        assert_eq!(large[part], small[part], "{part}");
    }
}
