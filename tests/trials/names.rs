//! Which names are one account, and which are nobody's.

use super::{payments, trial};

/// Decided: a blank cell is left out and counted, as an empty one is.
#[test]
fn a_space_is_nobody() {
    let blank = trial("blank-payee-of-one-space.csv");
    let said = blank.said();
    assert!(said.loops().is_empty());
    said.says(&["read 2 rows", "2 rows left out: 2 with an empty cell for a payer or payee"]);
    blank.scan("--incomplete refuse").refuses(&["row 1, line 2: `to` is empty", "row 2, line 3: `from` is empty"]);
    assert!(blank.scan("--incomplete skip").loops().is_empty());
}

/// Ethereum has no payee for a transaction that makes a contract.
#[test]
fn a_contract_that_is_made_has_no_payee() {
    let said = trial("ethereum-etl-contract-creation-empty-payee.csv").scan("--window 7d");
    assert_eq!(said.loops().len(), 3);
    assert!(said.loops()[0].ends_with(": 1 8 14"), "the row that is left out is counted: {:?}", said.loops());
    said.says(&["1 row left out: 1 with an empty cell for a payer or payee"]);
}

#[test]
fn words_for_nobody_are_nobody() {
    for word in [
        "NULL",
        "n/a",
        "N/A",
        "None",
        "nan",
        "-",
        "?",
        "Unknown",
        "UNDISCLOSED",
        "(blank)",
        "(null)",
        "<NA>",
        "\\N",
        "n.a.",
        "undefined",
        "Unbekannt",
        "#N/A",
        "#REF!",
        "0x0000000000000000000000000000000000000000",
        "\u{a0}",
        "\u{200b}",
    ] {
        let nobody = payments(&format!("{word},b,1,5\nb,{word},2,4\nc,d,3,2\nd,c,4,1\n"));
        let said = nobody.said();
        assert_eq!(said.loops(), ["c d: 3 4"], "{word}");
        said.says(&["2 rows left out"]);
        let said = nobody.scan("--incomplete refuse");
        assert_eq!(said.code, 2, "{word}");
    }
    for name in ["Nanette", "Nonesuch", "0", "Unknown & Sons", "NA1", "#7"] {
        assert_eq!(payments(&format!("{name},b,1,5\nb,{name},2,4\n")).said().loops().len(), 1, "{name}");
    }
}

#[test]
fn more_words_for_nobody() {
    let cash = payments("Cash,b,1,5\nb,cash,2,4\nM,b,1,5\nb,M,2,4\n");
    assert!(cash.scan("--nobody M,cash").loops().is_empty());
    cash.scan("--nobody M,cash").says(&["4 rows left out"]);
    cash.scan("--nobody cash --incomplete refuse").refuses(&["row 1, line 2: `from` `Cash` means nobody"]);
}

#[test]
fn spaces_around_a_name_are_none_of_it() {
    assert_eq!(payments("\u{a0}Acme\u{a0},Bolt,1,5\nBolt,Acme\u{200b} ,2,4\n").said().loops(), ["Acme Bolt: 1 2"]);
}

/// Decided: names are compared sign by sign, and a doubt says which look like one.
#[test]
fn names_that_differ_as_people_write_them_are_a_doubt() {
    for (one, other) in [
        ("ACME Ltd", "Acme  Ltd"),
        ("Acme\u{a0}Ltd", "Acme Ltd"),
        ("Ac\u{200b}me", "Acme"),
        ("Caf\u{e9}", "Cafe\u{301}"),
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("0xAbCdef0000000000000000000000000000000001", "0xabcdef0000000000000000000000000000000001"),
    ] {
        let alike = payments(&format!("{one},b,1,5\nb,{other},2,4\n"));
        assert!(alike.said().loops().is_empty(), "{one}");
        alike.said().says(&["doubt: 1 account differs from another only in case, spaces or accents"]);
        let said = alike.mended("", "--names fold");
        assert_eq!(said.loops().len(), 1, "{one}");
        said.is_sure();
        alike.mended("", "--names exact").is_sure();
    }
    payments("Acme\u{a0}Ltd,b,1,5\nb,Acme Ltd,2,4\n").said().says(&["`Acme<U+00A0>Ltd` and `Acme Ltd`"]);
    payments("AB12 3456 7890 1234,b,1,5\nb,AB12345678901234,2,4\n").said().is_sure();
}

#[test]
fn rounded_account_numbers_are_a_doubt() {
    for name in ["4.55674E+15", "\"4,55674E+15\"", "4.55674e+15"] {
        let said = payments(&format!("{name},b,1,5\nb,{name},2,4\n")).said();
        assert_eq!(said.loops().len(), 1);
        said.says(&["doubt: the account `4", "looks like a number that a spreadsheet has rounded"]);
    }
}

/// One column kept its zeros or was made a float, the other was not: nothing is guessed, and it is said.
#[test]
fn numbers_written_in_two_ways_are_a_doubt() {
    for (one, other) in [("007", "7"), ("7.0", "7"), ("0012", "12.0")] {
        let said = payments(&format!("{one},b,1,5\nb,{other},2,4\n")).said();
        assert!(said.loops().is_empty());
        said.says(&["doubt: 1 account is the number of another", &format!("`{one}` and `{other}`")]);
    }
    payments("007,b,1,5\nb,007,2,4\n").said().is_sure();
    payments("7.0,b,1,5\nb,7.0,2,4\n").said().is_sure();
}
