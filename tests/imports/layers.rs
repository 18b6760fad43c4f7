//! One register upon another: what it corrects, adds and takes away, as of which day they speak, and what is said of it.

use std::{fs, path::PathBuf};

use crate::common::{json, program, run, shipped, stdout};

/// A folder with files in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("tempdir");
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("write");
            fs::write(path, text).expect("write");
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.file(name).to_str().expect("UTF-8").to_owned()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

const BASE: &str = r#"
title = "Base"
as_of = "2026-01-01"
[[entity]]
id = "acme"
name = "Acme Corporation"
kind = "company"
ticker = "ACM"
aliases = ["Acme"]
[[entity]]
id = "bolt"
kind = "company"
[[source]]
id = "paper"
publisher = "The Paper"
kind = "press"
[[deal]]
id = "stake"
title = "Acme buys into Bolt"
kind = "equity"
payer = "acme"
payee = "bolt"
amount = "100B"
note = "as reported"
history = [{ on = "2025-01-10", status = "announced" }, { on = "2025-06-01", status = "signed" }]
cite = ["paper"]
[[deal]]
id = "chips"
kind = "chips"
payer = "bolt"
payee = "acme"
amount = "7B"
history = [{ on = "2025-03-01", status = "signed" }]
cite = ["paper"]
"#;

/// What `show --format json` has of something in a later register over the base, and what was said.
fn over(later: &str, what: &str) -> (serde_json::Value, String) {
    let folder = Folder::of(&[("base.toml", BASE), ("mine.toml", later)]);
    let (base, mine) = (folder.path("base.toml"), folder.path("mine.toml"));
    let output = program(&["show", what, "--data", &base, "--data", &mine, "--format", "json"]).output().expect("runs");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    (serde_json::from_slice(&output.stdout).unwrap_or_default(), said.replace(&mine, "mine").replace(&base, "base"))
}

#[test]
fn a_later_record_corrects_what_it_gives_and_keeps_the_rest() {
    let (page, said) = over("[[deal]]\nid = \"stake\"\namount = \"30B\"\n", "stake");
    let deal = &page["deal"];
    assert_eq!(
        (&deal["amount"]["stated"], &deal["title"]),
        (&30_000_000_000_u64.into(), &"Acme buys into Bolt".into())
    );
    assert_eq!((&deal["status"], &deal["note"]), (&"signed".into(), &"as reported".into()));
    assert_eq!(said, "note: mine:1: deal `stake`: amount 100B → 30B (before: base:17)\n");
}

#[test]
fn what_says_the_same_is_no_correction_and_what_is_new_is_added() {
    let (page, said) = over("[[deal]]\nid = \"stake\"\namount = \"$100bn\"\nterm = \"5y\"\n", "stake");
    assert_eq!((page["deal"]["term"].as_str(), said.as_str()), (Some("5y"), ""));
}

#[test]
fn a_history_is_added_to_and_an_entry_of_the_same_day_is_corrected() {
    let later = "[[deal]]\nid = \"stake\"\nhistory = [{ on = \"2025-09-01\", status = \"closed\" }, \
                 { on = \"2025-03-01\", amount = \"90B\" }, { on = \"2025-06-01\", note = \"signed at night\" }]\n";
    let (page, said) = over(later, "stake");
    let history = page["deal"]["history"].as_array().expect("a history").clone();
    let days: Vec<&str> = history.iter().map(|event| event["on"].as_str().expect("a day")).collect();
    assert_eq!(days, ["2025-01-10", "2025-03-01", "2025-06-01", "2025-09-01"]);
    assert_eq!((&history[2]["status"], &history[2]["note"]), (&"signed".into(), &"signed at night".into()));
    assert_eq!((&page["deal"]["status"], said.as_str()), (&"closed".into(), ""));
    let (_, said) =
        over("[[deal]]\nid = \"stake\"\nhistory = [{ on = \"2025-06-01\", status = \"closed\" }]\n", "stake");
    assert!(said.contains("status (history 2025-06-01) signed → closed"), "{said}");
}

#[test]
fn lists_are_added_to_parties_are_replaced_and_what_goes_is_named() {
    let later = "[[entity]]\nid = \"acme\"\naliases = [\"Acme Inc\"]\nticker = \"ACME\"\n\
                 [[entity]]\nid = \"carl\"\nkind = \"company\"\n\
                 [[deal]]\nid = \"stake\"\npayer = \"carl\"\ndrop = [\"note\", \"history\"]\n\
                 history = [{ on = \"2025-02-01\", status = \"announced\" }]\n";
    let (page, said) = over(later, "stake");
    assert_eq!(
        (&page["deal"]["payers"], &page["deal"]["note"]),
        (&serde_json::json!(["carl"]), &serde_json::Value::Null)
    );
    assert_eq!(page["deal"]["history"].as_array().map(Vec::len), Some(1));
    assert!(said.contains("entity `acme`: ticker ACM → ACME"), "{said}");
    assert!(said.contains("note as reported → nothing, payer acme → carl, history 2 entries → 1 entry"), "{said}");
    let (page, _) = over(later, "acme");
    assert_eq!(page["entity"]["aliases"], serde_json::json!(["Acme", "Acme Inc"]));
    assert_eq!(page["entity"]["name"], "Acme Corporation");
}

#[test]
fn a_name_that_is_replaced_stays_an_alias() {
    let (page, said) = over("[[entity]]\nid = \"acme\"\nname = \"Acme Holdings\"\n", "Acme Corporation");
    assert_eq!(page["entity"]["name"], "Acme Holdings");
    assert!(said.contains("name Acme Corporation → Acme Holdings"), "{said}");
    // One by which it is known already replaces nothing.
    let (page, said) = over("[[entity]]\nid = \"acme\"\nname = \"Acme\"\n", "acme");
    assert_eq!((&page["entity"]["name"], said.as_str()), (&"Acme Corporation".into(), ""));
}

#[test]
fn what_cannot_be_dropped_is_refused() {
    for (later, needle) in [
        ("[[deal]]\nid = \"stake\"\ndrop = [\"nots\"]\n", "did you mean `note`?"),
        ("[[deal]]\nid = \"stake\"\ndrop = [\"kind\"]\n", "`kind` cannot be dropped"),
        ("[[entity]]\nid = \"new\"\nkind = \"company\"\ndrop = [\"ticker\"]\n", "no earlier entity `new`"),
        ("[[deal]]\nid = \"other\"\namount = \"1B\"\n", "this deal has no `kind`"),
        ("[[deal]]\nid = \"stake\"\namount = \"1B\"\n[[deal]]\nid = \"stake\"\namount = \"2B\"\n", "two deals `stake`"),
    ] {
        let (page, said) = over(later, "stake");
        assert!(page.is_null() && said.contains(needle), "{later}\n{said}");
    }
}

#[test]
fn an_entity_that_is_known_under_its_name_is_that_entity() {
    let later = "[[entity]]\nid = \"acme_corp\"\nname = \"Acme\"\nkind = \"company\"\ncountry = \"US\"\n\
                 [[deal]]\nid = \"more\"\nkind = \"debt\"\npayer = \"acme_corp\"\npayee = \"Bolt\"\namount = \"1B\"\n\
                 history = [{ on = \"2025-07-01\", status = \"closed\" }]\ncite = [\"paper\"]\n";
    let (page, said) = over(later, "more");
    assert_eq!(page["deal"]["payers"], serde_json::json!(["acme"]));
    assert!(said.contains("takes `acme_corp` for `acme`") && said.contains("--distinct acme_corp,acme"), "{said}");
    let folder = Folder::of(&[("base.toml", BASE), ("mine.toml", later)]);
    let data = ["--data", &folder.path("base.toml"), "--data", &folder.path("mine.toml")].map(str::to_owned);
    let data: Vec<&str> = data.iter().map(String::as_str).collect();
    let apart =
        json(&[&["show", "more", "--format", "json", "--distinct", "acme_corp,acme"], data.as_slice()].concat());
    assert_eq!(apart["deal"]["payers"], serde_json::json!(["acme_corp"]));
}

#[test]
fn a_spreadsheet_of_companies_wipes_nothing() {
    let folder = Folder::of(&[
        ("base.toml", BASE),
        ("mine/nodes.csv", "id,label\nacme,Acme\nbolt,Bolt\n"),
        ("mine/edges.csv", "source,target,amount,kind,status,date\nacme,bolt,2m,equity,closed,2025-05-01\n"),
    ]);
    let data = ["--data", &folder.path("base.toml"), "--data", &folder.path("mine")].map(str::to_owned);
    let data: Vec<&str> = data.iter().map(String::as_str).collect();
    let page = json(&[&["show", "acme", "--format", "json"], data.as_slice()].concat());
    assert_eq!((&page["entity"]["name"], &page["entity"]["ticker"]), (&"Acme Corporation".into(), &"ACM".into()));
    assert_eq!(page["entity"]["pays"].as_array().map(Vec::len), Some(2));
}

#[test]
fn ids_of_rows_mean_nothing_outside_of_their_layer() {
    let edges = "source,target,amount,kind,status,date\nn1,n2,2m,equity,closed,2025-05-01\n";
    let folder = Folder::of(&[
        ("base.toml", BASE),
        ("one/nodes.csv", "id,label\nn1,Acme\nn2,Newcomer\n"),
        ("one/edges.csv", edges),
        ("two/nodes.csv", "id,label\nn1,Quite Another\nn2,Bolt\n"),
        ("two/edges.csv", edges),
    ]);
    let data = ["base.toml", "one", "two"].map(|name| ["--data".to_owned(), folder.path(name)]).concat();
    let data: Vec<&str> = data.iter().map(String::as_str).collect();
    let flows = json(&[&["flows", "--kind", "equity", "--format", "json"], data.as_slice()].concat());
    let names = json(&[&["list", "entities", "--format", "json"], data.as_slice()].concat());
    let name = |id: &serde_json::Value| {
        let entities = names["entities"].as_array().expect("entities");
        entities.iter().find(|one| one["id"] == *id).expect("it is there")["name"].as_str().expect("a name").to_owned()
    };
    let flows = flows["flows"].as_array().expect("flows");
    let mut pairs: Vec<String> =
        flows.iter().map(|one| format!("{} → {}", name(&one["payer"]), name(&one["payee"]))).collect();
    pairs.sort();
    assert_eq!(pairs, ["Acme Corporation → Bolt", "Acme Corporation → Newcomer", "Quite Another → Bolt"]);
}

#[test]
fn a_spreadsheet_over_the_shipped_register_moves_the_day_and_says_so() {
    let csv = "payer,payee,kind,amount,date,status\nOracle,OpenAI,equity,5B,2026-11-01,closed\n";
    let folder = Folder::of(&[("mine.csv", csv)]);
    let said =
        run(&["flows", "--from", "oracle", "--to", "openai", "--data", "shipped", "--data", &folder.path("mine.csv")]);
    assert!(said.contains("Together: $5bn.") && said.contains("as of 2026-11-01"), "{said}");
    assert!(said.contains("the day is 2026-11-01, the last one in") && said.contains("ends on 2026-10-10"), "{said}");
    assert!(said.contains("--as-of 2026-10-10 looks at that day"), "{said}");
    // OpenAI is the shipped one: no company is new.
    let count =
        |args: &[&str]| shipped::json(&[&["list", "entities", "--format", "json"], args].concat())["count"].clone();
    assert_eq!(count(&["--data", "shipped", "--data", &folder.path("mine.csv")]), count(&[]));
}

#[test]
fn the_day_is_the_latest_layers() {
    let later = "as_of = \"2025-04-01\"\n[[entity]]\nid = \"acme\"\ncountry = \"US\"\n";
    let (page, said) = over(later, "stake");
    assert_eq!(page["as_of"], "2025-04-01");
    assert!(said.contains("the day is 2025-04-01, as mine says; base speaks as of 2026-01-01"), "{said}");
}

#[test]
fn shipped_is_the_name_of_the_shipped_register() {
    assert_eq!(stdout(&["loops", "shipped"]), shipped::stdout(&["loops"]));
    assert_eq!(stdout(&["loops", "--data", "shipped"]), shipped::stdout(&["loops"]));
    let folder = Folder::of(&[("shipped/base.toml", BASE)]);
    let run = |path: &str| {
        let output = shipped::program(&["loops", path]).current_dir(folder.0.path()).output().expect("it runs");
        (String::from_utf8(output.stdout).expect("UTF-8"), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let (own, said) = run("shipped");
    assert!(own.contains("Where AI's money goes round") && said.contains("./shipped"), "{said}");
    let (own, said) = run("./shipped");
    assert!(own.contains("Base, as of 2026-01-01") && said.is_empty(), "{own}{said}");
}

#[test]
fn a_hundred_corrections_are_three_lines_and_check_has_all() {
    let deals = |amount: &str| {
        let deal = |number: usize| {
            format!(
                "[[deal]]\nid = \"d{number}\"\nkind = \"debt\"\npayer = \"acme\"\npayee = \"bolt\"\namount = \"{amount}\"\n\
                 history = [{{ on = \"2025-02-01\", status = \"closed\" }}]\ncite = [\"paper\"]\n"
            )
        };
        (0..100).map(deal).collect::<String>()
    };
    let folder = Folder::of(&[("base.toml", &format!("{BASE}{}", deals("1M"))), ("mine.toml", &deals("2M"))]);
    let data = ["--data", &folder.path("base.toml"), "--data", &folder.path("mine.toml")].map(str::to_owned);
    let data: Vec<&str> = data.iter().map(String::as_str).collect();
    let said = run(&[&["loops"], data.as_slice()].concat());
    assert_eq!(said.matches("amount 1M → 2M").count(), 3);
    assert!(
        said.contains("note: 97 more records are overridden by a later register; `roundtrip check` lists all"),
        "{said}"
    );
    assert_eq!(run(&[&["check"], data.as_slice()].concat()).matches("amount 1M → 2M").count(), 100);
}

#[test]
fn a_deal_is_added_to_a_layer_over_the_shipped_register() {
    let folder = Folder::of(&[]);
    let mine = folder.path("mine.toml");
    let data = ["--data", "shipped", "--data", &mine];
    let deal = ["add", "deal", "--payer", "Oracle", "--payee", "open ai", "--kind", "equity", "--amount", "2B"];
    let when = ["--status", "closed", "--on", "2026-05-01", "--source", "article_a3", "--yes"];
    let said = run(&[deal.as_slice(), &when, &data].concat());
    assert!(said.starts_with("exit 0"), "{said}");
    let text = fs::read_to_string(folder.file("mine.toml")).expect("written");
    assert!(text.contains("payer = [\"oracle\"]") && text.contains("payee = [\"openai\"]"), "{text}");
    assert!(!text.contains("[[entity]]") && !text.contains("[[source]]"), "{text}");
    let page = json(&[&["show", "oracle/openai", "--format", "json"], data.as_slice()].concat());
    assert_eq!(
        page["between"][0]["sum"]["stated"].as_u64().or(page["between"][1]["sum"]["stated"].as_u64()),
        Some(2_000_000_000)
    );
    // The register that is compiled in is no file.
    let said = run(&[deal.as_slice(), &when, &["--data", "shipped"]].concat());
    assert!(said.contains("exit 2") && said.contains("--data shipped --data mine.toml"), "{said}");
}

#[test]
fn a_deal_that_has_not_begun_by_the_day_is_said() {
    let path = "tests/data/imports/deal-dated-2025-in-register-of-june.toml";
    for command in
        [&["loops", path][..], &["flows", path], &["show", "d1", "--data", path], &["measure", "circulation", path]]
    {
        let said = run(command);
        assert!(said.contains("1 deal does not count on 2025-06-01"), "{command:?}\n{said}");
        assert!(said.contains("d1 (2025)") && said.contains("--as-of 2025-12-31"), "{said}");
    }
    assert!(run(&["loops", path, "--as-of", "2025-12-31"]).contains("1 loop of circular funding"));
    let folder = Folder::of(&[("base.toml", &BASE.replace("2026-01-01", "2025-02-01"))]);
    let said = run(&["loops", &folder.path("base.toml")]);
    assert!(
        said.contains("1 deal does not count, because it begins after 2025-02-01, the day of the register: chips"),
        "{said}"
    );
    // Who asks for a day knows it.
    assert!(run(&["loops", "--as-of", "2024-12-31"]).contains("--- stderr\n"));
}

#[test]
fn numbers_with_a_prefix_are_the_numbers_that_they_are() {
    for (written, stated) in [("0x10", 16), ("0o17", 15), ("0b101", 5), ("1_000", 1000)] {
        let (page, said) = over(&format!("[[deal]]\nid = \"stake\"\namount = {written}\n"), "stake");
        assert_eq!(page["deal"]["amount"]["stated"], stated, "{written}: {said}");
    }
}
