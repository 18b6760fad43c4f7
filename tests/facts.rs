//! What stands beside the amounts: how a source was read, what is paid a month and was paid so far, how a deal can end, and
//! figures of companies.

use roundtrip::{
    exchange,
    load::{self, Code},
    model::{By, Date, Field, Measure, Per, Read, Register, Return, Status},
};

/// A register with one of everything.
pub(crate) const ALL: &str = include_str!("data/facts.toml");

fn read(text: &str) -> Register {
    load::from_text("it.toml", text).unwrap_or_else(|report| panic!("{report}")).0
}

/// The faults of a register, as `code: message`.
fn faults(text: &str) -> Vec<String> {
    let report = load::from_text("it.toml", text).map(|_| ()).unwrap_err();
    report.problems.iter().map(|problem| format!("{}: {}", problem.code.name(), problem.message)).collect()
}

#[test]
fn every_fact_is_read() {
    let register = read(ALL);
    let deal = &register.deals["rent"];
    let [page, filing] = deal.cite.as_slice() else { panic!("{:?}", deal.cite) };
    assert_eq!((page.read, page.via.as_deref(), page.of.len()), (Read::Page, None, 0));
    assert_eq!((filing.read, filing.via.as_deref()), (Read::Named, Some("https://example.org/study")));
    assert_eq!(filing.of, [Field::Amount, Field::Term]);
    let [chips, power] = deal.quantity.as_slice() else { panic!("{:?}", deal.quantity) };
    assert_eq!((chips.number.low, chips.unit.as_deref()), (220_000.into(), Some("chips")));
    assert_eq!((power.number.high, power.unit.as_deref()), (None, Some("GW")));
    let fee = &deal.rate[0];
    assert_eq!((fee.amount.to_string().as_str(), fee.per), ("1.25B", Per::Month));
    assert_eq!(fee.until.map(|on| on.to_string()).as_deref(), Some("2029-05"));
    assert_eq!(deal.paid.iter().map(|paid| paid.amount.to_string()).collect::<Vec<_>>(), ["500M", "~4B"]);
    let exit = &deal.exit[0];
    assert_eq!((exit.by, exit.notice.as_deref()), (By::Either, Some("90 days")));
    assert_eq!(exit.pays.as_ref().map(|(amount, _)| amount.to_string()).as_deref(), Some("<=1B"));
    assert_eq!(deal.in_return, [Return::Capacity, Return::RevenueShare]);
    assert_eq!(deal.pledged[0].to.as_ref().map(ToString::to_string).as_deref(), Some("bank"));
    assert_eq!((deal.expected[0].status, deal.expected[0].on.to_string().as_str()), (Status::Closed, "2026-Q4"));
    assert_eq!(register.entities["lab"].valuations[0].basis, "post_money");
    assert_eq!((register.figures[0].what, register.figures[0].period.as_str()), (Measure::Rpo, "2027-Q1"));
    assert_eq!(register.customer_shares[0].share, "62%");
}

/// What is written is read as it was.
#[test]
fn every_fact_is_written() {
    let register = read(ALL);
    let files = exchange::toml(&register);
    let whole: Vec<&str> = files.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(read(&whole.join("\n")), register);
}

#[test]
fn a_day_knows_nothing_that_was_paid_later() {
    let register = read(ALL);
    let paid = |day: Date| register.deals["rent"].on(day).paid.len();
    assert_eq!((paid(Date::constant(2026, 6, 29)), paid(Date::constant(2026, 7, 1))), (0, 1));
}

/// A later layer adds what it knows of a source, of what was paid and of a company, and says what it overrides.
#[test]
fn a_later_layer_adds_facts() {
    let later = r#"
[[deal]]
id       = "rent"
paid     = [{ on = "2026-09-30", amount = "4.1B" }, { on = "2026-10-05", amount = "5B" }]
quantity = "240,000 chips"
cite     = [{ source = "filing", read = "page" }]

[[figure]]
entity = "cloud"
what   = "rpo"
period = "2027-Q1"
ended  = "2026-08-31"
amount = "660B"
cite   = ["filing"]
"#;
    let layer = |name: &str, text: &str| load::Layer::text(name, text, &load::Reading::default());
    let layers = vec![layer("one.toml", ALL), layer("two.toml", later)];
    let (register, report) = load::build(layers, &load::Reading::default()).unwrap_or_else(|report| panic!("{report}"));
    let deal = &register.deals["rent"];
    assert_eq!(deal.paid.iter().map(|paid| paid.amount.to_string()).collect::<Vec<_>>(), ["500M", "4.1B", "5B"]);
    assert_eq!(deal.cite.iter().map(|own| own.read).collect::<Vec<_>>(), [Read::Page, Read::Page]);
    assert_eq!(deal.quantity.len(), 1, "a quantity is one statement");
    assert_eq!(register.figures.len(), 1);
    let said: Vec<String> = report.corrections.iter().map(|own| own.words(&report)).collect();
    assert!(said.iter().any(|line| line.contains("amount (paid 2026-09-30) ~4B → 4.1B")), "{said:?}");
    assert!(said.iter().any(|line| line.contains("amount 664B → 660B")), "{said:?}");
}

#[test]
fn what_cannot_be_is_refused() {
    let wrong = |old: &str, new: &str| {
        assert!(ALL.contains(old), "{old}");
        faults(&ALL.replace(old, new))
    };
    assert_eq!(
        wrong(r#"read = "named", via"#, r#"read = "skimmed", via"#),
        ["unknown-word: unknown way of reading a source `skimmed`"]
    );
    assert_eq!(
        wrong(r#"read = "named", via"#, r#"read = "page", via"#),
        ["unknown-key: `filing` was read, and need not be named by another page"]
    );
    assert_eq!(wrong(r#"["amount", "term"]"#, r#"["price"]"#), ["unknown-word: unknown field of a deal `price`"]);
    assert_eq!(
        wrong(r#"from = "2026-07", until"#, r#"from = "2030-07", until"#),
        ["history-order: this payment begins 2030-07 and ends 2029-05"]
    );
    assert_eq!(
        wrong(r#"on = "2026-06-30", amount = "0.5B""#, r#"on = "2026-12-30", amount = "0.5B""#),
        ["history-order: 2026-09-30 comes after 2026-12-30 in what was paid, and is earlier"]
    );
    assert_eq!(wrong(r#"by = "either""#, r#"by = "all""#), ["unknown-word: unknown party `all`"]);
    assert_eq!(wrong(r#""revenue-share""#, r#""fame""#), ["unknown-word: unknown thing that a payer gets `fame`"]);
    assert_eq!(
        wrong(r#"what   = "rpo""#, r#"what   = "ebitda""#),
        ["unknown-word: unknown figure of a company `ebitda`"]
    );
    let unsourced = wrong("note   = \"customer prepayments included\"\ncite   = [\"page\"]", "");
    assert_eq!(unsourced, ["no-source: this figure rests on no source"]);
}

/// What is asked for in talks is no worth yet.
#[test]
fn a_worth_in_talks_is_shown_and_not_counted() {
    let asked =
        "\n[[valuation]]\nentity = 'lab'\nworth = '1.4T'\nbasis = 'talks'\non = '2026-09-30'\ncite = ['page']\n";
    let register = read(&format!("{ALL}{asked}"));
    let lab = &register.entities["lab"];
    assert_eq!(lab.valuations.len(), 2);
    let worth = lab.valuation_on(Date::constant(2026, 10, 10)).and_then(|own| own.worth.stated);
    assert_eq!(worth, Some(965_000_000_000_i64.into()));
}

/// What is said of a quantity mends it when it is typed.
#[test]
fn an_unclear_quantity_is_said_and_kept() {
    let with = |keys: &str| ALL.replace("quantity  = [\"over 220,000 chips\", \"over 0.3 GW\"]", keys);
    let warned = |keys: &str| {
        let (register, report) = load::from_text("it.toml", &with(keys)).unwrap_or_else(|report| panic!("{report}"));
        let problems = report.problems.into_iter().filter(|problem| problem.code == Code::UnclearQuantity);
        (register, problems.map(|problem| problem.help.unwrap_or_default()).collect::<Vec<_>>())
    };
    for (unclear, mend) in [
        ("quantity = \"several campuses\"", "note = \"several campuses\""),
        ("quantity = \"several campuses\"\nnote = \"IPO\"", "note = \"IPO; several campuses\""),
        ("quantity = \"over 5,000\"", "quantity = \"over 5,000 chips\""),
    ] {
        let (register, helps) = warned(unclear);
        let [help] = helps.as_slice() else { panic!("{unclear}: {helps:?}") };
        assert!(help.ends_with(mend), "{help}");
        assert!(register.deals["rent"].quantity[0].number.stated.is_none(), "{unclear}");
        let typed = help.split_once(": ").expect("what to type").1;
        assert_eq!(warned(typed).1, Vec::<String>::new(), "{typed}");
    }
    assert_eq!(warned("quantity = \"5,000 GB300 chips\"").1, Vec::<String>::new());
}
