//! Spreadsheets of deals in the layouts that people have.

use std::fs;

use roundtrip::{
    load,
    model::{By, Deal, EntityId, Mark, Register, Return, Status},
};

use crate::common::program;

/// What a run has said.
struct Said {
    code: i32,
    out: String,
    err: String,
}

fn ask(args: &[&str]) -> Said {
    let output = program(args).output().expect("the program starts");
    Said {
        code: output.status.code().expect("it ends by itself"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

impl Said {
    /// The register that was written.
    fn register(&self) -> Register {
        assert_eq!(self.code, 0, "{}", self.err);
        load::from_text("it.toml", &self.out).unwrap_or_else(|report| panic!("{report}")).0
    }

    fn has(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(self.err.contains(word), "no `{word}` in\n{}", self.err);
        }
        self
    }
}

/// A file with this text, imported.
fn import(name: &str, text: &str, flags: &[&str]) -> Said {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join(name);
    fs::write(&path, text).expect("written");
    ask(&[&["import", path.to_str().expect("UTF-8")], flags].concat())
}

fn trial(name: &str) -> String {
    format!("tests/data/imports/{name}")
}

/// `a pays b: kind amount date status`, for each deal.
fn told(register: &Register) -> Vec<String> {
    let names = |ids: &[EntityId]| ids.iter().map(|id| register.name(id)).collect::<Vec<_>>().join(" and ");
    let one = |deal: &Deal| {
        let event = deal.history.last().expect("an entry");
        let status = event.status.map_or("", Status::name);
        let (payers, payees) = (names(&deal.payers), names(&deal.payees));
        format!("{payers} pays {payees}: {} {} {} {status}", deal.kind, deal.amount, event.on)
    };
    register.deals.values().map(one).collect()
}

const TAKEN_FOR_ALL: [&str; 2] = ["--set", "kind=services,status=closed,date=2024"];

#[test]
fn a_word_for_a_kind_is_no_other_kind() {
    let said = ask(&["loops", &trial("kind-investment.csv")]);
    assert!(said.out.starts_with("1 loop of circular funding"), "{}", said.out);
    said.has(&["the kind `investment` is taken for equity; --word investment=equity settles it"]);
    let settled = ask(&["loops", &trial("kind-investment.csv"), "--word", "investment=equity"]);
    assert_eq!((settled.err.as_str(), settled.out), ("", said.out));
}

#[test]
fn a_table_that_lacks_columns_is_told_how_to_be_read() {
    let said = ask(&["loops", &trial("gephi-edges.csv")]);
    assert_eq!(said.code, 2);
    said.has(&["`roundtrip scan tests", "--set kind=services,status=closed,date=2025`"]);
    let said = ask(&["import", &trial("gephi-edges.csv")]);
    assert_eq!(said.code, 2);
    said.has(&["no column `kind`", "no column `status`", "no column `date`", "--set kind=services"]);
    assert_eq!(said.err.matches("error[missing-column]").count(), 3, "once each: {}", said.err);
    let path = trial("gephi-edges.csv");
    let settled = ask(&[&["loops", path.as_str(), "--class", "any"][..], &TAKEN_FOR_ALL].concat());
    assert!(settled.out.starts_with("1 loop"), "{}", settled.out);
    settled.has(&["takes `Source` for payer, `Target` for payee, `Weight` for amount"]);
}

#[test]
fn flags_hold_for_tables_and_for_folders() {
    let flags = [
        &["--rename", "source=payer", "--rename", "target=payee", "--rename", "weight=amount"][..],
        &["--kind", "services", "--status", "closed", "--date", "2024"],
    ]
    .concat();
    let rows = ["pays Bolt: services 100", "pays Cog: services 90", "pays Acme: services 80"];
    for (name, first) in [("gephi-edges.csv", "a"), ("gephi-folder", "Acme")] {
        let said = ask(&[&["import", trial(name).as_str()][..], &flags].concat());
        let told = told(&said.register());
        assert_eq!(told.len(), 3);
        assert!(told[0].starts_with(&format!("{first} pays ")) && told[0].ends_with("100 2024 closed"), "{told:?}");
        if first == "Acme" {
            assert!(told.iter().zip(rows).all(|(told, row)| told.contains(row)), "{told:?}");
        }
    }
    let said = ask(&["import", &trial("own-csv-without-kind.csv"), "--kind", "equity"]);
    assert_eq!(told(&said.register()).len(), 2);
}

/// What stands beside the amount, under our headings and under those that people have.
#[test]
fn a_table_has_what_stands_beside_the_amount() {
    let text = "payer,payee,kind,amount,date,status,Capacity (GW),Drawn,Drawn as of,Rate,Per,rate_from,rate_until,\
                Terminable by,Notice period,in_return,Collateral,pledged_to,expected,expected_on\n\
                Lender,Lab,debt,$13bn,2025-10-14,signed,0.3,$11.9bn,30/06/2026,\"1,250,000,000\",monthly,2026-07,2029-05,\
                both,90 days,interest,the chips; the site,-; Bank,closed,2026-Q4\n";
    let said = import("loans.csv", text, &[]);
    let register = said.register();
    said.has(&["`Drawn` for paid", "`Collateral` for pledged"]);
    let deal = &register.deals["loans-1"];
    assert_eq!(deal.quantity[0].stated, "0.3 GW");
    let [paid] = deal.paid.as_slice() else { panic!("{:?}", deal.paid) };
    assert_eq!((paid.amount.to_string().as_str(), paid.on.to_string().as_str()), ("11.9B", "2026-06-30"));
    assert_eq!(deal.rate[0].in_all().and_then(|all| all.stated), Some(43_750_000_000_i64.into()));
    let exit = &deal.exit[0];
    assert_eq!((exit.by, exit.notice.as_deref()), (By::Either, Some("90 days")));
    assert_eq!(deal.in_return, [Return::Interest]);
    let pledged: Vec<_> =
        deal.pledged.iter().map(|own| (own.asset.as_str(), own.to.as_ref().map(|to| register.name(to)))).collect();
    assert_eq!(pledged, [("the chips", None), ("the site", Some("Bank"))]);
    assert_eq!((deal.expected[0].status, deal.expected[0].on.to_string().as_str()), (Status::Closed, "2026-Q4"));
}

/// Nothing is guessed and nothing is dropped of a column that says too little.
#[test]
fn a_column_that_says_too_little_is_kept_as_it_is() {
    let head = "payer,payee,kind,amount,date,status";
    let row = "A,B,debt,1B,2025-10-14,signed";
    let said = import("it.csv", &format!("{head},paid,in_return\n{row},yes,fame\n"), &[]);
    let register = said.register();
    said.has(&["`paid` without `paid_on` is kept with its deal", "`fame` is no thing that a payer gets"]);
    let deal = &register.deals["it-1"];
    assert_eq!((deal.extra("paid"), deal.extra("given_in_return")), (Some("yes"), Some("fame")));
    let said = import("it.csv", &format!("{head},paid,paid_on\n{row},1M;2M,2026\n"), &[]);
    assert_eq!(said.code, 2);
    said.has(&["`paid` has 2 values, and `paid_on` has 1"]);
}

#[test]
fn every_command_reads_what_import_reads() {
    for name in ["deals.xlsx", "deals.txt", "deals.TSV"] {
        let imported = told(&ask(&["import", &trial(name)]).register());
        let listed = ask(&["list", "deals", &trial(name), "--format", "json"]);
        assert_eq!(listed.code, 0, "{}", listed.err);
        let listed: serde_json::Value = serde_json::from_str(&listed.out).expect("JSON");
        assert_eq!(listed["deals"].as_array().expect("deals").len(), imported.len(), "{name}");
    }
    let path = trial("gephi-weight.gexf");
    let said = ask(&[&["loops", path.as_str()][..], &TAKEN_FOR_ALL].concat());
    assert_eq!(said.code, 0, "{}", said.err);
}

#[test]
fn the_layouts_that_people_have() {
    let sankey = "source,target,value\nNvidia,OpenAI,100\nOpenAI,Oracle,300\n";
    let said = import("sankey.csv", sankey, &TAKEN_FOR_ALL);
    assert_eq!(
        told(&said.register()),
        ["Nvidia pays OpenAI: services 100 2024 closed", "OpenAI pays Oracle: services 300 2024 closed"]
    );

    let crunchbase = "Transaction Name,Organization Name,Funding Type,Money Raised,Announced Date,Investor Names\n\
                      Series B - Bolt,Bolt,Series B,\"600,000,000\",\"Jun 11, 2024\",\"Acme, Inc., Cog, Dyne\"\n";
    let said = import("rounds.csv", crunchbase, &["--set", "status=closed"]);
    assert_eq!(told(&said.register()), ["Acme, Inc. and Cog and Dyne pays Bolt: equity 600M 2024-06-11 closed"]);
    assert!(said.register().deals.values().all(|deal| deal.round), "each gave a part of the whole");
    said.has(&["the kind `Series B` is taken for equity"]);

    let pitchbook = "Deal ID,Companies,Investors,Deal Date,Deal Size,Deal Type,Deal Status\n\
                     1-T,Bolt,Acme; Cog,20-Apr-2023,221.00,Later Stage VC,Completed\n";
    let said = import("deals.csv", pitchbook, &[]);
    assert_eq!(told(&said.register()), ["Acme and Cog pays Bolt: equity 221 2023-04-20 closed"]);
    said.has(&["some programs count them in millions; --unit million says so"]);

    let littlesis = "entity1_id,entity1_name,entity2_id,entity2_name,category,amount,start_date\n\
                     1,Acme,2,Bolt,Transaction,30000000,2025-09-00\n1,Acme,3,Ann,Position,,2020-00-00\n";
    let said = import("links.csv", littlesis, &["--set", "status=closed"]);
    assert_eq!(said.code, 2);
    said.has(&["unknown kind of deal `Position`", "--word"]);
    let said = import("links.csv", littlesis, &["--set", "status=closed", "--word", "position=-"]);
    assert_eq!(told(&said.register()), ["Acme pays Bolt: services 30M 2025-09 closed"]);
    said.has(&["rows with the word `Position` are left out"]);
}

#[test]
fn folders_of_neo4j_have_nodes_and_relations() {
    let folder = tempfile::tempdir().expect("tempdir");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    write("companies.csv", "companyId:ID(Company),name,:LABEL\nc1,Acme,Company\nc2,Bolt,Company\n");
    write(
        "pays.csv",
        ":START_ID(Company),:END_ID(Company),amount:double,day:date,:TYPE\nc1,c2,3.0E10,2025-09-22,INVESTS_IN\n",
    );
    let said = ask(&["import", folder.path().to_str().expect("UTF-8"), "--set", "status=signed"]);
    assert_eq!(told(&said.register()), ["Acme pays Bolt: equity 30B 2025-09-22 signed"]);
}

#[test]
fn what_is_not_read_with_its_folder_is_named() {
    let folder = tempfile::tempdir().expect("tempdir");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    write("deals.csv", "payer,payee,kind,amount,date,status\nAcme,Bolt,equity,1m,2025,closed\n");
    write("README.txt", "About these deals.\n");
    write("old.json", "{}");
    write("picture.png", "");
    let said = ask(&["import", folder.path().to_str().expect("UTF-8")]);
    assert_eq!(told(&said.register()), ["Acme pays Bolt: equity 1M 2025 closed"]);
    said.has(&["README.txt is not read with its folder", "old.json is not read with its folder"]);
}

#[test]
fn links_between_deals_are_said_in_a_table() {
    let text = "id,payer,payee,kind,amount,date,status,superseded_by,tranche_of,conditional,term\n\
                OLD 1,Acme,Bolt,equity,10m,2025-01-01,signed,NEW 1,,,\n\
                NEW 1,Acme,Bolt,equity,12m,2025-06-01,signed,,,approval,5y\n\
                T1,Acme,Bolt,equity,4m,2025-06-02,closed,,NEW 1,,\n";
    let register = import("deals.csv", text, &[]).register();
    let deal = |id: &str| &register.deals[id];
    assert_eq!(deal("new-1").supersedes, [deal("old-1").id.clone()]);
    assert_eq!(deal("t1").tranche_of.as_ref(), Some(&deal("new-1").id));
    assert_eq!((deal("new-1").conditions.as_deref(), deal("new-1").term.as_deref()), (Some("approval"), Some("5y")));
    assert_eq!(deal("new-1").history[0].mark, Some(Mark::Conditional));
    let wrong = import("deals.csv", &text.replace("signed,NEW 1", "signed,NEW 7"), &[]);
    assert_eq!(wrong.code, 2);
    wrong.has(&["no deal of this table is called `NEW 7`"]);
}

#[test]
fn a_day_that_can_be_the_month_is_asked_for_once() {
    let rows = |days: &[&str]| {
        let row = |day: &&str| format!("Acme,Bolt,equity,1m,{day},closed\n");
        format!("payer,payee,kind,amount,date,status\n{}", days.iter().map(row).collect::<String>())
    };
    let unsure = rows(&["03/04/2025"; 30]);
    let said = import("deals.csv", &unsure, &[]);
    assert_eq!(said.code, 2);
    said.has(&["--days day-first if `03/04/2025` is 3 April 2025, --days month-first if 4 March 2025"]);
    assert_eq!(said.err.matches("the day of this date can be its month").count(), 1, "{}", said.err);
    for (order, day) in [("day-first", "2025-04-03"), ("month-first", "2025-03-04")] {
        let register = import("deals.csv", &unsure, &["--days", order]).register();
        assert!(register.deals.values().all(|deal| deal.history[0].on.to_string() == day));
    }
    // One date above twelve decides, and it is said.
    let said = import("deals.csv", &rows(&["03/04/2025", "25/03/2025"]), &[]);
    let days: Vec<String> = said.register().deals.values().map(|deal| deal.history[0].on.to_string()).collect();
    assert_eq!(days, ["2025-04-03", "2025-03-25"]);
    said.has(&["the day stands first in its dates", "--days day-first settles it"]);
}

#[test]
fn what_is_wrong_in_many_rows_is_said_once() {
    let row = |row| format!("Acme,Bolt,barter,{row}m,2025-01-01,closed");
    let rows = (0..30).map(row).collect::<Vec<_>>().join("\n");
    let said = import("deals.csv", &format!("payer,payee,kind,amount,date,status\n{rows}"), &[]);
    assert_eq!(said.code, 2);
    assert_eq!(said.err.matches("unknown kind of deal `barter`").count(), 1, "{}", said.err);
    said.has(&["the same in 29 more lines: 3, 4, 5", "error: 30 faults"]);
}

#[test]
fn titles_above_the_headings_and_empty_rows_are_no_deals() {
    let text =
        "Deals of the year,,,,,\n,,,,,\npayer,payee,kind,amount,date,status\nAcme,Bolt,equity,1m,2025,closed\n,,,,,\n";
    let said = import("deals.csv", text, &[]);
    assert_eq!(told(&said.register()), ["Acme pays Bolt: equity 1M 2025 closed"]);
    said.has(&["2 lines above the headings are not read"]);
}

#[test]
fn files_without_a_name_of_their_own_do_not_replace_each_other() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = |name: &str, row: &str| {
        let path = folder.path().join(name).join("deals.csv");
        fs::create_dir(path.parent().expect("a folder")).expect("made");
        fs::write(&path, format!("payer,payee,kind,amount,date,status\n{row},2025,closed\n")).expect("written");
        path.display().to_string()
    };
    let (one, other) = (path("a", "Acme,Bolt,equity,1m"), path("b", "Bolt,Acme,cloud,2m"));
    let said = ask(&["list", "deals", &one, &other, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(json["deals"].as_array().expect("deals").len(), 2, "{}", said.out);
}

#[test]
fn numbers_of_two_files_mean_different_companies() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = |name: &str, companies: [&str; 2]| {
        let path = folder.path().join(name);
        fs::create_dir(&path).expect("made");
        let nodes = format!("Id,Label\n0,{}\n1,{}\n", companies[0], companies[1]);
        fs::write(path.join("nodes.csv"), nodes).expect("written");
        fs::write(path.join("edges.csv"), "Source,Target,Type,Id,Weight\n0,1,Directed,0,5\n").expect("written");
        path.display().to_string()
    };
    let (one, other) = (path("a", ["Acme", "Bolt"]), path("b", ["Bolt", "Cog"]));
    let said = ask(&[&["list", "deals", &one, &other, "--format", "json"][..], &TAKEN_FOR_ALL].concat());
    let json: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let titles: Vec<&str> =
        json["deals"].as_array().expect("deals").iter().map(|deal| deal["title"].as_str().expect("a title")).collect();
    assert_eq!(titles, ["Acme buys services from Bolt", "Bolt buys services from Cog"], "{}", said.err);
}

#[test]
fn two_columns_can_be_swapped() {
    let text = "payer,payee,kind,amount,date,status\nBolt,Acme,equity,1m,2025,closed\n";
    let said = import("deals.csv", text, &["--rename", "payer=payee,payee=payer"]);
    assert_eq!(told(&said.register()), ["Acme pays Bolt: equity 1M 2025 closed"]);
}

/// A sheet of a thousand deals with the blemishes that people's sheets have, and what it means.
mod thousand {
    /// What a row means.
    pub(super) struct Truth {
        pub(super) id: String,
        pub(super) payer: &'static str,
        pub(super) payee: &'static str,
        pub(super) kind: &'static str,
        /// As the register writes it.
        pub(super) amount: String,
        pub(super) date: &'static str,
        pub(super) status: &'static str,
    }

    /// Names and the other ways in which the sheet writes them.
    const COMPANIES: [&[&str]; 8] = [
        &["Acme Robotics", "ACME ROBOTICS", "acme robotics", " Acme  Robotics ", "Acme Robotics"],
        &["Société Générale", "Socie\u{301}te\u{301} Ge\u{301}ne\u{301}rale", "SOCIÉTÉ GÉNÉRALE"],
        &["华为", "华为"],
        &["Мечел", "МЕЧЕЛ", "мечел"],
        &["Bolt & Sons", "BOLT & SONS", "\"Bolt & Sons\""],
        &["C++ Labs", "c++ labs"],
        &["C Labs", "c labs"],
        &["Fund II", "fund ii"],
    ];

    /// Nobody, in five words.
    const NOBODY: [&str; 5] = ["Undisclosed", "various", "n/a", "other investors", "Unknown"];

    const KINDS: [(&str, &[&str]); 4] = [
        ("equity", &["equity", "Equity", "investment", "Series A", "stake"]),
        ("debt", &["debt", "loan", "Term Loan", "bonds", "credit facility"]),
        ("cloud", &["cloud", "compute", "Cloud Services", "hosting", "CLOUD"]),
        ("chips", &["chips", "GPUs", "hardware", "Chips", "semiconductors"]),
    ];

    const STATUSES: [(&str, &[&str]); 4] = [
        ("closed", &["closed", "completed", "Closed", "paid", "done"]),
        ("signed", &["signed", "committed", "Signed", "contracted", "definitive agreement"]),
        ("announced", &["announced", "LOI", "MOU", "reported", "letter of intent"]),
        ("in-talks", &["in talks", "in-talks", "negotiating", "Talks", "in negotiation"]),
    ];

    const DATES: [(&str, &str); 9] = [
        ("2025-03-25", "2025-03-25"),
        ("2025-03-25", "25/03/2025"),
        ("2025-04-03", "03/04/2025"),
        ("2025-03-12", "12 March 2025"),
        ("2025-03", "Mar 2025"),
        ("2025-Q1", "Q1 2025"),
        ("2020", "2020-00-00"),
        ("2025-03-12", "March 12, 2025"),
        ("2024", "2024"),
    ];

    const UNDISCLOSED: [&str; 5] = ["n/a", "TBC", "n/d", "undisclosed", "—"];

    /// Pseudo-random numbers, the same in every run.
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).expect("fits") % limit
        }

        fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
            all[self.below(all.len())]
        }
    }

    /// An amount as the register writes it, and in one of the ways of people.
    fn amount(dice: &mut Dice) -> (String, String) {
        if dice.below(12) == 0 {
            return ("?".to_owned(), dice.of(&UNDISCLOSED).to_owned());
        }
        let tenths = 11 + dice.below(980);
        let (whole, tenth) = (tenths / 10, tenths % 10);
        let plain = if tenth == 0 { format!("{whole}M") } else { format!("{whole}.{tenth}M") };
        let digits = format!("{whole},{tenth}00,000");
        let people = [
            format!("\"{digits}\""),
            format!("{whole}.{tenth}m"),
            format!("${whole}.{tenth} million"),
            format!("USD {whole}{tenth}00000"),
            format!("\"$ {digits}\""),
            format!("{whole} {tenth}00 000"),
        ];
        match dice.below(people.len() + 1) {
            6 => (format!("~{plain}"), format!("approx. {whole}.{tenth}m")),
            way => (plain, people[way].clone()),
        }
    }

    /// The sheet and its truth. Of two parties one is nobody in some rows.
    pub(super) fn sheet(seed: u64) -> (String, Vec<Truth>) {
        let mut dice = Dice(seed);
        let mut text = "Deal tracker 2025,,,,,,\n,,,,,,\nRef,payer,payee,kind,amount,date,status\n".to_owned();
        let mut truths = Vec::new();
        for row in 0..1000 {
            let from = dice.below(COMPANIES.len());
            let to = (from + 1 + dice.below(COMPANIES.len() - 1)) % COMPANIES.len();
            let nobody = dice.below(20) == 0;
            let payer = if nobody { dice.of(&NOBODY) } else { dice.of(COMPANIES[from]) };
            let payee = dice.of(COMPANIES[to]);
            let (kind, kinds) = KINDS[dice.below(KINDS.len())];
            let (status, statuses) = STATUSES[dice.below(STATUSES.len())];
            let (date, dates) = DATES[dice.below(DATES.len())];
            let (amount, amounts) = amount(&mut dice);
            let (kinds, statuses) = (dice.of(kinds), dice.of(statuses));
            let dates = if dates.contains(',') { format!("\"{dates}\"") } else { dates.to_owned() };
            text += &format!("D{row},{payer},{payee},{kinds},{amounts},{dates},{statuses}\n");
            if dice.below(100) == 0 {
                text += ",,,,,,\n";
            }
            truths.push(Truth {
                id: format!("d{row}"),
                payer: if nobody { "" } else { COMPANIES[from][0] },
                payee: COMPANIES[to][0],
                kind,
                amount,
                date,
                status,
            });
        }
        (text, truths)
    }
}

#[test]
fn a_thousand_rows_with_the_blemishes_of_people_are_read_in_one_go() {
    for seed in [1, 2, 3] {
        let (text, truths) = thousand::sheet(seed);
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("tracker.csv");
        fs::write(&path, text).expect("written");
        let said = ask(&["import", path.to_str().expect("UTF-8"), "--rename", "Ref=id"]);
        let register = said.register();
        assert_eq!(register.deals.len(), truths.len());
        for truth in &truths {
            let deal = &register.deals[truth.id.as_str()];
            let name = |ids: &[EntityId]| {
                register.entities.get(&ids[0]).map_or_else(String::new, |entity| entity.name.to_lowercase())
            };
            if !truth.payer.is_empty() {
                assert_eq!(composed(&name(&deal.payers)), composed(&truth.payer.to_lowercase()), "{}", truth.id);
            }
            assert_eq!(composed(&name(&deal.payees)), composed(&truth.payee.to_lowercase()), "{}", truth.id);
            assert_eq!(deal.kind.name(), truth.kind, "{}", truth.id);
            assert_eq!(deal.amount.to_string(), truth.amount, "{}", truth.id);
            let event = &deal.history[0];
            assert_eq!(event.on.to_string(), truth.date, "{}", truth.id);
            assert_eq!(event.status.map(Status::name), Some(truth.status), "{}", truth.id);
        }
        // One page of what was taken for what.
        let lines = said.err.lines().count();
        assert!((5..=60).contains(&lines), "{lines} lines:\n{}", said.err);
        said.has(&["the day stands first", "taken for equity", "above the headings"]);
    }
}

/// Letters and their accents as one sign each, blanks folded.
fn composed(text: &str) -> String {
    let text = text.replace("e\u{301}", "é").replace('"', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
