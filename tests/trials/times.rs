//! When: numbers of any unit, dates of any country.

use super::{Said, at, ledger, payments, trial};

#[track_caller]
fn are(said: &Said, times: &str) {
    assert_eq!(said.each("times"), [times]);
}

/// Steps of PaySim are hours, which its layout tells: 4, 8 and 48 of them.
#[test]
fn a_step_is_what_the_layout_says() {
    let said = trial("paysim-step-is-an-hour.csv").scan("--window 1d");
    assert_eq!(said.loops(), ["C1000068 C1000069: 18 19", "C1000070 C1000071 C1000072 C1000073: 23 25 26 27"]);
    said.says(&["steps of an hour", "window 1d = 24 hours of `step`"]);
    assert_eq!(trial("paysim-step-is-an-hour.csv").scan("--window 48").loops().len(), 3);
}

/// Nothing tells what these steps are: a window in days is refused.
#[test]
fn a_step_of_an_unknown_length_is_asked_for() {
    let steps = payments("a,b,1,5\nb,a,30,4\n");
    steps.said().says(&["plain numbers of an unknown unit"]);
    assert_eq!(steps.said().loops(), ["a b: 1 2"]);
    steps.scan("--window 1d").refuses(&["`time` holds plain numbers, 1 to 30, and `1d` is not in their unit"]);
    assert!(steps.mended("--window 1d", "--time-unit hour").loops().is_empty());
    assert_eq!(steps.scan("--window 1d --time-unit minute").loops(), ["a b: 1 2"]);
    assert_eq!(steps.scan("--window 29").loops(), ["a b: 1 2"]);
}

#[test]
fn seconds_and_their_parts_are_told_by_their_size() {
    for unit in ["milli", "micro", "nano"] {
        let said = trial(&format!("epoch-{unit}seconds.csv")).scan("--window 1d");
        assert_eq!(said.loops(), ["D E: 18 19", "F G H I: 23 25 26 27"], "{unit}");
        said.says(&[&format!("{unit}seconds since 1970"), "window 1d = 86400"]);
        said.is_sure();
    }
    let said = at("1661991600", "1661995200.5").scan("--window 1h");
    assert!(said.loops().is_empty(), "half a second too long");
    said.says(&["seconds since 1970"]);
}

/// Beside dates a plain number is taken for seconds, and that is said.
#[test]
fn a_plain_window_beside_dates_is_in_seconds() {
    let days = at("2022-09-01", "2022-09-03");
    assert!(days.scan("--window 7").loops().is_empty());
    days.scan("--window 7").says(&["note: window 7 = 7 seconds of `time`"]);
    assert_eq!(days.scan("--window 7d").loops(), ["a b: 1 2"]);
}

/// Each number would mean something, but not all the same: their order would be wrong.
#[test]
fn numbers_of_two_kinds_are_refused() {
    at("1662000000", "1662000001000").said().refuses(&[
        "`time` has numbers of two kinds",
        "`1662000000` (seconds since 1970)",
        "`1662000001000` (milliseconds since 1970)",
    ]);
    at("1662000000", "1662000001000").scan("--time-unit second").says(&["steps of a second"]);
    let days = ledger("from,to,date\na,b,20220901\nb,a,220902\n");
    days.said().refuses(&["`20220901` (dates written yyyymmdd)", "`220902` (dates written yymmdd)"]);
    at("20220901", "7").said().says(&["plain numbers of an unknown unit"]);
}

#[test]
fn days_of_a_spreadsheet() {
    let serial = trial("excel-serial-dates.csv");
    let said = serial.scan("--window 1d");
    assert_eq!(said.loops(), ["D E: 18 19", "F G H I: 23 25 26 27"]);
    said.says(&["doubt: `44805.01389` of `time` is read as 2022-09-01T00:20:00Z"]);
    let said = serial.mended("--window 1d", "--time-unit excel");
    assert_eq!(said.loops().len(), 2);
    said.is_sure();
    serial.scan("--window 1d --time-unit day").is_sure();
    assert_eq!(at("44805,25", "44806,5").said().each("times"), [r#"["2022-09-01T06:00:00Z","2022-09-02T12:00:00Z"]"#]);
    // Whole ones only where the column is called a date.
    are(&ledger("from,to,date\na,b,44805\nb,a,44806\n").said(), r#"["2022-09-01","2022-09-02"]"#);
    are(&at("44805", "44806").said(), "[44805,44806]");
}

#[test]
fn digits_that_spell_a_day() {
    for (one, other, form, times) in [
        ("20220901", "20220902", "yyyymmdd", r#"["2022-09-01","2022-09-02"]"#),
        ("202209010020", "202209010120", "yyyymmddHHMM", r#"["2022-09-01T00:20:00Z","2022-09-01T01:20:00Z"]"#),
        ("20220901002000", "20220901002001", "yyyymmddHHMMSS", r#"["2022-09-01T00:20:00Z","2022-09-01T00:20:01Z"]"#),
        ("13092022", "14092022", "ddmmyyyy", r#"["2022-09-13","2022-09-14"]"#),
        ("9132022", "9142022", "mmddyyyy", r#"["2022-09-13","2022-09-14"]"#),
    ] {
        are(&at(one, other).said(), times);
        let said = at(one, other).mended("", &format!("--time-format {form}"));
        are(&said, times);
        said.is_sure();
    }
    let six = ledger("from,to,date\na,b,930101\nb,a,930102\n");
    are(&six.said(), r#"["1993-01-01","1993-01-02"]"#);
    are(&six.mended("", "--time-format yymmdd"), r#"["1993-01-01","1993-01-02"]"#);
    // A spreadsheet has taken the zeros away.
    let cut = ledger("from,to,date\na,b,10203\nb,a,10204\n");
    are(&cut.said(), "[10203,10204]");
    are(&cut.scan("--time-format yymmdd"), r#"["2001-02-03","2001-02-04"]"#);
    are(&at("930101", "930102").said(), "[930101,930102]");
}

#[test]
fn digits_that_spell_two_days_are_refused() {
    let either = at("09012022", "10022022");
    either.said().refuses(&["could begin with the day or with the month"]);
    are(&either.mended("", "--time-format month-first"), r#"["2022-09-01","2022-10-02"]"#);
    either.scan("--time-format day-first").says(&["read 2 rows"]);
    assert!(either.scan("--time-format ddmmyyyy").err.contains("dates"));
}

#[test]
fn dates_as_banks_and_programs_write_them() {
    for (one, other, times) in [
        ("2022/09/01 00:20", "2022/09/02 00:20", r#"["2022-09-01T00:20:00Z","2022-09-02T00:20:00Z"]"#),
        ("01.09.2022", "2.9.2022", r#"["2022-09-01","2022-09-02"]"#),
        ("13/09/2022", "01/10/2022", r#"["2022-09-13","2022-10-01"]"#),
        ("09/13/2022", "10/01/2022", r#"["2022-09-13","2022-10-01"]"#),
        ("9/1/2022 2:40:00 AM", "9/13/2022 3:40:00 PM", r#"["2022-09-01T02:40:00Z","2022-09-13T15:40:00Z"]"#),
        (
            "2022-09-01 00:20:00 UTC",
            "2022-09-01 00:21:00.5 UTC",
            r#"["2022-09-01T00:20:00Z","2022-09-01T00:21:00.5Z"]"#,
        ),
        ("2022-09-01T02:20:00+02:00", "2022-08-31T20:21:00-0400", r#"["2022-09-01T00:20:00Z","2022-09-01T00:21:00Z"]"#),
        ("Sep 1, 2022", "September 2, 2022", r#"["2022-09-01","2022-09-02"]"#),
        (
            "Sep-01-2022 02:40:00 AM +UTC",
            "Sep-02-2022 02:40:00 AM +UTC",
            r#"["2022-09-01T02:40:00Z","2022-09-02T02:40:00Z"]"#,
        ),
        (
            "Thu, 01 Sep 2022 00:20:00 +0000",
            "Fri, 02 Sep 2022 00:20:00 GMT",
            r#"["2022-09-01T00:20:00Z","2022-09-02T00:20:00Z"]"#,
        ),
    ] {
        let said = at(one, other).said();
        are(&said, times);
        said.is_sure();
    }
}

/// What stands for no end is a date like any other.
#[test]
fn the_last_day_is_a_day() {
    are(&at("2022-09-01", "9999-12-31").said(), r#"["2022-09-01","9999-12-31"]"#);
    are(&at("2022-09-01", "31.12.9999 23:59:59").said(), r#"["2022-09-01T00:00:00Z","9999-12-31T23:59:59Z"]"#);
}

/// Every date of the column could be either: nothing is guessed.
#[test]
fn the_order_of_day_and_month_is_asked_for() {
    for (one, other, times) in [
        ("01/02/2022", "03/02/2022", [r#"["2022-02-01","2022-02-03"]"#, r#"["2022-01-02","2022-03-02"]"#]),
        ("01-02-2022", "03-02-2022", [r#"["2022-02-01","2022-02-03"]"#, r#"["2022-01-02","2022-03-02"]"#]),
        (
            "1/2/2022 3:05 PM",
            "3/2/2022 3:05 PM",
            [
                r#"["2022-02-01T15:05:00Z","2022-02-03T15:05:00Z"]"#,
                r#"["2022-01-02T15:05:00Z","2022-03-02T15:05:00Z"]"#,
            ],
        ),
    ] {
        let either = at(one, other);
        either.said().refuses(&["could begin with the day or with the month"]);
        are(&either.mended("", "--time-format day-first"), times[0]);
        are(&either.mended("", "--time-format month-first"), times[1]);
    }
    are(&at("01/02/2022", "03/02/2022").scan("--time-format %m/%d/%Y"), r#"["2022-01-02","2022-03-02"]"#);
    let both = at("13/09/2022", "09/14/2022");
    both.said().refuses(&["dates that begin with the day, and dates that begin with the month"]);
    both.mended("", "--time-format day-first").refuses(&["row 2, line 3: `time` `09/14/2022`"]);
}

/// Of two digits it is not known which are the year: the form is asked for, and offered.
#[test]
fn what_is_nearly_a_date_is_refused_with_its_form() {
    for (one, other, form, times) in [
        ("01.09.22", "02.09.22", "'%d.%m.%y'", r#"["2022-09-01","2022-09-02"]"#),
        ("01.09.22 10:20", "02.09.22 10:20", "'%d.%m.%y %H:%M'", r#"["2022-09-01T10:20:00Z","2022-09-02T10:20:00Z"]"#),
        ("9/1/22", "9/2/22", "'%m/%d/%y'", r#"["2022-09-01","2022-09-02"]"#),
        (
            "22-09-01 00:20:00",
            "22-09-02 00:20:00",
            "'%y-%m-%d %H:%M:%S'",
            r#"["2022-09-01T00:20:00Z","2022-09-02T00:20:00Z"]"#,
        ),
        ("01-Sep-22", "02-Sep-22", "'%d-%b-%y'", r#"["2022-09-01","2022-09-02"]"#),
    ] {
        let near = at(one, other);
        near.said().refuses(&["row 1, line 2: `time`", "is neither a number nor a date"]);
        let said = near.mended("", &format!("--time-format {form}"));
        are(&said, times);
        said.is_sure();
    }
    at("01.09.22", "02.09.22").scan("--time-format %d.%m.%Y").refuses(&["--time-format '%d.%m.%y'"]);
}

/// What looks like a time and is none that is known is never passed over: loops would be found in any order.
#[test]
fn what_is_no_time_is_refused() {
    for time in ["2022-Q3", "10:20", "2022-W35", "1. Mai 2022", "2022-09-01 00:20 CEST"] {
        let none = at(time, time);
        none.said().refuses(&["is neither a number nor a date"]);
        let said = none.mended("", "--time none");
        assert_eq!(said.loops().len(), 1);
    }
    at("1.66E+09", "1.66E+09").said().refuses(&["a spreadsheet has rounded it"]);
    at("1661991600", "2022-09-02").said().refuses(&["the time is a number in row 1 and a date in row 2"]);
    at("soon", "2022-09-02")
        .scan("--time-format sometime")
        .refuses(&["`sometime` is not a form of times", "`%d.%m.%Y %H:%M`"]);
}

#[test]
fn a_row_without_a_time_is_asked_about() {
    for nothing in ["", " ", "NULL", "NaT", "0000-00-00", "0000-00-00 00:00:00", "\\N"] {
        let lacking = payments(&format!("a,b,2022-09-01,5\nb,a,{nothing},4\nb,a,2022-09-02,4\n"));
        lacking.said().refuses(&["row 2, line 3: `time`"]);
        let said = lacking.mended("", "--incomplete skip");
        assert_eq!(said.loops(), ["a b: 1 3"], "{nothing}");
        said.says(&["1 row left out: 1 without a time or an amount"]);
    }
}
