//! What amounts are in, how they are written, and what currencies were worth.

use std::{fs, path::Path};

use crate::common::{json, program, run, stdout};

/// A file of a folder of its own, and its path as text.
fn file(folder: &tempfile::TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    if let Some(above) = path.parent() {
        fs::create_dir_all(above).expect("a folder");
    }
    fs::write(&path, text).expect("write");
    path.to_str().expect("UTF-8").to_owned()
}

/// What one pays the other by a spreadsheet of one deal each way, with these amounts, and all that is said of it.
fn bottleneck(amounts: [&str; 2], flags: &[&str]) -> Result<(String, String), String> {
    let folder = tempfile::tempdir().expect("tempdir");
    let quoted = amounts.map(|amount| format!("\"{amount}\""));
    let text = format!(
        "payer,payee,kind,amount,date,status\nAcme,Bolt,equity,{},2025-01-01,closed\nBolt,Acme,cloud,{},2025-01-01,closed\n",
        quoted[0], quoted[1]
    );
    let path = file(&folder, "deals.csv", &text);
    let output = program(&[&["loops", &path, "--format", "json"], flags].concat()).output().expect("it runs");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    if !output.status.success() {
        return Err(said);
    }
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let own = &json["loops"][0];
    Ok((format!("{} {}", own["bottleneck"]["stated"], own["currency"].as_str().expect("a currency")), said))
}

#[test]
fn a_column_of_currencies_is_heeded_and_two_need_a_rate() {
    let path = "tests/data/imports/deals-with-currency-column.csv";
    let said = run(&["loops", path]);
    assert!(said.starts_with("exit 2"), "{said}");
    assert!(said.contains("there is no rate from JPY to EUR"), "{said}");
    assert!(said.contains("--rate JPY=WORTH@2025-02-01"), "{said}");
    let own = json(&["loops", path, "--rate", "JPY=0.006@2025-01-31", "--format", "json"]);
    assert_eq!(own["currency"], "EUR");
    assert_eq!(own["loops"][0]["bottleneck"]["stated"], 900_000);
    let dollars = ["--rate", "JPY=0.006@2025-01-31", "--rate", "EUR=1.5@2025-01-01"];
    let own = json(&[&["loops", path, "--format", "json"], &dollars[..]].concat());
    assert_eq!((own["currency"].as_str(), &own["loops"][0]["bottleneck"]["stated"]), (Some("USD"), &900_000.into()));
}

#[test]
fn one_currency_alone_is_what_a_register_counts_in() {
    let folder = tempfile::tempdir().expect("tempdir");
    let text = "payer,payee,kind,amount,currency,date,status\nAcme,Bolt,equity,1000000,EUR,2025-01-01,closed\n\
                Bolt,Acme,cloud,2000000,eur,2025-02-01,closed\n";
    let path = file(&folder, "deals.csv", text);
    let said = run(&["loops", &path]);
    assert!(said.contains("€1m") && !said.contains('$'), "{said}");
    assert!(said.contains("amounts are in EUR"), "{said}");
    let one = text.replace(",eur,", ",,");
    let said = run(&["loops", &file(&folder, "one.csv", &one)]);
    assert!(said.contains("names no currency, and others are in EUR"), "{said}");
    let own = stdout(&["loops", &file(&folder, "one.csv", &one), "--currency", "EUR"]);
    assert!(own.contains("€1m"), "{own}");
    // An unknown code is refused with the nearest one.
    let said = run(&["loops", &file(&folder, "slip.csv", &text.replace("EUR", "EUT"))]);
    assert!(said.contains("unknown currency `EUT`") && said.contains("did you mean `EUR`?"), "{said}");
}

#[test]
#[expect(clippy::too_many_lines, reason = "a file of each format")]
fn every_format_says_the_currency_of_each_edge() {
    let folder = tempfile::tempdir().expect("tempdir");
    let jgf = "tests/data/imports/jgf-edges-in-eur-and-jpy.json".to_owned();
    let csv = "tests/data/imports/csv-folder-usd-and-jpy".to_owned();
    let key = |id: &str| format!(r#"<key id="{id}" for="edge" attr.name="{id}" attr.type="string"/>"#);
    let data = |kind: &str, amount: &str, currency: &str| {
        let of = |key: &str, value: &str| format!(r#"<data key="{key}">{value}</data>"#);
        [
            of("kind", kind),
            of("amount", amount),
            of("currency", currency),
            of("status", "closed"),
            of("date", "2025-01-01"),
        ]
        .concat()
    };
    let graphml = format!(
        r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{}<graph edgedefault="directed"><node id="a"/><node id="b"/>
        <edge source="a" target="b">{}</edge><edge source="b" target="a">{}</edge></graph></graphml>"#,
        ["kind", "amount", "currency", "status", "date"].map(key).concat(),
        data("equity", "1000000", "EUR"),
        data("cloud", "150000000", "JPY")
    );
    let graphml = file(&folder, "g.graphml", &graphml);
    let names = ["kind", "amount", "currency", "status", "date"];
    let attributes = names.map(|own| format!(r#"<attribute id="{own}" title="{own}" type="string"/>"#)).concat();
    let values = |own: [&str; 5]| -> String {
        let pairs: Vec<String> =
            names.iter().zip(own).map(|(name, value)| format!(r#"<attvalue for="{name}" value="{value}"/>"#)).collect();
        pairs.concat()
    };
    let gexf = format!(
        r#"<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed"><attributes class="edge">{attributes}
        </attributes><nodes><node id="a" label="A"/><node id="b" label="B"/></nodes><edges>
        <edge id="0" source="a" target="b"><attvalues>{}</attvalues></edge>
        <edge id="1" source="b" target="a"><attvalues>{}</attvalues></edge></edges></graph></gexf>"#,
        values(["equity", "1000000", "EUR", "closed", "2025-01-01"]),
        values(["cloud", "150000000", "JPY", "closed", "2025-01-01"])
    );
    let gexf = file(&folder, "g.gexf", &gexf);
    let edge = |id: &str, source: &str, target: &str, kind: &str, amount: u64, currency: &str| {
        serde_json::json!({ "data": { "id": id, "source": source, "target": target, "kind": kind, "amount": amount,
            "currency": currency, "status": "closed", "date": "2025-01-01" } })
    };
    let node = |id: &str| serde_json::json!({ "data": { "id": id, "label": id } });
    let cytoscape = serde_json::json!({ "elements": { "nodes": [node("a"), node("b")], "edges": [
        edge("e", "a", "b", "equity", 1_000_000, "EUR"), edge("f", "b", "a", "cloud", 150_000_000, "JPY")] } });
    let cytoscape = file(&folder, "g.cyjs", &cytoscape.to_string());
    for (path, base) in [(jgf, "EUR"), (graphml, "EUR"), (gexf, "EUR"), (cytoscape, "EUR"), (csv, "USD")] {
        let out = folder.path().join(Path::new(&path).file_name().expect("a name")).with_extension("register");
        let out = out.to_str().expect("UTF-8");
        let said = run(&["import", &path, "-o", out]);
        assert!(said.starts_with("exit 2"), "{path}: {said}");
        assert!(said.contains(&format!("there is no rate from JPY to {base}")), "{path}: {said}");
        let said = run(&["import", &path, "-o", out, "--rate", "JPY=0.006@2025-01-01"]);
        assert!(said.starts_with("exit 0"), "{path}: {said}");
        let deals = fs::read_to_string(format!("{out}/deals.toml")).expect("deals");
        assert!(deals.contains("JPY 150M"), "{path}: {deals}");
        let all = json(&["loops", out, "--format", "json"]);
        assert_eq!((all["currency"].as_str(), &all["loops"][0]["bottleneck"]["stated"]), (Some(base), &900_000.into()));
        let head = fs::read_to_string(format!("{out}/register.toml")).expect("a head");
        assert!(head.contains("[[rate]]") && head.contains("rate = \"0.006\""), "{head}");
    }
}

#[test]
fn amounts_are_read_as_people_write_them() {
    for (amounts, stated) in [
        (["1.500,00", "2.000,00"], "1500 USD"),
        (["1 500 000", "2 000 000"], "1500000 USD"),
        (["36.2 trillion", "40 trillion"], "36200000000000 USD"),
        (["approx. $5m", "ca. 6 Mio. USD"], "5000000 USD"),
        (["5 Mio. EUR", "€6m"], "5000000 EUR"),
        (["₩1.5 trillion", "KRW 2 trillion"], "1500000000000 KRW"),
        (["150億円", "JPY 20bn"], "15000000000 JPY"),
        (["HK$5m", "HKD 6m"], "5000000 HKD"),
        (["1,500", "2,5"], "2.5 USD"),
        (["1.500", "2.000,00"], "1500 USD"),
    ] {
        let (read, _) = bottleneck(amounts, &[]).unwrap_or_else(|said| panic!("{amounts:?}: {said}"));
        let least = if amounts == ["1,500", "2,5"] { "1.5 USD" } else { stated };
        assert_eq!(read, least, "{amounts:?}");
    }
    for word in ["n/a", "TBC", "tbd", "n/d", "-", "—", "undisclosed"] {
        let (read, _) = bottleneck([word, "5m"], &[]).unwrap_or_else(|said| panic!("{word}: {said}"));
        assert_eq!(read, "null USD", "{word}");
    }
}

#[test]
fn what_can_be_two_amounts_is_asked_once_and_settled_by_what_is_typed() {
    let said = run(&["loops", "tests/data/imports/amount-1.500-is-1.5-dollars.csv"]);
    assert!(said.starts_with("exit 2"), "{said}");
    assert_eq!(said.matches("error[").count(), 1, "{said}");
    assert!(said.contains("`1.500` can be 1.5 or 1500, and so can 1 more"), "{said}");
    for (flag, stated) in [(".", "1.25 USD"), (",", "1250 USD")] {
        assert!(said.contains(&format!("--decimal {flag}")), "{said}");
        assert_eq!(bottleneck(["1.500", "1.250"], &["--decimal", flag]).expect("settled").0, stated);
    }
    let (read, said) = bottleneck(["1.500", "2.500,00"], &[]).expect("the other tells");
    assert!(read == "1500 USD" && said.contains("a comma stands before decimals"), "{said}");
    for (amount, codes) in [("¥5bn", ["JPY", "CNY"]), ("kr 5m", ["SEK", "NOK"])] {
        let said = bottleneck([amount, amount], &[]).expect_err("it can be several");
        for code in codes {
            assert!(said.contains(&format!("--currency {code}")), "{said}");
            let (read, _) = bottleneck([amount, amount], &["--currency", code]).expect("settled");
            assert!(read.ends_with(code), "{read}");
        }
    }
}

#[test]
fn a_unit_stands_in_a_column_a_heading_or_a_flag() {
    let folder = tempfile::tempdir().expect("tempdir");
    let rows = |head: &str, cell: &str| {
        format!(
            "payer,payee,kind,{head},date,status\nAcme,Bolt,equity,{cell},2025-01-01,closed\nBolt,Acme,cloud,{cell},2025-01-01,closed\n"
        )
    };
    for (head, cell, flags, stated) in [
        ("amount,unit", "5,million USD", &[][..], "5000000"),
        ("amount,unit", "5,EUR bn", &[], "5000000000"),
        ("amount,unit,currency", "5,m,GBP", &[], "5000000"),
        ("Amount (USD m)", "5", &[], "5000000"),
        ("amount", "5", &["--unit", "million"], "5000000"),
        ("amount", "5k", &["--unit", "million"], "5000"),
    ] {
        let path = file(&folder, "deals.csv", &rows(head, cell));
        let own = json(&[&["loops", &path, "--format", "json"], flags].concat());
        assert_eq!(own["loops"][0]["bottleneck"]["stated"].to_string(), stated, "{head}");
    }
    let said = run(&["loops", &file(&folder, "deals.csv", &rows("amount,currency", "€5m,USD"))]);
    assert!(said.contains("this says EUR, and its row says USD"), "{said}");
}

#[test]
fn rates_are_a_table_or_typed_and_are_written_down() {
    let folder = tempfile::tempdir().expect("tempdir");
    let rates = file(&folder, "rates.csv", "day,currency,rate\n2025-01-01,JPY,0.006\n2025-01-20,JPY,0.01\n");
    let path = "tests/data/imports/deals-with-currency-column.csv";
    let own = json(&["loops", path, "--rates", &rates, "--format", "json"]);
    assert_eq!(own["loops"][0]["bottleneck"]["stated"], 1_000_000, "the last rate before the deal");
    for (rate, said) in [
        ("JPY", "is no rate"),
        ("JPY=x@2025-01-01", "`x` is no rate"),
        ("JPY=0@2025-01-01", "`0` is no rate"),
        ("JPY=1@soon", "`soon` is not a date"),
        ("JPX=1@2025-01-01", "did you mean `JPY`?"),
    ] {
        let all = run(&["loops", path, "--rate", rate]);
        assert!(all.starts_with("exit 2") && all.contains(said), "{rate}: {all}");
    }
}

/// A register that counts in euros: two deals of 10 and 8 billion of them.
pub(crate) const EUROS: &str = r#"
    as_of = "2026-06-30"
    base = "EUR"
    entity = [{ id = "alpha", kind = "company" }, { id = "beta", kind = "company" }]
    source = [{ id = "s", kind = "press" }]
    [[rate]]
    currency = "USD"
    rate = "0.8"
    on = "2025-01-01"
    cite = ["s"]
    [[deal]]
    id = "one"
    kind = "equity"
    payer = "alpha"
    payee = "beta"
    amount = "EUR 10B"
    history = [{ on = "2025-02-01", status = "closed" }]
    cite = ["s"]
    [[deal]]
    id = "two"
    kind = "cloud"
    payer = "beta"
    payee = "alpha"
    amount = "10B"
    history = [{ on = "2025-02-01", status = "closed" }]
    cite = ["s"]
"#;

#[test]
fn another_base_is_printed_everywhere() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = file(&folder, "euros.toml", EUROS);
    let mut commands: Vec<Vec<&str>> = vec![
        vec!["loops"],
        vec!["flows"],
        vec!["list", "deals"],
        vec!["check", "--double-counting"],
        vec!["show", "alpha"],
        vec!["show", "alpha/beta"],
        vec!["map", "--format", "svg"],
        vec!["map", "--format", "html"],
        vec!["map", "--format", "dot"],
        vec!["map", "--format", "matrix"],
        vec!["map", "--format", "timeline"],
        vec!["export", "mermaid"],
        vec!["export", "d2"],
        vec!["loops", "--min-amount", "1B"],
    ];
    commands.extend(
        [
            "circulation",
            "firmness",
            "annual",
            "clearing",
            "exposure",
            "sources",
            "breakers",
            "ladder",
            "touch",
            "loops",
        ]
        .map(|name| vec!["measure", name]),
    );
    for command in commands {
        let output = program(&[&command[..], &["--data", &path]].concat()).output().expect("it runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        // `two` was stated in dollars, and is still told so where a record is shown as it was stated.
        let text = text.replace("$10bn", "");
        let is_money = |at: usize| text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        let found = text.match_indices('$').map(|(at, _)| at).find(|at| is_money(*at));
        let around: Option<String> = found.map(|at| text[at..].chars().take(40).collect());
        assert_eq!(around, None, "{command:?}");
    }
    assert!(stdout(&["loops", "--data", &path]).contains("€8bn"));
    assert!(stdout(&["map", "--format", "svg", "--data", &path]).contains("€10bn"), "the legend's scale");
    assert_eq!(json(&["measure", "circulation", "--format", "json", "--data", &path])["currency"], "EUR");
    assert!(stdout(&["flows", "--format", "csv", "--data", &path]).contains(",EUR,"));
}

#[test]
fn conditions_are_in_the_base_and_another_currency_is_converted_or_refused() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = file(&folder, "euros.toml", EUROS);
    for (condition, count) in [
        ("bottleneck >= EUR 8B", 1),
        ("bottleneck >= 'EUR 8B'", 1),
        ("bottleneck >= €8B", 1),
        ("bottleneck >= 8B EUR", 1),
        ("bottleneck >= 9B", 0),
        ("bottleneck >= 8B and length = 2", 1),
        ("bottleneck >= EUR 8 billion", 1),
    ] {
        let own = json(&["loops", "--data", &path, "--where", condition, "--format", "json"]);
        assert_eq!(own["count"], count, "{condition}");
    }
    let said = run(&["loops", "--data", &path, "--where", "bottleneck >= $9B"]);
    assert!(said.contains("is in USD, and loops are compared in EUR"), "{said}");
    let least =
        |text: &str| json(&["loops", "--data", &path, "--min-amount", text, "--format", "json"])["count"].clone();
    assert_eq!((least("8B"), least("9B"), least("EUR 8B")), (1.into(), 0.into(), 1.into()));
    assert!(run(&["loops", "--data", &path, "--min-amount", "$1B"]).contains("--min-amount is in EUR, not in USD"));
    // Two registers that count in different currencies are not compared.
    assert!(run(&["diff", &path, "data"]).contains("one register counts in EUR, the other in USD"));
}
