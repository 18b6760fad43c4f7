//! `check --stale`: what should have happened by the day and is not recorded, and figures that have grown old.

use crate::common::{json, stdout};
use roundtrip::{
    load,
    measure::{Awaited, stale},
    model::{Date, Status},
};

const HEAD: &str = r#"
as_of = "2026-10-10"

[[entity]]
id         = "a"
name       = "Acme"
kind       = "company"
valuations = [{ worth = "5B", basis = "market_cap", on = "2026-06-30", cite = ["s"] }, { worth = "4B", basis = "market_cap", on = "2025-06-30", cite = ["s"] }]

[[entity]]
id   = "b"
name = "Bolt"
kind = "company"

[[source]]
id   = "s"
kind = "press"

[[figure]]
entity = "a"
what   = "revenue"
period = "FY2025"
ended  = "2025-12-31"
amount = "3B"
cite   = ["s"]
"#;

/// A register with one deal of these keys.
fn with(keys: &str) -> String {
    format!(
        "{HEAD}\n[[deal]]\nid = 'd'\nkind = 'equity'\npayer = 'a'\npayee = 'b'\namount = '2B'\ncite = ['s']\n{keys}\n"
    )
}

/// What is waited for on a day, and by when.
fn waits(keys: &str, day: Date) -> Vec<(Awaited, String)> {
    let (register, _) = load::from_text("it.toml", &with(keys)).unwrap_or_else(|report| panic!("{report}"));
    stale(&register, day, 180).waits.into_iter().map(|wait| (wait.what, wait.by.to_string())).collect()
}

const AUTUMN: Date = Date::constant(2026, 10, 10);

#[test]
fn an_expected_status_is_waited_for_once_its_day_has_passed() {
    let keys =
        "history = [{ on = '2026-07-01', status = 'signed' }]\nexpected = [{ on = '2026-Q3', status = 'closed' }]";
    assert_eq!(waits(keys, AUTUMN), [(Awaited::Status(Status::Closed), "2026-Q3".to_owned())]);
    assert_eq!(waits(keys, Date::constant(2026, 9, 30)), [], "its last day is still one of its days");
    let met = keys.replace("signed' }", "signed' }, { on = '2026-09-01', status = 'closed' }");
    assert_eq!(waits(&met, AUTUMN), []);
    let ended = keys.replace("signed' }", "signed' }, { on = '2026-09-01', status = 'cancelled' }");
    assert_eq!(waits(&ended, AUTUMN), [], "nothing is waited for of a deal that has ended");
}

#[test]
fn an_installment_is_waited_for_until_it_is_paid() {
    let keys = "history = [{ on = '2026-07-01', status = 'signed' }]\ninstallments = [{ amount = '1B', on = '2026-08-01' }, \
                { amount = '1B', on = '2027-01-01' }]";
    assert_eq!(waits(keys, AUTUMN), [(Awaited::Installment, "2026-08-01".to_owned())]);
    assert_eq!(waits(&format!("{keys}\npaid = [{{ on = '2026-08-05', amount = '1B' }}]"), AUTUMN), []);
    let early = format!("{keys}\npaid = [{{ on = '2026-07-05', amount = '0.5B' }}]");
    assert_eq!(waits(&early, AUTUMN).len(), 1, "an earlier payment is another one");
}

#[test]
fn a_beginning_an_end_and_any_word_are_waited_for() {
    let rate = "rate = [{ amount = '10M', per = 'month', from = '2026-08' }]\nhistory = [{ on = '2026-07-01', status = 'announced' }]";
    assert_eq!(waits(rate, AUTUMN), [(Awaited::Beginning, "2026-08".to_owned())]);
    let term = "term = '1y'\nhistory = [{ on = '2025-07-01', status = 'signed' }]";
    assert_eq!(waits(term, AUTUMN), [(Awaited::End, "2026-06-30".to_owned())]);
    assert_eq!(waits(term, Date::constant(2026, 6, 30)), []);
    let silent = "history = [{ on = '2026-01-01', status = 'in-talks' }]";
    assert_eq!(waits(silent, AUTUMN), [(Awaited::Word, "2026-01-01".to_owned())]);
    assert_eq!(waits(silent, Date::constant(2026, 6, 1)), []);
}

/// Of each kind of figure the latest counts, and only as far as it was known on the day.
#[test]
fn the_latest_figure_of_a_kind_grows_old() {
    let keys = "history = [{ on = '2026-07-01', status = 'signed' }]\npaid = [{ on = '2026-07-31', amount = '1B' }]";
    let (register, _) = load::from_text("it.toml", &with(keys)).unwrap_or_else(|report| panic!("{report}"));
    let old = |day, limit| -> Vec<(String, String, i32)> {
        stale(&register, day, limit).old.into_iter().map(|own| (own.subject, own.what, own.days)).collect()
    };
    let one = |subject: &str, what: &str, days| (subject.to_owned(), what.to_owned(), days);
    assert_eq!(old(AUTUMN, 180), [one("a", "revenue", 283)]);
    assert_eq!(old(AUTUMN, 102), [one("a", "revenue", 283)], "the value of June is 102 days old");
    let all = [one("a", "revenue", 283), one("a", "worth", 102), one("d", "paid to date", 71)];
    assert_eq!(old(AUTUMN, 70), all);
    assert_eq!(old(Date::constant(2026, 6, 1), 300), [one("a", "worth", 336)], "of that day the older value");
}

#[test]
fn the_work_list_is_an_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("it.toml");
    let keys =
        "history = [{ on = '2026-07-01', status = 'signed' }]\nexpected = [{ on = '2026-Q3', status = 'closed' }]";
    std::fs::write(&file, with(keys)).expect("written");
    let path = file.to_str().expect("a path");
    insta::assert_snapshot!(stdout(&["check", path, "--stale"]));
    insta::assert_snapshot!(stdout(&["check", path, "--stale=30", "--format", "csv"]));
    let found = json(&["check", path, "--stale=30", "--format", "json"]);
    assert_eq!(found["waits"][0]["waits_for"], "status");
    assert_eq!(found["old"][1]["days"], 102);
}
