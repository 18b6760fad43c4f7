//! How much: of any size, as people of any country write it.

use super::{PLANTED, Said, ledger, of, payments, trial};

#[track_caller]
fn are(said: &Said, amounts: &str) {
    assert_eq!(said.each("amounts"), [amounts]);
}

#[test]
fn wei_do_not_fit_in_64_bits() {
    let wei = trial("ethereum-etl-wei-beyond-64-bits.csv");
    let said = wei.scan("--window 7d");
    assert_eq!(said.each("bottleneck"), ["9800000000000000000000", "499750000000000000000", "6750100000000000000000"]);
    said.is_sure();
    assert_eq!(wei.scan("--window 7d --keep 0.99").loops().len(), 2);
    assert_eq!(wei.scan("--window 7d --amount none").loops().len(), 3, "without amounts");
    assert_eq!(wei.scan("--window 7d --min-amount 1000000000000000000000").loops().len(), 2);
}

/// Decided: where cells are parted by semicolons the point parts thousands, and a doubt says so.
#[test]
fn a_point_before_three_digits_may_part_thousands() {
    let german = trial("german-thousands-1.000.csv");
    let said = german.scan("--keep 0.9");
    are(&said, "[1000,950,910]");
    assert_eq!(said.each("bottleneck"), ["910"]);
    said.says(&["doubt: the point is read as parting thousands"]);
    german.mended("--keep 0.9", "--decimal ,").is_sure();
    assert!(german.mended("--keep 0.9", "--decimal .").loops().len() <= 1);
    are(&german.scan("--decimal ."), "[1.000,950.000,910.000]");
}

#[test]
fn one_sign_before_three_digits_is_a_doubt() {
    for (separator, one, other, read, flag) in [
        (",", "1.000", "12.500", "[1.000,12.500]", "--decimal ."),
        (";", "1.000", "12.500", "[1000,12500]", "--decimal ,"),
        (",", "1,000", "12,500", "[1000,12500]", "--decimal ."),
        (";", "1,000", "12,500", "[1.000,12.500]", "--decimal ,"),
    ] {
        let text = format!("from,to,amount\na,b,\"{one}\"\nb,a,\"{other}\"\n");
        let text = if separator == ";" {
            text.replace("from,to,amount", "from;to;amount").replace("a,b,", "a;b;").replace("b,a,", "b;a;")
        } else {
            text
        };
        let doubtful = ledger(text);
        are(&doubtful.said(), read);
        doubtful.said().says(&["doubt: the"]);
        let said = doubtful.mended("", flag);
        are(&said, read);
        said.is_sure();
    }
    // What another amount of the column tells is no doubt.
    are(&of("1.000", "1.000,50").said(), "[1000.00,1000.50]");
    are(&of("1.000", "0.500").said(), "[1.000,0.500]");
    are(&of("1.234.567", "1.000").said(), "[1234567,1000]");
    of("1.000", "0.500").said().is_sure();
}

#[test]
fn two_signs_before_decimals_are_refused() {
    let mixed = of("1.5", "2,5");
    mixed
        .said()
        .refuses(&["row 2, line 3: `amount` `2,5` has its decimals behind the other sign", "write the whole column"]);
    mixed.scan("--decimal ,").refuses(&["row 1, line 2: `amount` `1.5`"]);
    let either = of("1.234", "2,345");
    either.said().refuses(&["either sign could part the thousands", "--decimal . or --decimal ,"]);
    are(&either.scan("--decimal ."), "[1.234,2345.000]");
    are(&either.scan("--decimal ,"), "[1234.000,2.345]");
}

/// Of Germany, France, India, Switzerland, the United States and programs.
#[test]
fn digits_are_set_apart_in_groups() {
    for (one, other, read) in [
        ("1,234.50", "1,000", "[1234.50,1000.00]"),
        ("1.234,50", "1.000", "[1234.50,1000.00]"),
        ("12,34,567.00", "1,00,000", "[1234567.00,100000.00]"),
        ("1'234.50", "1’000", "[1234.50,1000.00]"),
        ("1 234,50", "1\u{a0}000", "[1234.50,1000.00]"),
        ("1\u{202f}234,50", "1\u{2009}000", "[1234.50,1000.00]"),
        ("1_000", "900", "[1000,900]"),
        ("1.5e3", "1.4E+3", "[1500,1400]"),
        ("1e30", "9.5e29", "[1000000000000000000000000000000,950000000000000000000000000000]"),
        ("0.123456789012345678901", ".1", "[0.123456789012345678901,0.100000000000000000000]"),
        ("+5.", "4", "[5,4]"),
    ] {
        are(&of(one, other).said(), read);
    }
    of("1'23", "5").said().refuses(&["row 1, line 2: `amount` `1'23` has groups of digits that are no thousands"]);
}

#[test]
fn currencies_stand_beside_numbers() {
    for (one, other, read, currency) in [
        ("$1,000.00", "$990.50", "[1000.00,990.50]", "$"),
        (" $ 1,000.00 ", "$.50", "[1000.00,0.50]", "$"),
        ("1.000,00 €", "990,50 €", "[1000.00,990.50]", "€"),
        ("USD 5", "4 USD", "[5,4]", "USD"),
        ("CHF 1'000.--", "CHF 900.-", "[1000,900]", "CHF"),
        ("Rs.500", "Rs. 4", "[500,4]", "Rs."),
    ] {
        let said = of(one, other).said();
        are(&said, read);
        assert_eq!(said.each("currency"), [format!("\"{currency}\"")], "{one}");
        said.is_sure();
    }
}

#[test]
fn what_is_no_amount_is_refused() {
    for amount in ["5M", "10k", "5%", "100 CR", "1/2", "0x10", "inf", "two", "=\"5\"", "١٠٠"] {
        let none = of(&amount.replace('"', "\"\""), "5");
        none.said().refuses(&["row 1, line 2: `amount`", "is not a number"]);
        assert_eq!(none.mended("", "--amount none").loops(), ["a b: 1 2"]);
    }
    for nothing in ["", "NULL", "NaN", "-", "n/a", "\\N"] {
        let lacking = payments(&format!("a,b,1,5\nb,a,2,{nothing}\nb,a,3,4\n"));
        lacking.said().refuses(&["row 2, line 3: `amount`", "unknown is not zero"]);
        assert_eq!(lacking.mended("", "--incomplete skip").loops(), ["a b: 1 3"], "{nothing}");
    }
}

/// A refund is no payment the same way. What it is only the user knows.
#[test]
fn a_negative_amount_is_asked_about() {
    let refund = trial("refund-as-negative-amount.csv");
    refund.said().refuses(&["row 2, line 3: `amount` `-1000` is negative"]);
    let said = refund.mended("", "--negative reverse");
    assert_eq!(said.loops(), ["A B: 1 2", "A B: 1 3"]);
    assert_eq!(said.each("bottleneck"), ["1000", "40"]);
    said.says(&["1 row with a negative amount read as payments the other way"]);
    let said = refund.mended("", "--negative skip");
    assert_eq!(said.loops(), ["A B: 1 3"]);
    said.says(&["1 row left out: 1 with a negative amount"]);
}

#[test]
fn negative_amounts_are_written_in_many_ways() {
    for amount in ["-5", "(5)", "5-", "\u{2212}5", "-$5", "$-5", "($5)"] {
        let rows = payments(&format!("a,b,1,$9\nb,a,2,{amount}\n"));
        rows.said().refuses(&["is negative"]);
        assert!(rows.scan("--negative reverse").loops().is_empty(), "{amount}");
    }
    are(&of("-0.00", "5").said(), "[0.00,5.00]");
}

#[test]
fn amounts_that_nothing_reads_are_asked_for() {
    let unread = ledger("from,to,time,Value (ETH)\na,b,2022-09-01,5\nb,a,2022-09-02,4\n");
    unread.scan("--keep 0.9").refuses(&[
        "this ledger has no amount column",
        "--amount COLUMN",
        "not read are `Value (ETH)`",
    ]);
    assert_eq!(unread.scan("--keep 0.7 --amount 'Value (ETH)'").loops(), ["a b: 1 2"]);
    ledger("from,to\na,b\n").scan("--keep 0.9").refuses(&["there is no other column"]);
}

#[test]
fn shares_and_least_amounts_are_asked_for_clearly() {
    let plain = trial("plain.csv");
    plain.scan("--keep 90").refuses(&["asks that each payment be 90 times the one before"]);
    assert_eq!(plain.mended("--keep 90", "90%").code, 2, "it is no flag");
    assert_eq!(plain.scan("--keep 90%").loops(), PLANTED);
    plain.scan("--min-amount 5.000").refuses(&["`5.000` can be 5 or 5000", "write 5 or 5000"]);
    assert_eq!(plain.scan("--min-amount 5000").loops(), [PLANTED[0], PLANTED[2]]);
    assert_eq!(plain.scan("--min-amount 5").loops(), PLANTED);
    plain.scan("--top 0").refuses(&["leave --top out for all"]);
}
