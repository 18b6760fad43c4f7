//! Amounts of different currencies are never compared.

use super::{ledger, payments, trial};

fn in_currencies(rows: &str) -> super::Ledger {
    ledger(format!("from,to,time,amount,currency\n{rows}"))
}

/// Decided: where two payments have no currency in common, nothing says that the share is not kept.
#[test]
fn a_loop_of_two_currencies_is_not_lost_for_its_units() {
    let mixed = trial("loop-over-usd-and-jpy.csv");
    let said = mixed.scan("--keep 0.9");
    assert_eq!(said.loops(), ["A B C: 1 2 3", "A D: 4 5"]);
    assert_eq!(said.each("bottleneck"), ["null", "null"]);
    assert_eq!(said.each("currency"), ["null", "null"]);
    assert_eq!(said.each("currencies"), [r#"["USD","JPY","JPY"]"#, r#"["JPY","USD"]"#]);
    said.says(&["2 currencies (JPY 3, USD 2), never compared with each other"]);
    let said = mixed.scan("--keep 0.99");
    assert_eq!(said.loops(), ["A D: 4 5"], "148,000 of 150,000 yen are less");
    // Who says that they are one may compare them.
    assert_eq!(mixed.scan("--keep 0.9 --currency none").loops(), ["A B C: 1 2 3"]);
}

#[test]
fn no_amount_ranks_what_is_in_two_currencies() {
    let said = trial("loop-over-usd-and-jpy.csv").scan("--top 1 --format table");
    assert_eq!(said.code, 0);
    said.says(&["2 loops in more than one currency are not shown: no amount ranks them"]);
    let each =
        in_currencies("a,b,1,5000,USD\nb,a,2,4000,USD\na,c,3,100,JPY\nc,a,4,90,JPY\na,d,5,10,USD\nd,a,6,9,USD\n");
    let said = each.scan("--top 1");
    assert_eq!(said.loops(), ["a c: 3 4", "a b: 1 2"]);
    said.says(&["each currency has its own ranking"]);
}

#[test]
fn a_least_amount_is_in_a_currency() {
    let two = in_currencies("a,b,1,5000,USD\nb,a,2,400,USD\na,c,3,100,JPY\nc,a,4,90,JPY\n");
    two.scan("--min-amount 1000").refuses(&["in which currency? There are 2", "--min-amount \"JPY 1000\""]);
    assert_eq!(two.scan("--min-amount 'USD 1000'").loops(), ["a c: 3 4"], "payments in others stay");
    assert_eq!(two.scan("--min-amount 'JPY 1000'").loops(), ["a b: 1 2"]);
    assert_eq!(two.scan("--min-amount '100 USD'").loops().len(), 2);
    two.scan("--min-amount 'EUR 1'").refuses(&["no payment is in `EUR`", "there are JPY, USD"]);
}

#[test]
fn a_payment_without_a_currency_is_a_doubt() {
    let said = in_currencies("a,b,1,5,USD\nb,a,2,4,\n").said();
    assert_eq!(said.each("bottleneck"), ["null"]);
    said.says(&["doubt: 1 payment says no currency, where others do"]);
    payments("a,b,1,€5\nb,a,2,4\n").said().says(&["doubt: 1 payment says no currency"]);
    in_currencies("a,b,1,5,\nb,a,2,4,\n").said().is_sure();
}

/// The column has a name that is not known: to compare its amounts in silence would be wrong.
#[test]
fn currencies_that_nothing_reads_are_a_doubt() {
    let unread = ledger("from,to,time,amount,LCurr\na,b,1,5,USD\nb,a,2,4,JPY\n");
    assert_eq!(unread.said().each("bottleneck"), ["4"]);
    let said = unread.mended("", "--currency LCurr");
    assert_eq!(said.each("bottleneck"), ["null"]);
    said.is_sure();
    unread.mended("", "--currency none").is_sure();
    let one = ledger("from,to,time,amount,LCurr\na,b,1,5,USD\nb,a,2,4,USD\n");
    one.said().says(&["doubt: `LCurr` holds currencies and is not read"]);
    let exchanged = ledger("from,to,time,amount\nUSD,EUR,1,5\nEUR,USD,2,4\n").said();
    exchanged.is_sure();
    ledger("from,to,time,amount,land\na,b,1,5,DEU\nb,a,2,4,FRA\n").said().is_sure();
}

#[test]
fn the_case_of_a_currency_says_nothing() {
    let said = in_currencies("a,b,1,5,USD\nb,a,2,4, usd \n").said();
    assert_eq!(said.each("bottleneck"), ["4"]);
    said.says(&["all in USD"]);
}

#[test]
fn of_two_columns_of_currencies_one_is_offered() {
    let two = ledger("from,to,time,amount,Currency,Token\na,b,1,5,USD,x\nb,a,2,4,USD,y\n");
    two.said().refuses(&["`Currency`, `Token` can each be the currency"]);
    assert_eq!(two.mended("", "--from from --to to --currency Currency").each("bottleneck"), ["4"]);
}

/// The sign beside a number and the column say two things.
#[test]
fn a_sign_that_contradicts_the_column_is_refused() {
    in_currencies("a,b,1,€5,USD\nb,a,2,4,USD\n")
        .said()
        .refuses(&["row 1, line 2: `amount` `€5` is in another currency"]);
    for (mark, code) in [("$", "USD"), ("€", "EUR"), ("CHF", "CHF"), ("£", "GBP")] {
        in_currencies(&format!("a,b,1,{mark}5,{code}\nb,a,2,4,{code}\n")).said().is_sure();
    }
}
