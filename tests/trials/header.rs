//! Which line names the columns, and which lines are rows.

use super::{PLANTED, ledger, trial};

const ROWS: &str = "from,to,amount\na,b,2\nb,a,1\n";

#[test]
fn spaces_behind_commas_are_in_no_name() {
    let said = trial("space-after-each-comma.csv").scan("--window 7d");
    assert_eq!(said.loops(), PLANTED);
    said.is_sure();
}

#[test]
fn lines_end_as_on_an_old_mac() {
    let said = trial("cr-only-line-ends.csv").scan("--window 7d");
    assert_eq!(said.loops(), PLANTED);
    said.says(&["read 49 rows"]);
}

#[test]
fn titles_stand_above_the_header() {
    let said = trial("title-lines-above-header.csv").scan("--window 7d");
    assert_eq!(said.loops(), PLANTED);
    said.says(&["2 lines above the table not read; the header is the line that begins with `from`"]);
    said.is_sure();
}

#[test]
fn rows_of_bare_commas_are_blank() {
    let said = trial("rows-of-bare-commas.csv").scan("--window 7d");
    assert_eq!(said.loops(), PLANTED);
    said.says(&["read 49 rows"]);
    said.is_sure();
}

#[test]
fn utf_16_needs_no_mark() {
    assert_eq!(trial("utf-16-without-bom.csv").said().loops(), PLANTED);
}

#[test]
fn a_ledger_without_rows_says_so() {
    let said = trial("header-and-no-rows.csv").scan("--format table");
    assert_eq!((said.code, said.out.as_str()), (0, "0 loops\n"));
    said.says(&["read 0 rows"]);
    assert!(!said.err.contains("plain numbers"), "nothing is known of times that are not there: {}", said.err);
}

/// A bank's export: what it is about stands above, with as many separators as the table has.
#[test]
fn titles_may_be_as_wide_as_the_table() {
    for above in [
        "Account;12345;;\nFrom;2022-01-01;;\nTo;2022-02-01;;\n;;;\n",
        "\"Account:\";\"12345\"\n\n",
        "Report\n",
        "Report;;;\n",
        "sep=;\n",
        "\"sep=;\"\n",
        "# exported today\n",
        "% exported today\n",
    ] {
        let said = ledger(format!("{above}from;to;date;amount\na;b;2022-01-01;1,5\nb;a;2022-01-02;1,25\n")).said();
        assert_eq!(said.loops(), ["a b: 1 2"], "{above}");
        assert_eq!(said.each("amounts"), ["[1.50,1.25]"], "{above}");
    }
}

/// A title may name what a header names, and a row may, too.
#[test]
fn what_names_payer_and_payee_need_not_be_the_header() {
    let rows = "Sender,Receiver,Date,Amount\na,b,2022-09-01,5\nb,a,2022-09-02,4\n";
    let titled = ledger(format!("Account,From,To\n12345,2022-01-01,2022-12-31\n\n{rows}")).said();
    assert_eq!(titled.loops(), ["a b: 1 2"]);
    titled.says(&["payer `Sender`, payee `Receiver`"]);
    let words = ledger("Wort,Folgewort,Zahl\nfrom,to,5\nto,from,4\n").scan("--from Wort --to Folgewort --amount Zahl");
    assert_eq!(words.loops(), ["from to: 1 2"]);
    let unknown = ledger("Wort,Folgewort\nfrom,to\nto,from\n").scan("--from Wort --to Folgewort");
    assert_eq!(unknown.loops(), ["from to: 1 2"]);
}

#[test]
fn separators_at_the_end_are_no_cells() {
    for text in
        ["from,to,amount,\na,b,2,\nb,a,1,\n", "from,to,amount\na,b,2,\nb,a,1,\n", "from,to,amount,,\na,b,2\nb,a,1\n"]
    {
        let said = ledger(text).said();
        if text.contains(",,\n") {
            said.refuses(&["has 3 cells, the header 5"]);
        } else {
            assert_eq!(said.loops(), ["a b: 1 2"], "{text}");
        }
    }
    assert_eq!(ledger("from,to,amount\na,b,2,\nb,a,1,x\n").said().loops(), ["a b: 1 2"], "a column without a name");
}

#[test]
fn a_total_is_no_payment() {
    for total in [",,3\n", "Total,,3\n", ",Total,3\n", "Summe;,,3\n", ",,\n"] {
        assert_eq!(ledger(format!("{ROWS}{total}")).said().loops(), ["a b: 1 2"], "{total}");
    }
    let short = ledger(format!("{ROWS}Total,3\n"));
    short.said().refuses(&["row 3, line 4: `Total,3` has 2 cells, the header 3"]);
    let said = short.mended("", "--incomplete skip");
    assert_eq!(said.loops(), ["a b: 1 2"]);
    said.says(&["1 row left out: 1 with fewer cells than the header"]);
}

/// Files that were put into one carry the header of each.
#[test]
fn a_header_amid_the_rows_is_no_payment() {
    let said = ledger("from,to,amount\na,b,2\nfrom,to,amount\nb,a,1\n").said();
    assert_eq!(said.loops(), ["a b: 1 3"]);
    said.says(&["1 row left out: 1 that repeats the header"]);
}

#[test]
fn a_first_line_of_words_may_be_a_payment() {
    let words = ledger("anna,bert\nbert,anna\n");
    words.said().refuses(&["no column is known to be the payer"]);
    assert_eq!(words.mended("", "--no-header").loops(), ["anna bert: 1 2"]);
    let numbers = ledger("1 2\n2 1\n");
    assert_eq!(numbers.said().loops(), ["1 2: 1 2"]);
    numbers.mended("", "--no-header").is_sure();
}

#[test]
fn an_unusual_separator_is_told() {
    let tildes = ledger("from~to~amount\na~b~2\nb~a~1\n");
    tildes.said().refuses(&["say what parts them with --separator"]);
    assert_eq!(tildes.scan("--separator '~'").loops(), ["a b: 1 2"]);
    for sign in [";", "\t", "|"] {
        assert_eq!(ledger(ROWS.replace(',', sign)).said().loops(), ["a b: 1 2"], "{sign}");
    }
}

#[test]
fn text_is_read_as_it_is_encoded() {
    let text = "Datum;Zahler;Empfänger;Betrag\r\n01.09.2022;Müller;Käse;5,5\r\n02.09.2022;Käse;Müller;4\r\n";
    let latin: Vec<u8> = text.chars().map(|sign| u8::try_from(u32::from(sign)).expect("Latin 1")).collect();
    let utf_16 = |mark: bool, bytes: fn(u16) -> [u8; 2]| {
        let mark = if mark { "\u{feff}" } else { "" };
        format!("{mark}{text}").encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
    };
    let bytes = [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        utf_16(true, u16::to_le_bytes),
        utf_16(true, u16::to_be_bytes),
        utf_16(false, u16::to_le_bytes),
        utf_16(false, u16::to_be_bytes),
    ];
    for bytes in bytes {
        assert_eq!(ledger(bytes).said().loops(), ["Müller Käse: 1 2"]);
    }
    ledger(&latin).said().refuses(&["the header is not UTF-8"]);
    assert_eq!(ledger(&latin).mended("", "--encoding windows-1252").loops(), ["Müller Käse: 1 2"]);
}

#[test]
fn an_inch_mark_is_a_sign_like_any_other() {
    let inch = ledger("from,to,note,amount\na,b,5\" pipe,2\nb,a,\"3\"\" pipe\",1\n");
    assert_eq!(inch.said().loops(), ["a b: 1 2"]);
    ledger("from,to,note\na,b,\"5\" pipe\"\nb,a,\n").said().refuses(&[
        "row 1, line 2: `note`",
        "goes on after its closing quote",
        "double a quote inside a quoted cell",
    ]);
}
