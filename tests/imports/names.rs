//! Who is one company, who are two, and who is nobody.

use crate::common::{program, run};

/// What the program says of a file of the trial.
fn of_trial(words: &[&str], file: &str) -> String {
    let path = format!("tests/data/imports/{file}");
    run(&[words, &[&path]].concat())
}

/// A spreadsheet with a loop between the two ends of each pair: the first pays the second, who pays the third.
fn sheet(folder: &tempfile::TempDir, rows: &str) -> String {
    let path = folder.path().join("deals.csv");
    std::fs::write(&path, format!("payer,payee,kind,amount,date,status\n{rows}")).expect("write");
    path.to_str().expect("UTF-8").to_owned()
}

fn chain(names: [&str; 3]) -> String {
    let [one, two, three] = names.map(|name| format!("\"{}\"", name.replace('"', "\"\"")));
    format!("{one},{two},equity,1m,2025-01-01,closed\n{two},{three},cloud,1m,2025-01-01,closed\n")
}

/// How many loops there are, and what was said.
fn loops(rows: &str, flags: &[&str]) -> (usize, String) {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = sheet(&folder, rows);
    let output = program(&[&["loops", &path, "--format", "json"], flags].concat()).output().expect("it runs");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(output.status.success(), "{said}");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    (json["loops"].as_array().expect("loops").len(), said)
}

#[test]
fn a_sign_makes_another_company() {
    assert!(of_trial(&["loops"], "companies-C-and-C++-become-one.csv").contains("0 loops"));
    for names in [
        ["C", "Bolt", "C++"],
        ["C++", "Bolt", "C"],
        ["C#", "Bolt", "C++"],
        ["Fund I", "Bolt", "Fund I+"],
        ["北京 Holdings", "Bolt", "上海 Holdings"],
        ["Fund I", "Bolt", "Fund II"],
        ["Ripple", "Bolt", "apple"],
        ["B", "Bolt", "a"],
    ] {
        let (count, said) = loops(&chain(names), &[]);
        assert_eq!((count, said.as_str()), (0, ""), "{names:?}");
    }
}

#[test]
fn long_names_that_begin_alike_are_two() {
    let long = "The Company with the Longest Name that Anybody has Registered in this Country until Today, ".repeat(2);
    let (one, other) = (format!("{long} North"), format!("{long} South"));
    assert_eq!(loops(&chain([&one, "Bolt", &other]), &[]), (0, String::new()));
    assert_eq!(loops(&chain([&one, "Bolt", &one]), &[]).0, 1);
}

#[test]
fn names_of_every_script_are_names() {
    let said = of_trial(&["loops"], "chinese-names.csv");
    assert!(said.contains("1 loop") && said.contains("bolt/huawei"), "{said}");
    for name in ["华为", "Мечел", "三菱", "شركة أرامكو", "삼성전자", "ΔΕΗ", "โตโยต้า", "☃", "Société Générale"]
    {
        assert_eq!(loops(&chain([name, "Bolt", name]), &[]), (1, String::new()), "{name}");
        let folder = tempfile::tempdir().expect("tempdir");
        let path = sheet(&folder, &chain([name, "Bolt", name]));
        let shown = run(&["show", name, "--data", &path]);
        assert!(shown.starts_with("exit 0") && shown.contains(name), "{shown}");
    }
}

#[test]
fn one_name_in_two_normal_forms_is_one_company() {
    for names in
        [["Café", "Bolt", "Cafe\u{301}"], ["МЕЧЕЛ", "Bolt", "Мечел"], ["Acme  Works", "Bolt", " ACME\u{a0}Works"]]
    {
        assert_eq!(loops(&chain(names), &[]), (1, String::new()), "{names:?}");
    }
}

#[test]
fn the_help_for_an_unknown_name_works_as_it_stands() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("own.toml");
    let path = path.to_str().expect("UTF-8");
    let text = "as_of = \"2025-06-01\"\n[[entity]]\nid = \"bolt\"\nkind = \"company\"\n\
                [[source]]\nid = \"s\"\nkind = \"press\"\n\
                [[deal]]\nid = \"d\"\nkind = \"equity\"\npayer = \"华为\"\npayee = \"bolt\"\namount = \"1B\"\ncite = [\"s\"]\n\
                history = [{ on = \"2025-01-01\", status = \"signed\" }]\n";
    std::fs::write(path, text).expect("write");
    let said = run(&["check", path]);
    assert!(said.contains("add `[[entity]]` with id = \"huawei\" and name = \"华为\""), "{said}");
    let mended = format!("{text}[[entity]]\nid = \"huawei\"\nname = \"华为\"\nkind = \"company\"\n");
    std::fs::write(path, mended).expect("write");
    assert!(run(&["check", path]).starts_with("exit 0"));
}

#[test]
fn near_names_stay_two_until_it_is_said_that_they_are_one() {
    for (one, other) in [("Kia", "Kia Corp"), ("NVIDIA Corp", "Nvidia"), ("Samsung C&T", "Samsung C&T Corp.")] {
        let rows = chain([one, "Bolt", other]);
        let (count, said) = loops(&rows, &[]);
        assert_eq!((count, said.matches("are taken for two companies").count()), (0, 1), "{said}");
        let same = format!("{other}={one}");
        assert!(said.contains(&format!("--same \"{same}\"")), "{said}");
        assert_eq!(loops(&rows, &["--same", &same]), (1, String::new()));
        let distinct = format!("{other},{one}");
        assert!(said.contains(&format!("--distinct \"{distinct}\"")), "{said}");
        assert_eq!(loops(&rows, &["--distinct", &distinct]), (0, String::new()));
    }
}

/// A graph of two nodes that are called alike, and what is said of it.
fn graph(labels: [&str; 2], flags: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("graph.json");
    let [one, two] = labels;
    let edge = |from: &str, to: &str, kind: &str| {
        format!(
            r#"{{"source": "{from}", "target": "{to}", "relation": "{kind}",
                "metadata": {{"amount": 5e9, "status": "closed", "announced": "2025-03-01"}}}}"#
        )
    };
    let text = format!(
        r#"{{"graph": {{"nodes": {{"n0": {{"label": "{one}"}}, "n1": {{"label": "{two}"}}, "n2": {{"label": "Bolt"}}}},
            "edges": [{}, {}]}}}}"#,
        edge("n0", "n2", "equity"),
        edge("n2", "n1", "cloud")
    );
    std::fs::write(&path, text).expect("write");
    run(&[&["loops", path.to_str().expect("UTF-8")], flags].concat())
}

#[test]
fn near_nodes_of_a_graph_are_told_and_settled() {
    let said = graph(["Kia", "Kia Corp"], &[]);
    assert!(said.contains("--same \"Kia Corp=Kia\"") && said.contains("0 loops"), "{said}");
    assert!(graph(["Kia", "Kia Corp"], &["--same", "Kia Corp=Kia"]).contains("1 loop of"));
    let said = graph(["Kia", "KIA"], &[]);
    assert!(said.contains("`KIA` is the name of two companies, `n1` and `n0`") && said.contains("0 loops"), "{said}");
    assert!(graph(["Kia", "KIA"], &["--same", "n1=n0"]).contains("1 loop of"));
    let said = graph(["Kia", "KIA"], &["--distinct", "n1,n0"]);
    assert!(!said.contains("warning") && said.contains("0 loops"), "{said}");
    assert!(graph(["Unknown", "Unknown"], &["--same", "n1=n0"]).contains("0 loops"));
}

#[test]
fn a_name_in_another_script_is_near_to_itself_in_ours() {
    let (count, said) = loops(&chain(["华为", "Bolt", "Huawei"]), &[]);
    assert!(count == 0 && said.contains("--same \"Huawei=华为\""), "{said}");
    assert_eq!(loops(&chain(["华为", "Bolt", "Huawei"]), &["--same", "Huawei=华为"]), (1, String::new()));
}

#[test]
fn a_name_with_a_comma_is_settled_as_it_is_told() {
    let rows = chain(["Acme, Inc.", "Bolt", "Acme"]);
    let said = loops(&rows, &[]).1;
    assert!(
        said.contains("--distinct '\"Acme, Inc.\",Acme'") || said.contains("--distinct 'Acme,\"Acme, Inc.\"'"),
        "{said}"
    );
    assert_eq!(loops(&rows, &["--distinct", "\"Acme, Inc.\",Acme"]), (0, String::new()));
    assert_eq!(loops(&rows, &["--same", "Acme, Inc.=Acme"]), (1, String::new()));
}

#[test]
fn a_file_of_aliases_settles_names_for_good() {
    let folder = tempfile::tempdir().expect("tempdir");
    let aliases = folder.path().join("aliases.csv");
    let rows = format!("{}{}", chain(["Kia", "Bolt", "Kia Corp"]), chain(["Acme", "Bolt", "Acme Ltd"]));
    std::fs::write(&aliases, "name,company,not\nKia Corp,Kia,\nAcme Ltd,,Acme\n").expect("write");
    let aliases = aliases.to_str().expect("UTF-8");
    assert_eq!(loops(&rows, &["--aliases", aliases]), (1, String::new()));
}

#[test]
fn what_is_said_of_names_that_are_not_there_is_told() {
    let (count, said) = loops(&chain(["Kia", "Bolt", "Kia"]), &["--same", "Hyundai Corp=Hyundai"]);
    assert_eq!(count, 1);
    assert!(said.contains("`hyundai corp`") && said.contains("--same"), "{said}");
}

#[test]
fn what_was_settled_wrongly_is_still_told() {
    let (count, said) = loops(&chain(["Kia", "Bolt", "Kia Corp"]), &["--same", "Kia Corp=Kai"]);
    assert!(count == 0 && said.contains("`Kai` and `Kia` are taken for two companies"), "{said}");
}

#[test]
fn contradictions_about_names_are_refused() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = sheet(&folder, &chain(["Kia", "Bolt", "Kia Corp"]));
    for flags in [
        ["--same", "Kia Corp=Kia", "--distinct", "Kia,Kia Corp"],
        ["--same", "Kia Corp=Kia", "--same", "Kia Corp=Hyundai"],
        ["--distinct", "Kia,KIA", "--distinct", "a,b"],
        ["--distinct", "Kia", "--distinct", "a,b"],
    ] {
        let said = run(&[&["loops", path.as_str()], flags.as_slice()].concat());
        assert!(said.starts_with("exit 2"), "{flags:?} {said}");
    }
}

#[test]
fn no_loop_leads_through_nobody() {
    let said = of_trial(&["loops"], "undisclosed-counterparty-makes-a-loop.csv");
    assert!(said.contains("0 loops"), "{said}");
    for name in ["Undisclosed", "N/A", "unknown", "various", "other investors", "未披露", "Undisclosed buyer(s)"] {
        let (count, said) = loops(&chain([name, "Bolt", name]), &[]);
        assert_eq!(count, 0, "{name}");
        assert!(said.contains("2 deals with a party that is not named, through which no loop leads"), "{said}");
    }
    // Two words for nobody are no way around it.
    assert_eq!(loops(&chain(["Undisclosed", "Bolt", "Unknown"]), &[]).0, 0);
    assert_eq!(
        loops(&format!("{}Undisclosed,Undisclosed,equity,1m,2025-01-01,closed\n", chain(["N/A", "Bolt", "?"])), &[]).0,
        0
    );
    // A company that is called so is one if that is said.
    assert_eq!(loops(&chain(["Other", "Bolt", "Other"]), &["--same", "Other=Other Ocean"]), (1, String::new()));
}

#[test]
fn nobody_of_a_register_is_nobody_in_every_command() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("own.toml");
    let path = path.to_str().expect("UTF-8");
    let deal = |id: &str, payer: &str, payee: &str| {
        format!(
            "[[deal]]\nid = \"{id}\"\nkind = \"equity\"\npayer = \"{payer}\"\npayee = \"{payee}\"\namount = \"1B\"\n\
             cite = [\"s\"]\nhistory = [{{ on = \"2025-01-01\", status = \"signed\" }}]\n"
        )
    };
    let text = format!(
        "as_of = \"2025-06-01\"\n[[source]]\nid = \"s\"\nkind = \"press\"\n\
         [[entity]]\nid = \"bolt\"\nname = \"Bolt\"\nkind = \"company\"\n\
         [[entity]]\nid = \"acme\"\nname = \"Acme\"\nkind = \"company\"\nparent = \"hidden\"\n\
         [[entity]]\nid = \"coil\"\nname = \"Coil\"\nkind = \"company\"\nparent = \"hidden\"\n\
         [[entity]]\nid = \"hidden\"\nname = \"Undisclosed\"\nkind = \"company\"\n{}{}{}{}",
        deal("one", "hidden", "bolt"),
        deal("two", "bolt", "hidden"),
        deal("three", "acme", "bolt"),
        deal("four", "bolt", "coil")
    );
    std::fs::write(path, text).expect("write");
    let said = run(&["loops", path]);
    assert!(said.contains("0 loops"), "{said}");
    assert!(said.contains("2 deals with a party that is not named"), "{said}");
    let json = |words: &[&str]| -> serde_json::Value {
        let output = program(words).output().expect("it runs");
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    let flows = json(&["flows", path, "--format", "json"]);
    assert_eq!(flows["flows"].as_array().map(Vec::len), Some(4), "the money is kept: {flows}");
    assert!(run(&["measure", "circulation", path]).starts_with("exit 0"));
    assert!(run(&["loops", path, "--level", "asset"]).contains("0 loops"));
}

#[test]
fn the_shipped_register_names_everybody() {
    assert!(!run(&["check"]).contains("a party that is not named"));
    assert!(!run(&["loops"]).contains("near-name"));
}

#[test]
fn a_name_of_two_entities_is_asked_for() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = sheet(&folder, &chain(["SpaceXAI", "Bolt", "SpaceXAI"]));
    let said = run(&["loops", "--data", "data", "--data", &path]);
    assert!(said.starts_with("exit 2") && said.contains("is the name of 2 entities"), "{said}");
    let said = run(&["loops", "--data", "data", "--data", &path, "--same", "SpaceXAI=xai", "--through", "bolt"]);
    assert!(said.starts_with("exit 0") && said.contains("1 loop"), "{said}");
}

#[test]
fn a_word_is_not_taken_for_an_acronym_in_silence() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = sheet(&folder, &chain(["Kia", "Bolt", "Kia"]));
    let with =
        |flags: &[&str]| run(&[&["loops", "--data", "data", "--data", &path, "--through", "bolt"], flags].concat());
    let said = with(&[]);
    assert!(said.contains("`Kia` is taken for Kuwait Investment Authority"), "{said}");
    let distinct = with(&["--distinct", "Kia,Kuwait Investment Authority"]);
    assert!(!distinct.contains("Kuwait") && distinct.contains("1 loop"), "{distinct}");
    assert!(!with(&["--same", "Kia=kia"]).contains("is taken for"));
}

#[test]
fn thousands_of_names_are_compared_at_once() {
    let mut rows = chain(["Kia", "Bolt", "Kia Corp"]);
    for at in 0..6000 {
        rows += &format!("Company {at} Ltd,Supplier {at},equity,1m,2025-01-01,closed\n");
    }
    assert_eq!(loops(&rows, &[]).1.matches("are taken").count(), 1);
}
