//! Known layouts, with the headings under which they are published; and how a ledger is read, written down and read back.

use std::fs;

use super::{Ledger, ledger, payments, trial};

/// A payment of a made ledger.
struct Payment {
    row: usize,
    from: u32,
    to: u32,
    minute: i64,
    cents: i64,
}

/// Two hundred payments that go nowhere, but for a loop of three and one of two. Each is more than a day after the one before.
fn made() -> Vec<Payment> {
    let planted = [(10, 1, 2), (60, 2, 3), (110, 3, 1), (120, 4, 5), (130, 5, 4)];
    let payment = |row: usize| {
        let own = u32::try_from(row).expect("small");
        let (from, to) =
            planted.iter().find(|(at, ..)| *at == row).map_or((1000 + own, 2000 + own), |own| (own.1, own.2));
        let at = i64::from(own);
        Payment { row, from, to, minute: 1500 * at, cents: 1_000_000 - 137 * at }
    };
    (1..=200).map(payment).collect()
}

impl Payment {
    /// Its time, since the first of September 2022.
    fn time(&self, form: &str) -> String {
        let second = 1_661_990_400 + 60 * self.minute;
        jiff::Timestamp::from_second(second).expect("in range").strftime(form).to_string()
    }

    fn amount(&self) -> String {
        format!("{}.{:02}", self.cents / 100, self.cents % 100)
    }
}

/// A published layout.
struct Layout {
    profile: &'static str,
    header: &'static str,
    row: fn(&Payment) -> String,
    account: fn(u32) -> String,
    /// The times of the shorter loop.
    times: &'static str,
}

fn address(own: u32) -> String {
    format!("0x{own:040x}")
}

const LAYOUTS: [Layout; 8] = [
    Layout {
        profile: "ibm-aml",
        header: "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,Payment Currency,\
                 Payment Format,Is Laundering",
        row: |own| {
            let (time, amount) = (own.time("%Y/%m/%d %H:%M"), own.amount());
            let bank = |of: u32| format!("0{},80{of:07X}", of % 7);
            format!("{time},{},{},{amount},US Dollar,{amount},US Dollar,ACH,0", bank(own.from), bank(own.to))
        },
        account: |own| format!("0{}/80{own:07X}", own % 7),
        times: r#"["2023-01-04T00:00:00Z","2023-01-14T10:00:00Z"]"#,
    },
    Layout {
        profile: "paysim",
        header: "step,type,amount,nameOrig,oldbalanceOrg,newbalanceOrig,nameDest,oldbalanceDest,newbalanceDest,isFraud,isFlaggedFraud",
        row: |own| {
            let Payment { from, to, minute, .. } = own;
            format!("{},TRANSFER,{},C{from},170136.0,160296.36,C{to},0.0,0.0,0,0", minute / 60, own.amount())
        },
        account: |own| format!("C{own}"),
        times: "[3000,3250]",
    },
    Layout {
        profile: "saml-d",
        header: "Time,Date,Sender_account,Receiver_account,Amount,Payment_currency,Received_currency,Sender_bank_location,\
                 Receiver_bank_location,Payment_type,Is_laundering,Laundering_type",
        row: |own| {
            let Payment { from, to, .. } = own;
            let (clock, day) = (own.time("%H:%M:%S"), own.time("%Y-%m-%d"));
            format!(
                "{clock},{day},{from},{to},{},UK pounds,UK pounds,UK,UK,Cash Deposit,0,Normal_Cash_Deposits",
                own.amount()
            )
        },
        account: |own| own.to_string(),
        times: r#"["2023-01-04T00:00:00Z","2023-01-14T10:00:00Z"]"#,
    },
    Layout {
        profile: "amlsim",
        header: "TX_ID,SENDER_ACCOUNT_ID,RECEIVER_ACCOUNT_ID,TX_TYPE,TX_AMOUNT,TIMESTAMP,IS_FRAUD,ALERT_ID",
        row: |own| {
            let Payment { row, from, to, minute, .. } = own;
            format!("{row},{from},{to},TRANSFER,{},{},False,-1", own.amount(), minute / 1440)
        },
        account: |own| own.to_string(),
        times: "[125,135]",
    },
    // What later versions of AMLSim write: no profile is needed.
    Layout {
        profile: "",
        header: "tran_id,orig_acct,bene_acct,tx_type,base_amt,tran_timestamp,is_sar,alert_id",
        row: |own| {
            let Payment { row, from, to, .. } = own;
            format!("{row},{from},{to},TRANSFER,{},{},False,-1", own.amount(), own.time("%Y-%m-%dT%H:%M:%SZ"))
        },
        account: |own| own.to_string(),
        times: r#"["2023-01-04T00:00:00Z","2023-01-14T10:00:00Z"]"#,
    },
    Layout {
        profile: "ethereum-transactions",
        header: "hash,nonce,block_hash,block_number,transaction_index,from_address,to_address,value,gas,gas_price,input,\
                 block_timestamp,max_fee_per_gas,max_priority_fee_per_gas,transaction_type",
        row: |own| {
            let (from, to) = (address(own.from), address(own.to));
            // A contract is made: nobody is paid.
            let to = if own.row == 50 { String::new() } else { to };
            format!(
                "0x{:064x},0,0xb,1,0,{from},{to},{}0000000000000000,21000,1,0x,{},,,0",
                own.row,
                own.cents,
                own.time("%s")
            )
        },
        account: address,
        times: "[1672790400,1673690400]",
    },
    Layout {
        profile: "ethereum-token-transfers",
        header: "token_address,from_address,to_address,value,transaction_hash,log_index,block_number",
        row: |own| {
            let (from, to, token) = (address(own.from), address(own.to), address(0xdac));
            format!("{token},{from},{to},{}0000000000000000,0x{:064x},7,{}", own.cents, own.row, 13_200_000 + own.row)
        },
        account: address,
        times: "[13200120,13200130]",
    },
    Layout {
        profile: "berka",
        header: "\"order_id\";\"account_id\";\"bank_to\";\"account_to\";\"amount\";\"k_symbol\"",
        row: |own| {
            let Payment { row, from, to, .. } = own;
            format!("{};{from};\"YZ\";\"{to}\";{};\"SIPO\"\r", 29_400 + row, own.amount())
        },
        account: |own| own.to_string(),
        times: "",
    },
];

impl Layout {
    fn ledger(&self) -> Ledger {
        let rows = made();
        let lines = rows.iter().map(|own| (self.row)(own) + "\n");
        ledger(lines.fold(format!("{}\n", self.header), |text, line| text + &line))
    }

    /// The loops that are planted.
    fn loops(&self) -> [String; 2] {
        let name = self.account;
        [format!("{} {} {}: 10 60 110", name(1), name(2), name(3)), format!("{} {}: 120 130", name(4), name(5))]
    }
}

#[test]
fn known_layouts_are_recognised() {
    for layout in LAYOUTS {
        let said = layout.ledger().said();
        assert_eq!(said.loops(), layout.loops(), "{}: {}", layout.profile, said.err);
        said.is_sure();
        if layout.times.is_empty() {
            said.says(&["times play no part"]);
        } else {
            assert_eq!(said.each("times")[1], layout.times, "{}", layout.header);
        }
        if !layout.profile.is_empty() {
            said.says(&[&format!("the layout is that of {}", layout.profile)]);
            let named = layout.ledger().scan(&format!("--profile {}", layout.profile));
            assert_eq!(named.out, said.out);
        }
        assert_eq!(layout.ledger().scan("--keep 0.9 --min-amount 5000").loops(), layout.loops(), "{}", layout.header);
    }
}

/// Lists of edges, as Stanford's collection has them.
#[test]
fn lists_of_edges_are_read() {
    let rows =
        |sign: char| made().iter().fold(String::new(), |text, own| text + &format!("{}{sign}{}\n", own.from, own.to));
    let wanted = ["1 2 3: 10 60 110", "4 5: 120 130"];
    let remarks = "# Directed graph (each unordered pair of nodes is saved once): web.txt\n# Nodes: 405 Edges: 200\n";
    let named = ledger(format!("{remarks}# FromNodeId\tToNodeId\n{}", rows('\t')));
    assert_eq!(named.said().loops(), wanted);
    named.said().is_sure();
    for text in [
        rows('\t'),
        rows(' '),
        rows(','),
        format!("{remarks}{}", rows(' ')),
        format!("% sym unweighted\n{}", rows(' ')),
    ] {
        let bare = ledger(&text);
        assert_eq!(bare.said().loops(), wanted, "{}", &text[..40]);
        let said = bare.mended("", "--no-header");
        assert_eq!(said.loops(), wanted);
        said.is_sure();
        assert_eq!(bare.scan("--profile snap").out, said.out);
        bare.scan("--profile snap").is_sure();
    }
    assert_eq!(named.scan("--profile snap").loops(), wanted);
}

/// Those with times: payer, payee, second, parted by spaces.
#[test]
fn lists_of_edges_with_times_are_read() {
    let rows =
        made().iter().fold(String::new(), |text, own| text + &format!("{} {} {}\n", own.from, own.to, own.time("%s")));
    let edges = ledger(rows);
    edges.said().refuses(&["no line names the columns"]);
    let said = edges.mended("", "--no-header --from '#1' --to '#2' --time '#3'");
    assert_eq!(said.loops(), ["1 2 3: 10 60 110", "4 5: 120 130"]);
    said.says(&["seconds since 1970"]);
    said.is_sure();
}

/// The headings of AMLSim, over seconds: its steps are days, and these are none.
#[test]
fn the_unit_of_a_layout_is_for_steps() {
    let seconds = ledger(
        "TX_ID,SENDER_ACCOUNT_ID,RECEIVER_ACCOUNT_ID,TX_AMOUNT,TIMESTAMP\n1,a,b,5,1708329600\n2,b,a,4,1708333200\n",
    );
    let said = seconds.scan("--window 1d");
    assert_eq!(said.loops(), ["a b: 1 2"]);
    said.says(&["seconds since 1970", "window 1d = 86400 seconds"]);
    assert!(seconds.scan("--window 30m").loops().is_empty());
    seconds.scan("--time-unit day").says(&["steps of a day"]);
}

/// What `--explain` writes is read back: the same loops, and no doubt that a flag could have settled.
#[test]
fn what_is_explained_is_read_back() {
    let mut ledgers: Vec<Ledger> = LAYOUTS.iter().map(Layout::ledger).collect();
    for file in fs::read_dir("tests/data/trials").expect("the folder") {
        let name = file.expect("a file").file_name().into_string().expect("UTF-8");
        let read = trial(&name);
        if read.said().code == 0 {
            ledgers.push(read);
        }
    }
    assert!(ledgers.len() > 25);
    let dates = |column: &str, one: &str, other: &str| ledger(format!("from,to,{column}\na,b,{one}\nb,a,{other}\n"));
    ledgers.extend([
        dates("date", "20220901", "20220902"),
        dates("date", "220901", "220902"),
        dates("date", "44805", "44806"),
        dates("when", "44805.25", "44806.5"),
        dates("when", "13092022", "14092022"),
        dates("when", "9132022", "9142022"),
        dates("when", "13/09/2022", "10/10/2022"),
        dates("when", "09/13/2022 3:05 PM", "10/10/2022"),
        dates("Settled On", "2022-09-01", "2022-09-02"),
        payments("ACME,b,1,5\nb,acme,2,4\n"),
        payments("007,b,1,5\nb,7,2,4\n"),
        payments("a,b,1,1.000\nb,a,2,12.500\n"),
        payments("a,b,1,\"1,000\"\nb,a,2,\"12,500\"\n"),
        ledger("from;to;amount\na;b;1.000\nb;a;12.500\n"),
        ledger("from,to,day,amount\na,b,Mon,5\nb,a,Tue,4\n"),
        ledger("from,to,amount,LCurr\na,b,5,USD\nb,a,4,JPY\n"),
        ledger("1 2\n2 1\n"),
        ledger("sep=;\nReport\nfrom;to\na;b\nb;a\n"),
        ledger("Day,Bank,Account,Bank,Account\n1,x,a,y,b\n2,y,b,x,a\n"),
    ]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("profile.toml");
    let flags = format!("--profile {}", path.display());
    for own in ledgers {
        let (plain, explained) = (own.said(), own.scan("--explain"));
        if plain.code != 0 {
            continue;
        }
        assert_eq!(explained.code, 0, "{}", explained.err);
        fs::write(&path, &explained.out).expect("written");
        let read = own.scan(&flags);
        assert_eq!(read.out, plain.out, "{}\n{}", explained.out, read.err);
        // A profile says nothing of the order in which times must lie.
        let left: Vec<&str> =
            read.err.lines().filter(|line| line.starts_with("doubt:") && !line.contains("share their time")).collect();
        assert!(left.is_empty(), "{left:?}\n{}", explained.out);
        let again = own.scan(&format!("{flags} --explain"));
        assert_eq!(again.out, explained.out, "what is explained twice is the same");
    }
}
