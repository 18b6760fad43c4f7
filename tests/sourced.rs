//! What readers see of the sources: in what order they stand, how each was read, and what rests on the weak ones.

use std::{fs, path::PathBuf};

use crate::common::{json, stdout};
use roundtrip::{
    load,
    measure::{Finding, SourceTier, doubts},
    model::{Read, Register, SourceId},
};
use serde_json::{Value, json};

/// Two that pay each other by three deals: one rests on a filing that is only named, press and a page that repeats; one on
/// a page that repeats and a filing that was read; one on pages that repeat alone.
const REGISTER: &str = r#"
title = "Sources"
as_of = "2026-10-10"

[[entity]]
id   = "lab"
kind = "company"

[[entity]]
id   = "cloud"
kind = "company"

[[source]]
id        = "blog"
kind      = "aggregator"
publisher = "A Blog"
date      = "2026-09-01"
url       = "https://blog.example/a"

[[source]]
id        = "older"
kind      = "press"
publisher = "The Older Paper"
title     = "What was said"
date      = "2026-01-01"
url       = "https://older.example/a"

[[source]]
id        = "paper"
kind      = "press"
publisher = "The Paper"
title     = "Lab *buys* [cloud](https://evil.example) | <b>all</b>"
date      = "2026-05-05"
url       = "https://paper.example/a_(b)?q=*x*|[y]"

[[source]]
id   = "nobody"
kind = "filing"

[[source]]
id        = "filing"
kind      = "filing"
publisher = "SEC"
title     = "10-K"
date      = "2026-02-02"
url       = "https://sec.example/10-k"

[[deal]]
id      = "rent"
kind    = "cloud"
payer   = "lab"
payee   = "cloud"
amount  = "30B"
history = [{ on = "2026-05-05", status = "signed" }]
cite    = [
  "nobody",
  "blog",
  { source = "older", read = "named" },
  { source = "paper", read = "excerpt", of = ["amount"] },
  { source = "filing", read = "named", via = "blog", of = ["amount", "day"] },
]

[[deal]]
id      = "shares"
kind    = "equity"
payer   = "cloud"
payee   = "lab"
amount  = "5B"
history = [{ on = "2026-05-06", status = "closed", cite = ["filing"] }]
cite    = ["blog"]

[[deal]]
id      = "loan"
kind    = "debt"
payer   = "cloud"
payee   = "lab"
amount  = "2B"
history = [{ on = "2026-05-07", status = "closed" }]
cite    = ["blog"]
"#;

fn register() -> Register {
    load::from_text("it.toml", REGISTER).unwrap_or_else(|report| panic!("{report}")).0
}

/// The register as a file.
fn written(folder: &tempfile::TempDir) -> String {
    let path: PathBuf = folder.path().join("it.toml");
    fs::write(&path, REGISTER).expect("write");
    path.to_str().expect("UTF-8").to_owned()
}

fn ids(value: &Value, key: &str) -> Vec<String> {
    let list = value.as_array().expect("a list");
    list.iter().map(|one| if key.is_empty() { one } else { &one[key] }.as_str().expect("an id").to_owned()).collect()
}

const NEAREST: [&str; 5] = ["filing", "paper", "older", "blog", "nobody"];

#[test]
fn the_nearest_source_stands_first() {
    let register = register();
    let cited = register.sources_of([&register.deals["rent"]]);
    assert_eq!(cited.iter().map(|own| own.source.as_str()).collect::<Vec<_>>(), NEAREST);
    // Of one kind the page that was read stands before a newer one that was not; of two that were read, the newest.
    let newer = REGISTER.replace("\"2026-01-01\"", "\"2026-09-09\"");
    let order = |text: &str| {
        let register = load::from_text("it.toml", text).unwrap_or_else(|report| panic!("{report}")).0;
        let ids = register.source_ids(&register.deals["rent"]).into_iter().map(SourceId::to_string);
        ids.collect::<Vec<_>>()
    };
    assert_eq!(order(&newer), NEAREST);
    let both = newer.replace("{ source = \"older\", read = \"named\" }", "{ source = \"older\", read = \"excerpt\" }");
    assert_eq!(order(&both), ["filing", "older", "paper", "blog", "nobody"]);
}

#[test]
fn a_source_is_known_by_what_was_read_of_it_best() {
    let register = register();
    let readings = register.readings();
    let read = |id: &str| readings.iter().find(|(own, _)| own.as_str() == id).map(|(_, best)| best.read);
    assert_eq!(read("filing"), Some(Read::Page));
    assert_eq!(read("paper"), Some(Read::Excerpt));
    assert_eq!(read("older"), Some(Read::Named));
    // Which says nothing of the deal for which it was not read.
    assert_eq!(SourceTier::read(&register, &register.deals["rent"]).words(), "a named publisher");
    assert_eq!(SourceTier::named(&register, &register.deals["rent"]).words(), "a filing");
    assert_eq!(SourceTier::read(&register, &register.deals["shares"]).words(), "a filing");
}

#[test]
fn footnotes_say_who_when_where_of_what_kind_and_whether_it_was_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = written(&folder);
    let text = stdout(&["show", "rent", "--data", &data]);
    for line in [
        "lab → cloud: cloud, $30bn [1–5]\n",
        "\n[1] filing — SEC, “10-K”, 2026-02-02 (filing; not read: named by A Blog) https://sec.example/10-k\n",
        "(press; read in\n    part) https://paper",
        "\n[3] older — The Older Paper, “What was said”, 2026-01-01 (press; not read: named elsewhere)\n    https://older",
        "\n[4] blog — A Blog, 2026-09-01 (repeated) https://blog.example/a\n",
        "\n[5] nobody — unnamed publisher, undated (filing)\n",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    // One that was read for one deal and is named for another has a number for each.
    let text = stdout(&["show", "lab/cloud", "--data", &data]);
    assert!(text.contains("(filing; not read: named by A Blog)"), "{text}");
    assert!(text.contains("— SEC, “10-K”, 2026-02-02 (filing) https://sec.example/10-k\n"), "{text}");
    assert!(text.chars().all(|c| !('\u{fdd0}'..='\u{fdef}').contains(&c)), "{text}");
}

#[test]
fn in_markdown_they_are_footnotes_and_links() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = written(&folder);
    let text = stdout(&["show", "rent", "--data", &data, "--format", "markdown"]);
    for line in [
        "lab → cloud: cloud, $30bn [^1] [^2] [^3] [^4] [^5]\n",
        "| signed |  |  | [^1] [^2] [^3] [^4] [^5] |\n",
        "\n[^1]: [10-K](https://sec.example/10-k), SEC, 2026-02-02 (filing; not read: named by A Blog), filing\n",
        "\n[^2]: [Lab \\*buys\\* \\[cloud\\](https://evil.example) \\| &lt;b&gt;all&lt;/b&gt;](https://paper.example/a_%28b%29?q=%2Ax%2A%7C%5By%5D), \
         The Paper, 2026-05-05 (press; read in part), paper\n",
        "\n[^4]: [A Blog](https://blog.example/a), 2026-09-01 (repeated), blog\n",
        "\n[^5]: unnamed publisher, undated (filing), nobody\n",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(text.chars().all(|c| !('\u{fdd0}'..='\u{fdef}').contains(&c)), "{text}");
}

/// Each number that a page of the shipped register cites is that of a footnote, and no footnote is cited by nobody.
#[test]
fn every_footnote_is_cited_and_every_citation_has_a_footnote() {
    for page in [
        &["show", "openai"][..],
        &["show", "oai_oracle_300b"],
        &["show", "nvidia/openai/oracle"],
        &["measure", "sources"],
        &["rights"],
        &["loops"],
        &["check", "--doubt", "weak,unread"],
        &["diff", "2025-12-17", "2026-06-30"],
    ] {
        let text = stdout(&[page, &["--format", "markdown"]].concat());
        let number = |text: &str| text.split_once(']').and_then(|(number, _)| number.parse::<usize>().ok());
        let (mut defined, mut cited) = (Vec::new(), std::collections::BTreeSet::new());
        for line in text.lines() {
            match line.strip_prefix("[^") {
                Some(own) if own.contains("]: ") => defined.extend(number(own)),
                _ => cited.extend(line.split("[^").skip(1).filter_map(number)),
            }
        }
        assert!(!defined.is_empty(), "{page:?}: {text}");
        assert_eq!(defined, cited.into_iter().collect::<Vec<_>>(), "{page:?}");
    }
}

#[test]
fn data_has_the_citations_beside_the_ids() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = written(&folder);
    let document = json(&["show", "rent", "--data", &data, "--format", "json"]);
    assert_eq!(ids(&document["deal"]["sources"], ""), NEAREST);
    assert_eq!(ids(&document["deal"]["citations"], "source"), NEAREST);
    assert_eq!(
        document["deal"]["citations"][0],
        json!({ "source": "filing", "read": "named", "via": "blog", "of": ["amount", "day"] })
    );
    assert_eq!(document["deal"]["citations"][3], json!({ "source": "blog", "read": "page", "via": null, "of": [] }));
    let shares = json(&["show", "shares", "--data", &data, "--format", "json"]);
    assert_eq!(ids(&shares["deal"]["history"][0]["citations"], "source"), ["filing"]);
    assert_eq!(ids(&document["sources"], "id"), NEAREST);
    assert_eq!(ids(&document["sources"], "read"), ["named", "excerpt", "named", "page", "page"]);
    // Of both deals it is said how it was read at best.
    let document = json(&["show", "cloud/lab", "--data", &data, "--format", "json"]);
    assert_eq!((&document["sources"][0]["id"], &document["sources"][0]["read"]), (&json!("filing"), &json!("page")));
    let list = json(&["list", "sources", "--data", &data, "--format", "json"]);
    let read = |id: &str| {
        list["sources"].as_array().expect("sources").iter().find(|one| one["id"] == id).expect(id)["read"].clone()
    };
    assert_eq!((read("older"), read("filing")), (json!("named"), json!("page")));
    let page = stdout(&["show", "older", "--data", &data]);
    assert!(page.contains("It was not read: it is only named elsewhere.\n"), "{page}");
    assert!(page.contains("source, not read"), "{page}");
}

/// A claim stands as its page was read for the records, and as read where no record cites the page.
#[test]
fn a_claim_of_a_page_that_was_not_read_is_not_shown_as_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("it.toml");
    let claim = |id: &str, source: &str| {
        format!(
            "\n[[claim]]\nid = \"{id}\"\ncite = \"{source}\"\ndeal = \"loan\"\nabout = [\"lab\"]\nkind = \"investment\"\n\
             subject = \"the loan\"\nsays = \"It is said {id}\"\n"
        )
    };
    let alone = "\n[[source]]\nid = \"alone\"\nkind = \"press\"\npublisher = \"Alone\"\n";
    fs::write(&path, format!("{REGISTER}{alone}{}{}", claim("C.1", "older"), claim("C.2", "alone"))).expect("write");
    let text = stdout(&["show", "loan", "--data", path.to_str().expect("UTF-8")]);
    assert!(
        text.contains("— The Older Paper, “What was said”, 2026-01-01 (press; not read: named elsewhere)"),
        "{text}"
    );
    assert!(text.contains("— Alone, undated (press)\n"), "{text}");
    let page = stdout(&["show", "alone", "--data", path.to_str().expect("UTF-8")]);
    assert!(page.contains("It is cited for what it claims.\n"), "{page}");
}

#[test]
fn the_page_and_the_pictures_say_it_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = written(&folder);
    let page = stdout(&["map", "--format", "html", "--data", &data]);
    let item =
        |text: &str| page.lines().find(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}")).to_owned();
    assert!(page.contains(">SEC, 2026-02-02: 10-K</a>"), "{page}");
    assert!(item("(filing, not read)</span>").contains("standing"), "{page}");
    // A picture cites of each deal the nearest source, and beside one that was not read the nearest that was.
    let picture = stdout(&["map", "--format", "svg", "--data", &data]);
    for cited in [
        "SEC, 2026-02-02 (filing, not read)",
        "The Paper, 2026-05-05 (press, read in part)",
        "SEC, 2026-02-02 (filing)",
    ] {
        assert!(picture.contains(cited), "{cited}\n{picture}");
    }
}

#[test]
fn weak_and_unread_deals_are_a_work_list() {
    let register = register();
    let found = |finding: Finding| {
        let all = doubts(&register, register.as_of);
        all.into_iter().filter(|doubt| doubt.finding == finding).map(|doubt| doubt.subject).collect::<Vec<_>>()
    };
    assert_eq!(found(Finding::Weak), ["loan"]);
    assert!(found(Finding::Unread).is_empty());
    // Without the paper there is a filing, and nobody has read it.
    let text = REGISTER.replace("  { source = \"paper\", read = \"excerpt\", of = [\"amount\"] },\n", "");
    let text = text.replace("[[deal]]\nid      = \"shares\"", "[[deal]]\nid = \"tip\"\nkind = \"debt\"\npayer = \"lab\"\npayee = \"cloud\"\namount = \"40B\"\nhistory = [{ on = \"2026-05-05\", status = \"signed\" }]\ncite = [\"blog\"]\n\n[[deal]]\nid      = \"shares\"");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("it.toml");
    fs::write(&path, text).expect("write");
    let data = path.to_str().expect("UTF-8");
    let check = stdout(&["check", data, "--doubt", "weak,unread"]);
    let order = [
        "weak (2)",
        "Together they state $42bn, 54.5 % of all that counts.",
        "\ntip ",
        "\nloan ",
        "unread (1)",
        "\nrent ",
    ];
    let places: Vec<usize> =
        order.iter().map(|text| check.find(text).unwrap_or_else(|| panic!("{text}\n{check}"))).collect();
    assert!(places.is_sorted(), "{check}");
    let document = json(&["check", data, "--doubt", "weak,unread", "--format", "json"]);
    let row = |at: usize| {
        let row = &document["doubts"][at];
        let stated = row["amount"]["stated"].as_f64().map(|stated| stated / 1e9);
        (row["subject"].as_str().expect("a deal"), stated, row["loops"].as_u64(), row["loops_alone"].as_u64())
    };
    // The one loop goes over all four; nobody carries a hop of it alone.
    assert_eq!(row(0), ("tip", Some(40.0), Some(1), Some(0)));
    assert_eq!(row(1), ("loan", Some(2.0), Some(1), Some(0)));
    assert_eq!(row(2), ("rent", Some(30.0), Some(1), Some(0)));
    assert_eq!(document["work"][0]["sum"]["stated"].as_f64(), Some(42e9));
    assert_eq!((&document["work"][0]["loops_resting"], &document["work"][0]["of_loops"]), (&json!(0), &json!(1)));
}

#[test]
fn a_loop_rests_on_a_deal_that_carries_a_hop_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("it.toml");
    fs::write(&path, REGISTER.replace("cite = [\"filing\"] }]\n", "}]\n")).expect("write");
    let document = json(&["check", path.to_str().expect("UTF-8"), "--doubt", "weak", "--format", "json"]);
    assert_eq!(ids(&document["doubts"], "subject"), ["shares", "loan"]);
    assert_eq!(document["work"][0]["loops_resting"], json!(1));
}
