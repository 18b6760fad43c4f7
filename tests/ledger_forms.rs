//! Amounts and times in every form that people write, against what was meant.

use proptest::prelude::*;
use roundtrip::ledger::{DecimalSign, Ledger, LedgerError, Negative, Reading, TimeUnit, from_bytes};

/// How amounts of a column are written.
#[derive(Debug, Clone, Copy)]
struct Style {
    decimal: char,
    /// Between groups of three digits; none if there are no groups.
    group: Option<char>,
    /// Before and behind the number.
    mark: (&'static str, &'static str),
    minus: Minus,
}

#[derive(Debug, Clone, Copy)]
enum Minus {
    Before,
    Behind,
    Brackets,
}

fn styles() -> impl Strategy<Value = Style> {
    let groups = vec![None, Some('.'), Some(','), Some('\''), Some(' '), Some('\u{a0}'), Some('\u{202f}'), Some('_')];
    let marks = vec![("", ""), ("$", ""), ("", " EUR"), ("CHF ", ""), ("", "\u{a0}€"), ("US$", ""), ("", " kr")];
    let minuses = vec![Minus::Before, Minus::Behind, Minus::Brackets];
    (
        prop::sample::select(vec!['.', ',']),
        prop::sample::select(groups),
        prop::sample::select(marks),
        prop::sample::select(minuses),
    )
        .prop_filter("two signs", |(decimal, group, ..)| group.is_none_or(|group| group != *decimal))
        .prop_map(|(decimal, group, mark, minus)| Style { decimal, group, mark, minus })
}

/// A number of units of 10^-places.
fn written(units: i128, places: usize, style: Style) -> String {
    let digits = format!("{:0>1$}", units.unsigned_abs(), places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.extend(style.group);
        }
        text.push(digit);
    }
    if places > 0 {
        text = format!("{text}{}{part}", style.decimal);
    }
    if units >= 0 {
        return format!("{}{text}{}", style.mark.0, style.mark.1);
    }
    match style.minus {
        Minus::Before => format!("-{}{text}{}", style.mark.0, style.mark.1),
        Minus::Behind => format!("{}{text}-{}", style.mark.0, style.mark.1),
        Minus::Brackets => format!("({}{text}{})", style.mark.0, style.mark.1),
    }
}

fn column(cells: &[String], reading: &Reading) -> Result<Ledger, LedgerError> {
    let rows = cells.iter().map(|cell| format!("a|b|{cell}\n")).collect::<Vec<_>>().concat();
    from_bytes(format!("payer|payee|amount\n{rows}").as_bytes(), reading)
}

/// The amounts of a ledger without the zeros at their ends, and whether the payee pays.
fn amounts(ledger: &Ledger) -> Vec<(String, bool)> {
    let of = |row: u32| {
        let mut out = Vec::new();
        ledger.put_amount(row, &mut out);
        let text = String::from_utf8(out).expect("ASCII");
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        (text.to_owned(), ledger.accounts().name(ledger.payers()[row as usize]) == "b")
    };
    (0..u32::try_from(ledger.rows()).expect("few")).map(of).collect()
}

/// What was meant, as above.
fn meant(units: i128, places: usize) -> (String, bool) {
    let plain = Style { decimal: '.', group: None, mark: ("", ""), minus: Minus::Before };
    let text = written(units.abs(), places, plain);
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    (text.to_owned(), units < 0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn amounts_are_what_was_meant(
        numbers in prop::collection::vec((prop_oneof![-99_999..99_999_i128, any::<i64>().prop_map(i128::from), any::<i128>()], 0..5_usize), 1..6),
        style in styles(),
    ) {
        let cells: Vec<String> = numbers.iter().map(|&(units, places)| written(units, places, style)).collect();
        let expected: Vec<(String, bool)> = numbers.iter().map(|&(units, places)| meant(units, places)).collect();
        let decimal = if style.decimal == '.' { DecimalSign::Point } else { DecimalSign::Comma };
        let told = Reading { decimal: Some(decimal), negative: Some(Negative::Reverse), ..Reading::default() };
        let ledger = column(&cells, &told).expect("sound");
        prop_assert_eq!(amounts(&ledger), expected.clone(), "{:?}", cells);
        // Untold, the column tells it, or what is read otherwise is a doubt, or it is refused: never silent and wrong.
        if let Ok(ledger) = column(&cells, &Reading { decimal: None, ..told }) {
            prop_assert!(amounts(&ledger) == expected || !ledger.report().doubts.is_empty(), "{:?}", cells);
            // One number that can only be read in one way settles all.
            let certain = [cells.clone(), vec![written(125, 1, style)]].concat();
            let ledger = column(&certain, &Reading { negative: Some(Negative::Reverse), ..Reading::default() }).expect("sound");
            let all = [expected, vec![("12.5".to_owned(), false)]].concat();
            prop_assert_eq!(amounts(&ledger), all, "{:?}", certain);
        }
    }

    /// From 1975 to 2100, in every form.
    #[test]
    fn times_are_what_was_meant(
        seconds in prop::collection::vec(160_000_000..4_100_000_000_i64, 1..8), form in 0..14_usize,
    ) {
        let forms = [
            "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S UTC", "%d-%b-%Y %H:%M:%S",
            "%d %b %Y %I:%M:%S %p", "%Y-%m-%dT%H:%M:%S+00:00", "%Y%m%d%H%M%S", "%s", "%s000", "%s000000", "%s000000000",
            "%Y.%m.%d %H:%M:%S", "%d/%m/%Y %H:%M:%S",
        ];
        // Here the day could be the month.
        let told = (form == 13).then(|| "%d/%m/%Y %H:%M:%S".to_owned());
        let text = |second: &i64| jiff::Timestamp::from_second(*second).expect("in range").strftime(forms[form]).to_string();
        let rows = seconds.iter().map(|second| format!("a,b,{}\n", text(second))).collect::<Vec<_>>().concat();
        let reading = Reading { time_format: told, ..Reading::default() };
        let ledger = from_bytes(format!("from,to,date\n{rows}").as_bytes(), &reading).expect("sound");
        let unit = ledger.time_unit().expect("a unit").nanoseconds();
        let read: Vec<i64> = ledger.times().expect("times").iter().map(|&time| {
            i64::try_from(i128::from(time) * i128::from(unit) / 1_000_000_000).expect("in range")
        }).collect();
        prop_assert_eq!(read, seconds);
    }

    /// Days of a spreadsheet and days that digits spell.
    #[test]
    fn days_are_what_was_meant(days in prop::collection::vec(3_000..47_000_i64, 1..8), form in 0..5_usize) {
        let text = |day: &i64| {
            let date = jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(*day);
            match form {
                0 => date.strftime("%Y%m%d").to_string(),
                1 => date.strftime("%d%m%Y").to_string().trim_start_matches('0').to_owned(),
                2 => (day + 25_569).to_string(),
                3 => date.strftime("%m/%d/%Y").to_string(),
                _ => date.strftime("%-d.%-m.%Y").to_string(),
            }
        };
        let rows = days.iter().map(|day| format!("a,b,{}\n", text(day))).collect::<Vec<_>>().concat();
        // Here the day could be the month.
        let told = [None, Some("day-first"), None, Some("%m/%d/%Y"), None][form].map(str::to_owned);
        let reading = Reading { time_format: told, ..Reading::default() };
        let ledger = from_bytes(format!("from,to,date\n{rows}").as_bytes(), &reading).expect("sound");
        let read: Vec<i64> = ledger.times().expect("times").iter().map(|time| time / 86_400).collect();
        prop_assert_eq!(ledger.time_unit(), Some(TimeUnit::Second));
        prop_assert_eq!(read, days);
    }

    /// Which comes first is told by the whole column, or asked.
    #[test]
    fn the_column_tells_whether_the_day_comes_first(days in prop::collection::vec(11_000..11_365_i64, 1..6), day_first in any::<bool>()) {
        let dates: Vec<jiff::civil::Date> = days.iter().map(|&day| jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(day)).collect();
        let form = if day_first { "%d/%m/%Y" } else { "%m/%d/%Y" };
        let rows = dates.iter().map(|date| format!("a,b,{}\n", date.strftime(form))).collect::<Vec<_>>().concat();
        let is_told = dates.iter().any(|date| date.day() > 12);
        let is_one = dates.iter().all(|date| i32::from(date.day()) == i32::from(date.month()));
        match from_bytes(format!("from,to,date\n{rows}").as_bytes(), &Reading::default()) {
            Ok(ledger) => {
                prop_assert!(is_told || is_one);
                let read: Vec<i64> = ledger.times().expect("times").iter().map(|time| time / 86_400).collect();
                prop_assert_eq!(read, days);
            }
            Err(LedgerError::EitherOrder { .. }) => prop_assert!(!is_told),
            Err(error) => prop_assert!(false, "{}", error),
        }
    }
}
