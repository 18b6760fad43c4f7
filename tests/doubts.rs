//! What `check` doubts in how records are linked, each with a case in which there is nothing to doubt.

use roundtrip::measure::{Doubt, Finding, doubts};

/// The doubts of one kind about a register of these deals: of whom, and what.
fn found(finding: Finding, deals: &str) -> Vec<(String, String)> {
    found_beside(finding, deals, "")
}

/// The same, with other records beside the deals.
fn found_beside(finding: Finding, deals: &str, others: &str) -> Vec<(String, String)> {
    let mut text = "as_of = \"2026-06-30\"\n".to_owned();
    for id in ["alpha", "beta", "gamma"] {
        text += &format!("[[entity]]\nid = \"{id}\"\nkind = \"company\"\n");
    }
    text += "[[entity]]\nid = \"beta_cloud\"\nkind = \"cloud\"\noperator = \"beta\"\n";
    text += "[[source]]\nid = \"s\"\nkind = \"press\"\n";
    for deal in deals.split("\n\n") {
        let mut deal = format!("[[deal]]\ncite = [\"s\"]\n{deal}\n");
        for (key, value) in [("kind", "equity"), ("payer", "alpha"), ("payee", "beta"), ("amount", "10B")] {
            if !deal.contains(&format!("\n{key} =")) {
                deal += &format!("{key} = \"{value}\"\n");
            }
        }
        if !deal.contains("\nhistory =") {
            deal += "history = [{ on = \"2025-01-01\", status = \"signed\" }]\n";
        }
        text += &deal;
    }
    text += others;
    let (register, _) =
        roundtrip::load::from_text("register.toml", &text).unwrap_or_else(|report| panic!("{report}\n{text}"));
    let own = |doubt: Doubt| (doubt.finding == finding).then_some((doubt.subject, doubt.says));
    doubts(&register, register.as_of).into_iter().filter_map(own).collect()
}

fn one(subject: &str, says: &str) -> Vec<(String, String)> {
    vec![(subject.to_owned(), says.to_owned())]
}

#[test]
fn an_overlap_between_different_payees_or_payers() {
    let overlap = |other: &str| {
        found(Finding::ForeignOverlap, &format!("id = \"tpu\"\noverlaps = [\"order\"]\n\nid = \"order\"\n{other}"))
    };
    assert_eq!(
        overlap("payee = \"gamma\""),
        one("tpu", "pays beta, and order, of which it is said to be the same money, pays gamma")
    );
    assert_eq!(
        overlap("payer = \"gamma\""),
        one("tpu", "is paid by alpha, and order, of which it is said to be the same money, is paid by gamma")
    );
    for same in
        ["", "payee = \"beta_cloud\"", "payee = [\"beta\", \"gamma\"]", "payee = \"gamma\"\nconfirmation = \"false\""]
    {
        assert_eq!(overlap(same), [], "{same}");
    }
}

/// A rumour that lapsed and a false report, which took no contract's place; one that waits; and one by the old one's word.
#[test]
fn a_successor_that_is_softer_than_what_it_replaces() {
    let successor = |new: &str, old: &str| {
        found(
            Finding::SoftSuccessor,
            &format!(
                "id = \"contract\"\namount = \"100B\"\n{old}\n\nid = \"rumour\"\nsupersedes = [\"contract\"]\n{new}"
            ),
        )
    };
    let of = |status: &str| format!("history = [{{ on = \"2026-01-01\", status = \"{status}\" }}]");
    let lapsed =
        "history = [{ on = \"2026-01-01\", status = \"rumoured\" }, { on = \"2026-02-01\", status = \"lapsed\" }]";
    let counts = "and is to take the place of contract, which is signed and counts";
    assert_eq!(successor(lapsed, ""), one("rumour", &format!("has ended (lapsed), {counts}")));
    assert_eq!(successor("confirmation = \"false\"", ""), one("rumour", &format!("is false, {counts}")));
    assert_eq!(successor(&of("announced"), ""), one("rumour", &format!("is announced, {counts}")));
    assert_eq!(successor(&of("signed"), ""), []);
    assert_eq!(successor(&of("closed"), ""), []);
    let later = "history = [{ on = \"2026-07-01\", status = \"rumoured\" }]";
    assert_eq!(successor(later, ""), [], "it is not there yet");
    let ended =
        "history = [{ on = \"2025-01-01\", status = \"signed\" }, { on = \"2026-01-01\", status = \"superseded\" }]";
    let says = "is announced when contract ended, by its own history, on 2026-01-01; that was signed";
    assert_eq!(successor(&of("announced"), ended), one("rumour", says));
    assert_eq!(successor(&of("signed"), ended), []);
}

#[test]
fn tranches_and_parts_that_come_to_more_than_their_total() {
    let members = |link: &str, amount: &str, second: &str| {
        let member = |id: &str, amount: &str| format!("\n\nid = \"{id}\"\n{link} = \"total\"\namount = \"{amount}\"");
        let total = format!("id = \"total\"\namount = \"{amount}\"\nround = true\npayer = [\"alpha\", \"gamma\"]");
        found(Finding::Exceeds, &format!("{total}{}{}", member("a", "4B"), member("b", second)))
    };
    assert_eq!(members("tranche_of", "10B", "7B"), one("total", "its tranches state $11bn of $10bn: a, b"));
    assert_eq!(members("part_of", "<=10B", "7B"), one("total", "its parts state $11bn of $10bn: a, b"));
    for (amount, second) in
        [("10B", "6B"), ("10B", "?"), (">=10B", "7B"), ("?", "7B"), ("10B", "6B\"\nconfirmation = \"false")]
    {
        assert_eq!(members("part_of", amount, second), [], "{amount}, {second}");
    }
}

/// As the audit found it: the part that waits is signed, the one that does not and the total are only announced.
#[test]
fn rungs_and_conditions_of_a_total_and_its_tranches() {
    let total = |own: &str, first: &str, second: &str| {
        let deals = format!(
            "id = \"total\"\namount = \"40B\"\n{own}\n\nid = \"first\"\ntranche_of = \"total\"\n{first}\n\nid = \"second\"\n\
             tranche_of = \"total\"\namount = \"30B\"\n{second}"
        );
        (found(Finding::Rungs, &deals), found(Finding::Conditions, &deals))
    };
    let of = |status: &str| format!("history = [{{ on = \"2025-01-01\", status = \"{status}\" }}]");
    let conditions = "conditions = \"on milestones\"";
    let conditional = |status: &str| format!("{}\n{conditions}", of(status));
    let (rungs, waits) = total(&of("announced"), &of("announced"), &conditional("signed"));
    let says = "second waits for something and is signed; first, which waits for nothing, is announced";
    assert_eq!((rungs, waits), (one("total", says), vec![]));
    let (rungs, waits) = total(&of("closed"), &of("closed"), &of("announced"));
    assert_eq!((rungs, waits), (one("total", "is closed, and second, which belongs to it, is announced"), vec![]));
    let (rungs, waits) = total(&conditional("signed"), &of("signed"), &conditional("signed"));
    assert_eq!((rungs, waits), (vec![], one("total", "it waits for something, and first for nothing")));
    let (rungs, waits) = total(&of("signed"), &conditional("signed"), &conditional("signed"));
    assert_eq!((rungs, waits), (vec![], one("total", "it waits for nothing, and first, second for something")));
    // A first tranche that is firmer, one that waits and is softer, and a total whose rest is open: all of that is usual.
    for (own, first, second) in [
        (of("signed"), of("closed"), of("signed")),
        (of("announced"), of("signed"), conditional("announced")),
        (of("signed"), of("signed"), conditional("signed")),
    ] {
        assert_eq!(total(&own, &first, &second), (vec![], vec![]), "{own} {first} {second}");
    }
    let open = format!("id = \"total\"\namount = \"?\"\n\nid = \"one\"\ntranche_of = \"total\"\n{conditions}");
    assert_eq!(found(Finding::Conditions, &open), []);
}

#[test]
fn a_closed_deal_that_ranges_from_nothing() {
    let closed = |rest: &str| found(Finding::ClosedRange, &format!("id = \"d\"\n{rest}"));
    let entry = |more: &str| format!("history = [{{ on = \"2025-01-01\", status = \"closed\"{more} }}]");
    let open = format!("amount = \"<=40B\"\n{}", entry(""));
    assert_eq!(closed(&open), one("d", "up to $40bn, closed on 2025-01-01"));
    let parts = "installments = [{ amount = \"10B\" }, { amount = \"30B\" }]";
    let says = "up to $40bn, closed on 2025-01-01; its installments come to $40bn";
    assert_eq!(closed(&format!("{open}\n{parts}")), one("d", says));
    for settled in [
        entry(""),
        format!("amount = \"<=40B\"\n{}", entry(", amount = \"40B\"")),
        "amount = \"<=40B\"".to_owned(),
        format!("amount = \"?\"\n{}", entry("")),
        format!("kind = \"guarantee\"\n{open}"),
        format!("{open}\nconfirmation = \"false\""),
    ] {
        assert_eq!(closed(&settled), [], "{settled}");
    }
}

#[test]
fn cash_whose_details_say_that_it_is_none() {
    let detail = "details = { in_kind = \"mostly credits\" }";
    let cash = |kind: &str| found(Finding::CashInKind, &format!("id = \"d\"\nkind = \"{kind}\"\n{detail}"));
    assert_eq!(cash("equity"), one("d", "equity; its details say: mostly credits"));
    assert_eq!(cash("credits"), []);
    assert_eq!(cash("cloud"), []);
}

#[test]
fn what_was_paid_against_the_amount() {
    let paid = |finding, rest: &str| found(finding, &format!("id = \"d\"\n{rest}"));
    let by = |amounts: &str| {
        let entry = |(at, amount): (usize, &str)| format!("{{ on = \"2025-0{}-30\", amount = \"{amount}\" }}", at + 4);
        let entries: Vec<String> = amounts.split(' ').enumerate().map(entry).collect();
        format!("paid = [{}]", entries.join(", "))
    };
    assert_eq!(paid(Finding::Overpaid, &by("4B 11B")), one("d", "$11bn by 2025-05-30 of $10bn"));
    for fine in ["4B 10B", ">=9B", "?"] {
        assert_eq!(paid(Finding::Overpaid, &by(fine)), [], "{fine}");
    }
    assert_eq!(paid(Finding::Overpaid, &format!("amount = \">=10B\"\n{}", by("11B"))), []);
    assert_eq!(paid(Finding::PaidFalls, &by("4B 3B")), one("d", "$4bn by 2025-04-30, and $3bn by 2025-05-30"));
    for fine in ["3B 4B", "4B 4B", "4B <=5B", "?", "4B ?"] {
        assert_eq!(paid(Finding::PaidFalls, &by(fine)), [], "{fine}");
    }
    let closed = "history = [{ on = \"2025-02-01\", status = \"closed\" }]";
    let part = format!("{}\n{closed}", by("4B"));
    assert_eq!(paid(Finding::PartPaid, &part), one("d", "closed on 2025-02-01, $4bn by 2025-04-30 of $10bn"));
    for fine in [
        by("4B"),
        format!("{}\n{closed}", by("10B")),
        format!("{part}\namount = \"<=10B\""),
        format!("{part}\nkind = \"cloud\""),
        format!("{}\n{}", by("4B"), closed.replace("02-01", "05-01")),
    ] {
        assert_eq!(paid(Finding::PartPaid, &fine), [], "{fine}");
    }
}

#[test]
fn what_is_paid_a_month_against_the_amount() {
    let rate = |amount: &str, fee: &str| {
        found(Finding::Rate, &format!("id = \"d\"\nkind = \"cloud\"\namount = \"{amount}\"\nrate = [{{ {fee} }}]"))
    };
    let fee = "amount = \"1B\", per = \"month\", from = \"2025-01\", until = \"2025-12\"";
    assert_eq!(rate("10B", fee), one("d", "$12bn over its time, beside $10bn"));
    assert_eq!(rate("13B", fee), one("d", "$12bn over its time, beside $13bn"));
    for fine in ["12B", "<=13B", ">=10B", "?", "10B..14B"] {
        assert_eq!(rate(fine, fee), [], "{fine}");
    }
    for open in ["amount = \"1B\", per = \"month\", from = \"2025-01\"", &fee.replace("2025-12", "2026")] {
        assert_eq!(rate("10B", open), [], "{open}");
    }
}

#[test]
fn a_customer_without_a_deal() {
    let share = "[[customer_share]]\nentity = \"beta\"\ncustomer = \"alpha\"\nshare = \"62%\"\nperiod = \"FY2024\"\n\
                 ended = \"2024-12-31\"\ncite = [\"s\"]\n";
    let customers = |deal: &str| found_beside(Finding::Customers, &format!("id = \"d\"\n{deal}"), share);
    let says = one("alpha", "62% of the revenue of beta in FY2024, and no purchase");
    assert_eq!(customers("kind = \"equity\""), says);
    assert_eq!(customers("kind = \"cloud\"\npayer = \"beta\"\npayee = \"alpha\""), says);
    assert_eq!(customers("kind = \"cloud\"\npayee = \"beta_cloud\""), []);
}

/// A total that was superseded counts for nothing, and nothing is said of its rest.
#[test]
fn only_what_counts_is_said_to_count() {
    let total = "id = \"total\"\n\nid = \"part\"\namount = \"4B\"\ntranche_of = \"total\"";
    assert_eq!(found(Finding::Tranches, total), one("total", "$6bn beyond part"));
    let superseded = format!("{total}\n\nid = \"new\"\namount = \"12B\"\nsupersedes = [\"total\"]");
    assert_eq!(found(Finding::Tranches, &superseded), []);
    let up_to = total.replace("4B", "<=4B");
    assert_eq!(found(Finding::Tranches, &up_to), one("total", "$6bn ($6bn to $10bn) beyond part"));
    let cancelled =
        "history = [{ on = \"2025-02-01\", status = \"in-talks\" }, { on = \"2025-06-01\", status = \"cancelled\" }]";
    assert_eq!(found(Finding::Tranches, &format!("{total}\n{cancelled}")), []);
    // A guarantee carries no money: the contract counts, and gives way to nothing.
    let guaranteed = "id = \"guar\"\nkind = \"guarantee\"\n\nid = \"cloud\"\nkind = \"cloud\"\noverlaps = [\"guar\"]";
    assert_eq!(found(Finding::Overlap, guaranteed), []);
    let twice = "id = \"report\"\noverlaps = [\"contract\"]\n\nid = \"contract\"";
    assert_eq!(found(Finding::Overlap, twice), one("report", "the same money as contract, which counts"));
}

#[test]
fn each_doubt_says_what_settles_it() {
    use Finding::{
        CashInKind, ClosedRange, Conditions, Exceeds, ForeignOverlap, Overpaid, PaidFalls, PartPaid, Rungs,
        SoftSuccessor,
    };
    for (finding, field) in [
        (ForeignOverlap, "`overlaps`"),
        (SoftSuccessor, "`supersedes`"),
        (Exceeds, "`tranche_of`"),
        (Rungs, "`history`"),
        (Conditions, "`conditions`"),
        (ClosedRange, "`amount`"),
        (CashInKind, "`credits`"),
        (Overpaid, "history"),
        (PaidFalls, "`paid`"),
        (PartPaid, "tranche"),
    ] {
        assert!(finding.means().contains(field), "{}: {}", finding.name(), finding.means());
    }
}
