//! Times that do not tell which of two payments was first.

use super::{payments, trial};

/// Decided: strict order stays the default, and a doubt says what it costs.
#[test]
fn all_payments_at_one_time_are_a_doubt() {
    let all = trial("all-hops-at-one-timestamp.csv");
    assert!(all.said().loops().is_empty());
    all.said().says(&["doubt: 3 of 3 payments share their time with another"]);
    let said = all.mended("", "--order forward");
    assert_eq!(said.loops(), ["A B C: 1 2 3"]);
    said.is_sure();
    all.mended("", "--order strict").is_sure();
}

/// Days alone were asked for: two of the three loops lie within a day.
#[test]
fn days_are_coarser_than_a_loop() {
    let days = trial("saml-d-time-and-date.csv");
    let named = "--time Date --window 7d";
    assert_eq!(days.scan(named).loops().len(), 1);
    days.scan(named).says(&["doubt: 48 of 49 payments share their time with another"]);
    assert_eq!(days.mended(named, "--order forward").loops().len(), 3);
    assert_eq!(days.scan("--window 7d").loops().len(), 3, "with the time of day");
}

#[test]
fn a_few_payments_at_one_time_are_no_doubt() {
    let mut rows = String::new();
    for minute in 0..60 {
        rows += &format!("a,b,2022-09-01 10:{minute:02},5\n");
    }
    payments(&rows).said().is_sure();
    // One in twenty would be.
    rows += &"b,c,2022-09-01 10:00,5\n".repeat(5);
    payments(&rows).said().says(&["doubt: 6 of 65 payments share their time"]);
}
