//! What a filter means: names in conditions, `--through`, guarantees, assets of one owner, and answers that are empty.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use roundtrip::answer::measure::QUESTIONS;

use crate::common::{json, loops, plain, program, run, stdout};

/// A file of this text in a folder of its own.
fn file(name: &str, text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, text).expect("written");
    let path = path.to_str().expect("UTF-8").to_owned();
    (folder, path)
}

/// Standard output, which must be there, and standard error.
fn both(args: &[&str]) -> (String, String) {
    let output = program(args).output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr))
}

const OWNS: &str = "warning: AWS counts as Amazon here; with --level asset it stands by itself\n";

#[test]
fn a_name_in_a_condition_means_what_it_means_in_a_flag() {
    let flag: BTreeSet<String> = loops(&["--through", "aws"]).into_keys().collect();
    assert!(flag.len() > 100);
    for name in ["aws", "AWS", "\"Amazon Web Services\"", "amazon"] {
        let condition: BTreeSet<String> = loops(&["--where", &format!("through {name}")]).into_keys().collect();
        assert_eq!(condition, flag, "{name}");
    }
    let without: BTreeSet<String> = loops(&["--where", "not through aws"]).into_keys().collect();
    assert!(without.is_disjoint(&flag) && !without.is_empty());
    // With the same word of warning, once for each condition.
    let (_, said) = both(&["loops", "--where", "through aws", "--format", "csv"]);
    assert_eq!((said.matches("warning: ").count(), said.contains(OWNS)), (1, true), "{said}");
    // At the level at which it stands by itself there is nothing to say.
    let apart = ["loops", "--level", "asset", "--max-length", "3", "--format", "json"];
    let (found, said) = both(&[&apart[..], &["--where", "through aws"]].concat());
    assert!(!said.contains("warning: "), "{said}");
    let found: serde_json::Value = serde_json::from_str(&found).expect("JSON");
    let through = |one: &serde_json::Value| one["id"].as_str().expect("id").split('/').any(|id| id == "aws");
    assert!(found["loops"].as_array().expect("loops").iter().all(through));
    assert_ne!(found["count"], 0);
}

#[test]
fn an_alarm_through_a_cloud_rings() {
    let said = run(&["loops", "--top", "1", "--fail-if", "through aws and status >= signed"]);
    assert!(said.starts_with("exit 1") && said.contains(OWNS) && said.contains("alarm: 16 loops meet"), "{said}");
}

#[test]
fn the_owner_is_that_of_the_day() {
    let text = r#"
as_of = "2026-06-30"
entity = [
    { id = "old", kind = "company" }, { id = "new", kind = "company" }, { id = "rest", kind = "company" },
    { id = "lab", kind = "company", parent = [{ of = "old", until = "2026-01-01" }, { of = "new", since = "2026-01-01" }] },
]
source = [{ id = "s", kind = "press" }]
[[deal]]
id = "there"
kind = "equity"
payer = "rest"
payee = "lab"
amount = "3"
history = [{ on = "2025-01-01", status = "signed" }]
cite = ["s"]
[[deal]]
id = "back"
kind = "cloud"
payer = "lab"
payee = "rest"
amount = "2"
history = [{ on = "2025-01-01", status = "signed" }]
cite = ["s"]
"#;
    let (_folder, path) = file("dated.toml", text);
    for (day, id) in [("2025-06-01", "old/rest"), ("2026-06-01", "new/rest")] {
        let found = loops(&["--data", &path, "--as-of", day, "--where", "through lab"]);
        assert_eq!(found.into_keys().collect::<Vec<_>>(), [id]);
    }
}

#[test]
fn a_condition_that_nothing_can_meet_is_said_to_be_one() {
    let said = |flags: &[&str]| both(&[&["loops", "--format", "csv"], flags].concat()).1;
    let nobody = "warning: Temasek pays nobody and is paid nothing in this view: no loop leads through it\n";
    assert!(said(&["--where", "through temasek"]).contains(nobody));
    assert!(
        said(&["--where", "class = reciprocal-trade"])
            .contains("can meet `class = reciprocal-trade`: with --class any")
    );
    assert!(said(&["--fail-if", "length > 4", "--max-length", "3"]).contains("with a longer --max-length one could"));
    assert!(said(&["--fail-if", "status < signed", "--status", "signed"]).contains("with a lower --status one could"));
    for fine in ["not class = reciprocal-trade", "length = 2", "through aws or through temasek", "status = rumoured"] {
        assert!(!said(&["--where", fine]).contains("can meet"), "{fine}");
    }
    // What is misspelt is a fault with the nearest name, as in a flag.
    let slip = run(&["loops", "--where", "through opnai"]);
    assert!(slip.starts_with("exit 2") && slip.contains("^^^^^") && slip.contains("did you mean `openai`?"), "{slip}");
    assert!(!run(&["loops", "--where", "through q"]).contains("did you mean"));
}

const TWO_LOOPS: &str = "\
id,payer,payee,kind,amount,date,status
ab,Alphaco,Betacorp,equity,10B,2025-01-01,closed
ba,Betacorp,Alphaco,cloud,10B,2025-01-01,signed
ac,Alphaco,Gammainc,equity,100B,2025-01-01,closed
ca,Gammainc,Alphaco,cloud,100B,2025-01-01,signed
";

#[test]
fn figures_through_somebody_are_of_its_loops_and_not_of_its_whole_group() {
    let (_folder, path) = file("two.csv", TWO_LOOPS);
    let asked = |measure: &str, flags: &[&str]| {
        json(&[&["measure", measure, &path, "--format", "json", "--through", "betacorp"], flags].concat())
    };
    let found = asked("circulation", &[]);
    assert_eq!(found["stated"]["circulation"], 20_000_000_000_u64);
    assert_eq!(found["stated"]["paid"], 20_000_000_000_u64);
    let said = stdout(&["measure", "breakers", &path, "--through", "betacorp"]);
    assert!(said.starts_with("At least $10bn in 1 deal"), "{said}");
    // Every measure says what it looks at.
    for question in crate::common::questions().iter().filter(|words| !["paths", "ownership"].contains(&words[1])) {
        let said = stdout(&[&question[..], &[path.as_str(), "--through", "betacorp"]].concat());
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("Only the hops over which a loop can lead through Betacorp are looked at"), "{said}");
    }
}

/// The hops of all loops of the shipped register, by who is on them.
#[test]
fn the_hops_through_somebody_are_those_of_its_loops() {
    let all = json(&["loops", "--class", "any", "--format", "json"]);
    let mut on: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for one in all["loops"].as_array().expect("loops") {
        let ids: Vec<&str> = one["id"].as_str().expect("id").split('/').collect();
        for id in &ids {
            let hops = ids.iter().zip(ids.iter().cycle().skip(1)).map(|(from, to)| (*from, *to));
            on.entry(id).or_default().extend(hops);
        }
    }
    for (id, hops) in &on {
        let rows = plain::rows(&["--through", id]);
        let found: BTreeSet<(&str, &str)> = rows.iter().map(|row| (row.payer.as_str(), row.payee.as_str())).collect();
        assert_eq!(&found, hops, "{id}");
    }
    let sum = |flags: &[&str]| {
        let found = json(&[&["measure", "circulation", "--format", "json"], flags].concat());
        found["stated"]["circulation"].as_u64().expect("a sum")
    };
    assert!(sum(&["--through", "cerebras"]) < sum(&[]) / 2);
}

#[test]
fn a_guarantee_for_somebody_runs_to_whom_it_helps() {
    let flags = ["--include", "contingent", "--class", "any"];
    let found = loops(&flags);
    for id in ["amd/crusoe", "amd/goldman_sachs/crusoe", "alphabet/fluidstack/terawulf"] {
        assert!(found.contains_key(id), "{id}");
        let one = json(&["show", id, "--include", "contingent", "--format", "json"]);
        assert_eq!(one["loop"]["contingent"], true, "{id}");
        let page = stdout(&["show", id, "--include", "contingent"]);
        assert!(page.contains("Contingent: on one of its hops there is nothing but a guarantee"), "{page}");
    }
    let list =
        stdout(&["loops", "--include", "contingent", "--class", "any", "--where", "through crusoe and length = 2"]);
    assert!(list.contains("announced, contingent"), "{list}");
    let other = json(&["show", "amazon/openai", "--include", "contingent", "--format", "json"]);
    assert_eq!(other["loop"]["contingent"], false);
    // One sum, told to the lender and to whom it helps: together it is the guarantee.
    let rows = plain::rows(&["--include", "contingent", "--kind", "guarantee", "--from", "amd"]);
    let ends: BTreeSet<(&str, &str)> = rows.iter().map(|row| (row.payer.as_str(), row.payee.as_str())).collect();
    assert_eq!(ends, BTreeSet::from([("amd", "crusoe"), ("amd", "goldman_sachs")]));
    assert!(rows.iter().all(|row| row.low == 0.0 && (row.high - 3e8).abs() < 1.0));
    // Without the flag nothing of it counts, and its page says what would bring it.
    let page = stdout(&["show", "amd/crusoe"]);
    assert!(page.contains("with --include contingent it is there"), "{page}");
    assert!(page.contains("amd_crusoe_guarantee"), "{page}");
    let picture =
        stdout(&["map", "--include", "contingent", "--diagram", "loop", "--highlight", "amd/crusoe", "-o", "-"]);
    assert!(picture.contains("announced, contingent"), "it is marked in pictures");
}

#[test]
fn an_empty_answer_says_what_would_bring_some_and_nothing_that_would_not() {
    let said = |args: &[&str]| both(args).1;
    assert_eq!(
        said(&["loops", "--kind", "guarantee"]),
        "note: no deal counts in this view; with --include contingent there would be some, but no loop\n"
    );
    assert_eq!(said(&["flows", "--kind", "guarantee"]), "note: with --include contingent there would be some\n");
    assert_eq!(said(&["loops", "--kind", "cloud,chips"]), "note: with --class any there would be some\n");
    let slip = run(&["show", "amd/goldman_sachs/crusoe"]);
    assert!(slip.contains("help: with --include contingent it is there; nothing that AMD pays"), "{slip}");
    assert_eq!(said(&["loops", "--kind", "acquisition"]), "");
    let talks = ["loops", "--as-of", "2025-12-17", "--through", "amazon,openai", "--max-length", "2"];
    let said = said(&[&talks[..], &["--status", "signed"]].concat());
    assert!(said.ends_with("note: with --status in-talks there would be some\n"), "{said}");
}

#[test]
fn assets_of_one_owner_pay_each_other() {
    let text = r#"
as_of = "2025-12-31"
entity = [
    { id = "a", kind = "company" }, { id = "b", kind = "company" },
    { id = "a_cloud", kind = "cloud", operator = "a" }, { id = "a_chips", kind = "company", parent = "a" },
]
source = [{ id = "s", kind = "press" }]
deal = [
    { id = "s1", kind = "equity", payer = "a_cloud", payee = "b", amount = "10", history = [{ on = "2025-01-01", status = "signed" }], cite = ["s"] },
    { id = "s2", kind = "chips", payer = "b", payee = "a_chips", amount = "8", history = [{ on = "2025-01-01", status = "signed" }], cite = ["s"] },
    { id = "s3", kind = "services", payer = "a_chips", payee = "a_cloud", amount = "3", history = [{ on = "2025-01-01", status = "signed" }], cite = ["s"] },
    { id = "s4", kind = "services", payer = "a", payee = "a_cloud", amount = "1", history = [{ on = "2025-01-01", status = "signed" }], cite = ["s"] },
]
"#;
    let (_folder, path) = file("assets.toml", text);
    let apart: Vec<String> = loops(&["--data", &path, "--level", "asset"]).into_keys().collect();
    assert_eq!(apart, ["a/a_cloud/b/a_chips", "a_chips/a_cloud/b"]);
    let folded: Vec<String> = loops(&["--data", &path]).into_keys().collect();
    assert_eq!(folded, ["a/b"]);
    // Between an owner and its asset anything passes: a deal of theirs sets no limit.
    let owner = stdout(&["show", "s4", "--data", &path, "--level", "asset"]);
    assert!(owner.contains("no arc: within a"), "{owner}");
}

#[test]
fn partners_of_a_venture_are_that_whatever_is_paid_into_it() {
    let found = json(&["roles", "--of", "g42", "--all", "--format", "json"]);
    let pairs = found["pairs"].as_array().expect("pairs").iter();
    let partners: BTreeSet<&str> = pairs
        .filter(|pair| !pair["joint_venturer"]["who"].as_array().expect("a list").is_empty())
        .flat_map(|pair| [&pair["first"], &pair["second"]])
        .map(|id| id.as_str().expect("id"))
        .collect();
    assert_eq!(partners, BTreeSet::from(["cisco", "g42", "nvidia", "openai", "oracle", "softbank"]));
    // Nobody is an investor of what nobody is known to have paid into.
    assert!(!stdout(&["roles", "--of", "stargate_uae_jv", "--all"]).contains("investor in"));
}

#[test]
fn a_deal_that_falls_apart_on_its_way_through_a_table_is_named() {
    let text = r#"
as_of = "2026-06-30"
entity = [
    { id = "alpha", kind = "company" }, { id = "beta", kind = "company" }, { id = "gamma", kind = "company" },
    { id = "beta_cloud", kind = "cloud", operator = "beta" },
]
source = [{ id = "s", kind = "press" }]
[[deal]]
id = "many"
kind = "equity"
payer = ["alpha", "beta"]
payee = ["beta_cloud", "gamma"]
amount = "9B"
history = [{ on = "2024-04-05", status = "signed" }]
cite = ["s"]
"#;
    let (folder, path) = file("many.toml", text);
    let table = folder.path().join("table");
    let table = table.to_str().expect("UTF-8");
    stdout(&["export", "csv", "--data", &path, "-o", table]);
    let said = both(&["flows", table]).1;
    assert!(said.contains("the edges of `many` are not all pairs of its payers and payees"), "{said}");
    assert!(said.contains("they become 3 deals"), "{said}");
}

#[test]
fn stakes_contradict_each_other_only_if_the_least_of_them_do() {
    let owners = |ours: &str, theirs: &str| {
        let rows = format!(
            "payer,payee,kind,amount,date,status,stake\nAlphaco,Betacorp,ownership,?,2025-01-01,closed,{ours}\n\
             Gammainc,Betacorp,ownership,?,2025-01-01,closed,{theirs}\n"
        );
        let (_folder, path) = file("owners.csv", &rows);
        run(&["measure", "ownership", &path, "--format", "csv"])
    };
    assert!(owners("60%", "50%").contains("hold 110% of it together"));
    assert!(owners("at least 60%", "at least 50%").contains("hold 110% of it together"));
    let held = |said: &str| {
        let rows = said.lines().filter(|line| line.contains(",betacorp,") || line.starts_with("betacorp,"));
        rows.map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    // Beside at least 60% there is room for 40% at the most.
    let said = owners("at least 60%", "up to 50%");
    assert!(said.starts_with("exit 0") && held(&said).contains("0.6") && held(&said).contains("0.4"), "{said}");
    // Two ceilings say nothing for certain.
    assert!(owners("up to 60%", "up to 60%").starts_with("exit 0"));
}

#[test]
fn nothing_is_near_to_a_name_of_one_letter() {
    let (_folder, path) = file(
        "letters.csv",
        "payer,payee,kind,amount,date,status\nn,o,equity,1B,2025-01-01,closed\no,n,cloud,1B,2025-01-01,closed\n",
    );
    for text in ["r", "Q"] {
        let said = run(&["show", text, "--data", &path]);
        assert!(said.starts_with("exit 2") && !said.contains("did you mean"), "{said}");
    }
}

/// What to type so that a flag would change something, if it is heeded.
const FLAGS: [(&str, &str); 7] = [
    ("--status", "signed"),
    ("--level", "asset"),
    ("--kind", "cloud,equity"),
    ("--through", "nvidia"),
    ("--include", "contingent"),
    ("--min-amount", "5B"),
    ("--priced", ""),
];

#[test]
fn a_flag_of_the_view_changes_the_answer_or_is_refused() {
    let short = |name: &str| match name {
        "touch" => ["--max-length", "2"],
        "time" | "assets" => ["--max-length", "3"],
        "null" => ["--samples", "9"],
        _ => ["--color", "never"],
    };
    for question in &QUESTIONS {
        let words =
            [&["measure", question.name], question.example, &short(question.name), &["--format", "json"]].concat();
        let figures = |flags: &[&str]| {
            let output = program(&[&words[..], flags].concat()).output().expect("the program starts");
            let error = String::from_utf8(output.stderr).expect("UTF-8");
            let answer: Option<serde_json::Value> = serde_json::from_slice(&output.stdout).ok();
            let answer = answer.map(|mut answer| {
                let all = answer.as_object_mut().expect("an object");
                all.retain(|key, _| !["view", "level", "says", "title"].contains(&key.as_str()));
                answer
            });
            (output.status.code(), answer, error)
        };
        let (_, plain, _) = figures(&[]);
        for (flag, value) in FLAGS {
            let typed: Vec<&str> = [flag, value].into_iter().filter(|word| !word.is_empty()).collect();
            let (code, answer, error) = figures(&typed);
            let unheeded = question.unheeded.iter().find(|own| own.flag == flag);
            if let Some(unheeded) = unheeded {
                assert_eq!(code, Some(2), "{words:?} {flag}");
                let message = format!("`measure {}` cannot take {flag}: {}", question.name, unheeded.why);
                assert!(error.contains(&message) && error.contains("help: "), "{error}");
            } else if flag == "--level" && question.between_companies {
                assert_eq!(code, Some(2), "{words:?} {flag}");
            } else if !HEEDED_WITHOUT_EFFECT.contains(&(question.name, flag)) {
                assert_ne!(answer, plain, "{words:?} {flag} changes nothing and is not refused");
            }
        }
    }
    assert!(run(&["roles", "--priced"]).contains("`roles` cannot take --priced"));
    assert!(run(&["measure", "ladder", "--every", "year", "--status", "signed"]).starts_with("exit 2"));
}

/// Heeded, and without effect on the shipped register: its stakes are closed and of companies; both ends of the paths
/// are on all loops of each other.
const HEEDED_WITHOUT_EFFECT: [(&str, &str); 3] =
    [("ownership", "--status"), ("ownership", "--level"), ("paths", "--through")];

/// What can go round loops through somebody alone is what a plain search finds: of two loops, of one, of none.
#[test]
fn what_goes_round_the_loops_through_somebody_alone() {
    let (_folder, path) = file(
        "shared.csv",
        "payer,payee,kind,amount,date,status\nx,a,equity,10B,2025-01-01,closed\na,x,cloud,10B,2025-01-01,closed\n\
         a,b,equity,5B,2025-01-01,closed\nb,a,cloud,5B,2025-01-01,closed\nx,b,equity,1B,2025-01-01,closed\n\
         b,x,cloud,1B,2025-01-01,closed\n",
    );
    let asked = |flags: &[&str]| json(&[&["measure", "circulation", &path, "--format", "json"], flags].concat());
    let billions = |value: &serde_json::Value| value.as_f64().map(|value| value / 1e9);
    let through = |flags: &[&str]| {
        let found = asked(flags)["through"].clone();
        (found["loops"].as_u64(), billions(&found["circulation"]), billions(&found["passes"]))
    };
    assert_eq!(billions(&asked(&[])["stated"]["circulation"]), Some(32.0));
    assert_eq!(asked(&[])["through"], serde_json::Value::Null);
    assert_eq!(through(&["--through", "x"]), (Some(4), Some(24.0), Some(11.0)));
    // Through both: x→a→b→x, x→b→a→x and x→b→x; of these 1 can pass each of the small hops.
    assert_eq!(through(&["--through", "x,b"]), (Some(3), Some(6.0), None));
    let said = stdout(&["measure", "circulation", &path, "--through", "x"]);
    assert!(said.starts_with("At most $24bn can go round the loops through x, of which $11bn passes x\n"), "{said}");
    assert!(said.contains("Other loops over the same hops included: At most $32bn of the $32bn"), "{said}");
}
