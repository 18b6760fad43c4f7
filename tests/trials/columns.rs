//! Which column is what.

use super::{PLANTED, ledger, trial};

/// Two columns are called `Account`. The layout is a known one: bank and number name an account.
#[test]
fn a_known_layout_needs_no_flags() {
    let said = trial("ibm-aml.csv").said();
    assert_eq!(
        said.loops(),
        [
            "010/80410F410 011/80420F420 012/80430F430: 1 7 13",
            "013/80440F440 014/80450F450: 18 19",
            "015/80460F460 016/80470F470 017/80480F480 018/80490F490: 23 25 26 27"
        ]
    );
    said.is_sure();
    said.says(&["the layout is that of ibm-aml"]);
}

#[test]
fn a_heading_that_stands_twice_is_named_by_its_number() {
    let both = trial("ibm-aml.csv");
    let flags = "--time Timestamp --amount 'Amount Paid'";
    let said = both.scan(&format!("--from Account --to Account {flags}"));
    said.refuses(&["cannot be both the payer and the payee", "the second of that heading is --to Account.1"]);
    said.says(&["type, for example, --from Account --to Account.1"]);
    let said = both.scan(&format!("--from Account --to Account.1 {flags}"));
    assert_eq!(said.loops().len(), 3);
    assert_eq!(said.loops()[0], "80410F410 80420F420 80430F430: 1 7 13");
}

/// Decided: the loop of numbers is printed, since these columns were named; a doubt says how to keep the banks apart.
#[test]
fn one_number_at_two_banks_is_two_accounts() {
    let banks = trial("ibm-aml-same-account-number-at-two-banks.csv");
    assert!(banks.said().loops().is_empty(), "the layout is known");
    let named = "--from Account --to Account.1";
    assert_eq!(banks.scan(named).loops(), ["80001 90002: 1 2"]);
    let offered = "--from 'From Bank+Account' --to 'To Bank+Account.1'";
    banks.scan(named).says(&["doubt:", "accounts of one number at two banks are taken for one", offered]);
    assert!(banks.scan(offered).loops().is_empty());
    banks.scan(offered).is_sure();
}

#[test]
fn the_id_of_a_source_is_no_payer() {
    let relations = trial("icij-sourceID.csv");
    for flags in ["", "--to node_id_end"] {
        let said = relations.scan(flags);
        assert_eq!(said.loops(), ["1 2: 1 2"]);
        said.says(&["payer `node_id_start`, payee `node_id_end`"]);
    }
}

/// The trial's flags named values of the first row. Decided: refused, with the flags that the values call for.
#[test]
fn without_a_header_columns_are_named_by_position() {
    let trades = trial("bitcoin-otc-without-a-header.csv");
    let offered = "--no-header --from '#1' --to '#2' --time '#4' --amount '#3'";
    trades.said().refuses(&["no line names the columns", "65,66,1,1661991600.00000"]);
    trades.scan("--from 65 --to 66 --amount 1 --time 1661991600.00000").refuses(&[offered]);
    let said = trades.mended("", offered);
    assert_eq!(said.loops(), ["65 66 67: 1 7 13", "68 69: 18 19", "70 71 72 73: 23 25 26 27"]);
    said.is_sure();
}

#[test]
fn a_weekday_is_no_time() {
    let said = trial("weekday-column.csv").scan("--order none");
    assert_eq!(said.loops(), ["A B: 1 2"]);
    said.says(&["doubt: `day` is not read: it holds `Mon` and the like"]);
    trial("weekday-column.csv").scan("--time none").is_sure();
}

const BANKS: &str = "\
Buchung,Konto,BLZ,Gegenkonto,Gegen-BLZ,Land
2022-09-01,12,070,13,080,DE
2022-09-02,13,080,12,070,FR
";

#[test]
fn columns_are_named_by_heading_position_or_together() {
    for flags in ["--from Konto --to Gegenkonto", "--from '#2' --to '#4'", "--from konto --to GEGENKONTO"] {
        assert_eq!(ledger(BANKS).scan(flags).loops(), ["12 13: 1 2"], "{flags}");
    }
    for flags in ["--from BLZ+Konto --to Gegen-BLZ+Gegenkonto", "--from '#3+#2' --to '#5+#4'"] {
        assert_eq!(ledger(BANKS).scan(flags).loops(), ["070/12 080/13: 1 2"], "{flags}");
    }
    ledger(BANKS)
        .scan("--from Konte --to Gegenkonto")
        .refuses(&["there is no column `Konte`", "did you mean `Konto`?"]);
    ledger(BANKS).scan("--from '#7' --to '#1'").refuses(&["there is no column `#7`"]);
}

/// Neither is usual: what shares its values with another column is offered.
#[test]
fn what_is_in_unknown_columns_tells_what_to_type() {
    let unknown = ledger("Country A,Country B,Buyer,Seller,Trade Date\nDE,FR,a,b,2022-09-01\nFR,DE,b,a,2022-09-02\n");
    let said = unknown.mended("", "--from Buyer --to Seller");
    assert_eq!(said.loops(), ["a b: 1 2"]);
    said.says(&["time `Trade Date`"]);
}

/// The half that could be guessed is shown beside the half that could not.
#[test]
fn a_half_made_guess_is_shown() {
    let half = ledger("sender,kunde,date,amount\na,b,2022-09-01,5\nb,a,2022-09-02,4\n");
    half.said().refuses(&[
        "no column is known to be the payee",
        "taken so far: payer `sender`, time `date`, amount `amount`",
        "the columns are `sender`, `kunde`, `date`, `amount`",
    ]);
    assert_eq!(half.mended("", "--from sender --to kunde").loops(), ["a b: 1 2"]);
}

#[test]
fn where_two_columns_could_be_it_one_is_offered() {
    let names = ledger(
        "Sender Name,Sender IBAN,Receiver Name,Receiver IBAN,Amount,Value\nAnna,DE1,Bert,DE2,5,5\nBert,DE2,Anna,DE1,4,4\n",
    );
    names
        .said()
        .refuses(&["`Sender Name`, `Sender IBAN` can each be the payer", "`Amount`, `Value` can each be the amount"]);
    let offered = "--from 'Sender Name' --to 'Receiver Name' --amount Amount";
    assert_eq!(names.mended("", offered).loops(), ["Anna Bert: 1 2"]);
    let said = names.scan("--from 'Sender IBAN' --amount Amount");
    assert_eq!(said.loops(), ["DE1 DE2: 1 2"], "the payee that belongs to that payer");
}

#[test]
fn countries_and_banks_are_no_parties() {
    let said =
        ledger("sender_country,receiver_country,sender,receiver,date\nDE,FR,a,b,2022-09-01\nFR,DE,b,a,2022-09-02\n")
            .said();
    assert_eq!(said.loops(), ["a b: 1 2"]);
}

/// From one day to another is a term, and nobody.
#[test]
fn days_are_no_parties() {
    let term = ledger("From,To,Tenant,Landlord\n2022-01-01,2022-02-01,a,b\n2022-02-01,2022-01-01,b,a\n");
    term.said().refuses(&["no column is known to be the payer"]);
    assert_eq!(term.mended("", "--from Tenant --to Landlord").loops(), ["a b: 1 2"]);
}

/// What a blockchain explorer exports: the time stands there twice.
#[test]
fn of_two_columns_with_the_same_time_the_finer_is_read() {
    let said = ledger(
        "\"Transaction Hash\",\"Blockno\",\"UnixTimestamp\",\"DateTime (UTC)\",\"From\",\"To\",\"ContractAddress\",\"Value_IN(ETH)\",\
         \"Value_OUT(ETH)\"\n\
         \"0x1\",\"15500000\",\"1662000000\",\"2022-09-01 02:40:00\",\"0xaa\",\"0xbb\",\"\",\"0\",\"1.5\"\n\
         \"0x2\",\"15500100\",\"1662003600\",\"2022-09-01 03:40:00\",\"0xbb\",\"0xaa\",\"\",\"1.4\",\"0\"\n",
    )
    .said();
    assert_eq!(said.each("times"), ["[1662000000,1662003600]"]);
    let days = "Payer Name,Payee Name,Date,Date Time\na,b,13-09-2022,13-09-2022 10:00:00.000\nb,a,14-09-2022,14-09-2022 9:00\n";
    assert_eq!(ledger(days).said().each("times"), [r#"["2022-09-13T10:00:00Z","2022-09-14T09:00:00Z"]"#]);
    let other = ledger("from,to,Date,Value Date\na,b,2022-09-13,2022-09-14\nb,a,2022-09-15,2022-09-15\n");
    other.said().refuses(&["`Date`, `Value Date` can each be the time"]);
    assert_eq!(other.mended("", "--from from --to to --time Date").loops(), ["a b: 1 2"]);
}

/// Without a time, loops in no order would be found: silence would be wrong.
#[test]
fn times_that_nothing_reads_are_a_doubt() {
    let unread = ledger("from,to,Settled On\na,b,2022-09-02\nb,a,2022-09-01\na,b,2022-09-03\n");
    let said = unread.mended("", "--time 'Settled On'");
    assert_eq!(said.loops(), ["b a: 2 1", "b a: 2 3"]);
    said.is_sure();
    unread.mended("", "--time none").is_sure();
    let stamps = ledger("from,to,inserted_timestamp\na,b,1662000000\nb,a,1662003600\n");
    assert_eq!(stamps.mended("", "--time inserted_timestamp").loops(), ["a b: 1 2"]);
}

/// PayPal's export: the day and the time of day stand in two columns.
#[test]
fn day_and_clock_are_one_time() {
    let said = ledger(
        "\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Currency\",\"Gross\",\"From Email Address\",\"To Email Address\"\n\
         \"09/01/2022\",\"00:20:00\",\"PDT\",\"Anna\",\"USD\",\"-100.00\",\"anna@x.com\",\"bert@y.com\"\n\
         \"09/14/2022\",\"08:20:00\",\"PDT\",\"Bert\",\"USD\",\"99.00\",\"bert@y.com\",\"anna@x.com\"\n",
    )
    .said();
    assert_eq!(said.loops(), ["anna@x.com bert@y.com: 1 2"]);
    assert_eq!(said.each("times"), [r#"["2022-09-01T00:20:00Z","2022-09-14T08:20:00Z"]"#]);
    // A day in a form that is not known is still the day of that time of day.
    let german = ledger("Date,Time,from,to\n01.09.22,09:00,a,b\n01.09.22,13:00,b,a\n");
    let said = german.mended("", "--time-format '%d.%m.%y %H:%M'");
    assert_eq!(said.each("times"), [r#"["2022-09-01T09:00:00Z","2022-09-01T13:00:00Z"]"#]);
    let saml = trial("saml-d-time-and-date.csv").said();
    assert_eq!(saml.loops().len(), 3);
    assert!(saml.loops()[0].ends_with(&PLANTED[0][5..]), "{:?}", saml.loops());
}
