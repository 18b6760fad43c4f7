//! What to type, by what is in the columns.

use std::collections::BTreeSet;

use super::{known, sample::Line};
use crate::ledger::{
    amount::{self, Signs},
    columns::Chosen,
    how::{How, Told},
    reading::{DecimalSign, Reading},
    time::TimeForm,
    times,
};

fn is_amount(cell: &str) -> bool {
    let is = |decimal| amount::read(cell, decimal, &mut Signs::default()).is_ok();
    is(DecimalSign::Point) || is(DecimalSign::Comma)
}

/// The two columns that share the most values: those of payers and payees, in a ledger that has loops. Columns with the
/// same few values everywhere, such as countries, do not count.
pub(super) fn pair(rows: &[Vec<String>], header: &[String], taken: &Chosen) -> Option<(usize, usize)> {
    let how = How::new(&Reading::default(), Told::default(), None);
    let free = |at: &usize| !taken[2..].iter().any(|own| own.contains(at));
    let values = |column: usize| -> BTreeSet<&str> {
        // A day is nobody.
        let could_be = |cell: &&str| {
            let time = times::read(cell.as_bytes(), &how);
            !cell.is_empty() && !time.is_ok_and(|time| time.form != TimeForm::Numbers)
        };
        rows.iter().filter_map(|row| row.get(column)).map(String::as_str).filter(could_be).collect()
    };
    let values: Vec<BTreeSet<&str>> = (0..header.len().min(100)).map(values).collect();
    let share = |a: usize, b: usize| values[a].intersection(&values[b]).count();
    // A number with decimals is no account.
    let has_decimals = |at: &usize| values[*at].iter().any(|cell| cell.contains(['.', ',']) && is_amount(cell));
    let varied = |at: &usize| values[*at].len() * 3 >= rows.len().min(30) || values[*at].len() > 10;
    let columns: Vec<usize> = (0..values.len()).filter(free).filter(varied).filter(|at| !has_decimals(at)).collect();
    let pairs: Vec<(usize, usize)> =
        columns.iter().flat_map(|&a| columns.iter().filter(move |&&b| a < b).map(move |&b| (a, b))).collect();
    let wanted = |&(a, b): &(usize, usize)| {
        let fits = |own: &[usize], column: usize| own.is_empty() || own == [column];
        fits(&taken[0], a) && fits(&taken[1], b)
    };
    // Names that say where a payment was made come last; of equal ones the first.
    let is_party = |at: usize| !known::is_no_party(&header[at]);
    let key = |&(a, b): &(usize, usize)| (is_party(a) && is_party(b), share(a, b));
    pairs.into_iter().filter(wanted).filter(|&(a, b)| share(a, b) > 0).rev().max_by_key(key)
}

/// What to type for a ledger without a header, by what is in the columns.
pub(super) fn proposal(lines: &[Line], width: usize) -> String {
    let rows: Vec<Vec<String>> = lines.iter().map(|line| line.cells.clone()).collect();
    let how = How::new(&Reading::default(), Told::default(), None);
    let all = |column: usize, is: &dyn Fn(&str) -> bool| {
        rows.iter().filter_map(|row| row.get(column)).all(|cell| cell.is_empty() || is(cell))
    };
    let is_moment = |cell: &str| {
        times::read(cell.as_bytes(), &how).is_ok_and(|time| {
            let seconds = time.number.units / 10_i64.pow(u32::from(time.number.places).min(18));
            time.form != TimeForm::Numbers || (100_000_000..5_000_000_000).contains(&seconds)
        })
    };
    let columns: Vec<usize> = (0..width).collect();
    let time = columns.iter().copied().find(|&at| all(at, &is_moment));
    let taken: Chosen = [vec![], vec![], time.into_iter().collect(), vec![], vec![]];
    let header: Vec<String> = columns.iter().map(|at| format!("#{}", at + 1)).collect();
    let (from, to) = pair(&rows, &header, &taken).unwrap_or((0, 1.min(width.saturating_sub(1))));
    let free = |at: &usize| ![from, to].contains(at) && Some(*at) != time;
    let amount = columns.iter().copied().filter(free).find(|&at| all(at, &|cell| is_amount(cell)));
    let mut flags = format!("--no-header --from '#{}' --to '#{}'", from + 1, to + 1);
    for (flag, column) in [("--time", time), ("--amount", amount)] {
        flags += &column.map_or_else(String::new, |at| format!(" {flag} '#{}'", at + 1));
    }
    flags
}
